"""How a number came about: its value, its definition, its inputs with file, sheet and cell; to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.words import _


class ExplainedLines(QDialog):
    """Shows (label, text) lines. **Copy** puts them on the clipboard as text."""

    def __init__(self, lines: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setWindowTitle(_("Explain this number"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = tuple(lines)
        body = QWidget(self)
        form = QFormLayout(body)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        for label, text in self.lines:
            words = QLabel(text, body)
            words.setTextFormat(Qt.TextFormat.PlainText)  # what a file says is text, never markup
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            words.setAccessibleName(label)
            form.addRow(label, words)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy_explanation")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        """Lines that are read at ease."""
        em = self.fontMetrics().averageCharWidth()
        return QSize(em * 95, em * 55)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{label}: {text}" for label, text in self.lines))
