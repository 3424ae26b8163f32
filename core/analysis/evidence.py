"""Numbers with where they come from: from a figure of a report, from the last value of a series, from figures put in order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.analysis.derived import in_unit
from core.analysis.samples import filled
from core.model.dates import PartialDate, Precision
from core.model.points import Points
from core.model.records import Figure, Series
from core.model.units import convert
from core.model.workspace import Workspace

# Words by which a report gives a direction without a number.
_DOWN = re.compile(r"\b(?:down|fall(?:s|ing)?|fell|outflows?|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|shrink(?:s|ing)?)\b", re.I)
_UP = re.compile(r"\b(?:up|ris(?:es?|ing)|rose|inflows?|grow(?:s|ing)?|grew|increas(?:es?|ed|ing))\b", re.I)


@dataclass(frozen=True, slots=True)
class Known:
    """A number as far as it is known: its unit, date, comparator ("~", ">" ...) and the ids of the records that say it."""

    value: float
    unit: str = ""
    date: PartialDate | None = None
    comparator: str = "="
    inputs: tuple[str, ...] = ()


def known(figure: Figure | None, unit: str = "") -> Known | None:
    """What the figure says, in `unit` if one is named; None without figure or number. Raises UnitError where that cannot be."""
    if figure is None or figure.value is None:
        return None
    value = convert(figure.value, figure.unit, unit) if unit else figure.value
    return Known(value, unit or figure.unit, figure.date, figure.comparator or "=", (figure.id,))


def latest(series: Series | None, unit: str = "") -> Known | None:
    """The series' last value, in `unit` if one is named; None without one. Raises UnitError where that cannot be."""
    if series is None:
        return None
    sample = filled(in_unit(series, unit) if unit else series.points)
    if not len(sample):
        return None
    day = sample.dates[-1].astype("datetime64[D]").item()
    return Known(float(sample.values[-1]), unit or series.unit, PartialDate(day, _precision(series)), "=", (series.id,))


def history(figures: Iterable[Figure], unit: str) -> tuple[Points, tuple[str, ...]]:
    """The figures that have a number and a date as points on the first day each date can mean, and their ids; of one day, the last given.

    Raises UnitError where a unit cannot be converted.
    """
    dated = {
        one.date.start: (convert(one.value, one.unit, unit), one.id)
        for one in figures
        if one.value is not None and one.date is not None
    }  # fmt: skip
    days = sorted(dated)
    return Points(np.array(days, "datetime64[D]"), [dated[day][0] for day in days]), tuple(dated[day][1] for day in days)


def direction(figure: Figure | None) -> int:
    """1 up, -1 down, 0 not known: the sign of the number, else of the words, where they name one direction only."""
    if figure is None:
        return 0
    if figure.value is not None:
        return int(np.sign(figure.value))
    up, down = bool(_UP.search(figure.relation)), bool(_DOWN.search(figure.relation))
    return int(up) - int(down)


def day_meant(figure: Figure, *days: np.datetime64 | None) -> tuple[np.datetime64 | None, bool]:
    """The day of a figure, and whether it is assumed: of a date that is no day, the first of `days` that falls in it, else its first.

    A report of 14 January that says "this month" means the month until then.
    """
    if figure.date is None:
        return None, True
    first = np.datetime64(figure.date.start)
    if figure.date.precision is Precision.DAY:
        return first, False
    last = np.datetime64(figure.date.end)
    return next((day for day in days if day is not None and first <= day <= last), first), True


def report_day(workspace: Workspace, figure: Figure) -> np.datetime64 | None:
    """The day on which the report that a figure stands in was written, as far as is known: its date where that is a day, else the last
    day, within its date, of which it tells an announcement. Of several reports the latest; None when nothing is known. The rule is ours.
    """
    keys = _sources(figure.source)
    days = [
        day for key in keys if (source := workspace.sources.get(key)) and source.date for day in _days_told(workspace, key, source.date)
    ]
    return np.datetime64(max(days)) if days else None


def _days_told(workspace: Workspace, source: str, date: PartialDate) -> list[dt.date]:
    if date.precision is Precision.DAY:
        return [date.start]
    told = (one.announced for one in workspace.events.values() if source in _sources(one.source))
    return [one.start for one in told if one and one.precision is Precision.DAY and date.start <= one.start <= date.end]


def _sources(ids: str) -> set[str]:
    return {one.strip() for one in ids.split(";")}


def _precision(series: Series) -> Precision:
    by_frequency = {"monthly": Precision.MONTH, "quarterly": Precision.QUARTER, "half-yearly": Precision.HALF, "yearly": Precision.YEAR}
    return by_frequency.get(series.frequency, Precision.DAY)
