"""Receiving returned workbooks: `periksa` reads and reports, `terima` also archives and records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ikixl.arsip import bersihkan_arsip, simpan_arsip
from ikixl.checks.identitas import HarapanIdentitas
from ikixl.errors import BerkasTidakTerbacaError, KatalogError, LedgerError, ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.kiriman import Kiriman, Penunjuk, Sandi, baca_bita, berkas_masuk, buka_kiriman
from ikixl.layout.muatan import Muatan
from ikixl.ledger import Berkas, Isian, Ledger, Penerimaan, Terbitan
from ikixl.pemeriksaan import HasilPeriksa, Pemeriksa, hasil_ditolak
from ikixl.penerbitan import DasarTerbitan
from ikixl.pertentangan import tahan, temuan_kini
from ikixl.proyek import Proyek
from ikixl.reader.isian import IsianTerbaca
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan

__all__ = ["berkas_masuk", "pemeriksa_proyek", "periksa", "terima"]

Lapor = Callable[[str], None]


def _diam(_: str) -> None:
    """No progress wanted."""


def periksa(
    proyek: Proyek, berkas: Sequence[Path], lapor: Lapor = _diam, sandi: Sandi | None = None
) -> list[HasilPeriksa]:
    """Read files and report; nothing is archived or recorded. One bad file never stops the rest.

    `lapor` is called with each file's name when it is done; `sandi` are passwords for locked files. ProyekError,
    KatalogError or LedgerError only for what is wrong with the project itself; a mistake of ours stands in `kesalahan`
    of the file that it came up with.
    """
    with Ledger(proyek.ledger) as ledger:
        return _Meja(proyek, ledger, sandi).semua(berkas, lapor)


def terima(
    proyek: Proyek,
    waktu: str,
    berkas: Sequence[Path] | None = None,
    lapor: Lapor = _diam,
    sandi: Sandi | None = None,
) -> list[HasilPeriksa]:
    """Archive, read and record files (None: all of masuk/) as `periksa` reads them; `waktu` is ISO text.

    Every file is archived by its SHA-256 before it is parsed, and recorded in one step after: stopped at any moment,
    the next call goes on where this one was. A zip of workbooks is archived as well, its members are files of their
    own. A file whose content is known already changes nothing and is reported as such, unless it was refused before and
    is not any more. Returns that contradict each other are held until one is chosen (ikixl.pemilihan).
    """
    daftar = berkas_masuk(proyek) if berkas is None else list(berkas)
    if berkas is not None:
        _pastikan_ada(daftar)
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        bersihkan_arsip(proyek.arsip)
        return _Meja(proyek, ledger, sandi, waktu).semua(daftar, lapor)


class _Meja:
    """Where files are read one after the other; `waktu` None: only read, else archived and recorded too."""

    def __init__(self, proyek: Proyek, ledger: Ledger, sandi: Sandi | None, waktu: str | None = None) -> None:
        self._proyek = proyek
        self._ledger = ledger
        self._waktu = waktu
        self._pemeriksa = pemeriksa_proyek(proyek, ledger, sandi)
        self._penunjuk = Penunjuk(self._pemeriksa.harapan.seri)
        # Contents met in this run, with where they were met first.
        self._dilihat: dict[str, str] = {}

    def semua(self, berkas: Sequence[Path], lapor: Lapor) -> list[HasilPeriksa]:
        hasil: list[HasilPeriksa] = []
        for path in berkas:
            with _terpisah(path.name, hasil):
                self._berkas(path, hasil)
            lapor(path.name)
        return hasil

    def _berkas(self, path: Path, hasil: list[HasilPeriksa]) -> None:
        """Read one file on disk, or each member of it, and add the results."""
        try:
            data = baca_bita(path)
        except BerkasTidakTerbacaError as galat:
            # Not even the bytes are there: nothing to archive, nothing to know it by.
            hasil.append(replace(hasil_ditolak(b"", path.name, galat), sha256=""))
            return
        folder = _folder_masuk(self._proyek, path)
        anggota = buka_kiriman(data, path.name, folder, self._penunjuk)
        if anggota is None:
            satu = Kiriman(path.name, data, path.suffix, self._penunjuk.petunjuk(path.name, folder))
            hasil.append(self._satu(satu, path.as_posix()))
            return
        self._arsipkan(data, path.suffix)
        for k in anggota:
            with _terpisah(k.nama, hasil):
                hasil.append(self._satu(k, f"{path.parent.as_posix()}/{k.nama}"))

    def _satu(self, k: Kiriman, tempat: str) -> HasilPeriksa:
        lama = self._ledger.cari_berkas(hashlib.sha256(k.data).hexdigest())
        if self._waktu is None:
            hasil = self._baca(k)
            return hasil if lama else tahan(self._ledger, hasil, k.petunjuk)
        ulang = self._ulang(k, lama, tempat)
        if lama is not None and lama.keadaan != "ditolak":
            return _sudah_ada(self._ledger, lama, k.nama, ulang)
        self._arsipkan(k.data, k.akhiran)
        hasil = tahan(self._ledger, self._baca(k), k.petunjuk)
        tercatat = self._ledger.catat_berkas(_penerimaan(hasil, self._waktu))
        if tercatat or lama is None:
            return hasil
        return replace(hasil, sudah_ada=True, waktu=lama.waktu, temuan=(*ulang, *hasil.temuan))

    def _baca(self, k: Kiriman) -> HasilPeriksa:
        if k.penolakan is not None:
            return hasil_ditolak(k.data, k.nama, k.penolakan)
        return self._pemeriksa.periksa(k.data, k.nama)

    def _arsipkan(self, data: bytes, akhiran: str) -> None:
        if self._waktu is not None:
            simpan_arsip(self._proyek.arsip, data, akhiran)

    def _ulang(self, k: Kiriman, lama: Berkas | None, tempat: str) -> tuple[Temuan, ...]:
        """That this content is known: as the same file met again, or as a copy under another name or elsewhere."""
        pertama = self._dilihat.setdefault(hashlib.sha256(k.data).hexdigest(), tempat)
        if lama is None:
            return ()
        rinci = {"waktu": lama.waktu.replace("T", " ")}
        if pertama != tempat or lama.nama != k.nama:
            lain = lama.nama if lama.nama != k.nama else "/".join(pertama.split("/")[-2:])
            return (Temuan("BERKAS-14", berkas=k.nama, unit=lama.unit, rinci={**rinci, "lain": lain}),)
        return (Temuan("BERKAS-09", berkas=k.nama, unit=lama.unit, rinci=rinci),)


@contextmanager
def _terpisah(nama: str, hasil: list[HasilPeriksa]) -> Iterator[None]:
    """Keeps a mistake of ours with one file from the others; it is added as that file's result, and not hushed up."""
    try:
        yield
    except (KatalogError, LedgerError, ProyekError):
        # These are about the project or the disk, and would come up with every file.
        raise
    except Exception as galat:  # noqa: BLE001 - whatever is wrong with our reading of one file, the others must go on
        temuan = Temuan("BERKAS-16", berkas=nama, rinci={"sebab": type(galat).__name__})
        hasil.append(HasilPeriksa(nama, "", "ditolak", temuan=(temuan,), kesalahan=galat))


