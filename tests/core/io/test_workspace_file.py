"""What is saved is what is opened; what cannot be opened says why; every file ever saved opens for ever."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io import upgrades, workspace_schema
from core.io.workspace_file import check, notes_of, open_workspace, save_workspace
from core.model import PARTS, Clock, Points, PolicyEvent, Series, Workspace, collect, columns, drop, put, with_parts
from core.task import Cancelled, Progress, Refused
from tests.core.io.saves import state
from tests.strategies import edits, workspaces

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "w.orebook"


def same(one: Workspace, other: Workspace) -> bool:
    """Equal, in the same order, and every value at its place."""
    return (
        one == other
        and all(list(getattr(one, part)) == list(getattr(other, part)) for part in PARTS)
        and all(np.array_equal(one.series[key].points.places, other.series[key].points.places) for key in one.series)
    )


@given(workspace=workspaces())
def test_any_workspace_reopens_as_it_was_saved(tmp_path_factory: pytest.TempPathFactory, workspace: Workspace) -> None:
    file = tmp_path_factory.mktemp("any") / "w.orebook"
    save_workspace(workspace, file, base=None)
    assert same(open_workspace(file), workspace)
    shutil.rmtree(file.parent)


@given(data=st.data(), workspace=workspaces())
def test_any_edits_saved_by_what_changed_reopen_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, workspace: Workspace
) -> None:
    file = tmp_path_factory.mktemp("edits") / "w.orebook"
    save_workspace(workspace, file, base=None)
    inode = file.stat().st_ino
    for _turn in range(data.draw(st.integers(1, 4))):
        before = open_workspace(file)
        workspace = data.draw(edits(before))
        save_workspace(workspace, file, base=before)
        assert same(open_workspace(file), workspace)
    assert file.stat().st_ino == inode  # written in place, not anew
    assert [finding for finding in check(file) if "does not exist" not in finding] == []
    shutil.rmtree(file.parent)


def test_what_changed_is_all_that_is_written(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    before = open_workspace(file)
    with sqlite3.connect(file) as spy:
        rows_before = {part: spy.execute(f'SELECT rowid, id FROM "{part}"').fetchall() for part in (*PARTS, "points")}
    spy.close()
    series = before.series["s2"].with_value(np.datetime64("2020-01-05"), 42.0)
    save_workspace(with_parts(before, {"series": put(before.series, series)}), file, base=before)
    with sqlite3.connect(file) as spy:
        rows = {part: spy.execute(f'SELECT rowid, id FROM "{part}"').fetchall() for part in (*PARTS, "points")}
    spy.close()
    changed = {(part, key) for part in rows for _rowid, key in {*rows[part]} ^ {*rows_before[part]}}
    assert changed == {("series", "s2"), ("points", "s2")}


def test_values_are_not_decoded_before_they_are_looked_at(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    opened = open_workspace(file).series["s0"].points
    assert "_arrays" not in vars(opened)
    assert len(opened) == 300
    assert "_arrays" in vars(opened)


def test_a_record_dropped_and_put_back_stands_where_it_stood(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    before = open_workspace(file)
    without = with_parts(before, {"events": drop(before.events, "e3", "e4")})
    save_workspace(without, file, base=before)
    save_workspace(before, file, base=without)
    assert list(open_workspace(file).events) == list(before.events)


def test_what_a_person_could_not_type_is_kept_exactly(file: Path) -> None:
    odd = Workspace(
        title="half a pair \udc80",
        events=collect([PolicyEvent(id="\udc80", title="  spaces\x00 \ud800 ", clock=Clock(0, "day"), actors=(" a ", ""))]),
        series=collect([Series(id="礦", kind="not a kind", points=Points([], []))]),
    )
    save_workspace(odd, file, base=None)
    opened = open_workspace(file)
    assert opened.events == odd.events
    assert opened.series == odd.series


def test_a_file_changed_by_somebody_else_is_not_written_over(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    mine = open_workspace(file)
    theirs = file.with_name("theirs.orebook")
    save_workspace(state(1), theirs, base=None)
    shutil.copy(theirs, file)
    with pytest.raises(Refused, match="changed by somebody else"):
        save_workspace(with_parts(mine, {"title": "x"}), file, base=mine)
    assert open_workspace(file) == state(1)


def test_a_file_that_is_gone_is_written_anew(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    before = open_workspace(file)
    file.unlink()
    save_workspace(state(1), file, base=before)
    assert open_workspace(file) == state(1)


def test_a_journal_left_by_a_file_that_is_gone_is_not_played_into_the_next(file: Path) -> None:
    """Kill a save in its middle, delete the file but not its journal, and save anew."""
    save_workspace(state(0), file, base=None)
    _make_hot(file)
    file.unlink()
    save_workspace(state(1), file, base=None)
    assert open_workspace(file) == state(1)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_whole_save_over_a_save_cut_short_is_whole(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _make_hot(file)
    save_workspace(state(2), file, base=None)
    assert open_workspace(file) == state(2)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_save_cut_short_is_put_right_even_where_nothing_may_be_written(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _make_hot(file)
    with unwritable(file.parent):
        assert open_workspace(file) == state(0)


def test_a_save_cut_short_and_taken_away_without_its_journal_is_found_out(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _make_hot(file)
    moved = shutil.copy(file, file.with_name("moved.orebook"))
    with pytest.raises(Refused, match="damaged"):
        open_workspace(Path(moved))


def test_a_cancelled_save_changes_nothing(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    before = file.read_bytes()
    stopped = Progress(lambda done, _note: stopped.cancel() if done > 0.3 else None)
    with pytest.raises(Cancelled):
        save_workspace(state(1), file, base=None, progress=stopped)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_folder_that_may_not_be_written_to_is_said(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    with unwritable(file.parent):
        before = open_workspace(file)
        for base in (None, before):
            with pytest.raises(Refused, match="may not be written to"):
                save_workspace(state(1), file, base=base)
    assert open_workspace(file) == state(0)


def test_a_file_that_another_program_writes_to_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.io.workspace_reading._PATIENCE", 0.05)
    save_workspace(state(0), file, base=None)
    before = open_workspace(file)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="could not be opened: another program"):
        open_workspace(file)
    with pytest.raises(Refused, match="could not be saved: another program"):
        save_workspace(state(1), file, base=before)
    other.rollback()
    other.close()
    save_workspace(state(1), file, base=before)


def _foreign(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE t (x)")


def _newer(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _run(file, f"PRAGMA user_version = {workspace_schema.VERSION + 1}")


def _older_than_old(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _run(file, "PRAGMA user_version = 0")


def _with_a_view(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _run(file, "DROP TABLE problems")
    _run(file, "CREATE VIEW problems AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT id, 1, '{}', 1 FROM n")


def _without_a_table(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    _run(file, "DROP TABLE events")


def _cut(file: Path) -> None:
    save_workspace(state(0), file, base=None)
    file.write_bytes(file.read_bytes()[:-20_000])


REFUSED: list[tuple[Callable[[Path], Any], str]] = [
    (Path.resolve, "is not there"),
    (lambda file: file.mkdir(), "is a folder"),
    (lambda file: file.write_bytes(b""), "is empty"),
    (lambda file: file.write_text("Date,Price\n2026-01-01,5\n"), "not an Orebook workspace"),
    (lambda file: file.write_bytes(b"SQLite format 3\0" + b"x" * 5000), "is damaged"),
    (_foreign, "database of another program"),
    (_newer, "newer Orebook"),
    (_older_than_old, "is damaged"),
    (_with_a_view, "is damaged"),
    (_without_a_table, "is damaged"),
    (_cut, "is damaged"),
]


@pytest.mark.parametrize(("make", "sentence"), REFUSED)
def test_what_is_no_workspace_is_refused_in_a_sentence(file: Path, make: Callable[[Path], Any], sentence: str) -> None:
    make(file)
    with pytest.raises(Refused, match=sentence) as refused:
        open_workspace(file)
    assert str(refused.value).startswith("w.orebook")
    assert str(refused.value).endswith(".")
    assert check(file) == [str(refused.value)]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET record = replace(record, 'Event', 'Evil')", "record “e0” of the table “events” is not as it was saved"),
        ("UPDATE events SET position = 5 WHERE id = 'e2'", "“e2” of the table “events” is not as it was saved"),
        ("UPDATE points SET block = substr(block, 2) WHERE id = 's1'", "values of the series “s1” are not as they were saved"),
        ("DELETE FROM sources", "older than the rest"),
        ("DELETE FROM points WHERE id = 's3'", "“s3”"),
        ("UPDATE meta SET value = '1:1' WHERE name = 'sum'", "older than the rest"),
    ],
)
def test_a_change_from_outside_is_found_out(file: Path, statement: str, sentence: str) -> None:
    save_workspace(state(0), file, base=None)
    assert check(file) == []
    _run(file, statement)
    with pytest.raises(Refused, match=sentence):
        open_workspace(file)
    assert any(sentence in finding for finding in check(file))


def test_no_single_flipped_byte_goes_unseen_or_crashes(file: Path) -> None:
    """Every flip either is found out, or hits a byte that holds nothing of the workspace."""
    save_workspace(state(0), file, base=None)
    sound, before = file.read_bytes(), open_workspace(file)
    moments = np.random.default_rng(3).integers(0, len(sound), 150)
    for at in map(int, moments):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 0x41]) + sound[at + 1 :])
        with contextlib.suppress(Refused):
            assert same(open_workspace(file), before), f"byte {at}"
        assert isinstance(check(file), list)


def test_check_tells_of_references_to_nothing(file: Path) -> None:
    workspace = with_parts(state(0), {"sources": collect([])})
    save_workspace(with_parts(workspace, {"events": collect([PolicyEvent(id="e", follows="gone")])}), file, base=None)
    assert check(file) == [
        "The policy event “gone” does not exist; 1 records name it.",
        "The source “src” does not exist; 4 records name it.",
    ]


def test_notes_are_kept_beside_the_workspace(file: Path) -> None:
    save_workspace(state(3), file, base=None, notes={"of": "here"})
    notes = notes_of(file)
    assert (notes["title"], notes["of"]) == ("State 3", "here")
    assert notes["saved_by"].startswith("Orebook")


# Versions


def test_every_version_of_the_format_has_a_file_that_opens() -> None:
    files = {int(path.stem.split("-v")[1]): path for path in DATA.glob("workspace-v*.orebook")}
    assert set(files) == set(range(1, workspace_schema.VERSION + 1))
    for path in files.values():
        assert check(path) == []
        assert all(getattr(open_workspace(path), part) for part in PARTS)


def test_an_event_of_the_first_version_has_no_date_of_adoption() -> None:
    first, second = (open_workspace(DATA / f"workspace-v{version}.orebook").events["1"] for version in (1, 2))
    assert (first.adopted, str(second.adopted)) == (None, "2026-Q2")
    assert replace(second, adopted=None) == first


def test_a_new_field_is_a_new_version() -> None:
    """The file of this version holds every field that its records declare: an older program would drop one that it does not know."""
    path = DATA / f"workspace-v{workspace_schema.VERSION}.orebook"
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        for part, record_type in PARTS.items():
            ((record,),) = database.execute(f'SELECT record FROM "{part}"').fetchall()
            assert {declared.name for declared in columns(record_type)} == set(json.loads(record)) - {"origins"}, part


@pytest.fixture
def later_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format in which events were renamed, as a later Orebook might have it."""

    def rename(database: sqlite3.Connection) -> None:
        database.execute("UPDATE events SET record = json_replace(record, '$.title', 'Upgraded ' || json_extract(record, '$.title'))")

    monkeypatch.setitem(upgrades.STEPS, workspace_schema.VERSION, rename)
    monkeypatch.setattr(workspace_schema, "VERSION", workspace_schema.VERSION + 1)


