"""The recogniser: a neutral stream to jabatan with their duties and indikator rows."""

from __future__ import annotations

import re

from ikixl.impor.aliran import Baris, Dokumen, Paragraf, Potongan
from ikixl.impor.baris import Perakit, baris_nomor, kutip_baris
from ikixl.impor.bersih import baris_tunggal, bersihkan, tanpa_penanda
from ikixl.impor.kata import polos, terpotong
from ikixl.impor.label import Label, judul_bagian, label_baris, label_paragraf, mirip_jabatan, nama_di_judul
from ikixl.impor.penutup import penutup
from ikixl.impor.susunan import Blok
from ikixl.impor.tajuk import Tajuk, kenali_tajuk, peran_sel
from ikixl.temuan import Temuan

__all__ = ["susun"]

_LEMBAR_UMUM = re.compile(r"(?:sheet|lembar|sheet ?name|iki|iku|data|table|tabel|lampiran)?\s*\d*", re.IGNORECASE)
_BUKAN_JUDUL = re.compile(r"\bNIP\b", re.IGNORECASE)
_JUDUL_KATA = 12
# A cell that has grown this long is no cell any more.
_SEL_MAKS = 4_000
_PIMPINAN = ("camat", "kepala dinas", "kepala badan", "lurah")


def susun(dokumen: Dokumen) -> tuple[list[Blok], list[Temuan]]:
    """Every jabatan that has at least one indikator, in the document's order, and what was unclear on the way."""
    penyusun = _Penyusun()
    for potongan in _utuhkan(dokumen.isi):
        penyusun.terima(potongan)
    penyusun.akhiri()
    for nama in dokumen.lembar_tersembunyi:
        penyusun.temuan.append(Temuan("IMPOR-20", sel=f"lembar {nama}", rinci={"kutipan": nama}))
    return [b for b in penyusun.blok if b.kinerja], penyusun.temuan


def _utuhkan(isi: tuple[Potongan, ...]) -> list[Potongan]:
    """Rows of text files whose cells were broken over lines, put together again.

    A row shorter than the table's widest is followed at once by lines; they belong together as long as the whole is
    not wider than the table.
    """
    lebar: dict[int, int] = {}
    for p in isi:
        if isinstance(p, Baris) and p.lentur:
            lebar[p.tabel] = max(lebar.get(p.tabel, 0), len(p.sel))
    hasil: list[Potongan] = []
    for p in isi:
        lalu = hasil[-1] if hasil else None
        if isinstance(lalu, Baris) and lalu.lentur and len(lalu.sel) < lebar[lalu.tabel] and _dapat_disambung(lalu, p):
            sel = p.sel if isinstance(p, Baris) else (p.teks,)
            kurang = lebar[lalu.tabel] - (len(lalu.sel) + len(sel) - 1)
            if len(lalu.sel[-1]) < _SEL_MAKS and (kurang == 0 or (kurang > 0 and isinstance(p, Paragraf))):
                utuh = (*lalu.sel[:-1], f"{lalu.sel[-1]}\n{sel[0]}", *sel[1:])
                hasil[-1] = Baris(utuh, lalu.tempat, lalu.tabel, lentur=True)
                continue
        hasil.append(p)
    return hasil


def _dapat_disambung(lalu: Baris, p: Potongan) -> bool:
    if isinstance(p, Baris):
        return bool(p.sel[0]) and len(lalu.sel) > 1 and label_baris(p.sel) is None and kenali_tajuk(p.sel) is None
    return bool(p.teks) and len(lalu.sel) > 2 and label_paragraf(p.teks) is None and not judul_bagian(p.teks)


