"""The timeline: thousands of dated events in lanes, painted from arrays in one widget.

Its owner hands a `core.views.timeline.Timeline` to `TimelineView.set_timeline` and hears which event was chosen.
"""

from gui.widgets.timeline.view import TimelineView

__all__ = ["TimelineView"]
