"""Issues that carry figures forward, changed targets, gaps: what the operator sees, and that LibreOffice agrees."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.errors import LayoutError
from ikixl.katalog.kunci import KunciIsian, kunci_catatan, kunci_target, kunci_variabel
from ikixl.layout.buku import Buku, Rumus, Sel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.writer import tulis_buku
from tests.buku.test_unit import banding_rumus
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.libreoffice import hitung_ulang

Isian = Mapping[KunciIsian, float | str]


def _buku(isian: Isian | None = None, aturan: Aturan | None = None, muatan: Muatan | None = None) -> Buku:
    katalog = katalog_kecil()
    semua = None if isian is None else target_awal(katalog, "1001") | dict(isian)
    return susun_buku_unit(katalog, "1001", aturan or Aturan(), semua, muatan=muatan or Muatan())


def _sel(buku: Buku, lembar: str, baris: str, kolom: str) -> Sel:
    milik = next(x for x in buku.lembar if x.kunci == lembar)
    return next(b for b in milik.baris if b.kunci == baris).sel[kolom]


def _nilai(buku: Buku, lembar: str, baris: str, kolom: str) -> object:
    isi = _sel(buku, lembar, baris, kolom).isi
    return isi.nilai if isinstance(isi, Rumus) else isi


LENGKAP_1 = isi_kelurahan(
    LURAH_01__selesai__1=9,
    LURAH_01__masuk__1=10,
    SEKLUR_01__p__1=80,
    SEKLUR_02__kib_a__1=5,
    SEKLUR_02__kib_b__1=5,
    SEKLUR_03__masuk__1=4,
    SEKLUR_03__keluar__1=1,
)
BEROLAHAN: dict[str, Isian] = {
    "kosong": {},
    "lengkap": LENGKAP_1,
    "terlewat": LENGKAP_1 | isi_kelurahan(LURAH_01__selesai__3=12, LURAH_01__masuk__3=10),
    "teks": LENGKAP_1 | isi_kelurahan(LURAH_01__selesai__1="sembilan"),
    "catatan": LENGKAP_1 | {kunci_catatan("SEKLUR.03", "kendala"): "Hujan", kunci_catatan("LURAH.01", "pic"): "Lurah"},
    "minimal": LENGKAP_1 | isi_kelurahan(LURAH_02__n__2=14, LURAH_01__masuk__2=0, LURAH_01__selesai__2=0),
}
SEMULA = {kunci_target("LURAH.01", 1): 75.0, kunci_target("LURAH.01", 0): 80.0, kunci_target("SEKLUR.02", 2): 12.0}
LANJUT = Muatan(
    triwulan=2,
    tetap={k: n for k, n in LENGKAP_1.items() if k.kunci != "SEKLUR.01/p"},
    awal=target_awal(katalog_kecil(), "1001"),
    semula=SEMULA,
)


def test_keadaan_dengan_kata() -> None:
    """Each row says in words what the colour of its cells says."""

    def keadaan(isian: Isian, baris: str) -> object:
        return _nilai(_buku(isian), "realisasi", baris, "status")

    assert keadaan({}, "LURAH.01/selesai") == "belum terisi"
    assert keadaan({}, "LURAH.02/n") == "belum diminta"
    assert keadaan(LENGKAP_1, "LURAH.01/selesai") == "terisi"
    assert keadaan(BEROLAHAN["terlewat"], "SEKLUR.01/p") == "belum terisi, terlewat"
    assert keadaan(BEROLAHAN["terlewat"], "LURAH.02/n") == "belum terisi, terlewat"
    assert keadaan(BEROLAHAN["teks"], "LURAH.01/selesai") == "periksa angka"
    lebih = LENGKAP_1 | isi_kelurahan(LURAH_01__selesai__1=11)
    assert keadaan(lebih, "LURAH.01/selesai") == "melebihi pembagi"
    assert keadaan(lebih, "LURAH.01/masuk") == "terisi"


def test_siap_dikirim_hanya_tanpa_celah() -> None:
    """Ready means nothing due is missing; the gaps are counted by jabatan and linked."""
    siap = _buku(LENGKAP_1)
    assert _nilai(siap, "ringkasan", "status", "label") == "SIAP DIKIRIM"
    assert _nilai(siap, "ringkasan", "LURAH@capaian", "celah") == ""
    assert _nilai(siap, "ringkasan", "unit@capaian", "lengkap") == 1
    teks = _buku(BEROLAHAN["teks"])
    assert _nilai(teks, "ringkasan", "status", "label") == "BELUM LENGKAP"
    assert _nilai(teks, "ringkasan", "LURAH@capaian", "kurang") == 1
    assert _nilai(teks, "ringkasan", "SEKLUR@capaian", "kurang") == 0
    assert _nilai(teks, "ringkasan", "LURAH@capaian", "celah") == "buka isian kosong"
    assert "1 isian wajib" in str(_nilai(teks, "ringkasan", "rincian", "label"))
    assert _nilai(_buku({}), "ringkasan", "status", "label") == "BELUM LENGKAP"


def test_peta_isian_dengan_kata() -> None:
    """The map says in a word of every figure and triwulan whether it stands, lacks, comes later or is not asked."""

    def kata(buku: Buku, baris: str) -> list[object]:
        return [_nilai(buku, "ringkasan", f"{baris}@peta", f"tw{t}") for t in (1, 2, 3, 4)]

    assert kata(_buku(LENGKAP_1), "LURAH.01/selesai") == ["terisi", "nanti", "nanti", "nanti"]
    assert kata(_buku(LENGKAP_1), "LURAH.02/n") == ["–", "nanti", "–", "nanti"]
    assert kata(_buku(BEROLAHAN["teks"]), "LURAH.01/selesai")[0] == "belum"
    assert kata(_buku(BEROLAHAN["terlewat"]), "SEKLUR.01/p") == ["terisi", "belum", "belum", "nanti"]
    assert kata(_buku(muatan=LANJUT), "LURAH.01/selesai") == ["terisi", "belum", "ditutup", "ditutup"]
    assert kata(_buku(muatan=LANJUT), "SEKLUR.01/p")[:2] == ["belum", "belum"]
    lembar = next(x for x in _buku().lembar if x.kunci == "ringkasan")
    # On screen only: what is printed ends with the charts. A row of hidden keys stands above all others.
    urut = [b.kunci for b in lembar.baris]
    assert urut.index(lembar.kertas.akhir) == urut.index("judul_peta") - 1
    assert openpyxl.load_workbook(io.BytesIO(tulis_buku(_buku())))["Ringkasan"].print_area.endswith(
        f"${urut.index('judul_peta') + 1}"
    )


def test_capaian_terlihat_di_samping_isian() -> None:
    """The running total and the capaian so far stand beside the inputs of every component."""
    buku = _buku(LENGKAP_1)
    assert _nilai(buku, "realisasi", "LURAH.01/selesai", "kini") == 9
    assert _nilai(buku, "realisasi", "LURAH.01/selesai", "capaian") == pytest.approx(112.5)
    assert _nilai(buku, "realisasi", "LURAH.01/masuk", "capaian") == pytest.approx(112.5)
    assert _nilai(buku, "realisasi", "LURAH.02/n", "capaian") == ""


def test_alasan_capaian() -> None:
    """The reasoning names triwulan, formula, figures and the cap, with a decimal comma in every program."""
    buku = _buku(BEROLAHAN["minimal"])
    alasan = {b: _nilai(buku, "capaian", b, "alasan") for b in ("LURAH.01@tw", "LURAH.02@sd", "SEKLUR.03@sd")}
    assert alasan == {
        "LURAH.01@tw": "TW I · R/T: 90/80 = 112,5 %; masuk rata-rata 100 %",
        "LURAH.02@sd": "s.d. TW II · 2T−R: (2×10−14)/10 = 60 %",
        "SEKLUR.03@sd": "s.d. TW I · R/T: 3/5 = 60 %",
    }
    nol = _buku({kunci_target("LURAH.02", 2): 0.0, kunci_variabel("LURAH.02", "n", 2): 0.0})
    assert _nilai(nol, "capaian", "LURAH.02@tw", "alasan") == "TW II · minimal, T = 0 dan R = 0: 100 %"
    tidak = _buku({kunci_target("SEKLUR.02", 1): 0.0, **LENGKAP_1})
    assert _nilai(tidak, "capaian", "SEKLUR.02@tw", "alasan") == "tidak dihitung: pembagi 0"
    assert str(_nilai(_buku({}), "capaian", "LURAH.01@tw", "alasan")).startswith("belum lengkap")


def test_terbitan_lanjutan_mengunci_dan_menutup() -> None:
    """Accepted figures are shown and locked, later quarters closed with a word, gaps before stay open and are late."""
    buku = _buku(muatan=LANJUT)
    tetap = _sel(buku, "realisasi", "LURAH.01/selesai", "tw1")
    assert (tetap.isi, tetap.masukan, tetap.gaya) == (9, None, "tetap_bulat")
    assert _sel(buku, "realisasi", "LURAH.01/selesai", "tw2").masukan is not None
    assert _sel(buku, "realisasi", "SEKLUR.01/p", "tw1").masukan is not None
    tutup = _sel(buku, "realisasi", "LURAH.01/selesai", "tw3")
    assert (tutup.isi, tutup.masukan, tutup.gaya) == ("tutup", None, "ditutup")
    assert _sel(buku, "realisasi", "LURAH.02/n", "tw1").gaya == "tidak_diminta"
    assert _nilai(buku, "realisasi", "SEKLUR.01/p", "status") == "belum terisi, terlewat"
    assert _nilai(buku, "realisasi", "LURAH.01/selesai", "status") == "belum terisi"
    assert "sampai dengan TW II" in str(_nilai(buku, "ringkasan", "rincian", "label"))


def test_target_semula_di_samping_yang_baru() -> None:
    """After a change of the budget the old targets stand beside the new ones, locked, in native percent cells."""
    buku = _buku(muatan=LANJUT)
    assert _sel(buku, "target", "LURAH.01", "a1") == Sel(75.0, "semula_persen", persen=True)
    assert _sel(buku, "target", "LURAH.01", "a1").isi_berkas == 0.75
    assert _sel(buku, "target", "SEKLUR.02", "a2").isi == 12.0
    assert _sel(buku, "target", "LURAH.02", "a1").gaya == "tidak_diminta"
    target = next(x for x in buku.lembar if x.kunci == "target")
    assert any(w.gaya == "hidup_berubah" for w in target.warna)
    assert "a1" not in {k.kunci for k in next(x for x in _buku().lembar if x.kunci == "target").kolom}


def test_target_yang_belum_terisi_dapat_disaring() -> None:
    """A blank target says so in Pemeriksaan, before anything that the year's target has to say."""
    satu = _buku({kunci_target("LURAH.01", 1): "delapan puluh"})
    assert _nilai(satu, "target", "LURAH.01", "cek") == "periksa angka"
    kosong = susun_buku_unit(katalog_kecil(), "1001", Aturan(), {kunci_target("LURAH.02", 2): 10.0})
    assert _nilai(kosong, "target", "LURAH.02", "cek") == "belum terisi"
    assert _nilai(_buku(), "target", "LURAH.02", "cek") == "selaras"


