"""Several maps side by side in the same classes and the same view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from core.analysis.meridian import Middle
from core.analysis.projection import Projection
from gui.widgets.plot.export import to_image
from gui.widgets.world_map import Fit, Scene, Sight, WorldMap
from gui.widgets.world_map.saving import SCALE, save_picture


class MapGrid(QWidget):
    """`selected` tells the codes chosen on any of the maps, `looked` that they are all seen from another place."""

    selected = Signal(tuple)
    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.maps: list[WorldMap] = []
        self._projection: Projection = "equal_earth"
        self._middle: Middle = 0
        self._sight: Sight | Fit | None = None
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_scenes(self, scenes: Sequence[Scene]) -> None:
        """A map a scene; the maps that are there are used again."""
        while len(self.maps) > len(scenes):
            gone = self.maps.pop()
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.maps) < len(scenes):
            made = WorldMap(self, small=True)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            made.selected.connect(self.selected)
            made.looked.connect(lambda made=made: self._follow(made))
            made.set_projection(self._projection, self._middle)
            made.set_sight(self._sight)
            self.maps.append(made)
        columns = 1 if len(scenes) < 2 else 2 if len(scenes) < 5 else 3
        for at, (shown, scene) in enumerate(zip(self.maps, scenes, strict=True)):
            self._layout.addWidget(shown, at // columns, at % columns)
            shown.show_legend(on=at == 0)  # one is enough
            shown.set_scene(scene)
        for at in range(columns):
            self._layout.setColumnStretch(at, 1)
        for at in range(-(-len(scenes) // columns)):
            self._layout.setRowStretch(at, 1)

    def save(self, path: Path) -> None:
        """Write all maps as one picture. Raises `Refused` where that cannot be."""
        save_picture(self.render_on, self.size(), "", path)

    def image(self) -> QImage:
        """All maps as one picture."""
        return to_image(self.render_on, self.size(), SCALE)

    def render_on(self, painter: QPainter, target: QRectF) -> None:
        """Paint all maps, as shapes, into `target`."""
        density = target.width() / max(self.width(), 1)
        painter.fillRect(target, self.palette().window())
        for shown in self.maps:
            place = QRectF(shown.geometry())
            shown.render_on(painter, QRectF(place.topLeft() * density + target.topLeft(), place.size() * density))

    def set_projection(self, projection: Projection, middle: Middle = 0) -> None:
        """Draw all maps by another formula or about another meridian."""
        self._projection, self._middle = projection, middle
        for shown in self.maps:
            shown.set_projection(projection, middle)

    def set_sight(self, sight: Sight | Fit | None) -> None:
        """See all maps from there, telling nobody."""
        self._sight = sight
        for shown in self.maps:
            shown.set_sight(sight)

    def _follow(self, led: WorldMap) -> None:
        """The others are seen from where this one is."""
        self.set_sight(led.seen())
        self.looked.emit()

    def set_selected(self, codes: tuple[str, ...]) -> None:
        """Mark these countries on every map."""
        for shown in self.maps:
            shown.set_selected(codes)
