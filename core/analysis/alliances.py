"""Who is tied to whom: degrees, groups of members and of guests, their overlaps; companies named as exposed. systems.md items 29 and 41."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.countries import countries
from core.model.records import Relation


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


def exposed(relations: Iterable[Relation]) -> tuple[Exposed, ...]:
    """The companies at risk: of an investment whose note says "at risk" after a semicolon, the names before it, parted by commas."""
    found = []
    for one in relations:
        names, _mark, risk = one.note.partition(";")
        if one.kind == "investment" and "at risk" in risk:
            found += [Exposed(name.strip(), one.giver, one.taker, one.id) for name in names.split(",") if name.strip()]
    return tuple(found)
