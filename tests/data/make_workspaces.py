"""Writes the workspace file of the present format that the tests keep for ever: python -m tests.data.make_workspaces

Only for a format that no released program has written yet: the files of earlier formats are what those programs wrote.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np

from core.io.workspace_file import save_workspace
from core.io.workspace_schema import VERSION
from core.model import (
    PARTS,
    Clock,
    Column,
    FieldKind,
    Mark,
    Origin,
    PartialDate,
    Points,
    Record,
    Series,
    Workspace,
    collect,
    columns,
    pack_places,
    with_parts,
)


def main() -> None:
    """One record in every part, with a value in every field."""
    parts = {part: collect([_full(record_type)]) for part, record_type in PARTS.items()}
    file = Path(__file__).with_name(f"workspace-v{VERSION}.orebook")
    file.unlink(missing_ok=True)
    save_workspace(with_parts(Workspace(title="Every field of every record"), parts), file, base=None)


def _full(record_type: type[Record]) -> Record:
    values = {declared.name: _value(declared) for declared in columns(record_type)}
    if record_type is Series:
        days = np.array(["1833-01-01", "2024-02-29", "2100-12-31"], "datetime64[D]")
        marks = [Mark.ESTIMATED, Mark.WITHHELD, Mark.EDITED]
        places = pack_places(0, np.array([4, 5, 6]), 2)
        values |= {"points": Points(days, [1.5, np.nan, -2.25], marks, places), "origins": (Origin("1", "Prices"),)}
    return record_type(**values)


def _value(declared: Column) -> Any:
    known = {"id": "1", "source": "1", "follows": "1"}
    kinds = {
        FieldKind.TEXT: known.get(declared.name, f"{declared.title} 礦"),
        FieldKind.CHOICE: (declared.choices or ("",))[0],
        FieldKind.LIST: ("one", "two"),
        FieldKind.NUMBER: 1234.5,
        FieldKind.INTEGER: 2026,
        FieldKind.FLAG: True,
        FieldKind.DATE: PartialDate.parse("2026-Q2"),
        FieldKind.DAY: dt.date(2026, 1, 14),
        FieldKind.CLOCK: Clock(180, "day"),
    }
    return kinds[declared.kind]


if __name__ == "__main__":
    main()
