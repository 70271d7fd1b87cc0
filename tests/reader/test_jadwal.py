"""Inputs found by where they stood in the file before: what looking for each of them finds, whatever is wrong."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import HasilBaca, PembacaIsian
from ikixl.reader.jadwal import JadwalIsian
from tests.kembali import pengacau
from tests.kembali.bongkar import Kerja
from tests.kembali.test_serangan import DATA, TERBIT


def _diubah(cara: Callable[[Kerja], None], benih: int = 1) -> bytes:
    kerja = Kerja(DATA, random.Random(benih))
    cara(kerja)
    return kerja.bytes()


def _baca(pembaca: PembacaIsian, data: bytes, cepat: bool = True) -> HasilBaca:
    return replace(pembaca.baca(baca_mentah(data, "a.xlsx", cepat=cepat)), peta={})


@pytest.mark.parametrize(
    "cara",
    [
        pengacau.isian_lain,
        pengacau.isian_jahat,
        pengacau.buang_sel,
        pengacau.gabung_isian,
        pengacau.buang_baris,
        pengacau.salin_baris,
        pengacau.tukar_kunci,
        pengacau.tukar_kolom,
        pengacau.kolom_ganda,
        pengacau.ubah_penanda,
    ],
)
def test_sama(cara: Callable[[Kerja], None]) -> None:
    """A file says what the streaming reader finds in it, also after others of its kind in which nothing is wrong."""
    pembaca = PembacaIsian(TERBIT)
    utuh = _diubah(lambda kerja: None)
    asli = _baca(pembaca, utuh, cepat=False)
    for benih in range(4):
        data = _diubah(cara, benih)
        lambat = _baca(pembaca, data, cepat=False)
        for _ in range(3):
            assert _baca(pembaca, data) == lambat
            assert _baca(pembaca, utuh) == asli


def test_jadwal_dipakai() -> None:
    """A file of a kind that came by twice is read by where its inputs stood; with merged inputs it is not."""
    jadwal = {lm.kunci: JadwalIsian.dari_lembar(lm) for lm in TERBIT.lembar}
    for data, banyak in ((DATA, 3), (_diubah(pengacau.gabung_isian), 2)):
        for _ in range(3):
            mentah = baca_mentah(data, "a.xlsx")
        peta = PembacaIsian(TERBIT).baca(mentah).peta
        masukan = [kunci for kunci, satu in jadwal.items() if satu.masukan]
        assert sum(jadwal[kunci].terisi(peta[kunci]) is not None for kunci in masukan) == banyak


def test_lewat_proses_lain() -> None:
    """What was worked out for kinds of part stays behind where a reader is sent to another process."""
    pembaca = PembacaIsian(TERBIT)
    for _ in range(3):
        asli = _baca(pembaca, DATA)
    assert _baca(pickle.loads(pickle.dumps(pembaca)), DATA) == asli
