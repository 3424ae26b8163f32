"""What is drawn is what is there: every extreme, the newest point, every gap, at any spacing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gui.widgets.plot.curve import Columns, Curve, cut, runs
from gui.widgets.plot.pyramid import Pyramid
from gui.widgets.plot.values import Line


def line(days: NDArray[np.float64], values: NDArray[np.float64], marks: NDArray[np.uint8] | None = None) -> Line:
    return Line("k", "Label", "USD/t", days, values, marks)


def columns_between(first: float, last: float, edges: int) -> Columns:
    return Columns(np.linspace(first, last, edges))


@st.composite
def made(draw: st.DrawFn) -> tuple[Line, float, float, int]:
    """A line with gaps and uneven spacing, a window on it and a number of columns."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.sampled_from((1, 2, 15, 40, 600, 5_000, 40_000)))
    steps = rng.exponential(size=count) ** draw(st.sampled_from((0.0, 1.0, 6.0))) + 1e-6
    days, values = steps.cumsum(), rng.normal(size=count).cumsum()
    values[rng.random(count) < draw(st.sampled_from((0.0, 0.01, 0.4)))] = np.nan
    values[rng.random(count) < 0.01] *= 50
    ends = sorted((draw(st.floats(-0.2, 1.2)), draw(st.floats(-0.2, 1.2))))
    first, last = (float(days[0] + end * (days[-1] - days[0] + 1)) for end in ends)
    return line(days, values), first, max(last, first + 1e-3), draw(st.integers(1, 400))


@settings(deadline=None, max_examples=250)
@given(made())
def test_extremes_in_view_are_drawn_and_measured(case: tuple[Line, float, float, int]) -> None:
    shown, first, last, columns = case
    curve = Curve(shown, log=False)
    outline = curve.outline(columns_between(first, last, columns + 1))
    inside = shown.values[(shown.days >= first) & (shown.days <= last)]
    if np.isfinite(inside).any():
        assert np.nanmin(outline.heights) <= np.nanmin(inside)
        assert np.nanmax(outline.heights) >= np.nanmax(inside)
        low, high = curve.extreme(first, last)
        assert low <= np.nanmin(inside)
        assert high >= np.nanmax(inside)
    # Nothing is drawn that is not in the data, and no higher than the points in view and the two beside them.
    drawn = outline.heights[np.isfinite(outline.heights)]
    start, stop = int(shown.days.searchsorted(first)), int(shown.days.searchsorted(last, side="right"))
    assert np.isin(drawn, shown.values[max(start - 1, 0) : stop + 1]).all()


@settings(deadline=None, max_examples=250)
@given(made())
def test_newest_point_is_drawn_where_it_is(case: tuple[Line, float, float, int]) -> None:
    shown, _first, _last, columns = case
    shown.values[-1] = 1e6
    outline = Curve(shown, log=False).outline(columns_between(shown.days[0], shown.days[-1] + 1, columns + 1))
    width = (shown.days[-1] + 1 - shown.days[0]) / columns
    at = outline.days[outline.heights == 1e6]
    assert len(at)
    assert np.abs(at - shown.days[-1]).max() <= width


@settings(deadline=None, max_examples=250)
@given(made())
def test_every_gap_wider_than_a_pixel_breaks_the_line(case: tuple[Line, float, float, int]) -> None:
    shown, first, last, columns = case
    outline = Curve(shown, log=False).outline(columns_between(first, last, columns + 1))
    width = (last - first) / columns
    joined = [(outline.days[i], outline.days[i + 1]) for start, stop in runs(outline.heights) for i in range(start, stop - 1)]
    gaps = shown.days[~np.isfinite(shown.values)]
    for left, right in joined:
        across = gaps[(gaps > left + width) & (gaps < right - width)]
        assert not len(across), f"drawn from {left} to {right} across a gap at {across[0]}"


@settings(deadline=None, max_examples=100)
@given(made())
def test_outline_costs_pixels_and_not_points(case: tuple[Line, float, float, int]) -> None:
    shown, first, last, columns = case
    assert len(Curve(shown, log=False).outline(columns_between(first, last, columns + 1)).days) <= 5 * (columns + 2)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2**32), st.integers(1, 30_000), st.integers(1, 50))
