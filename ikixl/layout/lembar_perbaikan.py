"""The Perbaikan sheet of a marked-up return: what to look at again, one row each, with a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ikixl.bawaan import baca_templat
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Acuan, Baris, Buku, Kertas, Kolom, Lembar, Masukan, Rentang, Rumus, Sel, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris

__all__ = [
    "AWALAN_KOMENTAR",
    "KOLOM",
    "KUNCI",
    "ButirPerbaikan",
    "komentar_operator",
    "kotak_centang",
    "susun_perbaikan",
]

#: Key of the sheet: its marker says that a return was marked up by us.
KUNCI = "perbaikan"
#: Keys of its columns, in order.
KOLOM = ("no", "lembar", "sel", "tingkat", "ditemukan", "saran", "selesai")
#: What our own comments begin with, so that on return they are told from the operator's.
AWALAN_KOMENTAR = "[ikixl]"


@dataclass(frozen=True, slots=True)
class ButirPerbaikan:
    """One thing to look at again; `lembar` and `sel` are "" where it is about no sheet or no cell.

    `tingkat` is "galat" or "peringatan". `asal` is the place in the file as it was sent ("Realisasi H5") where this
    workbook has no such place.
    """

    kode: str
    tingkat: str
    lembar: str
    sel: str
    pesan: str
    saran: str
    asal: str = ""


def kotak_centang() -> tuple[str, str]:
    """What a box to tick holds: before and after it is ticked."""
    kata = baca_templat("perbaikan")["centang"]
    return kata["belum"], kata["sudah"]


def komentar_operator(teks: str) -> str:
    """What the operator wrote of the text of a comment: all that stands before our own words, "" if nothing does."""
    return teks.partition(AWALAN_KOMENTAR)[0].strip()


def susun_perbaikan(
    butir: Sequence[ButirPerbaikan], unit: str, berkas: str, kirim_ke: str, kertas: int, sebab: str = ""
) -> Buku:
    """Describe a workbook of the Perbaikan sheet alone, to be joined to a return.

    `unit` is the unit's name, `berkas` the file's, `kirim_ke` whom to send it to, `kertas` Excel's number of the paper.
    `sebab` says why the workbook around it had to be drawn anew, "" where it is the operator's own.
    """
    templat = baca_templat("perbaikan")
    kolom = tuple(Kolom(k, w) for k, w in zip(KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [
            ("judul", templat["judul"].format(unit=unit.upper()), "judul_kiri", 14),
            ("pengantar", templat["pengantar"].strip().format(berkas=berkas, kirim_ke=kirim_ke), "keterangan", 10),
        ],
        kolom,
    )
    if sebab:
        salinan = baris_lebar("salinan", templat["digambar_ulang"].strip().format(sebab=sebab), "label_lipat", kolom)
        baris.append(salinan[0])
        gabung.append(salinan[1])
    milik = [_baris(nomor, b, kolom) for nomor, b in enumerate(butir, start=1)]
    daerah = Rentang(milik[0].kunci, "selesai", milik[-1].kunci, "selesai")
    baris += [_kemajuan(daerah, len(milik)), baris_kepala(kolom, templat["kepala"]), *milik]
    _, sudah = kotak_centang()
    acuan = Acuan(daerah.baris, daerah.kolom, mutlak=False)
    lembar = Lembar(
        kunci=KUNCI,
        nama=templat["nama_lembar"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=(Warna(daerah, f'{{c}}="{sudah}"', "hidup_lengkap", {"c": acuan}),),
        beku=(milik[0].kunci, KOLOM[0]),
        kertas=Kertas(ukuran=kertas),
        warna_tab=templat["warna_tab"],
    )
    return Buku(judul=templat["nama_lembar"], lembar=(lembar,), aktif=KUNCI)


def _kemajuan(daerah: Rentang, jumlah: int) -> Baris:
    """A live count of the boxes that are ticked."""
    templat = baca_templat("perbaikan")
    (_, sudah), dari = kotak_centang(), templat["dari"]
    rumus = Rumus(
        f'COUNTIF({{c}},"{sudah}")&"{dari}{jumlah}"',
        f"0{dari}{jumlah}",
        {"c": Acuan(daerah.baris, daerah.kolom, daerah.baris_akhir, daerah.kolom)},
    )
    return Baris("kemajuan", {"saran": Sel(templat["kemajuan"], "contoh_label"), "selesai": Sel(rumus, "status")}, 18)


def _baris(nomor: int, butir: ButirPerbaikan, kolom: Sequence[Kolom]) -> Baris:
    templat = baca_templat("perbaikan")
    pesan = templat["di_berkas_asal"].format(tempat=butir.asal, pesan=butir.pesan) if butir.asal else butir.pesan
    pesan = f"{butir.kode}: {pesan}"
    lembar = butir.lembar or templat["seluruh_berkas"]
    selesai = Masukan(KunciIsian(f"{KUNCI}/selesai"), "teks")
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        # The one of the two that leads there; the links are laid on when the sheet joins a workbook.
        "lembar": Sel(lembar, "sel_tautan" if butir.lembar and not butir.sel else "sel_teks"),
        "sel": Sel(butir.sel or None, "sel_tautan"),
        "tingkat": Sel(templat["tingkat"][butir.tingkat], "sel_tengah"),
        "ditemukan": Sel(pesan, "sel_teks"),
        "saran": Sel(butir.saran, "sel_teks"),
        "selesai": Sel(kotak_centang()[0], "isian_centang", selesai),
    }
    lebar = {k.kunci: k.lebar for k in kolom}
    isi = [(pesan, lebar["ditemukan"]), (butir.saran, lebar["saran"]), (lembar, lebar["lembar"])]
    return Baris(f"butir{nomor}", sel, tinggi_baris(isi))
