"""The Inventories tab as a person uses it: mineral, venues, unit, baseline, figures and their explanation, export."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from core.io.workspace_file import save_workspace
from core.model import Workspace
from gui.desk import Desk
from gui.tabs.inventories import InventoriesTab
from gui.widgets.explanation import Explanation
from gui.widgets.figure_table import FigureTable
from gui.widgets.study_dialog import StudyDialog
from tests.core.views.stocks_made import full
from tests.gui.desks import open_desk, settle


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.inventories)
    yield desk
    desk.window.close()


@pytest.fixture
def filled(desk: Desk) -> InventoriesTab:
    """The tab on a made-up year of daily silver reports."""
    desk.document.begin(full())
    desk.session.select(minerals=("silver",))
    return desk.inventories


def labels(tab: InventoriesTab) -> list[str]:
    return [row.label for row in tab.chart.reading().rows]


def figures(tab: InventoriesTab) -> FigureTable:
    """The key figures, which are shown once the chart is painted."""
    QApplication.processEvents()
    return tab.figures


def value(tab: InventoriesTab, key: str) -> float | None:
    return next(row.value for row in figures(tab).rows() if row.key == key)


def key(qtbot: QtBot, tab: InventoriesTab, what: Qt.Key) -> None:
    tab.chart.setFocus()
    qtbot.keyClick(tab.chart, what)


def test_the_example_opens_on_silver_with_the_figures_of_its_sources(desk: Desk) -> None:
    desk.session.select(minerals=("silver",))
    tab = desk.inventories
    assert (tab.venue.currentText(), tab.unit.currentText(), tab.baseline.text()) == ("COMEX", "Moz", "2024-11-05")
    assert [value(tab, one) for one in ("level", "excess", "stated_rate")] == [430, 125, -2]
    assert "COMEX, as reported" in labels(tab)
    assert [desk.window.tabs.tabText(at) for at in range(desk.window.tabs.count())][1:4] == ["Prices", "Inventories", "Policy"]


def test_another_mineral_redraws_the_tab_and_one_without_stocks_says_so(desk: Desk) -> None:
    tab = desk.inventories
    desk.session.select(minerals=("platinum",))
    assert value(tab, "base_increase") == 105
    desk.session.select(minerals=("lithium",))
    assert "No stock of Lithium" in tab.view().message
    assert labels(tab) == []
    desk.session.select(minerals=("silver",))
    assert value(tab, "excess") == 125


def test_a_hidden_tab_draws_nothing_until_it_is_looked_at(desk: Desk) -> None:
    desk.window.tabs.setCurrentWidget(desk.prices)
    before = figures(desk.inventories).rows()
    desk.session.select(minerals=("platinum",))
    assert figures(desk.inventories).rows() is before
    desk.window.tabs.setCurrentWidget(desk.inventories)
    assert value(desk.inventories, "excess") == 525


def test_the_crosshair_reads_stocks_and_not_the_heights_of_the_stack(filled: InventoriesTab) -> None:
    read = {row.label: row.value for row in filled.chart.reading().rows}
    assert read["LBMA"] == pytest.approx(860)
    assert read["Together"] == pytest.approx(1290)


def test_a_box_hides_a_venue_and_keys_change_what_is_drawn(filled: InventoriesTab, qtbot: QtBot) -> None:
    top = filled.list.topLevelItem(1)
    assert top is not None
    top.setCheckState(0, Qt.CheckState.Unchecked)
    assert "LBMA" not in labels(filled)
    assert "Baseline" in labels(filled)
    key(qtbot, filled, Qt.Key.Key_Y)
    assert "Baseline" not in labels(filled)
    assert "Together" in labels(filled)
    key(qtbot, filled, Qt.Key.Key_S)
    assert "Together" not in labels(filled)


def test_unit_baseline_and_venue_are_chosen_above_the_chart(filled: InventoriesTab, qtbot: QtBot) -> None:
    filled.unit.setCurrentText("t")
    filled.unit.activated.emit(filled.unit.currentIndex())
    assert value(filled, "level") == pytest.approx(430e6 / 32_150.7466)
    filled.baseline.setText("2025-10-03")
    qtbot.keyClick(filled.baseline, Qt.Key.Key_Return)
    assert value(filled, "excess") == pytest.approx(-100e6 / 32_150.7466)
    filled.venue.setCurrentText("LBMA")
    filled.venue.activated.emit(filled.venue.currentIndex())
    assert value(filled, "level") == pytest.approx(860e6 / 32_150.7466)


def test_a_click_on_a_depository_shows_its_figures(filled: InventoriesTab, qtbot: QtBot) -> None:
    top = filled.list.topLevelItem(0)
    assert top is not None
    top.setExpanded(True)
    place = next(child for at in range(top.childCount()) if (child := top.child(at)) is not None and child.text(0).startswith("NORTH"))
    at = filled.list.visualItemRect(place).center()
    qtbot.mouseClick(filled.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert filled.venue.currentText() == "COMEX: NORTH VAULT"
    assert value(filled, "level") == pytest.approx(258)
    assert top.isExpanded()
    key(qtbot, filled, Qt.Key.Key_C)
    assert "Relabelled to registered" in labels(filled)


def test_a_range_that_stocks_do_not_fill_stays_and_one_of_the_chart_is_shared(filled: InventoriesTab, desk: Desk, qtbot: QtBot) -> None:
    wide = dt.date(2000, 1, 1), dt.date(2030, 1, 1)
    desk.session.select(first=wide[0], last=wide[1])
    qtbot.wait(300)
    assert (desk.session.selection.first, desk.session.selection.last) == wide
    for _press in range(10):
        key(qtbot, filled, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: desk.session.selection.first not in {None, wide[0]}, timeout=5_000)
    chosen = desk.session.selection
    filled.stack.click()
    qtbot.wait(300)
    assert desk.session.selection == chosen


def test_the_baseline_is_marked_and_the_marker_leads_to_its_field(filled: InventoriesTab, desk: Desk) -> None:
    filled.chart.flag_clicked.emit("baseline")
    assert desk.window.focusWidget() is filled.baseline


def test_missing_figures_say_what_they_need_and_can_be_put_away(desk: Desk, qtbot: QtBot) -> None:
    desk.session.select(minerals=("silver",))
    tab = desk.inventories
    figures(tab).go_to("registered")
    item = figures(tab).currentItem()
    assert item is not None
    assert item.text(1).startswith("Needs registered and eligible stocks")
    assert "warrant" in item.toolTip(0)
    key(qtbot, tab, Qt.Key.Key_M)
    assert item.isHidden()
    desk.session.select(minerals=("platinum",))
    figures(tab).go_to("registered")
    assert (item := figures(tab).currentItem()) is not None
    assert item.isHidden()


def test_a_number_explains_itself_and_leads_to_its_record(desk: Desk, qtbot: QtBot) -> None:
    desk.session.select(minerals=("silver",))
    tab = desk.inventories
    figures(tab).go_to("change")
    menu = figures(tab).menu()
    assert menu is not None
    menu.actions()[0].trigger()
    dialog = tab.findChild(Explanation)
    assert isinstance(dialog, Explanation)
    assert "last report − the one before" in dialog.formula.text()
    item = dialog.inputs.topLevelItem(0)
    assert item is not None
    assert item.text(3).startswith("series_values.csv!")
    copy = dialog.findChild(QPushButton, "explanation_copy")
    assert copy is not None
    copy.click()
    assert "series_values.csv!" in QGuiApplication.clipboard().text()
    dialog.record.click()
    assert desk.window.tabs.currentWidget() is desk.data
    assert "COMEX" in desk.data.heading.text()
    menu.deleteLater()


def test_return_explains_and_a_missing_number_has_no_records(desk: Desk, qtbot: QtBot) -> None:
    desk.session.select(minerals=("silver",))
    tab = desk.inventories
    figures(tab).go_to("registered")
    figures(tab).setFocus()
    qtbot.keyClick(figures(tab), Qt.Key.Key_Return)
    dialog = tab.findChild(Explanation)
    assert isinstance(dialog, Explanation)
    assert "Needs registered" in dialog.formula.text()
    assert not dialog.record.isEnabled()
    dialog.close()


def test_the_same_figure_stays_current_when_the_venue_changes(filled: InventoriesTab) -> None:
    figures(filled).go_to("excess")
    filled.venue.setCurrentText("LBMA")
    filled.venue.activated.emit(filled.venue.currentIndex())
    current = figures(filled).current()
    assert current is not None
    assert current.key == "excess"


def test_what_is_shown_is_exported_with_its_formulas(filled: InventoriesTab, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.exports.write_shown(tmp_path / "stocks")
    settle(desk, qtbot)
    book = openpyxl.load_workbook(tmp_path / "stocks.xlsx")
    found = {row[1]: row[2] for row in book["Key figures"].iter_rows(min_row=2, values_only=True)}
    book.close()
    assert {row.title: row.value for row in filled.view().rows} == {
        title: None if number is None else pytest.approx(number) for title, number in found.items()
    }


def test_a_narrow_window_puts_the_figures_below(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(1000, 760)
    qtbot.wait(20)
    assert desk.inventories.inner.orientation() is Qt.Orientation.Vertical
    assert desk.inventories.chart.height() > 200
    desk.window.resize(1500, 850)
    qtbot.wait(20)
    assert desk.inventories.inner.orientation() is Qt.Orientation.Horizontal


def study(tab: InventoriesTab, name: str) -> StudyDialog:
    return next(one for one in tab.findChildren(StudyDialog) if one.objectName() == name and one.isVisible())


def test_studies_open_by_key_and_say_what_they_need(filled: InventoriesTab, desk: Desk, qtbot: QtBot) -> None:
    key(qtbot, filled, Qt.Key.Key_D)
    parted = study(filled, "divergence_study")
    assert parted.table.rowCount() > 8
    other = parted.findChild(QComboBox, "divergence_other")
    assert other is not None
    other.setCurrentIndex(1)
    other.activated.emit(1)
    assert "CFTC" in parted._view.sentence
    parted.close()
    key(qtbot, filled, Qt.Key.Key_W)
    pool = study(filled, "pool_study")
    assert "went from place to place" in pool.sentence.text()
    pool.close()
    key(qtbot, filled, Qt.Key.Key_V)
    spread = study(filled, "spread_study")
    assert "import prices of two venues" in spread._view.sentence
    spread.close()
    desk.document.begin(Workspace())
    for one, name in ((Qt.Key.Key_D, "divergence_study"), (Qt.Key.Key_V, "spread_study"), (Qt.Key.Key_W, "pool_study")):
        key(qtbot, filled, one)
        dialog = study(filled, name)
        assert dialog._view.panes == ()
        dialog.close()


def test_the_place_is_remembered_and_a_strange_one_ignored(filled: InventoriesTab, desk: Desk) -> None:
    filled.stack.setChecked(False)
    kept = filled.place()
    other = InventoriesTab(desk.session)
    other.restore_place(b"{}")
    other.restore_place(kept)
    assert not other.stack.isChecked()
    assert other.years.isChecked()
    other.chart.close()
    other.deleteLater()


def test_the_tab_is_shown_as_a_picture(tmp_path: Path) -> None:
    file, picture = tmp_path / "w.orebook", tmp_path / "p.png"
    save_workspace(full(), file, base=None)
    wanted = ["inventories", "--out", str(picture), "--select", "mineral=silver", "--size", "1200x700"]
    ran = subprocess.run([sys.executable, "-m", "gui", "show", str(file), *wanted], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert picture.stat().st_size > 20_000


def test_ticks_and_menus_need_no_mouse(filled: InventoriesTab, qtbot: QtBot) -> None:
    filled.list.setFocus()
    first = filled.list.topLevelItem(0)
    filled.list.setCurrentItem(first)
    qtbot.keyClick(filled.list, Qt.Key.Key_Space)
    assert not [label for label in labels(filled) if label.startswith("COMEX")]
    assert filled.list.visualItemRect(filled.list.topLevelItem(0)).contains(QPoint(60, 8))


def test_the_event_chosen_is_ringed_among_the_flags(desk: Desk) -> None:
    desk.session.select(minerals=("silver",))
    tab = desk.inventories
    tab.flags.setChecked(True)
    chosen = next(flag for flag in tab.chart._flags if flag.key in desk.session.workspace.events)
    desk.session.select(event=chosen.key)
    assert tab.chart._flag == chosen.start
    desk.session.select(event="")
    assert tab.chart._flag is None
