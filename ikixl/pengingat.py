"""`ingatkan`: for each unit that is not complete a message to paste into WhatsApp, and the list as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ikixl.bawaan import baca_templat
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog
from ikixl.keadaan import StatusUnit, status_dari_ledger, temuan_terbuka
from ikixl.layout.buku import Baris, Buku, Kertas, Kolom, Lembar, Sel
from ikixl.layout.kepala import baris_kepala
from ikixl.layout.muatan import Muatan
from ikixl.layout.tinggi import TINGGI_TERBESAR, tinggi_baris
from ikixl.ledger import Berkas, Ledger
from ikixl.netral import netral
from ikixl.penerimaan.pertentangan import SALAH_UNIT, isi_tercatat, temuan_pengisi
from ikixl.perhitungan import triwulan_diminta
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan
from ikixl.writer import tulis_buku

__all__ = ["HasilPengingat", "PengingatUnit", "ingatkan"]

# Letters of a name or a reason that a message quotes; more would crowd out the others.
_PANJANG_NAMA = 70
_PANJANG_TEMPAT = 45
_PANJANG_SEBAB = 150
_PANJANG_SETELAN = 80
# What is wrong is said of this many places at most, then the gaps must have their turn.
_BANYAK_MASALAH = 3
# What WhatsApp takes for formatting; in a quoted name it would swallow letters.
_HIAS = str.maketrans(dict.fromkeys("*~`", ""))


@dataclass(frozen=True, slots=True)
class PengingatUnit:
    """The reminder of one unit: how it stands (as in `status`), every gap, the message and the line before it."""

    unit: str
    nama: str
    keadaan: str
    kurang: tuple[str, ...]
    pesan: str
    pemisah: str


@dataclass(frozen=True, slots=True)
class HasilPengingat:
    """What `ingatkan` made: up to which triwulan, both files, the reminders in the katalog's order.

    `lengkap` counts the units that owe nothing; `belum_terbit` names those that were never sent a workbook.
    """

    triwulan: int
    teks: Path
    daftar: Path
    unit: tuple[PengingatUnit, ...]
    lengkap: int
    belum_terbit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What the reminder of one unit is made from; `versi` names returns of it that contradict each other."""

    status: StatusUnit
    kurang: Sequence[tuple[Indikator, tuple[int, ...]]]
    isian_kosong: int
    masalah: Sequence[tuple[Berkas, Sequence[Temuan]]]
    versi: Sequence[str]


def ingatkan(proyek: Proyek, triwulan: int | None = None) -> HasilPengingat:
    """Write ekspor/ingatkan-<tahun>-tw<N>.txt and .xlsx for the units that owe anything up to `triwulan`.

    `triwulan` None is the last one issued for or reported by anybody. A unit owes something while an input asked so
    far is blank, while its workbook has not come back at all, while a return of it was refused or has a galat, or while
    it has to say which of several returns it means. What a held return holds is no gap: it was sent. The files are
    written also where nobody owes anything. ProyekError if nothing was issued yet; KatalogError or LedgerError as cause
    is given.
    """
    katalog = muat_sumber(proyek.katalog)
    tahun = katalog.instansi.tahun
    with Ledger(proyek.ledger) as ledger:
        if not ledger.terbitan_terakhir():
            raise ProyekError("Belum ada buku kerja yang diterbitkan.", "Jalankan dulu: ikixl buat")
        status = status_dari_ledger(katalog, ledger)
        terbuka = [(b, t) for b, t in temuan_terbuka(ledger, tahun) if b.tahun in (0, tahun)]
        isian: dict[str, set[KunciIsian]] = {}
        for b in ledger.isian_berlaku(tahun):
            if b.nilai is not None:
                isian.setdefault(b.unit, set()).add(KunciIsian(b.kunci, b.triwulan))
        for berkas, _ in terbuka:
            if berkas.keadaan == "ditahan":
                isian.setdefault(berkas.unit, set()).update(isi_tercatat(ledger.isian_berkas(berkas.sha256)))
        sampai = triwulan or _triwulan_berjalan(ledger, status)
    bahan = [_bahan(katalog, s, isian.get(s.unit, set()), terbuka, sampai) for s in status]
    berutang = [b for b in bahan if b.status.keadaan != "belum dikirim" and _berutang(b)]
    hasil = HasilPengingat(
        triwulan=sampai,
        teks=proyek.ekspor / f"ingatkan-{tahun}-tw{sampai}.txt",
        daftar=proyek.ekspor / f"ingatkan-{tahun}-tw{sampai}.xlsx",
        unit=tuple(_pengingat(proyek, katalog, b, sampai) for b in berutang),
        lengkap=sum(b.status.keadaan != "belum dikirim" and not _berutang(b) for b in bahan),
        belum_terbit=tuple(s.unit for s in status if s.keadaan == "belum dikirim"),
    )
    teks = "\n\n".join(f"{p.pemisah}\n{p.pesan}" for p in hasil.unit)
    # Notepad of older Windows wants the mark of UTF-8 and both line ends.
    tulis_atomik(hasil.teks, (teks + "\n").replace("\n", "\r\n").encode("utf-8-sig"))
    tulis_atomik(hasil.daftar, tulis_buku(_buku(proyek, katalog, hasil, len(status))))
    return hasil


