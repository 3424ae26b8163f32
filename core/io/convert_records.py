"""From rows to records, field by field; names that are not known are kept as written and listed, never dropped."""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import count
from typing import Any

import numpy as np

from core.io.blocks import filled_cells
from core.io.cells import Book, Cell, Sheet
from core.io.columns import text_at
from core.io.decisions import COLLECTION, COUNTRY, DAY_FIRST, MINERAL, NO, REFERENCE, reference_column
from core.io.guess import slug
from core.io.questions import asked
from core.io.recipe import Role, TableRecipe
from core.io.record_fields import RowReader
from core.io.record_headers import REFERENCE_FIELD, likeness
from core.io.reference_dates import day_of
from core.io.share_sums import tell_sums
from core.io.troubles import Troubles
from core.model import PARTS, Record, TradeShare, address, columns
from core.model.countries import country_id
from core.model.minerals import mineral_id
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
_LONGEST_NOTE = 500  # letters
_LONGEST_TITLE = 120
_FEW_WORDS = 5  # more are a title by themselves


def convert_records(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> tuple[Record, ...]:
    """A record for each row of the table that holds anything, with ids of their own."""
    declared = {one.name: one for one in columns(PARTS[recipe.kind])}
    fields = [(one.column, declared[one.field]) for one in recipe.having(Role.FIELD) if one.field in declared]
    reader = _reader(sheet, recipe, troubles)
    filled = filled_cells(sheet)[recipe.first_row : recipe.last_row + 1, [column for column, _declared in fields]]
    prefix = recipe.decided(COLLECTION, "sheet")
    _tell_columns(recipe, troubles)
    given = _given(recipe)
    made: dict[str, Record] = {}
    for row in (np.flatnonzero(filled.any(axis=1)) + recipe.first_row).tolist():
        if np.count_nonzero(filled[row - recipe.first_row]) < 2:
            continue  # a note under the table
        values = reader.row(row, fields)
        if "note" in declared:
            values["note"] = "; ".join(filter(None, (values.get("note", ""), _noted(sheet, recipe, row))))
        if recipe.kind == "events" and not values.get("title"):
            values["title"] = _titled(values, sheet, row, recipe)
        if "operator" in declared and not values.get("operator"):
            sign = values.get("comparator", "")
            values["operator"] = sign if sign in declared["operator"].choices else ""
        for name, said in given.items():
            values[name] = values.get(name) or said
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
    tell_sums((one for one in made.values() if isinstance(one, TradeShare)), troubles)
    return tuple(made.values())


def _given(recipe: TableRecipe) -> dict[str, str]:
    """What holds for all rows of a list of trade shares that has no column for it: the importer, the mineral."""
    if recipe.kind != "trade":
        return {}
    country, mineral = recipe.decided(COUNTRY), recipe.decided(MINERAL)
    return {"importer": country_id(country) or country, "mineral": mineral_id(mineral) or mineral}


def free_id(own: str, taken: Container[str]) -> str:
    """`own`, or where it is taken the first of own-2, own-3 ... that is not."""
    if own not in taken:
        return own
    return next(f"{own}-{number}" for number in count(2) if f"{own}-{number}" not in taken)


def place_in(book: Book, sheet: Sheet, cell: Cell) -> str:
    """The place of a cell in its file; text files have no sheets."""
    return cell.address if book.format in {"csv", "tsv", "txt", "text"} else f"{sheet.name}!{cell.address}"


def _reader(sheet: Sheet, recipe: TableRecipe, troubles: Troubles) -> RowReader:
    said = recipe.decided(REFERENCE)
    reference = day_of(said) if said else None
    if said and reference is None:
        troubles.add(
            "reference date", _("“{text}” is no day that relative dates can count from; write 2026-11-26.").format(text=said),
            cell=address(recipe.first_row, recipe.first_column), value=said,
        )  # fmt: skip
    return RowReader(
        sheet,
        recipe.decided(DAY_FIRST) != NO,
        troubles,
        percent=True,
        merged=_merged_down(sheet, recipe),
        reference=reference,
        reference_column=reference_column(recipe),
        headers={one.column: one.header for one in recipe.columns},
    )


def _merged_down(sheet: Sheet, recipe: TableRecipe) -> dict[tuple[int, int], tuple[int, int]]:
    """For the places in the table that merged cells cover downwards: the place of the cell that holds for them."""
    inside = [one for one in sheet.merged if recipe.first_row <= one[0] and one[2] <= recipe.last_row and one[1] == one[3]]
    return {(row, left): (top, left) for top, left, bottom, _right in inside for row in range(top + 1, bottom + 1)}


def _noted(sheet: Sheet, recipe: TableRecipe, row: int) -> str:
    """What the columns that are no field say in a row, each after its heading."""
    beside = [one for one in recipe.columns if one.role is Role.NOTE or one.field == REFERENCE_FIELD]
    told = ((one.header, text_at(sheet, row, one.column)) for one in beside)
    return "; ".join(f"{header}: {text}" if header else text for header, text in told if text)[:_LONGEST_NOTE]


def _titled(values: dict[str, Any], sheet: Sheet, row: int, recipe: TableRecipe) -> str:
    """A title for an event of a table without one: its summary, or what the measure is, of what, by whom."""
    summary = values.get("summary", "")
    if summary:
        return str(summary) if len(summary) <= _LONGEST_TITLE else str(summary)[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    texts = {one.field: text_at(sheet, row, one.column) for one in recipe.having(Role.FIELD)}
    about = ", ".join(filter(None, (texts.get("minerals", ""), texts.get("actors", ""))))
    measure = texts.get("instrument", "") or _("Measure")
    return f"{measure}: {about}" if about and len(measure.split()) <= _FEW_WORDS else measure


def _tell_columns(recipe: TableRecipe, troubles: Troubles) -> None:
    """What the file leaves open; the columns whose header is misspelled or no field, and what became of them."""
    for question in recipe.questions:
        message, suggestion, row = asked(question, recipe)
        if message and (question.key != REFERENCE or question.value):  # without a day each cell is told of
            troubles.add(
                question.key.replace("_", " "),
                message,
                cell=address(row, recipe.first_column),
                value=question.evidence,
                suggestion=suggestion,
            )
    header = recipe.head_row
    for one in recipe.columns:
        if not one.header or one.fixed:
            continue
        cell = address(header, one.column)
        if one.role is Role.FIELD and one.field != REFERENCE_FIELD:
            word, like = likeness(recipe.kind, one.header, one.field)
            if like < 1.0:
                message = _("The column “{title}” was taken for “{word}” ({certainty} %).")
                troubles.add(
                    "column", message.format(title=one.header, word=word, certainty=round(100 * like)), cell=cell, value=one.header,
                    severity="note", suggestion=_("Say in the import dialog which field it is."),
                )  # fmt: skip
        elif one.role is not Role.FIELD:
            message = _("The column “{title}” is no field of such a record; it was kept in the note of each record.")
            if one.role is not Role.NOTE:
                message = _("The column “{title}” is no field of such a record and was left out.")
            troubles.add(
                "column", message.format(title=one.header), cell=cell, value=one.header, severity="note",
                suggestion=_("Say in the import dialog which field it is."),
            )  # fmt: skip


def key_of(part: str, values: Mapping[str, Any]) -> str:
    """What a record with these field values is known by, as a part of its id."""
    words = []
    for name in _KEYS[part]:
        value = values.get(name)
        if value not in (None, "", ()):
            words.append(" ".join(value) if isinstance(value, tuple) else str(value))
    return slug(" ".join(words))[:120]
