"""Stages of measures with partial dates: how they stand on a day, and what cannot be told."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.stages import STAGES, STATES, UNCERTAIN, changes, resumptions, spans, standing, standings, swapped
from core.io.example import example_workspace
from core.model import STATUSES, PartialDate, PolicyEvent, Precision, collect

DAYS = st.dates(dt.date(1999, 1, 1), dt.date(2032, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    texts = (day.isoformat(), f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}-H{1 + day.month // 7}", f"{day.year}")
    return PartialDate.parse(draw(st.sampled_from(texts)))


@st.composite
def events(draw: st.DrawFn) -> PolicyEvent:
    made = {name: draw(st.none() | partial_dates()) for name in ("announced", "adopted", "in_force", "suspended", "ended")}
    return PolicyEvent(id="e", status=draw(st.sampled_from(("", *STATUSES))), **made)


def date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def event(**given: str) -> PolicyEvent:
    dates = {name: date(text) for name, text in given.items() if name not in {"status", "id", "instrument", "follows"}}
    words = {name: text for name, text in given.items() if name in {"status", "instrument", "follows"}}
    return PolicyEvent(id=given.get("id", "e"), **dates, **words)  # type: ignore[arg-type]


def on(one: PolicyEvent, day: str, told: str = "") -> tuple[str, tuple[str, ...], str]:
    found = standing(one, dt.date.fromisoformat(day), dt.date.fromisoformat(told) if told else None)
    return found.state, found.could, found.reason


def test_a_measure_goes_through_its_stages() -> None:
    law = event(announced="2023-03-16", adopted="2024-04-11", in_force="2024-05-23", suspended="2025-01-01", ended="2025-12-31")
    days = {"2023-03-15": "planned", "2023-03-16": "announced", "2024-04-10": "announced", "2024-04-11": "adopted"}
    days |= {"2024-05-22": "adopted", "2024-05-23": "in force", "2025-01-01": "suspended", "2025-12-31": "suspended", "2026-01-01": "ended"}
    assert {day: on(law, day)[0] for day in days} == days


def test_a_month_is_not_told_within_it() -> None:
    licence = event(in_force="2023-10")
    assert on(licence, "2023-09-30")[0] == "planned"
    assert on(licence, "2023-10-15") == (UNCERTAIN, ("planned", "in force"), "vague date")
    assert on(licence, "2023-10-31")[0] == "in force"


def test_the_order_of_stages_narrows_vague_dates() -> None:
    october = event(announced="2025-10-09", suspended="2025-10")
    assert on(october, "2025-10-08")[0] == "planned"
    assert on(october, "2025-10-10") == (UNCERTAIN, ("announced", "suspended"), "vague date")
    assert on(october, "2025-10-31")[0] == "suspended"
    early, late = spans(october)
    assert (late.first, late.last, early.until_last) == (dt.date(2025, 10, 9), dt.date(2025, 10, 31), dt.date(2025, 10, 30))


def test_the_last_day_is_a_day_in_force() -> None:
    leap = event(in_force="2024-02-01", ended="2024-02")
    assert on(leap, "2024-02-29")[0] == UNCERTAIN
    assert on(leap, "2024-03-01")[0] == "ended"
    assert on(event(in_force="2025-02-01", ended="2025-02-28"), "2025-02-28")[0] == "in force"


def test_a_status_without_a_date_is_known_from_the_day_it_was_told() -> None:
    grant = event(status="in force")
    assert on(grant, "2025-12-30", "2025-12-31") == (UNCERTAIN, ("planned", "in force"), "no date")
    assert on(grant, "2025-12-31", "2025-12-31")[0] == "in force"
    assert on(grant, "2030-01-01")[0] == UNCERTAIN
    meeting = event(announced="2026-01-12", status="completed")
    assert [on(meeting, day)[0] for day in ("2026-01-11", "2026-01-12", "2026-01-13")] == ["planned", "announced", "ended"]


def test_swapped_dates_and_no_date_at_all_are_told() -> None:
    wrong = event(announced="2026-05", in_force="2025")
    assert swapped(wrong) == ("announced", "in force")
    assert on(wrong, "2026-01-01") == (UNCERTAIN, ("announced", "in force"), "dates swapped")
    assert on(event(), "2026-01-01")[2] == "no date"
    assert swapped(event(announced="2026-05", in_force="2026")) is None


def test_what_is_planned_for_a_day_stands_for_a_plan_after_it() -> None:
    planned = event(in_force="2027", status="planned")
    assert standing(planned, dt.date(2028, 1, 1), dt.date(2025, 11, 30)).by_plan
    assert not standing(event(in_force="2027", status="in force"), dt.date(2028, 1, 1), dt.date(2025, 11, 30)).by_plan


def test_after_the_truce_nobody_can_tell() -> None:
    measure = event(id="m", announced="2025-10-09", suspended="2025-11-01")
    truce = event(id="t", in_force="2025-11-01", ended="2026-10", instrument="truce/suspension", follows="m")
    both = collect([measure, truce])
    assert resumptions(both) == {"m": PartialDate.parse("2026-10")}
    told = {day: standings(both, dt.date.fromisoformat(day))[0] for day in ("2026-09-30", "2026-10-15", "2026-11-01")}
    assert [one.state for one in told.values()] == ["suspended", UNCERTAIN, UNCERTAIN]
    assert [one.reason for one in told.values()] == ["", "vague date", "suspension runs out"]
    assert told["2026-11-01"].could == ("suspended", "in force")


@pytest.mark.parametrize(
    ("key", "state"), [("E068", "in force"), ("E069", "in force"), ("E070", "in force"), ("E071", "suspended"), ("E072", "in force")]
)
def test_item_24_the_truce_on_15_january_2026(key: str, state: str) -> None:
    found = standings(example_workspace().events, dt.date(2026, 1, 15), only=[key])
    assert [one.state for one in found] == [state]


@given(events(), DAYS)
def test_the_state_is_one_of_those_that_the_date_allows(one: PolicyEvent, day: dt.date) -> None:
    found = standing(one, day)
    assert found.state in STATES
    assert (found.state == UNCERTAIN) == bool(found.could) == bool(found.reason)
    assert set(found.could) <= {*STAGES, "planned"}


@given(events(), DAYS)
def test_a_date_to_the_day_is_never_uncertain(one: PolicyEvent, day: dt.date) -> None:
    days = [
        PartialDate(other.start) for name in ("announced", "adopted", "in_force", "suspended", "ended") if (other := getattr(one, name))
    ]
    names = [name for name in ("announced", "adopted", "in_force", "suspended", "ended") if getattr(one, name)]
    exact = PolicyEvent(id="e", **dict(zip(names, sorted(days), strict=True)))  # type: ignore[arg-type]
    assert (standing(exact, day).state == UNCERTAIN) == (not names)


@given(events())
def test_spans_are_in_order_and_touch(one: PolicyEvent) -> None:
    found = spans(one)
    assert [STAGES.index(span.stage) for span in found] == sorted({STAGES.index(span.stage) for span in found})
    for span in found:
        assert span.first <= span.last
        assert span.until_last is None or (span.until_first is not None and span.first <= span.until_first <= span.until_last)
    if not swapped(one):
        for early, late in itertools.pairwise(found):
            assert early.first <= late.first
            assert early.last <= late.last


@given(events(), DAYS, st.integers(1, 4000))
def test_time_only_goes_forward(one: PolicyEvent, day: dt.date, later: int) -> None:
    """What may be so later is never a stage before one that was certain earlier."""
    order = ("planned", *STAGES)
    before, after = standing(one, day), standing(one, day + dt.timedelta(days=later))
    if not swapped(one) and before.reason != "no date":
        least = [min(order.index(state) for state in (found.could or (found.state,))) for found in (before, after)]
        assert least[0] <= least[1]


@given(partial_dates())
def test_a_partial_date_holds_its_days(one: PartialDate) -> None:
    lengths = {Precision.DAY: {1}, Precision.MONTH: {28, 29, 30, 31}, Precision.QUARTER: {90, 91, 92}}
    lengths |= {Precision.HALF: {181, 182, 184}, Precision.YEAR: {365, 366}}
    assert (one.end - one.start).days + 1 in lengths[one.precision]
    assert PartialDate.parse(str(one)) == one


@given(st.lists(st.tuples(events(), st.booleans()), max_size=4))
def test_nothing_changes_between_the_days_of_change(drawn: list[tuple[PolicyEvent, bool]]) -> None:
    known = {
        str(at): replace(one, id=str(at), follows="0", instrument="truce/suspension" if truce else "")
        for at, (one, truce) in enumerate(drawn)
    }
    day, told = dt.timedelta(days=1), {"0": dt.date(2020, 6, 15)}
    dates = [date for one in known.values() for date in (one.announced, one.adopted, one.in_force, one.suspended, one.ended) if date]
    near = {edge + day * off for date in dates for edge in (date.start, date.end) for off in (-1, 0, 1, 2)}
    quiet = near - set(changes(known, told))
    assert all(standings(known, one, told) == standings(known, one - day, told) for one in quiet)
