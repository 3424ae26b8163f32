"""Difficulties of place: what stands around a table, beside it and on other sheets."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from core.io.cells import Book
from tests.core.io.difficulties.draft import METALS, Change, Draft, Line, Page, Rows, difficulty, prices, wide_part
from tests.core.io.made import Shown, Value, book, sheet

_TITLES: list[list[Value]] = [
    ["Prices of metals"],
    ["Monthly Bulletin, Issue 27"],
    ["Updated on July 02, 2026"],
    ["Source: ministry, own calculation"],
]
_NOTES: list[list[Value]] = [
    ["Notes:"], ["1/ Averages of daily quotations."],
    ["Disclaimer: the information is believed to be reliable; all liability is disclaimed."],
    ["Last updated: 02 July 2026"], ["Contact: statistics@example.org"],
]  # fmt: skip


@difficulty("above", "title block")
def titles(draft: Draft, random: Random) -> Draft:
    lines: Rows = [list(row) for row in random.sample(_TITLES, random.randint(1, 4))] + [[] for _row in range(random.randint(0, 2))]
    return replace(draft, around=(*draft.around, lambda _draft, page: page.under(lines)))


@difficulty("above", "title block with a logo's gap and a web address")
def gap(draft: Draft, _random: Random) -> Draft:
    lines: Rows = [[None, None, "BUREAU OF METALS"], [], [], ["https://example.org/data"], ["Release", "2026-07-02"], []]
    return replace(draft, around=(*draft.around, lambda _draft, page: page.under(lines)))


@difficulty("below", "notes below")
def notes(draft: Draft, random: Random) -> Draft:
    lines: Rows = [[] for _row in range(random.randint(0, 2))] + [list(row) for row in random.sample(_NOTES, random.randint(1, 4))]
    return replace(draft, around=(*draft.around, lambda _draft, page: page.over(lines)))


@difficulty("below", "averages below", "shape")
def averages(draft: Draft, random: Random) -> Draft:
    """A row that sums the columns up is no date's."""
    word = random.choice(["Average", "Mean", "Min", "平均"])

    def below(draft: Draft, page: Page) -> Page:
        return page.over([[word, *(5.0 for _line in draft.lines)]])

    return replace(draft, around=(below, *draft.around))


@difficulty("corner", "the table starts at D7")
def offset(draft: Draft, random: Random) -> Draft:
    down, right = random.randint(1, 8), random.randint(1, 4)
    return replace(draft, around=(*draft.around, lambda _draft, page: page.moved(down, right)))


@difficulty("corner", "padded with cells of spaces", "text")
def padded(draft: Draft, random: Random) -> Draft:
    """Rows and columns around the table hold a space."""
    width = random.randint(1, 3)

    def pad(_draft: Draft, page: Page) -> Page:
        rows: Rows = [[*(" " if cell is None else cell for cell in row), *[" "] * (page.width - len(row) + width)] for row in page.rows]
        return Page([*rows, *([" "] * (page.width + width) for _row in range(3))], page.merged)

    return replace(draft, around=(*draft.around, pad))


@difficulty("corner", "a declared range that lies", "text")
def lying(draft: Draft, _random: Random) -> Draft:
    """Formatted blank cells far beyond the table."""

    def longer(_draft: Draft, page: Page) -> Page:
        blank: list[Value] = [Shown(None, "#,##0.00")] * (page.width + 5)
        return Page([row + blank[len(row) :] for row in page.rows] + [list(blank) for _row in range(200)], page.merged)

    return replace(draft, around=(*draft.around, longer))


@difficulty("gaps", "blank rows inside", "shape")
def blank_rows(draft: Draft, random: Random) -> Draft:
    """A blank row every few rows of data."""
    step = random.choice([3, 5, 12])

    def parted(_draft: Draft, page: Page) -> Page:
        data = len(draft.dated()) if draft.lines else 0
        first = len(page.rows) - data
        rows: Rows = []
        for at, row in enumerate(page.rows):
            if at > first and (at - first) % step == 0:
                rows.append([])
            rows.append(row)
        return Page(rows, page.merged)

    return replace(draft, around=(parted, *draft.around))


@difficulty("gaps", "spacer columns inside", "shape", "headers", "tables")
def spacers(draft: Draft, _random: Random) -> Draft:
    """A blank column after the dates and between the series."""

    def spread(_draft: Draft, page: Page) -> Page:
        return Page([[cell for value in row for cell in (value, None)] for row in page.rows])

    return replace(draft, around=(spread, *draft.around))


@difficulty("gaps", "rows of a year's number between", "shape", "text", "dates")
def year_rows(draft: Draft, _random: Random) -> Draft:
    """A row with the year alone before its months; the dates themselves are complete."""

    def lay(draft: Draft) -> Page:
        page = wide_part(draft)
        first = len(page.rows) - len(draft.dated())
        rows = page.rows[:first]
        for before, day, row in zip([None, *draft.dated()], draft.dated(), page.rows[first:], strict=False):
            if before is None or before.year != day.year:
                rows.append([f"Year {day.year}"])
            rows.append(row)
        return Page(rows, page.merged)

    return replace(draft, lay=lay)


