"""What is known of a layout: the same one needs nothing, one nearly like it says what moved, and no table is taken for another."""

from __future__ import annotations

import pytest

from core.io.cells import Book
from core.io.importing import ImportPlan, Understood, parts, plan, recipe_name, summary, understand, with_name, with_recipe
from core.io.recipe import Role, TableRecipe, with_column, with_decision, with_role
from core.io.remembering import Move
from core.model import History, Workspace
from core.views.importing import moved_words
from tests.core.io.made import book, months, sheet

Rows = list[list[object]]


def vaults(names: list[str], units: list[str], *, title: str = "LBMA vault holdings", start: str = "2026-01", count: int = 6) -> Rows:
    rows: Rows = [[title], ["Month", *names], [None, *units]]
    return rows + [[month, *(100.5 + at + place for place in range(len(names)))] for at, month in enumerate(months(start, count))]


def page(rows: Rows, path: str = "LBMA vaults 2026-06.xlsx", name: str = "Vaults") -> Book:
    return book(sheet(rows, name), path=path)


def imported(workspace: Workspace, understood: Understood) -> Workspace:
    history = History(workspace)
    history.edit("Import", **parts(workspace, plan(workspace, understood)))
    return history.workspace


def known(rows: Rows, change: object = None, path: str = "LBMA vaults 2026-06.xlsx", name: str = "Vaults") -> Workspace:
    """A workspace into which this table was imported, read as `change` makes of its recipe."""
    understood = understand(page(rows, path, name), Workspace())
    if change is not None:
        understood = with_recipe(understood, 0, change(understood.tables[0].recipe))  # type: ignore[operator] # a function
    return imported(Workspace(), understood)


def told(understood: Understood) -> list[tuple[Move, str]]:
    return [(one.what, one.name) for one in understood.tables[0].moved]


GOLD_SILVER = vaults(["Gold", "Silver"], ["Moz", "Moz"])


def test_the_same_layout_is_known_and_nothing_moved() -> None:
    workspace = known(GOLD_SILVER)
    again = understand(page(vaults(["Gold", "Silver"], ["Moz", "Moz"], start="2026-07")), workspace)
    (recipe,) = workspace.recipes.values()
    assert (again.tables[0].recipe.remembered, again.tables[0].known, again.tables[0].moved) == (recipe.id, recipe.title, ())


@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        (vaults(["Gold", "Silver", "Platinum"], ["Moz", "Moz", "Moz"]), [(Move.NEW, "Platinum")]),
        (vaults(["Gold"], ["Moz"]), [(Move.MISSING, "Silver")]),
        (vaults(["Gold", "Silvers"], ["Moz", "Moz"]), [(Move.RENAMED, "Silvers")]),
        (vaults(["Gold", "Silver"], ["Moz", "koz"]), [(Move.UNIT, "Silver")]),
        (vaults(["Silver", "Gold", "Platinum"], ["Moz", "Moz", "koz"]), [(Move.NEW, "Platinum"), (Move.ORDER, "")]),
        (vaults(["Gold", "Silver"], ["Moz", "Moz"], title="Holdings in London vaults"), [(Move.TITLE, "")]),
    ],
)
def test_a_layout_nearly_like_a_known_one_says_what_moved_and_nothing_else(rows: Rows, moved: list[tuple[Move, str]]) -> None:
    workspace = known(GOLD_SILVER)
    later = understand(page(rows), workspace)
    assert told(later) == moved
    (recipe,) = workspace.recipes.values()
    assert later.tables[0].recipe.remembered == recipe.id
    assert moved_words(later.tables[0]).startswith(f"Like “{recipe.title}”, but: ")


def test_a_header_row_more_and_another_name_of_the_sheet_are_told() -> None:
    workspace = known(GOLD_SILVER)
    rows = [GOLD_SILVER[0], [None, "London", "London"], *GOLD_SILVER[1:]]
    assert told(understand(page(rows), workspace)) == [(Move.HEADER, "")]
    assert told(understand(page(GOLD_SILVER, name="Holdings"), workspace)) == [(Move.SHEET, "")]


def test_corrections_hold_for_the_columns_that_are_still_there() -> None:
    def corrected(recipe: TableRecipe) -> TableRecipe:
        recipe = with_column(recipe, 1, title="Gold in London", kind="holding")
        return with_role(recipe, 2, Role.IGNORE)

    workspace = known(GOLD_SILVER, corrected)
    later = understand(page(vaults(["Platinum", "Gold", "Silver"], ["Moz", "Moz", "Moz"])), workspace)
    gold, silver = (next(one for one in later.tables[0].recipe.columns if one.header == name) for name in ("Gold", "Silver"))
    assert (gold.title, gold.kind, silver.role) == ("Gold in London", "holding", Role.IGNORE)
    assert sorted(one.result.title for one in plan(workspace, later).series) == ["Gold in London", "Platinum"]


