"""Public workbooks recognised at sight: what knowing them adds, and that all else is read without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from core.io import public_workbooks
from core.io.detect import again
from core.io.importing import ImportPlan, parts, plan, understand, with_recipe
from core.io.public_workbooks import WORKBOOKS, recognised
from core.io.recipe import with_decision
from core.model import Series, Workspace, with_parts
from core.views.importing import headline
from tests.core.io import public_layouts as layouts
from tests.core.io.made import Value, book, sheet

KNOWN: Mapping[layouts.Layout, tuple[str, str]] = {
    layouts.world_bank_monthly: ("World Bank", "World Bank Commodity Price Data (The Pink Sheet), monthly"),
    layouts.world_bank_annual: ("World Bank", "World Bank Commodity Price Data (The Pink Sheet), annual"),
    layouts.imf_external_data: ("International Monetary Fund", "IMF Primary Commodity Prices"),
    layouts.imf_sdmx: ("International Monetary Fund", "IMF Primary Commodity Price System"),
    layouts.lbma_prices: ("London Bullion Market Association", "LBMA precious metal prices"),
    layouts.lbma_vaults: ("London Bullion Market Association", "LBMA London vault holdings"),
    layouts.wgc_prices: ("World Gold Council", "WGC gold price averages in a range of currencies"),
    layouts.wgc_etfs: ("World Gold Council", "WGC gold ETF holdings and flows"),
    layouts.central_banks_matrix: ("World Gold Council", "World official gold holdings"),
    layouts.central_banks_panels: ("World Gold Council", "World official gold holdings"),
    layouts.fred_csv: ("Federal Reserve Bank of St. Louis", "FRED economic data"),
    layouts.fred_xls: ("Federal Reserve Bank of St. Louis", "FRED economic data"),
    layouts.spdr_gold: ("SPDR Gold Shares", "SPDR Gold Shares historical archive"),
    layouts.cftc: ("U.S. Commodity Futures Trading Commission", "Commitments of Traders, disaggregated"),
    layouts.iea_demand: ("International Energy Agency", "IEA Critical Minerals Dataset"),
    layouts.iea_supply: ("International Energy Agency", "IEA Critical Minerals Dataset"),
    layouts.usgs_world: ("U.S. Geological Survey", "USGS Mineral Commodity Summaries, world data"),
    layouts.usgs_ds140: ("U.S. Geological Survey", "TUNGSTEN STATISTICS1"),
    layouts.bgs_records: ("British Geological Survey", "BGS World Mineral Statistics"),
    layouts.wgi_long: ("World Bank", "Worldwide Governance Indicators"),
    layouts.comtrade: ("United Nations", "UN Comtrade"),
    layouts.shfe_weekly: ("Shanghai Futures Exchange", "上海期货交易所指定交割仓库库存周报"),
}
# What each file really leaves open, and knowing it settles.
UNSAID = {
    layouts.lbma_prices: {"unit"}, layouts.wgc_prices: {"unit"}, layouts.spdr_gold: {"unit"}, layouts.cftc: {"unit", "kind"},
    layouts.fred_csv: {"unit", "kind", "mineral", "title", "note"}, layouts.comtrade: {"unit"},
    layouts.wgi_long: {"name"},
}  # fmt: skip


def imported(layout: layouts.Layout) -> ImportPlan:
    return plan(Workspace(), understand(layout(), Workspace(), digest="aa"))


@pytest.mark.parametrize("layout", KNOWN, ids=lambda layout: layout.__name__)
def test_a_known_workbook_gives_its_source_a_name_and_a_publisher(layout: layouts.Layout) -> None:
    made = imported(layout)
    assert (made.source.publisher, made.source.title) == KNOWN[layout]
    if made.series or made.records:
        assert f"known as {made.source.title};" not in headline(made)
        assert f"known as {made.source.title}:" in headline(made)


def test_the_name_of_the_file_recognises_nothing() -> None:
    rows: list[list[Value]] = [["Date", "Price"], ["2026-01", 1], ["2026-02", 2]]
    for name in ("LBMA-GOLD.csv", "CMO-Historical-Data-Monthly.xlsx", "GLD_US_archive_EN.csv"):
        assert recognised(book(sheet(rows), path=name)) is None
    for layout in KNOWN:
        known = recognised(layout())
        renamed = replace(layout(), path="a.csv")
        assert recognised(renamed) is known


@pytest.mark.parametrize("layout", layouts.ALL, ids=lambda layout: layout.__name__)
def test_all_that_a_file_says_is_read_without_knowing_it(layout: layouts.Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    known = imported(layout)
    monkeypatch.setattr(public_workbooks, "WORKBOOKS", ())
    unknown = imported(layout)
    assert unknown.source.publisher == ""
    left = UNSAID.get(layout, set())
    assert [_told(one.result, left) for one in known.series] == [_told(one.result, left) for one in unknown.series]
    assert [_told(one.result, left) for one in known.records] == [_told(one.result, left) for one in unknown.records]
    if left - {"name"}:
        assert unknown.questions > known.questions


def _told(record: Any, left: set[str]) -> dict[str, object]:
    """What a record says, without the names of its collection and source and what the file leaves open."""
    fields = {name: getattr(record, name) for name in record.__dataclass_fields__ if name not in {"id", "source", "origins", *left}}
    if isinstance(record, Series):
        fields["points"] = (record.points.dates.tolist(), repr(record.points.values.tolist()), record.points.marks.tolist())
    return fields


def test_what_is_known_is_shown_as_the_evidence_of_the_decision() -> None:
    per = imported(layouts.lbma_prices).understood.tables[0].recipe.decision("per")
    assert per is not None
    assert (per.value, per.certain, per.evidence) == ("ozt", True, "known workbook: LBMA precious metal prices")


def test_a_unit_that_the_file_states_wins_over_what_is_known() -> None:
    rows: list[list[Value]] = [["Month End", "Gold", "Silver"], [None, "tonnes", "tonnes"], ["2026-09", 1, 2], ["2026-10", 3, 4]]
    stated = plan(Workspace(), understand(book(sheet(rows)), Workspace()))
    assert {one.result.unit for one in stated.series} == {"t"}
    silent = plan(Workspace(), understand(book(sheet([rows[0], *rows[2:]])), Workspace()))
    assert {(one.result.unit, one.result.kind, one.result.venue) for one in silent.series} == {("koz", "holding", "LBMA")}


def test_a_person_knows_better_than_what_is_known_of_a_workbook() -> None:
    made = imported(layouts.lbma_prices)
    (table,) = made.understood.tables
    recipe = again(made.understood.book.sheets[0], with_decision(table.recipe, "per", "kg"), made.understood.file_name)
    changed = plan(Workspace(), with_recipe(made.understood, 0, recipe))
    assert {one.result.unit for one in changed.series} == {"USD/kg", "GBP/kg", "EUR/kg"}


def test_next_months_file_of_another_name_goes_on_in_the_same_series() -> None:
    first = plan(Workspace(), understand(replace(layouts.lbma_vaults(), path="Vault-Oct.xlsx"), Workspace()))
    workspace = with_parts(Workspace(), parts(Workspace(), first))
    second = plan(workspace, understand(replace(layouts.lbma_vaults(), path="lbma (3).xlsx"), workspace))
    assert [one.result.id for one in first.series] == [one.result.id for one in second.series]


def test_the_keys_of_known_workbooks_differ() -> None:
    assert len({one.key for one in WORKBOOKS}) == len(WORKBOOKS)
    assert all(one.has or one.says for one in WORKBOOKS)
