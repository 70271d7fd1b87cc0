"""What workbooks are drawn from: katalog, rules and printed settings, kept with every issue under their digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import digest_baris
from ikixl.katalog.model import Katalog
from ikixl.layout.identitas import Identitas
from ikixl.layout.konteks import PengaturanBuku
from ikixl.ledger import Ledger
from ikixl.logo import baca_logo
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber

__all__ = ["DasarTerbitan"]


@dataclass(frozen=True)
class DasarTerbitan:
    """All that decides how a workbook looks besides unit and serial: katalog, rules, settings that it prints.

    Kept in the ledger under its digest, so that a return is read against what was issued, whatever has
    changed in the project since.
    """

    katalog: Katalog
    aturan: Aturan
    pengaturan: PengaturanBuku

    @classmethod
    def dari_proyek(cls, proyek: Proyek) -> DasarTerbitan:
        """What the project would issue now; KatalogError if its katalog has faults."""
        p = proyek.pengaturan
        return cls(
            muat_sumber(proyek.katalog),
            proyek.aturan,
            PengaturanBuku(
                kertas=p.kertas,
                kirim_ke=p.kirim_ke,
                batas_kirim=p.batas_kirim,
                logo=baca_logo(proyek.folder, p.logo),
            ),
        )

    def ke_json(self) -> str:
        """Canonical JSON of all three."""
        return json.dumps(
            {
                "katalog": self.katalog.ke_json(),
                "aturan": asdict(self.aturan),
                "pengaturan": asdict(self.pengaturan),
            },
            ensure_ascii=False,
            sort_keys=True,
        )

    @classmethod
    def dari_json(cls, teks: str) -> DasarTerbitan:
        """What `ke_json` wrote."""
        isi = json.loads(teks)
        return cls(Katalog.dari_json(isi["katalog"]), Aturan(**isi["aturan"]), PengaturanBuku(**isi["pengaturan"]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON, shortened to 16 hex digits; stands in every workbook's identity."""
        return _digest(self.ke_json())

    def digest_dan_json(self) -> tuple[str, str]:
        """Both, for keeping them: of ten thousand targets the text alone takes longer than a workbook."""
        teks = self.ke_json()
        return vars(self).setdefault("digest", _digest(teks)), teks

    @classmethod
    def dari_ledger(cls, ledger: Ledger, digest: str) -> DasarTerbitan | None:
        """What an issue was drawn from, None where the ledger does not know it."""
        teks = ledger.ambil_katalog(digest)
        return None if teks is None else cls.dari_json(teks)

    def identitas(self, unit: str, seri: int) -> Identitas:
        """Identity of the issue number `seri` of a unit."""
        i = self.katalog.instansi
        jabatan = tuple(j.kode for j in self.katalog.jabatan_unit(unit))
        baris = self._baris.get(jabatan)
        if baris is None:
            baris = self._baris[jabatan] = digest_baris(self.katalog, unit)
        return Identitas(i.kode_wilayah, unit, i.tahun, seri, self.digest, baris=baris)

    @cached_property
    def _baris(self) -> dict[tuple[str, ...], str]:
        """The digest of the rows by the jabatan of a unit, which they follow from."""
        return {}


def _digest(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()[:16]
