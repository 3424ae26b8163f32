"""Where the tables of a sheet are, and a first guess at how each is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from core.io.anchors import DATE_WORD, Anchor, find_anchor, is_anchored
from core.io.blocks import Block, filled_cells, islands, row_runs, turned
from core.io.calendars import as_calendar, offset_of
from core.io.cells import Sheet
from core.io.columns import Look, figures, looks, text_at
from core.io.correcting import seen
from core.io.country_tables import countries_across, country_table
from core.io.date_columns import MONTHS, YEARS
from core.io.decisions import DAY_FIRST, NO, decide
from core.io.guess import collection_of, dateless, is_generic, told_by_name
from core.io.headers import MAX_HEADER_ROWS, find_header, is_data_row, sentence_rows
from core.io.legends import explained
from core.io.periods import FIRST_YEAR, LAST_YEAR, month_of
from core.io.recipe import DATED, OF_SERIES, ColumnRole, Orientation, Role, TableRecipe, fingerprint, header_key
from core.io.record_tables import record_table
from core.io.remembering import Moved, as_remembered, the_same
from core.io.reports import report_table
from core.io.roles import column_roles
from core.io.sections import sectioned_tables
from core.io.table_dates import table_dates
from core.io.tenors import dates_deliveries
from core.io.trade_tables import trade_table
from core.model import Recipe
from core.model.countries import find_country

_HEADER_GAP = 3  # blank rows that may part a header from its data
_UNDERSTOOD = OF_SERIES | {Orientation.RECORDS, Orientation.SHARES, Orientation.COUNTRIES}
_LARGEST_TURNED = 20_000  # rows or columns of a sheet that may have its dates across
_LEAST_ACROSS = 3  # dates
_AVERAGE = re.compile(
    r"(?:yearly |annual |period )?(?:average|avg\.?|mean|high(?:est)?|low(?:est)?|max(?:imum)?|min(?:imum)?)|平均|最高|最低", re.I
)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on the sheet of this name, and how it is read.

    known: title of the recipe that it follows, "" for none; moved: how its layout differs from that recipe's, nothing when it is the same.
    """

    sheet: str
    recipe: TableRecipe
    known: str = ""
    moved: tuple[Moved, ...] = ()


def find_tables(
    sheet: Sheet, file_name: str = "", recipes: Collection[Recipe] = (), legend: Mapping[str, str] | None = None, workbook: str = ""
) -> tuple[FoundTable, ...]:
    """The tables on a sheet from top to bottom, left to right; what is known of a layout from `recipes` is used.

    legend: what the codes at the heads of columns mean, as other sheets of the file say. workbook: the public one that the file is.
    """
    filled = filled_cells(sheet)
    found = [table for span in _spans(sheet, filled) for table in _tables_of(sheet, filled, span, file_name)]
    if not any(one.orientation in _UNDERSTOOD for one in found) and max(sheet.rows, sheet.columns) <= _LARGEST_TURNED:
        found = _in_sections(sheet, file_name) or _tables_across(sheet, filled, file_name) or found
    found = [_told_more(sheet, one, legend or {}, workbook, file_name) for one in _notes_shared(found)]
    return tuple(_known(sheet, one, recipes, file_name) for one in found)


def _notes_shared(tables: list[TableRecipe]) -> list[TableRecipe]:
    """The tables with the notes that stand below the last of them: what they say of dashes and marks holds for the whole sheet."""
    notes = [table.below for table in tables if table.below]
    if len(tables) < 2 or len(notes) != 1:
        return tables
    return [replace(one, below=one.below or notes[0]) for one in tables]


def _in_sections(sheet: Sheet, file_name: str) -> list[TableRecipe]:
    """The tables of a sheet laid out in sections; the name of a section is part of its layout."""
    found = [decide(seen(sheet, one), one, file_name) for one in sectioned_tables(sheet)]
    sided = (_with_subject(sheet, one, file_name) for one in found)
    return [replace(one, layout=fingerprint(one, one.above[-1] if one.above else "")) for one in sided]


def _told_more(sheet: Sheet, recipe: TableRecipe, legend: Mapping[str, str], workbook: str, file_name: str) -> TableRecipe:
    """The recipe with what the rest of the file, or knowing the file, says of its table."""
    told = replace(explained(recipe, legend), workbook=workbook)
    return recipe if told == recipe else decide(seen(sheet, told), told, file_name)


