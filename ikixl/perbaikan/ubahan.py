"""A package being changed: single parts as XML trees, all others copied byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Unsur

from ikixl.errors import IkixlError
from ikixl.reader.paket import Paket

__all__ = ["RUANG_UTAMA", "PaketUbah", "TidakDapatDitandaiError", "Unsur", "nama_polos", "ruang", "urai_xml"]

#: SpreadsheetML, Transitional, which our own writer uses.
RUANG_UTAMA: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_UTAMA_KETAT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_KAITAN: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KAITAN_KETAT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RUANG_HUBUNGAN: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_RUANG_JENIS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_JENIS_ISI: Final = "[Content_Types].xml"
# A tree takes some fifteen times the bytes of its part; no return of an honest hand comes near.
_BAGIAN_TERBESAR: Final = 32 << 20
# Fixed, so that the same return is always marked up to the same bytes.
_WAKTU: Final = (2024, 1, 1, 0, 0, 0)


class TidakDapatDitandaiError(IkixlError):
    """A package that is too unusual to be changed in place; `pesan` says why, to stand inside a sentence."""


@dataclass(frozen=True, slots=True)
class Hubungan:
    """A relationship: its id, its kind (last word of the type's address), the part it leads to ("": outside)."""

    id: str
    jenis: str
    sasaran: str


def ruang(unsur: Unsur) -> str:
    """The namespace of an element as a tag begins: "{…}", "" for none."""
    nama = etree.QName(unsur).namespace
    return f"{{{nama}}}" if nama else ""


def nama_polos(unsur: Unsur) -> str:
    """The name of an element without its namespace, "" for a comment or an instruction."""
    return str(etree.QName(unsur).localname) if isinstance(unsur.tag, str) else ""


def urai_xml(isi: bytes, bagian: str) -> Unsur:
    """The root of a part; TidakDapatDitandaiError where it is no plain XML, holds a DOCTYPE or is very large."""
    if len(isi) > _BAGIAN_TERBESAR:
        raise TidakDapatDitandaiError(f"bagian {bagian[:80]} terlalu besar")
    pengurai = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        akar = etree.fromstring(isi, pengurai)
    except (etree.XMLSyntaxError, ValueError) as galat:
        raise TidakDapatDitandaiError(f"bagian {bagian[:80]} bukan XML yang lazim") from galat
    if akar.getroottree().docinfo.doctype:
        raise TidakDapatDitandaiError(f"bagian {bagian[:80]} memuat DOCTYPE")
    return akar


class PaketUbah:
    """An opened package whose parts may be changed, added and removed; names of parts regardless of case."""

    def __init__(self, paket: Paket) -> None:
        self._paket = paket
        self._nama = {nama.casefold(): nama for nama in paket.nama}
        self._isi: dict[str, bytes] = {}
        self._pohon: dict[str, Unsur] = {}
        self.utama = self.satu("", "officeDocument") or "xl/workbook.xml"
        self.buku = self.pohon(self.utama)
        self._ketat = ruang(self.buku) == f"{{{_UTAMA_KETAT}}}"

    @property
    def ruang_utama(self) -> str:
        """The namespace of this workbook's SpreadsheetML, Transitional or Strict."""
        return _UTAMA_KETAT if self._ketat else RUANG_UTAMA

    @property
    def ruang_kaitan(self) -> str:
        """The namespace of relationship ids inside its parts, which also begins the types of relationships."""
        return _KAITAN_KETAT if self._ketat else _KAITAN

    @property
    def nama(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._nama.values())

    def ada(self, bagian: str) -> bool:
        """Whether there is a part of this name."""
        return bagian.casefold() in self._nama

    def isi(self, bagian: str) -> bytes:
        """The bytes of a part, as changed so far."""
        kunci = bagian.casefold()
        if kunci in self._pohon:
            return bytes(etree.tostring(self._pohon[kunci], encoding="UTF-8", xml_declaration=True, standalone=True))
        return self._isi[kunci] if kunci in self._isi else self._paket.isi(bagian)

    def pohon(self, bagian: str) -> Unsur:
        """The tree of a part; changes to it are kept. TidakDapatDitandaiError where there is no such part."""
        kunci = bagian.casefold()
        if kunci not in self._pohon:
            if kunci not in self._nama:
                raise TidakDapatDitandaiError(f"bagian {bagian[:80]} tidak ada")
            self._pohon[kunci] = urai_xml(self.isi(bagian), bagian)
        return self._pohon[kunci]

    def tambah(self, pola: str, isi: bytes, jenis_isi: str = "") -> str:
        """Add a part named by `pola` (with a number if need be), and its content type ("": that of its suffix).

        Returns its name.
        """
        nomor = 1
        nama = pola.format("")
        while self.ada(nama):
            nomor += 1
            nama = pola.format(nomor)
        self._nama[nama.casefold()] = nama
        self._isi[nama.casefold()] = isi
        if jenis_isi:
            self._unsur(self.pohon(_JENIS_ISI), _RUANG_JENIS, "Override", PartName=f"/{nama}", ContentType=jenis_isi)
        return nama

    def hapus(self, bagian: str) -> None:
        """Remove a part with its relationships and content types."""
        jenis = self.pohon(_JENIS_ISI)
        for nama in (bagian, _tempat_hubungan(bagian)):
            for simpanan in (self._nama, self._isi, self._pohon):
                simpanan.pop(nama.casefold(), None)
            for unsur in list(jenis):
                if unsur.get("PartName", "").lstrip("/").casefold() == nama.casefold():
                    jenis.remove(unsur)

    def hubungan(self, bagian: str) -> Iterator[Hubungan]:
        """Relationships of a part ("" is the package)."""
        tempat = _tempat_hubungan(bagian)
        if self.ada(tempat):
            # Not kept as a tree while it is only looked at: what does not change stays the same bytes.
            akar = self._pohon.get(tempat.casefold())
            for h in (urai_xml(self.isi(tempat), tempat) if akar is None else akar).iter(
                f"{{{_RUANG_HUBUNGAN}}}Relationship"
            ):
                luar = h.get("TargetMode") == "External"
                sasaran = "" if luar else _sasaran(posixpath.dirname(bagian), h.get("Target", ""))
                yield Hubungan(h.get("Id", ""), h.get("Type", "").rpartition("/")[2], sasaran)

    def satu(self, bagian: str, jenis: str) -> str:
        """The part that the first relationship of this kind leads to, "" if there is none."""
        return next((h.sasaran for h in self.hubungan(bagian) if h.jenis == jenis and self.ada(h.sasaran)), "")

    def hubungkan(self, bagian: str, jenis: str, sasaran: str) -> str:
        """Add a relationship of a part; returns its id."""
        tempat = _tempat_hubungan(bagian)
        if not self.ada(tempat):
            self._nama[tempat.casefold()] = tempat
            self._isi[tempat.casefold()] = f'<Relationships xmlns="{_RUANG_HUBUNGAN}"/>'.encode()
        terpakai = {h.id for h in self.hubungan(bagian)}
        nomor = len(terpakai) + 1
        while f"rId{nomor}" in terpakai:
            nomor += 1
        alamat = {"Id": f"rId{nomor}", "Type": f"{self.ruang_kaitan}/{jenis}", "Target": f"/{sasaran}"}
        self._unsur(self.pohon(tempat), _RUANG_HUBUNGAN, "Relationship", **alamat)
        return alamat["Id"]

    def putuskan(self, bagian: str, nomor: str) -> None:
        """Remove a relationship by its id."""
        akar = self.pohon(_tempat_hubungan(bagian))
        for h in list(akar):
            if h.get("Id") == nomor:
                akar.remove(h)

    def jenis_umum(self, akhiran: str, jenis_isi: str) -> None:
        """See to it that parts with this suffix have a content type."""
        akar = self.pohon(_JENIS_ISI)
        umum = {d.get("Extension", "").casefold() for d in akar.iter(f"{{{_RUANG_JENIS}}}Default")}
        if akhiran not in umum:
            self._unsur(akar, _RUANG_JENIS, "Default", Extension=akhiran, ContentType=jenis_isi)

    @staticmethod
    def _unsur(akar: Unsur, ruang_nama: str, nama: str, **sifat: str) -> None:
        etree.SubElement(akar, f"{{{ruang_nama}}}{nama}", sifat)

    def bytes(self) -> bytes:
        """The package put together again."""
        keluaran = io.BytesIO()
        with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
            for nama in self._nama.values():
                info = zipfile.ZipInfo(nama, _WAKTU)
                info.compress_type = zipfile.ZIP_DEFLATED
                arsip.writestr(info, self.isi(nama))
        return keluaran.getvalue()


def _tempat_hubungan(bagian: str) -> str:
    folder, nama = posixpath.split(bagian)
    return posixpath.join(folder, "_rels", f"{nama}.rels")


def _sasaran(folder: str, target: str) -> str:
    """Name of the part that a target leads to; "" if it leads out of the package."""
    target = unquote(target.replace("\\", "/")).partition("#")[0]
    nama = posixpath.normpath(posixpath.join("/", folder, target))
    return nama.lstrip("/") if ":" not in nama else ""
