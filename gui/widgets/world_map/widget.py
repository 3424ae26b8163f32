"""The map as a widget: pulled, zoomed, pointed at, chosen from with mouse and keys."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.analysis.projection import Projection
from core.model.world import Level
from core.words import _
from gui.theme import current, theme
from gui.widgets.plot.export import to_image
from gui.widgets.world_map import painting
from gui.widgets.world_map.camera import Camera, fitting
from gui.widgets.world_map.layers import Layers, size_in_pixels
from gui.widgets.world_map.legend import paint_words
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.saving import SCALE, save_picture
from gui.widgets.world_map.scene import Scene
from gui.widgets.world_map.shapes import Shapes, shapes

_SETTLE_MS: Final = 70
_FINE_FROM: Final = 2.2  # times the whole world from which the finer shapes are drawn
_STEP: Final = 1.25
_PULL: Final = 60.0
_FAR: Final = 4  # pixels a press may move and still be a click
_STEERING: Final = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class WorldMap(QWidget):
    """Shows a `Scene`. `hovered` tells the code under the pointer or the keys ("" for none), `selected` the codes chosen, in order.

    small: one of several maps, with small marks, without names.
    """

    hovered = Signal(str)
    selected = Signal(tuple)

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 80)
        self.setAccessibleName(_("Map of the world"))
        self._small = small
        self._legend = not small
        self._projection: Projection = "equal_earth"
        self._scene = Scene()
        self._layers: Layers | None = None
        self._camera: Camera | None = None
        self._whole = True  # the world fits the view, and goes on doing so when the view changes its size
        self._chosen: tuple[str, ...] = ()
        self._current = ""
        self._pointer: QPointF | None = None
        self._press: QPointF | None = None
        self._dragged = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._rebuild)
        theme().changed.connect(self._rebuild)

    def sizeHint(self) -> QSize:
        """Wide enough for the world."""
        return QSize(360, 190) if self._small else QSize(900, 480)

    # what is shown

    def set_scene(self, scene: Scene) -> None:
        """Show other values; the view stays."""
        self._scene = scene
        self.setAccessibleDescription(" ".join(part for part in (scene.title, scene.subtitle, scene.message) if part))
        if self._layers is not None and not self._layers.recolour(scene):
            self._layers = None
        self.update()

    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    def set_selected(self, codes: tuple[str, ...]) -> None:
        """Mark these countries, telling nobody."""
        if codes != self._chosen:
            self._chosen = codes
            self.update()

    def set_projection(self, projection: Projection) -> None:
        """Draw the world by another formula, whole."""
        if projection != self._projection:
            self._projection = projection
            self.show_region("world")

    def projection(self) -> Projection:
        """The formula in use."""
        return self._projection

    def show_region(self, name: str) -> None:
        """Show one of `shapes.REGIONS` whole."""
        self._whole = name == "world"
        self._camera = fitting(self._shapes("coarse").region(name), QSizeF(self.size()), 0.02)
        self._rebuild()

    def show_countries(self, codes: tuple[str, ...]) -> None:
        """Show these countries whole."""
        found = self._shapes("coarse")
        boxes = [found.boxes[at].united(_about(found.places[at])) for code in codes if (at := found.index(code)) is not None]
        if boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = box.united(other)
            self._whole = False
            self._camera = fitting(box, QSizeF(self.size()), 0.15)
            self._rebuild()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Come closer, keeping the place under `about`, else the middle."""
        size = QSizeF(self.size())
        about = about if about is not None else QPointF(size.width() / 2, size.height() / 2)
        world = self._world()
        self._look_from(self.camera().zoomed(factor, about, size, world).within(world, size))

    def pan(self, dx: float, dy: float) -> None:
        """Pull the map by so many pixels."""
        self._look_from(self.camera().moved(dx, dy).within(self._world(), QSizeF(self.size())))

    def camera(self) -> Camera:
        """The view."""
        if self._camera is None or self._whole:
            self._camera = fitting(self._world(), QSizeF(self.size()), 0.02)
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Look from there."""
        if all(map(math.isfinite, (camera.x, camera.y, camera.scale))) and camera.scale > 0:
            self._look_from(camera.within(self._world(), QSizeF(self.size())))

    def country_at(self, place: QPointF) -> str:
        """The country at a place of the widget, "" for none."""
        layers = self._built()
        density = layers.look.density
        at = layers.ids.at(place.x() * density, place.y() * density)
        return layers.look.shapes.codes[at] if at >= 0 else ""

    def place_of(self, code: str) -> QPointF | None:
        """Where a country's name or marker stands in the widget."""
        found = self._shapes("coarse")
        at = found.index(code)
        return self.camera().transform(QSizeF(self.size())).map(found.places[at]) if at is not None else None

    def show_legend(self, *, on: bool) -> None:
        """With the legend, or, as one of several maps, without."""
        self._legend = on
        self._rebuild()

    # pictures of what is shown

    def save(self, path: Path) -> None:
        """Write what is on the screen as the name's ending says: .png, .svg or .pdf. Raises `Refused` where that cannot be."""
        save_picture(self.render_on, self.size(), self._scene.title, path)

    def image(self) -> QImage:
        """What is on the screen, finely drawn."""
        return to_image(self.render_on, self.size(), SCALE)

    def render_on(self, painter: QPainter, target: QRectF) -> None:
        """Paint what is shown, as shapes, into `target`."""
        density = target.width() / max(self.width(), 1)
        look = self._look(density)
        painter.save()
        painter.translate(target.topLeft())
        painter.setClipRect(QRectF(QPointF(0, 0), look.size))
        painting.paint_ground(painter, look)
        painting.paint_areas(painter, look, self._scene)
        painting.paint_lines(painter, look)
        painting.paint_flows(painter, look, self._scene.flows)
        painting.paint_markers(painter, look, self._scene)
        if not self._small:
            painting.paint_labels(painter, look, self._scene)
        for code in self._chosen:
            painting.paint_outline(painter, look, code, current().accent, 2.2)
        paint_words(painter, look, self._scene, small=self._small, legend=self._legend)
        painter.restore()

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the kept picture; over it what is chosen and pointed at, the legend and the read-out."""
        layers = self._built()
        painter = QPainter(self)
        density = layers.look.density
        painter.scale(1 / density, 1 / density)
        layers.paint(painter, self.camera())
        painter.resetTransform()
        painter.scale(1 / density, 1 / density)
        self._paint_over(painter, self._look(density), layers)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle."""
        super().resizeEvent(event)
        self._layers = None

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
        self._point_at(self.country_at(place))

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
        """Arrows go to the next country that way, with Shift they pull; Page Up and Down by rank; plus, minus, Home; Space chooses."""
        key, pulled = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEERING:
            across, down = _STEERING[Qt.Key(key)]
            if pulled:
                self.pan(-across * _PULL, -down * _PULL)
            else:
                self._travel(across, down)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._by_rank(1 if key == Qt.Key.Key_PageDown else -1)
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

    def _shapes(self, level: Level) -> Shapes:
        return shapes(level, self._projection)

    def _world(self) -> QRectF:
        return self._shapes("coarse").region("world")

    def _look_from(self, camera: Camera) -> None:
        self._whole = False
        self._camera = camera
        self._settle.start()
        self.update()

    def _rebuild(self) -> None:
        self._layers = None
        self.update()

    def _look(self, density: float) -> Look:
        camera, size = self.camera(), QSizeF(self.size())
        near = camera.scale > _FINE_FROM * fitting(self._world(), size, 0).scale
        transform = camera.transform(size)
        transform *= transform.fromScale(density, density)
        return Look(
            self._shapes("fine" if near else "coarse"), transform, size_in_pixels(size, density), density, current(), small=self._small
        )

    def _built(self) -> Layers:
        if self._layers is None:
            look = self._look(self.devicePixelRatioF())
            self._layers = Layers(look, self.camera(), self._scene, named=not self._small)
        return self._layers

    def _paint_over(self, painter: QPainter, look: Look, layers: Layers) -> None:
        for code in self._chosen:
            painting.paint_outline(painter, look, code, look.colours.accent, 2.2)
        if self._current:
            painting.paint_outline(painter, look, self._current, look.colours.text, 1.6)
        layers.paint_words(painter, small=self._small, legend=self._legend)
        if self._current:
            self._paint_read_out(painter, look)

    def _paint_read_out(self, painter: QPainter, look: Look) -> None:
        text = self.read_out(self._current)
        place = (self._pointer or self.place_of(self._current) or QPointF()) * look.density
        font, gap = look.font("small"), 7 * look.density
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        around = QFontMetricsF(font).boundingRect(QRectF(0, 0, min(360 * look.density, look.size.width() * 0.6), 1000), flags, text)
        box = QRectF(place.x() + 2 * gap, place.y() + 2 * gap, around.width() + 2 * gap, around.height() + 2 * gap)
        if box.right() > look.size.width():
            box.moveRight(place.x() - gap)
        if box.bottom() > look.size.height():
            box.moveBottom(place.y() - gap)
        painter.setPen(QColor(look.colours.border))
        painter.setBrush(QColor(look.colours.base))
        painter.drawRoundedRect(box, 4 * look.density, 4 * look.density)
        painter.setFont(font)
        painter.setPen(QColor(look.colours.text))
        painter.drawText(box.adjusted(gap, gap, -gap + 1, -gap + 1), flags, text)

    def read_out(self, code: str) -> str:
        """What is told of a country: its value with date and source, or that there is none."""
        name = self._scene.names.get(code, code) or _("Disputed area")
        return self._scene.read_outs.get(code) or _("{country}: no data").format(country=name)

    def _point_at(self, code: str) -> None:
        if code != self._current or self._pointer is not None:
            changed, self._current = code != self._current, code
            self.update()
            if changed:
                self.setAccessibleDescription(self.read_out(code) if code else self._scene.title)
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


def _about(place: QPointF) -> QRectF:
    return QRectF(place.x() - 0.02, place.y() - 0.02, 0.04, 0.04)
