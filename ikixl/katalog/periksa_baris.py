"""Each katalog table by itself: its header, its rows, its cells."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ikixl.katalog.mentah import BarisMentah, IsiTabel, TabelMentah, letak
from ikixl.katalog.model import Instansi
from ikixl.katalog.periksa_nilai import MODEL, Penolakan, kutip, mungkin_maksudnya, uji_nilai
from ikixl.temuan import Temuan

__all__ = ["Baris", "Tabel", "periksa_instansi", "periksa_tabel"]

# Without rows in these there is no katalog, and every check across tables would only repeat that.
_WAJIB_BERISI = frozenset(["unit", "jabatan", "indikator", "variabel"])


@dataclass(frozen=True, slots=True)
class Baris:
    """One row after its own checks: `sah` holds the typed values of the cells that are valid, `teks` what was read.

    A cell that could not be read (ragged row, bytes that are no UTF-8) is in neither.
    """

    tabel: str
    nomor: int
    sah: Mapping[str, object]
    teks: Mapping[str, str]

    def kode(self, kolom: str) -> str:
        """The valid text of a column, "" where it is blank or not valid."""
        nilai = self.sah.get(kolom)
        return nilai if isinstance(nilai, str) else ""

    def temuan(self, kode: str, kolom: str, /, **rinci: object) -> Temuan:
        """A Temuan on this row."""
        return letak(kode, self.tabel, self.nomor, kolom, **rinci)


@dataclass(frozen=True, slots=True)
class Tabel:
    """The rows of one table; `lengkap` is False where the table is missing, unreadable or empty."""

    baris: Sequence[Baris] = ()
    lengkap: bool = False

    def nilai(self, kolom: str) -> set[str]:
        """Every valid text of a column; blanks left out."""
        return {b.kode(kolom) for b in self.baris} - {""}

    def rusak(self, kolom: str) -> set[str]:
        """What stands in the cells of a column that are not valid; "" for what is blank or could not be read."""
        return {b.teks.get(kolom, "") for b in self.baris if kolom not in b.sah}

    def menurut(self, *kolom: str) -> dict[tuple[object, ...], list[Baris]]:
        """Rows grouped by columns; rows where one of them is not valid are left out."""
        hasil: dict[tuple[object, ...], list[Baris]] = {}
        for b in self.baris:
            if all(k in b.sah for k in kolom):
                hasil.setdefault(tuple(b.sah[k] for k in kolom), []).append(b)
        return hasil


def periksa_tabel(mentah: TabelMentah, nama: str) -> tuple[Tabel, list[Temuan]]:
    """The checked rows of one table and every fault found in it; other tables are not looked at."""
    bidang = MODEL[nama].model_fields
    isi, temuan = _buka(mentah, nama, tuple(bidang), tuple(k for k, b in bidang.items() if b.is_required()))
    if isi is None:
        return Tabel(), temuan
    baris = []
    for asal in isi.baris:
        teks, cacat = _sel(nama, isi, asal)
        utuh = not cacat
        satu, cacat_sel = _periksa_baris(nama, isi, asal.nomor, teks, utuh=utuh)
        baris.append(satu)
        temuan += cacat + cacat_sel
    if not baris and nama in _WAJIB_BERISI:
        temuan.append(letak("KATALOG-25", nama, tabel=nama))
    return Tabel(baris, lengkap=bool(baris)), temuan


def _buka(
    mentah: TabelMentah, nama: str, dikenal: Sequence[str], wajib: Sequence[str]
) -> tuple[IsiTabel | None, list[Temuan]]:
    """The table with its header checked, or None where there is nothing to check."""
    if nama not in mentah.isi:
        return None, [letak("KATALOG-01", nama, tabel=nama, tempat=mentah.tempat, kolom=",".join(dikenal))]
    isi = mentah.isi[nama]
    return isi, [] if isi is None else list(_periksa_judul(nama, isi, dikenal, wajib))


def _periksa_judul(nama: str, isi: IsiTabel, dikenal: Sequence[str], wajib: Sequence[str]) -> Iterator[Temuan]:
    for kolom in wajib:
        if kolom not in isi.kolom:
            yield letak("KATALOG-02", nama, isi.nomor_judul, kolom, kolom=kolom)
    for n, kolom in enumerate(isi.kolom):
        if kolom in dikenal and kolom not in isi.kolom[:n]:
            continue
        # Spreadsheet programs export blank columns too; only what somebody wrote there is worth a word.
        if not kolom and not any(len(b.sel) > n and b.sel[n].strip() for b in isi.baris):
            continue
        sebut = f"{kutip(kolom)} (kedua kalinya)" if kolom in dikenal else kutip(kolom) or f"ke-{n + 1} (tanpa judul)"
        yield letak("KATALOG-03", nama, isi.nomor_judul, sebut, kolom=sebut, dikenal=", ".join(dikenal))


def _sel(nama: str, isi: IsiTabel, baris: BarisMentah) -> tuple[dict[str, str], list[Temuan]]:
    """The cells of a row by column; of a ragged row only the first, since nobody knows where the rest belongs."""
    if len(baris.sel) == len(isi.kolom):
        pasangan = list(zip(isi.kolom, baris.sel, strict=True))
        return dict(reversed(pasangan)), []
    temuan = letak("KATALOG-23", nama, baris.nomor, ditemukan=len(baris.sel), diharapkan=len(isi.kolom))
    return {isi.kolom[0]: baris.sel[0]}, [temuan]


def _periksa_baris(
    nama: str, isi: IsiTabel, nomor: int, teks: Mapping[str, str], *, utuh: bool
) -> tuple[Baris, list[Temuan]]:
    sah: dict[str, object] = {}
    temuan = []
    terbaca = {k: t.strip() for k, t in teks.items() if isi.utf8 or "\ufffd" not in t}
    for kolom, bidang in MODEL[nama].model_fields.items():
        if kolom not in isi.kolom and not bidang.is_required():
            sah[kolom] = bidang.get_default()
        if kolom not in terbaca:
            continue
        nilai = uji_nilai(nama, kolom, terbaca[kolom], desimal_koma=isi.desimal_koma)
        if not isinstance(nilai, Penolakan):
            sah[kolom] = nilai
        elif utuh:
            temuan.append(_tolak(nama, nomor, kolom, terbaca[kolom], nilai))
    return Baris(nama, nomor, sah, terbaca), temuan


def _tolak(nama: str, nomor: int, kolom: str, teks: str, tolak: Penolakan) -> Temuan:
    return letak("KATALOG-04", nama, nomor, kolom, ditemukan=kutip(teks), sebab=tolak.sebab, anjuran=tolak.anjuran)


@dataclass(slots=True)
class _Pasangan:
    """The pairs of the table `instansi`, gathered while its rows are read."""

    sah: dict[str, object] = field(default_factory=dict)
    nomor: dict[str, int] = field(default_factory=dict)
    asing: set[str] = field(default_factory=set)
    temuan: list[Temuan] = field(default_factory=list)


def periksa_instansi(mentah: TabelMentah) -> tuple[Instansi | None, list[Temuan]]:
    """The instansi of the key-value table, or None, and every fault found in it."""
    isi, temuan = _buka(mentah, "instansi", ("kunci", "nilai"), ("kunci", "nilai"))
    if isi is None or not {"kunci", "nilai"} <= set(isi.kolom):
        return None, temuan
    pasangan = _Pasangan(temuan=temuan)
    for asal in isi.baris:
        teks, cacat = _sel("instansi", isi, asal)
        pasangan.temuan += cacat
        if cacat:
            pasangan.nomor.setdefault(teks.get("kunci", "").strip().lower(), asal.nomor)
        else:
            _periksa_pasangan(isi, asal.nomor, teks, pasangan)
    wajib = [kunci for kunci, bidang in Instansi.model_fields.items() if bidang.is_required()]
    for kunci in wajib:
        if kunci not in pasangan.nomor and not mungkin_maksudnya(kunci, pasangan.asing):
            pasangan.temuan.append(_kunci_hilang(kunci))
    instansi = Instansi.model_validate(pasangan.sah) if set(wajib) <= set(pasangan.sah) else None
    return instansi, pasangan.temuan


def _periksa_pasangan(isi: IsiTabel, nomor: int, teks: Mapping[str, str], pasangan: _Pasangan) -> None:
    kunci = teks["kunci"].strip().lower()
    if kunci not in Instansi.model_fields:
        pasangan.asing.add(kunci)
        tolak = _kunci_asing(kunci)
        pasangan.temuan.append(_tolak("instansi", nomor, "kunci", teks["kunci"], tolak))
        return
    if kunci in pasangan.nomor:
        lain = pasangan.nomor[kunci]
        pasangan.temuan.append(letak("KATALOG-05", "instansi", nomor, "kunci", kode=kunci, baris_lain=lain))
        return
    pasangan.nomor[kunci] = nomor
    if not isi.utf8 and "\ufffd" in teks["nilai"]:
        return
    nilai = uji_nilai("instansi", kunci, teks["nilai"], desimal_koma=isi.desimal_koma)
    if isinstance(nilai, Penolakan):
        pasangan.temuan.append(_tolak("instansi", nomor, "nilai", teks["nilai"], nilai))
    else:
        pasangan.sah[kunci] = nilai


def _kunci_asing(kunci: str) -> Penolakan:
    dikenal = tuple(Instansi.model_fields)
    mirip = difflib.get_close_matches(kunci, dikenal, n=1)
    mungkin = f"Mungkin maksudnya {mirip[0]}. " if mirip else ""
    return Penolakan("bukan kunci instansi yang dikenal", f"{mungkin}Yang dikenal: {', '.join(dikenal)}.")


def _kunci_hilang(kunci: str) -> Temuan:
    sebab = f"kunci {kunci} wajib ada"
    anjuran = f"Tambahkan baris dengan kunci {kunci} dan isi nilainya."
    return letak("KATALOG-04", "instansi", None, "kunci", ditemukan="", sebab=sebab, anjuran=anjuran)
