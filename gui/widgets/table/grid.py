"""The grid as its owner sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.words import _, plural
from gui import theme
from gui.widgets.table import editing
from gui.widgets.table.arrangement import Arrangement
from gui.widgets.table.clipboard import from_text, to_mime
from gui.widgets.table.data import Edit, GridData
from gui.widgets.table.editing import Block, Pasted
from gui.widgets.table.filters import Condition
from gui.widgets.table.menu import CellMenu, ColumnMenu
from gui.widgets.table.model import GridModel
from gui.widgets.table.summary import Summary
from gui.widgets.table.view import TableView


class Grid(QWidget):
    """A table of any length that is sorted, filtered and edited like a spreadsheet.

    Rows and columns in signals and arguments are those of the GridData, however the grid is sorted and filtered.
    """

    edited = Signal(object)
    """list[Edit]: everything one action wrote, for one step of undo. The grid shows it once the owner sets the new data."""
    selection_changed = Signal()
    """Another cell is current or others are selected."""
    cell_activated = Signal(int, int)
    """Row and column of a cell that cannot be edited and was double-clicked or entered."""
    menu_opening = Signal(object, int, int)
    """QMenu, row, column: the menu of a cell is about to open; add to it what belongs there."""
    find_wanted = Signal()
    """The user pressed Ctrl+F; put the focus where the filter is written."""
    told = Signal(str)
    """A sentence for the status line; "" when the one before no longer holds."""
    arranged = Signal()
    """Rows were sorted or filtered otherwise."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = GridModel(self)
        self._view = TableView(self._model, self)
        self._arrangement = Arrangement()
        self._empty_text = _("Nothing here yet.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self.setAccessibleName(title)
        self._view.setAccessibleName(title)
        self._connect()

    def _connect(self) -> None:
        # Queued: new data must not arrive while the editor that caused it is still closing.
        self._model.written.connect(self._written, Qt.ConnectionType.QueuedConnection)
        view = self._view
        view.wanted.connect(self._do)
        view.activated.connect(self._activated)
        view.selectionModel().selectionChanged.connect(self._selected)
        view.selectionModel().currentChanged.connect(self._selected)
        view.heads.sectionClicked.connect(self._next_sort)
        for part, asked in ((view, self._ask_cell_menu), (view.heads, self._ask_column_menu)):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(asked)
        theme.theme().changed.connect(view.take_colours)

    # --- what is shown --------------------------------------------------------------------------------------------------------

    @property
    def data(self) -> GridData:
        """The table shown."""
        return self._model.source

    def set_data(self, data: GridData, *, another: bool = False) -> None:
        """Show `data`. With the same columns as before, sort order, filters, widths and the current cell are kept.

        With `another` it is another table of those columns, and the view begins at its top.
        """
        same_columns = tuple(data.columns) == self._model.columns
        self._model.problems, self._model.refused = {}, {}
        if not same_columns:
            self._arrangement.sort, self._arrangement.conditions = None, {}
        self._show(data, keep_place=same_columns and not another)
        if not same_columns:
            self._view.fit_columns()
            self._mark_heads()

    def current_rows(self) -> NDArray[np.int32]:
        """The rows that pass the filters, in the order shown."""
        return self._model.order

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle of a table without rows. When only the filter leaves none, the grid says so itself."""
        self._empty_text = text
        self._tell_empty()

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of `text`."""
        if text != self._arrangement.words:
            self._arrangement.words = text
            self._show(self.data, keep_place=True)

    def set_condition(self, column: int, condition: Condition | None) -> None:
        """Show only rows whose cell in `column` satisfies `condition`; None lifts it.

        Raises ValueError for a text that is no number or date where one is needed.
        """
        if condition is None:
            self._arrangement.conditions.pop(column, None)
        else:
            condition.mask(self.data, column)
            self._arrangement.conditions[column] = condition
        self._mark_heads()
        self._show(self.data, keep_place=True)

    def conditions(self) -> Mapping[int, Condition]:
        """The conditions set, by column."""
        return dict(self._arrangement.conditions)

    def sort_by(self, column: int | None, *, descending: bool = False) -> None:
        """Sort the rows by `column`, missing values last; None shows them in their own order."""
        self._arrangement.sort = None if column is None else (column, descending)
        self._mark_heads()
        self._show(self.data, keep_place=True)

    def sorting(self) -> tuple[int, bool] | None:
        """(column, descending), or None."""
        return self._arrangement.sort

    def show_problems(self, problems: Mapping[tuple[int, int], str], refused: Sequence[Edit] = ()) -> None:
        """Mark the cells of `problems`, (row, column) to sentence. What was `refused` stays on show in its cell, to be mended."""
        self._model.problems = dict(problems)
        self._model.refused = {(edit.row, edit.column): edit.text for edit in refused}
        self._view.viewport().update()
        self._tell_problem()

    def state(self) -> bytes:
        """Widths, hidden columns and sort order, for `restore` at another start."""
        columns, sort = self._model.columns, self._arrangement.sort
        return json.dumps(
            {
                "widths": {column.key: self._view.columnWidth(number) for number, column in enumerate(columns) if not self._hides(number)},
                "hidden": [column.key for number, column in enumerate(columns) if self._hides(number)],
                "sort": [columns[sort[0]].key, sort[1]] if sort else None,
            }
        ).encode()

    def restore(self, state: bytes) -> None:
        """Take up a `state` as far as its columns are still there; anything else is ignored."""
        try:
            kept = json.loads(state)
            widths, hidden, sort = dict(kept["widths"]), set(kept["hidden"]), kept["sort"]
        except (ValueError, TypeError, KeyError):
            return
        for number, column in enumerate(self._model.columns):
            if isinstance(width := widths.get(column.key), int) and width > 0:
                self._view.setColumnWidth(number, width)
            self._view.setColumnHidden(number, column.key in hidden)
        keys = [column.key for column in self._model.columns]
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in keys:
            self.sort_by(keys.index(sort[0]), descending=bool(sort[1]))

    def hide_column(self, column: int, *, hidden: bool = True) -> None:
        """Hide or show a column; the last one stays."""
        if not hidden or len(self._view.shown_columns()) > 1:
            self._view.setColumnHidden(column, hidden)

    # --- where the user is ----------------------------------------------------------------------------------------------------

    def current_cell(self) -> tuple[int, int] | None:
        """Row and column of the cell with the ring."""
        index = self._view.currentIndex()
        return (int(self._model.order[index.row()]), index.column()) if index.isValid() else None

    def selected_rows(self) -> NDArray[np.int32]:
        """The rows that have a selected cell, in the order shown."""
        chosen = np.zeros(len(self._model.order), np.bool_)
        for block in self._view.blocks():
            chosen[block.top : block.bottom + 1] = True
        return self._model.order[chosen]

    def selection_summary(self) -> Summary:
        """What the selected cells come to: count, sum, mean, lowest, highest."""
        return editing.summary(self._model, self._view.blocks(), self._view.shown_columns())

    def go_to(self, row: int, column: int) -> bool:
        """Make a cell current and bring it into view. False when a filter hides its row."""
        places = np.flatnonzero(self._model.order == row)
        if not len(places):
            return False
        place = int(places[0])
        self._view.select(Block(place, column, place, column))
        self._view.scrollTo(self._model.index(place, column))
        return True

    def select_all(self) -> None:
        """Select every cell."""
        self._view.selectAll()

    def edit_current(self) -> None:
        """Open the editor of the current cell."""
        if self._view.currentIndex().isValid():
            self._view.edit(self._view.currentIndex())

    # --- what the user does ---------------------------------------------------------------------------------------------------

    def copy(self, *, titles: bool = False) -> None:
        """Put the selected cells on the clipboard, with the heads of their columns when `titles`."""
        blocks, shown = self._view.blocks(), self._view.shown_columns()
        count = editing.size(blocks, shown)
        if count > editing.COPY_LIMIT:
            self.told.emit(
                _("{count} cells are more than a spreadsheet takes at once: export the table instead.").format(count=f"{count:,}")
            )
        elif count:
            QGuiApplication.clipboard().setMimeData(to_mime(editing.copied(self._model, blocks, shown, titles=titles)))
            self.told.emit(plural("One cell copied.", "{count} cells copied.", count))

    def cut(self) -> None:
        """Copy the selected cells, then empty them."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Write the cells on the clipboard into the table, as one `edited`."""
        cells = from_text(QGuiApplication.clipboard().text())
        self._hand_on(editing.pasted(self._model, self._view.blocks(), self._view.shown_columns(), cells))

    def clear(self) -> None:
        """Empty the selected cells."""
        self._hand_on(editing.cleared(self._model, self._view.blocks(), self._view.shown_columns()))

    def fill_down(self) -> None:
        """Write the first selected row into the selected rows below it."""
        self._hand_on(editing.filled_down(self._model, self._view.blocks(), self._view.shown_columns()))

    def next_problem(self) -> None:
        """Go to the next marked cell below or right of the current one, else to the first."""
        places = {row: place for place, row in enumerate(self._model.order.tolist())} if self._model.problems else {}
        cells = sorted((places[row], column) for row, column in self._model.problems if row in places)
        if cells:
            index = self._view.currentIndex()
            place, column = next((cell for cell in cells if cell > (index.row(), index.column())), cells[0])
            self.go_to(int(self._model.order[place]), column)

    @Slot(str)
    def _do(self, wish: str) -> None:
        {
            "copy": self.copy,
            "copy with titles": lambda: self.copy(titles=True),
            "cut": self.cut,
            "paste": self.paste,
            "clear": self.clear,
            "fill down": self.fill_down,
            "find": self.find_wanted.emit,
            "column menu": self._open_current_column_menu,
            "next problem": self.next_problem,
        }[wish]()

    @Slot(list)
    def _written(self, edits: list[Edit]) -> None:
        self.edited.emit(edits)

    def _hand_on(self, made: Pasted) -> None:
        sentences = []
        if made.outside:
            sentences.append(plural("One cell did not fit into the table.", "{count} cells did not fit into the table.", made.outside))
        if made.locked:
            sentences.append(plural("One cell cannot be changed here.", "{count} cells cannot be changed here.", made.locked))
        if made.edits:
            self.edited.emit(made.edits)
        if sentences:
            self.told.emit(" ".join(sentences))

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        if not self._model.columns[index.column()].editable:
            self.cell_activated.emit(int(self._model.order[index.row()]), index.column())

    @Slot()
    def _selected(self) -> None:
        self._tell_problem()
        self.selection_changed.emit()

    # --- menus ----------------------------------------------------------------------------------------------------------------

    @Slot(QPoint)
    def _ask_cell_menu(self, place: QPoint) -> None:
        index = self._view.indexAt(place)
        if index.isValid():
            if not self._view.selectionModel().isSelected(index):
                self._view.setCurrentIndex(index)
            menu = CellMenu(self, editable=self._model.columns[index.column()].editable)
            self.menu_opening.emit(menu, int(self._model.order[index.row()]), index.column())
            _open(menu, self._view.viewport().mapToGlobal(place))

    @Slot(QPoint)
    def _ask_column_menu(self, place: QPoint) -> None:
        column = self._view.heads.logicalIndexAt(place)
        if column >= 0:
            _open(ColumnMenu(self, column), self._view.heads.mapToGlobal(place))

    def _open_current_column_menu(self) -> None:
        column = self._view.currentIndex().column()
        if column >= 0:
            heads = self._view.heads
            _open(ColumnMenu(self, column), heads.mapToGlobal(QPoint(heads.sectionViewportPosition(column), heads.height())))

    @Slot(int)
    def _next_sort(self, column: int) -> None:
        """A click sorts up, the second down, the third gives the rows their own order back."""
        if self.sorting() == (column, False):
            self.sort_by(column, descending=True)
        else:
            self.sort_by(None if self.sorting() == (column, True) else column)

    # --- arranging ------------------------------------------------------------------------------------------------------------

    def _show(self, data: GridData, *, keep_place: bool) -> None:
        cell = self.current_cell() if keep_place else None
        top = self._view.rowAt(0)
        order = self._arrangement.rows(data)
        moved = not keep_place or not np.array_equal(order, self._model.order)
        if moved:
            # A reset far down makes Qt lay out every row above once more, which takes seconds in a long table.
            self._view.scrollToTop()
        self._model.show(data, order, reset=moved)
        self._tell_empty()
        if moved:
            if cell is not None and data.count():
                self.go_to(min(cell[0], data.count() - 1), cell[1])
            elif keep_place and 0 < top < len(order):
                self._view.scrollTo(self._model.index(top, 0), TableView.ScrollHint.PositionAtTop)
            self.arranged.emit()
            self._selected()

    def _mark_heads(self) -> None:
        self._view.heads.sorted_by = self._arrangement.sort
        self._view.heads.filtered = frozenset(self._arrangement.conditions)
        self._view.heads.viewport().update()

    def _tell_empty(self) -> None:
        hidden = self._arrangement.filters and self.data.count()
        self._view.empty_text = _("No row matches the filter.") if hidden else self._empty_text
        self._view.viewport().update()

    def _tell_problem(self) -> None:
        cell = self.current_cell()
        self.told.emit(self._model.problems.get(cell, "") if cell else "")

    def _hides(self, column: int) -> bool:
        return self._view.isColumnHidden(column)


def _open(menu: QMenu, place: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater, Qt.ConnectionType.QueuedConnection)
    menu.popup(place)
