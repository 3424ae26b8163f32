"""The table on screen: keys, selection as rectangles, and what an empty table says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from gui import theme
from gui.widgets.table.editing import Block, area, bounding, holds
from gui.widgets.table.editors import CellEditors
from gui.widgets.table.header import ColumnHeader
from gui.widgets.table.model import GridModel
from gui.widgets.table.painting import PADDING, CellPainter, Strip

_Index = QModelIndex | QPersistentModelIndex

WIDEST: Final = 320  # pixels at which a column stops growing by itself
SAMPLED: Final = 60  # rows looked at to find the width of a column

_TRIGGERS: Final = (
    QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class TableView(QTableView):
    """A QTableView that stays quick with a million rows: rows of one height, own painting, no search through the model by key."""

    wanted = Signal(str)
    """The user pressed the keys of: copy, copy with titles, cut, paste, clear, fill down, find, column menu, next problem."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.empty_text = ""
        self._editors = CellEditors(model, self)
        self._cells = CellPainter(model)
        self.setModel(model)
        self.setItemDelegate(self._editors)
        self.heads = ColumnHeader(model, self)
        self.setHorizontalHeader(self.heads)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setTabKeyNavigation(True)
        numbers = self.verticalHeader()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._take_font()
        self.take_colours()

    def take_colours(self) -> None:
        """Use the colours of the theme in use."""
        self._cells.take_colours()
        self.viewport().update()

    def blocks(self) -> list[Block]:
        """The selection as rectangles; the current cell when nothing is selected."""
        selection = self.selectionModel().selection()
        found = [selection.at(number) for number in range(selection.count())]
        ranges = [Block(r.top(), r.left(), r.bottom(), r.right()) for r in found if r.isValid()]
        index = self.currentIndex()
        if not ranges and index.isValid():
            return [Block(index.row(), index.column(), index.row(), index.column())]
        whole = bounding(ranges)
        if whole is not None and sum(map(area, ranges)) == area(whole):
            return [whole]  # selected piece by piece, but one rectangle to the eye
        return sorted(ranges, key=lambda block: (block.top, block.left))

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden."""
        return [column for column in range(len(self.grid_model.columns)) if not self.isColumnHidden(column)]

    def select(self, block: Block) -> None:
        """Select `block` and nothing else, with its upper left cell as the current one."""
        model, selected = self.grid_model, QItemSelection()
        selected.select(model.index(block.top, block.left), model.index(block.bottom, block.right))
        self.selectionModel().setCurrentIndex(model.index(block.top, block.left), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selected, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fit_columns(self) -> None:
        """Give every column the width of its head and of what the first rows show, within reason."""
        model, metrics = self.grid_model, self.fontMetrics()
        rows = model.order[:SAMPLED].tolist()
        for number, column in enumerate(model.columns):
            if column.width is not None:
                width = column.width * metrics.averageCharWidth()
            else:
                width = max((metrics.horizontalAdvance(model.source.text(row, number)) for row in rows), default=0)
            self.setColumnWidth(number, max(self.heads.room_for(number), min(width + 3 * PADDING, WIDEST)))

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would ask the model for every row. The owner's filter finds quicker."""

    def reset(self) -> None:
        """Forget what was being written: the rows are others now."""
        for editor in self.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            editor.removeEventFilter(self._editors)  # else it commits, on losing the focus, to a row that is no longer there
        super().reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; the rest is Qt's."""
        if wish := _wish(event):
            self.wanted.emit(wish)
        elif _is_enter(event):
            # An editor lets the Enter that ends it through to here.
            if self.state() != QAbstractItemView.State.EditingState:
                self._enter()
        elif event.key() == Qt.Key.Key_Space and self._is_flag():
            self._toggle_flag()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After an entry ended with Enter, go on to the cell below."""
        super().closeEditor(editor, hint)
        index = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and index.row() + 1 < len(self.grid_model.order):
            self.setCurrentIndex(self.grid_model.index(index.row() + 1, index.column()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells that the event asks for, or one sentence where there are none."""
        painter = QPainter(self.viewport())
        asked = event.rect()
        rows, strips, height = self._rows_within(asked), self._strips_within(asked), self.verticalHeader().defaultSectionSize()
        top = self.rowViewportPosition(rows.start) if rows else 0
        self._cells.paint_ground(painter, asked, rows, top, height, strips)
        if rows and strips:
            self._paint_selection(painter, rows, strips)
            self._cells.paint_lines(painter, rows, top, height, strips)
            self._cells.paint(painter, self._font, rows, top, height, strips)
            if self.currentIndex().isValid():
                self._cells.paint_ring(painter, self.visualRect(self.currentIndex()))
        elif self.empty_text and not len(self.grid_model.order):
            painter.setPen(QColor(theme.current().muted))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self.empty_text)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take up another font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(self, "_cells"):
            self._take_font()
        super().changeEvent(event)

    def _take_font(self) -> None:
        self._font = theme.figures(self.font())
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)

    def _rows_within(self, area: QRect) -> range:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        count = len(self.grid_model.order)
        return range(first, last + 1 if last >= 0 else count) if first >= 0 else range(0)

    def _strips_within(self, area: QRect) -> list[Strip]:
        strips = [Strip(column, self.columnViewportPosition(column), self.columnWidth(column)) for column in self.shown_columns()]
        return [strip for strip in strips if strip.left <= area.right() and strip.left + strip.width > area.left()]

    def _paint_selection(self, painter: QPainter, rows: range, strips: list[Strip]) -> None:
        blocks = self.blocks()
        for block in blocks:
            above, below = max(block.top, rows.start), min(block.bottom, rows[-1])
            within = [strip for strip in strips if block.left <= strip.column <= block.right]
            if above <= below and within:
                top, bottom = self.rowViewportPosition(above), self.rowViewportPosition(below) + self.rowHeight(below)
                right = within[-1].left + within[-1].width
                self._cells.paint_selected(painter, QRect(within[0].left, top, right - within[0].left, bottom - top))
        if self.grid_model.problems:
            self._paint_problems(painter, rows, strips, blocks)

    def _paint_problems(self, painter: QPainter, rows: range, strips: list[Strip], blocks: list[Block]) -> None:
        for shown, row in enumerate(self.grid_model.order[rows.start : rows.stop].tolist(), rows.start):
            for strip in strips:
                if (row, strip.column) in self.grid_model.problems:
                    cell = QRect(strip.left, self.rowViewportPosition(shown), strip.width, self.rowHeight(shown))
                    self._cells.paint_problem(painter, cell, selected=any(holds(block, shown, strip.column) for block in blocks))

    def _enter(self) -> None:
        """Edit the cell; where that is not possible, tell that it was chosen."""
        index = self.currentIndex()
        if self._is_flag():
            self._toggle_flag()
        elif index.isValid() and self.grid_model.columns[index.column()].editable:
            self.edit(index)
        elif index.isValid():
            self.activated.emit(index)

    def _is_flag(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.grid_model.columns[index.column()].kind == "flag"

    def _toggle_flag(self) -> None:
        index = self.currentIndex()
        is_set = bool(self.grid_model.source.text(int(self.grid_model.order[index.row()]), index.column()))
        self.grid_model.setData(index, "" if is_set else "yes")


_NO_KEY: Final = Qt.KeyboardModifier.NoModifier
_STANDARD: Final = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Cut, "cut"),
    (QKeySequence.StandardKey.Paste, "paste"),
    (QKeySequence.StandardKey.Find, "find"),
)
_COMBINED: Final = {
    (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C): "copy with titles",
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D): "fill down",
    (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Down): "column menu",
    (_NO_KEY, Qt.Key.Key_F8): "next problem",
    (_NO_KEY, Qt.Key.Key_Delete): "clear",
    (_NO_KEY, Qt.Key.Key_Backspace): "clear",
}


def _is_enter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (_NO_KEY, Qt.KeyboardModifier.KeypadModifier)
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _wish(event: QKeyEvent) -> str:
    for standard, wish in _STANDARD:
        if event.matches(standard):
            return wish
    return _COMBINED.get((event.modifiers(), Qt.Key(event.key())), "")
