"""Whatever a workspace holds, the Inventories tab shows what it can and raises nothing."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.model import Points, Series, Workspace, collect
from core.views.inventories import Choices, inventories

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
