"""The Perbandingan sheet of the rekap: this year beside an earlier one, and beside the target akhir Renstra."""

from __future__ import annotations

from ikixl.aturan import excel_capaian, hitung_capaian
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.layout.tinggi import tinggi_baris
from ikixl.rekap.bantu_rincian import rumus_ikut
from ikixl.rekap.data import tautan_blok
from ikixl.rekap.data_pembanding import acuan_pembanding
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import RINGKASAN, acuan_rincian, kunci_unit
from ikixl.rekap.rincian import mewakili
from ikixl.rumus.hasil import Hasil

__all__ = ["susun_perbandingan"]

KUNCI = "perbandingan"
_AWAL = ("no", "indikator", "satuan")
_LALU = ("lalu_r", "lalu_c", "lalu_dasar")
_KINI = ("kini_r", "kini_c", "kini_dasar")
_UBAH = ("ubah_r", "ubah_c", "arah")
_RENSTRA = ("renstra", "c_renstra")
# Changes smaller than what two decimals show are none.
_TETAP = 0.005
_WARNA = {"membaik": "hidup_lengkap", "menurun": "hidup_salah"}


def susun_perbandingan(ktk: KonteksRekap) -> Lembar:
    """A band per jabatan, under it its indikator; first, where another year is known, the instansi and its units."""
    templat = ktk.templat["perbandingan"]
    ada_lalu, ada_renstra = ktk.pembanding is not None, ktk.ada_renstra
    kunci = (*_AWAL, *(_LALU if ada_lalu else ()), *_KINI, *(_UBAH if ada_lalu else ()))
    kunci += _RENSTRA if ada_renstra else ()
    kolom = tuple(Kolom(k, templat["lebar"][k]) for k in kunci)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", _keterangan(ktk), "keterangan", 10),
        ],
        kolom,
    )
    warna: tuple[Warna, ...] = ()
    kelompok: list[str] = []
    if ada_lalu or ada_renstra:
        baris.append(baris_kepala(kolom, [_kepala(ktk, k) for k in kunci]))
        isi = [*_bagian_unit(ktk, kunci), *_bagian_indikator(ktk, kunci)]
        kelompok = [b.kunci for b in isi if b.kunci.startswith("pita@")]
        gabung += [Gabung(Rentang(k, "indikator", k, kunci[-1])) for k in kelompok]
        baris += isi
        if ada_lalu:
            daerah = Rentang(isi[0].kunci, "arah", isi[-1].kunci, "arah")
            acuan = {"c": Acuan(daerah.baris, "arah", mutlak=False)}
            kata = templat["kata"]
            warna = tuple(Warna(daerah, f'{{c}}="{kata[k]}"', gaya, acuan) for k, gaya in _WARNA.items())
        hilang = _hilang(ktk)
        if hilang:
            catatan, gabung_catatan = baris_lebar("hilang", hilang, "keterangan", kolom)
            baris.append(catatan)
            gabung.append(gabung_catatan)
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["perbandingan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        beku=(baris[3].kunci, "satuan") if len(baris) > 3 else None,
        kertas=ktk.kertas_terbagi(kolom, baris, kelompok, "kepala" if kelompok else ""),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _keterangan(ktk: KonteksRekap) -> str:
    templat = ktk.templat["perbandingan"]
    bagian = []
    if ktk.pembanding:
        bagian.append(templat["keterangan_lalu"].format(tahun=ktk.pembanding.tahun, sumber=ktk.pembanding.sumber))
    if ktk.ada_renstra:
        bagian.append(templat["keterangan_renstra"])
    return " ".join(bagian) or templat["kosong"]


def _kepala(ktk: KonteksRekap, kolom: str) -> str:
    lalu = ktk.pembanding.tahun if ktk.pembanding else 0
    tahun = ktk.konsolidasi.katalog.instansi.tahun
    pola: str = ktk.templat["perbandingan"]["kepala"][kolom]
    return pola.format(lalu=lalu, tahun=tahun, romawi=ktk.romawi[ktk.triwulan - 1])


def _hilang(ktk: KonteksRekap) -> str:
    """Which indikator of the other year this year's katalog no longer has."""
    lama = ktk.pembanding.indikator if ktk.pembanding else {}
    kode = [k for k in lama if k not in ktk.konsolidasi.hasil]
    if not kode:
        return ""
    sebut = "; ".join(f"{k} {lama[k].nama}" for k in kode[:20]) + (f"; dan {len(kode) - 20} lagi" * (len(kode) > 20))
    pola: str = ktk.templat["perbandingan"]["hilang"]
    return pola.format(n=len(kode), tahun=ktk.pembanding.tahun if ktk.pembanding else 0, kode=sebut)


def _pita(kunci: str, teks: str, kolom: tuple[str, ...]) -> Baris:
    """A band whose text runs over all columns from the second on."""
    sel = {k: Sel(None, "kelompok_lipat") for k in kolom}
    sel["indikator"] = Sel(teks, "kelompok_lipat")
    return Baris(f"pita@{kunci}", sel, 18)


def _bagian_unit(ktk: KonteksRekap, kolom: tuple[str, ...]) -> list[Baris]:
    if ktk.pembanding is None:
        return []
    templat, k = ktk.templat["perbandingan"], ktk.konsolidasi
    baris = [_pita("unit", templat["bagian_unit"], kolom)]
    unit = [(GABUNGAN, k.katalog.instansi.nama), *((u.kode, u.nama) for u in ktk.unit)]
    for nomor, (kode, nama) in enumerate(unit):
        kunci = kunci_unit(kode)
        hasil = k.capaian_instansi(ktk.triwulan) if kode == GABUNGAN else k.capaian_unit(kode, ktk.triwulan)
        lama = ktk.pembanding.rata.get(kode)
        lalu = lama.capaian[ktk.triwulan - 1] if lama else None
        sel = {n: Sel(None, "sel_teks") for n in kolom}
        sel["no"] = Sel(nomor or None, "sel_nomor")
        sel["indikator"] = Sel(Tautan(nama, RINGKASAN, kunci, "unit"), "sel_tautan")
        sel["lalu_c"] = _ambil(acuan_pembanding(kunci, f"c{ktk.triwulan}"), lalu)
        sel["lalu_dasar"] = Sel(templat["baru"], "status")
        if lama:
            dasar_lalu = Rumus("{d}", lama.dasar(ktk.triwulan), {"d": acuan_pembanding(kunci, f"d{ktk.triwulan}")})
            sel["lalu_dasar"] = Sel(dasar_lalu, "status")
        sel["kini_c"] = _ambil(Acuan(kunci, f"s{ktk.triwulan}", lembar=RINGKASAN), hasil.nilai)
        dasar = ktk.dasar_instansi if kode == GABUNGAN else ktk.dasar_unit(kode)
        sel["kini_dasar"] = Sel(Rumus("{d}", dasar, {"d": Acuan(kunci, "dasar", lembar=RINGKASAN)}), "status")
        sel |= _ubah(ktk, kunci, "c", lalu, hasil.nilai)
        sel["arah"] = _arah(ktk, kunci, lalu, hasil.nilai)
        baris.append(Baris(kunci, sel, tinggi_baris([(nama, templat["lebar"]["indikator"])])))
    return baris


def _bagian_indikator(ktk: KonteksRekap, kolom: tuple[str, ...]) -> list[Baris]:
    baris: list[Baris] = []
    jabatan, nomor = "", 0
    for h in ktk.konsolidasi.hasil.values():
        if h.indikator.jabatan != jabatan:
            jabatan, nomor = h.indikator.jabatan, 0
            nama = ktk.konsolidasi.katalog.cari_jabatan(jabatan).nama
            baris.append(_pita(f"jabatan@{jabatan}", nama, kolom))
        nomor += 1
        baris.append(_baris(ktk, h, nomor, kolom))
    return baris


def _baris(ktk: KonteksRekap, h: HasilIndikator, nomor: int, kolom: tuple[str, ...]) -> Baris:
    i, t, di = h.indikator, ktk.triwulan, mewakili(h)
    r, c = h.gabungan.realisasi_sd[t - 1], h.gabungan.capaian_sd[t - 1].hasil
    sel = {k: Sel(None, "sel_teks") for k in kolom}
    sel |= {"no": Sel(nomor, "sel_nomor"), "indikator": Sel(i.nama, "sel_teks"), "satuan": Sel(i.satuan, "sel_tengah")}
    sel["kini_r"] = _kini(acuan_rincian(i.kode, di, f"r{t}"), r, tautan_blok(ktk, i.kode, di))
    sel["kini_c"] = _kini(acuan_rincian(i.kode, di, f"c{t}"), c, tautan_blok(ktk, i.kode, di))
    dasar = rumus_ikut(ktk, h, di, "sd")
    sel["kini_dasar"] = Sel(Rumus("{d}", dasar.nilai, {"d": acuan_rincian(i.kode, di, "ikut")}), "status")
    if ktk.pembanding:
        sel |= _lalu(ktk, h)
    if "renstra" in kolom:
        sel |= _renstra(ktk, h, r)
    lebar = ktk.templat["perbandingan"]["lebar"]
    return Baris(i.kode, sel, tinggi_baris([(i.nama, lebar["indikator"]), (i.satuan, lebar["satuan"])]))


def _kini(acuan: Acuan, hasil: Hasil, tautan: Tautan) -> Sel:
    return Sel(Rumus("{c}", hasil.tampilan, {"c": acuan}), "angka_desimal", tautan=tautan)


def _ambil(acuan: Acuan, nilai: float | None) -> Sel:
    tautan = Tautan("", acuan.lembar, acuan.baris, acuan.kolom)
    return Sel(
        Rumus('IF(ISNUMBER({c}),{c},"")', angka_atau_kosong(nilai), {"c": acuan}), "angka_desimal", tautan=tautan
    )


def _lalu(ktk: KonteksRekap, h: HasilIndikator) -> dict[str, Sel]:
    """The other year's figures of an indikator and what changed; a figure in another satuan is no change."""
    i, t, templat = h.indikator, ktk.triwulan, ktk.templat["perbandingan"]
    lama = ktk.pembanding.indikator.get(i.kode) if ktk.pembanding else None
    if lama is None:
        return {"lalu_dasar": Sel(templat["baru"], "status"), "arah": Sel(templat["tanpa_arah"], "status")}
    r, c = lama.realisasi[t - 1], lama.capaian[t - 1]
    kini = h.gabungan.realisasi_sd[t - 1].nilai, h.gabungan.capaian_sd[t - 1].hasil.nilai
    sel = {
        "lalu_r": _ambil(acuan_pembanding(i.kode, f"r{t}"), r),
        "lalu_c": _ambil(acuan_pembanding(i.kode, f"c{t}"), c),
        "lalu_dasar": Sel(Rumus("{d}", lama.dasar(t), {"d": acuan_pembanding(i.kode, f"d{t}")}), "status"),
        **_ubah(ktk, i.kode, "c", c, kini[1]),
        "arah": _arah(ktk, i.kode, c, kini[1]),
    }
    if lama.satuan.casefold() == i.satuan.casefold():
        sel |= _ubah(ktk, i.kode, "r", r, kini[0])
    else:
        sel["ubah_r"] = Sel(templat["satuan_lain"].format(satuan=lama.satuan or "–"), "status")
    return sel


def _ubah(ktk: KonteksRekap, kunci: str, apa: str, lalu: float | None, kini: float | None) -> dict[str, Sel]:
    acuan = {"l": Acuan(kunci, f"lalu_{apa}"), "k": Acuan(kunci, f"kini_{apa}")}
    beda = None if lalu is None or kini is None else kini - lalu
    return {
        f"ubah_{apa}": Sel(
            Rumus('IF(COUNT({l},{k})=2,{k}-{l},"")', angka_atau_kosong(beda), acuan),
            "angka_desimal",
            tautan=Tautan("", KUNCI, kunci, f"lalu_{apa}", kunci, f"kini_{apa}"),
        )
    }


def _arah(ktk: KonteksRekap, kunci: str, lalu: float | None, kini: float | None) -> Sel:
    """Better or worse, in words, by the capaian: it has taken account of what is good for the indikator."""
    templat = ktk.templat["perbandingan"]
    kata, tanpa = templat["kata"], templat["tanpa_arah"]
    teks = (
        f'IF(ISNUMBER({{u}}),IF(ABS({{u}})<{_TETAP},"{kata["tetap"]}",'
        f'IF({{u}}>0,"{kata["membaik"]}","{kata["menurun"]}")),"{tanpa}")'
    )
    nilai = tanpa
    if lalu is not None and kini is not None:
        beda = kini - lalu
        nilai = kata["tetap"] if abs(beda) < _TETAP else kata["membaik" if beda > 0 else "menurun"]
    return Sel(Rumus(teks, nilai, {"u": Acuan(kunci, "ubah_c")}), "status")


def _renstra(ktk: KonteksRekap, h: HasilIndikator, realisasi: Hasil) -> dict[str, Sel]:
    """The target akhir Renstra, and this year's realisasi against it by the indikator's own rule of capaian."""
    i, aturan = h.indikator, ktk.konsolidasi.aturan
    target = ktk.konsolidasi.target_renstra(h)
    # Inside a range nothing is to be reached by a certain year.
    if target is None or i.arah == "rentang":
        return {}
    rumus = excel_capaian("{r}", "{t}", i.arah, aturan)
    acuan = {"r": Acuan(i.kode, "kini_r"), "t": Acuan(i.kode, "renstra")}
    hasil = hitung_capaian(realisasi, target, i.arah, aturan).hasil
    return {
        "renstra": _ambil(acuan_pembanding(i.kode, "renstra"), target),
        "c_renstra": Sel(
            Rumus(rumus, hasil.tampilan, acuan),
            "angka_desimal",
            tautan=Tautan("", KUNCI, i.kode, "kini_r", i.kode, "renstra"),
        ),
    }
