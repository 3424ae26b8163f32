"""From tables of who supplies whom to trade shares: a record for each importer, mineral and supplier, summed against 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.io.cells import Book, Kind, Sheet
from core.io.columns import text_at
from core.io.convert_records import free_id, key_of, place_in
from core.io.country_tables import COUNTRY_FIELD, MINERAL_FIELD
from core.io.decisions import COLLECTION, COUNTRY, MINERAL, UNIT
from core.io.guess import mineral_of, unit_id
from core.io.measures import stage_in
from core.io.questions import asked
from core.io.recipe import ColumnRole, Role, TableRecipe
from core.io.record_fields import RowReader
from core.io.record_names import name_of
from core.io.share_sums import tell_sums
from core.io.trade_decisions import DOWN, IMPORTERS, PERIOD
from core.io.trade_tables import QUANTITY_FIELD, SHARE_FIELD, SOURCES_FIELD, adds_up, import_sources
from core.io.troubles import Troubles
from core.model import TradeShare, columns
from core.model.countries import country_id
from core.words import _, plural

_DECLARED = {one.name: one for one in columns(TradeShare)}
_LONGEST_NOTE = 500  # letters


def convert_trade(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> tuple[TradeShare, ...]:
    """A trade share for each number of a matrix, or for each supplier of a list. Totals make none; blank cells neither."""
    _tell_open(recipe, troubles)
    work = _Trade(book, sheet, recipe, troubles)
    prefix = f"{recipe.decided(COLLECTION, 'sheet')}/trade"
    made: dict[str, TradeShare] = {}
    for values in work.rows():
        own = f"{prefix}/{key_of('trade', values)}"
        record_id = free_id(own, made)
        if record_id != own:
            troubles.add(
                "record twice", _("Another cell says the same of this importer, mineral and supplier; both were kept."),
                cell=values["cell"].rpartition("!")[2], value=own, severity="note",
            )  # fmt: skip
        made[record_id] = TradeShare(id=record_id, source=source_id, **values)
    tell_sums(made.values(), troubles)
    return tuple(made.values())


@dataclass(frozen=True, slots=True)
class _Trade:
    book: Book
    sheet: Sheet
    recipe: TableRecipe
    troubles: Troubles

    def rows(self) -> Iterator[dict[str, Any]]:
        """The values of each record's fields."""
        reader = RowReader(self.sheet, day_first=True, troubles=self.troubles)
        lists = [one for one in self.recipe.having(Role.VALUE) if one.field == SOURCES_FIELD]
        importer = {one.column: self._country(one.title, (self.recipe.head_row, one.column)) for one in self._numbers()}
        left: list[int] = []
        mineral = self._decided_mineral()
        for row in range(self.recipe.first_row, self.recipe.last_row + 1):
            mineral = self._named(row, MINERAL_FIELD) or mineral  # a name holds for the rows below it, too
            told = {
                "mineral": mineral,
                "period": self.recipe.decided(PERIOD),
                "note": self._notes(row),
            }
            name = self._text(row, COUNTRY_FIELD)
            if lists:
                told["importer"] = self._named(row, COUNTRY_FIELD) or self._whose()
                for one in lists:
                    yield from self._listed(row, one, told)
            elif adds_up(name):
                left.append(row)
            elif name:
                yield from self._numbered(reader, row, self._named(row, COUNTRY_FIELD), importer, told)
        if left:
            column = next(one.column for one in self.recipe.columns if one.field == COUNTRY_FIELD)
            self.troubles.cells("total", _("This row adds up others, so it was left out."), left, column, severity="note")

    def _numbers(self) -> tuple[ColumnRole, ...]:
        return tuple(one for one in self.recipe.having(Role.VALUE) if one.field != SOURCES_FIELD)

    def _numbered(self, reader: RowReader, row: int, beside: str, above: dict[int, str], told: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The records of a row of a matrix."""
        down = self.recipe.decided(IMPORTERS) == DOWN
        for one in self._numbers():
            cell = self.sheet.cell(row, one.column)
            unit = unit_id(one.unit) or one.unit or self.recipe.decided(UNIT)
            field = SHARE_FIELD if unit == "%" else QUANTITY_FIELD
            values = replace(reader, decimal=one.decimal).row(row, [(one.column, _DECLARED[field])])
            number = values.get(field)
            if number is None:
                continue
            if one.scale != 1.0 and cell.kind is Kind.NUMBER:
                values[field] = number * one.scale
            note = "; ".join(filter(None, (values.get("note", ""), told["note"])))
            yield {name: value for name, value in (told | values).items() if name in _DECLARED} | {
                "importer": beside if down else above[one.column],
                "supplier": above[one.column] if down else beside,
                "unit": "" if field == SHARE_FIELD else unit,
                "note": note,
                "cell": place_in(self.book, self.sheet, cell),
            }

    def _listed(self, row: int, one: ColumnRole, told: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The records of a list of sources."""
        cell = self.sheet.cell(row, one.column)
        sources = import_sources(cell.text)
        if not sources and cell.text.strip():
            self.troubles.add(
                "sources", _("This is no list of suppliers with their shares; no record was made of it."), cell=cell.address,
                value=cell.text, suggestion=_("Write it as China (54%), Japan (12%), other (34%)."),
            )  # fmt: skip
        for source in sources:
            if adds_up(source.name):
                continue
            yield told | {
                "mineral": (mineral_of(source.product) if not told["mineral"] else "") or told["mineral"],
                "supplier": name_of("country", source.name, cell, self.troubles),
                "share": source.share,
                "comparator": source.comparator,
                "detail": source.product,
                "stage": stage_in(source.product),
                "cell": place_in(self.book, self.sheet, cell),
            }

    def _country(self, name: str, place: tuple[int, int]) -> str:
        return name_of("country", name, self.sheet.cell(*place), self.troubles)

    def _named(self, row: int, wanted: str) -> str:
        """The id of the mineral or country of a row by its name."""
        one = next((one for one in self.recipe.having(Role.NAME) if one.field == wanted), None)
        refers = "mineral" if wanted == MINERAL_FIELD else "country"
        return (
            name_of(refers, text_at(self.sheet, row, one.column), self.sheet.cell(row, one.column), self.troubles)
            if one is not None
            else ""
        )

    def _decided_mineral(self) -> str:
        said = self.recipe.decided(MINERAL)
        return mineral_of(said) or said if said else ""

    def _whose(self) -> str:
        said = self.recipe.decided(COUNTRY)
        return country_id(said) or said if said else ""

    def _text(self, row: int, wanted: str) -> str:
        return next((text_at(self.sheet, row, one.column) for one in self.recipe.columns if one.field == wanted), "")

    def _notes(self, row: int) -> str:
        told = ((one.header, text_at(self.sheet, row, one.column)) for one in self.recipe.having(Role.NOTE))
        return "; ".join(f"{header}: {text}" if header else text for header, text in told if text)[:_LONGEST_NOTE]


def _tell_open(recipe: TableRecipe, troubles: Troubles) -> None:
    """What the file does not say, and the columns that were left out."""
    for question in recipe.questions:
        message, suggestion, row = asked(question, recipe)
        troubles.add(question.key, message, cell=recipe.address(row, recipe.first_column), value=question.evidence, suggestion=suggestion)
    left = [one.header for one in recipe.columns if one.role is Role.IGNORE and one.header and not one.fixed]
    if left:
        message = plural("{count} column was left out", "{count} columns were left out", len(left)) + ": " + ", ".join(left[:6]) + "."
        troubles.add("column", message, cell=recipe.address(recipe.head_row, recipe.first_column), severity="note")
