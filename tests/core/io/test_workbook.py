"""What the written workbook holds, read back by two libraries that are not ours; and what happens when it cannot be written."""

from __future__ import annotations

import datetime as dt
import errno
import math
import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import load_workbook

from core.io.chart_sheets import CHART_ROWS, Chart, Line
from core.io.reader import read_book
from core.io.sheets import MAX_TEXT, SheetColumn, Table, Value, date_cell, number_format, sheet_names, table_of, text_parts, units
from core.io.workbook import Limits, Written, write_workbook
from core.model import Points
from core.task import Cancelled, Progress, Refused

# What text and numbers break on their way through a workbook: each must come back as it went in.
TEXTS = [
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://a.example\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "'quoted", "#N/A",
    "#DIV/0!", "TRUE", "1e5", "12345678901234567", "007", "2024-01-01", "1/2", "http://a.example/x", "mailto:a@b.example",
    "internal:Sheet1!A1",
    "_x0041_", "_x005F_x0041_", "a\x00b", "a\x07b", "a\rb", "a\r\nb", "line\nline", "  spaces  ", "\u00a0", "<r><t>x</t></r>", "<r>&</r>",
    "a & b < c > d \"e\"", "鈷 價格", "\U0001f600", "\ufffe\uffff", "e\u0301", "]]>", "\u202eevil", "a" * MAX_TEXT,
]  # fmt: skip
NUMBERS = [
    0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 2.0**53, 123456789012345678.0, -0.5, 1e22, 100.0, 2026, math.pi, -1e-7,
]  # fmt: skip


def rows_of(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    try:
        return list(book[sheet].iter_rows(values_only=True))
    finally:
        book.close()


def one_column(name: str, values: Sequence[Value]) -> Table:
    return table_of(name, ("Value",), [(value,) for value in values])


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with the sheet "Edges": `TEXTS` in column A, a row each below the header."""
    path: Path = tmp_path_factory.mktemp("edges") / "edges.xlsx"
    write_workbook(path, [one_column("Edges", TEXTS)])
    return path


def unescaped(text: str) -> str:
    """The text of which `text` is the stored form: _xHHHH_ is a letter."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize("row", range(len(TEXTS)), ids=repr)
def test_text_stays_text_letter_for_letter(edges: Path, row: int) -> None:
    book = openpyxl.load_workbook(edges)
    cell = book["Edges"].cell(row + 2, 1)
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.hyperlink is None
    assert unescaped(str(cell.value)) == TEXTS[row]  # this library leaves the escapes of inline texts as they are
    with load_workbook(edges) as other:
        (found,) = other.get_sheet_by_name("Edges").to_python()[row + 1]
    assert found == TEXTS[row].replace("\ufffe\uffff", "_xFFFE__xFFFF_")  # and this one those of what is no letter
    book.close()


def test_our_own_reader_takes_every_text_as_it_was(edges: Path) -> None:
    (sheet,) = (one for one in read_book(edges).sheets if one.name == "Edges")
    assert [sheet.cell(row + 1, 0).value for row in range(len(TEXTS))] == TEXTS


def test_half_a_letter_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, [one_column("Edges", ["a\ud800b"])])
    assert rows_of(path, "Edges")[1] == ("a\N{REPLACEMENT CHARACTER}b",)


def test_the_sheets_hold_no_formula_and_no_link(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    title = "=cmd|' /C calc'!A0"
    points = Points(["2024-01-01", "2024-02-01"], [1.0, 2.0])
    tables = [Table(title, (SheetColumn((title, title)),), len(TEXTS), lambda: ((text,) for text in TEXTS))]
    write_workbook(path, tables, [(title, title)], [Chart(title, title, (Line(title, points),))])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    for text in sheets:
        assert "<f>" not in text
        assert "<hyperlink" not in text
    (chart,) = (text for name, text in parts.items() if name.startswith("xl/charts/chart"))
    formulas = re.findall(r"<c:f>(.*?)</c:f>", chart)
    assert formulas
    assert all(re.fullmatch(r"'?Chart'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", one) for one in formulas)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_keep_every_digit(tmp_path: Path, number: float) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, [one_column("Edges", [number])])
    assert rows_of(path, "Edges")[1][0] == number
    with load_workbook(path) as other:
        assert other.get_sheet_by_name("Edges").to_python()[1][0] == number


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_never_written_as_one(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="Edges!A2"):
        write_workbook(tmp_path / "out.xlsx", [one_column("Edges", [number])])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        (dt.date(1833, 1, 1), "1833-01-01"),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (dt.date(1900, 3, 1), dt.date(1900, 3, 1)),
        (dt.date(2040, 12, 31), dt.date(2040, 12, 31)),
        (dt.date(9999, 12, 31), dt.date(9999, 12, 31)),
    ],
)
def test_dates_are_dates_where_spreadsheets_have_them(tmp_path: Path, day: dt.date, cell: dt.date | str) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, [one_column("Edges", [date_cell(day)])])
    found = rows_of(path, "Edges")[1][0]
    assert (found.date() if isinstance(found, dt.datetime) else found) == cell
    with load_workbook(path) as other:
        assert other.get_sheet_by_name("Edges").to_python()[1][0] == cell


