"""`rekap --dari`: rekap of several instansi, or of levels below, consolidated one level up."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ikixl.akar import NAMA_PENGATURAN
from ikixl.arsip import simpan_arsip
from ikixl.errors import BerkasTidakTerbacaError, IkixlError, ProyekError
from ikixl.penerimaan.kiriman import baca_bita
from ikixl.perekapan import rekap_kini
from ikixl.proyek import buka
from ikixl.simpan import nama_berkas, sebab_os, tulis_atomik
from ikixl.temuan import Temuan
from ikixl.tingkat import (
    Anggota,
    KonteksTingkat,
    Sumber,
    Tingkat,
    aturan_bersama,
    baca_anggota,
    sebut_aturan,
    susun_buku_tingkat,
)
from ikixl.writer import tulis_buku

__all__ = ["HasilGabung", "gabung_rekap"]

Lapor = Callable[[str], None]
_ROMAWI = ("I", "II", "III", "IV")
# The name of a rekap: all but the triwulan, and the triwulan.
_TRIWULAN = re.compile(r"(.*)-tw([1-4])\.xlsx", re.IGNORECASE)


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilGabung:
    """What `gabung_rekap` made: the file, the level, the triwulan it runs up to, every temuan, and the names of the
    inputs that are not in it: `ditolak` could not be, `lama` are of an earlier triwulan than another file beside them.
    """

    path: Path
    tingkat: Tingkat
    triwulan: int
    temuan: tuple[Temuan, ...]
    ditolak: tuple[str, ...]
    lama: tuple[str, ...] = ()


def gabung_rekap(
    sumber: Sequence[Path],
    ke: Path,
    nama: str = "",
    triwulan: int | None = None,
    lapor: Lapor = _diam,
    *,
    beda_tahun: bool = False,
) -> HasilGabung:
    """Consolidate rekap files and project folders into `ke`/rekap/rekap-<nama>-<tahun>-tw<N>.xlsx.

    A folder that is no project stands for the rekap files and projects in it and in its subfolders (one level, arsip/
    left out); of a rekap that lies there for several triwulan the last is taken, which holds the earlier ones. Every
    input is kept in `ke`/arsip first.
    Inputs of another year than most are left out, unless `beda_tahun`.
    `nama` names the level ("": the kabupaten/kota that all share). `triwulan` None: the furthest of the inputs.
    ProyekError where `ke` is a project, where nothing can be used, or where an instansi is given twice.
    """
    if (ke / NAMA_PENGATURAN).is_file():
        raise ProyekError(
            f"Folder {ke} adalah proyek sebuah instansi; rekap gabungan tidak ditulis di sana.",
            "Sebut folder lain, misalnya: --ke kabupaten",
        )
    masukan, lama = _cari(sumber)
    anggota, temuan, ditolak = _baca_semua(masukan, ke / "arsip", lapor)
    tahun = _tahun(anggota)
    lain = [a for a in anggota if a.tahun != tahun]
    temuan += [_beda_tahun(a, tahun, "TINGKAT-16" if beda_tahun else "TINGKAT-08") for a in lain]
    if not beda_tahun:
        anggota = [a for a in anggota if a.tahun == tahun]
        ditolak += [a.sumber.berkas for a in lain]
    if not anggota:
        rinci = "\n".join(f"- {t.berkas}: {t.pesan} {t.saran}" for t in temuan if t.tingkat == "galat")
        raise ProyekError(f"Tidak ada rekap yang dapat digabung:\n{rinci}")
    _tolak_ganda(anggota)
    tingkat = Tingkat(nama or _nama(anggota), tahun, aturan_bersama([a.aturan for a in anggota]), tuple(anggota))
    sampai = triwulan or tingkat.triwulan
    temuan += [*_beda_aturan(tingkat), *_tertinggal(tingkat, sampai), *_tidak_digabung(tingkat)]
    arsip = {sha: Path(os.path.relpath(p, ke / "rekap")).as_posix() for sha, p in _terarsip(masukan).items()}
    path = ke / "rekap" / f"{nama_berkas('rekap', tingkat.nama, tingkat.tahun, 'xlsx')[:-5]}-tw{sampai}.xlsx"
    tulis_atomik(path, tulis_buku(susun_buku_tingkat(KonteksTingkat(tingkat, sampai, tuple(temuan), arsip))))
    return HasilGabung(path, tingkat, sampai, tuple(temuan), tuple(ditolak), tuple(p.name for p in lama))


@dataclass(slots=True)
class _Masukan:
    """One input: its path, whether it is a project, how it is called; after reading, where it is archived."""

    path: Path
    proyek: bool
    nama: str = ""
    sha256: str = ""
    arsip: Path | None = None


def _cari(sumber: Sequence[Path]) -> tuple[list[_Masukan], list[Path]]:
    """The inputs, and the rekap files that give way to one of a later triwulan beside them."""
    hasil: dict[Path, _Masukan] = {}
    lama: list[Path] = []
    for path in sumber:
        if not path.exists():
            raise ProyekError(f"{path} tidak ditemukan.", "Periksa alamat yang disebut sesudah --dari.")
        ditemukan = [path] if path.is_file() or _proyek(path) else _isi_folder(path)
        if not ditemukan:
            raise ProyekError(
                f"Folder {path} dan subfoldernya tidak berisi rekap (.xlsx) atau proyek ikixl.",
                "Kumpulkan berkas rekap di satu folder, lalu sebut folder itu sesudah --dari.",
            )
        if ditemukan != [path]:
            digantikan = _digantikan(ditemukan)
            lama += digantikan
            ditemukan = [p for p in ditemukan if p not in digantikan]
        for p in ditemukan:
            hasil.setdefault(p.resolve(), _Masukan(p.resolve(), not p.is_file()))
    _namai(list(hasil.values()))
    return list(hasil.values()), lama


def _digantikan(berkas: Sequence[Path]) -> list[Path]:
    """Files named as we name a rekap, where the same folder holds the same rekap of a later triwulan."""
    terakhir: dict[tuple[Path, str], int] = {}
    cocok = [(p, m) for p in berkas if (m := _TRIWULAN.fullmatch(p.name)) is not None]
    for p, m in cocok:
        kunci = p.parent, m[1].casefold()
        terakhir[kunci] = max(terakhir.get(kunci, 0), int(m[2]))
    return [p for p, m in cocok if int(m[2]) < terakhir[p.parent, m[1].casefold()]]


def _proyek(path: Path) -> bool:
    return (path / NAMA_PENGATURAN).is_file()


def _isi_folder(folder: Path) -> list[Path]:
    """The rekap files and projects in a folder and its subfolders; arsip/ holds those that are in a rekap already."""
    isi = _daftar(folder)
    sub = [p for p in isi if p.is_dir() and not _proyek(p) and p.name.casefold() != "arsip"]
    berkas = [p for f in (folder, *sub) for p in (isi if f is folder else _daftar(f)) if _mungkin_rekap(p)]
    return [*berkas, *(p for p in isi if p.is_dir() and _proyek(p))]


def _daftar(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as galat:
        raise ProyekError(f"Folder {folder} tidak dapat dibuka: {sebab_os(galat)}.") from galat


def _mungkin_rekap(path: Path) -> bool:
    # Names with these beginnings are what spreadsheet programs leave beside a file they have open.
    return path.suffix.lower() == ".xlsx" and not path.name.startswith((".", "~$")) and path.is_file()


def _namai(masukan: list[_Masukan]) -> None:
    """Short names that tell the inputs apart: the last parts of their paths, as many as it takes."""
    for panjang in range(1, 12):
        for m in masukan:
            m.nama = "/".join(m.path.parts[-panjang:])
        if len({m.nama for m in masukan}) == len(masukan):
            return


def _baca_semua(
    masukan: Iterable[_Masukan], arsip: Path, lapor: Lapor
) -> tuple[list[Anggota], list[Temuan], list[str]]:
    anggota: list[Anggota] = []
    temuan: list[Temuan] = []
    ditolak: list[str] = []
    pertama: dict[str, str] = {}
    for m in masukan:
        lapor(m.nama)
        try:
            data = _bita(m)
        except BerkasTidakTerbacaError as galat:
            temuan.append(Temuan(galat.kode, berkas=m.nama, rinci=dict(galat.rinci)))
            ditolak.append(m.nama)
            continue
        except IkixlError as galat:
            temuan.append(Temuan("TINGKAT-15", berkas=m.nama, rinci={"sebab": str(galat)}))
            ditolak.append(m.nama)
            continue
        m.sha256, m.arsip = simpan_arsip(arsip, data, ".xlsx" if m.proyek else m.path.suffix)
        if m.sha256 in pertama:
            temuan.append(Temuan("TINGKAT-11", berkas=m.nama, rinci={"lain": pertama[m.sha256]}))
            continue
        pertama[m.sha256] = m.nama
        satu, milik = baca_anggota(data, Sumber(m.nama, m.sha256))
        temuan += milik
        if satu is None:
            ditolak.append(m.nama)
        else:
            anggota.append(satu)
    return anggota, temuan, ditolak


def _bita(m: _Masukan) -> bytes:
    """The rekap of an input; that of a project is made of what it has received, and named after its folder."""
    if not m.proyek:
        return baca_bita(m.path)
    nama, data = rekap_kini(buka(m.path))
    m.nama = f"{m.nama}/{nama}"
    return data


def _terarsip(masukan: Iterable[_Masukan]) -> dict[str, Path]:
    return {m.sha256: m.arsip for m in masukan if m.arsip is not None}


def _tahun(anggota: Sequence[Anggota]) -> int:
    """The year that most members are of; the latest where several are as frequent, 0 without members."""
    banyak = Counter(a.tahun for a in anggota)
    return max(banyak, key=lambda t: (banyak[t], t), default=0)


def _beda_tahun(a: Anggota, tahun: int, kode: str) -> Temuan:
    rinci = {"anggota": a.nama, "tahun": a.tahun, "diharapkan": tahun}
    return Temuan(kode, berkas=a.sumber.berkas, rinci=rinci)


def _tolak_ganda(anggota: Sequence[Anggota]) -> None:
    """ProyekError where an instansi is in two inputs: twice is wrong, and which one is right nobody knows."""
    pemilik: dict[str, Anggota] = {}
    for a in anggota:
        for isi in sorted(a.isi):
            if isi in pemilik:
                b = pemilik[isi]
                raise ProyekError(
                    f"Instansi {isi} ada di dua rekap: {b.nama} ({b.sumber.berkas}) dan {a.nama} ({a.sumber.berkas}).",
                    "Berikan salah satunya saja; bila instansinya memang berbeda, betulkan kode_wilayah katalognya.",
                )
            pemilik[isi] = a
    kode = Counter(a.kode for a in anggota)
    if ganda := [k for k, n in kode.items() if n > 1]:
        nama = ", ".join(f"{a.nama} ({a.sumber.berkas})" for a in anggota if a.kode == ganda[0])
        raise ProyekError(
            f"Beberapa rekap gabungan berkode {ganda[0]}: {nama}.",
            "Gabungkan dulu instansi satu kabupaten/kota ke dalam satu rekap, atau betulkan kode_wilayah katalognya.",
        )


def _nama(anggota: Sequence[Anggota]) -> str:
    wilayah = {a.wilayah for a in anggota}
    return wilayah.pop() if len(wilayah) == 1 else f"Gabungan {len(anggota)} anggota"


def _beda_aturan(tingkat: Tingkat) -> list[Temuan]:
    harap = sebut_aturan(tingkat.aturan)
    return [
        Temuan(
            "TINGKAT-09",
            berkas=a.sumber.berkas,
            rinci={"anggota": a.nama, "ditemukan": sebut_aturan(a.aturan), "diharapkan": harap},
        )
        for a in tingkat.anggota
        if sebut_aturan(a.aturan) != harap
    ]


def _tertinggal(tingkat: Tingkat, sampai: int) -> list[Temuan]:
    return [
        Temuan(
            "TINGKAT-10",
            berkas=a.sumber.berkas,
            rinci={
                "anggota": a.nama,
                "ditemukan": _ROMAWI[a.triwulan - 1],
                "diharapkan": _ROMAWI[sampai - 1],
            },
        )
        for a in tingkat.anggota
        if a.triwulan < sampai
    ]


def _tidak_digabung(tingkat: Tingkat) -> list[Temuan]:
    """Same code, different meaning: one temuan for each pair, on the first file that holds the second of both."""
    sumber = {a.kode: a.sumber.berkas for a in tingkat.anggota}
    nama = {a.kode: a.nama for a in tingkat.anggota}
    indikator = {i.kunci: i for i in tingkat.indikator}
    hasil = []
    for i in tingkat.indikator:
        for kunci, beda in i.saudara:
            if int(kunci.rpartition("#")[2]) >= int(i.kunci.rpartition("#")[2]):
                continue
            pemegang = ", ".join(nama[a] for a in indikator[kunci].angka)
            rinci = {
                "kode": i.kunci,
                "nama": ", ".join(nama[a] for a in i.angka),
                "lain": f"{kunci} ({pemegang})",
                "beda": ", ".join(beda),
            }
            hasil.append(Temuan("TINGKAT-12", berkas=sumber[next(iter(i.angka))], rinci=rinci))
    return hasil
