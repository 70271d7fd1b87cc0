"""The ledger and the archive: what is recorded once, kept for good, superseded, and survives a crash."""

from __future__ import annotations

import hashlib
import math
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl import arsip
from ikixl.arsip import cari_arsip, simpan_arsip
from ikixl.errors import LedgerError, ProyekError
from ikixl.ledger import BarisIsian, Isian, KeadaanBerkas, Ledger, Penerimaan, Terbitan
from ikixl.ledger.skema import MIGRASI, VERSI_SKEMA
from ikixl.temuan import Temuan

AKAR = Path(arsip.__file__).parent.parent
WAKTU = "2024-04-05T08:00:00+07:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of a test lies."""
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def buku(path: Path) -> Iterator[Ledger]:
    """A fresh, open ledger that knows one katalog, "d1"."""
    with Ledger(path) as baru:
        baru.catat_katalog("d1", '{"unit":[]}')
        yield baru


def terbitan(unit: str = "1001", seri: int = 1) -> Terbitan:
    """An issue of a unit."""
    return Terbitan(unit, seri, WAKTU, 2024, "d1", f"{unit}-2024.xlsx", f"sha-{unit}-{seri}", 1)


def penerimaan(
    sha256: str = "f1",
    keadaan: KeadaanBerkas = "diterima",
    unit: str = "1001",
    nilai: float | str = 12.0,
    tahun: int = 2024,
) -> Penerimaan:
    """A received file with three inputs and two temuan."""
    return Penerimaan(
        sha256=sha256,
        nama=f"{unit} isi.xlsx",
        ukuran=2048,
        waktu=WAKTU,
        keadaan=keadaan,
        unit=unit,
        seri=1,
        tahun=tahun,
        jumlah_terisi=1,
        jumlah_tetap=2,
        jumlah_dilaporkan=3,
        isian=(
            Isian("K2/berkas", 1, nilai, "isi", "Realisasi", "F7"),
            Isian("K2/berkas", 2, None, "kosong", "Realisasi", "G7"),
            Isian("K1/target", 0, None, "tidak_sah", "Target", "J7"),
        ),
        temuan=(
            Temuan("NILAI-04", "a.xlsx", unit, "Target", "J7", {"ditemukan": "banyak", "baris": 7}),
            Temuan("STRUKTUR-12", "a.xlsx", unit, "Target"),
        ),
    )


def berlaku(buku: Ledger, tahun: int | None = None) -> dict[str, str]:
    """The one file in force of each unit."""
    semua = buku.berkas_berlaku(tahun)
    assert all(len(milik) == 1 for milik in semua.values())
    return {unit: milik[0].sha256 for unit, milik in semua.items()}


