"""`status`: how each unit stands, from what the ledger knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from ikixl.checks.lengkap import Kelengkapan, hitung_kelengkapan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog, Unit
from ikixl.keadaan_tersimpan import KEADAAN, kunci_status, simpan_status
from ikixl.layout.muatan import Muatan
from ikixl.ledger import Berkas, Ledger, Terbitan
from ikixl.penerimaan.pertentangan import temuan_kini
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan

__all__ = ["KEADAAN", "StatusUnit", "status", "status_dari_ledger", "temuan_terbuka"]


@dataclass(frozen=True, slots=True)
class StatusUnit:
    """How one unit stands; `terisi` and `diminta` count mandatory realisasi inputs of triwulan I to IV.

    `lengkap` means that every workbook came back and nothing asked up to the last triwulan, issued for or with any
    input, is missing. `galat` and `peringatan` count the temuan that still matter on the returns that count, or those
    on the refused one where none counts. `berkas` names all returns that count; `diterima` and `sha256` are those of
    the latest. `buku` counts the workbooks that the unit holds, `kembali` those of them that were answered. `ditahan`
    names the returns that wait for a choice (ikixl.penerimaan.pemilihan), `catatan` says so in words.
    """

    unit: str
    nama: str
    keadaan: str
    seri: int
    dikirim: str
    berkas: str
    diterima: str
    terisi: tuple[int, int, int, int]
    diminta: tuple[int, int, int, int]
    galat: int
    peringatan: int
    sha256: str = ""
    buku: int = 0
    kembali: int = 0
    ditahan: tuple[str, ...] = ()
    catatan: str = ""

    def ke_json(self) -> dict[str, object]:
        """Plain values under the fields' names."""
        return asdict(self)


def status(proyek: Proyek) -> list[StatusUnit]:
    """How each unit of the project stands, in the katalog's order; KatalogError or LedgerError as cause is given.

    The answer is kept for the next time (ikixl.keadaan_tersimpan).
    """
    kunci = kunci_status(proyek.folder)
    katalog = muat_sumber(proyek.katalog)
    with Ledger(proyek.ledger) as ledger:
        hasil = status_dari_ledger(katalog, ledger)
    simpan_status(proyek.folder, kunci, [s.ke_json() for s in hasil])
    return hasil


def status_dari_ledger(
    katalog: Katalog,
    ledger: Ledger,
    kelengkapan: Mapping[str, Kelengkapan] | None = None,
    berlaku: Mapping[str, Sequence[Berkas]] | None = None,
    terbuka: Sequence[tuple[Berkas, list[Temuan]]] | None = None,
) -> list[StatusUnit]:
    """The same, on an open ledger.

    What is known of it already need not be asked again: `kelengkapan` by unit, `berlaku` and `terbuka` as
    `Ledger.berkas_berlaku` and `temuan_terbuka` give them for the katalog's year.
    """
    tahun = katalog.instansi.tahun
    berlaku = ledger.berkas_berlaku(tahun) if berlaku is None else berlaku
    terbitan = ledger.terbitan_terakhir()
    lengkap = kelengkapan or _kelengkapan(katalog, ledger, berlaku)
    milik_unit: dict[str, list[tuple[Berkas, list[Temuan]]]] = {}
    for satu in temuan_terbuka(ledger, tahun) if terbuka is None else terbuka:
        if satu[0].tahun == tahun:
            milik_unit.setdefault(satu[0].unit, []).append(satu)
    hasil = []
    for u in katalog.unit:
        jabatan = {"", *(j.kode for j in katalog.jabatan_unit(u.kode))}
        buku = [t for t in terbitan.get(u.kode, ()) if t.jabatan in jabatan]
        triwulan = {b.sha256: _triwulan(ledger.cari_terbitan(u.kode, b.seri)) for b in berlaku.get(u.kode, ())}
        kembali = sum(_terjawab(t, berlaku.get(u.kode, ()), triwulan) for t in buku)
        hasil.append(_status(u, buku, kembali, milik_unit.get(u.kode, []), lengkap[u.kode]))
    return hasil


def _kelengkapan(katalog: Katalog, ledger: Ledger, berlaku: Mapping[str, Sequence[Berkas]]) -> dict[str, Kelengkapan]:
    """What each unit has filled in; the inputs of one unit after the other, since those of all may be millions."""
    hasil: dict[str, Kelengkapan] = {}
    for u in katalog.unit:
        isian: dict[KunciIsian, float | str | None] = {}
        for b in berlaku.get(u.kode, ()):
            # A later issue's return takes the place of an earlier one's, with what it leaves blank too.
            isian |= {KunciIsian(kunci, t): nilai for kunci, t, nilai, *_ in ledger.nilai_berkas(b.sha256)}
        hasil[u.kode] = hitung_kelengkapan(katalog, u.kode, {k: n for k, n in isian.items() if n is not None})
    return hasil


