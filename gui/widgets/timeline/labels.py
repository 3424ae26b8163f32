"""Titles cut to the room they have, quickly enough for hundreds a frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF

LEAST = 34.0  # pixels under which a title says nothing
_MORE = "…"


class Cutter:
    """Knows how far the letters of each title reach in one font."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._metrics = metrics
        self._letters: dict[str, float] = {}
        self._reach: dict[str, NDArray[np.float64]] = {}
        self._more = metrics.horizontalAdvance(_MORE)

    def cut(self, text: str, room: float) -> tuple[str, float]:
        """The text, or as much of it as fits `room` with an ellipsis, and its width; ("", 0) where nothing fits."""
        reach = self._reach.get(text)
        if reach is None:
            reach = self._reach[text] = np.cumsum([self._letter(one) for one in text] or [0.0])
        if reach[-1] <= room:
            return text, float(reach[-1])
        count = int(np.searchsorted(reach, room - self._more, side="right"))
        return (text[:count].rstrip() + _MORE, float(reach[count - 1]) + self._more) if count else ("", 0.0)

    def _letter(self, letter: str) -> float:
        width = self._letters.get(letter)
        if width is None:
            width = self._letters[letter] = self._metrics.horizontalAdvance(letter)
        return width
