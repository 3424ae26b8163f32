"""From a table with a row a country to records: what each produces and holds of a mineral, or how it scores, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from core.io.cells import Book, Cell, Kind, Sheet
from core.io.columns import text_at
from core.io.convert_records import free_id, key_of, place_in
from core.io.country_tables import COUNTRY_FIELD, MINERAL_FIELD, SCORE_FIELD, TYPE_FIELD, YEAR_FIELD, is_total
from core.io.decisions import COLLECTION, COUNTRY, MINERAL, NAME, STAGE, UNIT
from core.io.guess import mineral_of, slug, unit_id, unit_inside
from core.io.measures import Measure, measure_in, says_estimated, stage_in
from core.io.periods import read_period
from core.io.public_workbooks import workbook_of
from core.io.questions import asked
from core.io.recipe import ColumnRole, Role, TableRecipe
from core.io.record_fields import RowReader
from core.io.row_units import unit_in_row
from core.io.troubles import Troubles
from core.model import PARTS, Column, Record, columns
from core.model.countries import find_country
from core.model.minerals import minerals
from core.words import _, plural

WORLD = "WLD"
_TRADED = re.compile(r"\b(?:imports?|exports?)\b|進口|进口|出口", re.I)
_LONGEST_NOTE = 500  # letters


def convert_countries(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> tuple[Record, ...]:
    """A record for each country, measure and year that the table has a number or a word for. Blank cells make none."""
    work = _Countries(book, sheet, recipe, source_id, troubles)
    _tell_open(recipe, troubles)
    made = work.records()
    work.tell_errors()
    work.tell_traded()
    return made


@dataclass(slots=True)
class _Countries:
    book: Book
    sheet: Sheet
    recipe: TableRecipe
    source: str
    troubles: Troubles
    errors: dict[int, list[int]] = field(default_factory=dict)  # rows of cells that hold an error, by column
    traded: list[int] = field(default_factory=list)  # rows of imports and exports among those of supply

    def records(self) -> tuple[Record, ...]:
        """The records with ids of their own, in the order of the rows."""
        prefix = f"{self.recipe.decided(COLLECTION, 'sheet')}/{self.recipe.kind}"
        made: dict[str, Record] = {}
        record_type: Any = PARTS[self.recipe.kind]
        for values, where in self._rows():
            own = f"{prefix}/{key_of(self.recipe.kind, values)}"
            if own in made and values.get("note"):
                own += f"-{slug(values['note'])[:60]}"  # another product at the same stage
            record_id = free_id(own, made)
            if record_id != own:
                self.troubles.add(
                    "record twice", _("Another row says the same of this country, mineral and year; both were kept."), cell=where,
                    value=own, severity="note",
                )  # fmt: skip
            made[record_id] = record_type(id=record_id, source=self.source, **values)
        return tuple(made.values())

    def tell_errors(self) -> None:
        """A problem for the cells that hold an error of Excel's: no record was made of them."""
        message = _("This cell holds an error and no value; no record was made of it.")
        for column, rows in self.errors.items():
            self.troubles.cells("error", message, rows, column)

    def tell_traded(self) -> None:
        """A problem for the rows of imports and exports: they are no supply."""
        column = next((one for one in self.recipe.columns if one.field == TYPE_FIELD), None)
        if column is not None and self.traded:
            message = _("This row counts trade and no supply; no record was made of it.")
            self.troubles.cells("trade", message, sorted(set(self.traded)), column.column, severity="note", summed=True)

    def _rows(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The values of each record's fields, and the address of its number."""
        declared = {one.name: one for one in columns(PARTS[self.recipe.kind])}
        reader = RowReader(self.sheet, day_first=True, troubles=self.troubles)
        names = [(one.column, declared[one.field]) for one in self.recipe.columns if one.field in {COUNTRY_FIELD, MINERAL_FIELD}]
        figures = [(one, measure_in(one.header)) for one in self.recipe.having(Role.VALUE)]
        whose = self._whose()
        for row in range(self.recipe.first_row, self.recipe.last_row + 1):
            totals = [
                (column, field) for column, field in names if field.name == COUNTRY_FIELD and is_total(text_at(self.sheet, row, column))
            ]
            told = reader.row(row, [one for one in names if one not in totals]) | {field.name: WORLD for _column, field in totals}
            if not any(told.values()):
                continue
            told["country"] = told.get("country", "") or whose
            told["note"] = self._notes(row)
            if self.recipe.kind == "supply":
                yield from self._supply(reader, row, told, figures, declared)
            else:
                yield from self._scores(reader, row, told, figures, declared)

    def _supply(
        self, reader: RowReader, row: int, told: dict[str, Any], figures: list[tuple[ColumnRole, Measure]], declared: dict[str, Column]
    ) -> Iterator[tuple[dict[str, Any], str]]:
        kind = "; ".join(dict.fromkeys(self._texts(row, TYPE_FIELD)))
        if _TRADED.search(kind) and not stage_in(kind):
            self.traded.append(row)
            return
        mineral = _mineral(told.get("mineral", ""), kind)
        own_unit = unit_in_row(self.sheet, self.recipe, row)
        for one, measure in figures:
            cell = self._cell(row, one)
            if cell is None:
                continue
            values = self._figures(reader, row, [(one, declared[one.field or "quantity"])])
            unit = own_unit or one.unit or unit_inside(kind) or self.recipe.decided(UNIT)
            if "share" in values:
                unit = ""  # a share is in percent of the world
            values |= {
                "country": told["country"],
                "mineral": mineral or one.mineral or self.recipe.decided(MINERAL),
                "stage": measure.stage or stage_in(kind) or stage_in(self._text(row, MINERAL_FIELD)) or self.recipe.decided(STAGE),
                "year": measure.year if measure.year is not None else self._year(row),
                "unit": unit_id(unit) or unit,
                "estimated": values.get("estimated", False) or measure.estimated or says_estimated(kind),
                "cell": place_in(self.book, self.sheet, cell),
                "note": "; ".join(filter(None, (kind, values.get("note", ""), told["note"]))),
            }
            yield values, cell.address

    def _scores(
        self, reader: RowReader, row: int, told: dict[str, Any], figures: list[tuple[ColumnRole, Measure]], declared: dict[str, Column]
    ) -> Iterator[tuple[dict[str, Any], str]]:
        errors = {measure.year: one for one, measure in figures if one.field == "error"}
        for one, measure in figures:
            cell = self._cell(row, one) if one.field != "error" else None
            if cell is None:
                continue
            beside = errors.get(measure.year)
            error = self._cell(row, beside) if beside is not None else None
            fields = [(one, declared["value"])] + ([(beside, declared["error"])] if beside and error else [])
            values = {name: value for name, value in self._figures(reader, row, fields).items() if name in declared}
            title = ", ".join(filter(None, (self._score(row) or self.recipe.decided(NAME), "" if measure.is_main else measure.title)))
            note = "; ".join(filter(None, (values.get("note", ""), told["note"])))
            values |= {
                "country": told["country"],
                "mineral": told.get("mineral", ""),
                "name": title,
                "note": note,
                "year": measure.year if measure.year is not None else self._year(row),
                "unit": unit_id(one.unit) or one.unit,
                "cell": place_in(self.book, self.sheet, cell),
            }
            yield values, cell.address

    def _score(self, row: int) -> str:
        """What the row's score is called; a code of a known workbook as what it means."""
        said, known = self._text(row, SCORE_FIELD), workbook_of(self.recipe.workbook)
        return known.codes.get(said, said) if known is not None else said

    def _figures(self, reader: RowReader, row: int, fields: list[tuple[ColumnRole, Column]]) -> dict[str, Any]:
        """The numbers of a row with the decimal sign of their column; cells that Excel shows as percent are in percent."""
        values: dict[str, Any] = {}
        for one, declared in fields:
            read = replace(reader, decimal=one.decimal).row(row, [(one.column, declared)])
            number = read.get(declared.name)
            if one.scale != 1.0 and number is not None and self.sheet.cell(row, one.column).kind is Kind.NUMBER:
                read[declared.name] = number * one.scale
            values |= read
        return values

    def _cell(self, row: int, one: ColumnRole) -> Cell | None:
        """The cell of a figure; None for a blank one, and for one that holds an error, which is remembered."""
        cell = self.sheet.cell(row, one.column)
        if cell.kind in {Kind.ERROR, Kind.UNCOMPUTED}:
            self.errors.setdefault(one.column, []).append(row)
            return None
        return cell if cell.kind is not Kind.BLANK and cell.text.strip() else None

    def _whose(self) -> str:
        """The country of a table that names none in its rows, as its id where it is known."""
        said = self.recipe.decided(COUNTRY)
        return find_country(said).id or said if said else ""

    def _notes(self, row: int) -> str:
        """What the columns of notes say in a row, each after its heading."""
        told = ((one.header, text_at(self.sheet, row, one.column)) for one in self.recipe.having(Role.NOTE) if one.field != TYPE_FIELD)
        return "; ".join(f"{header}: {text}" if header else text for header, text in told if text)[:_LONGEST_NOTE]

    def _text(self, row: int, wanted: str) -> str:
        return next(iter(self._texts(row, wanted)), "")

    def _texts(self, row: int, wanted: str) -> list[str]:
        return [text for one in self.recipe.columns if one.field == wanted and (text := text_at(self.sheet, row, one.column))]

    def _year(self, row: int) -> int | None:
        text = self._text(row, YEAR_FIELD)
        if text.replace(".", "", 1).isdigit():
            return int(float(text))
        period = read_period(text)
        return None if period is None else period.date.start.year


def _mineral(named: str, kind: str) -> str:
    """The mineral of a row; where it names a group, the one of it that the kind of figure is about."""
    about = mineral_of(kind)
    group = minerals().get(named)
    return about if not named or (group is not None and about in group.members) else named


def _tell_open(recipe: TableRecipe, troubles: Troubles) -> None:
    """What the file does not say, and which columns of numbers were left out."""
    first = recipe.having(Role.VALUE)[0]
    where = recipe.address(recipe.head_row, first.column)
    for question in recipe.questions:
        message, suggestion, _row = asked(question, recipe)
        troubles.add(question.key, message, cell=where, value=question.evidence or first.header, suggestion=suggestion)
    left = [one.header for one in recipe.columns if one.role is Role.IGNORE and one.header and not one.fixed]
    if left:
        message = plural("{count} column was left out", "{count} columns were left out", len(left))
        message += ": " + ", ".join(left[:6]) + (" …" if len(left) > 6 else "") + "."
        troubles.add(
            "column", message, cell=where, severity="note", suggestion=_("Say in the import dialog what a column is to import it.")
        )