def test_catatan_menunggu_alasan_capaian_yang_kurang() -> None:
    """Where the target is not reached kendala and solusi are expected; nowhere else, and never for sending."""

    def keadaan(isian: Isian, indikator: str) -> object:
        return _nilai(_buku(isian), "catatan", indikator, "status")

    assert keadaan({}, "SEKLUR.03") == "tidak perlu"
    # 3 of 5; and 9 of 10 against 80 %.
    assert (keadaan(LENGKAP_1, "SEKLUR.03"), keadaan(LENGKAP_1, "LURAH.01")) == ("belum terisi", "tidak perlu")
    catatan = BEROLAHAN["catatan"]
    assert (keadaan(catatan, "SEKLUR.03"), keadaan(catatan, "LURAH.01")) == ("belum terisi", "terisi")
    lengkap = {**catatan, kunci_catatan("SEKLUR.03", "solusi"): "Dijadwalkan ulang"}
    assert keadaan(lengkap, "SEKLUR.03") == "terisi"
    assert _nilai(_buku(LENGKAP_1), "ringkasan", "status", "label") == "SIAP DIKIRIM"
    # 99.996 is shown as 100,00 and asks for no excuse.
    hampir = LENGKAP_1 | {kunci_target("SEKLUR.01", 1): 80.0, kunci_variabel("SEKLUR.01", "p", 1): 79.997}
    assert keadaan(hampir, "SEKLUR.01") == "tidak perlu"
    lembar = next(x for x in _buku().lembar if x.kunci == "catatan")
    assert lembar.saring is not None
    assert lembar.saring.kolom_akhir == "status"


