"""Worksheets: small named models, declared once. From the declaration the result, the tornado, the line and the simulation are reckoned.

A declaration says what is asked for (inputs with unit, default, range and source), how the outputs follow, what is checked, and where the
sources contradict themselves. Its titles are marked texts: views look them up, so nothing here speaks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.formula import Expression, Term, Values, evaluate, named

Ranges = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Input(Term):
    """A number that the user may change. default: None where no source gives one, so that outputs wait for it.

    low, high: the range of a tornado, a line and a simulation. source: the id of a record (a figure, target or event) that says it,
    `field` which
    number of it. least, most: what makes sense at all.
    """

    name: str
    title: str
    unit: str
    default: float | None = None
    low: float | None = None
    high: float | None = None
    source: str = ""
    field: str = "value"
    note: str = ""
    least: float = 0.0
    most: float = math.inf

    def expression(self) -> Expression:
        """The value of the input."""
        return named(self.name)


@dataclass(frozen=True, slots=True, eq=False)
class Output(Term):
    """A number that follows: `formula` of inputs and of outputs declared before it."""

    name: str
    title: str
    unit: str
    formula: Term
    note: str = ""

    def expression(self) -> Expression:
        """The value of the output."""
        return named(self.name)


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A condition, and what is said when it holds and when it does not; the texts may name inputs and outputs as fields."""

    condition: Term
    passed: str
    failed: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Where the sources disagree with themselves: what they say, and the outputs that show both readings."""

    text: str
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Worksheet:
    """One model. item: its number in the list of analyses of the sources; basis: the source of its formula; line: the input of the line
    chart."""

    name: str
    title: str
    subject: str
    item: int
    summary: str
    basis: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    main: str
    line: str
    checks: tuple[Check, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def input(self, name: str) -> Input:
        """The input of that name. Raises KeyError."""
        return {one.name: one for one in self.inputs}[name]

    def output(self, name: str) -> Output:
        """The output of that name. Raises KeyError."""
        return {one.name: one for one in self.outputs}[name]


@dataclass(frozen=True, slots=True)
class Swing:
    """The main output with one input at its low and its high end, all others as they are."""

    input: str
    low: float
    high: float


def results(sheet: Worksheet, values: Mapping[str, Values]) -> dict[str, Values]:
    """Every output by name; NaN where an input that it needs is NaN or it cannot be had. Arrays (n,) among `values` give arrays.

    Raises KeyError when an input has no value at all.
    """
    known = dict(values)
    for output in sheet.outputs:
        known[output.name] = evaluate(output.formula, known)
    return {output.name: known[output.name] for output in sheet.outputs}


def tornado(sheet: Worksheet, values: Mapping[str, float], ranges: Ranges) -> tuple[Swing, ...]:
    """How far each input with a range moves the main output, one at a time, the widest first."""
    moving = [name for name, (low, high) in ranges.items() if low < high]
    if not moving:
        return ()
    grid: dict[str, Values] = {name: np.full(2 * len(moving), value, float) for name, value in values.items()}
    for at, name in enumerate(moving):
        column = grid[name]
        assert isinstance(column, np.ndarray)
        column[2 * at : 2 * at + 2] = ranges[name]
    ends = np.broadcast_to(results(sheet, grid)[sheet.main], (2 * len(moving),))
    swings = [Swing(name, float(ends[2 * at]), float(ends[2 * at + 1])) for at, name in enumerate(moving)]
    known = [one for one in swings if math.isfinite(one.low) and math.isfinite(one.high) and one.low != one.high]
    return tuple(sorted(known, key=lambda one: -abs(one.high - one.low)))


def line(
    sheet: Worksheet, values: Mapping[str, float], name: str, ends: tuple[float, float], count: int = 61
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The main output, (count,), over one input from one end to the other, (count,)."""
    across = np.linspace(*ends, count)
    return across, np.broadcast_to(results(sheet, {**values, name: across})[sheet.main], across.shape).astype(float)
