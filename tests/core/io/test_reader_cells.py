"""What stands in a cell: kinds, dates of both systems, errors, formats, in every format of workbook."""

import datetime as dt
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.cells import Book, Kind, Sheet, moment
from core.io.reader import read_book
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.markup import parse
from core.io.reading.number_formats import Shows, shows
from core.io.reading.serials import convert
from core.io.reading.sheet_scan import Irregular, read_sheet
from core.io.reading.sheet_xml import Frame, read_cells
from tests.core.io.hostile import HEAD, MAIN, binary, binary_cell, cell, ods, row, sheet, strings, styles, wide, xls, xls_number, xlsb, xlsx


def _read(tmp_path: Path, data: bytes, name: str = "book.xlsx") -> Book:
    path = tmp_path / name
    path.write_bytes(data)
    return read_book(path)


def _values(sheet: Sheet) -> dict[str, tuple[Kind, object]]:
    cells = (sheet.cell(int(row), int(column)) for row, column in np.argwhere(sheet.kinds))
    return {cell.address: (cell.kind, cell.value) for cell in cells}


ROWS = (
    row(1, cell("A1", "1.5"), cell("B1", 0, "s"), cell("C1", 1, "b"), cell("D1", "#DIV/0!", "e"))
    + row(2, cell("A2", 45_000, style=1), cell("B2", 1.25, style=2), cell("C2", "a &amp; b_x000D_", "str"), cell("D2", "2024-02-29", "d"))
    + row(3, '<c r="A3"><f>B1*2</f></c>', '<c r="B3" t="str"><f>""</f><v></v></c>', '<c r="C3" s="3"/>', cell("D3", 2, "s"))
    + row(4, '<c r="A4" t="inlineStr"><is><t> lead </t></is></c>', '<c r="B4"><f>1+1</f><v>2</v></c>', '<c r="C4"><v/></c>')
)
EXPECTED = {
    "A1": (Kind.NUMBER, 1.5),
    "B1": (Kind.TEXT, "price"),
    "C1": (Kind.BOOLEAN, True),
    "D1": (Kind.ERROR, "#DIV/0!"),
    "A2": (Kind.DATE, dt.date(2023, 3, 15)),
    "B2": (Kind.DURATION, dt.timedelta(days=1.25)),
    "C2": (Kind.TEXT, "a & b\r"),
    "D2": (Kind.DATE, dt.date(2024, 2, 29)),
    "A3": (Kind.UNCOMPUTED, "=B1*2"),
    "A4": (Kind.TEXT, "lead"),
    "B4": (Kind.NUMBER, 2.0),
}


def _strict(part: str) -> str:
    return part.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")


def _prefixed(part: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "t"):
        for mark in ("<", "</"):
            for end in (">", " ", "/"):
                part = part.replace(f"{mark}{name}{end}", f"{mark}x:{name}{end}")
    return part.replace("xmlns=", "xmlns:x=")


def _unaddressed(part: str) -> str:
    import re

    return re.sub(r' r="[A-Z]*\d+"', "", part)


@pytest.mark.parametrize(
    "form",
    [str, _strict, _prefixed, _unaddressed, lambda part: part.replace("<row", "\n  <row"), lambda part: part.replace('"', "'")],
    ids=["plain", "strict", "prefixed", "without addresses", "indented", "single quotes"],
)
def test_a_sheet_says_the_same_in_every_form_of_xml(form: object, tmp_path: Path) -> None:
    assert callable(form)
    found = _read(tmp_path, xlsx(parts={"xl/worksheets/sheet1.xml": form(sheet(ROWS))}))
    assert _values(found.sheets[0]) == EXPECTED
    assert [finding.cell for finding in found.findings if finding.rule == "uncomputed"] == ["A3"]


