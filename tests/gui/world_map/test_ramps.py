"""The colours of classes: told apart in grey, by colour-blind eyes, from no data and from the sea."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.theme import DARK, LIGHT, Colours
from gui.widgets.world_map.ramps import luminance, no_data, ramp, sea

THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEUTAN = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]])
PROTAN = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]])


def lightness(colour: str) -> float:
    """L* of CIE 1976."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def linear(colour: str) -> np.ndarray:
    parts = np.array(QColor(colour).getRgbF()[:3])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    x, y, z = np.cbrt(np.maximum(xyz / (0.9505, 1.0, 1.089), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("count", range(2, 10))
def test_more_is_darker_by_day_and_lighter_by_night(colours: Colours, count: int) -> None:
    steps = np.diff([lightness(colour) for colour in ramp(count, colours)])
    assert (steps < -4).all() if colours is LIGHT else (steps > 4).all()


@pytest.mark.parametrize("colours", THEMES)
def test_of_differences_both_sides_rise_from_the_middle_and_the_ends_differ_in_grey(colours: Colours) -> None:
    values = [lightness(colour) for colour in ramp(7, colours, diverging=True)]
    steps = np.diff(values if colours is LIGHT else [-value for value in values])
    assert (steps[:3] > 5).all()
    assert (steps[3:] < -5).all()
    assert abs(values[0] - values[-1]) > 4


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("eyes", [np.eye(3), DEUTAN, PROTAN], ids=["usual", "deutan", "protan"])
@pytest.mark.parametrize("diverging", [False, True])
def test_no_two_classes_look_alike(colours: Colours, eyes: np.ndarray, diverging: bool) -> None:
    seen = [lab(eyes @ linear(colour)) for colour in ramp(7, colours, diverging=diverging)]
    assert min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2)) > 6


@pytest.mark.parametrize("colours", THEMES)
def test_hatching_and_sea_are_no_class(colours: Colours) -> None:
    ground, line = no_data(colours)
    assert abs(lightness(ground) - lightness(line)) > 8
    assert sea(colours) not in ramp(9, colours)


def test_one_class_and_none() -> None:
    assert len(ramp(1, LIGHT)) == 1
    assert ramp(0, LIGHT) == ()
