"""Sheets of anything in any order, corrected at random: nothing raises, a recipe survives its file, the same book again changes nothing."""

from __future__ import annotations

import datetime as dt
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.io.cells import Book, Sheet
from core.io.correcting import CellPart, RowPart, with_cell, with_row
from core.io.detect import again
from core.io.importing import Status, parts, plan, summary, understand, with_recipe
from core.io.recipe import Role, TableRecipe, dumps, loads, with_role
from core.model import Workspace, with_parts
from core.model.names import words
from core.views.changes import change_lines
from core.views.importing import chips, headline, table_lines
from tests.core.io.made import Error, Shown, Uncomputed, Value, book, sheet

WORDS = sorted(
    words(
        "Date Year Month Jan Feb Mar 2023 2024e 2025f 2024-01 Q1 Q2 Q3 Q4 Copper Tin 锡 Gold_(USD/ozt) Cobalt Lithium USD/t t koz % Unit "
        "Code Total TOTAL_REGISTERED Registered Eligible World China Chile Peru Congo_(Kinshasa) DRC Country Importer Supplier Share "
        "Mine_production Refinery_production Reserves W NA -- … n.a. HOLIDAY As_of_26_November_2026 Activity_Date:_11/25/2026 "
        "last_September Published:_3/4/2025 Measure Status Title Export_ban in_force 1,200 1.200 1,2 (50) >50 50-300 12% 3M 15M Cash "
        "Dec-26 Contract STEPS APS Rank Change_% Volume Source:_a_bank Note China_(54%),_Japan_(12%) 2012-13 2013-14 2014-15 Actual "
        "Forecast Average Estimate StdErr =1+1 民國112年3月 截至2026年11月20日"
    )
)
LISTS: list[list[Value]] = [
    ["China", "Chile", "Peru", "Japan", "USA", "Total"],
    ["Copper", "Tin", "Gold", "Zinc"],
    ["Registered", "Eligible", "Total"],
]


def cell(random: Random) -> Value:
    kind = random.randrange(20)
    if kind < 6:
        return None
    if kind < 11:
        numbers = [
            random.uniform(-1e6, 1e6),
            random.randint(0, 99_999),
            random.randint(1990, 2030),
            0,
            1e300,
            -0.0,
            float(random.randint(1, 12)),
        ]
        return random.choice(numbers)
    if kind < 13:
        return dt.date(random.randint(1900, 2030), random.randint(1, 12), random.randint(1, 28))
    rare: list[Value] = [Error(), Uncomputed(), True, Shown(random.random(), "0.0%"), "", " ", "A" * 300]
    return random.choice(rare) if kind == 13 else random.choice(WORDS).replace("_", " ")


def junk(random: Random) -> list[list[Value]]:
    rows, columns = random.randint(2, 14), random.randint(1, 9)
    cells = [[cell(random) for _column in range(columns)] for _row in range(rows)]
    for column in range(columns):  # some columns of a kind, so that there is something to find
        kind, first = random.randrange(8), random.randint(0, 3)
        for row in range(first, rows):
            dates: list[Value] = [
                2015 + row,
                f"2024-{row % 12 + 1:02d}",
                dt.date(2024, row % 12 + 1, 1),
                ("Jan", "Feb", "Mar", "Apr")[row % 4],
            ]
            if kind < 2:
                cells[row][column] = dates[random.randrange(4) if kind else 0]
            elif kind < 4:
                cells[row][column] = random.choice([random.random() * 100, random.randint(0, 9999), "W"])
            elif kind == 4:
                cells[row][column] = random.choice(random.choice(LISTS))
    return cells


def a_book(random: Random) -> Book:
    sheets = [sheet(junk(random), name=name, hidden=random.random() < 0.1) for name in ("Data", "2024")[: random.randint(1, 2)]]
    return book(*sheets, path=random.choice(["prices.xlsx", "copper_usd_t.csv", "stocks 2024-05.xls", "x.ods"]))


def corrected(made: Sheet, recipe: TableRecipe, random: Random) -> TableRecipe:
    """The recipe after a correction of a column, a row or a cell."""
    row, column = random.randrange(made.rows), random.randrange(made.columns)
    kind = random.randrange(3)
    if kind == 0 and recipe.columns:
        roles = [Role.DATE, Role.VALUE, Role.NAME, Role.UNIT, Role.NOTE, Role.IGNORE]
        recipe = with_role(recipe, random.choice(recipe.columns).column, random.choice(roles))
    elif kind == 1:
        recipe = with_row(made, recipe, column if recipe.across else row, random.choice(list(RowPart)))
    else:
        recipe = with_cell(made, recipe, row, column, random.choice(list(CellPart)))
    return again(made, recipe, "prices.xlsx")


@given(st.integers(0, 2**32 - 1))
def test_nothing_raises_and_the_same_again_changes_nothing(seed: int) -> None:
    random = Random(seed)
    found, workspace = a_book(random), Workspace()
    understood = understand(found, workspace, digest="aa")
    made = plan(workspace, understood)
    assert (summary(made)["path"], headline(made) != "") == (found.path, True)
    assert len(table_lines(made)) == len(understood.tables)
    assert len(change_lines(made)) <= len(made.series) + len(made.records) + 1
    for at, table in enumerate(understood.tables):
        assert loads(dumps(table.recipe)) == table.recipe
        assert len(chips(table.recipe)) == len(table.recipe.decisions)
        own = next(one for one in found.sheets if one.name == table.sheet)
        recipe = table.recipe
        for _step in range(3):
            recipe = corrected(own, recipe, random)
        plan(workspace, with_recipe(understood, at, recipe))
    new = parts(workspace, made)
    after = with_parts(workspace, new) if new else workspace
    once_more = plan(after, understand(found, after, digest="aa"))
    assert {one.status for one in (*once_more.series, *once_more.records)} <= {Status.UNCHANGED}