def _triwulan_berjalan(ledger: Ledger, status: Sequence[StatusUnit]) -> int:
    """The last triwulan that a workbook was issued for or that any unit reported; 1 where there is neither."""
    terbit = (Muatan.dari_json(t.muatan).triwulan for milik in ledger.terbitan_terakhir().values() for t in milik)
    lapor = (t for s in status for t, n in enumerate(s.terisi, start=1) if n)
    return max(1, *terbit, *lapor)


def _bahan(
    katalog: Katalog,
    status: StatusUnit,
    isian: set[KunciIsian],
    terbuka: Sequence[tuple[Berkas, Sequence[Temuan]]],
    sampai: int,
) -> _Bahan:
    kurang = []
    kosong = 0
    for i in katalog.indikator_unit(status.unit):
        variabel = katalog.variabel_indikator(i.kode)
        hilang = [
            t
            for t in triwulan_diminta(i.periode)
            if t <= sampai
            for v in variabel
            if kunci_variabel(i.kode, v.kode, t) not in isian
        ]
        kosong += len(hilang)
        if hilang:
            kurang.append((i, tuple(sorted(set(hilang)))))
    milik = [(b, temuan_pengisi(t), any(n.kode == SALAH_UNIT for n in t)) for b, t in terbuka if b.unit == status.unit]
    masalah = [(b, t if b.keadaan == "ditolak" else [n for n in t if n.tingkat == "galat"]) for b, t, _ in milik]
    versi = [b.nama for b, _, lain in milik if b.keadaan == "ditahan" and not lain]
    return _Bahan(status, kurang, kosong, [(b, t) for b, t in masalah if t or b.keadaan == "ditolak"], versi)


def _berutang(bahan: _Bahan) -> bool:
    return bool(bahan.kurang or bahan.masalah or bahan.versi) or bahan.status.keadaan == "belum kembali"


def _pengingat(proyek: Proyek, katalog: Katalog, bahan: _Bahan, sampai: int) -> PengingatUnit:
    templat = baca_templat("pengingat")
    s = bahan.status
    kurang = tuple(
        templat["pesan"]["kurang"].format(
            kode=i.kode, indikator=_kutip(i.nama, _PANJANG_NAMA), triwulan=", ".join(_romawi(t) for t in triwulan)
        )
        for i, triwulan in bahan.kurang
    )
    pesan = _pesan(templat["pesan"], bahan, kurang, _nama(proyek, katalog, s, sampai, bahan))
    pemisah = templat["berkas"]["pemisah"].format(kode=s.unit, unit=s.nama)
    return PengingatUnit(s.unit, s.nama, s.keadaan, tuple(k.removeprefix("- ") for k in kurang), pesan, pemisah)


def _nama(proyek: Proyek, katalog: Katalog, status: StatusUnit, sampai: int, bahan: _Bahan) -> dict[str, str | int]:
    """What the placeholders of a message stand for."""
    p = proyek.pengaturan
    return {
        "unit": _kutip(status.nama, _PANJANG_TEMPAT),
        "instansi": _kutip(katalog.instansi.nama, _PANJANG_TEMPAT),
        "tahun": katalog.instansi.tahun,
        "romawi": _romawi(sampai),
        "isian": bahan.isian_kosong,
        "kirim_ke": _kutip(p.kirim_ke, _PANJANG_SETELAN),
        "batas_kirim": _kutip(p.batas_kirim, _PANJANG_SETELAN),
    }


def _pesan(templat: Mapping[str, Any], bahan: _Bahan, kurang: Sequence[str], nama: Mapping[str, str | int]) -> str:
    """The message: greeting, what is wrong, what is missing as far as it fits, deadline and address, thanks."""
    if bahan.masalah:
        pembuka = "perbaikan"
    elif bahan.versi:
        pembuka = "versi"
    elif bahan.status.keadaan == "belum kembali":
        pembuka = "belum_kembali"
    else:
        pembuka = "sebagian"
    awal = [templat[k].format(**nama) for k in ("judul", "salam", pembuka)]
    akhir = [templat[k].format(**nama) for k in ("batas", "penutup")]
    ruang = templat["terpanjang"] - len("\n\n".join([*awal, "", "", *akhir]))
    masalah = _muat(_masalah(templat, bahan), ruang, templat["masalah_lagi"], _BANYAK_MASALAH)
    ruang -= len("\n".join(masalah)) + len(templat["judul_kurang"]) + 1
    muat = _muat(kurang, ruang, templat["kurang_lagi"], len(kurang))
    bagian = [*awal, "\n".join(masalah), "\n".join([templat["judul_kurang"], *muat]) if muat else "", *akhir]
    return "\n\n".join(b for b in bagian if b)


