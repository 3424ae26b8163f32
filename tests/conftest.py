"""Fixtures for every test. The real spreadsheets lie beside the repository; tests of them skip where they are absent."""

from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real spreadsheets, or a skip where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the folder of real spreadsheets is not beside the repository")
    return REAL
