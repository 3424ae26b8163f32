"""What the price chart draws, made of what the views give: panes, lines, floors and ceilings, flags of events and of notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from core.model import Series, Workspace
from core.views import prices
from core.views.limits import limits_of
from core.views.notes import NoteView
from core.words import _
from gui.widgets.plot import Flag, Line, Pane
from gui.widgets.plot.values import PRECISION_OF

NOTE: Final = "note:"  # begins the key of a note's flag
_FLAG_COLOURS: Final = {"restrictive": 3, "supportive": 1, "neutral": 0}
_LIMIT_COLOUR: Final = 7
_NOTE_COLOUR: Final = 4


def pane(view: prices.PaneView, colours: dict[str, int], limits: tuple[Line, ...], *, log: bool) -> Pane:
    """A pane with its lines, and those of the limits that are in its unit."""
    lines = (*(_line(line, colours[line.series.id]) for line in view.lines), *(line for line in limits if line.unit == view.unit))
    # A logarithmic axis has no place for what is not above zero: such a pane stays linear.
    positive = all(np.nanmin(line.values, initial=np.inf) > 0 for line in view.lines)
    return Pane("", view.unit, lines, log=log and positive)


def drawdown_pane(view: prices.PaneView, colours: dict[str, int]) -> Pane:
    """The pane of how far each series is below its highest value so far."""
    below = pane(view, colours, (), log=False)
    lines = tuple(replace(line, key=f"drawdown:{line.key}", digits=1) for line in below.lines)
    return replace(below, title=_("Below the highest so far"), lines=lines)


def limit_lines(workspace: Workspace, shown: Sequence[Series], unit: str) -> tuple[Line, ...]:
    """The floors and ceilings of what is shown, each once, as level lines over all its dates."""
    found = {limit.record: limit for one in shown for limit in limits_of(workspace, one, unit)}
    whole = prices.span(workspace, [one.id for one in shown])
    if whole is None:
        return ()
    ends = ((one, max(one.first or whole[0], whole[0]), min(one.last or whole[1], whole[1])) for one in found.values())
    return tuple(
        Line(
            f"limit:{limit.record}", limit.title, limit.unit, np.array([prices.day_of(first), prices.day_of(last)]),
            np.full(2, limit.value), None, _LIMIT_COLOUR,
        )
        for limit, first, last in ends
        if first <= last
    )  # fmt: skip


def event_flag(flag: prices.FlagView) -> Flag:
    """The flag of a policy event."""
    return Flag(flag.event, flag.start, flag.title, flag.end, 1, _FLAG_COLOURS.get(flag.direction, 0), flag.when)


def note_flag(note: NoteView) -> Flag:
    """The flag of a hand note."""
    return Flag(NOTE + note.id, note.day, note.text, None, 1, _NOTE_COLOUR, note.when, sign=_("N"))


def _line(line: prices.LineView, colour: int) -> Line:
    precision = PRECISION_OF.get(line.series.frequency, "day")
    return Line(line.series.id, line.label, line.unit, line.days, line.values, line.marks, colour, None, precision)
