"""A cast workbook is the one that the ordinary way writes, byte for byte; whatever cannot be cast takes that way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.errors import LayoutError
from ikixl.katalog.kunci import (
    KOLOM_CATATAN,
    KunciIsian,
    kunci_bukti,
    kunci_catatan,
    kunci_target,
    kunci_variabel,
)
from ikixl.katalog.model import Katalog
from ikixl.layout.beda import beda_buku
from ikixl.layout.buku import Baris, Buku, Kolom, Lembar, Rumus, Sel
from ikixl.layout.identitas import Identitas, buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.layout.unit import PenyusunUnit, isian_awal, susun_buku_unit
from ikixl.writer import Cetakan, Pencetak, tulis_buku
from tests.contoh_kecil import KUNCI, katalog_kecil

Nilai = float | str
Isian = Mapping[KunciIsian, Nilai]

_UNIT = ("1001", "1002", "1003")
_INDIKATOR = katalog_kecil().indikator_unit("1001")
_VARIABEL = [v for i in _INDIKATOR for v in katalog_kecil().variabel_indikator(i.kode)]


def _stempel(unit: str, seri: int) -> str:
    return buat_stempel(Identitas("99.99.01", unit, 2024, seri, "0123456789abcdef", baris="0" * 16), KUNCI)


def _katalog(nama: Sequence[str], pejabat: Sequence[str] = ("", "", "")) -> Katalog:
    """The small katalog with other names of the three kelurahan and of their heads."""
    katalog = katalog_kecil()
    baru = dict(zip(_UNIT, zip(nama, pejabat, strict=True), strict=True))
    unit = (
        u.model_copy(update={"nama": baru[u.kode][0], "pejabat": baru[u.kode][1]}) if u.kode in baru else u
        for u in katalog.unit
    )
    return replace(katalog, unit=tuple(unit))


def _sama(katalog: Katalog, aturan: Aturan, isian: Sequence[Isian | None], muatan: Sequence[Muatan], seri: int) -> None:
    """Draw the three kelurahan one after another and the first again, and each of them the ordinary way."""
    penyusun, pencetak = PenyusunUnit(katalog, aturan), Pencetak()
    # None: it cannot be written.
    tertulis: dict[str, bytes | None] = {}
    for unit, isi, m in zip((*_UNIT, "1001"), (*isian, isian[0]), (*muatan, muatan[0]), strict=True):
        stempel = _stempel(unit, seri)
        biasa = susun_buku_unit(katalog, unit, aturan, isi, stempel, muatan=m)
        buku = penyusun.susun(unit, isi, stempel, m)
        # 0.0 and -0.0, 1 and 1.0 are equal, but not written alike.
        assert repr(buku) == repr(biasa)
        if unit not in tertulis:
            tertulis[unit] = _tulis(biasa)
        benar = tertulis[unit]
        if benar is None:
            with pytest.raises(LayoutError):
                pencetak.cetak(buku)
            continue
        # What is left to the ordinary way need not be written by it once more.
        with patch("ikixl.writer.cetakan.tulis_buku", return_value=benar):
            data = pencetak.cetak(buku)
        assert data == benar
        with zipfile.ZipFile(io.BytesIO(data)) as berkas:
            assert berkas.testzip() is None


def _tulis(buku: Buku) -> bytes | None:
    try:
        return tulis_buku(buku)
    except LayoutError:
        return None


_ANEH = st.sampled_from(
    [
        "Kelurahan <Satu> & \"Dua\" 'Tiga'",
        "&P&N &[Picture] [0]",
        "Kelurahan 🏡🌾 Ñandú",
        "=1+1",
        "http://contoh.go.id",
        "_x0041_ _xZZZZ_",
        " tepi ",
        "baris\nbaru\tdan\rlain",
        "<r>kaya</r>",
        "Target",
        "LURAH",
        "Berkas selesai",
        "Kelurahan " + "panjang sekali " * 12,
        "a\x00b\x1fc\ufffe",
        "{unit} {0} %s",
        "]]>",
    ]
)
_NAMA = st.one_of(
    st.sampled_from(["Kelurahan Melati", "Kelurahan Kenanga", "Kelurahan Mawar"]),
    _ANEH,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)
_ANGKA = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 1, 2, 0.1, 85.0, 100.0, 1e-7, 1e15, 12345678901234567.0, -3.0]),
    st.integers(0, 500),
    st.floats(0, 1e6, allow_nan=False),
    st.sampled_from(["banyak", "<85>", "1.234", "#N/A", "TRUE"]),
)
_TARGET = st.dictionaries(
    st.sampled_from([kunci_target(i.kode, t) for i in _INDIKATOR for t in range(5)]), _ANGKA, max_size=12
)
_REALISASI = st.dictionaries(
    st.sampled_from([kunci_variabel(v.indikator, v.kode, t) for v in _VARIABEL for t in range(1, 5)]),
    _ANGKA,
    max_size=16,
)
_CATATAN = st.dictionaries(
    st.sampled_from(
        [
            *(kunci_catatan(i.kode, k) for i in _INDIKATOR for k in KOLOM_CATATAN),
            *(kunci_bukti(v.indikator, v.kode) for v in _VARIABEL),
        ]
    ),
    st.one_of(_NAMA, st.just("http://contoh.go.id/?a=1&b=<2>")),
    max_size=6,
)
_TIGA = st.tuples
_ATURAN = st.sampled_from([Aturan(), Aturan(entri="sampai_dengan")])
_PENGATURAN = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_PENGATURAN
@given(
    nama=_TIGA(_NAMA, _NAMA, _NAMA),
    pejabat=_TIGA(*[st.sampled_from(["", "Nama & Gelar", "Nama Lain"])] * 3),
    isian=_TIGA(*[st.builds(lambda t, r, c: {**t, **r, **c}, _TARGET, _REALISASI, _CATATAN)] * 3),
    aturan=_ATURAN,
    seri=st.integers(1, 300),
)
def test_tuangan_sama_dengan_jalan_biasa(
    nama: tuple[str, str, str], pejabat: tuple[str, str, str], isian: Sequence[Isian], aturan: Aturan, seri: int
) -> None:
    """For any names, officials, targets, figures, notes and serials a cast has the bytes of the ordinary way."""
    _sama(_katalog(nama, pejabat), aturan, isian, [MUATAN_KOSONG] * 3, seri)


_TETAP = st.sampled_from([kunci_variabel(v.indikator, v.kode, t) for v in _VARIABEL for t in (1, 2)])


@_PENGATURAN
@given(
    nama=_TIGA(_NAMA, _NAMA, _NAMA),
    kunci=st.sets(_TETAP, min_size=1, max_size=10),
    angka=_TIGA(*[st.lists(_ANGKA, min_size=10, max_size=10)] * 3),
    target=_TIGA(_TARGET, _TARGET, _TARGET),
    semula=_TIGA(st.just({}), st.just({}), _TARGET),
    aturan=_ATURAN,
)
def test_tuangan_terbitan_lanjutan(
    nama: tuple[str, str, str],
    kunci: set[KunciIsian],
    angka: Sequence[Sequence[Nilai]],
    target: Sequence[Isian],
    semula: Sequence[Isian],
    aturan: Aturan,
) -> None:
    """So has what `lanjut` issues: figures that stand locked, targets typed before and those before a change."""
    muatan = [
        Muatan(
            triwulan=3,
            tetap={k: n for k, n in zip(sorted(kunci), a, strict=False) if not isinstance(n, str)},
            awal=t,
            semula=s,
        )
        for a, t, s in zip(angka, target, semula, strict=True)
    ]
    _sama(_katalog(nama), aturan, [None] * 3, muatan, 2)


def _buku(unit: str, isian: Isian | None = None, muatan: Muatan = MUATAN_KOSONG) -> Buku:
    return susun_buku_unit(katalog_kecil(), unit, Aturan(), isian, _stempel(unit, 1), muatan=muatan)


def test_kelurahan_dituang_dari_satu_cetakan() -> None:
    """Names, stamp, targets, figures and the charts over them are cast, not drawn anew."""
    cetakan = Cetakan(_buku("1001"), tulis_buku(_buku("1001")))
    target = {k: 7.0 if isinstance(n, float) else n for k, n in isian_awal(katalog_kecil(), "1002").items()}
    angka = {kunci_variabel(v.indikator, v.kode, t): 3.0 for v in _VARIABEL for t in (1, 2)}
    for isi in (None, target, {**target, **angka}):
        data = cetakan.tuang(_buku("1002", isi))
        assert data == tulis_buku(_buku("1002", isi))


def test_terbitan_lanjutan_dituang() -> None:
    """Values that are carried forward are cast where the units reported the same inputs."""
    kunci = [kunci_variabel(v.indikator, v.kode, t) for v in _VARIABEL for t in (1, 2)]

    def muatan(nilai: float) -> Muatan:
        return Muatan(triwulan=3, tetap=dict.fromkeys(kunci, nilai))

    cetakan = Cetakan(_buku("1001", None, muatan(4.0)), tulis_buku(_buku("1001", None, muatan(4.0))))
    buku = _buku("1003", None, muatan(9.0))
    assert cetakan.tuang(buku) == tulis_buku(buku)


@pytest.mark.parametrize("unit", ["SEK", "1001"])
def test_bentuk_lain_tidak_dituang(unit: str) -> None:
    """A unit with other rows, and a text more than the mould has, are left to the ordinary way."""
    cetakan = Cetakan(_buku("1002"), tulis_buku(_buku("1002")))
    isi = {kunci_catatan("LURAH.01", "kendala"): "Hujan"} if unit == "1001" else None
    assert cetakan.tuang(_buku(unit, isi)) is None


def test_nama_yang_sama_dengan_teks_lain_tidak_dituang() -> None:
    """A name that stands elsewhere in the workbook shares its text there: the numbers of all texts change."""
    katalog = _katalog(["Kelurahan Satu", "Tugas", "Kelurahan Tiga"])
    awal, kembar = (susun_buku_unit(katalog, u, Aturan(), stempel=_stempel(u, 1)) for u in ("1001", "1002"))
    assert any(s.isi == "TUGAS" for b in awal.lembar for r in b.baris for s in r.sel.values())
    assert Cetakan(awal, tulis_buku(awal)).tuang(kembar) is None


def _lembar(**sel: Sel) -> Buku:
    kolom = tuple(Kolom(k, 10) for k in sel)
    return Buku("Judul", (Lembar("satu", "Satu", kolom, (Baris("b", sel),)),))


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        (Sel("a"), Sel("a", "judul")),
        (Sel(1.0), Sel(2.0, petunjuk="x")),
        (Sel("a", petunjuk="x"), Sel("b", petunjuk="x")),
        (Sel(Rumus("1+1", 2.0)), Sel(Rumus("1+2", 3.0))),
        (Sel(Rumus("1+1", 2.0)), Sel(2.0)),
        (Sel(2.0, persen=True), Sel(3.0)),
    ],
)
def test_beda_bentuk(lama: Sel, baru: Sel) -> None:
    """Another style, prompt, formula or kind of cell is another shape."""
    assert beda_buku(_lembar(a=lama), _lembar(a=baru)) is None


def test_beda_isi_menurut_yang_tertulis() -> None:
    """1 and 1.0 are written differently as results of a formula, and 0.0 and -0.0 everywhere."""
    beda = beda_buku(_lembar(a=Sel(Rumus("1", 1)), b=Sel(0.0)), _lembar(a=Sel(Rumus("1", 1.0)), b=Sel(-0.0)))
    assert beda is not None
    assert [b.kolom for b in beda.sel] == ["a", "b"]


def test_penyusun_memakai_lagi_yang_sama() -> None:
    """What does not depend on the unit is the same object in the workbook of the next; what does is built anew."""
    penyusun = PenyusunUnit(katalog_kecil(), Aturan(), PengaturanBuku())
    satu, dua, tiga = (penyusun.susun(u) for u in ("1003", "1001", "1002"))
    for lembar in ("target", "realisasi", "catatan", "capaian"):
        semua = [next(b for b in buku.lembar if b.kunci == lembar).baris for buku in (satu, dua, tiga)]
        setara = [baris for baris in zip(*semua, strict=True) if baris[0].kunci.startswith("LURAH.")]
        assert setara
        assert all(a is b is c for a, b, c in setara)
    petunjuk = list(zip(satu.lembar[0].baris, dua.lembar[0].baris, strict=True))
    assert petunjuk[0][0] != petunjuk[0][1]
    assert all(a is b for a, b in petunjuk if a.kunci.startswith(("langkah", "warna", "jangan", "isi")))


def test_bentuk_yang_hanya_sekali_tidak_diingat() -> None:
    """A unit with a jabatan of its own is not watched at first: no other has its shape. If it comes again it is."""
    penyusun = PenyusunUnit(katalog_kecil(), Aturan(), PengaturanBuku())
    satu, dua, tiga = (next(b for b in penyusun.susun("SEK").lembar if b.kunci == "target").baris for _ in range(3))
    assert not any(a is b for a, b in zip(satu, dua, strict=True))
    assert any(a is b for a, b in zip(dua, tiga, strict=True))


def test_pencetak_melupakan_cetakan_lama() -> None:
    """Only so many moulds are kept, and a workbook comes out right whether its mould is still there or not."""
    pencetak = Pencetak(banyak=1)
    for unit in ("1001", "SEK", "1002", "SEK", "1003"):
        assert pencetak.cetak(_buku(unit)) == tulis_buku(_buku(unit))