def test_lembar_isian_dapat_disaring() -> None:
    """Target, Realisasi and Catatan have a filter from the number to the column that says what is blank."""
    for kunci, akhir in (("target", "cek"), ("realisasi", "status"), ("catatan", "status")):
        lembar = next(x for x in _buku({}).lembar if x.kunci == kunci)
        assert lembar.saring is not None
        assert (lembar.saring.kolom, lembar.saring.kolom_akhir) == ("no", akhir)
    assert _nilai(_buku({kunci_target("LURAH.01", 1): "x"}), "target", "LURAH.01", "cek") == "periksa angka"


def test_huruf_paling_kecil_sepuluh() -> None:
    """No style, no chart and no footer of a unit workbook is smaller than 10 points."""
    with zipfile.ZipFile(io.BytesIO(tulis_buku(_buku(LENGKAP_1)))) as paket:
        isi = {n: paket.read(n).decode() for n in paket.namelist() if n.endswith(".xml")}
    gaya = [float(n) for n in re.findall(r'<sz val="([\d.]+)"', isi["xl/styles.xml"])]
    grafik = [int(n) for m, t in isi.items() if "/charts/" in m for n in re.findall(r' sz="(\d+)"', t)]
    kaki = [int(n) for t in isi.values() for n in re.findall(r"&amp;[LR]&amp;(\d+)", t)]
    assert gaya
    assert grafik
    assert kaki
    assert min(*gaya, *kaki) >= 10
    assert min(grafik) >= 1000


