"""Difficulties of shape: long, turned, matrices of months and years, blocks, nothing at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.dates import daily
from tests.core.io.difficulties.draft import NOT_WIDE, Draft, Page, Rows, difficulty, months, prices
from tests.core.io.made import Value


@difficulty("shape", "long", *NOT_WIDE)
def long(draft: Draft, random: Random) -> Draft:
    head = random.choice([["Date", "Metal", "Price", "Unit"], ["Commodity", "Period", "Value", "Unit"], ["Date", "品種", "價格", "單位"]])
    by_date = random.random() < 0.5

    def lay(draft: Draft) -> Page:
        pairs = [(line, day) for line in draft.lines for day in draft.dated()]
        pairs = sorted(pairs, key=lambda pair: draft.days.index(pair[1])) if by_date else pairs
        first = head[0] == "Date"
        rows: Rows = [
            [*((draft.write_day(day), line.label) if first else (line.label, draft.write_day(day))), draft.cell(line, day), line.unit]
            for line, day in pairs
        ]
        return Page([list(head), *rows])

    return replace(draft, lay=lay)


@difficulty("shape", "long with a column of venues", *NOT_WIDE)
def venues(draft: Draft, random: Random) -> Draft:
    lines = tuple(
        replace(line, group=venue, words=(*line.words, venue.casefold()),
            points={day: (round((point[0] or 0) + 3 * at, 1), point[1]) for day, point in line.points.items()})
        for at, venue in enumerate(["LME", "SHFE"]) for line in draft.lines
    )  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [
            [draft.write_day(day), line.group, line.label, draft.cell(line, day), line.unit]
            for day in draft.dated()
            for line in draft.lines
        ]
        return Page([["Date", "Exchange", "Metal", "Close", "Unit"], *rows])

    return replace(draft, lines=lines, lay=lay)


@difficulty("shape", "long with the unit in its header", *NOT_WIDE)
def long_one_unit(draft: Draft, _random: Random) -> Draft:
    draft = draft.with_lines(lambda line: replace(line, unit="USD/t"))

    def lay(draft: Draft) -> Page:
        return Page(
            [
                ["Date", "Metal", "Price (USD/t)"],
                *([draft.write_day(day), line.label, draft.cell(line, day)] for line in draft.lines for day in draft.dated()),
            ]
        )

    return replace(draft, lay=lay)


@difficulty("shape", "dates across", *NOT_WIDE)
def across(draft: Draft, random: Random) -> Draft:
    unit_column = random.random() < 0.5

    def lay(draft: Draft) -> Page:
        days = draft.dated()
        head: list[Value] = ["Metal", *(["Unit"] if unit_column else []), *map(draft.write_day, days)]
        rows: Rows = [
            [*((line.label, line.unit) if unit_column else (draft.label(line),)), *(draft.cell(line, day) for day in days)]
            for line in draft.lines
        ]
        return Page([head, *rows])

    return replace(draft, lay=lay)


@difficulty("shape", "dates across beside codes and units", *NOT_WIDE)
def across_coded(draft: Draft, random: Random) -> Draft:
    """Names, codes, units and how often, then the dates."""
    words = random.sample(["Code", "Unit", "Frequency"], 3)

    def lay(draft: Draft) -> Page:
        days = draft.dated()
        said = {"Code": lambda line: f"P{line.label[:4].upper()}_X", "Unit": lambda line: line.unit, "Frequency": lambda _line: "Monthly"}
        rows: Rows = [["Commodity", *words, *map(draft.write_day, days)]]
        rows += [[line.label, *(said[word](line) for word in words), *(draft.cell(line, day) for day in days)] for line in draft.lines]
        return Page(rows)

    return replace(draft, lay=lay)


@difficulty("shape", "years down, months across", *NOT_WIDE, "dates", "order", "names")
def year_by_month(draft: Draft, random: Random) -> Draft:
    """One metal, a row a year, a column a month."""
    line = draft.lines[0]
    days = months(random, 36)
    days = tuple(dt.date(days[0].year + at // 12, at % 12 + 1, 1) for at in range(36))
    points = prices(random, days, 99_999)
    extra = random.random() < 0.5

    def lay(draft: Draft) -> Page:
        (line,) = draft.lines
        rows: Rows = [
            [f"{line.label} price, {line.unit}"],
            ["Year", *(f"{dt.date(2000, month, 1):%b}" for month in range(1, 13)), *(["Average"] if extra else [])],
        ]
        for year in sorted({day.year for day in line.points}):
            row = [draft.cell(line, dt.date(year, month, 1)) for month in range(1, 13)]
            rows.append([year, *row, *([123.0] if extra else [])])
        return Page(rows)

    return replace(draft, lines=(replace(line, points=points),), days=days, lay=lay)


@difficulty("shape", "a column of years and one of months", *NOT_WIDE, "dates")
def year_and_month(draft: Draft, random: Random) -> Draft:
    write = random.choice([lambda day: day.month, lambda day: f"{day:%B}", lambda day: f"{day:%b}"])
    once = random.random() < 0.4

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Year", "Month", *map(draft.label, draft.lines)]]
        before = None
        for day in draft.dated():
            rows.append([None if once and before == day.year else day.year, write(day), *(draft.cell(line, day) for line in draft.lines)])
            before = day.year
        return Page(rows)

    return replace(draft, lay=lay)


@difficulty("shape", "columns of year, month and day", *NOT_WIDE, "dates")
def year_month_day(draft: Draft, random: Random) -> Draft:
    draft = draft.with_days(daily(random, len(draft.days)))

    def lay(draft: Draft) -> Page:
        rows: Rows = [[day.year, day.month, day.day, *(draft.cell(line, day) for line in draft.lines)] for day in draft.dated()]
        return Page([["Year", "Month", "Day", *map(draft.label, draft.lines)], *rows])

    return replace(draft, lay=lay)


@difficulty("shape", "months down, years across", *NOT_WIDE, "dates", "order", "names")
def month_by_year(draft: Draft, random: Random) -> Draft:
    """One metal, a row a month, a column a year."""
    made = year_by_month(draft, random)

    def lay(draft: Draft) -> Page:
        (line,) = draft.lines
        span = sorted({day.year for day in line.points})
        rows: Rows = [[f"{line.label} price, {line.unit}"], ["Month", *span]]
        rows += [[f"{dt.date(2000, month, 1):%b}", *(draft.cell(line, dt.date(year, month, 1)) for year in span)] for month in range(1, 13)]
        return Page(rows)

    return replace(made, lay=lay)


@difficulty("shape", "years and quarters across in two rows", *NOT_WIDE, "dates", "order")
def quarters_across(draft: Draft, random: Random) -> Draft:
    first = random.randint(1995, 2018)
    draft = replace(
        draft, days=draft.days[:4], lines=tuple(replace(line, points=dict(list(line.points.items())[:4])) for line in draft.lines)
    )
    days = [dt.date(first + at // 4, 3 * (at % 4) + 1, 1) for at in range(8)]
    lines = tuple(replace(line, points=prices(random, days, 99_999)) for line in draft.lines)
    once = random.random() < 0.5

    def lay(draft: Draft) -> Page:
        years_row: list[Value] = [day.year if day.month == 1 or not once else None for day in days]
        rows: Rows = [["", *years_row], ["Metal", *(f"Q{day.month // 3 + 1}" for day in days)]]
        rows += [[draft.label(line), *(draft.cell(line, day) for day in days)] for line in draft.lines]
        merged = tuple((0, at, 0, at + 3) for at in (1, 5)) if once else ()
        return Page(rows, merged)

    return replace(draft, lines=lines, days=tuple(days), lay=lay)


@difficulty("shape", "long with each name once", *NOT_WIDE)
def names_once(draft: Draft, _random: Random) -> Draft:
    """The name and unit stand in the first row of their block only, as merged cells leave them."""

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Metal", "Date", "Price", "Unit"]]
        for line in draft.lines:
            for at, day in enumerate(draft.dated()):
                rows.append([None if at else line.label, draft.write_day(day), draft.cell(line, day), None if at else line.unit])
        return Page(rows)

    return replace(draft, lay=lay)


@difficulty("shape", "blocks of series under names", *NOT_WIDE, "names")
def blocks(draft: Draft, _random: Random) -> Draft:
    """A block a metal: its name alone in a row, a header, its rows, a blank row."""

    def lay(draft: Draft) -> Page:
        rows: Rows = []
        for line in draft.lines:
            rows += [
                [line.label],
                ["Date", f"Price ({line.unit})"],
                *([draft.write_day(day), draft.cell(line, day)] for day in draft.dated()),
                [],
            ]
        return Page(rows)

    return replace(draft.with_lines(lambda line: replace(line, words=(line.label.casefold(),))), lay=lay)


@difficulty(
    "shape",
    "a column of totals",
    "units",
    "kinds",
    "formats",
    "headers",
    "helpers",
    "tables",
    "names",
    "numbers",
    "glued",
    "markers",
    "side",
)
def total_column(draft: Draft, random: Random) -> Draft:
    """Stocks by warehouse and their total, which may be kept or left out."""
    metal = draft.lines[0]
    places = random.sample(["Rotterdam", "Busan", "Singapore", "Hamburg", "Baltimore"], 3)
    lines = tuple(
        replace(metal, label=place, unit="t", kind="stock", words=(place.casefold(),), points=prices(random, draft.days, 90_000))
        for place in places
    )  # fmt: skip
    sums = {day: (sum(line.points[day][0] or 0.0 for line in lines), Mark.NONE) for day in draft.days}
    total = replace(lines[0], label="Total", words=("total",), points=sums, optional=True)

    def heads(draft: Draft) -> Page:
        return Page([[f"{metal.label} warehouse stocks, tonnes"], [draft.date_word, *(line.label for line in draft.lines)]])

    return replace(draft, lines=(*lines, total), heads=heads)


@difficulty("shape", "header only", *NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner")
def header_only(draft: Draft, _random: Random) -> Draft:
    heads = draft.heads(draft)
    return replace(draft, lines=(), days=(), lay=lambda _draft: heads, empty=True)


@difficulty(
    "shape", "empty", *NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner", "book", "text"
)
def empty(draft: Draft, random: Random) -> Draft:
    rows: Rows = random.choice([[], [[None, None]], [[" ", ""], ["", " "]]])
    return replace(draft, lines=(), days=(), lay=lambda _draft: Page(rows), empty=True)


@difficulty(
    "shape", "prose", *NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner", "book", "text"
)
def prose(draft: Draft, _random: Random) -> Draft:
    rows: Rows = [
        ["How to read this file"],
        ["1. Prices are in USD/t since 2010."],
        ["2. Stocks of 2024 are estimates."],
        ["See also table 3."],
    ]
    return replace(draft, lines=(), days=(), lay=lambda _draft: Page(rows), empty=True)
