"""The check of a whole katalog: every fault at once, and the Katalog where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ikixl.katalog.mentah import TabelMentah
from ikixl.katalog.model import TABEL, Indikator, Instansi, Jabatan, Katalog, Target, Unit, Uraian, Variabel
from ikixl.katalog.periksa_acuan import periksa_acuan
from ikixl.katalog.periksa_baris import Tabel, periksa_instansi, periksa_tabel
from ikixl.katalog.periksa_rujukan import periksa_rujukan
from ikixl.katalog.periksa_rumus import periksa_rumus
from ikixl.temuan import Temuan, ada_galat

__all__ = ["periksa"]

_URUTAN_TABEL = ("instansi", *TABEL)


def periksa(tabel_mentah: TabelMentah) -> tuple[Katalog | None, list[Temuan]]:
    """The Katalog, or None where any fault is a galat; and all faults, by table and line.

    Each temuan names table (`lembar`), file (`berkas`) and place (`sel`: "baris 12, kolom rumus", the line as an
    editor counts it). The Katalog's sequences are put in the order of `urutan`; unit and target keep theirs, target
    within the order of the indikator.
    """
    temuan = list(tabel_mentah.temuan)
    instansi, cacat = periksa_instansi(tabel_mentah)
    temuan += cacat
    tabel: dict[str, Tabel] = {}
    for nama in TABEL:
        tabel[nama], cacat = periksa_tabel(tabel_mentah, nama)
        temuan += cacat
    temuan += periksa_rujukan(tabel) + periksa_acuan(tabel) + periksa_rumus(tabel)
    temuan = tabel_mentah.sebut(sorted(temuan, key=_tempat))
    if instansi is None or ada_galat(temuan):
        return None, temuan
    return _susun(instansi, tabel), temuan


def _tempat(temuan: Temuan) -> tuple[int, int]:
    urutan = _URUTAN_TABEL.index(temuan.lembar) if temuan.lembar in _URUTAN_TABEL else len(_URUTAN_TABEL)
    nomor = re.match(r"baris (\d+)", temuan.sel)
    return urutan, int(nomor.group(1)) if nomor else 0


def _susun(instansi: Instansi, tabel: Mapping[str, Tabel]) -> Katalog:
    jabatan = sorted((Jabatan.model_validate(b.sah) for b in tabel["jabatan"].baris), key=lambda j: j.urutan)
    ke_jabatan = {j.kode: n for n, j in enumerate(jabatan)}
    indikator = sorted(
        (Indikator.model_validate(b.sah) for b in tabel["indikator"].baris),
        key=lambda i: (ke_jabatan[i.jabatan], i.urutan),
    )
    ke_indikator = {i.kode: n for n, i in enumerate(indikator)}
    uraian = (Uraian.model_validate(b.sah) for b in tabel["uraian"].baris)
    variabel = (Variabel.model_validate(b.sah) for b in tabel["variabel"].baris)
    target = (Target.model_validate(b.sah) for b in tabel["target"].baris)
    return Katalog(
        instansi=instansi,
        unit=tuple(Unit.model_validate(b.sah) for b in tabel["unit"].baris),
        jabatan=tuple(jabatan),
        # "tugas" before "fungsi", as decrees print them: the reverse of the alphabet.
        uraian=tuple(sorted(uraian, key=lambda u: (ke_jabatan[u.jabatan], u.jenis == "fungsi", u.urutan))),
        indikator=tuple(indikator),
        variabel=tuple(sorted(variabel, key=lambda v: (ke_indikator[v.indikator], v.urutan))),
        target=tuple(sorted(target, key=lambda t: ke_indikator[t.indikator])),
    )
