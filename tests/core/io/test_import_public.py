"""Workbooks as publishers lay them out are read by the general way: titles, minerals, units, kinds, venues, dates, values, markers."""

from __future__ import annotations

import numpy as np
import pytest

from core.io import public_workbooks
from core.io.cells import Book
from core.io.detect import again
from core.io.importing import ImportPlan, plan, understand, with_recipe
from core.io.recipe import Decision, with_decision
from core.model import Indicator, Mark, Series, SupplyRecord, Workspace
from tests.core.io import public_layouts as layouts
from tests.core.io.made import Value, book, sheet


@pytest.fixture(autouse=True)
def _unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """No workbook is recognised: all is read by the general way."""
    monkeypatch.setattr(public_workbooks, "WORKBOOKS", ())


def imported(made: Book) -> ImportPlan:
    return plan(Workspace(), understand(made, Workspace(), digest="aa"))


def series(made: ImportPlan) -> dict[str, Series]:
    """The series of a plan by their titles, which must differ."""
    found = [one.result for one in made.series]
    assert len({one.title for one in found}) == len(found)
    return {one.title: one for one in found}


def facts(one: Series) -> tuple[str, str, str, str, str]:
    return one.kind, one.mineral, one.unit, one.venue, one.frequency


def at(one: Series, day: str) -> float:
    (place,) = np.flatnonzero(one.points.dates == np.datetime64(day))
    return float(one.points.values[place])


def questions(made: ImportPlan) -> list[str]:
    return [question.key for one in made.understood.tables for question in one.recipe.questions]


def warnings(made: ImportPlan) -> list[str]:
    return [one.message for one in made.problems if one.severity != "note"]


# --- prices


def test_the_world_banks_monthly_prices_and_indices() -> None:
    made = imported(layouts.world_bank_monthly())
    found = series(made)
    assert list(found) == ["Crude oil, Brent", "Copper", "Gold", "Tin", "Total Index", "Energy", "Metals & Minerals"]
    assert facts(found["Gold"]) == ("price", "gold", "USD/ozt", "", "monthly")
    assert found["Gold"].points.marks[0] == Mark.NOT_AVAILABLE
    assert at(found["Gold"], "2026-06-01") == 3905
    assert (found["Energy"].kind, found["Energy"].unit, found["Energy"].note) == ("index", "2010=100", "Code: iENERGY2")
    assert questions(made) == warnings(made) == []


def test_prices_in_the_dollars_of_a_year_say_so() -> None:
    made = imported(layouts.world_bank_annual())
    gold = {one.result.unit: one.result for one in made.series if one.result.title == "Gold"}
    assert set(gold) == {"USD/ozt", "USD2010/ozt"}
    assert [at(gold[unit], "2025-01-01") for unit in ("USD/ozt", "USD2010/ozt")] == [2125, 2075]
    assert facts(gold["USD2010/ozt"]) == ("price", "gold", "USD2010/ozt", "", "yearly")
    assert questions(made) == warnings(made) == []


def test_the_imfs_codes_are_explained_by_the_row_below_and_hold_the_units() -> None:
    made = imported(layouts.imf_external_data())
    found = series(made)
    copper = found["Copper, grade A cathode, LME spot price, CIF European ports"]
    assert facts(copper) == ("price", "copper", "USD/t", "LME", "monthly")
    assert (copper.note, at(copper, "2025-12-01")) == ("Code: PCOPP", 9112)
    (index,) = (one for one in found.values() if one.kind == "index")
    assert (index.unit, index.note) == ("2016=100", "Code: PALLFNF")
    assert {one.unit for one in found.values()} == {"2016=100", "USD/t", "USD/ozt"}
    assert questions(made) == warnings(made) == []


@pytest.mark.parametrize("metal", ["gold", "silver"])
def test_prices_in_several_currencies_ask_once_per_what_they_are(metal: str) -> None:
    understood = understand(layouts.lbma_prices(metal), Workspace(), digest="aa")
    (question,) = understood.tables[0].recipe.questions
    assert (question.key, question.value, "ozt" in question.choices) == ("per", "", True)
    before = plan(Workspace(), understood)
    assert {(one.result.kind, one.result.mineral, one.result.venue) for one in before.series} == {("price", metal, "LBMA")}
    assert {one.result.unit for one in before.series} == {"USD", "GBP", "EUR"}
    assert len(warnings(before)) == 1
    (one,) = understood.tables
    sheet_ = understood.book.sheets[0]
    for answer in ("g", "ozt"):
        recipe = again(sheet_, with_decision(one.recipe, "per", answer), understood.file_name)
        after = plan(Workspace(), with_recipe(understood, 0, recipe))
        assert {one.result.unit for one in after.series} == {f"{money}/{answer}" for money in ("USD", "GBP", "EUR")}
        assert warnings(after) == []
        one = after.understood.tables[0]


