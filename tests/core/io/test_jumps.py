"""Suspicious values: what is told, what is not, and what the factor looks like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.importing import read_and_plan
from core.io.jumps import THRESHOLDS, Reading, history_jumps, reading, revision_jumps
from core.model import Workspace
from core.task import Progress

SHARED = Path(__file__).resolve().parents[4] / "shared"
LENGTH = 60


def days(count: int) -> npt.NDArray[np.datetime64]:
    return (np.datetime64("2019-01", "M") + np.arange(count)).astype("datetime64[D]")


def walk(seed: int, size: float = 0.04, count: int = LENGTH) -> npt.NDArray[np.float64]:
    """A price that moves by some `size` a month."""
    return 100 * np.exp(np.cumsum(np.random.default_rng(seed).uniform(-size, size, count)))


@given(st.integers(0, 10_000), st.floats(0.001, 0.2), st.sampled_from(THRESHOLDS))
def test_a_price_that_moves_evenly_gives_no_alarm(seed: int, size: float, threshold: float) -> None:
    assert len(history_jumps(days(LENGTH), walk(seed, size), threshold)) == 0


@given(st.integers(0, 10_000), st.integers(1, LENGTH - 1), st.sampled_from((10.0, 31.1034768, 1000.0, 0.1, 1 / 32.1507466)))
def test_one_value_in_another_unit_is_told_with_its_factor(seed: int, at: int, times: float) -> None:
    values = walk(seed)
    values[at] *= times
    found = history_jumps(days(LENGTH), values)
    assert found.at.tolist() == [at]
    assert np.isclose(abs(np.log(found.factors[0])), abs(np.log(times)), atol=0.1)


@given(st.integers(0, 10_000), st.floats(1e-6, 1e9), st.integers(5, 50))
def test_the_size_of_the_unit_does_not_matter(seed: int, scale: float, at: int) -> None:
    values = walk(seed)
    values[at] *= 20
    plain, scaled = history_jumps(days(LENGTH), values), history_jumps(days(LENGTH), values * scale)
    assert plain.at.tolist() == scaled.at.tolist() == [at]


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=40), st.floats(0.01, 10))
def test_any_numbers_at_all_can_be_judged(numbers: list[float], threshold: float) -> None:
    values = np.array(numbers, np.float64)
    found = history_jumps(days(len(values)), values, threshold)
    assert np.isfinite(found.factors).all()
    assert (values[found.at] > 0).all()
    again = revision_jumps(values, values[::-1].copy(), threshold)
    assert (np.maximum(again.factors, 1 / again.factors) > 1 + threshold).all()


def test_a_real_shock_that_stays_is_no_alarm_but_another_unit_is() -> None:
    values = walk(3, 0.01)
    shock, kilograms = values.copy(), values.copy()
    shock[30:] *= 3
    kilograms[30:] *= 32.1507466
    assert len(history_jumps(days(LENGTH), shock)) == 0
    found = history_jumps(days(LENGTH), kilograms)
    assert found.at.tolist() == [30]
    assert reading(float(found.factors[0]), "USD/ozt", exact=False) == Reading(0, "USD/ozt", "USD/kg")


def test_the_newest_value_is_told_when_it_doubles_twice_but_not_after_a_long_gap() -> None:
    values = walk(4, 0.02)
    values[-1] = 4 * values[-2]
    assert history_jumps(days(LENGTH), values).at.tolist() == [LENGTH - 1]
    late = days(LENGTH)
    late[-1] += 365 * 30
    assert len(history_jumps(late, values)) == 0


def test_of_the_first_two_values_nobody_can_say_which_is_wrong() -> None:
    values = walk(6)
    values[0] *= 1000
    assert history_jumps(days(LENGTH), values).at.tolist() == [1]


def test_gaps_and_zeros_are_passed_over() -> None:
    values = walk(5)
    values[20:24] = np.nan
    values[40] = 0.0
    assert len(history_jumps(days(LENGTH), values)) == 0
    values[24] *= 50
    assert history_jumps(days(LENGTH), values).at.tolist() == [24]


def test_too_few_values_say_nothing_about_what_is_usual() -> None:
    assert len(history_jumps(days(5), np.array([1.0, 1.0, 900.0, 1.0, 1.0]))) == 0


def test_a_revision_is_told_beyond_the_threshold_both_ways() -> None:
    before, after = np.array([100.0, 100, 100, 100, np.nan, 100]), np.array([149.0, 151, 67, 66, 5, np.nan])
    assert revision_jumps(before, after, 0.5).at.tolist() == [1, 3]
    assert revision_jumps(before, after, 0.1).at.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("ratio", "unit", "found"),
    [
        (31.1034768, "USD/g", Reading(0, "USD/g", "USD/ozt")),
        (1 / 31.1034768, "USD/ozt", Reading(0, "USD/ozt", "USD/g")),
        (32.1507466, "USD/ozt", Reading(0, "USD/ozt", "USD/kg")),
        (32150.7466, "t", Reading(0, "t", "ozt")),
        (2204.62262, "USD/lb", Reading(0, "USD/lb", "USD/t")),
        (1000, "t", Reading(0, "t", "kg")),
        (0.01, "USc/lb", Reading(0, "USc/lb", "USD/lb")),
        (2204.62262, "", Reading(0, "t", "lb")),
        (10, "USD/t", Reading(1)),
        (0.01, "USD/t", Reading(-2)),
        (1.7, "USD/t", None),
        (32.3, "USD/ozt", None),
    ],
)
def test_factors_of_units_and_of_ten_are_named(ratio: float, unit: str, found: Reading | None) -> None:
    assert reading(ratio, unit, exact=True) == found


@pytest.mark.parametrize("name", ["real/prices/world_bank_monthly.xls", "real/prices/gold_monthly.csv", "reference/prices_monthly.csv"])
def test_real_prices_raise_no_alarm(name: str) -> None:
    path = SHARED / name
    if not path.is_file():
        pytest.skip("the real file is not here")
    plan = read_and_plan(Progress(), path, Workspace())
    assert plan.series
    assert [(plan.series[one.series].result.id, one.days.tolist()) for one in plan.jumps] == []
