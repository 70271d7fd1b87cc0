"""A workbook as LibreOffice shows it: the text and colour of every visible cell, out of its HTML export."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["SelTampak", "baca_tampilan", "baris_bertulisan"]


@dataclass(slots=True)
class SelTampak:
    """What a person sees of a cell; `warna` is its background as "#RRGGBB", "" for none."""

    teks: str = ""
    warna: str = ""


@dataclass(slots=True)
class _Pembaca(HTMLParser):
    lembar: list[list[list[SelTampak]]] = field(default_factory=list)
    di_dalam: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.lembar.append([])
        elif tag == "tr":
            self.lembar[-1].append([])
        elif tag == "td":
            self.lembar[-1][-1].append(SelTampak(warna=dict(attrs).get("bgcolor") or ""))
            self.di_dalam = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.di_dalam = False

    def handle_data(self, data: str) -> None:
        if self.di_dalam:
            self.lembar[-1][-1][-1].teks += data.strip()


def baca_tampilan(html: str) -> list[list[list[SelTampak]]]:
    """The visible sheets in their order: rows of cells, without hidden ones and what merged cells cover."""
    pembaca = _Pembaca()
    pembaca.feed(html)
    return pembaca.lembar


def baris_bertulisan(lembar: list[list[SelTampak]], teks: str, kolom: int) -> list[SelTampak]:
    """The row of a sheet that shows this text in a column, counted from 0 among those visible."""
    return next(b for b in lembar if len(b) > kolom and b[kolom].teks == teks)
