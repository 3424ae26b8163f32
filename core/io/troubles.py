"""What was not understood, collected while a table is read: a problem a cell, and one line for all cells that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.io.cell_lists import areas_in, areas_of, cell_list
from core.io.cells import Sheet
from core.model import Problem
from core.words import plural

_MANY = 5  # cells with the same problem that get a line each; more are one line
_MANY_SENTENCES = 20  # problems of one rule on one sheet whose sentences differ that get a line each
_VALUES = 3  # values named in such a line
_LONGEST = 200  # letters of a value


@dataclass(slots=True)
class _Alike:
    """Cells with one problem. summed: they are one line even where they are few."""

    cells: list[tuple[int, int]] = field(default_factory=list)  # row and column as they stand in the file
    named: list[Problem] = field(default_factory=list)  # a problem for each cell; of a long column for its first cells only
    summed: bool = False


@dataclass(slots=True)
class Troubles:
    """Collects the problems of one sheet. `prefix` starts their ids: what was found in last month's file is replaced by this month's."""

    source: str
    prefix: str
    sheet: Sheet | None = None
    _entries: list[_Alike | Problem] = field(default_factory=list)
    _alike: dict[tuple[str, ...], _Alike] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    @property
    def found(self) -> list[Problem]:
        """The problems so far: cells that are alike are one line where there are many, and so is a rule with very many sentences."""
        lines: list[Problem] = []
        for entry in self._entries:
            lines += [entry] if isinstance(entry, Problem) else _lines(entry)
        return _by_rule(lines)

    def add(
        self, rule: str, message: str, *, cell: str = "", value: str = "", severity: str = "warning", suggestion: str = "", sheet: str = ""
    ) -> None:
        """One problem."""
        one = self._problem(rule, message, cell, value, severity, suggestion, sheet)
        if one.id in self._ids:
            return
        self._ids.add(one.id)
        alike = self._group(one)
        alike.named.append(one)
        alike.cells += [(row, column) for row, column, last_row, last_column in areas_in(cell) if (row, column) == (last_row, last_column)]

    def cells(
        self,
        rule: str,
        message: str,
        rows: Sequence[int],
        column: int,
        *,
        severity: str = "warning",
        suggestion: str = "",
        summed: bool = False,
    ) -> None:
        """A problem for these cells of a column; `summed`: one line even where they are few."""
        if not len(rows) or self.sheet is None:
            return
        alike: _Alike | None = None
        for at, row in enumerate(rows):
            if alike is None or at < _MANY:
                one = self._problem(rule, message, self.sheet.address(row, column), self.sheet.cell(row, column).text, severity, suggestion)
                if one.id in self._ids:
                    continue
                self._ids.add(one.id)
                alike = self._group(one)
                alike.summed |= summed
                alike.named.append(one)
            alike.cells.append((column, row) if self.sheet.turned else (row, column))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._entries += problems

    def _problem(self, rule: str, message: str, cell: str, value: str, severity: str, suggestion: str, sheet: str = "") -> Problem:
        where = sheet or (self.sheet.name if self.sheet is not None else "")
        return Problem(
            id=f"{self.prefix}/{where}!{cell.partition(',')[0]}/{rule}", source=self.source, sheet=where, cell=cell,
            value=value[:_LONGEST], rule=rule, message=message, severity=severity, suggestion=suggestion,
        )  # fmt: skip

    def _group(self, one: Problem) -> _Alike:
        key = (one.sheet, one.rule, one.message, one.severity, one.suggestion)
        if key not in self._alike:
            self._alike[key] = _Alike()
            self._entries.append(self._alike[key])
        return self._alike[key]


def _lines(alike: _Alike) -> list[Problem]:
    if max(len(alike.cells), len(alike.named)) <= (1 if alike.summed else _MANY):
        return alike.named
    return [_summed(alike.named, alike.cells)]


def _summed(named: Sequence[Problem], cells: Sequence[tuple[int, int]]) -> Problem:
    """One line for all of them: every cell, the first values, and how many there are."""
    values = list(dict.fromkeys(one.value for one in named if one.value))
    shown = ", ".join(values[:_VALUES]) + (" …" if len(values) > _VALUES else "")
    more = plural("{count} cell is like it.", "{count} cells are like it.", len(cells) or len(named))
    where = cell_list(areas_of(cells)) or named[0].cell
    return replace(named[0], cell=where, value=shown[:_LONGEST], message=f"{named[0].message} {more}")


def _by_rule(lines: list[Problem]) -> list[Problem]:
    """The lines, with those of one rule on one sheet as one where there are very many."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for one in lines:
        groups.setdefault((one.sheet, one.rule, one.severity), []).append(one)
    made: list[Problem] = []
    for one in lines:
        group = groups[one.sheet, one.rule, one.severity]
        if len(group) <= _MANY_SENTENCES:
            made.append(one)
        elif one is group[0]:
            made.append(_same_rule(group))
    return made


def _same_rule(group: Sequence[Problem]) -> Problem:
    areas = sorted({area for one in group for area in areas_in(one.cell)})
    values = list(dict.fromkeys(one.value for one in group if one.value))
    shown = "; ".join(values)
    more = plural("{count} more of the kind on this sheet.", "{count} more of the kind on this sheet.", len(group) - 1)
    return replace(
        group[0], cell=cell_list(areas) or group[0].cell, message=f"{group[0].message} {more}",
        value=shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…",
    )  # fmt: skip
