"""The colours can be read and told apart, in both themes."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import theme
from gui.theme import DARK, LIGHT, Colours

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """L* of CIELAB: how light the colour looks in grey print."""
    return 116 * float(luminance(colour) ** (1 / 3)) - 16


@BOTH
def test_words_can_be_read_on_every_ground(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.alternate, colours.band):
        for ink in (colours.text, colours.muted, colours.warning, colours.danger, colours.good):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(colours.accent_text, colours.accent) >= 4.5
    assert contrast(colours.accent, colours.base) >= 4.5, "links are words"


@BOTH
def test_series_stand_out_from_the_ground_and_from_each_other_in_grey(colours: Colours) -> None:
    assert len(set(colours.series)) == 8
    assert all(contrast(line, colours.base) >= 3 for line in colours.series)
    assert min(abs(lightness(a) - lightness(b)) for a, b in combinations(colours.series, 2)) >= 4.5
    assert all(abs(lightness(a) - lightness(b)) >= 10 for a, b in pairwise(colours.series[:6]))


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light
SIGHT = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def oklab(colour: str, sight: tuple[tuple[float, ...], ...] | None) -> tuple[float, float, float]:
    """The colour in Ottosson's OKLab as somebody with `sight` sees it; 0.02 is about the least difference one notices."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    rgb = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    if sight is not None:
        rgb = [min(max(sum(w * c for w, c in zip(row, rgb, strict=True)), 0.0), 1.0) for row in sight]
    red, green, blue = rgb
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@BOTH
@pytest.mark.parametrize("sight", [None, *SIGHT])
def test_series_are_told_apart_by_every_eye(colours: Colours, sight: str | None) -> None:
    seen = [oklab(colour, SIGHT[sight] if sight else None) for colour in colours.series]
    nearest = min(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 for a, b in combinations(seen, 2))
    assert nearest >= 0.06


def test_apply_changes_palette_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    dressed = theme.apply(qapp, "light")
    assert theme.current() is LIGHT
    with qtbot.waitSignal(dressed.changed, timeout=1000):
        theme.apply(qapp, "dark")
    assert theme.current() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    with qtbot.assertNotEmitted(dressed.changed):
        theme.apply(qapp, "dark")
    assert theme.apply(qapp, "light") is dressed


def test_system_mode_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    dressed = theme.apply(qapp, "light")
    scheme = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(qapp.styleHints()), "colorScheme", lambda _hints: scheme)
    qapp.styleHints().colorSchemeChanged.emit(scheme)
    assert dressed.colours is LIGHT, "a chosen theme is kept"
    theme.apply(qapp, "system")
    assert dressed.colours is DARK
    scheme = Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(scheme)
    assert dressed.colours is LIGHT


def test_an_unknown_mode_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="mauve"):
        theme.apply(qapp, "mauve")
    theme.apply(qapp, "light")


def test_the_type_scale_grows_and_figures_line_up(qapp: QApplication) -> None:
    sizes = [theme.font(step).pointSizeF() for step in theme.FONT_STEPS]
    assert sizes == sorted(sizes)
    assert theme.font("body").pointSizeF() == pytest.approx(qapp.font().pointSizeF())
    assert theme.figures(theme.font()).featureTags()


def test_the_glyphs_of_controls_exist_in_the_inks_of_both_themes() -> None:
    for name, colours in (("light", LIGHT), ("dark", DARK)):
        urls = re.findall(r'url\("(.+?)"\)', theme.style_sheet(colours))
        assert len(urls) == 3
        for url in urls:
            ink = colours.accent_text if Path(url).name.startswith("check") else colours.muted
            assert url.endswith(f"-{name}.svg")
            assert f'stroke="{ink}"' in Path(url).read_text("utf-8")
