"""The picture of a timeline and what of it is in view: the window in time, the rows, what is pointed out; and the picture as a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model import Workspace
from core.views.timeline import Timeline, timeline
from core.words import _
from gui.theme import current
from gui.widgets.plot import export, time_window
from gui.widgets.plot.style import Style
from gui.widgets.timeline.geometry import Geometry, content_height, family, geometry
from gui.widgets.timeline.marks import Marks, marks
from gui.widgets.timeline.painting import Look, Tools, mark_rect, paint


class TimelinePicture(QWidget):
    """Draws a `Timeline`."""

    window_changed = Signal(float, float)
    scrolled = Signal()
    """The height of all rows, or what of it is in view, is another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = _nothing()
        self._asked: time_window.Window | None = None
        self._window = time_window.whole(())
        self._scroll = 0.0
        self._look = Look(time_window.whole(())[1])
        self._tools: Tools | None = None
        self._marks: tuple[Geometry, Marks] | None = None
        self.setObjectName("timeline_canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Policy timeline"))

    # what is shown

    @property
    def timeline(self) -> Timeline:
        """What is drawn."""
        return self._timeline

    @property
    def look(self) -> Look:
        """What is pointed out."""
        return self._look

    def set_timeline(self, timeline: Timeline) -> None:
        """Draw this; the window stays where it was set, the bar that the keyboard is at stays if its event is still there."""
        before = self._cursor_id()
        self._timeline = timeline
        self._look = replace(self._look, cursor=self._bar_of(before), chosen=-1, chain=())
        self._go(self._asked or self._whole())
        self.scroll_to(self._scroll)

    def point_out(self, *, today: float, as_of: float | None, event: str, message: str = "") -> None:
        """Mark today, the as-of day and the chosen event with its chain; `message` is what an empty timeline says."""
        item = self._timeline.places.get(event, -1)
        chain = self._timeline.chain(item) if item >= 0 else ()
        cursor = self._look.cursor
        if item >= 0 and self._cursor_id() != event:
            cursor = self._bar_of(event)
        self._look = replace(self._look, today=today, as_of=as_of, chosen=item, chain=chain, cursor=cursor, message=message)
        self._again()

    def set_window(self, first: float, last: float) -> None:
        """Show the days from `first` to `last`. Raises ValueError when they are no numbers or in the wrong order."""
        self._asked = time_window.kept(first, last)
        self._go(self._asked)

    def show_all(self) -> None:
        """Show every date, also when the events change."""
        self._asked = None
        self._go(self._whole())

    def window_days(self) -> time_window.Window:
        """The first and last day in view."""
        return self._window

    @property
    def shows_all(self) -> bool:
        """Whether every date is in view, whatever the dates are."""
        return self._asked is None

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Times `factor` as many days, with the day `at` (default: the middle) where it is."""
        middle = sum(self._window) / 2 if at is None else at
        self.set_window(*time_window.zoomed(self._window, middle, factor))

    def content(self) -> float:
        """How high all rows are together."""
        return content_height(self._timeline, self._own_tools().style)

    def room(self) -> float:
        """How high the part is that rows are seen in."""
        return max(self.height() - self._geometry().axis, 1.0)

    @property
    def offset(self) -> float:
        """How much of the rows is above the view."""
        return self._scroll

    def scroll_to(self, offset: float) -> None:
        """Show the rows from this height on, as far as there are any."""
        self._scroll = min(max(offset, 0.0), max(self.content() - self.room(), 0.0))
        self._again()
        self.scrolled.emit()

    def reveal(self, event: str) -> None:
        """Bring the bar of an event into view, in time and in height."""
        bar = self._bar_of(event)
        if bar is not None:
            self._bring(bar)

    # the picture elsewhere

    def render_to(self, painter: QPainter, target: QRectF, size: QSize | None = None) -> None:
        """Paint what is in view into `target` of any painter, as it looks at `size` logical pixels (default: its own)."""
        size = size or self.size()
        scale = target.width() / size.width()
        tools = Tools(Style(current(), family(self), scale, export.LINE))
        geo = geometry(self._timeline, size.width(), size.height(), self._window, self._scroll, tools.style)
        painter.save()
        painter.translate(target.topLeft())
        painter.scale(scale, scale)
        painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
        paint(painter, geo, _marks(geo), tools, replace(self._look, focus=False))
        painter.restore()

    def image(self, scale: float = 2.0) -> QImage:
        """The timeline as an image, `scale` device pixels a logical pixel."""
        return export.to_image(self.render_to, self.size(), scale)

    def svg(self) -> bytes:
        """The timeline as an SVG document."""
        return export.to_svg(self.render_to, self.size(), self.accessibleName())

    def pdf(self) -> bytes:
        """The timeline as a PDF of one page."""
        return export.to_pdf(self.render_to, self.size(), self.accessibleName())

    # Qt's side

    def sizeHint(self) -> QSize:
        """Room for some lanes."""
        return QSize(900, 480)

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(280, 140)

    def restyle(self) -> None:
        """Paint in the colours and the type of now."""
        self._tools = None
        self._again()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in view in view."""
        super().resizeEvent(event)
        self.scroll_to(self._scroll)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole: it costs what is in view."""
        geo, own = self._current()
        with QPainter(self) as painter:
            paint(painter, geo, own, self._own_tools(), replace(self._look, focus=self.hasFocus()))

    def _bring(self, bar: int) -> None:
        geo = self._geometry()
        top = float(geo.tops[self._timeline.bars.row[bar]]) - geo.axis + self._scroll
        if not self._scroll <= top <= self._scroll + self.room() - geo.row:
            self.scroll_to(top - self.room() / 2)
        day = float(self._timeline.bars.start[bar])
        first, last = self._window
        edge = (last - first) * 0.05
        if not first + edge <= day <= last - edge and self._asked is not None:
            self.set_window(*time_window.moved(self._window, day - (first + last) / 2))
        self._again()

    def _move(self, days: float) -> None:
        self.set_window(*time_window.moved(self._window, days))

    def _go(self, window: time_window.Window) -> None:
        changed, self._window = window != self._window, window
        self._again()
        if changed:
            self.window_changed.emit(*window)

    def _whole(self) -> time_window.Window:
        span = self._timeline.span
        return time_window.whole(() if span is None else (span,))

    def _again(self) -> None:
        self._marks = None
        self.update()

    def _cursor_id(self) -> str:
        cursor = self._look.cursor
        return "" if cursor is None else self._timeline.items[int(self._timeline.bars.item[cursor])].id

    def _bar_of(self, event: str) -> int | None:
        item = self._timeline.places.get(event, -1)
        found = np.flatnonzero(self._timeline.bars.item == item)
        return int(found[0]) if len(found) else None

    def _own_tools(self) -> Tools:
        density = self.devicePixelRatioF()
        if self._tools is None or self._tools.style.density != density:
            self._tools = Tools(Style(current(), family(self), density))
        return self._tools

    def _geometry(self) -> Geometry:
        return self._current()[0]

    def _current(self) -> tuple[Geometry, Marks]:
        if self._marks is None:
            geo = geometry(self._timeline, self.width(), self.height(), self._window, self._scroll, self._own_tools().style)
            self._marks = geo, _marks(geo)
        return self._marks

    def rect_of(self, event: str) -> QRectF | None:
        """Where the first mark of an event is; None where it is not in view."""
        geo, own = self._current()
        bar = self._bar_of(event)
        found = [mark for mark in range(len(own.bar)) if bar in own.members(mark)]
        return mark_rect(geo, own, found[0]) if found else None


def _marks(geo: Geometry) -> Marks:
    return marks(geo.timeline, geo.first, geo.scale, geo.width - geo.left, geo.rows_in_view)


def _nothing() -> Timeline:
    return timeline(Workspace(), ())
