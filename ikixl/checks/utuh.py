"""Compares everything but the inputs with what was issued: locked texts, formulas and the results they show."""

from __future__ import annotations

import math

from ikixl.checks.rumus_terbit import RumusTerbit
from ikixl.layout.buku import Buku, Lembar, Rumus, Sel, Tautan
from ikixl.layout.letak import alamat, huruf_kolom
from ikixl.reader.isian import HasilBaca, tampilkan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.peta import PetaLembar

__all__ = ["periksa_utuh", "sama"]


def periksa_utuh(hasil: HasilBaca, buku: Buku, format: str = "xlsx") -> int:
    """Report what differs from `buku`, drawn with the inputs as the file's own formulas see them.

    Adds temuan to `hasil` and returns the number of cells unchanged as issued. Together with the inputs used and
    the cells reported they are all non-blank cells of the file. `format` is that of the file (BukuMentah.format).
    """
    terbit = RumusTerbit(buku, hasil.peta)
    tetap = hasil.tetap
    for lembar in buku.lembar:
        peta = hasil.peta.get(lembar.kunci)
        if peta is not None:
            tetap += _PemeriksaLembar(hasil, lembar, peta, terbit, format).jalan()
    return tetap


class _PemeriksaLembar:
    """The comparison of one sheet."""

    def __init__(
        self,
        hasil: HasilBaca,
        lembar: Lembar,
        peta: PetaLembar,
        rumus_terbit: RumusTerbit,
        format: str,
    ) -> None:
        self.format = format
        self.hasil = hasil
        self.lembar = lembar
        self.peta = peta
        self.rumus_terbit = rumus_terbit
        self.terbit = {b.kunci: b.sel for b in lembar.baris}
        self.kolom_masukan = {k for b in lembar.baris for k, s in b.sel.items() if s.masukan}
        self.basi: list[tuple[str, SelMentah, Rumus]] = []
        self.bisa_rumus = any(s.rumus is not None for s in peta.lembar.sel.values())

    def jalan(self) -> int:
        """Judge every filled cell of the sheet, then what was issued and is gone; returns the unchanged ones."""
        tetap = 0
        for (r, k), sel in sorted(self.peta.lembar.sel.items()):
            tempat = (self.peta.lembar.nama, r, k)
            if tempat in self.hasil.terpakai or tempat in self.hasil.dilaporkan:
                continue
            if self._wajar(r, k, sel):
                tetap += 1
            else:
                self.hasil.dilaporkan.add(tempat)
        self._lapor_basi()
        self._cari_hilang()
        return tetap

    def _lapor(self, kode: str, r: int, k: int, **rinci: object) -> None:
        self.hasil.lapor(kode, self.peta.lembar.nama, alamat(r, k), **rinci)

    def _wajar(self, r: int, k: int, sel: SelMentah) -> bool:
        """Whether the cell is as issued; reports it where it is not."""
        peta = self.peta
        if (r, k) == peta.penanda:
            return True
        kunci_baris, kunci_kolom = peta.kunci_baris.get(r), peta.kunci_kolom.get(k)
        if k == peta.penanda[1] and r > peta.penanda[0]:
            return self._wajar_kunci_baris(r, k, sel)
        if r == peta.penanda[0]:
            return self._wajar_kunci_kolom(r, k, sel)
        if kunci_baris is None and kunci_kolom in self.kolom_masukan:
            self._lapor("STRUKTUR-13", r, k, ditemukan=tampilkan(sel))
            return False
        terbit = self.terbit.get(kunci_baris or "", {}).get(kunci_kolom or "")
        if terbit is None or (terbit.isi is None and terbit.masukan is None):
            self._lapor("STRUKTUR-07", r, k, ditemukan=tampilkan(sel) or f"={sel.rumus}")
            return False
        if terbit.masukan is not None:
            # An input in a copied row or column that was not read from here.
            self._lapor("STRUKTUR-07", r, k, ditemukan=tampilkan(sel))
            return False
        return self._banding(r, k, sel, terbit)

    def _wajar_kunci_baris(self, r: int, k: int, sel: SelMentah) -> bool:
        kunci = self.peta.kunci_baris.get(r, "")
        if kunci in self.terbit:
            # Copies of rows with inputs were judged when these were read; this is a copy of another row.
            if r == self.peta.baris[kunci][0]:
                return True
            self._lapor("STRUKTUR-11", r, k, kunci=kunci)
            return False
        lain = [kk for kk in self.peta.isi_baris[r] if kk != k][:5]
        isi = ", ".join(tampilkan(self.peta.lembar.sel[r, kk]) for kk in lain)
        self._lapor("STRUKTUR-08", r, k, kunci=tampilkan(sel).strip(), ditemukan=isi or "kosong")
        return False

    def _wajar_kunci_kolom(self, r: int, k: int, sel: SelMentah) -> bool:
        kunci = self.peta.kunci_kolom.get(k)
        if kunci not in {kolom.kunci for kolom in self.lembar.kolom}:
            self._lapor("STRUKTUR-07", r, k, ditemukan=tampilkan(sel))
            return False
        if k == self.peta.kolom[kunci][0]:
            return True
        self._lapor("STRUKTUR-22", r, k, kunci=kunci, ditemukan=huruf_kolom(k))
        return False

    def _banding(self, r: int, k: int, sel: SelMentah, terbit: Sel) -> bool:
        isi = terbit.isi_berkas
        if isinstance(isi, Rumus):
            return self._banding_rumus(r, k, sel, isi)
        if isinstance(isi, Tautan):
            isi = isi.teks
        if sama(sel.nilai, isi):
            return True
        self._lapor("STRUKTUR-06", r, k, diharapkan=_singkat(isi), ditemukan=tampilkan(sel))
        return False

    def _banding_rumus(self, r: int, k: int, sel: SelMentah, rumus: Rumus) -> bool:
        diharapkan = _singkat(rumus.nilai)
        if sel.rumus is None:
            # Formats that do not tell formulas, and cells in which only the value is left, look alike; values decide.
            if self.bisa_rumus:
                self._lapor("RUMUS-01", r, k, ditemukan=tampilkan(sel), diharapkan=diharapkan)
                return False
        elif sel.rumus and not self.rumus_terbit.sama(sel.rumus, rumus, self.lembar.kunci):
            self._lapor("RUMUS-02", r, k, ditemukan="=" + sel.rumus[:60])
            return False
        # The reader of .xls gives 0 for a formula whose result is an empty text.
        if self.format == "xls" and sel.nilai == 0.0 and rumus.nilai == "":
            return True
        if sel.nilai is not None and not sama(sel.nilai, rumus.nilai):
            self.basi.append((alamat(r, k), sel, rumus))
            return False
        return True

    def _lapor_basi(self) -> None:
        """One temuan for all stale results of a sheet: a program that does not reckon leaves hundreds."""
        if not self.basi:
            return
        letak, sel, rumus = self.basi[0]
        lain = f" (dan {len(self.basi) - 1} sel lain di lembar ini)" if len(self.basi) > 1 else ""
        self.hasil.lapor(
            "RUMUS-03",
            self.peta.lembar.nama,
            letak,
            ditemukan=tampilkan(sel) or "kosong",
            diharapkan=(_singkat(rumus.nilai) or "kosong") + lain,
        )

    def _cari_hilang(self) -> None:
        """Issued content whose row and column are there but whose cell is empty."""
        for kunci, sel in self.terbit.items():
            for kolom, s in sel.items():
                if s.isi in (None, "") or s.masukan is not None:
                    continue
                tempat = [
                    (r, k) for r in self.peta.baris.get(kunci, ())[:1] for k in self.peta.kolom.get(kolom, ())[:1]
                ]
                for r, k in tempat:
                    if (r, k) in self.peta.lembar.sel:
                        continue
                    if isinstance(s.isi, Rumus):
                        # An empty text is not stored by every format; a number that is gone is worth a word.
                        if s.isi.nilai != "":
                            self._lapor("RUMUS-04", r, k, diharapkan=_singkat(s.isi.nilai))
                    else:
                        isi = s.isi.teks if isinstance(s.isi, Tautan) else s.isi
                        self._lapor("STRUKTUR-06", r, k, diharapkan=_singkat(isi), ditemukan="")


def sama(ditemukan: float | str | bool | None, diharapkan: object) -> bool:
    """Equal for a person: numbers to nine digits, texts after trimming and line-end differences; blank is ""."""
    if isinstance(ditemukan, float) and isinstance(diharapkan, int | float):
        return math.isclose(ditemukan, diharapkan, rel_tol=1e-9, abs_tol=1e-9)
    kiri = "" if ditemukan is None else str(ditemukan)
    kanan = "" if diharapkan is None else str(diharapkan)
    return kiri.replace("\r\n", "\n").strip() == kanan.replace("\r\n", "\n").strip()


def _singkat(nilai: object) -> str:
    if isinstance(nilai, float | int):
        return f"{nilai:.15g}".replace(".", ",")
    teks = "" if nilai is None else str(nilai)
    return teks if len(teks) <= 60 else teks[:57] + "..."
