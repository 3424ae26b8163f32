"""The statistics of the range in view, and how each is explained."""

import datetime as dt
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from core.io.example import example_workspace
from core.model import Points, Series, Workspace, collect
from core.views import export
from core.views.price_statistics import StatisticsView, explain, statistics_view

SILVER = "pink-sheet/silver"


@pytest.fixture(scope="module")
def example() -> Workspace:
    return example_workspace()


def cell(view: StatisticsView, key: str, column: int = 0) -> str:
    return view.columns[column].texts[[row.key for row in view.rows].index(key)]


def view_of(values: list[float], first: str = "2020-01") -> StatisticsView:
    dates = np.datetime64(first, "M") + np.arange(len(values))
    series = Series(id="x", title="X", unit="USD/t", frequency="monthly", points=Points(dates, values))
    return statistics_view(Workspace(series=collect([series])), ["x", "gone"], dt.date(2020, 1, 1), dt.date(2020, 12, 31))


def test_the_range_decides_what_is_counted() -> None:
    view = view_of([100.0, 120.0, 60.0, 90.0, 130.0])
    told = {row.key: text for row, text in zip(view.rows, view.columns[0].texts, strict=True)}
    assert {key: told[key] for key in ("last", "last_day", "change", "depth", "start", "trough", "recovery", "count", "missing")} == {
        "last": "130", "last_day": "2020-05-01", "change": "+30.0 %", "depth": "−50.0 %", "start": "2020-02-01",
        "trough": "2020-03-01", "recovery": "2020-05-01", "count": "5", "missing": "0",
    }  # fmt: skip
    assert told["percentile"] == "90.0"
    assert told["z"] == "+1.50"  # (130 - 92.5) / 25: the last value is not among those it is held against
    assert len(view.columns) == 1


def test_what_cannot_be_said_is_a_dash_with_its_reason() -> None:
    one = view_of([5.0])
    assert (cell(one, "last"), cell(one, "change"), cell(one, "volatility"), cell(one, "high")) == ("5", "–", "–", "–")
    none = view_of([float("nan")])
    assert (cell(none, "last"), cell(none, "count"), cell(none, "missing")) == ("–", "0", "1")
    rows = [row.key for row in one.rows]
    workspace = Workspace(series=collect([one.columns[0].series]))
    assert dict(explain(workspace, one, rows.index("volatility"), 0))["Volatility a year"] == "X: needs two returns"
    for view in (one, none, view_of([])):
        for at in range(len(rows)):
            assert explain(workspace, view, at, 0)


def test_a_number_explains_itself_down_to_the_cell(example: Workspace) -> None:
    view = statistics_view(example, [SILVER], dt.date(2011, 1, 1), dt.date(2020, 12, 31), "USD/kg")
    rows = [row.key for row in view.rows]
    lines = dict(explain(example, view, rows.index("depth"), 0))
    assert lines["Deepest fall"] == f"Silver: {cell(view, 'depth')}"
    assert lines["Range"] == "2011-01-01 to 2020-12-31, 120 values"
    assert lines["Unit"] == "converted from USD/ozt to USD/kg"
    assert lines["Peak"].startswith("2011-04-01: ")
    assert "series_values.csv!C" in lines["Peak"]
    assert "World Bank" in lines["Low"]
    assert "Recovery" not in lines
    high = dict(explain(example, view, rows.index("high"), 0))
    assert high["That value"].startswith("2011-04-01")


def test_the_unit_changes_prices_and_no_return(example: Workspace) -> None:
    own, kilos = (statistics_view(example, [SILVER], dt.date(2011, 1, 1), dt.date(2020, 12, 31), unit) for unit in ("", "USD/kg"))
    assert cell(own, "change") == cell(kilos, "change")
    assert cell(own, "last") != cell(kilos, "last")
    assert kilos.columns[0].unit == "USD/kg"


def test_the_table_is_a_sheet_of_the_export(example: Workspace, tmp_path: Path) -> None:
    view = statistics_view(example, [SILVER], dt.date(2011, 1, 1), dt.date(2020, 12, 31))
    path = tmp_path / "out.xlsx"
    written = export.shown_workbook(example, [SILVER], view.first, view.last, path)
    assert "Statistics" in written.sheets
    book = openpyxl.load_workbook(path)
    header, row = book["Statistics"].iter_rows(values_only=True)
    book.close()
    told = dict(zip(header, row, strict=True))
    assert (told["Series"], told["Unit"], told["Values"]) == ("Silver", "USD/ozt", 120)
    assert told["Deepest fall"] == pytest.approx(view.columns[0].found.drawdown.depth)  # type: ignore[union-attr]
    assert told["… recovered on"] is None
