"""The timeline under the hand: zoomed around the pointer, dragged, clicked, and travelled by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gui.widgets.plot import time_window
from gui.widgets.timeline.hits import EventMenu, Hit, hit_at, tip
from gui.widgets.timeline.painting import lane_rects, undated_rect
from gui.widgets.timeline.picture import TimelinePicture
from gui.widgets.timeline.travel import Step, travelled

_DRAG: Final = 4.0
_ZOOM: Final = 1.25
_STEPS: Final[dict[Qt.Key, tuple[Step, Step]]] = {  # without and with Ctrl
    Qt.Key.Key_Left: ("left", "left"),
    Qt.Key.Key_Right: ("right", "right"),
    Qt.Key.Key_Up: ("up", "up"),
    Qt.Key.Key_Down: ("down", "down"),
    Qt.Key.Key_Home: ("first", "very first"),
    Qt.Key.Key_End: ("last", "very last"),
}


class Canvas(TimelinePicture):
    """The wheel zooms around the pointer, with Shift it moves in time, over the lanes it scrolls; a drag moves.

    Keys: arrows go from event to event, Home and End to the first and last of the lane, with Ctrl of all; Return opens, Escape lets
    go; + and - zoom, 0 shows everything; with Shift the arrows move the view; U lists the undated events of the lane.
    """

    chosen = Signal(str)
    """The id of an event that was clicked or opened with Return; "" when Escape let it go."""
    looked_at = Signal(str)
    """The id of an event that the keyboard came to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: tuple[QPointF, time_window.Window, float] | None = None
        self._dragging = False

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
            self.setCursor(Qt.CursorShape.PointingHandCursor if self._at(event.position()).items else Qt.CursorShape.ArrowCursor)
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
        if not self._at(event.position()).items:
            self.show_all()

    def event(self, event: QEvent) -> bool:
        """Tool tips and pinches."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = tip(self._timeline, self._at(QPointF(event.pos())))
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
        elif key == Qt.Key.Key_Escape and self._look.chosen >= 0:
            self.chosen.emit("")
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_U:
            self._list_undated()
        else:
            super().keyPressEvent(event)

    def _travel(self, step: Step) -> None:
        bar = travelled(self._timeline, self._look.cursor, step)
        if bar is None:
            return
        self._look = replace(self._look, cursor=bar)
        self._bring(bar)
        item = self._timeline.items[int(self._timeline.bars.item[bar])]
        self.setAccessibleDescription(item.tip)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.looked_at.emit(item.id)

    def _at(self, place: QPointF) -> Hit:
        return hit_at(*self._current(), self._own_tools().cutter, place)

    def _click(self, place: QPointF) -> None:
        hit = self._at(place)
        if len(hit.items) == 1:
            self._choose(hit.items[0], hit.mark)
        if len(hit.items) < 2:
            return
        starts = self._timeline.bars.start[self._current()[1].members(hit.mark) if hit.mark >= 0 else []]
        if len(starts) and float(np.ptp(starts)) > 1:  # they come apart when there is room
            room = max(float(np.ptp(starts)) * 0.4, 3.0)
            self.set_window(float(starts.min()) - room, float(starts.max()) + room)
        else:
            self._list(hit.items, place.toPoint())

    def _choose(self, item: int, mark: int = -1) -> None:
        if mark >= 0:
            self._look = replace(self._look, cursor=int(self._current()[1].bar[mark]))
        self.chosen.emit(self._timeline.items[item].id)

    def _list(self, found: tuple[int, ...], place: QPoint) -> None:
        menu = EventMenu([self._timeline.items[item] for item in found], self)
        menu.chosen.connect(self.chosen)
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

    def _cursor_day(self) -> float | None:
        cursor = self._look.cursor
        day = None if cursor is None else float(self._timeline.bars.start[cursor])
        return day if day is not None and self._window[0] <= day <= self._window[1] else None
