"""Muatan: what one issue of a workbook holds beyond katalog and unit: whom it is for, what is carried forward."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ikixl.katalog.kunci import TARGET, KunciIsian, bagian

__all__ = ["MUATAN_KOSONG", "Muatan"]

Nilai = float | str
_NILAI = ("tetap", "awal", "semula", "target_lama")


@dataclass(frozen=True, slots=True)
class Muatan:
    """What an issue carries; the default is a plain issue of the whole unit, every triwulan open.

    `jabatan`: code of the one jabatan that the workbook is for, "" for all of the unit. `triwulan`: the one whose
    realisasi is asked, 0 for all; earlier ones stay open only where nothing was accepted, later ones are closed for
    realisasi. `tetap`: accepted values, shown and locked. `awal`: values filled in beforehand that may still be
    changed. `semula`: targets before a change of the budget, shown beside the new ones. Values are data values
    (percent points, 1/0 for centang, texts). `target_lama`: targets of an earlier katalog that the issue still goes by,
    where the katalog that it is drawn from says otherwise.
    """

    jabatan: str = ""
    triwulan: int = 0
    tetap: Mapping[KunciIsian, Nilai] = field(default_factory=dict)
    awal: Mapping[KunciIsian, Nilai] = field(default_factory=dict)
    semula: Mapping[KunciIsian, Nilai] = field(default_factory=dict)
    target_lama: Mapping[KunciIsian, Nilai] = field(default_factory=dict)

    def terbuka(self, kunci: KunciIsian) -> bool:
        """Whether an input may be typed in: also a later target, and what was reported ahead of its time."""
        if kunci in self.tetap:
            return False
        lebih_awal = kunci in self.awal or bagian(kunci.kunci)[1:] == (TARGET, "")
        return not self.triwulan or kunci.triwulan <= self.triwulan or lebih_awal

    def ke_json(self) -> str:
        """Canonical JSON, "" for the default."""
        if self == MUATAN_KOSONG:
            return ""
        isi: dict[str, object] = {"jabatan": self.jabatan, "triwulan": self.triwulan}
        for nama in _NILAI:
            isi[nama] = [[k.kunci, k.triwulan, n] for k, n in sorted(getattr(self, nama).items())]
        return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def dari_json(cls, teks: str) -> Muatan:
        """What `ke_json` wrote."""
        if not teks:
            return MUATAN_KOSONG
        isi = json.loads(teks)
        nilai = {nama: {KunciIsian(k, t): n for k, t, n in isi[nama]} for nama in _NILAI}
        return cls(isi["jabatan"], isi["triwulan"], **nilai)


#: A plain issue of a whole unit.
MUATAN_KOSONG = Muatan()
