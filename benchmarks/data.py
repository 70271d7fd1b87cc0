"""Data for the benchmarks: projects with many kelurahan made from the katalog of Kanigaran, and their returns.

The first CONTOH returns are filled by `ikixl simulasi`, each its own way; where more are wanted, each of the others is
one of these with the name, code and seal of its own unit. Reading and checking cost the same, making costs far less.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

AKAR = Path(__file__).resolve().parents[1]
if str(AKAR) not in sys.path:
    sys.path.insert(0, str(AKAR))

from ikixl.engine import Gugur, Mesin  # noqa: E402
from ikixl.katalog import Indikator, Jabatan, Katalog, Target, Unit, Variabel, muat, tulis_tabel  # noqa: E402
from ikixl.layout.identitas import buat_stempel  # noqa: E402
from ikixl.ledger import Ledger  # noqa: E402
from ikixl.penerbitan import buat  # noqa: E402
from ikixl.proyek import Proyek, mulai  # noqa: E402
from ikixl.simulasi import simulasi  # noqa: E402
from ikixl.terbitan.dasar import DasarTerbitan  # noqa: E402

__all__ = [
    "CONTOH",
    "WAKTU",
    "berkas_masuk",
    "kirim",
    "kode_unit",
    "proyek_banyak",
    "proyek_dengan_kiriman",
    "proyek_ragam",
]

#: When everything happens in the benchmarks.
WAKTU = "2024-07-05T08:00:00"
#: How many returns are filled one by one.
CONTOH = 50
_PERTAMA = 100_001


def kode_unit(banyak: int) -> list[str]:
    """Codes of the first so many invented kelurahan, all of one length."""
    return [f"K{n}" for n in range(_PERTAMA, _PERTAMA + banyak)]


def proyek_banyak(folder: Path, banyak: int) -> Proyek:
    """A new project in `folder`: Kanigaran with so many kelurahan instead of its own; nothing issued yet."""
    return _proyek(folder, partial(_dengan_kelurahan, banyak=banyak))


def proyek_ragam(folder: Path, banyak: int) -> Proyek:
    """The same, but no two kelurahan have the same shape: each holds a jabatan and indikator of its own besides."""
    return _proyek(folder, lambda k: _beragam(_dengan_kelurahan(k, banyak)))


def proyek_dengan_kiriman(folder: Path, banyak: int) -> Proyek:
    """A project of so many kelurahan, their workbooks issued and every return of theirs in masuk/, nothing received."""
    proyek = proyek_banyak(folder, banyak)
    kode = kode_unit(banyak)
    buat(proyek, WAKTU, unit=kode)
    kirim(proyek, kode)
    return proyek


def kirim(proyek: Proyek, kode: list[str]) -> None:
    """Put a return of each of these units into masuk/; their workbooks have been issued."""
    contoh = {b.unit: b.path for b in simulasi(proyek, unit=kode[:CONTOH])}
    if len(kode) > CONTOH:
        _perbanyak(proyek, contoh, kode[CONTOH:])


def _proyek(folder: Path, ubah: object) -> Proyek:
    assert callable(ubah)
    proyek = mulai(folder, "kanigaran")
    tulis_tabel(ubah(muat(proyek.katalog)), proyek.katalog)
    return proyek


def _dengan_kelurahan(katalog: Katalog, banyak: int) -> Katalog:
    contoh = next(u for u in katalog.unit if u.jenis == "kelurahan")
    lain = [u for u in katalog.unit if u.jenis != "kelurahan"]
    milik = {u.kode for u in katalog.unit} - {u.kode for u in lain}
    baru = [contoh.model_copy(update={"kode": k, "nama": f"Kelurahan Rekaan {k}"}) for k in kode_unit(banyak)]
    return replace(
        katalog,
        unit=(*lain, *(Unit.model_validate(u.model_dump()) for u in baru)),
        target=tuple(t for t in katalog.target if t.unit not in milik),
    )


def _beragam(katalog: Katalog) -> Katalog:
    """Gives each kelurahan a jabatan with one to seven indikator that are its own."""
    jabatan: list[Jabatan] = []
    indikator: list[Indikator] = []
    variabel: list[Variabel] = []
    target: list[Target] = []
    lurah = next(j for j in katalog.jabatan if j.jenis_unit == "kelurahan")
    contoh = [i for j in katalog.jabatan if j.jenis_unit == "kelurahan" for i in katalog.indikator_jabatan(j.kode)][:7]
    for nomor, u in enumerate(u for u in katalog.unit if u.jenis == "kelurahan"):
        kode = f"KHUSUS-{u.kode}"
        jabatan.append(
            Jabatan(
                kode=kode,
                urutan=len(katalog.jabatan) + nomor + 1,
                nama=f"Petugas Khusus {u.kode}",
                unit=u.kode,
                atasan=lurah.kode,
            )
        )
        for urutan, i in enumerate(contoh[: nomor % len(contoh) + 1], 1):
            baru = f"{kode}.{urutan:02d}"
            indikator.append(i.model_copy(update={"kode": baru, "jabatan": kode, "urutan": urutan}))
            variabel += [
                v.model_copy(update={"indikator": baru, "acuan": ""}) for v in katalog.variabel_indikator(i.kode)
            ]
            target += [t.model_copy(update={"indikator": baru}) for t in katalog.target if t.indikator == i.kode]
    return replace(
        katalog,
        jabatan=(*katalog.jabatan, *jabatan),
        indikator=(*katalog.indikator, *indikator),
        variabel=(*katalog.variabel, *variabel),
        target=(*katalog.target, *target),
    )


def _perbanyak(proyek: Proyek, contoh: dict[str, Path], kode: list[str]) -> None:
    """Put into masuk/ a return of each unit, made from one of the examples in turn."""
    kunci = proyek.kunci
    with Ledger(proyek.ledger) as ledger:
        terbitan = {u: milik[-1] for u, milik in ledger.terbitan_terakhir().items()}
        dasar = DasarTerbitan.dari_ledger(ledger, terbitan[kode[0]].digest)
    assert dasar is not None
    stempel = {u: buat_stempel(dasar.identitas(u, terbitan[u].seri), kunci) for u in (*contoh, *kode)}
    asal = list(contoh)
    tugas = [
        (asal[n % len(asal)], u, stempel[asal[n % len(asal)]], stempel[u], proyek.masuk / terbitan[u].nama_berkas)
        for n, u in enumerate(kode)
    ]
    with Mesin() as mesin:
        for hasil in mesin.petakan(_salin, tugas, partial(_Contoh, contoh)):
            assert not isinstance(hasil, Gugur)


class _Contoh:
    """The members of the example returns, read once."""

    def __init__(self, path: dict[str, Path]) -> None:
        self._path = path
        self._isi: dict[str, list[tuple[str, bytes]]] = {}

    def isi(self, unit: str) -> list[tuple[str, bytes]]:
        """(name, content) of each member of a unit's return."""
        if unit not in self._isi:
            with ZipFile(self._path[unit]) as paket:
                self._isi[unit] = [(i.filename, paket.read(i)) for i in paket.infolist()]
        return self._isi[unit]


def _salin(contoh: _Contoh, tugas: tuple[str, str, str, str, Path]) -> None:
    """Write the return of one unit as that of another: its seal, its code and the name that holds the code."""
    asal, tujuan, segel_asal, segel_tujuan, path = tugas
    hasil = io.BytesIO()
    with ZipFile(hasil, "w", ZIP_DEFLATED) as paket:
        for nama, isi in contoh.isi(asal):
            baru = isi.replace(segel_asal.encode(), segel_tujuan.encode()).replace(asal.encode(), tujuan.encode())
            paket.writestr(nama, baru)
    path.write_bytes(hasil.getvalue())


def berkas_masuk(proyek: Proyek) -> Iterator[Path]:
    """The returns that lie in masuk/, by name."""
    yield from sorted(proyek.masuk.glob("*.xlsx"))
