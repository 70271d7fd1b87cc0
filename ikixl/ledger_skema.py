"""The tables of the ledger, as SQL.

A change of them raises VERSI_SKEMA; a ledger of a newer version is refused, one of an older has to be migrated.
"""

from __future__ import annotations

__all__ = ["PERINTAH", "VERSI_SKEMA"]

#: Version of the tables, kept in user_version of the database.
VERSI_SKEMA = 1

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
        PRIMARY KEY (unit, seri)
    )
    """,
    "CREATE UNIQUE INDEX terbitan_berlaku ON terbitan (unit) WHERE berlaku",
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