def isi_tabel(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the file holds, read past our own code."""
    with closing(sqlite3.connect(path)) as db:
        return {
            n: db.execute(f"SELECT * FROM {n}").fetchall()
            for n in ("katalog", "terbitan", "berkas", "isian", "temuan", "pilihan", "penolakan")
        }


def isian_lama(path: Path, keadaan: str = "'isi', 'kosong', 'nihil', 'tidak_sah'") -> None:
    """Put the inputs of a ledger back into the table that versions 1 to 4 had, and say that it is version 4."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"""
            BEGIN;
            ALTER TABLE isian RENAME TO isian_baru;
            CREATE TABLE isian (
                id INTEGER PRIMARY KEY,
                sha256 TEXT NOT NULL REFERENCES berkas,
                kunci TEXT NOT NULL,
                triwulan INTEGER NOT NULL CHECK (triwulan BETWEEN 0 AND 4),
                nilai_angka REAL,
                nilai_teks TEXT,
                keadaan TEXT NOT NULL CHECK (keadaan IN ({keadaan})),
                lembar TEXT NOT NULL,
                sel TEXT NOT NULL,
                UNIQUE (sha256, kunci, triwulan),
                CHECK ((nilai_angka IS NOT NULL) + (nilai_teks IS NOT NULL) = (keadaan = 'isi'))
            );
            INSERT INTO isian
            SELECT NULL, sha256, kunci, triwulan, nilai_angka, nilai_teks, isian_baru.keadaan, lembar, sel
            FROM isian_baru JOIN berkas USING (urutan) ORDER BY urutan, nomor;
            DROP TABLE isian_baru;
            PRAGMA user_version = 4;
            COMMIT;
            """
        )


class TestTerbitan:
    """What was issued."""

    def test_katalog_is_kept(self, buku: Ledger) -> None:
        """A katalog is found by its digest; keeping it again changes nothing; an unknown digest gives None."""
        buku.catat_katalog("d1", "lain")
        assert buku.ambil_katalog("d1") == '{"unit":[]}'
        assert buku.ambil_katalog("d2") is None

    def test_serials_count_per_unit(self, buku: Ledger) -> None:
        """Each unit counts its own issues from 1, and asking reserves nothing."""
        assert buku.seri_berikut("1001") == buku.seri_berikut("1001") == 1
        buku.catat_terbitan(terbitan("1001", 1))
        buku.catat_terbitan(terbitan("1001", 2))
        assert buku.seri_berikut("1001") == 3
        assert buku.seri_berikut("1002") == 1

    def test_latest_issue_holds(self, buku: Ledger) -> None:
        """A new issue takes the place of the one before, which stays on record."""
        for satu in (terbitan("1001", 1), terbitan("1002", 1), terbitan("1001", 2)):
            buku.catat_terbitan(satu)
        assert buku.terbitan_terakhir() == {"1001": (terbitan("1001", 2),), "1002": (terbitan("1002", 1),)}
        assert buku.terbitan("1001") == [replace(terbitan("1001", 1), berlaku=False), terbitan("1001", 2)]
        assert buku.terbitan("9999") == []

    @pytest.mark.parametrize("salah", [terbitan(seri=1), replace(terbitan(seri=2), digest="d2"), terbitan(seri=0)])
    def test_contradiction_changes_nothing(self, buku: Ledger, path: Path, salah: Terbitan) -> None:
        """A serial used twice, an unknown katalog or a serial of 0 is refused whole: the old issue still holds."""
        buku.catat_terbitan(terbitan())
        sebelum = isi_tabel(path)
        with pytest.raises(LedgerError, match="bertentangan"):
            buku.catat_terbitan(salah)
        assert isi_tabel(path) == sebelum


class TestPenerimaan:
    """What was received."""

    def test_everything_reads_back(self, buku: Ledger) -> None:
        """A file, its inputs with their lineage and its temuan come back as they went in."""
        assert buku.catat_berkas(penerimaan())
        berkas = buku.cari_berkas("f1")
        assert berkas is not None
        assert (berkas.nama, berkas.ukuran, berkas.waktu) == ("1001 isi.xlsx", 2048, WAKTU)
        assert (berkas.keadaan, berkas.unit, berkas.seri, berkas.tahun) == ("diterima", "1001", 1, 2024)
        assert (berkas.jumlah_terisi, berkas.jumlah_tetap, berkas.jumlah_dilaporkan) == (1, 2, 3)
        assert (berkas.urutan, berkas.digantikan) == (1, False)
        assert list(buku.isian_berlaku()) == [
            BarisIsian("f1", "1001", 2024, "K2/berkas", 1, 12.0, "isi", "Realisasi", "F7"),
            BarisIsian("f1", "1001", 2024, "K2/berkas", 2, None, "kosong", "Realisasi", "G7"),
            BarisIsian("f1", "1001", 2024, "K1/target", 0, None, "tidak_sah", "Target", "J7"),
        ]
        assert tuple(buku.temuan_berkas("f1")) == penerimaan().temuan

    def test_unknown_file(self, buku: Ledger) -> None:
        """Of a file that never came there is nothing."""
        assert buku.cari_berkas("f9") is None
        assert buku.temuan_berkas("f9") == []
        assert buku.isian_berkas("f9") == []

    @pytest.mark.parametrize("nilai", [0.0, -3.5, 85.0, 1e15, 0.1 + 0.2, "0", "", "= teks", "Kegiatan 'Ā'; –\n2"])
    def test_values_keep_kind_and_content(self, buku: Ledger, nilai: float | str) -> None:
        """A number stays that number and a text that text; 0 is not blank, "" is not nothing."""
        buku.catat_berkas(penerimaan(nilai=nilai))
        kembali = buku.isian_berkas("f1")[0].nilai
        assert kembali == nilai
        assert type(kembali) is type(nilai)

    @pytest.mark.parametrize("banyak", [0, 1, 63, 64, 65, 128, 333])
    def test_any_number_of_inputs(self, buku: Ledger, banyak: int) -> None:
        """However many inputs a file has, all come back, in the order read and not in that of their keys."""
        isian = tuple(Isian(f"K/{n * 37 % 1009}", n % 5, float(n), "isi", "Realisasi", f"F{n}") for n in range(banyak))
        for sha256 in ("f1", "f2"):
            buku.catat_berkas(replace(penerimaan(sha256), isian=isian))
            assert buku.nilai_berkas(sha256) == [tuple(i) for i in isian]
            assert buku.isian_berkas(sha256) == [BarisIsian(sha256, "1001", 2024, *i) for i in isian]
        assert [(b.sha256, b.nilai) for b in buku.isian_berlaku()] == [("f2", i.nilai) for i in isian]

    def test_same_file_twice_changes_nothing(self, buku: Ledger, path: Path) -> None:
        """A known content is told apart, whatever name, time or verdict it comes with now."""
        assert buku.catat_berkas(penerimaan())
        sebelum = isi_tabel(path)
        lagi = replace(penerimaan(keadaan="ditolak", nilai=99.0), nama="lain.xlsx", waktu="2024-05-01T00:00:00+07:00")
        assert not buku.catat_berkas(lagi)
        assert isi_tabel(path) == sebelum

    def test_later_return_supersedes(self, buku: Ledger) -> None:
        """The latest accepted return counts; the one before stays with its inputs, marked as superseded."""
        buku.catat_berkas(penerimaan("f1", nilai=12.0))
        buku.catat_berkas(penerimaan("g1", unit="1002", nilai=7.0))
        buku.catat_berkas(penerimaan("f2", nilai=15.0))
        assert berlaku(buku) == {"1001": "f2", "1002": "g1"}
        assert [(b.sha256, b.digantikan) for b in buku.semua_berkas()] == [("f1", True), ("g1", False), ("f2", False)]
        assert {(i.unit, i.nilai) for i in buku.isian_berlaku() if i.nilai is not None} == {
            ("1001", 15.0),
            ("1002", 7.0),
        }
        assert buku.isian_berkas("f1")[0].nilai == 12.0

    @pytest.mark.parametrize("keadaan", ["ditolak", "ditahan"])
    def test_only_accepted_files_supersede(self, buku: Ledger, keadaan: KeadaanBerkas) -> None:
        """A refused or held file is on record but takes nobody's place."""
        buku.catat_berkas(penerimaan("f1"))
        buku.catat_berkas(penerimaan("f2", keadaan))
        assert berlaku(buku)["1001"] == "f1"
        assert {i.sha256 for i in buku.isian_berlaku()} == {"f1"}
        assert [(b.keadaan, b.digantikan) for b in buku.semua_berkas()] == [("diterima", False), (keadaan, False)]

    def test_years_do_not_mix(self, buku: Ledger) -> None:
        """A return of another year supersedes nothing, and one year can be asked for alone."""
        buku.catat_berkas(penerimaan("f1", tahun=2023))
        buku.catat_berkas(penerimaan("f2", tahun=2024))
        assert not any(b.digantikan for b in buku.semua_berkas())
        assert berlaku(buku, 2023)["1001"] == "f1"
        assert {i.sha256 for i in buku.isian_berlaku(2024)} == {"f2"}
        assert berlaku(buku, 2022) == {}

    def test_file_without_identity(self, buku: Ledger) -> None:
        """A picture sent by mistake is recorded as refused, with its reason."""
        temuan = Temuan("BERKAS-05", "foto.jpg", rinci={"format": "gambar JPEG"})
        buku.catat_berkas(Penerimaan("f1", "foto.jpg", 9, WAKTU, "ditolak", temuan=(temuan,)))
        assert [(b.unit, b.tahun, b.keadaan) for b in buku.semua_berkas()] == [("", 0, "ditolak")]
        assert buku.temuan_berkas("f1") == [temuan]
        assert berlaku(buku) == {}

    def test_name_that_is_no_text(self, buku: Ledger) -> None:
        """A file name with bytes that are no UTF-8, as Linux allows, is recorded with a mark in their place."""
        buku.catat_berkas(replace(penerimaan(), nama=b"iki\xff.xlsx".decode("utf-8", "surrogateescape")))
        assert buku.semua_berkas()[0].nama == "iki?.xlsx"

    def test_sheet_name_that_is_no_text(self, buku: Ledger) -> None:
        """The same of what an input says and where it stands; letters that are none of ASCII stay."""
        isian = Isian("Ké/b", 1, "naïf \ud800", "isi", "Réalisasi\ud800", "F7")
        buku.catat_berkas(replace(penerimaan(), isian=(isian,)))
        assert buku.nilai_berkas("f1") == [("Ké/b", 1, "naïf ?", "isi", "Réalisasi?", "F7")]

    @pytest.mark.parametrize(
        "isian",
        [
            Isian("K2/berkas", 1, 13.0, "isi", "Realisasi", "F8"),
            Isian("K3/berkas", 1, None, "isi", "Realisasi", "F8"),
            Isian("K3/berkas", 1, math.nan, "isi", "Realisasi", "F8"),
            Isian("K3/berkas", 1, "banyak", "tidak_sah", "Realisasi", "F8"),
            Isian("K3/berkas", 5, 1.0, "isi", "Realisasi", "F8"),
            Isian("K3/berkas", 1, 1.0, "lain", "Realisasi", "F8"),  # type: ignore[arg-type]
        ],
    )
    def test_contradiction_changes_nothing(self, buku: Ledger, path: Path, isian: Isian) -> None:
        """One impossible input (key twice, isi without a value, NaN, ...) and nothing of the file is recorded."""
        sebelum = isi_tabel(path)
        p = penerimaan()
        with pytest.raises(LedgerError, match="bertentangan"):
            buku.catat_berkas(replace(p, isian=(*p.isian, isian)))
        assert isi_tabel(path) == sebelum
        assert buku.catat_berkas(p)

    def test_accepted_file_names_its_unit(self, buku: Ledger) -> None:
        """An accepted file of nobody is our own mistake."""
        with pytest.raises(LedgerError, match="bertentangan"):
            buku.catat_berkas(penerimaan(unit=""))

    @settings(max_examples=25)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["f1", "f2", "f3", "f4", "f5"]),
                st.sampled_from(["1001", "1002"]),
                st.sampled_from(["diterima", "ditolak", "ditahan"]),
            ),
            max_size=10,
        )
    )
    def test_any_order_of_receipts(self, kiriman: list[tuple[str, str, KeadaanBerkas]]) -> None:
        """For any receipts: the first that was not refused is what stays, the last accepted counts, and all of it again
        changes nothing.
        """
        catatan: dict[str, tuple[str, KeadaanBerkas]] = {}
        with TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.sqlite") as buku:
            for sha256, unit, keadaan in kiriman:
                lama = catatan.get(sha256)
                baru = lama is None or (lama[1] == "ditolak" and keadaan != "ditolak")
                if baru:
                    # A refused file that is accepted now counts as received now.
                    catatan.pop(sha256, None)
                    catatan[sha256] = (unit, keadaan)
                assert buku.catat_berkas(penerimaan(sha256, keadaan, unit)) == baru
            terakhir = {unit: sha256 for sha256, (unit, keadaan) in catatan.items() if keadaan == "diterima"}
            assert [(b.sha256, b.keadaan) for b in buku.semua_berkas()] == [(s, k) for s, (_, k) in catatan.items()]
            assert berlaku(buku) == terakhir
            hidup = {b.sha256 for b in buku.semua_berkas() if b.keadaan == "diterima" and not b.digantikan}
            assert hidup == set(terakhir.values())
            sebelum = buku.semua_berkas(), list(buku.isian_berlaku())
            assert not any(buku.catat_berkas(penerimaan(s, catatan[s][1], catatan[s][0])) for s in catatan)
            assert (buku.semua_berkas(), list(buku.isian_berlaku())) == sebelum


