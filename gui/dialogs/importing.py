"""The import dialog: the sheet with what was understood coloured in, what was decided, what would change, and the problems.

Every correction makes a new plan, in a job; "Import" hands the plan on, and the desk makes it one undoable edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.io import importing
from core.io.cell_lists import areas_in
from core.io.cells import Sheet
from core.io.detect import again
from core.io.importing import ImportPlan, Mode, Understood
from core.io.recipe import Role, TableRecipe, with_decision, with_role
from core.model import Workspace
from core.task import Progress
from core.views import importing as shown
from core.words import _, plural
from gui.dialogs.import_changes import ImportChanges
from gui.dialogs.import_problems import ImportProblems
from gui.dialogs.import_roles import cell_menu, line_menu
from gui.dialogs.memory_line import MemoryLine
from gui.jobs import Jobs
from gui.theme import current
from gui.widgets.flow import FlowLayout
from gui.widgets.sheet_preview import SheetPreview, tint
from gui.widgets.table_list import TableList


class ImportDialog(QDialog):
    """Shows a plan and lets it be corrected. Tells `chosen` with the plan when the user imports it."""

    chosen = Signal(object)

    def __init__(self, plan: ImportPlan, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(_("Import {file}").format(file=plan.understood.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plan = plan
        self._workspace = workspace
        self._jobs = jobs
        self._round = 0
        self._sheets: dict[str, bool] = {}  # ticked since the plan on show was made
        self.headline = QLabel(self)
        self.headline.setObjectName("import_headline")
        self.headline.setWordWrap(True)
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.tables = TableList(self)
        self.mode = QComboBox(self)
        self.mode.setObjectName("import_mode")
        for mode, words in _mode_words():
            self.mode.addItem(words, mode)
        self.preview = SheetPreview(self)
        self.preview.setObjectName("import_preview")
        self.chips = _Chips(self)
        self.memory = MemoryLine(self)
        self.changes = ImportChanges(self)
        self.problems = ImportProblems(jobs, self)
        self.reports = QTabWidget(self)
        self.reports.setObjectName("import_reports")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = self.buttons.addButton(_("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("import_take")
        self._lay_out()
        self._connect()
        self._show_plan()
        self._show_table()
        self.resize(1120, 760)

    def table(self) -> int:
        """Which table of the plan is looked at; -1 when there is none, or the file is our own workbook."""
        return self.tables.table()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel(_("Tables found"), left))
        column.addWidget(self.tables, 1)
        column.addWidget(self.mode)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_legend(right))
        column.addWidget(self.chips)
        column.addWidget(self.memory)
        column.addWidget(self.preview, 1)
        upper = QSplitter(self)
        upper.addWidget(left)
        upper.addWidget(right)
        upper.setSizes([250, 850])
        upper.setStretchFactor(1, 1)
        self.reports.addTab(self.changes, _("What will change"))
        self.reports.addTab(self.problems, _("Problems"))
        whole = QSplitter(Qt.Orientation.Vertical, self)
        whole.addWidget(upper)
        whole.addWidget(self.reports)
        whole.setSizes([450, 230])
        whole.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.headline)
        layout.addWidget(whole, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.tables.moved.connect(self._show_table)
        self.tables.sheet_ticked.connect(self._tick_sheet)
        self.mode.activated.connect(self._choose_mode)
        self.preview.column_clicked.connect(lambda line, place: self._offer_line(line, place, column=True))
        self.preview.row_clicked.connect(lambda line, place: self._offer_line(line, place, column=False))
        self.preview.cell_clicked.connect(self._offer_cell)
        self.chips.decided.connect(self._decide)
        self.memory.named.connect(lambda name: self._replan(importing.with_name(self.plan.understood, self.table(), name)))
        self.changes.threshold_chosen.connect(lambda value: self._replan(importing.with_threshold(self.plan.understood, value)))
        self.changes.cell_wanted.connect(self._show_cells)
        self.problems.cell_wanted.connect(self._show_cells)
        self.buttons.accepted.connect(self._import)
        self.buttons.rejected.connect(self.reject)

    # what the user does

    def _choose_mode(self) -> None:
        self._replan(importing.with_mode(self.plan.understood, self.table(), Mode(self.mode.currentData())))

    def _tick_sheet(self, sheet: str, wanted: bool) -> None:
        self._sheets[sheet] = wanted
        self._replan(self.plan.understood)

    def _decide(self, key: str, value: str) -> None:
        recipe = self._recipe()
        if recipe is not None:
            self._change_recipe(with_decision(recipe, key, value))

    def _offer_line(self, line: int, place: QPoint, *, column: bool) -> None:
        recipe = self._recipe()
        menu = line_menu(self, self._sheet(), recipe, line, self._change_recipe, column=column) if recipe is not None else None
        if menu is not None:
            menu.popup(place)

    def _offer_cell(self, row: int, column: int, place: QPoint) -> None:
        recipe = self._recipe()
        if recipe is not None:
            cell_menu(self, self._sheet(), recipe, row, column, self._change_recipe).popup(place)

    def set_role(self, column: int, role: Role) -> None:
        """Take a column of the table for something else; what follows from it is found out anew."""
        recipe = self._recipe()
        if recipe is not None:
            self._change_recipe(with_role(recipe, column, role))

    def _change_recipe(self, recipe: TableRecipe) -> None:
        understood, at = self.plan.understood, self.table()
        self._replan(importing.with_recipe(understood, at, again(self._sheet(), recipe, understood.file_name)))

    def _replan(self, understood: Understood) -> None:
        """Plan again, in a job. Corrections come faster than plans: only the last one counts."""
        self._round += 1
        this_round, imported, sheets = self._round, self.plan.source.imported, dict(self._sheets)
        self.take.setEnabled(False)

        def work(progress: Progress) -> ImportPlan:
            changed = understood
            for sheet, wanted in sheets.items():
                changed = importing.with_sheet(changed, sheet, wanted, self._workspace.recipes.values())
            return importing.plan(self._workspace, changed, imported=imported, progress=progress)

        job = self._jobs.start(work, label=_("Understanding {file}").format(file=understood.file_name))
        job.succeeded.connect(lambda plan: self._planned(this_round, cast("ImportPlan", plan)))

    def _planned(self, this_round: int, plan: ImportPlan) -> None:
        if this_round == self._round:
            self.plan = plan
            self._sheets.clear()
            self._show_plan()
            self._show_table()

    def _import(self) -> None:
        self.chosen.emit(self.plan)
        self.accept()

    # showing

    def _recipe(self) -> TableRecipe | None:
        at = self.table()
        return self.plan.understood.tables[at].recipe if at >= 0 else None

    def _sheet(self) -> Sheet:
        """The sheet that is looked at."""
        return next(sheet for sheet in self.plan.understood.book.sheets if sheet.name == self.tables.sheet())

    def _show_plan(self) -> None:
        self.headline.setText(shown.headline(self.plan))
        self.headline.setToolTip(shown.file_names(self.plan.understood))
        self.tables.fill(shown.sheet_lines(self.plan.understood), shown.table_lines(self.plan))
        self.changes.show_plan(self.plan)
        self.problems.show_plan(self.plan)
        self.reports.setTabText(1, plural("{count} problem", "{count} problems", len(self.plan.problems)))
        self.take.setEnabled(bool(self.plan.series or self.plan.records))
        if not self.changes.lines.rowCount() and self.plan.problems:
            self.reports.setCurrentIndex(1)
        if self.tables.count() == 0:
            self._show_book()

    def _show_table(self) -> None:
        recipe, sheet = self._recipe(), self.tables.sheet()
        self.mode.setEnabled(recipe is not None)
        self.chips.set_chips(shown.chips(recipe) if recipe is not None else ())
        if recipe is not None:
            self.mode.setCurrentIndex(self.mode.findData(self.plan.understood.modes[self.table()]))
        if not sheet:
            return
        if recipe is not None:
            at, understood = self.table(), self.plan.understood
            name = importing.recipe_name(self._workspace, understood, at)
            self.memory.show_memory(name, shown.moved_words(understood.tables[at]))
        if self.preview.property("sheet") == sheet:
            self.preview.set_roles(self._role_at)
            return
        self.preview.setProperty("sheet", sheet)
        self.preview.set_sheet(self._sheet(), self._role_at)
        if recipe is not None:
            self.preview.show_cell(min((*recipe.header_rows, recipe.first_row)), recipe.first_column)

    def _show_book(self) -> None:
        """A file without a table of a stranger's: its first sheet with anything on it, uncoloured."""
        self.mode.setEnabled(False)
        self.memory.hide()
        sheet = next((sheet for sheet in self.plan.understood.book.sheets if sheet.filled), None)
        if sheet is not None:
            self.preview.set_sheet(sheet, lambda _row, _column: "")

    def _role_at(self, row: int, column: int) -> str:
        """The role of a cell in any of the sheet's tables; the one looked at comes first."""
        tables, at, sheet = self.plan.understood.tables, self.table(), self.tables.sheet()
        for table in (*(tables[at : at + 1] if at >= 0 else ()), *(one for one in tables if one.sheet == sheet)):
            role = table.recipe.role_at(row, column)
            if role is not None:
                return str(role)
        return ""

    def _show_cells(self, sheet: str, cells: str) -> None:
        """Go to cells of the file, on a sheet with or without a table."""
        sheet = sheet.removeprefix(f"[{self.plan.understood.file_name}]")
        if sheet.startswith("["):
            return  # it stands in another of the files that come together, and that one is not on show
        self.tables.go_to(sheet)
        self.preview.show_areas(areas_in(cells))


