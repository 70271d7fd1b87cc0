"""How much of a decree the importer gets exactly right, against a katalog made by hand.

As a script: `python tests/impor/ukur.py FOLDER` where FOLDER holds one document per katalog of sample_data, named
after it (gedangan.txt, lumajang.docx); prints a Markdown table.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ikixl.bawaan import folder_bawaan
from ikixl.errors import RumusError
from ikixl.impor import HasilImpor, impor
from ikixl.katalog import muat
from ikixl.katalog.model import Katalog
from ikixl.rumus import parse

HAL = ("jabatan", "sasaran", "indikator", "sumber data", "target", "rumus")


@dataclass
class Angka:
    """Right and total of one kind of content."""

    benar: int = 0
    semua: int = 0

    def catat(self, benar: bool) -> None:
        """Count one."""
        self.semua += 1
        self.benar += benar

    def __str__(self) -> str:
        return f"{self.benar}/{self.semua}"


def inti(teks: str) -> str:
    """Letters and digits alone: another spelling counts, other punctuation does not."""
    return re.sub(r"[^a-z0-9]", "", teks.lower())


def bentuk(rumus: str) -> str:
    """A rumus with its variabel numbered in order of appearance; the same for rumus that differ in names only."""
    try:
        pohon = repr(parse(rumus))
    except RumusError:
        return rumus
    nama: dict[str, str] = {}
    return re.sub(r"Variabel\(nama='(\w+)'\)", lambda m: nama.setdefault(m.group(1), f"v{len(nama) + 1}"), pohon)


Isi = dict[str, str]


def dari_katalog(katalog: Katalog) -> list[tuple[str, list[Isi]]]:
    """Jabatan names and their indikator, as the importer's tables hold them."""
    hasil = []
    for j in katalog.jabatan:
        isi = []
        for i in katalog.indikator_jabatan(j.kode):
            target = next((t for t in katalog.target if t.indikator == i.kode and t.sumber == "keputusan"), None)
            angka = target.tahun if target and target.tahun is not None else target.tw4 if target else None
            isi.append(
                {
                    "sasaran": i.sasaran,
                    "indikator": i.nama,
                    "sumber data": i.sumber_data,
                    "rumus": i.rumus,
                    "target": "" if angka is None else f"{angka:g}",
                }
            )
        hasil.append((j.nama, isi))
    return hasil


def dari_impor(hasil: HasilImpor) -> list[tuple[str, list[Isi]]]:
    """The same of an imported document."""
    target = {b["indikator"]: b["tahun"] or b["tw4"] for b in hasil.tabel["target"]}
    return [
        (
            j["nama"],
            [
                {
                    "sasaran": i["sasaran"],
                    "indikator": i["nama"],
                    "sumber data": i["sumber_data"],
                    "rumus": i["rumus"],
                    "target": target.get(i["kode"], ""),
                }
                for i in hasil.tabel["indikator"]
                if i["jabatan"] == j["kode"]
            ],
        )
        for j in hasil.tabel["jabatan"]
    ]


def _pasangkan(kiri: Sequence[str], kanan: Sequence[str]) -> list[int | None]:
    """For every text on the left the place of its match on the right, in order."""
    hasil: list[int | None] = [None] * len(kiri)
    for tanda, a, b, c, d in SequenceMatcher(None, kiri, kanan, autojunk=False).get_opcodes():
        if tanda == "equal" or (tanda == "replace" and b - a == d - c):
            for n in range(b - a):
                hasil[a + n] = c + n
        elif tanda == "replace":
            for n in range(min(b - a, d - c)):
                hasil[a + n] = c + n
    return hasil


def ukur(katalog: Katalog, hasil: HasilImpor, rinci: list[str] | None = None) -> dict[str, Angka]:
    """Right and total by kind of content; what is wrong is told in `rinci`."""
    benar, baca = dari_katalog(katalog), dari_impor(hasil)
    angka = {hal: Angka() for hal in HAL}
    catat = rinci.append if rinci is not None else lambda _: None
    pasangan = _pasangkan([inti(n) for n, _ in benar], [inti(n) for n, _ in baca])
    for (nama, isi), letak in zip(benar, pasangan, strict=True):
        nama_baca, isi_baca = baca[letak] if letak is not None else ("", [])
        angka["jabatan"].catat(inti(nama) == inti(nama_baca))
        if inti(nama) != inti(nama_baca):
            catat(f"jabatan: {nama!r} dibaca {nama_baca!r}")
        urut = _pasangkan([inti(i["indikator"]) for i in isi], [inti(i["indikator"]) for i in isi_baca])
        for n, (i, m) in enumerate(zip(isi, urut, strict=True)):
            dibaca = isi_baca[m] if m is not None else {}
            for hal in HAL[1:]:
                if hal == "target" and not (i["target"] or dibaca.get("target")):
                    continue
                if hal == "sasaran" and n and i["sasaran"] == isi[n - 1]["sasaran"]:
                    continue
                sama = _sama(hal, i[hal], dibaca.get(hal))
                angka[hal].catat(sama)
                if not sama:
                    catat(f"{hal}: [{nama}] {i['indikator'][:50]!r}: {i[hal]!r} dibaca {dibaca.get(hal)!r}")
    return angka


def _sama(hal: str, benar: str, baca: str | None) -> bool:
    if baca is None:
        return False
    if hal == "rumus":
        return bentuk(benar) == bentuk(baca)
    return inti(benar) == inti(baca)


def tabel_markdown(angka: Mapping[str, Mapping[str, Angka]]) -> str:
    """The figures as the documentation prints them."""
    baris = ["| Surat keputusan | " + " | ".join(HAL) + " |", "|---|" + "---|" * len(HAL)]
    baris += [f"| {nama} | " + " | ".join(str(milik[hal]) for hal in HAL) + " |" for nama, milik in angka.items()]
    return "\n".join(baris)


def _utama(folder: Path, *, rinci: bool) -> int:
    semua = {}
    for path in sorted(folder.iterdir()):
        sampel = folder_bawaan("sample_data") / path.stem
        if not sampel.is_dir():
            continue
        salah: list[str] = []
        semua[path.stem.capitalize()] = ukur(muat(sampel), impor(path), salah)
        if rinci:
            sys.stdout.write("\n".join([path.stem, *salah, ""]) + "\n")
    sys.stdout.write(tabel_markdown(semua) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(_utama(Path(sys.argv[1]), rinci="--rinci" in sys.argv))
