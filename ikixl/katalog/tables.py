"""Katalog tables as a folder of CSV files: read, write, load."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ikixl.errors import KatalogError
from ikixl.katalog.mentah import BarisMentah, IsiTabel, TabelMentah, letak
from ikixl.katalog.model import TABEL, Katalog
from ikixl.katalog.periksa import periksa
from ikixl.simpan import sebab_os, tulis_atomik
from ikixl.temuan import Temuan

__all__ = ["baca_tabel", "csv_mentah", "jadikan_katalog", "mentahkan", "muat", "tulis_tabel"]

_DIKENAL = ("instansi", *TABEL)
#: What the csv module says in strict mode, and how a katalog's owner would say it.
_SEBAB_CSV = {
    "unexpected end of data": "tanda kutip yang dibuka di baris {nomor} tidak ditutup",
    "expected after": "tanda kutip di baris {nomor} tidak pada tempatnya",
    "field larger": "isi sel di baris {nomor} terlalu panjang, mungkin ada tanda kutip yang tidak ditutup",
}


def muat(folder: Path) -> Katalog:
    """The Katalog of a folder of CSV files; KatalogError as `jadikan_katalog` and `baca_tabel` do."""
    return jadikan_katalog(baca_tabel(folder), str(folder))


def jadikan_katalog(mentah: TabelMentah, tempat: str) -> Katalog:
    """The Katalog of tables that were read at `tempat`.

    KatalogError where any table is missing or has a fault of level galat; its `temuan` holds every fault found and its
    text lists them.
    """
    katalog, temuan = periksa(mentah)
    if katalog is not None:
        return katalog
    galat = [t for t in temuan if t.tingkat == "galat"]
    daftar = "\n".join(f"- {_sebut_tempat(t)}: {t.pesan} {t.saran}" for t in galat)
    raise KatalogError(
        f"Katalog di {tempat} belum dapat dipakai; perbaiki {len(galat)} hal ini, lalu ulangi:\n{daftar}",
        temuan=tuple(temuan),
    )


def _sebut_tempat(t: Temuan) -> str:
    lembar = f"lembar {t.lembar}" if t.berkas != f"{t.lembar}.csv" else ""
    return ", ".join(filter(None, (t.berkas, lembar, t.sel)))


def baca_tabel(folder: Path) -> TabelMentah:
    """Every table of a folder, as text with line numbers; what cannot be read becomes a temuan.

    UTF-8 with or without byte order mark; "," or ";" between columns, whichever the header holds more of. KatalogError
    only where the folder itself cannot be read.
    """
    try:
        berkas = sorted(p for p in folder.iterdir() if _berkas_tabel(p))
    except OSError as galat:
        raise KatalogError(
            f"Folder katalog {folder} tidak dapat dibaca: {sebab_os(galat)}.",
            "Periksa alamatnya, atau buat proyek baru dengan perintah ikixl mulai.",
        ) from galat
    isi: dict[str, IsiTabel | None] = {}
    temuan: list[Temuan] = []
    for path in berkas:
        tabel = path.stem.lower()
        if tabel not in _DIKENAL or tabel in isi:
            temuan.append(letak("KATALOG-24", path.stem, nama=path.name, dikenal=", ".join(_DIKENAL)))
            continue
        isi[tabel], cacat = _baca_berkas(path, tabel)
        temuan += cacat
    return TabelMentah(str(folder), isi, tuple(temuan))


def _berkas_tabel(path: Path) -> bool:
    # Names with these beginnings are what spreadsheet programs leave beside a file they have open.
    return path.suffix.lower() == ".csv" and not path.name.startswith((".", "~$"))


def _baca_berkas(path: Path, tabel: str) -> tuple[IsiTabel | None, list[Temuan]]:
    try:
        data = path.read_bytes()
    except OSError as galat:
        return None, [letak("KATALOG-16", tabel, sebab=sebab_os(galat))]
    if b"\x00" in data:
        return None, [letak("KATALOG-16", tabel, 1, sebab="isinya bukan teks UTF-8 (mungkin UTF-16 atau buku kerja)")]
    rusak = _baris_bukan_utf8(data)
    teks = data.decode("utf-8-sig", errors="replace")
    try:
        isi = _urai(teks, utf8=not rusak)
    except _CsvRusakError as galat:
        return None, [letak("KATALOG-16", tabel, galat.nomor, sebab=galat.sebab)]
    if isi is None:
        return None, [letak("KATALOG-16", tabel, 1, sebab="berkasnya kosong, tanpa baris judul")]
    return isi, [_temuan_bukan_utf8(tabel, rusak)] if rusak else []


def _baris_bukan_utf8(data: bytes) -> list[int]:
    """The lines that hold bytes outside UTF-8; no byte of a UTF-8 sequence looks like a line end."""
    nomor = []
    for n, baris in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1):
        try:
            baris.decode("utf-8")
        except UnicodeDecodeError:
            nomor.append(n)
    return nomor


def _temuan_bukan_utf8(tabel: str, nomor: list[int]) -> Temuan:
    sebut = ", ".join(map(str, nomor[:10])) + (" dan seterusnya" if len(nomor) > 10 else "")
    sebab = f"huruf di baris {sebut} bukan UTF-8 (biasanya karena disimpan sebagai CSV biasa, Windows-1252)"
    return letak("KATALOG-16", tabel, nomor[0], sebab=sebab)


class _CsvRusakError(Exception):
    """The quoting of a file is broken from line `nomor` on, so that nothing after it can be trusted."""

    def __init__(self, nomor: int, sebab: str) -> None:
        super().__init__(sebab)
        self.nomor = nomor
        self.sebab = sebab


def _urai(teks: str, *, utf8: bool) -> IsiTabel | None:
    """The table in a text, or None where it has not even a header."""
    judul = next((b for b in io.StringIO(teks) if b.strip()), "")
    pemisah = ";" if judul.count(";") > judul.count(",") else ","
    baris = [b for b in _baris(teks, pemisah) if any(s.strip() for s in b.sel)]
    if not baris:
        return None
    kolom = tuple(s.strip().lower() for s in baris[0].sel)
    return IsiTabel(kolom, tuple(baris[1:]), baris[0].nomor, desimal_koma=pemisah == ";", utf8=utf8)


def _baris(teks: str, pemisah: str) -> Iterator[BarisMentah]:
    # newline="" leaves line ends inside quotes to the csv module; strict makes an unclosed quote an error
    # instead of one cell that swallows the rest of the file.
    pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, strict=True)
    nomor = 1
    while True:
        try:
            sel = next(pembaca)
        except StopIteration:
            return
        except csv.Error as galat:
            raise _CsvRusakError(nomor, _sebab_csv(galat).format(nomor=nomor)) from galat
        # A checkout on Windows turns every line end into CR LF; the katalog, and its digest, must stay the same.
        yield BarisMentah(nomor, tuple(s.replace("\r\n", "\n").replace("\r", "\n") for s in sel))
        nomor = pembaca.line_num + 1


def _sebab_csv(galat: csv.Error) -> str:
    return next((sebab for kata, sebab in _SEBAB_CSV.items() if kata in str(galat)), "susunan baris {nomor} rusak")


def tulis_tabel(katalog: Katalog, folder: Path) -> None:
    """Write every table of a katalog as CSV: UTF-8, LF, quotes only where needed, each file whole or not at all.

    What `muat` reads back equals the katalog if its rows stand in the order of `urutan`. ProyekError if a file cannot
    be written.
    """
    for nama, data in csv_mentah(mentahkan(katalog)).items():
        tulis_atomik(folder / nama, data)


def mentahkan(katalog: Katalog) -> TabelMentah:
    """The tables of a katalog as text, as if they had just been read."""
    instansi = [(k, _teks(n)) for k, n in katalog.instansi.model_dump().items()]
    isi: dict[str, IsiTabel | None] = {"instansi": _isi(("kunci", "nilai"), instansi)}
    for nama, model in TABEL.items():
        baris = [tuple(map(_teks, b.model_dump().values())) for b in getattr(katalog, nama)]
        isi[nama] = _isi(tuple(model.model_fields), baris)
    return TabelMentah("katalog", isi)


def _isi(kolom: tuple[str, ...], baris: Sequence[tuple[str, ...]]) -> IsiTabel:
    return IsiTabel(kolom, tuple(BarisMentah(n, b) for n, b in enumerate(baris, start=2)))


def csv_mentah(mentah: TabelMentah) -> dict[str, bytes]:
    """File name and CSV bytes of every table, cell for cell as it was read, faults included."""
    return {
        f"{nama}.csv": _csv([isi.kolom, *(b.sel for b in isi.baris)])
        for nama, isi in mentah.isi.items()
        if isi is not None
    }


def _csv(baris: list[tuple[str, ...]]) -> bytes:
    penampung = io.StringIO(newline="")
    csv.writer(penampung, lineterminator="\n").writerows(baris)
    return penampung.getvalue().encode("utf-8")


def _teks(nilai: object) -> str:
    if nilai is None:
        return ""
    return str(nilai).removesuffix(".0") if isinstance(nilai, float) else str(nilai)
