"""Icons in the colours of the theme: line drawings (Lucide, see resources/icons/LICENSE) painted with the ink of the moment.

An icon needs no replacement when the theme changes: it is drawn anew at its next repaint.
"""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

import resources
from gui import theme

_STROKE: Final = 'stroke-width="2"'


def icon(name: str, ink: str = "") -> QIcon:
    """The icon `name`, a file of resources/icons without its ending, in a colour of the theme: `ink` is a field of
    `theme.Colours` ("danger"); without it the icon has the colour of text. Raises FileNotFoundError for a name that is not there.
    """
    _source(name)
    return QIcon(_Engine(name, ink))


@functools.cache
def _source(name: str) -> str:
    return (resources.path("icons") / f"{name}.svg").read_text("utf-8")


# Qt owns what clone() returns, but PySide lets Python free it: without a reference here the copied icon dies with a segmentation fault.
_clones: Final[list[QIconEngine]] = []


class _Engine(QIconEngine):
    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._ink)
        _clones.append(made)
        return made

    def key(self) -> str:
        return "orebook"

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        scale = device.devicePixelRatio() if device else 1.0
        drawn = self.scaledPixmap(rect.size(), mode, state, scale)
        target = QRectF(0, 0, drawn.width() / scale, drawn.height() / scale)
        target.moveCenter(QRectF(rect).center())
        painter.drawPixmap(target.topLeft(), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        actual, colour = self.actualSize(size, mode, state), self._colour(mode)
        key = f"orebook {self._name} {colour} {actual.width()} {scale}"
        drawn = QPixmap()
        if not QPixmapCache.find(key, drawn):
            drawn = _draw(self._name, colour, actual * scale)
            drawn.setDevicePixelRatio(scale)
            QPixmapCache.insert(key, drawn)
        return drawn

    def _colour(self, mode: QIcon.Mode) -> str:
        colours = theme.current()
        if mode == QIcon.Mode.Disabled:
            return theme.mix(colours.window, colours.muted, 0.55)
        if mode == QIcon.Mode.Selected:
            return colours.accent_text
        found: str = getattr(colours, self._ink) if self._ink else colours.text
        return found


def _draw(name: str, colour: str, size: QSize) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # loaded when the first icon is painted, not before

    # A slightly thinner line than the drawings' own sits better beside text at the sizes of menus and tool bars.
    text = _source(name).replace("currentColor", colour).replace(_STROKE, 'stroke-width="1.75"')
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    return drawn
