"""How often Python looks for objects that only know each other: seldom, since workbooks are made of what lives long."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["jarang_menyapu", "sapu_lebih_jarang"]

# After so many more new objects Python looks for those that only know each other; it would after 700, though one
# workbook makes thousands that live until it is done with.
_JARAK_SAPU = 20_000


def sapu_lebih_jarang() -> None:
    """Look for unreachable objects less often in this process from now on."""
    gc.set_threshold(_JARAK_SAPU, *gc.get_threshold()[1:])


@contextmanager
def jarang_menyapu() -> Iterator[None]:
    """As `sapu_lebih_jarang`, as long as the work lasts."""
    semula = gc.get_threshold()
    sapu_lebih_jarang()
    try:
        yield
    finally:
        gc.set_threshold(*semula)
