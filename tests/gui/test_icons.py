"""Icons have the ink of the theme, at every size and density, and outlive whoever made them."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import resources
from gui import icons, theme
from gui.theme import DARK, LIGHT


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def ink(pixmap: QPixmap) -> str:
    """The colour of most of the opaque pixels."""
    image = pixmap.toImage()
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return Counter(colour.name() for colour in colours if colour.alpha() > 250).most_common(1)[0][0]


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    drawings = resources.path("icons").glob("*.svg")
    names = sorted(path.stem for path in drawings if "currentColor" in path.read_text("utf-8"))
    assert len(names) > 30
    for name in names:
        assert ink(icons.icon(name).pixmap(32, 32)) == LIGHT.text, name
    assert (resources.path("icons") / "LICENSE").exists()


def test_an_icon_follows_the_theme_without_being_set_again(qapp: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    button.setIcon(icons.icon("save"))
    qtbot.addWidget(button)
    assert ink(button.icon().pixmap(24, 24)) == LIGHT.text
    theme.apply(qapp, "dark")
    assert ink(button.icon().pixmap(24, 24)) == DARK.text
    assert ink(icons.icon("triangle-alert", "warning").pixmap(24, 24)) == DARK.warning


def test_a_disabled_icon_is_fainter(qapp: QApplication) -> None:
    lightness = QColor(ink(icons.icon("save").pixmap(QSize(24, 24), QIcon.Mode.Disabled))).lightness()
    assert QColor(LIGHT.muted).lightness() < lightness < QColor(LIGHT.window).lightness()


def test_dense_screens_get_more_pixels(qapp: QApplication) -> None:
    drawn = icons.icon("save").pixmap(QSize(16, 16), 2.0)
    assert drawn.size() == QSize(32, 32)
    assert drawn.devicePixelRatio() == 2.0


def test_icons_outlive_their_makers_and_can_be_copied(qapp: QApplication) -> None:
    kept = []
    for _ in range(50):
        made = icons.icon("flag")
        copy = QIcon(made)
        copy.addPixmap(QPixmap(4, 4))
        kept += [made, copy]
        gc.collect(0)
    del made, copy
    gc.collect()
    assert {ink(one.pixmap(24, 24)) for one in kept} == {LIGHT.text}


def test_a_name_that_is_not_there_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
