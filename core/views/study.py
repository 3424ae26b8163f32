"""What a study of a price shows: panes of lines over one time axis, a table of its figures, and how each of them is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.analysis.samples import WIDEST, pace
from core.model import Points
from core.words import _

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StudyLine:
    """A line to draw: days since 1970-01-01 (float64, rising) and values (float64, NaN where it breaks), of one length.

    frequency: of the series, which says what a date means. colour: its place among the colours of series. expected: what is not observed
    but forecast, drawn dashed. muted: what only frames the others. digits: decimals of a reading, None for five figures.
    """

    key: str
    title: str
    unit: str
    days: Floats
    values: Floats
    frequency: str = "daily"
    colour: int = 0
    expected: bool = False
    muted: bool = False
    digits: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class StudyView:
    """A study: what is shown in a sentence, or why nothing is; a pane a tuple of lines, which share a unit; the table under them.

    tips: the definition behind each row. explained: (label, text) lines of "Explain this number". marked: a day and what happens on it.
    """

    sentence: str
    panes: tuple[tuple[StudyLine, ...], ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    tips: tuple[str, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    marked: tuple[tuple[float, str], ...] = ()


def line_of(key: str, title: str, unit: str, points: Points, frequency: str, colour: int, digits: int | None = None) -> StudyLine:
    """The points as a line that breaks where they skip a period of their own pace, as `core.analysis.samples.WIDEST` bounds it."""
    days, values = days_of(points.dates), points.values
    breaks = np.flatnonzero(np.diff(days) > WIDEST.get(pace(points.dates), np.inf))
    middle = (days[breaks] + days[breaks + 1]) / 2
    return StudyLine(
        key, title, unit, np.insert(days, breaks + 1, middle), np.insert(values, breaks + 1, np.nan), frequency, colour, digits=digits
    )


def days_of(dates: npt.NDArray[np.datetime64]) -> Floats:
    """Days since 1970-01-01."""
    return dates.astype("datetime64[D]").astype(np.int64).astype(np.float64)


def copied(view: StudyView) -> str:
    """The table and every value drawn, a row a date, as text with tabs for a spreadsheet; a gap is an empty cell."""
    lines = [line for pane in view.panes for line in pane]
    table = ["\t".join(row) for row in (view.headings, *view.rows)] if view.rows else []
    if not lines:
        return "\n".join((view.sentence, *table))
    heads = [f"{line.title} ({line.unit})" if line.unit else line.title for line in lines]
    by_day: dict[float, list[str]] = {}
    for at, line in enumerate(lines):
        for day, value in zip(line.days.tolist(), line.values.tolist(), strict=True):
            if np.isfinite(value):
                by_day.setdefault(day, [""] * len(lines))[at] = f"{value:.10g}"
    dated = ["\t".join((str(np.datetime64(int(day), "D")), *by_day[day])) for day in sorted(by_day)]
    return "\n".join((view.sentence, *table, "", "\t".join((_("Date"), *heads)), *dated))
