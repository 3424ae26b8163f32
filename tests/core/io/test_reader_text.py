"""Text files: encodings, delimiters, line ends, quotes, and what becomes a number."""

from pathlib import Path

import pytest

from core.io.cells import Kind
from core.io.reader import pasted_book, read_book
from core.task import Refused

TABLE = [["礦產", "價格"], ["鈷", "33400"], ["鋰和鎳", "12.5"]]
SIMPLE = [["矿产", "价格"], ["钴", "33400"], ["锂和镍", "12.5"]]
FRENCH = [["métal", "prix"], ["cuivre affiné à Liège", "9.5"], ["étain", "33"]]


def _texts(path: Path) -> list[list[str]]:
    sheet = read_book(path).sheets[0]
    return [[sheet.cell(row, column).text for column in range(sheet.columns)] for row in range(sheet.rows)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(delimiter: str, line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_bytes(line_end.join(delimiter.join(row) for row in FRENCH).encode())
    assert _texts(path) == FRENCH


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("utf-8", TABLE), ("utf-8-sig", TABLE), ("utf-16", TABLE), ("utf-16-le", FRENCH), ("utf-16-be", FRENCH), ("big5", TABLE),
        ("gbk", SIMPLE), ("gb18030", SIMPLE), ("cp1252", FRENCH), ("latin-1", FRENCH),
    ],
)  # fmt: skip
def test_encodings(encoding: str, rows: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("\n".join(",".join(row) for row in rows).encode(encoding))
    assert _texts(path) == rows


def test_signs_of_the_western_code_page_are_not_chinese(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("temp,25°C\nprice,£40\nrange,1–2\nwidth,½ m\n".encode("cp1252"))
    assert _texts(path) == [["temp", "25°C"], ["price", "£40"], ["range", "1–2"], ["width", "½ m"]]
    assert [finding.rule for finding in read_book(path).findings] == ["encoding"]


def test_quotes_line_breaks_and_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,"b ""x""\nsecond",c\n1\n,,3,4\n\nend,"with, comma"\n', encoding="utf-8")
    assert _texts(path) == [
        ["a", 'b "x"\nsecond', "c", ""],
        ["1", "", "", ""],
        ["", "", "3", "4"],
        ["", "", "", ""],
        ["end", "with, comma", "", ""],
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", Kind.NUMBER), ("-2.50", Kind.NUMBER), ("1e-3", Kind.NUMBER), ("0.30000000000000004", Kind.NUMBER), (" 7 ", Kind.NUMBER),
        ("1,5", Kind.TEXT), ("1 000", Kind.TEXT), ("007", Kind.TEXT), ("+5", Kind.TEXT), ("1234567890123456", Kind.TEXT),
        ("1e400", Kind.TEXT),
        ("nan", Kind.TEXT), ("1_000", Kind.TEXT), ("2024-01", Kind.TEXT), ("TRUE", Kind.TEXT), ("#N/A", Kind.ERROR), ("٣", Kind.TEXT),
    ],
)  # fmt: skip
def test_what_becomes_a_number(text: str, kind: Kind) -> None:
    assert pasted_book(f"name\t{text}").sheets[0].cell(0, 1).kind == kind


def test_long_columns_are_read_as_short_ones(tmp_path: Path) -> None:
    odd = {5: "007", 9_000: "", 9_001: " 4 ", 17_000: "1e3", 17_001: "12345678901234567", 19_999: "1,5"}
    path = tmp_path / "table.tsv"
    path.write_text("".join(f"{odd.get(row, row)}\t{row / 8}\n" for row in range(20_000)), encoding="utf-8")
    sheet = read_book(path).sheets[0]
    assert (sheet.rows, sheet.filled) == (20_000, 39_999)
    for row in (0, 4, 8_191, 8_192, 18_000):
        assert [sheet.cell(row, column).value for column in (0, 1)] == [row, row / 8]
    assert [sheet.cell(row, 0).value for row in odd] == ["007", None, 4.0, 1000.0, "12345678901234567", "1,5"]


def test_decimal_commas_between_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("year;price\n2020;1,5\n2021;2,5\n", encoding="utf-8")
    assert _texts(path) == [["year", "price"], ["2020", "1,5"], ["2021", "2,5"]]
    assert read_book(path).details["delimiter"] == ";"


def test_the_hint_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\r\na,b;c\r\n1;2\r\n", encoding="utf-8")
    assert _texts(path) == [["a,b", "c"], ["1", "2"]]


def test_a_preamble_does_not_hide_the_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Prices of metals\n\nyear,lead,zinc\n2020,1,2\n2021,3,4\n", encoding="utf-8")
    assert _texts(path)[2:] == [["year", "lead", "zinc"], ["2020", "1", "2"], ["2021", "3", "4"]]


def test_fixed_widths(tmp_path: Path) -> None:
    path = tmp_path / "table.prn"
    path.write_text("Metal          Price\ncopper        9500.5\nlead            2100\nzinc and tin     300\n", encoding="utf-8")
    assert read_book(path).format == "prn"
    assert [row[1] for row in _texts(path)][1:] == ["9500.5", "2100", "300"]


def test_one_column(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("lead\nzinc\n12\n", encoding="utf-8")
    assert _texts(path) == [["lead"], ["zinc"], ["12"]]


def test_only_a_header_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("year,price\n", encoding="utf-8")
    assert _texts(path) == [["year", "price"]]


@pytest.mark.parametrize("content", ["\n\n  \n", ",,,\n,,,\n", "\ufeff"])
def test_nothing_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="holds no values"):
        read_book(path)


def test_prose_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague, we write to you about prices.\nThey rose, fell, and rose again.\nYours truly\n" * 3, encoding="utf-8")
    with pytest.raises(Refused, match="plain text without columns"):
        read_book(path)


def test_pasting_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="clipboard"):
        pasted_book(" \n")


def test_pasted_cells() -> None:
    book = pasted_book('a\t"two\nlines"\r\n\t3\r\n')
    assert [book.sheets[0].cell(*at).value for at in ((0, 0), (0, 1), (1, 0), (1, 1))] == ["a", "two\nlines", None, 3.0]
