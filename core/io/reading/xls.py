"""Old Excel files, BIFF2 to BIFF8."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.io.cells import EPOCH, Book, Finding, Kind, Sheet
from core.io.reading.biff import ERRORS, Records, walk, workbook_stream
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.ooxml import refuse_many, said_of_sheet
from core.io.reading.sniff import OLE2
from core.task import Progress, Refused
from core.words import _, plural

_SOME_DATE = "yyyy-mm-dd hh:mm"
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's types of cells


def read_xls(path: Path, limits: Limits, progress: Progress) -> Book:
    """The book in an old Excel file. Raises `Refused` for passwords, damage and other documents of that container."""
    data = path.read_bytes()
    if data.startswith(OLE2):
        _refuse_other_documents(data)
    records = _records(data)
    if records.encrypted:
        _refuse_password()
    progress(0.1)
    for formatted in (True, False):
        try:
            sheets, findings, details = _by_xlrd(data, records, limits, progress, formatted=formatted)
            break
        except (Refused, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - on damaged files xlrd raises whatever its arithmetic meets
            if "encrypted" in str(error).lower():
                _refuse_password()
    else:
        sheets, findings, details = _by_calamine(data, records, limits)
    findings += _said_of_records(data, records, sheets)
    return Book(str(path), "xls", tuple(sheets), tuple(findings), details)


def _refuse_password() -> None:
    raise Refused(_("it is protected with a password; open it in Excel, remove the password, save it and import it again."))


def _refuse_other_documents(data: bytes) -> None:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        _refuse_password()
    for name, sentence in (
        ("WordDocument", _("it is a Word document; save the table in it as Excel or CSV and import that.")),
        ("PowerPoint Document", _("it is a PowerPoint presentation; save the table in it as Excel or CSV and import that.")),
        ("__properties_version1.0", _("it is an Outlook message; save the spreadsheet attached to it and import that.")),
    ):
        if has(name) and not _names_workbook(data):
            raise Refused(sentence)
    if not _names_workbook(data):
        raise Refused(_("it is damaged, or an old Office document without a sheet; save the table in it as Excel or CSV and import that."))


def _names_workbook(data: bytes) -> bool:
    lowered = data.lower()
    return any(name.encode("utf-16-le") + b"\0\0" in lowered for name in ("workbook", "book"))


def _records(data: bytes) -> Records:
    try:
        return walk(workbook_stream(data))
    except (MemoryError, Refused):
        raise
    except Exception:  # noqa: BLE001 - the container is damaged: the readers say so in their own way
        return Records(broken_off=True)


def _by_xlrd(
    data: bytes, records: Records, limits: Limits, progress: Progress, *, formatted: bool
) -> tuple[list[Sheet], list[Finding], dict[str, str]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=data, formatting_info=formatted, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    refuse_many(book.nsheets, limits)
    formats = Formats()
    for style in book.xf_list[: limits.formats] if formatted else ():
        known = book.format_map.get(style.format_key)
        formats.add(known.format_str if known else "General")
    if not formatted:
        formats.add(_SOME_DATE)
    strings = Strings()
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    used = read = 0
    for number in range(book.nsheets):
        source = book.sheet_by_index(number)
        grid = Grid(source.name, strings, replace(limits, cells=limits.cells - used))
        _put_rows(source, grid, formatted=formatted)
        merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
        sheet, said = grid.finish(formats, bool(book.datemode), merged, bool(source.visibility))
        findings += said
        sheets.append(sheet)
        read += sheet.filled + grid.blanks + grid.overwritten + grid.outside
        used += sheet.rows * sheet.columns
        book.unload_sheet(number)
        progress(0.1 + 0.9 * (number + 1) / book.nsheets)
    if read < records.values:
        message = _("The file holds {count} values, of which {read} were read; compare it with the original before using it.")
        findings.append(Finding(message.format(count=f"{records.values:,}", read=f"{read:,}"), "error", rule="lost-cells"))
    texts = tuple(strings.texts)
    version = book.biff_version / 10 if book.biff_version > 9 else book.biff_version  # xlrd counts some of them in tenths
    details = {"date system": "1904" if book.datemode else "1900", "version": f"BIFF{version:g}"}
    return [replace(sheet, strings=texts) for sheet in sheets], findings, details


def _put_rows(source: Any, grid: Grid, *, formatted: bool) -> None:
    for row in range(source.nrows):
        values = source.row_values(row)
        for column, kind in enumerate(source.row_types(row)):
            if kind == 0 or kind > _ERROR:
                continue
            value = values[column]
            style = source.cell_xf_index(row, column) if formatted else 0 if kind == _DATE else -1
            if kind == _TEXT:
                grid.text(row, column, value, style)
            elif kind == _BOOLEAN:
                grid.put(row, column, Kind.BOOLEAN, float(value), style)
            elif kind == _ERROR:
                grid.text(row, column, ERRORS.get(value, "#N/A"), style, Kind.ERROR)
            else:
                grid.put(row, column, Kind.NUMBER, float(value), style)


def _by_calamine(data: bytes, records: Records, limits: Limits) -> tuple[list[Sheet], list[Finding], dict[str, str]]:
    """The tolerant way: values without formats; the error cells it leaves blank come from the records."""
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        refuse_many(len(book.sheet_names), limits)
        strings, formats, sheets, findings = Strings(), Formats(), [], []
        for number, name in enumerate(book.sheet_names):
            grid = Grid(name, strings, limits)
            for row, values in enumerate(book.get_sheet_by_index(number).to_python(skip_empty_area=False)):
                for column, value in enumerate(values):
                    _put_value(grid, row, column, value)
            for (sheet_number, row, column), word in records.errors.items():
                if sheet_number == number:
                    grid.text(row, column, word, kind=Kind.ERROR)
            sheet, said = grid.finish(formats)
            sheets.append(sheet)
            findings += said
    except python_calamine.PasswordError:
        _refuse_password()
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError, OSError) as error:
        raise Refused(_("its content is damaged; get the file again, or open it in Excel, repair and save it.")) from error
    texts = tuple(strings.texts)
    message = _(
        "The file is damaged in places; its values were read, its number formats were not. Compare it with the original before using it."
    )
    return [replace(sheet, strings=texts) for sheet in sheets], [Finding(message, "warning", rule="damaged"), *findings], {}


def _put_value(grid: Grid, row: int, column: int, value: object) -> None:
    match value:
        case bool():
            grid.put(row, column, Kind.BOOLEAN, float(value))
        case int() | float():
            grid.put(row, column, Kind.NUMBER, float(value))
        case dt.datetime():
            grid.put(row, column, Kind.DATE, (value - dt.datetime.combine(EPOCH, dt.time.min)) / dt.timedelta(days=1))
        case dt.date():
            grid.put(row, column, Kind.DATE, float((value - EPOCH).days))
        case dt.time():
            grid.put(row, column, Kind.DURATION, (value.hour * 3600 + value.minute * 60 + value.second) / 86400)
        case dt.timedelta():
            grid.put(row, column, Kind.DURATION, value / dt.timedelta(days=1))
        case str():
            grid.text(row, column, value)
        case _:
            return


def _said_of_records(data: bytes, records: Records, sheets: list[Sheet]) -> list[Finding]:
    findings: list[Finding] = []
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        findings.append(Finding(_("The file contains macros; they were not run."), "note", rule="macros"))
    if records.external:
        message = plural(
            "The file takes values from {count} other file; it was not opened, the values stored here are shown.",
            "The file takes values from {count} other files; they were not opened, the values stored here are shown.",
            records.external,
        )
        findings.append(Finding(message, "note", rule="external-links"))
    for number, sheet in enumerate(sheets):
        findings += said_of_sheet(sheet, number in records.protected)
    if records.broken_off:
        message = _("The file breaks off before its end: rows may be missing. Compare it with the original before using it.")
        findings.append(Finding(message, "error", rule="broken-off"))
    return findings