class TestBerlaku:
    """What counts where several issues of a unit came back."""

    @staticmethod
    def _kirim(buku: Ledger, sha256: str, seri: int, **nilai: float | None) -> None:
        """Record a return of an issue of unit 1001 with these inputs of triwulan 1; None is a blank on purpose."""
        isian = tuple(
            Isian(k, 1, n, "kosong" if n is None else "isi", "Realisasi", f"F{r}")
            for r, (k, n) in enumerate(nilai.items())
        )
        buku.catat_berkas(replace(penerimaan(sha256), seri=seri, isian=isian))

    @staticmethod
    def _nilai(buku: Ledger) -> dict[str, tuple[object, str]]:
        return {i.kunci: (i.nilai, i.sha256) for i in buku.isian_berlaku(2024)}

    def test_issues_are_laid_over_one_another(self, buku: Ledger) -> None:
        """What a later issue's return holds replaces the earlier's, blanks too; the rest stays with its own lineage."""
        self._kirim(buku, "f1", 1, a=1.0, b=2.0, c=3.0)
        self._kirim(buku, "f2", 2, b=20.0, c=None, d=4.0)
        assert self._nilai(buku) == {"a": (1.0, "f1"), "b": (20.0, "f2"), "c": (None, "f2"), "d": (4.0, "f2")}
        assert [b.sha256 for b in buku.berkas_berlaku()["1001"]] == ["f1", "f2"]
        assert not any(b.digantikan for b in buku.semua_berkas())

    def test_late_correction_of_an_old_issue(self, buku: Ledger) -> None:
        """A return of the first issue after that of the second replaces the first's, and nothing of the second."""
        self._kirim(buku, "f1", 1, a=1.0, b=2.0)
        self._kirim(buku, "f2", 2, b=20.0)
        self._kirim(buku, "f3", 1, a=9.0, b=9.0)
        assert self._nilai(buku) == {"a": (9.0, "f3"), "b": (20.0, "f2")}
        assert {b.sha256: b.digantikan for b in buku.semua_berkas()} == {"f1": True, "f2": False, "f3": False}

    def test_nothing_left_in_force_is_superseded(self, buku: Ledger) -> None:
        """A file none of whose inputs is in force counts no more."""
        self._kirim(buku, "f1", 1, a=1.0)
        self._kirim(buku, "f2", 2, a=2.0)
        assert berlaku(buku) == {"1001": "f2"}
        assert [b.digantikan for b in buku.semua_berkas()] == [True, False]

    @settings(max_examples=40)
    @given(
        st.lists(
            st.tuples(st.integers(1, 3), st.dictionaries(st.sampled_from("abcd"), st.floats(0, 9), max_size=4)),
            max_size=7,
        )
    )
    def test_any_order_of_issues(self, kiriman: list[tuple[int, dict[str, float]]]) -> None:
        """For any returns: of each issue the last counts, and of each input the highest serial."""
        with TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.sqlite") as buku:
            for n, (seri, nilai) in enumerate(kiriman):
                self._kirim(buku, f"f{n}", seri, **nilai)
            terakhir = {seri: (nilai, f"f{n}") for n, (seri, nilai) in enumerate(kiriman)}
            harap: dict[str, tuple[object, str]] = {}
            for _, (nilai, sha256) in sorted(terakhir.items(), key=lambda isi: isi[0]):
                harap |= {k: (n, sha256) for k, n in nilai.items()}
            assert self._nilai(buku) == harap
            hidup = {b.sha256 for b in buku.semua_berkas() if not b.digantikan}
            assert {sha256 for _, sha256 in harap.values()} <= hidup


