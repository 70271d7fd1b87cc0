"""Rules about the wording of an indikator and of what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from ikixl.katalog.model import RUMUS_BELUM, Indikator
from ikixl.lint.kata import akar, cocok_salah_satu, daftar, golongan, isi, kata, pasif, peta, pokok
from ikixl.lint.konteks import Konteks
from ikixl.temuan import Temuan

__all__ = ["ATURAN"]

_KERJA = re.compile(r"(?:meng|meny|mem|men|me)[a-z]{3,}")
_HASIL = re.compile(r"(?:ter|me|ber|di)[a-z]{3,}nya")
#: Shares of words that an explanation must have in common with another indikator, and lack with its own.
_MIRIP_LAIN, _SELISIH_MIRIP = 0.7, 0.5
_SASARAN_MIRIP = 0.93


def bukan_ukuran(konteks: Konteks) -> Iterator[Temuan]:
    """The indikator is an activity ("Menyusun …"), an outcome ("Terwujudnya …"), or names no measure at all."""
    ukuran = _ukuran()
    # These name a measure wherever they stand: "Ketersediaan data / jumlah dokumen".
    tegas = daftar("ukuran.hitungan") | daftar("ukuran.persentase")
    for i in konteks.katalog.indikator:
        awal = _awal(i)
        if _HASIL.fullmatch(awal) or (awal.startswith("ter") and pasif(awal)):
            kode = "MUTU-10"
        elif _KERJA.fullmatch(awal) and awal not in daftar("bunyi.bukan_kerja"):
            kode = "MUTU-09"
        elif awal not in ukuran and not tegas & {*kata(i.nama)}:
            kode = "MUTU-11"
        else:
            continue
        yield konteks.di_indikator(kode, i, "nama", awal=awal.capitalize(), contoh=_contoh_ukuran(i))


def _awal(i: Indikator) -> str:
    return next(iter(kata(i.nama)), "")


def _ukuran() -> frozenset[str]:
    """Words with which the name of a measure begins."""
    semua = ("hitungan", "persentase", "tingkat", "rata", "lain")
    return frozenset().union(*(daftar(f"ukuran.{jenis}") for jenis in semua))


def _contoh_ukuran(i: Indikator) -> str:
    """A measure to suggest: the decree's own explanation where that is one."""
    awal = next(iter(kata(i.penjelasan)), "")
    if awal in daftar("ukuran.hitungan") | daftar("ukuran.persentase") and len(i.penjelasan) <= 160:
        return i.penjelasan
    return f"Jumlah {i.satuan if golongan(i.satuan.lower()) else 'kegiatan'} yang selesai"


def satuan_lawan_kata(konteks: Konteks) -> Iterator[Temuan]:
    """The indikator counts documents, its satuan says kegiatan."""
    for i in konteks.katalog.indikator:
        if _satuan_lain(i):
            yield konteks.di_indikator("MUTU-08", i, "satuan", benda=pokok(i.nama), satuan=i.satuan)


def _satuan_lain(i: Indikator) -> bool:
    satuan = golongan(next(iter(kata(i.satuan)), ""))
    return _hitungan(i) and bool(satuan) and golongan(pokok(i.nama)) not in ("", satuan)


def _hitungan(i: Indikator) -> bool:
    return _awal(i) in daftar("ukuran.hitungan")


def penjelasan_lawan_kata(konteks: Konteks) -> Iterator[Temuan]:
    """The indikator counts documents, its explanation counts activities."""
    for i in konteks.katalog.indikator:
        # Where the satuan already contradicts the name, one temuan is enough.
        if i.rumus == RUMUS_BELUM or not _hitungan(i) or _satuan_lain(i):
            continue
        benda, lain = pokok(i.nama), pokok(i.penjelasan)
        # Where the explanation still names the thing further on, or how many of its satuan there are ("diikuti 52
        # orang"), it describes and does not contradict.
        sebut = benda in kata(i.penjelasan) or _menyebut_satuan(i)
        if golongan(benda) and golongan(lain) not in ("", golongan(benda)) and not sebut:
            yield konteks.di_indikator("MUTU-12", i, "penjelasan", benda=benda, lain=lain)


def _menyebut_satuan(i: Indikator) -> bool:
    return bool(i.satuan) and re.search(rf"\d\s+{re.escape(i.satuan)}\b", i.penjelasan, re.IGNORECASE) is not None


def penjelasan_indikator_lain(konteks: Konteks) -> Iterator[Temuan]:
    """The explanation fits another indikator of the jabatan much better than its own: copied from there."""
    for j in konteks.katalog.jabatan:
        milik = konteks.katalog.indikator_jabatan(j.kode)
        for i in milik:
            bunyi = {akar(k) for k in isi(i.penjelasan)}
            if len(bunyi) < 3:
                continue
            sendiri = _bagian_sama(bunyi, i)
            for lain in milik:
                if lain.kode == i.kode:
                    continue
                mirip = _bagian_sama(bunyi, lain)
                if mirip >= _MIRIP_LAIN and mirip - sendiri >= _SELISIH_MIRIP:
                    yield konteks.di_indikator("MUTU-14", i, "penjelasan", penjelasan=i.penjelasan, lain=lain.kode)
                    break


