"""The IKI sheet of one jabatan, in the form of the decree: print-ready and locked."""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Mapping, Sequence
from itertools import groupby

from ikixl.katalog.model import Indikator, Jabatan
from ikixl.layout.buku import Baris, Gabung, Gambar, Kolom, Lembar, Rentang, Sel
from ikixl.layout.halaman import bagi_halaman, kertas_terbagi
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_kepala, baris_lebar
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import TINGGI_TERBESAR, tinggi_baris
from ikixl.perhitungan import simpul_rumus
from ikixl.rumus import to_text

__all__ = ["kunci_lembar", "nama_lembar", "susun_iki"]

_PIKSEL_PER_POIN = 96 / 72
# Room below the logo, in pixels.
_JARAK_LOGO = 6
_TERLARANG = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))


def kunci_lembar(jabatan: str) -> str:
    """Sheet key of the IKI of a jabatan."""
    return f"iki:{jabatan}"


def nama_lembar(nomor: int, jabatan: Jabatan) -> str:
    """Sheet name "IKI 3 Bendahara …", within Excel's 31 characters; the number keeps it unique."""
    awal = f"IKI {nomor} "
    sisa = 31 - len(awal)
    nama = " ".join(jabatan.nama.translate(_TERLARANG).split())
    if len(nama) > sisa:
        nama = nama[:sisa].rsplit(" ", 1)[0]
    return awal + nama


def susun_iki(ktk: Konteks, nomor: int, jabatan: Jabatan) -> Lembar:
    """The IKI sheet of a jabatan: kop surat, jabatan, tugas, fungsi, table, signatures."""
    kolom = _kolom(ktk)
    baris: list[Baris] = []
    gabung: list[Gabung] = []
    for bagian in (
        _kop(ktk, kolom),
        _uraian(ktk, jabatan, kolom),
        _tabel(ktk, jabatan, kolom),
        _tanda_tangan(ktk, jabatan),
    ):
        baris += bagian[0]
        gabung += bagian[1]
    terakhir = ktk.katalog.indikator_jabatan(jabatan.kode)[-1].kode
    kertas = ktk.kertas("kepala")
    skala, pisah = bagi_halaman(baris, "kepala", _awal_gabungan(gabung, terakhir, baris), kertas.ukuran)
    return Lembar(
        kunci=kunci_lembar(jabatan.kode),
        nama=nama_lembar(nomor, jabatan),
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        gambar=_logo(ktk, baris),
        kertas=kertas_terbagi(kertas, skala, pisah),
        warna_tab=ktk.templat["warna_tab"]["iki"],
    )


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["iki"]["lebar"]
    return tuple(Kolom(k, w) for k, w in zip(("no", "sasaran", "indikator", "rumus", "sumber"), lebar, strict=True))


def _awal_gabungan(gabung: Sequence[Gabung], baris: str, semua: Sequence[Baris]) -> str:
    """The row from which a page may start with `baris` on it: a merged sasaran must not be cut."""
    urut = {b.kunci: n for n, b in enumerate(semua)}
    for g in gabung:
        if urut[g.rentang.baris] < urut[baris] <= urut[g.rentang.baris_akhir]:
            return g.rentang.baris
    return baris


def _logo(ktk: Konteks, baris: Sequence[Baris]) -> tuple[Gambar, ...]:
    """The project's logo at the left of the letterhead, as high as its lines; none where the project has none."""
    if not ktk.pengaturan.logo:
        return ()
    tinggi = sum(b.tinggi or 0 for b in baris if b.kunci.startswith("kop") and b.kunci != "kop_garis")
    alt = ktk.templat["iki"]["alt_logo"].format(kabupaten_kota=ktk.katalog.instansi.kabupaten_kota)
    piksel = round(tinggi * _PIKSEL_PER_POIN) - _JARAK_LOGO
    return (Gambar(b64decode(ktk.pengaturan.logo), "kop1", "no", alt, piksel),)


Bagian = tuple[list[Baris], list[Gabung]]


@diingat
def _kop(ktk: Konteks, kolom: Sequence[Kolom]) -> Bagian:
    instansi = ktk.katalog.instansi
    templat = ktk.templat["iki"]
    di_bawah = ktk.unit.jenis in ("kelurahan", "desa")
    isi = [("kop1", templat["pemerintah"].format(kabupaten_kota=instansi.kabupaten_kota.upper()), "kop_instansi", 13.0)]
    if di_bawah:
        isi.append(("kop2", instansi.nama.upper(), "kop_instansi", 13.0))
    isi.append(("kop3", (ktk.unit.nama if di_bawah else instansi.nama).upper(), "kop_unit", 16.0))
    # The decree knows the address of the kecamatan only; a kelurahan's letterhead must not carry another's.
    if not di_bawah:
        kontak = [
            instansi.alamat,
            instansi.telepon and f"Telp. {instansi.telepon}",
            instansi.email and f"Email: {instansi.email}",
        ]
        if any(kontak):
            isi.append(("kop4", " · ".join(k for k in kontak if k), "kop_alamat", 10.0))
    isi += [
        ("kop_garis", "", "kop_garis", 4.0),
        ("judul", templat["judul"], "judul", 14.0),
        ("tahun", ktk.teks(templat["tahun"]), "judul", 14.0),
        ("jarak0", "", "biasa", 6.0),
    ]
    pasangan = [baris_lebar(k, t, g, kolom, h) for k, t, g, h in isi]
    return [b for b, _ in pasangan], [g for _, g in pasangan]