class TestPilihan:
    """Returns of one issue that contradict each other, and the choice between them."""

    @staticmethod
    def _keadaan(buku: Ledger) -> dict[str, tuple[str, bool]]:
        return {b.sha256: (b.keadaan, b.digantikan) for b in buku.semua_berkas()}

    @staticmethod
    def _bertentangan(sha256: str) -> Penerimaan:
        return replace(penerimaan(sha256, "ditahan"), bertentangan=True)

    def test_contradiction_holds_all(self, buku: Ledger) -> None:
        """A contradicting return takes the one in force out of force; a third joins; another unit is not touched."""
        buku.catat_berkas(penerimaan("f0"))
        buku.catat_berkas(penerimaan("f1"))
        buku.catat_berkas(penerimaan("g1", unit="1002"))
        assert [b.sha256 for b in buku.kiriman_berdiri("1001", 2024, 1)] == ["f1"]
        for sha256 in ("f2", "f3"):
            buku.catat_berkas(self._bertentangan(sha256))
        assert berlaku(buku) == {"1002": "g1"}
        assert {i.sha256 for i in buku.isian_berlaku()} == {"g1"}
        assert [b.sha256 for b in buku.kiriman_berdiri("1001", 2024, 1)] == ["f1", "f2", "f3"]
        assert self._keadaan(buku) == {
            "f0": ("diterima", True),
            "f1": ("ditahan", False),
            "g1": ("diterima", False),
            "f2": ("ditahan", False),
            "f3": ("ditahan", False),
        }

    @pytest.mark.parametrize("terpilih", ["f1", "f2", "f3"])
    def test_choice_releases_and_can_change(self, buku: Ledger, terpilih: str) -> None:
        """The chosen one counts, whichever it is, and the others are superseded; the last choice holds."""
        buku.catat_berkas(penerimaan("f1"))
        for sha256 in ("f2", "f3"):
            buku.catat_berkas(self._bertentangan(sha256))
        for pilihan in ("f3", "f1", terpilih):
            buku.catat_pilihan(pilihan, WAKTU)
        assert berlaku(buku) == {"1001": terpilih}
        assert self._keadaan(buku) == {s: ("diterima", s != terpilih) for s in ("f1", "f2", "f3")}
        assert [b.sha256 for b in buku.kiriman_berdiri("1001", 2024, 1)] == [terpilih]

    def test_later_returns_meet_the_chosen_one(self, buku: Ledger) -> None:
        """After a choice a later return is for or against the chosen one alone."""
        buku.catat_berkas(penerimaan("f1"))
        buku.catat_berkas(self._bertentangan("f2"))
        buku.catat_pilihan("f1", WAKTU)
        buku.catat_berkas(self._bertentangan("f3"))
        assert berlaku(buku) == {}
        assert [b.sha256 for b in buku.kiriman_berdiri("1001", 2024, 1)] == ["f1", "f3"]
        buku.catat_pilihan("f3", WAKTU)
        buku.catat_berkas(penerimaan("f4"))
        assert berlaku(buku) == {"1001": "f4"}
        assert self._keadaan(buku)["f2"] == ("diterima", True)

    def test_choice_is_among_one_issue(self, buku: Ledger) -> None:
        """A choice says nothing of other issues of the unit, and the held issue covers none of an earlier one."""
        buku.catat_berkas(penerimaan("f1"))
        buku.catat_berkas(replace(penerimaan("h1"), seri=2))
        buku.catat_berkas(replace(self._bertentangan("h2"), seri=2))
        assert berlaku(buku) == {"1001": "f1"}
        buku.catat_pilihan("h2", WAKTU)
        assert berlaku(buku) == {"1001": "h2"}
        assert self._keadaan(buku)["f1"] == ("diterima", True)

    @pytest.mark.parametrize("sha256", ["f1", "f9"])
    def test_refused_cannot_be_chosen(self, buku: Ledger, path: Path, sha256: str) -> None:
        """A refused or unknown file is no choice, and nothing is recorded."""
        buku.catat_berkas(penerimaan("f1", "ditolak"))
        sebelum = isi_tabel(path)
        with pytest.raises(LedgerError, match="tidak dapat dipilih"):
            buku.catat_pilihan(sha256, WAKTU)
        assert isi_tabel(path) == sebelum

    @settings(max_examples=40)
    @given(
        st.lists(
            st.one_of(
                st.tuples(st.just("kirim"), st.booleans(), st.integers(1, 2)),
                st.tuples(st.just("pilih"), st.just(False), st.integers(0, 9)),
            ),
            max_size=12,
        )
    )
    def test_any_order_of_choices(self, langkah: list[tuple[str, bool, int]]) -> None:
        """For any receipts and choices the ledger stands where stepping through them one by one ends."""
        with TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.sqlite") as buku:
            berdiri: dict[int, list[str]] = {1: [], 2: []}
            semua: list[tuple[str, int]] = []
            for apa, beda, angka in langkah:
                if apa == "pilih" and semua:
                    sha256, seri = semua[angka % len(semua)]
                    buku.catat_pilihan(sha256, WAKTU)
                    berdiri[seri] = [sha256]
                elif apa == "kirim":
                    sha256, seri = f"f{len(semua)}", angka
                    bertentangan = bool(berdiri[seri]) and (beda or len(berdiri[seri]) > 1)
                    p = self._bertentangan(sha256) if bertentangan else penerimaan(sha256)
                    buku.catat_berkas(replace(p, seri=seri))
                    berdiri[seri] = [*(berdiri[seri] if bertentangan else []), sha256]
                    semua.append((sha256, seri))
            for seri, milik in berdiri.items():
                assert [b.sha256 for b in buku.kiriman_berdiri("1001", 2024, seri)] == sorted(milik, key=_nomor)
            ditahan = {s for milik in berdiri.values() if len(milik) > 1 for s in milik}
            assert {b.sha256 for b in buku.semua_berkas() if b.keadaan == "ditahan"} == ditahan
            sah = [milik[0] for milik in berdiri.values() if len(milik) == 1]
            # All hold the same inputs, so that of several issues the highest serial covers the others.
            assert {b.sha256 for m in buku.berkas_berlaku().values() for b in m} == set(sah[-1:])


