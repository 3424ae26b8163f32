"""Clocks as bars, overdue and lapsed; notice periods. Items 22 and 27 of the sources' analyses on the example."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.clocks import Running, clocks, notice, notices, running
from core.io.example import example_workspace
from core.model import Clock, PartialDate, PolicyEvent, collect

EVENTS = example_workspace().events


def on(event: PolicyEvent, day: str) -> Running:
    found = running(event, dt.date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(("day", "left"), [("2026-01-31", 163), ("2026-04-01", 103), ("2026-07-13", 0), ("2026-07-14", -1)])
def test_item_22_the_180_days_of_section_232(day: str, left: int) -> None:
    found = on(EVENTS["E001"], day)
    assert (found.deadline.last, found.deadline.days_last, found.days) == (dt.date(2026, 7, 13), left, 180)
    assert found.passed == pytest.approx(min(1 - left / 180, 1))
    assert found.state == ("overdue" if left < 0 else "running")


def test_item_22_the_other_deadlines() -> None:
    half_year = on(EVENTS["E021"], "2026-01-14")
    assert (half_year.deadline.last, half_year.days) == (dt.date(2026, 4, 20), 182)
    due = {"E072": "2026-10", "E075": "2026-10", "E089": "2027", "E083": "2029", "E062": "2030"}
    for key, date in due.items():
        found, known = on(EVENTS[key], "2026-01-14").deadline, PartialDate.parse(date)
        assert (found.first, found.last) == (known.start, known.end)


def test_a_truce_lapses_and_a_promise_is_overdue() -> None:
    truce = on(EVENTS["E072"], "2026-11-01")
    assert (truce.state, truce.deadline.days_last, on(EVENTS["E072"], "2026-10-10").state) == ("lapsed", -1, "due")
    assert on(EVENTS["E021"], "2026-04-21").state == "overdue"
    assert on(replace(EVENTS["E021"], status="completed"), "2026-04-21").state == "closed"
    assert on(PolicyEvent(id="x", announced=PartialDate.parse("2026-05-01"), clock=Clock(10)), "2026-04-01").state == "not begun"


def test_a_deadline_without_a_start_has_no_bar() -> None:
    found = on(PolicyEvent(id="x", deadline=PartialDate.parse("2026-05-01")), "2026-04-01")
    assert (found.passed, found.days, found.state) == (None, None, "running")
    swapped = on(PolicyEvent(id="x", announced=PartialDate.parse("2027"), deadline=PartialDate.parse("2026-05-01")), "2026-04-01")
    assert swapped.passed is None
    assert running(PolicyEvent(id="x", clock=Clock(3)), dt.date(2026, 1, 1)) is None


def test_a_clock_runs_from_the_next_stage_where_the_announcement_is_not_dated() -> None:
    found = on(PolicyEvent(id="x", in_force=PartialDate.parse("2024-02-29"), clock=Clock(1, "year")), "2024-03-01")
    assert (found.deadline.last, found.days) == (dt.date(2025, 2, 28), 365)


def test_item_27_notice_periods() -> None:
    told = {key: notice(EVENTS, key) for key in ("E081", "E089", "E083")}
    assert {key: one and round(one.years, 1) for key, one in told.items()} == {"E081": 0.0, "E089": 1.6, "E083": 5.0}
    zimbabwe = told["E089"]
    assert zimbabwe is not None
    assert (zimbabwe.follower, round(zimbabwe.low, 2), round(zimbabwe.high, 2)) == ("E090", 1.51, 2.58)
    listed = [one.event for one in notices(EVENTS)]
    assert [key for key in listed if key in told] == ["E081", "E089", "E083"]
    assert "E090" not in listed


def test_notice_needs_two_dates_in_order() -> None:
    when = PartialDate.parse
    events = [
        PolicyEvent(id="a", announced=when("2026"), in_force=when("2025"), direction="restrictive"),
        PolicyEvent(id="b", in_force=when("2025"), direction="restrictive"),
        PolicyEvent(id="c", announced=when("2025-03-01"), in_force=when("2025-03-01"), direction="restrictive"),
        PolicyEvent(id="d", announced=when("2025"), follows="d", direction="restrictive"),
    ]
    assert [(one.event, one.years) for one in notices(collect(events))] == [("c", 0.0)]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(1, 400), st.sampled_from(["day", "week", "month", "year"]))
def test_a_clock_counts_down_to_nought_and_its_bar_fills(start: dt.date, count: int, unit: str) -> None:
    event = PolicyEvent(id="x", announced=PartialDate(start), clock=Clock(count, unit))
    first = running(event, start)
    assert first is not None
    end = first.deadline.last
    assert (first.passed, first.deadline.days_last) == (0.0, (end - start).days)
    last, middle = running(event, end), running(event, start + (end - start) / 2)
    assert last is not None
    assert middle is not None
    assert (last.passed, last.deadline.days_last, last.state) == (1.0, 0, "running")
    assert 0 <= (middle.passed or 0) <= 0.5
    if unit == "month":
        assert end.day == start.day or (end + dt.timedelta(1)).day == 1


def test_clocks_are_in_the_order_in_which_they_end() -> None:
    found = clocks(EVENTS, dt.date(2026, 1, 31))
    ahead = [one.deadline.last for one in found if one.deadline.days_last >= 0]
    assert ahead == sorted(ahead)
    assert {"E001", "E021", "E072", "E073"} <= {one.deadline.event for one in found}
