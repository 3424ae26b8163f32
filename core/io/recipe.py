"""How one table of a sheet is read: where it is, what each column is, and what was decided about dates, numbers and units.

A recipe is guessed (`core.io.detect`), corrected in the import dialog (`with_role`, `with_column`, `with_decision`), remembered by the
fingerprint of its layout, and carried out by `core.io.convert`.
"""

from __future__ import annotations

import enum
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.io.guess import dateless
from core.model import address, range_address


class Role(enum.StrEnum):
    """What a column of a table is."""

    DATE = "date"
    DATE_PART = "date part"  # the month or quarter, where the column of dates holds the year
    VALUE = "value"
    NAME = "name"  # of a long table or a report: which series the row belongs to
    UNIT = "unit"
    CODE = "code"
    NOTE = "note"
    FIELD = "field"  # of a table of records: the field named in `ColumnRole.field`
    IGNORE = "ignore"


class Orientation(enum.StrEnum):
    """How a table is laid out."""

    WIDE = "wide"  # a series a column
    LONG = "long"  # a row a value: name, date, value
    RECORDS = "records"  # a record a row
    SHARES = "shares"  # who supplies whom: suppliers down and importers across, or lists of sources
    COUNTRIES = "countries"  # a row a country, its years and measures across
    CALENDAR = "calendar"  # a row a year, its months or quarters across
    REPORT = "report"  # a row a name, figures across, all of one date that stands in the words around
    UNKNOWN = "unknown"  # numbers under headers without dates: shown, and imported once a column is made the dates or the names


DATED = frozenset({Orientation.WIDE, Orientation.LONG, Orientation.CALENDAR})  # with a column of dates
OF_SERIES = DATED | {Orientation.REPORT}


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """One column: `column` is zero-based on the sheet; header: its words as they stand; kind, mineral, unit: of the series it makes.

    unit: as written in the file. unit_cell: (row, column) of the cell that says so, if one does. decimal: the sign in its texts.
    scale: what its number cells are multiplied by (100 where the number format shows percent). fixed: set by a person, not guessed.
    """

    column: int
    role: Role
    header: str = ""
    title: str = ""
    unit: str = ""
    mineral: str = ""
    kind: str = ""
    field: str = ""
    code: str = ""
    decimal: str = "."
    scale: float = 1.0
    unit_cell: tuple[int, int] | None = None
    fixed: bool = False
    note: str = ""  # what header rows say of it beside its name

    @property
    def key(self) -> str:
        """Its header as layouts are compared: words only, lower case, numbers as #."""
        return header_key(self.header)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that had to be decided about a table: `value` is one of `choices` (or free text when there are none).

    evidence: the cell text or sentence that decided it. certain is False when the file does not say: then the person is asked.
    """

    key: str
    value: str
    evidence: str = ""
    choices: tuple[str, ...] = ()
    certain: bool = True
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class TableRecipe:
    """How one table is read. Rows and columns are zero-based on the sheet and inclusive.

    kind: of its series ("price", "stock" ...), or the part its records go to ("events"). header_rows: all rows of the header, the
    unit row, the code row and the note rows, which only describe columns, among them. first_row and last_row: of the data.
    date_pattern: how its dates are written. above, below: the text around it.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    orientation: Orientation
    kind: str = ""
    header_rows: tuple[int, ...] = ()
    title_row: int | None = None
    unit_row: int | None = None
    code_row: int | None = None
    note_rows: tuple[int, ...] = ()
    columns: tuple[ColumnRole, ...] = ()
    decisions: tuple[Decision, ...] = ()
    date_pattern: str = ""
    sheet_pattern: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    layout: str = ""  # the fingerprint of the layout as found, whatever is corrected afterwards
    left_out: tuple[int, ...] = ()  # rows that a person left out
    bounded: bool = False  # a person said where the data begins and ends
    remembered: str = ""  # id of the `Recipe` that it follows
    workbook: str = ""  # key of the public workbook that the file is known as
    across: bool = False  # dates run across: the rows here are the columns of the sheet, and the columns its rows

    @property
    def head_row(self) -> int:
        """The first row of the header; of the data where there is none."""
        return self.header_rows[0] if self.header_rows else self.first_row

    @property
    def range(self) -> str:
        """Header and data, as A5:BT804."""
        top = min((*self.header_rows, self.first_row))
        if self.across:
            return range_address(self.first_column, top, self.last_column, self.last_row)
        return range_address(top, self.first_column, self.last_row, self.last_column)

    def address(self, row: int, column: int) -> str:
        """The address on the sheet of a row and column of the table."""
        return address(column, row) if self.across else address(row, column)

    def role_at(self, row: int, column: int) -> Role | None:
        """What the cell at this row and column of the sheet is taken for: its column's role, a title, a unit, a code; None outside."""
        if self.across:
            row, column = column, row
        one = self.column(column)
        if one is None or not (row in self.header_rows or self.first_row <= row <= self.last_row):
            return None
        if row not in self.header_rows or one.role is Role.IGNORE:
            return one.role
        return {self.unit_row: Role.UNIT, self.code_row: Role.CODE}.get(row, Role.NAME) if one.role is Role.VALUE else one.role

    def column(self, column: int) -> ColumnRole | None:
        """What the sheet's `column` is, or None when it does not belong to the table."""
        return next((one for one in self.columns if one.column == column), None)

    def having(self, role: Role) -> tuple[ColumnRole, ...]:
        """The columns of this role, from left to right."""
        return tuple(one for one in self.columns if one.role is role)

    def decision(self, key: str) -> Decision | None:
        """What was decided about `key`."""
        return next((one for one in self.decisions if one.key == key), None)

    def decided(self, key: str, otherwise: str = "") -> str:
        """The value decided for `key`."""
        found = self.decision(key)
        return found.value if found is not None else otherwise

    @property
    def questions(self) -> tuple[Decision, ...]:
        """The decisions that the file leaves open."""
        return tuple(one for one in self.decisions if not one.certain)


