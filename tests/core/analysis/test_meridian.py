"""The world about another meridian: nothing lost, nothing across the edge, each place in its own country."""

from __future__ import annotations

import numpy as np
import pytest

from core.analysis.meridian import from_middle, turned
from core.model.world import Level, World, world


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def _areas(found: World) -> dict[int, float]:
    sums: dict[int, float] = {}
    for unit, ring in zip(found.ring_units, found.rings, strict=True):
        sums[unit] = sums.get(unit, 0.0) + _area(ring)
    return sums


@pytest.mark.parametrize("level", ["coarse", "fine"])
def test_every_country_keeps_its_area_and_lies_within_the_map(level: Level) -> None:
    before, after = world(level), turned(world(level), 150)
    for ring in after.rings:
        assert np.array_equal(ring[0], ring[-1])
        assert ring[:, 0].min() >= -180
        assert ring[:, 0].max() <= 180
    assert _areas(after) == pytest.approx(_areas(before))


def test_what_crosses_the_edge_is_cut_and_nothing_else() -> None:
    before, after = world("coarse"), turned(world("coarse"), 150)
    cut = {before.codes[unit] for unit in set(before.ring_units) if before.ring_units.count(unit) != after.ring_units.count(unit)}
    assert cut <= {"GRL", "ATA"}
    assert "GRL" in cut
    length = [sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in found.lines) for found in (before, after)]
    assert length[0] == pytest.approx(length[1])


def test_places_move_with_their_countries_and_greenwich_changes_nothing() -> None:
    assert turned(world("coarse"), 0) is world("coarse")
    at = world("coarse").codes.index("NCL")
    assert turned(world("coarse"), 150).places[at, 0] == pytest.approx(world("coarse").places[at, 0] - 150)
    assert from_middle(np.array([170.0, -170.0, -30.0]), 150).tolist() == [20.0, 40.0, -180.0]
