"""The whole picture of a timeline: lanes, axis, bars, symbols, titles, connectors, and the days that matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from core.words import _
from gui.widgets.plot.style import Style
from gui.widgets.timeline.bars import paint_bars
from gui.widgets.timeline.geometry import LANE_GAP, Geometry
from gui.widgets.timeline.labels import LEAST, Cutter
from gui.widgets.timeline.marks import Marks
from gui.widgets.timeline.symbols import Symbols

_EDGE: Final = 8.0
_TURN: Final = 11.0


@dataclass(frozen=True, slots=True)
class Look:
    """What is pointed out: the day today and the as-of day, the event chosen with its chain, and the bar that the keyboard is at."""

    today: float
    as_of: float | None = None
    chosen: int = -1
    chain: tuple[int, ...] = ()
    cursor: int | None = None
    focus: bool = False
    message: str = ""


class Tools:
    """What a picture of one style keeps from frame to frame."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.symbols = Symbols(style)
        self.cutter = Cutter(style.metrics)
        self.bold_cutter = Cutter(style.bold_metrics)


def paint(painter: QPainter, geo: Geometry, marks: Marks, tools: Tools, look: Look) -> None:
    """Everything."""
    style = tools.style
    painter.fillRect(QRectF(0, 0, geo.width, geo.height), QColor(style.colours.base))
    if not geo.timeline.items:
        painter.setPen(QColor(style.colours.muted))
        painter.setFont(style.font)
        painter.drawText(
            QRectF(0, 0, geo.width, geo.height).adjusted(24, 24, -24, -24),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            look.message,
        )
        return
    _paint_bands(painter, geo, style)
    _paint_grid(painter, geo, style)
    painter.save()
    painter.setClipRect(geo.plot)
    paint_bars(painter, geo, marks, style, look.today if look.as_of is None else look.as_of)
    _paint_symbols(painter, geo, marks, tools)
    _paint_chosen(painter, geo, marks, style, look)
    _paint_connectors(painter, geo, style, look)
    _paint_days(painter, geo, style, look)
    _paint_titles(painter, geo, marks, tools)
    _paint_elsewhere(painter, geo, style)
    painter.restore()
    _paint_lanes(painter, geo, tools)
    _paint_axis(painter, geo, style, look)
    if look.focus:
        painter.setPen(style.pen(style.colours.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, geo.width - 1, geo.height - 1))


def lane_rects(geo: Geometry) -> list[tuple[int, QRectF]]:
    """The lanes in view, by number, each over the whole width."""
    found = []
    for at, lane in enumerate(geo.timeline.lanes):
        top = float(geo.tops[lane.row]) - LANE_GAP / 2
        height = lane.rows * geo.row + LANE_GAP
        if top < geo.height and top + height > geo.axis:
            found.append((at, QRectF(0, top, geo.width, height)))
    return found


def undated_rect(geo: Geometry, rect: QRectF) -> QRectF:
    """Where the number of a lane's undated events stands."""
    top = max(rect.top(), geo.axis) + LANE_GAP / 2
    return QRectF(geo.lanes + 3, top + 1, geo.undated - 6, geo.row - 2)


def _paint_bands(painter: QPainter, geo: Geometry, style: Style) -> None:
    for at, rect in lane_rects(geo):
        if at % 2:
            painter.fillRect(rect, QColor(style.colours.alternate))
        painter.fillRect(QRectF(0, style.snap(rect.bottom()), geo.width, 1 / style.density), QColor(style.colours.grid))


def _paint_grid(painter: QPainter, geo: Geometry, style: Style) -> None:
    ticks = style.date_ticks(geo.first, geo.last, geo.plot.width())
    painter.setPen(style.pen(style.colours.grid))
    painter.drawLines([QLineF(style.centre(geo.x(tick.at)), geo.axis, style.centre(geo.x(tick.at)), geo.height) for tick in ticks.ticks])
    painter.setPen(style.pen(style.colours.border))
    spans = [span for span in ticks.spans if span.at > geo.first]
    painter.drawLines([QLineF(style.centre(geo.x(span.at)), geo.axis, style.centre(geo.x(span.at)), geo.height) for span in spans])


def _paint_symbols(painter: QPainter, geo: Geometry, marks: Marks, tools: Tools) -> None:
    own = np.flatnonzero(marks.small)
    middle = (marks.left[own] + marks.right[own]) / 2 + geo.left
    heights = geo.tops[marks.row[own]] + geo.row / 2
    exact = geo.timeline.bars.exact[marks.bar[own]]
    columns = (middle, heights, marks.direction[own], marks.count[own], exact)
    for x, y, direction, count, sure in zip(*(one.tolist() for one in columns), strict=True):
        tools.symbols.put(painter, QPointF(x, y), direction, count, exact=sure)