def test_header_rows_are_frozen_and_filtered_and_formats_are_those_of_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    columns = (SheetColumn(("Date", "Unit", "Id")), SheetColumn(("Gold", "USD/ozt", "g"), "#,##0.00", 17))
    rows = [(dt.date(2024, 1, 1), 2034.0), (dt.date(2024, 2, 1), None)]
    write_workbook(path, [Table("Price monthly", columns, 2, lambda: iter(rows))])
    sheet = openpyxl.load_workbook(path)["Price monthly"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:B5"
    assert sheet["B4"].number_format == "#,##0.00"
    assert sheet["A4"].number_format == "yyyy-mm-dd"
    assert sheet["A1"].font.bold
    assert not sheet["A4"].font.bold
    assert sheet.column_dimensions["B"].width == pytest.approx(17, abs=1)
    assert sheet["B5"].value is None


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([2034.5, 1999.25, 2100.0], "#,##0.00"),
        ([1_200_000.0, 900_000.5], "#,##0"),
        ([0.012345678, 0.02], "#,##0.0000000"),
        ([3.0, 12.0, 400.0], "#,##0"),
        ([1e-9], "General"),
        ([], "General"),
        ([math.nan, 0.0], "General"),
        ([1.7e308, 1.7e308], "General"),
    ],
)
def test_number_formats_follow_the_size_of_the_numbers(values: list[float], wanted: str) -> None:
    import numpy as np

    assert number_format(np.array(values)) == wanted


def test_what_does_not_fit_goes_on_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    columns = (SheetColumn(("Date", "Id")), *(SheetColumn((f"T{at}", f"s{at}")) for at in range(5)))
    rows: list[tuple[Any, ...]] = [(dt.date(2024, 1, day), *(float(10 * day + at) for at in range(5))) for day in range(1, 8)]
    table = Table("Price daily", columns, 7, lambda: iter(rows))
    written = write_workbook(path, [table], limits=Limits(rows=6, columns=4))
    assert written.sheets == ("About", "Price daily", "Price daily (2)", "Price daily (3)", "Price daily (4)")
    (note,) = written.notes
    assert "Price daily" in note
    assert "4 sheets" in note
    assert note in [row[1] for row in rows_of(path, "About")]
    found: dict[tuple[dt.date, str], float] = {}
    for name in written.sheets[1:]:
        titles, ids, *values = rows_of(path, name)
        assert titles[0] == "Date"
        assert len(values) <= 4
        for day, *numbers in values:
            found |= {(day.date(), str(key)): number for key, number in zip(ids[1:], numbers, strict=True)}
    assert found == {(row[0], f"s{at}"): row[at + 1] for row in rows for at in range(5)}


def test_a_sheet_takes_exactly_its_limit_before_it_is_split(tmp_path: Path) -> None:
    fits = one_column("Full", [float(at) for at in range(9)])
    assert write_workbook(tmp_path / "a.xlsx", [fits], limits=Limits(rows=10)).sheets == ("About", "Full")
    more = one_column("Full", [float(at) for at in range(10)])
    assert write_workbook(tmp_path / "b.xlsx", [more], limits=Limits(rows=10)).sheets == ("About", "Full", "Full (2)")


def test_sheet_names_are_made_to_fit() -> None:
    wanted = ["a/b:c*d?e[f]g\\h", "", "'x'", "History", "Gold", "GOLD", "gold", "x" * 40, "x" * 40, "\U0001f600" * 20, "tail" * 7 + " '' "]
    names = sheet_names(wanted)
    assert names[:7] == ["a b c d e f g h", "Sheet", "x", "History_", "Gold", "GOLD (2)", "gold (3)"]
    assert names[7:9] == ["x" * 31, "x" * 27 + " (2)"]
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 0 < units(name) <= 31
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_long_texts_are_cut_in_the_units_that_cells_count_and_lose_nothing() -> None:
    for text in ("a" * MAX_TEXT, "a" * (MAX_TEXT + 1), "\U0001f600" * 20_000, "a" + "\U0001f600" * 40_000):
        parts = text_parts(text)
        assert "".join(parts) == text
        assert all(units(part) <= MAX_TEXT for part in parts)
        assert (len(parts) == 1) == (units(text) <= MAX_TEXT)


