"""The rows as Qt asks for them: an order of row numbers over a GridData, and nothing copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.widgets.table.data import ArrayData, Edit, GridColumn, GridData

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

_DISPLAY: Final = int(_Role.DisplayRole)
_ANSWERED: Final = frozenset(
    int(role)
    for role in (_Role.EditRole, _Role.ToolTipRole, _Role.TextAlignmentRole, _Role.AccessibleTextRole, _Role.AccessibleDescriptionRole)
)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """Shows the rows `order` of `source`. What is written into a cell is told by `written` and changes nothing here."""

    written = Signal(list)
    """One list[Edit]."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source: GridData = ArrayData((), ())
        self.columns: tuple[GridColumn, ...] = ()
        self.order: NDArray[np.int32] = np.empty(0, np.int32)
        self.problems: Mapping[tuple[int, int], str] = {}
        self.refused: dict[tuple[int, int], str] = {}

    def show(self, source: GridData, order: NDArray[np.int32], *, reset: bool) -> None:
        """Show other rows. Without `reset` they have the same columns and order as before, and are repainted only."""
        if reset:
            self.beginResetModel()
        self.source, self.columns, self.order = source, tuple(source.columns), order
        if reset:
            self.endResetModel()
        elif len(order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(order) - 1, len(self.columns) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """The text of a cell and little else: the delegate paints without asking here."""
        if role == _DISPLAY:
            return self.source.text(int(self.order[index.row()]), index.column())
        if role not in _ANSWERED:
            return None
        row, column = int(self.order[index.row()]), index.column()
        if role == _Role.EditRole:
            return self.full_text(row, column)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.columns[column].kind == "number" else None
        if role == _Role.AccessibleTextRole:
            return f"{self.columns[column].title}: {self.source.text(row, column)} {self.columns[column].unit}".rstrip()
        return self.problems.get((row, column))

    def full_text(self, row: int, column: int) -> str:
        """A cell as it is copied and edited: numbers with all their digits and no thousands mark."""
        if (row, column) in self.refused:
            return self.refused[row, column]
        if self.columns[column].kind == "number":
            value = self.source.value(row, column)
            if isinstance(value, (float, np.floating)):
                return "" if np.isnan(value) else _all_digits(float(value))
            if value is not None:
                return str(value)
        return self.source.text(row, column)

    def setData(self, index: _Index, value: Any, role: int = int(_Role.EditRole)) -> bool:
        """Tell that the user wrote `value`; the owner decides what becomes of it."""
        if role != _Role.EditRole or not self.columns[index.column()].editable:
            return False
        edit = Edit(int(self.order[index.row()]), index.column(), str(value))
        if edit.text == self.full_text(edit.row, edit.column):
            return False
        self.written.emit([edit])
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be selected, those of editable columns edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Titles with units above; at the left the numbers that rows have unsorted, as in a spreadsheet."""
        if orientation == Qt.Orientation.Vertical:
            return f"{self.order[section] + 1:,}" if role == _DISPLAY and section < len(self.order) else None
        if section >= len(self.columns):
            return None
        column = self.columns[section]
        if role in (_DISPLAY, _Role.AccessibleTextRole):
            return f"{column.title} ({column.unit})" if column.unit else column.title
        return column.tip or None if role == _Role.ToolTipRole else None


def _all_digits(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
