"""Workspace files of earlier versions, brought up to date: every file ever saved opens for ever.

`STEPS[n]` turns the tables of version n into those of version n + 1. A step only ever sees a copy in memory, so the file on the disk
stays what it is until the workspace is saved; what it was is kept beside it then. To change the format: raise `VERSION` in
`workspace_schema`, add the step here, and add a small file of the old version to tests/data.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from core.io.workspace_schema import VERSION

STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}  # version 1 is the first


def upgraded(database: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """A copy in memory, brought from `version` to the present one. Raises KeyError when there is no way from that version."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    database.backup(copy)
    for step in range(version, VERSION):
        STEPS[step](copy)
    return copy