def test_pyramid_agrees_with_a_plain_search(seed: int, count: int, stretches: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=count)
    values[rng.random(count) < 0.3] = np.nan
    bounds = np.unique(rng.integers(0, count + 1, stretches + 1))
    if len(bounds) < 2:
        return
    pyramid = Pyramid(values)
    for start, stop, low, high in zip(bounds[:-1], bounds[1:], *pyramid.extremes(bounds), strict=True):
        piece = values[start:stop][np.isfinite(values[start:stop])]
        expected = (piece.min(), piece.max()) if len(piece) else (np.nan, np.nan)
        np.testing.assert_equal((low, high), expected)
        np.testing.assert_equal(pyramid.extreme(int(start), int(stop)), expected)


def test_spike_of_one_point_in_ten_million_is_drawn() -> None:
    values = np.zeros(10_000_000)
    values[7_654_321], values[-1] = 9.0, -9.0
    outline = Curve(line(np.arange(1e7), values), log=False).outline(columns_between(0, 1e7, 1201))
    assert (np.nanmax(outline.heights), np.nanmin(outline.heights)) == (9.0, -9.0)
    assert len(outline.days) < 6_000


def test_a_log_axis_draws_no_zero_and_no_negative() -> None:
    curve = Curve(line(np.arange(4.0), np.array([10.0, 0.0, -5.0, 1000.0])), log=True)
    np.testing.assert_equal(curve.heights, [1.0, np.nan, np.nan, 3.0])
    assert curve.extreme(0.0, 3.0) == (1.0, 3.0)


def test_infinity_is_a_gap() -> None:
    curve = Curve(line(np.arange(3.0), np.array([1.0, np.inf, 2.0])), log=False)
    assert runs(curve.outline(columns_between(0, 2, 101)).heights) == [(0, 1), (2, 3)]


def test_marked_points_stay_marked_when_they_share_columns() -> None:
    marks = np.zeros(100_000, dtype=np.uint8)
    marks[90_000:] = 1
    outline = Curve(line(np.arange(1e5), np.sin(np.arange(1e5)), marks), log=False).outline(columns_between(0, 1e5, 501))
    assert outline.dense
    assert outline.marked is not None
    assert outline.marked[outline.days > 90_500].all()
    assert not outline.marked[outline.days < 89_500].any()


def test_axis_follows_the_line_where_it_leaves_the_view() -> None:
    curve = Curve(line(np.array([0.0, 10.0]), np.array([0.0, 100.0])), log=False)
    assert curve.extreme(2.0, 5.0) == (20.0, 50.0)


def test_an_outline_cut_to_the_view_ends_on_the_line() -> None:
    curve = Curve(line(np.array([0.0, 10.0, 20.0, 30.0]), np.array([0.0, 100.0, np.nan, 5.0])), log=False)
    outline = cut(curve.outline(columns_between(2.0, 8.0, 101)), 2.0, 8.0)
    np.testing.assert_equal((outline.days, outline.heights), ([2.0, 8.0], [20.0, 80.0]))
    outline = cut(curve.outline(columns_between(5.0, 12.0, 101)), 5.0, 12.0)
    np.testing.assert_equal((outline.days, outline.heights), ([5.0, 10.0, 12.0], [50.0, 100.0, np.nan]))
    assert runs(outline.heights) == [(0, 2)]


@settings(deadline=None, max_examples=150)
@given(made())
def test_the_border_of_an_area_lies_under_its_line(case: tuple[Line, float, float, int]) -> None:
    shown, first, last, count = case
    curve, columns = Curve(shown, log=False), columns_between(first, last, count + 1)
    outline, border = curve.outline(columns), curve.border(columns)
    assert set(border.days) <= set(outline.days)
    for day, height in zip(border.days, border.heights, strict=True):
        drawn = outline.heights[outline.days == day]
        if np.isfinite(height):
            assert np.nanmin(drawn) <= height <= np.nanmax(drawn)


def test_areas_on_each_other_read_their_common_border_once() -> None:
    days, lower = np.arange(1e5), np.ones(100_000)
    pyramids: dict[int, Pyramid] = {}
    first = Curve(Line("a", "A", "t", days, lower, heights=lower, floor=np.zeros(100_000)), log=False, pyramids=pyramids)
    second = Curve(Line("b", "B", "t", days, lower, heights=lower + lower, floor=lower), log=False, pyramids=pyramids)
    assert second.floor is not None
    assert second.floor.pyramid is first.pyramid
    assert second.extreme(0, 1e5) == (1.0, 2.0)
