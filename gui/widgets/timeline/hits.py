"""What of a timeline is at a place, what is said of it, and the list that opens where several events are."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.views.timeline import Item, Timeline
from core.words import _, plural
from gui.widgets.timeline.geometry import Geometry
from gui.widgets.timeline.labels import Cutter
from gui.widgets.timeline.marks import Marks
from gui.widgets.timeline.painting import lane_rects, undated_rect

_LISTED: Final = 12
_SLACK: Final = 2.0  # pixels beside a mark that still hit it


@dataclass(frozen=True, slots=True)
class Hit:
    """mark: the mark hit, -1 for none; items: what it, or the number of undated events hit, stands for; lane: -1 off the lanes' titles."""

    mark: int = -1
    items: tuple[int, ...] = ()
    lane: int = -1


def hit_at(geo: Geometry, marks: Marks, cutter: Cutter, place: QPointF) -> Hit:
    """What is at a place. The title behind a symbol belongs to it."""
    if place.y() < geo.axis:
        return Hit()
    if place.x() < geo.left:
        return _lane_at(geo, place)
    row = geo.row_at(place.y())
    low, high = (int(one) for one in np.searchsorted(marks.row, (row, row + 1)))
    if row < 0 or low == high:
        return Hit()
    x = place.x() - geo.left
    inside = np.flatnonzero((marks.left[low:high] - _SLACK <= x) & (marks.right[low:high] + _SLACK >= x))
    if not len(inside):
        ends = _title_ends(geo.timeline, marks, cutter, low, high)
        inside = np.flatnonzero((marks.count[low:high] == 1) & (marks.label_left[low:high] <= x) & (ends >= x))
    if not len(inside):
        return Hit()
    mark = low + int(inside[-1])
    return Hit(mark, tuple(int(geo.timeline.bars.item[bar]) for bar in marks.members(mark)))


def tip(timeline: Timeline, hit: Hit) -> str:
    """What is said of a place under the pointer, as markup; "" for nothing."""
    if len(hit.items) == 1:
        lines: list[str] = timeline.items[hit.items[0]].tip.split("\n")
    elif hit.items:
        count = len(hit.items)
        head = (
            plural("{count} event", "{count} events", count)
            if hit.mark >= 0
            else plural("{count} undated event", "{count} undated events", count)
        )
        named = (timeline.items[at] for at in hit.items[:_LISTED])
        lines = [head, *(_("{date} {title}").format(date=one.when, title=one.title).strip() for one in named)]
        if count > _LISTED:
            lines.append(_("… and {count} more").format(count=count - _LISTED))
    else:
        lines = [timeline.lanes[hit.lane].title] if hit.lane >= 0 else []
    return "<br>".join(html.escape(line) for line in lines)


class EventMenu(QMenu):
    """Lists events. Tells `chosen` with the id of one."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[Item], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_events")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in items:
            words = _("{date}   {title}").format(date=one.when, title=one.title) if one.when else one.title
            self.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False, key=one.id: self.chosen.emit(key))


def _lane_at(geo: Geometry, place: QPointF) -> Hit:
    for lane, rect in lane_rects(geo):
        undated = geo.timeline.lanes[lane].undated
        if undated and undated_rect(geo, rect).contains(place):
            return Hit(items=undated)
        if rect.contains(place):
            return Hit(lane=lane)
    return Hit()


def _title_ends(timeline: Timeline, marks: Marks, cutter: Cutter, low: int, high: int) -> NDArray[np.float64]:
    bars = marks.bar[low:high].tolist()
    rooms = (marks.label_right[low:high] - marks.label_left[low:high]).tolist()
    widths = [cutter.cut(timeline.items[int(timeline.bars.item[bar])].title, room)[1] for bar, room in zip(bars, rooms, strict=True)]
    return np.asarray(marks.label_left[low:high] + np.array(widths))
