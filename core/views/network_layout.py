"""Where the nodes of a network stand: a few with most ties within, all others on an ellipse around them, each on a row of its own.

No two names to one side share a row, so at a height of `rows` lines of text no name lies on another, whatever the width. The layout
is a function of the ties alone: it is the same each time. Which nodes stand within and in what order the others go is a rule of ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_HUBS: Final = 4  # nodes that stand within, at most
_HUB_SHARE: Final = 1 / 6  # of all nodes, which a node within is tied to at least
_HUB_TIES: Final = 4
_SPREAD: Final = 0.62  # how far up and down the nodes within stand
_ASIDE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands. x and y: from -1 to 1, y downwards; side: where its name stands, -1 left, 1 right, 0 on the node."""

    x: float
    y: float
    side: int


def layout(near: Mapping[str, Sequence[str]]) -> dict[str, Spot]:
    """The spot of every node. near: the others that each node is tied to, in the order in which nodes of equal standing are to stand."""
    hubs = sorted(near, key=lambda key: -len(near[key]))[:_HUBS]
    hubs = [key for key in hubs if len(near[key]) >= max(_HUB_TIES, _HUB_SHARE * len(near))]
    spots = {key: _within(at, len(hubs)) for at, key in enumerate(hubs)}
    others = [key for key in near if key not in spots]
    pull = {key: _pull(near[key], spots) for key in others}
    others.sort(key=lambda key: pull[key][0])  # stable: equal ones stay in the order given
    half = (len(others) + 1) // 2
    for side, keys in ((-1, others[:half]), (1, others[half:])):
        for at, key in enumerate(sorted(keys, key=lambda key: pull[key][1])):
            y = (2 * at + 1) / len(keys) - 1
            spots[key] = Spot(side * math.sqrt(1 - y * y), y, side)
    return spots


def rows(spots: Mapping[str, Spot]) -> int:
    """How many lines of text high the picture must be for all names to be read."""
    return max((sum(spot.side == side for spot in spots.values()) for side in (-1, 1)), default=0)


def toward(spots: Mapping[str, Spot], key: str, across: int, down: int) -> str:
    """The node next to one in a direction: the nearest within a quarter turn around it; the same one where there is none. `key` not
    there: the first node.
    """
    if key not in spots:
        return next(iter(spots), "")
    here, best, found = spots[key], math.inf, key
    for other, spot in spots.items():
        ahead = (spot.x - here.x) * across + (spot.y - here.y) * down
        aside = abs((spot.x - here.x) * down) + abs((spot.y - here.y) * across)
        if other != key and ahead > 1e-9 and aside <= 2 * ahead and ahead + 2 * aside < best:
            best, found = ahead + 2 * aside, other
    return found


def _within(at: int, count: int) -> Spot:
    """The nodes within, one to a row from the top, to the left and to the right by turns."""
    y = 0.0 if count == 1 else _SPREAD * (2 * at / (count - 1) - 1)
    return Spot(0.0 if count == 1 else _ASIDE * (1 if at % 2 else -1), y, 0)


def _pull(near: Sequence[str], hubs: Mapping[str, Spot]) -> tuple[float, float]:
    """The middle of the nodes within that a node is tied to."""
    own = [hubs[key] for key in near if key in hubs]
    if not own:
        return 0.0, 0.0
    return round(sum(spot.x for spot in own) / len(own), 6), round(sum(spot.y for spot in own) / len(own), 6)
