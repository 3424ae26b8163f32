"""A sheet before it is written: what it truly says, and the ways in which a difficulty may write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from core.io.cells import Book, Sheet
from core.model import Mark
from tests.core.io.made import Value, book, sheet

Point = tuple[float | None, Mark]  # a value, or why there is none
Rows = list[list[Value]]
Record = Mapping[str, object]
METALS = {
    "Copper": "copper", "Gold": "gold", "Tin": "tin", "Nickel": "nickel", "Cobalt": "cobalt", "Antimony": "antimony",
    "Gallium": "gallium", "Germanium": "germanium", "Lithium": "lithium", "Zinc": "zinc",
}  # fmt: skip
PRICES = ("USD/t", "USD/ozt", "USD/lb", "USD/kg", "EUR/t", "CNY/t")
# Groups that do not go with a sheet that is not a series a column, and with one that holds no series.
NOT_WIDE = ("headers", "units", "kinds", "formats", "helpers", "tables", "side", "gaps")
NO_SERIES = (*NOT_WIDE, "dates", "order", "names", "glued", "markers")
NO_POINT: Point = (None, Mark.NONE)


@dataclass(frozen=True, slots=True)
class Line:
    """A series of the truth. words: what its title or venue must say, in any order; without: what it must not say.

    label: how the sheet calls it. part: which table of the sheet it stands in. optional: a total, which may be kept as one or left out.
    """

    label: str
    mineral: str
    unit: str
    points: Mapping[dt.date, Point]
    kind: str = "price"
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    part: int = 0
    optional: bool = False
    tenor: str = ""
    group: str = ""  # the scenario, venue or stage that the sheet names beside it


@dataclass(frozen=True, slots=True)
class Page:
    """Cells of a sheet with its merged ranges (first row, first column, last row, last column)."""

    rows: Rows
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def moved(self, down: int, right: int = 0) -> Page:
        """The page further down and right."""
        rows: Rows = [[] for _row in range(down)] + [[None] * right + row for row in self.rows]
        return Page(rows, tuple((a + down, b + right, c + down, d + right) for a, b, c, d in self.merged))

    def under(self, lines: Rows) -> Page:
        """The page under these rows."""
        made = self.moved(len(lines))
        return Page([*lines, *made.rows[len(lines) :]], made.merged)

    def over(self, lines: Rows) -> Page:
        """The page with these rows below."""
        return Page([*self.rows, *lines], self.merged)

    def beside(self, right: Page, spacer: int, top: int = 0) -> Page:
        """The page with another to its right, `spacer` blank columns between."""
        width = self.width
        right = right.moved(top)
        rows = [
            (self.rows[at] if at < len(self.rows) else [])
            + (
                [None] * (width - len(self.rows[at] if at < len(self.rows) else [])) + [None] * spacer + right.rows[at]
                if at < len(right.rows)
                else []
            )
            for at in range(max(len(self.rows), len(right.rows)))
        ]
        return Page(rows, self.merged + tuple((a, b + width + spacer, c, d + width + spacer) for a, b, c, d in right.merged))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a sheet says and how it writes that. days: in the order of its rows; records: part and fields, for tables of records.

    split: the series that one column makes, where it makes several. empty: nothing is in it to be imported, which must be said.
    """

    lines: tuple[Line, ...]
    days: tuple[dt.date, ...]
    write_day: Callable[[dt.date], Value]
    write: Callable[[Point], Value]
    label: Callable[[Line], str]
    heads: Callable[[Draft], Page]
    lay: Callable[[Draft], Page]
    bind: Callable[[Draft, Page], Book]
    around: tuple[Callable[[Draft, Page], Page], ...] = ()
    helpers: tuple[tuple[str, Callable[[dt.date], Value]], ...] = ()  # columns after the series: header, value by date
    records: tuple[tuple[str, Record], ...] = ()
    date_word: str = "Date"
    file: str = "metals.xlsx"
    sheet: str = "Sheet1"
    before: tuple[Sheet, ...] = ()
    after: tuple[Sheet, ...] = ()
    split: Callable[[Line], tuple[Line, ...]] = lambda line: (line,)
    empty: bool = False

    def truth(self) -> tuple[Line, ...]:
        """The series that the columns make."""
        return tuple(one for line in self.lines for one in self.split(line))

    def book(self) -> Book:
        """The book as the reader would give it."""
        page = self.page()
        return self.bind(self, page)

    def page(self) -> Page:
        """The sheet with the table or tables."""
        page = self.lay(self)
        for change in self.around:
            page = change(self, page)
        return page

    def dated(self) -> list[dt.date]:
        """The days of its lines, in the order of its rows."""
        return [day for day in self.days if any(day in line.points for line in self.lines)]

    def cell(self, line: Line, day: dt.date) -> Value:
        return self.write(line.points.get(day, NO_POINT))

    def part(self, part: int) -> Draft:
        """The table of this number alone."""
        return replace(self, lines=tuple(line for line in self.lines if line.part == part))

    def with_lines(self, change: Callable[[Line], Line]) -> Draft:
        return replace(self, lines=tuple(change(line) for line in self.lines))

    def with_days(self, days: tuple[dt.date, ...]) -> Draft:
        """The points on other days, one for one."""
        other = dict(zip(self.days, days, strict=True))
        moved = self.with_lines(lambda line: replace(line, points={other[day]: point for day, point in line.points.items()}))
        return replace(moved, days=days)

    def with_points(self, change: Callable[[Point], Point]) -> Draft:
        return self.with_lines(lambda line: replace(line, points={day: change(point) for day, point in line.points.items()}))


