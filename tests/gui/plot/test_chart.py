"""The chart as it is used: what it reads, how it moves, what it exports, and that it goes away."""

from __future__ import annotations

import gc
import itertools
import math
import weakref
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.plot import Chart, Flag, Line, Pane, Reading
from gui.widgets.plot.crosshair import read_line
from gui.widgets.plot.flags import bands, markers
from gui.widgets.plot.painting import marker_box, visible_markers

DAYS = np.arange(0.0, 1000.0, 10.0)
GOLD = Line("gold", "Gold", "USD/ozt", DAYS, DAYS + 1000, None, 0, 1)
STOCK = Line("stock", "Stock", "kt", DAYS[::3] + 5, np.where(DAYS[::3] < 500, DAYS[::3], np.nan), None, 1)


@pytest.fixture
def chart(qtbot: QtBot) -> Iterator[Chart]:
    made = Chart()
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(900, 500)
    made.set_lines([Pane("Prices", "USD/ozt", (GOLD,)), Pane("Stocks", "kt", (STOCK,))])
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def x_of(chart: Chart, day: float) -> float:
    first, last = chart.visible_range()
    layout = chart._current_layout(chart._scene(), chart._current_style())
    return layout.left + (day - first) / (last - first) * layout.width


def mouse(chart: Chart, kind: QEvent.Type, at: QPointF, *, down: bool = False) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
    QApplication.sendEvent(chart, QMouseEvent(kind, at, chart.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier))


def click(chart: Chart, at: QPointF) -> None:
    mouse(chart, QEvent.Type.MouseButtonPress, at, down=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, at)


def drag(chart: Chart, start: float, *stops: float) -> None:
    mouse(chart, QEvent.Type.MouseButtonPress, QPointF(start, 100), down=True)
    for stop in stops:
        mouse(chart, QEvent.Type.MouseMove, QPointF(stop, 100), down=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, QPointF(stops[-1], 100))


