"""Sheets and books made from lists of rows, as the reader would have made them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.io.cells import EPOCH, Book, Kind, Sheet

Value = object


@dataclass(frozen=True)
class Error:
    """An error cell."""

    word: str = "#N/A"


@dataclass(frozen=True)
class Uncomputed:
    """A formula that was saved without its result."""

    formula: str = "=A1"


@dataclass(frozen=True)
class Shown:
    """A value with the number format that it is shown in."""

    value: Value
    format: str


def sheet(
    rows: Sequence[Sequence[Value]],
    name: str = "Sheet1",
    *,
    hidden: bool = False,
    merged: tuple[tuple[int, int, int, int], ...] = (),
) -> Sheet:
    """A sheet whose A1 is the first value of the first row."""
    width = max((len(row) for row in rows), default=0)
    kinds = np.zeros((len(rows), width), np.uint8)
    numbers = np.zeros((len(rows), width))
    formats = np.zeros((len(rows), width), np.uint16)
    strings: list[str] = []
    format_names = [""]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if isinstance(value, Shown):
                if value.format not in format_names:
                    format_names.append(value.format)
                formats[i, j] = format_names.index(value.format)
                value = value.value
            kinds[i, j], numbers[i, j] = _cell(value, strings)
    return Sheet(name, kinds, numbers, tuple(strings), formats, tuple(format_names), hidden, merged)


def _cell(value: Value, strings: list[str]) -> tuple[Kind, float]:
    match value:
        case None:
            return Kind.BLANK, 0.0
        case bool():
            return Kind.BOOLEAN, float(value)
        case int() | float():
            return Kind.NUMBER, float(value)
        case dt.datetime():
            return Kind.DATE, (value.date() - EPOCH).days + (value - dt.datetime.combine(value.date(), dt.time.min)).total_seconds() / 86400
        case dt.date():
            return Kind.DATE, float((value - EPOCH).days)
        case Error():
            return Kind.ERROR, _string(value.word, strings)
        case Uncomputed():
            return Kind.UNCOMPUTED, _string(value.formula, strings)
        case _:
            return Kind.TEXT, _string(str(value), strings)


def _string(text: str, strings: list[str]) -> float:
    if text not in strings[-50:]:
        strings.append(text)
        return float(len(strings) - 1)
    return float(len(strings) - 1 - strings[::-1].index(text))


def book(*sheets: Sheet, path: str = "prices.xlsx", format: str = "xlsx") -> Book:  # noqa: A002 - as the book calls it
    """A book of these sheets."""
    return Book(path, format, sheets)


def months(first: str, count: int, pattern: str = "{year}M{month:02d}") -> list[str]:
    """Names of months that follow each other."""
    start = np.datetime64(first, "M").astype(int)
    return [pattern.format(year=1970 + at // 12, month=at % 12 + 1) for at in range(int(start), int(start) + count)]
