"""What an OOXML cell of a given type and text is."""

from __future__ import annotations

import datetime as dt
import re

from core.io.cells import EPOCH, Kind
from core.io.reading.grid import Grid

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true", "TRUE"})
_CLOCK = re.compile(r"T?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?")


def spelled(text: str) -> str:
    """Text with the escapes of OOXML (_x000D_) resolved; halves of characters become the replacement character."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def put_cell(grid: Grid, row: int, column: int, style: int, kind: str, text: str | None, formula: str | None) -> None:
    """Put the cell of OOXML type `kind` whose value element holds `text` (None: there is none) into `grid`."""
    if formula is not None and not text and kind not in ("str", "inlineStr"):
        grid.text(row, column, f"={formula}", style, Kind.UNCOMPUTED)
    elif text is None or (not text and kind != "inlineStr"):
        return
    elif kind in ("str", "inlineStr"):
        grid.text(row, column, spelled(text), style)
    elif kind == "e":
        grid.text(row, column, text.strip() or "#N/A", style, Kind.ERROR)
    elif kind == "b":
        grid.put(row, column, Kind.BOOLEAN, float(text.strip() in _TRUE), style)
    elif kind == "d":
        put_iso(grid, row, column, style, text)
    elif kind == "s":
        _put_shared(grid, row, column, style, text)
    else:
        _put_number(grid, row, column, style, text)


def _put_number(grid: Grid, row: int, column: int, style: int, text: str) -> None:
    try:
        grid.put(row, column, Kind.NUMBER, float(text.replace("_", "?")), style)
    except ValueError:
        grid.text(row, column, text.strip(), style)


def _put_shared(grid: Grid, row: int, column: int, style: int, text: str) -> None:
    grid.shared_text(row, column, int(text) if text.strip().isdecimal() and len(text) < 12 else -1, style)


def put_iso(grid: Grid, row: int, column: int, style: int, text: str) -> None:
    """Put a date, moment or time of day in ISO 8601; text that is none of them stays text."""
    clock = _CLOCK.fullmatch(text.strip())
    if clock:
        seconds = int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3] or 0)
        grid.put(row, column, Kind.DURATION, seconds / 86400, style)
        return
    try:
        when = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        grid.text(row, column, text, style)
        return
    grid.put(row, column, Kind.DATE, (when - dt.datetime.combine(EPOCH, dt.time.min)) / dt.timedelta(days=1), style)
