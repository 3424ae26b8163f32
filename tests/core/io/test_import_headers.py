"""Headers and neighbours that are not where one would put them: names one column left, tables glued together, dates in three columns."""

from __future__ import annotations

from core.io.importing import plan, understand
from core.model import Series, Workspace
from tests.core.io.made import Value, book, sheet

MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"]


def imported(rows: list[list[Value]], path: str = "data.xlsx") -> dict[str, Series]:
    made = plan(Workspace(), understand(book(sheet(rows), path=path), Workspace(), digest="aa"))
    assert not [one for one in made.problems if one.severity != "note"]
    return {one.result.title: one.result for one in made.series}


def test_a_scenario_that_stands_one_column_left_of_its_block_names_its_columns() -> None:
    made = imported(
        [
            [None, "STEPS", None, None, "APS", None, None],
            [None, None, "Copper (kt)", "Lithium (kt)", None, "Copper (kt)", "Lithium (kt)"],
            *[[year, None, 1, 2, None, 3, 4] for year in (2021, 2030, 2040)],
        ],
        "demand.xlsx",
    )
    assert {title: float(one.points.values[0]) for title, one in made.items()} == {
        "STEPS, Copper": 1.0,
        "STEPS, Lithium": 2.0,
        "APS, Copper": 3.0,
        "APS, Lithium": 4.0,
    }


def test_a_column_without_figures_names_nothing_but_itself() -> None:
    made = imported([["Date", "Copper (USD/t)", "Cobalt (USD/t)", "Tin (USD/t)"], *[[day, 1, None, 2] for day in MONTHS]])
    assert set(made) == {"Copper", "Tin"}


def test_a_table_glued_to_the_right_keeps_its_own_dates() -> None:
    others = ["2023-01", "2023-02", "2023-03", "2023-04"]
    header: list[Value] = ["Date", "Copper (USD/t)", "Date", "Tin (USD/t)"]
    made = imported([header, *[[one, 1.0, other, 5.0] for one, other in zip(MONTHS, others, strict=True)]])
    assert {title: str(one.points.dates[0]) for title, one in made.items()} == {"Copper": "2024-01-01", "Tin": "2023-01-01"}


def test_the_same_dates_once_more_are_no_table_of_their_own() -> None:
    made = imported([["Date", "Copper (USD/t)", "Date", "Tin (USD/t)"], *[[day, 1.0, day, 5.0] for day in MONTHS]])
    assert {title: str(one.points.dates[0]) for title, one in made.items()} == {"Copper": "2024-01-01", "Tin": "2024-01-01"}


def test_year_month_and_day_in_three_columns_are_one_date() -> None:
    header: list[Value] = ["Year", "Month", "Day", "Copper (USD/t)", "Volume", "Change %"]
    made = imported([header, [2024, 1, 30, 1, 5, 3], [2024, 1, 31, 2, 6, 1], [2024, 2, 1, 3, 6, 2]])
    assert [str(day) for day in made["Copper"].points.dates] == ["2024-01-30", "2024-01-31", "2024-02-01"]


def test_the_files_name_alone_says_mineral_and_unit() -> None:
    made = imported([[day, 100.5] for day in MONTHS], "copper_usd_t.csv")
    assert {(one.title, one.mineral, one.unit, one.kind) for one in made.values()} == {("Copper", "copper", "USD/t", "price")}


def test_places_that_a_column_adds_up_are_places_within_the_venue() -> None:
    rows: list[list[Value]] = [["LME stocks, tonnes"], ["Date", "Rotterdam", "Busan", "Total"], *[[day, 1, 2, 3] for day in MONTHS]]
    made = imported(rows, "copper.xlsx")
    assert {title: one.venue for title, one in made.items()} == {
        "Rotterdam": "LME: Rotterdam",
        "Busan": "LME: Busan",
        "Copper total": "LME",
    }
