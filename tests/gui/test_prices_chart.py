"""The chart of the Prices tab as a person uses it: currencies, real prices, filled gaps, notes, and what is taken along."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.io.workspace_file import open_workspace, save_workspace
from core.model import Points, Series, put
from core.task import Refused
from core.views import prices
from gui.desk import Desk
from gui.tabs.prices import PricesTab
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.note_dialog import NoteDialog
from gui.widgets.selection_bar import DateEdit
from tests.gui.test_prices_tab import COPPER, SILVER, press

MONTHS = [f"{year}-{month:02}-01" for year in range(2015, 2027) for month in range(1, 13)]
RATE = Series(id="eur", title="ECB euro", kind="index", unit="EUR/USD", frequency="monthly", points=Points(MONTHS, [0.5] * len(MONTHS)))
CPI = Series(id="cpi", title="US CPI", kind="index", unit="2015=100", frequency="monthly", points=Points(MONTHS, [*[100.0] * 143, 200.0]))


def give(desk: Desk, *series: Series) -> None:
    desk.session.edit("x", series=put(desk.session.workspace.series, *series))


def choose(box: object, key: str) -> None:
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def silver(desk: Desk) -> float | None:
    desk.prices.chart.pin(prices.day_of(dt.date(2016, 1, 1)))
    return {row.key: row.value for row in desk.prices.chart.reading().rows}[SILVER]


def test_a_currency_is_offered_where_a_rate_is_and_converts_all_that_is_shown(desk: Desk) -> None:
    tab = desk.prices
    assert not tab.money.currency.isEnabled()
    assert "CNY/USD" in tab.money.currency.toolTip()
    own = silver(desk)
    before = desk.session.workspace
    give(desk, RATE)
    choose(tab.scale.units, "USD/kg")
    choose(tab.money.currency, "EUR")
    assert own is not None
    assert silver(desk) == pytest.approx(own / 0.0311034768 / 2)
    assert {row.unit for row in tab.chart.reading().rows} == {"EUR/kg"}
    assert "USD/ozt → EUR/ozt, USD/t → EUR/t at the rates of ECB euro (monthly)" in tab.caption.text()
    QApplication.processEvents()  # the statistics come once the chart is painted
    assert tab.statistics.table.horizontalHeaderItem(0).text().endswith("EUR/kg")
    tab.statistics.explain_wanted.emit(0, 0)
    explained = tab.findChild(ExplainedLines)
    assert any("at the rates of ECB euro" in label.text() for label in explained.findChildren(QLabel))
    explained.close()
    assert desk.session.workspace.series[SILVER] is before.series[SILVER]
    choose(tab.money.currency, "")
    assert tab.scale.scale.unit == ""
    assert silver(desk) == own
    assert tab.caption.isHidden()


def test_real_prices_name_deflator_and_month(desk: Desk) -> None:
    tab = desk.prices
    own = silver(desk)
    give(desk, CPI)
    assert tab.money.reference.isHidden()
    choose(tab.money.deflator, "cpi")
    assert own is not None
    assert silver(desk) == pytest.approx(2 * own)
    assert "real, 2026-12 prices, deflator US CPI" in tab.chart.reading().rows[0].label
    tab.money.reference.setText("2020-05")
    tab.money.reference.editingFinished.emit()
    assert silver(desk) == pytest.approx(own)
    assert "real, 2020-05 prices" in tab.chart.reading().rows[0].label


def test_gaps_are_filled_on_request_marked_and_never_counted(desk: Desk, qtbot: QtBot) -> None:
    days = np.arange("2020-01", "2021-01", dtype="datetime64[M]")
    values = np.arange(12.0)
    values[5] = np.nan
    give(desk, Series(id="g", title="Gappy", kind="price", unit="USD/t", frequency="monthly", points=Points(days, values)))
    desk.session.select(series=("g",))
    tab = desk.prices
    tab.chart.pin(prices.day_of(dt.date(2020, 6, 1)))
    assert tab.chart.reading().rows[0].value is None
    press(desk, qtbot, "G")
    row = tab.chart.reading().rows[0]
    assert row.value == pytest.approx(5, abs=0.05)
    assert row.marked
    assert "gaps interpolated" in row.label
    assert "interpolated" in tab.caption.text()
    QApplication.processEvents()
    table = tab.statistics.table
    names = [table.verticalHeaderItem(at).text() for at in range(table.rowCount())]
    assert table.item(names.index("Values"), 0).text() == "11"
    next(one for one in tab.more.menu().actions() if one.text().startswith("Copy numbers")).trigger()
    assert "2020-06" not in QGuiApplication.clipboard().text()
    press(desk, qtbot, "G")
    assert tab.chart.reading().rows[0].value is None


def note_dialog(desk: Desk) -> NoteDialog:
    return next(one for one in desk.prices.findChildren(NoteDialog) if one.isVisible())


def test_a_note_is_written_read_moved_and_deleted_and_every_step_is_undone(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    tab = desk.prices
    tab.flags.setChecked(False)
    tab.chart.pin(prices.day_of(dt.date(2016, 3, 4)))
    press(desk, qtbot, "T")
    dialog = note_dialog(desk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.findChild(QPlainTextEdit, "note_text").hasFocus)
    dialog.text.setPlainText("  ")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "needs a text" in dialog.told.text()
    dialog.text.setPlainText("Rumour of a strike")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    note = next(iter(desk.session.workspace.annotations.values()))
    assert (str(note.date), note.text) == ("2016-03-04", "Rumour of a strike")
    tab.chart.pin(prices.day_of(dt.date(2016, 1, 1)))
    press(desk, qtbot, Qt.Key.Key_Down)
    assert "Rumour of a strike" in tab.chart.accessibleDescription()
    qtbot.keyClick(tab.chart, Qt.Key.Key_Return)
    dialog = note_dialog(desk)
    assert dialog.text.toPlainText() == "Rumour of a strike"
    field = dialog.findChild(DateEdit, "note_day")
    field.setText("2017-01")
    field.editingFinished.emit()
    dialog._save()
    assert str(desk.session.workspace.annotations[note.id].date) == "2017-01-01"
    save_workspace(desk.session.workspace, tmp_path / "kept.orebook", base=None)
    assert open_workspace(tmp_path / "kept.orebook").annotations == desk.session.workspace.annotations
    tab.chart.flag_clicked.emit(f"note:{note.id}")
    note_dialog(desk).findChild(QPushButton, "note_delete").click()
    assert not desk.session.workspace.annotations
    for found in ("2017-01-01", "2016-03-04"):
        desk.session.undo()
        assert str(desk.session.workspace.annotations[note.id].date) == found
    tab.chart.flag_clicked.emit("note:gone")


def test_two_clicks_on_the_time_axis_begin_a_note(desk: Desk, qtbot: QtBot) -> None:
    chart = desk.prices.chart
    at = QPointF(chart.width() / 2, chart.height() - 4).toPoint()
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=at)
    dialog = note_dialog(desk)
    first, last = chart.visible_range()
    assert first < prices.day_of(dt.date.fromisoformat(dialog.day.text())) < last
    dialog.reject()


def test_the_numbers_shown_are_copied_with_titles_units_and_dates(desk: Desk, qtbot: QtBot) -> None:
    desk.session.select(first=dt.date(2016, 1, 1), last=dt.date(2016, 3, 31))
    desk.prices.chart.setFocus()
    qtbot.waitUntil(desk.prices.chart.hasFocus)
    qtbot.keyClick(desk.prices.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [cell.rpartition(" ")[2] for cell in rows[0]] == ["Date", "(USD/ozt)", "(USD/t)"]
    assert [row[0] for row in rows[1:]] == ["2016-01", "2016-02", "2016-03"]
    assert float(rows[1][1]) == pytest.approx(14.106)


def test_the_picture_is_copied_and_saved_at_print_quality(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.prices.chart.setFocus()
    qtbot.waitUntil(desk.prices.chart.hasFocus)
    qtbot.keyClick(desk.prices.chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() == 2 * max(desk.prices.chart.width(), 900)
    with qtbot.waitSignal(desk.prices.picture_wanted) as wanted:
        next(one for one in desk.prices.more.menu().actions() if one.text().startswith("Save picture")).trigger()
    picture = wanted.args[0]
    for name in ("p.png", "p.svg", "p.pdf", "plain"):
        desk.exports.write_picture(picture, tmp_path / name)
    image = QImage(str(tmp_path / "p.png"))
    assert image.width() >= 3200
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    assert "Source:" in (tmp_path / "p.svg").read_text()
    assert (tmp_path / "plain.png").exists()
    with pytest.raises(Refused):
        picture.write(tmp_path / "p.gif")
    desk.session.select(series=())
    for take in (desk.prices._save_picture, desk.prices._copy_numbers):
        with pytest.raises(Refused):
            take()


def test_what_is_shown_and_how_is_remembered_and_a_strange_state_ignored(desk: Desk) -> None:
    tab = desk.prices
    give(desk, RATE, CPI)
    tab.falls.setChecked(True)
    tab.flags.setChecked(False)
    tab.gaps.setChecked(True)
    tab._take_scale(replace(tab.scale.scale, mode="index", base=dt.date(2016, 1, 1), unit="EUR/kg"))
    choose(tab.money.currency, "EUR")
    choose(tab.money.deflator, "cpi")
    kept = tab.place()
    other = PricesTab(desk.session, desk.window)
    for strange in (b"", b"{}", b"[]", b"\xff", b'{"across": 1}'):
        other.restore_place(strange)
    other.restore_place(kept)
    assert other.scale.scale == tab.scale.scale
    assert (other.falls.isChecked(), other.flags.isChecked(), other.gaps.isChecked()) == (True, False, True)
    assert other.money.currency.currentData() == "EUR"
    assert [row.key for row in other.chart.reading().rows][:2] == [SILVER, COPPER]
    other.chart.close()
    other.deleteLater()
