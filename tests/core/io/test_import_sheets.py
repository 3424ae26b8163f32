"""Sheets taken in and left out of an import: hidden ones are left out until somebody wants them."""

from __future__ import annotations

import pytest

from core.io.cells import Sheet
from core.io.importing import Mode, Understood, plan, understand, with_only, with_sheet
from core.model import Workspace
from core.task import Refused
from tests.core.io.made import book, months, sheet


def page(name: str, metal: str, *, hidden: bool = False) -> Sheet:
    return sheet([["Date", f"{metal} (USD/t)"], *([month, 1.5] for month in months("2023-01", 12))], name, hidden=hidden)


def understood() -> Understood:
    pages = (page("Copper", "Copper"), page("Draft", "Tin", hidden=True), sheet([["Read me"]], "Notes", hidden=True), page("Zinc", "Zinc"))
    return understand(book(*pages, path="metals.xlsx"), Workspace())


def ids(found: Understood) -> list[str]:
    return [one.result.id for one in plan(Workspace(), found).series]


def test_a_hidden_sheet_is_left_out_and_told_until_it_is_taken_in() -> None:
    found = understood()
    assert ids(found) == ["metals/copper", "metals/zinc"]
    assert [one.sheet for one in plan(Workspace(), found).problems if one.rule == "hidden sheet"] == ["Draft", "Notes"]
    taken = with_sheet(found, "Draft", wanted=True)
    assert ids(taken) == ["metals/copper", "metals/tin", "metals/zinc"]
    assert [one.sheet for one in taken.tables] == ["Copper", "Draft", "Zinc"]
    assert [one.sheet for one in plan(Workspace(), taken).problems if one.rule == "hidden sheet"] == ["Notes"]


def test_a_sheet_left_out_comes_back_as_it_was_corrected() -> None:
    left = with_sheet(understood(), "Copper", wanted=False)
    assert ids(left) == ["metals/zinc"]
    assert left.modes == (Mode.SKIP, Mode.UPDATE)
    assert ids(with_sheet(left, "Copper", wanted=True)) == ["metals/copper", "metals/zinc"]


def test_a_hidden_sheet_can_be_left_out_again() -> None:
    found = with_sheet(with_sheet(understood(), "Draft", wanted=True), "Draft", wanted=False)
    assert ids(found) == ["metals/copper", "metals/zinc"]
    assert "Draft" in [one.sheet for one in plan(Workspace(), found).problems if one.rule == "hidden sheet"]


def test_a_hidden_sheet_without_a_table_says_so_when_it_is_taken_in() -> None:
    made = plan(Workspace(), with_sheet(understood(), "Notes", wanted=True))
    assert [(one.sheet, one.rule) for one in made.problems] == [("Draft", "hidden sheet"), ("Notes", "no table")]


def test_a_sheet_that_is_not_there_is_no_sheet() -> None:
    with pytest.raises(KeyError):
        with_sheet(understood(), "Gold", wanted=True)


def test_only_the_sheets_that_are_named_are_taken() -> None:
    assert ids(with_only(understood(), ["zinc", "Draft"])) == ["metals/tin", "metals/zinc"]


def test_a_name_that_no_sheet_has_is_refused_with_those_that_are_like_it() -> None:
    with pytest.raises(Refused, match=r"There is no sheet “Coper” in metals\.xlsx; did you mean Copper"):
        with_only(understood(), ["Coper"])
    with pytest.raises(Refused, match="its sheets are Copper, Draft, Notes, Zinc"):
        with_only(understood(), ["2031"])