def _folder_masuk(proyek: Proyek, path: Path) -> tuple[str, ...]:
    """The folders below masuk/ that a file lies in, outermost first; none where it lies elsewhere."""
    folder, masuk = path.parent.resolve(), proyek.masuk.resolve()
    return folder.relative_to(masuk).parts if folder.is_relative_to(masuk) else ()


def pemeriksa_proyek(proyek: Proyek, ledger: Ledger, sandi: Sandi | None = None) -> Pemeriksa:
    """A Pemeriksa that knows what this project issued, and tries these passwords on locked files."""
    katalog = muat_sumber(proyek.katalog)
    instansi = katalog.instansi
    terbitan = {u.kode: ledger.terbitan(u.kode) for u in katalog.unit}
    seri = {unit: frozenset(t.seri for t in milik) for unit, milik in terbitan.items()}
    simpanan: dict[str, DasarTerbitan | None] = {}

    def cari(digest: str) -> DasarTerbitan | None:
        if digest not in simpanan:
            simpanan[digest] = DasarTerbitan.dari_ledger(ledger, digest)
        return simpanan[digest]

    def muatan(unit: str, seri: int) -> Muatan:
        terbit = ledger.cari_terbitan(unit, seri)
        return Muatan.dari_json(terbit.muatan if terbit else "")

    harapan = HarapanIdentitas(instansi.kode_wilayah, instansi.tahun, seri, _pengganti(terbitan))
    return Pemeriksa(proyek.kunci, harapan, cari, muatan, (sandi or Sandi()).buka)