def _status(
    unit: Unit,
    buku: Sequence[Terbitan],
    kembali: int,
    milik: Sequence[tuple[Berkas, list[Temuan]]],
    kelengkapan: Kelengkapan,
) -> StatusUnit:
    """`milik` are the unit's files that still matter, with their temuan."""
    diterima = [(b, t) for b, t in milik if b.keadaan == "diterima"]
    ditahan = [(b, t) for b, t in milik if b.keadaan == "ditahan"]
    # Where nothing counts, the held files or the last refused one are what there is to speak of.
    dipakai = diterima or ditahan or milik[-1:]
    tingkat = [t.tingkat for _, temuan in dipakai for t in temuan]
    # A refused or held return after an accepted one: the old figures count on, but somebody has to act.
    perbaiki = "galat" in tingkat or len(diterima) < len(milik)
    terakhir = max((b for b, _ in dipakai), key=lambda b: b.urutan, default=None)
    sampai = max(kelengkapan.mulai, *(_triwulan(t) for t in buku), 0)
    if terakhir is None:
        keadaan = "belum kembali" if buku else "belum dikirim"
    elif perbaiki:
        keadaan = "perlu perbaikan"
    elif buku and not kembali:
        keadaan = "belum kembali"
    else:
        keadaan = "lengkap" if kembali == len(buku) and kelengkapan.lengkap(sampai) else "diterima"
    return StatusUnit(
        unit=unit.kode,
        nama=unit.nama,
        keadaan=keadaan,
        seri=max((t.seri for t in buku), default=0),
        dikirim=max((t.waktu for t in buku), default=""),
        berkas=", ".join(b.nama for b, _ in dipakai),
        diterima=terakhir.waktu if terakhir else "",
        terisi=kelengkapan.terisi,
        diminta=kelengkapan.diminta,
        galat=tingkat.count("galat"),
        peringatan=tingkat.count("peringatan"),
        sha256=terakhir.sha256 if terakhir else "",
        buku=len(buku),
        kembali=kembali,
        ditahan=tuple(b.nama for b, _ in ditahan),
        catatan=_catatan([b for b, _ in ditahan]),
    )


def _catatan(ditahan: Sequence[Berkas]) -> str:
    """What the held returns of a unit ask for."""
    if not ditahan:
        return ""
    apa = "kiriman berbeda" if len(ditahan) > 1 else "kiriman ditahan"
    return f"{len(ditahan)} {apa}, jalankan ikixl pilih"


def _triwulan(terbit: Terbitan | None) -> int:
    """The triwulan that an issue is for, 0 for all of them."""
    return Muatan.dari_json(terbit.muatan).triwulan if terbit else 0


def _terjawab(terbit: Terbitan, berkas: Iterable[Berkas], triwulan: Mapping[str, int]) -> bool:
    """Whether an issue came back: itself, or another one for the same jabatan and triwulan, or a later triwulan."""
    return any(b.jabatan in ("", terbit.jabatan) and triwulan[b.sha256] >= _triwulan(terbit) for b in berkas)


def temuan_terbuka(ledger: Ledger, tahun: int) -> list[tuple[Berkas, list[Temuan]]]:
    """The files that still matter, in order of receipt, with those of their temuan that do.

    These are the returns of the year that count, those that are held, and the files refused since. Of a return that a
    later issue's has joined, a temuan matters on where the input that it speaks of is still in force.
    """
    semua = ledger.semua_berkas()
    sah: dict[str, list[Berkas]] = {}
    for b in semua:
        if b.keadaan == "diterima":
            sah.setdefault(b.unit, []).append(b)
    hasil = []
    for b in semua:
        temuan = temuan_kini(b, ledger.temuan_berkas(b.sha256))
        lain = sah.get(b.unit, [])
        if b.keadaan == "ditahan":
            hasil.append((b, temuan))
        elif b.keadaan == "ditolak":
            if not any(s.urutan > b.urutan and _menjawab(s, b) for s in lain):
                hasil.append((b, temuan))
        elif b.tahun == tahun and not b.digantikan:
            nanti = [s for s in lain if s.tahun == tahun and s.seri > b.seri]
            # Without a later issue's return, everything that a file holds is in force.
            if temuan and nanti:
                terlewati = any(_menjawab(s, b) for s in nanti)
                berlaku, semua_sel = _sel_berlaku(ledger, b, nanti)
                temuan = [t for t in temuan if _masih(t, berlaku, semua_sel, terlewati)]
            hasil.append((b, temuan))
    return hasil


def _sel_berlaku(
    ledger: Ledger, berkas: Berkas, nanti: Iterable[Berkas]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(sheet, cell) of the inputs of a file that those of later issues do not hold too, and of all its inputs."""
    ganti = {(kunci, t) for s in nanti if not s.digantikan for kunci, t, *_ in ledger.nilai_berkas(s.sha256)}
    isian = [((kunci, t), (lembar, sel)) for kunci, t, _, _, lembar, sel in ledger.nilai_berkas(berkas.sha256)]
    return {tempat for kunci, tempat in isian if kunci not in ganti}, {tempat for _, tempat in isian}


def _menjawab(baru: Berkas, lama: Berkas) -> bool:
    """Whether a return is for the same jabatan as another, or either is for the whole unit."""
    return baru.jabatan == lama.jabatan or "" in (baru.jabatan, lama.jabatan)


def _masih(temuan: Temuan, berlaku: set[tuple[str, str]], semua: set[tuple[str, str]], terlewati: bool) -> bool:
    tempat = temuan.lembar, temuan.sel
    return tempat in berlaku or (tempat not in semua and not terlewati)
