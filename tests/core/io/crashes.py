"""Kills a session that edits, keeps copies and saves, at random moments, and prints as JSON what was lost.

A process of its own, so that it forks lightly: python -m tests.core.io.crashes FOLDER ROUNDS SEED
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from core.io import autosave
from core.io.workspace_file import SUFFIX, check, open_workspace, save_workspace
from core.model import Workspace
from core.task import Refused
from tests.core.io.saves import state

LONGEST = 0.08  # seconds that a session lives: some dozen saves


def main(folder: str, rounds: str, seed: str) -> None:
    """Print {"wrong": [sentences], "saves": how many were done, "cut": how many rounds ended in the middle of one}."""
    os.environ["XDG_STATE_HOME"] = folder
    file, moments = Path(folder, f"w{SUFFIX}"), random.Random(int(seed))
    wrong: list[str] = []
    saves = cut = 0
    save_workspace(state(0), file, base=None)
    for index in range(int(rounds)):
        base = open_workspace(file)
        told = _session(base, file, moments.uniform(0, LONGEST))
        saves += sum(line.startswith("saved") for line in told)
        cut += bool(told) and told[-1].startswith(("saving", "keeping"))
        wrong += [
            f"round {index}, after {told[-3:]}: {sentence}" for sentence in (*_lost_in_file(file, _number(base), told), *_lost_copy(told))
        ]
    left = [name for _folder, _folders, names in os.walk(folder) for name in names if not name.endswith(SUFFIX)]
    json.dump({"wrong": wrong + left, "saves": saves, "cut": cut}, sys.stdout)


def _session(base: Workspace, file: Path, seconds: float) -> list[str]:
    """What a session told before it was killed."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _work(base, file, writer)
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the session ended by itself"
    with os.fdopen(reader) as pipe:
        return pipe.read().splitlines()


def _work(base: Workspace, file: Path, writer: int) -> None:
    """Edit for ever: each edit is kept, every third is saved, now and then as a whole."""
    recovery = autosave.Recovery(file)
    number = _number(base)
    while True:
        number += 1
        workspace = state(number)
        os.write(writer, f"keeping {number}\n".encode())
        recovery.keep(workspace)
        os.write(writer, f"kept {number}\n".encode())
        if number % 3 == 0:
            os.write(writer, f"saving {number}\n".encode())
            save_workspace(workspace, file, base=None if number % 4 == 0 else base)
            os.write(writer, f"saved {number}\n".encode())
            base = workspace
            recovery.discard()
            os.write(writer, f"safe {number}\n".encode())


def _lost_in_file(file: Path, before: int, told: list[str]) -> list[str]:
    saved = _last(told, "saved", before)
    try:
        there = open_workspace(file)
    except Refused as refused:
        return [f"the file does not open: {refused}"]
    if there != state(_number(there)) or _number(there) not in {saved, _last(told, "saving", saved)}:
        return [f"the file holds {there.title}"]
    return check(file)


def _lost_copy(told: list[str]) -> list[str]:
    """The copy offered holds the last edit that was kept, or the one that was being kept."""
    kept, safe = _last(told, "kept"), _last(told, "safe")
    copies = autosave.found()
    sentences = [finding for copy in copies for finding in check(copy.path)]
    offered = [open_workspace(copy.path) for copy in copies]
    if kept > safe and _last(told, "saved") < kept and not offered:
        sentences.append("no copy is offered")
    for workspace in offered:
        number = _number(workspace)
        if workspace != state(number) or number not in {kept, _last(told, "keeping")}:
            sentences.append(f"the copy offered holds {workspace.title}")
    for copy in (*copies, *autosave.earlier()):
        copy.path.unlink()
    return sentences + (["more than one copy is offered"] if len(offered) > 1 else [])


def _last(told: list[str], word: str, otherwise: int = 0) -> int:
    return max((int(line.split()[1]) for line in told if line.split()[0] == word), default=otherwise)


def _number(workspace: Workspace) -> int:
    return int(workspace.title.split()[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
