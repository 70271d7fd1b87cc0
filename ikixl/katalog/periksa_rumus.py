"""The formulas of a katalog against its variabel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ikixl.errors import RumusError
from ikixl.katalog.kunci import BUKTI, TARGET
from ikixl.katalog.periksa_baris import Baris, Tabel
from ikixl.katalog.periksa_nilai import kutip, mungkin_maksudnya
from ikixl.katalog.periksa_rujukan import salah_tempat
from ikixl.rumus import NAMA_TERLARANG, parse, variabel
from ikixl.temuan import Temuan

__all__ = ["periksa_rumus"]

# "catatan" as well: the key of its evidence would read like that of a note on the indikator.
_TERLARANG = NAMA_TERLARANG | {TARGET, BUKTI, "catatan"}


def periksa_rumus(tabel: Mapping[str, Tabel]) -> list[Temuan]:
    """Formulas that do not parse, variabel that are missing, unused or badly named."""
    temuan = [
        b.temuan("KATALOG-19", "kode", variabel=b.kode("kode"))
        for b in tabel["variabel"].baris
        if b.kode("kode") in _TERLARANG
    ]
    milik = tabel["variabel"].menurut("indikator")
    tersesat = salah_tempat(tabel, "variabel", "indikator", "indikator")
    for (kode,), (b, *_) in tabel["indikator"].menurut("kode").items():
        temuan += _satu_rumus(b, milik.get((kode,), []), tersesat)
    return temuan


def _satu_rumus(b: Baris, milik: Sequence[Baris], tersesat: Sequence[Baris]) -> Iterator[Temuan]:
    """Faults of one formula; `milik` are the variabel of its indikator, `tersesat` those that belong to none."""
    rumus = b.kode("rumus")
    if not rumus:
        return
    try:
        dipakai = variabel(parse(rumus))
    except RumusError as galat:
        yield b.temuan("KATALOG-07", "rumus", rumus=kutip(rumus), sebab=galat.pesan[:1].lower() + galat.pesan[1:])
        return
    # An indikator without any variabel is a fault of its own.
    if not milik:
        return
    dikenal = {v.kode("kode") for v in milik}
    # A bad code among its own variabel may be any that is missing; one that strayed from elsewhere must resemble it.
    rusak = {v.teks.get("kode", "") for v in tersesat} | {"" for v in milik if "kode" not in v.sah}
    for nama in dipakai:
        if nama not in dikenal and not mungkin_maksudnya(nama, rusak):
            yield b.temuan("KATALOG-08", "rumus", variabel=nama)
    for v in milik:
        if v.kode("kode") and v.kode("kode") not in dipakai:
            yield v.temuan("KATALOG-09", "kode", variabel=v.kode("kode"), indikator=b.kode("kode"))
