"""`pilih`: which of several returns of one issue counts, where they contradict each other or are another unit's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.ledger import BarisIsian, Berkas, Ledger
from ikixl.penerimaan.pertentangan import beda_isian, isi_tercatat
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber

__all__ = ["Calon", "IsianBeda", "KirimanDitahan", "Terpilih", "daftar_ditahan", "pilih"]


@dataclass(frozen=True, slots=True)
class Calon:
    """One held file: `nomor` names it in `pilih`, `terisi` counts its inputs, `waktu` is when it came (ISO text)."""

    nomor: int
    berkas: str
    sha256: str
    waktu: str
    terisi: int


@dataclass(frozen=True, slots=True)
class IsianBeda:
    """One input that held files do not agree on: what each says (None: nothing) and where, in their order."""

    kunci: str
    triwulan: int
    nilai: tuple[float | str | None, ...]
    tempat: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KirimanDitahan:
    """The held returns of one issue, in order of receipt.

    `usulan` is the number of the one that is proposed, the latest; 0 for a file that seems to be another unit's, which
    is not held against any other: nobody but a person can tell whose it is.
    """

    unit: str
    nama: str
    seri: int
    jabatan: str
    berkas: tuple[Calon, ...]
    beda: tuple[IsianBeda, ...]
    usulan: int

    def ke_json(self) -> dict[str, object]:
        """Plain values under the fields' names."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Terpilih:
    """One choice made: the file that counts now, and those that it was chosen over."""

    unit: str
    nomor: int
    berkas: str
    sha256: str
    lainnya: tuple[str, ...]

    def ke_json(self) -> dict[str, object]:
        """Plain values under the fields' names."""
        return asdict(self)


def daftar_ditahan(proyek: Proyek) -> list[KirimanDitahan]:
    """Everything that waits for a choice, by unit and serial; KatalogError or LedgerError as there is cause."""
    nama = {u.kode: u.nama for u in muat_sumber(proyek.katalog).unit}
    with Ledger(proyek.ledger) as ledger:
        return [_uraikan(ledger, milik, nama.get(milik[0].unit, "")) for milik in _kelompok(ledger)]


def pilih(proyek: Proyek, waktu: str, unit: str = "", berkas: str = "", *, terbaru: bool = False) -> list[Terpilih]:
    """Make a return count, and nothing else of the same issue that came before it; `waktu` is ISO text.

    `berkas` is the name or the number of a file of `unit`, held or not: a choice may be changed. `terbaru` instead
    chooses the latest of every group of files that contradict each other, of all units or of `unit` alone; files that
    seem to be another unit's are left to be chosen one by one. ProyekError if there is no such file, if the name does
    not tell two files apart, or if the file was refused.
    """
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        if terbaru:
            kelompok = [k for k in _kelompok(ledger) if len(k) > 1 and unit.casefold() in ("", k[0].unit.casefold())]
            dipilih = [k[-1] for k in kelompok]
        else:
            dipilih = [_cari(ledger, unit, berkas)]
        return [_pilih_satu(ledger, b, waktu) for b in dipilih]


def _pilih_satu(ledger: Ledger, berkas: Berkas, waktu: str) -> Terpilih:
    berdiri = {b.sha256 for b in ledger.kiriman_berdiri(*_terbitan(berkas))}
    lainnya = tuple(
        b.nama
        for b in ledger.semua_berkas()
        if _terbitan(b) == _terbitan(berkas)
        and (b.sha256 in berdiri or b.keadaan == "ditahan")
        and b.sha256 != berkas.sha256
    )
    if lainnya or berkas.keadaan == "ditahan":
        ledger.catat_pilihan(berkas.sha256, waktu)
    return Terpilih(berkas.unit, berkas.urutan, berkas.nama, berkas.sha256, lainnya)


def _cari(ledger: Ledger, unit: str, berkas: str) -> Berkas:
    """The file of a unit that a name or number means."""
    milik = [b for b in ledger.semua_berkas() if b.unit.casefold() == unit.casefold()]
    dicari = berkas.replace("\\", "/")
    cocok = [b for b in milik if dicari == str(b.urutan)] or [
        b for b in milik if b.nama == dicari or b.nama == dicari.rpartition("/")[2]
    ]
    sah = [b for b in cocok if b.keadaan != "ditolak"]
    if len(sah) == 1:
        return sah[0]
    if sah:
        nomor = ", ".join(f"{b.urutan} ({_kapan(b)})" for b in sah)
        raise ProyekError(f"Unit {unit} mengirim {len(sah)} berkas bernama {berkas}.", f"Sebut nomornya: {nomor}.")
    if cocok:
        raise ProyekError(
            f"Berkas {berkas} ditolak sehingga tidak dapat dipilih.", "Minta unit memperbaikinya lalu terima lagi."
        )
    ada = "; ".join(f"{b.urutan} {b.nama}" for b in milik if b.keadaan != "ditolak")
    saran = f"Yang ada: {ada}." if ada else "Belum ada kiriman unit itu yang dapat dibaca. Lihat: ikixl status"
    raise ProyekError(f"Tidak ada kiriman unit {unit} yang bernama atau bernomor {berkas}.", saran)


def _kapan(berkas: Berkas) -> str:
    return berkas.waktu.replace("T", " ")


def _kelompok(ledger: Ledger) -> list[list[Berkas]]:
    """Held files that are held together: those of one issue against each other, another unit's each by itself."""
    semua = [b for b in ledger.semua_berkas() if b.keadaan == "ditahan"]
    hasil: list[list[Berkas]] = []
    for (unit, tahun, seri), grup in groupby(sorted(semua, key=_terbitan), key=_terbitan):
        milik = list(grup)
        lawan = {b.sha256 for b in ledger.kiriman_berdiri(unit, tahun, seri)}
        bersama = [b for b in milik if b.sha256 in lawan]
        hasil += [bersama] if bersama else []
        hasil += [[b] for b in milik if b.sha256 not in lawan]
    return hasil


def _terbitan(berkas: Berkas) -> tuple[str, int, int]:
    return berkas.unit, berkas.tahun, berkas.seri


def _uraikan(ledger: Ledger, milik: Sequence[Berkas], nama: str) -> KirimanDitahan:
    isian = [ledger.isian_berkas(b.sha256) for b in milik]
    return KirimanDitahan(
        unit=milik[0].unit,
        nama=nama,
        seri=milik[0].seri,
        jabatan=milik[0].jabatan,
        berkas=tuple(Calon(b.urutan, b.nama, b.sha256, b.waktu, b.jumlah_terisi) for b in milik),
        beda=_beda(isian),
        usulan=milik[-1].urutan if len(milik) > 1 else 0,
    )


def _beda(isian: Sequence[Iterable[BarisIsian]]) -> tuple[IsianBeda, ...]:
    """The inputs that any two of several files do not agree on, in order."""
    isi = [isi_tercatat(satu) for satu in isian]
    tempat = [{KunciIsian(b.kunci, b.triwulan): f"{b.lembar} {b.sel}" for b in satu} for satu in isian]
    beda = sorted({k for lain in isi[1:] for k in beda_isian(isi[0], lain)})
    return tuple(
        IsianBeda(k.kunci, k.triwulan, tuple(i.get(k) for i in isi), tuple(t.get(k, "") for t in tempat)) for k in beda
    )
