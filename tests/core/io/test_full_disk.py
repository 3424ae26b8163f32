"""The disk fills up while a workspace is saved, at fifty sizes: it is said, the old file stays, and the edits are saved later."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.io.workspace_file import open_workspace, save_workspace
from core.model import Workspace
from core.task import Refused
from tests.core.io.saves import state

SIZES = range(1, 51)  # of fifty, each a fiftieth more than the one before
POINTS = 4_000  # a series is then larger than most of the room that is left
NEEDED = 330_000  # bytes that saving so much takes, and a little more

if sys.platform == "win32":
    pytest.skip("files are limited and disks are filled in the ways of Unix", allow_module_level=True)

Limited = Callable[[Path, float], contextlib.AbstractContextManager[None]]


@pytest.mark.parametrize("whole", [True, False], ids=["the whole file", "what changed"])
def test_on_a_disk_that_fills_up_the_old_file_stays(tmp_path: Path, whole: bool) -> None:
    with _small_disk(tmp_path) as disk:
        _fill_up(disk, whole, _little_room)


@pytest.mark.parametrize("whole", [True, False], ids=["the whole file", "what changed"])
def test_where_files_may_not_grow_the_old_file_stays(tmp_path: Path, whole: bool) -> None:
    _fill_up(tmp_path, whole, _short_files)


def _fill_up(disk: Path, whole: bool, limited: Limited) -> None:
    file = disk / "w.orebook"
    save_workspace(state(0), file, base=None)
    before, larger = open_workspace(file), state(1, POINTS)
    bytes_before = file.read_bytes()
    outcomes = []
    for size in SIZES:
        with limited(file, size / len(SIZES)):
            saved = _try(larger, file, None if whole else before)
        outcomes.append(saved)
        if saved:
            assert open_workspace(file) == larger
            file.write_bytes(bytes_before)
            before = open_workspace(file)
        else:
            before = open_workspace(file)  # takes back what the full disk would not
            assert file.read_bytes() == bytes_before
        assert [path.name for path in disk.iterdir()] == [file.name]
    assert outcomes.count(True) >= 3
    assert outcomes.count(False) >= 20
    save_workspace(larger, file, base=None if whole else before)
    assert open_workspace(file) == larger


def _try(workspace: Workspace, file: Path, base: Workspace | None) -> bool:
    try:
        save_workspace(workspace, file, base=base)
    except Refused as refused:
        sentence = str(refused)
    else:
        return True
    journal = file.with_name(file.name + "-journal")
    assert "What was saved before is kept" in sentence
    assert (journal.name in sentence) == journal.exists()
    return False


@contextlib.contextmanager
def _short_files(file: Path, share: float) -> Iterator[None]:
    """No file may become longer than a share of what the save needs; Python ignores the signal that would come with it."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(share * NEEDED), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def _little_room(file: Path, share: float) -> Iterator[None]:
    """A file beside it takes all but a share of what the save needs."""
    ballast = file.parent / "ballast"
    room = shutil.disk_usage(file.parent).free
    with ballast.open("wb") as filler:
        filler.write(b"x" * max(0, room - int(share * NEEDED)))
    try:
        yield
    finally:
        ballast.unlink()


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 2 MB in memory, mounted by root; a skip for others."""
    disk = folder / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "orebook-test", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
