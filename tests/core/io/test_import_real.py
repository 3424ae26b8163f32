"""Real spreadsheets, with values checked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.io.importing import ImportPlan, Status, parts, plan, read_and_plan, summary, understand
from core.model import History, Indicator, Mark, Series, SupplyRecord, Workspace
from core.task import Progress


def planned(path: Path) -> ImportPlan:
    return read_and_plan(Progress(), path, Workspace(), "2026-07-02T00:00:00Z")


def value(series: Series, day: str) -> float:
    (at,) = np.flatnonzero(series.points.dates == np.datetime64(day))
    return float(series.points.values[at])


def series_of(made: ImportPlan) -> dict[str, Series]:
    return {one.result.id: one.result for one in made.series}


@pytest.fixture(scope="module")
def world_bank(real: Path) -> ImportPlan:
    return planned(real / "prices" / "world_bank_monthly.xls")


def test_the_world_banks_prices_are_71_series_with_units(world_bank: ImportPlan) -> None:
    prices, indices = summary(world_bank)["tables"][:2]
    assert {key: prices[key] for key in ("sheet", "range", "kind", "orientation", "header_rows", "unit_row", "records")} == {
        "sheet": "Monthly Prices", "range": "A5:BT804", "kind": "price", "orientation": "wide", "header_rows": [5, 6], "unit_row": 6,
        "records": 798,
    }  # fmt: skip
    assert len(prices["series"]) == 71
    found = series_of(world_bank)
    assert all(found[key].unit and len(found[key].points) == 798 for key in prices["series"])
    assert {str(found[key].points.dates[at]) for key in prices["series"] for at in (0, -1)} == {"1960-01-01", "2026-06-01"}
    assert (indices["sheet"], indices["kind"], len(indices["series"])) == ("Monthly Indices", "index", 16)
    assert {found[key].unit for key in indices["series"]} == {"2010=100"}


def test_the_world_banks_gold_is_gold(world_bank: ImportPlan) -> None:
    gold = series_of(world_bank)["world-bank-monthly/gold"]
    assert (gold.title, gold.kind, gold.mineral, gold.unit, gold.frequency) == ("Gold", "price", "gold", "USD/ozt", "monthly")
    assert value(gold, "2011-09-01") == 1772
    assert value(gold, "2026-06-01") == 4228
    place = gold.place(0)
    assert place is not None
    assert place.sheet == "Monthly Prices"
    assert place.address.endswith("7")


def test_an_ellipsis_is_not_available_and_not_zero(world_bank: ImportPlan) -> None:
    coal = series_of(world_bank)["world-bank-monthly/coal-australian"]
    assert np.isnan(coal.points.values[0])
    assert coal.points.marks[0] == Mark.NOT_AVAILABLE
    assert coal.points.filled == 678
    assert [one for one in world_bank.problems if one.sheet == "Monthly Prices"] == []


def test_the_world_banks_book_again_changes_nothing(world_bank: ImportPlan) -> None:
    history = History()
    assert history.edit("Import world_bank_monthly.xls", **parts(history.workspace, world_bank))
    digest = world_bank.understood.digest
    again = plan(history.workspace, understand(world_bank.understood.book, history.workspace, digest=digest))
    assert again.count(Status.UNCHANGED) == 87
    assert parts(history.workspace, again) == {}
    history.undo()
    assert history.workspace == Workspace()


def test_gold_since_1833_asks_for_its_unit(real: Path) -> None:
    made = planned(real / "prices" / "gold_monthly.csv")
    (gold,) = series_of(made).values()
    assert (len(gold.points), gold.points.filled, gold.mineral, gold.unit, gold.frequency) == (2322, 2322, "gold", "", "monthly")
    assert [value(gold, f"{month}-01") for month in ("1833-01", "1980-01", "2026-06")] == [18.93, 675.31, 4228]
    assert [(one.rule, one.cell, one.severity) for one in made.problems] == [("unit", "B1", "warning")]
    assert [one.key for one in made.understood.tables[0].recipe.questions] == ["unit"]


def test_lithium_since_1900(real: Path) -> None:
    made = planned(real / "countries" / "ds140-lithium-2021.xlsx")
    found = series_of(made)
    assert len(found) == 9
    imports, exports = found["ds140-lithium/lithium-imports"], found["ds140-lithium/lithium-exports"]
    production = found["ds140-lithium/lithium-production"]
    (price,) = (one for one in found.values() if one.title.startswith("Unit value") and "98" not in one.title)
    assert [value(one, "2021-01-01") for one in (imports, exports, price)] == [2640, 1870, 6200]
    assert (imports.unit, price.unit, imports.mineral, production.kind) == ("t", "USD/t", "lithium", "production")
    assert str(production.points.dates[0]) == "1900-01-01"
    assert production.points.marks[-1] == Mark.WITHHELD
    assert np.isnan(production.points.values[-1])


def test_silver_by_year(real: Path) -> None:
    found = {one.title: one for one in series_of(planned(real / "countries" / "mcs2024-silve_salient.csv")).values()}
    (stocks,) = (one for title, one in found.items() if "COMEX" in title)
    (price,) = (one for title, one in found.items() if "Price" in title)
    assert (value(stocks, "2020-01-01"), value(price, "2021-01-01")) == (12334, 25)
    assert (stocks.kind, stocks.mineral, stocks.unit) == ("stock", "silver", "t")
    assert (price.kind, price.unit) == ("price", "USD/ozt")


def supply_of(made: ImportPlan) -> dict[tuple[str, str, str, int | None], SupplyRecord]:
    records = (one.result for one in made.records)
    return {(one.mineral, one.country, one.stage, one.year): one for one in records if isinstance(one, SupplyRecord)}


def test_world_supply_of_all_minerals(real: Path) -> None:
    found = supply_of(planned(real / "countries" / "MCS2025_World_Data.csv"))
    cobalt = found["cobalt", "COD", "mining", 2024]
    assert (cobalt.quantity, cobalt.unit, cobalt.estimated) == (220_000, "t", True)
    assert found["cobalt", "WLD", "mining", 2024].quantity == 290_000
    assert found["rare earths", "CHN", "mining", 2024].quantity == 270_000
    assert found["silver", "MEX", "mining", 2024].quantity == 6_300
    reserves = found["rare earths", "WLD", "reserves", 2024]
    assert (reserves.quantity, reserves.comparator) == (90_000_000, ">")


def test_world_supply_of_one_mineral(real: Path) -> None:
    gallium = supply_of(planned(real / "countries" / "mcs2024-galli_world.csv"))
    assert {country for mineral, country, *_rest in gallium} == {"USA", "CHN", "JPN", "KOR", "RUS", "OTH", "WLD"}
    assert gallium["gallium", "CHN", "", 2023].quantity == 600_000
    assert {one.unit for one in gallium.values()} == {"kg"}
    earths = supply_of(planned(real / "countries" / "mcs2024-raree_world.csv"))
    assert earths["rare earths", "MMR", "mining", 2023].quantity == 38_000
    assert (earths["rare earths", "MMR", "reserves", None].quantity, earths["rare earths", "MMR", "reserves", None].unit) == (None, "t")


def test_governance(real: Path) -> None:
    made = planned(real / "countries" / "WGI_wgidataset.xlsx")
    records = (one.result for one in made.records)
    found = {(one.country, one.year): one for one in records if isinstance(one, Indicator) and "Political Stability" in one.name}
    values = {country: found[country, 2018].value for country in ("COD", "CHN", "CHL")}
    assert values == pytest.approx({"COD": -2.1162, "CHN": -0.2611, "CHL": 0.4252}, abs=5e-5)
    assert 0.1 < (found["CHN", 2018].error or 0) < 0.4
    assert ("ABW", 1996) not in found
    assert any(one.rule == "error" and one.sheet == "Political StabilityNoViolence" for one in made.problems)


def test_net_import_reliance(real: Path) -> None:
    made = planned(real / "countries" / "MCS2024_Fig2_Net_Import_Reliance.csv")
    records = (one.result for one in made.records)
    found = {one.mineral: one for one in records if isinstance(one, Indicator)}
    told = {mineral: (found[mineral].value, found[mineral].comparator) for mineral in ("gallium", "rare earths", "silicon")}
    assert told == {"gallium": (100, ""), "rare earths": (95, ">"), "silicon": (50, "<")}
    assert {(one.unit, one.year) for one in found.values()} == {("%", 2023)}
    assert [one.key for one in made.understood.tables[0].recipe.questions] == ["country"]
