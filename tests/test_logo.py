"""The logo of a project: read once, checked, printed on every IKI sheet."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ikixl.errors import ProyekError
from ikixl.logo import UKURAN_LOGO, baca_logo
from ikixl.penerbitan import buat
from ikixl.proyek import buka
from tests.proyek_kecil import WAKTU, proyek_kecil


def png(lebar: int = 4, tinggi: int = 4) -> bytes:
    """A grey picture, made by hand."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    baris = b"".join(b"\x00" + b"\x80" * lebar for _ in range(tinggi))
    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + potong(b"IHDR", kepala) + potong(b"IDAT", zlib.compress(baris)) + potong(b"IEND", b"")


def test_logo_tercetak(tmp_path: Path) -> None:
    """A logo named in ikixl.toml stands in the issued workbook."""
    proyek = proyek_kecil(tmp_path)
    (proyek.folder / "logo.png").write_bytes(png())
    setelan = proyek.folder / "ikixl.toml"
    setelan.write_text(setelan.read_text(encoding="utf-8").replace('logo = ""', 'logo = "logo.png"'), encoding="utf-8")
    terbit = buat(buka(proyek.folder), WAKTU, ["1001"])[0]
    with zipfile.ZipFile(terbit.path) as paket:
        assert any(n.startswith("xl/media/") for n in paket.namelist())


def test_tanpa_logo(tmp_path: Path) -> None:
    """No logo named is no logo."""
    assert baca_logo(tmp_path, "") == ""


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("hilang.png", None, "tidak dapat dibaca"),
        ("teks.png", b"bukan gambar", "bukan gambar PNG"),
        ("besar.png", png() + b"\x00" * UKURAN_LOGO, "terlalu besar"),
        ("../luar.png", png(), "di luar folder proyek"),
    ],
)
def test_logo_ditolak(tmp_path: Path, nama: str, isi: bytes | None, kata: str) -> None:
    """A logo that is missing, no picture, too large or elsewhere is refused in words."""
    folder = tmp_path / "proyek"
    folder.mkdir()
    if isi is not None:
        (folder / nama).write_bytes(isi)
    with pytest.raises(ProyekError, match=kata):
        baca_logo(folder, nama)
