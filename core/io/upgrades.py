"""Workspace files of earlier versions, brought up to date: every file ever saved opens for ever.

`STEPS[n]` turns the tables of version n into those of version n + 1. A step only ever sees a copy in memory whose checksums were found
right, and they are made anew after it; the file on the disk stays what it is until the workspace is saved, and is then kept beside the
new one. To change the format: raise `VERSION` in `workspace_schema`, add the step here, and add a small file of the new version to
tests/data (`python -m tests.data.make_workspaces`), where those of the older ones stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from core.io import workspace_schema as schema


def _adopted(_database: sqlite3.Connection) -> None:
    """2: events have a date of adoption; a record that does not name a field has it empty."""


STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _adopted}


def upgraded(database: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """A copy in memory, brought from `version` to the present one. Raises Damaged when the file is not what was saved."""
    schema.verify(database)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    database.backup(copy)
    for step in range(version, schema.VERSION):
        STEPS[step](copy)
    schema.seal(copy)
    return copy
