"""The Scenarios tab: worksheets and saved scenarios on the left, the form in the middle, what follows on the right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.model import Workspace, drop, put
from core.task import Progress, Refused
from core.views import scenarios
from core.views.explained import Explained
from core.views.scenario_compare import comparison
from core.views.scenario_inputs import as_lines
from core.views.scenarios import Choice, ScenarioView
from core.words import _
from gui.session import Session
from gui.theme import font, theme
from gui.widgets.explanation import Explanation
from gui.widgets.flow import FlowLayout
from gui.widgets.input_form import InputForm
from gui.widgets.model_list import ModelList
from gui.widgets.model_results import ModelResults
from gui.widgets.turning import turned

if TYPE_CHECKING:
    from core.io.workbook import Written

_BESIDE: Final = 1250  # pixels of the tab from which on the results stand beside the form and not below it
_PARTS: Final = frozenset(("scenarios", "figures", "targets", "events", "supply", "trade", "series"))


class ScenariosTab(QWidget):
    """Draws what `core.views.scenarios` makes of the choice. A saved scenario is changed by undoable edits, a worksheet's form is only
    looked at.

    `record_chosen` tells the part and id of a record behind a figure, `refused` a sentence when something cannot be done.
    """

    record_chosen = Signal(str, str)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scenarios_tab")
        self._session = session
        self._choice = Choice()
        self._view: ScenarioView | None = None
        self.list = ModelList(self)
        self.list.setObjectName("scenario_list")
        self.title = QLabel(self)
        self.title.setObjectName("scenario_title")
        self.title.setFont(font("heading", bold=True))
        self.summary = QLabel(self)
        self.summary.setObjectName("scenario_summary")
        self.name = QLineEdit(self)
        self.name.setObjectName("scenario_name")
        self.name.setPlaceholderText(_("Scenario name"))
        self.name.setAccessibleName(_("Name of the scenario"))
        self.form = InputForm(self)
        self.form.setObjectName("scenario_form")
        self.options = InputForm(self)
        self.options.setObjectName("scenario_options")
        self.results = ModelResults(self)
        self.figures, self.notes, self.table = self.results.figures, self.results.notes, self.results.table
        for label in (self.title, self.summary):
            label.setWordWrap(True)
        self.save = self._button("scenario_save", _("Save as scenario"), _("Keep these inputs under the name (Ctrl+Return)"), self._save)
        self.copy = self._button("scenario_copy", _("Duplicate"), _("A copy of this scenario under another name"), self._duplicate)
        self.delete = self._button("scenario_delete", _("Delete"), _("Delete this scenario; undo brings it back"), self._delete)
        self.defaults = self._button("scenario_defaults", _("All defaults"), _("All inputs back to the sources' figures"), self._reset_all)
        self.compare = self._button("scenario_compare", _("Compare"), _("All scenarios of this worksheet side by side (K)"), None)
        self.compare.setCheckable(True)
        self.compare.toggled.connect(lambda _on: self._show_comparison())
        self._lay_out()
        self._connect()

    def choice(self) -> tuple[str, Choice]:
        """What the tab shows, with its title: what an export of it writes."""
        return self.name.text().strip() or scenarios.worksheet_title(self._choice.worksheet), self._choice

    def comparing(self) -> bool:
        """Whether scenarios are shown side by side."""
        return self.compare.isChecked()

    def view(self) -> ScenarioView:
        """What the tab shows."""
        return self._view if self._view is not None else self._refresh()

    def shown_workbook(self) -> Callable[[Path, Progress], Written]:
        """A function that writes the scenario shown, or the scenarios side by side."""
        from core.views import scenario_export
        from core.views.scenario_compare import compared

        workspace, (title, choice) = self._session.workspace, self.choice()
        several = compared(workspace, choice.worksheet) if self.comparing() else ()
        if several:
            return lambda path, progress: scenario_export.comparison_workbook(workspace, several, path, progress)
        return lambda path, progress: scenario_export.shown_scenario(workspace, title, choice, path, progress)

    def start_search(self) -> None:
        """Put the cursor into the list: letters find a worksheet."""
        self.list.setFocus()

    def open(self, worksheet: str) -> None:
        """Show a worksheet by its name."""
        self._open(f"worksheet:{worksheet}")

    def place(self) -> bytes:
        """How the parts of the tab are arranged and what is looked at, to be remembered."""
        kept = {"sizes": self.splitter.sizes(), "inner": self.inner.sizes(), "worksheet": self._choice.worksheet}
        return json.dumps({**kept, "lines": dict(self._choice.lines) if not self._choice.scenario else {}}).encode()

    def restore_place(self, place: bytes) -> None:
        """Arrange the parts as they were; anything else is ignored."""
        try:
            kept = json.loads(place)
            sizes, inner = [[int(size) for size in kept[name]] for name in ("sizes", "inner")]
            lines = {str(name): str(text) for name, text in kept["lines"].items()}
            worksheet = str(kept["worksheet"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        self.splitter.setSizes(sizes)
        self.inner.setSizes(inner)
        if scenarios.known(worksheet):
            self._show(Choice(worksheet, lines))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while another tab was on top."""
        super().showEvent(event)
        if self._view is None:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the results beside the form where there is room, else below it."""
        super().resizeEvent(event)
        across = self.width() >= _BESIDE
        if turned(self.inner, across=across):
            self.inner.setSizes([520, 620] if across else [400, 460])

    # building

    def _button(self, name: str, text: str, tip: str, act: object) -> QPushButton:
        made = QPushButton(self)
        made.setObjectName(name)
        made.setText(text)
        made.setToolTip(tip)
        if callable(act):
            made.clicked.connect(lambda _checked=False: self._try(act))
        return made

    def _lay_out(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 8, 4, 8)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        bar = QWidget(middle)
        flow = FlowLayout(bar)
        self.name.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        for widget in (self.name, self.save, self.copy, self.delete, self.defaults, self.compare):
            flow.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(bar)
        column.addLayout(row)
        column.addWidget(self.form, 1)
        column.addWidget(self.options)
        self.options.setMaximumHeight(self.fontMetrics().height() * 9)
        self.inner = QSplitter(Qt.Orientation.Horizontal, self)
        self.inner.addWidget(middle)
        self.inner.addWidget(self.results)
        self.inner.setStretchFactor(1, 1)
        self.inner.setSizes([520, 620])
        self.splitter = QSplitter(self)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.inner)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([230, 1100])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self.list.chosen.connect(self._open)
        for form in (self.form, self.options):
            form.entered.connect(self._entered)
            form.reset.connect(lambda name: self._apply(scenarios.without_line(self._choice, name)))
        self.figures.explain.connect(self._explain)
        self.name.returnPressed.connect(lambda: self._try(self._rename if self._choice.scenario else self._save))
        QShortcut(QKeySequence("Ctrl+Return"), self, lambda: self._try(self._save), context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("K"), self.list, self.compare.toggle, context=Qt.ShortcutContext.WidgetShortcut)
        self._session.changed.connect(self._workspace_changed)
        theme().changed.connect(self._dress)
        self._dress()

    # what the user does

    def _try(self, act: object) -> None:
        try:
            if callable(act):
                act()
        except Refused as refusal:
            self.refused.emit(str(refusal))

    def _open(self, key: str) -> None:
        kind, _colon, name = key.partition(":")
        if kind == "worksheet":
            self._show(Choice(name))
        elif name in self._session.workspace.scenarios:
            self._show(scenarios.choice_of(self._session.workspace.scenarios[name]))

    def _entered(self, name: str, text: str) -> None:
        self._apply(scenarios.with_line(self._session.workspace, self._choice, name, text))

    def _apply(self, choice: Choice) -> None:
        """Take the inputs: into the scenario, as one step that can be undone, or only into what is looked at."""
        record = self._session.workspace.scenarios.get(choice.scenario)
        if record is None:
            self._show(choice)
            return
        changed = replace(record, inputs=as_lines(choice.lines))
        label = _("Change scenario {title}").format(title=record.title)
        self._session.edit(label, scenarios=put(self._session.workspace.scenarios, changed))

    def _save(self) -> None:
        workspace = self._session.workspace
        title = self.name.text().strip() or scenarios.free_title(workspace, scenarios.worksheet_title(self._choice.worksheet))
        made = scenarios.keep(workspace, self._choice, title)
        self._keep(_("Save scenario {title}").format(title=made.title), made.id, put(workspace.scenarios, made))

    def _duplicate(self) -> None:
        workspace = self._session.workspace
        made = scenarios.keep(workspace, self._choice, scenarios.free_title(workspace, self.choice()[0]))
        self._keep(_("Duplicate scenario {title}").format(title=made.title), made.id, put(workspace.scenarios, made))

    def _rename(self) -> None:
        workspace = self._session.workspace
        record = scenarios.titled(workspace, workspace.scenarios[self._choice.scenario], self.name.text())
        self._session.edit(_("Rename scenario {title}").format(title=record.title), scenarios=put(workspace.scenarios, record))

    def _delete(self) -> None:
        workspace, key = self._session.workspace, self._choice.scenario
        if key in workspace.scenarios:
            label = _("Delete scenario {title}").format(title=workspace.scenarios[key].title)
            self._session.edit(label, scenarios=drop(workspace.scenarios, key))

    def _keep(self, label: str, key: str, records: object) -> None:
        self._choice = replace(self._choice, scenario=key)
        self._session.edit(label, scenarios=records)

    def _reset_all(self) -> None:
        self._apply(replace(self._choice, lines={}))

    def _explain(self, row: Explained) -> None:
        dialog = Explanation(row, self)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    def _workspace_changed(self, workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if not parts & _PARTS:
            return
        if self._choice.scenario:
            record = workspace.scenarios.get(self._choice.scenario)
            self._choice = scenarios.choice_of(record) if record is not None else replace(self._choice, scenario="")
        self._stale()

    # showing

    def _show(self, choice: Choice) -> None:
        self._choice = choice
        self._stale()

    def _stale(self) -> None:
        self._view = None
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> ScenarioView:
        workspace = self._session.workspace
        view = self._view = scenarios.view(workspace, self._choice)
        self._choice = view.choice
        record = workspace.scenarios.get(self._choice.scenario)
        key = f"scenario:{record.id}" if record is not None else f"worksheet:{self._choice.worksheet}"
        self.list.set_entries(scenarios.entries(workspace), key)
        self.title.setText(f"{record.title} – {view.title}" if record is not None else view.title)
        self.summary.setText(view.summary)
        if not self.name.isModified() or record is not None:
            self.name.setText(record.title if record is not None else "")
        self.form.set_fields(view.fields)
        self.options.set_fields(view.options)
        self.options.setVisible(bool(view.options))
        for button in (self.copy, self.delete):
            button.setVisible(record is not None)
        self.save.setVisible(record is None)
        self.defaults.setEnabled(bool(self._choice.lines))
        self._show_comparison()
        return view

    def _show_comparison(self) -> None:
        view = self._view
        if view is None:
            return
        if self.compare.isChecked():
            self.results.show_comparison(comparison(self._session.workspace, self._choice.worksheet))
        else:
            self.results.show_view(view)

    def _dress(self) -> None:
        self.summary.setStyleSheet(f"color: {theme().colours.muted}")