def _muat(baris: Sequence[str], ruang: int, lagi: str, terbanyak: int) -> list[str]:
    """As many lines as fit, `terbanyak` at most, and one that says how many are left out; else none at all."""
    for banyak in range(min(len(baris), terbanyak), -1, -1):
        sisa = len(baris) - banyak
        isi = [*baris[:banyak], *([lagi.format(n=sisa)] if sisa else [])]
        if len("\n".join(isi)) <= ruang:
            return isi
    return []


def _masalah(templat: Mapping[str, Any], bahan: _Bahan) -> list[str]:
    """What is wrong with the returns: which are meant, why one was refused, the cells that could not be used.

    Only what was found is told: what the registry advises is meant for whoever runs ikixl.
    """
    hasil = []
    if bahan.versi:
        nama = ", ".join(_kutip(n, _PANJANG_TEMPAT) for n in bahan.versi[-_BANYAK_MASALAH:])
        hasil.append(templat["beda_versi"].format(n=len(bahan.versi), berkas=nama))
    for berkas, temuan in bahan.masalah:
        nama = _kutip(berkas.nama, _PANJANG_TEMPAT)
        if berkas.keadaan == "ditolak":
            sebab = _kutip(temuan[0].pesan, _PANJANG_SEBAB) if temuan else templat["tanpa_sebab"]
            hasil.append(templat["ditolak"].format(berkas=nama, sebab=sebab))
            continue
        for t in temuan:
            tempat = " ".join(n for n in (t.lembar, t.sel) if n) or "isi"
            hasil.append(templat["periksa"].format(berkas=nama, tempat=tempat, sebab=_kutip(t.pesan, _PANJANG_SEBAB)))
    return hasil


def _kutip(teks: str, panjang: int) -> str:
    """A foreign text on one line, without WhatsApp's marks, cut at a word."""
    satu = " ".join(teks.translate(_HIAS).split())
    if len(satu) <= panjang:
        return satu
    potong = satu[: panjang - 1]
    return (potong.rsplit(" ", 1)[0] if " " in potong[panjang // 2 :] else potong) + "…"


def _romawi(triwulan: int) -> str:
    return str(baca_templat("unit")["satuan_waktu"]["romawi"][triwulan - 1])


def _buku(proyek: Proyek, katalog: Katalog, hasil: HasilPengingat, semua: int) -> Buku:
    """The list as a plain sheet: unit, state, gaps, message."""
    templat = baca_templat("pengingat")["daftar"]
    nama = {"romawi": _romawi(hasil.triwulan), "tahun": katalog.instansi.tahun, "instansi": katalog.instansi.nama}
    judul = templat["judul"].format(**nama)
    kolom = tuple(
        Kolom(k, w) for k, w in zip(("unit", "nama", "keadaan", "kurang", "pesan"), templat["lebar"], strict=True)
    )
    baris = [
        Baris("judul", {"unit": Sel(judul, "judul_kiri")}, 20),
        Baris("anak", {"unit": Sel(templat["anak"].format(**nama, banyak=len(hasil.unit), semua=semua), "anak_judul")}),
        baris_kepala(kolom, templat["kepala"]),
    ]
    for p in hasil.unit:
        isi = (p.unit, p.nama, p.keadaan, "\n".join(p.kurang), p.pesan)
        tinggi = tinggi_baris([(teks, k.lebar) for teks, k in zip(isi, kolom, strict=True)])
        sel = {k.kunci: Sel(netral(teks), "sel_teks") for teks, k in zip(isi, kolom, strict=True)}
        baris.append(Baris(p.unit, sel, min(tinggi, TINGGI_TERBESAR)))
    lembar = Lembar(
        kunci="pengingat",
        nama=templat["lembar"],
        kolom=kolom,
        baris=tuple(baris),
        beku=(hasil.unit[0].unit, "keadaan") if hasil.unit else None,
        kertas=Kertas(ukuran=baca_templat("unit")["kertas"][proyek.pengaturan.kertas], ulang_awal="kepala", kaki=judul),
        terkunci=False,
        berkunci=False,
    )
    return Buku(judul, (lembar,))
