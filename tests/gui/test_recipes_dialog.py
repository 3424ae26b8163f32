"""The recipes dialog: what is remembered is named, read, edited, handed on and deleted, each change one undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from core.io.importing import parts, plan, understand
from core.io.recipe import loads
from core.model import Recipe
from core.task import Refused
from gui.desk import Desk
from gui.dialogs.recipes import RecipesDialog
from tests.core.io.test_import_remembering import GOLD_SILVER, page
from tests.gui.desks import drop


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> RecipesDialog:
    there = desk.session.workspace
    desk.session.edit("Import", **parts(there, plan(there, understand(page(GOLD_SILVER), there, digest="aa"), imported="2026-07-01 10:00")))
    desk.window.commands["recipes"].trigger()
    found = desk.window.findChild(RecipesDialog)
    assert isinstance(found, RecipesDialog)
    row = next(at for at in range(found.list.count()) if found.list.item(at).text().startswith("Lbma vaults"))
    found.list.setCurrentRow(row)
    return found


def recipe(desk: Desk) -> Recipe:
    return next(one for one in desk.session.workspace.recipes.values() if "aults" in one.title)


def edit(qtbot: QtBot, table: QTableWidget, row: int, column: int) -> QComboBox | QLineEdit:
    table.setCurrentCell(row, column)
    table.editItem(table.item(row, column))
    editor = next(one for one in table.viewport().children() if isinstance(one, QComboBox | QLineEdit))
    assert isinstance(editor, QComboBox | QLineEdit)
    return editor


def test_it_says_what_a_recipe_reads_and_from_which_file(dialog: RecipesDialog) -> None:
    assert dialog.about.text() == "2 columns of values, holding; last file: LBMA vaults 2026-06.xlsx, 2026-07-01"
    words = [[dialog.columns.item(row, at).text() for at in (0, 1, 3, 4)] for row in range(3)]
    assert words == [["Month", "dates", "", ""], ["Gold", "values", "Moz", "Gold"], ["Silver", "values", "Moz", "Silver"]]


def test_a_recipe_is_renamed_in_place(desk: Desk, qtbot: QtBot, dialog: RecipesDialog) -> None:
    before = recipe(desk)
    dialog.list.currentItem().setText("London vaults")
    assert recipe(desk).title == "London vaults"
    qtbot.waitUntil(lambda: dialog.list.currentItem().text() == "London vaults")
    desk.session.undo()
    assert recipe(desk) == before
    qtbot.waitUntil(lambda: dialog.list.currentItem().text() == before.title)


def test_a_kind_is_chosen_from_a_list_and_a_unit_typed(desk: Desk, qtbot: QtBot, dialog: RecipesDialog) -> None:
    box = edit(qtbot, dialog.columns, 1, 5)
    assert isinstance(box, QComboBox)
    box.setCurrentText("stock")
    box.activated.emit(box.currentIndex())
    assert (loads(recipe(desk).steps).columns[1].kind, loads(recipe(desk).steps).columns[1].fixed) == ("stock", True)
    qtbot.wait(1)
    line = edit(qtbot, dialog.columns, 2, 3)
    line.setFocus()
    assert isinstance(line, QLineEdit)
    line.setText("koz")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: loads(recipe(desk).steps).columns[2].unit == "koz")
    desk.session.undo()
    desk.session.undo()
    assert loads(recipe(desk).steps).columns[1].kind == "holding"


def test_a_decision_is_edited(desk: Desk, dialog: RecipesDialog) -> None:
    row = next(at for at in range(dialog.decisions.rowCount()) if dialog.decisions.item(at, 0).text() == "Kept under")
    dialog.decisions.item(row, 1).setText("london")
    decision = loads(recipe(desk).steps).decision("collection")
    assert decision is not None
    assert (decision.value, decision.fixed) == ("london", True)


def test_a_recipe_is_handed_on_deleted_and_dropped_on_the_window(desk: Desk, qtbot: QtBot, dialog: RecipesDialog, tmp_path: Path) -> None:
    before = recipe(desk)
    path = tmp_path / "mine.orebook-recipe"
    dialog.export_to(path, before)
    dialog.delete.click()
    assert before.id not in desk.session.workspace.recipes
    dialog.reject()
    drop(desk, path)
    assert desk.session.workspace.recipes[before.id].title == before.title
    assert desk.toast.message == f"1 recipe taken in: “{before.title}”."
    desk.session.undo()
    assert before.id not in desk.session.workspace.recipes


def test_a_bad_file_is_refused_and_changes_nothing(desk: Desk, qtbot: QtBot, dialog: RecipesDialog, tmp_path: Path) -> None:
    path = tmp_path / "bad.orebook-recipe"
    path.write_text("{}")
    before = desk.session.workspace
    with pytest.raises(Refused, match="bad"):
        dialog.take_files([path])
    dialog.reject()
    drop(desk, path)
    qtbot.waitUntil(lambda: "bad.orebook-recipe" in desk.toast.message)
    assert desk.session.workspace is before
