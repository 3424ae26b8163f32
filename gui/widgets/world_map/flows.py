"""Arrows over the map: curved lines, the wider the larger the flow, that can be pointed at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from gui.widgets.world_map.painting import Look
from gui.widgets.world_map.scene import Flow

_NEAR: Final = 9.0  # logical pixels across, within which an arrow is pointed at


def paint_flows(painter: QPainter, look: Look, flows: Sequence[Flow]) -> None:
    """The large ones below; dashed ones are no reported figures."""
    for flow in sorted(flows, key=lambda one: -one.share):
        paint_flow(painter, look, flow, look.colours.series[7 if flow.dashed else 3])


def paint_flow(painter: QPainter, look: Look, flow: Flow, colour: str) -> None:
    """One arrow with an edge in the ground's colour."""
    path, head = _arrow(look, flow)
    if path is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = (1.2 + 5 * math.sqrt(min(max(flow.share, 0), 100) / 100)) * look.density
    for shade, extra in ((look.colours.base, 2.0 * look.density), (colour, 0.0)):
        ink = QColor(shade)
        ink.setAlphaF(0.85)
        pen = QPen(ink, width + extra)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if flow.dashed and not extra:
            pen.setDashPattern([2.2, 1.2])
        painter.strokePath(path, pen)
        painter.fillPath(head, ink)


def flow_at(look: Look, flows: Sequence[Flow], place: QPointF) -> int:
    """The arrow at a place in device pixels, the smallest of several, as an index of `flows`; -1 for none."""
    stroker = QPainterPathStroker()
    stroker.setWidth(_NEAR * look.density)
    for at in sorted(range(len(flows)), key=lambda one: flows[one].share):
        path, head = _arrow(look, flows[at])
        if path is not None and (head.contains(place) or stroker.createStroke(path).contains(place)):
            return at
    return -1


def middle_of(look: Look, flow: Flow) -> QPointF | None:
    """Where the line is half way, in device pixels; None for an arrow that is not drawn."""
    path, _head = _arrow(look, flow)
    return path.pointAtPercent(0.5) if path is not None else None


def _arrow(look: Look, flow: Flow) -> tuple[QPainterPath | None, QPainterPath]:
    """The line and the head; the line bends to the left of its way and ends where the head begins."""
    head = QPainterPath()
    ends = [look.shapes.index(code) for code in (flow.giver, flow.taker)]
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None, head
    start, end = (look.transform.map(look.shapes.places[at]) for at in ends if at is not None)
    way = end - start
    length = math.hypot(way.x(), way.y())
    if length < 12 * look.density:
        return None, head
    bend = (start + end) / 2 + QPointF(way.y(), -way.x()) * (0.18 if way.x() >= 0 else -0.18)
    last = end - bend
    unit = last / max(math.hypot(last.x(), last.y()), 1e-9)
    size = (6 + 7 * math.sqrt(min(max(flow.share, 0), 100) / 100)) * look.density
    base, side = end - unit * size, QPointF(-unit.y(), unit.x()) * size * 0.5
    head.addPolygon(QPolygonF([end, base + side, base - side]))
    path = QPainterPath(start)
    path.quadTo(bend, base)
    return path, head
