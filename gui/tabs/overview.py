"""The Overview tab: the signal board, the next deadlines, the price-warning scorecards, and what came in with the last imports."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from core.model import Workspace
from core.views import overview
from core.views.explained import Explained
from core.views.overview import DeadlineRow, ImportRow
from core.views.signals import Card, SignalRow, cards, explained, signal_rows
from core.words import _
from gui import theme
from gui.session import Selection, Session
from gui.widgets.explanation import Explanation
from gui.widgets.reading_table import Cell, ReadingRow, ReadingTable

_OF_BOARD: Final = frozenset(("series", "figures", "events", "sources"))  # the parts that signals are made of
_NARROW: Final = 195  # average letters: below, the board stands above the rest and not beside it
_IMPORTS: Final = 5
_DOT: Final = "●"


class OverviewTab(QWidget):
    """Shows what `core.views.signals` and `core.views.overview` make of the session's workspace, when somebody looks at it.

    `tab_wanted` tells the tab that a signal belongs to, `record_chosen` the part and id of a record to be shown in its table.
    """

    tab_wanted = Signal(str)
    record_chosen = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview_tab")
        self._session = session
        self._signals: dict[str, SignalRow] = {}
        self._deadlines: dict[str, DeadlineRow] = {}
        self._stale_board = self._stale_rest = True
        self._as_of: dt.date | None = None
        self._sizes = {"across": [850, 430], "down": [420, 300]}
        board = (_("Mineral"), _("Signal"), _("Value"), _("Reading"), _("In a sentence"))
        self.board = _Section(_("Signals"), "signal_board", ReadingTable(board, _("Signal board"), self, wide=4))
        due = ReadingTable((_("Due"), _("Left"), _("Deadline")), _("Next deadlines"), self, wide=2, whole=True)
        self.deadlines = _Section(_("Next deadlines"), "deadlines", due)
        card = ReadingTable((_("Condition"), _("State")), _("Price-warning scorecard"), self, wide=0, whole=True)
        self.cards = _Section(_("Price-warning scorecard"), "scorecards", card)
        came = ReadingTable((_("When (UTC)"), _("Files"), _("What they brought")), _("Last imports"), self, wide=2, whole=True)
        self.imports = _Section(_("What changed with the last imports"), "last_imports", came)
        self._lay_out()
        self._connect()

    def place(self) -> bytes:
        """How the parts of the tab are arranged, to be remembered."""
        self._keep_sizes()
        return json.dumps(self._sizes).encode()

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were; anything else is ignored."""
        try:
            kept = json.loads(place)
            self._sizes |= {name: [int(size) for size in kept[name]] for name in self._sizes}
        except (ValueError, TypeError, KeyError):
            return
        self.splitter.setSizes(self._sizes[self._arrangement()])

    def start_search(self) -> None:
        """Go to the board; letters typed there find a mineral."""
        self.board.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What nobody looked at was not worked out; it is now."""
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The board beside the rest, or above it where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW * self.fontMetrics().averageCharWidth()
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() != wanted:
            self._keep_sizes()
            self.splitter.setOrientation(wanted)
            self.splitter.setSizes(self._sizes[self._arrangement()])

    def _arrangement(self) -> str:
        return "across" if self.splitter.orientation() == Qt.Orientation.Horizontal else "down"

    def _keep_sizes(self) -> None:
        if self.isVisible():
            self._sizes[self._arrangement()] = self.splitter.sizes()

    def _lay_out(self) -> None:
        aside = QWidget(self)
        column = QVBoxLayout(aside)
        column.setContentsMargins(4, 0, 8, 8)
        for section in (self.deadlines, self.cards, self.imports):
            column.addWidget(section)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("overview_aside")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(aside)
        self.splitter = QSplitter(self)
        self.splitter.setObjectName("overview_splitter")
        self.splitter.addWidget(self.board)
        self.splitter.addWidget(scroll)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes(self._sizes["across"])
        self.board.setContentsMargins(8, 0, 4, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.board.table.chosen.connect(self._go)
        self.cards.table.chosen.connect(self._go)
        self.deadlines.table.chosen.connect(lambda key: self.record_chosen.emit("events", key))
        self.imports.table.chosen.connect(lambda key: self.record_chosen.emit("sources", key))
        for section in (self.board, self.cards):
            section.table.explain_wanted.connect(self._explain_signal)
        self.deadlines.table.explain_wanted.connect(self._explain_deadline)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)

    # what the user does

    def _go(self, key: str) -> None:
        row = self._signals.get(key)
        if row is None:
            return
        if row.signal.subject:
            self._session.select(minerals=(row.signal.subject,), series=self._series_of(row.signal.subject))
        self.tab_wanted.emit(row.tab)

    def _series_of(self, mineral: str) -> tuple[str, ...]:
        """The series that the chart shows for a mineral; those ticked where the workspace has none of it."""
        from core.views.prices import series_of

        return series_of(self._session.workspace, mineral) or self._session.selection.series

    def _explain_signal(self, key: str) -> None:
        if key in self._signals:
            self._explain(explained(self._session.workspace, self._signals[key]))

    def _explain_deadline(self, key: str) -> None:
        if key in self._deadlines:
            self._explain(overview.explained_deadline(self._session.workspace, self._deadlines[key]))

    def _explain(self, row: Explained) -> None:
        dialog = Explanation(row, self)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        self._stale_board = self._stale_board or bool(parts & _OF_BOARD)
        self._stale_rest = True
        if self.isVisible():
            self._refresh()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if selection.as_of != self._as_of:
            self._stale_board = self._stale_rest = True
        if self.isVisible():
            self._refresh()
        self._mark(show=initiator is not self)

    # showing

    def _refresh(self) -> None:
        workspace = self._session.workspace
        self._as_of = self._session.selection.as_of
        if self._stale_board:
            self._stale_board = False
            self._show_board(workspace)
        if self._stale_rest:
            self._stale_rest = False
            self._show_deadlines(workspace)
            self._show_imports(workspace)

    def _show_board(self, workspace: Workspace) -> None:
        rows = signal_rows(workspace, np.datetime64(self._as_of) if self._as_of is not None else None)
        self._signals = {row.id: row for row in rows}
        heads = {next(one.id for one in rows if one.mineral == mineral) for mineral in {row.mineral for row in rows}}
        self.board.show_rows([_signal(row, first=row.id in heads) for row in rows], lambda: overview.no_signals(workspace))
        self.cards.show_rows([line for card in cards(rows) for line in _card(card)], lambda: overview.no_cards(workspace))
        self.board.tell(_("A click or Return shows the mineral in its tab; the menu (right click) explains the number.") if rows else "")
        self._mark(show=False)

    def _show_deadlines(self, workspace: Workspace) -> None:
        day = self._as_of or dt.datetime.now(dt.UTC).date()
        words = _("Next deadlines, counted to {day}") if self._as_of is not None else _("Next deadlines, counted to today, {day}")
        rows = overview.deadline_rows(workspace, day)
        self._deadlines = {row.deadline.event: row for row in rows}
        self.deadlines.heading.setText(words.format(day=day))
        self.deadlines.show_rows([_deadline(row) for row in rows], lambda: overview.no_deadlines(workspace))

    def _show_imports(self, workspace: Workspace) -> None:
        rows = overview.import_rows(workspace)[:_IMPORTS]
        self.imports.show_rows([_import(row) for row in rows], overview.no_imports)
        self.imports.tell(overview.since_words(workspace, self._session.history.steps) if rows else "")

    def _mark(self, *, show: bool) -> None:
        minerals = self._session.selection.minerals
        self.board.table.mark({key for key, row in self._signals.items() if row.signal.subject in minerals}, show=show)


class _Section(QWidget):
    """A heading, a table under it or, where that would be empty, why it is; and a line below."""

    def __init__(self, title: str, name: str, table: ReadingTable) -> None:
        super().__init__()
        self.table = table
        self.table.setObjectName(name)
        self.heading = QLabel(title, self)
        self.heading.setFont(theme.font("heading", bold=True))
        self.heading.setWordWrap(True)
        self.heading.setBuddy(table)
        self.missing = self._line(f"{name}_missing")
        self.line = self._line(f"{name}_line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.missing)
        layout.addWidget(table, 1)
        layout.addWidget(self.line)
        layout.addStretch(0)

    def show_rows(self, rows: Sequence[ReadingRow], why_none: Callable[[], str]) -> None:
        """Show the rows, or say why there are none."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.missing.setVisible(not rows)
        self.missing.setText("" if rows else why_none())

    def tell(self, words: str) -> None:
        """Say something below the table; nothing takes no room."""
        self.line.setText(words)
        self.line.setVisible(bool(words))

    def _line(self, name: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        made.setWordWrap(True)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setVisible(False)
        return made


def _signal(row: SignalRow, *, first: bool) -> ReadingRow:
    cells = (
        Cell(row.mineral, "text" if first else "muted", bold=first),
        Cell(row.name, under=_kept(row.rule)),
        Cell(row.value, bold=True, under=row.date),
        Cell(f"{_DOT} {row.band}", row.role),
        Cell(_kept(row.sentence)),
    )
    return ReadingRow(row.id, cells, _("{sentence}\nRule: {rule}").format(sentence=row.sentence, rule=row.rule), _leads(row))


def _kept(text: str) -> str:
    """The text with each percent sign on the line of its number."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _leads(row: SignalRow) -> str:
    tab = {"prices": _("Prices"), "inventories": _("Inventories"), "risk_map": _("Risk map")}[row.tab]
    return _("Show {mineral} in {tab}").format(mineral=row.mineral, tab=tab) if row.signal.subject else _("Go to {tab}").format(tab=tab)


def _card(card: Card) -> list[ReadingRow]:
    row = card.row
    head = ReadingRow(row.id, (Cell(card.title, bold=True), Cell(f"{_DOT} {row.value}", row.role, bold=True)), row.sentence, _leads(row))
    lines = ((Cell(line.words), Cell(line.state, line.role, under=line.basis)) for line in card.lines)
    return [head, *(ReadingRow(row.id, cells, row.sentence, _leads(row)) for cells in lines)]


def _deadline(row: DeadlineRow) -> ReadingRow:
    more = f" (+{len(row.deadline.with_it)})" if row.deadline.with_it else ""
    cells = (Cell(row.due), Cell(row.left, row.role, bold=row.role == "warning"), Cell(row.title + more, under=row.about))
    return ReadingRow(row.deadline.event, cells, row.tip, _("Show the event"))


def _import(row: ImportRow) -> ReadingRow:
    problems = row.problems and row.role != "muted"
    said = Cell(row.problems, row.role, under=row.brought) if problems else Cell(row.brought, under=row.problems)
    tip = "\n".join(part for part in (row.files, row.brought, row.problems) if part)
    return ReadingRow(row.source, (Cell(row.when, "muted"), Cell(row.files), said), tip, _("Show the source"), explains=False)
