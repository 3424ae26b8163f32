"""From a file to a book: what it is, and who reads it. This runs in the child only."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from core.io.cells import Book, Finding
from core.io.reading.archive import Archive
from core.io.reading.limits import Limits
from core.io.reading.sniff import HEAD, archive_kind, kind_of
from core.task import Progress, Refused
from core.words import _


def open_book(path: Path, limits: Limits, progress: Progress) -> Book:
    """The book that the content of `path` is. Raises `Refused` with a clause that says why not and what to do."""
    book = _open(path, limits, progress)
    if any(sheet.filled for sheet in book.sheets):
        return book
    empty = Finding(_("No cell of this file holds a value; there may be charts, drawings or macros in it."), "warning", rule="no-values")
    return replace(book, findings=(*book.findings, empty))


def _open(path: Path, limits: Limits, progress: Progress) -> Book:
    size = path.stat().st_size
    if size > limits.file_bytes:
        message = _("it is {size} MB, more than the {limit} MB that are read; split it and import the parts you need.")
        raise Refused(message.format(size=f"{size / 1e6:,.0f}", limit=f"{limits.file_bytes / 1e6:,.0f}"))
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refused(_("it is empty (0 bytes); get the file again."))
    if not head.strip(b"\0"):
        raise Refused(_("it holds nothing but zeros, as after an interrupted copy; get the file again."))
    match kind_of(head):
        case "zip":
            return _open_archive(path, limits, progress)
        case "ole2" | "biff":
            from core.io.reading.xls import read_xls

            return read_xls(path, limits, progress)
        case "xml2003":
            from core.io.reading.xml2003 import read_xml2003

            return read_xml2003(path, limits, progress)
        case "fods":
            from core.io.reading.ods import read_fods

            return read_fods(path, limits, progress)
        case "html":
            from core.io.reading.html_tables import read_html

            return read_html(path, limits, progress)
        case _ if b"\0" in head and zipfile.is_zipfile(path):  # something stands before the archive
            return _open_archive(path, limits, progress)
        case _:
            from core.io.reading.text import read_text

            return read_text(path, limits, progress)


def _open_archive(path: Path, limits: Limits, progress: Progress) -> Book:
    archive = Archive(path, limits)
    match archive_kind(archive):
        case "xlsb":
            from core.io.reading.xlsb import read_xlsb

            return read_xlsb(path, archive, limits, progress)
        case "ods":
            from core.io.reading.ods import read_ods

            return read_ods(path, archive, limits, progress)
        case _:
            from core.io.reading.ooxml import read_ooxml

            return read_ooxml(path, archive, limits, progress)
