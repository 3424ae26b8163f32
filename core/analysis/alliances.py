"""Who is tied to whom: degrees, groups of members and of guests, their overlaps; companies named as exposed. systems.md items 29 and 41."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.countries import countries
from core.model.points import LARGEST
from core.model.records import Figure, Relation


@dataclass(frozen=True, slots=True)
class Group:
    """Members of an alliance that records name, or the guests of a meeting. key: the alliance, or "giver date" of the meeting."""

    key: str
    kind: str
    members: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exposed:
    """A company named with an investment at risk: home, host, the record."""

    company: str
    home: str
    host: str
    relation: str


@dataclass(frozen=True, slots=True)
class Membership:
    """How many an alliance counts. first: the earliest figure of it, None without one; joined: who is named as joining after it;
    count: first + joined; stated: the latest figure, None where there is no later one.
    """

    alliance: str
    first: Figure | None
    joined: tuple[str, ...]
    count: float | None
    stated: Figure | None
    inputs: tuple[str, ...]


def degrees(relations: Iterable[Relation]) -> dict[str, int]:
    """How many different others each node is tied to, most first; ties of equal degree by id."""
    near: dict[str, set[str]] = {}
    for one in relations:
        if one.giver and one.taker and one.giver != one.taker:
            near.setdefault(one.giver, set()).add(one.taker)
            near.setdefault(one.taker, set()).add(one.giver)
    return {key: len(near[key]) for key in sorted(near, key=lambda key: (-len(near[key]), key))}


def groups(relations: Iterable[Relation]) -> tuple[Group, ...]:
    """The alliances with the members named, and the meetings with their guests: a bloc that the host is itself a member of is no guest."""
    made: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in relations:
        if one.kind == "alliance membership":
            made.setdefault((one.taker, "alliance"), []).append((one.giver, one.id))
        elif one.kind == "meeting":
            bloc = countries().get(one.taker)
            if bloc is None or one.giver not in bloc.members:
                made.setdefault((f"{one.giver} {one.date or ''}".strip(), "meeting"), []).append((one.taker, one.id))
    return tuple(
        Group(key, kind, tuple(dict.fromkeys(who for who, _id in pairs)), tuple(it for _who, it in pairs))
        for (key, kind), pairs in made.items()
    )


def overlap(one: Group, other: Group) -> tuple[str, ...]:
    """Who is in both, in the order of the first."""
    return tuple(who for who in one.members if who in other.members)


def membership(alliance: str, relations: Iterable[Relation], figures: Iterable[Figure]) -> Membership:
    """The first figure of the alliance's members plus those named as joining after it, up to its last figure (systems.md item 41).

    A figure is one of its place, in the unit "count", of a series that ends in "members".
    """
    told = [one for one in figures if one.place == alliance and one.unit == "count" and one.series.endswith("members")]
    dated = [(one.date, one, one.value) for one in told if one.date is not None and one.value is not None and 0 <= one.value < LARGEST]
    dated.sort(key=lambda one: (one[0].start, one[1].id))
    if not dated:
        return Membership(alliance, None, (), None, None, ())
    (begin, first, value), (end, last, _last) = dated[0], dated[-1]
    later = [
        one
        for one in relations
        if one.kind == "alliance membership" and one.taker == alliance and one.date is not None and one.date.start > begin.end
        if last is first or one.date.start <= end.end
    ]
    joined = tuple(dict.fromkeys(one.giver for one in later))
    stated = last if last is not first else None
    inputs = (first.id, *(one.id for one in later), *((last.id,) if stated is not None else ()))
    return Membership(alliance, first, joined, value + len(joined), stated, inputs)


def exposed(relations: Iterable[Relation]) -> tuple[Exposed, ...]:
    """The companies at risk: of an investment whose note says "at risk" after a semicolon, the names before it, parted by commas."""
    found = []
    for one in relations:
        names, _mark, risk = one.note.partition(";")
        if one.kind == "investment" and "at risk" in risk:
            found += [Exposed(name.strip(), one.giver, one.taker, one.id) for name in names.split(",") if name.strip()]
    return tuple(found)
