"""The tables of a workspace as text: an archive with one CSV file a sheet, UTF-8 with a byte order mark so that Excel reads it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from core.io.replacing import writing
from core.io.sheets import Formula, Table, Value, sheet_names
from core.io.workbook import Written
from core.task import Progress

# A text that begins so is taken for a formula by the programs that open CSV files (OWASP, CSV injection); a quote before it stops that.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TELL_EVERY = 5_000


def write_archive(path: Path, tables: Sequence[Table], *, progress: Progress | None = None) -> Written:
    """Write the tables, all or nothing. Raises `Refused` when the file cannot be written, `Cancelled` when a stop was asked for."""
    report = progress or Progress()
    names = sheet_names(table.name for table in tables)
    with writing(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, table) in enumerate(zip(names, tables, strict=True)):
            _write_table(archive, f"{name}.csv", table, report.part(number / len(tables), (number + 1) / len(tables)))
    return Written(path, tuple(names), tuple(note for table in tables for note in table.notes))


def _write_table(archive: zipfile.ZipFile, member: str, table: Table, progress: Progress) -> None:
    with archive.open(member, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="") as text:
        lines = csv.writer(text)
        for at in range(table.header_rows):
            lines.writerow([_cell(column.headers[at]) for column in table.columns])
        for number, row in enumerate(table.rows()):
            if number % _TELL_EVERY == 0:
                progress(number / max(table.count, 1), member)
            lines.writerow([_cell(value) for value in row])


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
        case dt.date():
            return value.isoformat()
        case Formula():
            return _cell(value.value)
        case _:
            return repr(value)
