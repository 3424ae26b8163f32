"""Years down and months or quarters across, months down and years across: one series, in the order of its dates."""

from __future__ import annotations

import numpy as np
import pytest

from core.io.importing import ImportPlan, plan, understand
from core.model import Series, Workspace
from tests.core.io.made import Value, book, sheet

NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def imported(rows: list[list[Value]], path: str = "data.xlsx") -> ImportPlan:
    return plan(Workspace(), understand(book(sheet(rows), path=path), Workspace(), digest="aa"))


def only(made: ImportPlan) -> Series:
    assert len(made.series) == 1
    assert not made.problems
    return made.series[0].result


@pytest.mark.parametrize("names", [NAMES, [f"{at}月" for at in range(1, 13)], ["January", *NAMES[1:]]])
def test_months_across_are_one_monthly_series(names: list[str]) -> None:
    rows: list[list[Value]] = [["Tin price, USD/t"], ["Year", *names, "Average"], *[[year, *range(1, 13), 6.5] for year in (2022, 2023)]]
    one = only(imported(rows))
    assert (one.title, one.mineral, one.unit, one.kind, one.frequency) == ("Tin", "tin", "USD/t", "price", "monthly")
    assert one.points.values.tolist() == [*range(1, 13)] * 2
    assert (str(one.points.dates[0]), str(one.points.dates[-1])) == ("2022-01-01", "2023-12-01")
    place = one.place(13)
    assert place is not None
    assert place.address == "C4"


def test_years_across_are_the_same_series() -> None:
    rows: list[list[Value]] = [["Tin price, USD/t"], ["Month", 2022, 2023], *[[name, at + 1, at + 101] for at, name in enumerate(NAMES)]]
    one = only(imported(rows))
    assert one.points.values.tolist() == [*range(1, 13), *range(101, 113)]
    place = one.place(13)
    assert place is not None
    assert place.address == "C4"


def test_quarters_across_for_each_metal() -> None:
    rows: list[list[Value]] = [
        ["Metal", "Year", "Q1", "Q2", "Q3", "Q4"],
        *[[metal, year, 1, 2, 3, 4] for metal in ("Tin", "Zinc") for year in (2022, 2023)],
    ]
    made = imported([["Exports, t"], *rows])
    assert {
        one.result.title: (one.result.mineral, one.result.unit, one.result.frequency, len(one.result.points)) for one in made.series
    } == {
        "Tin": ("tin", "t", "quarterly", 8),
        "Zinc": ("zinc", "t", "quarterly", 8),
    }


def test_months_to_come_are_no_points_and_one_left_out_is_a_gap() -> None:
    rows: list[list[Value]] = [["Tin price, USD/t"], ["Year", *NAMES], [2022, *range(1, 13)], [2023, 1, None, 3, *[None] * 9]]
    one = only(imported(rows))
    assert len(one.points) == 15
    assert np.isnan(one.points.values[13])


def test_a_row_of_years_between_the_months_dates_them() -> None:
    rows: list[list[Value]] = [
        ["Month", "Tin (USD/t)"],
        [2022, None],
        *[[name, 1.0] for name in NAMES],
        [2023, None],
        ["Jan", 2.0],
        ["Feb", 3.0],
    ]
    one = only(imported(rows))
    assert len(one.points) == 14
    assert (str(one.points.dates[0]), str(one.points.dates[-1])) == ("2022-01-01", "2023-02-01")


def test_the_year_may_stand_beside_its_first_month_only() -> None:
    body: list[list[Value]] = [[2022 if at == 0 else None, name, 1.0] for at, name in enumerate(NAMES)] + [
        [2023, "Jan", 2.0],
        [None, "Feb", 3.0],
    ]
    one = only(imported([["Year", "Month", "Tin (USD/t)"], *body]))
    assert len(one.points) == 14
    assert str(one.points.dates[-1]) == "2023-02-01"


def test_the_year_may_stand_in_the_first_months_cell_only() -> None:
    body: list[list[Value]] = [["2022 Jan" if at == 0 else name, 1.0] for at, name in enumerate(NAMES)] + [["2023 Jan", 2.0], ["Feb", 3.0]]
    one = only(imported([["Period", "Tin (USD/t)"], *body]))
    assert len(one.points) == 14
    assert str(one.points.dates[-1]) == "2023-02-01"
