"""The example workspace, built from the tables in `resources/example`: real figures, each with its source.

A table is named for its part of the workspace and headed by the names of its records' fields, so reading it needs no code of its own.
`series_values.csv` holds the dated values: series, date, value, marks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import resources
from core.io.layout import marks_named
from core.model import PARTS, Origin, PartialDate, Points, Series, Workspace, collect, from_plain, pack_places
from core.words import _

_VALUES = "series_values.csv"


def example_workspace() -> Workspace:
    """The built-in example. Every record names its source; every value of a series stands in a line of `series_values.csv`."""
    folder = resources.path("example")
    parts: dict[str, Any] = {}
    for part, record_type in PARTS.items():
        table = folder / f"{part}.csv"
        if part == "series":
            parts[part] = collect(_series(folder))
        elif table.exists():
            parts[part] = collect(from_plain(record_type, row) for row in _rows(table))
    return Workspace(title=_("Example: critical minerals"), **parts)


def _rows(table: Path) -> Iterator[Mapping[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        names = next(rows)
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _series(folder: Path) -> Iterator[Series]:
    lines: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    for number, row in enumerate(_rows(folder / _VALUES), start=1):
        lines.setdefault(row["series"], []).append((number, row))
    for row in _rows(folder / "series.csv"):
        own = lines[row["id"]]
        points = Points(
            np.array([PartialDate.parse(line["date"]).start for _number, line in own], "datetime64[D]"),
            [float(line["value"]) if line["value"] else np.nan for _number, line in own],
            [marks_named(line["marks"]) for _number, line in own],
            pack_places(0, np.array([number for number, _line in own]), 2),
        )
        yield from_plain(Series, row, points=points, origins=(Origin(row["source"], _VALUES),))
