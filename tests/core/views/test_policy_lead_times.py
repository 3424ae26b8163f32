"""Item 42 of the sources: progress against 2026-10 and 2035-10."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.model import PartialDate, Target, Workspace, collect
from core.views.policy_lead_times import lead_bars

EXAMPLE = example_workspace()


def test_item_42_the_claim_and_the_experts() -> None:
    claim, experts = lead_bars(EXAMPLE, dt.date(2026, 4, 1))
    assert (claim.by, experts.by) == ("2026-10", "2035-10")
    assert (claim.left, claim.bar) == ("213 days left", "46 % of 395 days over")  # 182 of them, from 2025-10-01 to 2026-10-31
    assert claim.passed == 182 / 395
    assert experts.passed == 182 / 3682
    assert claim.explained.inputs[0].id == "T015"


def test_the_last_day_is_today_and_on_the_next_the_period_is_over() -> None:
    assert lead_bars(EXAMPLE, dt.date(2026, 10, 31))[0].left == "today"
    late = lead_bars(EXAMPLE, dt.date(2026, 11, 1))[0]
    assert (late.left, late.passed, late.role) == ("over for 1 day", 1.0, "warning")


def test_one_that_has_not_begun_says_so() -> None:
    early = lead_bars(EXAMPLE, dt.date(2025, 1, 1))[0]
    assert (early.bar, early.passed, early.role) == ("not begun", 0.0, "muted")


def test_without_such_targets_there_is_no_bar() -> None:
    assert lead_bars(Workspace(), dt.date(2026, 1, 1)) == ()
    undated = Target(id="A", metric="years to abundance", value=3, unit="years")
    other = Target(id="B", metric="price", value=3, unit="years", by=PartialDate(dt.date(2030, 1, 1)))
    assert lead_bars(Workspace(targets=collect([undated, other])), dt.date(2026, 1, 1)) == ()


@given(st.none() | st.floats(), st.dates(), st.dates())
def test_any_length_and_date_give_a_share(value: float | None, by: dt.date, day: dt.date) -> None:
    target = Target(id="A", metric="years to abundance", value=value, unit="years", by=PartialDate(by), operator="<=")
    for bar in lead_bars(replace(EXAMPLE, targets=collect([target])), day):
        assert 0 <= bar.passed <= 1
