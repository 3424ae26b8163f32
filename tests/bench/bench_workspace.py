"""The workspace file with 2,000,000 observations in 1,000 series: python -m tests.bench.bench_workspace"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.io.autosave import Recovery
from core.io.workspace_file import open_workspace, save_workspace
from core.model import Points, Series, Source, Workspace, collect, pack_places, put, with_parts

SERIES, POINTS = 1_000, 2_000
ROUNDS = 7


def main() -> None:
    """Print one figure a line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_STATE_HOME"] = name
        _measure(folder)


def _measure(folder: Path) -> None:
    file, empty_file = folder / "large.orebook", folder / "empty.orebook"
    large = _large()
    fresh = _seconds(lambda: save_workspace(large, file, base=None))
    save_workspace(Workspace(), empty_file, base=None)
    floor = _median(lambda: _write(folder / "raw", file.read_bytes()))
    full = _median(lambda: save_workspace(large, file, base=None))
    opening, opening_empty = _median(lambda: _first_shown(file)), _median(lambda: open_workspace(empty_file))
    raw = _median(file.read_bytes)
    edit = _median_of_edits(file)
    kept = _median_of_keeps(large)
    size = file.stat().st_size
    print(f"workspace of {SERIES * POINTS:,} observations: {size / 1e6:.1f} MB ({size / SERIES / POINTS:.1f} bytes an observation)")
    print(f"open, first series decoded, later than an empty one: {opening - opening_empty:.3f} s (goal <= 0.5)")
    print(f"open against reading the bytes: {opening / raw:.1f} ({opening * 1000:.1f} ms)")
    print(f"full save, values packed for the first time: {fresh:.3f} s (goal <= 1.6)")
    print(f"full save, values packed before: {full:.3f} s, against writing and syncing the bytes: {full / floor:.1f}")
    print(f"save after one edited value: {100 * edit / fresh:.1f} % of the first full save (goal <= 5)")
    print(f"save after one edited value: {100 * edit / full:.1f} % of a full save of packed values")
    print(f"save after one edited value: {edit * 1000:.1f} ms")
    print(f"autosave of one edited value: {kept * 1000:.1f} ms (goal <= 30)")


def _large() -> Workspace:
    """Walks of prices to the cent, with the cell of each value."""
    chance = np.random.default_rng(1)
    days = np.datetime64("2018-01-01") + np.arange(POINTS)

    def series(index: int) -> Series:
        prices = np.round(5_000 + np.cumsum(chance.normal(0, 20, POINTS)), 2)
        places = pack_places(0, np.arange(POINTS) + 1, index)
        points = Points(days, prices, None, places)
        return Series(id=f"series-{index}", title=f"Series {index}", kind="price", unit="USD/t", source="src", points=points)

    return Workspace(series=collect(series(index) for index in range(SERIES)), sources=collect([Source(id="src", title="Bench")]))


def _first_shown(file: Path) -> None:
    workspace = open_workspace(file)
    assert len(next(iter(workspace.series.values())).points) == POINTS


def _median_of_edits(file: Path) -> float:
    workspace, times = open_workspace(file), []
    for turn in range(ROUNDS):
        after = _edited(workspace, turn)
        times.append(_seconds(lambda after=after, base=workspace: save_workspace(after, file, base=base)))  # type: ignore[misc] # bound here
        workspace = after
    return statistics.median(times)


def _median_of_keeps(workspace: Workspace) -> float:
    recovery, times = Recovery(), []
    recovery.keep(workspace)
    for turn in range(ROUNDS):
        workspace = _edited(workspace, turn)
        times.append(_seconds(lambda kept=workspace: recovery.keep(kept)))  # type: ignore[misc] # bound here
    recovery.discard()
    recovery.close()
    return statistics.median(times)


def _edited(workspace: Workspace, turn: int) -> Workspace:
    series = workspace.series[f"series-{turn * 100}"]
    return with_parts(workspace, {"series": put(workspace.series, series.with_value(series.points.dates[turn], 1.0))})


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _turn in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
