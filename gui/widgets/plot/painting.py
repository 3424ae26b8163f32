"""Painting a chart with any painter: the same code fills the widget, one exposed strip of it, a PNG, an SVG and a PDF."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF

from gui.widgets.plot.curve import Columns, Curve, Outline, cut, runs
from gui.widgets.plot.date_axis import DateTicks, date_text, without_years
from gui.widgets.plot.flags import Marker, bands, markers
from gui.widgets.plot.layout import Layout, PaneBox, PaneView, Scene
from gui.widgets.plot.legend import paint_legend
from gui.widgets.plot.polyline import polyline
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import value_ticks
from gui.widgets.plot.values import Reading

DOT = 2.5  # radius of a point's dot
REACH = 5.0  # how far anything painted at a point reaches sideways
_SPREAD, _HOLLOW_SPREAD = 14.0, 6.0  # pixels a point from which points get dots, estimated ones hollow dots
_FAR = 16000.0  # beyond this many pixels the raster engine loses count
_SMOOTH = 3.0  # pixels a point from which the edges of an area are smoothed
_AREA_TINT, _BAND_TINT = 0.35, 0.16
_COUNT_ROOM = 48.0  # pixels between two ticks of an axis that counts
_MARKER = 20.0  # width of a flag's marker


def paint(painter: QPainter, scene: Scene, layout: Layout, style: Style, reading: Reading | None) -> None:
    """Paint the whole picture."""
    paint_ground(painter, scene, layout, style)
    paint_axis(painter, scene, layout, style)
    paint_legends(painter, scene, layout, style, reading)


def paint_ground(painter: QPainter, scene: Scene, layout: Layout, style: Style) -> None:
    """Paint all that a move in time leaves in place, and the plots in full."""
    painter.fillRect(QRectF(QPointF(0, 0), layout.size), QColor(style.colours.base))
    for view, box in zip(scene.panes, layout.panes, strict=True):
        paint_plot(painter, scene, view, box, style, box.plot)
        _paint_values(painter, view, box, style)
    if scene.message and not any(view.axis for view in scene.panes):
        painter.setFont(style.font)
        painter.setPen(QColor(style.colours.muted))
        whole = QRectF(layout.left, 0, layout.width, layout.axis.top())
        taken = style.metrics.boundingRect(whole, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, scene.message)
        painter.fillRect(taken.adjusted(-12, -8, 12, 8), QColor(style.colours.base))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, scene.message)


def paint_plot(painter: QPainter, scene: Scene, view: PaneView, box: PaneBox, style: Style, part: QRectF) -> None:
    """Paint the part of a pane's plot that lies in `part`: bands, grid, flags, lines."""
    painter.save()
    painter.setClipRect(part)
    painter.fillRect(part, QColor(style.colours.base))
    day = (scene.last - scene.first) / box.plot.width()
    first = scene.first + (part.left() - REACH - box.plot.left()) * day
    last = scene.first + (part.right() + REACH - box.plot.left()) * day
    for start, end, flag in bands(scene.flags, first, last):
        tint = style.series(flag.colour)
        tint.setAlphaF(0.08)
        left = _x(start, scene, box.plot)
        painter.fillRect(QRectF(left, part.top(), _x(end, scene, box.plot) - left, part.height()).intersected(part), tint)
    _paint_grid(painter, scene, view, box, style, part)
    if view.axis:
        columns = Columns(np.linspace(first, last, max(round((part.width() + 2 * REACH) * style.density), 1) + 1))
        for curve in view.curves:  # areas under all lines
            if curve.floor is not None:
                top, bottom = (_within(one.border(columns), scene, style) for one in (curve, curve.floor))
                _paint_area(painter, top, bottom, curve, scene, view.axis, box.plot, style)
        for curve in view.curves:
            paint_curve(painter, _within(curve.outline(columns), scene, style), curve, scene, view.axis, box.plot, style)
    painter.restore()


