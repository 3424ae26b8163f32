"""The chips over a pane: colour, name, value and date of every line, in columns that stay where they are while values change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from core.words import _
from gui.widgets.plot.date_axis import date_text
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import value_text
from gui.widgets.plot.values import Line, Pane, Row

_SWATCH, _GAP, _BETWEEN = 14.0, 6.0, 22.0


@dataclass(frozen=True, slots=True)
class Chip:
    """One line's place in the legend, from the left end of its swatch."""

    line: Line
    label: str
    x: float
    row: int


@dataclass(frozen=True, slots=True)
class Legend:
    """The head of a pane: its title and unit, and the chips under or beside them. `left_out` lines had no room."""

    chips: tuple[Chip, ...]
    rows: int
    dated: bool
    left_out: int


def legend(pane: Pane, width: float, most_rows: int, style: Style) -> Legend:
    """The chips of `pane` in `width` pixels: beside the title where all fit in its row, else in rows under it, at most `most_rows`.

    Where they do not fit, dates go first and then the last lines.
    """
    if not pane.lines:
        return Legend((), 1, dated=True, left_out=0)
    labels = [style.metrics.elidedText(line.label, Qt.TextElideMode.ElideMiddle, max(width * 0.4, 60.0)) for line in pane.lines]
    head = heading_width(pane, style)
    for dated in (True, False):
        cell = max(_chip_width(line, label, pane, style, dated=dated) for line, label in zip(pane.lines, labels, strict=True)) + _BETWEEN
        if head + cell * len(labels) - _BETWEEN <= width:
            chips = tuple(Chip(line, label, head + cell * i, 0) for i, (line, label) in enumerate(zip(pane.lines, labels, strict=True)))
            return Legend(chips, 1, dated=dated, left_out=0)
        across = max(int((width + _BETWEEN) // cell), 1)
        if -(-len(labels) // across) < most_rows:
            break
    room = max(most_rows - 1, 1) * across
    shown = len(labels) if len(labels) <= room else room - 1 if room > 1 else 1
    down = -(-(shown + (shown < len(labels))) // across)
    chips = tuple(Chip(pane.lines[i], labels[i], cell * (i % across), 1 + i // across) for i in range(shown))
    return Legend(chips, 1 + down, dated=dated, left_out=len(labels) - shown)


def heading_width(pane: Pane, style: Style) -> float:
    """How far title and unit reach, with the gap to the first chip."""
    title = style.bold_metrics.horizontalAdvance(pane.title) + (_GAP + 2 if pane.title else 0)
    unit = unit_of(pane)
    return title + (style.metrics.horizontalAdvance(unit) + _BETWEEN if unit else 14)


def unit_of(pane: Pane) -> str:
    """The unit of a pane's axis: its own, or those of its lines."""
    return pane.unit or ", ".join(dict.fromkeys(line.unit for line in pane.lines if line.unit))


def paint_legend(painter: QPainter, head: QRectF, pane: Pane, legend: Legend, rows: Mapping[str, Row], style: Style) -> None:
    """Paint title, unit and chips into `head`, with the values of `rows` by line key."""
    ascent = style.metrics.ascent() + 1
    x, y = head.left(), head.top() + ascent
    painter.setFont(style.bold)
    painter.setPen(QColor(style.colours.text))
    painter.drawText(QPointF(x, y), pane.title)
    x += style.bold_metrics.horizontalAdvance(pane.title) + (_GAP + 2 if pane.title else 0)
    painter.setFont(style.font)
    painter.setPen(QColor(style.colours.muted))
    painter.drawText(QPointF(x, y), unit_of(pane))
    for chip in legend.chips:
        at = QPointF(head.left() + chip.x, head.top() + chip.row * style.row + ascent)
        _paint_chip(painter, at, chip, pane, rows.get(chip.line.key), style, dated=legend.dated)
    if legend.left_out:
        painter.setFont(style.font)
        painter.setPen(QColor(style.colours.muted))
        text = _("and {count} more").format(count=legend.left_out)
        last = legend.chips[-1]
        across = sum(chip.row == 1 for chip in legend.chips)
        wraps = len(legend.chips) % across == 0
        cell = legend.chips[1].x if across > 1 else 0.0
        row, x = (last.row + 1, 0.0) if wraps else (last.row, last.x + cell)
        painter.drawText(QPointF(head.left() + x, head.top() + row * style.row + ascent), text)


def _chip_width(line: Line, label: str, pane: Pane, style: Style, *, dated: bool) -> float:
    recent = line.values[-512:]
    recent = recent[np.isfinite(recent)]
    ends = (float(recent.min()), float(recent.max())) if len(recent) else ()
    widest = max((style.bold_metrics.horizontalAdvance(value_text(value, line.digits)) for value in ends), default=0.0)
    width = _SWATCH + _GAP + style.metrics.horizontalAdvance(label) + _GAP + max(widest, style.bold_metrics.horizontalAdvance("00,000.0"))
    if line.unit and line.unit != unit_of(pane):
        width += 4 + style.metrics.horizontalAdvance(line.unit)
    return width + (_GAP + style.small_metrics.horizontalAdvance(date_text(0, line.precision)) if dated else 0)


def _paint_chip(painter: QPainter, at: QPointF, chip: Chip, pane: Pane, row: Row | None, style: Style, *, dated: bool) -> None:
    x, y = at.x(), at.y()
    middle = y - style.metrics.ascent() * 0.36
    painter.fillRect(QRectF(x, middle - 1.5, _SWATCH, 3), style.ink(chip.line.colour, muted=chip.line.muted))
    x += _SWATCH + _GAP
    painter.setFont(style.font)
    painter.setPen(QColor(style.colours.text))
    painter.drawText(QPointF(x, y), chip.label)
    if row is None:
        return
    x += style.metrics.horizontalAdvance(chip.label) + _GAP
    if row.value is None:
        painter.setPen(QColor(style.colours.muted))
        painter.drawText(QPointF(x, y), _("no data"))
        x += style.metrics.horizontalAdvance(_("no data")) + _GAP
    else:
        text = value_text(row.value, chip.line.digits)
        painter.setFont(style.bold)
        painter.drawText(QPointF(x, y), text)
        x += style.bold_metrics.horizontalAdvance(text) + 4
        if row.unit and row.unit != unit_of(pane):
            painter.setFont(style.font)
            painter.drawText(QPointF(x, y), row.unit)
            x += style.metrics.horizontalAdvance(row.unit) + 4
        x += _GAP - 4
    if dated and row.day is not None:
        painter.setFont(style.small)
        painter.setPen(QColor(style.colours.muted))
        painter.drawText(QPointF(x, y), date_text(row.day, chip.line.precision) + (" *" if row.marked else ""))
