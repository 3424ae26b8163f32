"""Plays a scene of `saves` once for each of its system calls and prints as JSON what went wrong.

A process of its own, so that it forks lightly: python -m tests.core.io.play SCENE FOLDER kill|tear|fail|full
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.core.io.saves import SCENES
from tests.core.io.tracing import WRITES, Fail, Kill, Outcome, Run, trace, why_not


def main(name: str, folder: str, how: str) -> None:
    """Print {"skipped": why} or {"calls": how many, "wrong": [sentences]}."""
    if skipped := why_not():
        json.dump({"skipped": skipped}, sys.stdout)
        return
    scene = SCENES[name](Path(folder))
    looks = how == "fail"
    scene.reset()
    told: list[str] = []
    scene.play(told.append)  # so that what is imported late is there
    scene.reset()
    whole = trace(scene.play, looks=looks)
    wrong = [] if whole.outcome is Outcome.DONE else [whole.words]
    wrong += [_sentence(whole, scene.wrong(whole))] if scene.wrong(whole) else []
    for step in _steps(how, whole.calls):
        scene.reset()
        run = trace(scene.play, step, looks=looks)
        said = _wrong_end(run, step) or scene.wrong(run)
        if said:
            wrong.append(f"{step} {_sentence(run, said)}")
    json.dump({"calls": len(whole.calls), "wrong": wrong}, sys.stdout)


def _steps(how: str, calls: list[str]) -> Iterator[Kill | Fail]:
    writes = set(WRITES.values())
    for at, call in enumerate(calls):
        match how:
            case "kill":
                yield Kill(at)
            case "tear" if call in writes:
                yield Kill(at, torn=True)
            case "fail":
                yield Fail(at, errno.EACCES if call.startswith("open") else errno.EIO)
            case "full" if call in writes:
                yield Fail(at, errno.ENOSPC, stays=True)


def _wrong_end(run: Run, step: Kill | Fail) -> str:
    if isinstance(step, Kill):
        return "" if run.outcome is Outcome.KILLED else "was not killed"
    if run.outcome is Outcome.FAILED:
        return run.words
    return "ended without a sentence" if run.outcome is Outcome.REFUSED and not run.words.endswith(".") else ""


def _sentence(run: Run, said: str) -> str:
    return f"at {run.calls[-4:]} ({run.outcome.name} {run.words}): {said}"


if __name__ == "__main__":
    main(*sys.argv[1:])
