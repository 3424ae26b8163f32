"""Painting bars: every stage has a look of its own, and what is not certain is pale within dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from core.views.timeline_bars import ADOPTED, ANNOUNCED, DEADLINE, ENDED, IN_FORCE, SUSPENDED
from gui.widgets.plot.style import Style
from gui.widgets.timeline.geometry import Geometry
from gui.widgets.timeline.marks import Marks
from gui.widgets.timeline.symbols import direction_colour

SOFT, OPEN = 6, 7  # looks beside those of the stages
_LOOKS: Final = 8
_INSET: Final = 3.0
_ALPHA: Final = {ANNOUNCED: 0.16, ADOPTED: 0.2, IN_FORCE: 0.42, SUSPENDED: 0.14, ENDED: 0.9, SOFT: 0.1, OPEN: 0.18}
_OUT: Final = 60.0

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Stretches:
    """(n,) stretches to be filled: edges in pixels of the widget, top, direction and look."""

    left: Floats
    right: Floats
    top: Floats
    direction: Ints
    look: Ints
    stage: Ints


def paint_bars(painter: QPainter, geo: Geometry, marks: Marks, style: Style, now: float) -> None:
    """The bars of the marks that are no symbols. What lasts without a known end is drawn as certain up to the day `now` only."""
    wide = np.flatnonzero(~marks.small)
    if not len(wide):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    _paint_spines(painter, geo, marks, wide, style)
    found = _stretches(geo, marks, wide, now)
    keys = found.direction * _LOOKS + found.look
    for key in np.unique(keys[found.stage != DEADLINE]).tolist():
        own = np.flatnonzero((keys == key) & (found.stage != DEADLINE))
        _fill(painter, found, own, geo.row - 2 * _INSET, direction_colour(key // _LOOKS, style), key % _LOOKS, style)
    _paint_deadlines(painter, geo, found, style)
    _paint_arrows(painter, geo, marks, wide, style)


def stretch_brush(look: int, colour: QColor) -> QBrush:
    """What a stretch of this look is filled with."""
    pale = QColor(colour)
    if look == SUSPENDED:
        pale.setAlphaF(0.7)
        return QBrush(pale, Qt.BrushStyle.BDiagPattern)
    pale.setAlphaF(_ALPHA[look])
    return QBrush(pale)


def stretch_pen(look: int, colour: QColor, style: Style) -> QPen:
    """The outline of a stretch of this look."""
    if look in (SOFT, OPEN):
        pen = style.pen(colour)
        pen.setDashPattern([1.0, 3.0])
        return pen
    return style.pen(colour) if look in (ADOPTED, SUSPENDED) else QPen(Qt.PenStyle.NoPen)


def _stretches(geo: Geometry, marks: Marks, wide: Ints, now: float) -> _Stretches:
    parts, bars = geo.timeline.parts, marks.bar[wide]
    counts = parts.first[bars + 1] - parts.first[bars]
    offsets = np.cumsum(counts) - counts
    own = np.repeat(parts.first[bars] - offsets, counts) + np.arange(int(counts.sum()))
    mark = np.repeat(wide, counts)
    start, end, stage = parts.start[own], parts.end[own], parts.stage[own]
    look = np.where(parts.soft[own], SOFT, stage)
    lasting = np.flatnonzero(np.isinf(end))
    split = np.maximum(start[lasting], now)
    start = np.concatenate((start, split))
    end = np.concatenate((end, np.full(len(lasting), np.inf)))
    end[lasting] = split
    look = np.concatenate((look, np.full(len(lasting), OPEN)))
    stage = np.concatenate((stage, stage[lasting]))
    mark = np.concatenate((mark, mark[lasting]))
    right_edge = geo.width - geo.left + _OUT
    left = np.clip((start - geo.first) * geo.scale, -_OUT, right_edge) + geo.left
    right = np.clip((end - geo.first) * geo.scale, -_OUT, right_edge) + geo.left
    seen = (right > left) & (right > geo.left) & (left < geo.width)
    tops = geo.tops[marks.row[mark]] + _INSET
    return _Stretches(left[seen], right[seen], tops[seen], marks.direction[mark][seen], look[seen], stage[seen])


def _fill(painter: QPainter, found: _Stretches, own: Ints, height: float, colour: QColor, look: int, style: Style) -> None:
    snap = style.snap
    edges = zip(found.left[own].tolist(), found.right[own].tolist(), found.top[own].tolist(), strict=True)
    rects = [QRectF(snap(left), snap(top), max(snap(right - left), 1.5), snap(height)) for left, right, top in edges]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.colours.base))
    painter.drawRects(rects)
    painter.setBrush(stretch_brush(look, colour))
    painter.setPen(stretch_pen(look, colour, style))
    painter.drawRects(rects)
    if look == IN_FORCE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects([QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2) for rect in rects])


def _paint_spines(painter: QPainter, geo: Geometry, marks: Marks, wide: Ints, style: Style) -> None:
    """A thin line under each bar, so that stages with time between them read as one event."""
    painter.setPen(style.pen(style.colours.muted, dashed=True))
    foot = geo.row - _INSET - 1
    edges = zip(marks.left[wide].tolist(), marks.right[wide].tolist(), geo.tops[marks.row[wide]].tolist(), strict=True)
    lines = [QLineF(left + geo.left, style.centre(top + foot), right + geo.left, style.centre(top + foot)) for left, right, top in edges]
    painter.drawLines(lines)


def _paint_deadlines(painter: QPainter, geo: Geometry, found: _Stretches, style: Style) -> None:
    """A small flag in its row; over a month or a year that it may be in, a dotted line."""
    own = np.flatnonzero(found.stage == DEADLINE)
    if not len(own):
        return
    colour = QColor(style.colours.danger)
    height = geo.row - 2 * _INSET
    dotted = style.pen(colour)
    dotted.setDashPattern([1.0, 3.0])
    for left, right, top, look in zip(*(one[own].tolist() for one in (found.left, found.right, found.top, found.look)), strict=True):
        if look == SOFT:
            painter.setPen(dotted)
            painter.drawLine(QPointF(left, style.centre(top)), QPointF(right, style.centre(top)))
        foot = style.centre(right if look == SOFT else left)
        painter.setPen(style.pen(colour))
        painter.drawLine(QPointF(foot, top), QPointF(foot, top + height))
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([QPointF(foot, top), QPointF(foot - 6, top + 3), QPointF(foot, top + 6)]))


def _paint_arrows(painter: QPainter, geo: Geometry, marks: Marks, wide: Ints, style: Style) -> None:
    """An arrow at the edge of the plot for each bar that goes on."""
    going = wide[(geo.timeline.bars.end[marks.bar[wide]] > geo.last) & (marks.left[wide] + geo.left < geo.width - 16)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    right, half = geo.width - 3, 4.0
    for row, direction in zip(marks.row[going].tolist(), marks.direction[going].tolist(), strict=True):
        middle = float(geo.tops[row]) + geo.row / 2
        painter.setPen(QPen(direction_colour(direction, style), 1.6))
        painter.drawPolyline([QPointF(right - half, middle - half), QPointF(right, middle), QPointF(right - half, middle + half)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
