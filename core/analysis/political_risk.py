"""Where a change of government meets a Chinese state-owned operator. systems.md item 28; the flag is the source's, its evidence ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.model.records import PolicyEvent, Relation

_CHANGE = re.compile(r"\bcoups?\b", re.I)
_STATE_OWNED = re.compile(r"\b(?:CNPC|CNMC)\b")  # the state-owned operators that the sources name


@dataclass(frozen=True, slots=True)
class Risk:
    """A country that takes Chinese investment. change, operator: ids of the records that tell of it; none is no "no"."""

    country: str
    change: tuple[str, ...]
    operator: tuple[str, ...]

    @property
    def flagged(self) -> bool:
        """Whether both are told."""
        return bool(self.change and self.operator)


def political_risks(events: Iterable[PolicyEvent], relations: Iterable[Relation]) -> tuple[Risk, ...]:
    """Every taker of Chinese investment of which a change of government or a state-owned operator is told; the flagged first."""
    events, relations = tuple(events), tuple(relations)
    hosts = dict.fromkeys(one.taker for one in relations if one.giver == "CHN" and one.kind == "investment")
    found = []
    for host in hosts:
        told = [(one.id, f"{one.title} {one.summary}") for one in events if host in one.actors]
        said = [(one.id, one.note) for one in relations if one.taker == host and one.giver == "CHN" and one.kind == "investment"]
        change = tuple(key for key, text in (*told, *said) if _CHANGE.search(text))
        operator = tuple(key for key, text in (*told, *said) if _STATE_OWNED.search(text))
        if change or operator:
            found.append(Risk(host, change, operator))
    return tuple(sorted(found, key=lambda one: (not one.flagged, one.country)))
