"""Ranks under several methods: a line a mineral from method to method, rank 1 at the top; one line stands out."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.views.risk_methods import RiskTable
from core.words import _
from gui.theme import current, theme

_HEAD, _FOOT, _DOT, _NEAR = 46, 8, 3.5, 14.0
_SMALLEST = 9  # pixels of a name that can still be read
_HEADS = Qt.AlignmentFlag.AlignHCenter.value | Qt.AlignmentFlag.AlignBottom.value | Qt.TextFlag.TextWordWrap.value


class BumpChart(QWidget):
    """`chosen` tells the mineral whose line was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bump_chart")
        self.setAccessibleName(_("Ranks by method"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._table: RiskTable | None = None
        self._mineral = ""
        theme().changed.connect(self.update)

    def show_table(self, table: RiskTable, mineral: str) -> None:
        """Show the ranks of a table; `mineral` stands out."""
        self._table, self._mineral = table, mineral
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a line a mineral."""
        count = len(self._table.minerals) if self._table is not None else 10
        return QSize(900, _HEAD + _FOOT + 13 * max(count, 10))

    def place_of(self, mineral: str, method: str) -> QPointF | None:
        """Where the rank of a mineral by a method is painted; None where it has none."""
        table = self._table
        if table is None or (mineral, method) not in table.cells:
            return None
        rank = table.cells[mineral, method].rank
        at = [key for key, _title in table.methods].index(method)
        return QPointF(self._across(at), self._down(rank)) if rank is not None else None

    def mineral_at(self, point: QPointF) -> str:
        """The mineral whose dot is nearest, within reach of the pointer; "" for none."""
        table = self._table
        if table is None:
            return ""
        places = ((key, self.place_of(key, method)) for key, _name in table.minerals for method, _title in table.methods)
        near = [((place - point).manhattanLength(), key) for key, place in places if place is not None]
        found = min(near, default=(_NEAR, ""))
        return found[1] if found[0] < _NEAR else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the line under the pointer."""
        found = self.mineral_at(event.position())
        if found:
            self.chosen.emit(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the line under the pointer."""
        found = self.mineral_at(event.position())
        table = self._table
        if not found or table is None:
            QToolTip.hideText()
            return
        ranks = "\n".join(
            _("{method}: {rank}").format(method=title, rank="–" if rank is None else rank)
            for (_key, title), rank in zip(table.methods, table.ranks(found), strict=True)
        )
        QToolTip.showText(event.globalPosition().toPoint(), f"{dict(table.minerals)[found]}\n{ranks}", self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the methods as columns, the others' lines thin, that of the mineral thick and named."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current()
        painter.fillRect(self.rect(), QColor(colours.base))
        table = self._table
        if table is None or not table.minerals:
            painter.setPen(QColor(colours.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, table.message if table is not None else "")
            return
        self._paint_heads(painter, table)
        for key, name in table.minerals:
            if key != self._mineral:
                self._paint_line(painter, table, key, name, QColor(colours.border), 1.2)
        if self._mineral in dict(table.minerals):
            self._paint_line(painter, table, self._mineral, dict(table.minerals)[self._mineral], QColor(colours.accent), 3.0)

    def _paint_heads(self, painter: QPainter, table: RiskTable) -> None:
        colours = current()
        step = self._step()
        for at, (key, title) in enumerate(table.methods):
            x = self._across(at)
            painter.setPen(QPen(QColor(colours.grid), 1))
            painter.drawLine(QPointF(x, _HEAD), QPointF(x, self.height() - _FOOT))
            painter.setPen(QColor(colours.accent if key == table.choices.method else colours.muted))
            box = QRectF(x - step / 2 + 2, 2, step - 4, _HEAD - 6)
            painter.drawText(box, _HEADS, title)

    def _paint_line(self, painter: QPainter, table: RiskTable, key: str, name: str, ink: QColor, width: float) -> None:
        places = [self.place_of(key, method) for method, _title in table.methods]
        painter.setPen(QPen(ink, width))
        for before, after in pairwise(places):
            if before is not None and after is not None:
                painter.drawLine(before, after)
        painter.setBrush(ink)
        for place in places:
            if place is not None:
                painter.drawEllipse(place, _DOT, _DOT)
        painter.setPen(QColor(current().text if key == self._mineral else current().muted))
        if places[0] is not None and self._first_at(table, key):
            self._paint_name(painter, places[0], name, whole=key == self._mineral)
        chosen = self.place_of(key, table.choices.method)
        if key == self._mineral and chosen is not None:
            painter.drawText(QPointF(chosen.x() + 7, chosen.y() - 5), str(table.cells[key, table.choices.method].rank))

    def _paint_name(self, painter: QPainter, place: QPointF, name: str, *, whole: bool) -> None:
        """The name before its first rank: smaller where the lines are close, left out where it could not be read."""
        usual = self.font()
        high = self.fontMetrics().height()
        if self._gap() < high and not whole:
            if self._gap() < _SMALLEST:
                return
            usual.setPixelSize(max(_SMALLEST, int(self._gap() * 0.9)))
        painter.setFont(usual)
        box = QRectF(4, place.y() - high / 2, self._margin() - 14, high)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(self.font())

    def _first_at(self, table: RiskTable, key: str) -> bool:
        """Whether no mineral before it has the same rank by the first method, so that names never lie on each other."""
        method = table.methods[0][0]
        rank = table.cells[key, method].rank
        same = [other for other, _name in table.minerals if table.cells[other, method].rank == rank]
        return key == self._mineral or (self._mineral not in same and same[0] == key)

    def _margin(self) -> float:
        return min(150.0, self.width() * 0.18)

    def _step(self) -> float:
        count = len(self._table.methods) if self._table is not None else 1
        return (self.width() - self._margin() - 24) / max(count - 1 + 0.5, 1)

    def _across(self, at: int) -> float:
        return self._margin() + 4 + at * self._step()

    def _gap(self) -> float:
        count = len(self._table.minerals) if self._table is not None else 1
        return (self.height() - _HEAD - _FOOT - 16) / max(count - 1, 1)

    def _down(self, rank: int) -> float:
        return _HEAD + 10 + (rank - 1) * self._gap()