def with_column(recipe: TableRecipe, column: int, **changes: Any) -> TableRecipe:
    """The recipe with a column's title, unit, mineral, kind, decimal ... as a person set them. Raises KeyError for a foreign column."""
    if recipe.column(column) is None:
        raise KeyError(column)
    columns = tuple(replace(one, **{**changes, "fixed": True}) if one.column == column else one for one in recipe.columns)
    return replace(recipe, columns=columns)


def with_role(recipe: TableRecipe, column: int, role: Role) -> TableRecipe:
    """The recipe with a column's role as a person set it, and what follows for the others.

    There is one column of dates: the one before becomes ignored. A column of names or units makes the table long, without one it is wide.
    `detect.again` then looks at the sheet once more for what the change means for rows and decisions.
    """
    changed = with_column(recipe, column, role=role)
    if role is Role.DATE:
        columns = tuple(
            replace(one, role=Role.IGNORE) if one.role is Role.DATE and one.column != column else one for one in changed.columns
        )
        changed = replace(changed, columns=columns)
    return replace(changed, orientation=_orientation(changed))


def _orientation(recipe: TableRecipe) -> Orientation:
    if recipe.having(Role.FIELD):
        return Orientation.RECORDS
    if recipe.orientation is Orientation.COUNTRIES and any(one.field in {"country", "mineral"} for one in recipe.having(Role.NAME)):
        return Orientation.COUNTRIES
    lists = any(one.field == "sources" for one in recipe.having(Role.VALUE))
    matrix = recipe.having(Role.VALUE) and any(one.field == "country" for one in recipe.having(Role.NAME))
    if recipe.orientation is Orientation.SHARES and (lists or matrix):
        return Orientation.SHARES
    if not recipe.having(Role.DATE):
        return Orientation.REPORT if recipe.having(Role.NAME) and recipe.having(Role.VALUE) else Orientation.UNKNOWN
    if recipe.orientation is Orientation.CALENDAR:
        return Orientation.CALENDAR
    return Orientation.LONG if recipe.having(Role.NAME) or recipe.having(Role.UNIT) else Orientation.WIDE


