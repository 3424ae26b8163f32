"""Our own index of observed measures: what a country has in force against exports, by how hard it is and how old. METHODS.md 1.9.

R = sum of severity × scope × 0.5^(age / half-life). Ours throughout: severities, half-life, and that a measure on a mineral covers all of
the country's output of it. Not a copy of any proprietary index of resource nationalism.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import resources
from core.analysis.controls import restricts_exports
from core.analysis.ladder import ALL
from core.analysis.stages import Standing, standings, told_days
from core.model.countries import countries
from core.model.instruments import instrument, instruments
from core.model.minerals import minerals
from core.model.records import PolicyEvent
from core.model.workspace import Workspace

HALF_LIFE: Final = 5.0
_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure's part in the index. severity: 0..1; age: years since it took effect; certain: whether it surely is in force."""

    event: str
    oecd: str
    severity: float
    age: float
    part: float
    certain: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """A country's index: low of those surely in force, high with those that may be."""

    country: str
    low: float
    high: float
    measures: tuple[Measure, ...]


@cache
def severities() -> Mapping[str, float]:
    """How hard each of the OECD's types is, 0..1: our table, resources/measure_severity.csv."""
    with resources.path("measure_severity.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["oecd"]: float(row["severity"]) for row in csv.DictReader(file)})


def decayed(severity: float, scope: float, age: float, half_life: float) -> float:
    """severity × scope × 0.5^(age / half-life); age and half-life in years. A half-life of 0 or less means that nothing fades."""
    return severity * scope * (0.5 ** (max(0.0, age) / half_life) if half_life > 0 else 1.0)


def observed(
    workspace: Workspace, day: dt.date, mineral: str = "", own: Mapping[str, float] | None = None, half_life: float = HALF_LIFE
) -> dict[str, Observed]:
    """By country, the measures on a mineral ("": any) that are or may be in force on `day`. own: severities in place of ours."""
    known = instruments(workspace.scenarios.values())
    hard = {**severities(), **(own or {})}
    concerned = [one for one in workspace.events.values() if restricts_exports(one, known) and concerns(one, mineral)]
    how = {
        one.event: one
        for one in standings(workspace.events, day, told_days(workspace.events, workspace.sources), [one.id for one in concerned])
    }
    found: dict[str, list[Measure]] = {}
    for event in concerned:
        state = how[event.id]
        if state.state == "in force" or "in force" in state.could:
            oecd = instrument(event.instrument, known).oecd
            severity, age = hard.get(oecd, 0.0), _age(event, day)
            made = Measure(event.id, oecd, severity, age, decayed(severity, 1.0, age, half_life), _certain(state))
            for code in _countries(event.actors):
                found.setdefault(code, []).append(made)
    return {code: _summed(code, measures) for code, measures in found.items()}


def concerns(event: PolicyEvent, mineral: str) -> bool:
    """Whether an event is on the mineral, on a group that holds it, or on all critical minerals."""
    if not mineral or mineral in event.minerals or ALL in event.minerals:
        return True
    table = minerals()
    return any(mineral in table[one].members for one in event.minerals if one in table)


def _summed(code: str, measures: Sequence[Measure]) -> Observed:
    low = sum(one.part for one in measures if one.certain)
    return Observed(code, low, sum(one.part for one in measures), tuple(measures))


def _certain(state: Standing) -> bool:
    return state.state == "in force"


def _age(event: PolicyEvent, day: dt.date) -> float:
    begun = event.in_force or event.when
    return (day - begun.start).days / _DAYS if begun is not None else 0.0


def _countries(actors: Sequence[str]) -> tuple[str, ...]:
    known = countries()
    named = (known[one].members or (one,) if one in known and known[one].kind == "bloc" else (one,) for one in actors)
    return tuple(dict.fromkeys(code for some in named for code in some))
