"""Writes the tables of docs/kinerja.md and docs/skala.md from what the last full run measured.

Run from the checkout: python -m benchmarks.dokumen (`make tolok-ukur` does it at its end). Only what stands between the
marks is written; a test fails where a page does not show the numbers that are kept.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["ANGKA", "HALAMAN", "HASIL", "isi_halaman", "perbarui"]

AKAR = Path(__file__).resolve().parents[1]
#: Ratios of the last run, as a list of {"kerja","lawan","rasio","rasio_min","rasio_maks","sasaran","tercapai"}.
HASIL = AKAR / "benchmarks" / "hasil.json"
#: Seconds and bytes of the same run, and what it ran on.
ANGKA = AKAR / "benchmarks" / "angka.json"
HALAMAN = (AKAR / "docs" / "kinerja.md", AKAR / "docs" / "skala.md")

_TANDA = re.compile(r"(<!-- (?P<nama>[a-z-]+): [^\n]*-->\n).*?(<!-- akhir -->)", re.DOTALL)
# Units of the whole country; Permendagri 100.1.1-6117/2022 and its updates, as the brief of the project counts them.
_NEGARA = (("kecamatan", 7285), ("kelurahan dan desa", 83762))
_GB = 1e9
_BELUM = "Belum diukur; jalankan `make tolok-ukur PENUH=1`."


def perbarui() -> None:
    """Write the pages anew."""
    for path in HALAMAN:
        path.write_text(isi_halaman(path), encoding="utf-8", newline="\n")


def isi_halaman(path: Path) -> str:
    """The page as it ought to be: its own words, and between the marks what was measured."""
    hasil = json.loads(HASIL.read_text(encoding="utf-8"))
    angka = json.loads(ANGKA.read_text(encoding="utf-8"))

    def ganti(cocok: re.Match[str]) -> str:
        return cocok[1] + "\n".join(_TABEL[cocok["nama"]](hasil, angka)) + "\n" + cocok[3]

    return _TANDA.sub(ganti, path.read_text(encoding="utf-8"))


def _rasio(hasil: Sequence[Mapping[str, Any]], angka: Mapping[str, Any]) -> Iterator[str]:
    waktu = {(b["kerja"], b["lawan"]): b for b in angka["baris"]}
    yield "| pekerjaan | lawan | kita | lawan | rasio | rentang | sasaran | tercapai |"
    yield "|---|---|---|---|---|---|---|---|"
    for h in hasil:
        if "per unit" in h["lawan"]:
            continue
        b = waktu[h["kerja"], h["lawan"]]
        sasaran = "" if h["sasaran"] is None else f"≥ {_desimal(h['sasaran'])}"
        tercapai = {True: "ya", False: "**tidak**", None: ""}[h["tercapai"]]
        rentang = f"{_desimal(h['rasio_min'])}–{_desimal(h['rasio_maks'])}"
        yield (
            f"| {h['kerja']} | {h['lawan']} | {_detik(b.get('detik_kita'))} | {_detik(b.get('detik_lawan'))} | "
            f"{_desimal(h['rasio'])} | {rentang} | {sasaran} | {tercapai} |"
        )


def _tumbuh(_hasil: Sequence[Mapping[str, Any]], angka: Mapping[str, Any]) -> Iterator[str]:
    semua = _pertumbuhan(angka)
    if not semua:
        yield _BELUM
        return
    ukuran = sorted({n for _, n in semua})
    yield "| perintah | " + " | ".join(f"{_bulat(n)} unit" for n in ukuran) + " |"
    yield "|---|" + "---|" * len(ukuran)
    for perintah in dict.fromkeys(p for p, _ in semua):
        sel = [
            f"{_detik(b['detik'])} ({_desimal(1000 * b['detik'] / n)} ms per unit), {_bulat(round(b['mb']))} MB"
            for n in ukuran
            for b in [semua[perintah, n]]
        ]
        yield f"| `ikixl {perintah}` | " + " | ".join(sel) + " |"


def _mesin(_hasil: Sequence[Mapping[str, Any]], angka: Mapping[str, Any]) -> Iterator[str]:
    m, jalan = angka["mesin"], angka["jalan"]
    tanggal = sorted({j["tanggal"] for j in jalan.values()})
    cepat = [nama for nama, j in jalan.items() if not j["penuh"]]
    jenis = f"Data kecil (tanpa PENUH=1): {', '.join(cepat)}." if cepat else "Semua pada ukuran penuh."
    yield f"Diukur {' dan '.join(tanggal)}, {m['inti']} inti, Python {m['python']}, {m['sistem']}. {jenis}"


def _hitungan(_hasil: Sequence[Mapping[str, Any]], angka: Mapping[str, Any]) -> Iterator[str]:
    """What the country takes, from what a unit took in the largest project that was measured."""
    semua = _pertumbuhan(angka)
    if not semua:
        yield _BELUM
        return
    n = max(n for _, n in semua)
    buat, terima = semua["buat", n], semua["terima", n]
    inti = angka["mesin"]["inti"]
    yield f"| | {' | '.join(f'{_bulat(banyak)} {nama}' for nama, banyak in _NEGARA)} | dari mana |"
    yield "|---|---|---|---|"
    jumlah = [banyak for _, banyak in _NEGARA]

    def baris(judul: str, hitung: Callable[[int], str], asal: str) -> str:
        return f"| {judul} | {' | '.join(hitung(b) for b in jumlah)} | {asal} |"

    terbit, kirim = buat["bita"] / n, buat["bita_kiriman"] / n
    yield baris("buku kerja per triwulan", _bulat, "satu per unit")
    yield baris("kiriman per tahun", lambda b: _bulat(4 * b), "empat triwulan, belum termasuk perbaikan")
    yield baris("bita yang dikirim keluar per triwulan", lambda b: _gb(b * terbit), f"{_kb(terbit)} per buku kerja")
    yield baris("arsip per tahun", lambda b: _gb(4 * b * kirim), f"{_kb(kirim)} per kiriman")
    yield baris(
        "ledger per tahun",
        lambda b: _gb(4 * b * terima["bita"] / n),
        f"{_kb(terima['bita'] / n)} per kiriman, {_bulat(n)} unit",
    )
    for perintah, apa in (("buat", "menerbitkan sekali"), ("terima", "menerima sekali"), ("rekap", "rekap sekali")):
        # All cores were at work, but for rekap.
        per_unit = semua[perintah, n]["detik"] * (1 if perintah == "rekap" else inti) / n
        asal = f"{_desimal(1000 * per_unit)} ms-inti per unit"
        yield baris(f"inti-jam {apa}", _inti_jam(per_unit), asal)


def _inti_jam(per_unit: float) -> Callable[[int], str]:
    return lambda banyak: _desimal(banyak * per_unit / 3600)


def _pertumbuhan(angka: Mapping[str, Any]) -> dict[tuple[str, int], Mapping[str, Any]]:
    return {(b["perintah"], b["unit"]): b for b in angka["baris"] if "perintah" in b}


def _desimal(nilai: float) -> str:
    """Three significant digits, as Indonesians write numbers."""
    if not nilai:
        return "0"
    digit = max(0, 2 - math.floor(math.log10(abs(nilai))))
    return _koma(f"{nilai:,.{digit}f}")


def _bulat(nilai: float) -> str:
    return _koma(f"{nilai:,.0f}")


def _koma(teks: str) -> str:
    return teks.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _detik(nilai: float | None) -> str:
    if nilai is None:
        return ""
    return f"{_desimal(1000 * nilai)} ms" if nilai < 1 else f"{_desimal(nilai)} s"


def _kb(bita: float) -> str:
    return f"{_desimal(bita / 1000)} kB"


def _gb(bita: float) -> str:
    return f"{_desimal(bita / _GB)} GB"


#: Name of a mark in a page -> the lines that stand there.
_TABEL: Mapping[str, Callable[[Sequence[Mapping[str, Any]], Mapping[str, Any]], Iterator[str]]] = {
    "rasio": _rasio,
    "pertumbuhan": _tumbuh,
    "mesin": _mesin,
    "negara": _hitungan,
}

if __name__ == "__main__":
    perbarui()
