"""One decree to katalog tables, without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ikixl.impor.berkas import baca_dokumen
from ikixl.impor.galat import ImporError
from ikixl.impor.instansi import baca_instansi
from ikixl.impor.rakit import Perangkai
from ikixl.impor.susun import susun
from ikixl.impor.tempat import tempatkan
from ikixl.katalog.model import RUMUS_BELUM, TABEL
from ikixl.temuan import Temuan

__all__ = ["HasilImpor", "impor"]


#: More jabatan than any kecamatan or dinas has.
_JABATAN_MAKS = 500


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """Katalog tables read from a document, as text rows by column; and what the importer was unsure of.

    `tabel` holds every table of the katalog, `instansi` as rows with kunci and nilai. Every temuan names the document
    (`berkas`) and the place in it (`sel`).
    """

    sumber: str
    tabel: Mapping[str, list[dict[str, str]]]
    temuan: tuple[Temuan, ...]

    def banyak(self, tabel: str) -> int:
        """Rows of a table."""
        return len(self.tabel[tabel])

    @property
    def ringkasan(self) -> str:
        """What was found, in one Indonesian sentence."""
        belum = sum(b["rumus"] == RUMUS_BELUM for b in self.tabel["indikator"])
        sasaran = len({(b["jabatan"], b["sasaran"]) for b in self.tabel["indikator"]})
        peringatan = sum(t.tingkat != "info" for t in self.temuan)
        return (
            f"{self.sumber}: {self.banyak('jabatan')} jabatan, {sasaran} sasaran, {self.banyak('indikator')} indikator "
            f"({belum} tanpa rumus), {self.banyak('variabel')} variabel, {self.banyak('target')} target; "
            f"{peringatan} hal perlu diperiksa."
        )


def impor(path: Path) -> HasilImpor:
    """Read a decree (.docx, .txt, .xlsx, .xls, .ods).

    ImporError where the file cannot be read as one, or holds no table of indikator at all.
    """
    dokumen = baca_dokumen(path)
    blok, temuan = susun(dokumen)
    if not blok:
        raise ImporError(
            f"Di {path.name} tidak ditemukan satu pun tabel indikator.",
            "Tabelnya harus mempunyai judul kolom seperti SASARAN, INDIKATOR KINERJA, FORMULASI dan SUMBER DATA; di "
            "berkas teks antarkolom dipisahkan tab.",
        )
    if len(blok) > _JABATAN_MAKS:
        raise ImporError(
            f"{path.name} berisi lebih dari {_JABATAN_MAKS} jabatan; itu bukan satu surat keputusan.",
            "Impor satu surat keputusan setiap kali.",
        )
    instansi, kurang = baca_instansi(dokumen)
    jabatan, unit, tebakan = tempatkan(blok, instansi["nama"])
    perangkai = Perangkai()
    for urutan, j in enumerate(jabatan, start=1):
        perangkai.tambah_jabatan(j, urutan)
    tabel = perangkai.tabel
    tabel["unit"] = [{kolom: u.get(kolom, "") for kolom in TABEL["unit"].model_fields} for u in unit]
    semua = [*kurang, *temuan, *tebakan, *perangkai.temuan]
    return HasilImpor(
        dokumen.nama,
        {"instansi": [{"kunci": k, "nilai": n} for k, n in instansi.items()], **tabel},
        tuple(Temuan(t.kode, berkas=dokumen.nama, sel=t.sel, rinci=t.rinci) for t in semua),
    )
