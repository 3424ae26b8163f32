"""Numpy points as a Qt polygon, without a Python object a point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPolygonF
from shiboken6 import VoidPtr

_POINT = 16  # bytes: two doubles


def polyline(x: NDArray[np.float64], y: NDArray[np.float64]) -> QPolygonF:
    """The points (x, y), (n,) each, as one polygon."""
    made = QPolygonF()
    made.resize(len(x))
    if len(x):
        # PySide's stubs know neither the size and access that VoidPtr takes nor that it is a buffer.
        memory: memoryview = VoidPtr(made.data(), len(x) * _POINT, True)  # type: ignore[call-arg,arg-type,assignment]  # noqa: FBT003
        places = np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)
        places[:, 0], places[:, 1] = x, y
    return made
