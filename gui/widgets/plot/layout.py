"""Where everything of a chart stands: heads, plots, the row of flags and the time axis, on whole device pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from gui.widgets.plot.curve import Curve
from gui.widgets.plot.date_axis import Tick
from gui.widgets.plot.legend import Legend, legend
from gui.widgets.plot.style import Style
from gui.widgets.plot.value_axis import value_ticks
from gui.widgets.plot.values import Flag, Pane

_EDGE, _GAP, _TICK = 10.0, 6.0, 5.0
_LEAST_PLOT = 24.0


@dataclass(frozen=True, slots=True, eq=False)
class PaneView:
    """A pane with its curves and the range of its value axis (in heights); None when there is nothing to measure."""

    pane: Pane
    curves: tuple[Curve, ...]
    axis: tuple[float, float] | None


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that a picture shows, between two days."""

    panes: tuple[PaneView, ...]
    flags: tuple[Flag, ...]
    first: float
    last: float
    message: str

    @property
    def season(self) -> bool:
        """Whether the time axis is one year that all lines share."""
        return any(line.precision == "season" for view in self.panes for line in view.pane.lines)

    @property
    def counted(self) -> bool:
        """Whether the axis counts values from an event instead of days."""
        return any(line.precision == "count" for view in self.panes for line in view.pane.lines)


@dataclass(frozen=True, slots=True, eq=False)
class PaneBox:
    """Where one pane stands: its head over its plot, its legend and its value ticks."""

    head: QRectF
    plot: QRectF
    legend: Legend
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where everything stands in a picture of `size`; `flags` is empty when there are none."""

    size: QSizeF
    panes: tuple[PaneBox, ...]
    flags: QRectF
    axis: QRectF

    @property
    def axis_width(self) -> float:
        """How wide the value axes are."""
        return self.axis.left() - _EDGE

    @property
    def left(self) -> float:
        """Where the time axis begins."""
        return self.axis.left()

    @property
    def width(self) -> float:
        """How long the time axis is."""
        return self.axis.width()


def arrange(scene: Scene, size: QSizeF, style: Style, least_axis: float = 0.0) -> Layout:
    """The places of everything in `scene`; the value axes are at least `least_axis` wide so that plots need not move."""
    snap, count = style.snap, max(len(scene.panes), 1)
    flags_height = snap(style.row + 4) if scene.flags else 0.0
    axis_height = snap(_TICK + 2 * style.row + 2)
    share = (size.height() - flags_height - axis_height - _EDGE) / count
    axis_width = snap(max(least_axis, _axis_width(scene.panes, share, style)))
    left, right = _EDGE + axis_width, size.width() - snap(_EDGE + 8)
    width = snap(max(right - left, 1.0))

    boxes, top = [], snap(_EDGE * 0.6)
    for view in scene.panes:
        chips = legend(view.pane, size.width() - 2 * _EDGE, max(int(share * 0.4 // style.row), 1), style)
        head = snap(chips.rows * style.row + 4)
        plot = QRectF(snap(left), snap(top + head), width, max(snap(share - head - _GAP), _LEAST_PLOT))
        ticks = () if view.axis is None else value_ticks(*view.axis, _most_ticks(plot.height(), style), log=view.pane.log)
        boxes.append(PaneBox(QRectF(_EDGE, top, size.width() - 2 * _EDGE, head), plot, chips, ticks))
        top = snap(plot.bottom() + _GAP)
    bottom = boxes[-1].plot.bottom() if boxes else top
    flags = QRectF(snap(left), bottom, width, flags_height)
    return Layout(size, tuple(boxes), flags, QRectF(snap(left), flags.bottom(), width, axis_height))


def _axis_width(panes: Sequence[PaneView], share: float, style: Style) -> float:
    """The widest tick label of any pane. A pane's plot is less high than its share, and fewer ticks have no longer labels."""
    most = _most_ticks(share, style)
    ticks = [tick for view in panes if view.axis for tick in value_ticks(*view.axis, most, log=view.pane.log)]
    return max((style.small_width(tick.label) for tick in ticks), default=0.0) + 8


def _most_ticks(height: float, style: Style) -> int:
    return max(int(height // (style.row * 2.0)), 2)