def with_decision(recipe: TableRecipe, key: str, value: str) -> TableRecipe:
    """The recipe with a decision as a person took it; it is certain from now on.

    "decimal" and "kind" hold for all value columns, "unit" and "mineral" for those that the file says nothing about.
    """
    old = recipe.decision(key) or Decision(key, "")
    new = replace(old, value=value, certain=True, fixed=True)
    changed = replace(recipe, decisions=(*(one for one in recipe.decisions if one.key != key), new))
    match key:
        case "decimal":
            return _each_value(changed, lambda one: replace(one, decimal=value))
        case "kind":
            return replace(_each_value(changed, lambda one: replace(one, kind=value)), kind=value)
        case "unit":
            return _each_value(
                changed, lambda one: replace(one, unit=value) if one.unit_cell is None and one.unit in {"", old.value} else one
            )
        case "mineral":
            return _each_value(changed, lambda one: replace(one, mineral=value) if one.mineral in {"", old.value} else one)
        case "date_system":
            return replace(changed, date_pattern="serial 1904" if value == "1904" else "serial")
        case _:
            return changed


def _each_value(recipe: TableRecipe, change: Callable[[ColumnRole], ColumnRole]) -> TableRecipe:
    return replace(recipe, columns=tuple(change(one) if one.role is Role.VALUE else one for one in recipe.columns))


# --- the layout's fingerprint

_DIGITS = re.compile(r"\d+")
_NOT_WORDS = re.compile(r"[\W_]+")


def header_key(text: str) -> str:
    """Header words for comparing layouts: lower case, punctuation as spaces, numbers as #."""
    return _DIGITS.sub("#", _NOT_WORDS.sub(" ", text.casefold())).strip()


def _unit_key(unit: str) -> str:
    """A unit for comparing layouts: its words, and what tells $/t from €/t and 100 kg from 1000 kg."""
    telling = "".join(sign for sign in unit if sign.isdigit() or unicodedata.category(sign) == "Sc")
    return header_key(unit) + telling


def fingerprint(recipe: TableRecipe, subject: str = "") -> str:
    """A short word for the layout of a table as found: the same whatever the file is called and wherever the table stands.

    Words and types of the columns in any order, units, date pattern, sheet and title words. subject: what the file's name adds where
    the table itself does not say what it is about, so that silver's Date and Price are never taken for gold's.
    """
    kinds = {Role.DATE: "date", Role.VALUE: "value"}
    found = {
        "subject": subject,
        "sheet": recipe.sheet_pattern,
        "title": header_key(dateless(recipe.above[0])) if recipe.above else "",
        "orientation": recipe.orientation + (" across" if recipe.across else ""),
        "dates": recipe.date_pattern,
        "units": recipe.unit_row is not None,
        "columns": sorted([one.key, kinds.get(one.role, "text"), _unit_key(one.unit)] for one in recipe.columns),
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:24]


# --- as JSON, for `core.model.Recipe.steps`


def dumps(recipe: TableRecipe) -> str:
    """The recipe as JSON."""
    return json.dumps(asdict(recipe), ensure_ascii=False, separators=(",", ":"))


def loads(steps: str) -> TableRecipe:
    """The recipe of `dumps`. Raises ValueError when it is none; unknown names are ignored, so that newer recipes can be read."""
    try:
        plain = json.loads(steps)
        plain["orientation"] = Orientation(plain["orientation"])
        plain["columns"] = tuple(_column(one) for one in plain.get("columns", ()))
        plain["decisions"] = tuple(
            _known(Decision, {**one, "choices": tuple(one.get("choices", ()))}) for one in plain.get("decisions", ())
        )
        for name in ("header_rows", "note_rows", "above", "below", "left_out"):
            plain[name] = tuple(plain.get(name, ()))
        return _known(TableRecipe, plain)  # type: ignore[no-any-return] # made of checked parts
    except (KeyError, TypeError, AttributeError) as reason:
        raise ValueError(f"not a recipe: {reason}") from reason


def _column(plain: Mapping[str, Any]) -> ColumnRole:
    cell = plain.get("unit_cell")
    made: ColumnRole = _known(ColumnRole, {**plain, "role": Role(plain["role"]), "unit_cell": tuple(cell) if cell else None})
    return made


def _known(made: type, plain: Mapping[str, Any]) -> Any:
    return made(**{name: value for name, value in plain.items() if name in made.__dataclass_fields__})  # type: ignore[attr-defined] # dataclasses
