"""What all tests share: the libreoffice marker and the hypothesis profile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.libreoffice import soffice

# No deadline: a loaded machine is no fault of the code. In CI the same examples every time, so that whether a change
# lands does not hang on luck; at a desk new ones are tried at every run.
settings.register_profile(
    "ikixl", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("ikixl")


#: What takes longest and builds most before its first test: begun first, it is neither last nor built by two workers.
_BERAT = {Path(__file__).with_name("test_contoh.py"), Path(__file__).parent / "rekap" / "test_pelacakan.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest modules first; the others keep their order."""
    items.sort(key=lambda item: item.path not in _BERAT)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests marked libreoffice where it is missing; fail them where IKIXL_WAJIB_LIBREOFFICE is set."""
    if item.get_closest_marker("libreoffice") is None or soffice() is not None:
        return
    if os.environ.get("IKIXL_WAJIB_LIBREOFFICE"):
        pytest.fail("LibreOffice is missing although IKIXL_WAJIB_LIBREOFFICE is set", pytrace=False)
    pytest.skip("LibreOffice (soffice) is not installed")