def test_utf_16_parts(tmp_path: Path) -> None:
    part = sheet(ROWS).replace("UTF-8", "UTF-16").encode("utf-16")
    assert _values(_read(tmp_path, xlsx(parts={"xl/worksheets/sheet1.xml": part})).sheets[0]) == EXPECTED


def test_formats_are_kept(tmp_path: Path) -> None:
    codes = '<numFmts count="1"><numFmt numFmtId="170" formatCode="&quot;US$&quot;#,##0.00"/></numFmts>'
    found = _read(tmp_path, xlsx(row(1, cell("A1", 5, style=0), cell("B1", 5, style=1)), {"xl/styles.xml": styles(0, 170, codes=codes)}))
    assert [found.sheets[0].cell(0, column).format for column in (0, 1)] == ["General", '"US$"#,##0.00']


def test_the_1904_system(tmp_path: Path) -> None:
    listed = '<sheets><sheet name="Data" sheetId="1" r:id="s1"/></sheets>'
    workbook = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="u"><workbookPr date1904="1"/>{listed}</workbook>'
    found = _read(tmp_path, xlsx(row(1, cell("A1", 0, style=1), cell("B1", 43_538, style=1)), {"xl/workbook.xml": workbook}))
    assert found.details["date system"] == "1904"
    assert _values(found.sheets[0]) == {"A1": (Kind.DATE, dt.date(1904, 1, 1)), "B1": (Kind.DATE, dt.date(2023, 3, 15))}


@pytest.mark.parametrize(
    ("serial", "kind", "day"),
    [
        (0.0, Kind.NUMBER, None),
        (0.5, Kind.DURATION, None),
        (1.0, Kind.DATE, dt.date(1900, 1, 1)),
        (59.0, Kind.DATE, dt.date(1900, 2, 28)),
        (60.0, Kind.NUMBER, None),
        (60.5, Kind.NUMBER, None),
        (61.0, Kind.DATE, dt.date(1900, 3, 1)),
        (2_958_465.0, Kind.DATE, dt.date(9999, 12, 31)),
        (2_958_466.0, Kind.NUMBER, None),
        (1e300, Kind.NUMBER, None),
        (-1.0, Kind.NUMBER, None),
        (float("nan"), Kind.NUMBER, None),
        (float("inf"), Kind.NUMBER, None),
    ],
)
def test_days_of_the_1900_system(serial: float, kind: Kind, day: dt.date | None) -> None:
    kinds, numbers, misfits = convert(np.array([serial]), np.array([Shows.DATE], np.uint8), since_1904=False)
    assert kinds[0] == kind
    assert bool(misfits[0]) == (kind == Kind.NUMBER)
    if day is not None:
        assert numbers[0] == (day - dt.date(1970, 1, 1)).days
    else:
        assert numbers[0] == serial or np.isnan(serial)


def test_the_last_second_of_the_calendar() -> None:
    assert str(moment((dt.date.max - dt.date(1970, 1, 1)).days + 0.99999999)) == "9999-12-31 23:59:59"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Shows.NUMBER), ("0.00E+00", Shows.NUMBER), ('#,##0.00 "days"', Shows.NUMBER), ("[Red]0;[Blue]-0", Shows.NUMBER),
        ('[$€-407]#,##0.00', Shows.NUMBER), ("yyyy-mm-dd", Shows.DATE), ("mmm-yy", Shows.DATE), ('[$-409]d"/"m', Shows.DATE),
        ('yyyy"年"m"月"', Shows.DATE), ("h:mm", Shows.TIME), ("mm:ss.0", Shows.TIME), ("h:mm AM/PM", Shows.TIME), ("[h]:mm", Shows.SPAN),
        ("[mm]:ss", Shows.SPAN), ("m/d/yy h:mm", Shows.DATE), (r"0\d", Shows.NUMBER), ("@", Shows.NUMBER), ("_-* #,##0_-", Shows.NUMBER),
        ("[$-404]e/m/d", Shows.DATE), ("General\\ \"t\"", Shows.NUMBER), ("[>=100]0;[<0]-0;0.0", Shows.NUMBER),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, shown: Shows) -> None:
    assert shows(code) == shown


