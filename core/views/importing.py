"""What the import dialog shows of a plan: the tables found, and what was decided about each."""

from __future__ import annotations

from dataclasses import dataclass

from core.io.cells import Sheet
from core.io.correcting import CellPart, RowPart
from core.io.decisions import DATE
from core.io.detect import FoundTable
from core.io.importing import ImportPlan, Mode, Status, Understood
from core.io.recipe import Decision, Orientation, Role, TableRecipe
from core.io.remembering import Move, Moved
from core.words import _, plural

_NAMED = 40  # files
_MOVED = 5  # differences named in a line
_LONGEST = 40  # letters of a title in that line


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table in the list. index: its position in the plan; asked: how many questions the file leaves open; left_out: not imported."""

    index: int
    sheet: str
    range: str
    words: str
    asked: int
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet of a file of several. taken: whether its tables are imported; words: "hidden", "no table" or nothing.

    choosable: there is something to take in or leave out: tables, or what is hidden.
    """

    name: str
    hidden: bool
    taken: bool
    words: str
    choosable: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One decision: its name, its value, the values it may take as (value, words), what speaks for it. Without choices it is typed."""

    key: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]
    evidence: str
    asked: bool


def headline(plan: ImportPlan) -> str:
    """The whole import in one sentence."""
    if plan.understood.own is None and not plan.understood.tables:
        return _("No table was found in {file}.").format(file=plan.understood.title)
    values = sum(one.result.points.filled for one in plan.series)
    parts = []
    if values:
        parts += [plural("{count} series", "{count} series", len(plan.series)), plural("{count} value", "{count} values", values)]
    if plan.records:
        parts.append(plural("{count} record", "{count} records", len(plan.records)))
    counts = (
        (Status.NEW, _("{count} new")),
        (Status.CHANGED, _("{count} changed")),
        (Status.UNCHANGED, _("{count} unchanged")),
        (Status.MISSING, _("{count} missing now")),
    )
    fates = [words.format(count=f"{plan.count(status):,}") for status, words in counts if plan.count(status)]
    if not fates:
        return _("Nothing in {file} can be imported yet.").format(file=plan.understood.title)
    known, file = plan.understood.workbook, plan.understood.title
    if known is not None:
        file = _("{file}, known as {title}").format(file=file, title=plan.source.title)
    sentence = _("{file}: {what}; {fates}.").format(file=file, what=", ".join(parts), fates=", ".join(fates))
    unread = len(plan.understood.unread)
    return f"{sentence} {plural('{count} file could not be read.', '{count} files could not be read.', unread)}" if unread else sentence


def file_names(understood: Understood) -> str:
    """The names of the files that come together, a line each, of very many the first; nothing for a single one."""
    names = [one.file_name for one in (understood, *understood.others)]
    return "\n".join((*names[:_NAMED], *(["…"] if len(names) > _NAMED else []))) if understood.others else ""


def table_lines(plan: ImportPlan) -> tuple[TableLine, ...]:
    """The tables of the file, in its order."""
    return tuple(
        TableLine(at, table.sheet, table.recipe.range, _table_words(plan, at), len(table.recipe.questions), mode is Mode.SKIP)
        for at, (table, mode) in enumerate(zip(plan.understood.tables, plan.understood.modes, strict=True))
    )


def sheet_lines(understood: Understood) -> tuple[SheetLine, ...]:
    """The sheets of a stranger's file that hold anything, in its order; none where there is but one."""
    sheets = [sheet for sheet in understood.book.sheets if sheet.filled]
    if understood.own is not None or len(sheets) < 2:
        return ()
    return tuple(_sheet_line(understood, sheet) for sheet in sheets)


def _sheet_line(understood: Understood, sheet: Sheet) -> SheetLine:
    pairs = zip(understood.tables, understood.modes, strict=True)
    modes = [mode for table, mode in pairs if table.sheet == sheet.name]
    taken = any(mode is not Mode.SKIP for mode in modes) if modes else sheet.name in understood.taken
    looked = not sheet.hidden or sheet.name in understood.taken
    words = [_("hidden")] if sheet.hidden else []
    words += [_("no table")] if looked and not modes else []
    return SheetLine(sheet.name, sheet.hidden, taken, ", ".join(words), bool(modes) or sheet.hidden)


def moved_words(table: FoundTable) -> str:
    """How a table differs from the known layout that it is nearly like, in one line; "" where it is the same or unknown."""
    if not table.moved:
        return ""
    differences = "; ".join(_moved(one) for one in table.moved[:_MOVED])
    if len(table.moved) > _MOVED:
        differences += "; " + plural("{count} more difference", "{count} more differences", len(table.moved) - _MOVED)
    return _("Like “{recipe}”, but: {differences}").format(recipe=table.known, differences=differences)


