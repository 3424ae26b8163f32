"""Dates that count from another day: "last September", "in the coming 180 days", "late 2025", 去年9月, 本月初. Never from today.

Each way of speaking gives the span of days that it can mean; the answer is the smallest of day, month, quarter, half and year that
holds the whole span, so nothing is claimed that was not said.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from core.io.periods import month_number, read_period
from core.model import Clock, PartialDate, Precision
from core.model.dates import CHINESE_COUNT, COUNT_WORD, add_months, chinese_number

Span = tuple[dt.date, dt.date]  # first and last day, inclusive
Way = Callable[[re.Match[str], dt.date], Span | None]

_DAY = dt.timedelta(days=1)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}  # months; a winter lies in two years
# The part of a period that such a word leaves: from the first share of its days to the second.
_PARTS = {
    "early": (0.0, 0.45), "beginning": (0.0, 1 / 6), "mid": (1 / 3, 2 / 3), "late": (0.55, 1.0), "end": (5 / 6, 1.0),
    "first half": (0.0, 0.5), "second half": (0.5, 1.0),
}  # fmt: skip
_PART_OF = {
    "start": "beginning", "opening": "beginning", "middle": "mid", "mid-": "mid", "close": "end", "latter half": "second half",
    "初": "beginning", "始": "beginning", "中": "mid", "底": "end", "末": "end", "尾": "end",
    "上旬": "early", "中旬": "mid", "下旬": "late",
}  # fmt: skip
_STEPS = {
    **dict.fromkeys(("last", "past", "previous", "上", "去", "昨"), -1),
    **dict.fromkeys(("this", "current", "the current", "the same", "今", "本", "这", "当"), 0),
    **dict.fromkeys(("next", "coming", "following", "the coming", "the following", "下", "明", "来"), 1),
    **dict.fromkeys(("前",), -2),
    **dict.fromkeys(("后",), 2),
}
_DAYS = {
    **dict.fromkeys(("day before yesterday", "前天", "前日"), -2),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("day after tomorrow", "后天", "后日"), 2),
}
_SIMPLER = str.maketrans("個週後號內來兩這當約從間過於聖誕", "个周后号内来两这当约从间过于圣诞")
_ORDINALS = (
    (re.compile(r"\b(?:first|1st) (quarter|half)\b"), "1"),
    (re.compile(r"\b(?:second|2nd|latter) (quarter|half)\b"), "2"),
    (re.compile(r"\b(?:third|3rd) (quarter)\b"), "3"),
    (re.compile(r"\b(?:fourth|4th|last|final) (quarter)(?= of\b)"), "4"),
)
_LEADING = re.compile(
    r"^(?:(?:since|from|by|in|on|at|during|until|till|around|about|circa|ca\.?|approximately|approx\.?|as of|as from|starting|effective|"
    r"sometime|expected|planned for|no later than|the)\s+|[自从约在于]\s*)+"
)
_TRAILING = re.compile(r"(?:\s*(?:onwards?|起|以来|左右|期间)|(?<=[底末])之?前|(?<=[内])完成)+$")
_TO_COME = re.compile(r"^(?:by|until|till|no later than|before)\s")
_SO_FAR = re.compile(r"^since\s|以来$|起$")
_LONGEST = 80  # letters


def resolve(text: str, reference: dt.date) -> PartialDate | None:
    """The date that `text` means when it is read on `reference`, as exactly as the words allow; None when they are not understood.

    Also reads dates that do not depend on the reference: 2024Q3 is itself, "late 2025" the second half of 2025.
    """
    span = _span(_plain(text), reference) if len(text) <= _LONGEST else None
    return None if span is None else smallest(*span)


def depends(text: str) -> bool:
    """Whether `text` is a date that means different days on different reference dates."""
    first, second = (resolve(text, dt.date(year, month, day)) for year, month, day in ((2021, 2, 9), (2024, 8, 23)))
    return first != second


def smallest(first: dt.date, last: dt.date) -> PartialDate | None:
    """The day, month, quarter, half or year that holds all days from `first` to `last`; None when they lie in two years."""
    quarter, half = (first.month - 1) // 3 * 3 + 1, (first.month - 1) // 6 * 6 + 1
    starts = (
        (Precision.DAY, first), (Precision.MONTH, first.replace(day=1)), (Precision.QUARTER, dt.date(first.year, quarter, 1)),
        (Precision.HALF, dt.date(first.year, half, 1)), (Precision.YEAR, dt.date(first.year, 1, 1)),
    )  # fmt: skip
    dates = (PartialDate(start, precision) for precision, start in starts)
    return next((date for date in dates if date.end >= last), None)


def _plain(text: str) -> str:
    """`text` with one way of writing what is written in several: case, width, simpler characters, digits for Chinese numbers."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLER)
    plain = re.sub(
        rf"(?<![\d周期])({CHINESE_COUNT})(?=\s*(?:个|[月天日周年季号]|星期))", lambda found: str(chinese_number(found[1])), plain
    )
    plain = " ".join(plain.replace("’", "'").split()).strip(" .,;()")
    for pattern, number in _ORDINALS:
        plain = pattern.sub(lambda found, number=number: found[1][0] + number, plain)  # type: ignore[misc] # the loop's own number
    return plain