class _Chips(QWidget):
    """The decisions side by side, each to be changed where it stands; open ones are marked."""

    decided = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = FlowLayout(self)
        self._shown: tuple[shown.Chip, ...] = ()

    def set_chips(self, chips: Sequence[shown.Chip]) -> None:
        """Show these decisions."""
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for chip in chips:
            self._line.addWidget(self._chip(chip))

    def _chip(self, chip: shown.Chip) -> QWidget:
        frame = QFrame(self)
        frame.setObjectName(f"chip_{chip.key}")
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 8, 0)
        label = QLabel(chip.label, frame)
        if chip.asked:
            label.setText(_("{label}?").format(label=chip.label))
            label.setStyleSheet(f"color: {current().warning}; font-weight: bold")
        line.addWidget(label)
        line.addWidget(self._field(chip, frame))
        frame.setToolTip(_("Because of: {evidence}").format(evidence=chip.evidence) if chip.evidence else "")
        return frame

    def _field(self, chip: shown.Chip, frame: QWidget) -> QWidget:
        if not chip.choices:
            edit = QLineEdit(chip.value, frame)
            edit.setAccessibleName(chip.label)
            edit.setFixedWidth(min(edit.fontMetrics().horizontalAdvance(chip.value or "0" * 10) + 24, 180))
            edit.setCursorPosition(0)  # a long name shows how it begins
            edit.setToolTip(chip.evidence or chip.value)
            edit.editingFinished.connect(lambda: self._typed(chip.key, edit))
            return edit
        box = QComboBox(frame)
        box.setAccessibleName(chip.label)
        if chip.value not in {value for value, _words in chip.choices}:
            box.addItem(_("choose") if chip.asked else _("by column"), "")
        for value, words in chip.choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chip.value), 0))
        box.activated.connect(lambda _row: self._picked(chip.key, box))
        return box

    def _typed(self, key: str, edit: QLineEdit) -> None:
        if edit.isModified():
            self.decided.emit(key, edit.text().strip())

    def _picked(self, key: str, box: QComboBox) -> None:
        if box.currentData():
            self.decided.emit(key, box.currentData())


def _mode_words() -> tuple[tuple[Mode, str], ...]:
    return (
        (Mode.UPDATE, _("Add what is new, update what changed")),
        (Mode.ADD, _("Add only what is new")),
        (Mode.SKIP, _("Do not import this table")),
    )


def _legend(parent: QWidget) -> QWidget:
    """What the colours mean."""
    legend = QWidget(parent)
    line = FlowLayout(legend)
    for role in (Role.DATE, Role.VALUE, Role.NAME, Role.UNIT, Role.NOTE):
        label = QLabel(shown.role_words(role), legend)
        colour = tint(str(role))
        if colour is not None:
            label.setStyleSheet(f"background: {colour.name()}; padding: 1px 8px; border-radius: 3px")
        line.addWidget(label)
    line.addWidget(QLabel(_("Click a column's letter or a row's number, or right-click a cell, to correct it."), legend))
    return legend
