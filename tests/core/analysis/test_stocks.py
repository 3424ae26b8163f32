"""Stocks: one unit, what moved, identity, cover, baseline, drain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.baseline import against_baseline, drain, drains, excess, multiple_readings, of_mine_supply, rates
from core.analysis.stocks import (
    changes,
    days_of_cover,
    days_of_supply,
    deliverable,
    identity,
    movements,
    open_interest_cover,
    stack,
    weeks_of_consumption,
)
from core.model.units import UnitError
from tests.core.analysis.made import NAN, at, daily, prices, series


def days(*texts: str) -> list[np.datetime64]:
    return [np.datetime64(text) for text in texts]


# --- in one unit


def test_a_stack_is_in_one_unit_and_missing_is_not_zero() -> None:
    found = stack([series("comex", daily([1e6, 2e6]), "ozt"), series("lbma", daily([1, NAN]), "Moz")], "Moz")
    assert found.layers[0].tolist() == [1, 2]
    assert found.total[0] == 2
    assert np.isnan(found.total[1])
    assert not found.carried.any()
    with pytest.raises(UnitError):
        stack([series("x", daily([1]), "USD/t")], "Moz")


def test_a_level_is_carried_only_on_request_for_so_long_and_marked() -> None:
    stocks = [series("daily", daily([1, 1, 1, 1]), "t"), series("first", daily([5]), "t")]
    found = stack(stocks, "t", carry=2)
    assert found.total[:3].tolist() == [6, 6, 6]
    assert np.isnan(found.total[3])
    assert found.carried[1].tolist() == [False, True, True, False]


def test_stacks_of_nothing() -> None:
    assert len(stack([], "t").dates) == 0
    empty = stack([series("a", daily([]), "t"), series("b", daily([3]), "t")], "t")
    assert np.isnan(empty.total).all()


def test_changes_cross_no_gap() -> None:
    found = changes(at(["2020-01-01", "2020-01-02", "2020-01-03", "2020-03-02", "2020-03-03"], [5, 7, 6, 50, 51]))
    assert found.values.tolist() == [2, -1, 1]
    assert (len(changes(daily([]))), len(changes(daily([1])))) == (0, 0)


# --- what moved


def test_relabelling_is_no_movement() -> None:
    found = movements(series("r", daily([100, 90, 95, 97]), "t"), series("e", daily([200, 210, 205, 200]), "t"))
    assert found.physical.tolist() == [0, 0, -3]
    assert found.reclassified.tolist() == [-10, 5, 2]
    both = movements(series("r", daily([100, 90]), "t"), series("e", daily([200, 190]), "t"))
    assert (both.physical.tolist(), both.reclassified.tolist()) == ([-20], [0])


@given(prices(), prices())
def test_movements_add_up_to_the_change_of_the_total(registered: list[float], eligible: list[float]) -> None:
    found = movements(series("r", daily(registered), "t"), series("e", daily(eligible), "t"))
    assert found.physical == pytest.approx(found.registered + found.eligible)
    assert (np.abs(found.reclassified) <= np.minimum(np.abs(found.registered), np.abs(found.eligible))).all()


def test_the_identity_finds_breaks_and_says_what_it_could_not_check() -> None:
    stock = series("s", daily([100, 110, 105, 105, 120]), "t")
    received, withdrawn = series("in", daily([0, 15, 5, NAN, 5]), "t"), series("out", daily([0, 5_000, 10_000, 0, 0]), "kg")
    found = identity(stock, received, withdrawn)
    assert found.residual == pytest.approx([0, 0, 10])
    assert found.breaks.tolist() == [found.dates[-1].astype(object)]
    assert (found.unchecked, found.inputs) == (1, ("s", "in", "out"))
    assert len(identity(stock, received, withdrawn, tolerance=10).breaks) == 0
    adjusted = identity(stock, received, withdrawn, series("adj", daily([0, 0, 0, 0, 10]), "t"))
    assert (len(adjusted.breaks), adjusted.unchecked) == (0, 1)
    assert identity(series("s", daily([]), "t"), received, withdrawn).unchecked == 0


def test_deliverable_supply_takes_half_of_eligible() -> None:
    found = deliverable(series("r", daily([100]), "t"), series("e", daily([50_000]), "kg"))
    assert (found.points.values[0], found.unit, found.inputs) == (125, "t", ("r", "e"))
    with pytest.raises(ValueError, match="share"):
        deliverable(series("r", daily([]), "t"), series("e", daily([]), "t"), 2)


def test_open_interest_in_contracts_needs_their_size() -> None:
    interest, registered = series("oi", daily([100_000]), "contracts"), series("r", daily([100]), "Moz")
    assert open_interest_cover(interest, registered, 5_000).points.values[0] == pytest.approx(5)
    with pytest.raises(ValueError, match="size of a contract"):
        open_interest_cover(interest, registered)
    assert open_interest_cover(series("oi", daily([500]), "Moz"), registered).points.values[0] == 5
    assert np.isnan(open_interest_cover(interest, series("r", daily([0]), "Moz"), 5_000).points.values[0])


def test_cover() -> None:
    assert days_of_cover(100, 365) == 100
    assert weeks_of_consumption(100, 520) == 10
    assert days_of_supply(100, [999, 70, 70, 70, 70]) == 10
    assert (days_of_cover(1, 0), weeks_of_consumption(1, 0), days_of_supply(1, [7, 7, 7]), days_of_supply(1, [7, NAN, 7, 7])) == (None,) * 4


# --- baseline and drain


def test_a_drain_says_the_days_it_rests_on() -> None:
    points = at(["2025-12-01", "2025-12-31", "2026-01-07", "2026-01-14"], [500, 480, 466, 452])
    week, month, quarter = drains(points)
    assert (week.per_day, week.days, week.per_weekday, week.days_left) == (-2, 7, -2.8, 226)
    assert (month.first_day, month.days) == (np.datetime64("2025-12-01"), 44)
    assert (quarter.first_day, quarter.days, quarter.window) == (np.datetime64("2025-12-01"), 44, 90)
    assert week.basis == "extrapolation"


def test_what_does_not_shrink_has_no_days_left() -> None:
    rising = drain(daily([1, 2]), 7)
    assert rising is not None
    assert rising.days_left is None
    assert (drain(daily([]), 7), drain(daily([1]), 7), drains(daily([NAN]))) == (None, None, ())
    with pytest.raises(ValueError, match="a day"):
        rates(1, 2, *days("2020-01-02", "2020-01-02"))
    assert rates(1, 2, *days("2020-01-04", "2020-01-05")).per_weekday is None


def test_the_baseline_is_the_report_in_force_on_its_day() -> None:
    points = at(["2024-11-04", "2024-11-06", "2025-10-01", "2026-01-05", "2026-01-14"], [305, 310, 530, 448, 430])
    found = against_baseline(points, np.datetime64("2024-11-05"), 7)
    assert found is not None
    assert (found.baseline, found.excess, found.peak_excess, found.days_left) == (305, 125, 225, 62.5)
    assert against_baseline(points, np.datetime64("2024-11-01")) is None
    one = against_baseline(daily([5]), np.datetime64("2020-01-06"))
    assert one is not None
    assert (one.excess, one.unwound, one.days_left) == (0, None, None)


def test_an_excess_that_cannot_be_said() -> None:
    below = excess(90, 100, 95, -1)
    assert (below.excess, below.unwound, below.days_left) == (-10, None, None)
    assert excess(1, 0).share is None
    assert of_mine_supply(1, 0) is None
    with pytest.raises(ValueError, match="more than 1"):
        multiple_readings(5, 1)


@given(st.floats(0.1, 1e6), st.floats(1.01, 100))
def test_both_readings_have_the_same_excess(amount: float, multiple: float) -> None:
    increase, level = multiple_readings(amount, multiple)
    for one in (increase, level):
        assert one.level - one.base == pytest.approx(amount)
    assert amount / increase.base == pytest.approx(multiple)
    assert level.level / level.base == pytest.approx(multiple)
