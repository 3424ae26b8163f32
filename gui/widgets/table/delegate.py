"""Painting a cell, and the editors that open in it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import theme
from gui.widgets.table.model import GridModel

_Index = QModelIndex | QPersistentModelIndex

PADDING: Final = 6
MISSING: Final = "–"
TOO_WIDE: Final = "###"  # a number cut short would be another number

_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_ALIGNED: Final = {
    "number": _MIDDLE | int(Qt.AlignmentFlag.AlignRight),
    "flag": _MIDDLE | int(Qt.AlignmentFlag.AlignHCenter),
}


class CellDelegate(QStyledItemDelegate):
    """Paints straight from the model's rows: asking `data()` for seven roles a cell is what makes tables slow."""

    def __init__(self, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.current = (-1, -1)
        self.take_colours()

    def take_colours(self) -> None:
        """Use the colours of the theme in use."""
        colours = theme.current()
        self._text, self._muted, self._danger = QColor(colours.text), QColor(colours.muted), QColor(colours.danger)
        self._faint = QColor(theme.mix(colours.base, colours.muted, 0.55))
        self._alternate = QColor(colours.alternate)
        self._selected = QColor(theme.mix(colours.base, colours.accent, 0.20))
        self._problem = QColor(theme.mix(colours.base, colours.danger, 0.16))
        self._ring = QPen(QColor(colours.accent), 2)
        self._ring.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Ground, text, and the marks of the current cell and of a problem."""
        shown_row, column = index.row(), index.column()
        model, rect = self._model, option.rect
        row = int(model.order[shown_row])
        problem = bool(model.problems) and (row, column) in model.problems
        if option.state.value & _SELECTED:
            painter.fillRect(rect, self._selected)
        elif problem:
            painter.fillRect(rect, self._problem)
        elif shown_row & 1:
            painter.fillRect(rect, self._alternate)
        self._paint_text(painter, rect, row, column)
        if problem:
            painter.setBrush(self._danger)
            painter.setPen(Qt.PenStyle.NoPen)
            corner = rect.topRight() + QPoint(1, 0)
            painter.drawPolygon(QPolygon([corner, corner - QPoint(6, 0), corner + QPoint(0, 6)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.current == (shown_row, column):
            painter.setPen(self._ring)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        model = self._model
        kind = model.columns[column].kind
        text = model.refused.get((row, column)) if model.refused else None
        painter.setPen(self._text if text is None else self._danger)
        if text is None:
            text = model.source.text(row, column)
        if not text:
            if kind == "flag":
                return
            text = MISSING
            painter.setPen(self._faint)
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        metrics = painter.fontMetrics()
        if len(text) * metrics.maxWidth() > room.width() and metrics.horizontalAdvance(text) > room.width():
            text = TOO_WIDE if kind == "number" else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _ALIGNED.get(kind, _MIDDLE), text)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line to write in, or a list where the column has choices."""
        column = self._model.columns[index.column()]
        editor: QWidget
        if column.choices:
            editor = QComboBox(parent)
            editor.addItems(["", *column.choices])
            editor.activated.connect(self._chosen)
        else:
            line = QLineEdit(parent)
            line.setFrame(False)
            line.setStyleSheet("padding: 0 4px; border-radius: 0")
            if column.kind == "number":
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor = line
        editor.setAccessibleName(f"{column.title} ({column.unit})" if column.unit else column.title)
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with the value in full."""
        text = self._model.full_text(int(self._model.order[index.row()]), index.column())
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: _Index) -> None:
        """Hand on what was written."""
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text() if isinstance(editor, QLineEdit) else ""
        model.setData(index, text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Open the list of a choice as soon as its editor shows."""
        if isinstance(editor, QComboBox) and event.type() == QEvent.Type.FocusIn and not editor.view().isVisible():
            editor.showPopup()
        return super().eventFilter(editor, event)

    def _chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