def paint_curve(
    painter: QPainter, outline: Outline, curve: Curve, scene: Scene, axis: tuple[float, float], plot: QRectF, style: Style
) -> None:
    """Paint one line: solid, dashed (or pale, where points are dense) towards what is estimated, with dots where there is room."""
    if not len(outline.days):
        return
    x, y = _places(outline, scene, axis, plot)
    colour = style.ink(curve.line.colour, muted=curve.line.muted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=bool(style.width) or not outline.dense)
    painter.setPen(style.pen(colour))
    if outline.marked is None:
        for start, stop in runs(y):
            painter.drawPolyline(polyline(x[start:stop], y[start:stop]))
    else:
        known = np.where(outline.marked, np.nan, y)
        for start, stop in runs(known):
            painter.drawPolyline(polyline(x[start:stop], y[start:stop]))
        _paint_estimated(painter, outline, x, y, colour, style)
    if not outline.dense:
        _paint_dots(painter, outline, x, y, colour, style)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _within(outline: Outline, scene: Scene, style: Style) -> Outline:
    return cut(outline, scene.first, scene.last) if style.width else outline  # files of vectors know no clipping


def _places(outline: Outline, scene: Scene, axis: tuple[float, float], plot: QRectF) -> tuple[np.ndarray, np.ndarray]:
    """Where the points of an outline lie in the plot."""
    x = plot.left() + (outline.days - scene.first) * (plot.width() / (scene.last - scene.first))
    y = plot.bottom() - (outline.heights - axis[0]) * (plot.height() / (axis[1] - axis[0]))
    return x, np.clip(y, -_FAR, _FAR)


