"""What is drawn at any zoom: nothing overprints, nothing is lost, and everything keeps its row."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.model import PartialDate, PolicyEvent, Precision, Workspace, collect
from core.views.timeline import Timeline, day_number, timeline
from gui.widgets.timeline.marks import COLUMN, LEAST_BAR, Marks, marks
from gui.widgets.timeline.travel import travelled

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))
WIDTH = 900.0


@st.composite
def events(draw: st.DrawFn) -> PolicyEvent:
    day = draw(DAYS)
    announced = draw(st.sampled_from([PartialDate(day), PartialDate(day.replace(day=1), Precision.MONTH), None]))
    later = PartialDate(day + dt.timedelta(days=draw(st.integers(1, 400))))
    status = draw(st.sampled_from(["in force", "ended"]))
    return PolicyEvent(
        id="x",
        announced=announced,
        in_force=draw(st.sampled_from([later, None])),
        status=status,
        actors=draw(st.sampled_from([("CHN",), ("USA", "EU")])),
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    own = [PolicyEvent(**{**_fields(event), "id": str(at)}) for at, event in enumerate(draw(st.lists(events(), max_size=60)))]
    return timeline(Workspace(events=collect(own)), [one.id for one in own])


def _fields(event: PolicyEvent) -> dict[str, object]:
    return {name: getattr(event, name) for name in ("announced", "in_force", "status", "actors")}


WINDOWS = st.tuples(st.floats(17_000, 21_000), st.floats(0.02, 300))  # first day, pixels a day


def shown(view: Timeline, window: tuple[float, float]) -> Marks:
    return marks(view, window[0], window[1], WIDTH, (0, view.rows))


@given(timelines(), WINDOWS)
def test_nothing_overprints(view: Timeline, window: tuple[float, float]) -> None:
    own = shown(view, window)
    for at in range(len(own.bar) - 1):
        if own.row[at] != own.row[at + 1]:
            continue
        assert own.left[at] <= own.left[at + 1]
        if own.label_right[at] > own.label_left[at]:
            assert own.label_right[at] <= own.left[at + 1]
        assert own.label_left[at + 1] >= min(own.label_right[at], own.label_left[at + 1])
        if own.small[at]:
            assert own.label_left[at + 1] >= own.right[at]
        if own.small[at] and own.small[at + 1]:
            assert own.right[at] <= own.left[at + 1]
        if not own.small[at] and not own.small[at + 1]:
            assert own.right[at] <= own.left[at + 1] + 1e-6


@given(timelines(), WINDOWS)
def test_every_bar_in_view_is_in_one_mark_of_its_row(view: Timeline, window: tuple[float, float]) -> None:
    own, (first, scale) = shown(view, window), window
    members = [bar for mark in range(len(own.bar)) for bar in own.members(mark)]
    assert len(set(members)) == len(members)
    bars = view.bars
    seen = np.flatnonzero((bars.end > first) & (bars.start < first + WIDTH / scale))
    assert set(seen.tolist()) <= set(members)
    for mark in range(len(own.bar)):
        assert {int(bars.row[bar]) for bar in own.members(mark)} == {int(own.row[mark])}
        if own.count[mark] > 1:
            assert all((bars.end[bar] - bars.start[bar]) * scale < LEAST_BAR for bar in own.members(mark))


@given(timelines())
def test_zooming_in_takes_every_cluster_apart_that_has_two_days(view: Timeline) -> None:
    for bar in range(len(view.bars.row)):
        own = marks(view, float(view.bars.start[bar]) - 1, 2 * COLUMN, WIDTH, (0, view.rows))
        assert (own.count == 1).all()


@given(timelines(), st.lists(st.sampled_from(["left", "right", "up", "down", "first", "last", "very first", "very last"]), max_size=8))
def test_any_way_by_keys_ends_at_a_bar(view: Timeline, steps: list[str]) -> None:
    at = None
    for step in steps:
        at = travelled(view, at, step)  # type: ignore[arg-type]
        assert (at is None) == (not len(view.bars.row))
        assert at is None or 0 <= at < len(view.bars.row)


def test_keys_go_through_a_lane_in_the_order_of_time() -> None:
    days = ("2025-03-01", "2025-01-01", "2025-02-01")
    made = [PolicyEvent(id=day, announced=PartialDate.parse(day), actors=("CHN",)) for day in days]
    view = timeline(Workspace(events=collect(made)), days)
    at, way = travelled(view, None, "right"), []
    for step in ("right", "right", "right", "left", "first"):
        way.append(view.items[int(view.bars.item[at])].id)  # type: ignore[index]
        at = travelled(view, at, step)  # type: ignore[arg-type]
    assert way == ["2025-01-01", "2025-02-01", "2025-03-01", "2025-03-01", "2025-02-01"]
    assert day_number(dt.date(2025, 1, 1)) == view.bars.start[at]
