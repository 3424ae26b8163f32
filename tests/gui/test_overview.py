"""The Overview as a person uses it: reading the board, going on from it, asking where a number comes from."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.model import Source, Workspace, collect, put
from gui import theme
from gui.desk import Desk
from gui.tabs.overview import OverviewTab
from gui.widgets.explanation import Explanation
from gui.widgets.reading_table import ReadingTable
from tests.conftest import ROOT
from tests.gui.desks import open_desk

DRAWDOWN = "stock-drawdown/silver"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1360, 820))
    yield desk
    desk.window.close()
    theme.theme().wear("light")


@pytest.fixture
def tab(desk: Desk) -> OverviewTab:
    desk.window.tabs.setCurrentWidget(desk.overview)
    return desk.overview


def keys(table: ReadingTable) -> list[str]:
    return [row.key for row in table.rows()]


def texts(table: ReadingTable) -> str:
    return "\n".join(f"{cell.text} {cell.under}" for row in table.rows() for cell in row.cells)


def press(qtbot: QtBot, table: ReadingTable, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    table.setFocus()
    table.go_to(key)
    qtbot.keyClick(table, Qt.Key.Key_Return, modifier)


def test_it_is_the_first_tab_and_the_chart_is_what_one_sees_at_first(desk: Desk) -> None:
    tabs = desk.window.tabs
    assert [tabs.tabText(at) for at in range(2)] == ["Overview", "Prices"]
    assert tabs.currentWidget() is desk.prices
    assert desk.overview.board.table.rows() == ()  # nothing is worked out for a tab that nobody looks at


def test_the_board_shows_value_band_date_rule_and_sentence(tab: OverviewTab) -> None:
    row = next(row for row in tab.board.table.rows() if row.key == DRAWDOWN)
    mineral, name, value, band, sentence = row.cells
    assert (mineral.text, name.text, name.under) == ("Silver", "Stock drawdown", "last ÷ first − 1")
    assert (value.text, value.under, band.text, band.role) == ("−18.9 %", "2026-01", "● draining", "warning")
    assert sentence.text.startswith("Stocks at COMEX fell by 18.9\N{NO-BREAK SPACE}%")


def test_return_and_click_go_to_the_mineral_in_its_tab(desk: Desk, tab: OverviewTab, qtbot: QtBot) -> None:
    press(qtbot, tab.board.table, "ahead-of-path/gold")
    assert desk.session.selection.minerals == ("gold",)
    assert desk.window.tabs.currentWidget() is desk.prices
    assert desk.prices.shown().series == ("pink-sheet/gold",)
    desk.window.tabs.setCurrentWidget(tab)
    table = tab.cards.table
    item = table.item(0, 0)
    assert item is not None
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(item).center())
    assert desk.session.selection.minerals == ("silver",)
    assert desk.window.tabs.currentWidget() is not tab


def test_the_chosen_mineral_is_marked_and_brought_into_view(desk: Desk, tab: OverviewTab) -> None:
    desk.bar.mineral_chosen.emit("gold")
    table = tab.board.table
    first = table.item(keys(table).index("support-scorecard/gold"), 0)
    assert first is not None
    assert table.viewport().rect().contains(table.visualItemRect(first).topLeft() + QPoint(1, 1))


def test_a_number_is_explained_and_its_record_shown(desk: Desk, tab: OverviewTab, qtbot: QtBot) -> None:
    press(qtbot, tab.board.table, DRAWDOWN, Qt.KeyboardModifier.AltModifier)
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    assert dialog.inputs.topLevelItemCount() == 3
    assert "JPMorgan" in dialog.inputs.topLevelItem(0).text(4)
    dialog.record.click()
    assert desk.window.tabs.currentWidget() is desk.data


def test_the_menu_of_a_row(tab: OverviewTab, qtbot: QtBot) -> None:
    table = tab.board.table
    table.setFocus()
    table.go_to(DRAWDOWN)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(table, event)
    menu = table.findChild(QMenu)
    assert menu is not None
    words = [action.text().split("\t")[0] for action in menu.actions()]
    assert words == ["Show Silver in Inventories", "Explain this number", "Copy"]
    menu.actions()[2].trigger()
    assert "−18.9 %" in QApplication.clipboard().text()
    menu.close()


def test_deadlines_count_to_the_as_of_date(desk: Desk, tab: OverviewTab, qtbot: QtBot) -> None:
    desk.session.select(as_of=dt.date(2026, 1, 31))
    assert "2026-01-31" in tab.deadlines.heading.text()
    assert "163 days left" in texts(tab.deadlines.table)
    desk.session.select(as_of=dt.date(2026, 7, 14))
    overdue = next(row for row in tab.deadlines.table.rows() if row.key == "E001")
    assert (overdue.cells[1].text, overdue.cells[1].role) == ("1 day overdue", "warning")
    desk.session.select(as_of=None)
    assert "today" in tab.deadlines.heading.text()
    press(qtbot, tab.deadlines.table, "E001", Qt.KeyboardModifier.AltModifier)
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    assert "2026-01-14 + 180 days = 2026-07-13" in dialog.formula.text()
    dialog.close()
    press(qtbot, tab.deadlines.table, "E001")
    assert desk.window.tabs.currentWidget() is desk.policy
    assert desk.session.selection.event == "E001"


def test_scorecards_say_what_is_met(tab: OverviewTab) -> None:
    told = texts(tab.cards.table)
    assert "Silver: Price warning" in told
    assert "4 of 4" in told
    assert told.count("worked out") == 5


def test_imports_and_what_was_done_since(desk: Desk, tab: OverviewTab, qtbot: QtBot) -> None:
    assert "Drop a spreadsheet" in tab.imports.missing.text()
    assert not tab.imports.table.isVisible()
    source = Source(id="mine", file="mine.xlsx", imported="2026-11-01 10:00:00")
    desk.session.edit("Import mine.xlsx", sources=put(desk.session.workspace.sources, source))
    assert "mine.xlsx" in texts(tab.imports.table)
    assert "Nothing was changed" in tab.imports.line.text()
    desk.session.edit("Name it", title="Mine")
    assert "Name it" in tab.imports.line.text()
    press(qtbot, tab.imports.table, "mine")
    assert desk.window.tabs.currentWidget() is desk.data


def test_an_edit_is_seen_when_one_comes_back(desk: Desk, tab: OverviewTab) -> None:
    desk.window.tabs.setCurrentWidget(desk.data)
    figures = desk.session.workspace.figures
    desk.session.edit("Edit", figures=put(figures, replace(figures["O012"], value=100.0)))
    desk.window.tabs.setCurrentWidget(tab)
    assert "100 Moz" in texts(tab.board.table)


def test_an_empty_workspace_says_what_is_missing(desk: Desk, tab: OverviewTab) -> None:
    desk.document.begin(Workspace())
    for section in (tab.board, tab.deadlines, tab.cards, tab.imports):
        assert section.missing.isVisible()
        assert section.missing.text()
        assert not section.table.isVisible()
    desk.document.begin(Workspace(sources=collect([Source(id="s")])))
    assert tab.board.missing.isVisible()


def test_everything_has_a_name_and_is_reached_by_keyboard(tab: OverviewTab) -> None:
    for section in (tab.board, tab.deadlines, tab.cards):
        table = section.table
        assert table.accessibleName()
        assert table.focusPolicy() & Qt.FocusPolicy.TabFocus
        index = table.model().index(0, 1)
        assert table.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
        assert not table.tabKeyNavigation()


@pytest.mark.parametrize("width", [760, 1000, 1360, 2400])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_sentence_has_its_room(desk: Desk, tab: OverviewTab, qtbot: QtBot, width: int, mode: str) -> None:
    theme.theme().wear(mode)
    desk.window.resize(width, 820)
    qtbot.wait(20)
    for table in (tab.board.table, tab.deadlines.table, tab.cards.table):
        widths = [table.columnWidth(column) for column in range(table.columnCount())]
        assert sum(widths) <= table.viewport().width() + 1
        assert min(widths) > 40
        for row in range(table.rowCount()):
            assert table.rowHeight(row) >= table.sizeHintForRow(row)
    assert tab.grab().toImage().colorCount() == 0  # a picture in full colour, drawn without a warning
    orientation = tab.splitter.orientation()
    assert orientation == (Qt.Orientation.Vertical if width < 1100 else Qt.Orientation.Horizontal)


def test_the_arrangement_is_remembered(desk: Desk, tab: OverviewTab) -> None:
    tab.splitter.setSizes([700, 600])
    before, kept = tab.splitter.sizes(), tab.place()
    tab.splitter.setSizes([900, 400])
    assert tab.splitter.sizes() != before
    tab.restore_place(kept)
    assert tab.splitter.sizes() == before
    tab.restore_place(b"nonsense")
    assert tab.splitter.sizes() == before


def test_it_is_shown_as_a_picture(tmp_path: Path, desk: Desk) -> None:
    from core.io.workspace_file import save_workspace

    path, out = tmp_path / "w.orebook", tmp_path / "p.png"
    save_workspace(desk.session.workspace, path, base=None)
    words = ["show", str(path), "overview", "--out", str(out), "--theme", "dark", "--size", "900x700"]
    result = subprocess.run([sys.executable, "-m", "gui", *words], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert out.stat().st_size > 20_000
