"""The studies that the Prices tab opens in windows of their own, by menu and by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from core.model import Points, Series, Workspace, put
from core.task import Refused
from gui.desk import Desk
from gui.widgets.event_study import EventStudyDialog
from gui.widgets.explained_lines import ExplainedLines
from gui.widgets.limit_dialogs import LimitForm, LimitsDialog
from gui.widgets.plot.scatter import Scatter
from gui.widgets.study_dialog import StudyDialog
from tests.gui.desks import open_desk

SILVER, COPPER = "pink-sheet/silver", "pink-sheet/copper"
NAN, INF = float("nan"), float("inf")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(qtbot, tmp_path, (1500, 900))
    made.session.select(series=(SILVER, COPPER))
    yield made
    made.window.close()


def press(desk: Desk, qtbot: QtBot, key: str) -> None:
    desk.window.activateWindow()
    desk.prices.chart.setFocus()
    qtbot.waitUntil(desk.prices.chart.hasFocus)
    qtbot.keyClick(desk.prices.chart, key)


def opened(desk: Desk, name: str) -> StudyDialog:
    found = [one for one in desk.prices.findChildren(StudyDialog, name) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(dialog: QDialog, name: str, at: int) -> None:
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_a_key_opens_the_rolling_figures_of_the_first_two_series(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, "R")
    dialog = opened(desk, "rolling_study")
    assert [row.label for row in dialog.chart.reading().rows] == [
        "Silver", "Volatility, 24 returns", "EWMA, λ 0.97", "Correlation with Copper", "Beta on Copper",
    ]  # fmt: skip
    dialog.findChild(QSpinBox, "rolling_window").setValue(60)
    assert "over 60 returns" in dialog.sentence.text()
    assert "periods a year" in dialog.table.item(0, 0).toolTip()
    choose(dialog, "rolling_second", 0)
    assert dialog.table.rowCount() == 2
    dialog.findChild(QPushButton, "study_copy").click()
    assert "2025-11-01\t50.43" in QApplication.clipboard().text()
    dialog.findChild(QPushButton, "study_copy_picture").click()
    assert QApplication.clipboard().image().width() >= dialog.chart.width()
    dialog.findChild(QPushButton, "study_explain").click()
    lines = dialog.findChild(ExplainedLines)
    assert any("RiskMetrics" in text for _label, text in lines.lines)
    lines.close()
    dialog.close()


def test_the_forecast_of_gold_is_found_where_silver_has_none(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, "F")
    dialog = opened(desk, "forecast_study")
    assert "at most 4 quarters later (2026 Q4)" in dialog.sentence.text()
    choose(dialog, "forecast_series", 1)
    assert dialog.sentence.isHidden()
    assert dialog.table.isHidden()
    assert not dialog.explain.isEnabled()
    dialog.close()


def test_the_convenience_yield_follows_its_inputs(desk: Desk, qtbot: QtBot) -> None:
    copper = desk.session.workspace.series[COPPER]
    forward = replace(copper, id="f", kind="forward", tenor="3M", points=Points(copper.points.dates, copper.points.values * 97 / 98))
    stock = replace(copper, id="s", kind="stock", title="Stocks", unit="kt")
    desk.session.edit("x", series=put(desk.session.workspace.series, forward, stock))
    press(desk, qtbot, "Y")
    dialog = opened(desk, "convenience_study")
    assert dialog.table.item(0, 1).text() == "+10.603 %"
    dialog.findChild(QDoubleSpinBox, "convenience_rate").setValue(0)
    assert dialog.table.item(0, 1).text() == "+6.103 %"
    scatter = dialog.findChild(Scatter)
    assert scatter.reading().startswith("2025-11: ")
    scatter.grab()
    qtbot.keyClick(scatter, Qt.Key.Key_Left)
    assert scatter.reading().startswith("2025-10: ")
    qtbot.keyClick(scatter, Qt.Key.Key_Up)
    qtbot.mouseMove(scatter, scatter.rect().center())
    dialog.close()


def test_without_a_series_shown_a_study_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    desk.document.begin(Workspace())
    for key in "RFY":
        with qtbot.captureExceptions() as found:
            press(desk, qtbot, key)
        assert [kind for kind, _error, _trace in found] == [Refused]


def test_a_floor_is_added_drawn_changed_deleted_and_undone(desk: Desk, qtbot: QtBot) -> None:
    press(desk, qtbot, "K")
    dialog = desk.prices.findChild(LimitsDialog)
    assert dialog.table.rowCount() == 0
    assert not dialog.change.isEnabled()
    dialog.add.click()
    form = dialog.findChild(LimitForm)
    assert form.findChild(QLineEdit, "limit_unit").text() == "USD/ozt"
    form.chosen.emit(form.draft())
    assert "needs a value" in form.told.text()
    form.findChild(QLineEdit, "limit_value").setText("20")
    form.findChild(QLineEdit, "limit_first").setText("2010")
    form.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert dialog.table.item(0, 1).text() == "Floor of Silver"
    assert dialog.table.item(0, 3).text() == "2010-01-01 – …"
    (line,) = [row for row in desk.prices.chart.reading().rows if row.key.startswith("limit:")]
    assert line.value == 20.0
    dialog.change.click()
    form = next(one for one in dialog.findChildren(LimitForm) if one.isVisible())
    form.findChild(QLineEdit, "limit_value").setText("25")
    form.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert dialog.table.item(0, 2).text() == "25 USD/ozt"
    dialog.remove.click()
    assert dialog.table.rowCount() == 0
    dialog.close()
    assert len(desk.prices.chart.reading().rows) == 2
    desk.session.undo()
    desk.session.undo()
    assert [row.value for row in desk.prices.chart.reading().rows if row.key.startswith("limit:")] == [20.0]


def test_the_study_of_an_event_takes_out_a_market_and_draws_its_class(desk: Desk) -> None:
    desk.prices.chart.flag_clicked.emit("E085")
    dialog = desk.prices.findChild(EventStudyDialog)
    before = dialog.results.rowCount()
    assert dialog.market_box.itemText(1).startswith("Market: Other minerals, equal weights (9)")
    choose(dialog, "event_study_market", 1)
    names = [dialog.results.item(row, 0).text() for row in range(dialog.results.rowCount())]
    assert len(names) == before + 1
    assert "Beta" in names
    assert not dialog.basis_box.isEnabled()
    choose(dialog, "event_study_class", 1)
    assert "restrictive" in dialog.tabs.tabText(1)
    assert "Too few cases" in dialog.caution.text()
    assert [row.label for row in dialog.class_chart.reading().rows] == ["CAAR", "95 % band, upper", "95 % band, lower"]
    dialog.tabs.setCurrentIndex(1)
    dialog.class_chart.grab()
    choose(dialog, "event_study_series", 1)
    assert dialog.choice().market == "others"
    dialog.close()


def test_the_flags_are_filtered_by_instrument_and_direction(desk: Desk) -> None:
    def shown() -> set[str]:
        events = desk.session.workspace.events
        return {events[flag.key].direction for flag in desk.prices.chart._flags}

    menu = desk.prices.flags.menu()
    assert shown() == {"restrictive", "supportive", "neutral"}
    menu.aboutToShow.emit()
    menu.findChild(QAction, "flags_directions_restrictive").trigger()
    assert shown() == {"restrictive"}
    menu.aboutToShow.emit()
    assert menu.findChild(QAction, "flags_directions_restrictive").isChecked()
    menu.findChild(QAction, "flags_instruments_export ban").trigger()
    assert desk.session.selection.policy.instruments == ("export ban",)
    menu.aboutToShow.emit()
    place = desk.prices.place()
    menu.findChild(QAction, "flags_all").trigger()
    assert shown() == {"restrictive", "supportive", "neutral"}
    desk.prices.restore_place(place)
    assert desk.session.selection.policy.directions == ("restrictive",)
    assert desk.session.selection.policy.instruments == ("export ban",)
    assert desk.prices.flags.text() == "Policy, filtered"
    desk.prices.restore_place(b"odd")
    assert desk.prices.flags.text() == "Policy, filtered"


DAYS = np.array(["1833-01-01", "2024-02-29", "2024-03-01"], "datetime64[D]")


@pytest.mark.parametrize("values", [[], [5.0], [NAN, NAN, NAN], [0.0, 0.0, 0.0], [-5.0, 3.0, -1.0], [INF, 1e300, 2.0], [1e-300, 1.0, NAN]])
def test_an_odd_series_is_a_friendly_study(desk: Desk, qtbot: QtBot, values: list[float]) -> None:
    points = Points(DAYS[: len(values)], values)
    odd = Series(id="odd", title="<b>&Odd</b>", kind="price", mineral="silver", unit="USD/ozt", frequency="daily", points=points)
    more = (replace(odd, id="f", kind="forward", tenor="3M"), replace(odd, id="s", kind="stock"), replace(odd, id="p", kind="forecast"))
    desk.session.edit("x", series=put(desk.session.workspace.series, odd, *more))
    desk.session.select(series=("odd", SILVER))
    for key, name in (("R", "rolling_study"), ("F", "forecast_study"), ("Y", "convenience_study")):
        press(desk, qtbot, key)
        window = opened(desk, name)
        window.grab()
        window.close()
