"""Generated sheets with a known truth: what is imported without a question is the truth, however the sheet is laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import given, note
from hypothesis import strategies as st

from core.io.importing import ImportPlan, plan, understand
from core.model import Mark, Workspace, parse_address
from tests.core.io.made import Value, book, sheet

METALS = ["Copper", "Gold", "Tin", "Nickel", "Cobalt", "Antimony", "Gallium", "Germanium"]
UNITS = ["USD/t", "USD/ozt", "USD/lb", "USD/kg"]
Write = Callable[[dt.date], Value]
MONTHLY: dict[str, Write] = {
    "1960M01": lambda day: f"{day.year}M{day.month:02d}",
    "2024-01": lambda day: f"{day:%Y-%m}",
    "Jan-68": lambda day: f"{day:%b-%y}",
    "January 2024": lambda day: f"{day:%B %Y}",
    "2023年10月": lambda day: f"{day.year}年{day.month}月",
    "real": lambda day: day,
    "ISO": lambda day: day.isoformat(),
    "01-Jan-2024": lambda day: f"{day:%d-%b-%Y}",
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "mm/dd/yyyy": lambda day: f"{day:%m/%d/%Y}",
    "dd.mm.yyyy": lambda day: f"{day:%d.%m.%Y}",
    "yyyymm": lambda day: day.year * 100 + day.month,
}
DAILY = ["real", "ISO", "01-Jan-2024", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy"]
NUMBERS: dict[str, Callable[[float], Value]] = {
    "number": lambda value: value,
    "1,234.5": lambda value: f"{value:,.2f}",
    "1.234,5": lambda value: f"{value:,.2f}".translate(str.maketrans(".,", ",.")),
    "$1,234.5": lambda value: f"${value:,.1f}",
    "1 234.5": lambda value: f"{value:,.2f}".replace(",", " "),
}
MISSING = {"n.a.": Mark.NOT_AVAILABLE, "W": Mark.WITHHELD, "…": Mark.NOT_AVAILABLE, "..": Mark.NOT_AVAILABLE, "nil": Mark.NIL}


@dataclass(frozen=True)
class Truth:
    """The series of a sheet: title to its unit, and its points as (value, mark) by date."""

    units: dict[str, str]
    points: dict[str, dict[dt.date, tuple[float | None, Mark]]]


@st.composite
def truths(draw: st.DrawFn) -> tuple[Truth, list[dt.date]]:
    titles = draw(st.lists(st.sampled_from(METALS), min_size=1, max_size=5, unique=True))
    count = draw(st.integers(3, 40))
    first = draw(st.dates(dt.date(1960, 1, 1), dt.date(2020, 12, 1)))
    step = draw(st.sampled_from(["month", "day", "week"]))
    if step == "month":
        start = np.datetime64(first, "M")
        days = [(start + at).astype("datetime64[D]").item() for at in range(count)]
    else:
        days = [first + dt.timedelta(days=at * (7 if step == "week" else 1)) for at in range(count)]
    points = {}
    for title in titles:
        values = draw(st.lists(st.integers(10, 9_999_999), min_size=count, max_size=count))
        gone = draw(st.dictionaries(st.integers(1, count - 2), st.sampled_from(sorted(MISSING)), max_size=count // 4))
        points[title] = {day: (None, MISSING[gone[at]]) if at in gone else (values[at] / 10, Mark.NONE) for at, day in enumerate(days)}
    return Truth({title: draw(st.sampled_from(UNITS)) for title in titles}, points), days


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Truth, list[list[Value]], str]:
    truth, days = draw(truths())
    monthly = all(day.day == 1 for day in days)
    write_day = MONTHLY[draw(st.sampled_from(sorted(MONTHLY) if monthly else DAILY))]
    write_number = NUMBERS[draw(st.sampled_from(sorted(NUMBERS)))]
    words = {mark: word for word, mark in MISSING.items()}
    days = days[::-1] if draw(st.booleans()) else days

    def cell(title: str, day: dt.date) -> Value:
        value, mark = truth.points[title][day]
        return words[mark] if value is None else write_number(value)

    above: list[list[Value]] = draw(st.lists(st.sampled_from([["Prices of metals"], ["Updated on July 02, 2026"], []]), max_size=3))
    below: list[list[Value]] = draw(st.lists(st.sampled_from([["Source: a bank"], [], ["n.a. not available; W withheld"]]), max_size=2))
    rows = (
        _long(truth, days, write_day, cell)
        if draw(st.booleans())
        else _wide(truth, days, write_day, cell, draw(st.sampled_from(["brackets", "row", "words"])))
    )
    return truth, [*above, *rows, *below], draw(st.sampled_from(["metals.xlsx", "metal prices 2024-05.xlsx"]))


def _wide(truth: Truth, days: list[dt.date], write_day: Write, cell: Callable[[str, dt.date], Value], units: str) -> list[list[Value]]:
    titles = list(truth.units)
    match units:
        case "brackets":
            header: list[list[Value]] = [["Date", *(f"{title} ({truth.units[title]})" for title in titles)]]
        case "row":
            header = [[None, *titles], [None, *(f"({truth.units[title]})" for title in titles)]]
        case _:
            header = [
                ["Month", *titles],
                ["Unit", *(truth.units[title] for title in titles)],
                ["Code", *(f"X_{at}" for at in range(len(titles)))],
            ]
    return header + [[write_day(day), *(cell(title, day) for title in titles)] for day in days]


def _long(truth: Truth, days: list[dt.date], write_day: Write, cell: Callable[[str, dt.date], Value]) -> list[list[Value]]:
    return [["Date", "Metal", "Price", "Unit"]] + [
        [write_day(day), title, cell(title, day), truth.units[title]] for title in truth.units for day in days
    ]


def found_in(made: ImportPlan) -> dict[str, tuple[str, dict[dt.date, tuple[float | None, Mark]]]]:
    found = {}
    for change in made.series:
        one = change.result
        points = {
            day.item(): (None if np.isnan(value) else float(value), Mark(int(mark)))
            for day, value, mark in zip(one.points.dates, one.points.values, one.points.marks, strict=True)
        }
        found[one.title] = (one.unit, points)
    return found


@given(sheets())
def test_what_is_understood_without_a_question_is_the_truth(generated: tuple[Truth, list[list[Value]], str]) -> None:
    truth, rows, file_name = generated
    made = plan(Workspace(), understand(book(sheet(rows), path=file_name), Workspace(), digest="aa"))
    for row in rows[:8]:
        note(repr(row))
    note(repr([one.recipe.decisions for one in made.understood.tables]))
    asked = {one.key for table in made.understood.tables for one in table.recipe.questions} & {"day_first", "decimal"}
    if asked:
        return
    expected = {title: (truth.units[title], points) for title, points in truth.points.items()}
    if len(expected) == 1 and not found_in(made).keys() & expected.keys():  # a long table of one metal may be named by file and metal
        expected = {next(iter(found_in(made))): next(iter(expected.values()))}
    assert found_in(made) == expected


@given(sheets())
def test_every_point_stands_where_its_place_says(generated: tuple[Truth, list[list[Value]], str]) -> None:
    _truth, rows, file_name = generated
    made_sheet = sheet(rows)
    made = plan(Workspace(), understand(book(made_sheet, path=file_name), Workspace(), digest="aa"))
    for change in made.series:
        place = change.result.place(0)
        assert place is not None
        row, column = parse_address(place.address)
        cell = made_sheet.cell(row, column)
        value = change.result.points.values[0]
        assert cell.value is not None
        if isinstance(cell.value, float):
            assert cell.value == value
