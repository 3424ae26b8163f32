"""Lines of text under headings, to be read and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

ROWS_SHOWN: Final = 2_000  # more are counted elsewhere
_WIDEST: Final = 360  # pixels


class Lines(QTableWidget):
    """A small table of texts. The last column takes the room that is left."""

    def __init__(self, headings: Sequence[str], name: str, parent: QWidget, widest: Sequence[int] = ()) -> None:
        """`widest`: how many pixels each column takes at most; 360 where it is not given."""
        super().__init__(0, len(headings), parent)
        self._widest = (*widest, *(_WIDEST for _one in headings[len(widest) :]))
        self.setObjectName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)

    def set_headings(self, headings: Sequence[str], widest: Sequence[int] = ()) -> None:
        """Take these columns from now on, without rows; `widest` as when it was made."""
        self.setRowCount(0)
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self._widest = (*widest, *(_WIDEST for _one in headings[len(widest) :]))

    def fill(self, lines: Sequence[Sequence[str]], colours: Sequence[str] = (), tips: Sequence[str] = ()) -> None:
        """Show these lines, of very many the first; `colours` of their words, "" for the plain one; `tips` instead of their own texts."""
        self.setRowCount(0)
        self.setRowCount(min(len(lines), ROWS_SHOWN))
        for row, line in enumerate(lines[:ROWS_SHOWN]):
            brush = QBrush(QColor(colours[row])) if colours and colours[row] else None
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(tips[row] if tips else text)
                if brush is not None:
                    item.setForeground(brush)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        for column in range(self.columnCount() - 1):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, self._widest[column]))
