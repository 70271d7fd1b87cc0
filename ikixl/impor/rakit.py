"""What was recognised to the rows of the katalog tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ikixl.impor.bersih import PECAHAN, baris_tunggal, daftar_tunggal, pecah_butir, tanpa_penanda
from ikixl.impor.formula import baca_rumus, skala_formula
from ikixl.impor.isian import Rumus
from ikixl.impor.kata import ATURAN, berawal, kutip, polos
from ikixl.impor.rincian import TargetBaca, baca_target, satuan_nama, target_kalimat, tebak_periode
from ikixl.impor.susunan import Kinerja
from ikixl.impor.tempat import JabatanBaca
from ikixl.impor.uraian import urai_uraian
from ikixl.katalog.model import TABEL
from ikixl.temuan import Temuan

__all__ = ["Perangkai"]

_TW = ("tw1", "tw2", "tw3", "tw4")


@dataclass(slots=True)
class Perangkai:
    """Collects the rows of all tables, one jabatan after another; `temuan` is what was doubtful."""

    tabel: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {nama: [] for nama in TABEL})
    temuan: list[Temuan] = field(default_factory=list)

    def tambah_jabatan(self, j: JabatanBaca, urutan: int) -> None:
        """The jabatan itself, its duties and its indikator."""
        self._baris(
            "jabatan",
            kode=j.kode,
            urutan=str(urutan),
            nama=j.nama,
            jenis_unit=j.jenis_unit,
            unit=j.unit,
            atasan=j.atasan,
            kembar=j.kembar,
            catatan=j.catatan,
        )
        for jenis in ("tugas", "fungsi"):
            teks = urai_uraian([b for macam, b in j.blok.uraian if macam == jenis])
            for n, satu in enumerate(teks, start=1):
                self._baris("uraian", jabatan=j.kode, jenis=jenis, urutan=str(n), teks=satu)
        satuan = [bagian for k in j.blok.kinerja for bagian in self._pecah(k)]
        lebar = max(2, len(str(len(satuan))))
        for n, kinerja in enumerate(satuan, start=1):
            self._indikator(j, kinerja, f"{j.kode}.{n:0{lebar}d}", n)

    def _baris(self, tabel: str, **isi: str) -> None:
        self.tabel[tabel].append({kolom: isi.get(kolom, "") for kolom in TABEL[tabel].model_fields})

    # One indikator ---------------------------------------------------------------------------------------------

    def _indikator(self, j: JabatanBaca, k: Kinerja, kode: str, urutan: int) -> None:
        nama = self._ejaan(tanpa_penanda(baris_tunggal(k.nama)), k)
        sasaran = self._ejaan(tanpa_penanda(baris_tunggal(k.sasaran.teks)).rstrip(";"), k)
        formula = k.isi.get("formula", "")
        target = self._target_sel(k, kode)
        rumus = baca_rumus(nama, formula, *((target.satuan, target.nilai) if target else ("", None)))
        if not sasaran:
            self._catat("IMPOR-06", k, indikator=kode)
        if rumus.temuan:
            self._catat(rumus.temuan, k, indikator=kode, kutipan=kutip(baris_tunggal(formula or nama)))
        sumber_target = ""
        if target is None and not rumus.persen and rumus.bentuk != "nilai":
            target = target_kalimat(nama, formula)
            if target:
                sumber_target = f'Target dari kalimat: "{target.kutipan}".'
                rinci = {"kutipan": target.kutipan, "nilai": _angka(target.nilai), "satuan": target.satuan}
                self._catat("IMPOR-08", k, indikator=kode, **rinci)
        satuan = self._satuan(k, rumus, target, nama, kode)
        bobot = baca_target(k.isi.get("bobot", ""))
        self._baris(
            "indikator",
            kode=kode,
            jabatan=j.kode,
            urutan=str(urutan),
            tingkat="IKU" if j.blok.iku else "IKI",
            sasaran=sasaran,
            nama=nama,
            rumus=rumus.teks,
            satuan=satuan,
            arah="maksimal",
            periode=tebak_periode(f"{k.isi.get('periode', '')} {nama} {formula}"),
            penjelasan=daftar_tunggal(formula.replace(PECAHAN, "/")),
            sumber_data=daftar_tunggal(k.isi.get("sumber_data", "")),
            penanggung_jawab=daftar_tunggal(k.isi.get("penanggung_jawab", "")),
            bobot=_angka(bobot.nilai) if bobot else "",
            catatan=" ".join(filter(None, (daftar_tunggal(k.isi.get("catatan", "")), sumber_target))),
            skala=skala_formula(formula),
        )
        self._variabel(kode, rumus, satuan)
        self._target(k, kode, target)

    def _ejaan(self, teks: str, k: Kinerja) -> str:
        """A text with the common typing errors of the template put right, each reported once per text."""
        ejaan: dict[str, str] = ATURAN["ejaan"]

        def rapikan(cocok: re.Match[str]) -> str:
            kata = cocok.group()
            benar = ejaan.get(kata.lower())
            if benar is None:
                return kata
            rapi = benar.upper() if kata.isupper() else benar.capitalize() if kata[:1].isupper() else benar
            self._catat("IMPOR-24", k, kutipan=kata, benar=rapi)
            return rapi

        return re.sub(r"[^\W\d_]+", rapikan, teks)

    def _variabel(self, kode: str, rumus: Rumus, satuan: str) -> None:
        for n, v in enumerate(rumus.variabel, start=1):
            milik = satuan_nama(v.nama) if rumus.bentuk == "rasio" else satuan
            self._baris(
                "variabel",
                indikator=kode,
                kode=v.kode,
                urutan=str(n),
                nama=v.nama,
                satuan=milik,
                isian=v.isian,
                gabung_waktu=v.gabung_waktu,
                gabung_unit=v.gabung_unit,
            )

    def _satuan(self, k: Kinerja, rumus: Rumus, target: TargetBaca | None, nama: str, kode: str) -> str:
        """The satuan of an indikator: printed, else that of its formula, else guessed from its name."""
        dari_kalimat = target is not None and not k.isi.get("target") and not any(k.isi.get(t) for t in _TW)
        tercetak = baris_tunggal(k.isi.get("satuan", "")).lower() or (
            target.satuan if target and not dari_kalimat else ""
        )
        if rumus.persen or tercetak in ("%", "persen"):
            return "%"
        if tercetak:
            return tercetak
        if rumus.bentuk in ("nilai", "terbobot"):
            return "nilai"
        satuan = satuan_nama(nama) or (target.satuan if target else "")
        if not satuan and rumus.bentuk != "belum":
            satuan = satuan_nama(rumus.variabel[0].nama)
        if not satuan:
            self._catat("IMPOR-16", k, indikator=kode, kutipan=kutip(nama))
        return satuan

    def _target_sel(self, k: Kinerja, kode: str) -> TargetBaca | None:
        """The target of the TARGET column, its satuan from the SATUAN column where there is one."""
        teks = k.isi.get("target", "") or next((k.isi[t] for t in reversed(_TW) if k.isi.get(t)), "")
        if not teks:
            satuan = baris_tunggal(k.isi.get("satuan", "")).lower()
            return None if not satuan else TargetBaca(float("nan"), "%" if satuan == "persen" else satuan, "")
        # Columns of several years that say the same are one target.
        hasil = baca_target(teks) or (baca_target(teks.split("\n")[0]) if len(set(teks.split("\n"))) == 1 else None)
        satuan = baris_tunggal(k.isi.get("satuan", "")).lower()
        if hasil is None:
            self._catat("IMPOR-09", k, indikator=kode, kutipan=kutip(teks))
            return TargetBaca(float("nan"), satuan, "") if satuan else None
        return TargetBaca(hasil.nilai, "%" if satuan == "persen" else satuan or hasil.satuan, hasil.kutipan)

    def _target(self, k: Kinerja, kode: str, target: TargetBaca | None) -> None:
        tw = {t: hasil for t in _TW if (hasil := baca_target(k.isi.get(t, "")))}
        if not tw and (target is None or target.nilai != target.nilai):
            return
        tahun = target if target and (k.isi.get("target") or not tw) else None
        isi = {t: _angka(hasil.nilai) for t, hasil in tw.items()}
        if tahun:
            isi["tahun"] = _angka(tahun.nilai)
        self._baris("target", indikator=kode, sumber="keputusan", **isi)

    def _catat(self, kode_temuan: str, k: Kinerja, **rinci: str) -> None:
        self.temuan.append(Temuan(kode_temuan, sel=k.tempat, rinci=rinci))

    # Cells that hold several indikator --------------------------------------------------------------------------

    def _pecah(self, k: Kinerja) -> list[Kinerja]:
        """An indikator for every item of a cell that lists several; their formulas and targets go by order."""
        nama = _butir_nama(k.nama)
        if len(nama) < 2:
            return [k]
        self._catat("IMPOR-15", k, banyak=str(len(nama)), kutipan=kutip(baris_tunggal(k.nama)))
        hasil = [Kinerja(k.sasaran, n, dict(k.isi), k.tempat) for n in nama]
        for peran in ("formula", "target", "satuan", *_TW):
            bagian = _bagi(k.isi.get(peran, ""), len(nama))
            for satu, teks in zip(hasil, bagian, strict=False):
                satu.isi[peran] = teks
        return hasil


def _butir_nama(nama: str) -> list[str]:
    awal, butir = pecah_butir(nama)
    if len(butir) > 1 and not awal and all(len(b.split()) > 1 for b in butir):
        return butir
    baris = nama.split("\n")
    kata = [*ATURAN["kata"]["hitung"], *ATURAN["kata"]["persen"]]
    return baris if len(baris) > 1 and all(berawal(polos(b), kata) for b in baris) else []


def _bagi(teks: str, banyak: int) -> list[str]:
    """A cell's parts for `banyak` indikator; [] where it cannot be told apart, and all keep the whole."""
    for bagian in (
        re.split(r"(?<=%)\s+(?=\()", teks) if PECAHAN in teks else [],
        pecah_butir(teks)[1] if not pecah_butir(teks)[0] else [],
        teks.split("\n"),
    ):
        if len(bagian) == banyak:
            return bagian
    return []


def _angka(nilai: float) -> str:
    return f"{nilai:.10g}"
