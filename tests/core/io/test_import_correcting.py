"""What a person says of a row or a cell: the rest is found out anew."""

from __future__ import annotations

from core.io.cells import Sheet
from core.io.convert import convert
from core.io.correcting import CellPart, RowPart, with_cell, with_row
from core.io.detect import again, find_tables
from core.io.recipe import Role, TableRecipe, dumps, loads
from core.model import Series
from tests.core.io.made import Value, book, sheet

ROWS: list[list[Value]] = [
    ["Prices in USD/t"],
    ["Bureau", "North", "South"],
    ["Metal", "Copper", "Tin"],
    ["Date", "A", "B"],
    ["2024-01", 1.0, 10.0],
    ["2024-02", 2.0, 20.0],
    ["2024-03", 3.0, 30.0],
    ["2024-04", 4.0, 40.0],
]


def table(rows: list[list[Value]] = ROWS) -> tuple[Sheet, TableRecipe]:
    made = sheet(rows)
    return made, find_tables(made, "data.xlsx")[0].recipe


def series(made: Sheet, recipe: TableRecipe) -> dict[str, Series]:
    found = convert(book(made), made, again(made, recipe, "data.xlsx"), "s").parts.get("series", ())
    return {one.title: one for one in found if isinstance(one, Series)}


def test_another_row_of_names_names_the_columns() -> None:
    made, recipe = table()
    for row in (1, 3):
        recipe = with_row(made, recipe, row, RowPart.LEFT_OUT)
    assert set(series(made, with_row(made, recipe, 2, RowPart.NAMES))) == {"Copper", "Tin"}


def test_a_row_of_units_gives_each_column_its_own() -> None:
    rows = [*ROWS[1:3], ["Basis", "USD/lb", "USD/kg"], *ROWS[4:]]
    made, recipe = table(rows)
    found = series(made, with_row(made, recipe, 2, RowPart.UNITS))
    assert sorted(one.unit for one in found.values()) == ["USD/kg", "USD/lb"]


def test_a_row_left_out_makes_no_point_and_comes_back() -> None:
    made, recipe = table()
    without = with_row(made, recipe, 6, RowPart.LEFT_OUT)
    one = next(iter(series(made, without).values()))
    assert one.points.values.tolist() == [1.0, 2.0, 4.0]
    back = series(made, with_row(made, without, 6, RowPart.DATA))
    assert next(iter(back.values())).points.values.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_the_first_and_last_row_of_the_data_stay_as_they_were_set() -> None:
    made, recipe = table()
    bounded = with_row(made, with_row(made, recipe, 5, RowPart.FIRST), 6, RowPart.LAST)
    assert next(iter(series(made, bounded).values())).points.values.tolist() == [2.0, 3.0]
    assert loads(dumps(bounded)) == bounded


def test_a_cell_is_the_unit_or_the_name_of_its_column() -> None:
    made, recipe = table([["Cu", "USD/lb"], *[[f"2024-0{at}", float(at)] for at in range(1, 6)]])
    recipe = with_cell(made, recipe, 0, 1, CellPart.UNIT)
    recipe = with_cell(made, recipe, 0, 0, CellPart.MINERAL)
    (one,) = series(made, recipe).values()
    assert (one.unit, one.mineral) == ("USD/lb", "copper")


def test_a_cell_is_the_unit_of_all_columns_without_one() -> None:
    made, recipe = table([["thousand tonnes"], [], ["Date", "Copper", "Tin"], *[[f"2024-0{at}", at, at] for at in range(1, 6)]])
    found = series(made, with_cell(made, recipe, 0, 0, CellPart.UNIT_OF_ALL))
    assert {one.unit for one in found.values()} == {"kt"}


def test_a_blank_cell_says_nothing() -> None:
    made, recipe = table()
    assert with_cell(made, recipe, 0, 2, CellPart.UNIT_OF_ALL) == recipe


def test_rows_of_a_table_that_runs_across_are_columns_of_the_sheet() -> None:
    rows: list[list[Value]] = [
        ["Metal", "Unit", "2024-01", "2024-02", "2024-03"],
        ["Copper", "USD/t", 1.0, 2.0, 3.0],
        ["Tin", "USD/t", 4.0, 5.0, 6.0],
    ]
    made, recipe = table(rows)
    assert recipe.across
    one = series(made, with_row(made, recipe, 3, RowPart.LEFT_OUT))["Copper"]
    assert one.points.values.tolist() == [1.0, 3.0]
    assert recipe.having(Role.VALUE)
