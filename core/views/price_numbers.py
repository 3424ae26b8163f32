"""The values of the price chart as text for the clipboard: tab-separated, a column a series, as the chart shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np

from core.analysis.samples import filled
from core.model import Series, Workspace
from core.model.points import Mark
from core.views.price_scale import Scale, scaled
from core.views.prices import shown_title
from core.words import _

_PRECISION = {"monthly": 7, "quarterly": 7, "half-yearly": 7, "yearly": 4}  # characters of a date that a frequency means


def numbers_text(workspace: Workspace, ids: Iterable[str], first: dt.date, last: dt.date, scale: Scale) -> str:
    """The series between two dates, in the scale shown: a row a date that one of them has a value on, titles and units above.

    Only values that the series have: nothing interpolated is among them. Where some are estimated or preliminary a column says which.
    A date is written as far as all the series mean it: 2026-03 where all are monthly.
    """
    shown = [workspace.series[key] for key in ids if key in workspace.series]
    columns = [_columns(one, first, last, scale) for one in shown]
    days = sorted({day for _heads, cells in columns for day in cells})
    length = max((_PRECISION.get(one.frequency, 10) for one in shown), default=10)
    heads = [_("Date"), *(head for titles, _cells in columns for head in titles)]
    rows = ["\t".join(heads)]
    for day in days:
        cells = (cell for titles, found in columns for cell in found.get(day, ("",) * len(titles)))
        rows.append("\t".join((str(day)[:length], *cells)))
    return "\n".join(rows) + "\n"


def _columns(series: Series, first: dt.date, last: dt.date, scale: Scale) -> tuple[list[str], dict[np.datetime64, tuple[str, ...]]]:
    """The headings of a series and its cells by date."""
    found = scaled(series, scale)
    points = found.points.between(np.datetime64(first, "D"), np.datetime64(last, "D"))
    sample = filled(points)
    marks = points.marks[np.searchsorted(points.dates, sample.dates)] & (Mark.ESTIMATED | Mark.PRELIMINARY)
    title = " ".join(shown_title(series, found).split())
    heads = [f"{title} ({found.unit})" if found.unit else title]
    texts = [repr(float(value)) for value in sample.values]
    if not marks.any():
        return heads, {day: (text,) for day, text in zip(sample.dates, texts, strict=True)}
    said = [_mark(Mark(int(mark))) for mark in marks]
    heads.append(_("{title}: marks").format(title=title))
    return heads, {day: (text, word) for day, text, word in zip(sample.dates, texts, said, strict=True)}


def _mark(mark: Mark) -> str:
    return _("estimated") if mark & Mark.ESTIMATED else _("preliminary") if mark & Mark.PRELIMINARY else ""