Change = Callable[[Draft, Random], Draft]


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A named way to make a sheet harder. group: what it changes; one of a group at a time. against: groups it does not go with."""

    name: str
    group: str
    change: Change = field(repr=False)
    against: frozenset[str] = frozenset()


ALL: dict[str, Difficulty] = {}


def difficulty(group: str, name: str, *against: str) -> Callable[[Change], Change]:
    """Register a function as a difficulty."""

    def register(change: Change) -> Change:
        assert name not in ALL, name
        ALL[name] = Difficulty(name, group, change, frozenset(against))
        return change

    return register


def plain(random: Random) -> Draft:
    """A sheet without any difficulty: real dates down, a price a column with its unit in brackets."""
    chosen = random.sample(sorted(METALS), random.randint(1, 4))
    days = months(random, random.randint(6, 24))
    lines = tuple(
        Line(
            metal, METALS[metal], random.choice(PRICES), prices(random, days),
            words=(metal.casefold(),),
        )
        for metal in chosen
    )  # fmt: skip
    return Draft(
        lines, days, lambda day: day, number, lambda line: f"{line.label} ({line.unit})", one_header, wide, bound,
    )  # fmt: skip


def months(random: Random, count: int, first: int = 1960, last: int = 2022) -> tuple[dt.date, ...]:
    """Months that follow each other."""
    start = random.randint(first * 12, last * 12)
    return tuple(dt.date(at // 12, at % 12 + 1, 1) for at in range(start, start + count))


def prices(random: Random, days: Iterable[dt.date], most: int = 999_999) -> dict[dt.date, Point]:
    """A value with one decimal for each day."""
    return {day: (random.randint(100, most) / 10, Mark.NONE) for day in days}


def number(point: Point) -> Value:
    """A value as a number, nothing as a blank."""
    return point[0]


def one_header(draft: Draft) -> Page:
    return Page([[draft.date_word, *(draft.label(line) for line in draft.lines)]])


def wide(draft: Draft) -> Page:
    """A series a column, its tables one under the other."""
    parts = sorted({line.part for line in draft.lines})
    page = wide_part(draft.part(parts[0]))
    for part in parts[1:]:
        page = page.over([[], []])
        below = wide_part(draft.part(part)).moved(len(page.rows))
        page = Page(page.rows + below.rows[len(page.rows) :], page.merged + below.merged)
    return page


def wide_part(draft: Draft) -> Page:
    head = draft.heads(draft)
    if draft.helpers and head.rows:
        width = max(map(len, head.rows))
        named = next((row for row in head.rows if draft.label(draft.lines[0]) in row), head.rows[-1])
        named.extend([None] * (width - len(named)) + [name for name, _value in draft.helpers])
    rows: Rows = [
        [draft.write_day(day), *(draft.cell(line, day) for line in draft.lines), *(value(day) for _name, value in draft.helpers)]
        for day in draft.dated()
    ]
    return head.over(rows)


def bound(draft: Draft, page: Page) -> Book:
    """The book of the page and the sheets around it."""
    return book(*draft.before, sheet(page.rows, draft.sheet, merged=page.merged), *draft.after, path=draft.file)
