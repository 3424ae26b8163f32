"""What half a million rows cost: time, memory of both processes, and how long a stop takes. Ratios are of one run.

Run with `python -m tests.bench.bench_large_import`. Memory is the most that each process ever held; a stop is asked for at several moments
of the import, and the longest wait counts.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from xlsxwriter import Workbook

from core.io.importing import read_and_plan
from core.model import Workspace
from core.task import Cancelled, Progress

ROWS, METALS = 500_000, 25
HEADER = ("Date", "Commodity", "Price", "Unit", "Note")
STOPS = (0.2, 0.5, 0.75, 0.85, 0.95)  # shares of the time of the whole import
CELLS_MB = ROWS * len(HEADER) * 11 / 2**20  # kind, number and format of each cell


def main() -> None:
    """Print the figures with their goals."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (
            write_text(Path(folder) / "long.csv"),
            write_moments(Path(folder) / "moments.csv"),
            write_book(Path(folder) / "long.xlsx"),
        ):
            told = json.loads(
                subprocess.run([sys.executable, "-m", "tests.bench.bench_large_import", str(path)], check=True, capture_output=True).stdout
            )
            print(f"{path.name}: {ROWS:,} x {len(HEADER)} in {told['seconds']:.1f} s, {told['points']:,} points")
            say("  memory of the program against the cells alone", told["parent"] / CELLS_MB, 12)
            say("  memory of the reading child against the cells alone", told["child"] / CELLS_MB, 20)
            say("  longest wait after a stop, seconds", told["stop"], 1.0)


def measure(path: Path) -> None:
    """One import and its stops, in a process of their own: print what they cost as JSON."""
    import resource  # not there on Windows, where this is not run

    start = time.perf_counter()
    made = read_and_plan(Progress(), path, Workspace())
    seconds = time.perf_counter() - start
    points = sum(len(one.result.points) for one in made.series)
    parent, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    del made
    stop = max(wait(path, share * seconds) for share in STOPS)
    print(json.dumps({"seconds": seconds, "points": points, "parent": parent, "child": child, "stop": stop}))


def wait(path: Path, seconds: float) -> float:
    """How long an import goes on after it was asked to stop at this moment."""
    progress, asked = Progress(), []

    def stop() -> None:
        asked.append(time.perf_counter())
        progress.cancel()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        read_and_plan(progress, path, Workspace())
    except Cancelled:
        return time.perf_counter() - asked[0]
    finally:
        timer.cancel()
    return 0.0


def rows() -> Iterator[tuple[np.datetime64, str, float, str, str]]:
    prices = (5_000 + np.random.default_rng(7).normal(size=ROWS).cumsum()).round(2).tolist()
    for at, price in enumerate(prices):
        metal, day = divmod(at, ROWS // METALS)
        yield np.datetime64("1970-01-01") + day, f"Grade {metal} copper", price, "USD/t", "indicative"


def write_text(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *rows()))
    return path


def write_moments(path: Path) -> Path:
    """Every date another text, as trades by the minute are."""
    moments = (np.datetime64("2023-01-01T00:00") + np.arange(ROWS)).astype(str).tolist()
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *((moment, *row[1:]) for moment, row in zip(moments, rows(), strict=True))))
    return path


def write_book(path: Path) -> Path:
    with Workbook(path, {"constant_memory": True}) as book:
        shown = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Prices")
        sheet.write_row(0, 0, HEADER)
        for number, (day, metal, price, unit, note) in enumerate(rows(), 1):
            sheet.write_datetime(number, 0, day.astype(object), shown)
            sheet.write_string(number, 1, metal)
            sheet.write_number(number, 2, price)
            sheet.write_string(number, 3, unit)
            sheet.write_string(number, 4, note)
    return path


def say(name: str, value: float, goal: float) -> None:
    print(f"{name}: {value:.2f} (goal <= {goal:g})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
