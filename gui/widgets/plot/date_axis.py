"""Where a time axis has its ticks and what they are called: days, weeks, months, quarters, years, decades, centuries.

Everything is calendar arithmetic on numpy dates, so 1833 costs what 2033 costs and no time zone has a say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.words import _
from gui.widgets.plot.values import Precision

Measure = Callable[[str], float]

EARLIEST, LATEST = -354285.0, 376200.0  # 1000-01-01 and 3000-01-01: the years an axis can show
_LENGTH = {"day": 1.0, "month": 30.4369, "year": 365.2425}
_STEPS: tuple[tuple[Literal["day", "month", "year"], int], ...] = (
    *(("day", count) for count in (1, 2, 7, 14)),
    *(("month", count) for count in (1, 3, 6)),
    *(("year", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)
_MONDAY = 4  # 1970-01-05
_ROOM = 16.0  # pixels between two labels


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its label; "" where there is no room for one."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class DateTicks:
    """Ticks in a row, and under them the months or years they belong to: each begins at its day and is written from there."""

    ticks: tuple[Tick, ...]
    spans: tuple[Tick, ...]


def date_ticks(first: float, last: float, width: float, measure: Measure) -> DateTicks:
    """The ticks between two days on an axis of `width` pixels, as close as the labels' widths (by `measure`) allow.

    Labels of neighbours never touch. Raises ValueError unless first < last.
    """
    if not first < last:
        raise ValueError(f"an axis from {first} to {last}")
    scale = width / (last - first)
    for unit, count in _STEPS:
        widest = measure("0000" if unit == "year" else "00" if unit == "day" else _month_name(3))
        if scale * _LENGTH[unit] * count < widest + _ROOM and (unit, count) != _STEPS[-1]:
            continue
        days = _days(first, last, unit, count)
        labels = [_label(day, unit) for day in days]
        places = (days - first) * scale
        if _apart(places, [measure(label) for label in labels]):
            break
    else:
        days, labels = days[:1], labels[:1]  # an axis too narrow for two labels has one
    ticks = tuple(Tick(float(day), label) for day, label in zip(days, labels, strict=True))
    return DateTicks(ticks, _spans(first, last, scale, unit, measure))


def date_text(day: float, precision: Precision = "day") -> str:
    """A date as it is written everywhere: 2023-05-31, 2023-05, 2023 Q2 or 2023; 31 May of a season; +5 from an event."""
    if precision == "count":
        return f"{round(day):+d}".replace("-", "−") if round(day) else "0"
    text = str(np.datetime64(int(np.floor(day)), "D"))
    year, month = text[:-6], int(text[-5:-3])
    if precision == "year":
        return year
    if precision == "quarter":
        return _("{year} Q{quarter}").format(year=year, quarter=(month + 2) // 3)
    if precision == "season":
        return _("{day} {month}").format(day=int(text[-2:]), month=_month_name(month))
    return text[:-3] if precision == "month" else text


def without_years(spans: tuple[Tick, ...]) -> tuple[Tick, ...]:
    """The spans of months without their year, those of years without a label: for an axis that all years share."""
    return tuple(
        Tick(span.at, _month_name(int(date_text(span.at, "month")[-2:])) if span.label and not span.label.isdigit() else "")
        for span in spans
    )  # fmt: skip


def days_of(dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Dates as days since 1970-01-01, the way lines count them."""
    return dates.astype("datetime64[D]").astype(np.float64)


def _days(first: float, last: float, unit: Literal["day", "month", "year"], count: int) -> NDArray[np.float64]:
    """The days within [first, last] on which a step of `count` units begins."""
    if unit == "day":
        start = np.ceil((first - _MONDAY) / count) * count + _MONDAY
        return np.arange(start, last + 0.5, count)[: int((last - start) // count) + 1] if start <= last else np.empty(0)
    code: Literal["M", "Y"] = "M" if unit == "month" else "Y"
    ends = np.array([first, last]).astype("datetime64[D]").astype(f"datetime64[{code}]").astype(np.int64)
    base = 0 if unit == "month" else 1970  # counted so that multiples fall on January and on round years
    start = (int(ends[0]) + base) // count * count - base
    steps = np.arange(start, int(ends[1]) + count, count)
    days = steps.astype(f"datetime64[{code}]").astype("datetime64[D]").astype(np.float64)
    return days[(days >= first) & (days <= last)]


def _label(day: float, unit: Literal["day", "month", "year"]) -> str:
    date = str(np.datetime64(int(day), "D"))
    if unit == "year":
        return date[:-6]
    return str(int(date[-2:])) if unit == "day" else _month_name(int(date[-5:-3]))


def _spans(first: float, last: float, scale: float, unit: Literal["day", "month", "year"], measure: Measure) -> tuple[Tick, ...]:
    """The months over days and the years over months, of which the first is written from the edge if it began before it."""
    if unit == "year":
        return ()
    larger: Literal["month", "year"] = "month" if unit == "day" else "year"
    begun = _days(first - 366, last, larger, 1)
    begun = begun[max(int(begun.searchsorted(first, side="right")) - 1, 0) :]
    ends = np.append(begun[1:], np.inf)
    spans = []
    for day, end in zip(begun, ends, strict=True):
        label = date_text(day, "year") if larger == "year" else _month_of_year(day)
        fits = (end - max(day, first)) * scale >= measure(label) + _ROOM
        spans.append(Tick(float(day), label if fits else ""))
    return tuple(spans)


def _apart(places: NDArray[np.float64], widths: list[float]) -> bool:
    half = np.asarray(widths) / 2
    return bool((np.diff(places) >= half[1:] + half[:-1] + _ROOM / 2).all())


def _month_name(month: int) -> str:
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"))
    second = (_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))
    return (*first, *second)[month - 1]


def _month_of_year(day: float) -> str:
    date = date_text(day, "month")
    return _("{month} {year}").format(month=_month_name(int(date[-2:])), year=date[:-3])