def _paint_area(
    painter: QPainter, top: Outline, bottom: Outline, curve: Curve, scene: Scene, axis: tuple[float, float], plot: QRectF, style: Style
) -> None:
    """Fill what lies between a line and its floor; both have their gaps in the same places."""
    (x, y), (floor_x, floor_y) = (_places(one, scene, axis, plot) for one in (top, bottom))
    tint = style.ink(curve.line.colour, muted=curve.line.muted)
    tint.setAlphaF(_BAND_TINT if curve.line.muted else _AREA_TINT)
    # Smooth edges cost by the number of points; where these are near each other the line upon the edge hides it.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=bool(style.width) or len(x) * _SMOOTH < plot.width())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    for (start, stop), (first, last) in zip(runs(y), runs(floor_y), strict=False):
        around = np.concatenate((x[start:stop], floor_x[first:last][::-1])), np.concatenate((y[start:stop], floor_y[first:last][::-1]))
        painter.drawPolygon(polyline(*around))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _ticks(scene: Scene, style: Style, width: float) -> DateTicks:
    """The ticks of the axis of time, or of values from an event."""
    if not scene.counted:
        return style.date_ticks(scene.first, scene.last, width)
    return DateTicks(value_ticks(scene.first, scene.last, max(int(width // _COUNT_ROOM), 2)), ())


def paint_axis(painter: QPainter, scene: Scene, layout: Layout, style: Style) -> None:
    """Paint the time axis and the row of flags above it, over whatever stood there."""
    colours, axis = style.colours, layout.axis
    strip = QRectF(0, layout.flags.top(), layout.size.width(), layout.size.height() - layout.flags.top())
    painter.fillRect(strip, QColor(colours.base))
    ticks = _ticks(scene, style, layout.width)
    painter.setFont(style.small)
    painter.setPen(QColor(colours.muted))
    ascent = style.small_metrics.ascent()
    lines = [QLineF(axis.left(), style.centre(axis.top()), axis.right(), style.centre(axis.top()))]
    for tick in ticks.ticks:
        x, half = _x(tick.at, scene, axis), style.small_width(tick.label) / 2
        lines.append(QLineF(style.centre(x), axis.top(), style.centre(x), axis.top() + 4))
        if half <= x and x + half <= layout.size.width():
            painter.drawText(QPointF(x - half, axis.top() + 5 + ascent), tick.label)
    for span in without_years(ticks.spans) if scene.season else ticks.spans:
        x = max(_x(span.at, scene, axis), axis.left())
        if span.at >= scene.first:
            lines.append(QLineF(style.centre(x), axis.top() + 6 + style.row, style.centre(x), axis.top() + 3 + 2 * style.row))
        if x + style.small_width(span.label) + 5 <= layout.size.width():
            painter.drawText(QPointF(x + 5, axis.top() + 5 + style.row + ascent), span.label)
    painter.setPen(style.pen(colours.muted, weight=0.7))
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for marker in visible_markers(scene, layout):
        _paint_marker(painter, marker, marker_box(marker, scene, layout), style)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_legends(painter: QPainter, scene: Scene, layout: Layout, style: Style, reading: Reading | None) -> None:
    """Paint the head of every pane, with the values of `reading`."""
    rows = {row.key: row for row in reading.rows} if reading else {}
    for view, box in zip(scene.panes, layout.panes, strict=True):
        paint_legend(painter, box.head, view.pane, box.legend, rows, style)


def paint_crosshair(painter: QPainter, scene: Scene, layout: Layout, style: Style, reading: Reading, *, pinned: bool) -> None:
    """Paint the hairline through all panes, a dot on every point read, and the day on the time axis."""
    if not scene.first <= reading.day <= scene.last or not layout.panes:
        return
    x = style.centre(_x(reading.day, scene, layout.axis))
    colour = QColor(style.colours.accent if pinned else style.colours.muted)
    painter.setPen(style.pen(colour))
    painter.drawLines([QLineF(x, box.plot.top(), x, box.plot.bottom()) for box in layout.panes])
    rows = {row.key: row for row in reading.rows}
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for view, box in zip(scene.panes, layout.panes, strict=True):
        for curve in view.curves:
            row = rows.get(curve.line.key)
            if row is None or row.value is None or row.day is None or not view.axis or row.day < scene.first:
                continue
            stands = row.value if row.height is None else row.height
            height = stands if not view.pane.log else math.log10(stands) if stands > 0 else math.nan
            if math.isfinite(height):
                at = QPointF(_x(row.day, scene, box.plot), _y(height, view.axis, box.plot))
                painter.setPen(style.pen(style.colours.base))
                painter.setBrush(style.ink(curve.line.colour, muted=curve.line.muted))
                painter.drawEllipse(at, DOT + 1.5, DOT + 1.5)
    text = date_text(reading.day, "count" if scene.counted else "season" if scene.season else "day")
    width = style.small_width(text) + 12
    left = min(max(x - width / 2, 0.0), layout.size.width() - width)
    tag = QRectF(left, layout.axis.top() + 2, width, style.row)
    _clear_ticks(painter, tag, scene, layout, style)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(tag, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(style.small)
    painter.setPen(QColor(style.colours.base))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)


def _clear_ticks(painter: QPainter, tag: QRectF, scene: Scene, layout: Layout, style: Style) -> None:
    """Take away the labels of the time axis that the crosshair's day would cover in part."""
    for tick in style.date_ticks(scene.first, scene.last, layout.width).ticks:
        width = style.small_width(tick.label)
        label = QRectF(_x(tick.at, scene, layout.axis) - width / 2, layout.axis.top() + 5, width, style.row - 3)
        if label.intersects(tag):
            painter.fillRect(label.adjusted(-1, 0, 1, 0), QColor(style.colours.base))


def visible_markers(scene: Scene, layout: Layout) -> tuple[Marker, ...]:
    """The markers of the flags in view, merged where they would overlap."""
    if not scene.flags:
        return ()
    return markers(scene.flags, scene.first, scene.last, (_MARKER + 2) * (scene.last - scene.first) / layout.width)


def marker_box(marker: Marker, scene: Scene, layout: Layout) -> QRectF:
    """Where a marker is painted and clicked."""
    row = layout.flags
    return QRectF(_x(marker.at, scene, row) - _MARKER / 2, row.top() + 3, _MARKER, row.height() - 5)


def _paint_grid(painter: QPainter, scene: Scene, view: PaneView, box: PaneBox, style: Style, part: QRectF) -> None:
    plot = box.plot
    ticks = _ticks(scene, style, plot.width())
    upright = [style.centre(_x(tick.at, scene, plot)) for tick in ticks.ticks]
    lines = [QLineF(x, plot.top(), x, plot.bottom()) for x in upright if part.left() - 1 <= x <= part.right() + 1]
    if view.axis:
        level = [style.centre(_y(tick.at, view.axis, plot)) for tick in box.ticks]
        lines += [QLineF(part.left(), y, part.right(), y) for y in level]
    ink = QColor(style.colours.muted)  # translucent, so that it shows on bands of any colour
    ink.setAlphaF(0.2)
    painter.setPen(style.pen(ink, weight=0.7))
    painter.drawLines(lines)
    hairs = {style.centre(_x(flag.start, scene, plot)): flag for flag in reversed(scene.flags) if scene.first <= flag.start <= scene.last}
    for x, flag in hairs.items():  # one a pixel, or many events on one day would make it black
        if part.left() - 1 <= x <= part.right() + 1:
            tint = style.series(flag.colour)
            tint.setAlphaF(0.3)
            painter.setPen(style.pen(tint, weight=0.7))
            painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))


def _paint_values(painter: QPainter, view: PaneView, box: PaneBox, style: Style) -> None:
    if not view.axis:
        return
    painter.setFont(style.small)
    painter.setPen(QColor(style.colours.muted))
    drop = style.small_metrics.capHeight() / 2
    for tick in box.ticks:
        baseline = min(_y(tick.at, view.axis, box.plot) + drop, box.plot.bottom())  # the time axis begins there
        if baseline - 2 * drop < box.plot.top():
            continue  # the head of the pane is there
        painter.drawText(QPointF(box.plot.left() - 6 - style.small_width(tick.label), baseline), tick.label)


def _paint_estimated(painter: QPainter, outline: Outline, x: np.ndarray, y: np.ndarray, colour: QColor, style: Style) -> None:
    """The stretches to and from an estimated point."""
    pale = QColor(colour)
    pale.setAlphaF(0.5)
    painter.setPen(style.pen(pale) if outline.dense else style.pen(colour, dashed=True))
    assert outline.marked is not None
    leads = outline.marked.copy()
    leads[:-1] |= outline.marked[1:]
    leads[1:] |= outline.marked[:-1]
    for start, stop in runs(np.where(leads, y, np.nan)):
        painter.drawPolyline(polyline(x[start:stop], y[start:stop]))


def _paint_dots(painter: QPainter, outline: Outline, x: np.ndarray, y: np.ndarray, colour: QColor, style: Style) -> None:
    """Dots where points lie apart or stand alone between gaps; hollow ones where they are estimated."""
    finite = np.isfinite(y)
    spread = (x[-1] - x[0]) / max(len(x) - 1, 1) if len(x) > 1 else math.inf
    alone = finite.copy()
    alone[1:] &= ~finite[:-1]
    alone[:-1] &= ~finite[1:]
    marked = outline.marked if outline.marked is not None else np.zeros(len(x), dtype=bool)
    full = finite & ~marked if spread >= _SPREAD else alone & ~marked
    hollow = finite & marked if spread >= _HOLLOW_SPREAD else alone & marked
    painter.setPen(style.pen(colour))
    for shown, fill in ((full, colour), (hollow, QColor(style.colours.base))):
        painter.setBrush(fill)
        for place in np.flatnonzero(shown):
            painter.drawEllipse(QPointF(x[place], y[place]), DOT, DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_marker(painter: QPainter, marker: Marker, box: QRectF, style: Style) -> None:
    """A small pennant: a plain one for one event, numbered for several, with its sign for what is no event."""
    colour = marker.flags[0].colour
    tint = style.series(colour) if all(flag.colour == colour for flag in marker.flags) else QColor(style.colours.muted)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    sign = marker.flags[0].sign if marker.count == 1 else str(marker.count)
    if not sign:
        x, y, half = box.center().x(), box.center().y(), 4.5
        painter.drawPolygon(QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]))
    else:
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(_fitting(style, sign, box.width() - 3))
        painter.setPen(QColor(style.colours.base))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


def _fitting(style: Style, text: str, width: float) -> QFont:
    font = QFont(style.small)
    font.setPixelSize(max(min(font.pixelSize(), int(font.pixelSize() * width / max(style.small_width(text), 1.0))), 6))
    return font


def _x(day: float, scene: Scene, plot: QRectF) -> float:
    return plot.left() + (day - scene.first) * (plot.width() / (scene.last - scene.first))


def _y(height: float, axis: tuple[float, float], plot: QRectF) -> float:
    return plot.bottom() - (height - axis[0]) * (plot.height() / (axis[1] - axis[0]))
