"""What a chart is told and what it tells: lines in panes, flags, and the reading under the crosshair.

Days are counted from 1970-01-01 as floats, so a date of 1833 is a plain negative number and a time of day a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# "season": a day of the year, of whatever year; a chart of such lines names no years. "count": no day but a number of values from an
# event, and the axis counts.
Precision = Literal["day", "month", "quarter", "year", "season", "count"]
# What a date of a series means, by the series' frequency; of the others it means a day.
PRECISION_OF: dict[str, Precision] = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One series as it is drawn.

    `days` (n,) ascend; `values` (n,) in `unit`, where anything not finite is a gap; `marks` (n,) is not zero where a point is
    estimated or preliminary. `colour` counts into the theme's series colours. `digits` are the decimals of a reading (None: as
    many as the size of the value asks for), `precision` says what a date of this series means. `heights` (n,) say where the line
    lies where that is not its value, as in a stack; down to `floor` (n,) the area is filled. A `muted` line frames others, as a
    band does. Raises ValueError when the arrays do not fit each other.
    """

    key: str
    label: str
    unit: str
    days: NDArray[np.float64]
    values: NDArray[np.float64]
    marks: NDArray[np.uint8] | None = None
    colour: int = 0
    digits: int | None = None
    precision: Precision = "day"
    heights: NDArray[np.float64] | None = None
    floor: NDArray[np.float64] | None = None
    muted: bool = False

    def __post_init__(self) -> None:
        for name, other in (("values", self.values), ("marks", self.marks), ("heights", self.heights), ("floor", self.floor)):
            if other is not None and other.shape != self.days.shape:
                raise ValueError(f"{name} of {self.key}: {other.shape} for {self.days.shape} days")


@dataclass(frozen=True, slots=True, eq=False)
class Pane:
    """Lines that share one value axis in `unit`; panes of a chart are stacked over one time axis."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    log: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that happened: at `start`, or from `start` to `end` (math.inf while it lasts); `count` events in one flag.

    `when` is its date in words, for one that is known by the month or year only; without it `start` is the day.
    `sign` is a letter that its marker shows, for what is no event, such as a note.
    """

    key: str
    start: float
    label: str
    end: float | None = None
    count: int = 1
    colour: int = 0
    when: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line says at the crosshair: the value at `day`, or None in a gap; both None before the line begins.

    height: where the line lies there, when that is not its value.
    """

    key: str
    label: str
    unit: str
    value: float | None
    day: float | None
    marked: bool = False
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Every line of the chart read at `day`, in the order in which the lines are shown."""

    day: float
    rows: tuple[Row, ...]
