"""Events that follow one another: an investigation, its report, the proclamation, the deadline. A circle in the data is cut and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.model.records import PolicyEvent


@dataclass(frozen=True, slots=True)
class Link:
    """An event of a chain: how many steps it is from the first, and whether its date is the deadline of one before it."""

    event: str
    depth: int
    deadline: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The events that hang together by "follows", the first of all first, each followed by those that follow it, by date.

    circle: the event whose "follows" closes a circle, "" where there is none; missing: an id that is followed and not there, else "".
    """

    links: tuple[Link, ...]
    circle: str = ""
    missing: str = ""


def followers(events: Mapping[str, PolicyEvent]) -> Mapping[str, tuple[str, ...]]:
    """By id, the events that follow it, by date; undated ones last."""
    found: dict[str, list[str]] = {}
    for key, event in events.items():
        if event.follows and event.follows != key:
            found.setdefault(event.follows, []).append(key)
    return {key: tuple(sorted(ids, key=lambda one: (_day(events[one]), one))) for key, ids in found.items()}


def chain(events: Mapping[str, PolicyEvent], key: str, after: Mapping[str, tuple[str, ...]] | None = None) -> Chain:
    """The whole chain that an event belongs to; one link where it stands alone. after: `followers`, where many are asked for."""
    seen, first, circle = {key}, key, ""
    while (before := events[first].follows) in events:
        if before in seen:
            circle = first
            break
        seen.add(before)
        first = before
    missing = before if before and not circle else ""
    after = followers(events) if after is None else after
    links: list[Link] = []
    done: set[str] = set()
    waiting = [(first, 0, frozenset[dt.date]())]
    while waiting:
        one, depth, due = waiting.pop()
        if one in done:
            continue
        done.add(one)
        event = events[one]
        links.append(Link(one, depth, event.when is not None and event.when.end in due))
        due = due | {event.deadline.end} if event.deadline is not None else due
        waiting += [(follower, depth + 1, due) for follower in reversed(after.get(one, ()))]
    return Chain(tuple(links), circle, missing)


def chains(events: Mapping[str, PolicyEvent]) -> tuple[Chain, ...]:
    """Every chain of two events or more, each once, those with the most events first."""
    after, done, found = followers(events), set[str](), []
    for key in events:
        if key not in done:
            one = chain(events, key, after)
            done.update(link.event for link in one.links)
            if len(one.links) > 1:
                found.append(one)
    return tuple(sorted(found, key=lambda one: -len(one.links)))


def _day(event: PolicyEvent) -> dt.date:
    return event.when.start if event.when is not None else dt.date.max
