"""The policy timeline as values: dates drawn as what they are, and rows in which nothing overlaps."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.stages import standing
from core.io.example import example_workspace
from core.model import Clock, PartialDate, PolicyEvent, Workspace, collect
from core.views.timeline import LANES, Timeline, timeline
from core.views.timeline_bars import ADOPTED, ANNOUNCED, DEADLINE, ENDED, IN_FORCE, STAGES, SUSPENDED, Part, bar, day_of, extent
from tests.strategies import partial_dates, workspaces

DATES = st.none() | partial_dates().filter(lambda date: date.start.year < 9999)
EVENTS = st.builds(
    PolicyEvent, id=st.just("x"), announced=DATES, adopted=DATES, in_force=DATES, suspended=DATES, ended=DATES, deadline=DATES,
    status=st.sampled_from(["", "in force", "suspended", "announced", "ended"]),
)  # fmt: skip


def parsed(text: str) -> PartialDate:
    return PartialDate.parse(text)


def made(**dates: str) -> PolicyEvent:
    status = dates.pop("status", "ended")
    return PolicyEvent(id="x", status=status, **{name: parsed(text) for name, text in dates.items()})  # type: ignore[arg-type]


def day(text: str) -> float:
    return day_of(dt.date.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-15"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2026-Q2", "2026-04-01", "2026-07-01"),
        ("2026-H2", "2026-07-01", "2027-01-01"),
        ("1833", "1833-01-01", "1834-01-01"),
    ],
)
def test_a_date_reaches_over_all_it_can_mean(text: str, first: str, after: str) -> None:
    assert extent(parsed(text)) == (day(first), day(after))


def test_stages_follow_each_other_in_one_bar() -> None:
    event = made(announced="2025-10-09", adopted="2025-11", in_force="2025-12-01", suspended="2026-11-10", ended="2027-01-01")
    one = bar(event)
    assert one is not None
    assert one.parts == (
        Part(ANNOUNCED, day("2025-10-09"), day("2025-11-01"), soft=False),
        Part(ADOPTED, day("2025-11-01"), day("2025-12-01"), soft=True),
        Part(IN_FORCE, day("2025-12-01"), day("2026-11-10"), soft=False),
        Part(SUSPENDED, day("2026-11-10"), day("2027-01-01"), soft=False),
        Part(ENDED, day("2027-01-01"), day("2027-01-02"), soft=False),
    )
    assert (one.start, one.end, one.exact) == (day("2025-10-09"), day("2027-01-02"), True)


def test_what_is_in_force_or_suspended_has_an_open_end_and_what_is_over_has_none() -> None:
    in_force, over = made(in_force="2025", status="in force"), made(in_force="2025", status="completed")
    assert bar(in_force).end == math.inf  # type: ignore[union-attr]
    assert bar(over).end == day("2026-01-01")  # type: ignore[union-attr]
    assert bar(made(suspended="2025-11-10", status="suspended")).end == math.inf  # type: ignore[union-attr]
    assert bar(made(announced="2025-11-10", status="announced")).end == day("2025-11-11")  # type: ignore[union-attr]


def test_a_deadline_ends_no_stage() -> None:
    one = bar(replace(made(in_force="2026-01-14", deadline="2026-07-13", status="in force"), clock=Clock(180)))
    assert one is not None
    assert [(part.stage, part.start, part.end) for part in one.parts] == [
        (IN_FORCE, day("2026-01-14"), math.inf),
        (DEADLINE, day("2026-07-13"), day("2026-07-14")),
    ]


def test_an_event_without_dates_has_no_bar() -> None:
    assert bar(PolicyEvent(id="x")) is None
    view = timeline(Workspace(events=collect([PolicyEvent(id="x", title="Talk")])), ["x", "gone"])
    assert (len(view.bars.row), view.lanes[0].undated, view.lanes[0].title, view.span) == (0, (0,), "No country named", None)
    assert timeline(Workspace(), []).rows == 0


@given(EVENTS)
def test_any_bar_covers_its_dates_and_its_parts_never_overlap(event: PolicyEvent) -> None:
    one = bar(event)
    dates = [date for date in (event.announced, event.adopted, event.in_force, event.suspended, event.ended, event.deadline) if date]
    assert (one is None) == (not dates)
    if one is None:
        return
    firsts = [extent(date)[0] for date in dates]
    assert min(firsts) <= one.start <= max(firsts)  # the order of the stages may leave less than the first date says
    assert one.start == min(firsts) or any(extent(date)[1] - extent(date)[0] > 1 for date in dates)
    assert one.end >= max(part.end for part in one.parts)
    stages = [part for part in one.parts if part.stage != DEADLINE]
    assert all(part.start < part.end for part in one.parts)
    assert all(before.end <= after.start for before, after in itertools.pairwise(stages))


@given(partial_dates(), partial_dates())
def test_dates_are_ordered_as_they_are_drawn(one: PartialDate, two: PartialDate) -> None:
    if one.end == dt.date.max or two.end == dt.date.max:
        return
    if one < two:
        assert extent(one)[0] <= extent(two)[0]
    first, after = extent(one)
    assert after - first >= 1
    assert PartialDate.parse(str(one)) == one or one.start.year < 1000


def no_overlap(view: Timeline) -> None:
    bars = view.bars
    same = np.diff(bars.row) == 0
    assert (np.diff(bars.row) >= 0).all()
    assert (bars.end[:-1][same] <= bars.start[1:][same]).all()
    assert {int(row) for row in bars.row} <= set(range(view.rows))
    for number, lane in enumerate(view.lanes):
        own = bars.row[bars.lane == number]
        assert ((own >= lane.row) & (own < lane.row + lane.rows)).all()
        assert len(own) + len(lane.undated) == lane.count


@given(st.lists(EVENTS, max_size=40), st.sampled_from(LANES))
def test_no_two_bars_of_a_row_overlap(events: list[PolicyEvent], lanes: str) -> None:
    numbered = [replace(event, id=str(at), actors=("CHN",) if at % 3 else ("USA", "EU")) for at, event in enumerate(events)]
    no_overlap(timeline(Workspace(events=collect(numbered)), [event.id for event in numbered], lanes))


@given(workspaces(), st.sampled_from(LANES))
def test_any_workspace_has_a_timeline(workspace: Workspace, lanes: str) -> None:
    no_overlap(timeline(workspace, workspace.events, lanes))


@pytest.mark.parametrize("lanes", LANES)
def test_the_example_in_lanes(lanes: str) -> None:
    example = example_workspace()
    view = timeline(example, example.events, lanes)
    no_overlap(view)
    assert len(view.items) == 114
    assert {item for lane in view.lanes for item in lane.undated} == {
        view.places[key] for key, one in example.events.items() if bar(one) is None
    }
    assert {view.places["E002"], view.places["E006"]} <= set(view.chain(view.places["E003"]))


def test_a_chain_that_bites_its_tail_ends() -> None:
    ring = [PolicyEvent(id=key, follows=after) for key, after in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "d"), ("e", "gone"))]
    view = timeline(Workspace(events=collect(ring)), [one.id for one in ring])
    assert [view.chain(at) for at in range(5)] == [(0, 1, 2)] * 3 + [(3,), (4,)]


@given(EVENTS)
def test_a_bar_is_in_the_stage_that_the_event_is_certainly_in(event: PolicyEvent) -> None:
    """The days of an end are drawn as the end, though it is the last day of the stage before."""
    drawn, told = bar(event), replace(event, status="")
    dates = [one for one in (event.announced, event.adopted, event.in_force, event.suspended, event.ended) if one is not None]
    for one in {edge for date in dates for edge in (date.start, date.end)}:
        how = standing(told, one)
        if how.could or how.state in {"planned", "ended"} or (event.ended is not None and event.ended.start <= one <= event.ended.end):
            continue
        assert drawn is not None
        parts = [part for part in drawn.parts if part.stage != DEADLINE]
        within = [STAGES[part.stage].replace("_", " ") for part in parts if part.start <= day_of(one) < part.end]
        assert within == [how.state] or day_of(one) >= parts[-1].end  # a stage that does not last is drawn for its own date only


def test_a_stage_whose_month_began_earlier_does_not_come_before_the_one_it_follows() -> None:
    drawn = bar(made(announced="2025-09-09", suspended="2025-09", ended="2025-12-01", status="ended"))
    assert drawn is not None
    assert [(part.stage, part.soft) for part in drawn.parts] == [(SUSPENDED, True), (SUSPENDED, False), (ENDED, False)]
    assert (drawn.start, drawn.parts[1].start) == (day("2025-09-09"), day("2025-10-01"))
