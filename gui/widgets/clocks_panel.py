"""The clocks of policy events: days left, how much of the period is over, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.views.policy_clocks import ClockRow
from core.words import _
from gui.widgets.event_rows import EventRows, Line, explained_tip


class ClocksPanel(QWidget):
    """Tells `chosen` with the id of an event, `explain` with that of the clock to be explained; `calendar_wanted` asks for a calendar."""

    chosen = Signal(str)
    explain = Signal(str)
    calendar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.telling = QLabel(self)
        self.telling.setObjectName("clocks_telling")
        self.calendar = _button(self, "clocks_calendar", _("Calendar…"), _("These deadlines as days of a calendar (.ics)"))
        self.copy = _button(self, "clocks_copy", _("Copy"), _("The clocks as text for a spreadsheet (Ctrl+C)"))
        headings = (_("Left"), _("Period"), _("Event"), _("Countries"), _("Due"), _("State"))
        self.rows = EventRows(_("Clocks"), headings, self, wide=2, coloured=0, bar=1)
        self.rows.setObjectName("clocks")
        bar = QHBoxLayout()
        bar.addWidget(self.telling, 1)
        bar.addWidget(self.copy)
        bar.addWidget(self.calendar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self.rows.chosen.connect(self.chosen)
        self.rows.explain.connect(self.explain)
        self.copy.clicked.connect(lambda _on=False: self.rows.copy())
        self.calendar.clicked.connect(self.calendar_wanted)

    def set_rows(self, rows: Sequence[ClockRow], told: str, empty: str) -> None:
        """Show these clocks; `told` says what they are counted to."""
        lines = [
            Line(
                row.event,
                (row.row.left, row.bar, row.row.title, row.countries, row.row.due, row.state),
                row.role,
                explained_tip(row.row.tip),
                row.passed,
            )
            for row in rows
        ]
        self.rows.set_lines([("", lines)], empty)
        self.telling.setText(told)
        self.calendar.setEnabled(bool(rows))
        self.copy.setEnabled(bool(rows))


def _button(parent: QWidget, name: str, words: str, tip: str) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(words)
    button.setToolTip(tip)
    return button
