"""Who is fed by whom when only some of it is known: given shares where there are any, the rest in proportion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """amounts: (to, from), whose columns sum to the outputs. assumed: the places `to` fed in proportion; cut: the origins claimed twice
    over."""

    amounts: Floats
    assumed: tuple[int, ...]
    cut: tuple[int, ...]


def flows(output: Floats, wanted: Floats, shares: Mapping[int, Floats], rest: int) -> Flows:
    """Share out `output` (from,) to those who want it (to,): by their own `shares` (from,) of supply where known, then in proportion.

    Where known claims exceed an output they are cut in proportion. What nobody wants goes to the place `rest`. METHODS.md 1.11, step 2.
    """
    amounts = np.zeros((len(wanted), len(output)))
    for place, own in shares.items():
        amounts[place] = wanted[place] * own
    claimed = amounts.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        amounts *= np.where(claimed > output, output / claimed, 1.0)
    left = np.maximum(output - amounts.sum(axis=0), 0.0)
    others = np.array([0.0 if place in shares else want for place, want in enumerate(wanted)])
    if others.sum() > 0:
        amounts += np.outer(others / others.sum(), left)
    else:
        amounts[rest] += left
    assumed = tuple(int(place) for place in np.flatnonzero(others > 0))
    return Flows(amounts, assumed, tuple(int(place) for place in np.flatnonzero(claimed > output * (1 + 1e-9))))
