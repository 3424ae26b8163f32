"""Maker of small spreadsheets that crash, hang or fool whoever reads them carelessly, and of the plain ones they are made from."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.io.cells import Book
from core.io.reading.limits import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
LINK = f'<Relationship Id="{{}}" Type="{LINKS}/{{}}" Target="{{}}"/>'
TIGHT = Limits(seconds=15, memory=500 << 20, cells=2_000_000)


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A worksheet part."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(rows: str = "", parts: dict[str, str | bytes | None] | None = None, names: tuple[str, ...] = ("Data",), after: str = "") -> bytes:
    """A workbook whose sheets all hold `rows`; `parts` replaces parts, or leaves them out with None."""
    numbers = range(1, len(names) + 1)
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in zip(numbers, names, strict=True))
    links = "".join(LINK.format(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    links += LINK.format("t", "styles", "styles.xml") + LINK.format("u", "sharedStrings", "sharedStrings.xml")
    content: dict[str, str | bytes | None] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": HEAD + PACKAGE_LINKS.format(LINK.format("w", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": HEAD + PACKAGE_LINKS.format(links),
        "xl/styles.xml": styles(0, 14, 46, 22),
        "xl/sharedStrings.xml": strings("price", "lead", ""),
        **{f"xl/worksheets/sheet{n}.xml": sheet(rows, after) for n in numbers},
        **(parts or {}),
    }
    return zipped({name: part for name, part in content.items() if part is not None})


def styles(*numbers: int, codes: str = "") -> str:
    """A styles part whose cell styles have the number formats `numbers`."""
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f'{HEAD}<styleSheet xmlns="{MAIN}">{codes}<cellXfs count="{len(numbers)}">{xfs}</cellXfs></styleSheet>'


def strings(*texts: str) -> str:
    """A part of shared texts."""
    return f'{HEAD}<sst xmlns="{MAIN}" count="9" uniqueCount="9">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of `parts`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def ods(rows: str, content: str | None = None) -> bytes:
    """An OpenDocument spreadsheet of one table."""
    space = 'xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" xmlns:calcext="urn:c"'
    body = f'<office:spreadsheet><table:table table:name="Data">{rows}</table:table></office:spreadsheet>'
    whole = f"{HEAD}<office:document-content {space}><office:body>{body}</office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content or whole})


def record(kind: int, body: bytes) -> bytes:
    """A record of BIFF8."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(*cells: bytes) -> bytes:
    """A BIFF8 stream with one sheet that holds the records `cells`."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    font = record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\5\0Arial")
    globals_ = start + record(0x0042, struct.pack("<H", 1200)) + font * 5 + record(0x00E0, struct.pack("<HHH", 0, 0, 0) + bytes(14))
    name = b"Data"
    offset = len(globals_) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name)
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x000A, b"")
    return globals_ + bound + record(0x000A, b"") + body


def xls_number(row: int, column: int, value: float) -> bytes:
    """A NUMBER record."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def binary(kind: int, body: bytes, said: int | None = None) -> bytes:
    """A record of BIFF12; `said` is the length it claims."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body) if said is None else said
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return number + size + body


def wide(text: str) -> bytes:
    """A text of BIFF12."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(records: bytes, shared: bytes = b"") -> bytes:
    """A binary workbook with one sheet."""
    links = LINK.format("s1", "worksheet", "worksheets/sheet1.bin") + LINK.format("u", "sharedStrings", "sharedStrings.bin")
    return zipped(
        {
            "_rels/.rels": HEAD + PACKAGE_LINKS.format(LINK.format("w", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": binary(156, struct.pack("<II", 0, 1) + wide("s1") + wide("Data")),
            "xl/_rels/workbook.bin.rels": HEAD + PACKAGE_LINKS.format(links),
            "xl/sharedStrings.bin": shared,
            "xl/worksheets/sheet1.bin": binary(145, b"") + records + binary(146, b""),
        }
    )


def binary_cell(kind: int, column: int, value: bytes) -> bytes:
    """A cell record of BIFF12 with style 0."""
    return binary(kind, struct.pack("<II", column, 0) + value)


def cell(address: str, value: object, kind: str = "", style: int | None = None) -> str:
    """A cell element with a value."""
    said = (f' s="{style}"' if style is not None else "") + (f' t="{kind}"' if kind else "")
    return f'<c r="{address}"{said}><v>{value}</v></c>'


def row(number: int, *cells: str) -> str:
    """A row element."""
    return f'<row r="{number}">{"".join(cells)}</row>'


@dataclass(frozen=True)
class Hostile:
    """A file and what must come of it: a word of the refusal, or a judgement on the book."""

    name: str
    make: Callable[[], bytes]
    refusal: str = ""
    judge: Callable[[Book], bool] = lambda _book: True
    file: str = "book.xlsx"
    limits: Limits = field(default=TIGHT)


def _overlapping() -> bytes:
    """Two entries of the directory that share one piece of the file."""
    data = bytearray(xlsx(row(1, cell("A1", 1))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.getinfo("xl/workbook.xml").header_offset
        second = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    place = data.rindex(struct.pack("<I", second) + b"xl/worksheets/sheet1.xml")
    data[place : place + 4] = struct.pack("<I", first + 8)
    return bytes(data)


def _lying(size: int) -> bytes:
    """The directory declares another unpacked size for the sheet than it has."""
    data = bytearray(xlsx(row(1, cell("A1", 1))))
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", data, place + 24, size)
    return bytes(data)


def _directory_bytes(offset: int, value: int) -> bytes:
    """A field of the sheet's entry in the directory set to `value`."""
    data = bytearray(xlsx(row(1, cell("A1", 1))))
    struct.pack_into("<H", data, data.rindex(b"xl/worksheets/sheet1.xml") - 46 + offset, value)
    return bytes(data)


def _corrupt() -> bytes:
    data = bytearray(xlsx(row(1, *(cell("A1", number) for number in range(500)))))
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 20] = b"\xaa" * 20
    return bytes(data)


def _doctype(entities: str, use: str) -> dict[str, str | bytes | None]:
    return {"xl/sharedStrings.xml": f'{HEAD}<!DOCTYPE sst [{entities}]><sst xmlns="{MAIN}"><si><t>{use}</t></si></sst>'}


def _laughs() -> dict[str, str | bytes | None]:
    lines = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return _doctype(lines, "&a11;")


def _named(name: str) -> bytes:
    """The first sector of an OLE2 file that names a stream `name`."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le") + bytes(4096)


def _has(rule: str) -> Callable[[Book], bool]:
    return lambda book: any(finding.rule == rule for finding in book.findings)


def _filled(count: int) -> Callable[[Book], bool]:
    return lambda book: sum(sheet.filled for sheet in book.sheets) == count


ONE = row(1, cell("A1", 1))
FREE = Limits(seconds=15, memory=500 << 20, cells=2_000_000, ratio=10**9)
POOR = Limits(seconds=15, memory=300 << 20, ratio=10**9)

BOOKS = [
    Hostile("sheet of zeros", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": bytes(8 << 20)}), "as only a bomb does"),
    Hostile("bomb of valid cells", lambda: xlsx(ONE * 300_000), "as only a bomb does"),
    Hostile(
        "more cells than are read",
        lambda: xlsx(row(1, cell("A1", 1)) * 210_000),
        "more than 200,000 cells",
        limits=replace(FREE, cells=200_000),
    ),
    Hostile("one text of 64 MB", lambda: xlsx(row(1, cell("A1", "x" * (64 << 20), "str"))), "as only a bomb does"),
    Hostile(
        "one text of 100 MB, let through",
        lambda: xlsx(parts={"xl/sharedStrings.xml": strings("x" * (100 << 20))}),
        "300 MB of memory",
        limits=POOR,
    ),
    Hostile("zeros, let through", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": bytes(8 << 20)}), "damaged at line 1", limits=FREE),
    Hostile("billion laughs", lambda: xlsx(ONE, _laughs()), "document type"),
    Hostile("quadratic entities", lambda: xlsx(ONE, _doctype(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 1000)), "document type"),
    Hostile("entity from a file", lambda: xlsx(ONE, _doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;")), "document type"),
    Hostile("document type in a sheet", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": "<!DOCTYPE a>" + sheet("")[56:]}), "document type"),
    Hostile("document type in the workbook", lambda: xlsx(ONE, {"xl/workbook.xml": "<!DOCTYPE a><workbook/>"}), "document type"),
    Hostile(
        "dimension lies",
        lambda: xlsx(parts={"xl/worksheets/sheet1.xml": sheet(ONE, before='<dimension ref="A1:XFD1048576"/>')}),
        judge=_filled(1),
    ),
    Hostile("last cell of all", lambda: xlsx(ONE + row(1_048_576, cell("XFD1048576", 2))), "XFD1048576"),
    Hostile("last row", lambda: xlsx(ONE + row(1_048_576, cell("A1048576", 2))), judge=lambda book: book.sheets[0].rows == 1_048_576),
    Hostile("cell in no sheet", lambda: xlsx(ONE + row(2, cell("ZZZZ99999999", 2))), judge=_has("outside-of-sheet")),
    Hostile("row of 20 digits", lambda: xlsx(f'<row r="{"9" * 20}">{cell("A" + "9" * 20, 2)}</row>'), judge=_has("outside-of-sheet")),
    Hostile("row zero", lambda: xlsx(row(0, cell("A0", 2)) + ONE), judge=_has("outside-of-sheet")),
    Hostile("text 999999", lambda: xlsx(row(1, cell("A1", 999_999, "s"))), judge=_has("text-missing")),
    Hostile("text -1", lambda: xlsx(row(1, cell("A1", -1, "s"))), judge=_has("text-missing")),
    Hostile("text 1e9", lambda: xlsx(row(1, cell("A1", "1e9", "s"))), judge=_has("text-missing")),
    Hostile(
        "lying count of texts",
        lambda: xlsx(row(1, cell("A1", 0, "s")), {"xl/sharedStrings.xml": strings("lead").replace('"9"', '"4000000000"')}),
        judge=_filled(1),
    ),
    Hostile(
        "a long text in many cells",
        lambda: xlsx("".join(row(n, cell(f"A{n}", 0, "s")) for n in range(1, 20_001)), {"xl/sharedStrings.xml": strings("ab" * 400_000)}),
        judge=_filled(20_000),
    ),
    Hostile("truncated archive", lambda: xlsx(ONE)[:-40], "archive is damaged"),
    Hostile("half an archive", lambda: xlsx(ONE)[:700], "archive is damaged"),
    Hostile("truncated sheet", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": sheet(ONE)[:-30]}), "xl/worksheets/sheet1.xml is damaged"),
    Hostile("sheet cut inside of a cell", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": sheet(ONE)[:150]}), "damaged at line"),
    Hostile("corrupt compression", _corrupt, "sheet1.xml is damaged"),
    Hostile("web page without a table", lambda: b"<!DOCTYPE html><html><body>Not found</body></html>", "web page without a table"),
    Hostile("empty file", lambda: b"", "empty"),
    Hostile("file of zeros", lambda: bytes(5000), "nothing but zeros"),
    Hostile(
        "head of an old file only",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "is damaged, or an old Office document",
        file="book.xls",
    ),
    Hostile("encrypted package", lambda: _named("EncryptedPackage"), "password"),
    Hostile("document of Word", lambda: _named("WordDocument"), "Word document", file="book.xls"),
    Hostile("deep nesting", lambda: xlsx(parts={"xl/worksheets/sheet1.xml": "<a>" * 400_000}), "damaged", limits=FREE),
    Hostile(
        "outlines of level 255",
        lambda: xlsx("".join(f'<row r="{n}" outlineLevel="255">{cell(f"A{n}", n)}</row>' for n in range(1, 5001))),
        judge=_filled(5000),
    ),
    Hostile(
        "one merge over the whole sheet",
        lambda: xlsx(ONE + row(3, cell("B3", 1)), after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        judge=lambda book: book.sheets[0].merged == ((0, 0, 2, 1),),
    ),
    Hostile(
        "200,000 merges",
        lambda: xlsx(ONE, after="<mergeCells>" + '<mergeCell ref="B2:C3"/>' * 200_000 + "</mergeCells>"),
        judge=lambda book: book.sheets[0].merged == (),
        limits=FREE,
    ),
    Hostile("numbers beyond floats", lambda: xlsx(row(1, cell("A1", "1e400"), cell("B1", "-1e400"))), judge=_has("not-finite")),
    Hostile("numbers that are none", lambda: xlsx(row(1, cell("A1", "NaN"), cell("B1", "INF"))), judge=_has("not-finite")),
    Hostile("dates that are none", lambda: xlsx(row(1, cell("A1", -5, style=1), cell("B1", 2958466, style=1))), judge=_has("no-such-date")),
    Hostile("a date of 1e300", lambda: xlsx(row(1, cell("A1", "1e300", style=1))), judge=_has("no-such-date")),
    Hostile("6,000 parts", lambda: xlsx(ONE, {f"xl/media/{n}": b"" for n in range(6000)}), "6,0"),
    Hostile("600 sheets", lambda: xlsx(names=tuple(f"S{n}" for n in range(600))), "600 sheets"),
    Hostile("80,000 formats", lambda: xlsx(ONE, {"xl/styles.xml": styles(*[0] * 80_000)}), "cell formats", limits=FREE),
    Hostile("parts over each other", _overlapping, "over each other"),
    Hostile("part smaller than it says", lambda: _lying(900_000), judge=_filled(1)),
    Hostile("part larger than it says", lambda: _lying(100), "sheet1.xml is damaged"),
    Hostile("part of 3 GB, it says", lambda: _lying(3_000_000_000), "as only a bomb does"),
    Hostile("part with a password", lambda: _directory_bytes(8, 1), "encrypted"),
    Hostile("unknown compression", lambda: _directory_bytes(10, 99), "sheet1.xml is damaged"),
    Hostile("archive of something else", lambda: zipped({"readme.md": "no table"}), "without a spreadsheet"),
    Hostile("archive with a table in it", lambda: zipped({"prices.csv": "a,b\n1,2\n"}), "unpack it first"),
    Hostile("no list of sheets", lambda: xlsx(ONE, {"xl/workbook.xml": None}), "xl/workbook.xml is missing"),
    Hostile("no sheet in the list", lambda: xlsx(ONE, names=()), "list of sheets is empty"),
    Hostile("sheet without its part", lambda: xlsx(ONE, {"xl/worksheets/sheet1.xml": None}), judge=_has("sheet-missing")),
    Hostile("no links", lambda: xlsx(ONE, {"xl/_rels/workbook.xml.rels": None}), judge=_filled(1)),
    Hostile("broken links", lambda: xlsx(ONE, {"xl/_rels/workbook.xml.rels": "<Relationships"}), judge=_has("links-damaged")),
    Hostile(
        "sheet outside of the archive",
        lambda: xlsx(ONE, {"xl/_rels/workbook.xml.rels": PACKAGE_LINKS.format(LINK.format("s1", "worksheet", "../../../../etc/passwd"))}),
        judge=_has("sheet-missing"),
    ),
    Hostile("one cell given twice", lambda: xlsx(row(1, cell("A1", 1), cell("A1", 2))), judge=_has("double-cells")),
    Hostile("style of no list", lambda: xlsx(row(1, cell("A1", 45_000, style=99_999))), judge=_filled(1)),
    Hostile("style of 30 digits", lambda: xlsx(row(1, f'<c r="A1" s="{"9" * 30}"><v>1</v></c>')), judge=_filled(1)),
    Hostile("unknown type of cell", lambda: xlsx(row(1, cell("A1", "lead", "zz"))), judge=_filled(1)),
    Hostile("number that is text", lambda: xlsx(row(1, cell("A1", "12 t"), cell("B1", "1_000"))), judge=_filled(2)),
    Hostile("an entity nobody knows", lambda: xlsx(row(1, cell("A1", "&nbsp;", "str"))), "damaged at line"),
    Hostile("million columns of text", lambda: b"," * 3_000_000 + b"1\n2\n", "spans 6,000,002 cells", file="wide.csv"),
    Hostile("quote never closed", lambda: b'a,b\n1,"2\n' + b"3,4\n" * 200, judge=_has("open-quote"), file="open.csv"),
    Hostile("program as a table", lambda: b"\x7fELF" + bytes(range(256)) * 20, "program", file="tool.csv"),
    Hostile("noise", lambda: bytes(range(256)) * 40, "neither a spreadsheet nor text", file="noise.xls"),
    Hostile("line of 8 MB", lambda: b"x" * (8 << 20) + b",1\n", "plain text", file="long.csv"),
    Hostile(
        "row of ods a million times over",
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" '
            'table:number-columns-repeated="16384"/></table:table-row>'
        ),
        "says it comes 1,048,576 times",
        file="book.ods",
    ),
    Hostile(
        "blank rows of ods to the end",
        lambda: ods(
            '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row><table:table-row '
            'table:number-rows-repeated="99999999999"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        judge=_filled(1),
        file="book.ods",
    ),
    Hostile("ods with a document type", lambda: ods("", "<!DOCTYPE a><a/>"), "document type", file="book.ods"),
    Hostile("ods cut short", lambda: ods("", "<office:document-content><office:body>"), "content.xml is damaged", file="book.ods"),
    Hostile("ods without a table", lambda: ods("", "<a/>"), "list of sheets is empty", file="book.ods"),
    Hostile("old file, last cell", lambda: xls(xls_number(65_535, 255, 1.0)), "IV65536", file="book.xls"),
    Hostile("old file, cut short", lambda: xls(*(xls_number(n, 0, n) for n in range(50)))[:-90], "damaged", file="book.xls"),
    Hostile("old file, password", lambda: xls().replace(record(0x0042, b"\xb0\4"), record(0x002F, bytes(6))), "password", file="book.xls"),
    Hostile("binary text of 4 GB", lambda: xlsb(binary_cell(6, 0, struct.pack("<I", 2**31))), "sheet1.bin is damaged", file="book.xlsb"),
    Hostile("binary record of 200 MB", lambda: xlsb(binary(7, b"", 200_000_000)), "sheet1.bin is damaged", file="book.xlsb"),
    Hostile(
        "binary row of 4 billion",
        lambda: xlsb(binary(0, struct.pack("<I", 2**32 - 2)) + binary_cell(5, 0, struct.pack("<d", 1.0))),
        judge=_has("outside-of-sheet"),
        file="book.xlsb",
    ),
    Hostile("binary text 9999", lambda: xlsb(binary(0, bytes(4)) + binary_cell(7, 0, struct.pack("<I", 9999))), judge=_has("text-missing")),
    Hostile("tables in tables", lambda: b"<table><tr><td>" * 20_000 + b"1", judge=_filled(1), file="page.xls"),
    Hostile(
        "web page with endless spans",
        lambda: b'<table><tr><td rowspan="999999999" colspan="999999999">1<td>2</table>',
        judge=_filled(2),
        file="page.xls",
    ),
    Hostile(
        "XML of 2003 in the last row",
        lambda: (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            b'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Data"><Table><Row ss:Index="999999999">'
            b'<Cell ss:Index="999999999"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>'
        ),
        "XFD1048576",
        file="book.xml",
    ),
    Hostile("XML of nothing known", lambda: b'<?xml version="1.0"?><rss><channel/></rss>', "holds no sheet", file="book.xml"),
    Hostile("PDF", lambda: b"%PDF-1.7\n" + b"x" * 100, "PDF", file="book.xlsx"),
    Hostile("picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "picture", file="book.xls"),
]
