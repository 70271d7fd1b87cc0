"""The Target sheet: one input row per indikator."""

from __future__ import annotations

from ikixl.katalog.kunci import KunciIsian, kunci_target
from ikixl.katalog.model import Indikator, Jabatan, JenisIsian
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Warna
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_kepala, baris_penuh, kolom_terlihat
from ikixl.layout.konteks import Konteks
from ikixl.layout.rumus_isian import ISI_TIDAK_DIMINTA, menangkan_tahun, rumus_angka, sel_bantu
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_isian import warna_kosong, warna_salah
from ikixl.perhitungan import TRIWULAN, angka_sah, cara_target_indikator

__all__ = ["KUNCI", "susun_target"]

KUNCI = "target"


def _semula(triwulan: int) -> str:
    """Column key of a target before the change of the budget; 0 is the year's."""
    return f"a{triwulan}"


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["target"]["lebar"]
    return (
        Kolom("no", lebar["no"]),
        Kolom("jabatan", lebar["jabatan"]),
        Kolom("indikator", lebar["indikator"]),
        Kolom("satuan", lebar["satuan"]),
        *(Kolom(_semula(t), lebar["semula"]) for t in (*TRIWULAN, 0) if ktk.muatan.semula),
        *(Kolom(f"tw{t}", lebar["isian"]) for t in TRIWULAN),
        Kolom("tahun", lebar["isian"]),
        Kolom("cek", lebar["cek"]),
        *(Kolom(f"n{t}", 9, True) for t in TRIWULAN),
        Kolom("n0", 9, True),
        *(Kolom(f"s{t}", 9, True) for t in TRIWULAN),
        Kolom("gabungan", 9, True),
    )


def susun_target(ktk: Konteks) -> Lembar:
    """The Target sheet; helper columns n0..n4 and s1..s4 hold the numbers that Capaian refers to."""
    templat = ktk.templat["target"]
    kolom = _kolom(ktk)
    catatan = templat["keterangan_semula"] if ktk.muatan.semula else ""
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"] + catatan, "keterangan", 10),
        ],
        kolom,
    )
    baris.append(_kepala(ktk))
    baris += [_baris(ktk, n, j, i, kolom) for n, (j, i) in enumerate(ktk.indikator, start=1)]
    akhir = baris[-1].kunci
    awal = ktk.indikator[0][1].kode
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["target"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=_warna(ktk, awal, akhir),
        beku=(awal, "satuan"),
        saring=Rentang("kepala", "no", akhir, "cek"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )


@diingat
def _kepala(ktk: Konteks) -> Baris:
    templat = ktk.templat["target"]
    terlihat = kolom_terlihat(_kolom(ktk))
    return baris_kepala(terlihat, [templat["kepala"][k.kunci] for k in terlihat], petunjuk=templat["petunjuk_kolom"])


@diingat
def _warna(ktk: Konteks, awal: str, akhir: str) -> tuple[Warna, ...]:
    """Colours of the inputs: no number, a blank before a later target, changed from what it was."""
    isian = [*(f"tw{t}" for t in TRIWULAN), "tahun"]
    hasil = [
        *warna_salah(awal, akhir, isian, [*(_bantu(ktk, t) for t in TRIWULAN), "n0"]),
        *warna_kosong(awal, akhir, isian),
    ]
    for t in (*TRIWULAN, 0) if ktk.muatan.semula else ():
        kolom = f"tw{t}" if t else "tahun"
        acuan = {"c": Acuan(awal, kolom, mutlak=False), "a": Acuan(awal, _semula(t), mutlak=False)}
        syarat = "IF(COUNT({c},{a})=2,{c}<>{a},FALSE)"
        hasil.append(Warna(Rentang(awal, kolom, akhir, kolom), syarat, "hidup_berubah", acuan))
    return tuple(hasil)


@diingat
def _awal_baris(
    ktk: Konteks, nomor: int, jabatan: Jabatan, i: Indikator, kolom: tuple[Kolom, ...]
) -> tuple[dict[str, Sel], float, JenisIsian, str]:
    """What no target changes: the first cells and height of a row, how its targets are typed and combined."""
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "jabatan": Sel(jabatan.nama, "sel_teks"),
        "indikator": Sel(i.nama, "sel_teks"),
        "satuan": Sel(i.satuan, "sel_tengah"),
    }
    tinggi = tinggi_baris([(str(sel[k.kunci].isi), k.lebar) for k in kolom[1:4]])
    cara = cara_target_indikator(i, ktk.katalog.variabel_indikator(i.kode), "waktu")
    return sel, tinggi, ktk.jenis_target(i), cara


@diingat
def _pola_isian(ktk: Konteks, i: Indikator) -> tuple[tuple[int, str, KunciIsian | None, Sel], ...]:
    """(triwulan, column, input, cell) of the targets of a row; where there is no input the cell is as it stays."""
    jenis = ktk.jenis_target(i)
    satuan = "" if jenis == "persen" else i.satuan
    hasil: list[tuple[int, str, KunciIsian | None, Sel]] = []
    for t in (*TRIWULAN, 0):
        nama = f"tw{t}" if t else "tahun"
        if t and not ktk.diminta(i, t):
            hasil.append((t, nama, None, Sel(ISI_TIDAK_DIMINTA, "tidak_diminta")))
            continue
        kunci = kunci_target(i.kode, t)
        pola = ktk.sel_isian(kunci, jenis, None, wajib=t > 0, satuan=satuan)
        hasil.append((t, nama, kunci if ktk.punya_sel(kunci) else None, pola))
    return tuple(hasil)


