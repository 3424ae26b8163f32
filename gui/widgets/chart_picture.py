"""A chart as a picture for others: its title above, its sources below, always in light colours, everything scaling together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QImageWriter, QPainter

from core.io.replacing import writing
from core.task import Refused
from core.words import _
from gui.theme import LIGHT
from gui.widgets.plot import Chart, export

KINDS = (".png", ".svg", ".pdf")
_PRINT_WIDTH = 3200  # pixels: 27 cm at 300 dots an inch
_COPY_SCALE = 2.0
_LEAST = QSize(900, 480)  # logical pixels: in a narrow window names would be cut that a page has room for
_MARGIN = 12.0
_INCH = 0.0254


class ChartPicture:
    """The picture of a chart as it stands, at the size it has on the screen or a little larger."""

    def __init__(self, chart: Chart, title: str, lines: Sequence[str]) -> None:
        self._chart, self._title, self._lines = chart, title, tuple(lines)
        self._font = QFont(chart.font())
        self._font.setPixelSize(QFontInfo(self._font).pixelSize())
        self._bold = QFont(self._font)
        self._bold.setPixelSize(round(self._font.pixelSize() * 1.2))
        self._bold.setWeight(QFont.Weight.DemiBold)
        width = max(chart.width(), _LEAST.width())
        self._head, self._foot = self._height(self._bold, (title,), width), self._height(self._font, self._lines, width)
        self._plot = QSize(width, max(chart.height(), _LEAST.height()))
        self._size = QSize(width, math.ceil(self._plot.height() + self._head + self._foot))

    def image(self, scale: float = _COPY_SCALE) -> QImage:
        """The picture in pixels, so many for a logical one."""
        made = export.to_image(lambda painter, target: self._paint(painter, target, scale), self._size, scale)
        dots = round(96 * scale / _INCH)
        made.setDotsPerMeterX(dots)
        made.setDotsPerMeterY(dots)
        return made

    def write(self, path: Path) -> None:
        """Write it, the format by the name's ending. Raises `Refused` for another ending or where the file cannot be written."""
        if path.suffix.casefold() not in KINDS:
            raise Refused(_("{file} says no format of a picture; its name must end in .png, .svg or .pdf.").format(file=path.name))
        with writing(path) as beside:
            if path.suffix.casefold() == ".png":
                image = self.image(max(_COPY_SCALE, _PRINT_WIDTH / self._size.width()))
                if not QImageWriter(str(beside), QByteArray(b"png")).write(image):
                    raise Refused(_("{file} could not be written.").format(file=path.name))
            else:
                make = export.to_svg if path.suffix.casefold() == ".svg" else export.to_pdf
                beside.write_bytes(
                    make(lambda painter, target: self._paint(painter, target, export.VECTOR_DENSITY), self._size, self._title)
                )

    def _height(self, font: QFont, texts: Sequence[str], width: float) -> float:
        metrics, room = QFontMetricsF(font), QRectF(0, 0, width - 2 * _MARGIN, 10_000)
        rows = [metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() for text in texts if text]
        return math.ceil(sum(rows) + _MARGIN) if rows else 0.0

    def _paint(self, painter: QPainter, target: QRectF, density: float) -> None:
        scale = target.width() / self._size.width()
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(scale, scale)
        painter.fillRect(QRectF(0, 0, self._size.width(), self._size.height()), QColor(LIGHT.base))
        self._write(painter, self._bold, LIGHT.text, (self._title,), _MARGIN / 2)
        plot = QRectF(0, self._head, self._plot.width(), self._plot.height())
        self._chart.render_to(painter, plot, self._plot, density, LIGHT)
        self._write(painter, self._font, LIGHT.muted, self._lines, plot.bottom() + _MARGIN / 2)
        painter.restore()

    def _write(self, painter: QPainter, font: QFont, colour: str, texts: Sequence[str], top: float) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetricsF(font)
        for text in texts:
            if text:
                room = QRectF(_MARGIN, top, self._size.width() - 2 * _MARGIN, 10_000)
                painter.drawText(room, Qt.TextFlag.TextWordWrap, text)
                top += metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
