"""The id buffer: each pixel says which country it shows. A table of colours makes it a picture, one look makes it a hit.

Pixels on a line of the hatching have numbers of their own, so that a country without data is hatched by the table alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QTransform

from gui.widgets.world_map.shapes import Shapes

OUTSIDE, SEA, FIRST = 0, 1, 2  # what a pixel's number means; from FIRST on the units
MARKED: Final = 9.0  # logical pixels across, below which a country gets a marker
HATCH: Final = 6  # logical pixels from line to line of the hatching


class IdBuffer:
    """Painted for one view of the map, in device pixels: numbers of 16 bits, so that there may be thousands of units."""

    def __init__(
        self, shapes: Shapes, transform: QTransform, size: QSize, markers: Iterable[tuple[int, float]] = (), density: float = 1.0
    ) -> None:
        self._shapes = shapes
        self._back = transform.inverted()[0]
        self._marked = {at for at, _radius in markers}
        self._count = len(shapes.codes) + FIRST
        self.width, self.height = size.width(), size.height()
        canvas = QImage(size, QImage.Format.Format_RGB32)
        canvas.fill(OUTSIDE)
        painter = QPainter(canvas)
        painter.setPen(Qt.PenStyle.NoPen)
        _paint(painter, shapes, transform, QSizeF(size), markers)
        painter.end()
        pixels = np.frombuffer(canvas.constBits(), dtype=np.uint32).reshape(self.height, -1)[:, : self.width]
        self._ids = pixels.astype(np.uint16)
        step = max(round(HATCH * density), 2)
        hatch = np.where(np.arange(self.width + step) % step < max(step // 5, 1), self._count, 0).astype(np.uint16)
        for row in range(step):  # each row is the one above, moved by a pixel
            self._ids[row::step] += hatch[row : row + self.width]
        self._flat = memoryview(self._ids.data).cast("B").cast("H")
        self._colours = np.empty((self.height, self.width), dtype=np.uint32)
        self._image = QImage(self._colours.data, self.width, self.height, self.width * 4, QImage.Format.Format_RGB32)

    def coloured(self, outside: int, sea: int, no_data: tuple[int, int], units: Mapping[int, int]) -> QImage:
        """The picture in these colours (RGB numbers), `no_data` being the ground and the lines of the hatching, `units` those of the
        units that have data. The image is the buffer's own: the next call paints over it.
        """
        table = np.empty((2, self._count), dtype=np.uint32)
        table[0], table[1] = no_data
        table[:, OUTSIDE], table[:, SEA] = outside, sea
        table[:, [FIRST + at for at in units]] = list(units.values())
        np.take(table.ravel(), self._ids, out=self._colours, mode="wrap")
        return self._image

    def seen(self, x: int, y: int) -> int:
        """The unit of a pixel, an index of the shapes' codes; below zero for the sea and beyond."""
        if 0 <= x < self.width and 0 <= y < self.height:
            return self._flat[y * self.width + x] % self._count - FIRST
        return -1

    def at(self, x: float, y: float) -> int:
        """The unit at a place, exact at borders: where the pixels about it differ, the shapes decide. -1 for the sea and beyond."""
        column, row = int(x), int(y)
        own = self.seen(column, row)
        near = {self.seen(column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1)}
        if len(near) == 1 or own in self._marked:
            return max(own, -1)
        place = self._back.map(QPointF(x, y))
        return next((unit for unit in sorted(near) if unit >= 0 and self._shapes.paths[unit].contains(place)), -1)


def _paint(painter: QPainter, shapes: Shapes, transform: QTransform, size: QSizeF, markers: Iterable[tuple[int, float]]) -> None:
    in_view = transform.inverted()[0].mapRect(QRectF(0, 0, size.width(), size.height()))
    painter.setTransform(transform)
    painter.fillPath(shapes.outline, _ink(SEA))
    for at, (path, box) in enumerate(zip(shapes.paths, shapes.boxes, strict=True)):
        if box.intersects(in_view):
            painter.fillPath(path, _ink(FIRST + at))
    painter.resetTransform()
    for at, radius in markers:
        painter.setBrush(_ink(FIRST + at))
        painter.drawEllipse(transform.map(shapes.places[at]), radius, radius)


def _ink(number: int) -> QBrush:
    return QBrush(QColor(0, number >> 8, number & 0xFF))
