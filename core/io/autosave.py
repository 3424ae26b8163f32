"""Copies of unsaved work: written while it is done, offered after a crash, kept for some days.

Each session keeps one copy, a workspace file of its own in the user's state folder, and brings it up to date by what changed. The session
holds a claim on it (`core.io.claim`) that ends with the process, so a copy that nobody holds and that is not marked as safe is the
work of a session that crashed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from core.io.claim import Claim, claim, in_use
from core.io.failures import because
from core.io.replacing import sweep
from core.io.workspace_file import SUFFIX, annotate, notes_of, open_workspace, save_workspace
from core.model import Workspace
from core.task import Refused
from core.words import _

_KEPT_FOR = dt.timedelta(days=7)
_KEPT_AT_MOST = 20
_STATE, _UNSAVED, _SAFE = "state", "unsaved", "safe"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recovered:
    """A copy of somebody's work. path: the copy, a workspace file; of: the file it is a copy of, None for one never saved; when: UTC."""

    path: Path
    of: Path | None
    when: dt.datetime
    title: str
    safe: bool = False


class Recovery:
    """The copy that one session keeps of its workspace. `workspace_path` may be set when the workspace is saved under another name."""

    def __init__(self, workspace_path: Path | None = None) -> None:
        self.workspace_path = workspace_path
        self._claim: Claim | None = None
        self._kept: Workspace | None = None
        self._safe = True

    def keep(self, workspace: Workspace) -> None:
        """Bring the copy up to date; when this returns it is on the disk. The first time writes all, later only what changed.

        Raises Refused when the disk says no; the copy is then what it was.
        """
        if workspace is self._kept and not self._safe:
            return
        path = self._path()
        of = "" if self.workspace_path is None else str(self.workspace_path.resolve())
        save_workspace(workspace, path, base=self._kept, notes={"of": of, _STATE: _UNSAVED})
        self._kept, self._safe = workspace, False

    def discard(self) -> None:
        """Call when the work is safe in its file, or the user gave it up: a crash from here on has nothing to offer.

        The copy stays on the disk for some days, and `keep` goes on with it. Raises Refused when the disk says no.
        """
        if self._claim is not None and not self._safe:
            annotate(self._claim.path, {_STATE: _SAFE})
            self._safe = True

    def close(self) -> None:
        """End the session. A copy that was not discarded is offered at the next start. Old copies are thinned out."""
        if self._claim is not None:
            self._claim.release()
            self._claim = self._kept = None
        thin()

    def _path(self) -> Path:
        if self._claim is None:
            where = folder()
            try:
                where.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise Refused(_("Autosave cannot use its folder {folder}: {why}.").format(folder=where, why=because(error))) from error
            taken = claim(where / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}{SUFFIX}")
            if not taken.writable:
                raise Refused(taken.reason)
            self._claim = taken
        return self._claim.path


def folder() -> Path:
    """Where the copies lie."""
    return platformdirs.user_state_path("orebook", appauthor=False) / "recovery"


def found() -> list[Recovered]:
    """The unsaved work of sessions that crashed, newest first: to be offered at the start."""
    return [copy for copy in _copies() if not copy.safe]


def earlier() -> list[Recovered]:
    """The copies of work that was saved or given up in the last days, newest first."""
    return [copy for copy in _copies() if copy.safe]


def recover(copy: Recovered, recovery: Recovery) -> Workspace:
    """The workspace of the copy, unsaved and kept again by the session's own `recovery` before the copy is set aside. Raises Refused."""
    workspace = open_workspace(copy.path)
    recovery.keep(workspace)
    forget(copy)
    return workspace


def forget(copy: Recovered) -> None:
    """Do not offer the copy again. It stays among the earlier ones for some days. Raises Refused when the disk says no."""
    annotate(copy.path, {_STATE: _SAFE})


def thin(now: dt.datetime | None = None) -> None:
    """Remove safe copies that are old or many: of each workspace one a day is kept, for a week, and twenty in all. Unsaved work stays."""
    now = now or dt.datetime.now(dt.UTC)
    seen: set[tuple[Path | None, str, dt.date]] = set()
    for copy in earlier():
        day = (copy.of, copy.title, copy.when.date())
        if day in seen or now - copy.when > _KEPT_FOR or len(seen) >= _KEPT_AT_MOST:
            with contextlib.suppress(OSError):
                copy.path.unlink()
        else:
            seen.add(day)


def _copies() -> Iterator[Recovered]:
    """Every copy that no running session holds, newest first. One that cannot be read is left alone and logged."""
    where = folder()
    if not where.is_dir():
        return
    sweep(where)
    for lock in where.glob(f".*{SUFFIX}.lock"):
        in_use(where / lock.name[1 : -len(".lock")])  # asking removes one that a killed session left without a copy
    for path in sorted(where.glob("*" + SUFFIX), reverse=True):
        if in_use(path):
            continue
        try:
            notes = notes_of(path)
            when = dt.datetime.fromisoformat(notes["saved_at"])
        except (Refused, KeyError, ValueError) as error:
            log.warning("a recovery copy cannot be read: %s: %s", path.name, error)
            continue
        of = Path(notes["of"]) if notes.get("of") else None
        yield Recovered(path, of, when, notes.get("title", ""), safe=notes.get(_STATE) == _SAFE)
