"""The tables of the ledger, as SQL.

A change of them raises VERSI_SKEMA and adds a step to MIGRASI; a ledger of a newer version is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BERDIRI", "BERKAS", "BERLAKU", "ISIAN", "MIGRASI", "PERINTAH", "TERBITAN", "VERSI_SKEMA"]

#: Version of the tables, kept in user_version of the database.
VERSI_SKEMA = 5

# What was said of a refused file before it came again and was read with another outcome; `isi` is JSON of its temuan.
_TABEL_PENOLAKAN = """
    CREATE TABLE penolakan (
        nomor INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES berkas,
        nama TEXT NOT NULL,
        waktu TEXT NOT NULL,
        urutan INTEGER NOT NULL,
        isi TEXT NOT NULL
    )
"""
# Which return of an issue a person chose; of several choices the last holds. `sampai` is the number of the last receipt
# that there was then: the choice says nothing of later ones.
_TABEL_PILIHAN = """
    CREATE TABLE pilihan (
        nomor INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES berkas,
        waktu TEXT NOT NULL,
        unit TEXT NOT NULL,
        tahun INTEGER NOT NULL,
        seri INTEGER NOT NULL,
        sampai INTEGER NOT NULL
    )
"""
_INDEKS_PILIHAN = "CREATE INDEX pilihan_terbitan ON pilihan (unit, tahun, seri, nomor)"
# Returns that may count: all readable ones, but after a choice only the chosen one and what came later. `tertahan`:
# held when it came, and not chosen.
_PANDANGAN_CALON = """
    CREATE VIEW calon AS
    SELECT berkas.sha256, berkas.unit, berkas.tahun, berkas.seri, berkas.urutan, berkas.bertentangan,
           berkas.keadaan = 'ditahan' AND pilihan.sha256 IS NOT berkas.sha256 AS tertahan
    FROM berkas LEFT JOIN pilihan ON pilihan.nomor = (
        SELECT max(akhir.nomor) FROM pilihan AS akhir
        WHERE akhir.unit = berkas.unit AND akhir.tahun = berkas.tahun AND akhir.seri = berkas.seri)
    WHERE berkas.keadaan <> 'ditolak'
      AND (pilihan.sha256 IS NULL OR pilihan.sha256 = berkas.sha256 OR berkas.urutan > pilihan.sampai)
"""
# Of each issue the last one that came in unopposed, and all that contradict it.
_PANDANGAN_BERDIRI = """
    CREATE VIEW berdiri AS
    SELECT * FROM calon WHERE CASE WHEN tertahan THEN bertentangan ELSE NOT EXISTS (
        SELECT 1 FROM calon AS ulang
        WHERE ulang.unit = calon.unit AND ulang.tahun = calon.tahun AND ulang.seri = calon.seri
          AND ulang.urutan > calon.urutan AND NOT ulang.tertahan) END
"""
# Of each issue the one that counts, none while another contradicts it.
_PANDANGAN_TERHITUNG = """
    CREATE VIEW terhitung AS
    SELECT * FROM berdiri WHERE NOT tertahan AND NOT EXISTS (
        SELECT 1 FROM calon AS lawan
        WHERE lawan.unit = berdiri.unit AND lawan.tahun = berdiri.tahun AND lawan.seri = berdiri.seri
          AND lawan.tertahan AND lawan.bertentangan)
"""
_PEMILIHAN = (
    _TABEL_PENOLAKAN,
    _TABEL_PILIHAN,
    _INDEKS_PILIHAN,
    _PANDANGAN_CALON,
    _PANDANGAN_BERDIRI,
    _PANDANGAN_TERHITUNG,
)
_BERTENTANGAN = "bertentangan INTEGER NOT NULL DEFAULT 0 CHECK (bertentangan IN (0, 1))"

# There are hundreds of rows for every file: they name it by its receipt, and lie in the order of their only key. A
# receipt gets another number only after a refusal, whose inputs are gone by then. `nomor` is the place in the file. The
# last rule also refuses what is not a number: SQLite keeps a NaN as NULL.
_TABEL_ISIAN = """
    CREATE TABLE isian (
        urutan INTEGER NOT NULL REFERENCES berkas (urutan),
        kunci TEXT NOT NULL,
        triwulan INTEGER NOT NULL CHECK (triwulan BETWEEN 0 AND 4),
        nomor INTEGER NOT NULL,
        nilai_angka REAL,
        nilai_teks TEXT,
        keadaan TEXT NOT NULL CHECK (keadaan IN ('isi', 'kosong', 'nihil', 'tidak_sah')),
        lembar TEXT NOT NULL,
        sel TEXT NOT NULL,
        PRIMARY KEY (urutan, kunci, triwulan),
        CHECK ((nilai_angka IS NOT NULL) + (nilai_teks IS NOT NULL) = (keadaan = 'isi'))
    ) WITHOUT ROWID
