"""`orebook self-test`: an installed copy proves itself, step by step, in a folder of its own."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Step = tuple[str, Callable[[Path], str]]


def main(_argv: Sequence[str]) -> int:
    """Run every step and say how it went; 0 when all went well, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="orebook-self-test-") as folder:
        for name, step in STEPS:
            start = time.perf_counter()
            try:
                result = step(Path(folder))
            except BaseException as error:  # noqa: BLE001 - a step that fails in any way has failed
                failed += 1
                result = f"FAILED: {type(error).__name__}: {error}"
            sys.stdout.write(f"{name:<8} {time.perf_counter() - start:6.2f} s  {result}\n")
            sys.stdout.flush()
    sys.stdout.write("self-test passed\n" if not failed else f"self-test: {failed} steps failed\n")
    return 1 if failed else 0


def _example(folder: Path) -> str:
    from core.io.example import example_workspace
    from core.io.workspace_file import check, open_workspace, save_workspace

    made = example_workspace()
    path = folder / "example.orebook"
    save_workspace(made, path, base=None)
    again = open_workspace(path)
    if again != made or check(path):
        raise RuntimeError("the example does not come back from its file as it was")
    return f"{len(made.series)} series, {len(made.events)} events"


def _import(folder: Path) -> str:
    from core.io.importing import parts, read_and_plan
    from core.model import Workspace, with_parts
    from core.task import Progress

    path = folder / "gold.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Date", "Gold (USD/ozt)"])
        lines.writerows([f"{2000 + month // 12}-{month % 12 + 1:02d}", 280 + month] for month in range(240))
    plan = read_and_plan(Progress(), path, Workspace())
    workspace = with_parts(Workspace(), parts(Workspace(), plan))
    (series,) = workspace.series.values()
    if series.points.filled != 240 or series.unit != "USD/ozt" or series.mineral != "gold":
        raise RuntimeError(f"the import gave {series!r}")
    return f"{series.points.filled} values of {series.mineral} in {series.unit}, read in a process of its own"


def _chart(folder: Path) -> str:
    from gui import show

    picture = folder / "prices.png"
    code = show.main([str(folder / "example.orebook"), "prices", "--out", str(picture), "--size", "1200x700"])
    if code or picture.stat().st_size < 10_000:
        raise RuntimeError("the chart was not drawn")
    return f"{picture.stat().st_size:,} bytes of picture"


def _export(folder: Path) -> str:
    from core.io.example import example_workspace
    from core.io.importing import parts, read_and_plan
    from core.model import Workspace, with_parts
    from core.task import Progress
    from core.views.export import whole

    made = example_workspace()
    path = folder / "example.xlsx"
    whole(made, path)
    plan = read_and_plan(Progress(), path, Workspace())
    back = with_parts(Workspace(), parts(Workspace(), plan))
    if {key: one.points for key, one in made.series.items()} != {key: one.points for key, one in back.series.items()}:
        raise RuntimeError("the exported workbook does not come back as it was")
    return f"{path.stat().st_size:,} bytes of workbook, read back equal"


STEPS: tuple[Step, ...] = (("example", _example), ("import", _import), ("chart", _chart), ("export", _export))
