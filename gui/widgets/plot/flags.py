"""Flags on the time axis: which fall so close together that one marker stands for them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gui.widgets.plot.values import Flag


@dataclass(frozen=True, slots=True)
class Marker:
    """The flags of one column of the axis, in order of time, at the place (in days) where their marker stands."""

    at: float
    flags: tuple[Flag, ...]

    @property
    def count(self) -> int:
        """How many events the marker stands for."""
        return sum(flag.count for flag in self.flags)


def markers(flags: Sequence[Flag], first: float, last: float, column: float) -> tuple[Marker, ...]:
    """The markers between two days, where `column` days are as wide as one marker.

    Columns are counted from 1970 and not from the edge, so markers keep together while the axis is dragged. A flag with a
    duration that began before the first day has its marker at the edge for as long as it lasts.
    """
    columns: dict[int, list[Flag]] = {}
    for flag in sorted(flags, key=lambda flag: flag.start):
        if flag.start <= last and max(flag.start, -math.inf if flag.end is None else flag.end) >= first:
            columns.setdefault(math.floor(max(flag.start, first) / column), []).append(flag)
    made: list[Marker] = []
    for here in columns.values():
        marker = _marker(here, first)
        if made and marker.at - made[-1].at < column:
            marker = _marker([*made.pop().flags, *here], first)
        made.append(marker)
    return tuple(made)


def _marker(flags: Sequence[Flag], first: float) -> Marker:
    begun = [flag.start for flag in flags if flag.start >= first]
    return Marker(sum(begun) / len(begun) if begun else first, tuple(flags))


def bands(flags: Sequence[Flag], first: float, last: float) -> tuple[tuple[float, float, Flag], ...]:
    """The visible part of every flag that lasts: from day, to day, flag."""
    lasting = ((max(flag.start, first), min(flag.end, last), flag) for flag in flags if flag.end is not None)
    return tuple((start, end, flag) for start, end, flag in lasting if start < end)
