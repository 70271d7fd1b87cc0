"""Whether the workbook is ready to be sent, and where its gaps are: the part of Ringkasan that looks at the inputs."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.katalog.model import Indikator
from ikixl.layout import lembar_realisasi
from ikixl.layout.buku import Acuan, Baris, Rumus, Sel, Tautan
from ikixl.layout.ingatan import diingat
from ikixl.layout.keadaan_isian import BERJALAN, jumlah_diminta, jumlah_kurang
from ikixl.layout.konteks import Konteks

__all__ = ["baris_siap", "sel_isian_kurang"]

_REALISASI = lembar_realisasi.KUNCI


def _daerah(ktk: Konteks, pilihan: Sequence[Indikator], kolom: str) -> Acuan:
    """The cells of a column of Realisasi for some adjacent indikator."""
    baris = [
        lembar_realisasi.kunci_baris(i.kode, v.kode) for i in pilihan for v in ktk.katalog.variabel_indikator(i.kode)
    ]
    return Acuan(baris[0], kolom, baris[-1], kolom, _REALISASI)


def _hitung(ktk: Konteks, pilihan: Sequence[Indikator]) -> tuple[int, int]:
    """(due by now, missing of them) numbers of inputs."""
    pasangan = [(i, v) for i in pilihan for v in ktk.katalog.variabel_indikator(i.kode)]
    return sum(jumlah_diminta(ktk, i, v) for i, v in pasangan), sum(jumlah_kurang(ktk, i, v) for i, v in pasangan)


@diingat
def baris_siap(ktk: Konteks) -> list[Baris]:
    """Row "status" in large letters, and row "rincian" that says up to which triwulan it was judged and what lacks."""
    templat = ktk.templat["ringkasan"]
    romawi = ktk.templat["satuan_waktu"]["tw"]
    semua = [i for _, i in ktk.indikator]
    _, kurang = _hitung(ktk, semua)
    acuan = {
        "k": Acuan("unit@capaian", "kurang"),
        "b": Acuan(BERJALAN.baris, BERJALAN.kolom, lembar=_REALISASI),
    }
    status = Rumus(
        f'IF({{k}}=0,"{templat["siap"]}","{templat["belum"]}")', templat["siap" if not kurang else "belum"], acuan
    )
    waktu = f'"{romawi[3]}"'
    for t in (3, 2, 1):
        waktu = f'IF({{b}}={t},"{romawi[t - 1]}",{waktu})'
    rincian = Rumus(
        f'IF({{k}}=0,"{templat["rincian_siap"]}"&{waktu}&".",'
        f'{{k}}&"{templat["rincian_belum"]}"&{waktu}&"{templat["rincian_cara"]}")',
        f"{kurang}{templat['rincian_belum']}{romawi[ktk.berjalan - 1]}{templat['rincian_cara']}"
        if kurang
        else f"{templat['rincian_siap']}{romawi[ktk.berjalan - 1]}.",
        acuan,
    )
    return [
        Baris("status", {"label": Sel(status, "besar")}, 34),
        Baris("rincian", {"label": Sel(rincian, "tengah")}, 18),
    ]


def sel_isian_kurang(ktk: Konteks, pilihan: Sequence[Indikator]) -> dict[str, Sel]:
    """Cells of the columns lengkap, kurang, celah (link to the first gap) and bagian (link to the section)."""
    templat = ktk.templat["ringkasan"]
    diminta, kurang = _hitung(ktk, pilihan)
    d, k, c = (_daerah(ktk, pilihan, kolom) for kolom in ("diminta", "kurang", "celah"))
    awal = Acuan(d.baris, "tw1", lembar=_REALISASI)
    lengkap = Rumus('IF(SUM({d})=0,"",1-SUM({k})/SUM({d}))', 1 - kurang / diminta if diminta else "", {"d": d, "k": k})
    nama = ktk.templat["nama_lembar"]["realisasi"]
    # The address is found when the link is followed: rows and columns may have moved by then.
    tujuan = f'"#{nama}!"&ADDRESS(ROW({{a}})+MATCH(1,{{c}},0)-1,COLUMN({{a}}))'
    acuan = {"k": k, "c": c, "a": awal}
    celah = Rumus(
        f'IF(SUM({{k}})=0,"",HYPERLINK({tujuan},"{templat["ke_celah"]}"))', templat["ke_celah"] if kurang else "", acuan
    )
    return {
        "lengkap": Sel(lengkap, "meter_angka"),
        "kurang": Sel(Rumus("SUM({k})", kurang, {"k": k}), "angka_bulat"),
        "celah": Sel(celah, "sel_tautan"),
        "bagian": Sel(Tautan(nama, _REALISASI, d.baris, "tw1"), "sel_tautan"),
    }