@diingat
def _baris(ktk: Konteks, nomor: int, jabatan: Jabatan, i: Indikator, kolom: tuple[Kolom, ...]) -> Baris:
    h = ktk.hitungan[i.kode]
    awal, tinggi, jenis, cara = _awal_baris(ktk, nomor, jabatan, i, kolom)
    sel = dict(awal)
    for t, nama, kunci, pola in _pola_isian(ktk, i):
        sel[nama] = pola if kunci is None else Sel(ktk.isian.get(kunci), pola.gaya, pola.masukan, pola.persen)
        if ktk.muatan.semula:
            sel[_semula(t)] = _sel_semula(ktk, i, t, jenis)
    sel |= sel_bantu(i.kode, jenis, i.periode, cara, ktk.aturan.entri, h.target, h.target_sd)
    sel["n0"] = Sel(rumus_angka(jenis, Acuan(i.kode, "tahun"), h.target_tahun), "bantu")
    menangkan_tahun(sel, i.kode, "n0", h.target_gabungan, h.target_sd[3], "bantu")
    sel["cek"] = _cek(ktk, i, cara)
    return Baris(i.kode, sel, tinggi)


def _sel_semula(ktk: Konteks, i: Indikator, triwulan: int, jenis: JenisIsian) -> Sel:
    """The target before the change of the budget."""
    if triwulan and not ktk.diminta(i, triwulan):
        return Sel(ISI_TIDAK_DIMINTA, "tidak_diminta")
    nilai = ktk.muatan.semula.get(kunci_target(i.kode, triwulan))
    return Sel(nilai, f"semula_{jenis}", persen=jenis == "persen")


def _cek(ktk: Konteks, i: Indikator, cara: str) -> Sel:
    """Says what is missing or no number, else whether the year's target is what the four targets combine to.

    A mean has no such tie.
    """
    templat = ktk.templat["target"]
    h = ktk.hitungan[i.kode]
    tahun, gabungan = h.target_tahun, h.target_gabungan
    if tahun is None:
        nilai = templat["kosong"]
    elif cara == "rata" or gabungan is None:
        nilai = ""
    else:
        dekat = abs(tahun - gabungan) < 0.000001 * max(1, abs(tahun))
        nilai = templat["selaras"] if dekat else templat["beda"]
    isian = _isian_terbuka(ktk, i)
    diketik = [ktk.isian.get(kunci) for _, _, kunci in isian]
    # The year's target is wished for but not asked: the four quarters decide whether something is missing.
    if any(n is None for n, (_, _, kunci) in zip(diketik, isian, strict=True) if kunci.triwulan):
        nilai = templat["belum"]
    jenis = ktk.jenis_target(i)
    if any(n is not None and angka_sah(n, jenis) is None for n in diketik):
        nilai = templat["periksa"]
    teks, acuan = _rumus_cek(ktk, i, cara)
    return Sel(Rumus(teks, nilai, acuan), "status")


@diingat
def _rumus_cek(ktk: Konteks, i: Indikator, cara: str) -> tuple[str, dict[str, Acuan]]:
    templat = ktk.templat["target"]
    acuan = {"n": Acuan(i.kode, "n0"), "g": Acuan(i.kode, "gabungan")}
    if cara == "rata":
        teks = f'IF(ISNUMBER({{n}}),"","{templat["kosong"]}")'
    else:
        teks = (
            f"IF(ISNUMBER({{n}}),IF(ISNUMBER({{g}}),IF(ABS({{n}}-{{g}})<0.000001*MAX(1,ABS({{n}})),"
            f'"{templat["selaras"]}","{templat["beda"]}"),""),"{templat["kosong"]}")'
        )
    isian = _isian_terbuka(ktk, i)
    for nomor, (kolom, bantu, _) in enumerate(isian):
        acuan |= {f"m{nomor}": Acuan(i.kode, kolom), f"h{nomor}": Acuan(i.kode, bantu)}
    m, n = (",".join(f"{{{huruf}{nomor}}}" for nomor in range(len(isian))) for huruf in "mh")
    kosong = ",".join(f"ISBLANK({{m{nomor}}})" for nomor, (_, _, kunci) in enumerate(isian) if kunci.triwulan)
    if kosong:
        teks = f'IF(OR({kosong}),"{templat["belum"]}",{teks})'
    return f'IF(COUNT({n})<COUNTA({m}),"{templat["periksa"]}",{teks})', acuan


@diingat
def _isian_terbuka(ktk: Konteks, i: Indikator) -> tuple[tuple[str, str, KunciIsian], ...]:
    """(column, helper column of its number, input) of the targets that are typed or were accepted."""
    kunci = [kunci_target(i.kode, t) for t in TRIWULAN if ktk.diminta(i, t)]
    triwulan = ((f"tw{k.triwulan}", _bantu(ktk, k.triwulan), k) for k in kunci if ktk.punya_sel(k))
    return (*triwulan, ("tahun", "n0", kunci_target(i.kode, 0)))


def _bantu(ktk: Konteks, triwulan: int) -> str:
    """The helper column that holds the number typed for a triwulan; of running figures, in s4 the year's may win."""
    awalan = ktk.awalan_angka
    return "gabungan" if (awalan, triwulan) == ("s", TRIWULAN[-1]) else f"{awalan}{triwulan}"
