"""click's own words in Indonesian: its messages go through gettext, whose place a table takes here."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

__all__ = ["TERJEMAHAN", "pasang"]

_MODUL = ("core", "decorators", "exceptions", "formatting", "parser", "shell_completion", "termui", "types")

#: click's text -> ours; both are patterns for str.format. Older wordings of click stand beside newer ones.
TERJEMAHAN: Mapping[str, str] = {
    "Usage:": "Pemakaian:",
    "Usage: ": "Pemakaian: ",
    "Options": "Pilihan",
    "Commands": "Perintah",
    "Positional arguments": "Isi",
    "Show this message and exit.": "Tampilkan bantuan ini lalu selesai.",
    "Show the version and exit.": "Tampilkan versi lalu selesai.",
    "Try '{command} {option}' for help.": "Ketik '{command} {option}' untuk bantuan.",
    "Error: {message}": "Salah: {message}",
    "Aborted!": "Dihentikan.",
    "No such command {name!r}.": "Tidak ada perintah {name!r}.",
    "No such option: {name}": "Tidak ada pilihan {name}",
    "No such option {name!r}.": "Tidak ada pilihan {name!r}.",
    "Did you mean {possibility}?": "Maksudnya {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Maksudnya salah satu dari: {possibilities}?)",
    "(Possible options: {possibilities})": "(Mungkin: {possibilities})",
    "Missing command.": "Perintah belum disebut.",
    "Missing argument": "Isi wajib belum disebut",
    "Missing option": "Pilihan wajib belum disebut",
    "Missing parameter": "Isi wajib belum disebut",
    "Missing parameter: {param_name}": "Isi wajib belum disebut: {param_name}",
    "Missing {param_type}": "Belum disebut: {param_type}",
    "Invalid value: {message}": "Nilai tidak sah: {message}",
    "Invalid value for {param_hint}: {message}": "Nilai tidak sah untuk {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan bilangan.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} bukan ya atau tidak.",
    "{value} is not in the range {range}.": "{value} di luar rentang {range}.",
    "Argument {name!r} takes {nargs} values.": "{name} perlu {nargs} nilai.",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak diisi nilai.",
    "Choose from:\n\t{choices}": "Pilih dari:\n\t{choices}",
    "Could not open file {filename!r}: {message}": "Berkas {filename!r} tidak dapat dibuka: {message}",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulis.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} tidak dapat dijalankan.",
    "File": "Berkas",
    "file": "berkas",
    "Directory": "Folder",
    "directory": "folder",
    "Path": "Alamat",
    "path": "alamat",
    "default: {default}": "bawaan: {default}",
    "required": "wajib",
    "(dynamic)": "(menyesuaikan)",
    "unknown error": "sebab tidak diketahui",
    "Got unexpected extra argument ({args})": "Ada isi yang berlebih ({args})",
    "Got unexpected extra arguments ({args})": "Ada isi yang berlebih ({args})",
    "Takes {nargs} values but 1 was given.": "Perlu {nargs} nilai, baru 1 yang disebut.",
    "Takes {nargs} values but {len} were given.": "Perlu {nargs} nilai, yang disebut {len}.",
    "Option {name!r} requires an argument.": "Pilihan {name!r} perlu diisi.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan {name!r} perlu {nargs} isi.",
    "{value!r} is not {choice}.": "{value!r} tidak dikenal; pilihannya {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} tidak dikenal; pilihannya {choices}.",
}


def _satu(teks: str) -> str:
    return TERJEMAHAN.get(teks, teks)


def _jamak(satu: str, banyak: str, jumlah: int) -> str:
    return _satu(satu if jumlah == 1 else banyak)


def pasang() -> None:
    """Put the table in the place of gettext in every module of click; doing so twice changes nothing."""
    for nama in _MODUL:
        isi = vars(importlib.import_module(f"click.{nama}"))
        if "_" in isi:
            isi["_"] = _satu
        if "ngettext" in isi:
            isi["ngettext"] = _jamak
