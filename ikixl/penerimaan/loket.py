"""The counter through which received files go: read wherever there is room, judged and recorded in their order, here.

Reading and checking a file needs nothing but the file and what was issued, so that workers can do it (ikixl.engine).
Archive and ledger belong to this process alone.
"""

from __future__ import annotations

import hashlib
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Final

from ikixl.arsip import PenulisArsip, Simpanan, cari_arsip, simpan_arsip
from ikixl.engine import Gugur, Mesin
from ikixl.errors import BerkasTidakTerbacaError, KatalogError, LedgerError, ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.ledger import Berkas, Ledger, Penerimaan
from ikixl.penerimaan.bekal import BekalPeriksa
from ikixl.penerimaan.kiriman import Kiriman, Penunjuk, Sandi, baca_bita, buka_kiriman
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa, hasil_ditolak
from ikixl.penerimaan.pertentangan import tahan, temuan_kini
from ikixl.penerimaan.terbaca import Terbaca
from ikixl.proyek import Proyek
from ikixl.reader.isian import IsianTerbaca
from ikixl.temuan import Temuan

__all__ = ["Loket"]

Lapor = Callable[[str], None]
# About the project or the disk: these would come up with every file.
_SALAH_PROYEK: Final = (KatalogError, LedgerError, ProyekError)
_BERSANDI: Final = frozenset({"BERKAS-06", "BERKAS-20"})
# So many files are recorded in one transaction: a commit costs more than what is written.
_SEKALI_CATAT: Final = 64
# So many files are many: to prepare for what is common to them costs no more than twice comparing one without it.
_BANYAK: Final = 5


@dataclass(frozen=True, slots=True)
class _Tugas:
    """A file to read: its name and its bytes, or where the archive keeps them."""

    nama: str
    data: bytes | Path

    def isi(self) -> bytes:
        return self.data.read_bytes() if isinstance(self.data, Path) else self.data


def _baca(pemeriksa: Pemeriksa, tugas: _Tugas) -> Terbaca:
    """Read one file, in whatever process; a mistake of ours becomes its result."""
    try:
        return Terbaca.dari(pemeriksa.periksa(tugas.isi(), tugas.nama))
    except Exception as galat:  # noqa: BLE001 - whatever is wrong with our reading of one file, the others must go on
        return Terbaca(_keliru(tugas.nama, galat))


def _keliru(nama: str, galat: Exception) -> HasilPeriksa:
    """The result of a file that a mistake of ours came up with; it is not recorded, and not hushed up."""
    temuan = Temuan("BERKAS-16", berkas=nama, rinci={"sebab": type(galat).__name__})
    # The way to it does not travel between processes unless it is written down, and some exceptions not at all.
    galat.add_note("".join(traceback.format_exception(galat)))
    try:
        pickle.dumps(galat)
    except Exception:  # noqa: BLE001 - an exception may refuse to be pickled in any way
        galat = RuntimeError("\n".join(galat.__notes__))
    return HasilPeriksa(nama, "", "ditolak", temuan=(temuan,), kesalahan=galat)


@dataclass(slots=True)
class _Antrean:
    """One file in its place in the order: what is known of it, and its result where nobody has to read it."""

    nama: str
    tempat: str = ""
    sha256: str = ""
    petunjuk: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tugas: _Tugas | None = None
    siap: HasilPeriksa | None = None
    dibaca: bool = False
    # The file on disk that is done with this one.
    selesai: str = ""


@dataclass(frozen=True, slots=True)
class _Deret:
    """Files to read as they come, and about how many there will be."""

    isi: Iterator[_Tugas]
    banyak: int

    def __iter__(self) -> Iterator[_Tugas]:
        return self.isi

    def __len__(self) -> int:
        return self.banyak


