"""One indikator reckoned for unit after unit: what is kept from the last changes nothing in the next."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.katalog import Katalog, muat
from ikixl.katalog.kunci import KunciIsian, kunci_target, kunci_variabel
from ikixl.perhitungan import TRIWULAN, Penghitung, hitung_indikator
from tests.katalog.mini import tulis

_NILAI = st.sampled_from([None, 0, 0.0, -0.0, 1, 1.0, 3, 22.5, 80.0, -1.0, "belum"])


@pytest.fixture(scope="module")
def katalog(tmp_path_factory: pytest.TempPathFactory) -> Katalog:
    """A ratio, a checklist, a number within bounds, a sum."""
    return muat(tulis(tmp_path_factory.mktemp("katalog")))


def _kunci(katalog: Katalog, kode: str) -> list[KunciIsian]:
    variabel = [kunci_variabel(kode, v.kode, t) for v in katalog.variabel_indikator(kode) for t in TRIWULAN]
    return [*variabel, *(kunci_target(kode, t) for t in (0, *TRIWULAN))]


@pytest.mark.parametrize("kode", ["DOK", "LAYANAN", "SUHU", "SURAT"])
@pytest.mark.parametrize("entri", ["triwulan", "sampai_dengan"])
@given(data=st.data())
def test_unit_lalu_tidak_terbawa(
    katalog: Katalog, kode: str, entri: Literal["triwulan", "sampai_dengan"], data: st.DataObject
) -> None:
    """However inputs and targets change from one unit to the next, each comes out as if it were the only one."""
    i = katalog.cari_indikator(kode)
    aturan = Aturan(entri=entri)
    penghitung = Penghitung(katalog, i, aturan)
    kunci = _kunci(katalog, kode)
    isian: dict[KunciIsian, float | str] = {}
    for _ in range(data.draw(st.integers(1, 5))):
        for k in data.draw(st.lists(st.sampled_from(kunci), max_size=6)):
            nilai = data.draw(_NILAI)
            isian = {n: m for n, m in isian.items() if n != k} | ({} if nilai is None else {k: nilai})
        # By what they show: 0.0 and -0.0, 1 and 1.0 are equal, but are not written alike.
        assert repr(penghitung.hitung(isian)) == repr(hitung_indikator(katalog, i, isian, aturan))
