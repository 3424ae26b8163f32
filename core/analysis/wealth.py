"""What a sum put into an asset became: multiples and yearly growth, with ranges and losses of everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.analysis.returns import growth_rate
from core.model.records import AssetReturn


@dataclass(frozen=True, slots=True)
class Wealth:
    """A line of the table: multiple and growth (fraction a year) at the lower and upper end of what is known, equal where it is no range.

    state: "gain", "flat", "loss", "range" (the ends differ in kind: a loss or nothing), "wiped out", or "unknown" (then all None).
    """

    id: str
    low: float | None
    high: float | None
    growth_low: float | None
    growth_high: float | None
    years: float | None
    state: str


def wealth_table(returns: Iterable[AssetReturn]) -> tuple[Wealth, ...]:
    """CAGR = multiple^(1 / years) - 1 of each, the largest multiple first, the unknown last (systems.md, item 46; METHODS.md 2.2)."""
    lines = [_line(one) for one in returns]
    return tuple(sorted(lines, key=lambda line: (line.low is None, -(line.high or 0), -(line.low or 0))))


def _line(one: AssetReturn) -> Wealth:
    if not one.start_value or one.start_value < 0 or one.end_value is None or one.end_value < 0:
        return Wealth(one.id, None, None, None, None, one.years, "unknown")
    ends = (one.end_value, one.end_high if one.end_high is not None else one.end_value)
    low, high = min(ends) / one.start_value, max(ends) / one.start_value
    years = one.years or 0
    return Wealth(one.id, low, high, growth_rate(low, years), growth_rate(high, years), one.years, _state(low, high))


def _state(low: float, high: float) -> str:
    if high == 0:
        return "wiped out"
    states = {"loss" if one < 1 else "gain" if one > 1 else "flat" for one in (low, high)}
    return states.pop() if len(states) == 1 else "range"
