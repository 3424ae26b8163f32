"""The panels beside the Risk map: risk methods, a country's profile, importers, dependence. Each is filled when it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from core.model import Workspace
from core.task import Refused
from core.views.country_profile import country_profile
from core.views.dependence import dependence
from core.views.explained import Explained
from core.views.importer_exposure import importer_exposure
from core.views.prices import mineral_title
from core.views.risk_export import risk_tables
from core.views.risk_inputs import input_lines, with_input
from core.views.risk_methods import RiskChoices, RiskTable, explained, risk_table
from core.views.risk_sensitivity import in_words, sensitivity
from core.words import _
from gui.session import Selection, Session
from gui.widgets.explanation import Explanation
from gui.widgets.risk_figures import RiskFigures
from gui.widgets.risk_inputs import RiskInputs
from gui.widgets.risk_matrix import RiskMatrix
from gui.widgets.risk_methods import RiskMethods

if TYPE_CHECKING:
    from core.io.sheets import Table

_PARTS: Final = frozenset(
    ("supply", "trade", "indicators", "events", "sources", "figures", "country_facts", "relations", "targets", "scenarios")
)


def day_of(session: Session) -> dt.date:
    """The day that measures are counted on: the one chosen, else today."""
    return RiskChoices(as_of=session.selection.as_of).day


class RiskPanels(QObject):
    """Keeps the panels at what the session holds. `record_chosen` tells the part and id of a record behind a figure.

    `refused` tells in a sentence why an input was not taken.
    """

    record_chosen = Signal(str, str)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._choices = RiskChoices()
        self._importer = ""
        self._mineral = ""
        self._table: RiskTable | None = None
        self._matrix: RiskMatrix | None = None
        self._inputs: RiskInputs | None = None
        self._window = parent
        self.methods = RiskMethods(parent)
        self.profile = RiskFigures("risk_profile", _("Country profile"), parent)
        self.importer = RiskFigures("risk_importers", _("Importer"), parent)
        self.dependence = RiskFigures("risk_dependence", _("Dependence"), parent)
        self._stale = {panel for _title, panel in self.pages()}
        for _title, panel in self.pages():
            panel.installEventFilter(self)
        self._connect()

    def pages(self) -> tuple[tuple[str, QWidget], ...]:
        """The panels with the titles of their tabs."""
        return (
            (_("Methods"), self.methods),
            (_("Country"), self.profile),
            (_("Importer"), self.importer),
            (_("Dependence"), self.dependence),
        )

    def tables(self) -> Sequence[Table]:
        """The sheets of what the panels show."""
        importer = self._importer or self._mapped_importer()
        return risk_tables(self._session.workspace, self._now(), self._mineral_now(), self._country(), importer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fill a panel once somebody looks at it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched in self._stale:
            self._fill(watched)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.methods.chosen.connect(self._choose)
        self.methods.mineral_chosen.connect(self._choose_mineral)
        self.methods.explain.connect(self._explain_score)
        self.methods.all_wanted.connect(self._show_matrix)
        self.methods.inputs_wanted.connect(self._show_inputs)
        self.importer.chosen.connect(self._choose_importer)
        for panel in (self.profile, self.importer, self.dependence):
            panel.explain.connect(self._explain)
        self._session.changed.connect(self._workspace_changed)
        self._session.selected.connect(self._selection_changed)

    # what the user does

    def _choose(self, fields: dict[str, str]) -> None:
        self._choices = replace(self._choices, **fields)  # type: ignore[arg-type]  # named fields of RiskChoices
        self._refresh(self.methods)

    def _choose_mineral(self, mineral: str) -> None:
        self._mineral = mineral
        self._session.select(initiator=self, minerals=(mineral,))
        self._refresh(self.importer, self.dependence, self.profile)
        self._mark()

    def _choose_importer(self, importer: str) -> None:
        self._importer = importer
        self._refresh(self.importer)

    def _explain_score(self, mineral: str, method: str) -> None:
        if self._table is not None:
            workspace = self._session.workspace
            row = explained(workspace, self._table, mineral, method)
            words = in_words(sensitivity(workspace, self._table, method), mineral)
            self._explain(replace(row, cautions=(*row.cautions, words)) if words else row)

    def _explain(self, row: Explained) -> None:
        dialog = Explanation(row, self._window)
        dialog.record_wanted.connect(self.record_chosen)
        dialog.open()

    def _show_matrix(self) -> None:
        if self._matrix is None and self._table is not None:
            self._matrix = RiskMatrix(self._window)
            self._matrix.explain.connect(self._explain_score)
            self._matrix.mineral_chosen.connect(self._choose_mineral)
            self._matrix.destroyed.connect(lambda: setattr(self, "_matrix", None))
            self._matrix.show_table(self._table, self._mineral_now())
            self._matrix.show()
        elif self._matrix is not None:
            self._matrix.raise_()

    def _show_inputs(self) -> None:
        if self._inputs is None:
            self._inputs = RiskInputs(self._window)
            self._inputs.changed.connect(self._set_input)
            self._inputs.destroyed.connect(lambda: setattr(self, "_inputs", None))
            self._fill_inputs()
            self._inputs.show()
        else:
            self._inputs.raise_()

    def _set_input(self, name: str, text: str) -> None:
        try:
            scenarios = with_input(self._session.workspace, name, text)
        except Refused as refusal:
            self.refused.emit(str(refusal))
        else:
            self._session.edit(_("Input of the risk methods changed"), scenarios=scenarios)
        self._fill_inputs()

    # what the session tells

    def _workspace_changed(self, _workspace: Workspace, parts: frozenset[str], _initiator: object) -> None:
        if parts & _PARTS:
            self._refresh(*(panel for _title, panel in self.pages()))
            self._fill_inputs()

    def _selection_changed(self, selection: Selection, initiator: object) -> None:
        if initiator is self:
            return
        mineral = self._mineral
        self._mineral = selection.minerals[0] if selection.minerals else mineral
        if self._now() != self._choices_shown():
            self._refresh(self.methods)
        self._refresh(self.profile, self.importer, self.dependence)
        if self._mineral != mineral:
            self._mark()

    # showing

    def _now(self) -> RiskChoices:
        return replace(self._choices, as_of=self._session.selection.as_of)

    def _choices_shown(self) -> RiskChoices | None:
        return self._table.choices if self._table is not None else None

    def _mineral_now(self) -> str:
        selection = self._session.selection
        return selection.minerals[0] if selection.minerals else self._mineral

    def _country(self) -> str:
        countries = self._session.selection.countries
        return countries[-1] if countries else ""

    def _mapped_importer(self) -> str:
        """The importer of the methods, until another is chosen."""
        return self._choices.importer

    def _refresh(self, *panels: QWidget) -> None:
        for panel in panels:
            self._stale.add(panel)
            if panel.isVisible() or (panel is self.methods and self._matrix is not None):
                self._fill(panel)

    def _fill(self, panel: QWidget) -> None:
        self._stale.discard(panel)
        workspace, mineral, day = self._session.workspace, self._mineral_now(), self._now().day
        if panel is self.methods:
            self._table = risk_table(workspace, self._now())
            self.methods.show_table(self._table, mineral)
            if self._matrix is not None:
                self._matrix.show_table(self._table, mineral)
        elif panel is self.profile:
            profile = country_profile(workspace, self._country(), mineral, day)
            self.profile.show_rows(profile.title, profile.rows, profile.message)
        elif panel is self.importer:
            found = importer_exposure(workspace, self._importer or self._mapped_importer(), mineral, day)
            self.importer.offer(found.importers, found.importer)
            message = "" if found.rows else _("No table or text of the workspace says where an importer buys.")
            self.importer.show_rows("", found.rows, message)
        else:
            rows = dependence(workspace, mineral)
            message = "" if rows else _("The workspace has no figures of processing, supply or endowments to compare.")
            self.dependence.show_rows(mineral_title(mineral) if mineral else "", rows, message)

    def _mark(self) -> None:
        """Let the mineral chosen stand out where the methods are shown already."""
        self.methods.choose(self._mineral)
        if self._matrix is not None and self._table is not None:
            self._matrix.show_table(self._table, self._mineral)
        self._fill_inputs()

    def _fill_inputs(self) -> None:
        if self._inputs is not None:
            mineral = self._mineral_now() or (self._table.minerals[0][0] if self._table is not None and self._table.minerals else "")
            self._inputs.show_lines(mineral_title(mineral) if mineral else "", input_lines(self._session.workspace, mineral))
