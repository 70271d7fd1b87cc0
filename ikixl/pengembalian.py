"""Returns given back to be corrected: `perbaikan` writes the operators' own workbooks with what to look at marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ikixl.arsip import cari_arsip
from ikixl.errors import BerkasTidakTerbacaError, ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.keadaan import temuan_terbuka
from ikixl.layout.buku import Buku
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.lembar_perbaikan import ButirPerbaikan, susun_perbaikan
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit
from ikixl.ledger import Berkas, Ledger, Terbitan
from ikixl.penerbitan import pilih_unit
from ikixl.penerimaan.pemeriksaan import Pemeriksa
from ikixl.penerimaan.pertentangan import temuan_pengisi
from ikixl.penerimaan.terima import pemeriksa_proyek
from ikixl.perbaikan.gambar_ulang import isian_seperti_diketik
from ikixl.perbaikan.tandai import HasilTanda, tandai
from ikixl.perbaikan.ubahan import TidakDapatDitandaiError
from ikixl.proyek import Proyek
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah
from ikixl.simpan import PANJANG_NAMA, sebab_os, tulis_atomik
from ikixl.temuan import Temuan
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku

__all__ = ["HasilPerbaikan", "folder_perbaikan", "nama_perbaikan", "perbaikan"]

Lapor = Callable[[str], None]

_FOLDER = "perbaikan"
# What Windows allows in no name, and the names that it keeps for devices.
_TERLARANG = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')
_DICADANGKAN = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_KERTAS = {"F4": 14, "A4": 9}
# A sheet, row or column of inputs is gone.
_TERHAPUS = frozenset({"STRUKTUR-01", "STRUKTUR-03", "STRUKTUR-04"})


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilPerbaikan:
    """One return that has something to be corrected.

    `path` is the marked-up workbook, None where none could be made; `sebab` then says why, and otherwise why it had to
    be drawn anew ("": it is the operator's own). `temuan` of its galat and peringatan are listed, `sel` cells coloured,
    `komentar` commented.
    """

    unit: str
    berkas: str
    path: Path | None
    galat: int
    peringatan: int
    sel: int = 0
    komentar: int = 0
    sebab: str = ""

    def ke_json(self) -> dict[str, object]:
        """A JSON object with the same fields; `path` as text, null where there is none."""
        isi = {"unit": self.unit, "berkas": self.berkas, "path": str(self.path) if self.path else None}
        jumlah = {"galat": self.galat, "peringatan": self.peringatan, "sel": self.sel, "komentar": self.komentar}
        return {**isi, **jumlah, "sebab": self.sebab}


def folder_perbaikan(proyek: Proyek) -> Path:
    """Folder of the marked-up returns of a project; may not exist yet."""
    return proyek.folder / _FOLDER


def perbaikan(proyek: Proyek, unit: Sequence[str] = (), lapor: Lapor = _diam) -> list[HasilPerbaikan]:
    """Write the marked-up workbook of each return with galat or peringatan, of these units (all if none is named).

    Looked at are the returns that count, those that are held, and one that was refused if nothing of its issue came
    after it; of each only what is still open (ikixl.keadaan) and what its operator can mend. What cannot be read, or is
    not for this project, is listed without a workbook. `lapor` is called with the name of each file that is done. An
    older marked-up workbook of the same name is replaced. ProyekError for an unknown unit or where the disk refuses;
    KatalogError or LedgerError as the project gives cause.
    """
    dasar = DasarTerbitan.dari_proyek(proyek)
    dipilih = pilih_unit(dasar.katalog, unit)
    hasil = []
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        penanda = _Penanda(proyek, ledger)
        terpakai: set[str] = set()
        for berkas, terbuka in _perlu_dilihat(ledger, dasar.katalog.instansi.tahun, dipilih):
            temuan = [t for t in temuan_pengisi(terbuka) if t.tingkat != "info"]
            if temuan:
                hasil.append(penanda.tulis(berkas, temuan, terpakai))
                lapor(berkas.nama)
    return hasil


def _perlu_dilihat(ledger: Ledger, tahun: int, unit: Sequence[str]) -> list[tuple[Berkas, list[Temuan]]]:
    """The files that still matter, unit by unit, with their open temuan; of those refused the last of each issue."""
    terakhir = {(b.unit, b.tahun, b.seri): b.sha256 for b in ledger.semua_berkas()}
    milik = [
        (b, temuan)
        for b, temuan in temuan_terbuka(ledger, tahun)
        if b.unit in unit and (b.keadaan != "ditolak" or terakhir[b.unit, b.tahun, b.seri] == b.sha256)
    ]
    return sorted(milik, key=lambda pasangan: (pasangan[0].unit, pasangan[0].tahun, pasangan[0].seri))


def nama_perbaikan(nama: str, unit: str, terpakai: set[str]) -> str:
    """The file name of a marked-up return: the operator's own, as every system accepts it, with suffix .xlsx.

    Of a member of a zip ("kumpulan.zip/a.xlsx") only its own name counts. Where the name is in `terpakai` (in lower
    case; the new one is added), the unit and then a number tell them apart.
    """
    pangkal = re.split(r"[/\\]", nama)[-1]
    pangkal = re.sub(r"\.(xlsx|xlsm|xls|ods)\s*$", "", pangkal, flags=re.IGNORECASE)
    pangkal = _TERLARANG.sub("-", pangkal).strip(" .")[: PANJANG_NAMA - 5].rstrip(" .") or "kiriman"
    if _DICADANGKAN.match(pangkal):
        pangkal = f"_{pangkal}"
    kode = _TERLARANG.sub("-", unit)
    pilihan = [pangkal, f"{pangkal}-{kode}", *(f"{pangkal}-{kode}-{n}" for n in range(2, len(terpakai) + 3))]
    terpilih = next(p for p in pilihan if f"{p}.xlsx".casefold() not in terpakai)
    terpakai.add(f"{terpilih}.xlsx".casefold())
    return f"{terpilih}.xlsx"


class _Penanda:
    """Marks up the returns of one project; the caller holds its lock and the open ledger."""

    def __init__(self, proyek: Proyek, ledger: Ledger) -> None:
        self._proyek = proyek
        self._ledger = ledger
        self._pemeriksa = pemeriksa_proyek(proyek, ledger)

    def tulis(self, berkas: Berkas, temuan: Sequence[Temuan], terpakai: set[str]) -> HasilPerbaikan:
        """Write the marked-up workbook of one return."""
        galat = sum(t.tingkat == "galat" for t in temuan)
        awal = HasilPerbaikan(berkas.unit, berkas.nama, None, galat, len(temuan) - galat)
        # A file of ours that was read has locked cells as they were issued; nothing else has.
        terbitan = self._ledger.cari_terbitan(berkas.unit, berkas.seri) if berkas.jumlah_tetap else None
        dasar = DasarTerbitan.dari_ledger(self._ledger, terbitan.digest) if terbitan else None
        if terbitan is None or dasar is None:
            return _dengan(awal, sebab=temuan[0].pesan)
        try:
            data = self._ambil(berkas)
            mentah = baca_mentah(data, berkas.nama)
        except BerkasTidakTerbacaError as salah:
            return _dengan(awal, sebab=Temuan(salah.kode, rinci=dict(salah.rinci)).pesan)
        kerja = _Kiriman(berkas, terbitan, dasar, self._proyek, self._pemeriksa)
        sebab = ""
        try:
            tanda = kerja.tandai(data, mentah, temuan)
        except TidakDapatDitandaiError as salah:
            sebab = salah.pesan
            tanda = kerja.gambar_ulang(data, mentah, temuan, sebab)
        path = folder_perbaikan(self._proyek) / nama_perbaikan(berkas.nama, berkas.unit, terpakai)
        tulis_atomik(path, tanda.data)
        return _dengan(awal, path=path, tanda=tanda, sebab=sebab)

    def _ambil(self, berkas: Berkas) -> bytes:
        path = cari_arsip(self._proyek.arsip, berkas.sha256)
        try:
            if path is not None:
                return path.read_bytes()
        except OSError as salah:
            raise ProyekError(f"Berkas arsip {path} tidak dapat dibaca: {sebab_os(salah)}.") from salah
        raise ProyekError(
            f"Berkas {berkas.nama} tidak ada lagi di arsip {self._proyek.arsip}.",
            "Pulihkan folder arsip dari cadangan.",
        )


def _dengan(
    awal: HasilPerbaikan, path: Path | None = None, tanda: HasilTanda | None = None, sebab: str = ""
) -> HasilPerbaikan:
    sel, komentar = (tanda.sel, tanda.komentar) if tanda else (0, 0)
    return HasilPerbaikan(awal.unit, awal.berkas, path, awal.galat, awal.peringatan, sel, komentar, sebab)


@dataclass(frozen=True)
class _Kiriman:
    """One return and what it was issued as."""

    berkas: Berkas
    terbitan: Terbitan
    dasar: DasarTerbitan
    proyek: Proyek
    pemeriksa: Pemeriksa

    def tandai(self, data: bytes, mentah: BukuMentah, temuan: Sequence[Temuan]) -> HasilTanda:
        """Mark up the operator's own workbook."""
        if any(t.kode in _TERHAPUS for t in temuan):
            # Nobody can type into a row that is gone: the workbook with all of it is what helps.
            raise TidakDapatDitandaiError("ada lembar, baris atau kolom isian yang terhapus")
        lembar = {lembar.nama for lembar in mentah.lembar}
        butir = [_butir(t, lembar) for t in temuan]
        return tandai(data, mentah, butir, self._daftar(butir), self._buku({}))

    def gambar_ulang(self, data: bytes, mentah: BukuMentah, temuan: Sequence[Temuan], sebab: str) -> HasilTanda:
        """Mark up the issue drawn anew with the inputs of the return; temuan without a place in it are listed only."""
        isian = self.pemeriksa.periksa(data, self.berkas.nama).isian
        baru = tulis_buku(self._buku(isian_seperti_diketik(isian, mentah, self._buku({}))))
        hasil = self.pemeriksa.periksa(baru, self.berkas.nama)
        mentah_baru = baca_mentah(baru, self.berkas.nama)
        lembar = {lembar.nama for lembar in mentah_baru.lembar}
        milik = [t for t in hasil.temuan if t.tingkat != "info"]
        tersebut = {(t.kode, t.pesan) for t in milik}
        asal = [_butir(t, frozenset()) for t in temuan if (t.kode, t.pesan) not in tersebut]
        butir = [*(_butir(t, lembar) for t in milik), *asal]
        return tandai(baru, mentah_baru, butir, self._daftar(butir, sebab), self._buku({}))

    def _daftar(self, butir: Sequence[ButirPerbaikan], sebab: str = "") -> Buku:
        pengaturan = self.dasar.pengaturan
        nama = self.dasar.katalog.cari_unit(self.berkas.unit).nama
        return susun_perbaikan(
            butir, nama, self.berkas.nama, pengaturan.kirim_ke, _KERTAS.get(pengaturan.kertas, 14), sebab
        )

    def _buku(self, isian: Mapping[KunciIsian, float | str]) -> Buku:
        dasar, t = self.dasar, self.terbitan
        stempel = buat_stempel(dasar.identitas(t.unit, t.seri), self.proyek.kunci)
        muatan = Muatan.dari_json(t.muatan)
        return susun_buku_unit(dasar.katalog, t.unit, dasar.aturan, isian, stempel, dasar.pengaturan, muatan)


def _butir(temuan: Temuan, lembar: Iterable[str]) -> ButirPerbaikan:
    """A row of the list; its place counts only if the workbook has such a sheet."""
    ada = temuan.lembar in lembar
    tempat = " ".join(filter(None, (temuan.lembar, temuan.sel)))
    return ButirPerbaikan(
        kode=temuan.kode,
        tingkat=temuan.tingkat,
        lembar=temuan.lembar if ada else "",
        sel=temuan.sel if ada else "",
        pesan=temuan.pesan,
        saran=temuan.saran,
        asal="" if ada else tempat,
    )
