"""Ratios, spreads, real prices, rebasing, thresholds, the forward curve, forecast paths."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.curve import against_spot, backwardation, carry, curve, curve_change, tenor_days
from core.analysis.derived import ratio, real_price, rebase, spread
from core.analysis.forecast import lead
from core.analysis.thresholds import ceiling_breach, floor_breach, top_up
from core.model.units import UnitError
from tests.core.analysis.made import NAN, at, daily, monthly, prices, series, yearly

JANUARY = np.datetime64("2020-01-01")


# --- ratio and spread


def test_a_ratio_brings_the_second_to_the_first_s_unit() -> None:
    gold, silver = series("gold", monthly([2000]), "USD/ozt"), series("silver", monthly([1000 / 1.0]), "USD/kg")
    found = ratio(gold, silver)
    assert found.points.values[0] == pytest.approx(2000 / (1000 * 0.0311034768))
    assert (found.unit, found.inputs, found.converted, found.rule) == ("", ("gold", "silver"), True, "ratio")


def test_units_that_cannot_meet_stay_in_a_ratio_and_refuse_a_spread() -> None:
    price, stock = series("p", monthly([10]), "USD/t"), series("s", monthly([5]), "kt")
    assert (ratio(price, stock).unit, ratio(price, stock).converted, ratio(price, stock).points.values[0]) == ("USD/t / kt", False, 2)
    with pytest.raises(UnitError):
        spread(price, stock)


def test_a_spread_is_in_the_first_s_unit() -> None:
    found = spread(series("a", monthly([9000, NAN, 9100, 9200]), "USD/t"), series("b", monthly([400, 401, 402]), "USc/lb"))
    assert found.points.values == pytest.approx([9000 - 4 * 2204.62262, 9100 - 4.02 * 2204.62262])
    assert (found.unit, len(found.points)) == ("USD/t", 2)


def test_a_quotient_by_zero_is_a_gap() -> None:
    found = ratio(series("a", monthly([1, 2]), "t"), series("b", monthly([0, 4]), "t"))
    assert np.isnan(found.points.values[0])
    assert found.points.values[1] == 0.5


@given(prices(), prices())
def test_a_ratio_times_its_inverse_is_one(first: list[float], second: list[float]) -> None:
    a, b = series("a", daily(first), "USD"), series("b", daily(second), "USD")
    assert ratio(a, b).points.values * ratio(b, a).points.values == pytest.approx(np.ones(len(ratio(a, b).points)))


# --- real prices and rebasing


def test_a_real_price_is_in_money_of_the_reference() -> None:
    found = real_price(series("p", yearly([100, 110, 120], "2018"), "USD/t"), series("cpi", yearly([90, 100], "2018")), JANUARY - 365)
    assert found.points.values[:2] == pytest.approx([100 * 100 / 90, 110])
    assert np.isnan(found.points.values[2])
    assert (found.inputs, found.unit) == (("p", "cpi"), "USD/t")


def test_a_daily_price_takes_the_deflator_of_its_month() -> None:
    price = series("p", at(["2020-01-31", "2020-02-03", "2020-04-01"], [10, 10, 10]))
    found = real_price(price, series("cpi", monthly([100, 125, 125])), np.datetime64("2020-01-15"))
    assert found.points.values[:2] == pytest.approx([10, 8])
    assert np.isnan(found.points.values[2])
    with pytest.raises(ValueError, match="no value at 2019"):
        real_price(price, series("cpi", monthly([100])), np.datetime64("2019-05-01"))
    with pytest.raises(ValueError, match="no value"):
        real_price(price, series("cpi", monthly([])), JANUARY)


def test_rebasing_says_what_its_base_is() -> None:
    points = monthly([NAN, 50, 60])
    early, gap, late = (
        rebase(points, np.datetime64("2020-02-01")),
        rebase(monthly([1, NAN, 4]), np.datetime64("2020-02-01")),
        rebase(points, JANUARY),
    )
    assert (early.rule, gap.rule, late.rule) == ("base", "next", "own first")
    assert (early.points.values[1:].tolist(), gap.points.values[[0, 2]].tolist()) == ([100, 120], [25, 100])
    assert (late.base_day, late.points.values[1]) == (np.datetime64("2020-02-01"), 100)
    none = rebase(points, np.datetime64("2021-01-01"))
    assert (none.rule, none.base_day, np.isnan(none.points.values).all()) == ("none", None, True)
    assert rebase(daily([]), JANUARY).rule == "none"


@given(prices(), st.integers(-8, 8))
def test_rebasing_does_not_know_the_unit(values: list[float], power: int) -> None:
    one, two = (rebase(daily([value * factor for value in values]), JANUARY).points.values for factor in (1, 2.0**power))
    assert np.array_equal(one, two, equal_nan=True)


# --- the curve


def test_convenience_yield_basis_and_backwardation_of_the_methods() -> None:
    found = carry(9800, 9700, 0.25, 0.045, 0.02)
    assert found is not None
    assert found.convenience_yield == pytest.approx(0.10603, abs=5e-6)
    assert found.interest_adjusted_basis == pytest.approx(-0.02145, abs=5e-6)
    assert backwardation(9800, 9700, 365 / 4) == pytest.approx(0.04188, abs=5e-6)


def test_what_the_curve_cannot_say() -> None:
    assert (backwardation(0, 1, 90), backwardation(1, 1, 0), backwardation(1e300, 1e-300, 1)) == (None, None, None)
    assert carry(1, 0, 1, 0.1) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3M", 91.25),
        ("15 months", 456.25),
        ("1y", 365),
        ("90d", 90),
        ("cash", 0),
        ("2 weeks", 14),
        ("1Q", 91.25),
        ("near", None),
        ("", None),
    ],
)
def test_tenors(text: str, days: float | None) -> None:
    assert tenor_days(text) == (pytest.approx(days) if days is not None else None)


def test_a_curve_takes_only_the_forwards_of_its_day() -> None:
    spot = series("s", daily([100, 90, NAN]), "USD/ozt", kind="price")
    forwards = [
        series("12", daily([100, 86]), "USD/ozt", tenor="12M"),
        series("3", daily([100, 89]), "USD/ozt", tenor="3M"),
        series("6", daily([99, NAN]), "USD/ozt", tenor="6M"),
        series("x", daily([99, 99]), "USD/ozt", tenor="far"),
    ]
    found = curve(spot, forwards, np.datetime64("2020-01-31"))
    assert found is not None
    assert ([one.tenor for one in found.tenors], found.state, found.inputs) == (["3M", "12M"], "backwardation", ("s", "12", "3"))
    assert found.tenors[1].basis == pytest.approx(-0.0444, abs=5e-5)
    earlier = curve(spot, forwards, np.datetime64("2020-01-06"))
    assert earlier is not None
    assert earlier.state == "mixed"
    changes = curve_change(earlier, found)
    assert [(one.tenor, one.narrowing) for one in changes] == [("3M", False), ("12M", False)]
    assert curve(spot, [], np.datetime64("2019-01-01")) is None
    alone = curve(spot, [], np.datetime64("2020-02-01"))
    assert alone is not None
    assert alone.state == "none"
    assert against_spot("3M", 91.25, 90, 91).state == "contango"


# --- the forecast path


def test_a_spot_price_that_the_path_never_reaches_is_beyond() -> None:
    path = at(["2026-01-01", "2026-04-01"], [4400, 4600])
    found = lead(4700, np.datetime64("2026-01-14"), path)
    assert (found.state, found.quarters, found.reached) == ("beyond", 1, None)
    assert found.gap == pytest.approx(4700 / 4400 - 1)


def test_ahead_on_path_behind_and_no_path() -> None:
    path = at(["2026-01-01", "2026-04-01", "2026-10-01"], [4400, 4600, 5000])
    day = np.datetime64("2026-04-20")
    assert [(lead(spot, day, path).state, lead(spot, day, path).quarters) for spot in (4300, 4500, 4600, 4601)] == [
        ("behind", -1),
        ("on path", 0),
        ("on path", 0),
        ("ahead", 2),
    ]
    assert lead(4601, day, path).reached == dt.date(2026, 10, 1)
    assert lead(4601, day, path).at_most
    assert not lead(4600, np.datetime64("2026-01-14"), path).at_most
    assert lead(1, day, daily([])).state == "no path"
    assert lead(4700, np.datetime64("2026-07-01"), path).gap is None


# --- floors and ceilings


def test_days_depth_and_area_below_a_floor() -> None:
    found = floor_breach(daily([20, 18, 17, 21, 19]), 20)
    assert (found.spells, found.deepest, found.now) == (2, 3, True)
    assert (found.days_beyond, found.days) == (3, 5)
    assert found.area == 2 + 3 + 1
    assert found.mean_depth == 2
    assert found.deepest_day == np.datetime64("2020-01-08")


def test_a_value_stands_until_the_next_but_across_no_gap() -> None:
    weekend = floor_breach(at(["2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07"], [5, 1, 5, 5]), 2)
    assert weekend.days_beyond == 3
    year_long = floor_breach(at(["2020-01-01", "2020-01-02", "2021-01-01", "2021-01-02"], [5, 1, 5, 5]), 2)
    assert year_long.days_beyond == 1


def test_a_ceiling_is_a_floor_upside_down() -> None:
    values = [1.0, 5, 3, NAN, 9]
    above, below = ceiling_breach(daily(values), 4), floor_breach(daily([-value for value in values]), -4)
    assert (above.days_beyond, above.area, above.deepest, above.spells) == (below.days_beyond, below.area, below.deepest, below.spells)


def test_thresholds_of_nothing_and_of_one() -> None:
    assert floor_breach(daily([]), 3).now is False
    assert (floor_breach(daily([1]), 3).days_beyond, floor_breach(daily([1]), 3).deepest) == (1, 2)
    untouched = floor_breach(daily([4, 5]), 3)
    assert (untouched.days_beyond, untouched.mean_depth, untouched.deepest_day, untouched.days) == (0, None, None, 2)


def test_a_floor_pays_the_difference() -> None:
    assert (top_up(15_000, 20_000, 10_000), top_up(21_000, 20_000, 1)) == (50e6, 0)


@given(prices(), st.floats(1, 1e5))
def test_nothing_is_deeper_than_the_limit(values: list[float], limit: float) -> None:
    found = floor_breach(daily(values), limit)
    assert 0 <= found.deepest <= limit
    assert 0 <= found.days_beyond <= found.days
    assert found.area <= found.deepest * found.days_beyond * (1 + 1e-9)
