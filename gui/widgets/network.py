"""A network as one picture: nodes where the view put them, ties as curves, chosen by mouse and arrow keys."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.views.network_layout import Spot, rows, toward
from core.views.policy_network import FAMILIES, Edge, Network, Node, family_title
from core.words import _
from gui.theme import current, theme

_NEAR: Final = 6.0  # pixels from a curve at which the pointer is on it
_DOT: Final = 4.0
_NAMES: Final = 0.26  # of the width that the names to one side may take
_WAYS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LINES: Final = {
    "together": Qt.PenStyle.SolidLine, "goods": Qt.PenStyle.SolidLine, "against": Qt.PenStyle.DashLine, "other": Qt.PenStyle.DotLine,
}  # fmt: skip


class NetworkView(QWidget):
    """Tells `chosen` with the key of the node that the user goes to, "" for none, and `explain` with that of one activated."""

    chosen = Signal(str)
    explain = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("network_picture")
        self.setAccessibleName(_("Network of alliances"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._nodes: Mapping[str, Node] = {}
        self._edges: tuple[Edge, ...] = ()
        self._empty = ""
        self._current: tuple[str, ...] = ()
        self._hovered = ""
        self._laid: tuple[object, ...] = ()
        self._dots: dict[str, QPointF] = {}
        self._labels: dict[str, QRectF] = {}
        self._curves: list[QPainterPath] = []
        self._samples = np.empty((0, 0, 2))
        theme().changed.connect(self.update)

    def set_network(self, network: Network) -> None:
        """Paint this from now on."""
        self._nodes, self._edges, self._empty = network.nodes, network.edges, network.missing
        self._laid, self._hovered = (), ""
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.updateGeometry()
        self.update()

    def point_out(self, keys: Sequence[str]) -> None:
        """Show these nodes as chosen; those that are not there are left out when painting."""
        self._current = tuple(keys)
        self.update()

    def labels(self) -> Mapping[str, QRectF]:
        """Where the names stand."""
        self._place()
        return self._labels

    def dots(self) -> Mapping[str, QPointF]:
        """Where the nodes stand."""
        self._place()
        return self._dots

    def minimumSizeHint(self) -> QSize:
        """High enough for every name to have its row, and for the legend."""
        line = self.fontMetrics().lineSpacing()
        return QSize(320, round((line + 4) * max(rows({key: one.spot for key, one in self._nodes.items()}), 6) * 1.04 + 5 * line))

    def sizeHint(self) -> QSize:
        """As small as can be read; it grows with its room."""
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        """Tell the ties of what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPointF) -> str:
        """What is told of the node, or else the tie, at a place; "" where there is neither."""
        key = self.node_at(place)
        if key:
            return self._nodes[key].tip
        self._place()
        if not len(self._samples):
            return ""
        gaps = np.hypot(self._samples[:, :, 0] - place.x(), self._samples[:, :, 1] - place.y()).min(axis=1)
        at = int(gaps.argmin())
        return self._edges[at].tip if gaps[at] <= _NEAR else ""

    def node_at(self, place: QPointF) -> str:
        """The node whose name or dot is at a place, "" for none."""
        self._place()
        for key, label in self._labels.items():
            dot = self._dots[key] - place
            if label.contains(place) or dot.x() ** 2 + dot.y() ** 2 <= (2 * _DOT) ** 2:
                return key
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring out what the pointer is on."""
        key = self.node_at(event.position())
        if key != self._hovered:
            self._hovered = key
            self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._hovered = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the node under the pointer; beside all nodes, none."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.node_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Explain the node under the pointer."""
        if key := self.node_at(event.position()):
            self.explain.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next node that way, Return explains it, Escape lets go."""
        here = next((key for key in reversed(self._current) if key in self._nodes), "")
        way = _WAYS.get(event.key())
        if way is not None and self._nodes:
            self.chosen.emit(toward({key: one.spot for key, one in self._nodes.items()}, here, *way))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and here:
            self.explain.emit(here)
        elif event.key() == Qt.Key.Key_Escape and here:
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    # where everything stands

    def _place(self) -> None:
        wanted = (self.width(), self.height(), self.font().key())
        if wanted == self._laid:
            return
        self._laid = wanted
        metrics = QFontMetricsF(self.font())
        widths = {key: metrics.horizontalAdvance(one.name) + 6 for key, one in self._nodes.items()}
        most = _NAMES * self.width()
        edge = min(max((widths[key] for key, one in self._nodes.items() if one.spot.side), default=0.0), most) + 2 * _DOT + 4
        line = metrics.lineSpacing()
        below = (1.0 + self._legend()[1]) * line
        area = QRectF(edge, line, max(self.width() - 2 * edge, 40.0), max(self.height() - line - below, 40.0))
        self._dots, self._labels = {}, {}
        for key, one in self._nodes.items():
            spot = one.spot
            dot = QPointF(area.center().x() + spot.x * area.width() / 2, area.center().y() + spot.y * area.height() / 2)
            wide = min(widths[key], most if spot.side else _inside(spot, area, line))
            left = {-1: dot.x() - 2 * _DOT - wide, 0: dot.x() - wide / 2 - 3, 1: dot.x() + 2 * _DOT}[spot.side]
            self._dots[key] = dot
            self._labels[key] = QRectF(left, dot.y() - line / 2, wide + (0 if spot.side else 6), line)
        self._curves = [self._curve(one, area) for one in self._edges]
        steps = np.linspace(0, 1, 24).tolist()
        points = [[(at.x(), at.y()) for at in map(curve.pointAtPercent, steps)] for curve in self._curves]
        self._samples = np.array(points, float).reshape(len(points), 24, 2)

    def _curve(self, one: Edge, area: QRectF) -> QPainterPath:
        """A tie bends towards the middle; ties of several families between the same two go side by side."""
        first, last = self._dots[one.one], self._dots[one.other]
        middle = (first + last) / 2
        bend = middle + (area.center() - middle) * 0.3
        across = QPointF(first.y() - last.y(), last.x() - first.x())
        made = QPainterPath(first)
        made.quadTo(bend + across * (0.05 * (FAMILIES.index(one.family) - 1)), last)
        return made

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ties first, then the nodes and their names, then the legend."""
        self._place()
        painter, colours = QPainter(self), current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.base))
        if not self._nodes:
            painter.setPen(QColor(colours.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(24, 16, -24, -16), flags, self._empty)
            return
        out = {key for key in (self._hovered, *self._current) if key in self._nodes}
        for bright in (False, True):
            for one, curve in zip(self._edges, self._curves, strict=True):
                if (not out or one.one in out or one.other in out) == bright:
                    painter.setPen(_pen(one.family, faint=not bright, strong=bool(out)))
                    painter.drawPath(curve)
        lit = out.union(*(self._nodes[key].near for key in out)) if out else set(self._nodes)
        for key, node in self._nodes.items():
            self._paint_node(painter, node, lit=key in lit)
        self._paint_legend(painter)

    def _paint_node(self, painter: QPainter, one: Node, *, lit: bool) -> None:
        colours, dot, label = current(), self._dots[one.key], self._labels[one.key]
        chosen = one.key in self._current
        ink = QColor(colours.accent_text if chosen else colours.text if lit else colours.muted)
        ground = QColor(colours.accent if chosen else colours.band if one.key == self._hovered or not one.spot.side else colours.base)
        if one.spot.side == 0 or chosen or one.key == self._hovered:
            painter.setPen(QPen(QColor(colours.accent if lit else colours.border), 1) if one.spot.side == 0 else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(label.adjusted(-1, 0, 1, 0), 4, 4)
        if one.spot.side:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if lit else colours.border))
            painter.drawEllipse(dot, _DOT, _DOT)
        painter.setPen(ink)
        align = {-1: Qt.AlignmentFlag.AlignRight, 0: Qt.AlignmentFlag.AlignHCenter, 1: Qt.AlignmentFlag.AlignLeft}[one.spot.side]
        room = label.adjusted(3, 0, -3, 0)
        words = QFontMetricsF(self.font()).elidedText(one.name, Qt.TextElideMode.ElideRight, room.width() + 0.5)
        painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), words)
        if one.key == self._here() and self.hasFocus():
            painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(label.adjusted(-3, -1, 3, 1), 5, 5)

    def _here(self) -> str:
        return self._current[-1] if self._current else ""

    def _legend(self) -> tuple[list[tuple[str, float, int]], int]:
        """The families shown, each where its line begins and in which line of the legend, from 0; and how many lines there are."""
        found: list[tuple[str, float, int]] = []
        metrics, left, at = QFontMetricsF(self.font()), 8.0, 0
        for name in FAMILIES:
            if any(one.family == name for one in self._edges):
                wide = metrics.horizontalAdvance(family_title(name)) + 46
                if found and left + wide > self.width():
                    left, at = 8.0, at + 1
                found.append((name, left, at))
                left += wide
        return found, at + 1

    def _paint_legend(self, painter: QPainter) -> None:
        """What the lines mean, below all."""
        metrics, (found, count) = QFontMetricsF(self.font()), self._legend()
        for name, left, at in found:
            base = self.height() - (count - at - 0.5) * metrics.lineSpacing() - 2
            painter.setPen(_pen(name, faint=False, strong=True))
            painter.drawLine(QPointF(left, base), QPointF(left + 22, base))
            painter.setPen(QColor(current().muted))
            painter.drawText(QPointF(left + 28, base + metrics.ascent() / 2 - 1), family_title(name))


def _inside(spot: Spot, area: QRectF, line: float) -> float:
    """How wide a name on a node within may be, so that it stays clear of the names around."""
    y = min(abs(spot.y) + line / area.height() * 2, 1.0)
    return max(area.width() * (math.sqrt(1 - y * y) - abs(spot.x)) - 4 * _DOT, 3 * _DOT)


def _pen(family: str, *, faint: bool, strong: bool) -> QPen:
    colours = current()
    inks = {"together": colours.accent, "goods": colours.warning, "against": colours.danger, "other": colours.muted}
    ink = QColor(inks[family])
    ink.setAlphaF(0.1 if faint else 0.95 if strong else 0.55)
    return QPen(ink, 1.0 if faint else 1.6, _LINES[family])
