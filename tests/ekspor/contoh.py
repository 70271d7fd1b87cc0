"""A project whose returns are written straight into a Konsolidasi: exports need no workbook to have been drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ikixl.ekspor import jalan
from ikixl.katalog.model import Katalog
from ikixl.konsolidasi import Konsolidasi
from ikixl.proyek import Proyek
from tests.contoh_kecil import katalog_kecil
from tests.dokumen.contoh import LAPORAN, konsolidasi
from tests.proyek_kecil import proyek_kecil

__all__ = ["CATATAN", "isi_kode", "katalog_dengan", "katalog_jahat", "pasang", "proyek_isi"]

CATATAN: Mapping[tuple[str, str, str], str] = {
    ("1001", "LURAH.01", "kendala"): "pemohon tidak lengkap",
    ("1002", "LURAH.01", "kendala"): "- kurang tenaga",
    ("1001", "LURAH.01", "pic"): "Kasi Pelayanan",
    ("1002", "LURAH.01", "pic"): "Kasi Pelayanan",
    ("1001", "LURAH.01", "batas_waktu"): "2024-07-31",
    ("1002", "LURAH.01", "batas_waktu"): "2024-09-30",
    ("1001", "LURAH.01", "tautan_bukti"): "https://contoh.go.id/" + "a" * 300,
}


def katalog_dengan(**indikator: str) -> Katalog:
    """The small katalog with other fields of LURAH.01."""
    k = katalog_kecil()
    semua = tuple(i.model_copy(update=indikator) if i.kode == "LURAH.01" else i for i in k.indikator)
    return replace(k, indikator=semua)


def katalog_jahat(nama: Mapping[str, str]) -> Katalog:
    """The small katalog with an indikator SEKCAM.J<n> of the sekretariat for each text, which is all its texts."""
    k = katalog_kecil()
    indikator, variabel, target = [], [], []
    for nomor, teks in enumerate(nama.values()):
        kode = f"SEKCAM.J{nomor}"
        sifat = {"nama": teks, "sasaran": teks, "penjelasan": teks, "sumber_data": teks, "satuan": teks[:40]}
        tempat = {"kode": kode, "jabatan": "SEKCAM", "urutan": 10 + nomor}
        indikator.append(k.cari_indikator("LURAH.01").model_copy(update={**tempat, **sifat}))
        variabel += [v.model_copy(update={"indikator": kode, "nama": teks}) for v in k.variabel_indikator("LURAH.01")]
        target.append(k.target[1].model_copy(update={"indikator": kode}))
    return replace(
        k,
        indikator=(*k.indikator, *indikator),
        variabel=(*k.variabel, *variabel),
        target=(*k.target, *target),
    )


def pasang(monkeypatch: pytest.MonkeyPatch, k: Konsolidasi) -> None:
    """Let exports take these figures."""
    monkeypatch.setattr(jalan, "konsolidasi_proyek", lambda *_: k)


def proyek_isi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, katalog: Katalog | None = None) -> Proyek:
    """A project of which two kelurahan have reported triwulan I."""
    pasang(monkeypatch, konsolidasi(LAPORAN, CATATAN, katalog))
    return proyek_kecil(tmp_path)


def isi_kode(proyek: Proyek, nama: str, **kode: str) -> Path:
    """Write a filled table of codes, as a person saves it from Excel; KODE_01="1.1" is for KODE.01."""
    path = proyek.ekspor / f"kode-{nama}.csv"
    baris = [f"{k.replace('_', '.', 1)};;{v}" for k, v in kode.items()]
    path.write_text("\r\n".join(["kode;nama;kode_aplikasi", *baris, ""]), encoding="utf-8-sig")
    return path
