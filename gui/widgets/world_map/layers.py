"""The map in view, kept from frame to frame: built for one camera, recoloured without painting a shape, moved until it is built anew."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRegion, QTransform

from gui.widgets.world_map.buffer import IdBuffer
from gui.widgets.world_map.camera import Camera
from gui.widgets.world_map.flows import paint_flows
from gui.widgets.world_map.labels import paint_labels
from gui.widgets.world_map.legend import paint_words
from gui.widgets.world_map.painting import Look, line_inks, markers, paint_graticule, paint_lines, paint_markers, paint_marks
from gui.widgets.world_map.ramps import no_data, sea
from gui.widgets.world_map.scene import Scene


class Layers:
    """Areas and lines from the id buffer, names and arrows over them; all in device pixels of one camera."""

    def __init__(self, look: Look, camera: Camera, scene: Scene, *, named: bool = True, legend: bool = True) -> None:
        self.look, self.camera, self.scene = look, camera, scene
        self._marked = markers(look, scene)
        size = QSize(round(look.size.width()), round(look.size.height()))
        self.ids = IdBuffer(look.shapes, look.transform, size, self._marked, look.density)
        lines = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        lines.fill(Qt.GlobalColor.transparent)
        painter = QPainter(lines)
        painter.setTransform(look.transform)
        paint_graticule(painter, look)
        paint_lines(painter, look)
        painter.end()
        self.ids.draw_over(lines, [QColor(ink).rgb() for ink in line_inks(look)])
        self.picture = QImage()
        self._named, self._legend = named, legend
        self._words = QPixmap(size)
        self._boxes: list[QRectF] = []
        self.compose()

    def recolour(self, scene: Scene) -> bool:
        """Show other values of the same view; False where other markers are due, so that it must be built anew."""
        if markers(self.look, scene) != self._marked:
            return False
        self.scene = scene
        self.compose()
        return True

    def compose(self) -> None:
        """Put the areas, markers, marks, arrows and names over the areas and lines, on their own image."""
        self._words.fill(Qt.GlobalColor.transparent)
        onto = QPainter(self._words)
        self._boxes = paint_words(onto, self.look, self.scene, small=self.look.small, legend=self._legend)
        onto.end()
        self.picture = self.paint_areas()
        painter = QPainter(self.picture)
        paint_markers(painter, self.look, self.scene)
        paint_marks(painter, self.look, self.scene.marks)
        paint_flows(painter, self.look, self.scene.flows)
        if self._named:
            paint_labels(painter, self.look, self.scene, self._boxes)
        painter.end()

    def paint_words(self, painter: QPainter) -> None:
        """The title and the legend, which stand still while the map moves."""
        for box in self._boxes:
            painter.drawPixmap(box.toRect().topLeft(), self._words, box.toRect())

    def paint_areas(self) -> QImage:
        """The countries in their colours, with their coasts and borders. Nothing is painted; the image stays the buffer's own."""
        look, classes = self.look, [QColor(colour).rgb() for colour in self.look.scene_colours(self.scene)]
        shades = self.scene.shades
        units = {at: classes[shades[code]] for at, code in enumerate(look.shapes.codes) if code in shades}
        ground, line = (QColor(colour).rgb() for colour in no_data(look.colours))
        return self.ids.coloured(QColor(look.colours.base).rgb(), QColor(sea(look.colours)).rgb(), (ground, line), units)

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Show the picture as another camera sees it: pulled or stretched."""
        if camera == self.camera:
            painter.drawImage(0, 0, self.picture)
            return
        moved, view = self._moved(camera), QRectF(QPointF(0, 0), self.look.size).toRect()
        bare = QRegion(view) - QRegion(moved.mapRect(QRectF(view)).toRect().adjusted(1, 1, -1, -1))
        for strip in bare:  # type: ignore[attr-defined]  # a region is a sequence of rectangles, which its stubs do not say
            painter.fillRect(strip, QColor(self.look.colours.base))
        painter.setTransform(moved, combine=True)
        painter.drawImage(0, 0, self.picture)

    def _moved(self, camera: Camera) -> QTransform:
        factor = camera.scale / self.camera.scale
        width, height = self.look.size.width(), self.look.size.height()
        across = (self.camera.x - camera.x) * camera.scale * self.look.density
        down = (self.camera.y - camera.y) * camera.scale * self.look.density
        if factor == 1:  # whole pixels are quick to move
            return QTransform.fromTranslate(round(across), round(down))
        return QTransform(factor, 0, 0, factor, width / 2 * (1 - factor) + across, height / 2 * (1 - factor) + down)


def size_in_pixels(size: QSizeF, density: float) -> QSizeF:
    """A widget's size in device pixels."""
    return QSizeF(round(size.width() * density), round(size.height() * density))
