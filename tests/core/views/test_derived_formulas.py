"""Ratios and spreads in a workbook: each formula gives the value that stands beside it, worked out from the cells that it names."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from core.model import Points, Series, Workspace, collect
from core.views.derived_series import complete, define
from core.views.export import shown_workbook
from tests.core.io.test_import_own_workbook import read_back

MONTHS = np.arange("2020-01", "2021-01", dtype="datetime64[M]").astype("datetime64[D]")
DAYS = np.arange("2020-01-01", "2021-01-01", dtype="datetime64[D]")
GOLD = Series(id="g", title="Gold", kind="price", unit="USD/ozt", frequency="monthly", points=Points(MONTHS, np.linspace(1500, 1900, 12)))
SILVER = Series(
    id="s", title="It's =silver", kind="price", unit="USc/ozt", frequency="daily", points=Points(DAYS, np.linspace(1500, 2600, 366))
)
COPPER = Series(id="c", title="Copper", kind="price", unit="USD/t", frequency="monthly", points=Points(MONTHS, np.linspace(6000, 7000, 12)))
STOCK = Series(id="t", title="Stock", kind="stock", unit="t", frequency="monthly", points=Points(MONTHS, np.linspace(10, 20, 12)))
FIRST, LAST = dt.date(2020, 2, 10), dt.date(2020, 11, 15)


def given(rule: str, one: Series, two: Series) -> tuple[Workspace, str]:
    workspace = Workspace(series=collect([one, two]))
    made = define(workspace, rule, one.id, two.id)
    return Workspace(series=workspace.series, scenarios=collect([made])), made.id


def reckoned(book: Any, formula: str) -> float:
    """What a spreadsheet would make of one of our formulas."""

    def cells(found: re.Match[str]) -> str:
        sheet, where = found["sheet"].replace("''", "'"), found["where"].replace("$", "")
        rows = book[sheet][where]
        values = [cell.value for row in (rows if isinstance(rows, tuple) else ((rows,),)) for cell in row]
        numbers = [float(value) for value in values if isinstance(value, int | float)]
        return repr(sum(numbers) / len(numbers))

    text = re.sub(r"'(?P<sheet>(?:[^']|'')+)'!(?P<where>[$A-Z0-9:]+)", cells, formula.removeprefix("=")).replace("AVERAGE", "")
    assert re.fullmatch(r"[-+*/().e0-9]+", text)
    return float(eval(text))  # noqa: S307 - digits and signs only


@pytest.mark.parametrize(
    ("rule", "one", "two", "factor"),
    [("ratio", GOLD, SILVER, 0.01), ("spread", GOLD, SILVER, 0.01), ("ratio", GOLD, COPPER, None), ("ratio", COPPER, STOCK, None),
     ("ratio", SILVER, GOLD, 100.0)],
)  # fmt: skip
def test_each_formula_gives_the_value_beside_it(tmp_path: Path, rule: str, one: Series, two: Series, factor: float | None) -> None:
    workspace, key = given(rule, one, two)
    path = tmp_path / "out.xlsx"
    written = shown_workbook(workspace, [key], FIRST, LAST, path)
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    assert "Index monthly" in written.sheets
    sheet = formulas["Index monthly"]
    found = [(cell.value, values["Index monthly"][cell.coordinate].value) for cell in sheet["B"][3:]]
    live = [(text, value) for text, value in found if isinstance(text, str)]
    assert len(live) >= len(found) - 2 >= 7
    for text, value in live:
        assert text.startswith("=")
        assert reckoned(values, text) == pytest.approx(value, rel=1e-9)
    points = complete(workspace).series[key].points.between(np.datetime64(FIRST), np.datetime64(LAST))
    np.testing.assert_allclose([value for _text, value in found], points.values)
    assumed = [sheet for sheet in written.sheets if sheet == "Assumptions"]
    if factor is not None and {one.unit, two.unit} == {"USD/ozt", "USc/ozt"}:
        assert values["Assumptions"]["B2"].value == pytest.approx(factor)
    elif {one.unit, two.unit} == {"USD/t", "t"}:
        assert assumed == []


def test_where_a_month_is_not_wholly_written_the_value_stands_alone(tmp_path: Path) -> None:
    workspace, key = given("ratio", SILVER, GOLD)
    path = tmp_path / "out.xlsx"
    shown_workbook(workspace, [key], dt.date(2020, 3, 1), dt.date(2020, 6, 10), path)
    cells = [cell.value for cell in openpyxl.load_workbook(path)["Index monthly"]["B"][3:]]
    assert [isinstance(one, str) for one in cells] == [True, True, True, False]


def test_a_ratio_of_a_spread_names_the_cells_of_the_spread(tmp_path: Path) -> None:
    workspace, spread = given("spread", GOLD, SILVER)
    outer = define(workspace, "ratio", spread, "g")
    workspace = Workspace(series=workspace.series, scenarios=collect([*workspace.scenarios.values(), outer]))
    path = tmp_path / "out.xlsx"
    shown_workbook(workspace, [outer.id], FIRST, LAST, path)
    values = openpyxl.load_workbook(path, data_only=True)
    sheet = openpyxl.load_workbook(path)["Index monthly"]
    for column in "BC":
        live = [cell for cell in sheet[column][3:] if isinstance(cell.value, str)]
        assert len(live) >= 8  # of November only half is written
        for cell in live:
            assert reckoned(values, cell.value) == pytest.approx(values["Index monthly"][cell.coordinate].value, rel=1e-9)


def test_what_was_written_with_formulas_is_read_back_with_its_values(tmp_path: Path) -> None:
    workspace, key = given("ratio", GOLD, SILVER)
    path = tmp_path / "out.xlsx"
    shown_workbook(workspace, [key], FIRST, LAST, path)
    back = read_back(path)
    assert set(back.series) == {key, "g", "s"}
    for one in complete(workspace).series.values():
        assert back.series[one.id].points == one.points.between(np.datetime64(FIRST), np.datetime64(LAST))
