"""`buat` and `lanjut` issue the same workbooks, byte for byte, however many processes draw them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikixl.engine import SENDIRI, Gugur, Mesin
from ikixl.errors import LedgerError, MesinError
from ikixl.ledger import Ledger, Terbitan
from ikixl.penerbitan import buat
from ikixl.proyek import Proyek
from tests.proyek_kecil import WAKTU, proyek_kecil


def _terbit(proyek: Proyek, mesin: Mesin) -> dict[str, bytes]:
    return {b.path.name: b.path.read_bytes() for b in buat(proyek, WAKTU, per="jabatan", mesin=mesin)}


def test_sama_di_satu_dan_dua_proses(tmp_path: Path) -> None:
    """One process and two make the same files, and record them alike."""
    proyek = proyek_kecil(tmp_path)
    sendiri = _terbit(proyek, SENDIRI)
    with Ledger(proyek.ledger) as ledger:
        tercatat = {u: [t.sha256 for t in ledger.terbitan(u)] for u in ("SEK", "1001", "1002", "1003")}
    for nama in ("ledger.sqlite", "ledger.sqlite-journal"):
        (proyek.ledger.parent / nama).unlink(missing_ok=True)
    proyek.ledger.unlink(missing_ok=True)
    for nama in sendiri:
        (proyek.keluar / nama).unlink()
    assert _terbit(proyek, Mesin(2, sabar=0)) == sendiri
    with Ledger(proyek.ledger) as ledger:
        assert {u: [t.sha256 for t in ledger.terbitan(u)] for u in tercatat} == tercatat


class _MesinGugur(Mesin):
    """A Mesin whose workers die over the third job."""

    def petakan(self, fungsi, pekerjaan, siapkan, *, turut=False):  # type: ignore[no-untyped-def]
        """As of Mesin."""
        for nomor, hasil in enumerate(super().petakan(fungsi, pekerjaan, siapkan, turut=turut)):
            yield Gugur(3) if nomor == 2 else hasil


def test_pekerja_yang_mati_tidak_membawa_yang_sudah_jadi(tmp_path: Path) -> None:
    """What was drawn before a workbook that kills its workers is issued and recorded; the message names the file."""
    proyek = proyek_kecil(tmp_path)
    with pytest.raises(MesinError, match=r"1002-kelurahan-dua-2024[.]xlsx tidak dapat digambar"):
        buat(proyek, WAKTU, mesin=_MesinGugur(1))
    with Ledger(proyek.ledger) as ledger:
        assert [u for u in ("SEK", "1001", "1002", "1003") if ledger.terbitan(u)] == ["SEK", "1001"]
    assert len(list(proyek.keluar.glob("*.xlsx"))) == 2
    assert [b.baru for b in buat(proyek, WAKTU)] == [False, False, True, True]


def _catat_dua(ledger: Ledger, terbitan: Terbitan) -> None:
    with ledger.sekaligus():
        ledger.catat_katalog("baru", "{}")
        ledger.catat_terbitan(terbitan)


def test_catatan_bersama_utuh_atau_tidak_ada(tmp_path: Path) -> None:
    """Records that belong together are all undone where one of them fails."""
    proyek = proyek_kecil(tmp_path)
    buat(proyek, WAKTU, unit=["1001"])
    with Ledger(proyek.ledger) as ledger:
        ada = ledger.terbitan("1001")[0]
        with pytest.raises(LedgerError):
            _catat_dua(ledger, ada)
        assert ledger.ambil_katalog("baru") is None
        assert ledger.terbitan("1001") == [ada]
