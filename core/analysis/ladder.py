"""The rungs of an escalation, from talks to tariffs, and what each outcome of the talks means for a mineral. systems.md item 23."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.analysis.chains import chain, followers
from core.analysis.deadlines import deadline
from core.analysis.stages import Standing, standings
from core.model.instruments import Instrument, instrument
from core.model.minerals import minerals
from core.model.records import Figure, PolicyEvent

RUNGS = ("talks", "price floor", "quota or tariff")
OUTCOMES = ("agreement", "extension", "no agreement")
ALL = "all critical minerals"
_LISTS = {"USA": "US 2025", "EU": "EU 2023"}  # the list that "all critical minerals" of a country means
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")
_LEVIES = frozenset(("tariff", "duty"))


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder with the events that stand on it."""

    name: str
    events: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a chain of events that begins with talks. due: the day by which the talks must end; extended: that day after one more
    clock of the same length (ours). precedent: an event of the same country outside the chain that went to the top, its rate in percent.
    """

    root: str
    rungs: tuple[Rung, ...]
    due: dt.date | None
    extended: dt.date | None
    precedent: str
    rate: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an outcome means for a mineral. scope: "in", "out" or "not told"; rung: what comes then, "" for nothing.

    basis: ids of the records that say whether the mineral is in scope.
    """

    mineral: str
    outcome: str
    scope: str
    rung: str
    until: dt.date | None
    basis: tuple[str, ...]


def ladders(
    events: Mapping[str, PolicyEvent], day: dt.date, known: Mapping[str, Instrument], told: Mapping[str, dt.date] | None = None
) -> tuple[Ladder, ...]:
    """The ladder of every event that begins talks with a deadline and has a further rung in its chain."""
    roots = [one for one in events.values() if instrument(one.instrument, known).rung == "talks" and deadline(one, day) is not None]
    ids = {one.id for one in roots}
    follow = followers(events)
    heads = [one for one in roots if one.follows not in ids]
    made = (ladder(events, one.id, day, known, told, follow) for one in heads if _climbs(events, one.id, known, follow))
    return tuple(made)


def ladder(
    events: Mapping[str, PolicyEvent],
    root: str,
    day: dt.date,
    known: Mapping[str, Instrument],
    told: Mapping[str, dt.date] | None = None,
    follow: Mapping[str, tuple[str, ...]] | None = None,
) -> Ladder:
    """The rungs of the events that hang together with `root`, as they stand on `day`. follow: `followers`, where they are known."""
    own = [link.event for link in chain(events, root, follow).links]
    how = {one.event: one for one in standings(events, day, told, own)}
    rungs = tuple(Rung(name, tuple(how[key] for key in own if instrument(events[key].instrument, known).rung == name)) for name in RUNGS)
    due, clock = deadline(events[root], day), events[root].clock
    extended = clock.deadline(due.last) if due is not None and clock is not None else None
    precedent, rate = _precedent(events, own, events[root].actors, known)
    return Ladder(root, rungs, due.last if due is not None else None, extended, precedent, rate)


def outcomes(found: Ladder, events: Mapping[str, PolicyEvent], figures: Iterable[Figure], mineral: str) -> tuple[Outcome, ...]:
    """What each outcome means for a mineral: an agreement goes to the middle of the ladder, an extension keeps the talks, none the top.

    Which minerals are in scope: a figure that says a duty of 0 puts its own family out; the events' minerals, or the list of critical
    minerals that "all critical minerals" means, put them in.
    """
    scope, basis = scope_of(found, events, figures, mineral)
    filled = {rung.name for rung in found.rungs if rung.events}
    rungs = {"agreement": "price floor", "extension": "talks", "no agreement": "quota or tariff"}
    until = {"agreement": None, "extension": found.extended, "no agreement": found.due}
    return tuple(
        Outcome(mineral, one, scope, rungs[one] if scope == "in" and rungs[one] in filled else "", until[one], basis) for one in OUTCOMES
    )


def _climbs(events: Mapping[str, PolicyEvent], root: str, known: Mapping[str, Instrument], follow: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the chain of the talks has a further rung."""
    return any(instrument(events[link.event].instrument, known).rung in RUNGS[1:] for link in chain(events, root, follow).links)


def _precedent(
    events: Mapping[str, PolicyEvent], own: Sequence[str], actors: Sequence[str], known: Mapping[str, Instrument]
) -> tuple[str, float | None]:
    """The first event in force outside the chain that took the same country to the top, and its rate."""
    for key, one in events.items():
        if one.status == "in force" and set(one.actors) & set(actors) and key not in own:
            rate = _rate(one.key_figures) if instrument(one.instrument, known).rung == RUNGS[-1] else None
            if rate is not None:
                return key, rate
    return "", None


def scope_of(found: Ladder, events: Mapping[str, PolicyEvent], figures: Iterable[Figure], mineral: str) -> tuple[str, tuple[str, ...]]:
    """Whether a mineral is in scope, and the records that say so."""
    root = events[found.root]
    free = [one.id for one in figures if one.value == 0 and one.place in root.actors and _levy_on(one, mineral)]
    if free:
        return "out", tuple(free)
    ids = [one.event for rung in found.rungs for one in rung.events]
    naming = [key for key in ids if _covers(events[key], mineral)]
    return ("in", tuple(naming)) if naming else ("not told", ())


def _levy_on(figure: Figure, mineral: str) -> bool:
    """Whether the figure is a duty on the mineral: it names it, or a group of the mineral table that holds it ("precious metal")."""
    words = figure.series.casefold().replace("_", " ")
    if _LEVIES.isdisjoint(words.split()):
        return False
    groups = [one.id for one in minerals().values() if mineral in one.members and one.id.rstrip("s") in words]
    return bool(groups) or figure.mineral == mineral


def _covers(event: PolicyEvent, mineral: str) -> bool:
    known = minerals().get(mineral)
    family = {mineral, *(known.members if known is not None else ())}
    if any(named in family or (named in minerals() and mineral in minerals()[named].members) for named in event.minerals):
        return True
    if ALL not in event.minerals:
        return False
    wanted = {_LISTS[actor] for actor in event.actors if actor in _LISTS}
    lists = {name for one in family if one in minerals() for name in minerals()[one].lists}
    return bool(lists & wanted if wanted else lists)


def _rate(text: str) -> float | None:
    return float(found[1]) if (found := _PERCENT.search(text)) else None
