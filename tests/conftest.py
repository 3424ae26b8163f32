"""Fixtures for every test: real spreadsheets, folders of its own, and a log in which nothing stands unexpected."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "real"

# Times on a shared machine say nothing, so no deadline. A long hunt: HYPOTHESIS_PROFILE=long python3 dev.py test tests/core
# The same examples in every run, so that a change is judged by what it changes; the long profile looks for new ones.
hypothesis.settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("long", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

OWN_FOLDERS = ("CONFIG", "STATE", "CACHE", "DATA")


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real spreadsheets, or a skip where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the folder of real spreadsheets is not beside the repository")
    return REAL


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, this test's alone, in which preferences, logs and recovery copies end up: never the developer's own."""
    home: Path = tmp_path_factory.mktemp("home")
    for name in OWN_FOLDERS:
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return home


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def nothing_unexpected_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logs a warning or worse, unless it reads the log itself (caplog) or is marked `logs("pattern", ...)`.

    What is marked must be logged, or the test fails too.
    """
    if "caplog" in request.fixturenames:
        yield
        return
    expected = [pattern for mark in request.node.iter_markers("logs") for pattern in mark.args]
    kept = _Kept(logging.WARNING)
    root = logging.getLogger()
    root.addHandler(kept)
    try:
        yield
    finally:
        root.removeHandler(kept)
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in kept.records]
    unexpected = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in lines)]
    if unexpected:
        pytest.fail('logged, and no mark logs("...") expects it:\n  ' + "\n  ".join(unexpected), pytrace=False)
    if missing:
        pytest.fail("expected in the log and not there: " + ", ".join(missing), pytrace=False)
