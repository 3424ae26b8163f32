"""The main job as a person does it: a real spreadsheet goes in, is charted, edited, undone, saved, and comes back out as Excel."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from core.io.importing import parts, read_and_plan
from core.io.workspace_file import check, open_workspace
from core.model import Workspace, with_parts
from core.task import Progress
from gui.desk import Desk
from gui.widgets.table import Edit
from tests.gui.desks import dialog_of, drop, settle

GOLD, COPPER = "world-bank-monthly/gold", "world-bank-monthly/copper"


def item_of(desk: Desk, key: str) -> QTreeWidgetItem:
    tree = desk.prices.list.tree
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    items = [group.child(row) for group in groups if group for row in range(group.childCount())]
    return next(item for item in items if item is not None and item.data(0, Qt.ItemDataRole.UserRole) == key)


def test_the_main_job(desk: Desk, qtbot: QtBot, real: Path, tmp_path: Path) -> None:
    source = tmp_path / "world_bank_monthly.xls"
    shutil.copy(real / "prices" / "world_bank_monthly.xls", source)
    before = desk.session.workspace
    drop(desk, source)
    dialog = dialog_of(desk, qtbot)
    assert "71 series" in dialog.tables.currentItem().text()
    assert "798" in dialog.tables.currentItem().text()
    dialog.take.click()
    qtbot.waitUntil(lambda: GOLD in desk.session.workspace.series)
    assert desk.session.history.undo_label == "Import world_bank_monthly.xls"

    item_of(desk, GOLD).setCheckState(0, Qt.CheckState.Checked)
    item_of(desk, COPPER).setCheckState(0, Qt.CheckState.Checked)
    desk.prices.chart.pin(15218.0)  # 2011-09-01
    rows = {row.key: row for row in desk.prices.chart.reading().rows}
    assert (rows[GOLD].value, rows[GOLD].unit) == (pytest.approx(1772.14, abs=1), "USD/ozt")
    assert rows[COPPER].unit == "USD/t"
    desk.prices.chart.pin(None)

    desk.window.tabs.setCurrentWidget(desk.data)
    desk.data.show_record("series", GOLD)
    imported = desk.session.workspace
    row = int(np.searchsorted(imported.series[GOLD].points.dates, np.datetime64("2011-09-01")))
    desk.data.points.edited.emit([Edit(row, 1, "1800")])
    assert desk.session.workspace.series[GOLD].points.values[row] == 1800
    assert desk.window.commands["undo"].text() == "&Undo Edit Gold 2011-09-01"
    desk.window.commands["undo"].trigger()
    assert desk.session.workspace is imported

    path = tmp_path / "mine.orebook"
    desk.save_to(path)
    settle(desk, qtbot)
    assert not desk.document.dirty
    assert check(path) == []
    assert open_workspace(path).series[GOLD] == imported.series[GOLD]

    desk.window.tabs.setCurrentWidget(desk.prices)
    shown = desk.prices.shown()
    book = tmp_path / "shown.xlsx"
    desk.exports.write_shown(book)
    settle(desk, qtbot)
    back = with_parts(Workspace(), parts(Workspace(), read_and_plan(Progress(), book, Workspace())))
    assert set(back.series) == set(shown.series)
    first, last = np.datetime64(shown.first), np.datetime64(shown.last)
    for key in shown.series:
        assert back.series[key].points == imported.series[key].points.between(first, last)
        assert back.series[key].unit == imported.series[key].unit

    desk.window.commands["undo"].trigger()
    assert desk.session.workspace is before


def test_a_bad_file_is_told_and_changes_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "prices.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no archive")
    before = desk.session.workspace
    drop(desk, broken)
    qtbot.waitUntil(lambda: "prices.xlsx" in desk.toast.message, timeout=20_000)
    assert "cannot be read" in desk.toast.message
    assert desk.session.workspace is before


def test_a_correction_in_the_dialog_is_taken_up(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "cobalt.csv"
    file.write_text("Date,Price\n" + "".join(f"2020-{month:02d},{30000 + month}\n" for month in range(1, 13)))
    drop(desk, file)
    dialog = dialog_of(desk, qtbot)
    assert dialog.plan.questions == 1
    dialog.chips.decided.emit("unit", "USD/t")
    settle(desk, qtbot)
    assert dialog.plan.questions == 0
    dialog.take.click()
    qtbot.waitUntil(lambda: any(one.unit == "USD/t" and one.mineral == "cobalt" for one in desk.session.workspace.series.values()))
    assert next(reversed(desk.session.workspace.series.values())).points.filled == 12


def test_typing_nonsense_is_told_at_the_cell_and_nothing_is_lost(desk: Desk, qtbot: QtBot) -> None:
    desk.data.show_record("series", "pink-sheet/gold")
    before = desk.session.workspace
    desk.data.points.edited.emit([Edit(0, 1, "1,5")])
    assert desk.session.workspace is before
    assert "not a number" in desk.data.telling.text()


def test_closing_asks_about_unsaved_changes_and_can_be_called_off(desk: Desk, qtbot: QtBot) -> None:
    desk.data.show_record("series", "pink-sheet/gold")
    desk.data.points.edited.emit([Edit(0, 1, "999")])
    desk.window.close()
    box = desk.window.findChild(QMessageBox, "ask_to_save")
    assert desk.window.isVisible()
    assert isinstance(box, QMessageBox)
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert desk.window.isVisible()


@pytest.mark.parametrize("command", ["keys", "settings"])
def test_dialogs_open_without_blocking(desk: Desk, qtbot: QtBot, command: str) -> None:
    desk.window.commands[command].trigger()
    dialog = desk.window.findChild(QDialog, f"{command}_dialog")
    assert isinstance(dialog, QDialog)
    assert dialog.isVisible()
    dialog.close()


def test_the_mineral_chosen_above_is_chosen_on_the_chart(desk: Desk) -> None:
    bar = desk.bar
    bar.mineral.setCurrentIndex(bar.mineral.findData("copper"))
    bar.mineral.activated.emit(bar.mineral.currentIndex())
    assert desk.prices.shown().series == ("pink-sheet/copper",)
    bar.range_chosen.emit(np.datetime64("2010-01-01").astype(object), np.datetime64("2012-12-31").astype(object))
    assert (desk.prices.shown().first.isoformat(), desk.prices.shown().last.isoformat()) == ("2010-01-01", "2012-12-31")
