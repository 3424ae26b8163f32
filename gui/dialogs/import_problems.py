"""The problems of an import: filtered by severity and rule, shown at their cells, and written as a marked copy of the file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.io.cell_lists import first_cells
from core.io.importing import ImportPlan
from core.io.workbook import Written
from core.model import Problem
from core.task import Progress
from core.views import problems as shown
from core.words import _
from gui.dialogs.files import ask_name
from gui.jobs import Job, Jobs
from gui.theme import current
from gui.widgets.lines import Lines


class ImportProblems(QWidget):
    """Shows the problems of a plan. Tells `cell_wanted` with a sheet and its cells when a problem is double-clicked."""

    cell_wanted = Signal(str, str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._plan: ImportPlan | None = None
        self._found: tuple[Problem, ...] = ()
        self.severity = QComboBox(self)
        self.severity.setObjectName("problem_severity")
        self.severity.setAccessibleName(_("Severity"))
        self.rule = QComboBox(self)
        self.rule.setObjectName("problem_rule")
        self.rule.setAccessibleName(_("Rule"))
        self.told = QLabel(self)
        self.told.setObjectName("problem_told")
        self.told.setWordWrap(True)
        self.save = QPushButton(_("Save marked copy…"), self)
        self.save.setObjectName("problem_save")
        self.save.setToolTip(_("Write a new workbook: the sheets as they were read, with these cells coloured and commented"))
        headings = (
            _("Severity"), _("File"), _("Sheet"), _("Cell"), _("Value"), _("Rule"), _("What was done"), _("What to do"),
        )  # fmt: skip
        self.lines = Lines(headings, "import_problems", self, (80, 120, 130, 120, 130, 120, 420))
        bar = QHBoxLayout()
        bar.addWidget(self.severity)
        bar.addWidget(self.rule)
        bar.addWidget(self.told, 1)
        bar.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(bar)
        layout.addWidget(self.lines, 1)
        self.severity.activated.connect(lambda _row: self._show())
        self.rule.activated.connect(lambda _row: self._show())
        self.lines.cellDoubleClicked.connect(lambda row, _column: self.cell_wanted.emit(self._found[row].sheet, self._found[row].cell))
        self.save.clicked.connect(self._ask_name)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the problems of this plan, filtered as before as far as there are such."""
        self._plan = plan
        _offer(self.severity, shown.severities(plan.problems))
        _offer(self.rule, shown.rules(plan.problems))
        self._show()

    def save_copy(self, path: Path) -> Job | None:
        """Write the marked copy, in a job; where it was written is told above the list."""
        if self._plan is None:
            return None
        from core.io.marked_copy import looked, write_marked_copy

        if path.suffix.casefold() != ".xlsx":
            path = path.with_name(path.name + ".xlsx")
        files = looked(self._plan)

        def work(progress: Progress) -> Written:
            return write_marked_copy(path, files, progress=progress)

        job = self._jobs.start(work, label=_("Writing {file}").format(file=path.name))
        job.succeeded.connect(self._written)
        return job

    def _written(self, result: object) -> None:
        written = cast("Written", result)
        self.told.setText(" ".join((_("Written: {path}").format(path=written.path), *written.notes)))

    def _ask_name(self) -> None:
        if self._plan is not None:
            source = Path(self._plan.understood.book.path or self._plan.understood.file_name)
            folder = str(source.parent) if source.parent.is_dir() else ""
            name = _("{file}, marked.xlsx").format(file=source.stem)
            ask_name(self, folder, _("Save marked copy"), name, _("Excel workbook (*.xlsx)"), self.save_copy)

    def _show(self) -> None:
        if self._plan is None:
            return
        file = self._plan.understood.file_name
        self._found = shown.filtered(self._plan.problems, self.severity.currentData() or "", self.rule.currentData() or "")
        colours = {"error": current().danger, "warning": current().warning}
        self.lines.fill(
            [
                (
                    shown.severity_words(one.severity), file, one.sheet, first_cells(one.cell), one.value, shown.rule_words(one.rule),
                    one.message, one.suggestion,
                )
                for one in self._found
            ],
            [colours.get(one.severity, "") for one in self._found],
            [shown.tip(one) for one in self._found],
        )  # fmt: skip


def _offer(box: QComboBox, choices: tuple[tuple[str, str], ...]) -> None:
    """Fill the box with (value, words), keeping what is chosen where it is still there."""
    chosen = box.currentData()
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
