"""The Peringkat sheet of the rekap: units of one kind, and all of them, sorted live by capaian; ties share a rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ikixl.aturan import excel_predikat, predikat
from ikixl.katalog.model import Unit
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Rumus, Sel, TautanHidup, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.rekap.besar.acuan import rumus_baris_unit, tautan_unit_hidup
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import RINGKASAN, kunci_baris, kunci_lembar, kunci_unit
from ikixl.rekap.rincian import baris_awal
from ikixl.rekap.urutan import Urutan, nilai_banding, rumus_ambil, rumus_tempat, sel_urutan, urutkan

__all__ = ["susun_peringkat"]

KUNCI = "peringkat"
_KOLOM = ("peringkat", "unit", "capaian", "predikat", "isian", "dasar")
# Helpers: the unit that stands here in the katalog's order, its figure, its rows in the details, its rank and place;
# and who is shown here.
_BANTU = ("nama", "banding", "nilai", "terisi", "diminta", "asal", "awal", "akhir", "r", "u", "posisi")


def susun_peringkat(ktk: KonteksRekap, nomor: Mapping[str, int]) -> Lembar:
    """One list for each kind of unit that occurs more than once, then one of all; up to the rekap's triwulan.

    `nomor` tells the place of each row of the details (ikixl.rekap.rincian.nomor_baris).
    """
    templat = ktk.templat["peringkat"]
    kolom = (
        *(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True)),
        *(Kolom(k, 9, True) for k in _BANTU),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    warna: tuple[Warna, ...] = ()
    jenis = list(dict.fromkeys(u.jenis for u in ktk.unit))
    kelompok = [(j, [u for u in ktk.unit if u.jenis == j]) for j in jenis]
    daftar: list[tuple[str, str, list[Unit]]] = []
    for j, milik in kelompok:
        if len(milik) > 1:
            daftar.append((j, templat["jenis"].format(jenis=j), milik))
    if len(daftar) != 1 or len(daftar[0][2]) != len(ktk.unit):
        daftar.append(("semua", templat["semua"], list(ktk.unit)))
    pita: list[str] = []
    for kode, judul, milik in daftar:
        pita += [f"jarak_{kode}", f"judul_{kode}", f"kepala_{kode}"]
        isi, gabung_isi, daerah = _kelompok(ktk, nomor, kode, judul, milik, kolom)
        baris += isi
        gabung += gabung_isi
        warna += warna_predikat(daerah, {ktk.konsolidasi.aturan.skala})
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["peringkat"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        kertas=ktk.kertas_terbagi(kolom, baris, pita, awal=("judul_semua",)),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kelompok(
    ktk: KonteksRekap,
    nomor: Mapping[str, int],
    kode: str,
    judul: str,
    unit: Sequence[Unit],
    kolom: Sequence[Kolom],
) -> tuple[list[Baris], list[Gabung], Rentang]:
    nilai = [ktk.konsolidasi.capaian_unit(u.kode, ktk.triwulan).nilai for u in unit]
    urutan = urutkan(nilai)
    kunci = [f"{kode}{n}" for n in range(1, len(unit) + 1)]
    pita, gabung = baris_lebar(f"judul_{kode}", judul, "anak_judul", kolom, 11)
    kepala = baris_kepala(kolom, ktk.templat["peringkat"]["kepala"], f"kepala_{kode}")
    # The same for every row, of whom there may be thousands.
    daerah_kolom = {k.kunci: Acuan(kunci[0], k.kunci, kunci[-1], k.kunci) for k in kolom}
    isi = [_baris(ktk, kunci, n, unit, nilai, urutan, nomor, daerah_kolom) for n in range(len(unit))]
    daerah = Rentang(kunci[0], "predikat", kunci[-1], "predikat")
    return [Baris(f"jarak_{kode}", {}, 8), pita, kepala, *isi], [gabung], daerah


def _baris(
    ktk: KonteksRekap,
    kunci: Sequence[str],
    ke_berapa: int,
    unit: Sequence[Unit],
    nilai: Sequence[float | None],
    urutan: Urutan,
    nomor: Mapping[str, int],
    kolom: Mapping[str, Acuan],
) -> Baris:
    """One place, and hidden beside it the unit that stands at this number in the katalog; `kolom` are whole columns."""
    ini = kunci[ke_berapa]
    sel = _asal(ktk, unit[ke_berapa], nilai[ke_berapa], nomor)
    peringkat = urutan.peringkat[ke_berapa], urutan.tempat[ke_berapa]
    sel |= sel_urutan(Acuan(ini, "banding"), kolom["banding"], peringkat, ("r", "u"), menaik=False)
    ke = urutan.pada(ke_berapa + 1)
    posisi = Acuan(ini, "posisi")
    tautan = _tautan(ktk, posisi, kolom["awal"], kolom["akhir"])
    sel["posisi"] = Sel(rumus_tempat(ke_berapa + 1, kolom["u"], None if ke is None else ke + 1), "bantu")
    tampil = _tampil(ktk, unit[ke]) if ke is not None else dict.fromkeys(("unit", "isian", "dasar"), "")
    capaian = "" if ke is None else angka_atau_kosong(nilai[ke])
    skala = ktk.konsolidasi.aturan.skala
    label = predikat(capaian, skala) if isinstance(capaian, float) else ""
    isian = 'IF(ISNUMBER({p}),INDEX({i},{p})&" dari "&INDEX({d},{p}),"")'
    sel |= {
        "peringkat": Sel(
            rumus_ambil(posisi, kolom["r"], "" if ke is None else urutan.peringkat[ke] or ""),
            "sel_nomor",
            tautan=tautan,
        ),
        "unit": Sel(rumus_ambil(posisi, kolom["nama"], tampil["unit"]), "sel_teks"),
        "capaian": Sel(rumus_ambil(posisi, kolom["nilai"], capaian), "capaian_sel", tautan=tautan),
        "predikat": Sel(Rumus(excel_predikat("{c}", skala), label, {"c": Acuan(ini, "capaian")}), "predikat"),
        "isian": Sel(
            Rumus(isian, tampil["isian"], {"p": posisi, "i": kolom["terisi"], "d": kolom["diminta"]}), "status"
        ),
        "dasar": Sel(rumus_ambil(posisi, kolom["asal"], tampil["dasar"]), "status"),
    }
    return Baris(ini, sel, tinggi_baris([(str(tampil["unit"]), ktk.templat["peringkat"]["lebar"][1])]))


def _tautan(ktk: KonteksRekap, posisi: Acuan, awal: Acuan, akhir: Acuan) -> TautanHidup:
    """A link that selects the rows of the details of whatever unit stands here."""
    if ktk.besar:
        return tautan_unit_hidup(ktk, posisi, awal)
    pangkal = baris_awal(ktk)
    pertama, terakhir = (f"ROW({{s}})+INDEX({{{k}}},{{p}})-1" for k in ("a", "z"))
    return TautanHidup(
        kunci_lembar("sd"),
        f'IFERROR(ADDRESS({pertama},COLUMN({{s}}))&":"&ADDRESS({terakhir},COLUMN({{t}})),"B2")',
        {
            "p": posisi,
            "a": awal,
            "z": akhir,
            "s": Acuan(pangkal, "indikator", lembar=kunci_lembar("sd")),
            "t": Acuan(pangkal, "predikat", lembar=kunci_lembar("sd")),
        },
    )


def _asal(ktk: KonteksRekap, unit: Unit, nilai: float | None, nomor: Mapping[str, int]) -> dict[str, Sel]:
    """Helper cells: what Ringkasan says of a unit, and where its rows are in the details."""
    pangkal = Acuan(baris_awal(ktk), "indikator", lembar=kunci_lembar("sd"))
    milik = ktk.konsolidasi.katalog.indikator_unit(unit.kode)
    ujung = {}
    if ktk.besar:
        ujung["awal"] = Sel(rumus_baris_unit(ktk, unit.kode), "bantu")
    for kolom, i in () if ktk.besar else (("awal", milik[0]), ("akhir", milik[-1])):
        baris = kunci_baris(i.kode, unit.kode)
        acuan = {"b": Acuan(baris, "indikator", lembar=kunci_lembar("sd")), "s": pangkal}
        ujung[kolom] = Sel(Rumus("ROW({b})-ROW({s})+1", nomor[baris], acuan), "bantu")
    k, t = ktk.kelengkapan_unit[unit.kode], ktk.triwulan - 1

    def ringkasan(kolom: str) -> dict[str, Acuan]:
        return {"c": Acuan(kunci_unit(unit.kode), kolom, lembar=RINGKASAN)}

    banding = Rumus('IF(ISNUMBER({c}),ROUND({c},6),"")', angka_atau_kosong(nilai_banding(nilai)), ringkasan("capaian"))
    angka = Rumus('IF(ISNUMBER({c}),{c},"")', angka_atau_kosong(nilai), ringkasan("capaian"))
    return {
        "nama": Sel(unit.nama, "bantu"),
        "banding": Sel(banding, "bantu"),
        "nilai": Sel(angka, "bantu"),
        "terisi": Sel(Rumus("{c}", k.terisi[t], ringkasan("terisi")), "bantu"),
        "diminta": Sel(Rumus("{c}", k.diminta[t], ringkasan("diminta")), "bantu"),
        **ujung,
        "asal": Sel(Rumus("{c}", ktk.dasar_unit(unit.kode), ringkasan("dasar")), "bantu"),
    }


def _tampil(ktk: KonteksRekap, unit: Unit) -> dict[str, str]:
    k, t = ktk.kelengkapan_unit[unit.kode], ktk.triwulan - 1
    return {"unit": unit.nama, "isian": f"{k.terisi[t]} dari {k.diminta[t]}", "dasar": ktk.dasar_unit(unit.kode)}
