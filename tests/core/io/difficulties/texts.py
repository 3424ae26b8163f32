"""Difficulties of text files: encodings, separators, line ends, quotes, rows of different lengths."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from core.io.cells import Book
from core.io.reading.limits import Limits
from core.io.reading.text import read_text
from core.task import Progress
from tests.core.io.difficulties.draft import Change, Draft, Page, difficulty
from tests.core.io.made import Value

_AGAINST = ("book",)


def _file(
    encoding: str = "utf-8", separator: str = ",", line_end: str = "\n", *, decimal: str = ".", ragged: bool = False, quoted: bool = False,
    names: str = "",
) -> Change:  # fmt: skip
    def change(draft: Draft, random: Random) -> Draft:
        if names == "accents":
            draft = replace(draft, around=(*draft.around, lambda _draft, page: page.under([["Prix des métaux à Liège, moyenne"], []])))
        if names in {"traditional", "simplified"}:
            title = "礦產價格統計資料與說明" if names == "traditional" else "矿产价格统计资料与说明"
            draft = replace(draft, around=(*draft.around, lambda _draft, page: page.under([[title], []])))
        if quoted:
            draft = replace(draft, around=(*draft.around, lambda _draft, page: page.over([[], ['Note: "averages",\nof daily quotations']])))
        name = draft.file.rsplit(".", 1)[0] + random.choice([".csv", ".txt"])

        def bind(draft: Draft, page: Page) -> Book:
            rows = [[_text(cell, decimal) for cell in row] for row in page.rows]
            width = max(map(len, rows))
            rows = [row if ragged else row + [""] * (width - len(row)) for row in rows]
            written = io.StringIO()
            csv.writer(written, delimiter=separator, lineterminator=line_end).writerows(rows)
            return read(_encoded(written.getvalue(), encoding), draft.file)

        return replace(draft, bind=bind, file=name)

    return change


def _encoded(text: str, encoding: str) -> bytes:
    """In the encoding, or where it has no sign for something as nobody could save it: in UTF-8."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()


def read(content: bytes, name: str) -> Book:
    """The book of a text file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return replace(read_text(path, Limits(), Progress()), path=name)


def _text(cell: Value, decimal: str) -> str:
    match cell:
        case None:
            return ""
        case dt.datetime():
            return cell.isoformat(" ")
        case float():
            text = f"{cell:.0f}" if cell.is_integer() and decimal == "." else repr(cell)
            return text.replace(".", decimal)
        case _:
            return str(cell)


_FILES: dict[str, Change] = {
    "UTF-8 file": _file(names="traditional"), "UTF-8 file with BOM": _file("utf-8-sig", names="traditional"),
    "UTF-16 file": _file("utf-16", "\t", names="simplified"), "Big5 file": _file("big5", names="traditional"),
    "GBK file": _file("gbk", names="simplified"), "CP1252 file": _file("cp1252", names="accents"),
    "Latin-1 file": _file("latin-1", names="accents"),
    "semicolons": _file(separator=";"), "tabs": _file(separator="\t"), "pipes": _file(separator="|"),
    "CR": _file(line_end="\r"), "CRLF": _file(line_end="\r\n"),
    "decimal commas and semicolons": _file(separator=";", decimal=","),
    "decimal commas, semicolons, CP1252": _file("cp1252", ";", "\r\n", decimal=",", names="accents"),
    "rows of different lengths": _file(ragged=True), "quoted line breaks": _file(quoted=True),
}  # fmt: skip
for _name, _change in _FILES.items():
    _more: tuple[str, ...] = ("numbers", "formats", "glued") if "decimal" in _name else ()
    difficulty("text", _name, *_AGAINST, *_more)(_change)