def _bagian_sama(bunyi: set[str], i: Indikator) -> float:
    return len(bunyi & {akar(k) for k in isi(i.nama)}) / len(bunyi)


def syarat_tidak_diukur(konteks: Konteks) -> Iterator[Temuan]:
    """The indikator asks for "tepat waktu", its explanation counts all of them."""
    pola = tuple(peta("rasio")["syarat"])
    for i in konteks.katalog.indikator:
        syarat = cocok_salah_satu(pola, i.nama) if _awal(i) in _ukuran() else ""
        if syarat and isi(i.penjelasan) and not {*isi(syarat)} & {*kata(i.penjelasan)}:
            yield konteks.di_indikator("MUTU-42", i, "penjelasan", syarat=syarat)


def sumber_data(konteks: Konteks) -> Iterator[Temuan]:
    """The decree names no source of the figure, or only the holder of the jabatan."""
    for i in konteks.katalog.indikator:
        if not i.sumber_data:
            yield konteks.di_indikator("MUTU-15", i, "sumber_data")
        elif _nama_lengkap(i.sumber_data) == _nama_lengkap(konteks.katalog.cari_jabatan(i.jabatan).nama):
            yield konteks.di_indikator("MUTU-43", i, "sumber_data", sumber=i.sumber_data)


def sumber_umum(konteks: Konteks) -> Iterator[Temuan]:
    """Sources that name the instansi and nothing else; many decrees do so in every row, hence told once."""
    umum = {*kata(konteks.katalog.instansi.nama), "kecamatan", "kantor"}
    kena = [i for i in konteks.katalog.indikator if i.sumber_data and {*kata(i.sumber_data)} <= umum]
    if kena:
        rinci = {"sumber": kena[0].sumber_data, "banyak": len(kena), "semua": len(konteks.katalog.indikator)}
        yield konteks.di_indikator("MUTU-50", kena[0], "sumber_data", **rinci)


def _nama_lengkap(teks: str) -> str:
    singkatan = peta("singkatan")
    return " ".join(singkatan.get(k, k) for k in kata(teks))


def indikator_ganda(konteks: Konteks) -> Iterator[Temuan]:
    """The same wording twice among the indikator of one jabatan."""
    for j in konteks.katalog.jabatan:
        pertama: dict[tuple[str, ...], Indikator] = {}
        for i in konteks.katalog.indikator_jabatan(j.kode):
            lain = pertama.setdefault(kata(i.nama), i)
            if lain is not i:
                yield konteks.di_indikator("MUTU-16", i, "nama", lain=lain.kode, jabatan=j.nama)


def sasaran_hampir_sama(konteks: Konteks) -> Iterator[Temuan]:
    """Two sasaran of one jabatan that differ by a letter or by punctuation only."""
    for j in konteks.katalog.jabatan:
        pertama: dict[str, Indikator] = {}
        for i in konteks.katalog.indikator_jabatan(j.kode):
            pertama.setdefault(i.sasaran, i)
        for satu, dua in combinations(pertama.values(), 2):
            if _beda_ketik(satu.sasaran, dua.sasaran):
                yield konteks.di_indikator("MUTU-17", dua, "sasaran", sasaran=dua.sasaran, lain=satu.kode)


def _beda_ketik(satu: str, dua: str) -> bool:
    if re.findall(r"\d+", satu) != re.findall(r"\d+", dua):
        return False
    a, b = kata(satu), kata(dua)
    if len(a) != len(b):
        return "".join(a) == "".join(b)
    # Short words differ by meaning (I and II, A and B), long ones by a slip of the finger.
    return all(x == y or (min(len(x), len(y)) > 4 and _mirip(x, y)) for x, y in zip(a, b, strict=True))


def _mirip(satu: str, dua: str) -> bool:
    return satu[:2] == dua[:2] and SequenceMatcher(None, satu, dua, autojunk=False).ratio() >= _SASARAN_MIRIP


def periode_lawan_kata(konteks: Konteks) -> Iterator[Temuan]:
    """The explanation says "setiap bulan", the column periode something else."""
    for i in konteks.katalog.indikator:
        sebutan = {
            periode: potongan
            for periode, pola in peta("periode").items()
            if (potongan := cocok_salah_satu(tuple(pola), f"{i.nama}\n{i.penjelasan}"))
        }
        # Words for two periods ("semesteran dan tahunan") contradict nothing by themselves.
        if len(sebutan) == 1 and i.periode not in sebutan:
            (periode, potongan) = next(iter(sebutan.items()))
            yield konteks.di_indikator("MUTU-18", i, "periode", potongan=potongan, periode=i.periode, mestinya=periode)


ATURAN = (
    bukan_ukuran,
    satuan_lawan_kata,
    penjelasan_lawan_kata,
    penjelasan_indikator_lain,
    syarat_tidak_diukur,
    sumber_data,
    sumber_umum,
    indikator_ganda,
    sasaran_hampir_sama,
    periode_lawan_kata,
)
