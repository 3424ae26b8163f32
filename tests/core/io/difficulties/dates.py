"""Difficulties of dates: the ways in which they are written, their order, and what cannot be known of them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from core.io.cells import Book
from core.io.reading.limits import Limits
from core.io.reading.opening import open_book
from core.task import Progress
from tests.core.io.difficulties.draft import Draft, Page, difficulty, months
from tests.core.io.made import Value

Write = Callable[[dt.date], Value]
_1900 = dt.date(1899, 12, 30)  # day 0 of Excel's serials

MONTHLY: dict[str, Write] = {
    "1960M01": lambda day: f"{day.year}M{day.month:02d}",
    "2000-M01": lambda day: f"{day.year}-M{day.month:02d}",
    "1980M1": lambda day: f"{day.year}M{day.month}",
    "Jan-68": lambda day: f"{day:%b-%y}",
    "Jan 2024": lambda day: f"{day:%b %Y}",
    "January 2024": lambda day: f"{day:%B %Y}",
    "Jan. 2024": lambda day: f"{day:%b}. {day.year}",
    "2024-01": lambda day: f"{day:%Y-%m}",
    "01/2024": lambda day: f"{day:%m/%Y}",
    "yyyymm": lambda day: day.year * 100 + day.month,
    "2023年10月": lambda day: f"{day.year}年{day.month}月",
}
QUARTERLY: dict[str, Write] = {
    "2024Q3": lambda day: f"{day.year}Q{day.month // 3 + 1}",
    "Q3 2024": lambda day: f"Q{day.month // 3 + 1} {day.year}",
    "3Q24": lambda day: f"{day.month // 3 + 1}Q{day:%y}",
    "2024-Q3": lambda day: f"{day.year}-Q{day.month // 3 + 1}",
    "2024年第3季度": lambda day: f"{day.year}年第{day.month // 3 + 1}季度",
}
HALVES: dict[str, Write] = {
    "2024H1": lambda day: f"{day.year}H{1 + day.month // 7}",
    "H1 2024": lambda day: f"H{1 + day.month // 7} {day.year}",
    "2024年上半年": lambda day: f"{day.year}年{'上下'[day.month // 7]}半年",
}
YEARLY: dict[str, Write] = {
    "years as numbers": lambda day: day.year,
    "years as text": lambda day: str(day.year),
    "2024年": lambda day: f"{day.year}年",
}
DAILY: dict[str, Write] = {
    "ISO text": lambda day: day.isoformat(),
    "DD-Mon-YYYY": lambda day: f"{day:%d-%b-%Y}",
    "d Mon yy": lambda day: f"{day.day} {day:%b %y}",
    "Month d, yyyy": lambda day: f"{day:%B} {day.day}, {day.year}",
    "weekday, date": lambda day: f"{day:%A, %d %B %Y}",
    "dd.mm.yyyy": lambda day: f"{day:%d.%m.%Y}",
    "yyyy/m/d": lambda day: f"{day.year}/{day.month}/{day.day}",
    "yyyymmdd": lambda day: day.year * 10000 + day.month * 100 + day.day,
    "2023年10月5日": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "moments": lambda day: dt.datetime.combine(day, dt.time(16, 30)),
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "mm/dd/yyyy": lambda day: f"{day:%m/%d/%Y}",
    "m/d/yy": lambda day: f"{day.month}/{day.day}/{day:%y}",
}


def daily(random: Random, count: int, step: int = 1) -> tuple[dt.date, ...]:
    """Days that follow each other, `step` apart."""
    first = dt.date(1985, 1, 1) + dt.timedelta(days=random.randint(0, 14_000))
    return tuple(first + dt.timedelta(days=step * at) for at in range(count))


def quarters(random: Random, count: int) -> tuple[dt.date, ...]:
    start = random.randint(1970 * 4, 2020 * 4)
    return tuple(dt.date(at // 4, 3 * (at % 4) + 1, 1) for at in range(start, start + count))


def years(random: Random, count: int, first: int = 1960, last: int = 2000) -> tuple[dt.date, ...]:
    start = random.randint(first, last)
    return tuple(dt.date(at, 1, 1) for at in range(start, start + count))


def _register(ways: dict[str, Write], days: Callable[[Random, int], tuple[dt.date, ...]]) -> None:
    for name, write in ways.items():
        difficulty("dates", name)(_written(write, days))


def _written(write: Write, days: Callable[[Random, int], tuple[dt.date, ...]]) -> Callable[[Draft, Random], Draft]:
    return lambda draft, random: replace(draft.with_days(days(random, len(draft.days))), write_day=write)


def _month_of_two_digits(random: Random, count: int) -> tuple[dt.date, ...]:
    return months(random, count, 1961, 2022)


_register({name: write for name, write in MONTHLY.items() if name != "Jan-68"}, months)
_register({"Jan-68": MONTHLY["Jan-68"]}, _month_of_two_digits)
_register(QUARTERLY, quarters)
_register(HALVES, lambda random, count: tuple(day for day in months(random, 6 * count + 6) if day.month in {1, 7})[:count])
_register(YEARLY, years)
_register(DAILY, daily)


@difficulty("dates", "weeks")
def weeks(draft: Draft, random: Random) -> Draft:
    write = random.choice([lambda day: "{}-W{:02d}".format(*day.isocalendar()), lambda day: "{}W{}".format(*day.isocalendar())])
    first = dt.date.fromisocalendar(random.randint(1990, 2020), random.randint(1, 52), 1)
    return replace(draft.with_days(tuple(first + dt.timedelta(weeks=at) for at in range(len(draft.days)))), write_day=write)


@difficulty("dates", "fiscal years")
def fiscal(draft: Draft, random: Random) -> Draft:
    """2010/11 is no month: the year it begins in, or asking."""
    dash = random.choice(["/", "-", "–"])
    return replace(
        draft.with_days(years(random, len(draft.days), 1990, 2003)), write_day=lambda day: f"{day.year}{dash}{(day.year + 1) % 100:02d}"
    )


@difficulty("dates", "marks at dates")
def marked(draft: Draft, random: Random) -> Draft:
    mark = random.choice(["*", "¹", " 1/", "†"])
    write = random.choice([YEARLY["years as text"], MONTHLY["Jan 2024"], MONTHLY["2024-01"]])
    draft = draft.with_days(years(random, len(draft.days)) if write is YEARLY["years as text"] else months(random, len(draft.days)))
    some = set(random.sample(draft.days, 2))
    return replace(draft, write_day=lambda day: f"{write(day)}{mark}" if day in some else write(day))


@difficulty("dates", "dd/mm that nothing settles")
def unsettled(draft: Draft, random: Random) -> Draft:
    """Days and months that are all 12 or less, in no order: only asking is fine."""
    year = random.randint(1990, 2020)
    pairs = [(3, 1), (5, 2), (2, 3), (11, 3), (7, 4), (9, 5), (1, 6), (4, 7), (12, 7), (6, 8), (8, 9), (10, 11)]
    every = [dt.date(year + at // 12, pairs[at % 12][1], pairs[at % 12][0]) for at in range(len(draft.days))]
    random.shuffle(every)
    write: Write = random.choice([DAILY["dd/mm/yyyy"], DAILY["mm/dd/yyyy"]])
    return replace(draft.with_days(tuple(every)), write_day=write)


@difficulty("dates", "timestamps with mixed offsets")
def offsets(draft: Draft, random: Random) -> Draft:
    dated = daily(random, len(draft.days))
    zones = dict(zip(dated, random.choices(["+08:00", "Z", "-05:00", "+0530"], k=len(dated)), strict=True))
    return replace(draft.with_days(dated), write_day=lambda day: f"{day.isoformat()}T12:00:00{zones[day]}")


@difficulty("dates", "serials of 1900")
def serials(draft: Draft, random: Random) -> Draft:
    return replace(draft.with_days(daily(random, len(draft.days))), write_day=lambda day: (day - _1900).days)


@difficulty("dates", "before 1900")
def before_1900(draft: Draft, random: Random) -> Draft:
    write = random.choice([MONTHLY["1960M01"], DAILY["ISO text"], DAILY["DD-Mon-YYYY"]])
    return replace(draft.with_days(months(random, len(draft.days), 1833, 1897)), write_day=write)


@difficulty("dates", "years before 1900")
def years_before_1900(draft: Draft, random: Random) -> Draft:
    return replace(draft.with_days(years(random, len(draft.days), 1840, 1870)), write_day=YEARLY["years as numbers"])


@difficulty(
    "dates",
    "a workbook that counts from 1904",
    "text",
    "book",
    "numbers",
    "formats",
    "glued",
    "markers",
    "corner",
    "tables",
    "units",
    "headers",
)
def of_1904(draft: Draft, random: Random) -> Draft:
    """A real file whose dates are serials of the other system."""
    return replace(draft.with_days(daily(random, len(draft.days))), bind=_written_1904, write_day=lambda day: day)


def _written_1904(draft: Draft, page: Page) -> Book:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / draft.file
        with Workbook(path, {"date_1904": True}) as book:
            shown = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet = book.add_worksheet(draft.sheet)
            for at, row in enumerate(page.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time.min), shown)
                    elif cell is not None:
                        sheet.write(at, column, cell)
        return replace(open_book(path, Limits(), Progress()), path=draft.file)


@difficulty("dates", "a year ahead of its months", "order")
def year_ahead(draft: Draft, random: Random) -> Draft:
    """Jan-23 whose month alone follows: 2023 Jan, Feb, Mar."""
    draft = draft.with_days(months(random, len(draft.days)))
    first = {min(day for day in draft.days if day.year == year) for year in {day.year for day in draft.days}}
    return replace(draft, write_day=lambda day: f"{day.year} {day:%b}" if day in first else f"{day:%b}")


@difficulty("order", "in no order")
def shuffled(draft: Draft, random: Random) -> Draft:
    return replace(draft, days=tuple(random.sample(draft.days, len(draft.days))))


@difficulty("order", "newest first")
def newest_first(draft: Draft, _random: Random) -> Draft:
    return replace(draft, days=draft.days[::-1])


@difficulty("dates", "month ends")
def month_ends(draft: Draft, random: Random) -> Draft:
    firsts = months(random, len(draft.days) + 1)
    ends = tuple(day - dt.timedelta(days=1) for day in firsts[1:])
    return replace(
        draft.with_days(ends), write_day=random.choice([lambda day: day, DAILY["ISO text"], DAILY["mm/dd/yyyy"], DAILY["dd/mm/yyyy"]])
    )
