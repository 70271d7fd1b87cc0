"""Rules about the decree itself: whose it is, of which year, with which number and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ikixl.lint.kata import daftar, kata, peta
from ikixl.lint.konteks import Konteks, Sel
from ikixl.temuan import Temuan

__all__ = ["ATURAN"]

_TAHUN = re.compile(r"(?<![\d./-])(20\d\d)(?![\d/-]|\.\d)")
_RENTANG = re.compile(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b")


def nama_wilayah_lain(konteks: Konteks) -> Iterator[Temuan]:
    """ "Kecamatan X" or "Kabupaten X" where X is not the instansi's own: text copied from another decree."""
    instansi = konteks.katalog.instansi
    lazim = _kata_lazim(konteks.teks)
    for kode, penanda, milik in (
        ("MUTU-26", "kecamatan", instansi.nama),
        ("MUTU-27", "kabupaten", f"{instansi.kabupaten_kota} {instansi.kota} {instansi.nama}"),
    ):
        sebutan = "|".join(re.escape(p) for p in peta("wilayah")[penanda])
        pola = re.compile(rf"(?<!\w)(?:{sebutan})\s+([A-Z][A-Za-z]{{2,}})")
        bukan = lazim | daftar("wilayah.bukan_nama") | {*kata(milik)}
        for s in konteks.teks:
            # Where everything is in capitals they tell no name.
            asing = [] if s.teks.isupper() else [m.group() for m in pola.finditer(s.teks) if m[1].lower() not in bukan]
            for sebutan_asing in dict.fromkeys(asing):
                rinci = {
                    "kode": s.kunci[0],
                    "sebutan": sebutan_asing,
                    "milik": instansi.nama,
                    "induk": instansi.kabupaten_kota,
                }
                yield konteks.temuan(kode, s.tabel, s.kunci, s.kolom, **rinci)


def _kata_lazim(teks: tuple[Sel, ...]) -> frozenset[str]:
    """Words that this katalog also writes in lower case: no names."""
    return frozenset(k for s in teks for k in re.findall(r"\b[a-z]+\b", s.teks))


def tahun_keputusan(konteks: Konteks) -> Iterator[Temuan]:
    """Years of the decree that contradict each other: of the report, the annex, the numbers and the dates.

    A decree may be signed in the year before the one it is for; number and date of one paper must agree.
    """
    i = konteks.katalog.instansi
    terbit = {
        kolom: tahun
        for kolom in ("nomor_sk", "tanggal_sk", "nomor_lampiran", "tanggal_lampiran")
        if (tahun := _tahun_terbit(getattr(i, kolom)))
    }
    salah = [k for k, t in terbit.items() if t not in (i.tahun - 1, i.tahun) or t != min(terbit.values())]
    if i.tahun_lampiran and not _memuat(i.tahun_lampiran, i.tahun):
        salah.insert(0, "tahun_lampiran")
    if salah:
        semua = {"tahun": i.tahun, "tahun_lampiran": i.tahun_lampiran, **terbit}
        sebutan = ", ".join(f"{k} {t}" for k, t in semua.items() if t)
        yield konteks.temuan("MUTU-28", "instansi", (salah[0],), "nilai", sebutan=sebutan)


def _tahun_terbit(teks: str) -> int | None:
    tahun = re.findall(r"(?<!\d)20\d\d(?!\d)", teks)
    return int(tahun[-1]) if tahun else None


def _memuat(teks: str, tahun: int) -> bool:
    if rentang := _RENTANG.search(teks):
        return int(rentang[1]) <= tahun <= int(rentang[2])
    return str(tahun) in teks or not re.search(r"20\d\d", teks)


def nomor_dan_tanggal(konteks: Konteks) -> Iterator[Temuan]:
    """Number or date of the annex is not that of the decree; a number with a gap."""
    i = konteks.katalog.instansi
    nomor = [re.sub(r"[\s\\]+", "", n).upper() for n in (i.nomor_sk, i.nomor_lampiran)]
    if all(nomor) and nomor[0] != nomor[1]:
        yield konteks.temuan(
            "MUTU-29", "instansi", ("nomor_lampiran",), "nilai", sk=i.nomor_sk, lampiran=i.nomor_lampiran
        )
    tanggal = [_tanggal(t) for t in (i.tanggal_sk, i.tanggal_lampiran)]
    if all(tanggal) and tanggal[0] != tanggal[1]:
        rinci = {"sk": i.tanggal_sk, "lampiran": i.tanggal_lampiran}
        yield konteks.temuan("MUTU-30", "instansi", ("tanggal_lampiran",), "nilai", **rinci)
    # The annex repeats the number of its decree: one gap, told once.
    for isi, kolom in {i.nomor_lampiran: "nomor_lampiran", i.nomor_sk: "nomor_sk"}.items():
        if re.search(r"/\s*/|\.{2,}|…|_{2,}|^\s*/|/\s*$|\\", isi):
            yield konteks.temuan("MUTU-31", "instansi", (kolom,), "nilai", nomor=isi)


def identitas_kosong(konteks: Konteks) -> Iterator[Temuan]:
    """The katalog does not say which decree it is, or who signed it; told once."""
    i = konteks.katalog.instansi
    kosong = [k for k in ("nomor_sk", "tanggal_sk", "pejabat", "nip") if not getattr(i, k)]
    if kosong:
        yield konteks.temuan("MUTU-47", "instansi", (kosong[0],), "nilai", kosong=", ".join(kosong))


def _tanggal(teks: str) -> date | None:
    """A date written 2022-01-31 or 31 Januari 2022; None for anything else."""
    bulan = peta("tanggal")["bulan"]
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", teks.strip()):
        tahun, nomor, hari = map(int, iso.groups())
    elif (kata_kata := teks.split()) and len(kata_kata) == 3 and kata_kata[1].lower() in bulan:
        if not (kata_kata[0].isdecimal() and kata_kata[2].isdecimal()):
            return None
        hari, nomor, tahun = int(kata_kata[0]), bulan.index(kata_kata[1].lower()) + 1, int(kata_kata[2])
    else:
        return None
    try:
        return date(tahun, nomor, hari)
    except ValueError:
        return None


def tahun_dalam_teks(konteks: Konteks) -> Iterator[Temuan]:
    """A year in the wording of an indikator that is not the katalog's; years of laws are left alone."""
    tahun = konteks.katalog.instansi.tahun
    peraturan = re.compile(peta("tanggal")["peraturan"], re.IGNORECASE)
    for s in konteks.teks:
        if s.tabel != "indikator":
            continue
        teks = _RENTANG.sub(lambda m: " " if _memuat(m.group(), tahun) else m.group(), s.teks)
        lain = [m[1] for m in _TAHUN.finditer(teks) if int(m[1]) != tahun and not peraturan.search(teks[: m.start()])]
        if lain:
            rinci = {"indikator": s.kunci[0], "lain": ", ".join(dict.fromkeys(lain)), "tahun": tahun}
            yield konteks.temuan("MUTU-32", s.tabel, s.kunci, s.kolom, **rinci)


ATURAN = (nama_wilayah_lain, tahun_keputusan, nomor_dan_tanggal, identitas_kosong, tahun_dalam_teks)
