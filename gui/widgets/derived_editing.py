"""Ratios and spreads in the window: defined and deleted, each as one step that can be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.model import drop, put
from core.task import Refused
from core.views import derived_series, prices
from core.words import _
from gui.session import Session
from gui.widgets.derived_dialog import DerivedDialog


class DerivedEditing:
    """Opens the dialog of a new ratio or spread over `parent` and writes what was chosen there into the session."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent

    def ask(self) -> None:
        """Ask for a new one."""
        workspace = derived_series.complete(self._session.workspace)
        dialog = DerivedDialog(prices.catalogue(workspace), self._session.selection.series, self._parent)
        dialog.chosen.connect(lambda rule, first, second: self._define(dialog, rule, first, second))
        dialog.open()

    def delete(self, key: str) -> None:
        """Delete one. Raises `Refused` for a series that was imported."""
        scenario = self._session.workspace.scenarios.get(key)
        if scenario is None or not derived_series.is_definition(scenario):
            raise Refused(_("Only ratios and spreads are deleted here; series that were imported are deleted on the Data tab."))
        label = _("Delete series {title}").format(title=scenario.title)
        self._session.edit(label, scenarios=drop(self._session.workspace.scenarios, key))

    def _define(self, dialog: DerivedDialog, rule: str, first: str, second: str) -> None:
        workspace = self._session.workspace
        try:
            made = derived_series.define(workspace, rule, first, second)
        except Refused as refusal:
            dialog.refuse(str(refusal))
            return
        dialog.accept()
        if made.id not in workspace.scenarios:
            self._session.edit(_("New series {title}").format(title=made.title), scenarios=put(workspace.scenarios, made))
        self._session.select(series=tuple(dict.fromkeys((*self._session.selection.series, made.id))))
