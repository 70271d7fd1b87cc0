"""Two returns of one issue: whether the later only adds, corrects what it was asked to, or contradicts the earlier."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ikixl.checks.identitas import periksa_tujuan
from ikixl.katalog.kunci import KunciIsian
from ikixl.ledger import BarisIsian, Berkas, Ledger
from ikixl.temuan import Temuan

if TYPE_CHECKING:
    # Not needed to run: it would load the reader and the writer for a mere status.
    from ikixl.penerimaan.pemeriksaan import HasilPeriksa
    from ikixl.reader.isian import IsianTerbaca

__all__ = ["SALAH_UNIT", "beda_isian", "isi_tercatat", "sebut_kunci", "tahan", "temuan_kini", "temuan_pengisi"]

Nilai = float | str
Isi = Mapping[KunciIsian, Nilai]

#: Why a return is held that seems to be another unit's.
SALAH_UNIT: Final = "IDENTITAS-11"
# Why a return is held; neither says that anything in it is wrong, and both are over once a choice was made.
_SEBAB_TAHAN: Final = frozenset({SALAH_UNIT, "IDENTITAS-12"})
_ROMAWI: Final = ("", "I", "II", "III", "IV")
# How many inputs that differ a temuan names.
_BANYAK_CONTOH: Final = 3


def tahan(
    ledger: Ledger, hasil: HasilPeriksa, isian: Iterable[IsianTerbaca], petunjuk: Mapping[str, Collection[str]]
) -> HasilPeriksa:
    """The result as it is recorded: held where the file is another unit's than `petunjuk` says, or contradicts.

    `isian` are its inputs; they are looked at only where another return of its issue stands.
    Of two returns of one issue the later takes the place of the earlier if it holds all that the earlier does, if the
    earlier had a galat, or if the later is a marked-up return: then it is what was asked for. Anything else is a
    contradiction, and so is every further return until one is chosen.
    """
    if hasil.keadaan != "diterima":
        return hasil
    temuan = periksa_tujuan(hasil.unit, petunjuk)
    berdiri = [] if temuan else ledger.kiriman_berdiri(hasil.unit, hasil.tahun, hasil.seri)
    baru = {i.kunci: i.nilai for i in isian if i.nilai is not None} if berdiri else {}
    bertentangan = bool(berdiri) and not _menggantikan(ledger, berdiri, hasil, baru)
    if bertentangan:
        temuan = [_temuan_beda(ledger, berdiri, baru)]
    if not temuan:
        return hasil
    lengkap = (replace(t, berkas=hasil.berkas, unit=hasil.unit) for t in temuan)
    return replace(hasil, keadaan="ditahan", bertentangan=bertentangan, temuan=(*lengkap, *hasil.temuan))


def temuan_kini(berkas: Berkas, temuan: Iterable[Temuan]) -> list[Temuan]:
    """Those of a file's recorded temuan that still hold: why it was held is over once it is not."""
    return [t for t in temuan if berkas.keadaan == "ditahan" or t.kode not in _SEBAB_TAHAN]


def temuan_pengisi(temuan: Iterable[Temuan]) -> list[Temuan]:
    """Those that whoever filled in the workbook can do something about; which return counts is not theirs to choose."""
    return [t for t in temuan if t.kode not in _SEBAB_TAHAN]


def isi_tercatat(isian: Iterable[BarisIsian]) -> dict[KunciIsian, Nilai]:
    """What recorded inputs say: those that hold a value."""
    return {KunciIsian(b.kunci, b.triwulan): b.nilai for b in isian if b.nilai is not None}


def beda_isian(a: Isi, b: Isi) -> list[KunciIsian]:
    """The inputs that two returns do not agree on, in order: another value, or a value in only one of them."""
    return sorted(k for k in {*a, *b} if not _sama(a.get(k), b.get(k)))


def sebut_kunci(kunci: KunciIsian) -> str:
    """An input as a message names it: "LURAH.01/selesai TW I"."""
    return f"{kunci.kunci} TW {_ROMAWI[kunci.triwulan]}" if kunci.triwulan else kunci.kunci


def _sama(a: Nilai | None, b: Nilai | None) -> bool:
    # Programs save the same number with 15 to 17 digits.
    if isinstance(a, float | int) and isinstance(b, float | int):
        return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return a == b


def _menggantikan(ledger: Ledger, berdiri: Sequence[Berkas], hasil: HasilPeriksa, baru: Isi) -> bool:
    """Whether a return may take the place of the one in force; never where several are held already."""
    if any(b.keadaan == "ditahan" for b in berdiri):
        return False
    (lama,) = berdiri
    salah = any(t.tingkat == "galat" for t in temuan_kini(lama, ledger.temuan_berkas(lama.sha256)))
    tercakup = all(_sama(n, baru.get(k)) for k, n in isi_tercatat(ledger.isian_berkas(lama.sha256)).items())
    return salah or hasil.perbaikan or tercakup


def _temuan_beda(ledger: Ledger, berdiri: Sequence[Berkas], baru: Isi) -> Temuan:
    """Names the latest of the other returns that says anything else."""
    banding = [(b, beda_isian(isi_tercatat(ledger.isian_berkas(b.sha256)), baru)) for b in berdiri]
    lain, beda = next(((b, d) for b, d in reversed(banding) if d), banding[-1])
    contoh = ", ".join(sebut_kunci(k) for k in beda[:_BANYAK_CONTOH]) + (", …" if len(beda) > _BANYAK_CONTOH else "")
    rinci = {"lain": lain.nama, "waktu": lain.waktu.replace("T", " "), "jumlah": len(beda), "contoh": contoh}
    return Temuan("IDENTITAS-12", rinci=rinci)
