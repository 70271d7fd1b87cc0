"""Whether the workbook is ready to be sent, and where its gaps are: the part of Ringkasan that looks at the inputs."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.katalog.model import Indikator
from ikixl.layout import lembar_realisasi
from ikixl.layout.acuan_isian import teks_acuan
from ikixl.layout.buku import Acuan, Baris, Rumus, Sel, Tautan
from ikixl.layout.ingatan import diingat
from ikixl.layout.keadaan_isian import BERJALAN, jumlah_diminta, jumlah_kurang, triwulan_kurang
from ikixl.layout.konteks import Konteks

__all__ = ["baris_siap", "daftar_celah", "sel_isian_kurang"]

_REALISASI = lembar_realisasi.KUNCI
# Letters of a name that stand on one line of the list of gaps.
_NAMA_TERPANJANG = 60


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


def _tujuan(nama: str, nomor: str) -> str:
    """Formula text of the address of the first gap in row `nomor` of a part of the table on sheet `nama`.

    {a} is the first input of that part, {w} its column celah_tw. The address is found when the link is followed: rows
    and columns may have moved by then.
    """
    return f'"#{nama}!"&ADDRESS(ROW({{a}})+{nomor}-1,COLUMN({{a}})+INDEX({{w}},{nomor})-1)'


def daftar_celah(ktk: Konteks, banyak: int) -> list[Sel]:
    """Links to the first gaps of the workbook, `banyak` cells, one for each row of Realisasi that has any.

    Each names the triwulan and the data; as one is filled in, the next moves up.
    """
    semua = [i for _, i in ktk.indikator]
    variabel = [(i, v) for i in semua for v in ktk.katalog.variabel_indikator(i.kode)]
    celah = [(t, teks_acuan(ktk, v)) for i, v in variabel if (t := triwulan_kurang(ktk, i, v))]
    acuan = {k: _daerah(ktk, semua, kolom) for k, kolom in (("u", "urut"), ("w", "celah_tw"), ("v", "variabel"))}
    acuan["a"] = Acuan(acuan["u"].baris, "tw1", lembar=_REALISASI)
    romawi = ktk.templat["satuan_waktu"]["tw"]
    nama = ktk.templat["nama_lembar"]["realisasi"]
    hasil = []
    for urutan in range(1, banyak + 1):
        nomor = f"MATCH({urutan},{{u}},0)"
        tw = f'"{romawi[3]}"'
        for t in (3, 2, 1):
            tw = f'IF(INDEX({{w}},{nomor})={t},"{romawi[t - 1]}",{tw})'
        teks = f'{tw}&": "&LEFT(INDEX({{v}},{nomor}),{_NAMA_TERPANJANG})'
        rumus = f'IF(MAX({{u}})<{urutan},"",HYPERLINK({_tujuan(nama, nomor)},{teks}))'
        nilai = ""
        if urutan <= len(celah):
            t, data = celah[urutan - 1]
            nilai = f"{romawi[t - 1]}: {data[:_NAMA_TERPANJANG]}"
        hasil.append(Sel(Rumus(rumus, nilai, acuan), "sel_tautan"))
    return hasil


def sel_isian_kurang(ktk: Konteks, pilihan: Sequence[Indikator]) -> dict[str, Sel]:
    """Cells of the columns lengkap, kurang, celah (link to the first gap) and bagian (link to the section)."""
    templat = ktk.templat["ringkasan"]
    diminta, kurang = _hitung(ktk, pilihan)
    d, k, c = (_daerah(ktk, pilihan, kolom) for kolom in ("diminta", "kurang", "celah"))
    awal = Acuan(d.baris, "tw1", lembar=_REALISASI)
    lengkap = Rumus('IF(SUM({d})=0,"",1-SUM({k})/SUM({d}))', 1 - kurang / diminta if diminta else "", {"d": d, "k": k})
    nama = ktk.templat["nama_lembar"]["realisasi"]
    tujuan = _tujuan(nama, "MATCH(1,{c},0)")
    acuan = {"k": k, "c": c, "a": awal, "w": _daerah(ktk, pilihan, "celah_tw")}
    celah = Rumus(
        f'IF(SUM({{k}})=0,"",HYPERLINK({tujuan},"{templat["ke_celah"]}"))', templat["ke_celah"] if kurang else "", acuan
    )
    return {
        "lengkap": Sel(lengkap, "meter_angka"),
        "kurang": Sel(Rumus("SUM({k})", kurang, {"k": k}), "angka_bulat"),
        "celah": Sel(celah, "sel_tautan"),
        "bagian": Sel(Tautan(nama, _REALISASI, d.baris, "tw1"), "sel_tautan"),
    }