def _span(text: str, reference: dt.date) -> Span | None:
    bare = _TRAILING.sub("", _LEADING.sub("", text))
    period = read_period(bare)
    if period is not None and period.other is None:
        return period.date.start, period.date.end
    found = _named(bare, reference, so_far=bool(_SO_FAR.search(text)), to_come=bool(_TO_COME.search(text)))
    if found is not None:
        return found
    for words in dict.fromkeys((_TRAILING.sub("", text), bare)):
        for pattern, way in _WAYS:
            match = pattern.fullmatch(words)
            if match:
                try:
                    found = way(match, reference)
                except (ValueError, OverflowError):
                    continue
                if found is not None:
                    return found
    return None


def _named(word: str, reference: dt.date, *, so_far: bool, to_come: bool) -> Span | None:
    """A month, season or weekday without a year: the latest that has begun, the next that has not ended; else it is not told which."""
    if so_far == to_come:
        return None
    spans = [span for step in (-1, 0, 1) if (span := _in_year(word, reference, step)) is not None]
    if so_far:
        return max((span for span in spans if span[0] <= reference), default=None)
    return min((span for span in spans if span[1] >= reference), default=None)


def _in_year(word: str, reference: dt.date, step: int) -> Span | None:
    """The month or season `word` in the year `step` years on, or the weekday in that week."""
    year = reference.year + step
    if word in _SEASONS:
        first, last = _SEASONS[word]
        return dt.date(year, first, 1), _month(year, last)[1]
    if word in _WEEKDAYS:
        day = reference + dt.timedelta(days=_WEEKDAYS.index(word) - reference.weekday() + 7 * step)
        return day, day
    number = month_number(word) if not word.isdigit() else 0
    return _month(year, number) if number else None


def _month(year: int, month: int) -> Span:
    first = dt.date(year, month, 1)
    return first, add_months(first, 1) - _DAY


