"""Parts that stand side by side where there is room, and one above the other where there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter


def turned(splitter: QSplitter, *, across: bool) -> bool:
    """Lay the parts of `splitter` side by side, else one above the other; whether they were not so before, and want other sizes."""
    wanted = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
    if splitter.orientation() == wanted:
        return False
    splitter.setOrientation(wanted)
    return True
