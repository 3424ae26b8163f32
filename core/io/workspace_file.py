"""The workspace file: one SQLite database, read whole into memory and saved whole or by what changed; no handle is kept in between.

How a save keeps what was saved before
--------------------------------------
* A **full save** (a new file, another name, a file of an older version) writes a new file beside the old one, syncs it, reads it back,
  and puts it in the old one's place in one step (`core.io.replacing`).
* A **save of what changed** is one transaction in the file itself, under a rollback journal. Copying the file, editing the copy and
  replacing the file would be simpler, but costs as much as the disk needs to write all of it: 3 ms become 10 with 2,000,000 observations
  on a quick disk, and on one that writes 100 MB a second it would be a fifth of a full save, after every edited value. WAL is never
  used: it leaves two more files beside ours and does not work on network drives.

The one danger of the second way is a file that is taken away without its `-journal` in the milliseconds of a save that is killed: copied,
or renamed. Its pages are then partly old and partly new, which SQLite itself cannot see. We can: every row has a checksum and the file
holds their sum, so such a file is found damaged when it is opened, never shown as if it were whole. A file that stays in its place is put
right from its journal by whoever opens it first. A full save lets that happen before it replaces a file: a journal left beside the new
file would be played back into it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.io import workspace_schema as schema
from core.io.failures import because
from core.io.replacing import sweep
from core.io.workspace_check import findings
from core.io.workspace_reading import MAGIC, connect, journal_of, present, read, reading, transient, version_of
from core.io.workspace_schema import Damaged
from core.io.workspace_writing import transaction, write_all, write_changes
from core.model import Workspace
from core.task import Progress, Refused
from core.words import _

SUFFIX = ".orebook"


@dataclass(slots=True)
class _Seen:
    """What this process last read from or wrote to a path; `tried`: saves that failed, but may have reached the disk."""

    workspace: Workspace
    save_id: str
    version: int = schema.VERSION
    tried: set[str] = field(default_factory=set)


_seen: dict[Path, _Seen] = {}


def open_workspace(path: Path, progress: Progress | None = None) -> Workspace:
    """The workspace in the file. Everything is read; the values of a series are decoded when they are first looked at.

    A file that was being saved when the program was killed is put right first. Raises Refused for a file that is missing, not ours,
    damaged, made by a newer Orebook or held by another program; Cancelled.
    """
    path = path.resolve()
    sweep(path.parent)
    with _refusing_to_open(path), reading(path) as database:
        version = version_of(database, path)
        with contextlib.closing(present(database, version)) as readable:
            workspace = read(readable, progress or Progress())
            save_id = schema.meta(readable).get("save_id", "")
    _seen[path] = _Seen(workspace, save_id, version)
    return workspace


def save_workspace(
    workspace: Workspace,
    path: Path,
    *,
    base: Workspace | None,
    progress: Progress | None = None,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Save the workspace. When this returns it is on the disk, read back and sound; when it raises, what was saved before is kept.

    base: the workspace that was last opened from or saved to this very path; then only what differs from it is written. Without it, the
    file is written anew over whatever is there. notes: texts to keep with it (a recovery copy says there what it is a copy of).

    Raises Refused when the disk says no, or when there is a base and somebody else has changed the file since; Cancelled.
    """
    path = path.resolve()
    save_id = uuid.uuid4().hex
    with _refusing_to_save(path):
        on_disk, seen = _save_id(path), _seen.get(path)
        if base is not None and seen is not None and on_disk is not None and on_disk not in {seen.save_id, *seen.tried}:
            raise Refused(
                _("{name} was changed by somebody else since it was opened here. Save under another name, then compare the two.").format(
                    name=path.name
                )
            )
        texts = {**(notes or {}), **_stamp(workspace, save_id)}
        in_place = seen is not None and seen.workspace is base and seen.save_id == on_disk and seen.version == schema.VERSION
        if seen is not None:
            seen.tried.add(save_id)
        try:
            if not (in_place and base is not None and on_disk and write_changes(workspace, path, base, on_disk, texts)):
                write_all(workspace, path, texts, progress or Progress())
        except (OSError, sqlite3.Error) as error:
            if not _lies_at(path, save_id):
                raise
            raise Refused(
                _("{name} was written, but {why}, so the disk may not keep it. Save again, under another name.").format(
                    name=path.name, why=because(error)
                )
            ) from error
    _seen[path] = _Seen(workspace, save_id)