def test_proteksi_membiarkan_membaca_dan_menyaring() -> None:
    """Locked cells stay selectable, for readers, links and header prompts; Tab goes through unlocked ones by itself."""
    wb = openpyxl.load_workbook(io.BytesIO(tulis_buku(_buku())))
    for ws in wb:
        p = ws.protection
        assert p.sheet
        dilarang = [p.autoFilter, p.formatColumns, p.formatRows, p.selectLockedCells, p.selectUnlockedCells]
        assert not any(dilarang), ws.title


@pytest.mark.libreoffice
def test_libreoffice_menghitung_sama(tmp_path: Path) -> None:
    """Every cached value of partly filled, carried forward and changed workbooks is what LibreOffice reckons."""
    sd = Aturan(entri="sampai_dengan", minimal="T/R", batas=None)
    buku = {nama: _buku(isi) for nama, isi in BEROLAHAN.items()}
    buku |= {f"{nama}-sd": _buku(BEROLAHAN[nama], sd) for nama in ("terlewat", "minimal")}
    buku |= {"lanjut": _buku(muatan=LANJUT), "lanjut-isi": _buku(isi_kelurahan(SEKLUR_01__p__2=81), muatan=LANJUT)}
    berkas = []
    for nama, b in buku.items():
        berkas.append(tmp_path / f"{nama}.xlsx")
        berkas[-1].write_bytes(tulis_buku(b))
    for asli, baru in hitung_ulang(berkas, tmp_path / "lo").items():
        assert banding_rumus(asli, baru) == [], asli.name


def _png(lebar: int, tinggi: int) -> bytes:
    """A PNG picture in one colour."""

    def bagian(nama: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    titik = (b"\0" + b"\x1f\x38\x64" * lebar) * tinggi
    return b"\x89PNG\r\n\x1a\n" + bagian(b"IHDR", kepala) + bagian(b"IDAT", zlib.compress(titik)) + bagian(b"IEND", b"")


def test_logo_di_kop_surat() -> None:
    """Every IKI sheet carries the project's logo with alt text; what is no picture is refused."""

    def buat(isi: bytes) -> bytes:
        pengaturan = PengaturanBuku(logo=base64.b64encode(isi).decode())
        return tulis_buku(susun_buku_unit(katalog_kecil(), "1001", Aturan(), pengaturan=pengaturan))

    data = buat(_png(40, 50))
    assert data == buat(_png(40, 50))
    with zipfile.ZipFile(io.BytesIO(data)) as paket:
        gambar = [paket.read(n).decode() for n in paket.namelist() if n.startswith("xl/drawings/drawing")]
        assert len([n for n in paket.namelist() if n.startswith("xl/media/")]) == 1, "one picture for all sheets"
    iki = [ws.title for ws in openpyxl.load_workbook(io.BytesIO(data)) if ws.title.startswith("IKI")]
    assert sum(g.count("<xdr:pic>") for g in gambar) == len(iki)
    assert sum(g.count('descr="Lambang Kota Contoh"') for g in gambar) == len(iki)
    with pytest.raises(LayoutError, match="PNG"):
        buat(b"bukan gambar")


def test_setiap_grafik_dan_gambar_berteks_pengganti() -> None:
    """Charts and pictures say in words what they show."""
    ringkasan = next(x for x in _buku(LENGKAP_1).lembar if x.kunci == "ringkasan")
    assert len(ringkasan.grafik) == 2
    assert all(len(g.alt) > 40 for g in ringkasan.grafik)
