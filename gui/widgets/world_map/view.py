"""The map as it is seen: a scene, from a place and a distance, on the screen and as a picture."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.analysis.meridian import Middle
from core.analysis.projection import Projection
from core.model.world import Level
from core.words import _
from gui.theme import current, theme
from gui.widgets.plot.export import to_image
from gui.widgets.world_map import painting
from gui.widgets.world_map.camera import Camera, Fit, Sight, fitting
from gui.widgets.world_map.layers import Layers, size_in_pixels
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.picture import paint_map
from gui.widgets.world_map.saving import SCALE, save_picture
from gui.widgets.world_map.scene import Scene
from gui.widgets.world_map.shapes import Shapes, shapes

_SETTLE_MS: Final = 70
_FINE_FROM: Final = 2.2  # times the whole world from which the finer shapes are drawn


class MapView(QWidget):
    """Shows a `Scene`. `looked` tells that it is seen from another place. small: one of several maps, with small marks, without names."""

    looked = Signal()

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 80)
        self.setAccessibleName(_("Map of the world"))
        self._small = small
        self._legend = not small
        self._projection: Projection = "equal_earth"
        self._middle: Middle = 0
        self._scene = Scene()
        self._layers: Layers | None = None
        self._sight: Sight | Fit | None = None  # None: the whole world
        self._chosen: tuple[str, ...] = ()
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

    def show_legend(self, *, on: bool) -> None:
        """With the legend, or, as one of several maps, without."""
        if on != self._legend:
            self._legend = on
            self._rebuild()

    # from where

    def set_projection(self, projection: Projection, middle: Middle = 0) -> None:
        """Draw the world by another formula or about another meridian, whole."""
        if (projection, middle) != (self._projection, self._middle):
            self._projection, self._middle = projection, middle
            self.show_region("world")

    def projection(self) -> Projection:
        """The formula in use."""
        return self._projection

    def middle(self) -> Middle:
        """The meridian in the middle of the map."""
        return self._middle

    def show_region(self, name: str) -> None:
        """Show one of `shapes.REGIONS` whole."""
        self._look_at(None if name == "world" else Fit(self._shapes("coarse").region(name), 0.02, name))

    def region(self) -> str:
        """The region that is shown whole, "" where it is another part of the world."""
        return "world" if self._sight is None else self._sight.region if isinstance(self._sight, Fit) else ""

    def show_countries(self, codes: tuple[str, ...]) -> None:
        """Show these countries whole."""
        found = self._shapes("coarse")
        boxes = [found.boxes[at].united(_about(found.places[at])) for code in codes if (at := found.index(code)) is not None]
        if boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = box.united(other)
            self._look_at(Fit(box, 0.15))

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
        size = QSizeF(self.size())
        return self._sight.camera(self._world(), size) if self._sight is not None else fitting(self._world(), size, 0.02)

    def set_camera(self, camera: Camera) -> None:
        """Look from there."""
        if all(map(math.isfinite, (camera.x, camera.y, camera.scale))) and camera.scale > 0:
            self._look_from(camera.within(self._world(), QSizeF(self.size())))

    def sight(self) -> Sight | None:
        """From where the map is seen, whatever its size; None for the whole world."""
        return self._sight if not isinstance(self._sight, Fit) else self.camera().sight(self._world(), QSizeF(self.size()))

    def seen(self) -> Sight | Fit | None:
        """The same, where a box is shown whole that box: for another map that is to show what this one does."""
        return self._sight

    def set_sight(self, sight: Sight | Fit | None) -> None:
        """See it from there, telling nobody."""
        if isinstance(sight, Sight) and not (all(map(math.isfinite, (sight.x, sight.y, sight.zoom))) and sight.zoom > 0):
            return
        if sight != self._sight:
            self._sight = sight
            self._settle.start()
            self.update()

    def place_of(self, code: str) -> QPointF | None:
        """Where a country's name or marker stands in the widget."""
        found = self._shapes("coarse")
        at = found.index(code)
        return self.camera().transform(QSizeF(self.size())).map(found.places[at]) if at is not None else None

    # pictures of what is shown

    def save(self, path: Path) -> None:
        """Write what is on the screen as the name's ending says: .png, .svg or .pdf. Raises `Refused` where that cannot be."""
        save_picture(self.render_on, self.size(), self._scene.title, path)

    def image(self) -> QImage:
        """What is on the screen, finely drawn."""
        return to_image(self.render_on, self.size(), SCALE)

    def render_on(self, painter: QPainter, target: QRectF) -> None:
        """Paint what is shown, as shapes, into `target`."""
        painter.save()
        painter.translate(target.topLeft())
        paint_map(painter, self.look(target.width() / max(self.width(), 1)), self._scene, self._chosen, legend=self._legend)
        painter.restore()

    def look(self, density: float) -> Look:
        """How it is painted, with so many device pixels a logical one."""
        camera, size = self.camera(), QSizeF(self.size())
        near = camera.scale > _FINE_FROM * fitting(self._world(), size, 0).scale
        transform = camera.transform(size)
        transform *= transform.fromScale(density, density)
        return Look(
            self._shapes("fine" if near else "coarse"), transform, size_in_pixels(size, density), density, current(), small=self._small
        )

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
        look = self.look(density)
        for code in self._chosen:
            painting.paint_outline(painter, look, code, look.colours.accent, 2.2)
        self._paint_pointed(painter, look)
        layers.paint_words(painter)
        self._paint_told(painter, look)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on showing what was in view."""
        super().resizeEvent(event)
        self._layers = None

    # inside

    def _paint_pointed(self, painter: QPainter, look: Look) -> None:
        """What is pointed at, below the words."""

    def _paint_told(self, painter: QPainter, look: Look) -> None:
        """What is told of it, above the words."""

    def _shapes(self, level: Level) -> Shapes:
        return shapes(level, self._projection, self._middle)

    def _world(self) -> QRectF:
        return self._shapes("coarse").region("world")

    def _look_at(self, fit: Fit | None) -> None:
        self._sight = fit
        self._rebuild()
        self.looked.emit()

    def _look_from(self, camera: Camera) -> None:
        """On the way: the kept picture moves until the hand rests."""
        self._sight = camera.sight(self._world(), QSizeF(self.size()))
        self._settle.start()
        self.update()
        self.looked.emit()

    def _rebuild(self) -> None:
        self._layers = None
        self.update()

    def _built(self) -> Layers:
        if self._layers is None:
            look = self.look(self.devicePixelRatioF())
            self._layers = Layers(look, self.camera(), self._scene, named=not self._small, legend=self._legend)
        return self._layers


def _about(place: QPointF) -> QRectF:
    return QRectF(place.x() - 0.02, place.y() - 0.02, 0.04, 0.04)