def _nomor(sha256: str) -> int:
    return int(sha256[1:])


class TestPenolakan:
    """A refused file that comes again."""

    def test_read_otherwise_now(self, buku: Ledger, path: Path) -> None:
        """Accepted now, it counts as received now; what it was refused for is kept."""
        buku.catat_berkas(penerimaan("f1", "ditolak", nilai=1.0))
        buku.catat_berkas(penerimaan("f2"))
        lagi = replace(penerimaan("f1", nilai=15.0), waktu="2024-05-01T00:00:00", temuan=())
        assert buku.catat_berkas(lagi)
        assert berlaku(buku) == {"1001": "f1"}
        assert [(b.sha256, b.urutan, b.keadaan) for b in buku.semua_berkas()] == [
            ("f2", 2, "diterima"),
            ("f1", 3, "diterima"),
        ]
        assert buku.isian_berkas("f1")[0].nilai == 15.0
        assert buku.temuan_berkas("f1") == []
        ((_, sha256, nama, waktu, urutan, isi),) = isi_tabel(path)["penolakan"]
        assert (sha256, nama, waktu, urutan) == ("f1", "1001 isi.xlsx", WAKTU, 1)
        assert "NILAI-04" in str(isi)
        assert not buku.catat_berkas(lagi)

    def test_refused_again(self, buku: Ledger, path: Path) -> None:
        """For the same reason nothing changes; for another the reason does, and not the order of receipt."""
        buku.catat_berkas(penerimaan("f1", "ditolak"))
        buku.catat_berkas(penerimaan("f2"))
        sebelum = isi_tabel(path)
        assert not buku.catat_berkas(replace(penerimaan("f1", "ditolak"), nama="lain.xlsx"))
        assert isi_tabel(path) == sebelum
        temuan = Temuan("BERKAS-05", "a.xlsx", rinci={"format": "gambar"})
        assert buku.catat_berkas(replace(penerimaan("f1", "ditolak"), temuan=(temuan,)))
        assert [(b.sha256, b.urutan) for b in buku.semua_berkas()] == [("f1", 1), ("f2", 2)]
        assert buku.temuan_berkas("f1") == [temuan]


