"""Item 22 of the sources' analyses: deadlines counted to a day, none made more exact than it is."""

import datetime as dt
from dataclasses import replace

import pytest

from core.analysis.deadlines import deadline, deadlines
from core.io.example import example_workspace
from core.model import Clock, PartialDate, PolicyEvent, collect

PROCLAMATION = PolicyEvent(id="a", announced=PartialDate.parse("2026-01-14"), clock=Clock(180))


@pytest.mark.parametrize(
    ("day", "left", "state"),
    [("2026-01-31", 163, "ahead"), ("2026-04-01", 103, "ahead"), ("2026-07-13", 0, "ahead"), ("2026-07-14", -1, "overdue")],
)
def test_a_clock_is_counted_to_the_day(day: str, left: int, state: str) -> None:
    found = deadline(PROCLAMATION, dt.date.fromisoformat(day))
    assert found is not None
    assert (found.first, found.last) == (dt.date(2026, 7, 13), dt.date(2026, 7, 13))
    assert (found.days_first, found.days_last, found.state, found.by_clock) == (left, left, state, True)


def test_the_example_states_what_its_clocks_give() -> None:
    events = example_workspace().events
    day = dt.date(2026, 1, 31)
    section_232, deal = deadline(events["E001"], day), deadline(events["E021"], day)
    assert section_232 is not None
    assert deal is not None
    assert (section_232.days_last, section_232.by_clock, section_232.clock_differs) == (163, False, None)
    assert (deal.last, deal.clock_differs) == (dt.date(2026, 4, 20), None)
    assert (deal.last - dt.date(2025, 10, 20)).days == 182


def test_what_is_not_known_to_the_day_keeps_both_ends() -> None:
    month = PolicyEvent(id="m", deadline=PartialDate.parse("2026-10"))
    found = deadline(month, dt.date(2026, 10, 10))
    assert found is not None
    assert (found.days_first, found.days_last, found.state) == (-9, 21, "running")
    vague = deadline(PolicyEvent(id="v", announced=PartialDate.parse("2025-10"), clock=Clock(1, "year")), dt.date(2026, 1, 1))
    assert vague is not None
    assert (vague.first, vague.last) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def test_a_date_stated_goes_before_the_clock_and_a_difference_is_told() -> None:
    found = deadline(replace(PROCLAMATION, deadline=PartialDate.parse("2026-08-01")), dt.date(2026, 7, 31))
    assert found is not None
    assert (found.days_last, found.clock_differs) == (1, dt.date(2026, 7, 13))
    assert deadline(PolicyEvent(id="n", clock=Clock(10)), dt.date(2026, 1, 1)) is None


def test_the_next_one_is_first_and_what_is_over_is_not_overdue() -> None:
    dates = {"late": "2026-01-01", "later": "2025-01-01", "soon": "2026-03-01", "far": "2027"}
    events = [PolicyEvent(id=key, deadline=PartialDate.parse(text)) for key, text in dates.items()]
    events.append(PolicyEvent(id="done", deadline=PartialDate.parse("2025-06-01"), status="completed"))
    events.append(PolicyEvent(id="claim", deadline=PartialDate.parse("2028"), status="completed"))
    found = deadlines(collect(events), dt.date(2026, 2, 1))
    assert [one.event for one in found] == ["soon", "far", "claim", "late", "later"]


def test_events_of_one_chain_due_together_are_one_row() -> None:
    events = [PROCLAMATION]
    events.append(PolicyEvent(id="b", deadline=PartialDate.parse("2026-07-13"), follows="a"))
    events.append(PolicyEvent(id="c", deadline=PartialDate.parse("2026-07-13"), follows="b"))
    events.append(PolicyEvent(id="d", deadline=PartialDate.parse("2026-07-14"), follows="a"))
    found = deadlines(collect(events), dt.date(2026, 1, 31))
    assert [(one.event, one.with_it) for one in found] == [("a", ("b", "c")), ("d", ())]
    circle = [PolicyEvent(id=key, deadline=PartialDate.parse("2027"), follows=other) for key, other in (("x", "y"), ("y", "x"))]
    assert {one.event for one in deadlines(collect(circle), dt.date(2026, 1, 1))} == {"x", "y"}


def test_a_clock_does_not_run_beyond_the_calendar() -> None:
    last = dt.date(9999, 12, 31)
    assert {Clock(99_999, unit).deadline(dt.date(9999, 1, 1)) for unit in ("day", "week", "month", "year")} == {last}
    assert Clock(364).deadline(dt.date(9999, 1, 1)) == last
    assert Clock(2, "week").deadline(dt.date(2026, 1, 1)) == dt.date(2026, 1, 15)
