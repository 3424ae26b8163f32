"""The shapes of the world: every country is there, rings are whole, areas are right, neighbours share their border."""

from __future__ import annotations

import numpy as np
import pytest

from core.model.countries import countries
from core.model.world import BORDER, COAST, DISPUTED, Level, world

LEVELS: tuple[Level, ...] = ("coarse", "fine")
# Land area in thousand square kilometres with inland waters as mapped (United Nations, Demographic Yearbook, table 3, rounded).
AREAS = {
    "RUS": 17098, "CAN": 9985, "CHN": 9597, "BRA": 8515, "AUS": 7692, "IND": 3287, "ARG": 2780, "KAZ": 2725, "COD": 2345, "GRL": 2166,
    "IDN": 1911, "PER": 1285, "ZAF": 1221, "COL": 1142, "BOL": 1099, "MRT": 1031, "ZMB": 753, "CHL": 756, "MMR": 677, "UKR": 604,
    "MDG": 587, "PHL": 300, "GAB": 268, "CUB": 110, "MWI": 118, "GUF": 84, "TWN": 36, "NCL": 18.6, "XKX": 10.9, "FJI": 18.3, "RWA": 26.3,
}  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
def test_every_country_has_a_shape_or_a_place(level: Level) -> None:
    found = world(level)
    known = {code for code, country in countries().items() if country.kind == "country"}
    assert known == set(found.codes) - {""}
    assert len(set(found.codes)) == len(found.codes)
    assert found.places.shape == (len(found.codes), 2)
    assert (np.abs(found.places) <= (180, 90)).all()
    without = {code for at, code in enumerate(found.codes) if at not in found.ring_units}
    assert without == {code for code, area in zip(found.codes, found.areas, strict=True) if area == 0}
    assert without <= {"BVT", "CCK", "GIB", "TKL", "UMI", "VAT"}


@pytest.mark.parametrize("level", LEVELS)
def test_rings_are_closed_and_none_crosses_the_antimeridian(level: Level) -> None:
    found = world(level)
    for ring in found.rings:
        assert (ring[0] == ring[-1]).all()
        assert len(ring) > 3
        assert np.abs(ring[:, 0]).max() <= 180
        assert np.abs(ring[:, 1]).max() <= 90
        jumps = np.abs(np.diff(ring[:, 0])) > 100
        assert (ring[:-1][jumps][:, 1] == -90).all(), "only the south pole is as wide as that"
    assert all(np.abs(np.diff(line[:, 0])).max() < 100 for line in found.lines)


@pytest.mark.parametrize(("level", "within"), [("coarse", 0.08), ("fine", 0.045)])
def test_areas_are_those_of_the_countries(level: Level, within: float) -> None:
    found = world(level)
    areas = dict(zip(found.codes, found.areas, strict=True))
    for code, thousand in AREAS.items():
        assert areas[code] / 1000 == pytest.approx(thousand, rel=within), code
    assert found.areas.sum() == pytest.approx(148.9e6, rel=0.03)


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_share_their_border(level: Level) -> None:
    found = world(level)
    owners: dict[tuple[float, float], set[int]] = {}
    for unit, ring in zip(found.ring_units, found.rings, strict=True):
        for x, y in ring.tolist():
            owners.setdefault((x, y), set()).add(unit)
    for kind, line in zip(found.line_kinds, found.lines, strict=True):
        inner = [point for point in map(tuple, line[1:-1].tolist()) if abs(point[0]) < 180]
        if kind == BORDER:
            assert all(len(owners.get(point, ())) > 1 for point in inner)
        elif kind == COAST:
            assert all(point in owners for point in inner)


def test_disputed_borders_are_marked() -> None:
    found = world("fine")
    dashed = np.concatenate([line for kind, line in zip(found.line_kinds, found.lines, strict=True) if kind == DISPUTED])
    for near in ((77.0, 35.3), (33.4, 35.1), (-8.7, 27.7), (21.0, 42.9), (127.5, 38.3), (35.9, 33.1)):
        assert (np.abs(dashed - near).max(axis=1) < 1.5).any(), near
    assert not (np.abs(dashed - (2.5, 49.0)).max(axis=1) < 8).any()  # nothing about France


def test_places_of_names_lie_in_their_country() -> None:
    places = dict(zip(world().codes, world().places.tolist(), strict=True))
    for code, (west, south, east, north) in {"USA": (-125, 25, -67, 49), "NCL": (163, -23, 168, -19), "GUF": (-55, 2, -51, 6)}.items():
        assert west < places[code][0] < east, code
        assert south < places[code][1] < north, code