def press(chart: Chart, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(chart, key, modifier)


def test_crosshair_reads_every_line_at_or_before_the_pointer(chart: Chart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.hovered) as told:
        mouse(chart, QEvent.Type.MouseMove, QPointF(x_of(chart, 128.0), 80))
    reading: Reading = told.args[0]
    assert math.isclose(reading.day, 128.0, abs_tol=0.01)
    rows = [(row.key, row.day, row.value, row.unit) for row in reading.rows]
    assert rows == [("gold", 120.0, 1120.0, "USD/ozt"), ("stock", 125.0, 120.0, "kt")]
    with qtbot.waitSignal(chart.hovered) as told:
        QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert told.args == [None]


def test_a_gap_and_the_time_before_a_line_read_as_nothing() -> None:
    assert (read_line(STOCK, 700.0).value, read_line(STOCK, 700.0).day) == (None, 695.0)
    assert (read_line(STOCK, 1.0).value, read_line(STOCK, 1.0).day) == (None, None)
    assert read_line(STOCK, 5.0).value == 0.0


def test_click_pins_and_escape_frees(chart: Chart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.pinned) as told:
        click(chart, QPointF(x_of(chart, 300.0), 100))
    assert math.isclose(told.args[0].day, 300.0, abs_tol=0.01)
    mouse(chart, QEvent.Type.MouseMove, QPointF(x_of(chart, 900.0), 100))
    assert math.isclose(chart.reading().day, 300.0, abs_tol=0.01), "a pinned reading stays"
    with qtbot.waitSignal(chart.pinned) as told:
        press(chart, Qt.Key.Key_Escape)
    assert told.args == [None]


def test_arrows_go_from_point_to_point_of_any_line(chart: Chart) -> None:
    read: list[float] = []
    chart.hovered.connect(lambda reading: read.append(reading.day))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        press(chart, key)
    assert read == [0.0, 5.0, 10.0, 5.0, 995.0]
    assert "Gold 1,990 USD/ozt" in chart.accessibleDescription()


def test_arrows_bring_their_point_into_view(chart: Chart) -> None:
    chart.set_range(100.0, 200.0)
    press(chart, Qt.Key.Key_End)
    first, last = chart.visible_range()
    assert first < 995.0 < last
    assert math.isclose(last - first, 100.0)


def test_keys_zoom_and_move(chart: Chart) -> None:
    chart.set_range(400.0, 600.0)
    press(chart, Qt.Key.Key_Plus)
    assert chart.visible_range() == pytest.approx((420.0, 580.0))
    press(chart, Qt.Key.Key_Minus)
    assert chart.visible_range() == pytest.approx((400.0, 600.0))
    press(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert chart.visible_range() == pytest.approx((420.0, 620.0), abs=0.5)


def test_drag_moves_time_with_the_pointer_and_double_click_shows_all(chart: Chart) -> None:
    whole = chart.visible_range()
    chart.set_range(300.0, 600.0)
    at = x_of(chart, 450.0)
    drag(chart, at, at - 60, at - 100)
    assert math.isclose(x_of(chart, 450.0), at - 100, abs_tol=0.01)
    assert chart._pin is None, "a drag is no click"
    click(chart, QPointF(at, 100))
    mouse(chart, QEvent.Type.MouseButtonDblClick, QPointF(at, 100), down=True)
    mouse(chart, QEvent.Type.MouseButtonRelease, QPointF(at, 100))
    assert chart.visible_range() == whole
    assert chart._pin is None, "a double click pins nothing"


def test_wheel_zooms_around_the_pointer(chart: Chart) -> None:
    at = QPointF(x_of(chart, 250.0), 100)
    span = chart.visible_range()[1] - chart.visible_range()[0]
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(chart, QWheelEvent(at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120), *none, False))  # noqa: FBT003
    assert math.isclose(chart.visible_range()[1] - chart.visible_range()[0], span / 1.25)
    assert math.isclose(x_of(chart, 250.0), at.x(), abs_tol=0.01)


def test_value_axis_shows_what_is_in_view_and_holds_still_while_it_fits(chart: Chart) -> None:
    chart.set_range(0.0, 100.0)
    low, high = chart._views[0].axis or (0.0, 0.0)
    assert low < 1000 < 1100 < high < 1120
    seen = []
    mouse(chart, QEvent.Type.MouseButtonPress, QPointF(600, 100), down=True)
    for step in range(1, 200):
        mouse(chart, QEvent.Type.MouseMove, QPointF(600 - step, 100), down=True)
        first, last = chart.visible_range()
        axis = chart._views[0].axis
        assert axis is not None
        assert axis[0] < 1000 + max(first, 0) < 1000 + last < axis[1], "nothing is cut off"
        seen.append(axis)
    jumps = np.abs(np.diff(np.array(seen), axis=0)).max()
    assert jumps < 0.05 * (high - low)


def test_the_range_set_is_kept_when_lines_change_and_the_whole_follows_the_data(chart: Chart) -> None:
    longer = Line("long", "Long", "t", np.array([-5000.0, 3000.0]), np.array([1.0, 2.0]))
    chart.set_lines([Pane("", "t", (longer,))])
    assert chart.visible_range()[0] < -5000.0
    chart.set_range(0.0, 50.0)
    chart.set_lines([Pane("", "t", (GOLD,))])
    assert chart.visible_range() == (0.0, 50.0)
    with pytest.raises(ValueError, match="a window"):
        chart.set_range(math.nan, 3.0)


def test_a_scrolled_picture_is_the_picture_painted_anew(chart: Chart) -> None:
    rng = np.random.default_rng(3)
    days = np.arange(0.0, 1000.0, 0.01)
    dense = Line("d", "Dense", "t", days, np.sin(days / 9) + rng.normal(size=len(days)) * 0.1, None, 2)
    flags = [Flag("a", 480.0, "A"), Flag("b", 520.0, "B", end=560.0), Flag("c", 521.0, "C")]
    chart.set_lines([Pane("", "t", (dense,)), Pane("", "USD/ozt", (GOLD,))])
    chart.set_flags(flags)
    chart.set_range(400.0, 600.0)
    chart.grab()
    drag(chart, 500, 490, 473, 431, 466)
    scrolled = chart.grab().toImage()
    chart._picture.clear()
    anew = chart.grab().toImage()
    assert differing(scrolled, anew) < 0.002


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that clearly differ."""
    opaque = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other))
    a, b = (np.asarray(image.constBits()).reshape(-1, 4)[:, :3].astype(int) for image in opaque)
    return float((np.abs(a - b).max(axis=1) > 60).mean())


def test_flags_of_one_column_share_a_marker_and_their_count() -> None:
    flags = [Flag("a", 10.0, "A"), Flag("b", 11.0, "B", count=3), Flag("c", 50.0, "C"), Flag("far", 900.0, "Far")]
    made = markers(flags, 0.0, 100.0, 5.0)
    assert [([flag.key for flag in marker.flags], marker.count) for marker in made] == [(["a", "b"], 4), (["c"], 1)]
    assert all(right.at - left.at >= 5.0 for left, right in itertools.pairwise(made))


def test_a_range_is_a_band_also_where_it_reaches_out_of_view() -> None:
    lasting = [Flag("before", -50.0, "", end=20.0), Flag("open", 60.0, "", end=math.inf), Flag("over", -9.0, "", end=900.0)]
    flags = [*lasting, Flag("point", 5.0, "")]
    seen = [(start, end, flag.key) for start, end, flag in bands(flags, 0.0, 100.0)]
    assert seen == [(0.0, 20.0, "before"), (60.0, 100.0, "open"), (0.0, 100.0, "over")]
    assert {flag.key for marker in markers(flags, 0.0, 100.0, 1.0) for flag in marker.flags} == {"before", "open", "over", "point"}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_click_on_a_flag_tells_which_and_several_are_offered(chart: Chart, qtbot: QtBot) -> None:
    chart.set_flags([Flag("lone", 200.0, "Lone"), Flag("x", 700.0, "X & Y"), Flag("y", 701.0, "Y")])
    scene, layout = chart._scene(), chart._current_layout(chart._scene(), chart._current_style())
    lone, several = (marker_box(marker, scene, layout).center() for marker in visible_markers(scene, layout))
    with qtbot.waitSignal(chart.flag_clicked) as told:
        click(chart, lone)
    assert told.args == ["lone"]
    click(chart, several)
    menu = chart.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["1971-12-02  X && Y", "1971-12-03  Y"]
    with qtbot.waitSignal(chart.flag_clicked) as told:
        menu.actions()[1].trigger()
    assert told.args == ["y"]
    menu.close()
    assert chart._pin is None


def test_flags_are_reached_and_opened_by_keyboard(chart: Chart, qtbot: QtBot) -> None:
    chart.set_flags([Flag("x", 100.0, "X", when="1970-Q2"), Flag("y", 700.0, "Y"), Flag("z", 702.0, "Z"), Flag("late", 1500.0, "Late")])
    press(chart, Qt.Key.Key_Home)
    press(chart, Qt.Key.Key_Down)
    assert chart.reading().day == 100.0
    assert chart.accessibleDescription() == "1970-Q2 X"
    with qtbot.waitSignal(chart.flag_clicked) as told:
        press(chart, Qt.Key.Key_Return)
    assert told.args == ["x"]
    assert chart._pin is None

    press(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "1971-12-02 Y; 1971-12-04 Z"
    press(chart, Qt.Key.Key_Return)
    menu = chart.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 2
    menu.close()

    press(chart, Qt.Key.Key_Down)  # over both flags of that marker, to one that is not in view yet
    assert chart.reading().day == 1500.0
    assert chart.visible_range()[0] < 1500.0 < chart.visible_range()[1]
    press(chart, Qt.Key.Key_Down)
    assert chart.reading().day == 1500.0, "the last one is the last one"
    press(chart, Qt.Key.Key_Up)
    assert chart.reading().day == 702.0

    press(chart, Qt.Key.Key_Left)  # away from the flag: Return means the reading again
    press(chart, Qt.Key.Key_Return)
    assert chart._pin == chart.reading().day != 702.0


ONE_POINT = Line("one", "One", "t", np.array([5.0]), np.array([7.0]))
ONLY_GAPS = Line("none", "None", "t", DAYS, DAYS * np.nan)


@pytest.mark.parametrize("lines", [(), (ONE_POINT,), (ONLY_GAPS,)])
def test_nothing_one_point_and_gaps_alone_are_painted(chart: Chart, lines: tuple[Line, ...]) -> None:
    chart.set_message("Tick a series")
    bare = chart.grab().toImage()
    chart.set_lines([Pane("", "t", lines)] if lines else [])
    image = chart.grab().toImage()
    assert image != bare
    assert has_colour(image, LIGHT.series[0]) == bool(lines)  # the dot of the point, the chip of the line


def has_colour(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


def test_estimated_points_look_different(chart: Chart) -> None:
    days, values = np.arange(20.0) * 50, np.sin(np.arange(20.0))
    plain = Line("l", "L", "t", days, values)
    marked = Line("l", "L", "t", days, values, np.ones(20, dtype=np.uint8))
    pictures = []
    for line in (plain, marked):
        chart.set_lines([Pane("", "t", (line,))])
        pictures.append(chart.image(QSize(500, 300)))
    assert differing(*pictures) > 0.001


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_an_image_has_the_size_asked_for_and_the_theme(chart: Chart, colours: object) -> None:
    chart.set_theme(colours)  # type: ignore[arg-type]  # both are Colours
    for size, scale in ((QSize(640, 360), 1.0), (QSize(1600, 900), 2.0), (QSize(700, 500), 1.5)):
        image = chart.image(size, scale)
        assert (image.width(), image.height()) == (round(size.width() * scale), round(size.height() * scale))
    assert has_colour(chart.image(QSize(300, 200)), chart._colours.series[0])


def test_type_and_lines_scale_together(chart: Chart) -> None:
    """An image twice as fine, made small again, is the same picture: only a little ink differs."""
    once, twice = chart.image(QSize(800, 500)), chart.image(QSize(800, 500), 2.0)
    assert differing(once, twice.scaled(800, 500, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)) < 0.03


def test_vectors_hold_lines_and_text(chart: Chart) -> None:
    svg = ET.fromstring(chart.svg(QSize(800, 500)))
    assert svg.get("viewBox") == "0 0 800 500"
    tags = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert {"text", "polyline"} <= tags
    words = {element.text for element in svg.iter() if element.text}
    assert {"Gold", "USD/ozt", "Stocks"} <= words
    plot = chart._current_layout(chart._scene(), chart._current_style()).panes[0].plot
    chart.set_range(203.0, 207.0)
    zoomed = ET.fromstring(chart.svg(chart.size()))
    lines = [element.get("points", "") for element in zoomed.iter() if element.tag.endswith("polyline")]
    across = [float(point.split(",")[0]) for points in lines for point in points.split()]
    assert across, "the line crosses the view although no point lies in it"
    assert plot.left() - 1 <= min(across) <= max(across) <= plot.right() + 1, "vectors end where the plot ends"
    pdf = chart.pdf(QSize(960, 480))
    assert pdf.startswith(b"%PDF")
    assert b"[0 0 720 360]" in pdf.replace(b".000000", b"")


def test_charts_that_are_closed_are_gone(qtbot: QtBot) -> None:
    def opened() -> tuple[weakref.ref[Chart], weakref.ref[np.ndarray]]:
        days = np.arange(50_000.0)
        chart = Chart()
        chart.set_lines([Pane("", "t", (Line("k", "K", "t", days, np.sin(days)),))])
        chart.resize(600, 400)
        chart.show()
        chart.grab()
        chart.close()
        held = weakref.ref(days)
        del days
        gc.collect()
        assert held() is None, "a closed chart lets go of its data, also while it stands"
        chart.deleteLater()
        return weakref.ref(chart), held

    gone = [opened() for _ in range(20)]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [chart() for chart, _ in gone] == [None] * 20


def test_a_line_whose_arrays_do_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="values of k"):
        Line("k", "K", "t", DAYS, DAYS[:-1])


def stacked(values: np.ndarray) -> Line:
    """A line that lies 100 higher than it reads, filled down to 100."""
    return Line("top", "Top", "t", DAYS, values, None, 0, heights=values + 100, floor=np.where(np.isfinite(values), 100.0, np.nan))


def test_a_stacked_line_reads_its_value_and_its_axis_shows_its_floor(chart: Chart) -> None:
    values = np.where(DAYS < 500, 50.0, np.nan)
    chart.set_lines([Pane("Stack", "t", (stacked(values),))])
    chart.pin(200.0)
    row = chart.reading().rows[0]
    assert (row.value, row.height) == (50, 150)
    axis = chart._scene().panes[0].axis
    assert axis is not None
    assert axis[0] <= 100
    assert axis[1] >= 150


@pytest.mark.parametrize("points", [100, 20_000])
def test_an_area_is_filled_between_line_and_floor_and_not_across_a_gap(chart: Chart, points: int) -> None:
    days = np.linspace(0, 1000, points)
    values = np.where((days < 400) | (days > 600), 50.0, np.nan)
    line = Line("top", "Top", "t", days, values, None, 0, heights=values + 100, floor=np.where(np.isfinite(values), 100.0, np.nan))
    frame = Line("frame", "Frame", "t", np.array([0.0, 1000.0]), np.array([0.0, 200.0]), None, 1, muted=True)
    chart.set_lines([Pane("Stack", "t", (line, frame))])
    image = chart.image(QSize(900, 500))
    box = chart._current_layout(chart._scene(), chart._current_style()).panes[0].plot
    axis = chart._scene().panes[0].axis
    assert axis is not None

    def colour(day: float, height: float) -> QColor:
        first, last = chart.visible_range()
        x = box.left() + (day - first) / (last - first) * box.width()
        return image.pixelColor(round(x) + 2, round(box.bottom() - (height - axis[0]) / (axis[1] - axis[0]) * box.height()))

    ground = QColor(LIGHT.base)
    assert colour(205, 127) != ground
    assert colour(205, 127) == colour(805, 127)
    assert colour(505, 127) == ground
    assert colour(205, 67) == ground


def test_floors_and_heights_must_fit_the_days() -> None:
    with pytest.raises(ValueError, match="floor of x"):
        Line("x", "X", "t", DAYS, DAYS, floor=DAYS[:3])