def test_a_sentence_says_per_what_prices_in_several_currencies_are() -> None:
    rows: list[list[Value]] = [
        ["Gold, average prices per troy ounce"],
        [],
        ["Date", "USD", "EUR"],
        *([f"2026-0{n}", 4000 + n, 3500] for n in (1, 2, 3)),
    ]
    made = imported(book(sheet(rows)))
    assert [one.result.unit for one in made.series] == ["USD/ozt", "EUR/ozt"]
    assert questions(made) == []
    assert made.understood.tables[0].recipe.decision("per") == Decision(
        "per", "ozt", "Gold, average prices per troy ounce", ("ozt", "g", "kg", "lb", "t")
    )


def test_prices_in_many_currencies_below_a_title_block_with_dates_in_the_third_column() -> None:
    made = imported(layouts.wgc_prices())
    found = series(made)
    assert list(found) == [f"Gold {money}" for money in ("USD", "EUR", "JPY", "GBP", "INR", "CNY")]
    assert facts(found["Gold INR"]) == ("price", "gold", "INR", "", "monthly")
    assert np.isnan(at(found["Gold EUR"], "2026-05-29"))
    assert at(found["Gold USD"], "2026-10-30") == 3905
    assert questions(made) == ["per"]


@pytest.mark.parametrize("layout", [layouts.fred_xls, layouts.fred_xlsx])
def test_a_code_is_explained_above_the_table_or_on_another_sheet(layout: layouts.Layout) -> None:
    made = imported(layout())
    copper = series(made)["Global price of Copper"]
    assert facts(copper) == ("price", "copper", "USD/t", "", "monthly")
    assert (copper.note, at(copper, "2026-08-01")) == ("Code: PCOPPUSDM", 9008.125)
    assert questions(made) == warnings(made) == []


def test_a_code_that_nothing_explains_asks_for_its_unit() -> None:
    made = imported(layouts.fred_csv())
    assert list(series(made)) == ["PCOPPUSDM"]
    assert "unit" in questions(made)


# --- stocks, holdings, positions


def test_vault_holdings_in_thousand_ounces_with_dates_of_two_kinds_newest_first() -> None:
    made = imported(layouts.lbma_vaults())
    found = series(made)
    assert facts(found["Gold"]) == ("holding", "gold", "koz", "LBMA", "monthly")
    assert facts(found["Silver"]) == ("holding", "silver", "koz", "LBMA", "monthly")
    assert [str(day) for day in found["Gold"].points.dates] == [f"2026-{month}-01" for month in ("06", "07", "08", "09", "10")]
    assert at(found["Gold"], "2026-10-01") == 301000.5
    assert questions(made) == warnings(made) == []


def test_a_trusts_archive_has_prices_and_holdings_and_no_volume() -> None:
    made = imported(layouts.spdr_gold())
    found = series(made)
    ounces = found["Total Net Asset Value Ounces in the Trust as at 4.15 p.m. NYT"]
    assert facts(ounces) == ("holding", "gold", "ozt", "", "daily")
    assert at(ounces, "2026-11-24") == 33600024.25
    assert [int(mark) for mark in ounces.points.marks[-2:]] == [Mark.NOT_AVAILABLE] * 2
    assert found["LBMA Gold Price"].unit == "USD"
    assert at(found["LBMA Gold Price"], "2026-11-19") == 4019.10
    assert not [title for title in found if "Volume" in title]
    assert questions(made) == ["unit"]


def test_funds_keep_what_the_rows_above_their_names_say_of_them() -> None:
    made = imported(layouts.wgc_etfs())
    found = {one.result.id: one.result for one in made.series}
    fund = found["etf-flows/holdings-by-month/invesco-physical-gold-etc"]
    assert (fund.title, fund.kind, fund.mineral, fund.unit) == ("Invesco Physical Gold ETC", "holding", "gold", "t")
    assert fund.note == "Code: sgld ln equity; Active: Active; Fund Type: ETC; Region: Europe; Country: UK"
    flow = found["etf-flows/fund-flows-by-month/spdr-gold-shares"]
    assert (flow.kind, flow.unit, at(flow, "2026-10-30")) == ("flow", "USD mn", -247)
    assert found["etf-flows/holdings-by-month/gold"].unit == "USD/ozt"
    assert questions(made) == warnings(made) == []


