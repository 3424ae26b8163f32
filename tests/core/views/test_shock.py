"""The supply shock on the example and on made-up chains: what is known is used, what is not is said."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.shock import STAGES
from core.io.example import example_workspace
from core.model import Points, Series, SupplyRecord, TradeShare, Workspace, collect
from core.views.shock import ShockView, shock_view
from core.views.shock_data import minerals, network, output, stocks
from core.views.shock_map import shortage_map
from tests.strategies import workspaces


@cache
def example() -> Workspace:
    return example_workspace()


def figure(view: ShockView, key: str) -> float:
    found = next(row.value for row in view.rows if row.key == key)
    assert found is not None
    return found


def made(**parts: object) -> Workspace:
    """Two miners, two refiners, one importer whose amounts are known."""
    supply = [
        SupplyRecord(id="1", mineral="tin", stage="mining", country="AAA", year=2024, quantity=80, unit="t"),
        SupplyRecord(id="2", mineral="tin", stage="mining", country="BBB", year=2024, quantity=20, unit="t"),
        SupplyRecord(id="w", mineral="tin", stage="mining", country="WLD", year=2024, quantity=100, unit="t"),
        SupplyRecord(id="3", mineral="tin", stage="processing", country="CCC", year=2024, share=60),
        SupplyRecord(id="4", mineral="tin", stage="processing", country="DDD", year=2024, share=40),
    ]
    trade = [
        TradeShare(id="5", importer="CCC", mineral="tin", stage="mining", supplier="AAA", share=100),
        TradeShare(id="6", importer="EEE", mineral="tin", stage="processing", supplier="CCC", share=100, quantity=30, unit="t"),
    ]
    return Workspace(supply=collect(supply), trade=collect(trade), **parts)  # type: ignore[arg-type]


def test_half_of_the_cobalt_of_dr_congo() -> None:
    view = shock_view(example(), {"mineral": "cobalt", "cover": "0", "stocks": "0"})
    assert figure(view, "ore_loss") == pytest.approx(110_000)
    assert figure(view, "short") == pytest.approx(110_000)
    assert figure(view, "shortage") == pytest.approx(100 * 110 / 290)
    assert figure(view, "n1_all") == pytest.approx(100 * 70 / 290)
    assert view.shortage["CHN"] == pytest.approx(100 * 110 / 290)
    assert any("Proportional assumption" in note.text for note in view.notes)
    longer = shock_view(example(), {"mineral": "cobalt", "cover": "60", "stocks": "5000"})
    assert figure(longer, "short") == pytest.approx(110_000 - figure(longer, "refiner_stocks") - 5000)


def test_the_price_is_a_range_and_never_one_number() -> None:
    view = shock_view(example(), {"mineral": "cobalt"})
    told = {row.key: row for row in view.rows}["price_exact"]
    assert told.value is None
    assert told.text.startswith("+")
    assert "middle" in told.text


def test_known_suppliers_are_used_and_the_rest_is_shared() -> None:
    chain = network(made(), "tin")
    assert chain is not None
    mines, refiners = (chain.place("AAA"), chain.place("BBB")), (chain.place("CCC"), chain.place("DDD"))
    assert [[chain.ore.amounts[r, m] for m in mines] for r in refiners] == [[60, 0], [20, 20]]
    assert chain.metal.amounts[chain.place("EEE"), chain.place("CCC")] == 30
    view = shock_view(made(), {"country": "AAA", "lost": "100", "cover": "0"})
    assert view.shortage["EEE"] == pytest.approx(100)
    assert view.shortage["DDD"] == pytest.approx(50)
    assert {row[0]: row[4] for row in view.table}["EEE"] == "at once"


def test_an_export_ban_is_taken_from_a_policy_event() -> None:
    view = shock_view(example(), {"event": "E083"})
    shown = {field.name: field.text for field in view.fields}
    assert (shown["mineral"], shown["country"], shown["scope"]) == ("manganese", "GAB", "exports")
    assert any("E083" in note.text for note in view.notes)


def test_amounts_of_the_latest_year_come_before_shares_and_the_rest_of_the_world_is_the_remainder() -> None:
    found = output(example(), "cobalt", "mining")
    assert found is not None
    assert (found.year, found.unit, found.amounts["COD"]) == (2024, "t", 220_000)
    refined = output(example(), "cobalt", "processing")
    assert refined is not None
    assert refined.shares
    assert "WLD" not in found.amounts


def test_stocks_are_those_of_the_workspace_in_the_chain_s_unit() -> None:
    series = [
        Series(id="a", kind="stock", mineral="tin", unit="kt", points=Points(["2024-01-01", "2024-02-01"], [1, math.nan])),
        Series(id="b", kind="stock", mineral="tin", unit="bottles", points=Points(["2024-01-01"], [7])),
    ]
    workspace = made(series=collect(series))
    assert stocks(workspace, "tin", "t") == (1000, ("a",))
    assert {field.name: field.text for field in shock_view(workspace, {}).fields}["stocks"] == "1000"


def test_a_longer_list_of_minerals_than_nothing_and_nothing_says_so() -> None:
    assert {"cobalt", "copper", "gallium", "rare earths"} <= set(minerals(example()))
    view = shock_view(Workspace(), {"mineral": "tin"})
    assert not view.rows
    assert "import a table" in view.notes[0].text


def test_the_map_shows_a_bloc_on_its_members_and_never_a_zero_for_what_is_not_known() -> None:
    found = shortage_map({"EU": 30.0, "FRA": 4.0, "USA": 60.0, "OTH": 5.0, "xx": 9.0}, "Shortage")
    assert (found.shades["DEU"], found.shades["FRA"], found.shades["USA"]) == (4, 1, 5)
    assert len(found.bands) == 6
    assert found.order[0] == "USA"
    assert not {"OTH", "EU", "xx", "CHN"} & set(found.shades)
    assert found.read_outs["FRA"] == "France: 4 % short"


@pytest.mark.parametrize("mineral", minerals(example_workspace()))
def test_every_mineral_of_the_example_has_a_shock(mineral: str) -> None:
    for rationing in ("supplier", "pool"):
        view = shock_view(example(), {"mineral": mineral, "lost": "100", "stocks": "0", "rationing": rationing})
        assert 0 < figure(view, "shortage") <= 100
        assert all(0 <= share <= 100 + 1e-9 for share in view.shortage.values())
        assert view.table


PLACES = st.sampled_from(["COD", "CHN", "OTH", "WLD", "EU", "USA", "xx", ""])
AMOUNTS = st.none() | st.floats() | st.floats(0, 1e6)


@given(
    st.lists(st.tuples(st.sampled_from(STAGES), PLACES, st.none() | st.integers(2000, 2030), AMOUNTS, AMOUNTS), max_size=8),
    st.lists(st.tuples(st.sampled_from(["mining", "processing", "import", ""]), PLACES, PLACES, AMOUNTS, AMOUNTS), max_size=6),
)
def test_any_figures_of_a_mineral_give_finite_shortages(rows: list[Any], bought: list[Any]) -> None:
    supply = [
        SupplyRecord(id=f"s{at}", mineral="tin", stage=stage, country=place, year=year, quantity=quantity, unit="t", share=share)
        for at, (stage, place, year, quantity, share) in enumerate(rows)
    ]
    trade = [
        TradeShare(id=f"t{at}", mineral="tin", stage=stage, importer=buyer, supplier=place, share=share, quantity=quantity, unit="t")
        for at, (stage, buyer, place, share, quantity) in enumerate(bought)
    ]
    workspace = Workspace(supply=collect(supply), trade=collect(trade))
    for lines in ({"lost": "100"}, {"lost": "100", "scope": "exports", "stage": "processing"}, {"rationing": "pool", "cover": "0"}):
        view = shock_view(workspace, lines)
        assert all(-1e-6 <= share <= 100 + 1e-6 for share in view.shortage.values())
        assert all(row.value is None or math.isfinite(row.value) for row in view.rows)


@given(workspaces())
def test_any_workspace_gives_a_view(workspace: Workspace) -> None:
    for lines in ({}, {"lost": "100", "scope": "exports"}, {"stage": "processing", "rationing": "pool"}):
        assert shock_view(workspace, lines).fields
