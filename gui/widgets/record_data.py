"""Records as a grid shows them: a row each, a column a declared field."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.model import Column, FieldKind
from core.views import data
from core.words import _
from gui.widgets.table import ColumnKind, GridColumn, ranks
from gui.widgets.table.search import TextIndex

_KINDS: Final[dict[FieldKind, ColumnKind]] = {
    FieldKind.NUMBER: "number",
    FieldKind.INTEGER: "text",  # years and counts are read as words: no thousands set apart
    FieldKind.CHOICE: "choice",
    FieldKind.FLAG: "choice",
}
_WIDE: Final = {
    "id": 22,
    "unit": 10,
    "mineral": 14,
    "venue": 16,
    "source": 16,
    "summary": 40,
    "note": 30,
    "title": 32,
    "title_zh": 16,
    "steps": 30,
    "message": 50,
}


class RecordData:
    """A `RecordTable` as the grid wants it; texts are made when they are looked at."""

    def __init__(self, table: data.RecordTable, *, editable: bool) -> None:
        self._table = table
        self.columns = tuple(_grid_column(column, editable=editable) for column in table.columns)
        self._indexes: dict[int | None, TextIndex] = {}

    def count(self) -> int:
        """How many records there are."""
        return len(self._table.records)

    def value(self, row: int, column: int) -> object:
        """A number as it is, anything else as text."""
        value = self._table.value(row, column)
        return value if isinstance(value, float) else self._table.text(row, column)

    def text(self, row: int, column: int) -> str:
        """The value as shown."""
        value = self._table.value(row, column)
        return f"{value:,.10g}" if isinstance(value, float) else self._table.text(row, column)

    def sort_key(self, column: int) -> NDArray[Any]:
        """See `GridData.sort_key`."""
        kind = self._table.columns[column].kind
        values = [self._table.value(row, column) for row in range(self.count())]
        if kind in (FieldKind.NUMBER, FieldKind.INTEGER):
            return np.array([np.nan if value is None else float(value) for value in values])
        if kind in (FieldKind.DATE, FieldKind.DAY):
            return np.array([data.as_date(value) for value in values], "datetime64[D]")
        return ranks([self._table.text(row, column) for row in range(self.count())])

    def matches(self, text: str, column: int | None = None) -> NDArray[np.bool_]:
        """See `GridData.matches`."""
        if column not in self._indexes:
            wanted = range(len(self.columns)) if column is None else (column,)
            self._indexes[column] = TextIndex([" ".join(self._table.text(row, at) for at in wanted) for row in range(self.count())])
        return self._indexes[column].matches(text)


def _grid_column(column: Column, *, editable: bool) -> GridColumn:
    choices = ("yes", "no") if column.kind is FieldKind.FLAG else column.choices
    return GridColumn(
        column.name,
        _(column.title),
        _KINDS.get(column.kind, "text"),
        column.unit,
        editable,
        choices,
        _(column.help) if column.help else "",
        _WIDE.get(column.name),
    )
