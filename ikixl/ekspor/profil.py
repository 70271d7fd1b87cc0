"""Export profiles: which columns an application takes, as data in workbook_templates/ekspor/*.toml."""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ikixl.bawaan import baca_templat, folder_bawaan
from ikixl.ekspor.sumber import SUMBER
from ikixl.errors import ProyekError

__all__ = ["KolomEkspor", "Profil", "ambil_profil", "profil_tersedia"]

FormatBerkas = Literal["xlsx", "csv"]


class KolomEkspor(BaseModel):
    """One column: title, source (a name of ikixl.ekspor.sumber.SUMBER), format, width in characters, whether it must be
    filled.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    judul: Annotated[str, Field(min_length=1)]
    sumber: str
    format: Literal["teks", "bulat", "angka"]
    lebar: float
    wajib: bool = False


class Profil(BaseModel):
    """One export: sheet, title rows above the header (xlsx only), columns in order, formats it can be written in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nama: str
    judul: str
    lembar: Annotated[str, Field(max_length=31)]
    format: tuple[FormatBerkas, ...]
    baris_judul: tuple[str, ...] = ()
    kolom: Annotated[tuple[KolomEkspor, ...], Field(min_length=1)]


def profil_tersedia() -> list[str]:
    """Names of the profiles that ship with ikixl, sorted."""
    return sorted(p.stem for p in (folder_bawaan("workbook_templates") / "ekspor").glob("*.toml"))


def ambil_profil(nama: str) -> Profil:
    """The profile with this name; ProyekError if there is none or its file is faulty."""
    if nama not in profil_tersedia():
        raise ProyekError(f"Profil ekspor {nama} tidak ada.", f"Yang tersedia: {', '.join(profil_tersedia())}.")
    berkas = f"workbook_templates/ekspor/{nama}.toml"
    try:
        profil = Profil.model_validate(baca_templat(f"ekspor/{nama}"))
    except (ValidationError, tomllib.TOMLDecodeError) as galat:
        raise ProyekError(f"Profil {berkas} rusak: {galat}", "Perbaiki atau pasang ulang ikixl.") from galat
    asing = [k.sumber for k in profil.kolom if k.sumber not in SUMBER]
    if asing:
        raise ProyekError(
            f"Profil {berkas} memakai sumber yang tidak dikenal: {', '.join(asing)}.",
            f"Yang dikenal: {', '.join(sorted(SUMBER))}.",
        )
    return profil
