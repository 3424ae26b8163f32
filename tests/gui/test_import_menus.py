"""The preview of an import is corrected where it stands: columns, rows and cells have menus, with the mouse and from the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
from tests.gui.desks import dialog_of, drop, settle

ROWS = ["All in USD/t,,", "Date,Copper,Tin", "2024-01,1,10", "2024-02,2,20", "2024-03,3,30", "2024-04,4,40"]


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, tmp_path: Path) -> ImportDialog:
    file = tmp_path / "metals.csv"
    file.write_text("\n".join(ROWS) + "\n")
    drop(desk, file)
    return dialog_of(desk, qtbot)


def menu(dialog: ImportDialog, name: str) -> QMenu:
    found = dialog.findChildren(QMenu, name)
    assert found
    return found[-1]


def action(menu: QMenu, words: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == words)


def values(dialog: ImportDialog) -> list[list[float]]:
    return [one.result.points.values.tolist() for one in dialog.plan.series]


def test_a_row_is_left_out_by_its_number(dialog: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.preview.row_clicked.emit(3, QPoint(5, 5))
    shown = menu(dialog, "role_menu")
    assert action(shown, "data").isChecked()
    action(shown, "left out").trigger()
    shown.close()
    settle(desk, qtbot)
    assert values(dialog) == [[1.0, 3.0, 4.0], [10.0, 30.0, 40.0]]


def test_a_column_becomes_a_note_by_its_letter(dialog: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.preview.column_clicked.emit(2, QPoint(5, 5))
    shown = menu(dialog, "role_menu")
    action(shown, "notes").trigger()
    shown.close()
    settle(desk, qtbot)
    assert values(dialog) == [[1.0, 2.0, 3.0, 4.0]]


def test_the_menu_key_offers_the_cell_its_column_and_its_row(dialog: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog.preview.show_cell(2, 1)
    dialog.preview.setFocus()
    dialog.preview.customContextMenuRequested.emit(QPoint(-1, -1))  # what the menu key of a keyboard sends where no cell is under it
    shown = menu(dialog, "cell_menu")
    name = shown.findChild(QAction, "cell_name")
    assert name is not None
    name.trigger()
    shown.close()
    settle(desk, qtbot)
    assert [one.result.title for one in dialog.plan.series] == ["1", "Tin"]


def test_a_line_outside_of_the_table_has_no_menu(dialog: ImportDialog) -> None:
    dialog.preview.column_clicked.emit(40, QPoint(5, 5))
    assert not dialog.findChildren(QMenu, "role_menu", Qt.FindChildOption.FindDirectChildrenOnly) or all(
        not one.isVisible() for one in dialog.findChildren(QMenu, "role_menu")
    )