def test_an_older_file_is_upgraded_in_memory_and_kept_beside_when_it_is_saved(file: Path, request: pytest.FixtureRequest) -> None:
    save_workspace(state(0), file, base=None)
    old = file.read_bytes()
    request.getfixturevalue("later_version")
    assert check(file) == []
    opened = open_workspace(file)
    assert [event.title for event in opened.events.values()] == [f"Upgraded {event.title}" for event in state(0).events.values()]
    assert opened.series == state(0).series
    assert file.read_bytes() == old
    save_workspace(opened, file, base=opened)
    assert file.with_name(f"w.orebook.v{workspace_schema.VERSION - 1}.bak").read_bytes() == old
    assert open_workspace(file) == opened


def test_a_damaged_older_file_is_found_out_before_it_is_upgraded(file: Path, request: pytest.FixtureRequest) -> None:
    save_workspace(state(0), file, base=None)
    _run(file, "UPDATE events SET record = replace(record, 'Event', 'Evil')")
    request.getfixturevalue("later_version")
    with pytest.raises(Refused, match="not as it was saved"):
        open_workspace(file)


# Making things go wrong


def _run(file: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute(statement)


_CUT_SHORT = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")  # pages go to the disk before the end
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE points SET block = zeroblob(20000)")
database.execute("UPDATE events SET record = '{}'")
os._exit(0)
"""


def _make_hot(file: Path) -> None:
    """Leave the file as a kill in the middle of a save does: some pages written, the rest to be taken back from the journal."""
    subprocess.run([sys.executable, "-c", _CUT_SHORT, str(file)], check=True)
    assert file.with_name(file.name + "-journal").stat().st_size > 0


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """For a while, we are nobody, and the folder may only be read."""
    root = os.geteuid() == 0
    opened = [parent for parent in (folder, *folder.parents) if root and parent.stat().st_mode & 0o005 != 0o005]
    modes = {path: path.stat().st_mode for path in (*opened, folder)}
    for path in opened:
        path.chmod(modes[path] | 0o055)
    if not root:
        folder.chmod(0o500)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)
