"""The Prices tab as a person uses it: scales and units by key, the statistics of the dates in view, and how a number came about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.model import Points, Series, Workspace, put
from core.task import Refused
from core.views import prices
from gui.desk import Desk
from gui.widgets.curve_dialog import CurveDialog
from gui.widgets.derived_dialog import DerivedDialog
from gui.widgets.event_study import EventStudyDialog
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.selection_bar import DateEdit
from gui.widgets.statistics_table import StatisticsTable
from gui.widgets.table_dialog import TableDialog
from tests.gui.desks import open_desk, settle
from tests.gui.test_main_job import item_of

SILVER, COPPER, GALLIUM = "pink-sheet/silver", "pink-sheet/copper", "us-annual/gallium-price-unit-value-of-imports"


def counted(desk: Desk) -> StatisticsTable:
    """The statistics, which are shown once the chart is painted."""
    QApplication.processEvents()
    return desk.prices.statistics


def text_of(desk: Desk, name: str, column: int = 0) -> str:
    table = counted(desk).table
    names = [table.verticalHeaderItem(row).text() for row in range(table.rowCount())]
    return table.item(names.index(name), column).text()


def press(desk: Desk, qtbot: QtBot, key: str) -> None:
    """Press a key while the chart has the focus."""
    desk.window.activateWindow()
    desk.prices.chart.setFocus()
    qtbot.waitUntil(desk.prices.chart.hasFocus)
    qtbot.keyClick(desk.prices.chart, key)


def test_one_key_changes_the_scale_and_the_base_stays_while_panning(desk: Desk, qtbot: QtBot) -> None:
    tab = desk.prices
    desk.session.select(first=dt.date(2010, 1, 1), last=dt.date(2020, 12, 31))
    for key, mode in (("L", "log"), ("L", "price"), ("I", "index"), ("C", "percent"), ("I", "index")):
        press(desk, qtbot, key)
        assert tab.shown().scale.mode == mode
        assert tab.scale.buttons[mode].isChecked()
    assert tab.shown().scale.base == dt.date(2010, 1, 1)
    assert {row.unit for row in tab.chart.reading().rows} == {"2010-01-01 = 100"}
    tab.chart.set_range(prices.day_of(dt.date(2015, 1, 1)), prices.day_of(dt.date(2016, 1, 1)))
    assert tab.shown().scale.base == dt.date(2010, 1, 1)
    tab.chart.pin(prices.day_of(dt.date(2015, 6, 1)))
    press(desk, qtbot, "B")
    assert tab.shown().scale.base == dt.date(2015, 6, 1)
    assert [row.value for row in tab.chart.reading().rows] == [pytest.approx(100), pytest.approx(100)]
    tab.scale.base.setText("2012-03")
    tab.scale.base.editingFinished.emit()
    assert tab.shown().scale.base == dt.date(2012, 3, 1)
    press(desk, qtbot, "V")
    assert tab.scale.base.isHidden()
    assert {row.unit for row in tab.chart.reading().rows} == {"USD/ozt", "USD/t"}


def test_a_letter_typed_for_a_mineral_leaves_the_scale_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.bar.mineral.setFocus()
    qtbot.waitUntil(desk.bar.mineral.hasFocus)
    qtbot.keyClick(desk.bar.mineral, "L")
    assert desk.prices.shown().scale.mode == "price"


def test_the_unit_is_chosen_once_for_all_and_named_on_the_axis(desk: Desk) -> None:
    tab = desk.prices
    tab.scale.units.setCurrentIndex(tab.scale.units.findData("USD/kg"))
    tab.scale.units.activated.emit(tab.scale.units.currentIndex())
    assert {row.unit for row in tab.chart.reading().rows} == {"USD/kg"}
    assert "USD/kg" in counted(desk).table.horizontalHeaderItem(1).text()
    desk.session.select(series=(GALLIUM,))
    assert tab.scale.units.currentData() == "USD/kg"


def test_the_statistics_follow_the_dates_in_view(desk: Desk, qtbot: QtBot) -> None:
    whole = text_of(desk, "Values")
    desk.prices.chart.set_range(prices.day_of(dt.date(2011, 1, 1)), prices.day_of(dt.date(2011, 12, 31)))
    qtbot.waitUntil(lambda: text_of(desk, "Values") == "12")
    assert (whole, text_of(desk, "… from the peak of")) == ("251", "2011-04-01")
    assert desk.prices.statistics.range.text() == "2011-01-01 to 2011-12-31"
    desk.session.select(series=())
    assert counted(desk).table.rowCount() == 0
    assert desk.prices.statistics.range.text() == "No series is shown"


def test_a_number_explains_itself_and_is_copied(desk: Desk, qtbot: QtBot) -> None:
    table = desk.prices.statistics.table
    assert "CAGR" in table.verticalHeaderItem(3).toolTip()
    table.setCurrentCell(5, 1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    dialog = desk.prices.findChild(ExplainedLines)
    assert isinstance(dialog, ExplainedLines)
    lines = dict(dialog.lines)
    assert lines["Deepest fall"].startswith("Copper: −")
    assert "series_values.csv!C" in lines["Peak"]
    dialog.findChild(QPushButton, "copy_explanation").click()
    assert "World Bank" in QApplication.clipboard().text()
    dialog.close()


def test_the_statistics_are_hidden_by_a_key_and_make_room_in_a_narrow_window(desk: Desk, qtbot: QtBot) -> None:
    tab = desk.prices
    desk.window.resize(1400, 800)
    qtbot.waitUntil(tab.statistics.isVisible)
    press(desk, qtbot, "S")
    assert tab.statistics.isHidden()
    press(desk, qtbot, "S")
    desk.window.resize(760, 600)
    qtbot.waitUntil(tab.statistics.isHidden)
    tab.counting.click()
    assert tab.statistics.isVisible()
    desk.window.resize(1400, 800)
    qtbot.waitUntil(tab.statistics.isVisible)


def test_what_is_shown_is_exported_with_its_statistics(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    press(desk, qtbot, "I")
    path = tmp_path / "shown.xlsx"
    desk.exports.write_shown(path)
    settle(desk, qtbot)
    book = openpyxl.load_workbook(path)
    rows = list(book["Statistics"].iter_rows(values_only=True))
    drawn = book["Chart"]["A1"].value
    book.close()
    assert [row[0] for row in rows] == ["Series", "Silver", "Copper"]
    assert drawn == "Silver, Copper (2005-01-01 = 100)"


def test_a_ratio_is_a_series_that_is_ticked_recomputed_undone_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    tab = desk.prices
    tab.list.derive.click()
    dialog = tab.findChild(DerivedDialog)
    assert isinstance(dialog, DerivedDialog)
    assert (dialog.first.currentData(), dialog.second.currentData()) == (SILVER, COPPER)
    dialog.second.setCurrentIndex(dialog.first.currentIndex())
    dialog._choose()
    assert "two different" in dialog.told.text()
    dialog.second.setCurrentIndex(1)
    dialog.swap.click()
    dialog._choose()
    key = f"ratio/{COPPER}/{SILVER}"
    assert tab.shown().series == (SILVER, COPPER, key)
    assert desk.session.history.undo_label == "New series Copper / Silver"
    before = text_of(desk, "Last value", 2)
    series = desk.session.workspace.series
    day = series[SILVER].points.dates[-1]
    desk.session.edit("x", series=put(series, series[SILVER].with_value(day, 1.0)))
    assert tab.shown().series[-1] == key
    assert text_of(desk, "Last value", 2) != before
    tab.list.tree.setCurrentItem(item_of(desk, key))
    qtbot.keyClick(tab.list.tree, Qt.Key.Key_Delete)
    assert tab.shown().series == (SILVER, COPPER)
    desk.session.undo()
    desk.session.undo()
    assert item_of(desk, key).text(0) == "Copper / Silver"


def test_an_imported_series_is_not_deleted_from_the_list(desk: Desk, qtbot: QtBot) -> None:
    series = desk.session.workspace.series
    desk.prices.list.tree.setCurrentItem(item_of(desk, SILVER))
    with qtbot.captureExceptions() as found:
        qtbot.keyClick(desk.prices.list.tree, Qt.Key.Key_Delete)
    assert [kind for kind, _error, _trace in found] == [Refused]
    assert desk.session.workspace.series is series


def test_a_flag_opens_the_study_of_its_event_and_the_study_the_event(desk: Desk, qtbot: QtBot) -> None:
    desk.prices.chart.flag_clicked.emit("E085")
    dialog = desk.prices.findChild(EventStudyDialog)
    assert isinstance(dialog, EventStudyDialog)
    told = {dialog.results.item(row, 0).text(): dialog.results.item(row, 1) for row in range(dialog.results.rowCount())}
    assert told["Day 0"].text() == "2025-02-01"
    before = told["Cumulative abnormal return"].text()
    assert "MacKinlay" in told["Cumulative abnormal return"].toolTip()
    assert "1 month" in dialog.warnings.text()
    assert len(dialog.chart.reading().rows) == 4
    dialog.series.setCurrentIndex(1)
    dialog.series.activated.emit(1)
    assert dialog.chart.reading().rows[0].label == "Copper"
    rows = {dialog.results.item(row, 0).text(): dialog.results.item(row, 1).text() for row in range(dialog.results.rowCount())}
    assert rows["Cumulative abnormal return"] != before
    assert "export" in dialog.tabs.tabText(1)
    assert dialog.path.rowCount() == 11
    dialog.findChild(QPushButton, "show_event").click()
    assert desk.window.tabs.currentWidget() is desk.policy
    assert desk.session.selection.event


def test_an_event_without_prices_around_it_says_so(desk: Desk) -> None:
    desk.session.select(series=(COPPER,))
    desk.prices.chart.flag_clicked.emit("E002")
    dialog = desk.prices.findChild(EventStudyDialog)
    assert isinstance(dialog, EventStudyDialog)
    assert "no prices around this event" in dialog.warnings.text()
    assert dialog.results.rowCount() == 0
    dialog.close()


def test_a_key_shows_the_drawdown_under_the_prices(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, "D")
    desk.prices.chart.pin(prices.day_of(dt.date(2016, 1, 1)))
    rows = {row.key: row for row in desk.prices.chart.reading().rows}
    assert rows[f"drawdown:{SILVER}"].value == pytest.approx(-66.96, abs=0.01)
    assert rows[SILVER].value == pytest.approx(14.106)
    assert desk.prices.shown().series == (SILVER, COPPER)
    press(desk, qtbot, "D")
    assert len(desk.prices.chart.reading().rows) == 2


def more(desk: Desk, words: str) -> None:
    next(action for action in desk.prices.more.menu().actions() if action.text().split("\t")[0] == words).trigger()


def test_years_are_overlaid_in_a_window_of_their_own(desk: Desk) -> None:
    more(desk, "Years overlaid…")
    dialog = desk.prices.findChild(CurveDialog)
    assert isinstance(dialog, CurveDialog)
    assert [row.label for row in dialog.chart.reading().rows][:2] == ["2025", "2024"]
    dialog.findChild(QCheckBox, "every_year").setChecked(True)
    assert len(dialog.chart.reading().rows) == 24
    dialog.series.setCurrentIndex(1)
    dialog.series.activated.emit(1)
    assert dialog.chart.reading().rows[0].unit == "USD/t"
    dialog.close()


def test_a_forward_curve_is_drawn_where_there_are_forwards_and_their_lack_is_said(desk: Desk) -> None:
    more(desk, "Forward curve…")
    dialog = desk.prices.findChild(CurveDialog)
    assert isinstance(dialog, CurveDialog)
    assert "no forward prices" in dialog.sentence.text()
    assert dialog.table.isHidden()
    dialog.close()
    series = desk.session.workspace.series
    points = Points(series[COPPER].points.dates, series[COPPER].points.values * 0.99)
    forward = replace(series[COPPER], id="f", kind="forward", tenor="3M", points=points)
    desk.session.edit("x", series=put(series, forward))
    more(desk, "Forward curve…")
    dialog = next(one for one in desk.prices.findChildren(CurveDialog) if one.isVisible())
    assert dialog.series.currentData() == COPPER
    assert dialog.table.item(1, 5).text() == "backwardation"
    field = dialog.findChild(DateEdit, "curve_day")
    field.setText("2010")
    field.editingFinished.emit()
    assert "2010-12-01: backwardation" in dialog.sentence.text()
    dialog.close()


def test_a_floor_is_drawn_and_its_days_are_counted(desk: Desk) -> None:
    oxide = next(key for key in desk.session.workspace.series if "neodymium-praseodymium" in key)
    desk.session.select(series=(oxide, SILVER))
    rows = {row.key: row for row in desk.prices.chart.reading().rows}
    assert (rows["limit:O073"].value, rows["limit:O073"].unit) == (20.0, "USD/kg")
    assert desk.prices.shown().series == (oxide, SILVER)
    more(desk, "Floors and ceilings…")
    dialog = desk.prices.findChild(TableDialog)
    assert isinstance(dialog, TableDialog)
    assert dialog.table.rowCount() == 1
    assert "G7 base price" in dialog.table.item(0, 1).text()
    dialog.close()
    desk.prices.scale.choose_mode("index")
    assert "limit:O073" not in {row.key for row in desk.prices.chart.reading().rows}


def test_the_wealth_table_is_read_and_copied(desk: Desk) -> None:
    more(desk, "Wealth table…")
    dialog = desk.prices.findChild(TableDialog)
    assert isinstance(dialog, TableDialog)
    assert dialog.table.item(0, 0).text() == "Bitcoin"
    dialog.findChild(QPushButton, "copy_table").click()
    assert "Bitcoin\t230×\t+72.26 %" in QApplication.clipboard().text()
    dialog.close()


def test_an_empty_workspace_has_no_statistics_and_no_fault(qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_desk(qtbot, tmp_path)
    desk.document.begin(Workspace())
    for key in "LICVBSSDN":
        press(desk, qtbot, key)
    assert desk.prices.statistics.table.rowCount() == 0
    desk.window.close()


NAN, INF = float("nan"), float("inf")
DAYS = np.array(["1833-01-01", "2024-02-29", "2024-03-01"], "datetime64[D]")


@pytest.mark.parametrize(
    "values", [[], [5.0], [NAN], [NAN, NAN, NAN], [0.0, 0.0, 0.0], [-5.0, 3.0, -1.0], [INF, 1e300, 2.0], [1e-300, 1.0, NAN]]
)
def test_an_odd_series_is_a_friendly_picture_in_every_mode_and_window(desk: Desk, qtbot: QtBot, values: list[float]) -> None:
    points = Points(DAYS[: len(values)], values)
    odd = Series(id="odd", title="<b>&Odd</b>", kind="price", mineral="silver", unit="USD/ozt", frequency="daily", points=points)
    desk.session.edit("x", series=put(desk.session.workspace.series, odd))
    desk.session.select(series=("odd", SILVER))
    for key in "LCIBVD":
        press(desk, qtbot, key)
        desk.prices.chart.grab()
    table = desk.prices.statistics.table
    for row in range(table.rowCount()):
        desk.prices.statistics.explain_wanted.emit(row, 0)
    for words in ("Years overlaid…", "Forward curve…", "Floors and ceilings…"):
        more(desk, words)
    desk.prices.chart.flag_clicked.emit("E085")
    windows = [*desk.prices.findChildren(QDialog)]
    assert len(windows) == table.rowCount() + 4
    for window in windows:
        window.grab()
        window.close()