@difficulty("gaps", "the header comes back", "shape", "headers", "tables", "text", "units")
def pages(draft: Draft, random: Random) -> Draft:
    """As on printed pages."""
    step = random.choice([4, 10])

    def lay(draft: Draft) -> Page:
        page = wide_part(draft)
        first = len(page.rows) - len(draft.dated())
        rows: Rows = []
        for at, row in enumerate(page.rows):
            if at > first and (at - first) % step == 0:
                rows += [list(row) for row in page.rows[:first]]
            rows.append(row)
        return Page(rows, page.merged)

    return replace(draft, lay=lay)


@difficulty("gaps", "yearly averages between the months", "shape", "dates", "order", "tables", "text")
def yearly_averages(draft: Draft, random: Random) -> Draft:
    """A row that sums a year up after its December is no January."""
    word = random.choice(["Average {}", "{} average", "{}", "Annual average", "{} Avg."])
    write = random.choice([lambda day: f"{day:%b-%Y}", lambda day: f"{day.year}M{day.month:02d}", lambda day: day])

    def lay(draft: Draft) -> Page:
        page = wide_part(draft)
        first = len(page.rows) - len(draft.dated())
        rows = page.rows[:first]
        for day, row in zip(draft.dated(), page.rows[first:], strict=True):
            rows.append(row)
            if day.month == 12:
                rows.append([word.format(day.year), *(777.7 for _line in draft.lines)])
        return Page(rows, page.merged)

    return replace(draft, write_day=write, lay=lay)


@difficulty("book", "a sheet a year", "text", "tables", "order", "below", "dates", "gaps", "shape")
def sheet_a_year(draft: Draft, _random: Random) -> Draft:
    """The rows of each year on a sheet of its own."""

    def bind(draft: Draft, _page: Page) -> Book:
        sheets = []
        for year in sorted({day.year for day in draft.days}):
            of_year = draft.with_lines(
                lambda line, year=year: replace(line, points={day: point for day, point in line.points.items() if day.year == year})
            )
            page = of_year.page()
            sheets.append(sheet(page.rows, str(year), merged=page.merged))
        return book(*sheets, path=draft.file)

    return replace(draft, bind=bind)


def _more(draft: Draft, random: Random) -> Draft:
    """The draft with a second table of other metals, its days among those of the first."""
    taken = {line.mineral for line in draft.lines}
    rest = [metal for metal in sorted(METALS) if METALS[metal] not in taken]
    chosen = random.sample(rest, random.randint(1, 2))
    days = draft.days[: random.randint(max(3, len(draft.days) - 4), len(draft.days))]
    lines = tuple(
        Line(metal, METALS[metal], random.choice(["USD/t", "USD/kg"]), prices(random, days), words=(metal.casefold(),), part=1)
        for metal in chosen
    )  # fmt: skip
    return replace(draft, lines=draft.lines + lines)


@difficulty("tables", "two tables one under the other")
def two_below(draft: Draft, random: Random) -> Draft:
    return _more(draft, random)


def _side(spacer: int) -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        made = _more(draft, random)
        top = random.choice([0, 0, 1])

        def lay(draft: Draft) -> Page:
            left, right = wide_part(draft.part(0)), wide_part(replace(draft.part(1), helpers=()))
            return left.beside(right, spacer, top if spacer else 0)

        return replace(made, lay=lay)

    return change


difficulty("tables", "two tables side by side", "shape", "gaps", "below")(_side(1))
difficulty("tables", "a table glued to the right", "shape", "gaps", "below")(_side(0))


def _glued(spacer: int) -> Change:
    def change(draft: Draft, random: Random) -> Draft:
        tables: list[Rows] = [
            [["Abbreviation", "Meaning"], ["n.a.", "not available"], ["W", "withheld"], ["r", "revised"]],
            [["Summary", None], ["Highest", 1234.0], ["Lowest", 56.0], ["Average", 600.0]],
            [["Metal", "Ticker"], ["Copper", "CU1"], ["Tin", "SN1"]],
        ]
        right = Page(random.choice(tables))
        top = random.randint(0, 2)
        return replace(draft, around=(lambda _draft, page: page.beside(right, spacer, top), *draft.around))

    return change


difficulty("side", "a small table to the right", "shape", "tables", "gaps")(_glued(1))
difficulty("side", "a small table glued to the right", "shape", "tables", "gaps")(_glued(0))


@difficulty("book", "cover sheet", "text")
def cover(draft: Draft, random: Random) -> Draft:
    rows: Rows = random.choice(
        [
            [["Metals review"], [], ["Contents"], ["Prices", "Sheet1"], ["Contact", "a@example.org"], ["Published", "2026-07-02"]],
            [["READ ME"], ["Version", 3], ["Year", 2026], ["Series", "Unit"], ["Copper", "USD/t"], ["Tin", "USD/t"]],
        ]
    )
    return replace(draft, before=(*draft.before, sheet(rows, "Cover")))


@difficulty("book", "hidden sheet", "text")
def hidden(draft: Draft, _random: Random) -> Draft:
    rows: Rows = [["Date", "Lead (USD/t)"], *([f"2001-0{month}-01", 480.0 + month] for month in range(1, 9))]
    return replace(draft, after=(*draft.after, sheet(rows, "Old", hidden=True)))


@difficulty("book", "a sheet of notes and an empty one", "text")
def note_sheets(draft: Draft, _random: Random) -> Draft:
    return replace(
        draft, after=(*draft.after, sheet([["Definitions"], ["Price: average of daily quotations in 2024"]], "Notes"), sheet([], "Sheet3"))
    )
