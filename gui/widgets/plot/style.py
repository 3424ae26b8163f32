"""The look of a picture: colours, type, and how fine its lines are. Everything is in logical pixels, so one picture scales as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from gui.theme import Colours
from gui.widgets.plot.date_axis import DateTicks, date_ticks


@dataclass(frozen=True, eq=False)
class Style:
    """`density` device pixels make one logical pixel. `width` is that of the lines in logical pixels; 0 means one device pixel,
    which is the only width that can be painted many times a second."""

    colours: Colours
    family: QFont
    density: float = 1.0
    width: float = 0.0

    @cached_property
    def font(self) -> QFont:
        """The font of labels, its size in pixels, so that the device's resolution does not change the picture."""
        return self._sized(1.0)

    @cached_property
    def small(self) -> QFont:
        """The font of tick labels and dates."""
        return self._sized(0.92)

    @cached_property
    def bold(self) -> QFont:
        """The font of titles and values."""
        made = self._sized(1.0)
        made.setWeight(QFont.Weight.DemiBold)
        return made

    @cached_property
    def metrics(self) -> QFontMetricsF:
        """Widths in `font`."""
        return QFontMetricsF(self.font)

    @cached_property
    def small_metrics(self) -> QFontMetricsF:
        """Widths in `small`."""
        return QFontMetricsF(self.small)

    @cached_property
    def bold_metrics(self) -> QFontMetricsF:
        """Widths in `bold`."""
        return QFontMetricsF(self.bold)

    @cached_property
    def row(self) -> float:
        """The height of one row of text."""
        return self.snap(self.metrics.height() + 2)

    @cached_property
    def _widths(self) -> dict[str, float]:
        return {}

    @cached_property
    def _ticks(self) -> dict[tuple[float, float, float], DateTicks]:
        return {}

    def small_width(self, text: str) -> float:
        """The width of `text` as a tick label; remembered, because an axis asks for the same ones at every frame."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > 2000:
                self._widths.clear()
            width = self._widths[text] = self.small_metrics.horizontalAdvance(text)
        return width

    def date_ticks(self, first: float, last: float, width: float) -> DateTicks:
        """The ticks of the time axis; the last answer is kept, because every pane has the same."""
        key = (first, last, width)
        if key not in self._ticks:
            self._ticks.clear()
            self._ticks[key] = date_ticks(first, last, width, self.small_width)
        return self._ticks[key]

    def snap(self, place: float) -> float:
        """`place` moved to the edge of a device pixel."""
        return round(place * self.density) / self.density

    def centre(self, place: float) -> float:
        """`place` moved to the middle of a device pixel, where a thin line is sharp."""
        return (int(place * self.density) + 0.5) / self.density

    def series(self, colour: int) -> QColor:
        """The colour of a series by its number."""
        return QColor(self.colours.series[colour % len(self.colours.series)])

    def ink(self, colour: int, *, muted: bool) -> QColor:
        """The colour of a line by its number, or that of what only frames the others."""
        return QColor(self.colours.muted) if muted else self.series(colour)

    def pen(self, colour: QColor | str, *, dashed: bool = False, weight: float = 1.0) -> QPen:
        """A pen of the picture's line width times `weight`; one device pixel wide on a screen."""
        made = QPen(QColor(colour), self.width * weight)
        made.setCosmetic(not self.width)
        made.setJoinStyle(Qt.PenJoinStyle.RoundJoin if self.width else Qt.PenJoinStyle.BevelJoin)
        if dashed:
            made.setDashPattern([4.0, 3.0])
        return made

    def _sized(self, factor: float) -> QFont:
        made = QFont(self.family)
        made.setFeature(QFont.Tag("tnum"), 1)
        made.setPixelSize(max(round(made.pixelSize() * factor), 6))
        return made
