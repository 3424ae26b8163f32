"""The stages of a measure, announced to ended, and how it stands on a day; a date that is no day is never taken for one.

A stage begins between two days: those that its date can mean, narrowed by the order of the stages (a measure announced on 9 October and
suspended "in October" was not suspended before the 9th). A date of an end is the last day of the stage before it. The rules are ours.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from core.model.dates import PartialDate
from core.model.records import PolicyEvent, Source

STAGES = ("announced", "adopted", "in force", "suspended", "ended")
PLANNED, UNCERTAIN = "planned", "uncertain"
STATES = ("in force", "suspended", "adopted", "announced", UNCERTAIN, PLANNED, "ended")
TRUCE = "truce/suspension"
_STAGE_OF_STATUS = {**dict.fromkeys(("ended", "expired", "completed"), "ended"), **{name: name for name in STAGES}}
_TO_COME = frozenset(("planned", "proposed", "negotiating", "announced", "risk"))
_DAY = dt.timedelta(days=1)
_Dates: TypeAlias = tuple[PartialDate | None, PartialDate | None, PartialDate | None, PartialDate | None, PartialDate | None]  # of STAGES


@dataclass(frozen=True, slots=True)
class Span:
    """One stage: it begins on a day of first..last and lasts until one of until_first..until_last (inclusive; None: no end is known).

    date: as the record gives it; None where the status alone tells of the stage.
    """

    stage: str
    first: dt.date
    last: dt.date
    until_first: dt.date | None = None
    until_last: dt.date | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands on a day. state: one of STATES; could: the states that it may be in, where it cannot be told.

    reason: why it cannot ("vague date", "no date", "dates swapped", "suspension runs out"), else "". by_plan: the date that decides was
    still to come when it was told, so that it stands for a plan.
    """

    event: str
    state: str
    could: tuple[str, ...] = ()
    reason: str = ""
    by_plan: bool = False


def spans(event: PolicyEvent, told: dt.date | None = None) -> tuple[Span, ...]:
    """The stages that the record dates, or that its status names, in order. told: the day on which the status was told, where known.

    A stage known by the status alone began at the latest when it was told. Dates that are the wrong way round are left as they are.
    """
    return _spans(_dates(event), event.status, told)


def swapped(event: PolicyEvent) -> tuple[str, str] | None:
    """The first two stages whose dates are the wrong way round, whatever days they mean; None where all can be right."""
    return _swapped(_dates(event))


def standing(event: PolicyEvent, day: dt.date, told: dt.date | None = None, resumes: PartialDate | None = None) -> Standing:
    """How the event stands on `day`. told: the day on which its status was told; resumes: the last day of its suspension, where known."""
    if swapped(event):
        return Standing(event.id, UNCERTAIN, _states_named(event), "dates swapped")
    found = spans(event, told)
    if not found:
        return Standing(event.id, UNCERTAIN, ("announced", PLANNED), "no date")
    begun = [one for one in found if one.last <= day]
    maybe = [one for one in found if one.first <= day < one.last]
    maybe = [one for one in maybe if not begun or found.index(one) > found.index(begun[-1])]
    could = [begun[-1].stage if begun else PLANNED, *(one.stage for one in maybe)]
    by_plan = bool(begun) and told is not None and event.status in _TO_COME and begun[-1].first > told
    if could == ["suspended"] and resumes is not None and day > resumes.start:
        return Standing(event.id, UNCERTAIN, ("suspended", "in force"), "suspension runs out" if day > resumes.end else "vague date")
    if len(could) > 1:
        reason = "no date" if any(one.date is None for one in maybe) else "vague date"
        return Standing(event.id, UNCERTAIN, tuple(could), reason, by_plan)
    return Standing(event.id, could[0], by_plan=by_plan)


def resumptions(events: Mapping[str, PolicyEvent]) -> Mapping[str, PartialDate]:
    """The last day of the suspension of each event that another, a truce that follows it, suspends for a time."""
    found: dict[str, PartialDate] = {}
    for one in events.values():
        until = one.ended or one.deadline
        if one.instrument == TRUCE and one.follows in events and until is not None:
            found[one.follows] = max(until, found.get(one.follows, until))
    return found


