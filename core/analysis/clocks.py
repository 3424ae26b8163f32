"""Clocks of policy events as bars: how much of a period has run on a day, and what became of it. systems.md items 22 and 27."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.analysis.chains import followers
from core.analysis.deadlines import OVER, Deadline, clock_start, deadline
from core.analysis.stages import TRUCE
from core.model.dates import PartialDate
from core.model.records import PolicyEvent

YEAR = 365.25  # days
_DECIDED = frozenset(("", "planned", "announced", "adopted"))
_AT_ONCE = re.compile(r"immediate|at once|即日|立即", re.I)


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline with the period before it. start: as it is known, None where only the end is.

    days: the whole period, from the earliest start to the earliest end; passed: the share of it that is over on the day, from 0 to 1,
    None without a start. state: "not begun", "running", "due" (the vague date of the end has begun), "overdue", "lapsed" (it ended by
    itself: a truce, or a measure that says so) or "closed" (its status says that it is over).
    """

    deadline: Deadline
    start: PartialDate | None
    days: int | None
    passed: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before its coming into force a measure was announced, in years of 365.25 days: from first day to first day.

    low, high: what the vague dates allow. effective: the date that it counts to; follower: the event that gives it, "" for its own.
    """

    event: str
    years: float
    low: float
    high: float
    announced: PartialDate
    effective: PartialDate
    follower: str = ""


def running(event: PolicyEvent, day: dt.date) -> Running | None:
    """The event's clock or deadline on `day`; None where it has neither. The day of the deadline is its last: 0 days are left on it."""
    due = deadline(event, day)
    if due is None:
        return None
    start = clock_start(event)
    if start is None or start.start >= due.first:  # a date that is its own deadline is no period
        return Running(due, None, None, None, _state(event, due, None, day))
    days = (due.first - start.start).days
    return Running(due, start, days, min(max((day - start.start).days / days, 0.0), 1.0), _state(event, due, start, day))


def clocks(events: Mapping[str, PolicyEvent], day: dt.date) -> tuple[Running, ...]:
    """Every clock and deadline: those ahead, the next one first, then those that have passed, the latest first."""
    found = [one for event in events.values() if (one := running(event, day)) is not None]
    ahead = sorted((one for one in found if one.deadline.days_last >= 0), key=lambda one: (one.deadline.last, one.deadline.first))
    passed = sorted((one for one in found if one.deadline.days_last < 0), key=lambda one: one.deadline.last, reverse=True)
    return (*ahead, *passed)


def lapses(event: PolicyEvent) -> bool:
    """Whether the event ends by itself on its deadline, so that it is never overdue: a truce, or a measure that ends on that date."""
    return event.instrument == TRUCE or (event.ended is not None and event.ended == event.deadline)


def notice(events: Mapping[str, PolicyEvent], key: str, follow: Mapping[str, tuple[str, ...]] | None = None) -> Notice | None:
    """Item 27: from the announcement to the day on which the measure applies; None where a date is missing.

    That day is the measure's own, else that of an event that follows it, else its deadline, where it is decided and not merely proposed.
    A measure that takes effect at once, as its record says, has a notice of 0. follow: `followers`, where many are asked for.
    """
    event = events[key]
    told = event.announced or event.adopted
    if event.in_force is not None and _AT_ONCE.search(f"{event.key_figures} {event.summary}"):
        return Notice(key, 0.0, 0.0, 0.0, event.in_force, event.in_force)
    effective, follower = event.in_force, ""
    if effective is None:
        after = (events[one] for one in (followers(events) if follow is None else follow).get(key, ()))
        dated = [(one.in_force, one.id) for one in after if one.in_force is not None and one.actors == event.actors]
        due = event.deadline if event.status in _DECIDED else None
        effective, follower = min(dated, default=(due, ""))
    if told is None or effective is None or effective.end < told.start:
        return None
    low, high = max((effective.start - told.end).days, 0), (effective.end - told.start).days
    return Notice(key, max((effective.start - told.start).days, 0) / YEAR, low / YEAR, high / YEAR, told, effective, follower)


def notices(events: Mapping[str, PolicyEvent]) -> tuple[Notice, ...]:
    """The notice of every restrictive measure that has one, the shortest first; a measure counts once, where it was announced."""
    follow = followers(events)
    found = [one for key, event in events.items() if event.direction == "restrictive" and (one := notice(events, key, follow)) is not None]
    later = {one.follower for one in found}
    return tuple(sorted((one for one in found if one.event not in later), key=lambda one: (one.years, one.event)))


def _state(event: PolicyEvent, due: Deadline, start: PartialDate | None, day: dt.date) -> str:
    if due.days_last < 0:
        if event.status in OVER:
            return "closed"
        return "lapsed" if lapses(event) else "overdue"
    if due.days_first < 0:
        return "due"
    return "not begun" if start is not None and day < start.start else "running"
