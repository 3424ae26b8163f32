"""A chart as a file: PNG at any size and scale, SVG and PDF as vectors; type and lines keep their proportions in all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter

LINE = 1.4  # width of lines in logical pixels
VECTOR_DENSITY = 4.0  # columns a logical pixel in which dense lines are drawn as vectors

Render = Callable[[QPainter, QRectF], None]


def to_image(render: Render, size: QSize, scale: float) -> QImage:
    """An image of `size` logical pixels at `scale` device pixels each. Raises ValueError where Qt can make no image so large."""
    pixels = QSize(round(size.width() * scale), round(size.height() * scale))
    image = QImage(pixels, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ValueError(f"an image of {pixels.width()} x {pixels.height()} pixels")
    _painted(image, render, QRectF(0, 0, pixels.width(), pixels.height()))
    return image


def to_svg(render: Render, size: QSize, title: str) -> bytes:
    """An SVG document of `size` logical pixels."""
    from PySide6.QtSvg import QSvgGenerator

    data, device = _buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(device)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription("")
    _painted(generator, render, QRectF(0, 0, size.width(), size.height()))
    device.close()
    return bytes(data.data())


def to_pdf(render: Render, size: QSize, title: str) -> bytes:
    """A PDF of one page of `size`, a logical pixel being 1/96 inch."""
    data, device = _buffer()
    writer = QPdfWriter(device)
    writer.setResolution(600)
    writer.setPageSize(QPageSize(QSizeF(size) * 72 / 96, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("Orebook")
    _painted(writer, render, QRectF(0, 0, writer.width(), writer.height()))
    device.close()
    return bytes(data.data())


def _buffer() -> tuple[QByteArray, QBuffer]:
    data = QByteArray()
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    return data, device


def _painted(device: QPaintDevice, render: Render, target: QRectF) -> None:
    painter = QPainter(device)
    try:
        render(painter, target)
    finally:
        painter.end()
