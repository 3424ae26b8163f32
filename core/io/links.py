"""Imported files that are still where they were: which they are, and which of them hold something else now.

Times and sizes are compared first, and only what they leave open is read; so looking costs next to nothing, on network drives too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.model import Source, Workspace
from core.task import Progress


class Stamp(NamedTuple):
    """What the file system says of a file without opening it. time: of its last change, or of its coming here, in seconds since 1970."""

    time: float
    size: int


@dataclass(frozen=True, slots=True)
class Link:
    """A file that was imported: where it stood, and the source of its newest import."""

    path: Path
    source: Source


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the files found. changed: those that hold something else; gone: those not there; stamps: for the next look."""

    changed: tuple[Link, ...]
    gone: tuple[Link, ...]
    stamps: Mapping[Path, Stamp]


def links(workspace: Workspace) -> tuple[Link, ...]:
    """The imported files whose places are known, the newest import first."""
    newest: dict[str, Source] = {}
    for source in sorted(workspace.sources.values(), key=lambda one: one.imported):
        if source.path and source.digest:
            newest[source.path] = source
    return tuple(Link(Path(path), source) for path, source in sorted(newest.items(), key=lambda pair: pair[1].imported, reverse=True))


def look(progress: Progress, files: Sequence[Link], seen: Mapping[Path, Stamp]) -> Looked:
    """Which of the files changed since their import, or since the look that gave `seen`. Raises `Cancelled`."""
    changed, gone, stamps = [], [], dict(seen)
    for at, link in enumerate(files):
        progress(at / len(files), link.path.name)
        try:
            stamp = _stamp(link.path)
            before = stamps.get(link.path)
            if stamp == before or (before is None and stamp.time < _moment(link.source.imported)):
                stamps[link.path] = stamp
                continue
            if _digest(link.path) != link.source.digest:
                changed.append(link)
            stamps[link.path] = stamp
        except OSError:
            gone.append(link)
    return Looked(tuple(changed), tuple(gone), stamps)


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(max(found.st_mtime, found.st_ctime), found.st_size)


def _moment(imported: str) -> float:
    """The moment of an import in seconds since 1970; 0 where it is not known."""
    try:
        return dt.datetime.fromisoformat(imported).replace(tzinfo=dt.UTC).timestamp()
    except ValueError:
        return 0.0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
