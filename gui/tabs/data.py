"""The Data tab: every table of the workspace as a grid to be sorted, filtered and edited, and where each number came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.io.layout import mark_names
from core.model import Mark, Series, Workspace
from core.views import data
from core.words import _
from gui.session import Session
from gui.widgets.record_data import RecordData
from gui.widgets.table import ArrayData, Edit, Grid, GridColumn

_PART: Final = Qt.ItemDataRole.UserRole


class DataTab(QWidget):
    """Shows and edits the session's workspace. Every edit is one undoable step; what cannot be taken is marked in its cell."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data_tab")
        self._session = session
        self._table: data.RecordTable | None = None
        self._series = ""
        self.tables = QListWidget(self)
        self.tables.setObjectName("data_tables")
        self.tables.setAccessibleName(_("Tables"))
        self.tables.setStyleSheet("QListView::item { padding: 4px 8px }")
        self.search = QLineEdit(self)
        self.search.setObjectName("data_search")
        self.search.setPlaceholderText(_("Filter rows"))
        self.search.setAccessibleName(_("Filter rows"))
        self.search.setClearButtonEnabled(True)
        self.add = QPushButton(_("Add a row"), self)
        self.add.setObjectName("data_add")
        self.delete = QPushButton(_("Delete rows"), self)
        self.delete.setObjectName("data_delete")
        self.records = Grid(_("Records"), self)
        self.records.setObjectName("data_records")
        self.points = Grid(_("Values"), self)
        self.points.setObjectName("data_points")
        self.heading = QLabel(self)
        self.heading.setObjectName("data_points_heading")
        self.telling = QLabel(self)
        self.telling.setObjectName("data_telling")
        self.telling.setWordWrap(True)
        self.origin = QLabel(self)
        self.origin.setObjectName("data_origin")
        self.origin.setWordWrap(True)
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self.origin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._connect()
        self._show_tables()

    def start_search(self) -> None:
        """Put the cursor into the filter."""
        self.search.setFocus()
        self.search.selectAll()

    def show_record(self, part: str, key: str) -> None:
        """Open the table of `part` and go to the record `key`."""
        self.search.clear()
        self._choose_table(part)
        if self._table is not None:
            row = next((at for at, record in enumerate(self._table.records) if record.id == key), None)
            if row is not None:
                self.records.go_to(row, 1)

    def place(self) -> bytes:
        """How the parts of the tab are arranged, to be remembered."""
        sizes = {"across": self.across.sizes(), "down": self.down.sizes()}
        return json.dumps(sizes).encode()

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were; anything else is ignored."""
        try:
            sizes = json.loads(place)
            self.across.setSizes([int(size) for size in sizes["across"]])
            self.down.setSizes([int(size) for size in sizes["down"]])
        except (ValueError, TypeError, KeyError):
            return

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        bar.addWidget(self.add)
        bar.addWidget(self.delete)
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(4, 8, 8, 4)
        column.addLayout(bar)
        column.addWidget(self.records, 1)
        self.values = QWidget(self)
        column = QVBoxLayout(self.values)
        column.setContentsMargins(4, 0, 8, 4)
        column.addWidget(self.heading)
        column.addWidget(self.points, 1)
        foot = QWidget(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(8, 4, 8, 8)
        column.addWidget(self.telling)
        column.addWidget(self.origin)
        self.down = QSplitter(Qt.Orientation.Vertical, self)
        self.down.addWidget(upper)
        self.down.addWidget(self.values)
        self.down.setSizes([420, 260])
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.down, 1)
        column.addWidget(foot)
        self.across = QSplitter(self)
        self.across.addWidget(self.tables)
        self.across.addWidget(right)
        self.across.setSizes([220, 1060])
        self.across.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.across)

    def _connect(self) -> None:
        self.tables.currentItemChanged.connect(lambda _now, _before: self._show_table())
        self.search.textChanged.connect(self.records.set_filter)
        self.add.clicked.connect(self._add)
        self.delete.clicked.connect(self._delete)
        self.records.edited.connect(self._edit_records)
        self.records.selection_changed.connect(self._record_chosen)
        self.points.edited.connect(self._edit_points)
        self.points.selection_changed.connect(self._show_origin)
        for grid in (self.records, self.points):
            grid.told.connect(self.telling.setText)
            grid.find_wanted.connect(self.start_search)
        self._session.changed.connect(self._workspace_changed)

    # what the user does

    def _edit_records(self, edits: Sequence[Edit]) -> None:
        if self._table is None:
            return
        made = data.edit_records(self._session.workspace, self._table.part, [(one.row, one.column, one.text) for one in edits])
        self._take(made, self.records, edits)

    def _edit_points(self, edits: Sequence[Edit]) -> None:
        if self._series in self._session.workspace.series:
            made = data.edit_points(self._session.workspace, self._series, [(one.row, one.column, one.text) for one in edits])
            self._take(made, self.points, edits)

    def _take(self, made: data.Edited, grid: Grid, edits: Sequence[Edit]) -> None:
        if made.parts:
            self._session.edit(made.label, **made.parts)
        grid.show_problems(made.problems, [one for one in edits if (one.row, one.column) in made.problems])
        if made.problems:
            self.telling.setText(next(iter(made.problems.values())))

    def _add(self) -> None:
        if self._table is not None:
            made, key = data.add_record(self._session.workspace, self._table.part)
            part = self._table.part
            self._session.edit(made.label, **made.parts)
            self.show_record(part, key)

    def _delete(self) -> None:
        if self._table is None:
            return
        if self._part() == "series" and self._is_in(self.points):
            made = data.delete_points(self._session.workspace, self._series, self.points.selected_rows().tolist())
        else:
            made = data.delete_records(self._session.workspace, self._table.part, self.records.selected_rows().tolist())
        if made.parts:
            self._session.edit(made.label, **made.parts)

    def _record_chosen(self) -> None:
        record = self._current_record()
        if isinstance(record, Series):
            if record.id != self._series:
                self._show_points(record)
            if record.mineral:
                self._session.select(initiator=self, minerals=(record.mineral,))
        self._show_origin()

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        self._show_counts()
        if self._table is not None and self._table.part in parts:
            self._show_table()
        self._show_origin()

    # showing

    def _current_record(self) -> Any:
        cell = self.records.current_cell()
        if self._table is None or cell is None or cell[0] >= len(self._table.records):
            return None
        return self._table.records[cell[0]]

    def _part(self) -> str:
        return self._table.part if self._table is not None else ""

    def _is_in(self, grid: Grid) -> bool:
        """Whether the keyboard was last in this grid."""
        focused = self.focusWidget()
        return focused is not None and (focused is grid or grid.isAncestorOf(focused))

    def _choose_table(self, part: str) -> None:
        for row in range(self.tables.count()):
            if self.tables.item(row).data(_PART) == part:
                self.tables.setCurrentRow(row)

    def _show_tables(self) -> None:
        chosen = self._table.part if self._table is not None else "series"
        quiet = QSignalBlocker(self.tables)
        self.tables.clear()
        for title in data.tables(self._session.workspace):
            item = QListWidgetItem(f"{title.title}  ({title.count:,})", self.tables)
            item.setData(_PART, title.part)
        quiet.unblock()
        self._choose_table(chosen)
        if self.tables.selectedItems() == []:
            self.tables.setCurrentRow(0)

    def _show_counts(self) -> None:
        titles = data.tables(self._session.workspace)
        if [title.part for title in titles] != [self.tables.item(row).data(_PART) for row in range(self.tables.count())]:
            self._show_tables()
            return
        for row, title in enumerate(titles):
            self.tables.item(row).setText(f"{title.title}  ({title.count:,})")

    def _show_table(self) -> None:
        chosen = self.tables.selectedItems()
        if not chosen:
            return
        part = chosen[0].data(_PART)
        self._table = data.record_table(self._session.workspace, part)
        editable = part in data.EDITABLE
        self.records.set_empty_text(_("Import a spreadsheet, or add a row."))
        self.records.set_data(RecordData(self._table, editable=editable))
        self.add.setEnabled(editable)
        self.delete.setEnabled(True)
        self.values.setVisible(part == "series")
        if part == "series":
            series = self._session.workspace.series
            self._show_points(series.get(self._series) or next(iter(series.values()), None))

    def _show_points(self, series: Series | None) -> None:
        another = series is None or series.id != self._series
        self._series = series.id if series is not None else ""
        self.heading.setText(_("Values of {title}").format(title=series.title or series.id) if series is not None else "")
        self.points.set_empty_text(_("Choose a series above to see its values."))
        self.points.set_data(_points_data(series), another=another)

    def _show_origin(self) -> None:
        record = self._current_record()
        series = self._session.workspace.series.get(self._series)
        cell = self.points.current_cell() if self._part() == "series" else None
        of_point = cell is not None and series is not None and not self._is_in(self.records)
        shown = series if of_point else record
        if shown is None:
            self.origin.setText("")
            return
        lines = data.provenance(self._session.workspace, shown, cell[0] if of_point and cell is not None else None)
        self.origin.setText("   ".join(f"{label}: {text}" for label, text in lines))


def _points_data(series: Series | None) -> ArrayData:
    """The points of a series, and an empty row at the end to type a new date into."""
    unit = series.unit if series is not None else ""
    columns = (
        GridColumn("date", _("Date"), "date", editable=True, width=12),
        GridColumn("value", _("Value"), "number", unit, editable=True, width=16),
        GridColumn("marks", _("Marks"), width=24),
        GridColumn("cell", _("Cell"), width=24, tip=_("Sheet and cell of the file that the value was imported from")),
    )
    if series is None:
        return ArrayData(columns, [np.array([], "datetime64[D]"), np.array([]), [], []])
    points = series.points
    places = [series.place(index) for index in range(len(points))]
    return ArrayData(
        columns,
        [
            np.append(points.dates, np.datetime64("NaT", "D")),
            np.append(points.values, np.nan),
            [*("; ".join(mark_names(Mark(mark))) for mark in points.marks.tolist()), ""],
            [*(str(place) if place is not None else "" for place in places), ""],
        ],
    )