def told_days(events: Mapping[str, PolicyEvent], sources: Mapping[str, Source]) -> Mapping[str, dt.date]:
    """The day by which the status of each event had been told: the end of the date of the first of its sources that has one."""
    ends = {key: source.date.end for key, source in sources.items() if source.date is not None}
    first: dict[str, dt.date | None] = {}  # by what the events write, since few sources tell many events
    for told in {event.source for event in events.values()}:
        first[told] = min((ends[key] for one in told.split(";") if (key := one.strip()) in ends), default=None)
    return {key: day for key, event in events.items() if (day := first[event.source]) is not None}


def standings(
    events: Mapping[str, PolicyEvent], day: dt.date, told: Mapping[str, dt.date] | None = None, only: Iterable[str] | None = None
) -> tuple[Standing, ...]:
    """How each event stands on `day`, in the order of the workspace. told: by event id, the day on which its status was told."""
    known, until = told or {}, resumptions(events)
    wanted = set(events if only is None else only)
    return tuple(standing(one, day, known.get(key), until.get(key)) for key, one in events.items() if key in wanted)


def changes(
    events: Mapping[str, PolicyEvent], told: Mapping[str, dt.date] | None = None, only: Iterable[str] | None = None
) -> tuple[dt.date, ...]:
    """The days between which nothing changes: an event that stands otherwise than on the day before does so on one of them. Ascending."""
    known, until = told or {}, resumptions(events)
    found: set[dt.date] = set()
    for key in events if only is None else only:
        for one in spans(events[key], known.get(key)):
            found.update((one.first, one.last))
        if key in until:
            found.update((_next(until[key].start), _next(until[key].end)))
    return tuple(sorted(found - {dt.date.min, dt.date.max}))


def _dates(event: PolicyEvent) -> _Dates:
    return event.announced, event.adopted, event.in_force, event.suspended, event.ended


# Every question about a day asks this of every event, and most events share their few dates with others.
@lru_cache(maxsize=16_384)
def _spans(dates: _Dates, status: str, told: dt.date | None) -> tuple[Span, ...]:
    found = _dated(dates)
    named = _STAGE_OF_STATUS.get(status, "")
    if named and named not in {one.stage for one in found}:
        found = _with_status(status, named, found, told)
    ordered = found if len(found) < 2 or _swapped(dates) else _narrowed(found)
    return tuple(
        Span(one.stage, one.first, one.last, max(_previous(after.first), one.first), max(_previous(after.last), one.last), one.date)
        for one, after in itertools.pairwise(ordered)
    ) + tuple(ordered[-1:])


@lru_cache(maxsize=16_384)
def _swapped(dates: _Dates) -> tuple[str, str] | None:
    for early, late in itertools.combinations(_dated(dates), 2):
        if late.last < early.first:
            return early.stage, late.stage
    return None


def _dated(dates: _Dates) -> list[Span]:
    return [_span(name, date) for name, date in zip(STAGES, dates, strict=True) if date is not None]


def _span(name: str, date: PartialDate) -> Span:
    if name != "ended":
        return Span(name, date.start, date.end, date=date)
    return Span(name, _next(date.start), _next(date.end), date=date)


def _with_status(status: str, named: str, found: Sequence[Span], told: dt.date | None) -> list[Span]:
    """The spans with the stage that only the status names. What is completed was so by the end of its date."""
    at = STAGES.index(named)
    before = [one for one in found if STAGES.index(one.stage) < at]
    after = [one for one in found if STAGES.index(one.stage) > at]
    if status == "completed" and before:
        made = Span(named, _next(before[-1].first), _next(before[-1].last), date=before[-1].date)
        return [*before, made]
    first = before[-1].first if before else dt.date.min
    last = min((one.last for one in after), default=max(told, first) if told is not None else dt.date.max)
    return [*before, Span(named, first, max(first, last)), *after]


def _narrowed(found: Sequence[Span]) -> list[Span]:
    firsts = [max(one.first for one in found[: at + 1]) for at in range(len(found))]
    lasts = [min(one.last for one in found[at:]) for at in range(len(found))]
    return [Span(one.stage, first, max(first, last), date=one.date) for one, first, last in zip(found, firsts, lasts, strict=True)]


def _states_named(event: PolicyEvent) -> tuple[str, ...]:
    return tuple(name for name, date in zip(STAGES, _dates(event), strict=True) if date is not None)


def _next(day: dt.date) -> dt.date:
    return day + _DAY if day < dt.date.max else day


def _previous(day: dt.date) -> dt.date:
    return day - _DAY if day > dt.date.min else day