def _tables_across(sheet: Sheet, filled: npt.NDArray[np.bool_], file_name: str) -> list[TableRecipe]:
    """The tables whose dates run across; a row a country is no series."""
    side = turned(sheet)
    found = [table for span in _spans(side, filled.T) for table in _tables_of(side, filled.T, span, file_name)]
    return [
        _with_subject(side, decide(side, _without_titles(side, replace(one, across=True)), file_name), file_name)
        for one in found
        if one.orientation in {Orientation.WIDE, Orientation.CALENDAR} and _runs_across(side, one) and not _are_countries(one)
    ]


def _without_titles(side: Sheet, recipe: TableRecipe) -> TableRecipe:
    """The recipe without rows that are no series: titles of their own above the dates, averages below."""
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    blank = (looks(side, rows, recipe.first_column, recipe.last_column) == Look.BLANK).all(axis=0)
    empty = {one.column for one in recipe.columns if blank[one.column - recipe.first_column]}
    titles = tuple(one.header for one in recipe.columns if one.column in empty and one.header)
    empty |= {one.column for one in recipe.columns if _AVERAGE.fullmatch(one.title)}
    columns = tuple(replace(one, role=Role.IGNORE) if one.column in empty else one for one in recipe.columns)
    return replace(recipe, columns=columns, above=(*titles, *recipe.above))


def _runs_across(side: Sheet, recipe: TableRecipe) -> bool:
    """Whether a row of dates is one without a doubt: a date in every column, none twice."""
    days = table_dates(side, recipe, day_first=recipe.decided(DAY_FIRST) != NO).days
    least = 1 if recipe.orientation is Orientation.CALENDAR else _LEAST_ACROSS
    return len(days) >= least and not np.isnat(days).any() and len(np.unique(days)) == len(days)


def _are_countries(recipe: TableRecipe) -> bool:
    """Whether it is a row a country and year that is no series: what central banks hold is one, and so is what has months."""
    if recipe.date_pattern != YEARS or recipe.kind == "holding":
        return False
    titles = [one.title for one in recipe.having(Role.VALUE)]
    return sum(bool(find_country(title).id) for title in titles) >= 0.5 * len(titles)


def again(sheet: Sheet, recipe: TableRecipe, file_name: str = "") -> TableRecipe:
    """The recipe after a correction: what a person set stays, the rows of data and all open decisions are looked at once more."""
    sheet = seen(sheet, recipe)
    dates = recipe.having(Role.DATE)
    if recipe.orientation in DATED and dates and not recipe.bounded:
        whole = Block(min((*recipe.header_rows, recipe.first_row)), recipe.last_row, recipe.first_column, recipe.last_column)
        anchor = find_anchor(sheet, whole, (), only=dates[0].column)
        if anchor is not None:
            recipe = replace(recipe, first_row=anchor.first_row, last_row=anchor.last_row, date_pattern=anchor.pattern)
    return decide(sheet, recipe, file_name)


