"""Lead times as bars over the table of targets, as high as their rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.views.policy_lead_times import LeadBar
from core.words import _
from gui.widgets.event_rows import EventRows, Line, explained_tip

_SHOWN = 6  # rows that are seen without scrolling, at most


class LeadBars(EventRows):
    """Tells `wanted` with the `Explained` of a lead time."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        headings = (_("Left"), _("Lead time"), _("Target"), _("By"))
        super().__init__(_("Lead times"), headings, parent, wide=2, coloured=0, bar=1)
        self.setObjectName("lead_bars")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: tuple[LeadBar, ...] = ()
        self.explain.connect(self._explain)

    def set_bars(self, bars: Sequence[LeadBar]) -> None:
        """Show these; without any there is nothing to see."""
        self._bars = tuple(bars)
        lines = [Line(one.target, (one.left, one.bar, one.title, one.by), one.role, explained_tip(one.title), one.passed) for one in bars]
        self.set_lines([("", lines)], "")
        self.setVisible(bool(bars))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the rows."""
        row = max(self.sizeHintForRow(0), self.fontMetrics().height() + 6)
        return QSize(400, self.header().sizeHint().height() + row * min(max(len(self._bars), 1), _SHOWN) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        """No lower than that."""
        return QSize(120, self.sizeHint().height())

    def _explain(self, key: str) -> None:
        self.wanted.emit(next(bar.explained for bar in self._bars if bar.target == key))