class _Penyusun:
    """Goes through the stream once; knows which jabatan, which table and which list it is in."""

    def __init__(self) -> None:
        self.blok: list[Blok] = []
        self.temuan: list[Temuan] = []
        self.kini: Blok | None = None
        self.perakit: Perakit | None = None
        self.tajuk: Tajuk | None = None
        self.tabel_tajuk = -1
        self.baru_tajuk = False
        self.mode = ""
        self.tunggu_nama = False
        self.iku = False
        self.judul_baru = False
        self.calon = ""
        self.jeda = False
        self.asing = -1
        self.jabatan_atas = ""

    def terima(self, p: Potongan) -> None:
        """Take the next piece of the stream."""
        if isinstance(p, Paragraf):
            self._paragraf(p)
        else:
            self._baris(p)

    def akhiri(self) -> None:
        """Report the jabatan that no table followed."""
        if self.perakit is not None:
            self.perakit.akhiri()
        for blok in self.blok:
            if not blok.kinerja and blok.nama:
                self.temuan.append(Temuan("IMPOR-17", sel=blok.tempat, rinci={"jabatan": blok.nama}))

    # Paragraphs ------------------------------------------------------------------------------------------------

    def _paragraf(self, p: Paragraf) -> None:
        teks = p.teks.strip()
        if p.lembar:
            self._lembar_baru(teks)
            return
        if not teks:
            self.jeda = True
            return
        label = label_paragraf(teks)
        judul = "" if label else judul_bagian(teks)
        if label:
            self._label(label, p.tempat)
        elif self.tunggu_nama:
            if teks.strip(" :"):
                self._mulai(teks, p.tempat)
        elif not judul and self.kini is not None and self._nama_terputus():
            self.kini.nama = f"{self.kini.nama} {baris_tunggal(bersihkan(teks))}".strip(" :;")
        elif judul:
            self._akhir_tabel()
            self.iku = judul == "utama"
            self.judul_baru = True
            self.calon = nama_di_judul(teks) or self.calon
        elif self.mode and self.kini is not None:
            self.kini.uraian.append((self.mode, teks))
        else:
            self.jeda = True
            if mirip_jabatan(teks):
                self.calon = tanpa_penanda(baris_tunggal(bersihkan(teks)))
            elif _BUKAN_JUDUL.search(teks) or len(teks.split()) > _JUDUL_KATA:
                # A signature, or running text: what stood above it is no heading of a table.
                self.calon = ""

    def _nama_terputus(self) -> bool:
        """Whether the name of the jabatan broke off at the end of the line before."""
        kini = self.kini
        baru = kini is not None and not kini.kinerja and not kini.uraian and not self.mode and self.tajuk is None
        return baru and kini is not None and terpotong(kini.nama)

    def _lembar_baru(self, nama: str) -> None:
        self._akhir_tabel()
        self.judul_baru = True
        self.calon = "" if _LEMBAR_UMUM.fullmatch(nama) else nama

    def _label(self, label: Label, tempat: str) -> None:
        if label.jenis == "lain":
            self.mode = ""
            return
        if label.jenis == "jabatan":
            if label.isi:
                self._mulai(label.isi, tempat)
            else:
                self.tunggu_nama = True
            return
        if self.kini is None or self.kini.kinerja:
            self._akhir_tabel()
            self._blok_baru(Blok(self.calon, tempat, iku=self.iku, dari_judul=bool(self.calon)))
        self.mode = label.jenis
        if label.isi and self.kini is not None:
            self.kini.uraian += [(label.jenis, baris) for baris in label.isi.split("\n")]

    def _mulai(self, nama: str, tempat: str) -> None:
        """A jabatan is named: its block begins, unless the name is printed again above a table that goes on."""
        nama = tanpa_penanda(baris_tunggal(bersihkan(nama))).strip(" :;")
        self._akhir_tabel()
        self.tunggu_nama = False
        if nama:
            iku = self.iku and polos(nama).startswith(_PIMPINAN)
            self._blok_baru(Blok(nama, tempat, iku=iku))

    def _blok_baru(self, blok: Blok) -> None:
        if self.perakit is not None:
            self.perakit.akhiri()
        self.kini = blok
        self.blok.append(blok)
        self.perakit = Perakit(blok, self.temuan)
        self.judul_baru = False
        self.calon = ""

    def _akhir_tabel(self) -> None:
        self.tajuk = None
        self.mode = ""

    # Rows ------------------------------------------------------------------------------------------------------

    def _baris(self, b: Baris) -> None:
        berisi = [s for s in b.sel if s.strip()]
        if not berisi:
            self.jeda = True
            return
        if self.baru_tajuk and self.tajuk is not None and self._tajuk_kedua(b):
            return
        self.baru_tajuk = False
        if self.tajuk is not None and penutup(b.sel):
            self._akhir_tabel()
        tajuk = kenali_tajuk(b.sel)
        label = None if tajuk else label_baris(b.sel)
        if label and label.jenis != "jabatan" and self._termasuk_tabel(b):
            # "Nama", "Tugas" in a row of indikator are words of that row.
            label = None
        if tajuk:
            self._tajuk(tajuk, b)
        elif label:
            self._label(label, b.tempat)
        elif self.tajuk is not None and len(set(berisi)) == 1 and mirip_jabatan(berisi[0]):
            # A row across the table that names the jabatan of the rows under it.
            tajuk_kini = self.tajuk
            self._mulai(berisi[0], b.tempat)
            self.tajuk = tajuk_kini
        elif self._termasuk_tabel(b):
            self._isi(b)
        elif len(set(berisi)) == 1:
            for baris in berisi[0].split("\n"):
                self._paragraf(Paragraf(baris, b.tempat))
        elif self.mode and self.kini is not None:
            self.kini.uraian += [(self.mode, baris) for s in dict.fromkeys(berisi) for baris in s.split("\n")]
        else:
            self._tak_dikenal(b)

    def _tajuk(self, tajuk: Tajuk, b: Baris) -> None:
        lanjutan = self.kini is not None and self.kini.kinerja and not self.judul_baru and not self.calon
        if self.tunggu_nama or self.kini is None or (self.kini.kinerja and not lanjutan):
            nama, self.tunggu_nama = self.calon, False
            if nama:
                self.temuan.append(Temuan("IMPOR-22", sel=b.tempat, rinci={"jabatan": nama}))
            self._blok_baru(Blok(nama, b.tempat, iku=self.iku, dari_judul=bool(nama)))
        self.mode = ""
        self.calon = ""
        self.tajuk, self.tabel_tajuk, self.baru_tajuk = tajuk, b.tabel, True
        self.jeda = True
        if lanjutan and self.perakit is not None:
            self.perakit.ulang = True
        for teks, peran in tajuk.salah_ketik:
            self.temuan.append(Temuan("IMPOR-07", sel=b.tempat, rinci={"kutipan": teks, "kolom": peran}))

    def _tajuk_kedua(self, b: Baris) -> bool:
        """Whether a row under the header only goes on with it (TW I | TW II, or a title broken over two rows)."""
        assert self.tajuk is not None
        berisi = [s for s in b.sel if s.strip()]
        peran = [peran_sel(s)[0] for s in b.sel]
        if all(n in b.sambung or self.tajuk.peran[n : n + 1] == ("target",) for n in range(len(b.sel))):
            # Every other title reaches down beside it: whatever stands under TARGET is still a title.
            peran = [p or ("target" if s.strip() else "") for p, s in zip(peran, b.sel, strict=True)]
        if len(b.sel) > len(self.tajuk.peran) or not all(p for p, s in zip(peran, b.sel, strict=True) if s.strip()):
            return False
        if any(len(s) > 40 for s in berisi):
            return False
        atas = self.tajuk.peran
        if any(p and a not in (p, "target", "") for p, a in zip(peran, atas, strict=False)):
            return False
        # TARGET over "TARGET | SATUAN", or over the quarters.
        baru = tuple(p if p.startswith(("tw", "satuan")) else a or p for p, a in zip(peran, atas, strict=False))
        self.tajuk = Tajuk(baru + atas[len(baru) :], self.tajuk.salah_ketik)
        return True

    def _termasuk_tabel(self, b: Baris) -> bool:
        """Whether a row belongs to the table whose header was read last."""
        if self.tajuk is None:
            return False
        lebar = len(self.tajuk.peran)
        if b.lentur:
            # Behind a blank line a shorter row that begins anew is another table.
            return len(b.sel) <= lebar + 1 and (len(b.sel) >= lebar - 1 or not self.jeda or not b.sel[0])
        # A table that goes on behind a page break has as many columns; a heading over a new one is a single cell.
        return b.tabel == self.tabel_tajuk or (len(b.sel) == lebar and len({s for s in b.sel if s.strip()}) > 1)

    def _isi(self, b: Baris) -> None:
        assert self.tajuk is not None
        if baris_nomor(b):
            return
        jabatan = self.tajuk.isi(b.sel).get("jabatan", "")
        nama = tanpa_penanda(baris_tunggal(bersihkan(jabatan)))
        # The same name again after rows without one is another position of that name; on every row it is a repeat.
        kembar = bool(nama) and not self.jabatan_atas and self.kini is not None and bool(self.kini.kinerja)
        ulang = self.perakit is not None and self.perakit.ulang
        self.jabatan_atas = nama
        if nama and (self.kini is None or polos(nama) != polos(self.kini.nama) or (kembar and not ulang)):
            if self.kini is not None and not self.kini.kinerja and not self.kini.nama:
                self.kini.nama = nama
            else:
                self._blok_baru(Blok(nama, b.tempat, iku=self.iku))
        if self.perakit is not None and self.kini is not None:
            tugas = self.tajuk.isi(b.sel).get("tugas", "")
            self.kini.uraian += [("tugas", baris) for baris in tugas.split("\n") if baris.strip()]
            if b.lentur and len(b.sel) < len(self.tajuk.peran):
                rinci = {"ada": str(len(b.sel)), "kolom": str(len(self.tajuk.peran)), "kutipan": kutip_baris(b)}
                self.temuan.append(Temuan("IMPOR-25", sel=b.tempat, rinci=rinci))
            self.perakit.tambah(self.tajuk, b, jeda=self.jeda)
        self.jeda = False

    def _tak_dikenal(self, b: Baris) -> None:
        """A row outside every known table: the first of a table is reported as a table, the others as rows."""
        kode = "IMPOR-03" if self.asing == b.tabel else "IMPOR-01"
        self.asing = b.tabel
        self.temuan.append(Temuan(kode, sel=b.tempat, rinci={"kutipan": kutip_baris(b)}))
