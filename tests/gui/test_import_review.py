"""The import dialog before the commit: suspicious jumps and their threshold, what is missing, the problems and the marked copy."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.io.importing import read_and_plan
from core.model import Workspace
from core.task import Progress
from gui.desk import Desk
from gui.dialogs.importing import ImportDialog
from gui.widgets.lines import Lines
from tests.core.io.test_import_review import walk
from tests.gui.desks import dialog_of, drop, settle


def write(file: Path, values: list[float], *, bad: int = 0) -> Path:
    lines = ["Date,Gold (USD/ozt),Silver (USD/ozt)"]
    lines += [f"{2018 + at // 12}-{at % 12 + 1:02d},{value},{'oops' if at < bad else 25 + at}" for at, value in enumerate(values)]
    file.write_text("\n".join(lines))
    return file


def texts(lines: Lines, column: int) -> list[str]:
    return [lines.item(row, column).text() for row in range(lines.rowCount())]


@pytest.fixture
def revised(desk: Desk, qtbot: QtBot, tmp_path: Path) -> ImportDialog:
    """The dialog on the second edition of a file: a value revised by 30 %, one in kilograms, the first two dates gone."""
    values = walk(1, 48)
    drop(desk, write(tmp_path / "metals.csv", values))
    dialog_of(desk, qtbot).take.click()
    qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is None)
    again = [*values[:20], round(values[20] * 1.3, 2), *values[21:], round(values[-1] * 32.1507466, 2)]
    file = write(tmp_path / "metals.csv", again)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], *lines[3:]]))
    drop(desk, file)
    return dialog_of(desk, qtbot)


def test_a_jump_is_the_first_line_and_its_value_is_found_at_its_cell(revised: ImportDialog) -> None:
    changes = revised.changes
    assert texts(changes.lines, 0) == ["changed", "changed", "missing now", "missing now"]
    assert "suspicious jump" in changes.lines.item(0, 3).text()
    assert "1" in changes.told.text()
    headings = [changes.details.horizontalHeaderItem(at).text() for at in range(changes.details.columnCount())]
    assert headings == ["Date or name", "Before", "After", "Cell", "What happens"]
    assert [changes.details.item(0, at).text() for at in (0, 3)] == ["2022-01-01", "B48"]
    assert "USD/ozt → USD/kg" in changes.details.item(0, 4).text()
    changes.details.cellDoubleClicked.emit(0, 0)
    index = revised.preview.currentIndex()
    assert (index.row(), index.column()) == (47, 1)
    changes.lines.setCurrentCell(2, 0)
    assert texts(changes.details, 0) == ["2018-01-01", "2018-02-01"]


def test_the_threshold_is_changed_in_the_dialog(revised: ImportDialog, desk: Desk, qtbot: QtBot) -> None:
    changes = revised.changes
    assert changes.threshold.currentData() == 0.5
    changes.threshold.setCurrentIndex(changes.threshold.findData(0.2))
    changes.threshold.activated.emit(changes.threshold.currentIndex())
    settle(desk, qtbot)
    assert revised.plan.understood.threshold == 0.2
    assert "2 suspicious jumps" in changes.told.text()
    assert "2019-09-01" in texts(changes.details, 0)


@pytest.fixture
def troubled(desk: Desk, qtbot: QtBot, tmp_path: Path) -> ImportDialog:
    drop(desk, write(tmp_path / "metals.csv", walk(1, 40), bad=9))
    return dialog_of(desk, qtbot)


def test_problems_are_filtered_by_severity_and_rule_with_their_counts(troubled: ImportDialog) -> None:
    problems = troubled.problems
    (line,) = [row for row in range(problems.lines.rowCount()) if problems.lines.item(row, 5).text() == "number"]
    assert [problems.lines.item(line, column).text() for column in (1, 3, 4)] == ["metals.csv", "C2:C10", "oops"]
    assert "number (1)" in [problems.rule.itemText(at) for at in range(problems.rule.count())]
    problems.rule.setCurrentIndex(problems.rule.findData("number"))
    problems.rule.activated.emit(problems.rule.currentIndex())
    assert problems.lines.rowCount() == 1
    assert problems.severity.findData("error") == -1


def test_a_double_click_selects_all_cells_of_a_problem(troubled: ImportDialog) -> None:
    row = texts(troubled.problems.lines, 5).index("number")
    troubled.problems.lines.cellDoubleClicked.emit(row, 0)
    selected = {(one.row(), one.column()) for one in troubled.preview.selectedIndexes()}
    assert selected == {(at, 2) for at in range(1, 10)}


def test_a_marked_copy_is_saved_beside_the_file_and_never_over_it(troubled: ImportDialog, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    troubled.problems.save.click()
    dialog = troubled.problems.findChild(QFileDialog, "file_dialog")
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["metals, marked.xlsx"]
    dialog.reject()
    troubled.problems.save_copy(tmp_path / "mine")
    settle(desk, qtbot)
    assert "mine.xlsx" in troubled.problems.told.text()
    copy = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    assert copy.sheetnames[0] == "Problems"
    marked = [cell.coordinate for row in copy[copy.sheetnames[1]].iter_rows() for cell in row if cell.comment]
    assert marked == [f"C{row}" for row in range(2, 11)]


def test_a_problem_on_a_sheet_without_a_table_shows_that_sheet(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Read me first"])
    prices = book.create_sheet("Prices")
    prices.append(["Date", "Gold (USD/ozt)"])
    for at, value in enumerate(walk(1, 24)):
        prices.append([f"{2020 + at // 12}-{at % 12 + 1:02d}", value])
    book.save(tmp_path / "metals.xlsx")
    plan = read_and_plan(Progress(), tmp_path / "metals.xlsx", Workspace())
    dialog = ImportDialog(plan, Workspace(), desk.jobs, desk.window)
    qtbot.addWidget(dialog)
    dialog.problems.cell_wanted.emit("Notes", "A1")
    assert dialog.preview.model().index(0, 0).data() == "Read me first"
    dialog.problems.cell_wanted.emit("Prices", "A1")
    assert dialog.preview.model().index(0, 0).data() == "Date"
