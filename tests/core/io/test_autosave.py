"""Unsaved work is kept while it is done, offered after a crash, and thinned out when it is no longer needed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.io import autosave
from core.io.autosave import Recovery
from core.io.workspace_file import annotate, open_workspace, save_workspace
from core.model import with_parts
from core.task import Refused
from tests.core.io.saves import state

ROOT = Path(__file__).resolve().parents[3]


def crashed(number: int, of: Path | None = None) -> None:
    """A session that kept `state(number)` and died."""
    script = (
        "import os, sys; from pathlib import Path; from core.io.autosave import Recovery; from tests.core.io.saves import state; "
        "Recovery(Path(sys.argv[2]) if sys.argv[2] else None).keep(state(int(sys.argv[1]))); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(number), str(of or "")], cwd=ROOT, check=False)
    assert ended.returncode == 9


def test_the_work_of_a_crashed_session_is_offered_until_it_is_recovered(tmp_path: Path) -> None:
    crashed(3, tmp_path / "w.orebook")
    (copy,) = autosave.found()
    assert (copy.of, copy.title) == (tmp_path / "w.orebook", "State 3")
    assert dt.datetime.now(dt.UTC) - copy.when < dt.timedelta(minutes=5)
    recovery = Recovery(copy.of)
    assert autosave.recover(copy, recovery) == state(3)
    assert autosave.found() == []
    assert [earlier.path for earlier in autosave.earlier()] == [copy.path]
    recovery.discard()
    recovery.close()


def test_the_work_of_a_session_that_runs_is_not_offered() -> None:
    recovery = Recovery()
    recovery.keep(state(0))
    assert autosave.found() == []
    recovery.close()
    assert [copy.title for copy in autosave.found()] == ["State 0"]  # closed without being saved or given up


def test_work_that_is_safe_is_not_offered_until_it_is_edited_again() -> None:
    recovery = Recovery()
    recovery.keep(state(0))
    recovery.discard()
    recovery.keep(state(1))
    recovery.close()
    assert [copy.title for copy in autosave.found()] == ["State 1"]
    again = Recovery()
    again.keep(state(2))
    again.discard()
    again.close()
    assert [copy.title for copy in autosave.found()] == ["State 1"]
    assert [copy.title for copy in autosave.earlier()] == ["State 2"]


def test_undone_to_what_was_safe_is_kept_again() -> None:
    recovery, workspace = Recovery(), state(0)
    recovery.keep(workspace)
    recovery.discard()
    recovery.keep(workspace)
    recovery.close()
    assert [copy.title for copy in autosave.found()] == ["State 0"]


def test_a_session_without_work_leaves_nothing() -> None:
    recovery = Recovery()
    recovery.discard()
    recovery.close()
    assert not autosave.folder().exists()


def test_only_what_changed_is_written() -> None:
    recovery, first = Recovery(), state(0)
    recovery.keep(first)
    (file,) = autosave.folder().glob("*.orebook")
    inode = file.stat().st_ino
    recovery.keep(with_parts(first, {"title": "Edited"}))
    assert file.stat().st_ino == inode
    assert open_workspace(file).title == "Edited"
    recovery.close()


def test_a_copy_that_somebody_deleted_is_written_anew() -> None:
    recovery = Recovery()
    recovery.keep(state(0))
    (file,) = autosave.folder().glob("*.orebook")
    file.unlink()
    recovery.keep(state(1))
    recovery.close()
    assert [copy.title for copy in autosave.found()] == ["State 1"]


def test_after_save_as_the_copy_is_of_the_new_file(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "old.orebook")
    recovery.keep(state(0))
    recovery.workspace_path = tmp_path / "new.orebook"
    recovery.keep(state(1))
    recovery.close()
    assert [copy.of for copy in autosave.found()] == [tmp_path / "new.orebook"]


@pytest.mark.logs("a recovery copy cannot be read: broken.orebook")
def test_a_copy_that_cannot_be_read_keeps_none_of_the_others_back() -> None:
    crashed(1)
    (autosave.folder() / "broken.orebook").write_bytes(b"SQLite format 3\0 and no more")
    assert [copy.title for copy in autosave.found()] == ["State 1"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_state_folder_that_may_not_be_written_to_is_said(own_folders: Path) -> None:
    own_folders.chmod(0o500)
    with pytest.raises(Refused, match="Autosave cannot use its folder"):
        Recovery().keep(state(0))
    own_folders.chmod(0o700)


def test_a_state_folder_that_is_a_file_is_said(own_folders: Path) -> None:
    (own_folders / "state").write_text("")
    with pytest.raises(Refused, match="Autosave cannot use its folder"):
        Recovery().keep(state(0))


def test_safe_copies_are_thinned_to_one_a_day_for_a_week_and_unsaved_work_stays() -> None:
    now = dt.datetime(2026, 7, 20, 12, tzinfo=dt.UTC)
    safe = [_copy(f"a{hours}", now - dt.timedelta(hours=hours), safe=True) for hours in (1, 5, 30, 100, 24 * 8)]
    other = _copy("b", now - dt.timedelta(hours=2), safe=True, of="/other.orebook")
    unsaved = _copy("c", now - dt.timedelta(days=300), safe=False)
    autosave.thin(now)
    assert {copy.path for copy in autosave.earlier()} == {safe[0], safe[2], safe[3], other}
    assert [copy.path for copy in autosave.found()] == [unsaved]


def test_no_more_than_twenty_safe_copies_stay() -> None:
    now = dt.datetime(2026, 7, 20, 12, tzinfo=dt.UTC)
    for index in range(23):
        _copy(f"{100 - index}", now - dt.timedelta(minutes=index), safe=True, of=f"/{index}.orebook")
    autosave.thin(now)
    assert [copy.of for copy in autosave.earlier()] == [Path(f"/{index}.orebook") for index in range(20)]


def _copy(name: str, when: dt.datetime, *, safe: bool, of: str = "/w.orebook") -> Path:
    autosave.folder().mkdir(parents=True, exist_ok=True)
    path = autosave.folder() / f"{when:%Y%m%d-%H%M%S}-{name}.orebook"
    save_workspace(state(0, points=1), path, base=None, notes={"of": of})
    annotate(path, {"state": "safe" if safe else "unsaved", "saved_at": when.isoformat()})
    return path