def _unit(unit: str, reference: dt.date, step: int) -> Span:
    """The week, month, quarter, half or year `step` after that of the reference."""
    if unit == "week":
        monday = reference + dt.timedelta(days=7 * step - reference.weekday())
        return monday, monday + 6 * _DAY
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = dt.date(reference.year, (reference.month - 1) // months * months + 1, 1)
    first = _shifted(first, months * step)
    return first, add_months(first, months) - _DAY


def _shifted(day: dt.date, months: int) -> dt.date:
    """`add_months` for either direction. Raises ValueError before the year 1."""
    if day.year * 12 + day.month + months <= 12:
        raise ValueError(months)
    return add_months(day, months)


def _moved(clock: Clock, reference: dt.date, sign: int) -> dt.date:
    """The day at which a clock started on `reference` runs out; with sign -1 the day on which it would have had to start."""
    match clock.unit:
        case "day" | "week":
            return reference + dt.timedelta(days=sign * clock.count * (7 if clock.unit == "week" else 1))
        case unit:
            return _shifted(reference, sign * clock.count * (12 if unit == "year" else 1))


def _part(span: Span | None, word: str) -> Span | None:
    if span is None:
        return None
    low, high = _PARTS[_PART_OF.get(word, word)]
    days = (span[1] - span[0]).days + 1
    first = span[0] + dt.timedelta(days=int(low * days))
    return first, max(first, span[0] + dt.timedelta(days=int(high * days) - 1))


# --- ways of speaking


def _a_day(found: re.Match[str], reference: dt.date) -> Span:
    day = reference + dt.timedelta(days=_DAYS[found["day"]])
    return day, day


def _a_unit(found: re.Match[str], reference: dt.date) -> Span:
    return _unit(found["unit"], reference, _STEPS[found["step"]])


def _so_far_or_yet(found: re.Match[str], reference: dt.date) -> Span:
    first, last = _unit(found["unit"], reference, 0)
    return (first, reference) if found["way"] == "earlier" else (reference, last)


def _ago(found: re.Match[str], reference: dt.date) -> Span:
    """Three days ago is a day; two weeks, months, years ago the week, month, year."""
    clock = Clock.parse(found["count"])
    day = _moved(clock, reference, -1 if found["sign"] in {"ago", "earlier", "前", "之前", "以前"} else 1)
    return (day, day) if clock.unit == "day" else _unit(clock.unit, day, 0)


def _limit(found: re.Match[str], reference: dt.date) -> Span:
    """Within 180 days: the day on which they end."""
    day = _moved(Clock.parse(found["count"]), reference, 1)
    return day, day


def _named_step(found: re.Match[str], reference: dt.date) -> Span | None:
    """Last September is the latest that is over, next March the first that has not begun, this May the one of the year."""
    step, word = _STEPS[found["step"]], found["name"]
    spans = [span for years in (-1, 0, 1) if (span := _in_year(word, reference, years)) is not None]
    if step < 0:
        return max((span for span in spans if span[1] < reference), default=None)
    if step > 0:
        return min((span for span in spans if span[0] > reference), default=None)
    return _in_year(word, reference, 0)


def _with_year(found: re.Match[str], reference: dt.date) -> Span | None:
    """September last year, 3 May this year, second half of next year."""
    return _span(f"{found['rest']} {reference.year + _STEPS[found['step']]}", reference)


def _season(found: re.Match[str], _reference: dt.date) -> Span:
    first, last = _SEASONS[found["season"]]
    year = int(found["year"])
    return dt.date(year, first, 1), _month(year, last)[1]


def _part_of(found: re.Match[str], reference: dt.date) -> Span | None:
    rest = found["rest"]
    if rest in {"year", "month", "quarter", "week"}:
        return _part(_unit(rest, reference, 0), found["part"])
    return _part(_span(rest, reference), found["part"])


def _half_or_quarter(found: re.Match[str], reference: dt.date) -> Span | None:
    """Q2, H1 or the second half, of the year that follows or of the reference's."""
    rest = found["rest"]
    if not rest or rest in {"the year", "year"}:
        return _span(f"{found['name']} {reference.year}", reference)
    whole = _span(rest, reference)
    if whole is not None and whole == (dt.date(whole[0].year, 1, 1), dt.date(whole[0].year, 12, 31)):
        return _span(f"{found['name']} {whole[0].year}", reference)
    half = {"h1": "first half", "h2": "second half"}.get(found["name"])
    return _part(whole, half) if half else None


def _edge(found: re.Match[str], reference: dt.date) -> Span | None:
    return _part(_unit(found["unit"], reference, 0), found["part"])


def _chinese(found: re.Match[str], reference: dt.date) -> Span | None:
    """Year, then month, quarter or half, then day or part: 去年9月, 今年7月13日, 2025年底, 上個月中旬, 下半年."""
    stepped, months, quarter, half, day, part = (found[name] for name in ("stepped", "months", "quarter", "half", "day", "part"))
    if not any((stepped, found["year"], months, quarter, half)):
        return _part(_unit("month" if found["of"] == "月" else "year", reference, 0), part) if part and found["of"] else None
    year = int(found["year"]) if found["year"] else reference.year + (_STEPS[stepped] if stepped else 0)
    span = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if found["month"]:
        if not (stepped or found["year"]):
            return None  # a month of which year?
        span = _month(year, int(found["month"]))
    elif months:
        span = _unit("month", reference, _STEPS[found["month_step"]])
    elif quarter:
        number = found["quarter_number"]
        if number:
            first = dt.date(year, 3 * "1234".index(number.translate(str.maketrans("一二三四", "1234"))) + 1, 1)
            span = first, add_months(first, 3) - _DAY
        else:
            span = _unit("quarter", reference, _STEPS[found["quarter_step"]])
    elif half:
        span = _unit("half", dt.date(year, 1 if half == "上" else 7, 1), 0)
    if day:
        exact = span[0].replace(day=int(day))
        return (exact, exact) if found["month"] or months else None
    return _part(span, part) if part else span


def _chinese_weekday(found: re.Match[str], reference: dt.date) -> Span:
    first, last = _unit("week", reference, _STEPS[found["step"]])
    if not found["day"]:
        return first, last
    day = first + dt.timedelta(days="一二三四五六日天".index(found["day"]) if found["day"] != "天" else 6)
    return day, day


def _ways(*ways: tuple[str, Way]) -> tuple[tuple[re.Pattern[str], Way], ...]:
    return tuple((re.compile(pattern), way) for pattern, way in ways)


_STEP = r"(?:the )?(?P<step>last|past|previous|this|current|next|coming|following)"
_UNIT = r"(?P<unit>week|month|quarter|half|year)"
_NAME = r"(?P<name>[a-z]+\.?)"
_EARLY = r"(?:the )?(?:very )?(?P<part>early|beginning|start|opening|mid|middle|late|end|close)(?: part)?"
_COUNT = rf"(?P<count>(?:\d{{1,5}}|{COUNT_WORD})[ -]*(?:calendar |business |working )?(?:day|week|month|year)s?)"
_ZH_COUNT = r"(?P<count>(?:\d{1,5}\s*(?:天|日|周|个?星期|个月|月|年)|半年))"
_CHINESE = (
    r"(?:(?P<stepped>[去昨今本明来前后当上])年|(?P<year>\d{4})\s*年?)?\s*(?:的)?"
    r"(?:(?P<months>(?P<month>\d{1,2})\s*月份?|(?P<month_step>[上本这下当])个?月)"
    r"|第?(?P<quarter>(?P<quarter_number>[1-4一二三四])季度?|(?P<quarter_step>[上本这下])个?季度?)"
    r"|(?P<half>[上下])半年)?"
    r"(?:(?P<day>\d{1,2})\s*[日号]|(?P<of>[年月])?(?P<part>上旬|中旬|下旬|[初底末中]))?"
)
_WAYS = _ways(
    (rf"(?:the )?(?P<day>{'|'.join(_DAYS)})", _a_day),
    (rf"{_STEP} {_UNIT}", _a_unit),
    (rf"(?P<way>earlier|later) (?:in )?(?:this|the) {_UNIT}", _so_far_or_yet),
    (rf"{_COUNT} (?P<sign>ago|earlier)", _ago),
    (rf"{_COUNT} (?P<sign>from now|hence|later)", _ago),
    (rf"in (?P<sign>){_COUNT}(?: time|' time|'s time)?", _ago),
    (rf"(?:(?:with)?in|over|during) (?:the )?(?:next|coming|following) {_COUNT}", _limit),
    (rf"(?:the )?(?:next|coming) {_COUNT}", _limit),
    (rf"within (?:a period of )?{_COUNT}", _limit),
    (rf"{_STEP} {_NAME}", _named_step),
    (r"(?P<rest>.+?),? (?:of )?(?:the )?(?P<step>last|previous|this|current|next|coming|following) year", _with_year),
    (r"(?P<season>spring|summer|autumn|fall)(?: of)?,? (?P<year>\d{4})", _season),
    (r"(?P<name>[qh][1-4])(?:(?: of| in)? (?P<rest>.+))?", _half_or_quarter),
    (rf"{_EARLY}[ -]?(?:of |in )?(?:the )?(?P<rest>.+)", _part_of),
    (r"(?P<unit>year|quarter|month)[- ](?P<part>end|start|beginning)", _edge),
    (rf"(?:未来|今后|接下来|往后)\s*{_ZH_COUNT}(?:之|以)?内?", _limit),
    (rf"{_ZH_COUNT}(?:之|以)?内", _limit),
    (rf"{_ZH_COUNT}(?P<sign>之前|以前|前|之后|以后|后)", _ago),
    (r"(?P<step>[上本这下])(?:个)?(?:周|星期)(?P<day>[一二三四五六日天])?", _chinese_weekday),
    (_CHINESE, _chinese),
)
