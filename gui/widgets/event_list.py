"""Policy events as a table that is sorted and edited as any other of the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.model import PolicyEvent, columns
from core.views.data import RecordTable
from core.words import _
from gui.widgets.record_data import RecordData
from gui.widgets.table import Edit, Grid

_HIDDEN: Final = frozenset(("id", "title_zh", "cell", "follows", "date_basis", "note"))
_ORDER: Final = ("title", "announced", "adopted", "in_force", "suspended", "ended", "deadline", "clock", "actors", "targets", "minerals")


class EventList(QWidget):
    """Tells `chosen` with the id of the event whose row is current, and `edited` with what was typed: (id, field, text) each."""

    chosen = Signal(str)
    edited = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = {one.name: one for one in columns(PolicyEvent)}
        first = [known[name] for name in _ORDER if name in known]
        self._columns = (*first, *(one for one in known.values() if one not in first))
        self._table = RecordTable("events", self._columns, ())
        self.grid = Grid(_("Policy events"), self)
        self.grid.setObjectName("policy_list")
        self.telling = QLabel(self)
        self.telling.setObjectName("policy_list_telling")
        self.telling.setWordWrap(True)
        self.telling.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.telling)
        self.setFocusProxy(self.grid)
        self.grid.selection_changed.connect(self._moved)
        self.grid.edited.connect(self._edited)
        self.grid.told.connect(self._tell)
        self._dressed = False

    def set_events(self, events: Sequence[PolicyEvent], empty: str) -> None:
        """Show these events; `empty` is what a table of none says."""
        quiet = QSignalBlocker(self)
        self._table = RecordTable("events", self._columns, tuple(events))
        self.grid.set_empty_text(empty)
        self.grid.set_data(RecordData(self._table, editable=True))
        if not self._dressed:
            self._dressed = True
            for at, column in enumerate(self._columns):
                self.grid.hide_column(at, hidden=column.name in _HIDDEN)
        quiet.unblock()

    def point_out(self, event: str) -> None:
        """Go to the row of an event, telling nobody."""
        row = next((at for at, one in enumerate(self._table.records) if one.id == event), None)
        current = self.grid.current_cell()
        if row is not None and (current is None or current[0] != row):
            quiet = QSignalBlocker(self)
            self.grid.go_to(row, current[1] if current is not None else 0)
            quiet.unblock()

    def refuse(self, reasons: Sequence[tuple[str, str, str, str]]) -> None:
        """Mark the cells that could not be taken: (event, field, text, reason) each."""
        rows = {one.id: at for at, one in enumerate(self._table.records)}
        names = [one.name for one in self._columns]
        cells = [(rows[event], names.index(field), text, reason) for event, field, text, reason in reasons if event in rows]
        self.grid.show_problems({cell[:2]: cell[3] for cell in cells}, [Edit(*cell[:3]) for cell in cells])
        self._tell(cells[0][3] if cells else "")

    def in_order(self) -> list[str]:
        """The ids of the events as they are sorted and filtered on the screen."""
        return [self._table.records[row].id for row in self.grid.current_rows().tolist()]

    def _moved(self) -> None:
        cell = self.grid.current_cell()
        if cell is not None and cell[0] < len(self._table.records):
            self.chosen.emit(self._table.records[cell[0]].id)

    def _edited(self, edits: Sequence[Edit]) -> None:
        self.edited.emit([(self._table.records[one.row].id, self._columns[one.column].name, one.text) for one in edits])

    def _tell(self, sentence: str) -> None:
        self.telling.setText(sentence)
        self.telling.setVisible(bool(sentence))
