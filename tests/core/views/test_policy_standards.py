"""Item 50 of the sources: suppliers eligible, conditional or excluded, from imported scores and the user's thresholds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.standards import CLASSES, screened
from core.io.example import example_workspace
from core.model import Indicator, SavedView, Workspace, collect
from core.task import Refused
from core.views.policy_standards import screen, screen_form, screen_rows, set_screen

EXAMPLE = example_workspace()


def scored(*values: tuple[str, float | None, int]) -> list[Indicator]:
    return [Indicator(id=str(at), country=who, name="ESG", value=value, year=year) for at, (who, value, year) in enumerate(values)]


def states(eligible: float, conditional: float | None) -> dict[str, str]:
    own = scored(("AUS", 70, 2024), ("CHL", 50, 2024), ("COD", 30, 2024), ("COD", 90, 2020), ("PER", None, 2024))
    return {one.country: one.state for one in screened(["AUS", "CHL", "COD", "PER", "ZMB"], own, "ESG", eligible, conditional)}


def test_three_classes_with_both_edges_passing() -> None:
    assert states(70, 50) == {
        "AUS": "eligible", "CHL": "conditional", "COD": "excluded", "PER": "no score", "ZMB": "no score",
    }  # fmt: skip


def test_where_low_is_better() -> None:
    assert states(30, 50) == {"COD": "eligible", "CHL": "conditional", "AUS": "excluded", "PER": "no score", "ZMB": "no score"}


def test_without_a_second_threshold_nobody_is_conditional() -> None:
    assert states(50, None)["CHL"] == "eligible"
    assert states(51, None)["CHL"] == "excluded"


@given(st.floats(allow_nan=False), st.none() | st.floats(allow_nan=False), st.lists(st.none() | st.floats(), max_size=9))
def test_every_supplier_gets_one_class(eligible: float, conditional: float | None, values: list[float | None]) -> None:
    own = scored(*((f"C{at}", value, 2020) for at, value in enumerate(values)))
    found = screened([one.country for one in own], own, "ESG", eligible, conditional)
    assert sorted(one.country for one in found) == sorted(one.country for one in own)
    assert {one.state for one in found} <= set(CLASSES)


def test_no_threshold_is_set_for_the_user() -> None:
    (row,) = screen_rows(EXAMPLE)
    assert row.missing.startswith("Set the thresholds above")
    assert (screen_form(EXAMPLE).eligible, screen_form(EXAMPLE).conditional) == ("", "")
    assert screen_rows(Workspace()) == ()
    assert "import a table" in screen_form(Workspace()).missing


def test_the_screen_is_kept_with_the_workspace_and_cleared() -> None:
    made = set_screen(EXAMPLE, "rule of law", "0.5", "-0.5")
    kept = replace(EXAMPLE, **made.parts)
    rows = {row.key: row for row in screen_rows(kept)}
    assert rows["standard/AUS"].group.endswith("Eligible")
    assert rows["standard/COD"].group.endswith("Excluded")
    assert rows["standard/AUS"].date
    assert rows["standard/AUS"].inputs[0].part == "indicators"
    assert "set by the user" in rows["standard/AUS"].definition
    assert "standard/WLD" not in rows
    assert screen(replace(kept, **set_screen(kept, "rule of law", "", "").parts)) is None


@pytest.mark.parametrize(("eligible", "conditional"), [("", "1"), ("1", "1"), ("high", "1")])
def test_thresholds_that_cannot_be_are_refused(eligible: str, conditional: str) -> None:
    with pytest.raises(Refused):
        set_screen(EXAMPLE, "rule of law", eligible, conditional)


@pytest.mark.parametrize("choices", ["", "[]", "{}", '{"score": "x", "eligible": "NaN"}', '{"score": "x", "eligible": null}', "1"])
def test_what_is_kept_and_is_no_screen_is_left_alone(choices: str) -> None:
    views = collect([SavedView(id="standards", tab="standards", choices=choices)])
    assert screen(replace(EXAMPLE, views=views)) is None
