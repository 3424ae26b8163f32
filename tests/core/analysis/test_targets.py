"""Targets, money, alliances and exposure against the figures of the sources' items 29, 38, 40, 41 and 42."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.alliances import exposed, groups, overlap
from core.analysis.funding import derived, lead_times
from core.analysis.targets import judge, judged, verdict
from core.io.example import example_workspace
from core.model import Target, Workspace

EXAMPLE = example_workspace()
FOUND = {one.target.id: one for one in judged(EXAMPLE, dt.date(2026, 1, 15))}


def test_item_38_recycling_fails_by_more_than_ten_points() -> None:
    one = FOUND["T003"]
    assert (one.state, one.gap, one.gap_is) == ("missed", -10.0, "<")


def test_item_38_coverage_is_14_of_17() -> None:
    actual = FOUND["T005"].actual
    assert actual is not None
    assert actual.of is not None
    assert round(100 * actual.shown / actual.of, 1) == 82.4


def test_item_38_the_cap_is_judged_mineral_by_mineral() -> None:
    over = {part.mineral: part.by for part, state in FOUND["T004"].parts if state == "missed"}
    assert over["gallium"] == over["magnesium"] == over["neodymium"] == "CHN"
    assert over["lithium"] == "CHL"
    assert "cobalt" not in over


def test_what_no_record_says_is_not_judged() -> None:
    assert {FOUND[key].state for key in ("T007", "T008", "T010", "T021", "T022", "T023")} == {"no data"}
    assert FOUND["T024"].state == "no number"


def test_item_40() -> None:
    told = {one.code: one for one in derived(EXAMPLE.figures.values(), EXAMPLE.targets.values())}
    assert round(told["a project"].value, 1) == 478.7
    assert told["a project"].unit == "EUR mn"
    assert told["projects"].value == 60
    assert round(told["commitment share"].value, 1) == 23.5
    assert told["mining"].value == pytest.approx(10.074)
    assert told["elsewhere"].value == pytest.approx(33.726)


def test_item_41() -> None:
    found = {one.key: one for one in groups(EXAMPLE.relations.values())}
    partners, guests = found["USA 2025-12-12"], found["USA 2026-01-12"]
    assert (len(partners.members), len(guests.members)) == (8, 5)
    assert set(overlap(partners, found["MSP"])) == {"AUS", "JPN", "KOR"}


def test_item_42() -> None:
    found = lead_times(EXAMPLE.figures.values())
    assert found.claim is not None
    assert (found.claim.value, found.ratio) == (1, 10)
    assert [(one.comparator, one.value) for one in found.others] == [(">=", 10), (">", 10)]


def test_item_29() -> None:
    found = exposed(EXAMPLE.relations.values())
    assert [one.home for one in found] == ["AUS", "AUS", "GBR", "JPN"]
    assert {one.host for one in found} == {"MWI"}


@given(st.sampled_from([">=", "<=", ">", "<", "="]), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_wider_range_never_says_the_opposite(operator: str, wanted: float, low: float, width: float) -> None:
    exact, wide = verdict(operator, wanted, low, low), verdict(operator, wanted, low - width, low + width)
    assert wide in {exact, "open"}


@pytest.mark.parametrize(
    "changed", [{"value": None}, {"value": float("nan")}, {"operator": ""}, {"issuers": ()}, {"metric": ""}, {"unit": "??"}]
)
def test_odd_targets_are_told_and_never_fail(changed: dict[str, object]) -> None:
    for one in EXAMPLE.targets.values():
        odd: Target = replace(one, **changed)  # type: ignore[arg-type]
        assert judge(EXAMPLE, odd, dt.date(2026, 1, 15)).target is odd
    assert judged(Workspace(), dt.date(2026, 1, 15)) == ()
