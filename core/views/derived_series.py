"""Ratios and spreads: series that are made of two others, and made anew whenever those change.

Only the definition is kept in the workspace, as a `Scenario`: worksheet "ratio" or "spread", inputs "first = ID" and "second = ID". So a
definition is undone, saved and exported like any record, and no value of it can be out of date. The values are worked out here, and
`complete` puts them among the series of the workspace for whatever shows or writes series.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from core.analysis import derived
from core.model import Points, Scenario, Series, Workspace
from core.model.records import FREQUENCIES
from core.model.units import UnitError
from core.task import Refused
from core.views.prices import series_title
from core.words import _

RULES: Final = ("ratio", "spread")
_NO_POINTS: Final = Points([], [])


def define(workspace: Workspace, rule: str, first: str, second: str) -> Scenario:
    """The definition of first / second ("ratio") or first - second ("spread"), to be put among the scenarios.

    Raises `Refused` where nothing would come of it: one and the same series, units that cannot be converted, no common date.
    """
    if first == second:
        raise Refused(_("A ratio or spread needs two different series."))
    made = Scenario(id=f"{rule}/{first}/{second}", worksheet=rule, inputs=(f"first = {first}", f"second = {second}"))
    one, two = (complete(workspace).series[key] for key in (first, second))
    made = replace(made, title=(_("{first} / {second}") if rule == "ratio" else _("{first} − {second}")).format(
        first=series_title(one), second=series_title(two)
    ))  # fmt: skip
    values = _made(made, complete(workspace).series)
    if not values.points.filled:
        reason = values.note if not len(values.points) else _("they have no date or period in common at which both have a value")
        raise Refused(_("{title} cannot be worked out: {reason}.").format(title=made.title, reason=reason.rstrip(".")))
    return made


def is_definition(scenario: Scenario) -> bool:
    """Whether a scenario defines a ratio or a spread."""
    return scenario.worksheet in RULES


def parts_of(workspace: Workspace, key: str) -> tuple[Series, ...]:
    """The two series that a ratio or spread is made of, as far as they are there; () for any other series."""
    scenario = workspace.scenarios.get(key)
    if scenario is None or not is_definition(scenario):
        return ()
    series = complete(workspace).series
    return tuple(series[one] for one in _inputs(scenario) if one in series)


def complete(workspace: Workspace) -> Workspace:
    """The workspace with its ratios and spreads among its series; itself where it defines none.

    One that cannot be worked out stands there without points, its note saying why. A ratio of a spread is worked out after the spread.
    """
    if not any(is_definition(one) for one in workspace.scenarios.values()):
        return workspace
    return replace(workspace, series=_completed(_Same(workspace.series), _Same(workspace.scenarios)))


class _Same:
    """A part of a workspace as a key: the same object, whatever it holds."""

    def __init__(self, part: Mapping[str, Series] | Mapping[str, Scenario]) -> None:
        self.part = part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.part is other.part

    def __hash__(self) -> int:
        return id(self.part)


@lru_cache(maxsize=4)
def _completed(series: _Same, scenarios: _Same) -> Mapping[str, Series]:
    found: dict[str, Series] = dict(series.part)  # type: ignore[arg-type]
    waiting = [one for one in scenarios.part.values() if isinstance(one, Scenario) and is_definition(one)]
    unknown = {one.id for one in waiting}
    while ready := [one for one in waiting if unknown.isdisjoint(_inputs(one))]:
        for one in ready:
            found[one.id] = _made(one, found)
            unknown.discard(one.id)
        waiting = [one for one in waiting if one.id in unknown]
    for one in waiting:
        found[one.id] = _without_points(one, _("It is made of itself."))
    return MappingProxyType(found)


def _made(scenario: Scenario, series: Mapping[str, Series]) -> Series:
    keys = _inputs(scenario)
    missing = [key for key in keys if key not in series]
    if missing or len(keys) != 2:
        return _without_points(scenario, _("There is no series “{id}”.").format(id=missing[0] if missing else ""))
    first, second = (series[key] for key in keys)
    try:
        found = (derived.ratio if scenario.worksheet == "ratio" else derived.spread)(first, second)
    except UnitError as reason:
        return _without_points(scenario, str(reason))
    pattern = _("{first} / {second}") if scenario.worksheet == "ratio" else _("{first} − {second}")
    note = pattern.format(first=first.id, second=second.id)
    if found.converted:
        note += "; " + _("{title} converted from {unit} to {other}").format(title=second.id, unit=second.unit, other=first.unit)
    if found.averaged:
        finer = first if found.averaged == "first" else second
        note += "; " + _("{title} by its mean of each period").format(title=finer.id)
    return Series(
        id=scenario.id, title=scenario.title, kind="index", mineral=first.mineral, unit=found.unit,
        frequency=max((first.frequency, second.frequency), key=_coarseness), note=note, points=found.points,
    )  # fmt: skip


def _without_points(scenario: Scenario, reason: str) -> Series:
    return Series(id=scenario.id, title=scenario.title, kind="index", note=reason, points=_NO_POINTS)


def _inputs(scenario: Scenario) -> tuple[str, ...]:
    named = dict(line.split(" = ", 1) for line in scenario.inputs if " = " in line)
    return tuple(named[name].strip() for name in ("first", "second") if name in named)


def _coarseness(frequency: str) -> int:
    return FREQUENCIES.index(frequency) if frequency in FREQUENCIES[:-1] else -1


def values_behind(workspace: Workspace, series: Series, at: int) -> tuple[tuple[Series, int | None], ...]:
    """The parts of a ratio or spread with the place of the point on the very date of its point `at`; None where a mean stands for it."""
    day = series.points.dates[at]
    found = []
    for part in parts_of(workspace, series.id):
        place = int(np.searchsorted(part.points.dates, day))
        there = place < len(part.points) and part.points.dates[place] == day
        found.append((part, place if there else None))
    return tuple(found)
