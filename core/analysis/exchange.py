"""Rates of exchange found among the series, and prices converted by them date by date, never by a rate that was not yet known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.samples import filled
from core.model.points import LARGEST, Dates, Points, Values
from core.model.records import Series
from core.model.unit_words import CENTS, CURRENCIES
from core.model.units import convert, parse_unit

PIVOT = "USD"
# Calendar days after which a rate is too old to convert by, by its frequency: its step, and the holidays that may follow it.
MAX_AGE = {"daily": 10, "weekly": 14, "monthly": 45, "quarterly": 110, "half-yearly": 200, "yearly": 380}
_OTHER_AGE = 45
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_PER = re.compile(r"\s*/\s*|\s+per\s+", re.IGNORECASE)
_MONEY = re.compile(r"[A-Za-z]{3,4}")


@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """A series of `top` for one `below`: top "CNY" and below "USD" are yuan a dollar."""

    series: Series
    top: str
    below: str

    @property
    def max_age(self) -> int:
        """The days after which a rate of this series is too old."""
        return MAX_AGE.get(self.series.frequency, _OTHER_AGE)


@dataclass(frozen=True, slots=True, eq=False)
class Exchanged:
    """Points in another currency, their unit, the rates used in order; `without_rate`: values that became gaps for want of a rate."""

    points: Points
    unit: str
    rates: tuple[Rate, ...]
    without_rate: int


def rate_of(series: Series) -> Rate | None:
    """What a series is the rate of, known by its unit alone: two currencies with "/" or "per" between, CNY/USD for yuan a dollar.

    A title does not count: the market's "EUR/USD" means dollars a euro, the unit EUR/USD euros a dollar. None for any other series.
    """
    parts = _PER.split(series.unit.strip())
    if len(parts) != 2:
        return None
    top, below = (parse_unit(part) or "" for part in parts)
    known = top in CURRENCIES and below in CURRENCIES and top != below
    return Rate(series, top, below) if known else None


def rates_among(series: Iterable[Series]) -> tuple[Rate, ...]:
    """The rates with at least one value, the best first: the finest in time, then the one with the most values, then by id."""
    found = [rate for one in series if (rate := rate_of(one)) is not None and one.points.filled]
    return tuple(sorted(found, key=lambda rate: (rate.max_age, -rate.series.points.filled, rate.series.id)))


def money_of(unit: str) -> str:
    """The currency that a unit counts in, "" where it counts in none: USD of USc/lb, of USD/t and of mn USD. A pair of two has none."""
    name = parse_unit(unit)
    if name is None:
        return ""
    words = [word for word in _MONEY.findall(name.split("/")[0]) if word in CURRENCIES or word in CENTS]
    return CENTS.get(words[0], words[0]) if len(words) == 1 else ""


def way(rates: Sequence[Rate], money: str, to: str) -> tuple[Rate, ...]:
    """The rates that lead from one currency to another: a direct one, else two over the dollar; () where there is no way."""
    direct = _pair(rates, money, to)
    if direct is not None:
        return (direct,)
    legs = (_pair(rates, money, PIVOT), _pair(rates, PIVOT, to))
    return tuple(leg for leg in legs if leg is not None) if None not in legs else ()


def reachable(rates: Sequence[Rate], money: str) -> tuple[str, ...]:
    """The currencies that `money` can be had in, itself first and the others by name."""
    named = {name for rate in rates for name in (rate.top, rate.below)} - {money}
    return (money, *sorted(name for name in named if way(rates, money, name)))


def exchanged(series: Series, to: str, rates: Sequence[Rate]) -> Exchanged | None:
    """The series in the currency `to`, each value by the rates of its own date; None where it is no money, or no rates lead there.

    A value of a day or week takes the last rate known on that date: a rate of a month is the mean of the month, known at its end. A
    value of a month, quarter or year takes the mean of the rates within it. Either way nothing later than what the value means is
    used; where the rate is older than its `max_age`, or the period has none, the value becomes a gap. Cross rate: the product of both.
    """
    money = money_of(series.unit)
    legs = way(rates, money, to) if money and money != to and rate_of(series) is None else ()
    if not legs:
        return None
    points = series.points
    unit, values = _in_whole_money(series, money)
    factors = np.ones(len(points))
    at = money
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):  # beyond what a number holds: a gap
        for leg in legs:
            found = _factors(leg, points.dates, series.frequency)
            factors = factors * (found if leg.below == at else 1 / found)
            at = leg.top if leg.below == at else leg.below
        made = values * factors
    made[~np.isfinite(made)] = np.nan
    lost = int(np.count_nonzero(np.isfinite(values) & np.isnan(made)))
    return Exchanged(Points(points.dates, made, points.marks, points.places), unit.replace(money, to, 1), legs, lost)


def _pair(rates: Sequence[Rate], one: str, other: str) -> Rate | None:
    return next((rate for rate in rates if {rate.top, rate.below} == {one, other}), None)


def _in_whole_money(series: Series, money: str) -> tuple[str, Values]:
    """Unit and values, cents brought to the whole coin."""
    name = parse_unit(series.unit) or series.unit
    cents = next((word for word in CENTS if CENTS[word] == money and re.search(rf"\b{word}\b", name)), None)
    if cents is None:
        return name, series.points.values
    whole = name.replace(cents, money, 1)
    return whole, convert(series.points.values, name, whole)


def _factors(rate: Rate, dates: Dates, frequency: str) -> Values:
    """The rate for each date of a series of `frequency`; NaN where there is none that counts."""
    sample = filled(rate.series.points)
    usable = (sample.values > 0) & (sample.values < LARGEST)
    days, values = sample.dates[usable], sample.values[usable]
    months, own = _MONTHS.get(frequency), _MONTHS.get(rate.series.frequency, 0)
    if not len(days):
        return np.full(len(dates), np.nan)
    if months is not None and own <= months:
        return _means(days, values, dates, months)
    known = _end(days, own) if own else days
    place = np.searchsorted(known, _end(dates, months) if months else dates, side="right") - 1
    age = (_end(dates, months) if months else dates) - known[np.maximum(place, 0)]
    good = (place >= 0) & (age <= np.timedelta64(rate.max_age, "D"))
    return np.where(good, values[np.maximum(place, 0)], np.nan)


def _means(days: Dates, values: Values, dates: Dates, months: int) -> Values:
    """The mean of the values within the period of each date; NaN where it has none."""
    keys, start = np.unique(_period(days, months), return_index=True)
    means = np.add.reduceat(values, start) / np.diff(np.append(start, len(values)))
    wanted = _period(dates, months)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, means[place], np.nan)


def _period(dates: Dates, months: int) -> np.ndarray:
    return np.asarray(dates.astype("datetime64[M]").astype(np.int64) // months)


def _end(dates: Dates, months: int) -> Dates:
    """The last day of the period that each date lies in."""
    after = ((_period(dates, months) + 1) * months).astype("datetime64[M]")
    return np.asarray(after.astype("datetime64[D]") - np.timedelta64(1, "D"))
