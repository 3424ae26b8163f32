"""Pace, returns and alignment."""

import numpy as np
import pytest
from hypothesis import given

from core.analysis.samples import align, filled, log_returns, pace
from core.model import Points
from tests.core.analysis.made import NAN, at, daily, monthly, prices, without_gaps, yearly


@pytest.mark.parametrize(
    ("step", "count", "expected"),
    [
        (np.timedelta64(1, "D"), 40, 252),
        (np.timedelta64(7, "D"), 40, 52),
        (np.timedelta64(1, "M"), 40, 12),
        (np.timedelta64(3, "M"), 9, 4),
        (np.timedelta64(6, "M"), 9, 2),
        (np.timedelta64(1, "Y"), 3, 1),
        (np.timedelta64(1, "D"), 1, 0),
        (np.timedelta64(1, "D"), 0, 0),
    ],
)
def test_the_pace_is_that_of_the_dates(step: np.timedelta64, count: int, expected: int) -> None:
    first = np.datetime64("2001-01-01").astype(f"datetime64[{np.datetime_data(step)[0]}]")
    assert pace((first + step * np.arange(count)).astype("datetime64[D]")) == expected


def test_weekdays_with_holidays_are_daily_and_a_million_of_them_too() -> None:
    assert pace(daily([1.0] * 30).dates[[0, 1, 2, 5, 6, 7, 9, 12, 20]]) == 252
    assert pace(np.datetime64("1000-01-01") + np.arange(1_000_000)) == 252


def test_a_return_is_not_taken_across_a_gap() -> None:
    returns = log_returns(filled(monthly([100, 110, NAN, 130, 143])))
    assert [str(day) for day in returns.dates] == ["2020-02-01", "2020-05-01"]
    assert returns.values == pytest.approx(np.log([1.1, 1.1]))


def test_a_weekend_is_no_gap() -> None:
    assert len(log_returns(filled(daily([1.0] * 11)))) == 10


def test_a_price_of_zero_or_below_gives_no_return() -> None:
    assert log_returns(filled(daily([1, 0, 1, -2, 2, 4]))).values == pytest.approx([np.log(2)])


@given(prices())
def test_a_gap_and_a_day_that_is_not_there_are_the_same(values: list[float]) -> None:
    points = daily(values)
    one, two = log_returns(filled(points)), log_returns(filled(without_gaps(points)))
    assert (one.dates == two.dates).all()
    assert (one.values == two.values).all()


def test_months_meet_whether_written_as_first_or_last_day() -> None:
    pair = align(monthly([1, 2, 3]), at(["2020-01-31", "2020-02-29", "2020-04-30"], [10, 20, 40]))
    assert (pair.first.tolist(), pair.second.tolist(), pair.pace, pair.averaged) == ([1, 2], [10, 20], 12, "")


def test_the_finer_series_is_averaged_and_says_so() -> None:
    days = daily(np.arange(1.0, 60.0).tolist(), "2020-01-01")
    pair = align(days, monthly([7, 8, 9]))
    january = days.values[days.dates < np.datetime64("2020-02-01")]
    assert pair.averaged == "first"
    assert pair.first[0] == pytest.approx(january.mean())
    assert pair.dates[0] == np.datetime64("2020-01-01")
    assert align(monthly([7, 8, 9]), days).averaged == "second"


def test_weeks_meet_whatever_their_day() -> None:
    monday, friday = np.datetime64("2024-01-01"), np.datetime64("2024-01-05")
    step = np.timedelta64(7, "D") * np.arange(5)
    pair = align(Points(monday + step, range(5)), Points(friday + step, range(5)))
    assert pair.first.tolist() == pair.second.tolist() == [0, 1, 2, 3, 4]


@given(prices(), prices())
def test_aligning_the_other_way_round_swaps_the_two(first: list[float], second: list[float]) -> None:
    one, two = align(daily(first), daily(second, "2020-01-08")), align(daily(second, "2020-01-08"), daily(first))
    assert (one.first == two.second).all()
    assert (one.second == two.first).all()


def test_nothing_in_common_is_an_empty_pair() -> None:
    assert len(align(daily([]), yearly([1, 2]))) == 0
    assert len(align(yearly([1, 2], "1990"), yearly([1, 2], "2000"))) == 0
    assert len(align(daily([1.0]), daily([1.0]))) == 1
