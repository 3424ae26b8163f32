"""The panels of the Policy tab as a person uses them: clocks, a day, the matrix, the ladder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QTableWidget, QToolButton
from pytestqt.qtbot import QtBot

from core.model import PartialDate, PolicyEvent, Workspace, collect
from gui import theme
from gui.desk import Desk
from gui.tabs.policy import PolicyTab
from gui.tabs.policy_panels import PolicyPanels
from gui.widgets.event_rows import EventRows
from gui.widgets.explanation import Explanation
from gui.widgets.figure_table import FigureTable
from tests.gui.desks import open_desk

DAY = dt.date(2026, 1, 31)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.policy)
    desk.session.select(as_of=DAY)
    qtbot.wait(1)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


@pytest.fixture
def tab(desk: Desk) -> PolicyTab:
    return desk.policy


@pytest.fixture
def panels(desk: Desk) -> PolicyPanels:
    return desk.policy_panels


def rows(tab: PolicyTab, name: str) -> EventRows:
    found = tab.findChild(EventRows, name)
    assert found is not None
    return found


def keys(tab: PolicyTab, name: str) -> list[str]:
    return [line.key for line in rows(tab, name).lines()]


def click(tab: PolicyTab, name: str) -> None:
    button = tab.findChild(QToolButton, name)
    assert button is not None
    button.click()


def test_panels_are_made_when_they_are_looked_at(tab: PolicyTab, panels: PolicyPanels) -> None:
    assert tab.findChild(EventRows, "clocks") is None
    panels.go_to("clocks")
    assert tab.findChild(EventRows, "clocks") is not None
    assert tab.findChild(QTableWidget, "matrix") is None


def test_clocks_count_to_the_as_of_day_and_choose_their_event(desk: Desk, tab: PolicyTab, panels: PolicyPanels, qtbot: QtBot) -> None:
    panels.go_to("clocks")
    line = next(one for one in rows(tab, "clocks").lines() if one.key == "E001")
    assert line.cells[:2] == ("163 days left", "9 % of 180 days over")
    assert line.cells[4] == "2026-07-13"
    assert keys(tab, "clocks")[0] == "E021"  # the next to end
    rows(tab, "clocks").setFocus()
    qtbot.keyClick(rows(tab, "clocks"), Qt.Key.Key_Down)
    qtbot.keyClick(rows(tab, "clocks"), Qt.Key.Key_Down)
    assert desk.session.selection.event == rows(tab, "clocks").key()
    assert tab.details.heading.text() == desk.session.selection.event
    desk.session.select(as_of=dt.date(2026, 7, 14))
    assert next(one for one in rows(tab, "clocks").lines() if one.key == "E001").cells[0] == "1 day overdue"


def test_a_clock_is_explained_and_copied(tab: PolicyTab, panels: PolicyPanels, qtbot: QtBot) -> None:
    panels.go_to("clocks")
    rows(tab, "clocks").go_to("E001")
    rows(tab, "clocks").setFocus()
    qtbot.keyClick(rows(tab, "clocks"), Qt.Key.Key_Return)
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    assert "2026-01-14 + 180 days = 2026-07-13" in dialog.formula.text()
    dialog.close()
    click(tab, "clocks_copy")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == len(keys(tab, "clocks")) + 1
    assert lines[0].split("\t")[0] == "Left"


@pytest.mark.parametrize("way", ["clocks_calendar", "menu"])
def test_the_deadlines_of_the_filter_go_into_a_calendar(
    desk: Desk, tab: PolicyTab, panels: PolicyPanels, tmp_path: Path, way: str, qtbot: QtBot
) -> None:
    panels.go_to("clocks")
    tab.filter.search.setText("Section 232")
    shown = len(keys(tab, "clocks"))
    assert 0 < shown < 15
    if way == "menu":
        menu = tab.tools.findChild(QToolButton, "policy_picture").menu()  # type: ignore[union-attr]  # it is there, or the test fails
        next(one for one in menu.actions() if one.objectName() == "export_calendar").trigger()
    else:
        click(tab, way)
    dialog = desk.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "due"))
    dialog.close()
    qtbot.wait(1)
    assert (tmp_path / "due.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == shown
    assert desk.toast.isVisible()


def test_all_deadlines_go_out_with_the_whole_workspace(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    job = desk.exports.write_all(tmp_path / "all.ics")
    with qtbot.waitSignal(job.succeeded, timeout=20_000):
        pass
    assert (tmp_path / "all.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 15


def test_a_day_has_its_own_date_and_steps(tab: PolicyTab, panels: PolicyPanels) -> None:
    panels.go_to("day")
    date = tab.findChild(QDateEdit, "policy_day")
    assert date is not None
    assert date.text() == "2026-01-31"
    heads = rows(tab, "policy_day_rows").headings()
    assert heads[0].startswith("In force: ")
    assert sum(int(head.split(": ")[1]) for head in heads if "contradict" not in head) == 114
    click(tab, "policy_month_before")
    assert date.text() == "2025-12-31"
    click(tab, "policy_day_after")
    assert date.text() == "2026-01-01"
    click(tab, "policy_change_before")
    assert date.text() < "2026-01-01"
    click(tab, "policy_change_after")
    click(tab, "policy_day_as_of")
    assert date.text() == "2026-01-31"


def test_a_day_counts_elements_and_follows_truces(desk: Desk, tab: PolicyTab, panels: PolicyPanels) -> None:
    panels.go_to("day")
    figures = tab.findChild(FigureTable, "policy_day_figures")
    assert figures is not None
    china = next(one for one in figures.rows() if one.key == "elements/CHN")
    assert "elements" in china.unit
    assert any(one.key.startswith("notice/") for one in figures.rows())
    figures.go_to("elements/CHN")
    figures.explain.emit(china)
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    dialog.close()
    assert "E072" in keys(tab, "policy_day_truces")
    rows(tab, "policy_day_truces").chosen.emit("E072")
    assert desk.session.selection.event == "E072"


@pytest.mark.parametrize("columns", ["used", "class", "oecd", "iea"])
def test_a_cell_of_the_matrix_lists_exactly_its_events(
    desk: Desk, tab: PolicyTab, panels: PolicyPanels, qtbot: QtBot, columns: str
) -> None:
    panels.go_to("matrix")
    choice = tab.findChild(QComboBox, "matrix_columns")
    table = tab.findChild(QTableWidget, "matrix")
    assert choice is not None
    assert table is not None
    choice.setCurrentIndex(choice.findData(columns))
    choice.activated.emit(choice.currentIndex())
    china = next(at for at in range(table.rowCount()) if table.verticalHeaderItem(at).text() == "China")
    column = next(at for at in range(table.columnCount()) if table.item(china, at).text())
    count = int(table.item(china, column).text())
    table.setFocus()
    table.setCurrentCell(china, column)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert tab.pages.currentWidget() is tab.list
    assert tab.list.grid.data.count() == tab.found().count == count
    assert desk.session.selection.policy.actors == ("CHN",)


def test_a_gap_of_the_matrix_lists_nothing_and_says_what_it_is(tab: PolicyTab, panels: PolicyPanels) -> None:
    panels.go_to("matrix")
    table = panels.matrix.table
    at = next(at for at in range(table.columnCount()) if not table.item(0, at).text())
    table.setCurrentCell(0, at)
    assert "no such event" in panels.matrix.telling.text()
    table.cellDoubleClicked.emit(0, at)
    assert tab.pages.currentWidget() is not tab.list
    assert tab.found().count == 114
    click(tab, "matrix_copy")
    assert len(QGuiApplication.clipboard().text().split("\n")) == table.rowCount() + 1


def test_the_ladder_shows_rungs_and_what_outcomes_mean(desk: Desk, tab: PolicyTab, panels: PolicyPanels, qtbot: QtBot) -> None:
    panels.go_to("ladder")
    assert rows(tab, "ladder_rungs").headings() == ("Rung 3: quota or tariff", "Rung 2: price floor", "Rung 1: talks")
    assert "163 days from 2026-01-31" in panels.ladder.telling.text()
    silver = next(line for line in rows(tab, "ladder_scenarios").lines() if line.key == "silver")
    assert silver.cells[0] == "Silver"
    rows(tab, "ladder_scenarios").go_to("silver")
    rows(tab, "ladder_scenarios").setFocus()
    qtbot.keyClick(rows(tab, "ladder_scenarios"), Qt.Key.Key_Return)
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    dialog.close()
    rows(tab, "ladder_rungs").chosen.emit("E001")
    assert desk.session.selection.event == "E001"
    click(tab, "ladder_copy")
    assert "Rung 1: talks" in QGuiApplication.clipboard().text()


def test_every_panel_obeys_the_filter(tab: PolicyTab, panels: PolicyPanels) -> None:
    tab.filter.search.setText("gallium")
    shown = set(tab.found().ids)
    panels.go_to("clocks")
    assert set(keys(tab, "clocks")) <= shown
    panels.go_to("day")
    assert set(keys(tab, "policy_day_rows")) == shown
    panels.go_to("matrix")
    assert set().union(*(cell.events for row in panels.matrix._view.rows for cell in row)) <= shown  # type: ignore[union-attr]
    panels.go_to("ladder")
    assert keys(tab, "ladder_rungs") == []
    assert "pass the filter" in rows(tab, "ladder_rungs")._empty


def test_choices_of_panels_come_back(tab: PolicyTab, panels: PolicyPanels) -> None:
    panels.go_to("day")
    click(tab, "policy_month_before")
    panels.matrix.columns_chosen.emit("iea")
    kept = tab.place()
    click(tab, "policy_day_as_of")
    panels.matrix.columns_chosen.emit("used")
    tab.restore_place(kept)
    panels.go_to("day")
    assert panels.day.day() == dt.date(2025, 12, 31)
    panels.go_to("matrix")
    assert panels.matrix.columns.currentData() == "iea"


def test_before_an_event_is_chosen_the_next_deadlines_are_told(desk: Desk, tab: PolicyTab) -> None:
    tab.choose("")
    told = tab.details.plain()
    assert "114 events on 2026-01-31" in told
    assert "In force: " in told
    assert "Next deadlines" in told
    tab.details._follow(QUrl("event/E021"))
    assert desk.session.selection.event == "E021"


@pytest.mark.parametrize("name", ["clocks", "day", "matrix", "ladder"])
def test_empty_and_odd_workspaces_are_friendly(desk: Desk, tab: PolicyTab, panels: PolicyPanels, name: str, qapp: object) -> None:
    panels.go_to(name)
    desk.document.begin(Workspace())
    tab.grab()
    swapped = PolicyEvent(id="s", announced=PartialDate.parse("2026-05"), in_force=PartialDate.parse("2024"), follows="s", actors=("XYZ",))
    last = PolicyEvent(id="l", announced=PartialDate.parse("9999-12-31"), deadline=PartialDate.parse("0001"), instrument="truce/suspension")
    desk.document.begin(Workspace(events=collect([swapped, last, PolicyEvent(id="n", instrument="no such word")])))
    for theme_ in ("dark", "light"):
        theme.apply(qapp, theme_)  # type: ignore[arg-type]
        tab.grab()
    if name == "day":
        for button in panels.day.buttons.values():
            button.click()
