"""The file behind the session: which one it is, whether it is saved, who else has it open, and the copy kept of unsaved work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal

from core.io.autosave import Recovered, Recovery, recover
from core.io.claim import Claim, claim
from core.io.workspace_file import SUFFIX, open_workspace, save_workspace
from core.model import Workspace
from core.task import Progress, Refused
from core.words import _
from gui.jobs import Job, Jobs
from gui.preferences import AUTOSAVE_SECONDS, LAST_WORKSPACE, Preferences
from gui.session import Session

_log = logging.getLogger(__name__)


class Document(QObject):
    """Opens, saves and guards the session's workspace. All that takes time runs as a job.

    `path` is None for a workspace never saved; `reason` says why the file may not be written, empty when it may.
    """

    changed = Signal()
    """Another file, another name, saved or no longer saved: what the title and the status line say."""
    kept = Signal()
    """A copy of unsaved work is on the disk."""
    opened = Signal()
    """Another workspace is there."""

    def __init__(self, session: Session, jobs: Jobs, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.reason = ""
        self._session = session
        self._jobs = jobs
        self._preferences = preferences
        self._claim: Claim | None = None
        self._base: Workspace | None = None
        self._recovery = Recovery()
        self._autosave = QTimer(self, singleShot=True)
        self._autosave.timeout.connect(self._keep)
        session.changed.connect(self._workspace_changed)

    @property
    def name(self) -> str:
        """What the workspace is called: its file, else its title."""
        return self.path.name if self.path is not None else self._session.workspace.title or _("New workspace")

    @property
    def dirty(self) -> bool:
        """Whether something would be lost without saving."""
        return self._session.history.dirty

    def begin(self, workspace: Workspace) -> None:
        """Start with a workspace that has no file yet: a new one, or the example."""
        self._take(workspace, None, None)

    def open(self, path: Path) -> Job:
        """Open the workspace file at `path`; the job fails with `Refused` when it is not one."""

        def work(progress: Progress) -> tuple[Workspace, Claim]:
            held = claim(path)
            try:
                return open_workspace(path, progress), held
            except BaseException:
                held.release()
                raise

        job = self._jobs.start(work, label=_("Opening {file}").format(file=path.name))
        job.succeeded.connect(lambda result: self._opened(path, *cast("tuple[Workspace, Claim]", result)))
        return job

    def save(self, path: Path | None = None) -> Job:
        """Save to the file, or under another name. Raises ValueError when there is neither."""
        target = path or self.path
        if target is None:
            raise ValueError("a workspace without a file needs a path to be saved to")
        if not target.name.endswith(SUFFIX):
            target = target.with_name(target.name + SUFFIX)
        workspace = self._session.workspace
        base = self._base if target == self.path else None

        def work(progress: Progress) -> Claim | None:
            save_workspace(workspace, target, base=base, progress=progress)
            return None if target == self.path and self._claim is not None else claim(target)

        job = self._jobs.start(work, label=_("Saving {file}").format(file=target.name))
        job.succeeded.connect(lambda held: self._saved(target, workspace, cast("Claim | None", held)))
        return job

    def recover(self, copy: Recovered) -> Job:
        """Go on with the work that a crashed session left."""
        recovery = Recovery(copy.of)
        job = self._jobs.start(lambda _progress: recover(copy, recovery), label=_("Recovering {title}").format(title=copy.title))
        job.succeeded.connect(lambda workspace: self._recovered(copy, recovery, cast("Workspace", workspace)))
        return job

    def return_to(self, workspace: Workspace, path: Path | None) -> None:
        """Back to work that was left unsaved."""
        self._take(workspace, path, claim(path) if path is not None else None, saved=False)
        self._base = None

    def close(self) -> None:
        """Let go of the file. Call when everything worth saving is saved."""
        self._autosave.stop()
        self._end_recovery()
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    # what the jobs bring

    def _opened(self, path: Path, workspace: Workspace, held: Claim) -> None:
        self._take(workspace, path, held)
        self._preferences.remember_file(path)
        self._preferences.set(LAST_WORKSPACE, str(path.absolute()))

    def _saved(self, path: Path, workspace: Workspace, held: Claim | None) -> None:
        if held is not None:
            if self._claim is not None:
                self._claim.release()
            self._claim, self.reason = held, held.reason
        self.path, self._base = path, workspace
        self._recovery.workspace_path = path
        self._session.history.mark_saved(workspace)
        if not self.dirty:
            self._autosave.stop()
            self._quietly(self._recovery.discard)
        self._preferences.remember_file(path)
        self._preferences.set(LAST_WORKSPACE, str(path.absolute()))
        self.changed.emit()

    def _recovered(self, copy: Recovered, recovery: Recovery, workspace: Workspace) -> None:
        held = claim(copy.of) if copy.of is not None and copy.of.exists() else None
        self._take(workspace, copy.of if held is not None else None, held, saved=False)
        self._recovery = recovery
        self._base = None

    def _take(self, workspace: Workspace, path: Path | None, held: Claim | None, *, saved: bool = True) -> None:
        self._end_recovery()
        if self._claim is not None:
            self._claim.release()
        self.path, self._claim = path, held
        self.reason = held.reason if held is not None else ""
        self._base = workspace if path is not None else None
        self._recovery = Recovery(path)
        self._session.history.replace(workspace, saved=saved)
        self.opened.emit()
        self.changed.emit()

    # the copy of unsaved work

    def _workspace_changed(self, _workspace: Workspace, _parts: frozenset[str], _initiator: object) -> None:
        if self.dirty:
            self._autosave.start(1000 * self._preferences.get(AUTOSAVE_SECONDS))
        self.changed.emit()

    def _keep(self) -> None:
        recovery, workspace = self._recovery, self._session.workspace
        job = self._jobs.start(lambda _progress: recovery.keep(workspace), label=_("Keeping a copy of unsaved work"))
        job.succeeded.connect(self._told_kept)

    def _told_kept(self) -> None:
        self.kept.emit()

    def _end_recovery(self) -> None:
        self._quietly(self._recovery.discard)
        self._quietly(self._recovery.close)

    def _quietly(self, step: Callable[[], None]) -> None:
        """The copy is a second line of defence: when it cannot be put away, that is for the log, not for the user."""
        try:
            step()
        except (OSError, Refused):
            _log.exception("the copy of unsaved work could not be put away")
