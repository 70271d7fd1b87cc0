"""`ikixl rekap` from the ledger against pandas groupby over the same rows and XlsxWriter dumping the same cells.

The rival reads the inputs with one query, combines them over time and units, and writes what we write: the workbook
through recorded calls of XlsxWriter, the files beside a large one through to_csv. What is made of the combined inputs
(realisasi, capaian, predikat, ranks, every formula text) it is given for nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from benchmarks.data import WAKTU, kirim, kode_unit, proyek_banyak, proyek_dengan_kiriman
from benchmarks.rekaman import Rekaman
from benchmarks.ukuran import Baris, bandingkan, baris
from ikixl import perekapan
from ikixl.engine import Mesin
from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.buku import Buku
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.terima import terima
from ikixl.perekapan_besar import terlalu_besar
from ikixl.perhitungan import triwulan_diminta, triwulan_perlu
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber
from ikixl.writer import tulis_buku

__all__ = ["ukur"]

_TRIWULAN = 2
_SEMENIT = 60.0
_TANYA = """
    SELECT unit, kunci, triwulan, nilai_angka AS nilai, isian.keadaan, berkas.nama AS berkas, lembar, sel, berkas.sha256
    FROM isian JOIN berkas USING (urutan)
"""


def ukur(penuh: bool) -> list[Baris]:
    """Lines for a rekap from nothing, for one after a single new return, and for opening it in LibreOffice."""
    # A hundred kelurahan make a rekap of the ordinary kind, which takes longer.
    banyak, ulang = 1_000, 5 if penuh else 2
    with tempfile.TemporaryDirectory() as folder:
        proyek = proyek_dengan_kiriman(Path(folder, "proyek"), banyak)
        terima(proyek, WAKTU, mesin=Mesin(2), ringkas=True)
        # From the ledger: what lies in masuk/ is in the archive as well.
        shutil.rmtree(proyek.masuk)
        lawan = _Lawan(proyek)
        lawan.periksa()
        hasil = bandingkan(
            f"rekap {banyak} unit",
            lambda: _rekap(proyek, lupa="semua"),
            {"pandas groupby + XlsxWriter polos": (lawan.jalan, 1 / 1.3)},
            ulang,
        )
        sendiri = _proyek_satu_kiriman(Path(folder, "sendiri"), banyak)
        hasil += bandingkan(
            f"rekap {banyak} unit sesudah satu kiriman baru",
            lambda: _rekap(proyek, lupa="satu"),
            {
                "pandas groupby + XlsxWriter polos": (lawan.jalan, None),
                "rekap dari awal": (lambda: _rekap(proyek, lupa="semua"), None),
                # Re-running after one new return costs what one return costs.
                "rekap dari awal dengan satu kiriman itu saja": (lambda: _rekap(sendiri, lupa="semua"), 1.0),
                "rekap lagi tanpa kiriman baru": (lambda: _rekap(proyek, lupa=""), None),
            },
            ulang,
        )
        return [*hasil, *_buka(proyek, banyak)]


def _proyek_satu_kiriman(folder: Path, banyak: int) -> Proyek:
    """A project with as many kelurahan, of which one alone sent anything."""
    proyek = proyek_banyak(folder, banyak)
    kode = kode_unit(banyak)[-1:]
    buat(proyek, WAKTU, unit=kode)
    kirim(proyek, kode)
    terima(proyek, WAKTU, ringkas=True)
    shutil.rmtree(proyek.masuk)
    return proyek


def _rekap(proyek: Proyek, lupa: str) -> None:
    """Ours; first what is kept between two rekap is forgotten: of all units, or of one and of the run that it is in.

    The latter is what a new return of that unit makes useless.
    """
    simpanan = proyek.folder / ".ikixl" / "rekap.sqlite"
    if simpanan.exists() and lupa == "semua":
        simpanan.unlink()
    elif simpanan.exists() and lupa == "satu":
        db = sqlite3.connect(simpanan)
        db.execute("DELETE FROM unit WHERE unit = (SELECT max(unit) FROM unit)")
        # The runs are named after the number of their first unit.
        nomor = "CAST(substr(nama, instr(nama, '-') + 1) AS INTEGER)"
        banyak = db.execute(f"DELETE FROM serangkai WHERE {nomor} = (SELECT max({nomor}) FROM serangkai)").rowcount
        assert banyak
        db.commit()
        db.close()
    perekapan.rekap(proyek, WAKTU, _TRIWULAN)


class _Lawan:
    """pandas and XlsxWriter, with everything at hand that is not theirs to do."""

    def __init__(self, proyek: Proyek) -> None:
        self._proyek = proyek
        self._katalog = muat_sumber(proyek.katalog)
        buku: list[Buku] = []

        def catat(isi: Buku) -> bytes:
            buku.append(isi)
            return tulis_buku(isi)

        with patch.object(perekapan, "tulis_buku", catat):
            self._path = perekapan.rekap(proyek, WAKTU, _TRIWULAN).path
        self._rekaman = Rekaman(buku[0])
        self._rincian = self._path.with_name(f"{self._path.stem}-rincian")
        self._tujuan = proyek.folder / "lawan"
        self._tujuan.mkdir()
        self._kerangka = pd.DataFrame(
            [
                (unit, jabatan, indikator, variabel, kunci.kunci, kunci.triwulan)
                for unit, jabatan, indikator, variabel, kunci in Konsolidasi(self._katalog, proyek.aturan).kunci_baris()
            ],
            columns=["unit", "jabatan", "indikator", "variabel", "kunci", "triwulan"],
        )
        self._cara = {(v.indikator, v.kode): (str(v.gabung_waktu), str(v.gabung_unit)) for v in self._katalog.variabel}
        self._periode = {i.kode: str(i.periode) for i in self._katalog.indikator}
        # What follows from the formulas comes to the rival as it is in our files.
        self._lain = {
            p.name: pd.read_csv(p, sep=";", decimal=",", encoding="utf-8-sig", dtype=str, keep_default_na=False)
            for p in sorted(self._rincian.glob("*.csv"))
            if not p.name.startswith("data-")
        }

    def jalan(self) -> None:
        """All of it: read, combine, write."""
        rinci, _ = self._gabung()
        (self._tujuan / "rekap.xlsx").write_bytes(self._rekaman.mainkan())
        if terlalu_besar(self._katalog):
            rinci.to_csv(self._tujuan / "data-1.csv", sep=";", decimal=",", index=False, encoding="utf-8-sig")
            for nama, tabel in self._lain.items():
                tabel.to_csv(self._tujuan / nama, sep=";", index=False, encoding="utf-8-sig")

    def _gabung(self) -> tuple[pd.DataFrame, dict[tuple[str, str], float]]:
        """(every asked input with its lineage, the variabel up to the triwulan over the units that are complete)."""
        db = sqlite3.connect(self._proyek.ledger)
        isian = pd.read_sql(_TANYA, db)
        db.close()
        rinci = self._kerangka.merge(isian, on=["unit", "kunci", "triwulan"], how="left")
        angka = rinci[rinci["variabel"] != TARGET]
        hasil: dict[tuple[str, str], float] = {}
        for indikator, milik in angka.groupby("indikator", sort=False):
            kolom = {}
            for variabel, satu in milik.groupby("variabel", sort=False):
                waktu, _ = self._cara[str(indikator), str(variabel)]
                perlu = triwulan_perlu(self._periode[str(indikator)], waktu, _TRIWULAN)
                per_unit = satu[satu["triwulan"].isin(perlu)].groupby("unit")["nilai"]
                cara = {"jumlah": "sum", "rata": "mean", "maks": "max", "min": "min", "akhir": "last"}[waktu]
                kolom[str(variabel)] = per_unit.agg(cara)[per_unit.count() == len(perlu)] if perlu else None
            if any(k is None for k in kolom.values()):
                continue
            tabel = pd.DataFrame(kolom).dropna()
            for variabel in kolom:
                cara = {"jumlah": "sum", "rata": "mean", "maks": "max", "min": "min"}[
                    self._cara[str(indikator), variabel][1]
                ]
                if len(tabel):
                    hasil[str(indikator), variabel] = float(tabel[variabel].agg(cara))
        return rinci, hasil

    def periksa(self) -> None:
        """The rival comes to our numbers: each combined variabel, each row, each byte of the workbook."""
        rinci, hasil = self._gabung()
        with Ledger(self._proyek.ledger) as ledger:
            konsolidasi = perekapan.konsolidasi_proyek(self._proyek, ledger)
        banding = 0
        for kode, h in konsolidasi.hasil.items():
            if _TRIWULAN not in triwulan_diminta(h.indikator.periode):
                continue
            for variabel, nilai in h.gabungan.nilai_sd.items():
                # Inputs that ikixl does not count (negative, not whole) are none of the rival's business.
                kita, lawan = nilai[_TRIWULAN - 1], hasil.get((kode, variabel))
                if h.tunggal and not h.ikut_sd[_TRIWULAN - 1]:
                    continue
                assert (kita is None) == (lawan is None), (kode, variabel, kita, lawan)
                assert kita is None or abs(kita - (lawan or 0.0)) <= 1e-9 * max(1.0, abs(kita)), (kode, variabel)
                banding += kita is not None
        assert banding
        assert len(rinci) == len(konsolidasi.baris())
        assert self._rekaman.mainkan() == self._path.read_bytes()


def _buka(proyek: Proyek, banyak: int) -> list[Baris]:
    """How long LibreOffice takes to open the workbook, with starting itself; nothing where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        return []
    path = next(proyek.rekap.glob("*.xlsx"))
    waktu = []
    with tempfile.TemporaryDirectory() as folder:
        profil = Path(folder, "profil").as_uri()
        perintah = [program, f"-env:UserInstallation={profil}", "--headless", "--convert-to", "csv", "--outdir", folder]
        # The first call makes the profile. Only the first sheet is written: what takes time is the opening.
        for _ in range(3):
            awal = time.perf_counter()
            subprocess.run([*perintah, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            waktu.append(time.perf_counter() - awal)
    kerja = f"buka rekap {banyak} unit di LibreOffice"
    return [baris(kerja, "satu menit", waktu[1:], [_SEMENIT] * 2, 1.0)]
