"""One window writes to a workspace, the others read and say why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.io import claim as claims
from core.io.claim import claim, in_use
from core.io.processes import host
from tests.core.io.test_workspace_file import unwritable

ROOT = Path(__file__).resolve().parents[3]


HOLDER = """
import sys
from pathlib import Path
from core.io.claim import claim
mine = claim(Path(sys.argv[1]))
print(mine.writable, flush=True)
input()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "w.orebook"


def lock_of(file: Path) -> Path:
    return file.with_name(f".{file.name}.lock")


def test_the_first_writes_the_second_reads_and_the_lock_goes_with_its_holder(file: Path) -> None:
    with claim(file) as first:
        assert first.writable
        assert in_use(file)
        second = claim(file)
        assert not second.writable
        assert "already open in another Orebook" in second.reason
        second.release()
        assert in_use(file)
    assert not in_use(file)
    assert not lock_of(file).exists()
    with claim(file) as third:
        assert third.writable


def test_the_claim_of_a_killed_process_holds_nobody_up(file: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        refused = claim(file)
        assert not refused.writable
        assert str(holder.pid) in refused.reason
        holder.kill()
    assert lock_of(file).exists()
    with claim(file) as mine:
        assert mine.writable
    assert not lock_of(file).exists()


def test_a_claim_of_another_computer_is_believed_and_said_how_to_end(file: Path) -> None:
    lock_of(file).write_text(json.dumps({"pid": 1, "host": "elsewhere", "since": "2026-01-14 09:00"}))
    refused = claim(file)
    assert not refused.writable
    assert "on the computer elsewhere since 2026-01-14 09:00" in refused.reason
    assert str(lock_of(file)) in refused.reason


@pytest.mark.parametrize("text", ["", "not JSON", "[]", '{"pid": "x"}', "\udcff"])
def test_a_lock_file_that_says_nothing_holds_nobody_up(file: Path, text: str) -> None:
    lock_of(file).write_bytes(text.encode("utf-8", "surrogateescape"))
    with claim(file) as mine:
        assert mine.writable


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of Unix is switched off")
@pytest.mark.parametrize(("holder_lives", "writable"), [(True, False), (False, True)])
def test_where_the_system_cannot_lock_what_is_written_counts(
    file: Path, monkeypatch: pytest.MonkeyPatch, holder_lives: bool, writable: bool
) -> None:
    def no_locks(_descriptor: int, _how: int) -> None:
        raise OSError(95, "not supported")

    lock_of(file).write_text(json.dumps({"pid": 4242, "host": host(), "since": "2026-01-14 09:00"}))
    monkeypatch.setattr("fcntl.flock", no_locks)
    monkeypatch.setattr(claims, "alive", lambda pid: holder_lives and pid == 4242)
    with claim(file) as mine:
        assert mine.writable is writable


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_folder_or_file_that_may_not_be_written_to_is_open_for_reading_only(file: Path) -> None:
    file.write_bytes(b"")
    file.chmod(0o666)
    with unwritable(file.parent):
        assert "may not be written to" in claim(file).reason
    elsewhere = file.with_name("elsewhere")
    elsewhere.mkdir()
    file.chmod(0o444)
    file.parent.chmod(0o777)
    with unwritable(elsewhere):
        assert "marked read-only" in claim(file).reason
