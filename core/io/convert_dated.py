"""From a table with a column of dates to series: a series a column, a name, or a row of months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.io.blocks import filled_down
from core.io.calendars import offset_of
from core.io.cells import Book, Kind, Sheet
from core.io.columns import Look, looks, text_at
from core.io.country_tables import is_total
from core.io.date_columns import DateColumn
from core.io.decisions import DAY_FIRST, FREQUENCY, NAME, NO
from core.io.guess import clean_title, is_generic, is_unit, lowered, mineral_name, mineral_of
from core.io.number_columns import NumberColumn
from core.io.questions import tell_questions
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.rhythm import frequency_of
from core.io.roles import SIDE
from core.io.row_units import RowUnits
from core.io.series_making import SeriesMaker
from core.io.table_dates import century_break, table_dates
from core.io.tenors import tenor_of
from core.io.troubles import Troubles
from core.io.value_columns import read_values
from core.model import Points, Series, address, pack_places
from core.model.countries import countries_in
from core.model.minerals import minerals_in
from core.words import _

_SAYS_NOTHING = frozenset({"value", "values", "data", "level", "figure", "series", "amount", "數值", "数值", "值"})
_GAPS_KEPT = frozenset({"weekly", "monthly", "quarterly", "half-yearly", "yearly"})


def convert_dated(book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> list[Series]:
    """The series of a table whose rows have dates."""
    work = _Dated(book, sheet, recipe, source_id, troubles)
    work.tell_side_tables()
    match recipe.orientation:
        case Orientation.LONG:
            return list(work.long())
        case Orientation.CALENDAR:
            return list(work.calendar())
        case _:
            return list(work.wide())


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of values in the order of their dates: positions from the table's first row, columns, days, values and marks."""

    at: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    days: npt.NDArray[np.datetime64]
    values: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]

    def where(self, wanted: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> _Cells:
        """Those of the cells that are wanted: (n,) flags or positions."""
        return _Cells(self.at[wanted], self.columns[wanted], self.days[wanted], self.values[wanted], self.marks[wanted])


class _Dated:
    """Reading one table of dated values."""

    def __init__(self, book: Book, sheet: Sheet, recipe: TableRecipe, source_id: str, troubles: Troubles) -> None:
        words = [one.column for one in (*recipe.having(Role.NAME), *recipe.having(Role.UNIT))]
        self.sheet = filled_down(sheet, words, recipe.first_row, recipe.last_row)
        self.recipe, self.troubles = recipe, troubles
        self.maker = SeriesMaker(book, sheet, recipe, source_id, troubles)
        self.rows = slice(recipe.first_row, recipe.last_row + 1)
        self.dates = self._dates()
        order = np.argsort(self.dates.days, kind="stable")  # NaT sorts last
        self.dated = ~np.isnat(self.dates.days)
        self.order = order[: np.count_nonzero(self.dated)]
        tell_questions(recipe, troubles)

    def wide(self) -> Iterator[Series]:
        """A series a value column."""
        self._tell_duplicates(self.order)
        for column in self.recipe.having(Role.VALUE):
            numbers = self._values(column)
            cells = self._cells(self.order, column, numbers)
            if len(cells.at):
                yield from self._series(column, cells, self._title(column), column.unit, column.mineral)
            else:
                self._tell_empty(column)

    def long(self) -> Iterator[Series]:
        """A series for each name (and unit) and value column."""
        names, units = self.recipe.having(Role.NAME), self.recipe.having(Role.UNIT)
        values = self.recipe.having(Role.VALUE)
        row_units = RowUnits(self.sheet, self.recipe)
        numbers = {column.column: self._values(column) for column in values}
        for rows in self._groups([one.column for one in (*names, *units)]):
            first = int(rows[0]) + self.recipe.first_row
            name = self._named(first, names, units)[0]
            order = rows[np.argsort(self.dates.days[rows], kind="stable")]
            self._tell_duplicates(order)
            for column in values:
                cells = self._cells(order, column, numbers[column.column])
                unit = row_units.of(first, column)
                title = self._title(column)
                if name:
                    title = name if len(values) == 1 or not column.header or is_unit(column.title) else f"{name}, {column.title}"
                if len(cells.at):
                    yield from self._series(column, cells, title, unit, mineral_of(name) or column.mineral)

    def calendar(self) -> Iterator[Series]:
        """A series for the table, or for each name in it: a row a year, its months or quarters across."""
        names, units = self.recipe.having(Role.NAME), self.recipe.having(Role.UNIT)
        values = self.recipe.having(Role.VALUE)
        numbers = [self._values(column) for column in values]
        for rows in self._groups([one.column for one in (*names, *units)]):
            first = int(rows[0]) + self.recipe.first_row
            name, own_unit = self._named(first, names, units)
            order = rows[np.argsort(self.dates.days[rows], kind="stable")]
            self._tell_duplicates(order)
            cells = self._laid_end_to_end(order, values, numbers)
            if len(cells.at):
                mineral = mineral_of(name) or values[0].mineral
                yield from self._series(values[0], cells, name or self.recipe.decided(NAME), own_unit or values[0].unit, mineral)

    def _named(self, row: int, names: tuple[ColumnRole, ...], units: tuple[ColumnRole, ...]) -> tuple[str, str]:
        """(name, unit) of a row's series, as its columns of names and units say."""
        told = [clean_title(text_at(self.sheet, row, one.column)) for one in names]
        own = [text_at(self.sheet, row, one.column) for one in units]
        return ", ".join(filter(None, (title for title, _unit in told))), next(filter(None, (*own, *(unit for _title, unit in told))), "")

    def _laid_end_to_end(self, order: npt.NDArray[np.int64], values: tuple[ColumnRole, ...], numbers: list[NumberColumn]) -> _Cells:
        """The cells of rows of years as one run of months or quarters, from the first that is filled to the last."""
        years = self.dates.days[order].astype("datetime64[M]")
        fresh = np.concatenate([[True], years[1:] != years[:-1]]) if len(years) else np.zeros(0, bool)
        order, years = order[fresh], years[fresh]
        parts = [
            _Cells(
                order, np.full(len(order), column.column), (years + offset_of(column.title)).astype("datetime64[D]"),
                read.values[order], read.marks[order] | self.dates.marks[order],
            )
            for column, read in zip(values, numbers, strict=True)
        ]  # fmt: skip
        filled = np.concatenate([read.filled[order] for read in numbers])
        names = ("at", "columns", "days", "values", "marks")
        whole = _Cells(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
        by_day = np.argsort(whole.days, kind="stable")
        there = np.flatnonzero(filled[by_day])
        return whole.where(by_day[there[0] : there[-1] + 1] if len(there) else by_day[:0])

    def _dates(self) -> DateColumn:
        column = self.recipe.having(Role.DATE)[0].column
        dates = table_dates(self.sheet, self.recipe, day_first=self.recipe.decided(DAY_FIRST) != NO)
        unread = np.flatnonzero(np.isnat(dates.days))
        values = [one.column for one in self.recipe.having(Role.VALUE)]
        if len(unread) and values:
            rows, first = unread + self.recipe.first_row, min(values)
            with_numbers = (looks(self.sheet, rows, first, max(values))[:, np.array(values) - first] == Look.NUMBER).any(axis=1)
            lost = rows[with_numbers].tolist()
            self.troubles.cells(
                "date",
                _("This is not a date that is understood, so the row was left out."),
                lost,
                column,
                suggestion=_("Write it as 2024-03-31, 2024-03, 2024-Q1 or 2024."),
            )
        broken = century_break(self.sheet, self.recipe, dates.days)
        if broken is not None:
            self.troubles.cells(
                "century", _("The year has two digits and its century does not follow from its neighbours (41 to 99 were read as 19..)"),
                [broken], column, suggestion=_("Write the years with four digits."),
            )  # fmt: skip
        return dates

    def _groups(self, columns: list[int]) -> Iterator[npt.NDArray[np.int64]]:
        """The dated rows that agree in the words of these columns, group by group, in the order of their first row."""
        dated = np.sort(self.order)
        codes = np.zeros(len(dated), np.int64)
        for column in columns:
            kinds, numbers = self.sheet.kinds[self.rows, column][dated], self.sheet.numbers[self.rows, column][dated]
            keys, back = np.unique(np.stack([kinds.astype(np.float64), numbers]), axis=1, return_inverse=True)
            words: dict[str, int] = {}
            numbered = [words.setdefault(self._word(kind, number), len(words)) for kind, number in keys.T.tolist()]
            codes = codes * (len(words) + 1) + np.array(numbered, np.int64)[back.ravel()]
            codes = np.unique(codes, return_inverse=True)[1].ravel()
        by_code = np.argsort(codes, kind="stable")
        edges = np.flatnonzero(np.diff(codes[by_code])) + 1
        groups = np.split(dated[by_code], edges) if len(dated) else []
        yield from sorted(groups, key=lambda rows: int(rows[0]))

    def _word(self, kind: float, number: float) -> str:
        return " ".join(self.sheet.strings[int(number)].split()).casefold() if int(kind) == Kind.TEXT else f"{int(kind)} {number!r}"

    def _values(self, column: ColumnRole) -> NumberColumn:
        return read_values(self.sheet, self.recipe, column, self.dated, self.troubles)

    def _cells(self, order: npt.NDArray[np.int64], column: ColumnRole, numbers: NumberColumn) -> _Cells:
        """The points of a column in these rows: blank cells make none, but a gap between values of a regular series is one."""
        filled = numbers.filled[order]
        if not filled.all():
            within = np.flatnonzero(filled)
            if not len(within):
                order = order[:0]
            else:
                cut = slice(within[0], within[-1] + 1)
                share = len(within) / (cut.stop - cut.start)
                keep_gaps = share >= 0.5 and frequency_of(np.unique(self.dates.days[order]), self.dates.precisions) in _GAPS_KEPT
                order = order[cut] if keep_gaps else order[filled]
        days = self.dates.days[order]
        if len(days) > 1:
            fresh = np.concatenate([[True], days[1:] != days[:-1]])
            if not fresh.all():
                order, days = order[fresh], days[fresh]
        return _Cells(
            order, np.full(len(order), column.column), days, numbers.values[order], numbers.marks[order] | self.dates.marks[order]
        )

    def _series(self, column: ColumnRole, cells: _Cells, title: str, unit: str, mineral: str) -> Iterator[Series]:
        """The series of a column; what its dates call a forecast is one of its own."""
        ahead = self.dates.forecast[cells.at]
        if not ahead.all():
            yield self._one(column, cells.where(~ahead), title, unit, mineral)
        if ahead.any():
            words = _("{title}, forecast").format(title=title) if title else _("Forecast")
            yield self._one(replace(column, kind="forecast", fixed=True), cells.where(ahead), words, unit, mineral)

    def _one(self, column: ColumnRole, cells: _Cells, title: str, unit: str, mineral: str) -> Series:
        if mineral and not column.fixed and countries_in(title) and not minerals_in(title):
            title = f"{mineral_name(mineral)}, {title}"  # a country alone names no series
        rows = cells.at + self.recipe.first_row
        places = pack_places(0, cells.columns, rows) if self.recipe.across else pack_places(0, rows, cells.columns)
        points = Points(cells.days, cells.values, cells.marks, places)
        return self.maker.series(column, title, unit, mineral, points, self._frequency(cells.days), int(rows[0]), self._place(column))

    def _place(self, column: ColumnRole) -> str:
        """The place within the venue that a column of stocks is of, where another column adds the places up; "" elsewhere."""
        if column.kind not in {"stock", "holding"} or is_total(column.title):
            return ""
        return column.title if any(is_total(one.title) for one in self.recipe.having(Role.VALUE)) and not mineral_of(column.title) else ""

    def _frequency(self, days: npt.NDArray[np.datetime64]) -> str:
        decided = self.recipe.decision(FREQUENCY)
        return decided.value if decided is not None and decided.fixed else frequency_of(days, self.dates.precisions)

    def _title(self, column: ColumnRole) -> str:
        subject = self.recipe.decided(NAME)
        if column.fixed and column.title:
            return column.title
        if not column.title:
            alone = len(self.recipe.having(Role.VALUE)) == 1
            return subject if alone and subject else f"{subject} {address(0, column.column)[:-1]}".strip()
        if not (is_generic(column.title) and subject):
            return column.title
        if column.title.casefold() in _SAYS_NOTHING:
            return subject
        return f"{subject} {column.title if tenor_of(column.title) else lowered(column.title)}"

    def tell_side_tables(self) -> None:
        """A note for each small table that stands to the right of this one and was left out."""
        for one in self.recipe.columns:
            if one.field == SIDE and one.role is Role.IGNORE:
                rows = [row for row in range(self.rows.start, self.rows.stop) if text_at(self.sheet, row, one.column)]
                self.troubles.cells(
                    "side table", _("This belongs to a small table beside the data and was left out."), rows, one.column, severity="note",
                    summed=True, suggestion=_("Click on its column in the import dialog to say what it is."),
                )  # fmt: skip

    def _tell_duplicates(self, order: npt.NDArray[np.int64]) -> None:
        days = self.dates.days[order]
        again = order[1:][days[1:] == days[:-1]]
        if len(again):
            column = self.recipe.having(Role.DATE)[0].column
            self.troubles.cells(
                "date twice", _("This date stands twice; the first row was kept."), np.sort(again + self.recipe.first_row).tolist(), column,
                suggestion=_("If the rows belong to different series, mark the column that names them."),
            )  # fmt: skip

    def _tell_empty(self, column: ColumnRole) -> None:
        row = self.recipe.title_row if self.recipe.title_row is not None else self.recipe.first_row
        self.troubles.add(
            "empty", _("The column “{title}” holds no value.").format(title=column.title), cell=self.recipe.address(row, column.column),
            value=column.header, severity="note",
        )  # fmt: skip
