"""Metal between venues: free float, whether one venue's loss is another's gain, and where a constant pool lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.derived import Derived, in_unit
from core.analysis.samples import Sample, align, filled
from core.analysis.stocks import stack
from core.model.points import Dates, Points, Values
from core.model.records import Series


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What left one venue against what reached another, in one unit.

    residual: arrived + left (0 when all that left one arrived at the other). ratio: arrived over what left, None when nothing left.
    state: "matches" within the tolerance, "more arrived", "less arrived", or "same direction" when both grew or both shrank.
    """

    left: float
    arrived: float
    residual: float
    ratio: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Between:
    """A reconciliation of two stocks: the days of the reports that each change lies between, and whether they are the same."""

    found: Reconciliation
    unit: str
    first_window: tuple[np.datetime64, np.datetime64]
    second_window: tuple[np.datetime64, np.datetime64]
    same_window: bool
    inputs: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """How a gain of a vault divides: what exchange-traded products took, and the rest, in one unit and as fractions of the gain."""

    gain: float
    held: float
    free: float
    held_share: float | None
    free_share: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Migration:
    """Where a pool lies: shares (rows as in `inputs`) of the total on each day that all venues report, and the net change of each.

    moved: half the sum of the absolute changes that add to nothing: metal that went from one venue of the pool to another. net: change of
    the whole pool.
    """

    unit: str
    inputs: tuple[str, ...]
    dates: Dates
    shares: Values
    change: tuple[float, ...]
    moved: float
    net: float


def free_float(vault: Series, products: Series) -> Derived:
    """Vault total less what exchange-traded products hold there, in the vault's unit. systems.md item 14.

    Raises UnitError where the units cannot be converted.
    """
    pair = align(vault.points, in_unit(products, vault.unit))
    points = Points.rising(pair.dates, pair.first - pair.second)
    return Derived("free float", points, vault.unit, (vault.id, products.id), vault.unit != products.unit, pair.averaged)


def reconcile(one: float, other: float, tolerance: float = 0.05) -> Reconciliation:
    """The changes of two venues over a window. tolerance: a fraction of the larger, ours. systems.md item 13.

    The one whose stock fell is the one that metal left, wherever it stands in the call.
    """
    if one * other > 0:
        return Reconciliation(one, other, one + other, None, "same direction")
    left, arrived = (one, other) if one < 0 or other > 0 else (other, one)
    residual = left + arrived
    within = abs(residual) <= tolerance * max(abs(left), abs(arrived))
    state = "matches" if within else "more arrived" if residual > 0 else "less arrived"
    return Reconciliation(left, arrived, residual, arrived / -left if left < 0 else None, state)


def reconcile_stocks(one: Series, other: Series, first: np.datetime64, last: np.datetime64, tolerance: float = 0.05) -> Between | None:
    """`reconcile` of two stocks over a window, in the first's unit: each changed between its reports in force on both days.

    None where one has no two reports so. Raises UnitError where the units cannot be converted.
    """
    spans = [_span(filled(points), first, last) for points in (one.points, in_unit(other, one.unit))]
    if spans[0] is None or spans[1] is None:
        return None
    (days_one, change_one), (days_other, change_other) = spans[0], spans[1]
    found = reconcile(change_one, change_other, tolerance)
    return Between(found, one.unit, days_one, days_other, days_one == days_other, (one.id, other.id))


def split_gain(gain: float, free: float) -> Split:
    """A vault's gain into the free part and that of exchange-traded products: held = gain - free. systems.md item 14."""
    held = gain - free
    return Split(gain, held, free, held / gain if gain else None, free / gain if gain else None)


def migration(stocks: Sequence[Series], unit: str, carry: int = 0) -> Migration:
    """How a pool of venues moved between its first and last day with a report of all (`carry` as in `stack`). FEATURES.md row 38, ours.

    Raises UnitError where a unit cannot be converted.
    """
    together = stack(stocks, unit, carry)
    whole = np.isfinite(together.total) & (together.total > 0) if len(stocks) else np.zeros(0, bool)
    layers, dates = together.layers[:, whole], together.dates[whole]
    if not len(dates):
        return Migration(unit, together.inputs, dates, layers, (), 0.0, 0.0)
    change = layers[:, -1] - layers[:, 0]
    net = float(change.sum())
    moved = float((np.abs(change).sum() - abs(net)) / 2)
    return Migration(unit, together.inputs, dates, layers / together.total[whole], tuple(change.tolist()), moved, net)


def _span(sample: Sample, first: np.datetime64, last: np.datetime64) -> tuple[tuple[np.datetime64, np.datetime64], float] | None:
    """The days of the reports in force on two days, and the change between them."""
    start, stop = (int(at) - 1 for at in np.searchsorted(sample.dates, np.array([first, last], "datetime64[D]"), "right"))
    if start < 0 or stop <= start:
        return None
    return (sample.dates[start], sample.dates[stop]), float(sample.values[stop] - sample.values[start])
