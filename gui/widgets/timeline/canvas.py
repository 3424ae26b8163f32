"""The timeline itself: one widget that paints arrays, zooms around the pointer, and is travelled by keys."""

from __future__ import annotations

import html
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from core.views.timeline import Timeline
from core.words import _, plural
from gui.theme import current
from gui.widgets.plot import export, time_window
from gui.widgets.plot.style import Style
from gui.widgets.timeline.geometry import Geometry, content_height, family, geometry
from gui.widgets.timeline.marks import Marks, marks
from gui.widgets.timeline.painting import Look, Tools, lane_rects, mark_rect, paint, undated_rect
from gui.widgets.timeline.travel import Step, travelled

_DRAG: Final = 4.0
_ZOOM: Final = 1.25
_LISTED: Final = 12
_STEPS: Final[dict[Qt.Key, tuple[Step, Step]]] = {  # without and with Ctrl
    Qt.Key.Key_Left: ("left", "left"),
    Qt.Key.Key_Right: ("right", "right"),
    Qt.Key.Key_Up: ("up", "up"),
    Qt.Key.Key_Down: ("down", "down"),
    Qt.Key.Key_Home: ("first", "very first"),
    Qt.Key.Key_End: ("last", "very last"),
}


class Canvas(QWidget):
    """Draws a `Timeline`. The wheel zooms around the pointer, with Shift it moves in time, over the lanes it scrolls; a drag moves.

    Keys: arrows go from event to event, Home and End to the first and last of the lane, with Ctrl of all; Return opens; + and - zoom,
    0 shows everything; with Shift the arrows move the view; U lists the undated events of the lane.
    """

    window_changed = Signal(float, float)
    scrolled = Signal()
    """The height of all rows, or what of it is in view, is another."""
    chosen = Signal(str)
    """The id of an event that was clicked or opened with Return."""
    looked_at = Signal(str)
    """The id of an event that the keyboard came to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = _nothing()
        self._asked: time_window.Window | None = None
        self._window = time_window.whole(())
        self._scroll = 0.0
        self._look = Look(time_window.whole(())[1])
        self._tools: Tools | None = None
        self._marks: tuple[Geometry, Marks] | None = None
        self._press: tuple[QPointF, time_window.Window, float] | None = None
        self._dragging = False
        self.setObjectName("timeline_canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Policy timeline"))

    # what is shown

    @property
    def timeline(self) -> Timeline:
        """What is drawn."""
        return self._timeline

    @property
    def look(self) -> Look:
        """What is pointed out."""
        return self._look

    def set_timeline(self, timeline: Timeline) -> None:
        """Draw this; the window stays where it was set, the bar that the keyboard is at stays if its event is still there."""
        before = self._cursor_id()
        self._timeline = timeline
        self._look = _with(self._look, cursor=self._bar_of(before), chosen=-1, chain=())
        self._go(self._asked or self._whole())
        self.scroll_to(self._scroll)

    def point_out(self, *, today: float, as_of: float | None, event: str, message: str = "") -> None:
        """Mark today, the as-of day and the chosen event with its chain; `message` is what an empty timeline says."""
        item = self._timeline.places.get(event, -1)
        chain = self._timeline.chain(item) if item >= 0 else ()
        cursor = self._look.cursor
        if item >= 0 and self._cursor_id() != event:
            cursor = self._bar_of(event)
        self._look = _with(self._look, today=today, as_of=as_of, chosen=item, chain=chain, cursor=cursor, message=message)
        self._again()

    def set_window(self, first: float, last: float) -> None:
        """Show the days from `first` to `last`. Raises ValueError when they are no numbers or in the wrong order."""
        self._asked = time_window.kept(first, last)
        self._go(self._asked)

    def show_all(self) -> None:
        """Show every date, also when the events change."""
        self._asked = None
        self._go(self._whole())

    def window_days(self) -> time_window.Window:
        """The first and last day in view."""
        return self._window

    @property
    def shows_all(self) -> bool:
        """Whether every date is in view, whatever the dates are."""
        return self._asked is None

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Times `factor` as many days, with the day `at` (default: the middle) where it is."""
        middle = sum(self._window) / 2 if at is None else at
        self.set_window(*time_window.zoomed(self._window, middle, factor))

    def content(self) -> float:
        """How high all rows are together."""
        return content_height(self._timeline, self._own_tools().style)

    def room(self) -> float:
        """How high the part is that rows are seen in."""
        return max(self.height() - self._geometry().axis, 1.0)

    @property
    def offset(self) -> float:
        """How much of the rows is above the view."""
        return self._scroll

    def scroll_to(self, offset: float) -> None:
        """Show the rows from this height on, as far as there are any."""
        self._scroll = min(max(offset, 0.0), max(self.content() - self.room(), 0.0))
        self._again()
        self.scrolled.emit()

    def reveal(self, event: str) -> None:
        """Bring the bar of an event into view, in time and in height."""
        bar = self._bar_of(event)
        if bar is not None:
            self._bring(bar)

    # the picture elsewhere

    def render_to(self, painter: QPainter, target: QRectF, size: QSize | None = None) -> None:
        """Paint what is in view into `target` of any painter, as it looks at `size` logical pixels (default: its own)."""
        size = size or self.size()
        scale = target.width() / size.width()
        tools = Tools(Style(current(), family(self), scale, export.LINE))
        geo = geometry(self._timeline, size.width(), size.height(), self._window, self._scroll, tools.style)
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
        paint(painter, geo, _marks(geo), tools, _with(self._look, focus=False))
        painter.restore()

    def image(self, scale: float = 2.0) -> QImage:
        """The timeline as an image, `scale` device pixels a logical pixel."""
        return export.to_image(self.render_to, self.size(), scale)

    def svg(self) -> bytes:
        """The timeline as an SVG document."""
        return export.to_svg(self.render_to, self.size(), self.accessibleName())

    def pdf(self) -> bytes:
        """The timeline as a PDF of one page."""
        return export.to_pdf(self.render_to, self.size(), self.accessibleName())

    # Qt's side

    def sizeHint(self) -> QSize:
        """Room for some lanes."""
        return QSize(900, 480)

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(280, 140)

    def restyle(self) -> None:
        """Paint in the colours and the type of now."""
        self._tools = None
        self._again()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in view in view."""
        super().resizeEvent(event)
        self.scroll_to(self._scroll)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole: it costs what is in view."""
        geo, own = self._current()
        with QPainter(self) as painter:
            paint(painter, geo, own, self._own_tools(), _with(self._look, focus=self.hasFocus()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; move with Shift or a sideways wheel; scroll over the lanes' titles."""
        step = event.angleDelta()
        sideways = abs(step.x()) > abs(step.y())
        geo = self._geometry()
        event.accept()
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move((step.x() or step.y()) * -0.6 / geo.scale)
        elif event.position().x() < geo.left:
            self.scroll_to(self._scroll - step.y() * 0.5)
        elif step.y():
            self.zoom(_ZOOM ** (-step.y() / 120), geo.day(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragging = (event.position(), self._window, self._scroll), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view with the pointer."""
        if self._press is None:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self._at(event.position())[1] else Qt.CursorShape.ArrowCursor)
            return
        moved = event.position() - self._press[0]
        self._dragging = self._dragging or moved.manhattanLength() > _DRAG
        if self._dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.scroll_to(self._press[2] - moved.y())
            if moved.x():
                self.set_window(*time_window.moved(self._press[1], -moved.x() / self._geometry().scale))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or choose what was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        self._press = None
        if not self._dragging:
            self._click(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything, on open ground."""
        if not self._at(event.position())[1]:
            self.show_all()

    def event(self, event: QEvent) -> bool:
        """Tool tips and pinches."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self._tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 / max(1 + event.value(), 0.1), self._geometry().day(event.position().x()))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        span = self._window[1] - self._window[0]
        if modifiers & Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(span * (-0.1 if key == Qt.Key.Key_Left else 0.1))
        elif key in _STEPS:
            self._travel(_STEPS[key][bool(modifiers & Qt.KeyboardModifier.ControlModifier)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.scroll_to(self._scroll + self.room() * (-0.9 if key == Qt.Key.Key_PageUp else 0.9))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor_id():
            self.chosen.emit(self._cursor_id())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(_ZOOM if key == Qt.Key.Key_Minus else 1 / _ZOOM, self._cursor_day())
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_U:
            self._list_undated()
        else:
            super().keyPressEvent(event)

    # moving

    def _travel(self, step: Step) -> None:
        bar = travelled(self._timeline, self._look.cursor, step)
        if bar is None:
            return
        self._look = _with(self._look, cursor=bar)
        self._bring(bar)
        item = self._timeline.items[int(self._timeline.bars.item[bar])]
        self.setAccessibleDescription(item.tip)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.looked_at.emit(item.id)

    def _bring(self, bar: int) -> None:
        geo = self._geometry()
        top = float(geo.tops[self._timeline.bars.row[bar]]) - geo.axis + self._scroll
        if not self._scroll <= top <= self._scroll + self.room() - geo.row:
            self.scroll_to(top - self.room() / 2)
        day = float(self._timeline.bars.start[bar])
        first, last = self._window
        edge = (last - first) * 0.05
        if not first + edge <= day <= last - edge and self._asked is not None:
            self.set_window(*time_window.moved(self._window, day - (first + last) / 2))
        self._again()

    def _move(self, days: float) -> None:
        self.set_window(*time_window.moved(self._window, days))

    def _go(self, window: time_window.Window) -> None:
        changed, self._window = window != self._window, window
        self._again()
        if changed:
            self.window_changed.emit(*window)

    def _whole(self) -> time_window.Window:
        span = self._timeline.span
        return time_window.whole(() if span is None else (span,))

    def _again(self) -> None:
        self._marks = None
        self.update()

    # what is where

    def _at(self, place: QPointF) -> tuple[int, tuple[int, ...]]:
        """The mark at a place (-1: none), and the items that it, or the number of undated events there, stands for."""
        geo, own = self._current()
        if place.x() < geo.left:
            for lane, rect in lane_rects(geo):
                if self._timeline.lanes[lane].undated and undated_rect(geo, rect).contains(place) and place.y() > geo.axis:
                    return -1, self._timeline.lanes[lane].undated
            return -1, ()
        row = geo.row_at(place.y())
        if row < 0:
            return -1, ()
        low, high = np.searchsorted(own.row, (row, row + 1))
        x = place.x() - geo.left
        inside = np.flatnonzero((own.left[low:high] - 2 <= x) & (own.right[low:high] + 2 >= x))
        if not len(inside):  # the title behind a symbol belongs to it
            inside = np.flatnonzero((own.count[low:high] == 1) & (own.label_left[low:high] <= x) & (self._label_ends(own, low, high) >= x))
        if not len(inside):
            return -1, ()
        mark = int(low + inside[-1])
        return mark, tuple(int(self._timeline.bars.item[bar]) for bar in own.members(mark))

    def _label_ends(self, own: Marks, low: int, high: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        cut, items, bars = self._own_tools().cutter.cut, self._timeline.items, self._timeline.bars
        rooms = (own.label_right[low:high] - own.label_left[low:high]).tolist()
        widths = [cut(items[int(bars.item[bar])].title, room)[1] for bar, room in zip(own.bar[low:high].tolist(), rooms, strict=True)]
        return np.asarray(own.label_left[low:high] + np.array(widths))

    def _click(self, place: QPointF) -> None:
        mark, found = self._at(place)
        if not found:
            return
        if len(found) == 1:
            self._choose(found[0], mark)
            return
        bars, members = self._timeline.bars, self._current()[1].members(mark) if mark >= 0 else []
        starts = bars.start[members]
        if len(starts) and float(np.ptp(starts)) > 1:  # they come apart when there is room
            room = max(float(np.ptp(starts)) * 0.4, 3.0)
            self.set_window(float(starts.min()) - room, float(starts.max()) + room)
        else:
            self._list(found, place.toPoint())

    def _choose(self, item: int, mark: int = -1) -> None:
        if mark >= 0:
            self._look = _with(self._look, cursor=int(self._current()[1].bar[mark]))
        self.chosen.emit(self._timeline.items[item].id)

    def _list(self, found: tuple[int, ...], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("timeline_events")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in found:
            one = self._timeline.items[item]
            entry = menu.addAction(_("{date}   {title}").format(date=one.when, title=one.title) if one.when else one.title)
            entry.triggered.connect(lambda _on=False, key=one.id: self.chosen.emit(key))
        menu.popup(self.mapToGlobal(place))

    def _list_undated(self) -> None:
        cursor = self._look.cursor
        numbers = [at for at, lane in enumerate(self._timeline.lanes) if lane.undated]
        own = int(self._timeline.bars.lane[cursor]) if cursor is not None else -1
        lane = own if own in numbers else next(iter(numbers), -1)
        if lane >= 0:
            rect = dict(lane_rects(self._geometry())).get(lane)
            place = QPoint(20, 60) if rect is None else undated_rect(self._geometry(), rect).bottomLeft().toPoint()
            self._list(self._timeline.lanes[lane].undated, place)

    def _tip(self, place: QPointF) -> str:
        mark, found = self._at(place)
        if len(found) == 1:
            return "<br>".join(html.escape(line) for line in self._timeline.items[found[0]].tip.split("\n"))
        if not found:
            return self._lane_tip(place)
        head = plural("{count} event", "{count} events", len(found)) if mark >= 0 else _("Undated: {count}").format(count=len(found))
        lines = [" ".join(part for part in (one.when, one.title) if part) for one in (self._timeline.items[at] for at in found[:_LISTED])]
        more = [_("… and {count} more").format(count=len(found) - _LISTED)] if len(found) > _LISTED else []
        return "<br>".join(html.escape(line) for line in (head, *lines, *more))

    def _lane_tip(self, place: QPointF) -> str:
        geo = self._geometry()
        if place.x() >= geo.lanes or place.y() < geo.axis:
            return ""
        titles = [self._timeline.lanes[at].title for at, rect in lane_rects(geo) if rect.contains(place)]
        return html.escape(titles[0]) if titles else ""

    def _cursor_id(self) -> str:
        cursor = self._look.cursor
        return "" if cursor is None else self._timeline.items[int(self._timeline.bars.item[cursor])].id

    def _cursor_day(self) -> float | None:
        cursor = self._look.cursor
        day = None if cursor is None else float(self._timeline.bars.start[cursor])
        return day if day is not None and self._window[0] <= day <= self._window[1] else None

    def _bar_of(self, event: str) -> int | None:
        item = self._timeline.places.get(event, -1)
        found = np.flatnonzero(self._timeline.bars.item == item)
        return int(found[0]) if len(found) else None

    def _own_tools(self) -> Tools:
        density = self.devicePixelRatioF()
        if self._tools is None or self._tools.style.density != density:
            self._tools = Tools(Style(current(), family(self), density))
        return self._tools

    def _geometry(self) -> Geometry:
        return self._current()[0]

    def _current(self) -> tuple[Geometry, Marks]:
        if self._marks is None:
            geo = geometry(self._timeline, self.width(), self.height(), self._window, self._scroll, self._own_tools().style)
            self._marks = geo, _marks(geo)
        return self._marks

    def rect_of(self, event: str) -> QRectF | None:
        """Where the first mark of an event is; None where it is not in view."""
        geo, own = self._current()
        bar = self._bar_of(event)
        found = [mark for mark in range(len(own.bar)) if bar in own.members(mark)]
        return mark_rect(geo, own, found[0]) if found else None


def _marks(geo: Geometry) -> Marks:
    return marks(geo.timeline, geo.first, geo.scale, geo.width - geo.left, geo.rows_in_view)


def _with(look: Look, **changes: object) -> Look:
    from dataclasses import replace

    return replace(look, **changes)  # type: ignore[arg-type]  # named fields of Look


def _nothing() -> Timeline:
    from core.model import Workspace
    from core.views.timeline import timeline

    return timeline(Workspace(), ())
