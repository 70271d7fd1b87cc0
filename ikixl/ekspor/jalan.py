"""`ekspor`: a profile applied to what the ledger holds, checked, and written in the formats that it knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ikixl.bawaan import baca_templat
from ikixl.dokumen import KonteksDokumen, tulis_dokumen
from ikixl.ekspor.baris import BahanEkspor, BarisEkspor, susun_baris
from ikixl.ekspor.catatan import catatan_ekspor, perlu_tahun_lalu
from ikixl.ekspor.kode import TabelKode, siapkan_kode
from ikixl.ekspor.periksa import HasilPeriksaEkspor, periksa_tabel
from ikixl.ekspor.profil import AWALAN_KODE, KolomEkspor, Profil, ambil_profil
from ikixl.ekspor.sumber import SUMBER, Isi
from ikixl.ekspor.tulis import susun_buku_ekspor, tulis_csv, tulis_json
from ikixl.errors import ProyekError
from ikixl.konsolidasi import Konsolidasi
from ikixl.ledger import Ledger
from ikixl.netral import netral
from ikixl.perekapan import konsolidasi_proyek
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.tahun_lalu import TahunLalu, buka_tahun_lalu, sumber_tahun_lalu
from ikixl.writer import tulis_buku

__all__ = ["HasilEkspor", "ekspor", "netral", "tulis_csv"]


@dataclass(frozen=True, slots=True)
class HasilEkspor:
    """One written export: file, number of rows, remarks, and why which rows were left out; all in Indonesian."""

    path: Path
    baris: int
    catatan: list[str]
    dilewati: list[str]


def ekspor(
    proyek: Proyek,
    profil: str,
    format: str | None = None,
    triwulan: int | None = None,
    tahun_lalu: Path | None = None,
) -> list[HasilEkspor]:
    """Write ekspor/<profil>-<tahun>-tw<N>.<format> (None: every format of the profile) up to `triwulan`.

    `triwulan` None is the last reported; `tahun_lalu` is an earlier year's project folder or rekap (None: that of the
    settings, where the profile asks for it). A profile with codes of another application makes or completes
    ekspor/kode-<...>.csv first. ProyekError if the profile or format is unknown, nothing was accepted yet where returns
    are needed, not one row passes the profile's checks, or `tahun_lalu` is no earlier year of this instansi.
    """
    aturan_ekspor = ambil_profil(profil, proyek.folder)
    pilihan = aturan_ekspor.format if format is None else (format,)
    if not set(pilihan) <= set(aturan_ekspor.format):
        raise ProyekError(
            f"Profil {profil} tidak dapat ditulis sebagai {format}.",
            f"Pilih salah satu: {', '.join(aturan_ekspor.format)}.",
        )
    with Ledger(proyek.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(proyek, ledger)
        tahun = konsolidasi.katalog.instansi.tahun
        ditahan = {b.unit for b in ledger.semua_berkas() if b.keadaan == "ditahan" and b.tahun == tahun}
    if aturan_ekspor.dasar == "isian" and not konsolidasi.isian:
        raise ProyekError("Belum ada buku kerja yang diterima.", "Jalankan dulu: ikixl terima")
    sumber = sumber_tahun_lalu(proyek, tahun_lalu) if tahun_lalu or perlu_tahun_lalu(aturan_ekspor) else None
    lalu = buka_tahun_lalu(sumber, konsolidasi.katalog.instansi) if sumber else None
    bahan = BahanEkspor(
        konsolidasi,
        triwulan or konsolidasi.triwulan_terakhir(),
        lalu.konsolidasi if lalu else None,
        _tabel_kode(proyek, aturan_ekspor, konsolidasi),
        tuple(sorted(ditahan)),
    )
    resmi = _isi_judul(aturan_ekspor, bahan)
    baris = list(susun_baris(resmi.baris, bahan))
    periksa = periksa_tabel(resmi.kolom, [(b.sebutan, [_ambil(k, b) for k in resmi.kolom]) for b in baris])
    periksa = _tolak_ganda(resmi, periksa, baris, bahan)
    if not periksa.tabel:
        raise ProyekError(*_tanpa_baris(resmi, periksa, bahan))
    catatan = [*catatan_ekspor(resmi, periksa, baris, bahan), *(_sebut_temuan(lalu) if lalu else ())]
    hasil = []
    for jenis in pilihan:
        path = proyek.ekspor / f"{profil}-{konsolidasi.katalog.instansi.tahun}-tw{bahan.triwulan}.{jenis}"
        tulis_atomik(path, _bita(jenis, resmi, periksa.tabel, bahan, proyek))
        hasil.append(HasilEkspor(path, len(periksa.tabel), catatan, periksa.dilewati))
    return hasil


def _sebut_temuan(lalu: TahunLalu) -> list[str]:
    """What the rekap of last year shows otherwise than its own Data comes to."""
    if not lalu.temuan:
        return []
    t = lalu.temuan[0]
    tempat = " ".join(n for n in (t.lembar, t.sel) if n)
    return [f"{len(lalu.temuan)} temuan pada {lalu.sumber}, yang dipakai hitungan ulang; {tempat}: {t.pesan}"]


def _tabel_kode(proyek: Proyek, profil: Profil, konsolidasi: Konsolidasi) -> TabelKode | None:
    if not profil.kode:
        return None
    milik = [(h.indikator.kode, h.indikator.nama) for h in konsolidasi.hasil.values()]
    return siapkan_kode(proyek.ekspor / f"kode-{profil.kode}.csv", milik, profil.tambahan)


def _isi_judul(profil: Profil, bahan: BahanEkspor) -> Profil:
    """The profile with every title filled in."""
    instansi = bahan.konsolidasi.katalog.instansi
    nama = {
        "tahun": instansi.tahun,
        "lalu": bahan.tahun_lalu.katalog.instansi.tahun if bahan.tahun_lalu else instansi.tahun - 1,
        "instansi": instansi.nama,
        "kabupaten_kota": instansi.kabupaten_kota,
        "romawi": baca_templat("unit")["satuan_waktu"]["romawi"][bahan.triwulan - 1],
    }
    kolom = tuple(k.model_copy(update={"judul": k.judul.format(**nama)}) for k in profil.kolom)
    return profil.model_copy(
        update={"kolom": kolom, "baris_judul": tuple(t.format(**nama) for t in profil.baris_judul)}
    )


def _ambil(k: KolomEkspor, b: BarisEkspor) -> Isi:
    if k.sumber == "tetap":
        return k.isi
    if k.sumber.startswith(AWALAN_KODE):
        milik = b.bahan.kode.tambahan.get(b.kode, {}) if b.bahan.kode else {}
        return milik.get(k.sumber.removeprefix(AWALAN_KODE), "")
    return SUMBER[k.sumber](b)


def _tolak_ganda(
    profil: Profil, periksa: HasilPeriksaEkspor, baris: Sequence[BarisEkspor], bahan: BahanEkspor
) -> HasilPeriksaEkspor:
    """Two indikator under one code of the application: the later would overwrite the earlier, so neither goes."""
    nomor = next((n for n, k in enumerate(profil.kolom) if k.sumber.startswith("kode_aplikasi")), None)
    if bahan.kode is None or nomor is None or profil.baris != "indikator" or not bahan.kode.ganda:
        return periksa
    sudah = {teks.partition(": ")[0] for teks in periksa.dilewati}
    dilewati = [
        f"{b.sebutan}: kode aplikasi {kode} dipakai lebih dari satu indikator"
        for b in baris
        if (kode := bahan.kode.aplikasi.get(b.kode)) in bahan.kode.ganda and b.sebutan not in sudah
    ]
    tabel = [isi for isi in periksa.tabel if isi[nomor] not in bahan.kode.ganda]
    return HasilPeriksaEkspor(tabel, [*periksa.dilewati, *dilewati], periksa.diubah)


def _tanpa_baris(profil: Profil, periksa: HasilPeriksaEkspor, bahan: BahanEkspor) -> tuple[str, str]:
    """Message and advice where not one row may be written."""
    if bahan.kode is not None and not bahan.kode.aplikasi:
        return (
            f"Kode indikator untuk {profil.kode} belum diisi, jadi tidak ada yang diekspor.",
            f"Isi kolom kode_aplikasi di {bahan.kode.path}, simpan sebagai CSV, lalu ulangi.",
        )
    if not periksa.dilewati:
        return "Katalog belum punya indikator, jadi tidak ada yang diekspor.", "Lengkapi tabel indikator lalu ulangi."
    sebab = "; ".join(periksa.dilewati[:3]) + ("; …" if len(periksa.dilewati) > 3 else "")
    return f"Tidak ada baris yang memenuhi profil {profil.nama}: {sebab}.", "Lengkapi yang disebut itu lalu ulangi."


def _bita(jenis: str, profil: Profil, tabel: list[list[Isi]], bahan: BahanEkspor, proyek: Proyek) -> bytes:
    instansi = bahan.konsolidasi.katalog.instansi
    if jenis == "csv":
        return tulis_csv([k.judul for k in profil.kolom], tabel)
    if jenis == "json":
        sifat = {
            "judul": profil.judul,
            "instansi": instansi.nama,
            "kode_wilayah": instansi.kode_wilayah,
            "tahun": instansi.tahun,
            "triwulan": bahan.triwulan,
        }
        return tulis_json(profil, tabel, sifat)
    if jenis == "docx":
        ktk = KonteksDokumen(bahan.konsolidasi, bahan.triwulan, proyek.pengaturan.kertas, bahan.tahun_lalu)
        return tulis_dokumen(profil, tabel, ktk)
    kertas = baca_templat("unit")["kertas"][proyek.pengaturan.kertas]
    return tulis_buku(susun_buku_ekspor(profil, tabel, f"{profil.judul} {instansi.nama} {instansi.tahun}", kertas))
