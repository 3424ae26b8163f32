"""Tables with a row a country: supply by stage and year, scores with their errors, in the shapes that they come in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.convert import Converted, convert
from core.io.detect import again, find_tables
from core.io.importing import parts, plan, understand
from core.io.measures import Measure, measure_in, stage_in
from core.io.recipe import Orientation, Role, TableRecipe, dumps, loads, with_decision, with_role
from core.model import History, Indicator, SupplyRecord, Workspace
from tests.core.io.made import Error, Shown, Value, book, sheet

Rows = list[list[Any]]


def the_table(rows: Rows, file_name: str = "supply.xlsx", name: str = "Sheet1") -> TableRecipe:
    (found,) = find_tables(sheet(rows, name), file_name)
    return found.recipe


def converted(rows: Rows, recipe: TableRecipe | None = None) -> Converted:
    made = sheet(rows)
    return convert(book(made), made, recipe or the_table(rows), "file/x")


def supply(rows: Rows, recipe: TableRecipe | None = None) -> list[SupplyRecord]:
    return [one for one in converted(rows, recipe).parts["supply"] if isinstance(one, SupplyRecord)]


def told(rows: Rows, recipe: TableRecipe | None = None) -> dict[str, str]:
    return {f"{one.cell} {one.rule}": one.message for one in converted(rows, recipe).problems}


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("Prod_t_est_2023", Measure("Prod", 2023, estimated=True)),
        ("PROD_EST_ 2024", Measure("PROD", 2024, estimated=True)),
        ("2024e", Measure("", 2024, estimated=True)),
        ("Reserves_t", Measure("Reserves")),
        ("1996, Estimate", Measure("Estimate", 1996)),
        ("2019-2022 average", Measure("2019-2022 average")),
        ("Mine production, 2021 (t)", Measure("Mine production", 2021)),
    ],
)
def test_a_header_is_taken_apart(header: str, measure: Measure) -> None:
    assert measure_in(header) == measure


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Mine production, copper content", "mining"), ("Refinery production", "processing"), ("Smelter output", "processing"),
        ("Reserves, recoverable ore", "reserves"), ("Primary production", ""), ("Mine and refinery production", ""), ("鈷儲量", "reserves"),
    ],
)  # fmt: skip
def test_words_name_one_stage_or_none(words: str, stage: str) -> None:
    assert stage_in(words) == stage


USGS: Rows = [
    ["Source", "Commodity", "Country", "Type", "Unit_meas", "Prod_2023", "Prod_est_2024", "Cap_2024", "Reserves_2024"],
    ["S", "Cobalt", "Congo (Kinshasa)", "Mine production", "metric tons", 175000, 220000, None, 6000000],
    ["S", "Cobalt", "Russiae", "Mine production", "metric tons", 8700, "W", None, ">90000"],
    ["S", "Cobalt", "Other countries4", "Mine production", "metric tons", None, 0, None, None],
    ["S", "Cobalt", "World total (rounded)", "Mine production", "metric tons", 238000, 290000, None, 11000000],
    ["S", "Aluminum", "China", "Smelter production, estimated", "thousand metric tons", 41700, 43000, 45000, None],
]


def test_a_mineral_a_country_and_a_year_are_a_record() -> None:
    recipe = the_table(USGS)
    assert (recipe.orientation, recipe.kind) == (Orientation.COUNTRIES, "supply")
    assert recipe.questions == ()
    found = {(one.mineral, one.country, one.stage, one.year): one for one in supply(USGS)}
    congo = found["cobalt", "COD", "mining", 2024]
    assert (congo.quantity, congo.unit, congo.estimated, congo.cell) == (220_000, "t", True, "Sheet1!G2")
    assert not found["cobalt", "COD", "mining", 2023].estimated
    assert found["cobalt", "COD", "reserves", 2024].quantity == 6_000_000
    assert found["cobalt", "WLD", "mining", 2024].quantity == 290_000
    aluminium = found["aluminium", "CHN", "processing", 2023]
    assert (aluminium.unit, aluminium.estimated) == ("kt", True)


def test_withheld_bounds_zero_and_blank_stay_four_different_things() -> None:
    found = {(one.country, one.stage, one.year): one for one in supply(USGS) if one.mineral == "cobalt"}
    assert found["RUS", "mining", 2024].quantity is None
    assert "withheld" in found["RUS", "mining", 2024].note
    assert (found["RUS", "reserves", 2024].quantity, found["RUS", "reserves", 2024].comparator) == (90_000, ">")
    assert found["OTH", "mining", 2024].quantity == 0
    assert ("OTH", "mining", 2023) not in found


def test_capacities_are_left_out_and_said() -> None:
    (message,) = [message for rule, message in told(USGS).items() if rule.endswith(" column")]
    assert "Cap_2024" in message


def test_shares_are_shares_in_percent() -> None:
    rows: Rows = [["Country", "Cobalt mine production 2023 (%)", "Share of cobalt refinery output 2023"]]
    rows += [[name, share, Shown(share / 100, "0%")] for name, share in (("China", 1.5), ("Chile", 20), ("Peru", 30))]
    found = {(one.country, one.stage): one for one in supply(rows)}
    for stage in ("mining", "processing"):
        assert (found["CHL", stage].share, found["CHL", stage].quantity, found["CHL", stage].unit) == (pytest.approx(20), None, "")


def test_decimal_commas_are_read_as_the_column_proves() -> None:
    rows: Rows = [["Country", "Nickel mine production 2023 (kt)"], ["China", "12,5"], ["Chile", "1.200,25"], ["Peru", "12,500"]]
    recipe = the_table(rows)
    assert recipe.questions == ()
    assert {one.country: one.quantity for one in supply(rows)} == {"CHN": 12.5, "CHL": 1200.25, "PER": 12.5}


def test_a_decimal_sign_that_nothing_proves_is_asked() -> None:
    rows: Rows = [["Country", "Nickel mine production 2023 (kt)"], ["China", "12,500"], ["Chile", "1,250"], ["Peru", "9,125"]]
    recipe = the_table(rows)
    assert [one.key for one in recipe.questions] == ["decimal"]
    assert any(rule.endswith(" decimal") for rule in told(rows))
    assert {one.quantity for one in supply(rows)} == {12_500, 1_250, 9_125}
    assert {one.quantity for one in supply(rows, with_decision(recipe, "decimal", ","))} == {12.5, 1.25, 9.125}


MATRIX: Rows = [
    ["World mine production of cobalt, tonnes"],
    ["Country", 2021, 2022, 2023],
    ["Congo (Kinshasa)", 119000, 144000, 175000],
    ["Indonesia", 2700, 9600, 19000],
    ["Russia", 8000, 9200, 8700],
    ["Australia", 5300, 5830, 5220],
    ["World total (rounded)", 165000, 197000, 238000],
]


def test_a_matrix_of_countries_and_years_takes_its_meaning_from_the_title() -> None:
    recipe = the_table(MATRIX)
    assert (recipe.orientation, recipe.kind, recipe.questions) == (Orientation.COUNTRIES, "supply", ())
    found = {(one.country, one.year): one for one in supply(MATRIX)}
    assert len(found) == 15
    assert {(one.mineral, one.stage, one.unit) for one in found.values()} == {("cobalt", "mining", "t")}
    assert found["IDN", 2022].quantity == 9600
    assert found["IDN", 2022].cell == "Sheet1!C4"


def test_a_column_of_years_does_as_well() -> None:
    rows: Rows = [["Country", "Year", "Cobalt mine production (t)"]]
    rows += [[country, year, 100 * at + year] for at, country in enumerate(("Chile", "Peru", "China")) for year in (2021, 2022)]
    found = {(one.country, one.year): one for one in supply(rows)}
    assert found["PER", 2022].quantity == 2122
    assert {(one.mineral, one.stage, one.unit) for one in found.values()} == {("cobalt", "mining", "t")}


def test_what_the_file_does_not_say_is_asked_and_the_answer_is_used() -> None:
    rows = [["Figures"], *[[*row] for row in MATRIX[1:]]]
    rows[1] = ["Country", "Prod_2021", "Prod_2022", "Prod_2023"]
    recipe = the_table(rows)
    assert {one.key for one in recipe.questions} == {"mineral", "stage", "unit"}
    assert {key.split()[1] for key in told(rows)} >= {"mineral", "stage", "unit"}
    assert {(one.mineral, one.stage, one.unit) for one in supply(rows)} == {("", "", "")}
    for key, value in (("mineral", "nickel"), ("stage", "processing"), ("unit", "kt")):
        recipe = with_decision(recipe, key, value)
    recipe = again(sheet(rows), loads(dumps(recipe)))
    assert recipe.questions == ()
    assert {(one.mineral, one.stage, one.unit) for one in supply(rows, recipe)} == {("nickel", "processing", "kt")}


SCORES: Rows = [
    ["Political stability"],
    [],
    [None, None, "2017", "2017", "2017", "2018", "2018", "2018"],
    ["Country/Territory", "Code", "Estimate", "StdErr", "Rank", "Estimate", "StdErr", "Rank"],
    ["China", "CHN", -0.2, 0.21, 36.7, -0.26, 0.22, 36.2],
    ["Chile", "CHL", 0.4, 0.21, 60.1, 0.43, 0.22, 61.9],
    ["Congo, Dem. Rep.", "COD", -2.2, 0.2, 2.9, -2.12, Error(), 4.3],
    ["Aruba", "ABW", Error(), Error(), Error(), 1.37, 0.25, 98.1],
]


def test_scores_have_their_errors_and_leave_ranks_out() -> None:
    recipe = the_table(SCORES)
    assert (recipe.orientation, recipe.kind) == (Orientation.COUNTRIES, "indicators")
    found = {(one.country, one.year): one for one in converted(SCORES).parts["indicators"] if isinstance(one, Indicator)}
    assert {one.name for one in found.values()} == {"Political stability"}
    assert (found["CHN", 2018].value, found["CHN", 2018].error) == (-0.26, 0.22)
    assert (found["COD", 2018].value, found["COD", 2018].error) == (-2.12, None)
    assert ("ABW", 2017) not in found, "an error cell is no score"
    assert any(rule == "C8 error" for rule in told(SCORES))


def test_a_helper_column_is_imported_when_it_is_wanted() -> None:
    recipe = with_role(the_table(SCORES), 4, Role.VALUE)
    assert recipe.orientation is Orientation.COUNTRIES
    found = converted(SCORES, again(sheet(SCORES), recipe)).parts["indicators"]
    assert {one.name for one in found if isinstance(one, Indicator)} == {"Political stability", "Political stability, Rank"}


RELIANCE: Rows = [
    ["Order", "Commodity", "Net_Import_Reliance_pct_2023", "Major_Sources"],
    [1, "GALLIUM", 100, "Japan, China"],
    [2, "RARE EARTHS", ">95", "China"],
    [3, "SILICON", "<50", None],
]


def test_rows_of_minerals_in_one_year_are_one_countrys_and_it_is_asked_which() -> None:
    recipe = the_table(RELIANCE, "reliance.csv")
    assert [one.key for one in recipe.questions] == ["country"]
    recipe = with_decision(recipe, "country", "United States")
    found = {one.mineral: one for one in converted(RELIANCE, recipe).parts["indicators"] if isinstance(one, Indicator)}
    assert {one.country for one in found.values()} == {"USA"}
    assert {(one.name.casefold(), one.unit, one.year) for one in found.values()} == {("net import reliance", "%", 2023)}
    assert (found["gallium"].value, found["gallium"].note) == (100, "Major_Sources: Japan, China")
    assert (found["rare earths"].value, found["rare earths"].comparator) == (95, ">")
    assert (found["silicon"].value, found["silicon"].comparator) == (50, "<")


def test_notes_that_name_different_minerals_decide_nothing() -> None:
    rows: Rows = [["Country", "Prod_t_2023", "Notes"], ["China", 5, "From zinc."], ["Chile", 6, "From copper."], ["Peru", 7, None]]
    assert "mineral" in {one.key for one in the_table(rows, "figures.csv").questions}
    alike: Rows = [["Country", "Prod_t_2023", "Notes"], ["China", 5, "Gallium only."], ["Chile", 6, None], ["Peru", 7, "Gallium metal."]]
    recipe = the_table(alike, "figures.csv")
    assert recipe.decided("mineral") == "gallium"
    (found,) = {one.note for one in supply(alike, recipe) if one.country == "CHN"}
    assert found == "Notes: Gallium only."


def test_rows_of_minerals_over_years_stay_series() -> None:
    rows: Rows = [["Metal prices, USD/t"], ["Metal", 2021, 2022, 2023], ["Copper", 9300, 8800, 8500], ["Nickel", 18400, 25800, 21500]]
    rows += [["Zinc", 3000, 3500, 2650]]
    assert the_table(rows).across


def test_the_same_file_again_changes_nothing_and_an_import_is_one_undo() -> None:
    def planned(workspace: Workspace) -> Any:
        return plan(workspace, understand(book(sheet(USGS), path="supply.xlsx"), workspace, digest="aa"))

    history = History()
    history.edit("Import", **parts(history.workspace, planned(history.workspace)))
    assert len(history.workspace.supply) == 12
    assert parts(history.workspace, planned(history.workspace)) == {}
    history.undo()
    assert not history.workspace.supply


def test_prices_by_country_are_no_supply() -> None:
    rows: Rows = [["Name", "Remark"], ["China", "x"], ["Chile", "y"], ["Peru", "z"]]
    assert find_tables(sheet(rows)) == ()
    numbered: Rows = [["Country", "Rank", "Visits"], ["China", 4, 7], ["Chile", 3, 9], ["Peru", 8, 2]]
    assert the_table(numbered).orientation is Orientation.UNKNOWN, "without a year it is not known when that was"


COUNTRIES = ["China", "Chile", "Peru", "Congo, Dem. Rep.", "Türkiye", "Korea, Rep.", "Zambia"]


@given(
    years=st.lists(st.integers(1950, 2030), min_size=2, max_size=6, unique=True),
    countries=st.lists(st.sampled_from(COUNTRIES), min_size=3, unique=True),
    data=st.data(),
)  # fmt: skip
def test_a_matrix_comes_back_as_it_was_made(years: list[int], countries: list[str], data: st.DataObject) -> None:
    figure = st.one_of(st.none(), st.integers(0, 10**6))
    table = [[data.draw(figure) for _year in years] for _country in countries]
    table[0][0] = table[1][0] = table[2][0] = 12345  # something to see in the first year, in every drawing
    rows: Rows = [
        ["Nickel: refinery production, kt"],
        ["Country", *years],
        *([name, *row] for name, row in zip(countries, table, strict=True)),
    ]
    found = {one.cell.partition("!")[2]: one for one in supply(rows)}
    truth = {
        f"{chr(ord('B') + at)}{row + 3}": (year, figure)
        for row, line in enumerate(table)
        for at, (year, figure) in enumerate(zip(years, line, strict=True))
        if figure is not None
    }
    assert {cell: (one.year, one.quantity) for cell, one in found.items()} == truth
    assert {(one.mineral, one.stage, one.unit) for one in found.values()} == {("nickel", "processing", "kt")}


def test_years_down_and_countries_across_are_the_same_records() -> None:
    rows: list[list[Value]] = [["Cobalt, mine production, t"], ["Year", "Congo (Kinshasa)", "Indonesia", "Other countries", "World total"],
                               [2022, 144_000, 9_600, 1_000, 200_000], [2023, 170_000, 17_000, "W", 230_000]]  # fmt: skip
    made = plan(Workspace(), understand(book(sheet(rows), path="cobalt.xlsx"), Workspace(), digest="aa"))
    found = {(one.result.country, one.result.year): one.result for one in made.records if isinstance(one.result, SupplyRecord)}
    assert not made.series
    assert {key: (one.mineral, one.stage, one.quantity, one.unit) for key, one in found.items() if key[0] in {"COD", "WLD"}} == {
        ("COD", 2022): ("cobalt", "mining", 144_000.0, "t"),
        ("COD", 2023): ("cobalt", "mining", 170_000.0, "t"),
        ("WLD", 2022): ("cobalt", "mining", 200_000.0, "t"),
        ("WLD", 2023): ("cobalt", "mining", 230_000.0, "t"),
    }
    assert found["COD", 2023].cell == "Sheet1!B4"
    assert found["OTH", 2023].quantity is None


def test_prices_in_countries_across_stay_series() -> None:
    rows: list[list[Value]] = [
        ["Copper price, USD/t"],
        ["Year", "China", "Japan", "Germany"],
        [2022, 1, 2, 3],
        [2023, 1, 2, 3],
        [2024, 1, 2, 3],
    ]
    made = plan(Workspace(), understand(book(sheet(rows), path="prices.xlsx"), Workspace(), digest="aa"))
    assert {one.result.title for one in made.series} == {"Copper, China", "Copper, Japan", "Copper, Germany"}


@pytest.mark.parametrize("word", ["Total", "Grand total", "合計", "World total (rounded)"])
def test_a_row_of_totals_is_the_world_and_no_country(word: str) -> None:
    rows: list[list[Value]] = [
        ["Copper: mine production (t)"],
        ["Country", 2022, 2023],
        ["Chile", 1, 2],
        ["Peru", 3, 4],
        ["China", 5, 6],
        [word, 9, 12],
    ]
    made = plan(Workspace(), understand(book(sheet(rows), path="copper.xlsx"), Workspace(), digest="aa"))
    found = {(one.result.country, one.result.year): one.result.quantity for one in made.records if isinstance(one.result, SupplyRecord)}
    assert found["WLD", 2022] == 9
    assert {country for country, _year in found} == {"CHL", "PER", "CHN", "WLD"}
    assert not made.problems


def test_the_files_name_says_what_is_counted_where_nothing_else_does() -> None:
    rows: list[list[Value]] = [["Country", "Commodity", 2022, 2023], ["Chile", "Copper", 5_300, 5_000], ["Peru", "Copper", 2_400, 2_600],
                               ["DRC", "Cobalt", 144, 170]]  # fmt: skip
    made = plan(Workspace(), understand(book(sheet(rows), path="mine production kt.xlsx"), Workspace(), digest="aa"))
    found = [one.result for one in made.records if isinstance(one.result, SupplyRecord)]
    assert not made.series
    assert {(one.country, one.mineral, one.stage, one.unit) for one in found} == {
        ("CHL", "copper", "mining", "kt"), ("PER", "copper", "mining", "kt"), ("COD", "cobalt", "mining", "kt"),
    }  # fmt: skip


def test_a_net_exporter_is_no_zero_and_says_so() -> None:
    rows: list[list[Value]] = [
        ["Net import reliance of the United States, %"],
        ["Mineral", 2023],
        ["Gallium", 100],
        ["Cobalt", "67"],
        ["Gold", "E"],
        ["Tin", 73],
    ]
    made = plan(Workspace(), understand(book(sheet(rows), path="reliance.xlsx"), Workspace(), digest="aa"))
    found = {one.result.mineral: one.result for one in made.records if isinstance(one.result, Indicator)}
    assert (found["gallium"].value, found["gold"].value) == (100.0, None)
    assert "net exporter (E)" in found["gold"].note
