"""Kaskade: superiors' figures against those of their subordinates, reckoned by hand."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.bawaan import folder_bawaan
from ikixl.checks.kaskade import periksa_kaskade
from ikixl.kaskade import BandingDalam, banding_kaskade
from ikixl.katalog import muat, tulis_tabel
from ikixl.katalog.acuan import Acuan, pisah_acuan, unit_acuan
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.katalog.model import Indikator, Instansi, Jabatan, JenisUnit, Katalog, Target, Unit, Variabel
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.lembar_realisasi import kunci_baris
from ikixl.layout.unit import susun_buku_unit
from ikixl.penerbitan import buat
from ikixl.perekapan import rekap
from ikixl.proyek import mulai
from ikixl.simulasi import simulasi

WAKTU = "2024-07-05T08:00:00"

# Superior's variabel -> acuan. The sekretaris adds a kasubag's count and one input of a kasi; the kasi answers for
# both kelurahan; the lurah for his own staff.
ACUAN = {
    "SEKCAM.01/surat": "KASUBAG.01 + KASI.01/surat",
    "KASI.02/berkas": "LURAH.01",
    "LURAH.01/berkas": "STAF.01",
}


def _unit(kode: str, jenis: JenisUnit, induk: str = "") -> Unit:
    return Unit(kode=kode, nama=kode, jenis=jenis, induk=induk)


def _jabatan(nomor: int, kode: str, unit: str) -> Jabatan:
    if unit == "kelurahan":
        return Jabatan(kode=kode, urutan=nomor, nama=kode, jenis_unit="kelurahan")
    return Jabatan(kode=kode, urutan=nomor, nama=kode, unit=unit)


@pytest.fixture
def katalog() -> Katalog:
    """Sekretariat with a subbagian, a seksi, and two kelurahan."""
    indikator = {
        "SEKCAM.01": ("surat",),
        "KASUBAG.01": ("surat",),
        "KASI.01": ("surat", "lain"),
        "KASI.02": ("berkas",),
        "LURAH.01": ("berkas",),
        "STAF.01": ("loket", "daring"),
    }
    tempat = {"SEKCAM": "SEK", "KASUBAG": "SUB", "KASI": "SEKSI", "LURAH": "kelurahan", "STAF": "kelurahan"}
    return Katalog(
        instansi=Instansi(nama="Kecamatan Contoh", kabupaten_kota="Kota Contoh", kode_wilayah="99.99.01", tahun=2024),
        unit=(
            _unit("SEK", "sekretariat"),
            _unit("SUB", "subbagian", "SEK"),
            _unit("SEKSI", "seksi"),
            _unit("1001", "kelurahan"),
            _unit("1002", "kelurahan"),
        ),
        jabatan=tuple(_jabatan(n, kode, unit) for n, (kode, unit) in enumerate(tempat.items(), start=1)),
        uraian=(),
        indikator=tuple(
            Indikator(
                kode=kode,
                jabatan=kode.split(".")[0],
                urutan=int(kode[-1]),
                sasaran="Tertib",
                nama=f"Jumlah {kode}",
                rumus=f"jumlah({', '.join(v)})",
                satuan="berkas",
            )
            for kode, v in indikator.items()
        ),
        variabel=tuple(
            Variabel(indikator=kode, kode=v, urutan=n, nama=v, satuan="berkas", acuan=ACUAN.get(f"{kode}/{v}", ""))
            for kode, semua in indikator.items()
            for n, v in enumerate(semua, start=1)
        ),
        target=tuple(Target(indikator=kode, tw1=10, tw2=10, tw3=10, tw4=10, tahun=40) for kode in indikator),
    )


def konsolidasi(katalog: Katalog, **isian: dict[str, tuple[float, float]]) -> Konsolidasi:
    """Units (u1001 for 1001) with "INDIKATOR/variabel" -> realisasi of triwulan I and II."""
    semua: dict[str, dict[KunciIsian, NilaiAsal]] = {}
    for unit, nilai in isian.items():
        milik = semua.setdefault(unit.removeprefix("u"), {})
        for kunci, dua in nilai.items():
            for t, n in enumerate(dua, start=1):
                indikator, _, variabel = kunci.partition("/")
                sel = f"G{t}"
                milik[kunci_variabel(indikator, variabel, t)] = NilaiAsal(n, "isi", f"sha-{unit}", "Realisasi", sel)
    return Konsolidasi(katalog, Aturan(), semua)


LENGKAP = {
    "SEK": {"SEKCAM.01/surat": (12.0, 9.0)},
    "SUB": {"KASUBAG.01/surat": (5.0, 6.0)},
    "SEKSI": {"KASI.01/surat": (7.0, 3.0), "KASI.01/lain": (1.0, 1.0), "KASI.02/berkas": (30.0, 40.0)},
    "u1001": {"LURAH.01/berkas": (10.0, 20.0), "STAF.01/loket": (6.0, 15.0), "STAF.01/daring": (4.0, 5.0)},
    "u1002": {"LURAH.01/berkas": (20.0, 21.0), "STAF.01/loket": (20.0, 20.0), "STAF.01/daring": (0.0, 0.0)},
}


def test_jumlah_bawahan_per_unit(katalog: Katalog) -> None:
    """Each acuan is added over the units that answer for it: SEKCAM 12+9 = 5+6+7+3; KASI 70 against 71; lurah alone."""
    hasil = {(b.unit, b.indikator): b for b in banding_kaskade(konsolidasi(katalog, **LENGKAP), 2)}
    angka = {k: (b.atasan, b.bawahan, b.beda) for k, b in hasil.items()}
    assert angka == {
        ("SEK", "SEKCAM.01"): (21.0, 21.0, False),
        ("SEKSI", "KASI.02"): (70.0, 71.0, True),
        ("1001", "LURAH.01"): (30.0, 30.0, False),
        ("1002", "LURAH.01"): (41.0, 40.0, True),
    }
    assert [a.unit for a in hasil["SEKSI", "KASI.02"].rincian] == [("1001", "1002")]


def test_temuan_menunjuk_sel_atasan(katalog: Katalog) -> None:
    """A difference is one temuan with file, sheet and cell of the superior, both figures and where they come from."""
    k = konsolidasi(katalog, **LENGKAP)
    temuan = periksa_kaskade(k, banding_kaskade(k, 2, satu_unit=False), {"sha-SEKSI": "seksi.xlsx"})
    assert [(t.kode, t.berkas, t.unit, t.lembar, t.sel) for t in temuan] == [
        ("SILANG-02", "seksi.xlsx", "SEKSI", "Realisasi", "G2")
    ]
    assert "70, sedangkan bawahannya 71 (LURAH.01 di 2 unit: 71)" in temuan[0].pesan


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_dalam_satu_buku_kerja_dari_isiannya(data: st.DataObject) -> None:
    """What is taken from the inputs of one unit alone is what the comparison over all units says of that unit."""
    k = muat(folder_bawaan("sample_data") / "kanigaran")
    unit = data.draw(st.sampled_from([u.kode for u in k.unit]))
    aturan = Aturan(entri=data.draw(st.sampled_from(["triwulan", "sampai_dengan"])))
    kunci = [
        kunci_variabel(i.kode, v.kode, t)
        for i in k.indikator_unit(unit)
        for v in k.variabel_indikator(i.kode)
        for t in range(1, 5)
    ]
    dadu = Random(data.draw(st.integers(0, 1 << 32)))
    nilai: dict[KunciIsian, float | str] = {
        q: dadu.choice([0.0, 1.0, 2.0, 12.5, -1.0]) for q in kunci if dadu.random() < 0.95
    }
    triwulan = data.draw(st.integers(1, 4))
    konsolidasi = Konsolidasi(k, aturan, {unit: {q: NilaiAsal(n, "isi") for q, n in nilai.items()}})
    dalam = BandingDalam(k, [j.kode for j in k.jabatan_unit(unit)]).dari_isian(unit, nilai, aturan, triwulan)
    assert dalam == banding_kaskade(konsolidasi, triwulan, [unit], satu_unit=True)


def test_belum_lengkap_tidak_dibandingkan(katalog: Katalog) -> None:
    """Where one of the subordinates has not reported, nothing is said: it would be a difference of time."""
    sebagian = {k: v for k, v in LENGKAP.items() if k != "u1002"}
    k = konsolidasi(katalog, **sebagian)
    hasil = {b.indikator: b for b in banding_kaskade(k, 2, ["SEKSI"])}
    assert hasil["KASI.02"].bawahan is None
    assert hasil["KASI.02"].beda is False
    assert periksa_kaskade(k, hasil.values()) == []


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("", ()),
        ("A.01", (Acuan("A.01"),)),
        (" A.01 +  B-2/surat ", (Acuan("A.01"), Acuan("B-2", "surat"))),
    ],
)
def test_pisah_acuan(teks: str, hasil: tuple[Acuan, ...]) -> None:
    """An acuan is read whatever the spaces around its parts."""
    assert pisah_acuan(teks) == hasil


@pytest.mark.parametrize("teks", ["A.01,B.01", "A.01 +", "A/B/C", "A.01/Surat", "A 01"])
def test_pisah_acuan_menolak(teks: str) -> None:
    """Anything else than codes joined by a plus sign is refused with the part that is wrong."""
    with pytest.raises(ValueError, match=r"[AB1]?") as galat:
        pisah_acuan(teks)
    assert str(galat.value) in teks


def test_unit_acuan_memilih_bawahan(katalog: Katalog) -> None:
    """Own unit first, then the units below, then every unit that holds the jabatan."""
    assert unit_acuan(katalog, "1002", Acuan("STAF.01")) == ("1002",)
    assert unit_acuan(katalog, "SEK", Acuan("KASUBAG.01")) == ("SUB",)
    assert unit_acuan(katalog, "SEKSI", Acuan("LURAH.01")) == ("1001", "1002")


def test_buku_kerja_menunjukkan_tautan(katalog: Katalog) -> None:
    """The Realisasi sheet names the subordinate beside the input, and says live where their figures differ."""
    isian = {kunci_variabel("LURAH.01", "berkas", 1): 10.0, kunci_variabel("STAF.01", "loket", 1): 6.0}
    isian |= {kunci_variabel("STAF.01", "daring", 1): 3.0}
    buku = susun_buku_unit(katalog, "1001", Aturan(), isian=isian)
    lembar = next(x for x in buku.lembar if x.kunci == "realisasi")
    baris = {b.kunci: b.sel for b in lembar.baris}
    milik = baris[kunci_baris("LURAH.01", "berkas")]
    assert milik["variabel"].isi == "berkas\n↔ sama dengan STAF, STAF.01"
    status = milik["status"].isi
    assert getattr(status, "nilai", None) == "beda dari bawahan"
    assert "beda" not in str(getattr(baris[kunci_baris("STAF.01", "loket")]["status"].isi, "nilai", ""))


def test_simulasi_selaras_dan_rekap_melaporkan(katalog: Katalog, tmp_path: Path) -> None:
    """Simulated returns agree all the way up; a katalog whose acuan point elsewhere makes rekap report it."""
    proyek = mulai(tmp_path / "proyek")
    (proyek.katalog / "katalog.xlsx").unlink()
    tulis_tabel(katalog, proyek.katalog)
    buat(proyek, WAKTU)
    simulasi(proyek, benih=5, triwulan=2)
    hasil = rekap(proyek, WAKTU, 2)
    assert hasil.kaskade == ()
    semua = [t.kode for h in hasil.diterima for t in h.temuan]
    assert "SILANG-02" not in semua

    lain = tuple(
        v.model_copy(update={"acuan": "KASUBAG.01"}) if v.indikator == "SEKCAM.01" else v for v in katalog.variabel
    )
    tulis_tabel(Katalog(**{**katalog.__dict__, "variabel": lain}), proyek.katalog)
    kaskade = rekap(proyek, WAKTU, 2).kaskade
    assert [(t.kode, t.unit, t.lembar) for t in kaskade] == [("SILANG-02", "SEK", "Realisasi")]
    assert kaskade[0].berkas.startswith("sek")
