"""The Scenarios tab as a person uses it: worksheets, inputs, saved scenarios, comparison, shock, export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.model import Workspace
from core.views.worksheets import WORKSHEETS
from gui.desk import Desk
from gui.tabs.scenarios import ScenariosTab
from gui.widgets.explanation import Explanation
from tests.gui.desks import open_desk, settle


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.scenarios)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


@pytest.fixture
def tab(desk: Desk) -> ScenariosTab:
    return desk.scenarios


def value(tab: ScenariosTab, key: str) -> float | None:
    return next(row.value for row in tab.figures.rows() if row.key == key)


def enter(qtbot: QtBot, tab: ScenariosTab, name: str, text: str) -> None:
    editor = tab.form.editor(name) if name not in ("seed", "draws") else tab.options.editor(name)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def press(qtbot: QtBot, tab: ScenariosTab, name: str) -> None:
    button = tab.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_input_is_typed_and_the_answer_follows(tab: ScenariosTab, qtbot: QtBot) -> None:
    assert value(tab, "added") == 7.5
    enter(qtbot, tab, "share", "40")
    assert value(tab, "added") == 10
    enter(qtbot, tab, "share", "140")
    error = tab.findChild(QLabel, "error_share")
    assert isinstance(error, QLabel)
    assert "must not be above 100 %" in error.text()
    assert value(tab, "added") is None
    tab.form.reset.emit("share")
    assert value(tab, "added") == 7.5
    assert not error.isVisible()


@pytest.mark.parametrize("name", [*WORKSHEETS, "shock"])
def test_every_worksheet_opens_with_its_figures_and_pictures(tab: ScenariosTab, name: str) -> None:
    tab.open(name)
    assert tab.figures.rows()
    assert tab.results.charts[0].isVisibleTo(tab)
    tab.grab()


def test_a_scenario_is_saved_changed_renamed_duplicated_deleted_and_all_is_undone(desk: Desk, tab: ScenariosTab, qtbot: QtBot) -> None:
    enter(qtbot, tab, "rise", "40")
    tab.name.setFocus()
    qtbot.keyClicks(tab.name, "Dear silver")
    press(qtbot, tab, "scenario_save")
    saved = list(desk.session.workspace.scenarios.values())
    assert [(one.title, one.worksheet, one.inputs) for one in saved] == [("Dear silver", "input_cost", ("rise = 40",))]
    assert "Dear silver" in tab.title.text()
    enter(qtbot, tab, "rise", "45")
    assert desk.session.workspace.scenarios[saved[0].id].inputs == ("rise = 45",)
    desk.session.undo()
    assert value(tab, "added") == 12
    press(qtbot, tab, "scenario_copy")
    assert [one.title for one in desk.session.workspace.scenarios.values()] == ["Dear silver", "Dear silver (2)"]
    tab.name.selectAll()
    qtbot.keyClicks(tab.name, "Dear silver")
    with qtbot.waitSignal(tab.refused) as told:
        qtbot.keyClick(tab.name, Qt.Key.Key_Return)
    assert "There is a scenario named “Dear silver” already" in str(told.args)
    tab.name.selectAll()
    qtbot.keyClicks(tab.name, "Dearest")
    qtbot.keyClick(tab.name, Qt.Key.Key_Return)
    assert [one.title for one in desk.session.workspace.scenarios.values()] == ["Dear silver", "Dearest"]
    press(qtbot, tab, "scenario_delete")
    assert [one.title for one in desk.session.workspace.scenarios.values()] == ["Dear silver"]
    for _step in range(4):
        desk.session.undo()
    assert not desk.session.workspace.scenarios


def test_scenarios_side_by_side(desk: Desk, tab: ScenariosTab, qtbot: QtBot) -> None:
    enter(qtbot, tab, "rise", "40")
    press(qtbot, tab, "scenario_save")
    press(qtbot, tab, "scenario_compare")
    headings = [tab.table.horizontalHeaderItem(at).text() for at in range(tab.table.columnCount())]  # type: ignore[union-attr]
    assert headings == ["Figure", "Unit", "Defaults", "Input-cost share and pass-through"]
    cells = {tab.table.item(row, 0).text(): tab.table.item(row, 3).text() for row in range(tab.table.rowCount())}  # type: ignore[union-attr]
    assert cells["Added cost, of today's product price"] == "12"
    assert not tab.figures.isVisible()


def test_a_shock_is_chosen_by_mineral_country_and_event(tab: ScenariosTab) -> None:
    tab.open("shock")
    assert tab.table.rowCount() > 5
    mineral = tab.form.editor("mineral")
    assert isinstance(mineral, QComboBox)
    mineral.setCurrentIndex(mineral.findData("lithium"))
    mineral.activated.emit(mineral.currentIndex())
    country = tab.form.editor("country")
    assert isinstance(country, QComboBox)
    assert country.currentText() == "Australia"
    event = tab.form.editor("event")
    assert isinstance(event, QComboBox)
    event.setCurrentIndex(event.findData("E083"))
    event.activated.emit(event.currentIndex())
    assert (mineral.currentText(), country.currentText()) == ("Manganese", "Gabon")
    assert tab.view().shortage["EU"] > 0
    assert tab.results.map.isVisible()
    assert any("as the European Union" in text for text in tab.results.map.scene().read_outs.values())
    tab.open("freight")
    assert not tab.results.map.isVisible()


def test_a_result_explains_itself_down_to_its_record(tab: ScenariosTab, qtbot: QtBot) -> None:
    tab.figures.go_to("added")
    tab.figures.explain.emit(tab.figures.current())
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    assert "Metal's share of the product's price × Further rise" in dialog.formula.text()
    with qtbot.waitSignal(tab.record_chosen) as told:
        dialog.record.click()
    assert told.args == ["figures", "O018"]


def test_what_is_shown_is_written_with_live_formulas(desk: Desk, tab: ScenariosTab, qtbot: QtBot, tmp_path: Path) -> None:
    desk.exports.write_shown(tmp_path / "out.xlsx")
    settle(desk, qtbot)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[:3] == ["About", "Scenario assumptions", "Scenario results"]
    assert str(book["Scenario results"]["D2"].value).startswith("='Scenario assumptions'!$D$2*")
    press(qtbot, tab, "scenario_save")
    press(qtbot, tab, "scenario_compare")
    desk.exports.write_shown(tmp_path / "both.xlsx")
    settle(desk, qtbot)
    assert "Scenarios compared" in openpyxl.load_workbook(tmp_path / "both.xlsx").sheetnames
    desk.exports.write_all(tmp_path / "all.xlsx")
    settle(desk, qtbot)
    assert {"Scenario assumptions", "Scenario results", "Scenarios"} <= set(openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames)


def test_an_empty_workspace_and_a_remembered_place(desk: Desk, tab: ScenariosTab, qtbot: QtBot) -> None:
    desk.document.begin(Workspace())
    tab.open("shock")
    assert "import a table" in tab.notes.notes()[0].text
    tab.open("freight")
    enter(qtbot, tab, "low", "200")
    kept = tab.place()
    tab.open("shock")
    for broken in (b"", b"[]", b'{"sizes": 3}'):
        tab.restore_place(broken)
    tab.restore_place(kept)
    assert value(tab, "least") == 2.5
