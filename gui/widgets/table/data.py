"""What a grid shows: columns, and rows by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gui.widgets.table.search import TextIndex

ColumnKind: TypeAlias = Literal["text", "number", "date", "choice", "flag"]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its name for the program and for the user, and how its cells are shown, edited and compared.

    digits: decimals of a number; None shows what the number has, up to 10 significant. width: in characters; None fits the first rows.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    unit: str = ""
    editable: bool = False
    choices: tuple[str, ...] = ()
    tip: str = ""
    width: int | None = None
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The user wrote `text` into a cell; row and column are numbers in the GridData, however it was sorted. "" empties the cell."""

    row: int
    column: int
    text: str


class GridData(Protocol):
    """The table behind a grid. Rows and columns are numbered from 0; a value never changes: other values are another GridData."""

    @property
    def columns(self) -> Sequence[GridColumn]:
        """The columns, from the left."""

    def count(self) -> int:
        """How many rows there are."""

    def value(self, row: int, column: int) -> object:
        """The value itself; None or NaN when it is missing. Numbers are copied and edited with all their digits."""

    def text(self, row: int, column: int) -> str:
        """The value as shown, without its unit; "" when it is missing."""

    def sort_key(self, column: int) -> NDArray[Any]:
        """One number (or datetime64) a row that sorts the column; NaN or NaT where the value is missing. `ranks` makes it of texts."""

    def matches(self, text: str, column: int | None = None) -> NDArray[np.bool_]:
        """Which rows hold every word of `text`, in any letter case, anywhere or in one column."""


def ranks(texts: Sequence[str]) -> NDArray[np.float64]:
    """The place of each text in the alphabet, regardless of letter case; NaN for empty texts. Equal texts have equal places."""
    places = {text: place for place, text in enumerate(sorted(sorted(set(texts)), key=str.casefold))}
    found = np.fromiter(map(places.__getitem__, texts), np.float64, len(texts))
    if "" in places:
        found[found == places[""]] = np.nan
    return found


def shown_number(value: float, digits: int | None) -> str:
    """A number as grids show it: thousands set apart, `digits` decimals; "" for NaN."""
    if value != value:
        return ""
    return f"{value:,.10g}" if digits is None else f"{value:,.{digits}f}"


class ArrayData:
    """A GridData over one array or list a column: float64 for numbers, datetime64[D] for dates, bool for flags, lists of str else."""

    def __init__(self, columns: Sequence[GridColumn], values: Sequence[NDArray[Any] | Sequence[str]]) -> None:
        if len(columns) != len(values) or len({len(one) for one in values}) > 1:
            raise ValueError("every column needs its values, all of one length")
        self.columns = tuple(columns)
        self._values = tuple(values)
        self._indexes: dict[int, TextIndex] = {}
        self._keys: dict[int, NDArray[Any]] = {}

    def count(self) -> int:
        """How many rows there are."""
        return len(self._values[0]) if self._values else 0

    def value(self, row: int, column: int) -> object:
        """The value itself."""
        return self._values[column][row]

    def text(self, row: int, column: int) -> str:
        """The value as shown."""
        value: Any = self._values[column][row]
        kind = self.columns[column].kind
        if kind == "number":
            return shown_number(value, self.columns[column].digits)
        if kind == "date":
            return "" if np.isnat(value) else str(value)
        if kind == "flag":
            return "✓" if value else ""
        return value  # type: ignore[no-any-return]  # a str by the contract of the class

    def sort_key(self, column: int) -> NDArray[Any]:
        """See `GridData.sort_key`."""
        if column not in self._keys:
            values = self._values[column]
            self._keys[column] = values if isinstance(values, np.ndarray) else ranks(values)
        return self._keys[column]

    def matches(self, text: str, column: int | None = None) -> NDArray[np.bool_]:
        """See `GridData.matches`. Columns of numbers are looked through for words with a digit only."""
        if column is not None:
            return self._index(column).matches(text)
        found = np.ones(self.count(), np.bool_)
        for word in text.split():
            somewhere = np.zeros(self.count(), np.bool_)
            for number, declared in enumerate(self.columns):
                if _can_hold(declared.kind, word):
                    somewhere |= self._index(number).holding(word)
            found &= somewhere
        return found

    def _index(self, column: int) -> TextIndex:
        if column not in self._indexes:
            self._indexes[column] = TextIndex(self._texts(column))
        return self._indexes[column]

    def _texts(self, column: int) -> list[str]:
        values, kind = self._values[column], self.columns[column].kind
        if kind == "number":
            digits = self.columns[column].digits
            return [shown_number(value, digits) for value in np.asarray(values).tolist()]
        if kind == "date":
            return [text if text != "NaT" else "" for text in np.asarray(values).astype(str).tolist()]
        return [self.text(row, column) for row in range(self.count())]


def _can_hold(kind: ColumnKind, word: str) -> bool:
    return kind in ("text", "choice") or any(sign.isdigit() for sign in word)
