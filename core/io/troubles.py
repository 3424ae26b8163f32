"""What was not understood, collected while a table is read: a problem a cell, and one for the rest where there are many alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.io.cells import Sheet
from core.model import Problem
from core.words import plural

_SHOWN = 3  # cells of one rule in one column that get a problem each when there are more than _MANY
_MANY = 5
_MOST = 1_000  # problems of one rule; more are counted by the last of them


@dataclass(slots=True)
class _Rule:
    """How often a rule was told, where in the list its last problem stands and what that said."""

    count: int = 0
    last: int = 0
    message: str = ""


@dataclass(slots=True)
class Troubles:
    """Collects the problems of one sheet. `prefix` starts their ids: what was found in last month's file is replaced by this month's."""

    source: str
    prefix: str
    sheet: Sheet | None = None
    found: list[Problem] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _rules: dict[str, _Rule] = field(default_factory=dict)

    def add(
        self, rule: str, message: str, *, cell: str = "", value: str = "", severity: str = "warning", suggestion: str = "", sheet: str = ""
    ) -> None:
        """One problem."""
        where = sheet or (self.sheet.name if self.sheet is not None else "")
        key = f"{self.prefix}/{where}!{cell}/{rule}"
        if key in self._ids:
            return
        self._ids.add(key)
        told = self._rules.setdefault(rule, _Rule())
        told.count += 1
        if told.count > _MOST:
            more = plural("{count} more is like it.", "{count} more are like it.", told.count - _MOST)
            self.found[told.last] = replace(self.found[told.last], message=f"{told.message} {more}")
            return
        told.last, told.message = len(self.found), message
        self.found.append(
            Problem(
                id=key, source=self.source, sheet=where, cell=cell, value=value[:200], rule=rule, message=message,
                severity=severity, suggestion=suggestion,
            )
        )  # fmt: skip

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
        """A problem for each of these cells of a column, summed up when there are many; `summed`: always as one."""
        if not len(rows) or self.sheet is None:
            return
        shown = list(rows if len(rows) <= _MANY else rows[:_SHOWN])[: 1 if summed else None]
        rest = len(rows) - len(shown)
        for at, row in enumerate(shown):
            said = message
            if rest and at == len(shown) - 1:
                said += " " + plural("{count} more cell of this column is like it.", "{count} more cells of this column are like it.", rest)
            self.add(
                rule,
                said,
                cell=self.sheet.address(row, column),
                value=self.sheet.cell(row, column).text,
                severity=severity,
                suggestion=suggestion,
            )

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self.found.extend(problems)
