"""Items 1, 3 and 15 from real series: price against holdings, flows and net length, and the price of one place over another's."""

from __future__ import annotations

import numpy as np
import pytest

from core.analysis.flows import FEW
from core.analysis.fund_flows import best_price, fund_holdings, managed_length, parting
from core.analysis.location import share_of, venue_spread
from core.analysis.signal import Signal
from core.analysis.signal_board import signals
from core.model import Points, Series, Workspace, collect
from tests.core.analysis.made import daily, monthly, series, yearly

PARTED = 12  # times that price and holdings went opposite ways


def swings() -> tuple[np.ndarray, np.ndarray]:
    """Price and holdings that hardly move, but for a rise of a tenth over twenty days while holdings fall, every two hundred days."""
    rng = np.random.default_rng(3)
    count = 200 * PARTED + 20
    price, held = (rng.normal(0, size, count) for size in (1e-4, 1e-2))
    for start in range(200, count, 200):
        price[start : start + 20] += 0.1 / 20
        held[start : start + 20] -= 1.0
    return 30 * np.exp(np.cumsum(price)), 1_000 + np.cumsum(held)


def silver(key: str, values: np.ndarray, unit: str, title: str, **more: str) -> Series:
    return series(key, daily(list(values)), unit, mineral="silver", title=title, **more)


def with_funds() -> Workspace:
    price, held = swings()
    return Workspace(
        series=collect(
            [
                silver("p", price, "USD/ozt", "Silver, LBMA", kind="price", venue="LBMA"),
                silver("a", held * 0.5, "Moz", "iShares Silver Trust", kind="holding"),
                silver("b", held * 0.5e6, "ozt", "Another silver ETF", kind="holding"),
            ]
        )
    )


def only(workspace: Workspace, item: int) -> Signal:
    (one,) = (one for one in signals(workspace, "silver") if one.item == item)
    return one


def test_item_1_with_real_series_tells_the_divergence_and_what_followed_before() -> None:
    found = only(with_funds(), 1)
    assert (found.rule, found.band, found.unit) == ("price against holdings", "divergence", "Moz")
    assert found.value == pytest.approx(-20, abs=0.5)
    assert found.detail("price change") == pytest.approx(100 * (np.exp(0.1) - 1), abs=0.2)
    assert (found.detail("cases") or 0) >= PARTED - 1  # those of before; of the last one what follows is not known
    assert found.cautions == ()
    assert found.inputs == ("p", "a", "b")
    after = found.detail("median following")
    assert after is not None
    assert after > 5  # a case is counted by its first day, while the price still rises


def test_few_cases_are_said_to_be_few() -> None:
    whole = with_funds()
    last = whole.series["p"].points.dates[200 * 3 + 150]
    (found,) = (one for one in signals(whole, "silver", last) if one.item == 1)
    assert found.cautions == ("too few cases",)
    assert (found.detail("cases") or 0) < FEW


def test_item_1_from_flows_is_item_1_from_holdings_but_for_where_they_begin() -> None:
    price, held = swings()
    flows = np.concatenate(([0.0], np.diff(held)))
    made = Workspace(
        series=collect(
            [
                silver("p", price, "USD/ozt", "Silver", kind="price"),
                silver("f", flows, "Moz", "Silver ETF net flow", kind="flow"),
            ]
        )
    )
    holdings = fund_holdings(made, "silver")
    assert holdings is not None
    assert holdings.basis == "flows"
    found = parting(best_price(made, "silver"), holdings)
    assert found is not None
    expected = parting(best_price(with_funds(), "silver"), fund_holdings(with_funds(), "silver"))
    assert expected is not None
    assert [one.day for one in found.found.cases] == [one.day for one in expected.found.cases]


def test_item_3_with_real_series() -> None:
    price, held = swings()
    made = Workspace(
        series=collect(
            [
                silver("p", price, "USD/ozt", "Silver", kind="price"),
                silver("m", 100 * held, "contracts", "Managed money net length", kind="position"),
                silver("o", held, "contracts", "Open interest", kind="position"),
            ]
        )
    )
    found = only(made, 3)
    assert (found.rule, found.band, found.inputs) == ("price against length", "divergence", ("p", "m"))
    assert found.value == pytest.approx(-2_000, abs=50)
    assert managed_length(Workspace(), "silver") is None


@pytest.mark.parametrize(("premium", "step", "band"), [(0.5, 2.0, "pull"), (-0.1, -2.0, "relief"), (0.5, -2.0, "against")])
def test_item_15_the_spread_against_the_flow_of_stock(premium: float, step: float, band: str) -> None:
    count = 60
    london = np.linspace(30, 31, count)
    made = Workspace(
        series=collect(
            [
                silver("ny", london + premium, "USD/ozt", "Silver, COMEX", kind="price", venue="COMEX"),
                silver("ldn", london / 0.0311034768, "USD/kg", "Silver, LBMA", kind="price", venue="LBMA"),
                silver("part", 100 + step * np.arange(count), "Moz", "Registered", kind="stock", venue="COMEX"),
                silver("all", 500 + step * np.arange(count), "Moz", "Total", kind="stock", venue="COMEX"),
            ]
        )
    )
    found = only(made, 15)
    assert (found.band, found.unit, found.date is not None) == (band, "USD/ozt", True)
    assert found.value == pytest.approx(premium)
    assert found.detail("stock flow") == pytest.approx(22 * step)  # thirty days hold twenty-two reports
    assert set(found.inputs) == {"ny", "ldn", "all"}
    apart = venue_spread(made, "silver", "LBMA")
    assert apart is not None
    assert (apart.first.id, apart.second.id, apart.spread.unit) == ("ldn", "ny", "USD/kg")
    share = share_of(apart).values[-1]
    assert share == pytest.approx(-100 * premium / (31 + premium))


def test_a_spread_without_a_stock_is_a_premium_or_discount() -> None:
    made = [series(name, monthly([value] * 30), "USD/ozt", kind="price", mineral="silver", venue=name, title=name)
            for name, value in (("COMEX", 30.0), ("Shanghai", 33.0))]  # fmt: skip
    found = only(Workspace(series=collect(made)), 15)
    assert (found.value, found.band, found.cautions) == (-3, "discount", ("no flow",))


def test_averages_of_a_year_and_units_that_do_not_convert_make_no_spread() -> None:
    def price(key: str, points: Points, unit: str) -> Series:
        return series(key, points, unit, kind="price", mineral="silver", venue=key)

    yearly_prices = [price("COMEX", yearly([1, 2, 3]), "USD/ozt"), price("LBMA", yearly([1, 2, 3]), "USD/ozt")]
    assert venue_spread(Workspace(series=collect(yearly_prices)), "silver") is None
    strange = [price("COMEX", monthly([1, 2, 3]), "USD/ozt"), price("LBMA", monthly([1, 2, 3]), "EUR/ozt")]
    assert venue_spread(Workspace(series=collect(strange)), "silver") is None
    assert venue_spread(Workspace(), "silver") is None