class Loket:
    """Lets files through; `waktu` None: they are only read, else archived and recorded too.

    With `ringkas` the results come without their inputs, which stand in the ledger.
    """

    def __init__(
        self,
        proyek: Proyek,
        ledger: Ledger,
        sandi: Sandi | None = None,
        waktu: str | None = None,
        *,
        mesin: Mesin,
        ringkas: bool = False,
    ) -> None:
        self._proyek = proyek
        self._ledger = ledger
        self._waktu = waktu
        self._sandi = sandi or Sandi()
        self._mesin = mesin
        self._ringkas = ringkas
        self._bekal = BekalPeriksa.dari_proyek(proyek, ledger, self._sandi.daftar)
        self._penunjuk = Penunjuk(self._bekal.harapan.seri)
        self._pemeriksa_sini: Pemeriksa | None = None
        self._folder = cache(partial(_folder_masuk, proyek.masuk.resolve()))
        self._antrean: deque[_Antrean] = deque()
        # Contents met in this run, with where they were met first.
        self._dilihat: dict[str, str] = {}
        self._diajukan: set[str] = set()

    def semua(self, berkas: Sequence[Path], lapor: Lapor) -> list[HasilPeriksa]:
        """The results of the files, and of the members of zips among them, in order."""
        hasil: list[HasilPeriksa] = []
        catatan = nullcontext() if self._waktu is None else self._ledger.kelompok()
        with self._mesin as mesin, catatan, PenulisArsip(self._proyek.arsip) as penulis:
            tugas = _Deret(self._ajukan(berkas, mesin, penulis), len(berkas))
            siapkan = partial(BekalPeriksa.pemeriksa, self._bekal, segera=len(berkas) >= _BANYAK)
            for dibaca in mesin.petakan(_baca, tugas, siapkan):
                self._lewati(hasil, lapor)
                self._selesaikan(self._antrean.popleft(), dibaca, hasil, lapor)
                self._lewati(hasil, lapor)
            self._lewati(hasil, lapor)
        return hasil

    # On the way in: bytes, archive, what need not be read

    def _ajukan(self, berkas: Sequence[Path], mesin: Mesin, penulis: PenulisArsip) -> Iterator[_Tugas]:
        """Queue up every file once the archive has it, and hand over those that have to be read."""
        for antrean, letak in penulis.simpan(self._masuk(berkas)):
            try:
                path = letak()
            except _SALAH_PROYEK:
                raise
            except Exception as galat:  # noqa: BLE001 - as in _baca
                antrean.siap, antrean.dibaca = _keliru(antrean.nama, galat), False
            else:
                if path is not None and mesin.banyak > 1 and mesin.berbagi(path.parent):
                    # Many may be on their way at the same time, and any of them may be large.
                    antrean.tugas = _Tugas(antrean.nama, path)
            self._antrean.append(antrean)
            if antrean.dibaca and antrean.tugas is not None:
                yield antrean.tugas

    def _masuk(self, berkas: Sequence[Path]) -> Iterator[tuple[_Antrean, Simpanan | None]]:
        """Every file and member of a zip, with what to archive of it."""
        for path in berkas:
            tertutup = False
            try:
                for antrean, simpanan in self._buka(path):
                    tertutup = bool(antrean.selesai)
                    yield antrean, simpanan
            except _SALAH_PROYEK:
                raise
            except Exception as galat:  # noqa: BLE001 - as in _baca
                yield _Antrean(path.name, siap=_keliru(path.name, galat)), None
            if not tertutup:
                yield _Antrean("", selesai=path.name), None

    def _buka(self, path: Path) -> Iterator[tuple[_Antrean, Simpanan | None]]:
        """The file on disk, or each member of it."""
        try:
            data = baca_bita(path)
        except BerkasTidakTerbacaError as galat:
            # Not even the bytes are there: nothing to archive, nothing to know it by.
            yield _Antrean(path.name, siap=replace(hasil_ditolak(b"", path.name, galat), sha256="")), None
            return
        folder = self._folder(path.parent)
        anggota = buka_kiriman(data, path.name, folder, self._penunjuk)
        if anggota is None:
            satu = Kiriman(path.name, data, path.suffix, self._penunjuk.petunjuk(path.name, folder))
            antrean, simpanan = self._antre(satu, path.as_posix())
            antrean.selesai = path.name
            yield antrean, simpanan
            return
        if self._waktu is not None:
            simpan_arsip(self._proyek.arsip, data, path.suffix)
        for k in anggota:
            yield self._antre(k, f"{path.parent.as_posix()}/{k.nama}")

    def _antre(self, k: Kiriman, tempat: str) -> tuple[_Antrean, Simpanan | None]:
        sha256 = hashlib.sha256(k.data).hexdigest()
        antrean = _Antrean(k.nama, tempat, sha256, k.petunjuk, _Tugas(k.nama, k.data))
        simpanan = None
        if self._waktu is not None:
            lama = self._ledger.cari_berkas(sha256)
            if sha256 in self._diajukan or (lama is not None and lama.keadaan != "ditolak"):
                return antrean, None
            self._diajukan.add(sha256)
            simpanan = Simpanan(k.data, k.akhiran, sha256)
        if k.penolakan is not None:
            antrean.siap = hasil_ditolak(k.data, k.nama, k.penolakan)
        else:
            antrean.dibaca = True
        return antrean, simpanan

    # On the way out: in order, judged by what is recorded by then

    def _lewati(self, hasil: list[HasilPeriksa], lapor: Lapor) -> None:
        """Finish the files at the head of the queue that nobody reads."""
        while self._antrean and not self._antrean[0].dibaca:
            antrean = self._antrean.popleft()
            self._selesaikan(antrean, Terbaca(antrean.siap) if antrean.siap else None, hasil, lapor)

    def _selesaikan(self, a: _Antrean, dibaca: Terbaca | Gugur | None, hasil: list[HasilPeriksa], lapor: Lapor) -> None:
        if a.nama:
            try:
                satu = self._catat(a, dibaca)
            except _SALAH_PROYEK:
                raise
            except Exception as galat:  # noqa: BLE001 - as in _baca
                satu = _keliru(a.nama, galat)
            hasil.append(satu)
            if self._waktu is not None and len(hasil) % _SEKALI_CATAT == 0:
                self._ledger.simpan_kelompok()
        if a.selesai:
            lapor(a.selesai)

    def _catat(self, a: _Antrean, dibaca: Terbaca | Gugur | None) -> HasilPeriksa:
        if isinstance(dibaca, Gugur):
            temuan = Temuan("BERKAS-16", berkas=a.nama, rinci={"sebab": dibaca.sebab})
            return HasilPeriksa(a.nama, a.sha256, "ditolak", temuan=(temuan,))
        if dibaca is not None and (dibaca.hasil.kesalahan is not None or not a.sha256):
            return dibaca.hasil
        lama = self._ledger.cari_berkas(a.sha256)
        if self._waktu is None:
            terbaca = self._buka_sandi(a, dibaca)
            hasil = terbaca.hasil if lama else tahan(self._ledger, terbaca.hasil, terbaca.isian, a.petunjuk)
            return self._lengkapi(hasil, terbaca)
        ulang = self._ulang(a, lama)
        if lama is not None and lama.keadaan != "ditolak":
            return self._sudah_ada(lama, a.nama, ulang)
        terbaca = self._buka_sandi(a, dibaca)
        hasil = tahan(self._ledger, terbaca.hasil, terbaca.isian, a.petunjuk)
        tercatat = self._ledger.catat_berkas(_penerimaan(hasil, terbaca, self._waktu))
        if not tercatat and lama is not None:
            hasil = replace(hasil, sudah_ada=True, waktu=lama.waktu, temuan=(*ulang, *hasil.temuan))
        return self._lengkapi(hasil, terbaca)

    def _lengkapi(self, hasil: HasilPeriksa, terbaca: Terbaca) -> HasilPeriksa:
        return hasil if self._ringkas else terbaca.lengkapi(hasil)

    def _buka_sandi(self, a: _Antrean, dibaca: Terbaca | None) -> Terbaca:
        """What was read; here where nobody did, or where a password that only this process knows may help."""
        terkunci = dibaca is not None and any(t.kode in _BERSANDI for t in dibaca.hasil.temuan)
        if dibaca is not None and not (terkunci and self._sandi.lebih_dari(self._bekal.sandi)):
            return dibaca
        assert a.tugas is not None
        if self._pemeriksa_sini is None:
            self._pemeriksa_sini = replace(self._bekal.pemeriksa(), buka=self._sandi.buka)
        path = cari_arsip(self._proyek.arsip, a.sha256) if self._waktu is not None else None
        data = a.tugas.isi() if path is None else path.read_bytes()
        return Terbaca.dari(self._pemeriksa_sini.periksa(data, a.nama))

    def _ulang(self, a: _Antrean, lama: Berkas | None) -> tuple[Temuan, ...]:
        """That this content is known: as the same file met again, or as a copy under another name or elsewhere."""
        pertama = self._dilihat.setdefault(a.sha256, a.tempat)
        if lama is None:
            return ()
        rinci = {"waktu": lama.waktu.replace("T", " ")}
        if pertama != a.tempat or lama.nama != a.nama:
            lain = lama.nama if lama.nama != a.nama else "/".join(pertama.split("/")[-2:])
            return (Temuan("BERKAS-14", berkas=a.nama, unit=lama.unit, rinci={**rinci, "lain": lain}),)
        return (Temuan("BERKAS-09", berkas=a.nama, unit=lama.unit, rinci=rinci),)

    def _sudah_ada(self, lama: Berkas, nama: str, ulang: tuple[Temuan, ...]) -> HasilPeriksa:
        """The recorded result of a file that comes a second time."""
        tercatat = [] if self._ringkas else self._ledger.isian_berkas(lama.sha256)
        return HasilPeriksa(
            berkas=nama,
            sha256=lama.sha256,
            keadaan=lama.keadaan,
            unit=lama.unit,
            seri=lama.seri,
            tahun=lama.tahun,
            terisi=lama.jumlah_terisi,
            tetap=lama.jumlah_tetap,
            dilaporkan=lama.jumlah_dilaporkan,
            isian=tuple(
                IsianTerbaca(KunciIsian(b.kunci, b.triwulan), b.nilai, b.keadaan, b.lembar, b.sel) for b in tercatat
            ),
            temuan=(*ulang, *temuan_kini(lama, self._ledger.temuan_berkas(lama.sha256))),
            ukuran=lama.ukuran,
            waktu=lama.waktu,
            sudah_ada=True,
            jabatan=lama.jabatan,
        )


def _folder_masuk(masuk: Path, folder: Path) -> tuple[str, ...]:
    """The folders below masuk/ that lead to `folder`, outermost first; none where it lies elsewhere."""
    folder = folder.resolve()
    return folder.relative_to(masuk).parts if folder.is_relative_to(masuk) else ()


def _penerimaan(hasil: HasilPeriksa, terbaca: Terbaca, waktu: str) -> Penerimaan:
    return Penerimaan(
        sha256=hasil.sha256,
        nama=hasil.berkas,
        ukuran=hasil.ukuran,
        waktu=waktu,
        keadaan=hasil.keadaan,
        unit=hasil.unit,
        seri=hasil.seri,
        tahun=hasil.tahun,
        jumlah_terisi=hasil.terisi,
        jumlah_tetap=hasil.tetap,
        jumlah_dilaporkan=hasil.dilaporkan,
        isian=(*terbaca.isian.baris(), *terbaca.dikosongkan.baris()),
        temuan=hasil.temuan,
        bertentangan=hasil.bertentangan,
    )
