"""Flows, divergence, streaks of purchases; metal between venues."""

import numpy as np
import pytest

from core.analysis.curve import convenience_yields
from core.analysis.flows import cumulative, divergence, flows, implied_holdings, opposed, streak
from core.analysis.venues import free_float, migration, reconcile, reconcile_stocks, split_gain
from core.model import Points
from tests.core.analysis.made import NAN, at, daily, monthly, series


def test_assets_that_rise_with_the_price_are_no_flow() -> None:
    found = flows(monthly([1000, 1050, 1155]), monthly([2000, 2100, 2100]))
    assert found.money.values == pytest.approx([0, 105])
    assert found.metal.values == pytest.approx([0, 0.05])
    assert len(flows(monthly([]), monthly([1])).money) == 0
    assert np.isnan(flows(monthly([1, 1]), monthly([0, 1])).money.values).all()


def test_opposed_means_both_moved() -> None:
    assert [opposed(1, -1), opposed(-1, 2), opposed(1, 1), opposed(0, -1)] == [True, True, False, False]
    assert implied_holdings(5, 0) is None
    assert cumulative(daily([1, NAN, -3])).values.tolist() == [1, -2]


def diverging(cases: int, *, last: bool = True) -> tuple[Points, Points]:
    """Calm with a little noise, and every 40 days a jump of the price while holdings fall."""
    chance = np.random.default_rng(4)
    size = 60 + 40 * cases + (0 if last else 20)
    returns, flow = chance.normal(0, 0.001, size), chance.normal(0, 0.1, size)
    for jump in range(60 + 39, size, 40):
        returns[jump], flow[jump] = 0.1, -10
    return daily(np.exp(returns.cumsum()).tolist()), daily((1000 + flow.cumsum()).tolist())


def test_past_cases_are_counted_once_each_with_what_followed() -> None:
    price, holdings = diverging(10)
    found = divergence(price, holdings, window=1, history=30, following=5)
    jumps = [one for one in found.cases if one.change > 0.05]
    assert found.now == "price up, flow out"
    assert len(jumps) == 10
    first = int(np.flatnonzero(price.dates == jumps[0].day)[0])
    assert jumps[0].following == pytest.approx(price.values[first + 5] / price.values[first] - 1)
    assert jumps[-1].following is None
    known = [one.following for one in found.cases if one.following is not None]
    assert (found.count, found.median, found.too_few) == (len(known), np.median(known), False)


def test_fewer_than_eight_cases_are_too_few() -> None:
    found = divergence(*diverging(3, last=False), window=1, history=60, following=5)
    assert len(found.cases) >= 3
    assert found.too_few == (found.count < 8)


def test_what_comes_later_changes_no_past_case() -> None:
    price, holdings = diverging(6)
    cut = price.dates[-50]
    before = divergence(price.between(None, cut), holdings.between(None, cut), 5, 30, 5).cases
    after = divergence(price, holdings, 5, 30, 5).cases
    assert [one.day for one in before] == [one.day for one in after if one.day <= cut]


def test_too_short_to_say() -> None:
    for price in (daily([]), daily([1]), daily([1.0] * 100)):
        assert divergence(price, price).now == "no data"
    calm = divergence(daily([5.0] * 300), daily([5.0] * 300))
    assert (calm.now, calm.change_z, calm.cases, calm.median) == ("none", None, (), None)
    with pytest.raises(ValueError, match="window"):
        divergence(daily([1]), daily([1]), window=0)


def test_a_streak_ends_where_a_month_is_missing_or_below() -> None:
    assert (streak(monthly([50, 30, 45, 41]), 40).streak, streak(monthly([50, 30, 45, 41]), 40).total) == (2, 86)
    assert streak(monthly([50, NAN, 45]), 40).streak == 1
    assert streak(monthly([50, 45, NAN]), 40).streak == 0
    assert (streak(monthly([40, 40]), 40).above, streak(monthly([40, 40]), 40, at_least=True).above) == (0, 2)
    assert streak(monthly([]), 40).last_day is None


# --- between venues


def test_free_float_is_what_products_do_not_hold() -> None:
    found = free_float(series("vault", monthly([1000, NAN]), "Moz"), series("etp", monthly([864_000, 1]), "koz"))
    assert (found.points.values.tolist(), found.unit, found.inputs) == ([136], "Moz", ("vault", "etp"))


def test_reconciliation_in_either_order() -> None:
    one, other = reconcile(-100, 104), reconcile(104, -100)
    assert one == other
    assert (reconcile(-100, 80).state, reconcile(-100, 130).state, reconcile(5, 5).state) == (
        "less arrived",
        "more arrived",
        "same direction",
    )
    assert (reconcile(0, 5).ratio, reconcile(0, 0).state) == (None, "matches")
    assert split_gain(0, 0).held_share is None


def test_stocks_are_reconciled_between_the_reports_in_force() -> None:
    comex = series("comex", at(["2025-09-01", "2025-10-01", "2026-01-14"], [520, 530, 430]), "Moz")
    london = series("london", at(["2025-09-30", "2025-12-31"], [700_000, 804_000]), "koz")
    found = reconcile_stocks(comex, london, np.datetime64("2025-10-01"), np.datetime64("2026-01-14"))
    assert found is not None
    assert (found.found.left, found.found.arrived, found.found.residual, found.found.state) == (-100, 104, 4, "matches")
    assert found.second_window == (np.datetime64("2025-09-30"), np.datetime64("2025-12-31"))
    assert not found.same_window
    assert reconcile_stocks(comex, london, np.datetime64("2025-09-29"), np.datetime64("2026-01-14")) is None
    assert reconcile_stocks(comex, series("none", daily([]), "Moz"), np.datetime64("2025-10-01"), np.datetime64("2026-01-14")) is None


def test_migration_counts_what_moved_within_the_pool() -> None:
    stocks = [
        series("ny", daily([530, 500, NAN]), "Moz"),
        series("london", daily([300, 320, 1]), "Moz"),
        series("etf", daily([70, 85, 1]), "Moz"),
    ]
    found = migration(stocks, "Moz")
    assert (found.change, found.net, found.moved) == ((-30, 20, 15), 5, 30)
    assert found.shares.sum(axis=0) == pytest.approx([1, 1])
    assert (migration([], "Moz").change, migration(stocks[:1], "Moz").moved) == ((), 0)


def test_convenience_yields_are_carry_s() -> None:
    found = convenience_yields(daily([9800, 0]), daily([9700, 1]), 0.25, 0.045, 0.02)
    assert found.values[0] == pytest.approx(0.10603, abs=5e-6)
    assert np.isnan(found.values[1])
    with pytest.raises(ValueError, match="future"):
        convenience_yields(daily([]), daily([]), 0, 0)
