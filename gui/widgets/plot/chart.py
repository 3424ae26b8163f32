"""The chart: stacked panes over one time axis, a crosshair that reads every line, flags, and its keys and mouse."""

from __future__ import annotations

import copy
import html
import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QFontInfo,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from core.words import _
from gui.theme import Colours, current
from gui.widgets.plot import export, time_window
from gui.widgets.plot.crosshair import next_point, read
from gui.widgets.plot.curve import Curve
from gui.widgets.plot.date_axis import date_text
from gui.widgets.plot.flags import Marker
from gui.widgets.plot.layout import Layout, PaneView, Scene, arrange
from gui.widgets.plot.painting import marker_box, paint, paint_crosshair, visible_markers
from gui.widgets.plot.picture import Picture
from gui.widgets.plot.pyramid import Pyramid
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import fitted, held, value_text
from gui.widgets.plot.values import Flag, Line, Pane, Reading

_DRAG = 4.0  # pixels after which a press is a drag and no click
_ZOOM = 1.25
_HELD_ROOM = 0.015  # share of the values left free over and under them while the view is dragged
_AHEAD = 0.015  # share of the view by which the value axes look ahead meanwhile
_LISTED = 12  # flags named in one tool tip


class Chart(QWidget):
    """Lines over time.

    The value axes fit what is in view; while the view is dragged they hold still as long as the lines fill three quarters of
    them, and then follow without a jump. A click pins the reading, Escape frees it, a double click shows everything. Keys: left
    and right go from point to point, with Shift they move the view, up and down go from flag to flag, + and - zoom, Home and
    End go to the ends, Return pins the reading or opens the flag.
    """

    range_changed = Signal(float, float)
    hovered = Signal(object)
    """A Reading, or None when the pointer has left."""
    pinned = Signal(object)
    """A Reading, or None when it was freed."""
    flag_clicked = Signal(str)
    axis_double_clicked = Signal(float)
    """The day of the time axis that was clicked twice, where no flag is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: tuple[Flag, ...] = ()
        self._views: tuple[PaneView, ...] = (PaneView(Pane("", "", ()), (), None),)
        self._message = ""
        self._asked: time_window.Window | None = None  # None: everything
        self._window = time_window.whole(())
        self._fitted = (0.0, 0.0)  # the days that the value axes were fitted to
        self._colours = current()
        self._picture = Picture()
        self._style: Style | None = None
        self._layout: Layout | None = None
        self._axis_width = 0.0
        self._cursor: float | None = None
        self._pin: float | None = None
        self._pin_before: float | None = None
        self._flag: float | None = None  # the day of the flag that the keyboard went to
        self._press: tuple[QPointF, time_window.Window] | None = None
        self._dragging = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Chart"))

    # what is shown

    def set_lines(self, panes: Sequence[Pane]) -> None:
        """Show these panes, top to bottom. The range stays where it was set; without one it follows the data."""
        known = {_arrays(curve.line, log=curve.log): curve for view in self._views for curve in view.curves}
        shown = tuple(panes) or (Pane("", "", ()),)
        pyramids: dict[int, Pyramid] = {}
        self._views = tuple(
            PaneView(pane, tuple(_curve(line, known, pyramids, log=pane.log) for line in pane.lines), None) for pane in shown
        )
        self._layout, self._axis_width, self._fitted = None, 0.0, (0.0, 0.0)
        self._go(self._asked or self._whole())

    def set_flags(self, flags: Sequence[Flag]) -> None:
        """Show these flags on the time axis, through every pane."""
        self._flags, self._layout = tuple(flags), None
        self._go(self._asked or self._whole())

    def point_at_flag(self, key: str) -> None:
        """Ring the flag of this key; none where there is none of it."""
        self._flag = next((flag.start for flag in self._flags if flag.key == key), None)
        self.update()

    def set_message(self, text: str) -> None:
        """What an empty chart says."""
        self._message = text
        self.update()

    def set_theme(self, colours: Colours) -> None:
        """Paint in these colours from now on."""
        self._colours = colours
        self._restyle()

    def set_range(self, first: float, last: float) -> None:
        """Show the days from `first` to `last`. Raises ValueError when they are no numbers or in the wrong order."""
        self._asked = time_window.kept(first, last)
        self._go(self._asked)

    def show_all(self) -> None:
        """Show every line from its first to its last point, also when the lines change."""
        self._asked = None
        self._go(self._whole())

    def visible_range(self) -> tuple[float, float]:
        """The first and last day in view."""
        return self._window

    def reading(self) -> Reading:
        """What the legend shows: the pinned reading, else the one under the crosshair, else the newest in view."""
        day = next((day for day in (self._pin, self._cursor) if day is not None), self._window[1])
        return read([view.pane for view in self._views], day)

    def pin(self, day: float | None) -> None:
        """Hold the reading at `day`; None frees it."""
        if day == self._pin:
            return
        self._pin = day
        self.pinned.emit(None if day is None else self.reading())
        self.update()

    # the picture elsewhere

    def render_to(
        self, painter: QPainter, target: QRectF, size: QSize | None = None, density: float | None = None, colours: Colours | None = None
    ) -> None:
        """Paint the chart into `target` of any painter as it looks at `size` logical pixels (default: its own).

        Everything scales together. `density`: device pixels a logical pixel, by default what `target` makes of `size`.
        `colours`: those of the picture, by default its own.
        """
        size = size or self.size()
        scale = target.width() / size.width()
        style = Style(colours or self._colours, self._family(), density or scale, export.LINE)
        scene = self._scene()
        layout = arrange(scene, QSizeF(size.width(), target.height() / scale), style)
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(scale, scale)
        reading = self.reading()
        paint(painter, scene, layout, style, reading)
        if self._pin is not None:
            paint_crosshair(painter, scene, layout, style, reading, pinned=True)
        painter.restore()

    def image(self, size: QSize | None = None, scale: float = 1.0) -> QImage:
        """The chart as an image of `size` logical pixels, `scale` device pixels each."""
        size = size or self.size()
        return export.to_image(lambda painter, target: self.render_to(painter, target, size), size, scale)

    def svg(self, size: QSize | None = None) -> bytes:
        """The chart as an SVG document."""
        size = size or self.size()
        return export.to_svg(lambda painter, target: self.render_to(painter, target, size, export.VECTOR_DENSITY), size, self._title())

    def pdf(self, size: QSize | None = None) -> bytes:
        """The chart as a PDF of one page."""
        size = size or self.size()
        return export.to_pdf(lambda painter, target: self.render_to(painter, target, size, export.VECTOR_DENSITY), size, self._title())

    # Qt's side

    def sizeHint(self) -> QSize:
        """Room for three panes."""
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(320, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the crosshair over the picture."""
        style, scene = self._current_style(), self._scene()
        layout = self._current_layout(scene, style)
        reading = self.reading()
        with QPainter(self) as painter:
            self._picture.show(painter, scene, layout, style, reading)
            if self._pin is not None or self._cursor is not None:
                paint_crosshair(painter, scene, layout, style, reading, pinned=self._pin is not None)
            if marker := self._chosen_marker():
                painter.setPen(QPen(style.colours.text))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(marker_box(marker, scene, layout).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
            if self.hasFocus():
                painter.setPen(QPen(style.colours.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Everything finds a new place."""
        self._layout, self._axis_width = None, 0.0

    def changeEvent(self, event: QEvent) -> None:
        """A new font is a new style."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._restyle()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of lines, flags and picture; a chart that is shown again is told again what to show."""
        self._views, self._flags, self._layout = (PaneView(Pane("", "", ()), (), None),), (), None
        self._cursor = self._pin = self._press = self._flag = None
        self._picture.clear()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What may become a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragging = (event.position(), self._window), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the view, or read under the pointer."""
        at = event.position()
        if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, window = self._press
            self._dragging = self._dragging or abs(at.x() - start.x()) > _DRAG
            if self._dragging:
                self._drag(at.x() - start.x(), window)
            return
        marker = self._marker_at(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if marker else Qt.CursorShape.ArrowCursor)
        if marker:
            QToolTip.showText(event.globalPosition().toPoint(), _tip(marker), self)
        else:
            QToolTip.hideText()
        self._hover(self._day_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click pins the reading or chooses a flag."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        clicked, self._press = not self._dragging, None
        self._dragging = False
        if not clicked:
            self._hover(self._day_at(event.position()))
        elif marker := self._marker_at(event.position()):
            self._choose(marker, event.globalPosition().toPoint())
        elif (day := self._day_at(event.position())) is not None:
            self._pin_before = self._pin
            self.pin(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything; on the time axis, tell the day."""
        if event.button() != Qt.MouseButton.LeftButton or self._marker_at(event.position()) is not None:
            return
        layout = self._current_layout(self._scene(), self._current_style())
        if event.position().y() >= layout.flags.top():
            share = (event.position().x() - layout.left) / layout.width
            first, last = self._window
            self.axis_double_clicked.emit(min(max(first + share * (last - first), first), last))
        else:
            self.pin(self._pin_before)  # the first of the two clicks was not meant as one
            self.show_all()

    def leaveEvent(self, _event: QEvent) -> None:
        """Take the crosshair away, unless the keyboard took it to a flag: its tip or menu would leave the chart too."""
        if self._flag is None:
            self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; sideways, or with Shift, move."""
        delta = event.angleDelta()
        sideways = delta.x() or (delta.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if sideways:
            self._pan(-sideways / 120 * 0.08)
        elif delta.y():
            at = self._day_at(event.position())
            self._zoom(_ZOOM ** (-delta.y() / 120), at)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the class's description."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._pan(0.1 * step) if shift else self._step(step)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step_flag(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(1 / _ZOOM, self._cursor)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom(_ZOOM, self._cursor)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._end(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor is not None:
            if marker := self._chosen_marker():
                self._choose(marker, self._under(marker))
            else:
                self.pin(self._cursor)
        elif key == Qt.Key.Key_Escape and self._pin is not None:
            self.pin(None)
        else:
            super().keyPressEvent(event)

    # moving about

    def _go(self, window: time_window.Window, *, hold: bool = False) -> None:
        """Show `window` and fit the value axes to it; with `hold` they move as little as they can."""
        changed, self._window = window != self._window, window
        within = self._fitted[0] <= window[0] and window[1] <= self._fitted[1]
        if window == self._fitted or (hold and within):
            views = self._views
        else:
            ahead = (window[1] - window[0]) * _AHEAD * hold
            self._fitted = window[0] - ahead, window[1] + ahead
            views = tuple(_fit(view, self._fitted, hold=hold) for view in self._views)
        if any(new is not old for new, old in zip(views, self._views, strict=True)):
            self._views, self._layout = views, None
        self.update()
        if changed:
            self.range_changed.emit(*window)

    def _ask(self, window: time_window.Window, *, hold: bool = False) -> None:
        self._asked = window
        self._go(window, hold=hold)

    def _drag(self, pixels: float, window: time_window.Window) -> None:
        """Move by whole device pixels, so that the picture can be scrolled."""
        pixels = self._current_style().snap(pixels)
        layout = self._current_layout(self._scene(), self._current_style())
        self._ask(time_window.moved(window, -pixels * (window[1] - window[0]) / layout.width), hold=True)

    def _pan(self, share: float) -> None:
        style = self._current_style()
        width = self._current_layout(self._scene(), style).width
        self._drag(-style.snap(share * width), self._window)

    def _zoom(self, factor: float, at: float | None) -> None:
        first, last = self._window
        at = at if at is not None and first <= at <= last else (first + last) / 2
        self._ask(time_window.zoomed(self._window, at, factor))

    def _step(self, step: int) -> None:
        """Take the crosshair to the next point of any line."""
        lines = [line for view in self._views for line in view.pane.lines]
        first, last = self._window
        at = self._pin if self._pin is not None else self._cursor
        start = at if at is not None else (first if step > 0 else last) - step
        self._to(next_point(lines, start, step))

    def _step_flag(self, step: int) -> None:
        """Take the crosshair to the next marker of flags, and say what it stands for."""
        marker = self._chosen_marker()
        first, last = self._window
        at = self._pin if self._pin is not None else self._cursor
        passed = [flag.start for flag in marker.flags] if marker else [at if at is not None else (first if step > 0 else last)]
        days = sorted({flag.start for flag in self._flags}, reverse=step < 0)
        ahead = next((day for day in days if (day > max(passed) if step > 0 else day < min(passed))), None)
        if ahead is None:
            return
        self._flag = ahead
        self._to(ahead)
        if marker := self._chosen_marker():
            QToolTip.showText(self._under(marker), _tip(marker), self)
            self.setAccessibleDescription("; ".join(f"{_when(flag)} {flag.label}" for flag in marker.flags[:_LISTED]))

    def _chosen_marker(self) -> Marker | None:
        """The marker that the keyboard went to, while its flag is in view."""
        if self._flag is None:
            return None
        scene = self._scene()
        shown = visible_markers(scene, self._current_layout(scene, self._current_style()))
        return next((marker for marker in shown if any(flag.start == self._flag for flag in marker.flags)), None)

    def _under(self, marker: Marker) -> QPoint:
        """The point of the screen below a marker."""
        scene = self._scene()
        box = marker_box(marker, scene, self._current_layout(scene, self._current_style()))
        return self.mapToGlobal(QPointF(box.center().x(), box.bottom()).toPoint())

    def _end(self, *, last: bool) -> None:
        spans = [span for view in self._views for curve in view.curves if (span := curve.span())]
        if spans:
            self._to(max(span[1] for span in spans) if last else min(span[0] for span in spans))

    def _to(self, day: float | None) -> None:
        if day is None:
            return
        first, last = self._window
        if not first <= day <= last:
            room = (last - first) * 0.05
            self._ask(time_window.moved(self._window, day - first - room if day < first else day - last + room), hold=True)
        if self._pin is not None:
            self.pin(day)
        self._hover(day)
        self.setAccessibleDescription(_spoken(self.reading()))

    def _hover(self, day: float | None) -> None:
        self._flag = self._flag if day == self._flag else None
        if day != self._cursor:
            self._cursor = day
            self.update()
            self.hovered.emit(None if day is None else read([view.pane for view in self._views], day))

    def _choose(self, marker: Marker, where: QPoint) -> None:
        """Tell which flag was chosen; where several share the marker, ask at a point of the screen."""
        if len(marker.flags) == 1:
            self.flag_clicked.emit(marker.flags[0].key)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for flag in marker.flags:
            action = menu.addAction(f"{_when(flag)}  {flag.label}".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, key=flag.key: self.flag_clicked.emit(key))
        menu.popup(where)

    # what it takes to paint

    def _whole(self) -> time_window.Window:
        return time_window.whole(span for view in self._views for curve in view.curves if (span := curve.span()))

    def _scene(self) -> Scene:
        return Scene(self._views, self._flags, *self._window, self._message)

    def _family(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(QFontInfo(font).pixelSize())
        return font

    def _current_style(self) -> Style:
        if self._style is None or self._style.density != self.devicePixelRatioF():
            self._style, self._layout = Style(self._colours, self._family(), self.devicePixelRatioF()), None
        return self._style

    def _current_layout(self, scene: Scene, style: Style) -> Layout:
        if self._layout is None:
            self._layout = arrange(scene, QSizeF(self.size()), style, self._axis_width)
            self._axis_width = self._layout.axis_width
        return self._layout

    def _restyle(self) -> None:
        self._style = self._layout = None
        self._axis_width = 0.0
        self.update()

    def _day_at(self, at: QPointF) -> float | None:
        """The day under a point of the plots, or None outside them."""
        layout = self._current_layout(self._scene(), self._current_style())
        if not layout.left <= at.x() <= layout.left + layout.width or not 0 <= at.y() < layout.flags.top():
            return None
        first, last = self._window
        return first + (at.x() - layout.left) * (last - first) / layout.width

    def _marker_at(self, at: QPointF) -> Marker | None:
        scene, style = self._scene(), self._current_style()
        layout = self._current_layout(scene, style)
        if not layout.flags.adjusted(-20, 0, 20, 0).contains(at):
            return None
        return next((marker for marker in visible_markers(scene, layout) if marker_box(marker, scene, layout).contains(at)), None)

    def _title(self) -> str:
        return ", ".join(view.pane.title for view in self._views if view.pane.title) or _("Chart")


_Arrays = tuple[int, int, int, int, int, bool]


def _arrays(line: Line, *, log: bool) -> _Arrays:
    return id(line.days), id(line.values), id(line.marks), id(line.heights), id(line.floor), log


def _curve(line: Line, known: dict[_Arrays, Curve], pyramids: dict[int, Pyramid], *, log: bool) -> Curve:
    """The curve of `line`; where only its name or colour is new, with the pyramid it had. pyramids: see `Curve`."""
    before = known.get(_arrays(line, log=log))
    if before is None:
        return Curve(line, log=log, pyramids=pyramids)
    curve = copy.copy(before)
    curve.line = line
    return curve


def _fit(view: PaneView, window: time_window.Window, *, hold: bool) -> PaneView:
    """`view` with a value axis that shows all that lies in `window`; the same object where its axis has not moved."""
    extremes = [curve.extreme(*window) for curve in view.curves]
    low = min((low for low, _high in extremes), default=math.inf)
    high = max((high for _low, high in extremes), default=-math.inf)
    axis = None
    if low <= high and hold and view.axis:
        axis = held(view.axis, fitted(low, high, log=view.pane.log, room=_HELD_ROOM))
    elif low <= high:
        axis = fitted(low, high, log=view.pane.log)
    return view if axis == view.axis else PaneView(view.pane, view.curves, axis)


def _when(flag: Flag) -> str:
    return flag.when or date_text(flag.start)


def _tip(marker: Marker) -> str:
    lines = [f"{html.escape(_when(flag))}&nbsp; {html.escape(flag.label)}" for flag in marker.flags[:_LISTED]]
    if len(marker.flags) > _LISTED:
        lines.append(_("and {count} more").format(count=len(marker.flags) - _LISTED))
    return "<p style='white-space:pre'>" + "<br>".join(lines) + "</p>"


def _spoken(reading: Reading) -> str:
    """A reading in words, for those who hear the chart."""
    rows = (f"{row.label} {_('no data') if row.value is None else f'{value_text(row.value)} {row.unit}'}" for row in reading.rows)
    return f"{date_text(reading.day)}: " + ", ".join(rows)
