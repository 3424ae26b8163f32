"""Draws the program's icon, an SVG, in the formats that Windows and macOS want."""

from __future__ import annotations

import os
from pathlib import Path

from installer.project import ROOT

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = (16, 32, 48, 64, 128, 256, 512, 1024)


def draw(into: Path) -> list[Path]:
    """Write orebook.ico (256 pixels, as Windows scales it), orebook.icns and orebook-SIZE.png into `into`; return their paths.

    Raises OSError when a file could not be written.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _application = QGuiApplication.instance() or QGuiApplication([])
    into.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / "orebook.svg"))
    written = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        names = [f"orebook-{size}.png"] + ["orebook.ico"] * (size == 256) + ["orebook.icns"] * (size == 1024)
        for name in names:
            if not image.save(str(into / name)):
                raise OSError(f"could not write {into / name}")
            written.append(into / name)
    return written
