"""A table to be read and copied, in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

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
        self._headings = tuple(headings)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        em = self.fontMetrics().averageCharWidth()
        self.table = Lines(headings, "table", self, (em * 25,) * len(headings))
        self.show_rows(sentence, rows, tips)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.add_button("copy_table", _("Copy")).clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._buttons)
        self.resize(em * (110 if len(headings) < 7 else 180), em * 75)

    def show_rows(self, sentence: str, rows: Sequence[Sequence[str]], tips: Sequence[str] = ()) -> None:
        """Show these rows under the same headings, and this sentence over them."""
        self._text = "\n".join("\t".join(line) for line in (self._headings, *rows))
        self.words.setText(sentence)
        self.table.fill(rows, (), tips)

    def add_button(self, name: str, words: str) -> QPushButton:
        """Put a button beside Close."""
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAutoDefault(False)
        self._buttons.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        return made
