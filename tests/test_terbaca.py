"""What was read of a file comes out of another process as it went in."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from ikixl.katalog.kunci import KunciIsian
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.terbaca import KolomIsian, Terbaca
from ikixl.reader.isian import IsianTerbaca
from ikixl.temuan import Temuan

_ISIAN = st.lists(
    st.builds(
        IsianTerbaca,
        st.builds(KunciIsian, st.text(max_size=5), st.integers(0, 4)),
        st.none() | st.floats(allow_nan=False) | st.text(max_size=5),
        st.sampled_from(["isi", "kosong", "nihil", "tidak_sah"]),
        st.text(max_size=5),
        st.text(max_size=3),
    ),
    max_size=5,
).map(tuple)


@given(_ISIAN, _ISIAN)
def test_hasil_utuh(isian: tuple[IsianTerbaca, ...], dikosongkan: tuple[IsianTerbaca, ...]) -> None:
    """A result that is taken apart, pickled and completed again is the same, of the same types."""
    hasil = HasilPeriksa("a.xlsx", "f1", "diterima", isian=isian, dikosongkan=dikosongkan, temuan=(Temuan("NILAI-04"),))
    terbaca = pickle.loads(pickle.dumps(Terbaca.dari(hasil)))
    assert (terbaca.hasil.isian, terbaca.hasil.dikosongkan) == ((), ())
    kembali = terbaca.lengkapi(terbaca.hasil)
    assert kembali == hasil
    assert [(type(i), type(i.kunci), type(i.nilai)) for i in kembali.isian] == [
        (IsianTerbaca, KunciIsian, type(i.nilai)) for i in isian
    ]


def test_baris_ledger() -> None:
    """The ledger gets each input as one flat row, in the order read."""
    isian = (
        IsianTerbaca(KunciIsian("K/b", 2), 1.5, "isi", "Realisasi", "F7"),
        IsianTerbaca(KunciIsian("K/a"), None, "nihil", "Catatan", "G7"),
    )
    assert list(KolomIsian.dari(isian).baris()) == [
        ("K/b", 2, 1.5, "isi", "Realisasi", "F7"),
        ("K/a", 0, None, "nihil", "Catatan", "G7"),
    ]
    assert list(KolomIsian().baris()) == []