def _pengganti(terbitan: Mapping[str, Sequence[Terbitan]]) -> dict[tuple[str, int], int]:
    """By unit and serial of an issue, the newest one of the same jabatan, or where either is for the whole unit."""
    hasil: dict[tuple[str, int], int] = {}
    for unit, milik in terbitan.items():
        for t in milik:
            sama = (b.seri for b in milik if b.jabatan == t.jabatan or "" in (b.jabatan, t.jabatan))
            baru = [seri for seri in sama if seri > t.seri]
            if baru:
                hasil[unit, t.seri] = baru[-1]
    return hasil


def _pastikan_ada(berkas: Sequence[Path]) -> None:
    """A file named on the command line that does not exist is a slip of the hand, not a return."""
    hilang = [str(p) for p in berkas if not p.is_file()]
    if hilang:
        raise ProyekError(f"Berkas {', '.join(hilang)} tidak ada.", "Periksa nama dan foldernya lalu ulangi.")


def _penerimaan(hasil: HasilPeriksa, waktu: str) -> Penerimaan:
    return Penerimaan(
        sha256=hasil.sha256,
        nama=hasil.berkas,
        ukuran=hasil.ukuran,
        waktu=waktu,
        keadaan=hasil.keadaan,
        unit=hasil.unit,
        seri=hasil.seri,
        tahun=hasil.tahun,
        jumlah_terisi=hasil.terisi,
        jumlah_tetap=hasil.tetap,
        jumlah_dilaporkan=hasil.dilaporkan,
        isian=tuple(
            Isian(i.kunci.kunci, i.kunci.triwulan, i.nilai, i.keadaan, i.lembar, i.sel)
            for i in (*hasil.isian, *hasil.dikosongkan)
        ),
        temuan=hasil.temuan,
        bertentangan=hasil.bertentangan,
    )


def _sudah_ada(ledger: Ledger, lama: Berkas, nama: str, ulang: tuple[Temuan, ...]) -> HasilPeriksa:
    """The recorded result of a file that comes a second time."""
    isian = tuple(
        IsianTerbaca(KunciIsian(b.kunci, b.triwulan), b.nilai, b.keadaan, b.lembar, b.sel)
        for b in ledger.isian_berkas(lama.sha256)
    )
    return HasilPeriksa(
        berkas=nama,
        sha256=lama.sha256,
        keadaan=lama.keadaan,
        unit=lama.unit,
        seri=lama.seri,
        tahun=lama.tahun,
        terisi=lama.jumlah_terisi,
        tetap=lama.jumlah_tetap,
        dilaporkan=lama.jumlah_dilaporkan,
        isian=isian,
        temuan=(*ulang, *temuan_kini(lama, ledger.temuan_berkas(lama.sha256))),
        ukuran=lama.ukuran,
        waktu=lama.waktu,
        sudah_ada=True,
        jabatan=lama.jabatan,
    )