def test_a_unit_that_changed_is_the_files_and_is_told() -> None:
    workspace = known(GOLD_SILVER, lambda recipe: with_column(recipe, 2, title="Silver bars"))
    made = plan(workspace, understand(page(vaults(["Gold", "Silver"], ["Moz", "koz"])), workspace))
    assert {one.result.title: one.result.unit for one in made.series} == {"Gold": "Moz", "Silver bars": "koz"}
    (problem,) = [one for one in made.problems if one.rule == "unit changed"]
    assert (problem.cell, problem.severity) == ("C3", "warning")
    assert "Moz" in problem.message
    assert "koz" in problem.message


@pytest.mark.parametrize(("before", "after"), [("$/t", "€/t"), ("100 kg", "1000 kg")])
def test_signs_and_numbers_tell_units_apart(before: str, after: str) -> None:
    workspace = known(vaults(["Gold", "Silver"], [before] * 2), lambda recipe: with_column(recipe, 1, title="Mine"))
    later = understand(page(vaults(["Gold", "Silver"], [after] * 2)), workspace).tables[0]
    assert {one.unit for one in later.recipe.having(Role.VALUE)} == {after}
    assert [(one.what, one.before, one.after) for one in later.moved] == [(Move.UNIT, before, after)] * 2


def test_a_unit_once_given_by_hand_is_not_given_to_a_new_column() -> None:
    def plain(names: list[str]) -> Rows:
        return [["Month", *names], *([month, *(5.5 + place for place in range(len(names)))] for month in months("2026-01", 6))]

    workspace = known(plain(["Gold", "Silver"]), lambda recipe: with_decision(recipe, "unit", "Moz"))
    later = understand(page(plain(["Gold", "Silver", "Premium"])), workspace)
    columns = later.tables[0].recipe.having(Role.VALUE)
    assert [one.unit for one in columns] == ["Moz", "Moz", ""]
    assert "unit" in [one.key for one in later.tables[0].recipe.questions]
    fewer = understand(page(plain(["Gold"])), workspace)
    assert [one.unit for one in fewer.tables[0].recipe.having(Role.VALUE)] == ["Moz"]
    assert told(fewer) == [(Move.MISSING, "Silver")]


def priced(header: str, unit: str = "") -> Rows:
    return [["Date", header, "Average"], *([month, 21.5, 21.25] for month in months("2026-01", 6))]


@pytest.mark.parametrize(
    ("first", "second", "path", "other_path"),
    [
        (priced("Price"), [["Date", "Price"], *(row[:2] for row in priced("Price")[1:])], "silver.csv", "gold.csv"),
        (vaults(["Gold", "Tin"], ["USD/t"] * 2, title="All"), vaults(["Gold", "Tin", "Lead"], ["t"] * 3, title="All"), "m.xlsx", "m.xlsx"),
        (vaults(["Copper"], ["t"], title="Stocks LME"), vaults(["Copper", "Tin"], ["t"] * 2, title="Stocks SHFE"), "a.xlsx", "a.xlsx"),
        (vaults(["Copper", "Zinc"], ["t"] * 2), vaults(["Copper", "Lead", "Tin"], ["t"] * 3), "a.xlsx", "a.xlsx"),
        (vaults(["Gold AM"], ["USD/ozt"]), vaults(["Gold PM"], ["USD/ozt"]), "fix.xlsx", "fix.xlsx"),
        (vaults(["Copper", "Tin"], ["t"] * 2, title="A"), vaults(["Copper", "Tin", "Lead"], ["t"] * 3, title="B"), "l.xlsx", "s.xlsx"),
    ],
    ids=["another mineral by the file's name", "prices and stocks", "another venue", "mostly other columns", "another fix", "unconnected"],
)  # fmt: skip
def test_a_table_is_not_taken_for_another(first: Rows, second: Rows, path: str, other_path: str) -> None:
    workspace = known(first, path=path, name="Sheet1")
    assert workspace.recipes
    later = understand(page(second, other_path, "Sheet1"), workspace)
    assert (later.tables[0].recipe.remembered, later.tables[0].known, later.tables[0].moved) == ("", "", ())


def test_what_moved_is_told_and_the_new_layout_has_a_name_of_its_own() -> None:
    workspace = known(GOLD_SILVER)
    (old,) = workspace.recipes.values()
    later = understand(page(vaults(["Gold", "Silver", "Platinum"], ["Moz"] * 3)), workspace)
    made: ImportPlan = plan(workspace, later)
    (table,) = summary(made)["tables"]
    assert table["recipe"] == old.id
    assert [(str(one.what), one.name) for one in later.tables[0].moved] == [("new column", "Platinum")]
    assert [one.title for one in made.recipes] == [f"{old.title} (2)"]
    named = plan(workspace, with_name(later, 0, " Vaults with platinum "))
    assert [one.title for one in named.recipes] == ["Vaults with platinum"]


def test_a_known_recipe_is_renamed_by_an_import() -> None:
    workspace = known(GOLD_SILVER)
    (old,) = workspace.recipes.values()
    again = understand(page(GOLD_SILVER), workspace)
    assert recipe_name(workspace, again, 0) == old.title
    after = imported(workspace, with_name(again, 0, "LBMA vaults"))
    assert [(one.id, one.title) for one in after.recipes.values()] == [(old.id, "LBMA vaults")]
