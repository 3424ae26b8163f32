"""The tables found in a file, under the sheets they stand on; a sheet is ticked when it is taken in, a hidden one is grey."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.views.importing import SheetLine, TableLine
from core.words import _, plural
from gui.theme import current

_TABLE = Qt.ItemDataRole.UserRole  # the table's position in the plan, -1 for a sheet
_SHEET = Qt.ItemDataRole.UserRole + 1
_RANGE = Qt.ItemDataRole.UserRole + 2
_INDENT = "\N{EM SPACE}\N{EM SPACE}"


class TableList(QListWidget):
    """One line a table; where the file has several sheets, a line with a box for each sheet above its tables."""

    moved = Signal()
    """Another line is looked at."""
    sheet_ticked = Signal(str, bool)
    """A sheet is wanted, or no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_tables")
        self.setAccessibleName(_("Tables found"))
        self.setStyleSheet("QListView::item { padding: 6px }")
        self.currentRowChanged.connect(lambda _row: self.moved.emit())
        self.itemChanged.connect(self._ticked)

    def table(self) -> int:
        """The position of the table that is looked at; -1 when it is a sheet, or nothing."""
        item = self.currentItem()
        return -1 if item is None else int(item.data(_TABLE))

    def sheet(self) -> str:
        """The sheet that is looked at; empty when nothing is."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_SHEET))

    def go_to(self, sheet: str) -> None:
        """Look at the first table of a sheet, at the sheet where it has none."""
        rows = [row for row in range(self.count()) if self.item(row).data(_SHEET) == sheet]
        if rows:
            self.setCurrentRow(next((row for row in rows if self.item(row).data(_TABLE) >= 0), rows[0]))

    def fill(self, sheets: Sequence[SheetLine], tables: Sequence[TableLine]) -> None:
        """Show these lines; what was looked at is looked at still. Nothing is told."""
        quiet = QSignalBlocker(self)
        before = None if self.currentItem() is None else self._key(self.currentItem())
        self.clear()
        for sheet in sheets:
            self._add_sheet(sheet)
            for table in tables:
                if table.sheet == sheet.name:
                    self._add_table(table, _INDENT, table.range)
        for table in () if sheets else tables:
            self._add_table(table, "", f"{table.sheet}  {table.range}".strip())
        rows = range(self.count())
        same = [row for row in rows if self._key(self.item(row)) == before]
        first = [row for row in rows if self.item(row).data(_TABLE) >= 0]
        self.setCurrentRow(next(iter((*same, *first, 0))))
        quiet.unblock()

    def _key(self, item: QListWidgetItem) -> tuple[str, str]:
        return str(item.data(_SHEET)), str(item.data(_RANGE))

    def _add_sheet(self, line: SheetLine) -> None:
        item = self._add(line.name, "", -1, f"{line.name}  ({line.words})" if line.words else line.name)
        if line.choosable:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.taken else Qt.CheckState.Unchecked)
        font = item.font()
        font.setBold(line.choosable and not line.hidden)
        item.setFont(font)
        item.setForeground(QBrush(QColor(current().muted if line.hidden or not line.taken else current().text)))

    def _add_table(self, line: TableLine, indent: str, place: str) -> None:
        asked = [plural("{count} question", "{count} questions", line.asked)] if line.asked else []
        item = self._add(line.sheet, line.range, line.index, "\n".join(indent + text for text in (place, line.words, *asked)))
        colour = current().muted if line.left_out else current().warning if line.asked else current().text
        item.setForeground(QBrush(QColor(colour)))

    def _add(self, sheet: str, place: str, table: int, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text, self)
        item.setToolTip(text.replace(_INDENT, ""))
        item.setData(_TABLE, table)
        item.setData(_SHEET, sheet)
        item.setData(_RANGE, place)
        return item

    def _ticked(self, item: QListWidgetItem) -> None:
        if item.data(_TABLE) is not None and item.data(_TABLE) < 0:
            self.sheet_ticked.emit(item.data(_SHEET), item.checkState() == Qt.CheckState.Checked)