def test_central_banks_by_month_are_a_series_a_country() -> None:
    made = imported(layouts.central_banks_matrix())
    found = series(made)
    assert list(found) == [
        "Gold, United States", "Gold, China, P.R.: Mainland", "Gold, Turkey", "Gold, Poland", "Euro Area (incl. ECB)", "Gold, World"
    ]  # fmt: skip
    assert facts(found["Gold, Turkey"]) == ("holding", "gold", "t", "", "monthly")
    assert np.isnan(at(found["Gold, Turkey"], "2026-07-01"))
    assert at(found["Gold, Poland"], "2026-10-01") == 550
    assert made.records == ()
    assert questions(made) == warnings(made) == []


def test_central_banks_by_year_are_holdings_and_no_ore_in_the_ground() -> None:
    rows: list[list[Value]] = [
        ["Official gold reserves, tonnes"], [], ["Country", 2022, 2023, 2024], ["China", 2010, 2235, 2280], ["Poland", 229, 359, 448],
        ["India", 787, 804, 876],
    ]  # fmt: skip
    found = series(imported(book(sheet(rows), path="reserves.xlsx")))
    assert facts(found["Gold, Poland"]) == ("holding", "gold", "t", "", "yearly")
    assert at(found["Gold, Poland"], "2024-01-01") == 448


def test_central_banks_in_two_panels_with_a_day_a_row() -> None:
    made = imported(layouts.central_banks_panels())
    found = series(made)
    assert len(found) == 16
    assert facts(found["Gold, Turkey"])[:3] == ("holding", "gold", "t")
    assert (at(found["Gold, Germany"], "2026-09-30"), at(found["Gold, Japan"], "2026-08-31")) == (3350.3, 846.0)
    assert (found["Gold, India, % of reserves"].unit, at(found["Gold, India, % of reserves"], "2026-09-30")) == ("%", pytest.approx(14))
    assert questions(made) == warnings(made) == []


def test_central_banks_below_each_other_by_quarter() -> None:
    made = imported(layouts.central_banks_long())
    found = {one.result.id: one.result for one in made.series}
    poland = found["gold-reserves-quarterly/gold-poland-t"]
    assert (poland.title, facts(poland)) == ("Gold, Poland", ("holding", "gold", "t", "", "quarterly"))
    assert found["gold-reserves-quarterly/gold-poland-ozt"].unit == "ozt"
    assert at(poland, "2026-04-01") == 202
    assert questions(made) == warnings(made) == []


def test_positions_of_traders_are_series_of_their_contracts_without_codes_and_other_dates() -> None:
    made = imported(layouts.cftc())
    found = series(made)
    long = found["GOLD - COMMODITY EXCHANGE INC., M Money Positions Long All"]
    assert facts(long) == ("position", "gold", "", "COMEX", "weekly")
    assert [str(day) for day in long.points.dates] == ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24"]
    assert at(long, "2026-11-24") == 180024
    copper = found["COPPER- #1 - COMMODITY EXCHANGE INC., Open Interest All"]
    assert (copper.mineral, at(copper, "2026-11-03")) == ("copper", 250003)
    assert found["GOLD - COMMODITY EXCHANGE INC., of OI M Money Long All"].unit == "%"
    words = " ".join(found)
    assert not [word for word in ("Code", "YYMMDD", "Change", "CONTRACTS OF") if word in words]
    assert questions(made)[0] == "unit"


# --- data bases: codes for everything


def test_a_statistical_data_base_has_its_units_in_a_column_and_its_attributes_are_no_series() -> None:
    made = imported(layouts.imf_sdmx())
    found = series(made)
    assert list(found) == ["PCOPP", "PGOLD"]
    assert (found["PCOPP"].kind, found["PCOPP"].unit, at(found["PCOPP"], "2026-06-01")) == ("price", "USD/t", 9006)
    assert questions(made) == warnings(made) == []


@pytest.mark.parametrize(("scale", "unit"), [("0", "t"), ("3", "kt"), ("Millions", "Mt")])
def test_a_column_of_scales_is_counted_into_the_unit(scale: str, unit: str) -> None:
    rows: list[list[Value]] = [
        ["REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT", "UNIT_MULT"],
        *(["A", name, f"2026-0{n}", 5 + n, "t", scale] for name in ("Copper stocks", "Tin stocks") for n in (1, 2, 3)),
    ]
    found = series(imported(book(sheet(rows), path="sdmx.csv", format="csv")))
    assert {(title, one.unit, one.points.values[0]) for title, one in found.items()} == {
        ("Copper stocks", unit, 6),
        ("Tin stocks", unit, 6),
    }


