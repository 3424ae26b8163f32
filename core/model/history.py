"""Every edit goes through one door, with a label, and can be undone: a list of workspaces, no inverse code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.model.workspace import Workspace, changed_parts, with_parts

Watcher = Callable[[Workspace, frozenset[str], object], None]
DEPTH = 500  # edits that can be undone; workspaces share what did not change, so this costs little


class History:
    """The workspace as it is now, how it became so, and who wants to know.

    A watcher is called with the workspace, the names of the changed parts, and the initiator given to the edit
    (so that a view need not redraw its own edit).
    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        self.workspace = Workspace() if workspace is None else workspace
        self._saved = self.workspace
        self._past: list[tuple[str, Workspace]] = []
        self._future: list[tuple[str, Workspace]] = []
        self._watchers: list[Watcher] = []

    def edit(self, label: str, *, initiator: object = None, **parts: Any) -> bool:
        """Make one undoable step. `parts` are the new parts by name. Says whether anything changed; an edit of nothing is no step."""
        after = with_parts(self.workspace, parts)
        if not changed_parts(self.workspace, after):
            return False
        self._past.append((label, self.workspace))
        del self._past[:-DEPTH]
        self._future.clear()
        self._become(after, initiator)
        return True

    def undo(self, *, initiator: object = None) -> str | None:
        """Go one step back; the label of what was undone, or None when there is nothing to undo."""
        return self._move(self._past, self._future, initiator)

    def redo(self, *, initiator: object = None) -> str | None:
        """Go one undone step forward again; its label, or None."""
        return self._move(self._future, self._past, initiator)

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back."""
        return self._past[-1][0] if self._past else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would do again."""
        return self._future[-1][0] if self._future else None

    @property
    def steps(self) -> tuple[tuple[str, Workspace], ...]:
        """The steps that `undo` would take back, the oldest first: each label with the workspace before it."""
        return tuple(self._past)

    @property
    def dirty(self) -> bool:
        """Whether the workspace differs from the one last saved or opened."""
        return self.workspace is not self._saved

    def mark_saved(self, workspace: Workspace) -> None:
        """`workspace` now lies safe in its file; edits made while it was being saved stay unsaved."""
        self._saved = workspace

    def replace(self, workspace: Workspace, *, saved: bool = True, initiator: object = None) -> None:
        """Start again from another workspace: one that was opened, or recovered (then not saved). The steps so far are forgotten."""
        self._past.clear()
        self._future.clear()
        if saved:
            self._saved = workspace
        self._become(workspace, initiator, everything=True)

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` after each change; the function returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _move(self, there: list[tuple[str, Workspace]], back: list[tuple[str, Workspace]], initiator: object) -> str | None:
        if not there:
            return None
        label, workspace = there.pop()
        back.append((label, self.workspace))
        self._become(workspace, initiator)
        return label

    def _become(self, workspace: Workspace, initiator: object, *, everything: bool = False) -> None:
        before, self.workspace = self.workspace, workspace
        parts = frozenset(Workspace.__dataclass_fields__) if everything else changed_parts(before, workspace)
        for watcher in tuple(self._watchers):
            watcher(workspace, parts, initiator)
