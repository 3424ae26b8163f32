"""Whatever points a workspace may hold, no analysis of them is an exception, and none changes them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.baseline import against_baseline, drains
from core.analysis.comovement import comovement
from core.analysis.curve import convenience_yields, curve
from core.analysis.derived import ratio, rebase, spread
from core.analysis.drawdown import drawdown, underwater
from core.analysis.event_class import average_path, class_test
from core.analysis.event_study import Window, event_study, reaction
from core.analysis.flows import cumulative, divergence, flows, streak
from core.analysis.forecast import lead
from core.analysis.returns import cagr, ewma_volatility, rolling_volatility, volatility
from core.analysis.seasonal import five_year_band, normal_band, overlay, seasonal_index
from core.analysis.signal_board import board
from core.analysis.standing import z_scores
from core.analysis.statistics import statistics
from core.analysis.stocks import changes, deliverable, identity, movements, open_interest_cover, stack
from core.analysis.thresholds import ceiling_breach, floor_breach
from core.analysis.venues import free_float, migration, reconcile_stocks
from core.model import Points, Workspace, collect
from tests import strategies
from tests.core.analysis.made import series

DAY = np.datetime64("2000-01-01")


def held(points: Points) -> Points:
    """The points with what no quotient or change of unit could hold made infinite or zero."""
    size = np.abs(points.values)
    return Points(points.dates, np.where(size > 1e290, np.inf, np.where(size < 1e-100, 0.0, points.values)))


ANY = strategies.points(max_size=30).map(held)


def near(points: Points) -> Points:
    """The same values on days of two centuries, as charts of minerals have them; drawn dates go from the year 1 to 9999."""
    return Points(np.datetime64("1900-01-01") + np.arange(len(points)) * 97, points.values)


@given(ANY, st.floats(-1e100, 1e100))
def test_one_series(points: Points, number: float) -> None:
    before = (points.dates.copy(), points.values.copy())
    statistics(points), volatility(points), cagr(points), rolling_volatility(points, 3), ewma_volatility(points)
    drawdown(points), underwater(points), z_scores(points, 3), changes(points), cumulative(points), rebase(points, DAY)
    drains(points), against_baseline(points, DAY), streak(points, number), lead(number, DAY, points)
    floor_breach(points, number), ceiling_breach(points, number), reaction(points, DAY, 30)
    class_test([event_study(points, DAY, Window(-1, 1, 3))]), average_path(points, [DAY], 2, 2)
    years = overlay(near(points))
    five_year_band(years, 1910), normal_band(years, 1910), seasonal_index(near(points))
    assert np.array_equal(points.dates, before[0])
    assert np.array_equal(points.values, before[1], equal_nan=True)


@given(ANY, ANY)
def test_two_series(first: Points, second: Points) -> None:
    a, b = series("a", first, "t", kind="stock", mineral="silver"), series("b", second, "kg", kind="stock", mineral="silver", tenor="3M")
    comovement(first, second, 20), flows(first, second), divergence(first, second, 1, 2, 1), convenience_yields(first, second, 1, 0.1)
    event_study(first, DAY, Window(0, 1, 3), market=second)
    ratio(a, b), spread(a, b), movements(a, b), deliverable(a, b), free_float(a, b), open_interest_cover(a, b)
    identity(a, b, b), stack([a, b], "Moz", 5), migration([a, b], "t", 5), reconcile_stocks(a, b, DAY, DAY + 99), curve(a, [b], DAY)
    board(Workspace(series=collect([a, b])), DAY)
