"""The archive of text tables: one file a sheet, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.io.csv_export import write_archive
from core.io.sheets import SheetColumn, Table, Value, table_of
from core.task import Cancelled, Progress, Refused


def files(path: Path) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: list(csv.reader(io.StringIO(_text(archive.read(name)), newline=""))) for name in archive.namelist()}


def _text(raw: bytes) -> str:
    assert raw.startswith(b"\xef\xbb\xbf")  # else Excel takes it for the code page of the machine
    return raw.decode("utf-8-sig")


def test_a_file_a_table_with_all_header_rows_and_exact_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.csv.zip"
    columns = (SheetColumn(("Date", "Unit")), SheetColumn(("Gold 金", "USD/ozt")))
    rows: list[Sequence[Value]] = [("1833-01-01", 18.93), (dt.date(2024, 1, 1), 0.1 + 0.2), (dt.date(2024, 2, 1), None)]
    tables = [Table("Price monthly", columns, 3, lambda: iter(rows)), table_of("price MONTHLY", ("A",), [('a, "b"\nc',)])]
    written = write_archive(path, tables)
    assert written.sheets == ("Price monthly", "price MONTHLY (2)")
    assert files(path) == {
        "Price monthly.csv": [
            ["Date", "Gold 金"], ["Unit", "USD/ozt"], ["1833-01-01", "18.93"], ["2024-01-01", "0.30000000000000004"], ["2024-02-01", ""],
        ],
        "price MONTHLY (2).csv": [["A"], ["a, \"b\"\nc"]],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_compute_gets_a_quote_and_numbers_do_not(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.csv.zip"
    write_archive(path, [table_of("X", (text, "B"), [(text, -2.5), ("a=b", -3)])])
    assert files(path)["X.csv"] == [[f"'{text}", "B"], [f"'{text}", "-2.5"], ["a=b", "-3"]]


def test_nothing_is_left_behind_of_what_was_stopped_or_could_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "out.csv.zip"
    path.write_bytes(b"what was there")
    long = table_of("Long", ("A",), [(float(at),) for at in range(20_000)])
    progress = Progress(lambda done, _note: progress.cancel() if done > 0.4 else None)
    with pytest.raises(Cancelled):
        write_archive(path, [long], progress=progress)
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(Refused):
        write_archive(tmp_path / "gone" / "out.csv.zip", [long])
