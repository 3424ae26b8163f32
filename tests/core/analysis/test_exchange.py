"""Rates of exchange: how they are known, which way leads where, and that no value is converted by a rate from its future."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.exchange import exchanged, money_of, rate_of, rates_among, reachable, way
from core.model import Points, Series


def series(key: str, unit: str, days: list[str], values: list[float], frequency: str = "daily") -> Series:
    return Series(id=key, unit=unit, frequency=frequency, kind="price", points=Points(days, values))


EURO = series("eur", "USD/EUR", ["2020-01-01", "2020-01-02", "2020-02-03"], [1.25, 1.0, 2.0])
YUAN = series("cny", "CNY per USD", ["2020-01-02"], [7.0])


def test_a_rate_is_known_by_its_unit_alone() -> None:
    found = rate_of(YUAN)
    assert found is not None
    assert (found.top, found.below) == ("CNY", "USD")
    for unit in ("USD/t", "USD", "", "2010=100", "USD/USD", "EUR/USD/t", "XXX/USD"):
        assert rate_of(series("x", unit, ["2020-01-01"], [1.0])) is None
    assert rate_of(series("EUR/USD", "", ["2020-01-01"], [1.0])) is None


@pytest.mark.parametrize(
    ("unit", "money"), [("USD/ozt", "USD"), ("USc/lb", "USD"), ("mn USD", "USD"), ("CNY/t", "CNY"), ("t", ""), ("EUR/USD", ""), ("", "")]
)
def test_the_currency_of_a_unit(unit: str, money: str) -> None:
    assert money_of(unit) == money


def test_the_last_rate_on_or_before_a_date_counts_and_an_old_one_leaves_a_gap() -> None:
    price = series("p", "USD/ozt", ["2019-12-31", "2020-01-01", "2020-01-12", "2020-01-13", "2020-02-03"], [10, 10, 10, 10, 10])
    found = exchanged(price, "EUR", rates_among([EURO]))
    assert found is not None
    assert found.unit == "EUR/ozt"
    assert found.without_rate == 2
    np.testing.assert_array_equal(found.points.values, [np.nan, 8.0, 10.0, np.nan, 5.0])


def test_a_cross_rate_goes_over_the_dollar() -> None:
    rates = rates_among([EURO, YUAN])
    assert [rate.series.id for rate in way(rates, "EUR", "CNY")] == ["eur", "cny"]
    assert reachable(rates, "EUR") == ("EUR", "CNY", "USD")
    found = exchanged(series("p", "EUR/kg", ["2020-01-03"], [100.0]), "CNY", rates)
    assert found is not None
    assert found.unit == "CNY/kg"
    assert found.points.values.tolist() == [700.0]


def test_cents_become_whole_money() -> None:
    found = exchanged(series("p", "USc/lb", ["2020-01-02"], [250.0]), "CNY", rates_among([YUAN]))
    assert found is not None
    assert (found.unit, found.points.values.tolist()) == ("CNY/lb", [17.5])


def test_a_month_takes_the_mean_of_its_own_rates_and_a_day_only_a_month_that_is_over() -> None:
    monthly = series("p", "USD/t", ["2020-01-01", "2020-02-01", "2020-03-01"], [9.0, 9.0, 9.0], "monthly")
    found = exchanged(monthly, "EUR", rates_among([EURO]))
    assert found is not None
    np.testing.assert_array_equal(found.points.values, [8.0, 4.5, np.nan])
    rates = rates_among([series("m", "EUR/USD", ["2020-01-01", "2020-02-01"], [0.5, 0.25], "monthly")])
    daily = exchanged(series("d", "USD/t", ["2020-01-30", "2020-01-31", "2020-02-15", "2020-02-29"], [8.0] * 4), "EUR", rates)
    assert daily is not None
    np.testing.assert_array_equal(daily.points.values, [np.nan, 4.0, 4.0, 2.0])


def test_the_finest_rate_is_preferred_and_what_is_no_money_stays() -> None:
    coarse = series("a", "USD/EUR", ["2020-01-01"], [1.0], "yearly")
    assert [rate.series.id for rate in rates_among([coarse, EURO])] == ["eur", "a"]
    for unit in ("t", "USD/EUR", "EUR/t", "GBP/t"):
        assert exchanged(series("p", unit, ["2020-01-01"], [1.0]), "EUR", rates_among([EURO])) is None


RATES = st.lists(st.tuples(st.integers(0, 400), st.floats()), max_size=20, unique_by=lambda pair: pair[0])


@given(RATES, st.sampled_from(["daily", "monthly", "yearly", ""]), st.sampled_from(["daily", "weekly", "quarterly", ""]))  # fmt: skip
def test_any_rates_and_prices_give_finite_values_or_gaps_and_nothing_looks_ahead(
    pairs: list[tuple[int, float]], frequency: str, own: str
) -> None:
    start = np.datetime64("2020-01-01")
    days = [str(start + day) for day, _value in pairs]
    rate = series("r", "USD/EUR", days, [value for _day, value in pairs], frequency)
    price = series("p", "USD/t", [str(start + day) for day in range(0, 400, 40)], [1.0] * 10, own)
    found = exchanged(price, "EUR", rates_among([rate]))
    if found is None:
        return
    assert not np.isinf(found.points.values).any()
    if frequency == "daily" and own == "daily":
        first = min(day for day, value in pairs if np.isfinite(value))
        early = found.points.dates < start + first
        assert np.isnan(found.points.values[early]).all()
