"""Whatever a workspace holds, the Inventories tab shows what it can and raises nothing."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.model import Points, Series, Workspace, collect
from core.views.inventories import Choices, inventories
from core.views.signals import signal_rows
from core.views.stock_studies import divergence_view, spread_view
from core.views.venue_pool import pool_view

NUMBERS = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(-1e6, 1e9), st.just(0.0))
TITLES = (
    "",
    "Total",
    "TOTAL REGISTERED",
    "Eligible",
    "Pledged",
    "Open interest",
    "Total, received",
    "Total, withdrawn",
    "Silver ETF",
    "Stock",
)
VENUES = ("", "COMEX", "COMEX: NORTH VAULT", "COMEX: ", ":", "LBMA", "LME")


@st.composite
def points(draw: st.DrawFn) -> Points:
    first = draw(st.integers(-60_000, 40_000))
    step, count = draw(st.sampled_from((1, 1, 7, 31, 366))), draw(st.integers(0, 40))
    dates = np.array(first, "datetime64[D]") + step * np.arange(count)
    return Points(dates, draw(st.lists(NUMBERS, min_size=count, max_size=count)))


@st.composite
def anything(draw: st.DrawFn, key: int) -> Series:
    return Series(
        id=f"s{key}",
        title=draw(st.sampled_from(TITLES)),
        kind=draw(st.sampled_from(("stock", "stock", "holding", "flow", "position", "price"))),
        mineral=draw(st.sampled_from(("silver", "silver", "copper", ""))),
        unit=draw(st.sampled_from(("ozt", "Moz", "t", "contracts", "", "USD/ozt"))),
        venue=draw(st.sampled_from(VENUES)),
        frequency=draw(st.sampled_from(("daily", "monthly", "yearly", "irregular", ""))),
        source=draw(st.sampled_from(("", "a"))),
        points=draw(points()),
    )


@given(
    st.integers(0, 6).flatmap(lambda count: st.tuples(*(anything(key) for key in range(count)))),
    st.sampled_from(("silver", "copper", "", "no such")),
    st.dates(dt.date(1900, 1, 1), dt.date(2070, 1, 1)),
    st.booleans(),
    st.sampled_from(("", "t", "koz", "nonsense")),
)
def test_no_workspace_raises_and_every_line_can_be_drawn(
    series: tuple[Series, ...], mineral: str, baseline: dt.date, stack: bool, unit: str
) -> None:
    view = inventories(Workspace(series=collect(series)), Choices(mineral=mineral, baseline=baseline, stack=stack, unit=unit))
    assert bool(view.panes) != bool(view.message)
    for line in (line for pane in view.panes for line in pane.lines):
        assert (np.diff(line.days) > 0).all()
        assert len(line.days) == len(line.values) == len(line.heights) == len(line.marks)
    for row in view.rows:
        assert (row.value is None and not row.text) == bool(row.missing)
        assert row.value is None or np.isfinite(row.value)


@given(
    st.integers(0, 6).flatmap(lambda count: st.tuples(*(anything(key) for key in range(count)))),
    st.sampled_from(("silver", "")),
    st.dates(dt.date(1900, 1, 1), dt.date(2070, 1, 1)),
    st.sampled_from((None, np.datetime64("1990-01-01"))),
)
def test_no_study_and_no_signal_raises(series: tuple[Series, ...], mineral: str, since: dt.date, last: np.datetime64 | None) -> None:
    workspace = Workspace(series=collect(series))
    studies = (
        divergence_view(workspace, mineral, last=last),
        divergence_view(workspace, mineral, length=True, last=last),
        spread_view(workspace, mineral, "COMEX", "t", last),
        pool_view(workspace, mineral, "t", np.datetime64(since), last),
    )
    for view in studies:
        assert view.sentence
        for line in (line for pane in view.panes for line in pane):
            assert len(line.days) == len(line.values)
            assert (np.diff(line.days) > 0).all()
    assert all(row.sentence for row in signal_rows(workspace, last))
