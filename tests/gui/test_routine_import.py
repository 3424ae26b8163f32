"""Next month's file comes in without a dialog; it says so, can be taken back, and can be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
from gui.widgets.toast import Toast
from tests.gui.desks import dialog_of, drop, settle

LINES = ["Date,Antimony (USD/t),Bismuth (USD/t)", "2026-01,30000,8000", "2026-02,31000,8100", "2026-03,32000,8200"]


def write(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def first_month(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """The first month's file was imported, and its recipe called “Minor metals”."""
    drop(desk, write(tmp_path, "minor 2026-03.csv", LINES))
    dialog = dialog_of(desk, qtbot)
    dialog.memory.name.setFocus()
    dialog.memory.name.selectAll()
    qtbot.keyClicks(dialog.memory.name, "Minor metals")
    dialog.memory.name.editingFinished.emit()
    settle(desk, qtbot)
    dialog.take.click()
    qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is None)
    assert "Minor metals" in [one.title for one in desk.session.workspace.recipes.values()]


def last(desk: Desk) -> str:
    return str(desk.session.workspace.series["minor/antimony"].points.dates[-1])


def press(desk: Desk, words: str) -> None:
    toast = desk.window.findChild(Toast)
    assert isinstance(toast, Toast)
    next(one for one in toast.findChildren(QPushButton) if one.text() == words).click()


def test_next_months_file_is_imported_at_once_and_taken_back(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop(desk, write(tmp_path, "minor 2026-04.csv", [*LINES, "2026-04,33000,8300"]))
    qtbot.waitUntil(lambda: last(desk) == "2026-04-01", timeout=20_000)
    assert desk.window.findChild(ImportDialog) is None
    assert desk.toast.message.startswith("Imported as before. minor 2026-04.csv")
    press(desk, "Undo")
    assert last(desk) == "2026-03-01"


def test_what_was_imported_at_once_can_be_looked_at_and_corrected(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop(desk, write(tmp_path, "minor 2026-04.csv", [*LINES, "2026-04,33000,8300"]))
    qtbot.waitUntil(lambda: last(desk) == "2026-04-01", timeout=20_000)
    steps = desk.session.history.undo_label
    press(desk, "Look at it…")
    dialog = dialog_of(desk, qtbot)
    assert dialog.changes.lines.rowCount() == 2
    dialog.memory.named.emit("Minor metals of the month")
    settle(desk, qtbot)
    dialog.take.click()
    assert (last(desk), desk.session.history.undo_label) == ("2026-04-01", steps)
    assert "Minor metals of the month" in [one.title for one in desk.session.workspace.recipes.values()]
    desk.session.undo()
    assert last(desk) == "2026-03-01"


def test_a_file_that_surprises_is_shown(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    drop(desk, write(tmp_path, "minor 2026-04.csv", [*LINES[:-1], "2026-03,3200,8200"]))
    dialog = dialog_of(desk, qtbot)
    assert not dialog.memory.moved.isVisible()
    dialog.reject()


def test_a_layout_that_moved_is_shown_with_what_moved(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    moved = [LINES[0] + ",Cadmium (USD/t)", *(line + ",2000" for line in LINES[1:])]
    drop(desk, write(tmp_path, "minor 2026-04.csv", moved))
    dialog = dialog_of(desk, qtbot)
    assert dialog.memory.moved.isVisible()
    assert dialog.memory.moved.text() == "Like “Minor metals”, but: new column “Cadmium (USD/t)”"
    assert dialog.memory.name.text() == "Minor metals (2)"
    dialog.reject()
