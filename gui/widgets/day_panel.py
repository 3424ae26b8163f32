"""The policy events of one day: by how they stand, with the elements under control, the truces and the notice that was given."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDateEdit, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.views.policy_clocks import NoticeRow
from core.views.policy_on_day import DayView
from core.words import _
from gui.widgets.event_rows import EventRows, Line
from gui.widgets.figure_table import FigureTable
from gui.widgets.flow import FlowLayout
from gui.widgets.turning import turned

_BESIDE = 1100  # pixels from which on the figures stand beside the measures and not below them


class DayPanel(QWidget):
    """Tells `day_chosen` with a date, or None for the day that the program counts to; `chosen` with the id of an event; `explain` with an
    `Explained`.
    """

    day_chosen = Signal(object)
    chosen = Signal(str)
    explain = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[dt.date, ...] = ()
        self.date = QDateEdit(self)
        self.date.setObjectName("policy_day")
        self.date.setAccessibleName(_("Day"))
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setCalendarPopup(True)
        self.date.dateChanged.connect(lambda _day: self.day_chosen.emit(self.day()))
        self.telling = QLabel(self)
        self.telling.setObjectName("policy_day_telling")
        self.buttons: dict[str, QToolButton] = {}
        headings = (_("Event"), _("Countries"), _("Instrument"), _("Since"), _("State"))
        self.rows = EventRows(_("Measures on the day"), headings, self, wide=0, coloured=4)
        self.rows.setObjectName("policy_day_rows")
        self.figures = FigureTable(_("Controlled elements and notice"), self, 0.5)
        self.figures.setObjectName("policy_day_figures")
        truce_headings = (_("Truce or measure"), _("Suspends"), _("Start"), _("Suspended"), _("Ends"), _("State"))
        self.truces = EventRows(_("Truces"), truce_headings, self, wide=0, coloured=5)
        self.truces.setObjectName("policy_day_truces")
        self._lay_out()
        for rows in (self.rows, self.truces):
            rows.chosen.connect(self.chosen)
        self.figures.explain.connect(self.explain)

    def day(self) -> dt.date:
        """The day shown."""
        shown = self.date.date()
        return dt.date(shown.year(), shown.month(), shown.day())

    def set_day(self, view: DayView, notices: Sequence[NoticeRow], days: Sequence[dt.date], empty: str, no_truce: str) -> None:
        """Show this day. days: on which something changes; empty, no_truce: what tables of none say."""
        self._days = tuple(days)
        quiet = QSignalBlocker(self.date)
        self.date.setDate(QDate(view.day.year, view.day.month, view.day.day))
        quiet.unblock()
        groups = [
            (
                group.title,
                [
                    Line(
                        row.event,
                        (row.title, row.countries, row.instrument, row.since, row.state),
                        row.role if row.role != "muted" else "text",
                        "\n".join(one for one in (row.title, row.minerals, row.tip) if one),
                    )
                    for row in group.rows
                ],
            )
            for group in view.groups
        ]
        if view.notes:
            title = _("Records that contradict themselves: {count}").format(count=f"{len(view.notes):,}")
            groups.append((title, [Line(event, (said, "", "", "", ""), "text", said) for event, said in view.notes]))
        self.rows.set_lines(groups, empty)
        counts = [replace(one, group=_("Under control on this day")) for one in view.counts]
        told = [replace(one.explained, key=f"notice/{one.event}", group=_("Notice given"), value=None) for one in notices]
        self.figures.set_rows([*counts, *told])
        cells = [
            Line(row.event, (row.title, row.measure, row.start, row.suspended, row.ends, row.state), row.role, row.title)
            for row in view.truces
        ]
        self.truces.set_lines([("", cells)], no_truce)
        self._tell_changes(view.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures beside the measures where there is room."""
        super().resizeEvent(event)
        across = self.width() >= _BESIDE
        if turned(self.splitter, across=across):
            whole = self.width() if across else self.height()
            self.splitter.setSizes([whole * 13 // 20, whole * 7 // 20])

    def _lay_out(self) -> None:
        bar = QWidget(self)
        flow = FlowLayout(bar, gap=4)
        label = QLabel(_("On this day"), bar)
        label.setBuddy(self.date)
        label.setMinimumHeight(self.date.sizeHint().height())
        flow.addWidget(label)
        flow.addWidget(self._button("change_before", _("« Change"), _("The day before on which something changes"), lambda: self._to(-1)))
        flow.addWidget(self._button("month_before", _("− Month"), _("A month earlier"), lambda: self._add_months(-1)))
        flow.addWidget(self._button("day_before", _("− Day"), _("A day earlier"), lambda: self._add_days(-1)))
        flow.addWidget(self.date)
        flow.addWidget(self._button("day_after", _("+ Day"), _("A day later"), lambda: self._add_days(1)))
        flow.addWidget(self._button("month_after", _("+ Month"), _("A month later"), lambda: self._add_months(1)))
        flow.addWidget(self._button("change_after", _("Change »"), _("The next day on which something changes"), lambda: self._to(1)))
        words, tip = _("As-of day"), _("The day that the program counts to")
        flow.addWidget(self._button("day_as_of", words, tip, lambda: self.day_chosen.emit(None)))
        self.telling.setMinimumHeight(self.date.sizeHint().height())
        flow.addWidget(self.telling)
        tables = QSplitter(Qt.Orientation.Vertical, self)  # both want the width that their columns take
        tables.addWidget(self.rows)
        tables.addWidget(self.truces)
        tables.setStretchFactor(0, 2)
        tables.setStretchFactor(1, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(tables)
        self.splitter.addWidget(self.figures)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(bar)
        layout.addWidget(self.splitter, 1)
        self.setFocusProxy(self.rows)

    def _button(self, name: str, words: str, tip: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"policy_{name}")
        button.setText(words)
        button.setToolTip(tip)
        button.setMinimumHeight(self.date.sizeHint().height())
        button.clicked.connect(lambda _on=False: do())
        self.buttons[name] = button
        return button

    def _add_days(self, days: int) -> None:
        self.date.setDate(self.date.date().addDays(days))

    def _add_months(self, months: int) -> None:
        self.date.setDate(self.date.date().addMonths(months))

    def _before(self) -> dt.date | None:
        at = bisect_left(self._days, self.day())
        return self._days[at - 1] if at else None

    def _after(self) -> dt.date | None:
        at = bisect_right(self._days, self.day())
        return self._days[at] if at < len(self._days) else None

    def _to(self, way: int) -> None:
        found = self._before() if way < 0 else self._after()
        if found is not None:
            self.date.setDate(QDate(found.year, found.month, found.day))

    def _tell_changes(self, day: dt.date) -> None:
        before, after = self._before(), self._after()
        self.buttons["change_before"].setEnabled(before is not None)
        self.buttons["change_after"].setEnabled(after is not None)
        if before is not None and after is not None:
            words = _("Nothing changes between {before} and {after}.")
            if day in self._days:
                words = _("Something changes on this day; before, on {before}; next, on {after}.")
            self.telling.setText(words.format(before=before, after=after))
        else:
            self.telling.setText("")
