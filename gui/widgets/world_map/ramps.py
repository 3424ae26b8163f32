"""Colours of classes: from low to high by lightness first, so that they are told apart in grey and by colour-blind eyes.

In the dark theme more is lighter. Of differences, a fall is blue and the darker end, a rise is orange.
"""

from __future__ import annotations

from typing import Final

from gui.theme import DARK, Colours, mix

_SEQUENTIAL: Final = ("#dcebf7", "#a3cbe5", "#5a9dcb", "#2468a6", "#0a2f63")
_SEQUENTIAL_DARK: Final = ("#2d4d6b", "#3f7aa3", "#68a9c9", "#a9d5de", "#f2f8e6")
_DIVERGING: Final = ("#08386f", "#5f9ccb", "#f3f3ee", "#efb46e", "#b3560a")
_DIVERGING_DARK: Final = ("#86bbe8", "#4a80ae", "#39414a", "#b5702c", "#ffc27d")


def ramp(count: int, colours: Colours, *, diverging: bool = False) -> tuple[str, ...]:
    """`count` colours, the lowest class first."""
    dark = colours is DARK
    anchors = (_DIVERGING_DARK if dark else _DIVERGING) if diverging else (_SEQUENTIAL_DARK if dark else _SEQUENTIAL)
    if count <= 1:
        return (anchors[len(anchors) // 2 if diverging else -2],) * count
    return tuple(_at(anchors, step / (count - 1)) for step in range(count))


def sea(colours: Colours) -> str:
    """The colour of the sea: no class has it."""
    return mix(colours.base, colours.window, 0.55)


def no_data(colours: Colours) -> tuple[str, str]:
    """Ground and lines of the hatching of countries without data."""
    return mix(colours.base, colours.border, 0.35), mix(colours.base, colours.muted, 0.45)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2, after ITU-R BT.709)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _at(anchors: tuple[str, ...], share: float) -> str:
    place = share * (len(anchors) - 1)
    low = min(int(place), len(anchors) - 2)
    return mix(anchors[low], anchors[low + 1], place - low)
