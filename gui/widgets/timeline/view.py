"""The timeline with its scroll bar and the strip of all time."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from core.views.timeline import Timeline
from core.words import _
from gui.widgets.timeline.canvas import Canvas
from gui.widgets.timeline.legend import Legend
from gui.widgets.timeline.minimap import MiniMap


class TimelineView(QWidget):
    """Hands on what its canvas tells: `chosen` and `looked_at` with the id of an event, `window_changed` with the days in view."""

    chosen = Signal(str)
    looked_at = Signal(str)
    window_changed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self)
        self.map = MiniMap(self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setObjectName("timeline_scroll")
        self.bar.setAccessibleName(_("Rows"))
        self.setFocusProxy(self.canvas)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.canvas, 1)
        upper.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(self.map)
        self.legend = Legend(self)
        layout.addWidget(self.legend)
        self.canvas.chosen.connect(self.chosen)
        self.canvas.looked_at.connect(self.looked_at)
        self.canvas.window_changed.connect(self.window_changed)
        self.canvas.window_changed.connect(self.map.set_window)
        self.canvas.scrolled.connect(self._show_scroll)
        self.map.window_wanted.connect(self.canvas.set_window)
        self.bar.valueChanged.connect(lambda value: self.canvas.scroll_to(float(value)))

    def set_timeline(self, timeline: Timeline) -> None:
        """Draw these events."""
        self.map.set_timeline(timeline)
        self.canvas.set_timeline(timeline)
        self.map.set_window(*self.canvas.window_days())
        self.map.setVisible(bool(timeline.items))
        self.legend.setVisible(bool(timeline.items))

    def _show_scroll(self) -> None:
        quiet = QSignalBlocker(self.bar)
        room, whole = int(self.canvas.room()), int(self.canvas.content() + 0.5)
        self.bar.setRange(0, max(whole - room, 0))
        self.bar.setPageStep(room)
        self.bar.setSingleStep(24)
        self.bar.setValue(int(self.canvas.offset))
        self.bar.setVisible(whole > room)
        quiet.unblock()
