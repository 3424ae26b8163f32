"""Difficulties of shape: long, turned, matrices, blocks a depository, reports of one day, tables of countries and of events."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.dates import years
from tests.core.io.difficulties.draft import METALS, Change, Draft, Line, Page, Rows, difficulty, months
from tests.core.io.made import Value

_COUNTRIES = {
    "China": "CHN", "Chile": "CHL", "Peru": "PER", "Congo (Kinshasa)": "COD", "Australia": "AUS", "Russia": "RUS", "Indonesia": "IDN",
    "Canada": "CAN", "South Africa": "ZAF", "United States": "USA", "Kazakhstan": "KAZ", "Japan": "JPN",
}  # fmt: skip
_OTHER_NAMES = {
    "中國": "CHN", "智利": "CHL", "秘鲁": "PER", "Congo, Dem. Rep.": "COD", "Korea, Republic of": "KOR", "Russian Federation": "RUS",
    "Côte d'Ivoire": "CIV", "Türkiye": "TUR", "Burma": "MMR", "U.S.A.": "USA", "Brazil³": "BRA", "Japane": "JPN", "Vietnam*": "VNM",
}  # fmt: skip
_NOT_WIDE = ("headers", "units", "kinds", "formats", "helpers", "tables", "side", "gaps")


@difficulty("shape", "long", *_NOT_WIDE)
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


@difficulty("shape", "long with a column of venues", *_NOT_WIDE)
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


@difficulty("shape", "long with the unit in its header", *_NOT_WIDE)
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


@difficulty("shape", "dates across", *_NOT_WIDE)
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


@difficulty("shape", "dates across beside codes and units", *_NOT_WIDE)
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


@difficulty("shape", "years down, months across", *_NOT_WIDE, "dates", "order", "names")
def year_by_month(draft: Draft, random: Random) -> Draft:
    """One metal, a row a year, a column a month."""
    line = draft.lines[0]
    days = months(random, 36)
    days = tuple(dt.date(days[0].year + at // 12, at % 12 + 1, 1) for at in range(36))
    points = {day: (random.randint(100, 99_999) / 10, Mark.NONE) for day in days}
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


@difficulty("shape", "a column of years and one of months", *_NOT_WIDE, "dates")
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


@difficulty("shape", "columns of year, month and day", *_NOT_WIDE, "dates")
def year_month_day(draft: Draft, random: Random) -> Draft:
    from tests.core.io.difficulties.dates import daily

    draft = draft.with_days(daily(random, len(draft.days)))

    def lay(draft: Draft) -> Page:
        rows: Rows = [[day.year, day.month, day.day, *(draft.cell(line, day) for line in draft.lines)] for day in draft.dated()]
        return Page([["Year", "Month", "Day", *map(draft.label, draft.lines)], *rows])

    return replace(draft, lay=lay)


@difficulty("shape", "months down, years across", *_NOT_WIDE, "dates", "order", "names")
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


@difficulty("shape", "years and quarters across in two rows", *_NOT_WIDE, "dates", "order")
def quarters_across(draft: Draft, random: Random) -> Draft:
    first = random.randint(1995, 2018)
    draft = replace(
        draft, days=draft.days[:4], lines=tuple(replace(line, points=dict(list(line.points.items())[:4])) for line in draft.lines)
    )
    days = [dt.date(first + at // 4, 3 * (at % 4) + 1, 1) for at in range(8)]
    lines = tuple(replace(line, points={day: (random.randint(100, 99_999) / 10, Mark.NONE) for day in days}) for line in draft.lines)
    once = random.random() < 0.5

    def lay(draft: Draft) -> Page:
        years_row: list[Value] = [day.year if day.month == 1 or not once else None for day in days]
        rows: Rows = [["", *years_row], ["Metal", *(f"Q{day.month // 3 + 1}" for day in days)]]
        rows += [[draft.label(line), *(draft.cell(line, day) for day in days)] for line in draft.lines]
        merged = tuple((0, at, 0, at + 3) for at in (1, 5)) if once else ()
        return Page(rows, merged)

    return replace(draft, lines=lines, days=tuple(days), lay=lay)


@difficulty("shape", "long with each name once", *_NOT_WIDE)
def names_once(draft: Draft, _random: Random) -> Draft:
    """The name and unit stand in the first row of their block only, as merged cells leave them."""

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Metal", "Date", "Price", "Unit"]]
        for line in draft.lines:
            for at, day in enumerate(draft.dated()):
                rows.append([None if at else line.label, draft.write_day(day), draft.cell(line, day), None if at else line.unit])
        return Page(rows)

    return replace(draft, lay=lay)


@difficulty("shape", "blocks of series under names", *_NOT_WIDE, "names")
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
        replace(metal, label=place, unit="t", kind="stock", words=(place.casefold(),), points={day: (float(random.randint(0, 9000)), Mark.NONE) for day in draft.days})
        for place in places
    )  # fmt: skip
    sums = {day: (sum(line.points[day][0] or 0.0 for line in lines), Mark.NONE) for day in draft.days}
    total = replace(lines[0], label="Total", words=("total",), points=sums, optional=True)

    def heads(draft: Draft) -> Page:
        return Page([[f"{metal.label} warehouse stocks, tonnes"], [draft.date_word, *(line.label for line in draft.lines)]])

    return replace(draft, lines=(*lines, total), heads=heads)


@difficulty("shape", "header only", *_NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner")
def header_only(draft: Draft, _random: Random) -> Draft:
    heads = draft.heads(draft)
    return replace(draft, lines=(), days=(), lay=lambda _draft: heads, empty=True)


@difficulty(
    "shape", "empty", *_NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner", "book", "text"
)
def empty(draft: Draft, random: Random) -> Draft:
    rows: Rows = random.choice([[], [[None, None]], [[" ", ""], ["", " "]]])
    return replace(draft, lines=(), days=(), lay=lambda _draft: Page(rows), empty=True)


@difficulty(
    "shape", "prose", *_NOT_WIDE, "dates", "order", "names", "numbers", "glued", "markers", "above", "below", "corner", "book", "text"
)
def prose(draft: Draft, _random: Random) -> Draft:
    rows: Rows = [
        ["How to read this file"],
        ["1. Prices are in USD/t since 2010."],
        ["2. Stocks of 2024 are estimates."],
        ["See also table 3."],
    ]
    return replace(draft, lines=(), days=(), lay=lambda _draft: Page(rows), empty=True)


# --- reports of one day

_DAY_LINES: list[tuple[str, bool]] = [
    ("Activity Date: {:%m/%d/%Y}", True), ("As of {:%-d %B %Y}", False), ("Report date: {:%B %d, %Y}", False), ("Date: {:%Y-%m-%d}", False),
    ("Data for {:%d-%b-%Y}", False), ("截至 {:%Y年%m月%d日}", False),
]  # fmt: skip


def _a_day(random: Random) -> dt.date:
    return dt.date(random.randint(2015, 2026), random.randint(1, 11), random.randint(13, 28))


@difficulty("shape", "blocks a depository", *_NOT_WIDE, "dates", "order", "names", "numbers", "formats", "glued", "markers", "below")
def depositories(draft: Draft, random: Random) -> Draft:
    """One metal: for each depository Registered, Eligible and Total; grand totals, which may be kept or left out, never added."""
    metal = random.choice(["Silver", "Gold", "Copper", "Platinum"])
    day = _a_day(random)
    vaults = random.sample(
        ["NORTH VAULT, INC.", "SOUTH VAULT", "BRINK'S", "HARBOR DEPOSITORY LLC", "DELTA WAREHOUSE"], random.randint(2, 4)
    )
    unit, written = random.choice([("ozt", "Troy Ounce"), ("ozt", "Troy ounces"), ("t", "Tonnes")])
    values = {vault: (random.randint(10, 99_999), random.randint(10, 99_999)) for vault in vaults}
    told, _american = random.choice(_DAY_LINES)
    stock = {"mineral": metal.casefold(), "unit": unit, "kind": "stock"}

    def line(words: tuple[str, ...], value: float, *, optional: bool = False) -> Line:
        return Line(" ".join(words), points={day: (float(value), Mark.NONE)}, words=words, optional=optional, **stock)

    lines = [
        line((vault.casefold(), part), value)
        for vault in vaults
        for part, value in zip(("registered", "eligible"), values[vault], strict=True)
    ]
    lines += [line((vault.casefold(), "total"), sum(values[vault]), optional=True) for vault in vaults]
    both = [sum(one[at] for one in values.values()) for at in (0, 1)]
    lines += [
        line(("total", "registered"), both[0], optional=True),
        line(("total", "eligible"), both[1], optional=True),
        line(("total",), sum(both), optional=True),
    ]
    moves = random.random() < 0.5
    grand = random.choice(["COMBINED TOTAL", "GRAND TOTAL"])

    def lay(draft: Draft) -> Page:
        def row(label: str, value: float) -> list[Value]:
            return [label, *([value] if moves else []), value]

        rows: Rows = [["METAL DEPOSITORY STATISTICS"], [metal.upper()], [written], [told.format(day)], []]
        rows += [["DEPOSITORY", *(["PREV TOTAL"] if moves else []), "TOTAL TODAY"], []]
        for vault in vaults:
            registered, eligible = values[vault]
            rows += [[vault], row("  Registered", registered), row("  Eligible", eligible), row("  Total", registered + eligible), []]
        rows += [row("TOTAL REGISTERED", both[0]), row("TOTAL ELIGIBLE", both[1]), row(grand, sum(both))]
        return Page(rows)

    return replace(draft, lines=tuple(lines), days=(day,), lay=lay, file=f"{metal}_stocks.xls")


@difficulty("shape", "a report of one day", *_NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def report(draft: Draft, random: Random) -> Draft:
    """Metals down, their prices of one day; the date in the words above."""
    day = _a_day(random)
    draft = replace(draft.with_lines(lambda line: replace(line, points={day: line.points[draft.days[0]]})), days=(day,))
    if len(draft.lines) < 3:
        taken = {line.mineral for line in draft.lines}
        more = [metal for metal in sorted(METALS) if METALS[metal] not in taken][: 3 - len(draft.lines)]
        draft = replace(
            draft, lines=(*draft.lines, *(Line(metal, METALS[metal], "USD/t", {day: (random.randint(100, 99_999) / 10, Mark.NONE)}, words=(metal.casefold(),)) for metal in more))
        )  # fmt: skip
    told, _american = random.choice(_DAY_LINES)
    helper = random.random() < 0.4

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Official prices"], [told.format(day)], [], ["Metal", "Price", "Unit", *(["Change"] if helper else [])]]
        rows += [[line.label, draft.cell(line, day), line.unit, *([1.5] if helper else [])] for line in draft.lines]
        return Page(rows)

    return replace(draft, lay=lay)


def _more_lines(draft: Draft, random: Random, day: dt.date) -> Draft:
    draft = replace(draft.with_lines(lambda line: replace(line, points={day: line.points[draft.days[0]]})), days=(day,))
    taken = {line.mineral for line in draft.lines}
    rest = [metal for metal in sorted(METALS) if METALS[metal] not in taken][: max(0, 3 - len(draft.lines))]
    more = tuple(
        Line(metal, METALS[metal], "USD/t", {day: (random.randint(100, 99_999) / 10, Mark.NONE)}, words=(metal.casefold(),))
        for metal in rest
    )
    return replace(draft, lines=draft.lines + more)


@difficulty("shape", "a report whose day nothing settles", *_NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def unsettled_report(draft: Draft, random: Random) -> Draft:
    """11/05/2026 without another date: only asking is fine."""
    day = dt.date(random.randint(2015, 2026), random.randint(1, 5), random.randint(6, 12))
    form = random.choice(["%m/%d/%Y", "%d/%m/%Y"])

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Official prices"], [f"Date: {day.strftime(form)}"], [], ["Metal", "Price", "Unit"]]
        return Page(rows + [[line.label, draft.cell(line, day), line.unit] for line in draft.lines])

    return replace(_more_lines(draft, random, day), lay=lay)


@difficulty("shape", "a report without a date", *_NOT_WIDE, "dates", "order", "markers", "glued", "formats", "below")
def undated_report(draft: Draft, random: Random) -> Draft:
    """Only asking is fine."""
    day = _a_day(random)

    def lay(draft: Draft) -> Page:
        return Page(
            [["Official prices"], ["Metal", "Price", "Unit"], *([line.label, draft.cell(line, day), line.unit] for line in draft.lines)]
        )

    return replace(_more_lines(draft, random, day), lay=lay)


@difficulty("shape", "a forward curve of one day", *_NOT_WIDE, "dates", "order", "names", "markers", "glued", "below")
def curve(draft: Draft, random: Random) -> Draft:
    """Tenors down, their prices of one day."""
    day = _a_day(random)
    line = draft.lines[0]
    tenors = random.choice([["Cash", "3M", "15M", "27M"], ["M+1", "M+2", "M+3", "M+4"]])
    told, _american = random.choice(_DAY_LINES)
    lines = tuple(
        replace(line, label=tenor, tenor=tenor if tenor != "Cash" else "cash", kind="" if tenor == "Cash" else "forward", words=(tenor.casefold(),),
            points={day: (round(5_000 + 11.5 * at, 1), Mark.NONE)})
        for at, tenor in enumerate(tenors)
    )  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"{line.label} forward curve"], [told.format(day)], [], ["Tenor", f"Price ({line.unit})"]]
        return Page(rows + [[one.label, draft.cell(one, day)] for one in draft.lines])

    return replace(draft, lines=lines, days=(day,), lay=lay)


# --- tables of countries

_RECORDS = (*_NOT_WIDE, "dates", "order", "names", "glued", "markers", "formats")


def _supply(draft: Draft, records: list[dict[str, object]], lay) -> Draft:  # type: ignore[no-untyped-def] # a layout
    return replace(draft, lines=(), days=(), records=tuple(("supply", record) for record in records), lay=lay, file="supply.xlsx")


_MEASURES = [
    ("mine production", "mining"),
    ("refinery production", "processing"),
    ("reserves", "reserves"),
    ("smelter output", "processing"),
]


def _quantities(random: Random, countries: list[str], columns: int) -> dict[str, list[float]]:
    return {country: [float(random.randint(3_000, 900_000)) for _column in range(columns)] for country in countries}


def _matrix(names: dict[str, str], total: str = "") -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        metal, unit = random.choice(sorted(METALS)), random.choice(["t", "kt"])
        measure, stage = random.choice(_MEASURES)
        countries = random.sample(sorted(names), random.randint(4, 7))
        span = [day.year for day in years(random, random.randint(3, 6), 1995, 2018)]
        values = _quantities(random, countries, len(span))
        rows_of = {**values, **({total: [sum(column) for column in zip(*values.values(), strict=True)]} if total else {})}
        ids = {**names, total: "WLD"}
        records: list[dict[str, object]] = [
            {"mineral": METALS[metal], "country": ids[country], "stage": stage, "year": year, "quantity": value, "unit": unit}
            for country, row in rows_of.items() for year, value in zip(span, row, strict=True)
        ]  # fmt: skip
        title = random.choice([f"World {measure} of {metal.lower()}, {unit}", f"{metal}: {measure} by country ({unit})"])

        def lay(draft: Draft) -> Page:
            rows: Rows = [[title], ["Country", *span]]
            rows += [[country, *(draft.write((value, Mark.NONE)) for value in row)] for country, row in rows_of.items()]
            return Page(rows)

        return _supply(draft, records, lay)

    return change


difficulty("shape", "country x year", *_RECORDS)(_matrix(_COUNTRIES))
difficulty("shape", "country x year, other names of countries", *_RECORDS)(_matrix(_OTHER_NAMES))
for _total in ("World total (rounded)", "World", "Total", "Grand total", "世界", "合計", "World total²"):
    difficulty("shape", f"country x year with a row {_total}", *_RECORDS)(_matrix(_COUNTRIES, _total))


@difficulty("shape", "country x year beside ranks and shares", *_RECORDS)
def ranked(draft: Draft, random: Random) -> Draft:
    """A rank before the country and a share after the years; other countries and a world row at the end."""
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(_COUNTRIES), random.randint(4, 6))
    span = [day.year for day in years(random, 3, 1995, 2018)]
    values = _quantities(random, [*countries, "Other countries"], len(span))
    values["World total"] = [sum(column) for column in zip(*values.values(), strict=True)]
    ids = {**_COUNTRIES, "Other countries": "OTH", "World total": "WLD"}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": ids[country], "stage": "mining", "year": year, "quantity": value, "unit": "t"}
        for country, row in values.items() for year, value in zip(span, row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"{metal} mine production, t"], ["Rank", "Country", *span]]
        rows += [
            [at if country in _COUNTRIES else None, country, *(draft.write((value, Mark.NONE)) for value in row)]
            for at, (country, row) in enumerate(values.items(), 1)
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "country x stage", *_RECORDS)
def stages(draft: Draft, random: Random) -> Draft:
    """Mine and refinery production of a year side by side."""
    metal = random.choice(sorted(METALS))
    year = random.randint(2010, 2024)
    countries = random.sample(sorted(_COUNTRIES), random.randint(4, 7))
    values = _quantities(random, countries, 2)
    two_rows = random.random() < 0.5
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": _COUNTRIES[country], "stage": stage, "year": year, "quantity": value, "unit": "t"}
        for country, row in values.items() for stage, value in zip(("mining", "processing"), row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        head: Rows = [["Country", f"Mine production {year}", f"Refinery production {year}"]]
        if two_rows:
            head = [["Country", "Mine production", "Refinery production"], [None, year, year]]
        rows: Rows = [[f"{metal}, tonnes"], *head]
        return Page(rows + [[country, *(draft.write((value, Mark.NONE)) for value in row)] for country, row in values.items()])

    return _supply(draft, records, lay)


@difficulty("shape", "the year inside the column's name", *_RECORDS)
def year_inside(draft: Draft, random: Random) -> Draft:
    metal = random.choice(sorted(METALS))
    year = random.randint(2010, 2023)
    columns = random.choice(
        [
            [
                (f"Prod_t_{year}", "mining", year, False),
                (f"Prod_t_est_{year + 1}", "mining", year + 1, True),
                (f"Reserves_t_{year + 1}", "reserves", year + 1, False),
            ],
            [(f"Mine production {year} (t)", "mining", year, False), (f"Mine production {year + 1} (t)", "mining", year + 1, False)],
            [(f"{year} mine production, t", "mining", year, False), (f"{year + 1}e mine production, t", "mining", year + 1, True)],
        ]
    )
    countries = random.sample(sorted(_COUNTRIES), random.randint(4, 7))
    values = _quantities(random, countries, len(columns))
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": _COUNTRIES[country], "stage": stage, "year": of, "quantity": value, "unit": "t", "estimated": estimated}
        for country, row in values.items() for (_head, stage, of, estimated), value in zip(columns, row, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Commodity", "Country", "Type", *(head for head, *_rest in columns)]]
        rows += [
            [metal, country, "Mine production", *(draft.write((value, Mark.NONE)) for value in row)] for country, row in values.items()
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "a row a country with mixed units", *_RECORDS)
def mixed_units(draft: Draft, random: Random) -> Draft:
    """Mineral, country, year, amount and a unit a row."""
    chosen = [(metal, country) for metal in random.sample(sorted(METALS), 3) for country in random.sample(sorted(_COUNTRIES), 4)]
    units = {
        metal: random.choice([("t", "metric tons"), ("kg", "kilograms"), ("kt", "thousand metric tons")]) for metal, _country in chosen
    }
    year = random.randint(2010, 2024)
    values = {one: float(random.randint(100, 90_000)) for one in chosen}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": _COUNTRIES[country], "stage": "mining", "year": year, "quantity": values[metal, country], "unit": units[metal][0]}
        for metal, country in chosen
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [["Commodity", "Country", "Type", "Unit", "Year", "Production"]]
        rows += [
            [metal, country, "Mine production", units[metal][1], year, draft.write((values[metal, country], Mark.NONE))]
            for metal, country in chosen
        ]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "scores with their errors", *_RECORDS, "numbers")
def scores(draft: Draft, random: Random) -> Draft:
    countries = random.sample(sorted(_COUNTRIES), random.randint(4, 8))
    span = [day.year for day in years(random, 2, 2005, 2018)]
    values = {(country, year): (random.randint(-250, 250) / 100, random.randint(5, 40) / 100) for country in countries for year in span}
    records = tuple(
        ("indicators", {"country": _COUNTRIES[country], "year": year, "value": value, "error": error})
        for (country, year), (value, error) in values.items()
    )

    def lay(_draft: Draft) -> Page:
        top: list[Value] = [None, *(year for year in span for _column in range(3))]
        head: list[Value] = ["Country/Territory", *(word for _year in span for word in ("Estimate", "StdErr", "Rank"))]
        rows: Rows = [["Political stability and absence of violence"], [], top, head]
        rows += [[country, *(cell for year in span for cell in (*values[country, year], 50.0))] for country in countries]
        return Page(rows)

    return replace(draft, lines=(), days=(), records=records, lay=lay, file="governance.xlsx")


@difficulty("shape", "shares of trade", *_RECORDS, "numbers")
def trade(draft: Draft, random: Random) -> Draft:
    chosen = [
        (metal, country, random.randint(1, 99))
        for metal in random.sample(sorted(METALS), 3)
        for country in random.sample(sorted(_COUNTRIES), 3)
    ]
    records = tuple(
        ("trade", {"mineral": METALS[metal], "supplier": _COUNTRIES[country], "share": float(share)}) for metal, country, share in chosen
    )
    percent = random.choice([lambda share: share, lambda share: f"{share}%", lambda share: f"{share} %"])

    def lay(_draft: Draft) -> Page:
        return Page(
            [["Importer", "Mineral", "Supplier", "Share %"], *(["EU", metal, country, percent(share)] for metal, country, share in chosen)]
        )

    return replace(draft, lines=(), days=(), records=records, lay=lay, file="trade.xlsx")


@difficulty("shape", "years down, countries across", *_RECORDS)
def countries_across(draft: Draft, random: Random) -> Draft:
    """A row a year, a column a country: the matrix on its side."""
    metal, unit = random.choice(sorted(METALS)), random.choice(["t", "kt"])
    countries = random.sample(sorted(_COUNTRIES), random.randint(3, 6))
    span = [day.year for day in years(random, random.randint(5, 12), 1990, 2010)]
    values = _quantities(random, countries, len(span))
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": _COUNTRIES[country], "stage": "mining", "year": year, "quantity": value, "unit": unit}
        for country, column in values.items() for year, value in zip(span, column, strict=True)
    ]  # fmt: skip

    def lay(draft: Draft) -> Page:
        rows: Rows = [[f"Mine production of {metal.lower()} by country, {unit}"], ["Year", *countries]]
        rows += [[year, *(draft.write((values[country][at], Mark.NONE)) for country in countries)] for at, year in enumerate(span)]
        return Page(rows)

    return _supply(draft, records, lay)


@difficulty("shape", "a row a country and year", *_RECORDS)
def country_year_rows(draft: Draft, random: Random) -> Draft:
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(_COUNTRIES), random.randint(4, 6))
    span = [day.year for day in years(random, 4, 1995, 2018)]
    values = {(country, year): float(random.randint(100, 90_000)) for country in countries for year in span}
    records: list[dict[str, object]] = [
        {"mineral": METALS[metal], "country": _COUNTRIES[country], "stage": "mining", "year": year, "quantity": value, "unit": "t"}
        for (country, year), value in values.items()
    ]  # fmt: skip
    head = random.choice(
        [["Country", "Year", "Production (t)"], ["Country or area", "Year", "Quantity, tonnes"], ["Nation", "Year", "Mine output, t"]]
    )

    def lay(draft: Draft) -> Page:
        return Page(
            [
                [f"{metal} mine production"],
                list(head),
                *([country, year, draft.write((value, Mark.NONE))] for (country, year), value in values.items()),
            ]
        )

    return _supply(draft, records, lay)


_MARKED: dict[str, dict[str, object]] = {
    "W": {"quantity": None}, "NA": {"quantity": None}, ">50": {"quantity": 50.0, "comparator": ">"}, "1,200e": {"quantity": 1200.0, "estimated": True},
    "<5": {"quantity": 5.0, "comparator": "<"}, "3,400³": {"quantity": 3400.0}, "12 000": {"quantity": 12000.0},
}  # fmt: skip


@difficulty("shape", "country x year with markers", *_RECORDS, "numbers", "text")
def marked_matrix(draft: Draft, random: Random) -> Draft:
    """Withheld, not available, bounds, estimates and footnotes among the numbers."""
    metal = random.choice(sorted(METALS))
    countries = random.sample(sorted(_COUNTRIES), 6)
    span = [day.year for day in years(random, 3, 1995, 2018)]
    cells = {(country, year): float(random.randint(3_000, 900_000)) for country in countries for year in span}
    words = dict(zip(random.sample(sorted(cells), 4), random.sample(sorted(_MARKED), 4), strict=True))
    plain = {"mineral": METALS[metal], "stage": "mining", "unit": "t", "comparator": "", "estimated": False}
    records: list[dict[str, object]] = [
        {**plain, "country": _COUNTRIES[country], "year": year, "quantity": value, **_MARKED.get(words.get((country, year), ""), {})}
        for (country, year), value in cells.items()
    ]  # fmt: skip

    def lay(_draft: Draft) -> Page:
        rows: Rows = [[f"World mine production of {metal.lower()}, tonnes"], ["Country", *span]]
        rows += [[country, *(words.get((country, year), cells[country, year]) for year in span)] for country in countries]
        return Page([*rows, ["W Withheld to avoid disclosing company data. NA Not available."]])

    return _supply(draft, records, lay)


# --- events

_TITLES = [
    "Export licences for gallium",
    "Ban of exports of antimony",
    "Talks on section 232",
    "Quota on cobalt",
    "Duty on nickel ore",
    "Stockpile of tin",
]


def _events(write, true) -> Change:  # type: ignore[no-untyped-def] # a way to write a date, and what it means
    def change(draft: Draft, random: Random) -> Draft:
        reference = dt.date(2024, 6, 15)
        some = {
            title: dt.date(random.randint(2021, 2023), random.randint(1, 12), random.randint(1, 28)) for title in random.sample(_TITLES, 4)
        }
        made = [(title, day, random.choice(sorted(_COUNTRIES))) for title, day in some.items()]
        records = tuple(
            ("events", {"title": title, "announced": true(day, reference), "actors": (_COUNTRIES[country],)})
            for title, day, country in made
        )

        def lay(_draft: Draft) -> Page:
            rows: Rows = [["Policy measures"], [f"As of {reference:%d %B %Y}"], [], ["Title", "Announced", "Country", "Status"]]
            return Page(rows + [[title, write(day, reference), country, "announced"] for title, day, country in made])

        return replace(draft, lines=(), days=(), records=records, lay=lay, file="events.xlsx")

    return change


_EVENT_DATES = {
    "days": (lambda day, _of: day, lambda day, _of: f"{day}"),
    "days as text": (lambda day, _of: f"{day:%d-%b-%Y}", lambda day, _of: f"{day}"),
    "months": (lambda day, _of: f"{day:%b %Y}", lambda day, _of: f"{day:%Y-%m}"),
    "years": (lambda day, _of: day.year, lambda day, _of: f"{day.year}"),
    "last September": (lambda day, _of: f"last {day:%B}", lambda day, of: f"{of.year - (day.month >= of.month):04d}-{day.month:02d}"),
    "去年9月": (lambda day, _of: f"去年{day.month}月", lambda day, of: f"{of.year - 1}-{day.month:02d}"),
    "soon": (lambda _day, _of: "to be announced", lambda _day, _of: None),
}
for _name, (_write, _true) in _EVENT_DATES.items():
    difficulty("shape", f"events dated by {_name}", *_RECORDS, "numbers")(_events(_write, _true))
