"""How wide a text is in Arial, the font of every workbook: what decides where it wraps."""

from __future__ import annotations

__all__ = ["lebar_teks"]

# Advance widths of Arial (and its metric twins Helvetica and Liberation Sans) in thousandths of the font size.
_LEBAR = {
    huruf: lebar
    for lebar, semua in {
        191: "'",
        222: "ijl’",
        260: "|",
        278: " !,./:;I[\\]ft·",
        333: "()-`r“”",
        350: "•",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu–",
        584: "+<=>~×−",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1000: "→↔…",
        1015: "@",
    }.items()
    for huruf in semua
}
_LAINNYA = 667
# Bold letters are about this much wider.
_TEBAL = 1.07
# Screens round every letter to whole pixels.
_LONGGAR = 1.03
_PIKSEL_PER_POIN = 96 / 72


def lebar_teks(teks: str, huruf: float = 10, tebal: bool = False) -> float:
    """Width of a line of text in pixels of a screen (96 to the inch) at font size `huruf`, with a little to spare."""
    lebar = sum(_LEBAR.get(h, _LAINNYA) for h in teks) / 1000 * huruf * _PIKSEL_PER_POIN * _LONGGAR
    return lebar * _TEBAL if tebal else lebar