def check(path: Path) -> list[str]:
    """What is wrong with the file, a sentence each; nothing when it is sound. Every record is read, every value decoded."""
    path = path.resolve()
    try:
        with (
            _refusing_to_open(path),
            reading(path) as database,
            contextlib.closing(present(database, version_of(database, path))) as readable,
        ):
            return findings(readable)
    except Refused as refused:
        return [str(refused)]


def notes_of(path: Path) -> dict[str, str]:
    """The texts kept with the workspace (title, saved_at, ...), without reading the rest. Raises Refused like `open_workspace`."""
    path = path.resolve()
    with _refusing_to_open(path), reading(path) as database:
        version_of(database, path)
        return schema.meta(database)


def annotate(path: Path, notes: Mapping[str, str]) -> None:
    """Put `notes` beside the workspace in a file that is there, without touching its records. Raises Refused."""
    path = path.resolve()
    try:
        with contextlib.closing(connect(path)) as database, transaction(database):
            schema.put_meta(database, notes)
    except (OSError, sqlite3.Error) as error:
        sentence = _("What is noted in {name} may not have been written: {why}. The workspace in it is unchanged.")
        raise Refused(sentence.format(name=path.name, why=because(error))) from error


@contextlib.contextmanager
def _refusing_to_open(path: Path) -> Iterator[None]:
    """Say in a sentence why the file cannot be opened."""
    unclear = _("{name} could not be opened: {why}.")
    damaged = _("{name} is damaged: {why}. Open a backup or a recovery copy of it; the file itself is left as it is.")
    try:
        yield
    except Damaged as finding:
        raise Refused(damaged.format(name=path.name, why=finding)) from finding
    except OSError as error:
        raise Refused(unclear.format(name=path.name, why=because(error))) from error
    except sqlite3.Error as error:
        sentence = unclear if transient(error) else damaged
        raise Refused(sentence.format(name=path.name, why=because(error))) from error


@contextlib.contextmanager
def _refusing_to_save(path: Path) -> Iterator[None]:
    """Say in a sentence why the file cannot be saved."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise Refused(_not_saved(path, because(error))) from error
    except Damaged as finding:
        raise Refused(_not_saved(path, str(finding))) from finding


def _not_saved(path: Path, why: str) -> str:
    sentence = _(
        "{name} could not be saved: {why}. What was saved before is kept. Save under another name, or put this right and save again."
    )
    if journal_of(path).exists():  # the disk would not even take back what was begun: the next to open the file will
        sentence = _(
            "{name} could not be saved: {why}. What was saved before is kept with the help of the file {journal} beside it: "
            "leave the two together, and save under another name, or put this right and save again."
        )
    return sentence.format(name=path.name, why=why, journal=journal_of(path).name)


def _lies_at(path: Path, save_id: str) -> bool:
    try:
        return _save_id(path) == save_id
    except (OSError, sqlite3.Error):
        return False


def _stamp(workspace: Workspace, save_id: str) -> dict[str, str]:
    return {
        "title": workspace.title,
        "saved_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "saved_by": _program(),
        "save_id": save_id,
    }


@functools.cache
def _program() -> str:
    import importlib.metadata

    try:
        return f"Orebook {importlib.metadata.version('orebook')}"
    except importlib.metadata.PackageNotFoundError:
        return "Orebook"


def _save_id(path: Path) -> str | None:
    """Which save lies at the path, or None when there is no workspace. A save that was cut short is settled on the way.

    Raises OSError and sqlite3.Error when there is something that cannot be read now.
    """
    try:
        with path.open("rb") as file:
            ours = file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        ours = False
    if ours:
        try:
            with contextlib.closing(connect(path)) as database:
                return schema.meta(database).get("save_id")
        except sqlite3.Error as error:
            if transient(error):
                raise
    journal_of(path).unlink(missing_ok=True)  # of a file that is gone or is none: it must not be played back into the next one
    return None
