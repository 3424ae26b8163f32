"""Explain this number: the formula in words, and the records behind a figure with the cell where each stood."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from core.views.explained import Explained, Input, explanation
from core.words import _

_AT = Qt.ItemDataRole.UserRole


class Explanation(QDialog):
    """One figure explained. `record_wanted` tells the part and id of the record that the user wants to see in its table."""

    record_wanted = Signal(str, str)

    def __init__(self, row: Explained, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setWindowTitle(_("Explain this number"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._row = row
        self.heading = self._label(f"{row.title}: {row.said}" + (f"   ({row.date})" if row.date else ""))
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.formula = self._label("\n\n".join((row.definition, *([row.missing] if row.missing else ()), *row.cautions)))
        self.inputs = QTreeWidget(self)
        self.inputs.setObjectName("explanation_inputs")
        self.inputs.setAccessibleName(_("Records behind the number"))
        self.inputs.setHeaderLabels([_("Record"), _("Value"), _("Date"), _("Cell"), _("Source"), _("Id")])
        self.inputs.setRootIsDecorated(False)
        for at, one in enumerate(row.inputs):
            self._add(at, one)
        self.inputs.setVisible(bool(row.inputs))
        for column in range(4):
            self.inputs.resizeColumnToContents(column)
        self.inputs.setColumnWidth(4, self.fontMetrics().averageCharWidth() * 28)
        self.inputs.setColumnWidth(0, min(self.inputs.columnWidth(0), self.fontMetrics().averageCharWidth() * 48))
        self.inputs.itemActivated.connect(lambda _item, _column: self._show_record())
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = QPushButton(_("Copy"), self)
        copy.setObjectName("explanation_copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(explanation(self._row)))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.record = QPushButton(_("Show the record in its table"), self)
        self.record.setObjectName("explanation_record")
        self.record.setAutoDefault(False)
        self.record.setEnabled(bool(self._row.inputs))
        self.record.clicked.connect(self._show_record)
        buttons.addButton(self.record, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.formula)
        layout.addWidget(self.inputs, 1)
        if not self._row.inputs:
            layout.addStretch(1)
        layout.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        self.resize(self.fontMetrics().averageCharWidth() * 130, 340 if self._row.inputs else 180)

    def _label(self, text: str) -> QLabel:
        made = QLabel(text, self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        return made

    def _add(self, at: int, one: Input) -> None:
        item = QTreeWidgetItem(self.inputs, [one.title, one.value, one.date, one.place, one.source, one.id])
        item.setData(0, _AT, at)
        for column in range(self.inputs.columnCount()):
            item.setToolTip(column, item.text(column))
        if at == 0:
            self.inputs.setCurrentItem(item)

    def _show_record(self) -> None:
        item = self.inputs.currentItem()
        if item is not None:
            one = self._row.inputs[item.data(0, _AT)]
            self.accept()
            self.record_wanted.emit(one.part, one.id)
