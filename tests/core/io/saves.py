"""The ways in which a workspace gets to the disk, as scenes that can be played again and again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.io import autosave
from core.io.replacing import sweep
from core.io.workspace_file import SUFFIX, check, open_workspace, save_workspace
from core.model import Annotation, Points, PolicyEvent, Series, Source, Workspace, collect
from core.task import Refused
from tests.core.io.tracing import Outcome, Run, Tell


def state(number: int, points: int = 300) -> Workspace:
    """A small workspace that says its number in every part; from one number to the next it changes in several places."""
    days = np.datetime64("2020-01-01") + np.arange(points)
    noise = np.random.default_rng(7).random(points)  # does not compress: a series takes a page or two
    series = [
        Series(
            id=f"s{index}", title=f"Series {index}", source="src", points=Points(days, noise + (number if index in {1, number % 4} else 0))
        )
        for index in range(4)
    ]
    events = [PolicyEvent(id=f"e{index}", title=f"Event {index} of {number if index % 3 == 0 else 0}") for index in range(number % 4, 10)]
    return Workspace(
        title=f"State {number}",
        series=collect(series),
        events=collect(events),
        sources=collect([Source(id="src", title="A source")]),
        annotations=collect([Annotation(id="a", text=str(number))]),
    )


@dataclass(slots=True)
class Scene:
    """A save, played in `folder`. `states`: what is on the disk before and after each step of `play`, which tells when a step is done.

    look: what is on the disk as a person finds it who starts the program.
    """

    folder: Path
    states: list[Workspace | None]
    play: Callable[[Tell], None]
    look: Callable[[], Workspace | None]
    ready: Callable[[], object] = lambda: None

    def reset(self) -> None:
        """Set the scene again."""
        kept = self.folder.with_name("kept")
        if not kept.exists():
            shutil.copytree(self.folder, kept)
        shutil.rmtree(self.folder)
        shutil.copytree(kept, self.folder)
        self.ready()

    def wrong(self, run: Run) -> str:
        """What is not as it must be after the run, in a sentence; empty when nothing is."""
        done = len(run.told)
        if run.outcome is Outcome.REFUSED and not done and not self._may_be_next(run) and self._touched(run):
            return "refused, and the file was touched"
        moved = self._moved()
        try:
            there = self.look()
        except Refused as refused:
            return f"does not open: {refused}"
        if there != self.states[done] and not (self._may_be_next(run) and there == self.states[done + 1]):
            return f"{done} saves were done, and {there.title if there else 'nothing'} is there"
        if moved is not None and moved not in self.states:
            return "a file that was taken away is torn, and it is not found out"
        left = [name for _folder, _folders, names in os.walk(self.folder) for name in names if not name.endswith(SUFFIX)]
        return f"left behind: {left}" if left else ""

    def _touched(self, run: Run) -> bool:
        """Whether a file that was there is not what it was, byte by byte, and it is not said that its journal holds the rest."""
        kept = self.folder.with_name("kept")
        for path in kept.rglob("*" + SUFFIX):
            file = self.folder / path.relative_to(kept)
            if f"{file.name}-journal" in run.words:
                self.look()
            if path.read_bytes() != file.read_bytes():
                return True
        return False

    def _may_be_next(self, run: Run) -> bool:
        if run.outcome is Outcome.KILLED:
            return len(run.told) + 1 < len(self.states)
        return run.outcome is Outcome.REFUSED and re.search("may not (keep it|have been written)", run.words) is not None  # said to be so

    def _moved(self) -> Workspace | None:
        """What opens of a file that is taken away without its journal."""
        for path in self.folder.rglob("*" + SUFFIX):
            moved = self.folder.with_name("moved" + SUFFIX)
            shutil.copyfile(path, moved)
            try:
                return open_workspace(moved)
            except Refused as refused:
                if "damaged" not in str(refused):
                    raise
            finally:
                moved.unlink()
        return None


def new_file(root: Path) -> Scene:
    """The first save."""
    file = _folder(root) / f"w{SUFFIX}"
    return Scene(file.parent, [None, state(1)], lambda tell: _save(tell, file, None), lambda: _open(file))


def over_a_file(root: Path) -> Scene:
    """A whole save over an older file."""
    file = _folder(root) / f"w{SUFFIX}"
    save_workspace(state(0), file, base=None)
    return Scene(file.parent, [state(0), state(1)], lambda tell: _save(tell, file, None), lambda: _open(file))


def what_changed(root: Path) -> Scene:
    """A save of what changed."""
    file = _folder(root) / f"w{SUFFIX}"
    save_workspace(state(0), file, base=None)
    opened: list[Workspace] = []
    return Scene(
        file.parent,
        [state(0), state(1)],
        lambda tell: _save(tell, file, opened[-1]),
        lambda: _open(file),
        lambda: opened.append(open_workspace(file)),
    )


def autosave_copy(root: Path) -> Scene:
    """A session that keeps its work, keeps an edit, and has no more need of the copy."""
    folder = _folder(root)
    os.environ["XDG_STATE_HOME"] = str(folder)

    def play(tell: Tell) -> None:
        recovery = autosave.Recovery()
        for number in (0, 1):
            recovery.keep(state(number))
            tell("kept")
        recovery.discard()
        tell("discarded")

    def look() -> Workspace | None:
        copies = autosave.found()
        assert len(copies) <= 1
        assert not [finding for copy in copies for finding in check(copy.path)]
        return open_workspace(copies[0].path) if copies else None

    return Scene(folder, [None, state(0), state(1), None], play, look)


SCENES: Mapping[str, Callable[[Path], Scene]] = {
    "new file": new_file,
    "over a file": over_a_file,
    "what changed": what_changed,
    "autosave": autosave_copy,
}


def _folder(root: Path) -> Path:
    folder = root / "scene"
    folder.mkdir()
    return folder


def _save(tell: Tell, file: Path, base: Workspace | None) -> None:
    save_workspace(state(1), file, base=base)
    tell("saved")


def _open(file: Path) -> Workspace | None:
    if not file.exists():
        sweep(file.parent)  # as the next save does
        return None
    findings = check(file)
    workspace = open_workspace(file)
    assert not findings, findings
    return workspace
