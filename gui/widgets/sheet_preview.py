"""A sheet as it stands in the file, with colours that say what each cell is taken for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.io.cell_lists import Area
from core.io.cells import Kind, Sheet
from core.model import address
from core.model.places import column_letters
from core.words import _
from gui.theme import current, mix

RoleAt = Callable[[int, int], str]
"""The name of what the cell at (row, column) is taken for; empty for a cell outside of every table."""

_Index = QModelIndex | QPersistentModelIndex
_AREAS: Final = 500  # that are selected at once
_NUMERIC: Final = frozenset({Kind.NUMBER, Kind.DATE, Kind.DURATION})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Which of the theme's series colours tints which role.
TINTS: Final = {"date": 0, "date part": 0, "value": 1, "name": 3, "unit": 4, "code": 5, "field": 1, "note": 6}


def tint(role: str) -> QColor | None:
    """The background of a cell of this role in the theme of now; None for the plain one."""
    if role not in TINTS:
        return None
    colours = current()
    return QColor(mix(colours.base, colours.series[TINTS[role]], 0.18))


class SheetPreview(QTableView):
    """The cells of one sheet, to be looked at.

    A click on a column's letter or a row's number tells `column_clicked` or `row_clicked` with its number and the place; the right button
    or the menu key on a cell tells `cell_clicked`.
    """

    column_clicked = Signal(int, QPoint)
    row_clicked = Signal(int, QPoint)
    cell_clicked = Signal(int, int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("The sheet"))
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setDefaultSectionSize(104)
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().sectionClicked.connect(self._number_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_asked)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def set_sheet(self, sheet: Sheet, role_at: RoleAt) -> None:
        """Show this sheet, coloured by `role_at`."""
        self.verticalScrollBar().setValue(0)  # a reset far down is slow in Qt
        old = self.model()
        self.setModel(_SheetModel(sheet, role_at, self))
        if old is not None:
            old.deleteLater()

    def set_roles(self, role_at: RoleAt) -> None:
        """Colour the same sheet anew."""
        model = self.model()
        if isinstance(model, _SheetModel):
            model.set_roles(role_at)

    def show_areas(self, areas: Sequence[Area]) -> None:
        """Scroll to the first of these areas and select them all, of very many the first."""
        model = self.model()
        if model is None or not areas:
            return
        self.show_cell(areas[0][0], areas[0][1])
        chosen = QItemSelection()
        for first_row, first_column, last_row, last_column in areas[:_AREAS]:
            last = model.index(min(last_row, model.rowCount() - 1), min(last_column, model.columnCount() - 1))
            chosen.select(model.index(first_row, first_column), last)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_cell(self, row: int, column: int) -> None:
        """Scroll to a cell and select it."""
        model = self.model()
        if model is not None:
            index = model.index(row, column)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _header_clicked(self, column: int) -> None:
        header = self.horizontalHeader()
        place = header.mapToGlobal(QPoint(header.sectionViewportPosition(column), header.height()))
        self.column_clicked.emit(column, place)

    def _number_clicked(self, row: int) -> None:
        header = self.verticalHeader()
        place = header.mapToGlobal(QPoint(header.width(), header.sectionViewportPosition(row)))
        self.row_clicked.emit(row, place)

    def _menu_asked(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            corner = self.visualRect(index).bottomLeft()
            self.cell_clicked.emit(index.row(), index.column(), self.viewport().mapToGlobal(corner))


class _SheetModel(QAbstractTableModel):
    def __init__(self, sheet: Sheet, role_at: RoleAt, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._role_at = role_at

    def set_roles(self, role_at: RoleAt) -> None:
        self._role_at = role_at
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._sheet.rows

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._sheet.columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section) if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(self._sheet, row, column)
        if role == Qt.ItemDataRole.BackgroundRole:
            colour = tint(self._role_at(row, column))
            return QBrush(colour) if colour is not None else None
        if role == Qt.ItemDataRole.ForegroundRole:
            kind = self._sheet.kinds[row, column]
            return QBrush(QColor(current().danger)) if kind in (Kind.ERROR, Kind.UNCOMPUTED) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._sheet.kinds[row, column] in _NUMERIC else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        return None

    def _tip(self, row: int, column: int) -> str:
        cell = self._sheet.cell(row, column)
        lines = [f"{address(row, column)}: {cell.text}" if cell.text else address(row, column)]
        if cell.kind is Kind.UNCOMPUTED:
            lines.append(_("A formula that was saved without its result"))
        return "\n".join(lines)


def _shown(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    if isinstance(cell.value, float):
        return f"{cell.value:,.10g}" if abs(cell.value) >= 10_000 else f"{cell.value:.10g}"  # four digits may be a year
    if isinstance(cell.value, dt.timedelta):
        return str(cell.value)
    return cell.text
