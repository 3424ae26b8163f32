"""Equal Earth keeps areas and comes back; plain longitude and latitude is plain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.projection import PROJECTIONS, Projection, forward, graticule, inverse, outline


@given(st.floats(-180, 180), st.floats(-89.99, 89.99), st.sampled_from(PROJECTIONS))
def test_every_place_comes_back(longitude: float, latitude: float, projection: Projection) -> None:
    back = inverse(forward(np.array([longitude, latitude]), projection), projection)
    assert back == pytest.approx([longitude, latitude], abs=1e-7)


def test_known_places_of_equal_earth() -> None:
    # The published map is 2.70663 by 1.31727 radii from the middle to its edges; its pole line is 0.59 of the equator's length.
    edge = forward(np.array([[180.0, 0.0], [0.0, 90.0], [180.0, 90.0]]))
    assert edge[0, 0] == pytest.approx(2.7066, abs=1e-4)
    assert edge[1, 1] == pytest.approx(1.3173, abs=1e-4)
    assert edge[2, 0] / edge[0, 0] == pytest.approx(0.59, abs=0.005)


@given(st.floats(-170, 170), st.floats(-88, 88))
def test_equal_earth_keeps_areas(longitude: float, latitude: float) -> None:
    step = 1e-3
    corners = forward(np.array([(longitude, latitude), (longitude + step, latitude), (longitude, latitude + step)]))
    (ax, ay), (bx, by) = corners[1] - corners[0], corners[2] - corners[0]
    on_sphere = np.radians(step) * (np.sin(np.radians(latitude + step)) - np.sin(np.radians(latitude)))
    assert (ax * by - ay * bx) / on_sphere == pytest.approx(1, abs=2e-4)


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_off_the_map_is_no_place(projection: Projection) -> None:
    assert np.isnan(
        inverse(np.array([[9.0, 0.0], [0.0, 2.0], [2.7, 1.3171] if projection == "equal_earth" else [3.2, 0.0]]), projection)
    ).all()


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_outline_holds_the_graticule(projection: Projection) -> None:
    edge = outline(projection)
    assert (edge[0] == edge[-1]).all()
    lines = np.concatenate(graticule(30, projection))
    assert np.abs(lines).max(axis=0) == pytest.approx(np.abs(edge).max(axis=0), rel=0.2)
    assert not np.isnan(lines).any()
