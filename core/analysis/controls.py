"""How many elements a country controls on a day, and how many a truce has put on hold. systems.md item 25.

Counted are restrictive measures on exports that say their number ("7 elements", "+5 elements"), or that name single minerals and no group.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.analysis.ladder import ALL
from core.analysis.stages import UNCERTAIN, Standing, standings
from core.model.instruments import Instrument, instrument
from core.model.minerals import minerals
from core.model.records import PolicyEvent

_NUMBER = re.compile(r"\+?(\d{1,3}) (?:more )?(?:elements?|metals?|minerals?|rare earths?)\b")
_ON = ("announced", "adopted", "in force")  # what counts as controlled: the sources count from the announcement


@dataclass(frozen=True, slots=True)
class Controls:
    """Elements under a country's export measures on a day. named: of all measures announced by then and not ended, suspended or not.

    low..high: those that are not suspended, as surely as the dates tell. parts: (event, its elements, how it stands); uncounted: measures
    that name a group and no number; standing: ids of the measures that are not, or may not be, suspended; minerals: what these name. Both
    in the order of their dates.
    """

    country: str
    named: int
    low: int
    high: int
    parts: tuple[tuple[str, int, Standing], ...]
    uncounted: tuple[str, ...]
    standing: tuple[str, ...]
    minerals: tuple[str, ...]


def controls(
    events: Mapping[str, PolicyEvent],
    country: str,
    day: dt.date,
    known: Mapping[str, Instrument],
    group: str = "",
    told: Mapping[str, dt.date] | None = None,
) -> Controls:
    """The count of a country's measures on `day`. group: only those on that mineral or, of a group, on what is in it."""
    own = [
        one
        for one in events.values()
        if country in one.actors and one.direction == "restrictive" and instrument(one.instrument, known).oecd
    ]
    inside = _inside(group)
    own = [one for one in own if not group or not inside.isdisjoint(one.minerals)]
    how = {one.event: one for one in standings(events, day, told, [one.id for one in own])}
    named = low = high = 0
    parts, uncounted = [], []
    for event in own:
        states = how[event.id].could or (how[event.id].state,)
        if not {*_ON, "suspended"}.intersection(states):
            continue
        number = elements(event)
        if number is None:
            uncounted.append(event.id)
            continue
        parts.append((event.id, number, how[event.id]))
        named += number
        low += number if set(states) <= set(_ON) else 0
        high += number if set(states).intersection(_ON) else 0
    stand = [event for event in sorted(own, key=_day) if _stands(how[event.id])]
    shown = dict.fromkeys(mineral for event in stand for mineral in event.minerals)
    return Controls(country, named, low, high, tuple(parts), tuple(uncounted), tuple(one.id for one in stand), tuple(shown))


def restricts_exports(event: PolicyEvent, known: Mapping[str, Instrument]) -> bool:
    """Whether an event is a restrictive measure of one of the OECD's types."""
    return event.direction == "restrictive" and bool(instrument(event.instrument, known).oecd)


def elements(event: PolicyEvent) -> int | None:
    """How many elements a measure adds: as it says, else the single minerals that it names; None where it names a group only."""
    if found := _NUMBER.search(event.key_figures):
        return int(found[1])
    single = [one for one in event.minerals if one in minerals() and one != ALL and not minerals()[one].members]
    return len(single) if single and len(single) == len(event.minerals) else None


def controlling(events: Iterable[PolicyEvent], known: Mapping[str, Instrument]) -> tuple[str, ...]:
    """The countries with a restrictive measure on exports, in the order of the workspace."""
    own = (one for one in events if restricts_exports(one, known))
    return tuple(dict.fromkeys(country for one in own for country in one.actors))


def _inside(group: str) -> frozenset[str]:
    """The mineral itself, the members of a group, and the smaller groups that lie within it."""
    table = minerals()
    members = set(table[group].members) if group in table else set()
    smaller = {one.id for one in table.values() if one.members and members.issuperset(one.members)}
    return frozenset({group, *members, *smaller})


def _stands(one: Standing) -> bool:
    return one.state in _ON or (one.state == UNCERTAIN and bool(set(one.could).intersection(_ON)))


def _day(event: PolicyEvent) -> dt.date:
    return event.when.start if event.when is not None else dt.date.max