def test_trade_in_codes_is_a_series_a_flow_and_measure_with_the_unit_from_its_name() -> None:
    made = imported(layouts.eurostat())
    found = series(made)
    weight, money = found["EU27 2020, CN, 81052000, 1, QUANTITY"], found["EU27 2020, CN, 81052000, 1, VALUE"]
    assert (weight.kind, weight.unit, money.unit, weight.frequency) == ("flow", "100 kg", "EUR", "monthly")
    assert (at(weight, "2026-04-01"), at(money, "2026-01-01")) == (124.5, 450001)
    assert len(found) == 6
    assert questions(made) == warnings(made) == []


def test_units_in_the_names_of_a_long_table() -> None:
    rows: list[list[Value]] = [
        ["Date", "Series", "Value"],
        *([f"2026-0{n}", name, n] for name in ("Gold price, USD/oz", "LME copper stocks (t)") for n in (1, 2, 3)),
    ]
    made = imported(book(sheet(rows)))
    assert {(one.result.title, one.result.unit, one.result.kind) for one in made.series} == {
        ("Gold price", "USD/ozt", "price"), ("LME copper stocks", "t", "stock")
    }  # fmt: skip
    assert questions(made) == []


def test_a_column_of_units_is_for_the_column_that_it_is_called_after() -> None:
    rows: list[list[Value]] = [
        ["Date", "Commodity", "qty", "qtyUnit", "tradeValue"],
        *([f"2026-0{n}", name, n, "kg", 100 * n] for name in ("Cobalt ore imports", "Lithium imports") for n in (1, 2, 3)),
    ]
    made = imported(book(sheet(rows)))
    assert {one.result.title: one.result.unit for one in made.series} == {
        "Cobalt ore imports, qty": "kg", "Cobalt ore imports, tradeValue": "",
        "Lithium imports, qty": "kg", "Lithium imports, tradeValue": "",
    }  # fmt: skip
    assert [one.message for one in made.problems if one.rule == "unit"] == ["The file does not say the unit of 1 column: tradeValue."]


# --- countries and scenarios


def supply(made: ImportPlan) -> dict[tuple[str, str, str, int | None], SupplyRecord]:
    records = [one.result for one in made.records if isinstance(one.result, SupplyRecord)]
    assert len(records) == len(made.records)
    found = {(one.mineral, one.stage, one.country, one.year): one for one in records}
    assert len(found) == len(records)
    return found


def test_demand_in_scenarios_below_the_names_of_minerals() -> None:
    made = imported(layouts.iea_demand())
    found = series(made)
    assert len(found) == 18
    solar = found["Copper, Solar PV, Net Zero Emissions by 2050 scenario"]
    assert facts(solar) == ("forecast", "copper", "kt", "", "yearly")
    assert [str(day)[:4] for day in solar.points.dates] == ["2024", "2030", "2040", "2050"]
    assert solar.points.values.tolist() == [100.5, 130.5, 131.5, 132.5]
    assert found["Lithium, Electric vehicles, Stated Policies scenario"].points.values.tolist() == [50.25, 60.25, 61.25, 62.25]
    assert questions(made) == warnings(made) == []
    place = solar.place(1)
    assert place is not None
    assert place.address == "L8"


def test_a_scenario_stays_as_it_was_found_after_a_correction() -> None:
    understood = understand(layouts.iea_demand(), Workspace(), digest="aa")
    table = understood.tables[2]
    recipe = again(understood.book.sheets[0], with_decision(table.recipe, "unit", "t"), understood.file_name)
    changed = plan(Workspace(), with_recipe(understood, 2, recipe))
    (solar,) = (one.result for one in changed.series if one.result.title == "Copper, Solar PV, Net Zero Emissions by 2050 scenario")
    assert (solar.unit, solar.points.values.tolist()) == ("t", [100.5, 130.5, 131.5, 132.5])