def _moved(one: Moved) -> str:
    none = _("none")
    words = {
        Move.NEW: _("new column “{name}”"),
        Move.MISSING: _("“{name}” is missing"),
        Move.RENAMED: _("“{before}” is now called “{after}”"),
        Move.ORDER: _("the columns stand in another order"),
        Move.UNIT: _("unit of “{name}”: {after} instead of {before}"),
        Move.HEADER: _("{after} header rows instead of {before}"),
        Move.TITLE: _("another title, “{after}”"),
        Move.SHEET: _("another name of the sheet"),
        Move.DECISION: _("{name}: {after} instead of {before}"),
        Move.LAYOUT: _("its columns hold other kinds of cells"),
    }
    name = decision_words(one.name) if one.what is Move.DECISION else one.name
    return words[one.what].format(name=name, before=_short(one.before) or none, after=_short(one.after) or none)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def chips(recipe: TableRecipe) -> tuple[Chip, ...]:
    """The decisions about a table, the open ones first."""
    made = [_chip(decision) for decision in recipe.decisions]
    return tuple(sorted(made, key=lambda chip: not chip.asked))


def role_words(role: Role) -> str:
    """What a column is taken for, in a word."""
    words = {
        Role.DATE: _("dates"),
        Role.DATE_PART: _("month or quarter"),
        Role.VALUE: _("values"),
        Role.NAME: _("names"),
        Role.UNIT: _("units"),
        Role.CODE: _("codes"),
        Role.NOTE: _("notes"),
        Role.FIELD: _("field of a record"),
        Role.IGNORE: _("not imported"),
    }
    return words[role]


def row_words(part: RowPart) -> str:
    """What a row may be taken for, in words."""
    words = {
        RowPart.NAMES: _("names of the columns"),
        RowPart.UNITS: _("units"),
        RowPart.CODES: _("codes"),
        RowPart.FIRST: _("first row of the data"),
        RowPart.LAST: _("last row of the data"),
        RowPart.LEFT_OUT: _("left out"),
        RowPart.DATA: _("data"),
    }
    return words[part]


def cell_words(part: CellPart) -> str:
    """What a cell may be taken for, in words."""
    words = {
        CellPart.NAME: _("This is the name of its column"),
        CellPart.UNIT: _("This is the unit of its column"),
        CellPart.UNIT_OF_ALL: _("This is the unit of all columns without one"),
        CellPart.MINERAL: _("This says the mineral"),
        CellPart.DATE: _("This is the date of the report"),
    }
    return words[part]


def decision_words(key: str) -> str:
    """What is decided, in a word or two."""
    labels = {
        "day_first": _("Day before month"),
        "decimal": _("Decimal sign"),
        "date_system": _("Excel dates count from"),
        "unit": _("Unit"),
        "per": _("Prices are per"),
        "frequency": _("Frequency"),
        "collection": _("Kept under"),
        "kind": _("Kind"),
        "mineral": _("Mineral"),
        "name": _("Name"),
        "stage": _("Stage"),
        "country": _("Country"),
        "venue": _("Venue"),
        "date": _("Date of the report"),
        "importers": _("Importers"),
        "period": _("Period"),
        "reference": _("Relative dates count from"),
    }
    return labels.get(key, key)


def choice_words(choice: str) -> str:
    """A value that a decision may take, in a word."""
    words = {
        "yes": _("yes"),
        "no": _("no"),
        ".": _("point"),
        ",": _("comma"),
        "mining": _("mining"),
        "processing": _("processing"),
        "across": _("across"),
        "down": _("down"),
    }
    return words.get(choice, choice)


def _table_words(plan: ImportPlan, at: int) -> str:
    series = [one for one in plan.series if one.table == at]
    records = sum(one.table == at for one in plan.records)
    recipe = plan.understood.tables[at].recipe
    words = []
    if series:
        words.append(plural("{count} series", "{count} series", len(series)))
        words.append(_date_words(recipe))
    if records:
        words.append(plural("{count} record", "{count} records", records))
    return ", ".join(words) or _("not understood yet")


def _date_words(recipe: TableRecipe) -> str:
    if recipe.orientation is Orientation.REPORT:
        return recipe.decided(DATE)
    return plural("{count} date", "{count} dates", recipe.last_row - recipe.first_row + 1)


def _chip(decision: Decision) -> Chip:
    choices = tuple((choice, choice_words(choice)) for choice in decision.choices)
    return Chip(decision.key, decision_words(decision.key), decision.value, choices, decision.evidence, not decision.certain)