def test_a_text_that_fits_in_no_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"what was there")
    with pytest.raises(Refused, match=r"Edges!A3.*32,768"):
        write_workbook(path, [one_column("Edges", ["a" * MAX_TEXT, "a" * (MAX_TEXT + 1)])])
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]


# --- charts


def test_a_chart_draws_the_cells_below_it_over_a_date_axis_with_units(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    gold = Line("Gold", Points(["1833-01-01", "2024-01-01", "2024-02-01", "2024-03-01"], [18.9, 2034.0, math.nan, 2160.0]))
    silver = Line("Silver", Points(["2024-01-01", "2024-03-01"], [22.9, 24.5]))
    written = write_workbook(path, [], charts=[Chart("Metals", "USD/ozt", (gold, silver))])
    assert written.sheets == ("About", "Chart")
    assert len(written.notes) == 1
    assert "1 value before March 1900" in written.notes[0]
    rows = rows_of(path, "Chart")
    assert rows[0][0] == "Metals"
    assert rows[CHART_ROWS : CHART_ROWS + 2] == [("Date", "Gold", "Silver"), ("Unit", "USD/ozt", "USD/ozt")]
    assert [row[1:] for row in rows[CHART_ROWS + 2 :]] == [(2034.0, 22.9), (None, None), (2160.0, 24.5)]
    (drawn,) = openpyxl.load_workbook(path)["Chart"]._charts
    first = CHART_ROWS + 3
    last = len(rows)
    assert [one.val.numRef.f for one in drawn.series] == [f"Chart!$B${first}:$B${last}", f"Chart!$C${first}:$C${last}"]
    assert drawn.series[0].cat.numRef.f == f"Chart!$A${first}:$A${last}"
    assert drawn.y_axis.title.tx.strRef.f == f"Chart!$B${CHART_ROWS + 2}"
    assert drawn.x_axis.tagname == "dateAx"
    with zipfile.ZipFile(path) as archive:
        assert '<c:dispBlanksAs val="span"' not in archive.read("xl/charts/chart1.xml").decode()


def test_no_chart_without_anything_to_draw_and_a_chart_too_long_for_a_sheet_is_left_out_and_said(tmp_path: Path) -> None:
    early = Chart("Old", "USD", (Line("Gold", Points(["1833-01-01"], [18.9])),))
    written = write_workbook(tmp_path / "a.xlsx", [one_column("X", [1.0])], charts=[early])
    assert written.sheets == ("About", "X")
    assert written.notes == ("1 value before March 1900 is not drawn: spreadsheets have no such dates.",)
    long = Chart("Long", "USD", (Line("Gold", Points([f"2024-01-{day:02d}" for day in range(1, 31)], range(30))),))
    written = write_workbook(tmp_path / "b.xlsx", [one_column("X", [1.0])], charts=[long], limits=Limits(rows=CHART_ROWS + 20))
    assert written.sheets == ("About", "X")
    assert written.notes == ("A chart with more dates than a sheet holds was left out.",)


# --- not written


def counted(progress_rows: int = 50_000) -> tuple[Table, list[int]]:
    asked: list[int] = []

    def rows() -> Iterator[Sequence[Value]]:
        for at in range(progress_rows):
            asked.append(at)
            yield (float(at),)

    return Table("Long", (SheetColumn(("Value",)),), progress_rows, rows), asked


def test_progress_rises_to_the_end_and_a_stop_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    told: list[float] = []
    table, _asked = counted()
    write_workbook(path, [table], progress=Progress(lambda done, _note: told.append(done)))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 10
    before = path.read_bytes()

    table, asked = counted()
    progress = Progress(lambda done, _note: progress.cancel() if done > 0.5 else None)
    with pytest.raises(Cancelled):
        write_workbook(path, [table], progress=progress)
    assert len(asked) < 40_000
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_disk_that_says_no_is_told_in_one_sentence_and_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, call: str
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"what was there")

    def no(*_args: object, **_named: object) -> object:
        raise OSError(code, os.strerror(code))

    target = {"open": (Path, "open"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[call]
    with monkeypatch.context() as patch:
        patch.setattr(*target, no)
        with pytest.raises(Refused, match=r"out\.xlsx") as told:
            write_workbook(path, [one_column("X", [1.0])])
    assert "\n" not in str(told.value)
    assert path.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder"):
        write_workbook(tmp_path / "gone" / "out.xlsx", [one_column("X", [1.0])])


def test_what_was_written_is_a_value(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert write_workbook(path, [one_column("X", [1.0])]) == Written(path, ("About", "X"), ())
