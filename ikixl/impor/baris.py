"""Rows of an indikator table to indikator: sasaran carried down, rows broken by a page put together."""

from __future__ import annotations

import re

from ikixl.impor.aliran import Baris
from ikixl.impor.bersih import baris_tunggal, bersihkan
from ikixl.impor.kata import ATURAN, kutip, polos, terpotong
from ikixl.impor.susunan import Blok, Kinerja, Sasaran
from ikixl.impor.tajuk import Tajuk
from ikixl.temuan import Temuan

__all__ = ["Perakit", "baris_nomor", "kutip_baris"]

_UTAMA = ("indikator", "sasaran")
#: Roles whose merged cell says the same for every row that it spans.
_TERUS = ("sumber_data", "penanggung_jawab", "formula", "target", "satuan", "periode")
# An indikator that has grown this long swallows rows that are not its own.
_SEL_MAKS = 12_000
#: Rows of a page that the next one may repeat.
_ULANG_MAKS = 60
# A row that is left out is quoted whole, so that it can be typed from the report.
_BARIS_PANJANG = 1_000
_LABEL_SASARAN = re.compile(r"^\s*sasaran[^:]{0,30}:\s*", re.IGNORECASE)
_NOMOR = re.compile(r"\(?\d{1,2}\)?[.)]?")


def kutip_baris(baris: Baris) -> str:
    """The filled cells of a row for a message."""
    isi = dict.fromkeys(baris_tunggal(bersihkan(s)) for s in baris.sel if s.strip())
    return kutip(" | ".join(isi), _BARIS_PANJANG)


def baris_nomor(baris: Baris) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    return all(_NOMOR.fullmatch(s.strip()) for s in baris.sel if s.strip())


class Perakit:
    """Adds the rows of one jabatan's table, one after another, to its Blok."""

    def __init__(self, blok: Blok, temuan: list[Temuan]) -> None:
        self.blok = blok
        self.temuan = temuan
        self.sasaran: Sasaran | None = blok.kinerja[-1].sasaran if blok.kinerja else None
        self.ulang = False
        self.sendiri: Baris | None = None

    def akhiri(self) -> None:
        """The jabatan ends: report a sasaran that no indikator followed."""
        if self.sendiri is not None:
            self._catat("IMPOR-23", self.sendiri)
        self.sendiri = None

    def tambah(self, tajuk: Tajuk, baris: Baris, *, jeda: bool) -> None:
        """Take one row; `jeda` says that a page break may stand between it and the row before."""
        isi = {p: t for p, t in tajuk.isi(tuple(bersihkan(s) for s in baris.sel)).items() if t}
        isi = {p: t for p, t in isi.items() if p in _UTAMA or t not in ATURAN["kata"]["kosong"]}
        if not isi:
            return
        isi.pop("nomor", None)
        if len({baris_tunggal(t) for t in isi.values()}) == 1 and len(isi) > 2:
            # One cell merged over the whole table: a heading between rows.
            self._judul_sela(tajuk, next(iter(isi.values())), baris)
        elif not isi.get("indikator"):
            self._tanpa_nama(isi, baris)
        elif self.ulang and self._sudah_ada(isi):
            self._catat("IMPOR-14", baris)
        elif self._sambungan(isi, jeda=jeda):
            self._sambung(isi, baris)
        else:
            self._baru(tajuk, isi, baris)

    def _judul_sela(self, tajuk: Tajuk, teks: str, baris: Baris) -> None:
        """A heading between rows is their sasaran where the table has no column for it."""
        if "sasaran" in tajuk.peran:
            self._lewati(baris)
            return
        self.akhiri()
        self.sasaran, self.sendiri = Sasaran(_LABEL_SASARAN.sub("", teks)), baris

    def _baru(self, tajuk: Tajuk, isi: dict[str, str], baris: Baris) -> None:
        self.ulang = False
        if isi.get("sasaran"):
            self.akhiri()
            self.sasaran = Sasaran(isi["sasaran"])
        elif self.sasaran is None:
            self.sasaran = Sasaran("")
        self.sendiri = None
        lalu = self.blok.kinerja[-1].isi if self.blok.kinerja else {}
        for n in baris.sambung:
            peran = tajuk.peran[n] if n < len(tajuk.peran) else ""
            if peran in _TERUS and peran not in isi and peran in lalu:
                isi[peran] = lalu[peran]
        nama = isi.pop("indikator")
        isi.pop("sasaran", None)
        self.blok.kinerja.append(Kinerja(self.sasaran, nama, isi, baris.tempat))

    def _tanpa_nama(self, isi: dict[str, str], baris: Baris) -> None:
        sasaran = isi.get("sasaran", "")
        lain = isi.keys() - {"sasaran"}
        if not self.blok.kinerja or (sasaran and not _kecil(sasaran)):
            if not sasaran:
                self._lewati(baris)
                return
            self.akhiri()
            self.sasaran, self.sendiri = Sasaran(sasaran), baris
            if lain:
                # The cell of the indikator is empty though the row has a formula: nothing may be lost.
                self._catat("IMPOR-03", baris)
            return
        self._sambung(isi, baris)

    def _sambungan(self, isi: dict[str, str], *, jeda: bool) -> bool:
        """Whether a row only continues the one above, which a page break cut."""
        if not self.blok.kinerja:
            return False
        atas = self.blok.kinerja[-1]
        sasaran = isi.get("sasaran", "")
        if _kecil(atas.nama) or (sasaran and not _kecil(sasaran)):
            return False
        if not isi.keys() - set(_UTAMA) and atas.isi:
            return _kecil(isi["indikator"]) or terpotong(atas.nama)
        return jeda and all(_kecil(t) for t in isi.values())

    def _sambung(self, isi: dict[str, str], baris: Baris) -> None:
        atas = self.blok.kinerja[-1]
        if len(atas.nama) + len(atas.sasaran.teks) + sum(map(len, atas.isi.values())) > _SEL_MAKS:
            self._lewati(baris)
            return
        for peran, teks in isi.items():
            if peran == "indikator":
                atas.nama = f"{atas.nama} {teks}"
            elif peran == "sasaran":
                atas.sasaran.teks = f"{atas.sasaran.teks} {teks}"
            else:
                atas.isi[peran] = "\n".join(filter(None, (atas.isi.get(peran, ""), teks)))
        nama = kutip(baris_tunggal(atas.nama))
        self.temuan.append(
            Temuan("IMPOR-13", sel=baris.tempat, rinci={"indikator": nama, "kutipan": kutip_baris(baris)})
        )

    def _sudah_ada(self, isi: dict[str, str]) -> bool:
        kunci = polos(isi["indikator"]), polos(isi.get("formula", ""))
        return any((polos(k.nama), polos(k.isi.get("formula", ""))) == kunci for k in self.blok.kinerja[-_ULANG_MAKS:])

    def _lewati(self, baris: Baris) -> None:
        self._catat("IMPOR-03", baris)

    def _catat(self, kode: str, baris: Baris) -> None:
        self.temuan.append(Temuan(kode, sel=baris.tempat, rinci={"kutipan": kutip_baris(baris)}))


def _kecil(teks: str) -> bool:
    """Whether a text begins like the rest of a sentence or of a list."""
    huruf = teks.lstrip(" -–•(\"'")[:1]
    lanjut = re.match(r"\s*(\d{1,2})[.)]", teks)
    return huruf.islower() or bool(lanjut and int(lanjut.group(1)) > 1)
