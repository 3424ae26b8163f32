"""One policy event on a time axis: the stages it went through as parts of a bar, soft where a date is known by its month or year only.

Days are counted from 1970-01-01; a day is the stretch from its number to the next. What a date leaves open is drawn, not guessed.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from core.analysis.stages import swapped
from core.model import PartialDate, PolicyEvent, Precision

# The stages in the order of the law; the last one is no stage but the day by which something is due.
STAGES: Final = ("announced", "adopted", "in_force", "suspended", "ended", "deadline")
ANNOUNCED, ADOPTED, IN_FORCE, SUSPENDED, ENDED, DEADLINE = range(len(STAGES))
_LASTING: Final = {IN_FORCE: frozenset(("in force", "adopted", "")), SUSPENDED: frozenset(("suspended",))}
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar in one stage. soft: somewhere in it the stage began, as its date is no day. end: inf while it lasts."""

    stage: int
    start: float
    end: float
    soft: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `start` to `end` (inf where its end is open). marks: the day on which each stage certainly has begun, by stage."""

    start: float
    end: float
    parts: tuple[Part, ...]
    exact: bool
    """Whether the first date is a day."""


def day_of(date: dt.date) -> float:
    """Days since 1970-01-01."""
    return float(date.toordinal() - _EPOCH)


def extent(date: PartialDate) -> tuple[float, float]:
    """The stretch of time in which a date lies: [first, last) in days; one day for a date that is known."""
    return day_of(date.start), day_of(date.end) + 1.0


def stage_dates(event: PolicyEvent) -> tuple[tuple[int, PartialDate], ...]:
    """The dates of an event with their stages, in the order of the law where they can have come in it, else in order of time."""
    dates = (event.announced, event.adopted, event.in_force, event.suspended, event.ended, event.deadline)
    known = [(stage, date) for stage, date in enumerate(dates) if date is not None]
    if swapped(event):
        known.sort(key=lambda pair: (pair[1].start, pair[0]))
    return tuple(known)


def bar(event: PolicyEvent) -> Bar | None:
    """The bar of an event; None where no date of it is known.

    A stage lasts until the next one begins; after the last one the bar is open if the event's status says that it lasts. A deadline
    ends no stage: the stage before it runs on, and it is a part of its own. Dates in an odd order are drawn in the order of time.
    """
    dates = stage_dates(event)
    stages = _narrowed([(stage, *extent(date)) for stage, date in dates if stage != DEADLINE])
    parts: list[Part] = []
    for at, (stage, first, last) in enumerate(stages):
        end = stages[at + 1][1] if at + 1 < len(stages) else _end(stage, last, event.status)
        soft = min(last, max(end, first)) if last - first > 1.0 else first
        if soft > first:
            parts.append(Part(stage, first, soft, soft=True))
        if end > soft:
            parts.append(Part(stage, soft, end, soft=False))
    due = next((extent(date) for stage, date in dates if stage == DEADLINE), None)
    if due is not None:
        parts.append(Part(DEADLINE, *due, soft=due[1] - due[0] > 1.0))
    if not parts:
        return None
    precision = min((date for _stage, date in dates), key=lambda date: date.start).precision
    return Bar(min(one.start for one in parts), max(one.end for one in parts), tuple(parts), precision is Precision.DAY)


def _narrowed(stages: list[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """The stages within the days that their order leaves: none begins before the one that it follows, as `core.analysis.stages` has it."""
    firsts = accumulate((first for _stage, first, _last in stages), max)
    lasts = reversed(list(accumulate((last for _stage, _first, last in reversed(stages)), min)))
    made = [(stage, first, last) for (stage, _first, _last), first, last in zip(stages, firsts, lasts, strict=True)]
    return made if all(last > first for _stage, first, last in made) else stages


def _end(stage: int, last: float, status: str) -> float:
    """Where the last stage ends: never for one that lasts, else with its own date."""
    return math.inf if status in _LASTING.get(stage, frozenset()) else last
