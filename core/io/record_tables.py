"""Tables of records: found by the header row, of one or two rows, whose words announce a kind of record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.io.blocks import Block
from core.io.cells import Sheet
from core.io.columns import text_at
from core.io.headers import sentence_rows
from core.io.recipe import ColumnRole, Orientation, Role, TableRecipe
from core.io.record_headers import Match, match_header

_HEADER_ROWS = 8  # among which the header of a run is looked for


def record_table(sheet: Sheet, run: Block) -> TableRecipe | None:
    """The table of records whose header is among the first rows of `run`; None when no row announces any."""
    for row in range(run.first_row, min(run.first_row + _HEADER_ROWS, run.last_row) + 1):
        words, below = _words(sheet, run, row), _words(sheet, run, row + 1)
        one = match_header(words, lambda fields, row=row: _one_off(sheet, run, row, fields))  # type: ignore[misc] # the loop's own row
        both = [lower or upper for upper, lower in zip(words, below, strict=True)]  # groups above, their columns below
        two = match_header(both) if row < run.last_row and any(words) else None
        if two is not None and (one is None or len(two.fields) > len(one.fields)) and match_header(below) is None:
            return _table(sheet, run, (row, row + 1), both, two)
        if one is not None:
            return _table(sheet, run, (row,), words, one)
    return None


def _words(sheet: Sheet, run: Block, row: int) -> list[str]:
    return [text_at(sheet, row, column) for column in range(run.first_column, run.last_column + 1)]


def _table(sheet: Sheet, run: Block, header: tuple[int, ...], words: Sequence[str], match: Match) -> TableRecipe:
    columns = tuple(
        ColumnRole(run.first_column + at, _role(at, word, match), word, word, field=match.fields.get(at, ""))
        for at, word in enumerate(words)
    )
    return TableRecipe(
        header[-1] + 1,
        run.last_row,
        run.first_column,
        run.last_column,
        Orientation.RECORDS,
        match.part,
        header,
        header[-1],
        columns=columns,
        above=sentence_rows(sheet, run.first_row, header[0] - 1, run.first_column, run.last_column),
    )


def _role(at: int, word: str, match: Match) -> Role:
    """A column that is no field stays with the record as a note."""
    return Role.FIELD if at in match.fields else Role.NOTE if word else Role.IGNORE


def _one_off(sheet: Sheet, run: Block, header: int, fields: Mapping[int, str]) -> bool:
    """Whether the rows below a header are figures of a report: names that hardly come back, dates that differ, and where it was read."""
    if not {"source", "note", "comparator"} & set(fields.values()):
        return False
    at = {field: run.first_column + column for column, field in fields.items()}
    rows = range(header + 1, min(run.last_row, header + 200) + 1)
    names, dates = ({text_at(sheet, row, at[field]) for row in rows} - {""} for field in ("title", "date"))
    return len(names) >= 0.9 * len(rows) and len(dates) > 1
