"""The Policy tab as a person uses it: filter, timeline, list, details, editing, export, and what it tells the other tabs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core.model import PartialDate, PolicyEvent, Workspace, collect
from core.views import policy_filter
from core.views.policy_filter import Filter
from core.views.timeline import day_number
from gui import theme
from gui.desk import Desk
from gui.tabs.policy import PolicyTab
from gui.widgets.event_study import EventStudyDialog
from gui.widgets.explanation import Explanation
from gui.widgets.plot import Chart
from tests.gui.desks import open_desk, settle


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(qtbot, tmp_path, (1500, 850))
    desk.window.tabs.setCurrentWidget(desk.policy)
    qtbot.wait(1)
    yield desk
    desk.session.history.mark_saved(desk.session.workspace)
    desk.window.close()


@pytest.fixture
def tab(desk: Desk) -> PolicyTab:
    return desk.policy


def wheel(tab: PolicyTab, place: QPointF, delta: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    canvas = tab.timeline.canvas
    spot = canvas.mapToGlobal(place.toPoint())
    canvas.wheelEvent(
        QWheelEvent(
            place, QPointF(spot), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False  # noqa: FBT003
        )
    )  # fmt: skip


def press(qtbot: QtBot, tab: PolicyTab, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    tab.timeline.canvas.setFocus()
    qtbot.keyClick(tab.timeline.canvas, key, modifiers)


def test_the_example_stands_in_lanes_with_its_count(tab: PolicyTab) -> None:
    assert tab.filter.count.text() == "114 events"
    view = tab.timeline.canvas.timeline
    assert view.lanes[0].title == "United States"
    assert sum(len(lane.undated) for lane in view.lanes) == 27
    assert [tab.pages.tabText(at) for at in range(2)] == ["Timeline", "List"]


def test_one_filter_drives_timeline_list_and_price_flags(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.filter.search.setText("export")
    shown = tab.found()
    assert 0 < shown.count < 114
    assert tab.filter.count.text() == f"{shown.count} of 114 events"
    assert len(tab.timeline.canvas.timeline.items) == shown.count
    tab.pages.setCurrentWidget(tab.list)
    assert tab.list.grid.data.count() == shown.count
    flags = {flag.key for flag in desk.prices.chart._flags}
    desk.window.tabs.setCurrentWidget(desk.prices)
    assert flags <= set(shown.ids)
    tab.filter.clear.click()
    assert len(desk.prices.chart._flags) > len(flags)
    assert tab.filter.search.text() == ""


def test_a_field_is_ticked_and_another_narrows(tab: PolicyTab) -> None:
    button = tab.filter.buttons["countries"]
    item = next(button.list.item(at) for at in range(button.list.count()) if button.list.item(at).text().startswith("China"))
    item.setCheckState(Qt.CheckState.Checked)
    assert tab.found().count == policy_filter.found(tab._session.workspace, Filter(countries=("CHN",))).count
    assert "China" in button.text()
    button = tab.filter.buttons["directions"]
    button.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert tab.found().ids == policy_filter.found(tab._session.workspace, Filter(countries=("CHN",), directions=("restrictive",))).ids
    assert tab.filtered() == "Country or bloc: China; Direction: Restrictive"


def test_a_filter_is_kept_used_and_deleted_with_undo(desk: Desk, tab: PolicyTab) -> None:
    tab.filter.search.setText("gallium")
    tab.filter._ask_name()
    dialog = tab.filter.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Gallium only")
    dialog.accept()
    tab.filter.clear.click()
    menu = tab.filter.kept.menu()
    assert menu.actions()[0].text() == "Gallium only"
    menu.actions()[0].trigger()
    assert desk.session.selection.policy == Filter(text="gallium")
    assert tab.filter.search.text() == "gallium"
    tab.filter.forget_wanted.emit(policy_filter.saved(desk.session.workspace)[0].id)
    assert policy_filter.saved(desk.session.workspace) == ()
    desk.session.undo()
    assert policy_filter.saved(desk.session.workspace)[0].title == "Gallium only"
    desk.session.undo()


def test_choosing_an_event_moves_every_tab(desk: Desk, tab: PolicyTab) -> None:
    key = next(one.id for one in desk.session.workspace.events.values() if one.minerals == ("silver",) and one.announced)
    tab.show_event(key)
    selection = desk.session.selection
    announced = desk.session.workspace.events[key].announced
    assert announced is not None
    assert selection.event == key
    assert selection.minerals == ("silver",)
    assert selection.first is not None
    assert selection.last is not None
    assert selection.first < announced.start < selection.last
    assert tab.details.heading.text() == key
    assert desk.session.workspace.events[key].title in tab.details.plain()
    desk.window.tabs.setCurrentWidget(desk.prices)
    first, last = desk.prices.chart.visible_range()
    assert first <= (day_number(announced.start) or 0) <= last
    assert desk.prices.chart._flag == day_number(announced.start)
    assert tab.timeline.canvas.rect_of(key) is None or tab.timeline.canvas.rect_of(key).width() > 0  # type: ignore[union-attr]


def test_a_click_on_a_bar_chooses_it_and_shows_its_chain(qtbot: QtBot, tab: PolicyTab) -> None:
    tab.show_event("E001")
    tab.timeline.canvas.set_window(day_number(dt.date(2025, 12, 1)) or 0, day_number(dt.date(2026, 9, 1)) or 0)
    tab.timeline.canvas.reveal("E003")
    rect = tab.timeline.canvas.rect_of("E003")
    assert rect is not None
    qtbot.mouseClick(tab.timeline.canvas, Qt.MouseButton.LeftButton, pos=(rect.topLeft() + QPointF(6, rect.height() / 2)).toPoint())
    assert tab._session.selection.event == "E003"
    assert len(tab.timeline.canvas.look.chain) > 3
    assert "Chain of events" in tab.details.plain()


def test_wheel_drag_and_keys_zoom_and_move_and_no_event_changes_its_row(qtbot: QtBot, tab: PolicyTab) -> None:
    canvas = tab.timeline.canvas
    rows = canvas.timeline.bars.row.copy()
    place = QPointF(canvas.width() * 0.7, 300)
    day = canvas._geometry().day(place.x())
    before = canvas.window_days()
    wheel(tab, place, 240)
    after = canvas.window_days()
    assert after[1] - after[0] < before[1] - before[0]
    assert canvas._geometry().day(place.x()) == pytest.approx(day)
    wheel(tab, place, 120, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.window_days()[0] < after[0]
    wheel(tab, QPointF(20, 300), -240)
    assert canvas.offset > 0
    assert tab.timeline.bar.value() == int(canvas.offset)
    at = canvas.window_days()
    spot = place.toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseMove(canvas, spot + QPoint(-60, -30))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spot + QPoint(-60, -30))
    assert canvas.window_days()[0] > at[0]
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        press(qtbot, tab, key)
    assert canvas.shows_all
    assert (canvas.timeline.bars.row == rows).all()


def test_keys_travel_from_event_to_event(qtbot: QtBot, tab: PolicyTab) -> None:
    press(qtbot, tab, Qt.Key.Key_Right)
    first = tab.details.heading.text()
    press(qtbot, tab, Qt.Key.Key_Right)
    assert tab.details.heading.text() != first
    assert tab.timeline.canvas.accessibleDescription()
    press(qtbot, tab, Qt.Key.Key_End)
    press(qtbot, tab, Qt.Key.Key_Return)
    assert tab._session.selection.event == tab.details.heading.text()
    press(qtbot, tab, Qt.Key.Key_Escape)
    assert tab._session.selection.event == ""
    press(qtbot, tab, Qt.Key.Key_U)
    menu = tab.timeline.canvas.findChild(QMenu, "timeline_events")
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    chosen = tab._session.workspace.events[tab._session.selection.event]
    assert (chosen.announced, chosen.in_force) == (None, None)


def test_fields_are_edited_in_place_and_undone(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.show_event("E001")
    tab.details.buttons["edit"].click()
    line = tab.details.form.editors["suspended"]
    assert isinstance(line, QLineEdit)
    line.setText("2026-Q3")
    line.editingFinished.emit()
    assert str(desk.session.workspace.events["E001"].suspended) == "2026-Q3"
    line.setText("in autumn")
    line.editingFinished.emit()
    assert "is not a date" in tab.details.form.telling.text()
    assert line.text() == "in autumn"
    assert line.property("wrong")
    choice = tab.details.form.editors["status"]
    assert isinstance(choice, QComboBox)
    choice.setCurrentText("suspended")
    choice.activated.emit(choice.currentIndex())
    assert desk.session.workspace.events["E001"].status == "suspended"
    desk.session.undo()
    desk.session.undo()
    assert desk.session.workspace.events["E001"].suspended is None
    assert tab.details.form.text("suspended") == ""


def test_events_are_made_copied_and_deleted_with_undo_offered(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.show_event("E002")
    tab.details.buttons["copy"].click()
    copy = desk.session.selection.event
    assert desk.session.workspace.events[copy].title.endswith("(copy)")
    tab.details.buttons["delete"].click()
    assert copy not in desk.session.workspace.events
    assert desk.toast.isVisible()
    desk.session.undo()
    assert copy in desk.session.workspace.events
    tab.filter.search.setText("nothing of the kind")
    assert tab.found().count == 0
    tab.details.buttons["new"].click()
    assert desk.session.workspace.events[desk.session.selection.event].title == "New event"
    assert tab.details.pages.currentWidget() is tab.details.form
    assert tab.found().total == tab.found().count


def test_the_list_is_edited_and_chooses(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.filter.search.setText("gallium")
    tab.pages.setCurrentWidget(tab.list)
    key = tab.found().ids[1]
    tab.list.grid.go_to(1, 0)
    assert desk.session.selection.event == key
    tab.list.edited.emit([(key, "title", "Renamed: gallium"), (key, "ended", "one day")])
    assert desk.session.workspace.events[key].title == "Renamed: gallium"
    assert "is not a date" in tab.list.telling.text()
    desk.session.undo()


def test_a_source_and_the_event_open_in_the_data_tab(desk: Desk, tab: PolicyTab) -> None:
    tab.show_event("E001")
    tab.details._follow(_url("source/A1"))
    assert desk.window.tabs.currentWidget() is desk.data
    desk.window.tabs.setCurrentWidget(tab)
    tab.details._follow(_url("event/E006"))
    assert desk.session.selection.event == "E006"
    tab.details.buttons["in_data"].click()
    assert desk.window.tabs.currentWidget() is desk.data


def _url(text: str):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QUrl

    return QUrl(text)


def test_a_figure_of_the_reach_is_explained(desk: Desk, tab: PolicyTab) -> None:
    tab.show_event("E018")
    assert "Share of world mining: Rare earths" in tab.details.plain()
    tab.details._follow(_url("figure/0"))
    dialog = tab.findChild(Explanation)
    assert dialog is not None
    assert "÷" in dialog.formula.text()
    dialog.close()


def test_an_event_is_studied_on_the_prices_of_its_minerals(desk: Desk, tab: PolicyTab) -> None:
    assert not tab.details.buttons["study"].isEnabled()
    tab.show_event("E019")  # the tariff on copper
    tab.details.buttons["study"].click()
    dialog = next(one for one in tab.findChildren(EventStudyDialog) if one.isVisible())
    offered = [dialog.series.itemData(at) for at in range(dialog.series.count())]
    assert offered
    assert {desk.session.workspace.series[key].mineral for key in offered} == {"copper"}
    dialog.close()


def test_pictures_lists_and_workbooks_go_out(desk: Desk, tab: PolicyTab, qtbot: QtBot, tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        tab.tools.picture_wanted.emit(ending)
        dialog = tab.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / f"t.{ending}"))
        dialog.close()
        dialog.deleteLater()
        qtbot.wait(1)
    assert not QImage(str(tmp_path / "t.png")).isNull()
    assert b"Minerals Security" in (tmp_path / "t.svg").read_bytes() or (tmp_path / "t.svg").stat().st_size > 20_000
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    tab.tools.picture_wanted.emit("copy")
    assert not QGuiApplication.clipboard().image().isNull()
    tab.filter.search.setText("gallium")
    tab.tools.list_wanted.emit()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == tab.found().count + 1
    desk.exports.write_shown(tmp_path / "events.xlsx")
    settle(desk, qtbot)
    book = openpyxl.load_workbook(tmp_path / "events.xlsx", read_only=True)
    sheet = next(book[name] for name in book.sheetnames if "vent" in name)
    assert sum(1 for row in sheet.iter_rows(values_only=True) if row[0] in tab.found().ids) == tab.found().count
    book.close()


def test_the_tab_comes_back_as_it_was(desk: Desk, tab: PolicyTab) -> None:
    tab.tools.lanes_chosen.emit("mineral")
    tab.filter.search.setText("rare")
    tab.timeline.canvas.set_window(20_000, 20_400)
    tab.pages.setCurrentIndex(1)
    kept = tab.place()
    tab.tools.lanes_chosen.emit("issuer")
    tab.filter.clear.click()
    tab.timeline.canvas.show_all()
    tab.pages.setCurrentIndex(0)
    tab.restore_place(kept)
    assert tab.tools.lanes.currentData() == "mineral"
    assert tab.timeline.canvas.window_days() == (20_000, 20_400)
    assert (tab.pages.currentIndex(), tab.filter.search.text()) == (1, "rare")
    for odd in (b"", b"{}", b"[1]", b'{"lanes": "x", "page": "y"}'):
        tab.restore_place(odd)
    assert tab.tools.lanes.currentData() == "mineral"


def test_the_mineral_chosen_above_narrows_on_demand(desk: Desk, tab: PolicyTab) -> None:
    desk.session.select(minerals=("gold",))
    assert tab.found().count == 114
    tab.tools.only.setChecked(True)
    assert tab.found().count == policy_filter.found(desk.session.workspace, Filter(minerals=("gold",))).count
    assert len(tab.timeline.canvas.timeline.items) == tab.found().count
    tab.tools.only.setChecked(False)


def test_empty_and_odd_workspaces_are_friendly(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    desk.document.begin(Workspace())
    assert "no policy events yet" in tab.details.plain()
    assert "no policy events yet" in tab.timeline.canvas.look.message
    tab.grab()
    swapped = PolicyEvent(id="s", title="Swapped", announced=PartialDate.parse("2026-05"), in_force=PartialDate.parse("2024"), follows="s")
    desk.document.begin(Workspace(events=collect([swapped, PolicyEvent(id="u", actors=("XYZ",), source="gone; ;")])))
    tab.show_event("s")
    tab.show_event("u")
    tab.grab()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Home):
        press(qtbot, tab, key)
    assert tab.filter.count.text() == "2 events"


def test_the_strip_of_all_time_moves_the_window(qtbot: QtBot, tab: PolicyTab) -> None:
    strip = tab.timeline.map
    assert int(strip.counts(40).sum()) == 95
    tab.timeline.canvas.set_window(20_000, 20_400)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() // 4, 10))
    assert tab.timeline.canvas.window_days()[1] < 20_000
    assert tab.timeline.canvas.window_days()[1] - tab.timeline.canvas.window_days()[0] == pytest.approx(400)


def test_another_panel_is_filled_when_it_is_looked_at(desk: Desk, tab: PolicyTab) -> None:
    filled: list[int] = []
    panel = Chart(tab)
    tab.add_panel(panel, "More", lambda: filled.append(tab.found().count))
    assert filled == []
    tab.pages.setCurrentWidget(panel)
    assert filled == [114]
    tab.filter.search.setText("gallium")
    assert filled[1:] == [tab.found().count]


def test_the_theme_changes_the_picture(qapp: object, tab: PolicyTab) -> None:
    light = tab.timeline.canvas.image(1.0)
    theme.apply(qapp, "dark")  # type: ignore[arg-type]
    assert tab.timeline.canvas.image(1.0) != light
    theme.apply(qapp, "light")  # type: ignore[arg-type]


def test_targets_and_money_are_pages_whose_figures_explain_themselves(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.pages.setCurrentWidget(tab.money_page)
    rows = {row.key: row for row in tab.money.rows()}
    assert rows["derived/EU/a project"].shown == "478.7"
    tab.pages.setCurrentWidget(tab.targets_page)
    assert len(tab.targets.rows()) == len(desk.session.workspace.targets)
    tab.targets.go_to("target/T003")
    qtbot.keyClick(tab.targets, Qt.Key.Key_Return)
    dialog = desk.window.findChild(Explanation)
    assert dialog is not None
    assert "15" in dialog.heading.text()
    dialog.reject()
    qtbot.wait(1)


def test_lead_times_are_bars_to_the_as_of_day(desk: Desk, tab: PolicyTab, qtbot: QtBot) -> None:
    tab.pages.setCurrentWidget(tab.targets_page)
    desk.session.select(as_of=dt.date(2026, 4, 1))
    assert [line.cells[3] for line in tab.lead_bars.lines()] == ["2026-10", "2035-10"]
    assert [round(line.share or 0.0, 2) for line in tab.lead_bars.lines()] == [0.46, 0.05]
    tab.lead_bars.go_to("T015")
    qtbot.keyClick(tab.lead_bars, Qt.Key.Key_Return)
    dialog = desk.window.findChild(Explanation)
    assert dialog is not None
    assert "2025-10-01 to 2026-10-31" in dialog.formula.text()
    dialog.reject()
    qtbot.wait(1)
    desk.session.edit("no targets", targets=collect([]))
    assert not tab.lead_bars.isVisible()
