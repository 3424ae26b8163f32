"""Files as people have them: sheets to choose from, folders of reports, files that change after they were imported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidgetItem
from pytestqt.qtbot import QtBot
from xlsxwriter import Workbook

from gui import theme
from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
from gui.dialogs.linked_files import LinkedFilesDialog
from gui.dialogs.sheet_picker import SheetPicker
from gui.widgets.table_list import TableList
from tests.gui.desks import open_desk
from tests.gui.test_main_job import drop, settle

D = TypeVar("D", bound=QDialog)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def desk(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Desk]:
    theme.apply(qapp, "light")  # type: ignore[arg-type]
    (tmp_path / "preferences").mkdir()
    desk = open_desk(qtbot, tmp_path / "preferences")
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


def workbook(path: Path, sheets: dict[str, str], hidden: tuple[str, ...] = ()) -> Path:
    """A sheet of prices of each metal; the metal "" gives a sheet of words."""
    with Workbook(path) as book:
        for name, metal in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            if not metal:
                sheet.write_row(0, 0, ["Read me first"])
                continue
            sheet.write_row(0, 0, ["Date", f"{metal} (USD/t)"])
            for row in range(1, 13):
                sheet.write_row(row, 0, [f"2024-{row:02d}", 100.0 + row])
    return path


def prices(path: Path, first: str, values: list[float]) -> Path:
    days = np.arange(len(values)) + np.datetime64(first)
    path.parent.mkdir(exist_ok=True)
    path.write_text("Date,Tin (USD/t)\n" + "".join(f"{day},{value}\n" for day, value in zip(days, values, strict=True)), encoding="utf-8")
    return path


def shown(desk: Desk, qtbot: QtBot, kind: type[D]) -> D:
    def there() -> list[D]:
        return [one for one in desk.window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=20_000)
    return there()[0]


def line(tables: TableList, name: str) -> QListWidgetItem:
    return next(item for row in range(tables.count()) if (item := tables.item(row)).text().split("  (")[0] == name)


def series(desk: Desk, collection: str) -> list[str]:
    return [key for key in desk.session.workspace.series if key.startswith(collection)]


def test_a_hidden_sheet_is_taken_in_and_another_left_out_by_their_boxes(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    sheets = {"Notes": "", "Now": "Tin", "Draft": "Cobalt", "Old": "Zinc"}
    drop(desk, workbook(tmp_path / "metals.xlsx", sheets, hidden=("Draft",)))
    dialog = shown(desk, qtbot, ImportDialog)
    texts = [dialog.tables.item(row).text().split("\n")[0].strip() for row in range(dialog.tables.count())]
    assert texts == ["Notes  (no table)", "Now", "A1:B13", "Draft  (hidden)", "Old", "A1:B13"]
    assert (line(dialog.tables, "Draft").checkState(), line(dialog.tables, "Now").checkState()) == (UNCHECKED, CHECKED)
    line(dialog.tables, "Draft").setCheckState(CHECKED)
    line(dialog.tables, "Old").setCheckState(UNCHECKED)
    settle(desk, qtbot)
    assert (line(dialog.tables, "Draft").checkState(), line(dialog.tables, "Old").checkState()) == (CHECKED, UNCHECKED)
    dialog.take.click()
    qtbot.waitUntil(lambda: series(desk, "metals/") == ["metals/tin", "metals/cobalt"])


def test_a_sheet_without_a_table_can_be_looked_at(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    drop(desk, workbook(tmp_path / "metals.xlsx", {"Notes": "", "Now": "Tin"}))
    dialog = shown(desk, qtbot, ImportDialog)
    assert dialog.mode.isEnabled()
    dialog.tables.setCurrentItem(line(dialog.tables, "Notes"))
    assert dialog.table() == -1
    assert not dialog.mode.isEnabled()
    assert dialog.preview.property("sheet") == "Notes"
    dialog.reject()


def test_many_sheets_are_asked_about_before_anything_is_planned(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    names = {f"Mine {number}": f"Tin {chr(64 + number)}" for number in range(1, 15)}
    drop(desk, workbook(tmp_path / "mines.xlsx", names))
    picker = shown(desk, qtbot, SheetPicker)
    picker.none.click()
    assert not picker.take.isEnabled()
    picker.search.setText("mine 14")
    picker.all.click()
    assert "(1)" in picker.head.text()
    picker.take.click()
    dialog = shown(desk, qtbot, ImportDialog)
    dialog.take.click()
    qtbot.waitUntil(lambda: len(series(desk, "mines/")) == 1)


def test_a_folder_of_reports_is_one_import_and_one_undo(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for month, name in enumerate(("tin 2024-01.csv", "tin 2024-02.csv", "tin 2024-03.csv"), 1):
        prices(folder / name, f"2024-{month:02d}-01", [10.0, 11.0, 12.0])
    (folder / "tin 2024-02 bad.xlsx").write_bytes(b"PK\x03\x04 no archive")
    before = desk.session.workspace
    drop(desk, folder)
    dialog = shown(desk, qtbot, ImportDialog)
    assert dialog.headline.text().startswith("tin 2024-01.csv and 2 more files: 1 series, 9 values")
    assert "1 file could not be read" in dialog.headline.text()
    dialog.take.click()
    qtbot.waitUntil(lambda: series(desk, "tin/") == ["tin/tin"])
    assert len(desk.session.workspace.series["tin/tin"].points) == 9
    assert desk.session.history.undo_label == "Import tin 2024-01.csv and 2 more files"
    desk.window.commands["undo"].trigger()
    assert desk.session.workspace is before


def test_files_of_other_layouts_are_shown_one_after_the_other(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    prices(tmp_path / "tin.csv", "2024-01-01", [1.0, 2.0, 3.0])
    drop(desk, workbook(tmp_path / "zinc.xlsx", {"Now": "Zinc"}), tmp_path / "tin.csv")
    for collection in ("zinc/", "tin/"):
        dialog = shown(desk, qtbot, ImportDialog)
        dialog.take.click()
        qtbot.waitUntil(lambda key=collection: len(series(desk, key)) == 1)  # type: ignore[misc] # a default binds the loop's value
        qtbot.waitUntil(lambda gone=dialog: gone not in desk.window.findChildren(ImportDialog))  # type: ignore[misc]
    assert not desk.imports.busy


def test_a_folder_is_chosen_from_the_menu(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    prices(tmp_path / "reports" / "tin 1.csv", "2024-01-01", [1.0, 2.0, 3.0])
    desk.window.commands["import_folder"].trigger()
    asked = desk.window.findChild(QFileDialog, "file_dialog")
    assert asked is not None
    assert asked.fileMode() == QFileDialog.FileMode.Directory
    asked.fileSelected.emit(str(tmp_path / "reports"))
    asked.close()
    shown(desk, qtbot, ImportDialog).reject()


def test_a_folder_without_spreadsheets_says_so(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    drop(desk, tmp_path / "empty")
    qtbot.waitUntil(lambda: "no spreadsheet in the folder empty" in desk.toast.message)


def imported(desk: Desk, qtbot: QtBot, file: Path) -> None:
    drop(desk, file)
    shown(desk, qtbot, ImportDialog).take.click()
    qtbot.waitUntil(lambda: series(desk, "tin/") == ["tin/tin"])
    qtbot.waitUntil(lambda: not desk.imports.busy)


def later(path: Path) -> None:
    """As if the file had been saved some time after its import."""
    stat = path.stat()
    os.utime(path, (stat.st_atime + 60, stat.st_mtime + 60))


def test_a_file_that_changed_on_disk_is_noticed_once_and_imported_again(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = prices(tmp_path / "tin.csv", "2024-01-01", [1.0, 2.0, 3.0])
    imported(desk, qtbot, file)
    desk.toast.dismiss()
    desk.links.look()
    settle(desk, qtbot)
    assert desk.toast.message == ""
    prices(file, "2024-01-01", [1.0, 2.5, 3.0, 4.0])
    later(file)
    desk.links.look()
    qtbot.waitUntil(lambda: desk.toast.message == "tin.csv changed on disk.")
    desk.toast.dismiss()
    desk.links.look()
    settle(desk, qtbot)
    assert desk.toast.message == ""
    desk.window.commands["import_again"].trigger()
    again = shown(desk, qtbot, LinkedFilesDialog)
    item = again.list.topLevelItem(0)
    assert item is not None
    assert (item.text(0), item.text(1), item.checkState(0)) == ("tin.csv", "changed on disk", CHECKED)
    again.take.click()
    dialog = shown(desk, qtbot, ImportDialog)
    assert dialog.changes.lines.item(0, 0).text() == "changed"
    assert "2024-01-02: 2 → 2.5" in dialog.changes.lines.item(0, 3).text()
    dialog.take.click()
    qtbot.waitUntil(lambda: desk.session.workspace.series["tin/tin"].points.values.tolist() == [1.0, 2.5, 3.0, 4.0])


def test_a_file_that_was_saved_without_a_change_or_has_gone_is_no_noise(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file = prices(tmp_path / "tin.csv", "2024-01-01", [1.0, 2.0, 3.0])
    imported(desk, qtbot, file)
    desk.toast.dismiss()
    later(file)
    desk.links.look()
    settle(desk, qtbot)
    file.unlink()
    desk.links.look()
    settle(desk, qtbot)
    assert desk.toast.message == ""
    desk.window.commands["import_again"].trigger()
    again = shown(desk, qtbot, LinkedFilesDialog)
    item = again.list.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "not found"
    assert not again.take.isEnabled()
    again.reject()


def test_nothing_imported_is_said_in_words(desk: Desk, qtbot: QtBot) -> None:
    desk.window.commands["import_again"].trigger()
    qtbot.waitUntil(lambda: "import a spreadsheet first" in desk.toast.message)
