"""Which part of the map is in view: a middle and a scale, moved within bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST: Final = 60.0  # how many times larger than the whole world


@dataclass(frozen=True, slots=True)
class Camera:
    """x, y: the middle of the view on the map (y down). scale: pixels a unit of the map."""

    x: float
    y: float
    scale: float

    def transform(self, size: QSizeF) -> QTransform:
        """From the map to the view of that size."""
        made = QTransform()
        made.translate(size.width() / 2, size.height() / 2)
        made.scale(self.scale, self.scale)
        made.translate(-self.x, -self.y)
        return made

    def sight(self, whole: QRectF, size: QSizeF) -> Sight:
        """The same, to be seen in a view of another size."""
        return Sight(self.x, self.y, self.scale / fitting(whole, size, 0).scale)

    def moved(self, dx: float, dy: float) -> Camera:
        """After the picture was pulled by so many pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, factor: float, about: QPointF, size: QSizeF, whole: QRectF) -> Camera:
        """Closer by `factor`; the place under `about`, a point of the view, stays where it is."""
        least = fitting(whole, size, 0).scale
        scale = min(max(self.scale * factor, least), least * CLOSEST)
        across, down = about.x() - size.width() / 2, about.y() - size.height() / 2
        return Camera(self.x + across / self.scale - across / scale, self.y + down / self.scale - down / scale, scale)

    def within(self, whole: QRectF, size: QSizeF) -> Camera:
        """Moved so that the middle of the view lies on the map, and a map that fits stays in the middle."""
        x, y = min(max(self.x, whole.left()), whole.right()), min(max(self.y, whole.top()), whole.bottom())
        if whole.width() * self.scale <= size.width():
            x = whole.center().x()
        if whole.height() * self.scale <= size.height():
            y = whole.center().y()
        return Camera(x, y, self.scale)


@dataclass(frozen=True, slots=True)
class Sight:
    """A camera without regard to the size of its view: the middle on the map, and how many times larger than the whole world."""

    x: float
    y: float
    zoom: float

    def camera(self, whole: QRectF, size: QSizeF) -> Camera:
        """In a view of that size."""
        return Camera(self.x, self.y, self.zoom * fitting(whole, size, 0).scale)


@dataclass(frozen=True, slots=True)
class Fit:
    """A camera that shows a box of the map whole, whatever the size of the view. region: its name, "" for any other box."""

    box: QRectF
    margin: float
    region: str = ""

    def camera(self, _whole: QRectF, size: QSizeF) -> Camera:
        """In a view of that size."""
        return fitting(self.box, size, self.margin)


def fitting(box: QRectF, size: QSizeF, margin: float = 0.06) -> Camera:
    """What shows a box of the map whole, with a margin as a share of the view."""
    room = 1 - 2 * margin
    scale = min(max(size.width(), 1) * room / max(box.width(), 1e-9), max(size.height(), 1) * room / max(box.height(), 1e-9))
    return Camera(box.center().x(), box.center().y(), scale)
