"""A project on disk with the small katalog, for tests of the whole way."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import isian_awal, susun_buku_unit
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.proyek import Proyek, buka, mulai
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import isi_kelurahan, katalog_kecil

__all__ = ["WAKTU", "kirim", "kirim_terbitan", "proyek_kecil", "proyek_terbit"]

WAKTU = "2024-07-05T08:00:00"
# Returns that were written before: copies of one project get the same ones time and again.
_KIRIMAN: dict[tuple[str, str, str], bytes] = {}


def proyek_kecil(tmp_path: Path) -> Proyek:
    """A new project in tmp_path/proyek with the small katalog; nothing issued yet."""
    proyek = mulai(tmp_path / "proyek")
    (proyek.katalog / "katalog.xlsx").unlink()
    tulis_tabel(katalog_kecil(), proyek.katalog)
    return proyek


def proyek_terbit(tmp_path: Path, per: Literal["unit", "jabatan"] = "unit") -> Proyek:
    """The same with all its workbooks issued at WAKTU: a copy of one project, which is issued once."""
    return buka(Path(shutil.copytree(Path(_terbit(per).name, "proyek"), tmp_path / "proyek")))


@cache
def _terbit(per: Literal["unit", "jabatan"]) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="ikixl-terbit-", ignore_cleanup_errors=True)
    buat(proyek_kecil(Path(folder.name)), WAKTU, per=per)
    return folder


def kirim(proyek: Proyek, unit: str, nama: str, **isian: float | str) -> Path:
    """Put a return of a unit's last issue into masuk/, with these realisasi and else as it was issued."""
    return kirim_terbitan(proyek, unit, nama, isi_kelurahan(**isian))


def kirim_terbitan(
    proyek: Proyek,
    unit: str,
    nama: str,
    isian: Mapping[KunciIsian, float | str | None],
    seri: int = 0,
    jabatan: str = "",
) -> Path:
    """Put a return of an issue (0: the last one for `jabatan`) into masuk/: as issued, but for these inputs.

    None makes an input blank.
    """
    with Ledger(proyek.ledger) as ledger:
        terakhir = [t for t in ledger.terbitan_terakhir()[unit] if t.jabatan == jabatan]
        terbit = ledger.cari_terbitan(unit, seri) if seri else terakhir[-1]
        assert terbit is not None
        dasar = DasarTerbitan.dari_ledger(ledger, terbit.digest)
    assert dasar is not None
    muatan = Muatan.dari_json(terbit.muatan)
    semua = {**isian_awal(dasar.katalog, unit, muatan), **isian}
    isi = {k: n for k, n in semua.items() if n is not None}
    stempel = buat_stempel(dasar.identitas(unit, terbit.seri), proyek.kunci)
    path = proyek.masuk / nama
    # The stamp stands for unit, issue, katalog, rules and settings; 1 and 1.0 are equal, but not written alike.
    kunci = stempel, muatan.ke_json(), repr(sorted(isi.items()))
    if kunci not in _KIRIMAN:
        buku = susun_buku_unit(dasar.katalog, unit, dasar.aturan, isi, stempel, dasar.pengaturan, muatan)
        _KIRIMAN[kunci] = tulis_buku(buku)
    path.write_bytes(_KIRIMAN[kunci])
    return path
