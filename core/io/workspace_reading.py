"""Reading a workspace file: recognised, put right where a save was cut short, brought up to date, held against its checksums."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.io import workspace_schema as schema
from core.io.failures import primary_code
from core.io.upgrades import STEPS, upgraded
from core.io.workspace_schema import Damaged, Sum
from core.model import PARTS, Record, Workspace, collect
from core.task import Progress, Refused
from core.words import _

MAGIC = b"SQLite format 3\0"
_PATIENCE = 3.0  # seconds to wait for another program that writes to the file
_TRANSIENT = {  # what is wrong with the disk or with another program, not with the file
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
}  # fmt: skip
_EMPTY = Workspace()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads the file, put right from its journal where a save was cut short.

    Raises Refused for what is no database, Damaged for one that cannot be put right, OSError and sqlite3.Error as the disk does.
    """
    _look(path)
    unclean = journal_of(path).exists()
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(contextlib.closing(connect(path)))
        try:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            if not unclean:
                raise
            database = _copy_put_right(path, stack)  # in a folder that may not be written to
        if findings := [text for (text,) in database.execute("PRAGMA quick_check(1)") if text != "ok"]:
            raise Damaged(findings[0])
        if unclean:
            _clear_journal(path, database)
        database.execute("PRAGMA query_only = ON")
        yield database


def _clear_journal(path: Path, database: sqlite3.Connection) -> None:
    """Remove a journal that was cut short before it held anything: SQLite passes it by, but leaves it lying."""
    with contextlib.suppress(OSError, sqlite3.Error):
        database.execute("BEGIN IMMEDIATE")  # so that it is not the journal of somebody who is saving now
        journal_of(path).unlink(missing_ok=True)
        database.execute("ROLLBACK")


def _copy_put_right(path: Path, stack: contextlib.ExitStack) -> sqlite3.Connection:
    """A temporary copy of the file with its journal played back; it lives as long as the stack."""
    copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="orebook-")), "copy")
    shutil.copyfile(path, copy)
    shutil.copyfile(journal_of(path), journal_of(copy))
    return stack.enter_context(contextlib.closing(connect(copy)))


def _look(path: Path) -> None:
    """Raises Refused unless there is a file that begins as a SQLite database does."""
    if not path.exists():
        raise Refused(_("{name} is not there: it may have been moved, renamed or deleted.").format(name=path.name))
    if not path.is_file():
        raise Refused(_("{name} is a folder, not a workspace.").format(name=path.name))
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if not start:
        raise Refused(_("{name} is empty: nothing was ever saved in it.").format(name=path.name))
    if start != MAGIC:
        raise Refused(_("{name} is not an Orebook workspace. To read a spreadsheet, import it.").format(name=path.name))


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that may come from a stranger; statements take effect at once unless a transaction is begun."""
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    database.execute("PRAGMA trusted_schema = OFF")  # nothing that stands in the file is run
    database.execute("PRAGMA cell_size_check = ON")
    return database


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to take back a save that was cut short."""
    return path.with_name(path.name + "-journal")


def version_of(database: sqlite3.Connection, path: Path) -> int:
    """The version of a file that is ours. Raises Refused for one that is not, or that is newer than we are."""
    if database.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise Refused(_("{name} is a database of another program, not an Orebook workspace.").format(name=path.name))
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.VERSION:
        raise Refused(
            _("{name} was saved by a newer Orebook (format {theirs}; this one knows {ours}). Update Orebook to open it.").format(
                name=path.name, theirs=version, ours=schema.VERSION
            )
        )
    if not all(step in STEPS for step in range(version, schema.VERSION)):
        raise Damaged(_("it names a format, {version}, that never was").format(version=version))
    return version


def present(database: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """The database in the present format: itself, or an upgraded copy in memory. Raises Damaged when it has other tables than ours."""
    kinds = {kind for (kind,) in database.execute("SELECT DISTINCT type FROM sqlite_master")}
    if kinds - {"table", "index"}:  # a view or trigger would run a stranger's code while we read
        raise Damaged(_("it holds more than tables"))
    ours = database if version == schema.VERSION else upgraded(database, version)
    there = {name for (name,) in ours.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = {*PARTS, "points", "meta"} - there
    if missing:
        raise Damaged(_("the table “{name}” is missing").format(name=min(missing)))
    return ours


def read(database: sqlite3.Connection, progress: Progress) -> Workspace:
    """All records, each held against its checksum and all against their sum; values are not decoded yet. Raises Damaged, Cancelled."""
    total, texts = Sum(), schema.meta(database)
    points: dict[str, bytes] = {}
    for block in schema.blocks(database):
        schema.check_block(block)
        points[block.id] = block.block
        total = total.plus(block.crc)
    progress(0.5)
    parts: dict[str, Any] = {}
    for done, part in enumerate(PARTS, 1):
        records: list[Record] = []
        for row in schema.rows(database, part):
            schema.check_row(part, row)
            records.append(schema.to_record(part, row, points.get(row.id)))
            total = total.plus(row.crc)
        parts[part] = collect(records) if records else getattr(_EMPTY, part)
        progress(0.5 + 0.5 * done / len(PARTS))
    if str(total) != texts.get("sum"):
        raise Damaged(_("some of it is older than the rest, as when it was copied in the middle of being saved"))
    return Workspace(title=texts.get("title", ""), **parts)


def transient(error: sqlite3.Error) -> bool:
    """Whether the error is the disk's or another program's, so that the file itself may be sound."""
    return primary_code(error) in _TRANSIENT
