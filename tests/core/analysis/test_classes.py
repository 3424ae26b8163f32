"""Classes of maps: every method's limits, the optimum of natural breaks, and values of any kind."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.classes import METHODS, Method, breaks, class_of, spread_within


def test_limits_of_each_method() -> None:
    values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100]
    assert breaks(values, "equal", 4) == (25, 50, 75)
    assert breaks(values, "quantile", 2) == (4.5,)
    assert breaks(values, "natural", 2) == (100,)
    assert breaks(values, "fixed", 5, [50, 10, 10, float("nan")]) == (10, 50)


def test_no_data_is_no_class_and_never_the_lowest() -> None:
    assert class_of(np.array([np.nan, 0, 10, 49.9, 50, 51]), (10, 50)).tolist() == [-1, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("method", METHODS)
def test_too_few_values_make_one_class(method: Method) -> None:
    for values in ([], [5.0], [5.0, 5.0, 5.0], [float("nan")], [float("inf")]):
        assert breaks(values, method, 5) == ()


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=9), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_partitions(values: list[int], count: int) -> None:
    array = np.array(values, dtype=float)
    distinct = np.unique(array)
    found = spread_within(array, breaks(values, "natural", count))
    ways = itertools.combinations(distinct[1:].tolist(), min(count, len(distinct)) - 1)
    assert found == pytest.approx(min(spread_within(array, way) for way in ways), abs=1e-6)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=40), st.sampled_from(METHODS), st.integers(-1, 12))
def test_any_values_give_rising_limits(values: list[float], method: Method, count: int) -> None:
    limits = breaks(values, method, count)
    assert list(limits) == sorted(set(limits))
    assert len(limits) < max(count, 1) or method == "fixed"
    kept = np.array([value for value in values if np.isfinite(value)])
    assert set(class_of(kept, limits).tolist()) <= set(range(len(limits) + 1))


def test_many_values_are_classed_in_a_moment() -> None:
    values = np.random.default_rng(1).lognormal(size=20_000)
    assert len(breaks(values, "natural", 6)) == 5
