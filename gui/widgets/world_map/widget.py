"""The map as a person uses it: pulled, zoomed, pointed at, chosen from with mouse and keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.words import _
from gui.widgets.world_map import painting
from gui.widgets.world_map.flows import flow_at, middle_of, paint_flow
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.read_out import paint_read_out
from gui.widgets.world_map.view import MapView

_STEP: Final = 1.25
_PULL: Final = 60.0
_FAR: Final = 4  # pixels a press may move and still be a click
_STEERING: Final = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class WorldMap(MapView):
    """`hovered` tells the code under the pointer or the keys ("" for none), `selected` the codes chosen, in order."""

    hovered = Signal(str)
    selected = Signal(tuple)

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent, small=small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._current = ""
        self._flow = -1  # the arrow pointed at, an index of the scene's
        self._pointer: QPointF | None = None
        self._press: QPointF | None = None
        self._dragged = False

    def country_at(self, place: QPointF) -> str:
        """The country at a place of the widget, "" for none."""
        layers = self._built()
        density = layers.look.density
        at = layers.ids.at(place.x() * density, place.y() * density)
        return layers.look.shapes.codes[at] if at >= 0 else ""

    def flow_at(self, place: QPointF) -> int:
        """The arrow at a place of the widget, as an index of the scene's; -1 for none."""
        return flow_at(self.look(1.0), self._scene.flows, place) if self._scene.flows else -1

    def told(self) -> str:
        """What is told of the arrow or country pointed at; "" when nothing is."""
        if 0 <= self._flow < len(self._scene.flows):
            return self._scene.flows[self._flow].text
        return self.read_out(self._current) if self._current else ""

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a pull or a click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the map, or read what lies under the pointer."""
        place = event.position()
        if self._press is not None:
            step = place - self._press
            if self._dragged or step.manhattanLength() > _FAR:
                self._dragged, self._press = True, place
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.pan(step.x(), step.y())
            return
        self._pointer = place
        flow = self.flow_at(place)
        self._point_at("" if flow >= 0 else self.country_at(place), flow)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that did not move chooses; with Ctrl it adds or takes away."""
        if event.button() == Qt.MouseButton.LeftButton and self._press is not None:
            if not self._dragged:
                self._choose(self.country_at(event.position()), add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            self._press = None
            self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer."""
        self.zoom(2.0, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer or go away from what is under the pointer."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._pointer = None
        self._point_at("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The four arrow keys go to the next country that way, with Shift they pull; Page Up and Down by rank, A from arrow to arrow of
        the map, with Shift back; plus, minus, Home; Space chooses."""
        key, pulled = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEERING:
            across, down = _STEERING[Qt.Key(key)]
            if pulled:
                self.pan(-across * _PULL, -down * _PULL)
            else:
                self._travel(across, down)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._by_rank(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_A and self._scene.flows:
            self._by_flow(-1 if pulled else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _STEP if key == Qt.Key.Key_Minus else _STEP)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.show_region("world")
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self._choose(self._current, add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape and self._chosen:
            self._choose("", add=False)
        else:
            super().keyPressEvent(event)

    # inside

    def _paint_pointed(self, painter: QPainter, look: Look) -> None:
        if self._current:
            painting.paint_outline(painter, look, self._current, look.colours.text, 1.6)
        if 0 <= self._flow < len(self._scene.flows):
            paint_flow(painter, look, self._scene.flows[self._flow], look.colours.accent)

    def _paint_told(self, painter: QPainter, look: Look) -> None:
        place = self._pointer or self._middle_pointed()
        if (text := self.told()) and QRectF(self.rect()).contains(place):
            paint_read_out(painter, look, text, place * look.density)

    def _middle_pointed(self) -> QPointF:
        """Where what the keys point at lies in the widget."""
        if 0 <= self._flow < len(self._scene.flows):
            return middle_of(self.look(1.0), self._scene.flows[self._flow]) or QPointF()
        return self.place_of(self._current) or QPointF()

    def read_out(self, code: str) -> str:
        """What is told of a country: its value with date and source, or that there is none."""
        name = self._scene.names.get(code, code) or _("Disputed area")
        return self._scene.read_outs.get(code) or _("{country}: no data").format(country=name)

    def _point_at(self, code: str, flow: int = -1) -> None:
        changed, self._current = code != self._current, code
        other, self._flow = flow != self._flow, flow
        if changed or other or self._pointer is not None:
            self.update()
        if changed or other:
            self.setAccessibleDescription(self.told() or self._scene.title)
        if changed:
            self.hovered.emit(code)

    def point_at(self, code: str) -> None:
        """Show the read-out of a country that was found elsewhere; it comes into view."""
        self._pointer = None
        place = self.place_of(code)
        if place is not None and not QRectF(self.rect()).contains(place):
            self.pan(self.width() / 2 - place.x(), self.height() / 2 - place.y())
        self._point_at(code)

    def _choose(self, code: str, *, add: bool) -> None:
        if add and code:
            chosen = tuple(one for one in self._chosen if one != code) if code in self._chosen else (*self._chosen, code)
        else:
            chosen = (code,) if code else ()
        self._chosen = chosen
        self.update()
        self.selected.emit(chosen)

    def _travel(self, across: int, down: int) -> None:
        """To the nearest country with data in that direction; where none has data, to any."""
        found = self._shapes("coarse")
        start = self.place_of(self._current) or QPointF(self.width() / 2, self.height() / 2)
        best, nearest = "", float("inf")
        for code in found.codes:
            place = self.place_of(code)
            if place is None or not code or code == self._current or (self._scene.shades and code not in self._scene.shades):
                continue
            step = place - start
            ahead, aside = step.x() * across + step.y() * down, abs(step.x() * down) + abs(step.y() * across)
            if ahead > 0 and ahead + 2 * aside < nearest:
                best, nearest = code, ahead + 2 * aside
        if best:
            self.point_at(best)

    def _by_rank(self, step: int) -> None:
        order = self._scene.order
        if order:
            at = order.index(self._current) + step if self._current in order else 0
            self.point_at(order[min(max(at, 0), len(order) - 1)])

    def _by_flow(self, step: int) -> None:
        self._pointer = None
        self._point_at(
            "", (self._flow + step) % len(self._scene.flows) if self._flow >= 0 else 0 if step > 0 else len(self._scene.flows) - 1
        )
