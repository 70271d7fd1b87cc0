"""Export profiles: which columns an application takes, as data.

Those that ship stand in workbook_templates/ekspor/*.toml, a project's own in its folder profil/*.toml.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ikixl.bawaan import folder_bawaan
from ikixl.ekspor.sumber import SUMBER
from ikixl.errors import ProyekError
from ikixl.simpan import sebab_os

__all__ = ["AWALAN_KODE", "FOLDER_PROFIL", "FormatBerkas", "KolomEkspor", "Profil", "ambil_profil", "profil_tersedia"]

FormatBerkas = Literal["xlsx", "csv", "json", "docx"]
#: Folder of a project's own profiles.
FOLDER_PROFIL = "profil"
#: A source with this prefix is a further column of the table of codes, filled in by the user.
AWALAN_KODE = "kode:"
#: What {name} may stand for in titles.
NAMA_JUDUL = frozenset({"tahun", "lalu", "instansi", "kabupaten_kota", "romawi"})
# One less than a cell of a spreadsheet holds, for the quote that `netral` may add.
_TERPANJANG = 32_766
_POLA_NAMA = r"^[a-z0-9][a-z0-9-]{0,39}$"


class _Bagian(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class KolomEkspor(_Bagian):
    """One column: title, source (a name of ikixl.ekspor.sumber.SUMBER, "kode:<column>" or "tetap"), format, width in
    characters, whether it must be filled.

    `isi` is the text of a "tetap" column. `padanan` turns our words into the application's (upper and lower case
    alike), `selain` is taken for all others. `pilihan` are the only values allowed. A text longer than `terpanjang`
    characters is cut ("potong"), left blank ("kosong"), or leaves its row out ("tolak"), as `lebih` says. `nomor`
    stands below the title, as forms number their columns.
    """

    judul: Annotated[str, Field(min_length=1)]
    sumber: str
    format: Literal["teks", "bulat", "angka", "tanggal"]
    lebar: Annotated[float, Field(gt=0, le=255, strict=False)]
    wajib: bool = False
    isi: str = ""
    padanan: dict[str, str] = {}
    selain: str | None = None
    pilihan: Annotated[tuple[str, ...], Field(strict=False)] = ()
    terpanjang: Annotated[int, Field(ge=1, le=_TERPANJANG)] = _TERPANJANG
    lebih: Literal["potong", "kosong", "tolak"] = "potong"
    nomor: str = ""


class Profil(_Bagian):
    """One export: what it is for, sheet, title rows, columns in order, formats it can be written in.

    `baris` is what a row stands for; `dasar` whether accepted returns are needed ("isian") or the katalog will do.
    `tanda_tangan` are the two who sign beneath a docx. `baris_kepala` is the row of the sheet in which the titles of
    the columns stand (0: right below the title rows).
    An `impor` is read by a program: titles in row 1, nothing above. `kode` names the table of codes
    (ekspor/kode-<kode>.csv), `peringatan` are said after each export.
    """

    nama: Annotated[str, Field(pattern=_POLA_NAMA)]
    judul: Annotated[str, Field(min_length=1)]
    keterangan: Annotated[str, Field(min_length=1)]
    lembar: Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
    format: Annotated[tuple[FormatBerkas, ...], Field(min_length=1, strict=False)]
    baris: Literal["indikator", "indikator_unit", "variabel"] = "indikator"
    dasar: Literal["isian", "katalog"] = "isian"
    baris_judul: Annotated[tuple[str, ...], Field(strict=False)] = ()
    tanda_tangan: Annotated[tuple[str, ...], Field(strict=False)] = ()
    baris_kepala: Annotated[int, Field(ge=0, le=100)] = 0
    impor: bool = False
    kode: Annotated[str, Field(pattern=_POLA_NAMA + "|^$")] = ""
    peringatan: Annotated[tuple[str, ...], Field(strict=False)] = ()
    kolom: Annotated[tuple[KolomEkspor, ...], Field(min_length=1, max_length=200, strict=False)]

    @model_validator(mode="after")
    def _utuh(self) -> Profil:
        salah = "; ".join(_salah(self))
        if salah:
            raise ValueError(salah)
        return self

    @property
    def tambahan(self) -> tuple[str, ...]:
        """Further columns of the table of codes that the profile takes."""
        milik = [k.sumber.removeprefix(AWALAN_KODE) for k in self.kolom if k.sumber.startswith(AWALAN_KODE)]
        return tuple(dict.fromkeys(milik))

    @property
    def kepala(self) -> int:
        """Row of the sheet, from 1, in which the titles of the columns stand."""
        return self.baris_kepala or len(self.baris_judul) + 1


def _salah(profil: Profil) -> Iterator[str]:
    """What is sound piece by piece but not as a whole."""
    judul = [k.judul for k in profil.kolom]
    for ganda in sorted({j for j in judul if judul.count(j) > 1}):
        yield f'judul kolom "{ganda}" dipakai dua kali'
    if len(profil.tanda_tangan) not in (0, 2):
        yield "tanda_tangan harus menyebut dua pihak, kiri lalu kanan"
    if profil.baris_kepala and profil.baris_kepala <= len(profil.baris_judul):
        yield f"baris_kepala harus lebih besar dari {len(profil.baris_judul)}, banyaknya baris_judul"
    if profil.impor and (profil.kepala != 1 or any(k.nomor for k in profil.kolom)):
        yield "berkas impor harus mulai di A1: tanpa baris_judul, baris_kepala dan nomor"
    for teks in (*profil.baris_judul, *judul):
        yield from _salah_judul(teks)
    for k in profil.kolom:
        yield from _salah_kolom(k, profil)


def _salah_judul(teks: str) -> Iterator[str]:
    try:
        asing = {nama for _, nama, pola, ubah in Formatter().parse(teks) if nama is not None and (pola or ubah)}
        asing |= {nama for _, nama, _, _ in Formatter().parse(teks) if nama is not None} - NAMA_JUDUL
    except ValueError:
        yield f'kurung kurawal di "{teks}" tidak berpasangan'
        return
    if asing:
        yield f'{{{sorted(asing)[0]}}} di "{teks}" tidak dikenal (yang dikenal: {", ".join(sorted(NAMA_JUDUL))})'


def _salah_kolom(k: KolomEkspor, profil: Profil) -> Iterator[str]:
    tempat = f'kolom "{k.judul}"'
    if k.sumber.startswith(AWALAN_KODE):
        if not re.fullmatch(r"[a-z0-9_]{1,40}", k.sumber.removeprefix(AWALAN_KODE)):
            yield f"{tempat}: sesudah {AWALAN_KODE} hanya huruf kecil, angka dan garis bawah"
    elif k.sumber != "tetap" and k.sumber not in SUMBER:
        yield f"{tempat}: sumber {k.sumber} tidak dikenal{_anjuran(k.sumber, SUMBER)}"
    if k.sumber == "tetap" and not k.isi:
        yield f"{tempat}: sumber tetap memerlukan isi"
    if not profil.kode and (k.sumber.startswith(("kode:", "kode_aplikasi"))):
        yield f"{tempat}: sumber {k.sumber} memerlukan kode, nama tabel kodenya"


def _anjuran(nama: str, dikenal: Collection[str]) -> str:
    mirip = difflib.get_close_matches(nama, dikenal, n=1)
    return f" (maksudnya {mirip[0]}?)" if mirip else f" (yang dikenal: {', '.join(sorted(dikenal))})"


def _berkas(proyek: Path | None) -> dict[str, Path]:
    """The profiles by name; a project's own hides a shipped one of the same name."""
    folder = [folder_bawaan("workbook_templates") / "ekspor", *([proyek / FOLDER_PROFIL] if proyek else [])]
    return {p.stem: p for f in folder for p in sorted(f.glob("*.toml"))}