class TestTerbitanJabatan:
    """Issues for one jabatan."""

    def test_which_issues_hold(self, buku: Ledger) -> None:
        """One for a jabatan takes the place of that jabatan's and of the unit's, one for the unit of all."""
        a, b = replace(terbitan(seri=2), jabatan="A"), replace(terbitan(seri=3), jabatan="B")
        buku.catat_terbitan(terbitan(seri=1))
        buku.catat_terbitan(a)
        assert buku.terbitan_terakhir() == {"1001": (a,)}
        buku.catat_terbitan(b)
        assert buku.terbitan_terakhir() == {"1001": (a, b)}
        buku.catat_terbitan(replace(a, seri=4, muatan="{}"))
        assert [(t.jabatan, t.seri) for t in buku.terbitan_terakhir()["1001"]] == [("B", 3), ("A", 4)]
        buku.catat_terbitan(terbitan(seri=5))
        assert [t.seri for t in buku.terbitan_terakhir()["1001"]] == [5]
        assert buku.cari_terbitan("1001", 2) == replace(a, berlaku=False)
        assert buku.cari_terbitan("1001", 9) is None

    def test_file_knows_its_jabatan(self, buku: Ledger) -> None:
        """A file bears the jabatan of its issue, none where the issue is unknown."""
        buku.catat_terbitan(replace(terbitan(), jabatan="A"))
        buku.catat_berkas(penerimaan("f1"))
        buku.catat_berkas(replace(penerimaan("f2"), seri=7))
        assert [b.jabatan for b in buku.semua_berkas()] == ["A", ""]


