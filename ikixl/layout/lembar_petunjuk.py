"""The Petunjuk sheet: one page that explains how to fill and return the workbook."""

from __future__ import annotations

from ikixl.layout import lembar_capaian, lembar_catatan, lembar_realisasi, lembar_ringkasan, lembar_target
from ikixl.layout.buku import Baris, Gabung, Kolom, Lembar, Rentang, Sel, Tautan
from ikixl.layout.kepala import baris_lebar
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris

__all__ = ["KUNCI", "susun_petunjuk"]

KUNCI = "petunjuk"


def susun_petunjuk(ktk: Konteks) -> Lembar:
    """The Petunjuk sheet, with links to the sheets it speaks of."""
    templat = ktk.templat["petunjuk"]
    kolom = tuple(Kolom(k, w) for k, w in zip(("no", "pokok", "isi", "ke"), templat["lebar"], strict=True))
    pasangan = [
        baris_lebar("judul", f"{templat['judul']} · {ktk.unit.nama.upper()}", "judul_kiri", kolom, 14),
        baris_lebar("pengantar", ktk.teks(templat["pengantar"]), "keterangan", kolom),
    ]
    baris: list[Baris] = [b for b, _ in pasangan]
    gabung: list[Gabung] = [g for _, g in pasangan]
    baris.append(Baris("jarak1", {}, 8))
    baris += _langkah(ktk, kolom)
    baris.append(Baris("jarak2", {}, 10))
    baris.append(Baris("judul_warna", {"no": Sel(templat["judul_warna"], "anak_judul")}, 18))
    for nomor, (gaya, nama, arti) in enumerate(templat["warna"], start=1):
        baris.append(
            Baris(
                f"warna{nomor}",
                {"pokok": Sel(nama, gaya), "isi": Sel(arti, "keterangan")},
                tinggi_baris([(arti, 62)]) + 2,
            )
        )
    baris.append(Baris("jarak3", {}, 10))
    baris.append(Baris("judul_jangan", {"no": Sel(templat["judul_jangan"], "anak_judul")}, 18))
    for nomor, teks in enumerate(templat["jangan"], start=1):
        kunci = f"jangan{nomor}"
        baris.append(
            Baris(kunci, {"no": Sel("•", "nomor_butir"), "pokok": Sel(teks, "keterangan")}, tinggi_baris([(teks, 92)]))
        )
        gabung.append(Gabung(Rentang(kunci, "pokok", kunci, "isi")))
    baris.append(Baris("jarak4", {}, 10))
    baris.append(Baris("judul_isi", {"no": Sel(templat["judul_isi"], "anak_judul")}, 18))
    for nomor, j in enumerate(ktk.jabatan, start=1):
        kunci = f"isi{nomor}"
        baris.append(
            Baris(
                kunci,
                {
                    "no": Sel(f"{nomor}.", "nomor_butir"),
                    "pokok": Sel(Tautan(f"IKI {j.nama}", f"iki:{j.kode}"), "tautan"),
                },
                15,
            )
        )
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["petunjuk"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        kertas=ktk.kertas(tinggi_halaman=1),
        warna_tab=ktk.templat["warna_tab"]["petunjuk"],
    )


def _langkah(ktk: Konteks, kolom: tuple[Kolom, ...]) -> list[Baris]:
    tujuan = (
        lembar_target.KUNCI,
        lembar_realisasi.KUNCI,
        lembar_catatan.KUNCI,
        lembar_ringkasan.KUNCI,
        lembar_capaian.KUNCI,
    )
    hasil = []
    langkah = ktk.templat["petunjuk"]["langkah"]
    for nomor, (pokok, isi) in enumerate(langkah, start=1):
        teks = ktk.teks(isi)
        sel = {
            "no": Sel(nomor, "sel_nomor"),
            "pokok": Sel(pokok, "kelompok"),
            "isi": Sel(teks, "sel_teks"),
            "ke": Sel(None, "sel_teks"),
        }
        if nomor < len(langkah):
            nama = ktk.templat["nama_lembar"][tujuan[nomor - 1]]
            sel["ke"] = Sel(Tautan(f"Buka {nama}", tujuan[nomor - 1]), "sel_tautan")
        hasil.append(Baris(f"langkah{nomor}", sel, tinggi_baris([(teks, kolom[2].lebar)]) + 4))
    return hasil
