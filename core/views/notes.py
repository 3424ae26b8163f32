"""Hand notes on the price chart: which of the workspace's annotations are shown, and new ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import Annotation, PartialDate, Workspace
from core.task import Refused
from core.views.prices import day_of, minerals_of
from core.words import _


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note on the time axis. day: days since 1970-01-01; when: its date in words."""

    id: str
    day: float
    when: str
    text: str


def notes(workspace: Workspace, ticked: Sequence[str]) -> tuple[NoteView, ...]:
    """The dated notes on the ticked series, on their minerals, and those that name neither, by date."""
    minerals = minerals_of(workspace, ticked)

    def concerns(note: Annotation) -> bool:
        return note.series in ticked if note.series else not note.mineral or note.mineral in minerals

    shown = [
        NoteView(note.id, day_of(note.date.start), str(note.date), note.text)
        for note in workspace.annotations.values()
        if note.date is not None and concerns(note)
    ]
    return tuple(sorted(shown, key=lambda note: (note.day, note.id)))


def written(workspace: Workspace, ticked: Sequence[str], day: dt.date, text: str) -> Annotation:
    """A new note: on the series where one alone is ticked, else on their one mineral, else on all. Raises `Refused` without a text."""
    minerals = minerals_of(workspace, ticked)
    series = ticked[0] if len(ticked) == 1 else ""
    mineral = minerals[0] if len(minerals) == 1 else ""
    date = PartialDate.parse(day.isoformat())
    return Annotation(id=_free(workspace.annotations, day), date=date, series=series, mineral=mineral, text=_text(text))


def rewritten(note: Annotation, day: dt.date, text: str) -> Annotation:
    """The note with another date or text. Raises `Refused` without a text."""
    same = note.date is not None and note.date.start == day
    return replace(note, date=note.date if same else PartialDate.parse(day.isoformat()), text=_text(text))


def _text(text: str) -> str:
    if not text.strip():
        raise Refused(_("A note needs a text; to take the note away, delete it."))
    return text.strip()


def _free(taken: Mapping[str, Annotation], day: dt.date) -> str:
    number = 1
    while (key := f"note/{day}/{number}") in taken:
        number += 1
    return key
