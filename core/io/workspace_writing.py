"""Writing a workspace file: all of it into a new file, or what changed in one transaction. Both are read back before they count."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from core.io import workspace_schema as schema
from core.io.replacing import replacing
from core.io.workspace_reading import connect, read
from core.io.workspace_schema import Block, Damaged, Row, Sum
from core.model import PARTS, Record, Series, Workspace
from core.task import Progress
from core.words import _

_INSERT = 'INSERT INTO "{part}" (id, position, record, crc) VALUES (?, ?, ?, ?)'
_PUT = 'INSERT OR REPLACE INTO "{part}" (id, position, record, crc) VALUES (?, ?, ?, ?)'
_INSERT_BLOCK = "INSERT INTO points (id, block, crc) VALUES (?, ?, ?)"
_PUT_BLOCK = "INSERT OR REPLACE INTO points (id, block, crc) VALUES (?, ?, ?)"


def write_all(workspace: Workspace, path: Path, texts: Mapping[str, str], progress: Progress) -> None:
    """Put a new file with the whole workspace in the place of `path`, once it was read back and found sound.

    A file of an earlier format is kept beside it. Raises OSError and sqlite3.Error as the disk does, Damaged when what was written
    does not read back, Cancelled; `path` is then what it was.
    """
    _keep_old_version(path)
    with replacing(path) as fresh:
        total = _fill(workspace, fresh, texts, progress.part(0.0, 0.8))
        with contextlib.closing(connect(fresh)) as database:
            read(database, progress.part(0.8, 1.0))
            if schema.meta(database).get("sum") != str(total):
                raise Damaged(_("it holds less than was written"))


def _fill(workspace: Workspace, path: Path, texts: Mapping[str, str], progress: Progress) -> Sum:
    total = Sum()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # nobody sees this file until it is whole
        database.execute("PRAGMA synchronous = OFF")
        with transaction(database):
            schema.create(database)
            for part in PARTS:
                made = [schema.to_row(position, record) for position, record in enumerate(getattr(workspace, part).values())]
                database.executemany(_INSERT.format(part=part), made)
                total = Sum(total.number + len(made), total.total + sum(row.crc for row in made))
            for done, series in enumerate(workspace.series.values()):
                block = schema.to_block(series)
                database.execute(_INSERT_BLOCK, block)
                total = total.plus(block.crc)
                progress(done / len(workspace.series))
            schema.put_meta(database, {**texts, "sum": str(total)})
    return total


def _keep_old_version(path: Path) -> None:
    """Copy a file of an earlier format to NAME.v1.bak before its place is taken."""
    with contextlib.suppress(FileNotFoundError), contextlib.closing(_connect_to_existing(path)) as database:
        try:
            ours = database.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
            version = database.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:  # no workspace: there is nothing to keep
            return
        if ours and version < schema.VERSION:
            with replacing(path.with_name(f"{path.name}.v{version}.bak")) as copy:
                shutil.copyfile(path, copy)


def _connect_to_existing(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise FileNotFoundError(path)
    return connect(path)


class _Edit(NamedTuple):
    """What an incremental save did to the rows of one part, to be read back after it."""

    part: str
    written: list[Row]
    dropped: list[str]


def write_changes(workspace: Workspace, path: Path, base: Workspace, base_id: str, texts: Mapping[str, str]) -> bool:
    """Write what differs from `base` in one transaction, then read it back on a connection of its own.

    Says no, and has changed nothing, when the file is not the save `base_id` any more or has become mostly empty pages: then it is to be
    written anew. Also says no when what was written does not read back. Raises sqlite3.Error as the disk does; the file is what it was.
    """
    with contextlib.closing(connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")  # the end of the journal is on the disk, too, before we say that it is saved
        with transaction(database):
            before = schema.meta(database)
            if before.get("save_id") != base_id or _mostly_empty(database):
                return False
            total = Sum.parse(before["sum"])
            edits: list[_Edit] = []
            for part in PARTS:
                if getattr(base, part) is not getattr(workspace, part):
                    edit, total = _write_part(database, part, getattr(base, part), getattr(workspace, part), total)
                    edits.append(edit)
            blocks, total = _write_blocks(database, base.series, workspace.series, total)
            schema.put_meta(database, {**texts, "sum": str(total)})
    with contextlib.closing(connect(path)) as database:
        return all(_stands(database, edit) for edit in edits) and _blocks_stand(database, blocks)


def _mostly_empty(database: sqlite3.Connection) -> bool:
    empty = int(database.execute("PRAGMA freelist_count").fetchone()[0])
    return empty > 256 and empty > int(database.execute("PRAGMA page_count").fetchone()[0]) // 2


class _Place(NamedTuple):
    """Where a record stands in the file, and the checksum it has there."""

    position: int
    crc: int


def _write_part(
    database: sqlite3.Connection, part: str, old: Mapping[str, Record], new: Mapping[str, Record], total: Sum
) -> tuple[_Edit, Sum]:
    changed = {schema.to_key(key): record for key, record in new.items() if old.get(key) is not record}
    places = _places(database, part, changed)
    if list(old) == list(new) and len(places) == len(changed):
        edit = _Edit(part, [schema.to_row(places[key].position, record) for key, record in changed.items()], [])
    else:
        places = _places(database, part)
        edit = _reordered(part, {schema.to_key(key): record for key, record in new.items()}, set(changed), places)
    database.executemany(f'DELETE FROM "{part}" WHERE id = ?', [(key,) for key in edit.dropped])
    database.executemany(_PUT.format(part=part), edit.written)
    for key in [*edit.dropped, *(row.id for row in edit.written if row.id in places)]:
        total = total.minus(places[key].crc)
    for row in edit.written:
        total = total.plus(row.crc)
    return edit, total


def _places(database: sqlite3.Connection, part: str, keys: Iterable[str] | None = None) -> dict[str, _Place]:
    """Where the records of these keys, or all, stand in the file; those that are not there are left out."""
    every = f'SELECT id, position, crc FROM "{part}"'
    if keys is None:
        return {key: _Place(position, crc) for key, position, crc in database.execute(every)}
    found = (database.execute(every + " WHERE id = ?", (key,)).fetchone() for key in keys)
    return {row[0]: _Place(row[1], row[2]) for row in found if row}


def _reordered(part: str, new: Mapping[str, Record], changed: set[str], places: Mapping[str, _Place]) -> _Edit:
    """What to write so that the records stand in this order: beside what changed only what does not follow on its predecessor any more."""
    written: list[Row] = []
    last = -1
    for key, record in new.items():
        there = places.get(key)
        last = last + 1 if there is None else max(there.position, last + 1)
        if key in changed or there is None or there.position != last:
            written.append(schema.to_row(last, record))
    return _Edit(part, written, [key for key in places if key not in new])


def _write_blocks(
    database: sqlite3.Connection, old: Mapping[str, Series], new: Mapping[str, Series], total: Sum
) -> tuple[list[Block], Sum]:
    if old is new:
        return [], total
    changed = [series for key, series in new.items() if key not in old or old[key].points is not series.points]
    written = [schema.to_block(series) for series in changed]
    dropped = [schema.to_key(key) for key in old if key not in new]
    for key in [*dropped, *(block.id for block in written)]:
        for (crc,) in database.execute("SELECT crc FROM points WHERE id = ?", (key,)):
            total = total.minus(crc)
    database.executemany("DELETE FROM points WHERE id = ?", [(key,) for key in dropped])
    database.executemany(_PUT_BLOCK, written)
    for block in written:
        total = total.plus(block.crc)
    return written, total


def _stands(database: sqlite3.Connection, edit: _Edit) -> bool:
    """Whether the rows read back as they were written, and the dropped ones are gone."""
    one = f'SELECT id, position, record, crc FROM "{edit.part}" WHERE id = ?'
    return all(database.execute(one, (row.id,)).fetchone() == row for row in edit.written) and not any(
        database.execute(one, (key,)).fetchone() for key in edit.dropped
    )


def _blocks_stand(database: sqlite3.Connection, blocks: list[Block]) -> bool:
    return all(database.execute("SELECT id, block, crc FROM points WHERE id = ?", (block.id,)).fetchone() == block for block in blocks)


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing: taken back when it raises, on the disk when it ends."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # the journal stays, and the next who opens the file takes it back
                database.execute("ROLLBACK")
        raise