def _spans(sheet: Sheet, filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The groups of columns that are looked at on their own: one with dates of its own starts a table, others belong to the left."""
    spans: list[tuple[int, int]] = []
    own_dates = False
    for first, last in (part for island in islands(filled) for part in _parts(sheet, filled, *island)):
        anchored = any(is_anchored(sheet, run) for run in row_runs(filled, first, last)[:50])
        if spans and not (anchored and own_dates):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
        own_dates = own_dates or anchored
    return spans


def _parts(sheet: Sheet, filled: npt.NDArray[np.bool_], first: int, last: int) -> list[tuple[int, int]]:
    """The columns of an island, cut where a table stands glued to the right of another: at other dates with figures of their own."""
    longest = max(row_runs(filled, first, last), key=lambda run: run.last_row - run.first_row)
    rows = longest.sample
    if len(rows) < _LEAST_ACROSS:
        return [(first, last)]
    found = looks(sheet, rows, first, last)
    filled_ones = np.count_nonzero(found != Look.BLANK, axis=0)
    numbered = 2 * np.count_nonzero(found == Look.NUMBER, axis=0) > filled_ones
    years = np.array([numbered[at] and _are_years(sheet, rows, first + at) for at in range(len(numbered))])
    dated = np.flatnonzero((2 * np.count_nonzero(found == Look.DATE, axis=0) > filled_ones) | years)
    numbered &= ~years
    cuts = [first]
    for before, at in pairwise(one for one in dated.tolist() if not _is_one_date(sheet, rows, first + one)):
        figures = numbered[before + 1 : at].any() and at + 1 < len(numbered) and numbered[at + 1]
        if figures and not _same(sheet, rows, first + before, first + at):
            cuts.append(first + at)
    return list(zip(cuts, [cut - 1 for cut in cuts[1:]] + [last], strict=True))


def _is_one_date(sheet: Sheet, rows: npt.NDArray[np.int64], column: int) -> bool:
    """Whether below its header a column holds one date only: when the table was made, not what its figures are of."""
    return len({text_at(sheet, row, column) for row in rows[1:].tolist()}) == 1


def _are_years(sheet: Sheet, rows: npt.NDArray[np.int64], column: int) -> bool:
    """Whether a column of numbers is one of years by what its first rows call it."""
    values = figures(sheet, rows, column)
    known = values[np.isfinite(values)]
    named = any(DATE_WORD.fullmatch(text_at(sheet, int(row), column)) for row in rows[:MAX_HEADER_ROWS])
    return named and bool(((known >= FIRST_YEAR) & (known <= LAST_YEAR)).all())


def _same(sheet: Sheet, rows: npt.NDArray[np.int64], one: int, other: int) -> bool:
    """Whether two columns hold the same dates."""
    return [text_at(sheet, row, one) for row in rows[1:].tolist()] == [text_at(sheet, row, other) for row in rows[1:].tolist()]


def _tables_of(sheet: Sheet, filled: npt.NDArray[np.bool_], span: tuple[int, int], file_name: str) -> list[TableRecipe]:
    """The tables in these columns, from top to bottom, with the text that stands around each."""
    tables: list[TableRecipe] = []
    texts: list[Block] = []  # runs since the last table that hold none: titles, notes, a header parted from its data
    runs = row_runs(filled, *span)
    for run in runs:
        if tables and not texts and _goes_on(sheet, run, tables[-1]):
            tables[-1] = replace(tables[-1], last_row=run.last_row)
            continue
        table = _table_in(sheet, run, texts)
        if table is None:
            texts.append(run)
            continue
        if tables and not texts and not table.header_rows and table.orientation is tables[-1].orientation is Orientation.UNKNOWN:
            tables[-1] = replace(tables[-1], last_row=table.last_row)  # pieces of one list, parted by blank rows
            continue
        tables.append(table)
        texts = []
        if table.last_row < run.last_row:
            texts.append(replace(run, first_row=table.last_row + 1))
    if tables and texts:
        below = tuple(line for run in texts for line in _lines(sheet, run))
        tables = [replace(one, below=tuple(dict.fromkeys(one.below + below))) for one in tables]
    tables = [_of_countries(sheet, one, told_by_name(file_name)) or one for one in tables]
    if all(one.orientation is Orientation.UNKNOWN for one in tables):
        report = report_table(sheet, span, filled)
        tables = tables if report is None else [report]
    side = turned(sheet) if any(one.across for one in tables) else sheet
    return [decide(seen := side if one.across else sheet, _with_subject(seen, one, file_name), file_name) for one in tables]


def _of_countries(sheet: Sheet, table: TableRecipe, named: str) -> TableRecipe | None:
    """The table as one of countries, where it is."""
    if table.orientation is Orientation.UNKNOWN:
        return country_table(sheet, table, named)
    if table.orientation is Orientation.LONG and (table.date_pattern == YEARS or _starts_years(sheet, table)):
        found = country_table(sheet, replace(table, date_pattern=YEARS))
        scored = found is not None and any(one.field == "error" for one in found.columns)
        return found if found is not None and (found.kind == "supply" or scored) and found.having(Role.NAME) else None
    return countries_across(sheet, table) if table.orientation is Orientation.WIDE else None


def _starts_years(sheet: Sheet, table: TableRecipe) -> bool:
    """Whether all dates of a table are first days of years, which stand for the years."""
    days = table_dates(sheet, table, day_first=True).days
    days = days[~np.isnat(days)]
    return len(days) > 1 and bool((days == days.astype("datetime64[Y]")).all())


def _goes_on(sheet: Sheet, run: Block, table: TableRecipe) -> bool:
    """Whether a run below a table is more of its rows, after a blank one."""
    if table.orientation in {Orientation.RECORDS, Orientation.SHARES}:
        told = (*table.having(Role.FIELD), *table.having(Role.NAME), *table.having(Role.VALUE))
        return len({column.column for column in told} & _filled_in(sheet, run.first_row, run)) >= 2
    dates = table.having(Role.DATE)
    if not dates:
        return False
    if table.date_pattern == MONTHS and month_of(text_at(sheet, run.first_row, dates[0].column)):
        return True
    anchor = find_anchor(sheet, run, (), only=dates[0].column)
    return anchor is not None and anchor.first_row == run.first_row and anchor.pattern == table.date_pattern


def _filled_in(sheet: Sheet, row: int, run: Block) -> set[int]:
    return {column for column in range(run.first_column, run.last_column + 1) if text_at(sheet, row, column)}


def _lines(sheet: Sheet, run: Block) -> tuple[str, ...]:
    return sentence_rows(sheet, run.first_row, run.last_row, run.first_column, run.last_column)


def _table_in(sheet: Sheet, run: Block, texts: Sequence[Block]) -> TableRecipe | None:
    records = record_table(sheet, run)
    if records is not None:
        return replace(records, above=(*(line for text in texts for line in _lines(sheet, text)), *records.above))
    trade = trade_table(sheet, run)
    if trade is not None:
        return replace(trade, above=(*(line for text in texts for line in _lines(sheet, text)), *trade.above))
    anchor = find_anchor(sheet, run, _words_above(sheet, texts))
    if anchor is None:
        return _without_dates(sheet, run, texts)
    return _dated(sheet, run, anchor, texts)


def _words_above(sheet: Sheet, texts: Sequence[Block]) -> tuple[str, ...]:
    """The last row of what stands above, cell by cell: perhaps the header."""
    if not texts:
        return ()
    last = texts[-1]
    return tuple(text_at(sheet, last.last_row, column) for column in range(last.first_column, last.last_column + 1))


def _nothing_above(sheet: Sheet, run: Block, first: int, anchor: int) -> bool:
    """Whether nothing stands above the first row of a run's data but words in the column of dates: Year 1994."""
    return not any(_filled_in(sheet, row, run) - {anchor} for row in range(run.first_row, first))


def _dated(sheet: Sheet, run: Block, anchor: Anchor, texts: Sequence[Block]) -> TableRecipe:
    """The table around a column of dates."""
    first = anchor.first_row
    while first > run.first_row and is_data_row(sheet, first - 1, run.first_column, run.last_column):
        first -= 1  # a row of numbers whose date cannot be read belongs to the data, and will be reported
    header, top = find_header(sheet, run.first_row, first, run.first_column, run.last_column, anchor.column), run.first_row
    outside: tuple[Block, ...] = tuple(texts)
    if (
        not header.rows
        and texts
        and _nothing_above(sheet, run, first, anchor.column)
        and run.first_row - texts[-1].last_row - 1 <= _HEADER_GAP
    ):
        last = texts[-1]
        parted = find_header(sheet, last.first_row, last.last_row + 1, run.first_column, run.last_column, anchor.column)
        if parted.rows:
            header, top, outside = parted, last.first_row, tuple(texts[:-1])
    above = [line for text in outside for line in _lines(sheet, text)]
    title_rows = replace(run, first_row=top, last_row=min(header.rows or (first,)) - 1)
    above += (*(_lines(sheet, title_rows) if title_rows.last_row >= top else ()), *header.lines)
    last_row = _last_with_figures(sheet, run, anchor)
    below = _lines(sheet, replace(run, first_row=last_row + 1)) if last_row < run.last_row else ()
    empty = TableRecipe(
        first, last_row, run.first_column, run.last_column, Orientation.WIDE,
        header_rows=header.rows, title_row=header.title_row, unit_row=header.unit_row, code_row=header.code_row,
        note_rows=header.note_rows, date_pattern=anchor.pattern, above=tuple(above), below=below,
    )  # fmt: skip
    return as_calendar(_curve_of_one_day(_to_the_last_month(sheet, column_roles(sheet, empty, header.names, anchor), run)))


def _last_with_figures(sheet: Sheet, run: Block, anchor: Anchor) -> int:
    """The last row of the data: rows of figures below the last date whose own date cannot be read belong to it, and will be reported."""
    last = anchor.last_row
    if last < run.last_row:
        rows = np.arange(last + 1, run.last_row + 1)
        figured = (looks(sheet, rows, run.first_column, run.last_column) == Look.NUMBER)[:, _all_but(run, anchor.column)].any(axis=1)
        for row, with_figures in zip(rows.tolist(), figured.tolist(), strict=True):
            if not with_figures or not re.search(r"\d", text_at(sheet, row, anchor.column)):
                break  # a note; a total or an average
            last = row
    return last


def _all_but(run: Block, column: int) -> npt.NDArray[np.bool_]:
    return np.asarray(np.arange(run.first_column, run.last_column + 1) != column, bool)


def _to_the_last_month(sheet: Sheet, recipe: TableRecipe, run: Block) -> TableRecipe:
    """The recipe with the rows below the last year that have a month of it and leave the year out."""
    parts = recipe.having(Role.DATE_PART)
    date = recipe.having(Role.DATE)[0].column
    last = recipe.last_row
    while (
        parts and last < run.last_row and not text_at(sheet, last + 1, date) and offset_of(text_at(sheet, last + 1, parts[0].column)) >= 0
    ):
        last += 1
    return replace(recipe, last_row=last)


def _curve_of_one_day(recipe: TableRecipe) -> TableRecipe:
    """Rows of contracts are no history: their dates are names, and the date of all figures stands in the words around."""
    date = recipe.having(Role.DATE)[0]
    if recipe.orientation is not Orientation.WIDE or not dates_deliveries(date.title):
        return recipe
    columns = tuple(replace(one, role=Role.NAME) if one is date else one for one in recipe.columns)
    return replace(recipe, orientation=Orientation.REPORT, columns=columns)


def _without_dates(sheet: Sheet, run: Block, texts: Sequence[Block]) -> TableRecipe | None:
    """A block of numbers under headers but without dates: found, shown, and not imported until a person says what it is."""
    rows = _rows_of_numbers(sheet, run)
    if len(rows) < 2 or run.last_column == run.first_column:
        return None
    header = find_header(sheet, run.first_row, rows[0], run.first_column, run.last_column, run.first_column)
    names = header.names
    if len(header.rows) > 1:  # without dates to tell them, text columns look like header: it ends with its fullest row
        widths = [len(_filled_in(sheet, row, run)) for row in header.rows]
        fullest = header.rows[widths.index(max(widths))]
        header = find_header(sheet, header.rows[0], fullest + 1, run.first_column, run.last_column, run.first_column)
        names = header.names
    first = header.rows[-1] + 1 if header.rows else rows[0]
    columns = tuple(ColumnRole(run.first_column + at, Role.IGNORE, name, name) for at, name in enumerate(names))
    titles = _lines(sheet, replace(run, last_row=min(header.rows or (first,)) - 1))
    above = (*(line for text in texts for line in _lines(sheet, text)), *titles)
    return TableRecipe(
        first, rows[-1], run.first_column, run.last_column, Orientation.UNKNOWN,
        header_rows=header.rows, title_row=header.title_row, unit_row=header.unit_row, columns=columns, above=above,
    )  # fmt: skip


def _rows_of_numbers(sheet: Sheet, run: Block) -> list[int]:
    """The rows that hold numbers other than years, or a name and numbers: Cobalt, 220,000."""
    rows = run.sample
    found = looks(sheet, rows, run.first_column, run.last_column)
    values = figures(sheet, rows, slice(run.first_column, run.last_column + 1))
    numbers = found == Look.NUMBER
    years = (values == np.floor(values)) & (values >= FIRST_YEAR) & (values <= LAST_YEAR)
    amounts = np.count_nonzero(numbers & ~years, axis=1)
    words = np.count_nonzero((found == Look.TEXT) | (found == Look.DATE), axis=1)
    return [int(row) for row in rows[(amounts > 0) & ((np.count_nonzero(numbers, axis=1) > words) | (words > 0))]]


def _with_subject(sheet: Sheet, recipe: TableRecipe, file_name: str) -> TableRecipe:
    """The recipe with the fingerprint of its layout: the file's name counts only where the headers name nothing."""
    own_name = PurePath(file_name).stem if file_name else ""
    pattern = "" if sheet.name == own_name else header_key(dateless(sheet.name))
    values = recipe.having(Role.VALUE)
    nameless = not recipe.having(Role.NAME) and all(is_generic(one.header) for one in values)
    subject = collection_of(file_name) if nameless and recipe.orientation is Orientation.WIDE else ""
    recipe = replace(recipe, sheet_pattern=pattern)
    return replace(recipe, layout=fingerprint(recipe, subject))


def _known(sheet: Sheet, found: TableRecipe, recipes: Collection[Recipe], file_name: str) -> FoundTable:
    """The table as it is remembered; what follows from that is looked at once more."""
    known = as_remembered(found, recipes, file_name)
    plain = replace(found, remembered=known.recipe.remembered)
    recipe = again(sheet, known.recipe, file_name) if known.recipe != plain else known.recipe
    return FoundTable(sheet.name, recipe, known.title, known.moved)


def read_like(sheet: Sheet, found: TableRecipe, old: TableRecipe, file_name: str = "") -> TableRecipe:
    """What was found, with the roles and decisions that a person gave `old`, a table of the same layout."""
    merged = the_same(found, old, found.remembered)
    return again(sheet, merged, file_name) if merged != found else merged
