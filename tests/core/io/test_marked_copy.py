"""The copy with the marked cells: what was read, coloured and commented, and nothing that could be run."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.io import marked_copy
from core.io.cells import Book
from core.io.importing import plan, understand
from core.io.marked_copy import Looked, looked, write_marked_copy
from core.io.sheets import MAX_TEXT
from core.model import Problem, Workspace
from core.task import Refused
from tests.core.io.made import Error, Shown, Uncomputed, book, months, sheet

MIDNIGHT, NOON = dt.datetime.fromisoformat("2024-03-31"), dt.datetime.fromisoformat("2024-03-31T12:00")


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def problem(cell: str, severity: str = "warning", where: str = "Sheet1", **more: str) -> Problem:
    return Problem(id=f"{where}!{cell}", sheet=where, cell=cell, rule="number", message="This is no number.", severity=severity, **more)


def test_the_copy_of_an_import_lists_its_problems_and_marks_their_cells(tmp_path: Path) -> None:
    rows = [["Date", "Copper", "Tin"], [None, "USD/t", "USD/t"]]
    rows += [[month, "?!" if at % 3 == 0 else 9_000 + at, 30_000 + at] for at, month in enumerate(months("2022-01", 30))]
    made = plan(Workspace(), understand(book(sheet(rows, "Prices")), Workspace()))
    written = write_marked_copy(tmp_path / "marked.xlsx", looked(made))
    copy = opened(tmp_path / "marked.xlsx")
    assert written.sheets == ("Problems", "Prices")
    listed = list(copy["Problems"].iter_rows(min_row=2, values_only=True))
    (line,) = [row for row in listed if row[4] == "number"]
    assert (line[0], line[1], line[3], line[7]) == ("prices.xlsx", "Prices", "?!", "warning")
    assert copy["Problems"]["C2"].hyperlink.location == "'Prices'!B3"
    prices = copy["Prices"]
    marked = [cell.coordinate for row in prices.iter_rows() for cell in row if cell.fill.fill_type]
    assert marked == [f"B{row}" for row in range(3, 33, 3)]
    assert all("number" in prices[where].comment.text for where in marked)
    assert [cell.value for cell in prices[4]] == ["2022M02", 9_001, 30_001]


def test_every_kind_of_cell_is_shown_as_it_was_read(tmp_path: Path) -> None:
    cells = [
        [
            Shown(0.125, "0.0%"), Shown(dt.date(2024, 3, 31), "dd/mm/yyyy"), NOON, dt.date(1833, 1, 2), True,
            Error("#DIV/0!"), Error("#BUSY!"), Uncomputed("=SUM(A1:A9)"), "  spaces  ", Shown(1.5, 'broken "format'), 1e300,
        ]
    ]  # fmt: skip
    made = book(sheet(cells, merged=((0, 0, 0, 0), (1, 0, 2, 2), (2, 1, 5, 1))))
    write_marked_copy(tmp_path / "marked.xlsx", [Looked("prices.xlsx", made, ())])
    row = opened(tmp_path / "marked.xlsx")["Sheet1"][1]
    assert [cell.value for cell in row] == [
        0.125, MIDNIGHT, NOON, "1833-01-02", True, "#DIV/0!", "#BUSY!", "=SUM(A1:A9)",
        "  spaces  ", 1.5, 1e300,
    ]  # fmt: skip
    assert [row[at].number_format for at in (0, 1, 2, 9)] == ["0.0%", "dd/mm/yyyy", "yyyy-mm-dd hh:mm:ss", "General"]
    assert (row[5].data_type, row[6].data_type, row[7].data_type) == ("e", "s", "s")


def test_merged_cells_stay_merged(tmp_path: Path) -> None:
    made = book(
        sheet([["Prices", None, None], ["Date", "Tin", "Zinc"], [1, 2, 3]], merged=((0, 0, 0, 2), (0, 1, 1, 1), (2, 2, 900_000, 2)))
    )
    write_marked_copy(tmp_path / "marked.xlsx", [Looked("prices.xlsx", made, ())])
    copy = opened(tmp_path / "marked.xlsx")["Sheet1"]
    assert [str(one) for one in copy.merged_cells.ranges] == ["A1:C1"]
    assert copy["A1"].value == "Prices"


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-2", "{=A1}", "http://example.invalid", "\x00\x07<&>", "a_x0041_"]
)
def test_nothing_in_the_copy_can_be_run(tmp_path: Path, text: str) -> None:
    found = problem("A1", value=text, suggestion=text)
    found = replace(found, rule=text, message=text)
    write_marked_copy(
        tmp_path / "marked.xlsx", [Looked(text, book(sheet([[text, text]], "It's " + text)), (replace(found, sheet="It's " + text),))]
    )
    copy = opened(tmp_path / "marked.xlsx")
    assert all(cell.data_type in "sn" for one in copy.worksheets for row in one.iter_rows() for cell in row)
    with zipfile.ZipFile(tmp_path / "marked.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in one or "<f " in one for one in sheets)
    assert not any('TargetMode="External"' in one for one in sheets)
    assert len(copy.sheetnames) == 2


def test_the_worst_severity_colours_a_cell_and_all_problems_stand_in_its_comment(tmp_path: Path) -> None:
    problems = (problem("A1", "error", value="x"), problem("A1:B1", "note", suggestion="Look."))
    write_marked_copy(tmp_path / "marked.xlsx", [Looked("a.xlsx", book(sheet([["x", "y"]])), problems)])
    copy = opened(tmp_path / "marked.xlsx")["Sheet1"]
    assert copy["A1"].fill.fgColor.rgb != copy["B1"].fill.fgColor.rgb
    assert copy["A1"].comment.text.count("This is no number.") == 2
    assert "Look." in copy["B1"].comment.text


def test_several_files_stand_in_one_copy_with_names_of_their_own(tmp_path: Path) -> None:
    files = [
        Looked("a.xlsx", book(sheet([["x"]], "Problems"), sheet([["y"]], "Data"), path="a.xlsx"), (problem("A1", where="Data"),)),
        Looked("b.xlsx", book(sheet([["z"]], "DATA"), path="b.xlsx"), (problem("A1", where="DATA"),)),
        Looked("c.xlsx", None, (replace(problem("", "error"), sheet="", message="The file is locked."),)),
    ]
    written = write_marked_copy(tmp_path / "marked.xlsx", files)
    copy = opened(tmp_path / "marked.xlsx")
    assert written.sheets == ("Problems", "Problems (2)", "Data", "DATA (2)")
    assert [copy["Problems"][f"C{row}"].hyperlink.location for row in (2, 3)] == ["'Data'!A1", "'DATA (2)'!A1"]
    assert copy["Problems"]["F4"].value == "The file is locked."


def test_of_a_very_large_sheet_the_first_rows_and_those_with_problems_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_copy, "_CELLS", 20)
    monkeypatch.setattr(marked_copy, "_COMMENTS", 3)
    made = book(sheet([[at, 2 * at] for at in range(100)]))
    written = write_marked_copy(tmp_path / "marked.xlsx", [Looked("a.xlsx", made, (problem("A3:A8, B50, A91"),))])
    copy = opened(tmp_path / "marked.xlsx")["Sheet1"]
    assert [row[0].row for row in copy.iter_rows() if row[0].value is not None] == [*range(1, 11), 50, 91]
    assert sum(cell.fill.fill_type is not None for row in copy.iter_rows() for cell in row) == 8
    assert sum(cell.comment is not None for row in copy.iter_rows() for cell in row) == 3
    assert len(written.notes) == 2
    assert "12 of its 100 rows" in written.notes[0]


def test_a_problem_of_a_whole_table_marks_its_corner(tmp_path: Path) -> None:
    made = book(sheet([[1, 2], [3, 4]]))
    write_marked_copy(tmp_path / "m.xlsx", [Looked("a.xlsx", made, (problem("A1:B2"),), frozenset({("Sheet1", "A1:B2")}))])
    copy = opened(tmp_path / "m.xlsx")["Sheet1"]
    assert [cell.coordinate for row in copy.iter_rows() for cell in row if cell.fill.fill_type] == ["A1"]


def test_a_text_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    write_marked_copy(tmp_path / "m.xlsx", [Looked("a.txt", book(sheet([["x" * 50_000]])), ())])
    assert len(opened(tmp_path / "m.xlsx")["Sheet1"]["A1"].value) == MAX_TEXT


def test_the_file_itself_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    other = tmp_path / "link.xlsx"
    other.symlink_to(path)
    made = Book(str(path), "xlsx", (sheet([["x"]]),))
    for target in (path, other):
        with pytest.raises(Refused, match="choose another name"):
            write_marked_copy(target, [Looked("mine.xlsx", made, ())])
    assert path.read_bytes() == b"mine"
