"""What can be wrong with a workspace file that opens as a database, found by reading all of it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping

from core.io.workspace_reading import read
from core.io.workspace_schema import Damaged
from core.model import PARTS, Record, Series, Workspace, columns
from core.task import Progress
from core.words import _


def findings(database: sqlite3.Connection) -> list[str]:
    """A sentence for each thing that is wrong; none when the file is sound.

    The database's own check comes first: where it finds something, the rest cannot be trusted and is not looked at.
    """
    broken = [text for (text,) in database.execute("PRAGMA integrity_check") if text != "ok"]
    if broken:
        return [_("The database is damaged: {why}.").format(why=text) for text in broken]
    try:
        workspace = read(database, Progress())
    except Damaged as finding:
        return [_("The workspace is damaged: {why}.").format(why=finding)]
    return [*_undecodable(workspace), *_without_series(database), *_unknown_references(workspace)]


def _undecodable(workspace: Workspace) -> list[str]:
    sentences = []
    for series in workspace.series.values():
        try:
            len(series.points)
        except ValueError:
            sentences.append(_("The values of the series “{id}” cannot be decoded.").format(id=series.id))
    return sentences


def _without_series(database: sqlite3.Connection) -> list[str]:
    loose = database.execute("SELECT id FROM points WHERE id NOT IN (SELECT id FROM series)")
    return [_("There are values of a series “{id}” that does not exist.").format(id=key) for (key,) in loose]


def _unknown_references(workspace: Workspace) -> list[str]:
    """A sentence for each source and event that records name and that is not there."""
    known: dict[str, Mapping[str, Record]] = {"source": workspace.sources, "event": workspace.events}
    sentence = {
        "source": _("The source “{id}” does not exist; {count} records name it."),
        "event": _("The policy event “{id}” does not exist; {count} records name it."),
    }
    unknown: Counter[tuple[str, str]] = Counter()
    for part, record_type in PARTS.items():
        named = [(declared.refers, declared.name) for declared in columns(record_type) if declared.refers in known]
        for record in getattr(workspace, part).values():
            unknown.update(key for key in _references(record, named) if key[1] and key[1] not in known[key[0]])
    return [sentence[refers].format(id=key, count=count) for (refers, key), count in sorted(unknown.items())]


def _references(record: Record, named: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """What the record refers to: (kind, id)."""
    found = {(refers, key.strip()) for refers, name in named for key in getattr(record, name).split(";")}
    if isinstance(record, Series):
        found |= {("source", origin.source) for origin in record.origins}
    return found
