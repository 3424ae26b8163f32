"""Painting the cells in view, all in one go.

A delegate called for every cell, and a model asked for seven roles of each, is what makes tables in Python slow: the same cells
painted in one loop take less time than Qt needs for empty ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon

from gui import theme
from gui.widgets.table.model import GridModel

PADDING: Final = 6
MISSING: Final = "–"
TOO_WIDE: Final = "###"  # a number cut short would be another number


@dataclass(frozen=True, slots=True)
class Strip:
    """A column in view: its number, and where it stands in pixels."""

    column: int
    left: int
    width: int


class CellPainter:
    """Paints rows of one height from a GridModel in the colours of the theme."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self.take_colours()

    def take_colours(self) -> None:
        """Use the colours of the theme in use."""
        colours = theme.current()
        self._base, self._alternate, self._grid = QColor(colours.base), QColor(colours.alternate), QColor(colours.grid)
        self._ink, self._danger = QColor(colours.text), QColor(colours.danger)
        self._faint = QColor(theme.mix(colours.base, colours.muted, 0.55))
        self._selected = QColor(theme.mix(colours.base, colours.accent, 0.20))
        self._problem = QColor(theme.mix(colours.base, colours.danger, 0.16))
        self._ring = QPen(QColor(colours.accent), 2)
        self._ring.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def paint(self, painter: QPainter, font: QFont, rows: range, top: int, height: int, strips: list[Strip]) -> None:
        """Ground, lines and texts of `rows`, the first of which begins at `top`; the colours of selected cells are already there."""
        metrics = QFontMetrics(font)
        baseline = (height - 1 - metrics.height()) // 2 + metrics.ascent()
        painter.setFont(font)
        painter.setPen(self._ink)
        for strip in strips:
            self._paint_column(painter, metrics, rows, top + baseline, height, strip)

    def paint_ground(self, painter: QPainter, area: QRect, rows: range, top: int, height: int, strips: list[Strip]) -> None:
        """The ground under `rows`, every other one a little darker."""
        painter.fillRect(area, self._base)
        if not strips:
            return
        left, right = strips[0].left, strips[-1].left + strips[-1].width
        for row in rows:
            if row & 1:
                painter.fillRect(left, top + (row - rows.start) * height, right - left, height, self._alternate)

    def paint_selected(self, painter: QPainter, area: QRect) -> None:
        """The ground of selected cells."""
        painter.fillRect(area, self._selected)

    def paint_lines(self, painter: QPainter, rows: range, top: int, height: int, strips: list[Strip]) -> None:
        """A hairline below every row and right of every column."""
        if not strips or not rows:
            return
        painter.setPen(self._grid)
        left, right = strips[0].left, strips[-1].left + strips[-1].width - 1
        bottom = top + len(rows) * height - 1
        for number in range(1, len(rows) + 1):
            painter.drawLine(left, top + number * height - 1, right, top + number * height - 1)
        for strip in strips:
            painter.drawLine(strip.left + strip.width - 1, top, strip.left + strip.width - 1, bottom)

    def paint_problem(self, painter: QPainter, cell: QRect, *, selected: bool) -> None:
        """The ground and the corner of a cell with a problem."""
        if not selected:
            painter.fillRect(cell, self._problem)
        painter.setBrush(self._danger)
        painter.setPen(Qt.PenStyle.NoPen)
        corner = cell.topRight() + QPoint(1, 0)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(6, 0), corner + QPoint(0, 6)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def paint_ring(self, painter: QPainter, cell: QRect) -> None:
        """The ring around the current cell."""
        painter.setPen(self._ring)
        painter.drawRect(cell.adjusted(0, 0, -1, -1))

    def _paint_column(self, painter: QPainter, metrics: QFontMetrics, rows: range, baseline: int, height: int, strip: Strip) -> None:
        model, column = self._model, strip.column
        source_text, advance, draw = model.source.text, metrics.horizontalAdvance, painter.drawText
        kind, refused = model.columns[column].kind, model.refused
        left, room = strip.left + PADDING, strip.width - 2 * PADDING - 1
        to_right, centred = kind == "number", kind == "flag"
        surely_fits = room // max(metrics.maxWidth(), 1)
        for row in model.order[rows.start : rows.stop].tolist():
            text = refused.get((row, column)) if refused else None
            ink = None if text is None else self._danger
            if text is None:
                text = source_text(row, column)
            if not text and not centred:
                text, ink = MISSING, self._faint
            width = advance(text) if to_right or centred or len(text) > surely_fits else 0
            if width > room:
                text = TOO_WIDE if to_right else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                width = advance(text)
            x = left + room - width if to_right else left + (room - width) // 2 if centred else left
            if ink is not None:
                painter.setPen(ink)
            draw(x, baseline, text)
            if ink is not None:
                painter.setPen(self._ink)
            baseline += height