def profil_tersedia(proyek: Path | None = None) -> list[str]:
    """Names of the profiles that ship with ikixl and, given its folder, of those of a project; sorted."""
    return sorted(_berkas(proyek))


def ambil_profil(nama: str, proyek: Path | None = None) -> Profil:
    """The profile with this name; ProyekError if there is none or its file is faulty, which names file and place."""
    berkas = _berkas(proyek)
    if nama not in berkas:
        raise ProyekError(f"Profil ekspor {nama} tidak ada.", f"Yang tersedia: {', '.join(sorted(berkas))}.")
    path = berkas[nama]
    saran = "Perbaiki berkas itu dengan penyunting teks; semua bagiannya diterangkan di docs/ekspor.md."
    try:
        isi = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as galat:
        raise ProyekError(f"Profil {path} tidak dapat dibaca: {sebab_os(galat)}.") from galat
    except UnicodeDecodeError as galat:
        raise ProyekError(f"Profil {path} bukan teks UTF-8.", "Simpan ulang dengan pengodean UTF-8.") from galat
    except ValueError as galat:
        letak = re.search(r"line (\d+), column (\d+)", str(galat))
        tempat = f"baris {letak[1]}, kolom {letak[2]}" if letak else "bagian akhirnya"
        raise ProyekError(f"Profil {path} tidak terbaca di {tempat}.", saran) from galat
    try:
        profil = Profil.model_validate(isi)
    except ValidationError as galat:
        raise ProyekError(
            f"Profil {path} salah: {'; '.join(_sebut(g, isi) for g in galat.errors())}.", saran
        ) from galat
    if profil.nama != nama:
        raise ProyekError(f'Profil {path} salah: nama harus "{nama}", sama dengan nama berkasnya.', saran)
    return profil


def _sebut(galat: Any, isi: dict[str, Any]) -> str:
    """One fault of the file: where, and what is wrong there."""
    tempat, kunci, konteks = list(galat["loc"]), "", galat.get("ctx", {})
    if tempat[:1] == ["kolom"] and len(tempat) > 1 and isinstance(tempat[1], int):
        milik = isi["kolom"][tempat[1]]
        judul = milik.get("judul") if isinstance(milik, dict) else None
        kunci = f"kolom ke-{tempat[1] + 1}" + (f' "{judul}"' if isinstance(judul, str) else "") + ": "
        tempat = tempat[2:]
    nama = str(tempat[0]) if tempat else ""
    jenis = galat["type"]
    if jenis == "value_error":
        return kunci + str(konteks["error"])
    if jenis == "missing":
        return f"{kunci}{nama} belum ada"
    if jenis == "extra_forbidden":
        model = KolomEkspor if kunci else Profil
        return f"{kunci}{nama} tidak dikenal{_anjuran(nama, model.model_fields)}"
    if jenis == "literal_error":
        return f"{kunci}{nama} harus salah satu dari {str(konteks['expected']).replace(' or ', ' atau ')}"
    return f"{kunci}{nama} tidak boleh berisi {galat['input']!r}"
