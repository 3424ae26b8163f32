"""What a measure touches: the share of the world's mining and processing that is done where it acts, and the stocks of that day.

The share is the output of the event's countries over the world's, in one year: from a table of amounts, else from one of shares, else as
a report states it. It says how much stands under the measure's government,
not how much trade is lost. The choice of the year is ours: the last one before the event, else the first that there is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.ladder import ALL
from core.analysis.samples import filled
from core.model.countries import countries
from core.model.dates import add_months
from core.model.minerals import minerals
from core.model.records import CountryFact, PolicyEvent, Series, SupplyRecord
from core.model.units import UnitError, convert
from core.model.workspace import Workspace

WORLD = "WLD"
STAGES = ("mining", "processing")
_SHARE_OF_WORLD = "share of world"  # how a country's fact says it
_YEAR = 365
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Share:
    """What the event's countries do of a mineral. share: percent of the world in `year`, None where no table says it.

    of: the mineral that the table has, where that is a group of the one asked for. countries: those that were counted; absent: those of
    the event without a figure, which are not counted as zero but not counted at all. average: the share is of a period, as `period` says.
    """

    mineral: str
    stage: str
    share: float | None
    year: int | None
    of: str
    countries: tuple[str, ...]
    absent: tuple[str, ...]
    inputs: tuple[str, ...]
    period: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """A stock on a day. level: its last value on or before the day, in the series' unit, reported on `reported`.

    days: how many days of the world's mine output it is (365 to the year), None where the output or the unit is not known; output: the
    record of that output.
    """

    series: str
    level: float
    unit: str
    reported: dt.date
    days: float | None
    output: str
    year: int | None


def minerals_touched(event: PolicyEvent, supply: Iterable[SupplyRecord]) -> tuple[str, ...]:
    """The minerals of an event that a table may speak of: those it names; of "all critical minerals", those on a list with a figure."""
    if ALL not in event.minerals:
        return event.minerals
    there = dict.fromkeys(one.mineral for one in supply if one.stage in STAGES)
    return tuple(one for one in there if one in minerals() and _listed(one))


def share(workspace: Workspace, event: PolicyEvent, mineral: str, stage: str) -> Share:
    """The share of the world's output of a mineral at a stage that the event's countries have; blocs count as their members."""
    acting = _acting(event.actors)
    for of in (mineral, *_groups_of(mineral)):
        own = [one for one in workspace.supply.values() if (one.mineral, one.stage) == (of, stage) and one.year is not None]
        for found in (_by_quantity(own, acting, event), _by_share(own, acting, event)):
            if found is not None:
                year, percent, used, absent = found
                names = tuple(dict.fromkeys(one.country for one in used if one.country != WORLD))
                period = next((one.period for one in used if one.period), "")
                return Share(
                    mineral, stage, percent, year, of if of != mineral else "", names, absent, tuple(one.id for one in used), period,
                    any(one.estimated for one in used),
                )  # fmt: skip
    stated = _by_fact(workspace, acting, event, mineral, stage)
    return stated or Share(mineral, stage, None, None, "", (), acting, ())


def covers(workspace: Workspace, mineral: str, day: dt.date) -> tuple[Cover, ...]:
    """Each stock of the mineral as last reported by `day`, the newest report first."""
    stocks = [one for one in workspace.series.values() if one.kind == "stock" and one.mineral == mineral]
    made = (one for series in stocks if (one := _cover(workspace, series, day)) is not None)
    return tuple(sorted(made, key=lambda one: one.reported, reverse=True))


def _cover(workspace: Workspace, series: Series, day: dt.date) -> Cover | None:
    sample = filled(series.points)
    months = _MONTHS.get(series.frequency, 0)  # a year's value is known when the year is over
    known = add_months(day + dt.timedelta(days=1), -months) if months else day
    at = int(np.searchsorted(sample.dates, np.datetime64(known, "D"), side="right")) - 1
    if at < 0:
        return None
    first = sample.dates[at].astype("datetime64[D]").astype(dt.date)
    level, reported = float(sample.values[at]), add_months(first, months) - dt.timedelta(days=1) if months else first
    output = _world_output(workspace, series.mineral, day.year)
    days = None
    if output is not None and output.quantity:
        try:
            days = _YEAR * float(convert(level, series.unit, output.unit)) / output.quantity
        except UnitError:
            output = None
    return Cover(series.id, level, series.unit, reported, days, output.id if output else "", output.year if output else None)


def _world_output(workspace: Workspace, mineral: str, year: int) -> SupplyRecord | None:
    own = [
        one
        for one in workspace.supply.values()
        if (one.mineral, one.stage, one.country) == (mineral, "mining", WORLD) and one.quantity is not None and one.year is not None
    ]
    return min(own, key=lambda one: _far(one.year or 0, year), default=None)


_Found = tuple[int, float, list[SupplyRecord], tuple[str, ...]]


def _by_quantity(own: Sequence[SupplyRecord], acting: Sequence[str], event: PolicyEvent) -> _Found | None:
    """From amounts: the countries' sum over the world's, of the best year that has both in one unit."""
    totals = {(one.year, one.unit): one for one in own if one.country == WORLD and one.quantity}
    parts = [one for one in own if one.country in acting and one.quantity is not None and (one.year, one.unit) in totals]
    if not parts:
        return None
    year = min((one.year for one in parts if one.year is not None), key=lambda one: _far(one, _year(event)))
    used = list({one.country: one for one in parts if one.year == year}.values())
    total = totals[year, used[0].unit]
    used = [one for one in used if one.unit == total.unit]
    percent = 100 * sum(one.quantity or 0.0 for one in used) / (total.quantity or 1.0)
    return year, percent, [*used, total], _without(acting, [one.country for one in used])


def _by_share(own: Sequence[SupplyRecord], acting: Sequence[str], event: PolicyEvent) -> _Found | None:
    """From shares of the world that a table gives as such."""
    parts = [one for one in own if one.country in acting and one.share is not None]
    if not parts:
        return None
    year = min((one.year for one in parts if one.year is not None), key=lambda one: _far(one, _year(event)))
    used = list({one.country: one for one in parts if one.year == year}.values())
    return year, sum(one.share or 0.0 for one in used), used, _without(acting, [one.country for one in used])


def _by_fact(workspace: Workspace, acting: Sequence[str], event: PolicyEvent, mineral: str, stage: str) -> Share | None:
    """From what a report says of a country."""
    facts = [one for one in workspace.country_facts.values() if mineral in one.minerals and one.stage == stage and _says_share(one)]
    facts = [one for one in facts if one.country in acting]
    if not facts:
        return None
    year = min((one.year for one in facts if one.year is not None), key=lambda one: _far(one, _year(event)))
    used = list({one.country: one for one in reversed(facts) if one.year == year}.values())
    names = tuple(one.country for one in used)
    percent = sum(one.value or 0.0 for one in used)
    return Share(mineral, stage, percent, year, "", names, _without(acting, names), tuple(one.id for one in used))


def _says_share(fact: CountryFact) -> bool:
    return fact.value is not None and fact.year is not None and fact.unit == "%" and fact.measure.startswith(_SHARE_OF_WORLD)


def _without(acting: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in acting if one not in there)


def _far(year: int, from_year: int) -> tuple[bool, int]:
    """Years up to the event's come first, the nearest of them first."""
    return year > from_year, abs(year - from_year)


def _year(event: PolicyEvent) -> int:
    return event.when.start.year if event.when is not None else dt.date.max.year


def _acting(actors: Iterable[str]) -> tuple[str, ...]:
    """The countries that act; a bloc or region by its members, or by itself where they are not known."""
    known = countries()
    members = (known[one].members or (one,) if one in known else (one,) for one in actors)
    return tuple(dict.fromkeys(country for some in members for country in some))


def _groups_of(mineral: str) -> tuple[str, ...]:
    """Groups that hold the mineral, or all members of it, the smallest first: rare earths for heavy rare earths."""
    table = minerals()
    inside = {mineral, *(table[mineral].members if mineral in table else ())} - (
        {mineral} if mineral in table and table[mineral].members else set()
    )
    holding = [one for one in table.values() if one.id != mineral and inside and inside <= set(one.members)]
    return tuple(one.id for one in sorted(holding, key=lambda one: len(one.members)))


def _listed(mineral: str) -> bool:
    table = minerals()
    return bool(table[mineral].lists or any(table[one].lists for one in table[mineral].members if one in table))
