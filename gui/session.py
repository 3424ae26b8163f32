"""The one bridge between the document and the window: the history's changes and the shared selection, as Qt signals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.model import History, Workspace
from core.views.policy_filter import EVERYTHING, Filter


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen on every tab at once. It is view state: not undoable, not part of the workspace.

    minerals and countries: ids, in the order chosen. first, last: the dates in view, None where that side is open.
    as_of: the day that deadlines and "in force" are counted to. series: the ids ticked for the price chart.
    event: the id of the policy event chosen, "" for none. policy: which policy events are wanted, on whatever tab shows some.
    """

    minerals: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    as_of: dt.date | None = None
    series: tuple[str, ...] = ()
    event: str = ""
    policy: Filter = EVERYTHING


class Session(QObject):
    """What the tabs share. They read `workspace` and `selection`, write through `edit` and `select`, and listen to two signals."""

    changed = Signal(object, object, object)
    """(Workspace, frozenset of the changed parts' names, initiator): after an edit, an undo, a redo, or another file."""
    selected = Signal(object, object)
    """(Selection, initiator): something else was chosen."""
    edited = Signal(str)
    """The label of an edit just made, so that its undo can be offered."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self.selection = Selection()
        self._end_watch = history.watch(self._tell)

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now."""
        return self.history.workspace

    def edit(self, label: str, *, initiator: object = None, **parts: Any) -> bool:
        """One undoable step; says whether anything changed. See `core.model.History.edit`."""
        made = self.history.edit(label, initiator=initiator, **parts)
        if made:
            self.edited.emit(label)
        return made

    def undo(self) -> None:
        """Take the last step back."""
        self.history.undo()

    def redo(self) -> None:
        """Make the last undone step again."""
        self.history.redo()

    def select(self, *, initiator: object = None, **choices: Any) -> None:
        """Choose something on every tab, by the names of `Selection`'s fields."""
        selection = replace(self.selection, **choices)
        if selection != self.selection:
            self.selection = selection
            self.selected.emit(selection, initiator)

    def close(self) -> None:
        """Hear no more of the history."""
        self._end_watch()

    def _tell(self, workspace: Workspace, parts: frozenset[str], initiator: object) -> None:
        self.changed.emit(workspace, parts, initiator)
