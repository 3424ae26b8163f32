"""Text files with columns: csv, tsv, pipes, fixed widths, and what is pasted from the clipboard."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np

from core.io.cells import Book, Finding, Kind, Sheet
from core.io.reading.encodings import decoded
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.task import Progress, Refused
from core.words import _

DELIMITERS = ("\t", ";", "|", ",")  # where two fit equally well the earlier one is meant: 1,5;2,5
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_NUMBERS = re.compile(r"(?:-?(?:0|[1-9]\d{0,14})(?:\.\d{1,20})?\n)*", re.ASCII)
_BLOCK = 8192  # rows looked at together
_NO_ROOM = 2**31 - 2
_SAMPLE_LINES = 300
_DIGITS = re.compile(r"(?:^|,)\s*-?\d")
_PROSE = 0.4  # lines of prose rarely have the same number of commas
_GAP = re.compile(r" {2,}")
_FORMATS = {"\t": "tsv", "": "txt"}
_SWALLOWED = 50  # line breaks in one cell that mean a quote was never closed


def read_text(path: Path, limits: Limits, progress: Progress) -> Book:
    """The book of one sheet in a text file. Raises `Refused` for empty files and plain prose."""
    csv.field_size_limit(2**31 - 1)
    text, encoding = decoded(path.read_bytes())
    progress(0.2)
    if not text.strip("\ufeff \t\r\n\x1a\0;,|"):
        raise Refused(_("it holds no values, only blanks and separators; get the file again."))
    sheet_name = path.stem
    text = text.rstrip("\x1a\0")
    text, delimiter = _declared(text)
    delimiter = delimiter or _delimiter(text)
    findings: list[Finding] = []
    aligned = None if delimiter else _aligned(text)
    rows = _rows(text, delimiter, sheet_name, findings) if aligned is None else aligned
    grid = Grid(sheet_name, Strings(), limits, _NO_ROOM, _NO_ROOM)
    fill(grid, rows)
    progress(0.8)
    sheet, said = grid.finish(Formats())
    if aligned is None and not delimiter and _is_prose(sheet, grid.strings.texts):
        raise Refused(_("it is plain text without columns, not a table; get the data as a spreadsheet."))
    if not encoding.startswith("utf"):
        message = _("The text does not say its encoding; it was read as {encoding}. Look at names with accents or Chinese characters.")
        findings.append(Finding(message.format(encoding=encoding), "note", sheet_name, rule="encoding"))
    findings += said
    if aligned is None:
        findings += _lost(text, delimiter, sheet.filled, sheet_name)
    details = {"encoding": encoding, "delimiter": "fixed width" if aligned is not None else delimiter}
    return Book(
        str(path),
        "prn" if aligned is not None else _FORMATS.get(delimiter, "csv"),
        (replace(sheet, strings=tuple(grid.strings.texts)),),
        tuple(findings),
        details,
    )


def pasted(text: str) -> Book:
    """The cells of tab-separated text, as spreadsheets put them on the clipboard. Raises `Refused` when there are none."""
    if not text.strip():
        raise Refused(_("The clipboard holds no cells; copy some in the spreadsheet first."))
    grid = Grid(_("Clipboard"), Strings(), Limits(), _NO_ROOM, _NO_ROOM)
    findings: list[Finding] = []
    fill(grid, _rows(text, "\t", grid.name, findings))
    sheet, said = grid.finish(Formats())
    return Book("", "clipboard", (replace(sheet, strings=tuple(grid.strings.texts)),), (*findings, *said), {"delimiter": "\t"})


def fill(grid: Grid, rows: Iterable[Sequence[str]]) -> None:
    """Put rows of texts into `grid`; a plain number (point, no separators, no leading zeros, at most 15 digits) becomes a number."""
    source, first = iter(rows), 0
    while block := list(islice(source, _BLOCK)):
        if max(map(len, block)) * len(block) > 4 * sum(map(len, block)) + _BLOCK:
            for row, cells in enumerate(block, first):
                for column, cell in enumerate(cells):
                    put_text(grid, row, column, cell)
        else:
            for column, cells in enumerate(zip_longest(*block, fillvalue="")):
                _put_column(grid, first, column, cells)
        first += len(block)


def _put_column(grid: Grid, first: int, column: int, cells: Sequence[str]) -> None:
    """Put a piece of a column; one of plain short numbers, as most are, at once."""
    joined = "\n".join(cells) + "\n"
    if not (_NUMBERS.fullmatch(joined) and joined.count("\n") == len(cells)):
        for row, cell in enumerate(cells, first):
            put_text(grid, row, column, cell)
        return
    numbers = np.array([float(cell) for cell in cells])
    size = len(cells)
    rows, columns = np.arange(first, first + size, dtype=np.int32), np.full(size, column, np.int32)
    grid.extend(rows, columns, np.full(size, Kind.NUMBER, np.uint8), numbers, np.full(size, -1, np.int32))


def put_text(grid: Grid, row: int, column: int, cell: str) -> None:
    """Put one cell known by its text, as `fill` does."""
    bare = cell.strip()
    if bare and _NUMBER.fullmatch(bare) and ((len(bare) < 16 and bare.isdecimal()) or _keeps(bare)):
        grid.put(row, column, Kind.NUMBER, float(bare))
    elif bare:
        grid.text(row, column, cell)


def _keeps(number: str) -> bool:
    """Whether a long number loses nothing as a float: fractions are measurements, long whole numbers are names of things."""
    digits = number.lstrip("-")
    return not (digits.isdecimal() and len(digits) > 15) and math.isfinite(float(number))


def _declared(text: str) -> tuple[str, str]:
    """Excel's own hint in the first line, sep=;"""
    found = re.match(r"\ufeff?sep=(.)\r?\n", text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _lines(text: str) -> list[str]:
    sample = text[: 1 << 18]
    return [line for line in re.split(r"\r\n|\r|\n", sample)[:_SAMPLE_LINES] if line.strip()]


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of fields; "" when none does."""
    lines = _lines(text)
    best, choice = 0.0, ""
    for sign in DELIMITERS:
        widths = Counter(len(fields) for fields in csv.reader(lines, delimiter=sign) if fields)
        cut = {width: count for width, count in widths.items() if width > 1}
        if not cut:
            continue
        share = sum(cut.values()) / sum(widths.values())
        regular = max(cut.values()) / sum(widths.values())
        if regular < _PROSE and sign == "," and not any(_DIGITS.search(line) for line in lines):
            continue  # sentences have commas too
        score = share + regular
        if score > best + 0.05:
            best, choice = score, sign
    return choice if best >= 0.5 else ""


def _rows(text: str, delimiter: str, sheet: str, findings: list[Finding]) -> Iterable[list[str]]:
    if not delimiter:
        return ([line] for line in re.split(r"\r\n|\r|\n", text))
    if '"' not in text:
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    for number, row in enumerate(rows, 1):
        if any(cell.count("\n") + cell.count("\r") > _SWALLOWED for cell in row if len(cell) > _SWALLOWED):
            message = _("A quotation mark in row {row} is never closed; quotation marks were read as plain signs.")
            findings.append(Finding(message.format(row=f"{number:,}"), "warning", sheet, rule="open-quote"))
            return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return rows


def _aligned(text: str) -> Iterable[list[str]] | None:
    """The rows of a text whose columns stand under each other; None where they do not."""
    lines = [line.strip() for line in _lines(text)]
    widths = {len(_GAP.split(line)) for line in lines}
    if len(lines) > 1 and len(widths) == 1 and widths != {1}:
        return (_GAP.split(line.strip()) for line in re.split(r"\r\n|\r|\n", text))
    cuts = _fixed_widths(text)
    return _split_fixed(text, cuts) if cuts else None


def _fixed_widths(text: str) -> list[int]:
    """Where the columns of a text in fixed widths begin; [] when it has none."""
    lines = _lines(text)
    if len(lines) < 3 or sum("  " in line.strip() for line in lines) * 2 < len(lines):
        return []
    starts = [found.start() for found in re.finditer(r"(?:^|(?<=  ))\S", lines[0])]
    if len(starts) > 1 and all(_unbroken(lines, start) for start in starts):
        return starts
    width = max(map(len, lines))
    used = [any(at < len(line) and line[at] != " " for line in lines) for at in range(min(width, 4096))]
    starts = [at for at, ink in enumerate(used) if ink and (at == 0 or not used[at - 1])]
    ends = [*starts[1:], None]
    filled = [sum(bool(line[start:end].strip()) for line in lines) for start, end in zip(starts, ends, strict=True)]
    return starts if len(starts) > 1 and sum(count * 2 >= len(lines) for count in filled) > 1 else []


def _unbroken(lines: list[str], cut: int) -> bool:
    """Whether a column may begin at `cut`: hardly a word lies across it."""
    across = sum(" " not in line[cut - 1 : cut + 1] for line in lines if 0 < cut < len(line))
    return across * 5 <= len(lines)


def _split_fixed(text: str, starts: list[int]) -> Iterable[list[str]]:
    cuts = list(zip([0, *starts[1:]], [*starts[1:], None], strict=True))
    for line in re.split(r"\r\n|\r|\n", text):
        yield [line[start:end].strip() for start, end in cuts]


def _is_prose(sheet: Sheet, texts: list[str]) -> bool:
    """One column of sentences and not a single number."""
    if not texts or (sheet.kinds == Kind.NUMBER).any():
        return False
    closed = sum(text.rstrip().endswith((".", "!", "?", "。")) for text in texts)
    words = sum(text.count(" ") + 1 for text in texts) / len(texts)
    return sum(map(len, texts)) / len(texts) > 40 or (closed * 4 > len(texts) and words > 4)


def _lost(text: str, delimiter: str, filled: int, sheet: str) -> list[Finding]:
    """The check on the parser: without quotation marks, cells can be counted by a pattern."""
    if '"' in text:
        return []
    sign = re.escape(delimiter)
    count = sum(1 for _found in re.finditer(rf"[^{sign}\r\n]*[^\s{sign}][^{sign}\r\n]*", text))
    if count == filled:
        return []
    message = _("The text has {count} cells, of which {filled} were read; compare it with the original before using it.")
    return [Finding(message.format(count=f"{count:,}", filled=f"{filled:,}"), "error", sheet, rule="lost-cells")]
