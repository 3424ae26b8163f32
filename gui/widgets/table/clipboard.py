"""Cells to and from other programs, as spreadsheets exchange them: lines of tab-separated cells, and an HTML table beside them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData


@dataclass(frozen=True, slots=True)
class Copied:
    """One cell on its way out: `text` in full, and whether it is a number."""

    text: str
    is_number: bool = False


def to_mime(rows: Iterable[Sequence[Copied]]) -> QMimeData:
    """`rows` for the clipboard. In the HTML, texts are marked as text: "=A1" or "1-2" stays what it is, whatever pastes it."""
    kept = list(rows)
    mime = QMimeData()
    mime.setText("\n".join("\t".join(_quoted(cell.text) for cell in row) for row in kept))
    mime.setHtml(_table(kept))
    return mime


def from_text(text: str) -> list[list[str]]:
    """The cells of pasted text. A cell in quotes may hold tabs, line breaks and doubled quotes; a last line break adds no row."""
    rows: list[list[str]] = [[]]
    for match in _CELL.finditer(text):
        quoted, plain, end = match.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        if end == "":
            break
        if end != "\t":
            rows.append([])
    if len(rows) > 1 and rows[-1] in ([], [""]):
        rows.pop()
    return [[cell.strip("\r") for cell in row] for row in rows]


# Only a quoted cell that needs its quotes is taken as quoted: spreadsheets write a plain "so" with its quotes and mean them.
_CELL: Final = re.compile(r'(?:"((?=[^"]*(?:[\t\n]|""))(?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\n]*?))(\t|\r?\n|$)')


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _table(rows: list[Sequence[Copied]]) -> str:
    lines = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in rows)
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>{lines}</table></body></html>'


def _html_cell(cell: Copied) -> str:
    if cell.is_number:
        # The two attributes give the number itself to programs that would read "1.5" by the user's own decimal sign.
        return f'<td x:num="{cell.text}" sdval="{cell.text}">{cell.text}</td>'
    text = html.escape(cell.text).replace("\n", "<br>")
    return f"""<td style='mso-number-format:"\\@"'>{text}</td>""" if text else "<td></td>"
