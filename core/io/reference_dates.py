"""The day that the relative dates of a table count from, where the file says one: "As of 26 November 2026", Published: ..., 截至 ..."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.io.periods import Period, read_period
from core.io.stated_dates import month_comes_first, stated_dates
from core.model import Precision

_SAYS = re.compile(
    r"\b(?:as (?:of|at|on)|published|publication|updated|report(?:ing)? date|date of (?:report|issue)|issued|dated|compiled|prepared|"
    r"retrieved|accessed|status|reference date)\b|"
    r"截至|截止|發[布佈]日期|发布日期|更新|出版日期|報告日期|报告日期|資料日期|数据日期|製表日期|制表日期|基準日|基准日",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """A day and the line that says it. sure: the line names one day, and no other reading of it."""

    day: dt.date
    evidence: str
    sure: bool


def reference_in(lines: Iterable[str]) -> ReferenceDate | None:
    """The first day that one of these lines says the table is of; a mere month counts by its last day and is not sure."""
    told = [(line, one) for line in lines for one in stated_dates([line]) if _SAYS.search(one.text)]
    month_first = month_comes_first(one for _line, one in told)
    found = [_of(line, one.period, month_first) for line, one in told if one.period.date.precision in {Precision.DAY, Precision.MONTH}]
    return next((one for one in found if one.sure), found[0] if found else None)


def _of(line: str, period: Period, month_first: bool | None) -> ReferenceDate:
    date = period.other if period.other is not None and month_first else period.date
    settled = period.other is None or month_first is not None
    return ReferenceDate(date.end, line, settled and date.precision is Precision.DAY)


def day_of(text: str) -> dt.date | None:
    """The day that a person typed, or that stands in a column of report dates; None when it is no full date."""
    period = read_period(text)
    return period.date.start if period is not None and period.date.precision is Precision.DAY else None
