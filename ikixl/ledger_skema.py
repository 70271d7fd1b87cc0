"""The tables of the ledger, as SQL.

A change of them raises VERSI_SKEMA and adds a step to MIGRASI; a ledger of a newer version is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BERKAS", "BERLAKU", "ISIAN", "MIGRASI", "PERINTAH", "TERBITAN", "VERSI_SKEMA"]

#: Version of the tables, kept in user_version of the database.
VERSI_SKEMA = 2

_INDEKS_TERBITAN = "CREATE UNIQUE INDEX terbitan_berlaku ON terbitan (unit, jabatan) WHERE berlaku"

#: Statements that make an empty ledger; run them in one transaction.
PERINTAH = (
    """
    CREATE TABLE katalog (
        digest TEXT PRIMARY KEY,
        json TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE terbitan (
        unit TEXT NOT NULL,
        seri INTEGER NOT NULL CHECK (seri >= 1),
        waktu TEXT NOT NULL,
        tahun INTEGER NOT NULL,
        digest TEXT NOT NULL REFERENCES katalog,
        nama_berkas TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        versi_layout INTEGER NOT NULL,
        berlaku INTEGER NOT NULL CHECK (berlaku IN (0, 1)),
        jabatan TEXT NOT NULL DEFAULT '',
        muatan TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (unit, seri)
    )
    """,
    _INDEKS_TERBITAN,
    """
    CREATE TABLE berkas (
        sha256 TEXT PRIMARY KEY,
        nama TEXT NOT NULL,
        ukuran INTEGER NOT NULL,
        waktu TEXT NOT NULL,
        unit TEXT NOT NULL,
        seri INTEGER NOT NULL,
        tahun INTEGER NOT NULL,
        keadaan TEXT NOT NULL CHECK (keadaan IN ('diterima', 'ditolak', 'ditahan')),
        urutan INTEGER NOT NULL UNIQUE,
        jumlah_terisi INTEGER NOT NULL,
        jumlah_tetap INTEGER NOT NULL,
        jumlah_dilaporkan INTEGER NOT NULL,
        CHECK (keadaan <> 'diterima' OR unit <> '')
    )
    """,
    "CREATE INDEX berkas_unit ON berkas (unit, tahun, urutan)",
    # The last rule also refuses what is not a number: SQLite keeps a NaN as NULL.
    """
    CREATE TABLE isian (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES berkas,
        kunci TEXT NOT NULL,
        triwulan INTEGER NOT NULL CHECK (triwulan BETWEEN 0 AND 4),
        nilai_angka REAL,
        nilai_teks TEXT,
        keadaan TEXT NOT NULL CHECK (keadaan IN ('isi', 'kosong', 'tidak_sah')),
        lembar TEXT NOT NULL,
        sel TEXT NOT NULL,
        UNIQUE (sha256, kunci, triwulan),
        CHECK ((nilai_angka IS NOT NULL) + (nilai_teks IS NOT NULL) = (keadaan = 'isi'))
    )
    """,
    """
    CREATE TABLE temuan (
        sha256 TEXT NOT NULL REFERENCES berkas,
        nomor INTEGER NOT NULL,
        kode TEXT NOT NULL,
        berkas TEXT NOT NULL,
        unit TEXT NOT NULL,
        lembar TEXT NOT NULL,
        sel TEXT NOT NULL,
        rinci TEXT NOT NULL,
        PRIMARY KEY (sha256, nomor)
    )
    """,
    f"PRAGMA user_version = {VERSI_SKEMA}",
)

#: Version -> the statements that make the next one of it; run each step in one transaction.
MIGRASI: Mapping[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE terbitan ADD COLUMN jabatan TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE terbitan ADD COLUMN muatan TEXT NOT NULL DEFAULT ''",
        "DROP INDEX terbitan_berlaku",
        _INDEKS_TERBITAN,
        "PRAGMA user_version = 2",
    ),
}

TERBITAN = """
    SELECT unit, seri, waktu, tahun, digest, nama_berkas, sha256, versi_layout, berlaku, jabatan, muatan FROM terbitan
"""
# A later accepted return of the same issue (as the alias given) makes this one void.
_DIULANG = """
    EXISTS (SELECT 1 FROM berkas AS ulang
            WHERE ulang.keadaan = 'diterima' AND ulang.unit = {0}.unit AND ulang.tahun = {0}.tahun
              AND ulang.seri = {0}.seri AND ulang.urutan > {0}.urutan)
"""
# An input that the return of a later issue of the unit holds too.
_TERTINDIH = f"""
    EXISTS (SELECT 1 FROM berkas AS lain JOIN isian AS ganti ON ganti.sha256 = lain.sha256
            WHERE lain.keadaan = 'diterima' AND lain.unit = berkas.unit AND lain.tahun = berkas.tahun
              AND lain.seri > berkas.seri AND NOT {_DIULANG.format("lain")}
              AND ganti.kunci = isian.kunci AND ganti.triwulan = isian.triwulan)
"""
_TERGANTI = f"""
    ({_DIULANG.format("berkas")} OR (
        EXISTS (SELECT 1 FROM isian WHERE isian.sha256 = berkas.sha256)
        AND NOT EXISTS (SELECT 1 FROM isian WHERE isian.sha256 = berkas.sha256 AND NOT {_TERTINDIH})))
"""
#: Files with whether they are superseded, and for which jabatan they were issued.
BERKAS = f"""
    SELECT berkas.sha256, nama, ukuran, berkas.waktu, keadaan, berkas.unit, berkas.seri, berkas.tahun, jumlah_terisi,
           jumlah_tetap, jumlah_dilaporkan, urutan, keadaan = 'diterima' AND {_TERGANTI} AS digantikan,
           coalesce(terbitan.jabatan, '') AS jabatan
    FROM berkas LEFT JOIN terbitan ON terbitan.unit = berkas.unit AND terbitan.seri = berkas.seri
"""
#: Inputs with the unit and year of their file.
ISIAN = """
    SELECT isian.sha256, unit, tahun, kunci, triwulan, coalesce(nilai_angka, nilai_teks) AS nilai,
           isian.keadaan, lembar, sel
    FROM isian JOIN berkas USING (sha256)
"""
#: Which of them are in force.
BERLAKU = f"berkas.keadaan = 'diterima' AND NOT {_DIULANG.format('berkas')} AND NOT {_TERTINDIH}"
