"""Deadlines of policy events, counted to a day: a date that the event states, or the end of its legal clock. systems.md item 22."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.model.dates import PartialDate
from core.model.records import PolicyEvent

OVER = frozenset(("ended", "expired", "completed"))  # what is over is not overdue


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an event is due. first, last: the days that the date can mean, one and the same where it is known to the day.

    days_first, days_last: from the day counted to until those; below zero they have passed. state: "ahead", "running" (the period it
    falls in has begun) or "overdue". by_clock: the end of the event's clock, not a date that it states. clock_differs: where the clock
    ends on another day than the one stated. with_it: ids of the events that follow from this one and are due on the same date.
    """

    event: str
    first: dt.date
    last: dt.date
    days_first: int
    days_last: int
    by_clock: bool = False
    clock_differs: dt.date | None = None
    with_it: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """Whether the deadline lies ahead."""
        return "overdue" if self.days_last < 0 else "running" if self.days_first < 0 else "ahead"


def deadline(event: PolicyEvent, day: dt.date) -> Deadline | None:
    """The deadline stated, else start + clock (2026-01-14 + 180 days = 2026-07-13); None where an event has neither.

    Of a date that is no day ("2026-10"), and of a clock that runs from one, both ends are kept: nothing is made more exact than it is.
    """
    ends = _clock_ends(clock_start(event), event)
    stated = event.deadline
    first, last = (stated.start, stated.end) if stated is not None else ends or (None, None)
    if first is None or last is None:
        return None
    differs = ends[1] if ends is not None and stated is not None and (ends[1] < first or ends[0] > last) else None
    return Deadline(event.id, first, last, (first - day).days, (last - day).days, stated is None, differs)


def clock_start(event: PolicyEvent) -> PartialDate | None:
    """The date that a clock runs from: the announcement, else the adoption, else the coming into force."""
    return event.announced or event.adopted or event.in_force


def deadlines(events: Mapping[str, PolicyEvent], day: dt.date) -> tuple[Deadline, ...]:
    """Those ahead, the next one first, then those overdue, the latest first. Left out: what is over and past.

    Events that follow from another (step by step) and are due on its date are told with it.
    """
    found = [one for event in events.values() if (one := deadline(event, day)) and not (one.days_last < 0 and event.status in OVER)]
    heads = _gathered(events, found)
    ahead = sorted((one for one in heads if one.days_last >= 0), key=lambda one: (one.last, one.first))
    overdue = sorted((one for one in heads if one.days_last < 0), key=lambda one: one.last, reverse=True)
    return (*ahead, *overdue)


def _gathered(events: Mapping[str, PolicyEvent], found: Iterable[Deadline]) -> list[Deadline]:
    by_id = {one.event: one for one in found}
    groups: dict[str, list[str]] = {}
    for key in by_id:
        groups.setdefault(_head(events, by_id, key), []).append(key)
    return [_with(by_id[head], tuple(key for key in keys if key != head)) for head, keys in groups.items()]


def _head(events: Mapping[str, PolicyEvent], due: Mapping[str, Deadline], key: str) -> str:
    """The event at the start of the chain that this one belongs to, as long as the date is the same; a circle ends before it closes."""
    seen = {key}
    while (before := events[key].follows) in due and before not in seen and _dates(due[before]) == _dates(due[key]):
        seen.add(before)
        key = before
    return key


def _with(one: Deadline, others: tuple[str, ...]) -> Deadline:
    return Deadline(one.event, one.first, one.last, one.days_first, one.days_last, one.by_clock, one.clock_differs, others)


def _dates(one: Deadline) -> tuple[dt.date, dt.date]:
    return one.first, one.last


def _clock_ends(start: PartialDate | None, event: PolicyEvent) -> tuple[dt.date, dt.date] | None:
    if event.clock is None or start is None:
        return None
    return event.clock.deadline(start.start), event.clock.deadline(start.end)
