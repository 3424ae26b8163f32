"""What an earlier edition of a file brought and this one has no more: it is told before the import, and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from core.model import PARTS, Record, Workspace

_NOT_ASKED = frozenset({"recipes", "sources", "problems", "views"})


@dataclass(frozen=True, slots=True)
class Gone:
    """A series or record of the workspace that the file has no more."""

    part: str
    record: Record


def gone(workspace: Workspace, brought: Iterable[tuple[str, str]], collections: Collection[str], *, own: bool = False) -> tuple[Gone, ...]:
    """What the file's earlier editions brought under `collections` and the file does not bring again.

    brought: part and id of all that the file brings. own: the file is our own workbook, so that every record of a part may be expected in
    it. A file that lacks more of a part than it has is another slice of the same, not a newer edition: then nothing of it is missing.
    """
    by_part: dict[str, set[str]] = {}
    for part, key in brought:
        if part not in _NOT_ASKED:
            by_part.setdefault(part, set()).add(key)
    found: list[Gone] = []
    for part, keys in by_part.items():
        there: dict[str, Any] = getattr(workspace, part)
        lacking = [one for key, one in there.items() if key not in keys and (own or _came_with(key, one, collections))]
        if len(lacking) <= sum(key in there for key in keys):
            found += [Gone(part, one) for one in lacking]
    return tuple(sorted(found, key=lambda one: list(PARTS).index(one.part)))


def _came_with(key: str, record: Any, collections: Collection[str]) -> bool:
    collection = key.partition("/")[0]
    return collection in collections and str(record.source).startswith("file/")
