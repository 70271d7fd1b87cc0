"""Files that are no decree, or a hostile one: a clear refusal, never a traceback and never a hang."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikixl.impor import ImporError, impor
from ikixl.impor.kata import polos
from tests.impor.buat_docx import bytes_docx, dokumen

JUDUL = "SASARAN\tINDIKATOR\tRUMUS\tSUMBER DATA\n"
CUKUP = "JABATAN : Lurah\n" + JUDUL + "Layanan\tJumlah surat\tJumlah surat\tAgenda\n"


def _zip(nama: str, isi: bytes) -> bytes:
    penampung = io.BytesIO()
    with zipfile.ZipFile(penampung, "w") as arsip:
        arsip.writestr(nama, isi)
    return penampung.getvalue()


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        (b"%PDF-1.7 isi", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1 isi}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        (b"", "tidak berisi teks"),
        (b"   \n\n", "tidak berisi teks"),
        (b"abc\0def", "bukan dokumen"),
        (_zip("apa.txt", b"isi"), ""),
        (_zip("word/document.xml", b"<rusak"), "rusak"),
        (b"hanya paragraf tanpa tabel", "tabel indikator"),
        (b"a" * 30_000, "panjang"),
        (b"\t" * 200, "panjang"),
    ],
)
def test_berkas_asing_ditolak(data: bytes, kata: str, tmp_path: Path) -> None:
    """Each is refused with what it is and what to do."""
    path = tmp_path / "sk.docx"
    path.write_bytes(data)
    with pytest.raises(ImporError) as galat:
        impor(path)
    assert kata.lower() in str(galat.value).lower()
    assert galat.value.saran


def test_tidak_ada(tmp_path: Path) -> None:
    """A missing file is told as such."""
    with pytest.raises(ImporError, match="tidak ditemukan"):
        impor(tmp_path / "sk.txt")


def test_docx_kosong_dan_terpotong(tmp_path: Path) -> None:
    """An empty Word document holds no table; a truncated one is damaged."""
    data = bytes_docx(dokumen())
    path = tmp_path / "sk.docx"
    path.write_bytes(data)
    with pytest.raises(ImporError):
        impor(path)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ImporError):
        impor(path)


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_sandi_huruf(sandi: str, tmp_path: Path) -> None:
    """Text in the encodings that Windows writes is read."""
    path = tmp_path / "sk.txt"
    path.write_bytes(CUKUP.replace("Layanan", "Layanan – prima").encode(sandi))
    assert impor(path).tabel["indikator"][0]["sasaran"] == "Layanan – prima"


@pytest.mark.parametrize(
    "isi",
    [
        CUKUP + "Layanan\tJumlah\t" + "a, " * 1300 + "\tx\n",
        CUKUP + "Layanan\tJumlah\t" + "\\frac{" * 600 + "\tx\n",
        CUKUP + "Layanan\tJumlah\t" + "(" * 3900 + "\tx\n",
        CUKUP + (" " * 15_000 + "x\n") * 5,
        CUKUP + "\t\tlanjutan kalimat\t\n" * 1500,
        CUKUP + "Layanan\tJumlah\tisi\n" + "kalimat lanjutan\n" * 1500,
        (CUKUP + "\n") * 200,
        CUKUP + (JUDUL + "Layanan\tJumlah surat\tJumlah surat\tAgenda\n") * 400,
        "JABATAN : X\n" * 2000 + CUKUP,
    ],
    ids=["koma", "latex", "kurung", "spasi", "sambungan", "baris", "jabatan", "judul", "label"],
)
def test_dokumen_jahat_tetap_cepat(isi: str, tmp_path: Path) -> None:
    """Documents made to be slow take seconds, not minutes."""
    path = tmp_path / "sk.txt"
    path.write_text(isi, encoding="utf-8")
    mulai = time.monotonic()
    impor(path)
    assert time.monotonic() - mulai < 20


SEL = st.text("abcJumlahPersentase 0123456789.,%/-():", max_size=25).map(str.strip)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(isi=st.lists(st.tuples(SEL, SEL, SEL, SEL), min_size=1, max_size=12))
def test_tidak_ada_sel_yang_hilang_diam_diam(isi: list[tuple[str, str, str, str]], tmp_path: Path) -> None:
    """Every word of every row stands in a table of the katalog or in a temuan."""
    path = tmp_path / "sk.txt"
    baris = "".join("\t".join(b) + "\n" for b in isi)
    path.write_text(CUKUP + baris, encoding="utf-8")
    hasil = impor(path)
    ada = [n for tabel in hasil.tabel.values() for b in tabel for n in b.values()]
    ada += [str(n) for t in hasil.temuan for n in t.rinci.values()]
    kata = set(polos(" ".join(ada)).split())
    for sel in (s for b in isi for s in b):
        # Numbers and single letters before a sentence are marks of lists.
        hilang = {k for k in polos(sel).split() if len(k) > 2 and not k.isdigit()} - kata
        assert not hilang, (sel, hilang)
