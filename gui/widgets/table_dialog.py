"""A table to be read and copied, in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from core.words import _
from gui.widgets.lines import Lines


class TableDialog(QDialog):
    """Shows rows under headings, with a tip a row, and a sentence over them. **Copy** puts them on the clipboard for Excel."""

    def __init__(
        self,
        title: str,
        sentence: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        tips: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = "\n".join("\t".join(line) for line in (headings, *rows))
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        em = self.fontMetrics().averageCharWidth()
        self.table = Lines(headings, "table", self, (em * 25,) * len(headings))
        self.table.fill(rows, (), tips)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy_table")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(em * (110 if len(headings) < 7 else 180), em * 75)