def test_supply_by_country_below_the_names_of_minerals_and_stages_side_by_side() -> None:
    made = imported(layouts.iea_supply())
    found = supply(made)
    assert len(found) == 80
    assert {(mineral, stage) for mineral, stage, _country, _year in found} == {
        ("copper", "mining"), ("copper", "processing"), ("lithium", "mining"), ("lithium", "processing"),
    }  # fmt: skip
    congo = found["copper", "mining", "COD", 2030]
    assert (congo.quantity, congo.unit) == (2701, "kt")
    assert found["lithium", "processing", "ARG", 2024].quantity == pytest.approx(170 / 3)
    assert found["copper", "mining", "OTH", 2040].quantity == 13
    assert found["copper", "processing", "WLD", 2024].quantity == 2000
    assert not [one for one in found.values() if one.quantity is not None and one.quantity < 1]  # shares of the largest
    assert questions(made) == warnings(made) == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sheet_of_one_side_in_sections(side: str) -> None:
    rows = [row[:5] if side == "left" else [*row, *[None] * 12][6:11] for row in layouts.rows_of(layouts.iea_supply())]
    found = supply(imported(book(sheet([["Supply, kt"], *rows[1:]]))))
    assert {stage for _mineral, stage, _country, _year in found} == {"mining" if side == "left" else "processing"}
    assert len(found) == 40


def test_data_releases_and_histories_of_the_geological_survey() -> None:
    found = supply(imported(layouts.usgs_world()))
    congo = found["cobalt", "mining", "COD", 2024]
    assert (congo.quantity, congo.unit, congo.estimated) == (220000, "t", True)
    assert found["cobalt", "reserves", "WLD", 2024].quantity == 11000000
    assert found["gallium", "", "CHN", 2023].unit == "kg"
    history = series(imported(layouts.usgs_ds140()))
    assert facts(history["Tungsten production"]) == ("production", "tungsten", "t", "", "yearly")
    assert history["Tungsten production"].points.marks[-1] == Mark.WITHHELD
    assert history["Unit value (98$/t)"].unit == "USD1998/t"


def test_records_of_a_data_base_of_minerals_are_supply_and_their_trade_is_left_out() -> None:
    made = imported(layouts.bgs_records())
    found = supply(made)
    congo = found["cobalt", "mining", "COD", 2023]
    assert (congo.quantity, congo.unit) == (170000, "t")
    assert found["cobalt", "processing", "FIN", 2022].quantity == 12500
    platinum = found["platinum-group metals", "mining", "ZAF", 2022]
    assert (platinum.quantity, platinum.unit, "Platinum" in platinum.note) == (120000, "kg", True)
    assert not [key for key in found if "JPN" in key]
    assert [one.message for one in made.problems if one.rule == "trade"] == [
        "This row counts trade and no supply; no record was made of it."
    ]


def test_a_country_and_year_a_row_with_footnote_columns_between_the_years() -> None:
    made = imported(layouts.bgs_matrix())
    found = supply(made)
    assert (found["platinum-group metals", "", "ZAF", 2021].quantity, found["platinum-group metals", "", "RUS", 2020].unit) == (
        285000,
        "kg",
    )
    assert questions(made) == ["stage"]


def test_governance_a_row_a_country_year_and_indicator() -> None:
    made = imported(layouts.wgi_long())
    found = {
        (one.result.country, one.result.name, one.result.year): one.result for one in made.records if isinstance(one.result, Indicator)
    }
    assert len(found) == len(made.records) == 12
    congo = found["COD", "pv", 2023]
    assert (congo.value, congo.error) == (-1.4, 0.25)
    assert questions(made) == []


def test_trade_is_series_of_flows_and_asks_for_the_units_that_no_column_gives() -> None:
    made = imported(layouts.comtrade())
    found = series(made)
    weight = found["Japan, Import, Chile, Cobalt ores and concentrates, qty"]
    assert facts(weight) == ("flow", "cobalt", "kg", "", "yearly")
    assert at(weight, "2024-01-01") == 600000
    assert found["Japan, Import, Chile, Cobalt ores and concentrates, primaryValue"].unit == ""
    assert len(found) == 18
    assert questions(made) == ["unit"]


def test_a_weekly_report_of_stocks_in_chinese_and_one_of_a_day() -> None:
    weekly = [one.result for one in imported(layouts.shfe_weekly()).series]
    assert {(one.kind, one.mineral, one.unit) for one in weekly} == {("stock", "copper", "t")}
    assert {one.venue.partition(":")[0] for one in weekly} == {"SHFE"}
    daily = series(imported(layouts.lme_stocks()))
    rotterdam = daily["Netherlands, Rotterdam"]
    assert (rotterdam.kind, rotterdam.mineral, rotterdam.unit, rotterdam.points.values.tolist()) == ("stock", "copper", "t", [20250])
    assert str(rotterdam.points.dates[0]) == "2026-11-26"
