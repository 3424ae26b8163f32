"""The one date that the figures of a report are of, from the words around its table: Activity Date: 11/26/2026, As of 26 November 2026."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from core.io.periods import Period, read_period
from core.model import PartialDate, Precision

# What a date is called, the most telling first: the day the figures are of, then the day of the report.
_OF_THE_FIGURES = re.compile(
    r"\b(?:activity|business|trade|trading|value|valuation|position|stocks?|inventory|data|close|closing|as[ -]?(?:of|at|on)|"
    r"at (?:the )?(?:close|end)(?: of(?: business)?)?|on|for|(?:week|month|period)(?: ending| ended)?|date)\b|"
    r"截至|截止|日期|數據日|数据日|交易日|統計期|统计期",
    re.I,
)
_OF_THE_REPORT = re.compile(r"\breport(?:ing)?\b|報告|报告", re.I)
_OF_THE_FILE = re.compile(
    r"\b(?:updated?|printed|print|downloaded?|generated|created|accessed|retrieved|revised|modified|published|publication|released?|"
    r"copyright|effective|next|since|from|base[ds]?|version|v\d)\b|©|更新|下載|下载|列印|打印|發布|发布",
    re.I,
)
_OF_THE_YEAR = re.compile(r"\b(?:as[ -]?(?:of|at)|year(?: ending| ended)?|end of|fy)\W*$", re.I)
_GLUED = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d{4}\s*年)|(?<=\d[日號号])(?=\w)")
_LONGEST = 6  # words that a date may have
_NEAR = 10  # days that two dates of one report are apart at most


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in words around a table. text: the words; rank: 0 the figures', 1 nobody's, 2 the report's, 3 of something else."""

    text: str
    period: Period
    rank: int


def stated_dates(lines: Iterable[str]) -> tuple[StatedDate, ...]:
    """The dates in the texts around a table, in their order."""
    return tuple(found for line in lines if len(line) <= 300 for found in _dates_in(line))


def best_date(found: Iterable[StatedDate]) -> StatedDate | None:
    """The date that the figures are of; None when no word says it."""
    return min((one for one in found if one.rank < 3), key=lambda one: one.rank, default=None)


def month_comes_first(found: Iterable[StatedDate]) -> bool | None:
    """Whether dates such as 11/12/2026 have the month first: proved by one of them, else because only so they are near each other."""
    periods = [one.period for one in found if one.period.pattern == "numeric"]
    proofs = {period.month_first for period in periods} - {None}
    if len(proofs) == 1:
        return next(iter(proofs))
    by_day = [period.date for period in periods]
    by_month = [period.other or period.date for period in periods]
    near = _near(by_day), _near(by_month)
    return near[1] if len(periods) > 1 and near[0] != near[1] else None


def _near(dates: list[PartialDate]) -> bool:
    return all(abs((one.start - other.start).days) <= _NEAR for one, other in combinations(dates, 2))


def _dates_in(line: str) -> Iterator[StatedDate]:
    words = re.sub("[:：]", ": ", re.sub(r"[()（）|]", " ", _GLUED.sub(" ", line))).split()
    at, before = 0, 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            period = read_period(" ".join(words[at : at + size]).strip(",;.|"))
            if period is not None:
                label = " ".join(words[before:at])
                yield StatedDate(" ".join(words[before : at + size]), period, _rank(label, period, alone=size == len(words)))
                at = before = at + size
                break
        else:
            at += 1


def _rank(label: str, period: Period, *, alone: bool) -> int:
    if _OF_THE_FILE.search(label) or (period.date.precision is Precision.YEAR and not _OF_THE_YEAR.search(label)):
        return 3  # a year among other words is often a base, an edition or a target
    if _OF_THE_REPORT.search(label):
        return 2
    if _OF_THE_FIGURES.search(label):
        return 0
    return 1 if alone or len(label) <= 60 else 3
