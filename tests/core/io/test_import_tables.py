"""Where tables are found, what their columns are taken for, and what they become."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

from core.io.cells import Sheet
from core.io.convert import Converted, convert
from core.io.detect import again, find_tables
from core.io.recipe import Orientation, Role, TableRecipe, dumps, loads, with_column, with_decision, with_role
from core.model import Mark, Problem, Series
from tests.core.io.made import Error, Shown, Uncomputed, Value, book, months, sheet

Rows = Sequence[Sequence[Value]]


def the_table(rows: Rows, file_name: str = "prices.xlsx", name: str = "Sheet1") -> tuple[Sheet, TableRecipe]:
    made = sheet(rows, name)
    tables = find_tables(made, file_name)
    assert len(tables) == 1
    return made, tables[0].recipe


def converted(rows: Rows, file_name: str = "prices.xlsx") -> Converted:
    made, recipe = the_table(rows, file_name)
    return convert(book(made, path=file_name), made, recipe, "file/x")


def series_of(found: Converted) -> dict[str, Series]:
    return {one.title: one for one in found.parts.get("series", ()) if isinstance(one, Series)}


def problems_of(found: Converted, rule: str) -> list[Problem]:
    return [one for one in found.problems if one.rule == rule]


WIDE = [
    ["Monthly prices of metals"],
    ["Updated on July 02, 2026"],
    [None, "Copper", "Gold", "Iron ore, spot **"],
    [None, "($/mt)", "($/troy oz)", "($/dmtu)"],
    *([month, 9000.0 + at, 1700.0 + at, "…" if at < 2 else 100.0 + at] for at, month in enumerate(months("2024-01", 6))),
    ["Source: a bank"],
    ["… not available"],
]


def test_titles_units_and_footnotes_stand_around_the_data_and_are_not_data() -> None:
    _made, recipe = the_table(WIDE)
    assert recipe.range == "A3:D10"
    assert (recipe.header_rows, recipe.unit_row, recipe.first_row, recipe.last_row) == ((2, 3), 3, 4, 9)
    assert recipe.orientation is Orientation.WIDE
    assert [one.role for one in recipe.columns] == [Role.DATE, Role.VALUE, Role.VALUE, Role.VALUE]
    assert recipe.above[0] == "Monthly prices of metals"
    assert recipe.below == ("Source: a bank", "… not available")


def test_a_wide_table_gives_a_series_a_column() -> None:
    found = converted(WIDE)
    series = series_of(found)
    assert list(series) == ["Copper", "Gold", "Iron ore, spot"]
    gold, iron = series["Gold"], series["Iron ore, spot"]
    assert (gold.id, gold.kind, gold.mineral, gold.unit, gold.frequency) == ("prices/gold", "price", "gold", "USD/ozt", "monthly")
    assert gold.points.dates[0] == np.datetime64("2024-01-01")
    assert gold.points.values.tolist() == [1700.0, 1701.0, 1702.0, 1703.0, 1704.0, 1705.0]
    assert str(gold.place(1)) == "Sheet1!C6"
    assert iron.points.marks[:3].tolist() == [Mark.NOT_AVAILABLE, Mark.NOT_AVAILABLE, 0]
    assert np.isnan(iron.points.values[0])
    assert found.problems == ()


def test_a_long_table_gives_a_series_a_name() -> None:
    rows = [["Date", "Metal", "Price", "Unit"]]
    for at, month in enumerate(months("2024-01", 4, "{year}-{month:02d}")):
        rows += [[month, "Copper", 9000.0 + at, "USD/t"], [month, "Gold", 2000.0 + at, "USD/ozt"]]
    _made, recipe = the_table(rows)
    assert recipe.orientation is Orientation.LONG
    assert [one.role for one in recipe.columns] == [Role.DATE, Role.NAME, Role.VALUE, Role.UNIT]
    series = series_of(converted(rows))
    assert {title: (one.unit, one.mineral, one.points.values.tolist()) for title, one in series.items()} == {
        "Copper": ("USD/t", "copper", [9000.0, 9001.0, 9002.0, 9003.0]),
        "Gold": ("USD/ozt", "gold", [2000.0, 2001.0, 2002.0, 2003.0]),
    }


def test_a_header_that_names_nothing_takes_its_subject_from_the_file_and_the_unit_is_asked() -> None:
    rows = [["Date", "Price"], *([month, 18.93] for month in months("1833-01", 5, "{year}-{month:02d}"))]
    made, recipe = the_table(rows, "gold_monthly.csv", name="gold_monthly")
    unit = recipe.decision("unit")
    assert unit is not None
    assert (unit.certain, unit.value) == (False, "")
    found = convert(book(made, path="gold_monthly.csv", format="csv"), made, recipe, "file/x")
    (gold,) = series_of(found).values()
    assert (gold.id, gold.mineral, gold.unit) == ("gold-monthly/gold-price", "gold", "")
    assert gold.points.dates[0] == np.datetime64("1833-01-01")
    assert str(gold.place(0)) == "B2"
    (problem,) = found.problems
    assert (problem.cell, problem.rule) == ("B1", "unit")

    settled = again(made, with_decision(recipe, "unit", "USD/ozt"), "gold_monthly.csv")
    assert settled.questions == ()
    (gold,) = series_of(convert(book(made, format="csv"), made, settled, "file/x")).values()
    assert gold.unit == "USD/ozt"


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["13/01/2024", "14/01/2024", "15/01/2024"], "2024-01-13"),
        (["01/13/2024", "01/14/2024", "01/15/2024"], "2024-01-13"),
        (["2024Q1", "2024Q2", "2024Q3"], "2024-01-01"),
        (["2023年10月", "2023年11月", "2023年12月"], "2023-10-01"),
        (["Jan-68", "Feb-68", "Mar-68"], "1968-01-01"),
        ([202401, 202402, 202403], "2024-01-01"),
        ([20240105, 20240106, 20240107], "2024-01-05"),
        ([1900, 1901, 1902], "1900-01-01"),
        ([dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2024, 3, 31)], "2024-01-31"),
        ([Shown(dt.date(2024, 1, 31), "mmm-yy"), Shown(dt.date(2024, 2, 29), "mmm-yy")], "2024-01-01"),
        (["31-Mar-2024", "30-Apr-2024", "31-May-2024"], "2024-03-31"),
    ],
)
def test_dates_are_read_as_they_are_written(dates: list[Value], first: str) -> None:
    found = converted([["Date", "Copper (USD/t)"], *([day, 5.5 + at] for at, day in enumerate(dates))])
    (copper,) = series_of(found).values()
    assert str(copper.points.dates[0]) == first
    assert len(copper.points) == len(dates)
    assert found.problems == ()


def test_newest_first_is_turned_round_and_keeps_its_places() -> None:
    found = converted([["Date", "Copper (USD/t)"], ["2024-03", 3], ["2024-02", 2], ["2024-01", 1]])
    (copper,) = series_of(found).values()
    assert copper.points.values.tolist() == [1, 2, 3]
    assert str(copper.place(0)) == "Sheet1!B4"


def test_day_and_month_that_cannot_be_told_apart_are_asked_about() -> None:
    rows = [["Date", "Copper (USD/t)"], *([f"01/{month:02d}/2024", float(month)] for month in range(1, 9))]
    made, recipe = the_table(rows)
    decision = recipe.decision("day_first")
    assert decision is not None
    assert not decision.certain
    found = convert(book(made), made, recipe, "file/x")
    (problem,) = problems_of(found, "day first")
    assert problem.cell == "A2"
    monthly = series_of(found)["Copper"]
    assert monthly.frequency == "monthly"
    other = again(made, with_decision(recipe, "day_first", "no"))
    assert other.questions == ()
    daily = series_of(convert(book(made), made, other, "file/x"))["Copper"]
    assert daily.points.dates[-1] == np.datetime64("2024-01-08")


def test_a_decimal_comma_is_decided_by_column_and_an_open_one_is_asked() -> None:
    rows = [["Date", "Kupfer", "Zinn"], ["2024-01", "9.123,5", "25.000"], ["2024-02", "9.200,25", "26.000"]]
    made, recipe = the_table(rows)
    assert [one.decimal for one in recipe.having(Role.VALUE)] == [",", ","]
    series = series_of(convert(book(made), made, recipe, "file/x"))
    assert series["Kupfer"].points.values.tolist() == [9123.5, 9200.25]
    assert series["Zinn"].points.values.tolist() == [25000.0, 26000.0]

    alone, recipe = the_table([["Date", "Zinn"], ["2024-01", "25.000"], ["2024-02", "26.000"]])
    decision = recipe.decision("decimal")
    assert decision is not None
    assert not decision.certain
    assert len(problems_of(convert(book(alone), alone, recipe, "file/x"), "decimal")) == 1


def test_words_for_missing_values_are_marks_and_never_zero() -> None:
    words: list[Value] = ["W", "NA", "nil", "-", Error("#DIV/0!"), Uncomputed("=B1"), "1,200e", ">50", "copper?"]
    rows = [["Year", "Cobalt (t)"], [2000, 5.0], *([2001 + at, word] for at, word in enumerate(words)), [2020, 7.0]]
    found = converted(rows)
    (cobalt,) = series_of(found).values()
    assert np.isnan(cobalt.points.values[1:7]).all()
    assert cobalt.points.values[7:9].tolist() == [1200.0, 50.0]
    assert cobalt.points.marks.tolist() == [
        0, Mark.WITHHELD, Mark.NOT_AVAILABLE, Mark.NIL, Mark.NOT_AVAILABLE, Mark.ERROR, Mark.ERROR, Mark.ESTIMATED, Mark.BOUND,
        Mark.ERROR, 0,
    ]  # fmt: skip
    (dash,) = problems_of(found, "dash")
    assert (dash.cell, dash.severity) == ("B6", "note")
    (formula,) = problems_of(found, "not computed")
    assert (formula.cell, formula.value) == ("B8", "=B1")
    (word,) = problems_of(found, "number")
    assert (word.cell, word.value, word.severity) == ("B11", "copper?", "warning")
    assert word.message
    assert word.suggestion


def test_a_dash_that_the_notes_explain_is_nil_and_no_problem() -> None:
    rows = [["Year", "Cobalt output (t)"], [2000, 5.0], [2001, "--"], [2002, 6.0], ["W Withheld. -- Zero."]]
    found = converted(rows)
    (cobalt,) = series_of(found).values()
    assert cobalt.points.marks[1] == Mark.NIL
    assert found.problems == ()


def test_blank_cells_before_and_after_are_no_points_and_those_between_are_gaps() -> None:
    rows = [["Year", "Cobalt (t)", "Nickel (t)"], [2000, None, 1], [2001, 2, 2], [2002, None, 3], [2003, 4, 4], [2004, None, 5]]
    cobalt = series_of(converted(rows))["Cobalt"]
    assert cobalt.points.dates.astype("datetime64[Y]").astype(str).tolist() == ["2001", "2002", "2003"]
    assert np.isnan(cobalt.points.values[1])
    assert cobalt.points.marks[1] == 0


def test_a_date_that_stands_twice_is_told_and_the_first_is_kept() -> None:
    found = converted([["Date", "Copper (USD/t)"], ["2024-01", 1], ["2024-02", 2], ["2024-02", 99], ["2024-03", 3]])
    (copper,) = series_of(found).values()
    assert copper.points.values.tolist() == [1, 2, 3]
    assert [one.cell for one in problems_of(found, "date twice")] == ["A4"]


def test_a_row_whose_date_cannot_be_read_is_told_and_left_out() -> None:
    found = converted([["Date", "Copper (USD/t)"], ["2024-01", 1], ["soon", 2], ["2024-03", 3], ["2024-04", 4]])
    (copper,) = series_of(found).values()
    assert copper.points.values.tolist() == [1, 3, 4]
    assert [(one.cell, one.value) for one in problems_of(found, "date")] == [("A3", "soon")]


def test_many_cells_alike_are_summed_up() -> None:
    rows = [["Year", "Cobalt (t)"], *([1900 + at, "what?" if at % 2 else 5.0] for at in range(60))]
    numbers = problems_of(converted(rows), "number")
    (line,) = numbers
    assert line.cell.split(", ") == [f"B{row}" for row in range(3, 62, 2)]
    assert "30 cells" in line.message


def test_units_come_from_brackets_a_row_the_header_a_sentence_or_the_number_format() -> None:
    dates = [["2024-01"], ["2024-02"], ["2024-03"]]
    in_brackets = series_of(converted([["Date", "Copper (USD/t)"], *([*day, 5.5] for day in dates)]))
    assert {title: one.unit for title, one in in_brackets.items()} == {"Copper": "USD/t"}
    sentence = [["[All values in metric tons (t) unless otherwise noted]"], ["Date", "Cobalt production"], *([*day, 5.5] for day in dates)]
    assert series_of(converted(sentence))["Cobalt production"].unit == "t"
    percent = [["Date", "Cobalt share"], *([*day, Shown(0.125, "0.0%")] for day in dates)]
    (share,) = series_of(converted(percent)).values()
    assert (share.unit, share.points.values[0]) == ("%", 12.5)


def test_a_unit_that_is_not_known_is_kept_as_written_and_told() -> None:
    found = converted([["Date", "Copper"], ["Unit", "furlongs"], ["2024-01", 1], ["2024-02", 2]])
    (copper,) = series_of(found).values()
    assert copper.unit == "furlongs"
    (problem,) = problems_of(found, "unit")
    assert (problem.cell, problem.value) == ("B2", "furlongs")


def test_an_amount_given_for_all_is_not_the_unit_of_a_price() -> None:
    rows = [["[All values in metric tons]"], ["Year", "Production", "Unit value"], *([1900 + at, 5.5, 7.5] for at in range(4))]
    _made, recipe = the_table(rows, "lithium.xlsx")
    assert [one.unit for one in recipe.having(Role.VALUE)][1] == ""
    assert [one.key for one in recipe.questions] == ["unit"]


def test_helper_columns_do_not_become_series() -> None:
    rows = [["Date", "Year", "Copper (USD/t)", "Change %", "Volume"]]
    rows += [[dt.date(2024, 1, day), 2024, 9000.0 + day, 0.1 * day, 5000.0] for day in range(1, 6)]
    assert list(series_of(converted(rows))) == ["Copper"]


def test_staggered_and_grouped_headers_give_each_column_its_name() -> None:
    rows: list[list[Value]] = [
        [None, "Copper", None, "Zinc", None],
        ["Date", "Cash", "3-month", "Cash", "3-month"],
        *([month, 1.5, 2.5, 3.5, 4.5] for month in months("2024-01", 4)),
    ]
    assert list(series_of(converted(rows))) == ["Copper, Cash", "Copper, 3-month", "Zinc, Cash", "Zinc, 3-month"]
    staggered: list[list[Value]] = [
        [None, "Overall", None, None], [None, None, "Energy", None], [None, None, None, "Metals"],
        *([month, 1.5, 2.5, 3.5] for month in months("2024-01", 4)),
    ]  # fmt: skip
    assert list(series_of(converted(staggered))) == ["Overall", "Energy", "Metals"]


def test_columns_of_the_same_title_get_ids_of_their_own() -> None:
    found = converted(
        [["Date", "Copper", "Copper", "Copper"], ["Unit", "USD/t", "USD/lb", "USD/lb"], ["2024-01", 1, 2, 3], ["2024-02", 1, 2, 3]]
    )
    ids = [one.id for one in found.parts["series"]]
    assert len(set(ids)) == 3
    assert ids[0] == "prices/copper-usd-t"
    assert problems_of(found, "title twice")


def test_tables_side_by_side_and_one_below_the_other_are_found() -> None:
    left = [["Date", "Copper (USD/t)"], ["2024-01", 1.5], ["2024-02", 2.5], ["2024-03", 3.5]]
    right = [["Date", "Gold (USD/ozt)"], ["2020-01", 4.5], ["2020-02", 5.5], ["2020-03", 6.5]]
    rows: list[list[Value]] = [[*a, None, *b] for a, b in zip(left, right, strict=True)]
    rows += [[], ["Date", "Tin (USD/t)"], ["2021-01", 7.5], ["2021-02", 8.5]]
    made = sheet(rows)
    tables = find_tables(made)
    assert sorted(one.recipe.range for one in tables) == ["A1:B4", "A6:B8", "D1:E4"]
    titles = {title for one in tables for title in series_of(convert(book(made), made, one.recipe, "file/x"))}
    assert titles == {"Copper", "Gold", "Tin"}


def test_blank_rows_within_the_data_do_not_end_the_table() -> None:
    rows: list[list[Value]] = [["Date", "Copper (USD/t)"], ["2024-01", 1.5], ["2024-02", 2.5], [], ["2024-03", 3.5], ["2024-04", 4.5]]
    found = converted(rows)
    assert series_of(found)["Copper"].points.values.tolist() == [1.5, 2.5, 3.5, 4.5]


def test_numbers_without_dates_are_told_and_not_imported() -> None:
    found = converted([["Country", "Reserves", "Share"], ["Chile", 9.3, 34], ["Australia", 7.0, 22], ["China", 3.0, 12]])
    assert found.parts == {}
    assert [one.rule for one in found.problems] == ["no dates"]


def test_text_alone_is_no_table() -> None:
    assert find_tables(sheet([["Read me"], ["This book was made in 2024."], [], ["Contact", "someone"]])) == ()
    assert find_tables(sheet([])) == ()
    assert find_tables(sheet([["Date", "Price"]])) == ()


def test_a_person_may_say_which_columns_are_what() -> None:
    rows = [["Month", "Note", "A", "B"], *([month, "x", 1.5, 2.5] for month in months("2024-01", 4))]
    made, recipe = the_table(rows)
    changed = again(made, with_role(with_column(recipe, 2, title="Copper, cash", unit="USD/t"), 3, Role.IGNORE))
    (copper,) = series_of(convert(book(made), made, changed, "file/x")).values()
    assert (copper.title, copper.unit, copper.mineral) == ("Copper, cash", "USD/t", "copper")


def test_making_a_column_the_dates_makes_a_table_of_numbers_one_of_series() -> None:
    rows = [["Rank", "When", "Copper (USD/t)"], [3, 45292, 1.5], [9, 45323, 2.5], [7, 45352, 3.5]]
    made, recipe = the_table(rows)
    assert recipe.orientation is Orientation.UNKNOWN
    changed = with_role(with_role(recipe, 1, Role.DATE), 2, Role.VALUE)
    (copper,) = series_of(convert(book(made), made, again(made, changed), "file/x")).values()
    assert copper.points.dates.astype(str).tolist() == ["2024-01-01", "2024-02-01", "2024-03-01"]


def test_a_recipe_survives_being_written_as_json() -> None:
    _made, recipe = the_table(WIDE)
    changed = with_role(with_decision(recipe, "unit", "USD/t"), 2, Role.NOTE)
    assert loads(dumps(changed)) == changed
    with pytest.raises(ValueError, match="recipe"):
        loads('{"columns": 5}')


def test_the_fingerprint_is_that_of_the_layout() -> None:
    _made, recipe = the_table(WIDE)
    more = [[], *WIDE[:-2], ["2024M07", 1, 2, 3]]
    _made, moved = the_table(more, "copy of prices (2).xlsx")
    assert moved.layout == recipe.layout
    other = [[*row] for row in WIDE]
    other[2][1] = "Zinc"
    assert the_table(other)[1].layout != recipe.layout


def test_tables_that_name_nothing_are_told_apart_by_the_file() -> None:
    rows = [["Date", "Price"], *([month, 18.93] for month in months("2020-01", 5))]
    gold, silver, newer = (the_table(rows, f"{name}.csv", name=name)[1] for name in ("gold", "silver", "gold_2024-05"))
    assert gold.layout != silver.layout
    assert gold.layout == newer.layout


def test_decisions_can_be_changed_and_changed_back() -> None:
    rows = [["Date", "Copper", "Zinc (USD/lb)"], *([45292 + 31 * at, 1.5, 2.5] for at in range(6))]
    made, recipe = the_table(rows)
    assert recipe.decided("date_system") == "1900"
    for key, value in (
        ("unit", "USD/t"),
        ("unit", "USD/kg"),
        ("date_system", "1904"),
        ("frequency", "irregular"),
        ("kind", "stock"),
        ("collection", "x"),
    ):
        recipe = with_decision(recipe, key, value)
    copper, zinc = series_of(convert(book(made), made, recipe, "file/x")).values()
    assert (copper.id, copper.unit, copper.kind, copper.frequency) == ("x/copper", "USD/kg", "stock", "irregular")
    assert zinc.unit == "USD/lb"
    assert str(copper.points.dates[0]) == "2028-01-02"
    assert again(made, recipe).decided("unit") == "USD/kg"


@pytest.mark.parametrize(
    ("parts", "dates"),
    [
        (["January", "February", "March"], ["2023-01-01", "2023-02-01", "2023-03-01"]),
        ([10, 11, 12], ["2023-10-01", "2023-11-01", "2023-12-01"]),
        (["Q1", "Q2", "Q3"], ["2023-01-01", "2023-04-01", "2023-07-01"]),
        (["10月", "11月", "12月"], ["2023-10-01", "2023-11-01", "2023-12-01"]),
    ],
)
def test_a_year_and_a_month_in_two_columns_make_one_date(parts: list[Value], dates: list[str]) -> None:
    rows = [["Year", "Month", "Copper (USD/t)"], *([2023, part, 1.5 + at] for at, part in enumerate(parts))]
    found = converted(rows)
    (copper,) = series_of(found).values()
    assert copper.points.dates.astype(str).tolist() == dates
    assert copper.frequency in {"monthly", "quarterly"}
    assert found.problems == ()


def test_a_century_that_does_not_follow_is_told() -> None:
    rows = [["Date", "Copper (USD/t)"], *([f"Jan-{year}", 1.5] for year in range(36, 46))]
    found = converted(rows)
    assert [one.cell for one in problems_of(found, "century")] == ["A7"]
    assert problems_of(converted([["Date", "Copper (USD/t)"], *([f"Jan-{at % 100:02d}", 1.5] for at in range(68, 127))]), "century") == []


def test_texts_with_percent_signs_are_percent() -> None:
    (share,) = series_of(converted([["Year", "Cobalt share"], [2000, "12.5%"], [2001, "13%"], [2002, "NA"]])).values()
    assert (share.unit, share.points.values[0]) == ("%", 12.5)


def test_dates_across_are_read_as_well_and_places_stay_true() -> None:
    rows: list[list[Value]] = [
        ["Metal", "Unit", *months("2024-01", 5, "{year}-{month:02d}")],
        ["Copper", "USD/t", 1.5, 2.5, 3.5, 4.5, "W"],
        ["Gold", "USD/ozt", 5.5, 6.5, "lots", 8.5, 9.5],
    ]
    made, recipe = the_table(rows)
    assert recipe.across
    assert recipe.range == "A1:G3"
    assert (recipe.role_at(0, 2), recipe.role_at(1, 2), recipe.role_at(1, 0), recipe.role_at(1, 1)) == (
        Role.DATE,
        Role.VALUE,
        Role.NAME,
        Role.UNIT,
    )
    found = convert(book(made), made, again(made, recipe), "file/x")
    copper, gold = series_of(found).values()
    assert (copper.title, copper.unit, gold.unit) == ("Copper", "USD/t", "USD/ozt")
    assert gold.points.dates.astype(str).tolist()[1:3] == ["2024-02-01", "2024-03-01"]
    assert str(gold.place(1)) == "Sheet1!D3"
    assert [one.cell for one in problems_of(found, "number")] == ["E3"]


def test_countries_by_year_are_told_and_not_taken_for_series() -> None:
    rows = [["Country", 2019, 2020, 2021, 2022], ["Chile", 1.5, 2, 3, 4], ["China", 5.5, 6, 7, 8], ["Peru", 9.5, 10, 11, 12]]
    found = converted(rows)
    assert found.parts == {}
    assert [one.rule for one in found.problems] == ["no dates"]


def test_cells_of_a_million_letters_do_not_hold_it_up() -> None:
    long = "A" * 1_000_000
    rows: list[list[Value]] = [
        ["Date", long],
        *([f"2024-{month:02d}", month + 0.5] for month in range(1, 13)),
        *([long, long] for _row in range(3_000)),
    ]
    (series,) = series_of(converted(rows)).values()
    assert len(series.title) < 3_000
    assert len(series.points) == 12


def test_rows_of_figures_below_the_last_date_are_told_and_never_lost() -> None:
    found = converted(
        [["Month", "Tin (USD/t)"], ["Jan 2004", 1.0], ["Feb 2004", 2.0], ["Mar 2004 1/", 3.0], ["Apr 20o4", 4.0], ["Average", 2.5]]
    )
    assert series_of(found)["Tin"].points.values.tolist() == [1.0, 2.0, 3.0]
    assert [one.cell for one in problems_of(found, "date")] == ["A5"]
