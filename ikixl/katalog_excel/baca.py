"""katalog.xlsx to katalog tables as text: sheets by marker or name, columns by header, whatever was moved."""

from __future__ import annotations

from ikixl.bawaan import baca_templat
from ikixl.errors import BerkasTidakTerbacaError, KatalogError
from ikixl.katalog.mentah import BarisMentah, IsiTabel, TabelMentah, letak
from ikixl.katalog.model import TABEL
from ikixl.katalog_excel.susun import URUTAN, kolom_angka
from ikixl.layout.letak import alamat
from ikixl.layout.tabel_bebas import AWALAN_TABEL
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.tanggal import dari_seri
from ikixl.temuan import Temuan

__all__ = ["NAMA_BERKAS", "baca_katalog", "cari_kepala", "kenali_lembar"]

NAMA_BERKAS = "katalog.xlsx"
# The header is searched for in this many rows from the top.
_CARI_KEPALA = 30


def baca_katalog(data: bytes, nama: str = NAMA_BERKAS) -> TabelMentah:
    """Every katalog table of a workbook, as text with the row of the sheet; what cannot be read becomes a temuan.

    Numbers come back as they are written in CSV ("85", "82.5"), dates as ISO text, percent cells as percent points in
    targets and limits and as "85%" in texts. Sheets that are no table are passed over. KatalogError where the file is
    no workbook that can be read.
    """
    try:
        buku = baca_mentah(data, nama)
    except BerkasTidakTerbacaError as galat:
        temuan = Temuan(galat.kode, berkas=nama, rinci=dict(galat.rinci))
        raise KatalogError(f"Katalog {nama} tidak terbaca: {temuan.pesan}", temuan.saran) from galat
    isi: dict[str, IsiTabel | None] = {}
    temuan_semua: list[Temuan] = []
    for lembar in buku.lembar:
        tabel = kenali_lembar(lembar)
        if tabel is None:
            continue
        if tabel in isi:
            temuan_semua.append(letak("KATALOG-30", tabel, nama=lembar.nama, tabel=tabel))
            continue
        isi[tabel], cacat = _baca_lembar(tabel, lembar, buku)
        temuan_semua += cacat
    return TabelMentah(nama, isi, tuple(temuan_semua), berkas=nama)


def kenali_lembar(lembar: LembarMentah) -> str | None:
    """The table that a sheet holds: by the marker in its first cells, else by its name; None for any other sheet."""
    for (baris, _), sel in lembar.sel.items():
        if baris < _CARI_KEPALA and isinstance(sel.nilai, str) and sel.nilai.startswith(AWALAN_TABEL):
            nama = sel.nilai.removeprefix(AWALAN_TABEL).strip().lower()
            return nama if nama in URUTAN else None
    nama = lembar.nama.strip().lower()
    return nama if nama in URUTAN else None


def _dikenal(tabel: str) -> set[str]:
    return {"kunci", "nilai"} if tabel == "instansi" else set(TABEL[tabel].model_fields)


def cari_kepala(tabel: str, lembar: LembarMentah) -> tuple[int, dict[int, str]] | None:
    """(row, header by column) of the row that names most columns of the table; None where none names two."""
    dikenal = _dikenal(tabel)
    judul: dict[int, dict[int, str]] = {}
    for (baris, kolom), sel in sorted(lembar.sel.items()):
        if baris < _CARI_KEPALA and isinstance(sel.nilai, str) and sel.nilai.strip():
            judul.setdefault(baris, {})[kolom] = sel.nilai.strip().lower()
    cocok = {baris: len(dikenal & set(isi.values())) for baris, isi in judul.items()}
    terbaik = max(cocok, key=lambda b: (cocok[b], -b), default=-1)
    return (terbaik, judul[terbaik]) if terbaik >= 0 and cocok[terbaik] > 1 else None


def _baca_lembar(tabel: str, lembar: LembarMentah, buku: BukuMentah) -> tuple[IsiTabel | None, list[Temuan]]:
    ketemu = cari_kepala(tabel, lembar)
    if ketemu is None:
        kolom = ", ".join(sorted(_dikenal(tabel)))
        return None, [letak("KATALOG-31", tabel, nama=lembar.nama, kolom=kolom)]
    baris_kepala, kepala = ketemu
    temuan: list[Temuan] = []
    milik: dict[int, dict[int, str]] = {}
    for (b, k), sel in sorted(lembar.sel.items()):
        nama = kepala.get(k, "")
        if b <= baris_kepala or nama == baca_templat("katalog")["kolom_temuan"]:
            continue
        teks, cacat = _teks(tabel, nama, sel, buku)
        if teks:
            milik.setdefault(b, {})[k] = teks
        if cacat:
            temuan.append(letak(cacat, tabel, b + 1, nama or alamat(b, k), ditemukan=_kutip(sel), terbaca=teks))
    dipakai = sorted(
        {k for k, n in kepala.items() if n != baca_templat("katalog")["kolom_temuan"]}
        | {k for b in milik.values() for k in b}
    )
    baris = tuple(BarisMentah(b + 1, tuple(isi.get(k, "") for k in dipakai)) for b, isi in sorted(milik.items()))
    return IsiTabel(tuple(kepala.get(k, "") for k in dipakai), baris, baris_kepala + 1), temuan


def _teks(tabel: str, kolom: str, sel: SelMentah, buku: BukuMentah) -> tuple[str, str]:
    """(text as CSV would hold it, code of what is wrong with the cell or "")."""
    cacat = ""
    if sel.rumus is not None:
        cacat = "KATALOG-28" if sel.nilai is not None else "KATALOG-29"
    if sel.jenis == "galat":
        return "", "KATALOG-29"
    nilai = sel.nilai
    if nilai is None:
        return "", cacat
    if isinstance(nilai, bool):
        return ("BENAR" if nilai else "SALAH"), cacat
    if isinstance(nilai, str):
        return nilai.replace("\r\n", "\n").replace("\r", "\n"), cacat
    if sel.jenis == "tanggal" and not kolom_angka(tabel, kolom):
        hari = dari_seri(nilai, buku.tanggal_1904)
        # A code such as 1-2 that the program took for a date cannot be told any more.
        asing = "" if tabel == "instansi" else "KATALOG-32"
        return (hari.isoformat() if hari else _angka(nilai)), cacat or asing
    if not sel.persen or (tabel, kolom) == ("indikator", "bobot"):
        return _angka(nilai), cacat
    poin = _angka(float(f"{nilai * 100:.15g}"))
    return (poin if kolom_angka(tabel, kolom) else f"{poin}%"), cacat


def _angka(nilai: float) -> str:
    return str(nilai).removesuffix(".0") if abs(nilai) >= 1e15 or not nilai.is_integer() else str(int(nilai))


def _kutip(sel: SelMentah) -> str:
    return f"={sel.rumus}" if sel.rumus else str(sel.nilai)
