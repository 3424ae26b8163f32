"""Workbooks of Office Open XML: xlsx, xlsm and their strict form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.io.cells import Book, Finding, Kind, Sheet
from core.io.reading.archive import Archive
from core.io.reading.grid import Formats, Grid, Strings
from core.io.reading.limits import Limits
from core.io.reading.markup import local, parse
from core.io.reading.relations import Relation, relations
from core.io.reading.shared_strings import read_shared_strings
from core.io.reading.sheet_scan import Irregular, read_sheet
from core.io.reading.sheet_xml import Frame, read_cells
from core.io.reading.styles_xml import read_formats
from core.model.places import address
from core.task import Progress, Refused
from core.words import _, plural

_SHEET_TYPES = ("worksheet", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>[^<]|<(?:[\w.-]+:)?is>")
_SHEET_FILE = re.compile(r"xl/(?:work|macro)sheets/[^/]+\.xml", re.IGNORECASE)


@dataclass(slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    id: str
    hidden: bool
    part: str = ""
    type: str = "worksheet"


@dataclass(slots=True)
class Workbook:
    """What the workbook part says."""

    sheets: list[SheetEntry]
    since_1904: bool = False


def read_ooxml(path: Path, archive: Archive, limits: Limits, progress: Progress) -> Book:
    """The book in `archive`. Raises `Refused` for damage and for what asks for too much."""
    main = workbook_part(archive, "xl/workbook.xml")
    links = relations(archive, main)
    workbook = _workbook(archive, main)
    place_sheets(workbook.sheets, links, archive, _SHEET_FILE)
    refuse_many(len(workbook.sheets), limits)
    formats = _formats(archive, links, limits)
    strings = _strings(archive, links)
    findings = package_findings(archive)
    if not links:
        message = _(
            "The list that joins the sheets to their parts is missing or damaged; the sheets were taken in the order of their parts."
        )
        findings.append(Finding(message, "warning", rule="links-damaged"))
    sheets: list[Sheet] = []
    entries = [entry for entry in workbook.sheets if has_cells(entry, archive, findings)]
    total = sum(archive.size(entry.part) for entry in entries) or 1
    done, used = 0, 0
    for entry in entries:
        size = archive.size(entry.part)
        left = replace(limits, cells=limits.cells - used)
        tell = progress.part(0.05 + 0.9 * done / total, 0.05 + 0.9 * (done + size) / total)
        sheet, said = _sheet(archive, entry, strings, formats, workbook.since_1904, left, tell)
        sheets.append(sheet)
        findings += said
        done, used = done + size, used + sheet.rows * sheet.columns
    texts = tuple(strings.texts)
    details = {"date system": "1904" if workbook.since_1904 else "1900"}
    return Book(str(path), _format(archive), tuple(replace(sheet, strings=texts) for sheet in sheets), tuple(findings), details)


def workbook_part(archive: Archive, usual: str) -> str:
    """The part that lists the sheets."""
    for link in relations(archive, ""):
        if link.type == "officeDocument" and archive.has(link.target):
            return link.target
    return usual


def _format(archive: Archive) -> str:
    if not archive.has("[Content_Types].xml"):
        return "xlsx"
    return "xlsm" if b"macroEnabled" in archive.read("[Content_Types].xml") else "xlsx"


def _workbook(archive: Archive, main: str) -> Workbook:
    workbook = Workbook([])
    skipped: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Fallback":
            skipped.append(name)
        elif skipped:
            return
        elif name == "sheet":
            key = next((value for key, value in attributes.items() if ":" in key and local(key) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            workbook.sheets.append(SheetEntry(attributes.get("name", ""), key, hidden))
        elif name == "workbookPr":
            workbook.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    def end(name: str) -> None:
        if name == "Fallback":
            skipped.pop()

    parse(main, archive.blocks(main), start, end)
    return workbook


def place_sheets(sheets: list[SheetEntry], links: list[Relation], archive: Archive, files: re.Pattern[str]) -> None:
    """Tell each sheet its part: by its relation, or, where that is missing, by the order of the files."""
    by_id = {link.id: link for link in links}
    rest = sorted((name for name in archive.names if files.fullmatch(name)), key=lambda name: [int(n) for n in re.findall(r"\d+", name)])
    for position, entry in enumerate(sheets):
        link = by_id.get(entry.id)
        if link is not None and not link.external:
            entry.part, entry.type = link.target, link.type
        elif not links and position < len(rest):
            entry.part = rest[position]


def refuse_many(count: int, limits: Limits) -> None:
    """Raise `Refused` when a book has no sheet at all or more of them than anyone made by hand."""
    if not count:
        raise Refused(_("its list of sheets is empty or damaged; open it in Excel, repair and save it."))
    if count > limits.sheets:
        message = _("it has {count} sheets, more than the {limit} that are read; split it and import the parts you need.")
        raise Refused(message.format(count=f"{count:,}", limit=f"{limits.sheets:,}"))


def has_cells(entry: SheetEntry, archive: Archive, findings: list[Finding]) -> bool:
    """Whether the sheet has a part with cells; what it is instead goes into `findings`."""
    if entry.type == "chartsheet":
        findings.append(Finding(_("This sheet is a chart without cells."), "note", entry.name, rule="chart-sheet"))
        return False
    if entry.part and archive.has(entry.part):
        if entry.type != "worksheet" and entry.type in _SHEET_TYPES:
            message = _("This sheet belongs to a macro or a dialog of Excel 4; its cells are shown and nothing in it is run.")
            findings.append(Finding(message, "note", entry.name, rule="macro-sheet"))
        return True
    message = _("The workbook lists this sheet, but the file does not contain it.")
    findings.append(Finding(message, "error", entry.name, rule="sheet-missing"))
    return False


def _formats(archive: Archive, links: list[Relation], limits: Limits) -> Formats:
    part = linked(archive, links, "styles", "xl/styles.xml")
    return read_formats(archive, part, limits) if part else Formats()


def _strings(archive: Archive, links: list[Relation]) -> Strings:
    part = linked(archive, links, "sharedStrings", "xl/sharedStrings.xml")
    return Strings(read_shared_strings(part, archive.blocks(part)) if part else ())


def linked(archive: Archive, links: list[Relation], kind: str, usual: str) -> str:
    """The part of the type `kind`, "" when there is none."""
    for link in links:
        if link.type == kind and archive.has(link.target):
            return link.target
    return usual if archive.has(usual) else ""


def package_findings(archive: Archive) -> list[Finding]:
    """What an archive holds that is neither run nor followed."""
    findings = []
    names = [name.lower() for name in archive.names]
    if any(name.endswith("vbaproject.bin") for name in names):
        findings.append(Finding(_("The file contains macros; they were not run."), "note", rule="macros"))
    external = sum(bool(re.fullmatch(r"xl/externallinks/[^/]+\.(xml|bin)", name)) for name in names)
    if external:
        message = plural(
            "The file takes values from {count} other file; it was not opened, the values stored here are shown.",
            "The file takes values from {count} other files; they were not opened, the values stored here are shown.",
            external,
        )
        findings.append(Finding(message, "note", rule="external-links"))
    if "xl/connections.xml" in names or "xl/connections.bin" in names:
        message = _("The file is connected to a database or a web query; it was not asked, the values stored here are shown.")
        findings.append(Finding(message, "note", rule="connections"))
    for double in archive.doubles:
        message = _("The archive has two parts named {part}; the one the workbook names was read.")
        findings.append(Finding(message.format(part=double), "warning", rule="double-part"))
    return findings


def _sheet(
    archive: Archive, entry: SheetEntry, strings: Strings, formats: Formats, since_1904: bool, limits: Limits, progress: Progress
) -> tuple[Sheet, list[Finding]]:
    frame, grid = Frame(), Grid(entry.name, strings, limits)
    try:
        read_sheet(entry.part, _watched(archive, entry.part, progress), grid, frame)
    except Irregular:
        frame, grid = Frame(), Grid(entry.name, strings, limits)
        read_cells(entry.part, _counted(_watched(archive, entry.part, progress), frame), grid, frame)
    sheet, findings = grid.finish(formats, since_1904, frame.merged, entry.hidden)
    return sheet, findings + said_of_sheet(sheet, frame.protected) + _said_of_frame(frame, grid, sheet)


def _watched(archive: Archive, part: str, progress: Progress) -> Iterator[bytes]:
    done, size = 0, archive.size(part) or 1
    for block in archive.blocks(part):
        yield block
        done += len(block)
        progress(done / size)


def _counted(blocks: Iterable[bytes], frame: Frame) -> Iterator[bytes]:
    """`blocks` as they are, while the values in them are counted by a pattern: the check on the parser."""
    rest = b""
    for block in blocks:
        data = rest + block
        cut = max(data.rfind(b"<", 0, max(len(data) - 1, 0)), 0)
        frame.raw += len(_VALUE.findall(data[:cut]))
        rest = data[cut:]
        if len(rest) > 1 << 20:
            rest = b""
        yield block
    frame.raw += len(_VALUE.findall(rest))


def said_of_sheet(sheet: Sheet, protected: bool) -> list[Finding]:
    """What the user must know of a sheet before trusting it: hidden, protected, formulas that were never computed."""
    findings = []
    if sheet.hidden:
        findings.append(Finding(_("This sheet is hidden in the workbook."), "note", sheet.name, rule="hidden-sheet"))
    if protected:
        findings.append(
            Finding(_("This sheet is protected against editing; its values were read."), "note", sheet.name, rule="protected-sheet")
        )
    missing = np.argwhere(sheet.kinds == Kind.UNCOMPUTED)
    if len(missing):
        first = address(int(missing[0][0]), int(missing[0][1]))
        message = plural(
            "{count} formula has no stored result",
            "{count} formulas have no stored results",
            len(missing),
        )
        message += _(" (first: {cell}); open the file in Excel, save it and import it again to get them.").format(cell=first)
        findings.append(Finding(message, "warning", sheet.name, first, "uncomputed"))
    return findings


def _said_of_frame(frame: Frame, grid: Grid, sheet: Sheet) -> list[Finding]:
    findings = []
    count, first = frame.rich
    if count:
        message = plural(
            "{count} cell holds a picture or a linked data type, of which only the stand-in value was read",
            "{count} cells hold pictures or linked data types, of which only the stand-in values were read",
            count,
        )
        findings.append(Finding(message + _(" (first: {cell}).").format(cell=first), "warning", sheet.name, first, "rich-value"))
    computed = sheet.filled - int(np.count_nonzero(sheet.kinds == Kind.UNCOMPUTED))
    lost = frame.raw - computed - grid.blanks - grid.overwritten - grid.outside - grid.lost
    if lost > 0:
        message = _("{lost} of {count} values of this sheet could not be placed; compare it with the original before using it.")
        findings.append(Finding(message.format(lost=f"{lost:,}", count=f"{frame.raw:,}"), "error", sheet.name, rule="lost-cells"))
    if grid.overwritten > 0:
        message = plural(
            "{count} value stands in a cell that has another value too; the last one was kept.",
            "{count} values stand in cells that have other values too; the last ones were kept.",
            grid.overwritten,
        )
        findings.append(Finding(message, "warning", sheet.name, rule="double-cells"))
    return findings
