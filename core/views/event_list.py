"""Policy events as a list: edited cell by cell, and copied as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.model import PolicyEvent, Workspace, columns, shared_columns, show
from core.views.data import Edited, edit_records
from core.words import _

Typed = tuple[str, str, str]
"""The id of an event, the name of a field, and the text that was typed there."""


def edit_events(workspace: Workspace, typed: Sequence[Typed]) -> tuple[Edited, list[tuple[str, str, str, str]]]:
    """Take what was typed, all that fits, as one edit; the rest is listed as (event, field, text, reason)."""
    rows = {key: at for at, key in enumerate(workspace.events)}
    names = {one.name: at for at, one in enumerate(columns(PolicyEvent))}
    changes = [(rows[event], names[field], text) for event, field, text in typed if event in rows]
    made = edit_records(workspace, "events", changes)
    texts = {(row, at): text for row, at, text in changes}
    ids, fields = list(rows), list(names)
    return made, [(ids[row], fields[at], texts[row, at], reason) for (row, at), reason in made.problems.items()]


def copied(workspace: Workspace, ids: Iterable[str]) -> str:
    """The events of these ids as lines of cells with tabs between them, under their headings: for the clipboard."""
    known = shared_columns(PolicyEvent)
    events = [workspace.events[key] for key in ids if key in workspace.events]
    lines = ["\t".join(_(one.title) for one in known)]
    lines += ["\t".join(" ".join(show(getattr(event, one.name)).split()) for one in known) for event in events]
    return "\n".join(lines)
