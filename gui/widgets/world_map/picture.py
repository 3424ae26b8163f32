"""The whole map painted as shapes, and maps of several scenes as picture files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from core.task import Cancelled, Progress, Refused
from core.words import _
from gui.widgets.world_map import painting
from gui.widgets.world_map.flows import paint_flows
from gui.widgets.world_map.labels import paint_labels
from gui.widgets.world_map.legend import paint_words
from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.scene import Scene


def paint_map(painter: QPainter, look: Look, scene: Scene, chosen: Sequence[str] = (), *, legend: bool = True) -> None:
    """Everything, at the painter's origin. chosen: codes of countries to be outlined."""
    painter.setClipRect(QRectF(QPointF(0, 0), look.size))
    painting.paint_ground(painter, look)
    painting.paint_areas(painter, look, scene)
    painting.paint_lines(painter, look)
    painting.paint_markers(painter, look, scene)
    painting.paint_marks(painter, look, scene.marks)
    paint_flows(painter, look, scene.flows)
    for code in chosen:
        painting.paint_outline(painter, look, code, look.colours.accent, 2.2)
    taken = paint_words(painter, look, scene, small=look.small, legend=legend)
    if not look.small:
        paint_labels(painter, look, scene, taken)


def write_frames(
    frames: Sequence[tuple[str, Callable[[], Scene]]], look: Look, chosen: Sequence[str], folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """A picture a frame in the folder, named by the frame; none replaces a file that is there. May run on any thread.

    Raises `Refused` where the folder cannot be written to. What was written goes again when that, or `Cancelled`, is raised.
    """
    written: list[Path] = []
    try:
        for at, (name, scene) in enumerate(frames):
            progress(at / len(frames), name)
            image = QImage(look.size.toSize(), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            paint_map(painter, look, scene(), chosen)
            painter.end()
            path = _free(folder, name)
            written.append(path)
            if not image.save(str(path)):
                raise Refused(_("{file} cannot be written; choose another folder.").format(file=path))
        progress(1.0, "")
    except (Cancelled, Refused):
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return tuple(written)


def _free(folder: Path, name: str) -> Path:
    path, count = folder / f"{name}.png", 1
    while path.exists():
        count += 1
        path = folder / f"{name} ({count}).png"
    return path