def _paint_titles(painter: QPainter, geo: Geometry, marks: Marks, tools: Tools) -> None:
    style, items, bars = tools.style, geo.timeline.items, geo.timeline.bars
    room = marks.label_right - marks.label_left
    own = np.flatnonzero((room >= LEAST) & (marks.count == 1) & (marks.right > 0) & (marks.left < geo.plot.width()))
    painter.setFont(style.font)
    painter.setPen(QColor(style.colours.text))
    rise = geo.row / 2 + (style.metrics.ascent() - style.metrics.descent()) / 2
    places = zip(
        own.tolist(), room[own].tolist(), (marks.label_left[own] + geo.left).tolist(), geo.tops[marks.row[own]].tolist(), strict=True
    )
    for mark, width, left, top in places:
        text, _width = tools.cutter.cut(items[int(bars.item[marks.bar[mark]])].title, width)
        if text:
            painter.drawText(QPointF(left, top + rise), text)


def _paint_elsewhere(painter: QPainter, geo: Geometry, style: Style) -> None:
    """In a lane that has nothing in view, how many events are before and after it."""
    bars = geo.timeline.bars
    painter.setFont(style.small)
    painter.setPen(QColor(style.colours.muted))
    for number, _rect in lane_rects(geo):
        lane = geo.timeline.lanes[number]
        low, high = np.searchsorted(bars.row, (lane.row, lane.row + lane.rows))
        before, after = int((bars.end[low:high] <= geo.first).sum()), int((bars.start[low:high] >= geo.last).sum())
        if before + after < high - low:
            continue
        base = float(geo.tops[lane.row]) + geo.row / 2 + style.small_metrics.ascent() / 2 - 1
        if before:
            painter.drawText(QPointF(geo.left + _EDGE, base), _("‹ {count} before").format(count=f"{before:,}"))
        if after:
            words = _("{count} after ›").format(count=f"{after:,}")
            painter.drawText(QPointF(geo.width - style.small_width(words) - _EDGE, base), words)


def mark_rect(geo: Geometry, marks: Marks, mark: int) -> QRectF:
    """Where a mark is, as high as its row."""
    left, right = float(marks.left[mark]) + geo.left, float(marks.right[mark]) + geo.left
    return QRectF(left, float(geo.tops[marks.row[mark]]) + 1.5, right - left, geo.row - 3)


def _paint_chosen(painter: QPainter, geo: Geometry, marks: Marks, style: Style, look: Look) -> None:
    if look.chosen < 0 and look.cursor is None:
        return
    items = geo.timeline.bars.item
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sorted_chain = np.array(look.chain, np.intp)
    wanted = np.isin(items[marks.bars], sorted_chain)
    for mark in range(len(marks.bar)) if wanted.any() or look.cursor is not None else ():
        members = marks.members(mark)
        own = {int(items[one]) for one in members}
        if look.chosen in own:
            painter.setPen(QPen(QColor(style.colours.accent), 2.0))
        elif own & set(look.chain):
            painter.setPen(QPen(QColor(style.colours.accent), 1.0, Qt.PenStyle.DashLine))
        elif look.cursor not in members or not look.focus:
            continue
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(mark_rect(geo, marks, mark).adjusted(-1, 0, 1, 0), 4, 4)
        if look.focus and look.cursor in members:
            painter.setPen(QPen(QColor(style.colours.text), 1.2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(mark_rect(geo, marks, mark).adjusted(-3, -1.5, 3, 1.5), 5, 5)


def _paint_connectors(painter: QPainter, geo: Geometry, style: Style, look: Look) -> None:
    """From each event of the chosen chain to the ones that follow it."""
    colour = QColor(style.colours.accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in look.chain:
        before = int(geo.timeline.follows[item])
        if before < 0:
            continue
        ends = _nearest_bars(geo, before, item)
        if ends is None:
            continue
        path = _elbow(geo, *ends)
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        tip = path.last()
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -3.5), tip + QPointF(-6, 3.5)]))


def _elbow(geo: Geometry, before: int, after: int) -> QPolygonF:
    """From the bar of an event, at the time of the one that follows it, down or up to that one's beginning."""
    bars = geo.timeline.bars
    high, low = _middle(geo, before), _middle(geo, after)
    begin, target = geo.x(float(bars.start[before])), geo.x(float(bars.start[after]))
    turn = target - _TURN
    return QPolygonF([QPointF(min(max(turn, begin), target), high), QPointF(turn, high), QPointF(turn, low), QPointF(target - 1, low)])


def _nearest_bars(geo: Geometry, before: int, after: int) -> tuple[int, int] | None:
    """The bars of two items that are in one lane, else the first of each; None where one has none."""
    bars = geo.timeline.bars
    one, two = np.flatnonzero(bars.item == before), np.flatnonzero(bars.item == after)
    if not len(one) or not len(two):
        return None
    shared = np.intersect1d(bars.lane[one], bars.lane[two])
    if not len(shared):
        return int(one[0]), int(two[0])
    return int(one[bars.lane[one] == shared[0]][0]), int(two[bars.lane[two] == shared[0]][0])


