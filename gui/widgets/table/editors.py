"""The editors that open in a cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.widgets.table.model import GridModel

_Index = QModelIndex | QPersistentModelIndex


class CellEditors(QStyledItemDelegate):
    """Opens a line to write in, or a list of choices. The cells themselves are painted by the view."""

    def __init__(self, model: GridModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

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
