"""What an import would change: a line a series, suspicious jumps first, and the values behind the line that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from core.io.importing import ImportPlan
from core.views import changes as shown
from core.words import _, plural
from gui.theme import current
from gui.widgets.lines import Lines


class ImportChanges(QWidget):
    """Shows the changes of a plan. Tells `threshold_chosen` with the threshold for jumps, and `cell_wanted` with a sheet and a cell."""

    threshold_chosen = Signal(float)
    cell_wanted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._lines: tuple[shown.ChangeLine, ...] = ()
        self._details: tuple[shown.Detail, ...] = ()
        self.threshold = QComboBox(self)
        self.threshold.setObjectName("import_threshold")
        for value, words in shown.thresholds():
            self.threshold.addItem(words, value)
        label = QLabel(_("Warn of values that jump by more than"), self)
        label.setBuddy(self.threshold)
        tip = _(
            "A revised value is held against the one it replaces. A new value is held against its neighbours in time: it is told when it "
            "stands out by twice this (on a scale of ratios) and by eight times the usual change, and when the series goes on ten times "
            "higher or lower."
        )
        for widget in (label, self.threshold):
            widget.setToolTip(tip)
        self.told = QLabel(self)
        self.told.setObjectName("import_jumps")
        self.lines = Lines((_("What happens"), _("Series"), _("Unit"), _("Values")), "import_changes", self)
        headings = (_("Date or name"), _("Before"), _("After"), _("Cell"), _("What happens"))
        self.details = Lines(headings, "import_details", self, (180, 160, 160, 90))
        bar = QHBoxLayout()
        bar.addWidget(label)
        bar.addWidget(self.threshold)
        bar.addWidget(self.told)
        bar.addStretch(1)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.lines)
        both.addWidget(self.details)
        both.setSizes([540, 540])
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(bar)
        layout.addWidget(both, 1)
        self.lines.currentCellChanged.connect(lambda row, _column, _before, _column_before: self._show_details(row))
        self.details.cellDoubleClicked.connect(lambda row, _column: self._want_cell(row))
        self.threshold.activated.connect(lambda _row: self.threshold_chosen.emit(self.threshold.currentData()))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what this plan would change."""
        self._plan, self._lines = plan, shown.change_lines(plan)
        self.threshold.setCurrentIndex(self.threshold.findData(plan.understood.threshold))
        warned = sum(line.jumps for line in self._lines)
        self.told.setText(plural("{count} suspicious jump", "{count} suspicious jumps", warned) if warned else "")
        self.told.setStyleSheet(f"color: {current().warning}; font-weight: bold")
        self.lines.fill(
            [(shown.status_words(line.status), line.title, line.unit, line.words) for line in self._lines],
            [current().warning if line.jumps else "" for line in self._lines],
        )
        if self._lines:
            self.lines.setCurrentCell(0, 0)
        else:
            self._show_details(-1)

    def _show_details(self, row: int) -> None:
        if self._plan is None or not 0 <= row < len(self._lines):
            self._details = ()
        else:
            self._details = shown.details(self._plan, self._lines[row])
        self.details.fill(
            [(one.name, one.before, one.after, one.cell, one.jump or shown.status_words(one.status)) for one in self._details],
            [current().warning if one.jump else "" for one in self._details],
        )

    def _want_cell(self, row: int) -> None:
        one = self._details[row]
        if one.cell:
            self.cell_wanted.emit(one.sheet, one.cell)
