"""A save is killed, torn or refused at each of its system calls, and sessions are killed at random: nothing saved is ever lost.

The processes that do it are started when the first test asks and share the cores; a test then waits for its own.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.core.io.saves import SCENES

ROOT = Path(__file__).resolve().parents[3]
HOWS = ("kill", "tear", "fail", "full")
CALLS_AT_LEAST = 40  # of a save that writes a file of some forty pages
Plays = Mapping[tuple[str, str], "Future[dict[str, Any]]"]


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plays]:
    with ThreadPoolExecutor(2) as pool:
        started = {
            (scene, how): pool.submit(_run, "tests.core.io.play", scene, str(tmp_path_factory.mktemp("play")), how)
            for how in HOWS
            for scene in SCENES
        }
        yield started
        for play in started.values():
            play.cancel()


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("scene", SCENES)
def test_a_save_interrupted_at_any_system_call_leaves_the_old_or_the_new_workspace(plays: Plays, scene: str, how: str) -> None:
    told = plays[scene, how].result(timeout=300)
    if "skipped" in told:
        pytest.skip(told["skipped"])
    assert told["wrong"] == []
    assert told["calls"] >= CALLS_AT_LEAST


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are killed with kill -9")
def test_a_session_killed_at_two_hundred_random_moments_loses_at_most_the_edit_at_hand(tmp_path: Path) -> None:
    seed = random.randrange(1 << 32)
    told = _run("tests.core.io.crashes", str(tmp_path), "200", str(seed))
    assert told["wrong"] == [], f"seed {seed}"
    assert told["saves"] > 20
    assert told["cut"] > 20


def _run(module: str, *arguments: str) -> dict[str, Any]:
    ended = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told