def _uraian(ktk: Konteks, jabatan: Jabatan, kolom: Sequence[Kolom]) -> Bagian:
    baris: list[Baris] = []
    gabung: list[Gabung] = []

    for kunci, nama in (("jabatan", jabatan.nama), ("unit", ktk.unit.nama)):
        satu, gabung_satu = baris_lebar(kunci, ktk.templat["iki"][kunci].format(isi=nama), "label_lipat", kolom)
        baris.append(satu)
        gabung.append(gabung_satu)
    butir = _butir(ktk, jabatan, kolom)
    return [*baris, *butir[0]], [*gabung, *butir[1]]


@diingat
def _butir(ktk: Konteks, jabatan: Jabatan, kolom: Sequence[Kolom]) -> Bagian:
    """The tugas and fungsi of a jabatan, and the gap below them."""
    baris: list[Baris] = []
    gabung: list[Gabung] = []
    for jenis in ("tugas", "fungsi"):
        butir = ktk.katalog.uraian_jabatan(jabatan.kode, jenis)
        if not butir:
            continue
        baris.append(Baris(jenis, {"no": Sel(jenis.upper(), "label")}, 16))
        gabung.append(Gabung(Rentang(jenis, "no", jenis, "sasaran")))
        lebar = sum(k.lebar for k in kolom[1:])
        for nomor, teks in enumerate(butir):
            kunci = f"{jenis}{nomor + 1}"
            huruf = chr(97 + nomor) if nomor < 26 else str(nomor + 1)
            sel = {"no": Sel(f"{huruf}.", "nomor_butir"), "sasaran": Sel(teks, "isi_teks")}
            baris.append(Baris(kunci, sel, tinggi_baris([(teks, lebar)])))
            gabung.append(Gabung(Rentang(kunci, "sasaran", kunci, "sumber")))
    baris.append(Baris("jarak1", {}, 8))
    return baris, gabung


def _penjelasan(ktk: Konteks, i: Indikator) -> str:
    """The decree's wording of the formula, and how ikixl reckons it."""
    variabel = ktk.katalog.variabel_indikator(i.kode)
    kalimat = to_text(simpul_rumus(i.rumus), {v.kode: v.nama for v in variabel})
    return "\n".join(t for t in (i.penjelasan, ktk.templat["iki"]["cara_hitung"] + kalimat) if t)


@diingat
def _tabel(ktk: Konteks, jabatan: Jabatan, kolom: Sequence[Kolom]) -> Bagian:
    baris = [baris_kepala(kolom, ktk.templat["iki"]["kepala"], gaya="kepala_iki")]
    gabung: list[Gabung] = []
    lebar = {k.kunci: k.lebar for k in kolom}
    kelompok = groupby(ktk.katalog.indikator_jabatan(jabatan.kode), key=lambda i: i.sasaran)
    for nomor, (sasaran, milik) in enumerate(kelompok, start=1):
        daftar = list(milik)
        isi = [(i.nama, _penjelasan(ktk, i), i.sumber_data) for i in daftar]
        tinggi = [tinggi_baris([(n, lebar["indikator"]), (r, lebar["rumus"]), (s, lebar["sumber"])]) for n, r, s in isi]
        # A merged sasaran never auto-fits: the last row takes what it needs beyond the others.
        kurang = tinggi_baris([(sasaran, lebar["sasaran"])]) - sum(tinggi)
        tinggi[-1] += max(kurang, 0)
        for urut, (i, teks, t) in enumerate(zip(daftar, isi, tinggi, strict=True)):
            sel = {
                "no": Sel(nomor if not urut else None, "sel_nomor"),
                "sasaran": Sel(sasaran if not urut else None, "sel_teks"),
                "indikator": Sel(teks[0], "sel_teks"),
                "rumus": Sel(teks[1], "sel_teks"),
                "sumber": Sel(teks[2], "sel_teks"),
            }
            satu, gabung_satu = _baris_tinggi(i.kode, sel, t)
            baris += satu
            gabung += gabung_satu
        if (akhir := baris[-1].kunci) != daftar[0].kode:
            gabung += [Gabung(Rentang(daftar[0].kode, k, akhir, k)) for k in ("no", "sasaran")]
    return baris, gabung


def _baris_tinggi(kunci: str, sel: Mapping[str, Sel], tinggi: float) -> Bagian:
    """A row of the table; several merged into one where the text needs more than Excel gives a row."""
    banyak = math.ceil(tinggi / TINGGI_TERBESAR)
    nama = [kunci, *(f"{kunci}+{n}" for n in range(1, banyak))]
    kosong = {k: Sel(None, s.gaya) for k, s in sel.items()}
    baris = [Baris(n, kosong if m else sel, round(tinggi / banyak, 1)) for m, n in enumerate(nama)]
    isi = ("indikator", "rumus", "sumber")
    return baris, [Gabung(Rentang(kunci, k, nama[-1], k)) for k in isi if banyak > 1]


