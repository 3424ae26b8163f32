"""The heads of the columns: title, unit, sort order, and whether the column is filtered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from gui import icons, theme
from gui.widgets.table.model import GridModel

_PADDING: Final = 6
_MARK: Final = 12  # room for the sort triangle or the funnel


class ColumnHeader(QHeaderView):
    """Paints heads from the model's columns. `sorted_by` is (column, descending); `filtered` are the columns with a condition."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = model
        self.sorted_by: tuple[int, bool] | None = None
        self.filtered: frozenset[int] = frozenset()
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setMinimumSectionSize(36)

    def room_for(self, column: int) -> int:
        """The width that shows the whole head, in pixels."""
        declared = self._columns.columns[column]
        unit = QFontMetrics(self.font()).horizontalAdvance(f" {declared.unit}") if declared.unit else 0
        return QFontMetrics(self._title_font()).horizontalAdvance(declared.title) + unit + 2 * _PADDING + _MARK

    def sizeHint(self) -> QSize:
        """A little higher than a row."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 12)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title in ink, unit muted, marks at the far side of the text."""
        if section >= len(self._columns.columns):
            return
        colours = theme.current()
        painter.fillRect(rect, QColor(theme.mix(colours.window, colours.base, 0.35)))
        painter.setPen(QColor(colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(colours.grid))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._paint_words(painter, rect.adjusted(_PADDING, 0, -_PADDING, 0), section, colours)

    def _paint_words(self, painter: QPainter, room: QRect, section: int, colours: theme.Colours) -> None:
        column = self._columns.columns[section]
        at_right = column.kind == "number"
        marks = self._paint_marks(painter, room, section, colours, at_left=at_right)
        room = room.adjusted(marks, 0, 0, 0) if at_right else room.adjusted(0, 0, -marks, 0)
        title_metrics, metrics = QFontMetrics(self._title_font()), QFontMetrics(self.font())
        title = title_metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room.width())
        unit_room = room.width() - title_metrics.horizontalAdvance(title)
        unit = metrics.elidedText(f" {column.unit}", Qt.TextElideMode.ElideRight, unit_room) if column.unit else ""
        taken = title_metrics.horizontalAdvance(title) + metrics.horizontalAdvance(unit)
        left = room.right() + 1 - taken if at_right else room.left()
        place = QRect(left, room.top(), room.width(), room.height())
        painter.setFont(self._title_font())
        painter.setPen(QColor(colours.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(place.translated(title_metrics.horizontalAdvance(title), 0), Qt.AlignmentFlag.AlignVCenter, unit)

    def _paint_marks(self, painter: QPainter, room: QRect, section: int, colours: theme.Colours, *, at_left: bool) -> int:
        """Paint the marks of `section` at one end of `room` and return the width they take."""
        taken = 0
        if self.sorted_by is not None and self.sorted_by[0] == section:
            place = _end(room, taken, at_left=at_left)
            _paint_triangle(painter, place.center(), QColor(colours.accent), down=self.sorted_by[1])
            taken += _MARK
        if section in self.filtered:
            icons.icon("funnel", "accent").paint(painter, _end(room, taken, at_left=at_left).toRect())
            taken += _MARK
        return taken

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


def _end(room: QRect, taken: int, *, at_left: bool) -> QRectF:
    left = room.left() + taken if at_left else room.right() + 1 - taken - _MARK
    return QRectF(left, room.center().y() - _MARK / 2 + 0.5, _MARK - 1, _MARK - 1)


def _paint_triangle(painter: QPainter, centre: QPointF, colour: QColor, *, down: bool) -> None:
    tip = 3 if down else -3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([centre + QPointF(-4, -tip / 1.5), centre + QPointF(4, -tip / 1.5), centre + QPointF(0, tip)]))
    painter.restore()
