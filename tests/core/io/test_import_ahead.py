"""Figures of what is to come: forward curves with tenors, contracts down the rows of one day, forecasts beside what was measured."""

from __future__ import annotations

import pytest

from core.io.importing import ImportPlan, plan, understand
from core.io.periods import Status, read_period, year_in
from core.io.tenors import curve, is_ahead, tenor_of
from core.model import Mark, Series, Workspace
from tests.core.io.made import Value, book, sheet


def imported(rows: list[list[Value]], path: str = "prices.xlsx") -> ImportPlan:
    return plan(Workspace(), understand(book(sheet(rows), path=path), Workspace(), digest="aa"))


def series(made: ImportPlan) -> dict[str, Series]:
    return {one.result.title: one.result for one in made.series}


def test_columns_of_tenors_are_a_curve_and_cash_is_the_price() -> None:
    made = series(
        imported(
            [
                ["LME copper, USD/t"],
                ["Date", "Cash", "3M", "15M"],
                ["2026-11-23", 1, 2, 3],
                ["2026-11-24", 4, 5, 6],
                ["2026-11-25", 7, 8, 9],
            ],
        )
    )
    assert {title: (one.kind, one.tenor, one.mineral, one.unit, one.venue) for title, one in made.items()} == {
        "Copper Cash": ("price", "cash", "copper", "USD/t", "LME"),
        "Copper 3M": ("forward", "3M", "copper", "USD/t", "LME"),
        "Copper 15M": ("forward", "15M", "copper", "USD/t", "LME"),
    }


def test_contracts_down_the_rows_are_the_curve_of_the_day_in_the_title() -> None:
    made = imported(
        [["LME copper settlement, USD/t"], ["As of 26 November 2026"], [], ["Contract", "Settle", "Change"],
         ["Dec-26", 9_500.5, 3], ["Jan-27", 9_510, 3], ["Feb-27", 9_520, 3]],
    )  # fmt: skip
    assert {(one.tenor, one.kind, str(one.points.dates[0]), float(one.points.values[0])) for one in series(made).values()} == {
        ("2026-12", "forward", "2026-11-26", 9_500.5),
        ("2027-01", "forward", "2026-11-26", 9_510.0),
        ("2027-02", "forward", "2026-11-26", 9_520.0),
    }


def test_contracts_without_a_day_are_asked_for_it_and_are_no_history() -> None:
    made = imported([["Contract month", "Settle (USD/t)"], ["Dec-26", 9_500.5], ["Jan-27", 9_510], ["Feb-27", 9_520]])
    assert not made.series
    assert "date" in {one.key for one in made.understood.tables[0].recipe.questions}


def test_performance_over_spans_of_time_is_no_curve() -> None:
    made = series(imported([["Date", "1M (%)", "3M (%)"], ["2026-11-23", 1, 2], ["2026-11-24", 4, 5], ["2026-11-25", 7, 8]], "gold.csv"))
    assert {one.kind for one in made.values()} & {"forward"} == set()


@pytest.mark.parametrize(
    "words", [("2024e", "2025f", "2026f"), ("2024 (est.)", "2025 forecast", "2026 (F)"), ("2024 E", "2025預測", "2026 proj.")]
)
def test_years_that_say_forecast_are_a_series_of_their_own(words: tuple[str, str, str]) -> None:
    estimated, *ahead = words
    down: list[list[Value]] = [
        ["Year", "Copper (USD/t)"],
        [2022, 8_800],
        [2023, 8_490],
        [estimated, 9_100],
        [ahead[0], 9_300],
        [ahead[1], 9_500],
    ]
    across: list[list[Value]] = [["Metal prices"], ["Metal", "Unit", 2022, 2023, *words],
                                 ["Copper", "USD/t", 8_800, 8_490, 9_100, 9_300, 9_500],
                                 ["Tin", "USD/t", 1, 2, 3, 4, 5]]  # fmt: skip
    for rows in (down, across):
        made = series(imported(rows))
        assert made["Copper"].points.values.tolist() == [8_800, 8_490, 9_100]
        assert made["Copper"].points.marks.tolist() == [0, 0, Mark.ESTIMATED]
        assert made["Copper, forecast"].points.values.tolist() == [9_300, 9_500]
        assert (made["Copper"].kind, made["Copper, forecast"].kind) == ("price", "forecast")


def test_a_column_says_which_rows_are_forecasts() -> None:
    rows: list[list[Value]] = [["Quarter", "Type", "Nickel (USD/t)"], ["2026Q1", "Actual", 15_000], ["2026Q2", "Actual", 15_100],
                               ["2026Q3", "Estimate", 15_200], ["2026Q4", "Forecast", 15_300], ["2027Q1", "Forecast", 15_400]]  # fmt: skip
    made = series(imported(rows))
    assert made["Nickel"].points.marks.tolist() == [0, 0, Mark.ESTIMATED]
    assert made["Nickel, forecast"].points.values.tolist() == [15_300, 15_400]


@pytest.mark.parametrize(
    ("title", "tenor"),
    [
        ("Copper 3M", "3M"), ("Copper, 3-months", "3M"), ("three-month", "3M"), ("三個月", "3M"), ("15M", "15M"), ("5Y", "5Y"),
        ("M+1", "M+1"),
        ("C2", "M+2"), ("2nd nearby", "M+2"), ("LME cash", "cash"), ("現貨", "cash"), ("Dec-26", "2026-12"), ("Copper, 2026-12", "2026-12"),
        ("Copper 3M average", ""), ("3-month change", ""), ("20 mt", ""), ("Aluminum", ""), ("H2 2025", ""), ("2025", ""),
        ("Class 1 nickel", ""),
    ],
)  # fmt: skip
def test_tenors_are_read_from_titles(title: str, tenor: str) -> None:
    assert tenor_of(title) == tenor


def test_what_may_be_a_grade_is_a_tenor_only_beside_others() -> None:
    assert is_ahead("Copper 3M")
    assert not is_ahead("Grade C2")
    assert curve(["C1", "C2", "Volume"]) == {"C1", "C2"}
    assert curve(["Grade C2", "Cash"]) == set()


@pytest.mark.parametrize(
    ("text", "status"),
    [("2027f", Status.FORECAST), ("2027 (F)", Status.FORECAST), ("2025e", Status.ESTIMATED), ("Q1 2027 est.", Status.ESTIMATED),
     ("2026M01 p", Status.PRELIMINARY), ("2027年（預測）", Status.FORECAST), ("2024", None), ("2024 Dec", None)],
)  # fmt: skip
def test_a_date_may_say_how_sure_its_figures_are(text: str, status: Status | None) -> None:
    period = read_period(text)
    assert period is not None
    assert period.status is status


@pytest.mark.parametrize(
    ("text", "year"), [("2024", 2024), ("2025e", 2025), ("2027 (f)", 2027), ("20245", None), ("2024 t", None), ("1,900", None)]
)
def test_a_year_may_have_a_word_beside_it(text: str, year: int | None) -> None:
    assert year_in(text) == year