"""

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
    f"""
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
        {_BERTENTANGAN},
        CHECK (keadaan <> 'diterima' OR unit <> '')
    )
    """,
    "CREATE INDEX berkas_unit ON berkas (unit, tahun, urutan)",
    _TABEL_ISIAN,
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
    *_PEMILIHAN,
    f"PRAGMA user_version = {VERSI_SKEMA}",
)

# SQLite cannot change a rule or a key of a table; the inputs move into a table with the new ones.
_PINDAHKAN_ISIAN = (
    "ALTER TABLE isian RENAME TO isian_lama",
    _TABEL_ISIAN,
    """
    INSERT INTO isian
    SELECT urutan, kunci, triwulan, row_number() OVER (PARTITION BY sha256 ORDER BY id), nilai_angka, nilai_teks,
           isian_lama.keadaan, lembar, sel
    FROM isian_lama JOIN berkas USING (sha256)
    ORDER BY urutan, kunci, triwulan
    """,
    "DROP TABLE isian_lama",
    "PRAGMA user_version = 5",
)
#: Version -> the statements that make a later one of it; run each step in one transaction.
MIGRASI: Mapping[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE terbitan ADD COLUMN jabatan TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE terbitan ADD COLUMN muatan TEXT NOT NULL DEFAULT ''",
        "DROP INDEX terbitan_berlaku",
        _INDEKS_TERBITAN,
        "PRAGMA user_version = 2",
    ),
    2: (f"ALTER TABLE berkas ADD COLUMN {_BERTENTANGAN}", *_PEMILIHAN, "PRAGMA user_version = 3"),
    # Version 4 knew one state of an input more than 3; 5 has another key.
    3: _PINDAHKAN_ISIAN,
    4: _PINDAHKAN_ISIAN,
}

TERBITAN = """
    SELECT unit, seri, waktu, tahun, digest, nama_berkas, sha256, versi_layout, berlaku, jabatan, muatan FROM terbitan
"""
# Whether a file counts, asked of one file after the other; and of all files at once, which is quicker for many.
_TERHITUNG = "EXISTS (SELECT 1 FROM terhitung WHERE terhitung.sha256 = {0}.sha256)"
_SEMUA_TERHITUNG = "{0}.sha256 IN (SELECT sha256 FROM terhitung)"
# An input that the return of a later issue of the unit holds too; to be completed with one of the above.
_TERTINDIH = """
    EXISTS (SELECT 1 FROM berkas AS lain JOIN isian AS ganti ON ganti.urutan = lain.urutan
            WHERE lain.unit = berkas.unit AND lain.tahun = berkas.tahun AND lain.seri > berkas.seri AND {0}
              AND ganti.kunci = isian.kunci AND ganti.triwulan = isian.triwulan)
"""
_TERTAHAN = f"""
    EXISTS (SELECT 1 FROM calon WHERE calon.sha256 = berkas.sha256 AND calon.tertahan)
    OR EXISTS (SELECT 1 FROM berdiri WHERE berdiri.sha256 = berkas.sha256) AND NOT {_TERHITUNG.format("berkas")}
"""
_SATU_TERTINDIH = _TERTINDIH.format(_TERHITUNG.format("lain"))
_SEMUA_TERTINDIH = _TERTINDIH.format(_SEMUA_TERHITUNG.format("lain"))
_HABIS = f"""
    EXISTS (SELECT 1 FROM isian WHERE isian.urutan = berkas.urutan)
    AND NOT EXISTS (SELECT 1 FROM isian WHERE isian.urutan = berkas.urutan AND NOT {_SATU_TERTINDIH})
"""
#: Files with how they stand now: whether they are superseded, and for which jabatan they were issued.
BERKAS = f"""
    SELECT sha256, nama, ukuran, waktu, keadaan, unit, seri, tahun, jumlah_terisi, jumlah_tetap, jumlah_dilaporkan,
           urutan, keadaan = 'diterima' AND (NOT terhitung OR habis) AS digantikan, jabatan
    FROM (
        SELECT berkas.sha256, nama, ukuran, berkas.waktu, berkas.unit, berkas.seri, berkas.tahun, jumlah_terisi,
               jumlah_tetap, jumlah_dilaporkan, urutan, coalesce(terbitan.jabatan, '') AS jabatan,
               {_TERHITUNG.format("berkas")} AS terhitung, {_HABIS} AS habis,
               CASE WHEN keadaan = 'ditolak' THEN keadaan WHEN {_TERTAHAN} THEN 'ditahan' ELSE 'diterima' END AS keadaan
        FROM berkas LEFT JOIN terbitan ON terbitan.unit = berkas.unit AND terbitan.seri = berkas.seri
    ) AS berkas
"""
#: Inputs with the unit and year of their file.
ISIAN = """
    SELECT sha256, unit, tahun, kunci, triwulan, coalesce(nilai_angka, nilai_teks) AS nilai,
           isian.keadaan, lembar, sel
    FROM isian JOIN berkas USING (urutan)
"""
#: Which of them are in force.
BERLAKU = f"{_SEMUA_TERHITUNG.format('berkas')} AND NOT {_SEMUA_TERTINDIH}"
#: Files of an issue (unit, tahun, seri) that a new return of it has to be compared with, in order of receipt.
BERDIRI = f"""
    {BERKAS} WHERE sha256 IN (SELECT sha256 FROM berdiri WHERE unit = ? AND tahun = ? AND seri = ?) ORDER BY urutan
"""
