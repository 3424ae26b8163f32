"""A small reader of the formulas that our workbooks hold: cells, numbers, + - * / ^, comparisons and a few functions."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

_CELL, _NUMBER, _TEXT = r"('(?:[^']|'')+'!\$?[A-Z]+\$?\d+)", r"(\d+\.?\d*(?:e[+-]?\d+)?)", r'("(?:[^"]|"")*")'
_TOKEN = re.compile(rf"\s*(?:{_CELL}|{_NUMBER}|{_TEXT}|([A-Z]+)(?=\()|(<=|>=|[-+*/^<>(),]))", re.I)
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "MIN": min, "MAX": max, "ABS": abs, "LN": math.log, "AND": lambda *parts: all(parts),
    "COUNT": lambda *parts: sum(isinstance(one, int | float) for one in parts),
}  # fmt: skip


class Workbook:
    """A workbook recalculated from its formulas; `cached` gives what was written as their values."""

    def __init__(self, path: Path) -> None:
        self._formulas, self._cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)

    def formulas(self) -> list[tuple[str, str]]:
        """Sheet and address of every formula."""
        return [
            (sheet.title, cell.coordinate) for sheet in self._formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ]

    def cached(self, sheet: str, cell: str) -> object:
        return self._cached[sheet][cell].value

    def text(self, sheet: str, cell: str) -> str:
        return str(self._formulas[sheet][cell].value)

    def put(self, sheet: str, cell: str, value: object) -> None:
        """Type something into a cell."""
        self._formulas[sheet][cell].value = value

    def value(self, sheet: str, cell: str) -> Any:
        found = self._formulas[sheet][cell].value
        return _Parser(self, found[1:]).whole() if isinstance(found, str) and found.startswith("=") else found


class _Parser:
    def __init__(self, book: Workbook, text: str) -> None:
        self._book, self._at = book, 0
        self._tokens = [found.groups() for found in _TOKEN.finditer(text)]
        joined = "".join(next(one for one in groups if one) for groups in self._tokens)
        assert joined.replace(" ", "") == text.replace(" ", ""), text

    def whole(self) -> Any:
        value = self._comparison()
        assert self._at == len(self._tokens)
        return value

    def _sign(self) -> str:
        return (self._tokens[self._at][4] or "") if self._at < len(self._tokens) else ""

    def _take(self, *signs: str) -> str:
        sign = self._sign()
        if sign in signs:
            self._at += 1
            return sign
        return ""

    def _comparison(self) -> Any:
        left = self._sum()
        sign = self._take(*_COMPARE)
        return _COMPARE[sign](left, self._sum()) if sign else left

    def _sum(self) -> Any:
        left = self._product()
        while sign := self._take("+", "-"):
            right = self._product()
            left = left + right if sign == "+" else left - right
        return left

    def _product(self) -> Any:
        left = self._power()
        while sign := self._take("*", "/"):
            right = self._power()
            left = left * right if sign == "*" else left / right
        return left

    def _power(self) -> Any:
        left = self._atom()
        while self._take("^"):  # from left to right, as Excel does
            left = left ** self._atom()
        return left

    def _atom(self) -> Any:
        if self._take("-"):
            return -self._atom()
        if self._take("("):
            value = self._comparison()
            assert self._take(")")
            return value
        cell, digits, text, function, _sign = self._tokens[self._at]
        self._at += 1
        if cell:
            sheet, _mark, place = cell.rpartition("!")
            return self._book.value(sheet.strip("'").replace("''", "'"), place.replace("$", ""))
        if digits:
            return float(digits)
        return text[1:-1] if text else self._call(function.upper())

    def _call(self, function: str) -> Any:
        assert self._take("(")
        if function == "IFERROR":  # what may fail comes first, and the parser must still read on
            start = self._at
            try:
                value = self._comparison()
                failed = False
            except (TypeError, ZeroDivisionError, OverflowError, ValueError):
                self._at, failed, value = start, True, None
                self._skip()
            assert self._take(",")
            otherwise = self._comparison()
            assert self._take(")")
            return otherwise if failed else value
        if function == "IF":
            return self._if()
        parts = [self._comparison()]
        while self._take(","):
            parts.append(self._comparison())
        assert self._take(")")
        return _FUNCTIONS[function](*parts)

    def _if(self) -> Any:
        condition = self._comparison()
        assert self._take(",")
        if not condition:
            self._skip()
            value = None
        else:
            value = self._comparison()
        assert self._take(",")
        if condition:
            self._skip()
        else:
            value = self._comparison()
        assert self._take(")")
        return value

    def _skip(self) -> None:
        """Go past an argument without reckoning it."""
        depth = 0
        while depth or self._sign() not in {",", ")"}:
            depth += {"(": 1, ")": -1}.get(self._sign(), 0)
            self._at += 1
