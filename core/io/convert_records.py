"""From rows to records, field by field; names that are not known are kept as written and listed, never dropped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from core.io.blocks import filled_cells
from core.io.cells import Book, Cell, Kind, Sheet
from core.io.decisions import COLLECTION, DAY_FIRST, NO
from core.io.guess import slug, unit_id
from core.io.numbers import missing_mark, read_number
from core.io.periods import read_period, year_as_period
from core.io.recipe import Role, TableRecipe
from core.io.troubles import Troubles
from core.model import PARTS, Column, FieldKind, Mark, Record, address, columns, read
from core.model.countries import find_country
from core.model.minerals import find_mineral
from core.model.names import Match
from core.words import _

# What a record is known by, when the file gives it no id of its own.
_KEYS = {
    "events": ("title", "announced"),
    "supply": ("mineral", "stage", "country", "year", "period"),
    "trade": ("importer", "mineral", "stage", "detail", "supplier", "period"),
    "indicators": ("country", "name", "mineral", "year"),
    "figures": ("series", "title", "mineral", "date"),
    "country_facts": ("country", "region", "minerals", "stage", "measure", "year"),
    "asset_returns": ("title", "currency"),
    "targets": ("issuers", "minerals", "metric", "by"),
    "relations": ("giver", "taker", "kind", "date"),
    "annotations": ("series", "mineral", "date"),
}
_FINDERS: dict[str, Callable[[str], Match]] = {"mineral": find_mineral, "country": find_country}
_SIGNS = (
    ("≥", ">="),
    ("≤", "<="),
    (">=", ">="),
    ("<=", "<="),
    (">", ">"),
    ("<", "<"),
    ("more than", ">"),
    ("less than", "<"),
    ("~", "~"),
    ("about", "about"),
)
_LIST = re.compile(r"\s*[;；、]\s*")
_LIST_OF_NAMES = re.compile(r"\s*[;；、,，/]\s*|\s+and\s+")


def convert_records(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> tuple[Record, ...]:
    """A record for each row of the table that holds anything, with ids of their own."""
    declared = {one.name: one for one in columns(PARTS[recipe.kind])}
    fields = [(one.column, declared[one.field]) for one in recipe.having(Role.FIELD) if one.field in declared]
    reader = RowReader(sheet, recipe.decided(DAY_FIRST) != NO, troubles)
    filled = filled_cells(sheet)[recipe.first_row : recipe.last_row + 1, [column for column, _declared in fields]]
    prefix = recipe.decided(COLLECTION, "sheet")
    _tell_left_out(recipe, troubles)
    made: dict[str, Record] = {}
    for row in (np.flatnonzero(filled.any(axis=1)) + recipe.first_row).tolist():
        if np.count_nonzero(filled[row - recipe.first_row]) < 2:
            continue  # a note under the table
        values = reader.row(row, fields)
        own = values.pop("id", "") or f"{prefix}/{recipe.kind}/{key_of(recipe.kind, values)}"
        record_id = free_id(own, made)
        if record_id != own:
            troubles.add(
                "record twice",
                _("Another row has the same key; both were kept."),
                cell=address(row, fields[0][0]),
                value=own,
                severity="note",
            )
        values.setdefault("source", source_id)
        values["source"] = values["source"] or source_id
        if "cell" in declared and not values.get("cell"):
            values["cell"] = place_in(book, sheet, sheet.cell(row, fields[0][0]))
        made[record_id] = PARTS[recipe.kind](id=record_id, **{name: value for name, value in values.items() if name in declared})
    return tuple(made.values())


def free_id(own: str, taken: Container[str]) -> str:
    """`own`, or where it is taken the first of own-2, own-3 ... that is not."""
    if own not in taken:
        return own
    return next(f"{own}-{number}" for number in count(2) if f"{own}-{number}" not in taken)


def place_in(book: Book, sheet: Sheet, cell: Cell) -> str:
    """The place of a cell in its file; text files have no sheets."""
    return cell.address if book.format in {"csv", "tsv", "txt", "text"} else f"{sheet.name}!{cell.address}"


def _tell_left_out(recipe: TableRecipe, troubles: Troubles) -> None:
    for question in recipe.questions:
        if question.key == DAY_FIRST:
            message = _("“{date}” may be day/month or month/day and no date of its column settles it; it was read as day/month.")
            troubles.add(
                "day first", message.format(date=question.evidence), cell=address(recipe.first_row, recipe.first_column),
                value=question.evidence, suggestion=_("Say in the import dialog which comes first."),
            )  # fmt: skip
    for one in recipe.columns:
        if one.role is not Role.FIELD and one.header and not one.fixed:
            troubles.add(
                "column", _("The column “{title}” is no field of such a record and was left out.").format(title=one.header),
                cell=address(recipe.header_rows[0] if recipe.header_rows else recipe.first_row, one.column), value=one.header,
                severity="note", suggestion=_("Say in the import dialog which field it is."),
            )  # fmt: skip


def key_of(part: str, values: Mapping[str, Any]) -> str:
    """What a record with these field values is known by, as a part of its id."""
    words = []
    for name in _KEYS[part]:
        value = values.get(name)
        if value not in (None, "", ()):
            words.append(" ".join(value) if isinstance(value, tuple) else str(value))
    return slug(" ".join(words))[:120]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the cells of rows into the values of fields. decimal: the sign in numbers that are written as text."""

    sheet: Sheet
    day_first: bool
    troubles: Troubles
    decimal: str = "."

    def row(self, row: int, fields: list[tuple[int, Column]]) -> dict[str, Any]:
        """The field values of a row."""
        values: dict[str, Any] = {}
        said: list[str] = []
        for column, declared in fields:
            cell = self.sheet.cell(row, column)
            try:
                values[declared.name] = self._value(declared, cell, values, said)
            except ValueError as reason:
                self.troubles.add(
                    declared.name.replace("_", " "), _("{reason}; the field was left empty.").format(reason=str(reason)),
                    cell=cell.address, value=cell.text,
                )  # fmt: skip
        if said:
            values["note"] = "; ".join(filter(None, (values.get("note", ""), *said)))
        return values

    def _value(self, declared: Column, cell: Cell, values: dict[str, Any], said: list[str]) -> Any:
        if cell.kind is Kind.BLANK:
            return read(declared, None) if not declared.required else ""
        if cell.kind in {Kind.ERROR, Kind.UNCOMPUTED}:
            raise ValueError(_("The cell holds {text} and no value").format(text=cell.text))
        match declared.kind:
            case FieldKind.NUMBER | FieldKind.INTEGER if isinstance(cell.value, str):
                return self._number(declared, cell.value, values, said)
            case FieldKind.DATE | FieldKind.DAY:
                return read(declared, self._date(cell))
            case FieldKind.LIST:
                return self._list(declared, cell)
            case FieldKind.TEXT if declared.refers in _FINDERS:
                return self._name(declared, cell.text, cell)
            case FieldKind.TEXT if declared.refers == "unit":
                return unit_id(cell.text) or cell.text.strip()
            case _:
                return read(declared, cell.value if isinstance(cell.value, bool | float) else cell.text)

    def _number(self, declared: Column, text: str, values: dict[str, Any], said: list[str]) -> Any:
        if not text.strip():
            return None
        mark = missing_mark(text)
        if mark is not None:
            words = {Mark.WITHHELD: _("withheld"), Mark.NIL: _("nil")}
            said.append(f"{declared.title}: {words.get(mark, _('not available'))} ({text.strip()})")
            return None
        number = read_number(text, self.decimal)
        if number is None:
            return read(declared, text)
        sign = next((sign for word, sign in _SIGNS if text.strip().casefold().startswith(word)), "")
        if sign and not values.get("comparator"):
            values["comparator"] = sign
        if Mark.ESTIMATED & number.mark:
            values["estimated"] = True
        if number.high is not None:
            values["high"] = number.high
        return read(declared, number.value)

    def _date(self, cell: Cell) -> object:
        match cell.value:
            case dt.datetime():
                return cell.value.date()
            case float():
                return year_as_period(cell.value) or cell.text
            case str():
                period = read_period(cell.value)
                if period is None:
                    return cell.value
                return period.date if self.day_first or period.other is None else period.other
            case _:
                return cell.value

    def _list(self, declared: Column, cell: Cell) -> tuple[str, ...]:
        finder = _FINDERS.get(declared.refers)
        items = [item for item in _LIST.split(cell.text.strip()) if item]
        if finder is None:
            return tuple(items)
        names: list[str] = []
        for item in items:
            parts = [part for part in _LIST_OF_NAMES.split(item) if part]
            known = [finder(part).id for part in parts]
            names += known if not finder(item).id and len(parts) > 1 and all(known) else [self._name(declared, item, cell)]
        return tuple(dict.fromkeys(names))

    def _name(self, declared: Column, text: str, cell: Cell) -> str:
        """The id of a mineral or country by its name; the name itself, and a problem, where it is not known."""
        text = " ".join(text.split())
        match = _FINDERS[declared.refers](text) if text else None
        if match is None or match.id:
            return match.id if match else ""
        what = _("mineral") if declared.refers == "mineral" else _("country")
        hint = (
            _("Did you mean {names}?").format(names=", ".join(match.suggestions)) if match.suggestions else _("Correct it in the Data tab.")
        )
        self.troubles.add(
            f"unknown {declared.refers}", _("“{text}” is no {what} that is known; it was kept as written.").format(text=text, what=what),
            cell=cell.address, value=text, suggestion=hint,
        )  # fmt: skip
        return text