class TestSambungan:
    """Opening, sharing and losing the ledger's file."""

    def test_opens_again(self, path: Path) -> None:
        """What was recorded is there when the ledger is opened again."""
        with Ledger(path) as buku:
            buku.catat_berkas(penerimaan())
        with Ledger(path) as buku:
            assert [b.sha256 for b in buku.semua_berkas()] == ["f1"]

    def test_two_connections(self, buku: Ledger, path: Path) -> None:
        """Two open ledgers see each other's records and number receipts together."""
        with Ledger(path) as lain:
            assert buku.catat_berkas(penerimaan("f1"))
            assert lain.catat_berkas(penerimaan("f2"))
            assert not lain.catat_berkas(penerimaan("f1"))
            assert [(b.sha256, b.urutan) for b in buku.semua_berkas()] == [("f1", 1), ("f2", 2)]

    def test_locked(self, buku: Ledger, path: Path) -> None:
        """While another program writes, a record is refused with a clear message, and works afterwards."""
        with Ledger(path, tunggu=0.05) as lain, closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerError, match="sedang dipakai proses lain"):
                lain.catat_berkas(penerimaan())
            db.execute("ROLLBACK")
            assert lain.catat_berkas(penerimaan())

    @pytest.mark.parametrize("isi", [b"bukan basis data" * 300, b"SQLite format 3\0" + b"\xff" * 4000])
    def test_no_database(self, path: Path, isi: bytes) -> None:
        """A file that is no database is refused and left as it is."""
        path.write_bytes(isi)
        with pytest.raises(LedgerError, match="rusak"), Ledger(path):
            pytest.fail("opened")
        assert path.read_bytes() == isi

    def test_damaged_inside(self, path: Path) -> None:
        """Damage behind a sound first page is an error of ours as well."""
        with Ledger(path) as buku:
            buku.catat_berkas(penerimaan())
        isi = path.read_bytes()
        path.write_bytes(isi[:4096] + b"\xff" * (len(isi) - 4096))
        with pytest.raises(LedgerError, match="rusak"), Ledger(path) as buku:
            buku.semua_berkas()

    def test_cut_off(self, path: Path) -> None:
        """A file that lost its end is refused."""
        with Ledger(path) as buku:
            buku.catat_berkas(penerimaan())
        path.write_bytes(path.read_bytes()[:5000])
        with pytest.raises(LedgerError, match="rusak"), Ledger(path) as buku:
            buku.semua_berkas()

    def test_version_1_is_migrated(self, path: Path) -> None:
        """A ledger of the first version keeps what it holds: its issues are for whole units and carry nothing."""
        with Ledger(path) as buku:
            buku.catat_katalog("d1", "{}")
            buku.catat_terbitan(terbitan())
            buku.catat_berkas(penerimaan())
            awal = buku.semua_berkas(), list(buku.isian_berlaku()), buku.terbitan("1001")
        isian_lama(path)
        with closing(sqlite3.connect(path)) as db:
            db.executescript(
                "DROP VIEW terhitung; DROP VIEW berdiri; DROP VIEW calon; DROP TABLE pilihan; DROP TABLE penolakan;"
                "ALTER TABLE berkas DROP COLUMN bertentangan;"
                "DROP INDEX terbitan_berlaku; ALTER TABLE terbitan DROP COLUMN jabatan;"
                "ALTER TABLE terbitan DROP COLUMN muatan; PRAGMA user_version = 1;"
                "CREATE UNIQUE INDEX terbitan_berlaku ON terbitan (unit) WHERE berlaku"
            )
        with Ledger(path) as buku:
            assert (buku.semua_berkas(), list(buku.isian_berlaku()), buku.terbitan("1001")) == awal
            for seri, jabatan in ((2, "A"), (3, "B")):
                buku.catat_terbitan(replace(terbitan(seri=seri), jabatan=jabatan))
            assert len(buku.terbitan_terakhir()["1001"]) == 2
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (VERSI_SKEMA,)

    def test_version_2_is_migrated(self, path: Path) -> None:
        """A ledger of the second version goes on counting as it did, and choices can be recorded in it."""
        with Ledger(path) as buku:
            for sha256 in ("f1", "f2"):
                buku.catat_berkas(penerimaan(sha256))
            buku.catat_berkas(penerimaan("f3", "ditahan"))
            awal = buku.semua_berkas(), list(buku.isian_berlaku())
        isian_lama(path)
        with closing(sqlite3.connect(path)) as db:
            db.executescript(
                "DROP VIEW terhitung; DROP VIEW berdiri; DROP VIEW calon; DROP TABLE pilihan; DROP TABLE penolakan;"
                "ALTER TABLE berkas DROP COLUMN bertentangan; PRAGMA user_version = 2"
            )
        with Ledger(path) as buku:
            assert (buku.semua_berkas(), list(buku.isian_berlaku())) == awal
            assert berlaku(buku) == {"1001": "f2"}
            buku.catat_pilihan("f1", WAKTU)
            assert berlaku(buku) == {"1001": "f1"}

    def test_version_3_is_migrated(self, path: Path) -> None:
        """A ledger of the third version keeps its inputs, and takes those stated as blank, which it did not know."""
        with Ledger(path) as buku:
            buku.catat_berkas(penerimaan())
            awal = buku.semua_berkas(), list(buku.isian_berlaku())
        isian_lama(path, "'isi', 'kosong', 'tidak_sah'")
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 3")
        nihil = Isian("K2/berkas", 2, None, "nihil", "Realisasi", "G7")
        with Ledger(path) as buku:
            assert (buku.semua_berkas(), list(buku.isian_berlaku())) == awal
            buku.catat_berkas(replace(penerimaan("f2"), isian=(nihil,)))
            assert [(b.kunci, b.keadaan) for b in buku.isian_berkas("f2")] == [("K2/berkas", "nihil")]

    @staticmethod
    def _isi_beragam(buku: Ledger) -> None:
        """Returns of every fate: refused and then not, contradicted and chosen, of two issues, of nobody."""
        buku.catat_katalog("d1", "{}")
        buku.catat_terbitan(terbitan())
        buku.catat_berkas(penerimaan("f1", "ditolak", nilai=1.0))
        buku.catat_berkas(penerimaan("e2", nilai=2.5))
        buku.catat_berkas(replace(penerimaan("d3", "ditahan", nilai="teks"), bertentangan=True))
        buku.catat_berkas(replace(penerimaan("f1", nilai=4.0), seri=2, isian=penerimaan(nilai=4.0).isian[::-1]))
        buku.catat_berkas(penerimaan("c5", "ditolak", "1002"))
        buku.catat_berkas(Penerimaan("b6", "foto.jpg", 9, WAKTU, "ditolak", temuan=(Temuan("BERKAS-05", "foto.jpg"),)))
        buku.catat_pilihan("d3", WAKTU)

    @staticmethod
    def _semua(buku: Ledger) -> list[object]:
        """All that a ledger says of what was received."""
        berkas = buku.semua_berkas()
        per_berkas = [
            (b.sha256, buku.isian_berkas(b.sha256), buku.nilai_berkas(b.sha256), buku.temuan_berkas(b.sha256))
            for b in berkas
        ]
        return [berkas, per_berkas, buku.berkas_berlaku(), list(buku.isian_berlaku()), buku.semua_terbitan()]

    def test_version_4_is_migrated(self, path: Path) -> None:
        """A ledger of the fourth version, which named the file in every input, loses nothing and no order."""
        with Ledger(path) as buku:
            self._isi_beragam(buku)
            awal = self._semua(buku)
        isi = isi_tabel(path)
        assert [len(isi[n]) for n in ("berkas", "isian", "pilihan", "penolakan")] == [5, 12, 1, 1]
        isian_lama(path)
        assert isi_tabel(path)["isian"] != isi["isian"]
        with Ledger(path) as buku:
            assert self._semua(buku) == awal
        assert isi_tabel(path) == isi
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (VERSI_SKEMA,)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_migration_that_fails(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the last statement of a migration fails nothing of it has happened, and the next try makes it good."""
        with Ledger(path) as buku:
            self._isi_beragam(buku)
            awal = self._semua(buku)
        isian_lama(path)
        isi = isi_tabel(path)
        with monkeypatch.context() as m:
            m.setattr("ikixl.ledger.ledger.MIGRASI", {4: (*MIGRASI[4], "INSERT INTO isian SELECT * FROM isian")})
            with pytest.raises(LedgerError), Ledger(path):
                pytest.fail("opened")
        assert isi_tabel(path) == isi
        with Ledger(path) as buku:
            assert self._semua(buku) == awal

    def test_newer_schema(self, path: Path) -> None:
        """A ledger of a newer ikixl is refused and left as it is."""
        with Ledger(path):
            pass
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {VERSI_SKEMA + 1}")
        sebelum = path.read_bytes()
        with pytest.raises(LedgerError, match=r"ikixl yang lebih baru.*Pasang ikixl"), Ledger(path):
            pytest.fail("opened")
        assert path.read_bytes() == sebelum

    def test_foreign_database(self, path: Path) -> None:
        """The database of another program is refused and gets no tables of ours."""
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE resep (nama)")
        with pytest.raises(LedgerError, match="bukan buku besar ikixl"), Ledger(path):
            pytest.fail("opened")
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("resep",)]

    def test_no_folder(self, tmp_path: Path) -> None:
        """A folder that is gone gives an error of ours."""
        with pytest.raises(LedgerError, match="tidak dapat dibuka"), Ledger(tmp_path / "hilang" / "ledger.sqlite"):
            pytest.fail("opened")

    def test_killed_while_recording(self, path: Path) -> None:
        """A process that dies in the middle of a record leaves none of it; the same file can then be recorded."""
        naskah = (
            "import os, sys; from pathlib import Path; from ikixl.ledger import *\n"
            "def isian():\n"
            "    for n in range(5000): yield Isian('K/%d' % n, 1, 1.0, 'isi', 'R', 'F7')\n"
            "    os._exit(9)\n"
            "with Ledger(Path(sys.argv[1])) as buku:\n"
            "    buku.catat_berkas(Penerimaan('f0', 'a', 1, 'w', 'diterima', '1001', 1, 2024))\n"
            "    buku.catat_berkas(Penerimaan('f1', 'b', 1, 'w', 'diterima', '1001', 1, 2024, isian=isian()))\n"
        )
        hasil = subprocess.run([sys.executable, "-c", naskah, str(path)], cwd=AKAR, check=False)
        assert hasil.returncode == 9
        with Ledger(path) as buku:
            assert [b.sha256 for b in buku.semua_berkas()] == ["f0"]
            assert list(buku.isian_berlaku()) == []
            assert buku.catat_berkas(penerimaan("f1"))
            assert berlaku(buku)["1001"] == "f1"


class TestArsip:
    """The archive."""

    def test_place_is_the_content(self, tmp_path: Path) -> None:
        """A file lies under its SHA-256, unchanged, and is found by it."""
        sha256, tempat = simpan_arsip(tmp_path, b"isi", ".XLSX")
        assert sha256 == hashlib.sha256(b"isi").hexdigest()
        assert tempat == tmp_path / sha256[:2] / f"{sha256[2:]}.xlsx"
        assert tempat.read_bytes() == b"isi"
        assert cari_arsip(tmp_path, sha256) == tempat
        assert cari_arsip(tmp_path, "0" * 64) is None

    def test_same_content_is_kept_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same content again, even with another suffix, writes nothing."""
        pertama = simpan_arsip(tmp_path, b"isi", ".xlsx")

        def menulis(path: Path, data: bytes) -> None:
            pytest.fail(f"wrote {path}")

        monkeypatch.setattr(arsip, "tulis_atomik", menulis)
        assert simpan_arsip(tmp_path, b"isi", ".xls") == pertama

    def test_damaged_copy_is_repaired(self, tmp_path: Path) -> None:
        """A copy of the wrong size is written anew in its place."""
        _, tempat = simpan_arsip(tmp_path, b"isi", ".xlsx")
        tempat.write_bytes(b"i")
        assert simpan_arsip(tmp_path, b"isi", ".bin")[1] == tempat
        assert tempat.read_bytes() == b"isi"

    @pytest.mark.parametrize("akhiran", ["", "xlsx", ".", "./../x", ".a b", ".xlsx ", ".é", ".terlalupanjang"])
    def test_strange_suffix(self, tmp_path: Path, akhiran: str) -> None:
        """A suffix that is no plain one never reaches a path."""
        assert simpan_arsip(tmp_path, b"isi", akhiran)[1].suffix == ".bin"

    def test_unwritable(self, tmp_path: Path) -> None:
        """Where the archive cannot be written the error is ours."""
        (tmp_path / "arsip").touch()
        with pytest.raises(ProyekError, match="tidak dapat ditulis"):
            simpan_arsip(tmp_path / "arsip", b"isi", ".xlsx")

    def test_crash_between_archive_and_ledger(self, tmp_path: Path, buku: Ledger) -> None:
        """A file archived but not recorded is simply received again: one copy, one record."""
        sha256, tempat = simpan_arsip(tmp_path / "arsip", b"isi", ".xlsx")
        assert buku.cari_berkas(sha256) is None
        assert simpan_arsip(tmp_path / "arsip", b"isi", ".xlsx") == (sha256, tempat)
        assert buku.catat_berkas(penerimaan(sha256))
        assert not buku.catat_berkas(penerimaan(sha256))
        assert [f for f in (tmp_path / "arsip").rglob("*") if f.is_file()] == [tempat]
        assert [b.sha256 for b in buku.semua_berkas()] == [sha256]