def test_texts_of_many_pieces(tmp_path: Path) -> None:
    rich = (
        f'{HEAD}<sst xmlns="{MAIN}"><si><r><t>co</t></r><r><rPr/><t xml:space="preserve">balt </t></r><rPh><t>nothing</t></rPh></si></sst>'
    )
    found = _read(tmp_path, xlsx(row(1, cell("A1", 0, "s")), {"xl/sharedStrings.xml": rich}))
    assert found.sheets[0].cell(0, 0).value == "cobalt "


def test_errors_copied_as_text_are_errors(tmp_path: Path) -> None:
    found = _read(tmp_path, xlsx(row(1, cell("A1", 0, "s"), cell("B1", 1, "s")), {"xl/sharedStrings.xml": strings("#N/A", "#1")}))
    assert [found.sheets[0].cell(0, column).kind for column in (0, 1)] == [Kind.ERROR, Kind.TEXT]


def test_a_shared_formula_without_results_says_its_text(tmp_path: Path) -> None:
    shared = '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f></c>', '<c r="A2"><f t="shared" si="0"/></c>'
    found = _read(tmp_path, xlsx(row(1, shared[0]) + row(2, shared[1])))
    assert _values(found.sheets[0]) == {"A1": (Kind.UNCOMPUTED, "=B1*2"), "A2": (Kind.UNCOMPUTED, "=B1*2")}


def test_what_is_not_run_or_followed_is_said(tmp_path: Path) -> None:
    parts = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>", "xl/connections.xml": "<a/>"}
    found = _read(tmp_path, xlsx(row(1, cell("A1", 1)), parts, after='<sheetProtection sheet="1"/>'))
    assert {finding.rule for finding in found.findings} == {"macros", "external-links", "connections", "protected-sheet"}


_NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**16), 10**16) | st.decimals(-1000, 1000, places=4)
_TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn")), max_size=8)


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 800), st.sampled_from(["n", "s", "str", "b", "e"]), _NUMBERS, _TEXTS), max_size=30
    )
)
def test_both_readers_of_a_sheet_agree(cells: list[tuple[int, int, str, object, str]]) -> None:
    from xml.sax.saxutils import escape

    from core.model.places import address

    lines: dict[int, list[str]] = {}
    unique = {said[:2]: said for said in cells}
    for line, column, kind, number, text in sorted(unique.values(), key=lambda said: said[:2]):
        said = {"n": number, "s": abs(hash(text)) % 3, "str": escape(text), "b": 1, "e": "#REF!"}[kind]
        lines.setdefault(line, []).append(cell(address(line, column), said, kind if kind != "n" else "", len(text) % 4))
    part = sheet("".join(row(line + 1, *found) for line, found in sorted(lines.items()))).encode()
    books = []
    for read in (read_sheet, read_cells):
        grid, frame = Grid("Data", Strings(["price", "", "lead"]), Limits()), Frame()
        read("sheet1.xml", [part[:90], part[90:]], grid, frame)
        formats = Formats()
        for code in ("General", "yyyy-mm-dd", "[h]:mm", "h:mm"):
            formats.add(code)
        books.append((grid, *grid.finish(formats)))
    (plain_grid, plain, plain_said), (slow_grid, slow, slow_said) = books
    assert plain.kinds.shape == slow.kinds.shape
    for at in np.ndindex(plain.kinds.shape):
        assert plain.kinds[at] == slow.kinds[at]
        one, other = (
            grid.strings.texts[int(found.numbers[at])] if found.kinds[at] in (2, 6, 7) else found.numbers[at]
            for grid, found in ((plain_grid, plain), (slow_grid, slow))
        )
        assert one == other
    assert [finding.rule for finding in plain_said] == [finding.rule for finding in slow_said]