def _middle(geo: Geometry, bar: int) -> float:
    return float(geo.tops[geo.timeline.bars.row[bar]]) + geo.row / 2


def _paint_days(painter: QPainter, geo: Geometry, style: Style, look: Look) -> None:
    for day, colour, dashed in _days(look, style):
        x = style.centre(geo.x(day))
        painter.setPen(style.pen(colour, dashed=dashed))
        painter.drawLine(QPointF(x, geo.axis), QPointF(x, geo.height))


def _days(look: Look, style: Style) -> list[tuple[float, str, bool]]:
    found = [(look.today, style.colours.muted, True)]
    return found if look.as_of is None else [*found, (look.as_of, style.colours.accent, False)]


def _paint_lanes(painter: QPainter, geo: Geometry, tools: Tools) -> None:
    """Titles that stay in view as long as a row of their lane is."""
    style = tools.style
    painter.save()
    painter.setClipRect(QRectF(0, geo.axis, geo.left, geo.height - geo.axis))
    metrics = style.bold_metrics
    for at, rect in lane_rects(geo):
        lane = geo.timeline.lanes[at]
        painter.fillRect(
            QRectF(0, rect.top(), geo.left, rect.height() - 1), QColor(style.colours.alternate if at % 2 else style.colours.base)
        )
        top = min(max(rect.top(), geo.axis) + LANE_GAP / 2, rect.bottom() - geo.row - LANE_GAP / 2)
        base = top + geo.row / 2 + (metrics.ascent() - metrics.descent()) / 2
        count = f"{lane.count:,}"
        count_width = style.small_width(count)
        title, _width = tools.bold_cutter.cut(lane.title, geo.lanes - 2 * _EDGE - count_width - 6)
        painter.setFont(style.bold)
        painter.setPen(QColor(style.colours.text))
        painter.drawText(QPointF(_EDGE, base), title)
        painter.setFont(style.small)
        painter.setPen(QColor(style.colours.muted))
        painter.drawText(QPointF(geo.lanes - _EDGE - count_width, base), count)
        if lane.undated:
            _paint_undated(painter, undated_rect(geo, rect), len(lane.undated), style)
    painter.restore()
    painter.fillRect(QRectF(geo.left - 1 / style.density, geo.axis, 1 / style.density, geo.height), QColor(style.colours.border))


def _paint_undated(painter: QPainter, rect: QRectF, count: int, style: Style) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(style.colours.muted), 1.0, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(QColor(style.colours.text))
    painter.setFont(style.small)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{count:,}")


def _paint_axis(painter: QPainter, geo: Geometry, style: Style, look: Look) -> None:
    painter.fillRect(QRectF(0, 0, geo.width, geo.axis), QColor(style.colours.window))
    painter.fillRect(QRectF(0, geo.axis - 1 / style.density, geo.width, 1 / style.density), QColor(style.colours.border))
    if geo.undated:
        painter.setFont(style.small)
        painter.setPen(QColor(style.colours.muted))
        words = _("Undated")
        painter.drawText(QPointF(max(geo.left - 4 - style.small_width(words), 2.0), geo.axis - 7), words)
    ticks = style.date_ticks(geo.first, geo.last, geo.plot.width())
    painter.save()
    painter.setClipRect(QRectF(geo.left, 0, geo.width - geo.left, geo.axis))
    taken = _paint_day_words(painter, geo, style, look)
    painter.setPen(QColor(style.colours.muted))
    painter.setFont(style.small)
    low = geo.axis - 7
    for tick in ticks.ticks:
        half = style.small_width(tick.label) / 2
        x = geo.x(tick.at)
        if x - half > geo.left and x + half < geo.width:
            painter.drawText(QPointF(x - half, low), tick.label)
    painter.setFont(style.bold)
    painter.setPen(QColor(style.colours.text))
    for span in ticks.spans:
        x = max(geo.x(span.at), geo.left) + 4
        width = QFontMetricsF(style.bold).horizontalAdvance(span.label)
        if span.label and x + width < geo.width and all(x + width < left or x > right for left, right in taken):
            painter.drawText(QPointF(x, low - style.row), span.label)
    painter.restore()


def _paint_day_words(painter: QPainter, geo: Geometry, style: Style, look: Look) -> list[tuple[float, float]]:
    """The words over the lines of today and of the as-of day; the stretches of the axis that they take."""
    taken: list[tuple[float, float]] = []
    painter.setFont(style.small)
    for (day, colour, _dashed), words in reversed(list(zip(_days(look, style), (_("Today"), _("As of")), strict=False))):
        width = style.small_width(words)
        left = min(max(geo.x(day) - width / 2, geo.left + 2), geo.width - width - 2)
        if not geo.first <= day <= geo.last or any(left < right and left + width > start for start, right in taken):
            continue
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(left, geo.axis - 7 - style.row), words)
        taken.append((left - 6, left + width + 6))
    return taken
