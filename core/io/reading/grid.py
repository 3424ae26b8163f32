"""From cells in the order of the file to the arrays of a `Sheet`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from core.io.cells import Finding, Kind, Sheet
from core.io.reading.limits import Limits
from core.io.reading.number_formats import Shows, shows
from core.io.reading.serials import convert
from core.model.places import address
from core.task import Refused
from core.words import _, plural

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
ERROR_WORDS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"})
Parts = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[np.float64], npt.NDArray[np.int32]]


class Strings:
    """The texts of one book, shared by its sheets; a word that comes back keeps its number.

    shared: how many the file itself numbers, from 0; empty: which of those are empty.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts = list(texts)
        self.shared = len(self.texts)
        self.empty = np.array([not text for text in self.texts], np.bool_)
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The place of `text`, added when it is new."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found


class Formats:
    """The number formats of one book: for each style of a cell, the format's name and what it shows."""

    def __init__(self) -> None:
        self.names = [""]
        self._places: dict[str, int] = {"": 0}
        self._of_style: list[int] = []
        self._arrays: tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]] | None = None

    def add(self, code: str) -> int:
        """Declare the next style, of number format `code`; its number."""
        if code not in self._places and len(self.names) < 65_535:
            self._places[code] = len(self.names)
            self.names.append(code)
        self._of_style.append(self._places.get(code, 0))
        self._arrays = None
        return len(self._of_style) - 1

    def of(self, styles: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
        """(index into `names`, `Shows`) for each of `styles`; an unknown style has no format."""
        if self._arrays is None:
            places = np.array([*self._of_style, 0], np.uint16)
            kinds = np.array([int(shows(name)) for name in self.names], np.uint8)
            self._arrays = places, kinds[places]
        places, kinds = self._arrays
        known = np.where((styles >= 0) & (styles < len(places) - 1), styles, len(places) - 1)
        return places[known], kinds[known]

    def of_one(self, style: int) -> tuple[str, Shows]:
        """The name and kind of the format of one style."""
        if not 0 <= style < len(self._of_style):
            return "", Shows.NUMBER
        name = self.names[self._of_style[style]]
        return name, shows(name)


class Grid:
    """Cells of one sheet as they come.

    What became of values that are not in the sheet: `blanks` turned out to be empty texts, `overwritten` stood in a cell that was
    given twice, `outside` had an address no sheet has, `lost` points to a text that
    the file does not have.
    """

    def __init__(self, name: str, strings: Strings, limits: Limits, max_rows: int = MAX_ROWS, max_columns: int = MAX_COLUMNS) -> None:
        self.name = name
        self.strings = strings
        self.limits = limits
        self.blanks = 0
        self.overwritten = 0
        self.outside = 0
        self.lost = 0
        self._first_outside = self._first_lost = ""
        self._room = (max_rows, max_columns)
        self._parts: list[Parts] = []
        self._waiting: tuple[list[int], list[int], list[int], list[float], list[int]] = ([], [], [], [], [])
        self._count = 0

    def text(self, row: int, column: int, text: str, style: int = -1, kind: Kind = Kind.TEXT) -> None:
        """Put `text` into a cell; an empty one leaves it blank."""
        if text:
            self.put(row, column, kind, self.strings.number(text), style)
        else:
            self.blanks += 1

    def shared_text(self, row: int, column: int, number: int, style: int = -1) -> None:
        """Put the text the file numbers `number`; one that it does not have is remembered as lost."""
        if not 0 <= number < self.strings.shared:
            self.lose(row, column)
        elif self.strings.texts[number]:
            self.put(row, column, Kind.TEXT, number, style)
        else:
            self.blanks += 1

    def put(self, row: int, column: int, kind: Kind, number: float, style: int = -1) -> None:
        """Put one cell. Raises `Refused` when there are too many."""
        rows, columns, kinds, numbers, styles = self._waiting
        rows.append(row)
        columns.append(column)
        kinds.append(kind)
        numbers.append(number)
        styles.append(style)
        if len(rows) >= 65_536:
            self._gather()

    def _gather(self) -> None:
        rows, columns, kinds, numbers, styles = self._waiting
        self._waiting = ([], [], [], [], [])
        if not rows:
            return
        far = 2**31 - 1  # whatever lies farther than 32 bits lies outside all the same
        self.extend(
            np.array([min(row, far) for row in rows], np.int32),
            np.array([min(column, far) for column in columns], np.int32),
            np.array(kinds, np.uint8),
            np.array(numbers, np.float64),
            np.array(styles, np.int32),
        )

    def extend(
        self,
        rows: npt.NDArray[np.int32],
        columns: npt.NDArray[np.int32],
        kinds: npt.NDArray[np.uint8],
        numbers: npt.NDArray[np.float64],
        styles: npt.NDArray[np.int32],
    ) -> None:
        """Add many cells at once; `numbers` are serials, not yet days. Raises `Refused` as `put` does."""
        if not rows.size:
            return
        inside = (rows < self._room[0]) & (columns < self._room[1]) & (rows >= 0) & (columns >= 0)
        if not inside.all():
            self._leave_out(rows[~inside], columns[~inside])
            rows, columns, kinds, numbers, styles = rows[inside], columns[inside], kinds[inside], numbers[inside], styles[inside]
        self._count += rows.size
        if self._count > self.limits.cells:
            message = _("sheet {sheet} has more than {count} cells; split it into smaller files and import those.")
            raise Refused(message.format(sheet=self.name, count=f"{self.limits.cells:,}"))
        self._parts.append((rows, columns, kinds, numbers, styles))

    def _leave_out(self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32]) -> None:
        if not self.outside:
            self._first_outside = address(int(rows[0]), int(columns[0]))
        self.outside += int(rows.size)

    def lose(self, row: int, column: int) -> None:
        """Remember a cell that points to a text the file does not have."""
        if not self.lost:
            self._first_lost = address(row, column)
        self.lost += 1

    def finish(
        self, formats: Formats, since_1904: bool = False, merged: Iterable[tuple[int, int, int, int]] = (), hidden: bool = False
    ) -> tuple[Sheet, list[Finding]]:
        """The sheet, and what is to be said about its dates. Raises `Refused` when its used range is too large to hold."""
        self._gather()
        rows, columns, kinds, numbers, styles = self._all_parts()
        shape = self._shape(rows, columns)
        places, shown = formats.of(styles)
        self._recognise_errors(kinds, numbers)
        numeric = kinds == Kind.NUMBER
        turned, days, misfit = convert(numbers[numeric], shown[numeric], since_1904)
        findings = self._misfits(rows[numeric][misfit], columns[numeric][misfit], numbers[numeric][misfit])
        findings += self._left_out()
        findings += self._not_finite(rows[numeric], columns[numeric], numbers[numeric], misfit)
        kinds[numeric], numbers[numeric] = turned, days
        kind_grid, number_grid, format_grid = np.zeros(shape, np.uint8), np.zeros(shape), np.zeros(shape, np.uint16)
        kind_grid[rows, columns] = kinds
        number_grid[rows, columns] = numbers
        format_grid[rows, columns] = places
        sheet = Sheet(self.name, kind_grid, number_grid, (), format_grid, tuple(formats.names), hidden, tuple(_clipped(merged, shape)))
        self.overwritten = int(rows.size) - sheet.filled
        return sheet, findings

    def _all_parts(self) -> Parts:
        parts = self._parts or [_NOTHING]
        self._parts = []
        rows, columns, kinds, numbers, styles = zip(*parts, strict=True)
        return np.concatenate(rows), np.concatenate(columns), np.concatenate(kinds), np.concatenate(numbers), np.concatenate(styles)

    def _recognise_errors(self, kinds: npt.NDArray[np.uint8], numbers: npt.NDArray[np.float64]) -> None:
        """The word of an error is an error, even where a program that copied it made a text of it."""
        words = [place for place, text in enumerate(self.strings.texts) if text[:1] == "#" and text in ERROR_WORDS]
        if words:
            kinds[(kinds == Kind.TEXT) & np.isin(numbers, words)] = Kind.ERROR

    def _shape(self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32]) -> tuple[int, int]:
        if not rows.size:
            return (0, 0)
        shape = int(rows.max()) + 1, int(columns.max()) + 1
        if shape[0] * shape[1] > self.limits.cells:
            far = int(np.argmax(rows.astype(np.int64) * columns + rows + columns))
            message = _(
                "sheet {sheet} has {filled} filled cells spread so far, out to {cell}, that it spans {count} cells; delete what stands far "
                "from the table, save the file again and import the copy."
            )
            where = address(int(rows[far]), int(columns[far]))
            raise Refused(message.format(sheet=self.name, filled=f"{rows.size:,}", cell=where, count=f"{shape[0] * shape[1]:,}"))
        return shape

    def _misfits(self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], numbers: npt.NDArray[np.float64]) -> list[Finding]:
        if not rows.size:
            return []
        first = address(int(rows[0]), int(columns[0]))
        message = plural(
            "{count} cell has a date format but holds no possible date: it is kept as a number",
            "{count} cells have a date format but hold no possible date: they are kept as numbers",
            int(rows.size),
        )
        message += _(" (first: {cell}, {value}).").format(cell=first, value=f"{float(numbers[0]):.15g}")
        return [Finding(message, "warning", self.name, first, "no-such-date")]

    def _left_out(self) -> list[Finding]:
        findings = []
        if self.lost:
            message = _("{count} cells point to texts that the file does not have; they are blank here (first: {cell}).")
            message = message.format(count=f"{self.lost:,}", cell=self._first_lost)
            findings.append(Finding(message, "error", self.name, self._first_lost, "text-missing"))
        if not self.outside:
            return findings
        message = plural(
            "{count} cell has an address that no sheet has and was left out",
            "{count} cells have addresses that no sheet has and were left out",
            self.outside,
        )
        message += _(" (first: {cell}).").format(cell=self._first_outside)
        return [*findings, Finding(message, "error", self.name, "", "outside-of-sheet")]

    def _not_finite(
        self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], numbers: npt.NDArray[np.float64], said: npt.NDArray[np.bool_]
    ) -> list[Finding]:
        bad = ~np.isfinite(numbers) & ~said
        if not bad.any():
            return []
        at = int(np.argmax(bad))
        where = address(int(rows[at]), int(columns[at]))
        message = _("{count} numbers are not finite (first: {cell}, {value}).")
        message = message.format(count=int(bad.sum()), cell=where, value=f"{float(numbers[at])}")
        return [Finding(message, "warning", self.name, where, "not-finite")]


_NOTHING: Parts = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0), np.zeros(0, np.int32))


def _clipped(merged: Iterable[tuple[int, int, int, int]], shape: tuple[int, int]) -> Iterable[tuple[int, int, int, int]]:
    """Merged ranges inside of the used range, so that nobody walks over a whole sheet for one of them."""
    for top, left, bottom, right in merged:
        bottom, right = min(bottom, shape[0] - 1), min(right, shape[1] - 1)
        if 0 <= top <= bottom and 0 <= left <= right and (top, left) != (bottom, right):
            yield top, left, bottom, right