def _pejabat(ktk: Konteks, jabatan: Jabatan) -> tuple[str, str]:
    """(name, NIP) of whoever holds a jabatan, as far as the katalog knows: only heads of units are named there."""
    tempat = ktk.unit
    if all(j.kode != jabatan.kode for j in ktk.katalog.jabatan_unit(tempat.kode)):
        unit = ktk.katalog.unit_jabatan(jabatan.kode)
        if len(unit) != 1:
            return "", ""
        tempat = unit[0]
    kepala = ktk.katalog.jabatan_unit(tempat.kode)[0]
    return (tempat.pejabat, tempat.nip) if kepala.kode == jabatan.kode else ("", "")


def _kepala_daerah(kabupaten_kota: str) -> str:
    """Title of the head of a kabupaten or kota."""
    jenis, _, nama = kabupaten_kota.partition(" ")
    return {"kota": f"Wali Kota {nama}", "kabupaten": f"Bupati {nama}"}.get(jenis.lower(), f"Kepala {kabupaten_kota}")


def _tanda_tangan(ktk: Konteks, jabatan: Jabatan) -> Bagian:
    """The two signatures: of the superior at the left, of whoever holds the jabatan at the right."""
    instansi = ktk.katalog.instansi
    nama_kanan, nip_kanan = _pejabat(ktk, jabatan)
    if jabatan.atasan:
        atasan = ktk.katalog.cari_jabatan(jabatan.atasan)
        jabatan_kiri, (nama_kiri, nip_kiri), pangkat = atasan.nama, _pejabat(ktk, atasan), ""
    elif ktk.unit.jenis == "kecamatan":
        # The head of the instansi answers to the head of the region, whom no katalog names.
        jabatan_kiri, nama_kiri, nip_kiri, pangkat = _kepala_daerah(instansi.kabupaten_kota), "", "", ""
        nama_kanan, nip_kanan = nama_kanan or instansi.pejabat, nip_kanan or instansi.nip
    else:
        jabatan_kiri = instansi.jabatan_pejabat
        nama_kiri, nip_kiri, pangkat = instansi.pejabat, instansi.nip, instansi.pangkat
    return _dua_tanda_tangan(ktk, jabatan, jabatan_kiri, nama_kiri, nip_kiri, pangkat, nama_kanan, nip_kanan)


@diingat
def _dua_tanda_tangan(
    ktk: Konteks,
    jabatan: Jabatan,
    jabatan_kiri: str,
    nama_kiri: str,
    nip_kiri: str,
    pangkat: str,
    nama_kanan: str,
    nip_kanan: str,
) -> Bagian:
    instansi = ktk.katalog.instansi
    templat = ktk.templat["iki"]
    titik = templat["titik_nama"]
    # The two merged halves: a long name of a jabatan wraps in them, never runs out of them.
    kiri, kanan = templat["lebar"][0] + templat["lebar"][1], templat["lebar"][3] + templat["lebar"][4]
    tinggi_jabatan = tinggi_baris([(jabatan_kiri, kiri), (jabatan.nama, kanan)]) + 4
    # A decree that names no place leaves no comma before the date either.
    tempat_tanggal = templat["tempat_tanggal"].format(kota=instansi.kota, tahun=instansi.tahun).removeprefix(", ")
    isi = [
        ("ttd1", "", tempat_tanggal, "ttd", 16),
        ("ttd2", templat["pejabat_penilai"], templat["pejabat_dinilai"], "ttd", 16),
        ("ttd3", jabatan_kiri, jabatan.nama, "ttd", tinggi_jabatan),
        ("ttd4", "", "", "ttd", 48),
        ("ttd5", nama_kiri or titik, nama_kanan or titik, "ttd_nama" if nama_kiri or nama_kanan else "ttd", 16),
        ("ttd6", pangkat, "", "ttd", 16 if pangkat else 2),
        ("ttd7", templat["nip"].format(isi=nip_kiri), templat["nip"].format(isi=nip_kanan), "ttd", 16),
    ]
    baris = [Baris("jarak2", {}, 14)]
    gabung: list[Gabung] = []
    for kunci, teks_kiri, teks_kanan, gaya, tinggi in isi:
        # Only names are underlined, not the dots on which one is to be written.
        gaya_kiri = "ttd" if gaya == "ttd_nama" and not nama_kiri else gaya
        gaya_kanan = "ttd" if gaya == "ttd_nama" and not nama_kanan else gaya
        baris.append(Baris(kunci, {"no": Sel(teks_kiri, gaya_kiri), "rumus": Sel(teks_kanan, gaya_kanan)}, tinggi))
        gabung += [Gabung(Rentang(kunci, "no", kunci, "sasaran")), Gabung(Rentang(kunci, "rumus", kunci, "sumber"))]
    return baris, gabung
