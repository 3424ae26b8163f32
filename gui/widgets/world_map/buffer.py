"""The id buffer: each pixel says which country it shows. A table of colours makes it a picture, one look makes it a hit.

Pixels on a line of the hatching have numbers of their own, so that a country without data is hatched by the table alone. So have those
under a coast or border, by the line's ink and how much of the pixel it covers: the table mixes the two colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QTransform

from gui.widgets.world_map.shapes import Shapes

OUTSIDE, SEA, FIRST = 0, 1, 2  # what a pixel's number means; from FIRST on the units
MARKED: Final = 9.0  # logical pixels across, below which a country gets a marker
LEVELS: Final = 8  # of how much of a pixel a line covers
HATCH: Final = 6  # logical pixels from line to line of the hatching


class IdBuffer:
    """Painted for one view of the map, in device pixels: numbers of 16 bits, enough for 990 units and lines in four inks."""

    def __init__(
        self, shapes: Shapes, transform: QTransform, size: QSize, markers: Iterable[tuple[int, float]] = (), density: float = 1.0
    ) -> None:
        self._shapes = shapes
        self._back = transform.inverted()[0]
        self._marked = {at for at, _radius in markers}
        self._count = len(shapes.codes) + FIRST
        self.width, self.height = size.width(), size.height()
        self._image = QImage(size, QImage.Format.Format_RGB32)  # of numbers first, of colours then
        self._image.fill(OUTSIDE)
        painter = QPainter(self._image)
        painter.setPen(Qt.PenStyle.NoPen)
        _paint(painter, shapes, transform, QSizeF(size), markers)
        painter.end()
        self._colours = np.frombuffer(self._image.bits(), dtype=np.uint32).reshape(self.height, self.width)
        self._ids = self._colours.astype(np.uint16)
        step = max(round(HATCH * density), 2)
        hatch = np.where(np.arange(self.width + step) % step < max(step // 5, 1), self._count, 0).astype(np.uint16)
        for row in range(step):  # each row is the one above, moved by a pixel
            self._ids[row::step] += hatch[row : row + self.width]
        self._flat = memoryview(self._ids.data).cast("B").cast("H")
        self._inks = np.zeros((0, 3), dtype=np.uint32)

    def draw_over(self, lines: QImage, inks: Sequence[int]) -> None:
        """Lines to stand over the areas in every picture, once. lines: premultiplied, of the buffer's size; inks: the RGB numbers of the
        colours in it, at most eight, told apart by their green.
        """
        pixels = np.frombuffer(lines.constBits(), dtype=np.uint32)
        at = np.flatnonzero(pixels != 0)  # of truths, which is many times quicker than of numbers
        found = pixels[at]
        cover = found >> 24
        inks = sorted(inks, key=lambda ink: ink >> 8 & 0xFF)
        greens = np.array([ink >> 8 & 0xFF for ink in inks])
        nearest = np.searchsorted((greens[1:] + greens[:-1]) / 2, (found >> 8 & 0xFF) * 255 / np.maximum(cover, 1))
        level = (cover * LEVELS + 127) // 255
        number = np.where(level > 0, nearest * LEVELS + level, 0)
        self._ids.ravel()[at] += (number * 2 * self._count).astype(np.uint16)
        self._inks = np.array([[ink >> shift & 0xFF for shift in (16, 8, 0)] for ink in inks], dtype=np.uint32)

    def coloured(self, outside: int, sea: int, no_data: tuple[int, int], units: Mapping[int, int]) -> QImage:
        """The picture in these colours (RGB numbers), `no_data` being the ground and the lines of the hatching, `units` those of the
        units that have data. The image is the buffer's own: the next call paints over it.
        """
        table = np.empty((2, self._count), dtype=np.uint32)
        table[0], table[1] = no_data
        table[:, OUTSIDE], table[:, SEA] = outside, sea
        table[:, [FIRST + at for at in units]] = list(units.values())
        np.take(self._with_lines(table.ravel()), self._ids, out=self._colours, mode="wrap")
        return self._image

    def _with_lines(self, table: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """The table with its colours under each ink at each level, after those under none."""
        if not len(self._inks):
            return table
        share = np.arange(1, LEVELS + 1, dtype=np.uint32)[None, :, None]
        made = np.full((len(self._inks), LEVELS, len(table)), 0xFF000000, dtype=np.uint32)
        for channel, shift in enumerate((16, 8, 0)):
            ink = self._inks[:, channel][:, None, None]
            made |= ((table >> shift & 0xFF) * (LEVELS - share) + ink * share) // LEVELS << shift
        return np.concatenate([table, made.ravel()])

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
