"""The Inventories tab: venues on the left, their stocks over time, the key figures of one venue."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.model import Workspace
from core.task import Progress
from core.views import inventories, prices
from core.views.explained import Explained
from core.views.inventories import BASELINE, Choices, Inventories
from core.views.stock_chart import StockLine, StockPane
from core.words import _
from gui.session import Selection, Session
from gui.theme import theme
from gui.widgets.explanation import Explanation
from gui.widgets.figure_table import FigureTable
from gui.widgets.flow import FlowLayout
from gui.widgets.plot import Chart, Flag, Line, Pane
from gui.widgets.plot.values import Precision
from gui.widgets.selection_bar import DateEdit
from gui.widgets.stock_studies import Asked, studies_button
from gui.widgets.tick_list import TickList
from gui.widgets.turning import turned

if TYPE_CHECKING:
    from core.io.workbook import Written

_SETTLE_MS: Final = 200
_BESIDE: Final = 1150  # pixels of the tab from which on the figures stand beside the chart and not below it
_PARTS: Final = frozenset(("series", "figures", "supply", "indicators", "events"))  # of the workspace, that the tab shows something of
_BASELINE_KEY: Final = "baseline"
_PRECISION: Final[dict[str, Precision]] = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}
_FLAG_COLOURS: Final = {"restrictive": 3, "supportive": 1, "neutral": 0}


class InventoriesTab(QWidget):
    """Draws what `core.views.inventories` makes of the session's workspace and selection, once it is on the screen.

    `event_chosen` tells the id of a clicked flag, `record_chosen` the part and id of a record behind a figure.
    """

    event_chosen = Signal(str)
    record_chosen = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inventories_tab")
        self._session = session
        self._choices = Choices()
        self._view: Inventories | None = None
        self._asked = (0.0, 0.0)  # the days in view as the session wants them
        self.list = TickList(_("Venues and series"), self)
        self.list.setObjectName("inventory_venues")
        self.chart = Chart(self)
        self.chart.setObjectName("inventory_chart")
        self.figures = FigureTable(_("Key figures"), self)
        self.figures.setObjectName("inventory_figures")
        self.notes = QLabel(self)
        self.notes.setObjectName("inventory_notes")
        self.notes.setWordWrap(True)
        self.notes.setContentsMargins(10, 0, 10, 6)
        self.venue = self._combo("inventory_venue", _("Venue whose figures are shown"))
        self.venue.setMinimumContentsLength(14)
        self.unit = self._combo("inventory_unit", _("Unit of all stocks"))
        self.baseline = DateEdit("inventory_baseline", _("Baseline"), last=False, parent=self)
        self.stack = self._toggle("inventory_stack", _("Stack"), _("Stocks on each other, or as lines (S)"), "S")
        self.years = self._toggle("inventory_years", _("Last years"), _("The venue against its baseline and the last five years (Y)"), "Y")
        self.changes = self._toggle("inventory_changes", _("Changes"), _("What moved and what was relabelled, by report (C)"), "C")
        self.changes.setChecked(False)
        self.flags = self._toggle("inventory_flags", _("Policy"), _("Policy events of the mineral (P)"), "P")
        tip = _("Figures that the data do not allow, with what they need (M)")
        self.missing = self._toggle("inventory_missing", _("Missing"), tip, "M")
        self.studies = studies_button(self.chart, self._asked_of_studies, self)
        self._lay_out()
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._tell_range)
        self._figures_due = QTimer(self, singleShot=True, interval=0)  # after the chart is painted
        self._figures_due.timeout.connect(self._show_figures)
        self._connect()

    def view(self) -> Inventories:
        """What the tab shows: the values that an export of it writes."""
        return self._view if self._view is not None else self._refresh()

    def shown_workbook(self) -> Callable[[Path, Progress], Written]:
        """A function that writes what the tab shows."""
        from core.views.stock_export import inventories_workbook

        view = self.view()
        return lambda path, progress: inventories_workbook(view, path, progress)

    def start_search(self) -> None:
        """Put the cursor into the list of venues: letters find one."""
        self.list.setFocus()

    def place(self) -> bytes:
        """How the parts of the tab are arranged and what is drawn, to be remembered."""
        kept = {
            "across": self.splitter.sizes(),
            "inner": self.inner.sizes(),
            "baseline": self._choices.baseline.isoformat(),
            "drawn": [button.isChecked() for button in self._buttons()],
        }
        return json.dumps(kept).encode()

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were; anything else is ignored."""
        try:
            kept = json.loads(place)
            across, inner = [[int(size) for size in kept[name]] for name in ("across", "inner")]
            baseline, drawn = dt.date.fromisoformat(kept["baseline"]), [bool(on) for on in kept["drawn"]]
        except (ValueError, TypeError, KeyError):
            return
        self.splitter.setSizes(across)
        self.inner.setSizes(inner)
        for button, on in zip(self._buttons(), drawn, strict=False):
            button.setChecked(on)
        self._choose(baseline=baseline)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while another tab was on top."""
        super().showEvent(event)
        if self._view is None:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures beside the chart where there is room, else below it."""
        super().resizeEvent(event)
        across = self.width() >= _BESIDE
        if turned(self.inner, across=across):
            self.inner.setSizes([600, 450] if across else [540, 200])

    # building

    def _lay_out(self) -> None:
        bar = QWidget(self)
        flow = FlowLayout(bar)
        for words, field in ((_("Figures of"), self.venue), (_("Unit"), self.unit), (_("Baseline"), self.baseline)):
            flow.addWidget(_labelled(words, field, bar))
        for button in (*self._buttons(), self.studies):
            flow.addWidget(button)
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 0)
        head.addWidget(bar)
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        column.addWidget(self.notes)
        self.inner = QSplitter(Qt.Orientation.Horizontal, self)
        self.inner.addWidget(upper)
        self.inner.addWidget(self.figures)
        self.inner.setStretchFactor(0, 1)
        self.inner.setSizes([600, 450])
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 4, 8)
        column.addWidget(self.list)
        self.splitter = QSplitter(self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.inner)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([230, 1030])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.list.hidden.connect(lambda keys: self._choose(hidden=keys))
        self.list.chosen.connect(self._choose_venue)
        self.venue.activated.connect(lambda _row: self._choose(venue=self.venue.currentText()))
        self.unit.activated.connect(lambda _row: self._choose(unit=self.unit.currentText()))
        self.baseline.chosen.connect(lambda date: self._choose(baseline=date or BASELINE))
        self.stack.toggled.connect(lambda on: self._choose(stack=on))
        self.years.toggled.connect(lambda on: self._choose(years=on))
        self.changes.toggled.connect(lambda on: self._choose(changes=on))
        self.flags.toggled.connect(lambda _on: self._show_flags())
        self.missing.toggled.connect(lambda on: self.figures.show_missing(on=on))
        self.figures.explain.connect(self._explain)
        self.chart.range_changed.connect(lambda _first, _last: self._settle.start())
        self.chart.flag_clicked.connect(self._flag_clicked)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)
        theme().changed.connect(self._dress)
        self._dress()

    def _combo(self, name: str, words: str) -> QComboBox:
        made = QComboBox(self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _toggle(self, name: str, text: str, tip: str, key: str) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(name)
        made.setText(text)
        made.setToolTip(tip)
        made.setCheckable(True)
        made.setChecked(True)
        QShortcut(QKeySequence(key), self.chart, made.toggle, context=Qt.ShortcutContext.WidgetShortcut)
        return made

    def _asked_of_studies(self) -> Asked:
        view, as_of = self.view(), self._session.selection.as_of
        last = None if as_of is None else np.datetime64(as_of, "D")
        return Asked(self._session.workspace, view.mineral, view.venue, view.unit, np.datetime64(view.baseline, "D"), last)

    def _buttons(self) -> tuple[QToolButton, ...]:
        return self.stack, self.years, self.changes, self.flags, self.missing

    # what the user does

    def _choose(self, **choices: object) -> None:
        wanted = replace(self._choices, **choices)  # type: ignore[arg-type]  # named fields of Choices
        if wanted != self._choices:
            self._choices = wanted
            self._stale()

    def _choose_venue(self, name: str) -> None:
        if self._view is not None and name in self._view.venues:
            self._choose(venue=name)

    def _explain(self, row: Explained) -> None:
        dialog = Explanation(row, self)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    def _flag_clicked(self, key: str) -> None:
        if key == _BASELINE_KEY:
            self.baseline.setFocus()
            self.baseline.selectAll()
        else:
            self.event_chosen.emit(key)

    def _tell_range(self) -> None:
        if self.chart.visible_range() == self._asked:  # the range that all tabs share already, though stocks may not fill it
            return
        first, last = (prices.date_of(day) for day in self.chart.visible_range())
        whole = self._span()
        if whole is not None and first <= whole[0] and last >= whole[1]:
            self._session.select(initiator=self, first=None, last=None)
        elif whole is not None:
            self._session.select(initiator=self, first=first, last=last)

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if parts & _PARTS:
            self._stale()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if initiator is self:
            return
        wanted = self._of_selection(selection)
        if wanted != self._choices:
            self._choices = wanted
            self._stale()
        elif self._view is not None:
            self.chart.point_at_flag(selection.event)
            self._show_range()

    def _of_selection(self, selection: Selection) -> Choices:
        mineral = selection.minerals[0] if selection.minerals else ""
        if mineral != self._choices.mineral:  # venues and units of another metal are others
            return replace(self._choices, mineral=mineral, venue="", unit="", hidden=frozenset(), as_of=selection.as_of)
        return replace(self._choices, as_of=selection.as_of)

    # showing

    def _stale(self) -> None:
        self._view = None
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> Inventories:
        self._choices = self._of_selection(self._session.selection)
        self._view = inventories.inventories(self._session.workspace, self._choices)
        _fill(self.venue, self._view.venues, self._view.venue)
        _fill(self.unit, self._view.units, self._view.unit)
        self.baseline.set_date(self._view.baseline)
        self.list.set_lines(self._view.entries)
        self.chart.set_message(self._view.message)
        self.chart.set_lines([_pane(pane) for pane in self._view.panes])
        self._figures_due.start()
        self.notes.setText(" ".join(self._view.notes))
        self.notes.setVisible(bool(self._view.notes))
        self._show_flags()
        self._show_range()
        return self._view

    def _show_figures(self) -> None:
        if self._view is not None:
            self.figures.set_rows(self._view.rows)

    def _show_flags(self) -> None:
        view = self._view
        if view is None or not view.panes:
            self.chart.set_flags(())
            return
        day = prices.day_of(view.baseline)
        marks = [Flag(_BASELINE_KEY, day, _("Baseline: click to change its date"), colour=5)]
        if self.flags.isChecked():
            marks += [_flag(flag) for flag in prices.flags(self._session.workspace, (view.mineral,))]
        self.chart.set_flags(marks)
        self.chart.point_at_flag(self._session.selection.event)

    def _span(self) -> tuple[dt.date, dt.date] | None:
        lines = [line for pane in (self._view.panes if self._view is not None else ()) for line in pane.lines if len(line.days)]
        if not lines:
            return None
        return prices.date_of(min(line.days[0] for line in lines)), prices.date_of(max(line.days[-1] for line in lines))

    def _show_range(self) -> None:
        selection, whole = self._session.selection, self._span()
        first, last = (selection.first or whole[0], selection.last or whole[1]) if whole is not None else (None, None)
        if first is None or last is None or first >= last or (selection.first is None and selection.last is None):
            self.chart.show_all()
        else:
            self.chart.set_range(prices.day_of(first), prices.day_of(last))
        self._asked = self.chart.visible_range()

    def _dress(self) -> None:
        self.chart.set_theme(theme().colours)
        self.notes.setStyleSheet(f"color: {theme().colours.muted}")


def _pane(pane: StockPane) -> Pane:
    return Pane(pane.title, pane.unit, tuple(_line(line, at) for at, line in enumerate(pane.lines)))


def _line(line: StockLine, colour: int) -> Line:
    precision = _PRECISION.get(line.frequency, "day")
    heights = None if line.heights is line.values else line.heights
    return Line(
        line.key, line.label, line.unit, line.days, line.values, line.marks, colour, None, precision, heights, line.floor, line.muted
    )


def _flag(flag: prices.FlagView) -> Flag:
    return Flag(flag.event, flag.start, flag.title, flag.end, 1, _FLAG_COLOURS.get(flag.direction, 0), flag.when)


def _fill(combo: QComboBox, texts: tuple[str, ...], chosen: str) -> None:
    quiet = QSignalBlocker(combo)
    combo.clear()
    combo.addItems(texts)
    combo.setCurrentIndex(max(combo.findText(chosen), 0) if texts else -1)
    combo.setEnabled(len(texts) > 1)
    quiet.unblock()
    holder = combo.parentWidget()
    bar = holder.parentWidget() if holder is not None else None
    for one in (holder, bar):  # at once, or it stands over its neighbour for a frame
        if one is not None and (layout := one.layout()) is not None:
            layout.invalidate()
            layout.activate()


def _labelled(words: str, field: QWidget, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 6, 0)
    label = QLabel(words, made)
    label.setBuddy(field)
    row.addWidget(label)
    row.addWidget(field)
    return made
