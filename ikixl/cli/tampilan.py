"""What the commands share in showing things: messages, tables, temuan, progress, the project, the time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikixl.cli.susun_tabel import susun_tabel

if TYPE_CHECKING:
    # Not needed to run: they would be loaded for a mere --help.
    from rich.progress import Progress

    from ikixl.proyek import Proyek
    from ikixl.temuan import Temuan

__all__ = [
    "Kemajuan",
    "berikutnya",
    "daftar_mutu",
    "daftar_temuan",
    "kemajuan",
    "lihat",
    "proyek_ini",
    "sebut",
    "tabel",
    "waktu_kini",
]

#: How many temuan of one file are shown on the terminal.
BANYAK_TEMUAN = 10


def proyek_ini(ctx: click.Context) -> Proyek:
    """The project that --proyek names, or the one that the user stands in."""
    from ikixl.proyek import buka

    return buka(ctx.find_root().obj)


def waktu_kini() -> str:
    """Now, as ISO text to the second; library functions never read a clock themselves."""
    return datetime.now().isoformat(timespec="seconds")


def sebut(teks: str, *, ke_stderr: bool = False) -> None:
    """One message."""
    click.echo(teks, err=ke_stderr)


def lihat(path: Path) -> str:
    """A path as the user would type it from here."""
    try:
        return os.path.relpath(path)
    except ValueError:
        # Windows: another drive has no relative path.
        return str(path)


def berikutnya(perintah: str, *, ke_stderr: bool = False) -> None:
    """What to do next."""
    click.echo(f"\nBerikutnya: {perintah}", err=ke_stderr)


def tabel(judul: Sequence[str], baris: Iterable[Sequence[object]], lentur: str = "") -> None:
    """A table on standard output (ikixl.cli.susun_tabel)."""
    for satu in susun_tabel(judul, baris, lentur):
        click.echo(satu)


def daftar_temuan(temuan: Iterable[Temuan], *, ke_stderr: bool = False, banyak: int | None = None) -> None:
    """Temuan one by one: level, code, place, what was found, what to do."""
    semua = list(temuan)
    for t in semua[:banyak]:
        tempat = " ".join(n for n in (t.lembar, t.sel) if n)
        click.echo(f"  {t.tingkat} {t.kode}{' di ' + tempat if tempat else ''}: {t.pesan}", err=ke_stderr)
        if t.tingkat != "info":
            click.echo(f"      {t.saran}", err=ke_stderr)
    if banyak is not None and len(semua) > banyak:
        click.echo(
            f"  … dan {len(semua) - banyak} lagi; lihat lembar Temuan di rekap atau pakai --json.", err=ke_stderr
        )


def daftar_mutu(temuan: Sequence[Temuan]) -> None:
    """Findings of a katalog's quality, kind by kind; what to do is said once where it is the same for all of a kind."""
    menurut_kode: dict[str, list[Temuan]] = {}
    for t in temuan:
        menurut_kode.setdefault(t.kode, []).append(t)
    for kode in sorted(menurut_kode):
        milik = menurut_kode[kode]
        saran = {t.saran for t in milik}
        click.echo(f"\n{kode} {milik[0].jenis.judul} ({milik[0].tingkat}, {len(milik)})")
        for t in milik:
            tempat = ", ".join(n for n in (t.berkas, t.sel) if n)
            click.echo(f"  {tempat}: {t.pesan}")
            if len(saran) > 1:
                click.echo(f"      {t.saran}")
        if len(saran) == 1:
            click.echo(f"  Saran: {saran.pop()}")
    if temuan:
        click.echo("")


class Kemajuan:
    """A progress bar, or nothing at all; call it with a name after each step."""

    def __init__(self, bilah: Progress | None = None, judul: str = "", banyak: int | None = None) -> None:
        self._bilah = bilah
        self._tugas = bilah.add_task(judul, total=banyak, nama="") if bilah else None

    def __call__(self, nama: str) -> None:
        """One step is done."""
        if self._bilah is not None and self._tugas is not None:
            self._bilah.update(self._tugas, advance=1, nama=nama)

    @contextmanager
    def jeda(self) -> Iterator[None]:
        """Takes the bar away while the user is asked something, which it would overwrite."""
        if self._bilah is None:
            yield
            return
        self._bilah.stop()
        try:
            yield
        finally:
            self._bilah.start()


@contextmanager
def kemajuan(judul: str, banyak: int | None = None) -> Iterator[Kemajuan]:
    """A progress bar on standard error, only where a person watches it; yields what to call after each step.

    `banyak` None: how many steps there are is not known beforehand.
    """
    if not sys.stderr.isatty():
        yield Kemajuan()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    hitungan = TextColumn("{task.completed}") if banyak is None else MofNCompleteColumn()
    kolom = (TextColumn("{task.description}"), BarColumn(), hitungan, TextColumn("{task.fields[nama]}"))
    with Progress(*kolom, console=Console(stderr=True), transient=True) as bilah:
        yield Kemajuan(bilah, judul, banyak)