@pytest.mark.parametrize(
    "rows",
    ["<row r='1'/>", '<row r="1"><c><v>1</v></c></row>', '<row r="1"><!-- --></row>', "<other/>", '<row r="1"><c r="A1" s="x"/></row>'],
)
def test_the_quick_reader_leaves_what_it_does_not_know(rows: str) -> None:
    source = [sheet(rows + row(2, '<c r="A2" cm="1"><v>1</v></c>')).encode()]
    with pytest.raises(Irregular):
        read_sheet("sheet1.xml", source, Grid("Data", Strings(), Limits()), Frame())


def test_attributes_are_heard_without_prefix() -> None:
    heard: list[str] = []
    parse("part", [b"\n <a:b xmlns:a='u'><c/></a:b>"], lambda name, _attributes: heard.append(name))
    assert heard == ["b", "c"]


def test_old_excel(tmp_path: Path) -> None:
    from tests.core.io.hostile import record

    error = record(0x0205, struct.pack("<HHHBB", 1, 0, 0, 0x2A, 1))
    found = _read(tmp_path, xls(xls_number(0, 1, 2.5), error), "book.xls")
    assert found.format == "xls"
    assert _values(found.sheets[0]) == {"B1": (Kind.NUMBER, 2.5), "A2": (Kind.ERROR, "#N/A")}


def test_binary_excel(tmp_path: Path) -> None:
    records = binary(0, struct.pack("<I", 1)) + b"".join(
        (
            binary_cell(5, 0, struct.pack("<d", 2.5)),
            binary_cell(2, 1, struct.pack("<I", (123 << 2) | 3)),
            binary_cell(3, 2, b"\x2a"),
            binary_cell(4, 3, b"\1"),
            binary_cell(6, 4, wide("lead")),
            binary_cell(7, 5, bytes(4)),
            binary_cell(1, 6, b""),
        )
    )
    found = _read(tmp_path, xlsb(records, binary(19, b"\0" + wide("price"))), "book.xlsb")
    assert _values(found.sheets[0]) == {
        "A2": (Kind.NUMBER, 2.5),
        "B2": (Kind.NUMBER, 1.23),
        "C2": (Kind.ERROR, "#N/A"),
        "D2": (Kind.BOOLEAN, True),
        "E2": (Kind.TEXT, "lead"),
        "F2": (Kind.TEXT, "price"),
    }


def test_open_document(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="float" office:value="2.5"><text:p>2,50</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string" calcext:value-type="error" table:formula="of:=NA()">'
        "<text:p>#N/A</text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="1833-01-01"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT27H30M00S"/>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>'
        '<text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="boolean" office:boolean-value="true"/>'
    )
    found = _read(tmp_path, ods(f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'), "book.ods")
    first = {
        "A": (Kind.NUMBER, 2.5),
        "B": (Kind.ERROR, "#N/A"),
        "C": (Kind.DATE, dt.date(1833, 1, 1)),
        "D": (Kind.DURATION, dt.timedelta(hours=27.5)),
        "E": (Kind.TEXT, "a  b\nc"),
        "F": (Kind.UNCOMPUTED, "of:=1+1"),
        "G": (Kind.BOOLEAN, True),
        "H": (Kind.BOOLEAN, True),
    }
    assert _values(found.sheets[0]) == {f"{letter}{line}": value for letter, value in first.items() for line in (1, 2)}


def test_web_pages(tmp_path: Path) -> None:
    page = b"<html><meta charset=big5><table><tr><th>\xa4\xc6<th>t<tr><td rowspan=2>1.5<td>a<br>b</tr><tr><td>007</table></html>"
    found = _read(tmp_path, page, "page.xls")
    assert found.format == "html"
    assert {where: value for where, (_kind, value) in _values(found.sheets[0]).items()} == {
        "A1": "化", "B1": "t", "A2": 1.5, "B2": "a\nb", "B3": "007",
    }  # fmt: skip
