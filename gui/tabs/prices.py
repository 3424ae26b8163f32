"""The Prices tab: series by mineral on the left, stacked panes on one time axis on the right, policy events as flags."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.model import Workspace, add_months
from core.views import prices
from core.words import _, plural
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.values import Precision
from gui.widgets.series_list import SeriesList

# Range buttons: object name, months back from the last point (None: everything).
RANGES: Final = (("1M", 1), ("6M", 6), ("1Y", 12), ("5Y", 60), ("10Y", 120), ("max", None))
_PRECISION: Final[dict[str, Precision]] = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}
_FLAG_COLOURS: Final = {"restrictive": 3, "supportive": 1, "neutral": 0}
_SETTLE_MS: Final = 200  # after the last step of a drag the other tabs are told


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tab shows, for the export: ids of the series, and the dates in view."""

    series: tuple[str, ...]
    first: dt.date
    last: dt.date


class PricesTab(QWidget):
    """Draws what `core.views.prices` makes of the session's workspace and selection. `event_chosen` tells the id of a clicked flag."""

    event_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prices_tab")
        self._session = session
        self._panes: tuple[prices.PaneView, ...] = ()
        self.list = SeriesList(self)
        self.chart = Chart(self)
        self.chart.setObjectName("price_chart")
        self.log = self._log_button()
        self.flags = self._flags_button()
        self.splitter = QSplitter(self)
        self.splitter.setObjectName("prices_splitter")
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self._right_side())
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([260, 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._tell_range)
        self._connect()
        self._show_list()
        self._show_lines()
        self._show_range()

    def shown(self) -> Shown:
        """What is on the chart now."""
        first, last = (prices.date_of(day) for day in self.chart.visible_range())
        return Shown(tuple(line.series.id for pane in self._panes for line in pane.lines), first, last)

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.list.search.setFocus()
        self.list.search.selectAll()

    def place(self) -> bytes:
        """How the parts of the tab are arranged, to be remembered."""
        return bytes(self.splitter.saveState().data())

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were."""
        self.splitter.restoreState(QByteArray(place))

    def _connect(self) -> None:
        self.list.ticked.connect(self._tick)
        self.list.searched.connect(lambda _text: self._show_list())
        self.chart.range_changed.connect(lambda _first, _last: self._settle.start())
        self.chart.flag_clicked.connect(self.event_chosen)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)
        self._dress()

    def _right_side(self) -> QWidget:
        side = QWidget(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 0)
        bar.setSpacing(4)
        for name, months in RANGES:
            bar.addWidget(self._range_button(name, months))
        bar.addSpacing(12)
        bar.addWidget(self.log)
        bar.addWidget(self.flags)
        bar.addStretch(1)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.chart, 1)
        return side

    def _range_button(self, name: str, months: int | None) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"range_{name}")
        words = {"1M": _("1M"), "6M": _("6M"), "1Y": _("1Y"), "5Y": _("5Y"), "10Y": _("10Y"), "max": _("All")}
        button.setText(words[name])
        button.setToolTip(_("All dates") if months is None else plural("The last month", "The last {count} months", months))
        button.clicked.connect(lambda: self._choose_range(months))
        return button

    def _log_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("log_scale")
        button.setText(_("Log"))
        button.setCheckable(True)
        button.setToolTip(_("Logarithmic scale (L)"))
        button.toggled.connect(lambda _on: self._show_lines())
        QShortcut(QKeySequence("L"), self.chart, button.toggle)
        return button

    def _flags_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("policy_flags")
        button.setText(_("Policy"))
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(_("Policy events of the minerals shown (P)"))
        button.toggled.connect(lambda _on: self._show_flags())
        QShortcut(QKeySequence("P"), self.chart, button.toggle)
        return button

    # what the user does

    def _tick(self, ticked: tuple[str, ...]) -> None:
        minerals = prices.minerals_of(self._session.workspace, ticked)
        self._session.select(initiator=self, series=ticked, minerals=minerals)
        self._show_lines()

    def _choose_range(self, months: int | None) -> None:
        whole = prices.span(self._session.workspace, self._session.selection.series)
        if months is None or whole is None:
            self._session.select(first=None, last=None)
        else:
            first = add_months(whole[1], -months)
            self._session.select(first=max(first, whole[0]), last=whole[1])

    def _tell_range(self) -> None:
        whole = prices.span(self._session.workspace, self._session.selection.series)
        first, last = (prices.date_of(day) for day in self.chart.visible_range())
        if whole is not None and first <= whole[0] and last >= whole[1]:
            self._session.select(initiator=self, first=None, last=None)
        else:
            self._session.select(initiator=self, first=first, last=last)

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if "series" in parts:
            self._show_list()
            self._show_lines()
        elif "events" in parts:
            self._show_flags()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if initiator is self:
            return
        self.list.set_ticked(selection.series)
        self._show_lines()
        self._show_range()

    # showing

    def _show_list(self) -> None:
        search = self.list.search.text()
        groups = prices.catalogue(self._session.workspace, search)
        self.list.set_groups(groups, self._session.selection.series, open_all=bool(search) or len(groups) == 1)

    def _show_lines(self) -> None:
        ticked = self._session.selection.series
        self._panes = prices.panes(self._session.workspace, ticked, self._panes)
        colours = {key: number for number, key in enumerate(ticked)}
        log = self.log.isChecked()
        self.chart.set_message(_message(self._session.workspace))
        self.chart.set_lines([_pane(pane, colours, log=log) for pane in self._panes])
        self._show_flags()

    def _show_flags(self) -> None:
        if not (self.flags.isChecked() and self._panes):
            self.chart.set_flags(())
            return
        minerals = prices.minerals_of(self._session.workspace, self._session.selection.series)
        self.chart.set_flags([_flag(flag) for flag in prices.flags(self._session.workspace, minerals)])

    def _show_range(self) -> None:
        selection = self._session.selection
        whole = prices.span(self._session.workspace, selection.series)
        if whole is None or (selection.first is None and selection.last is None):
            self.chart.show_all()
            return
        first, last = selection.first or whole[0], selection.last or whole[1]
        if first < last:
            self.chart.set_range(prices.day_of(first), prices.day_of(last))

    def _dress(self) -> None:
        self.chart.set_theme(theme().colours)


def _pane(pane: prices.PaneView, colours: dict[str, int], *, log: bool) -> Pane:
    lines = tuple(_line(line, colours[line.series.id]) for line in pane.lines)
    # A logarithmic axis has no place for what is not above zero: such a pane stays linear.
    positive = all(np.nanmin(line.values, initial=np.inf) > 0 for line in pane.lines)
    return Pane("", pane.unit, lines, log=log and positive)


def _line(line: prices.LineView, colour: int) -> Line:
    precision = _PRECISION.get(line.series.frequency, "day")
    return Line(line.series.id, line.label, line.unit, line.days, line.values, line.marks, colour, None, precision)


def _flag(flag: prices.FlagView) -> Flag:
    return Flag(flag.event, flag.start, flag.title, flag.end, 1, _FLAG_COLOURS.get(flag.direction, 0), flag.when)


def _message(workspace: Workspace) -> str:
    if workspace.series:
        return _("Tick a series on the left to see it here")
    return _("Drop a spreadsheet here to see its series")
