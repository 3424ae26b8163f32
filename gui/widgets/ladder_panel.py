"""The escalation ladder: its rungs with the events on each, and what each outcome would mean for each mineral."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.views.policy_ladder import LadderView
from core.words import _
from gui.widgets.event_rows import EventRows, Line, explained_tip


class LadderPanel(QWidget):
    """Tells `chosen` with the id of an event, and `explain` with the `Explained` of a mineral's scenarios."""

    chosen = Signal(str)
    explain = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[LadderView, ...] = ()
        self._empty = ""
        self.ladders = QComboBox(self)
        self.ladders.setObjectName("ladders")
        self.ladders.setAccessibleName(_("Ladder"))
        self.ladders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ladders.setMinimumContentsLength(24)
        self.ladders.currentIndexChanged.connect(lambda _at: self._show())
        self.copy = QToolButton(self)
        self.copy.setObjectName("ladder_copy")
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("Rungs and scenarios as text for a spreadsheet"))
        self.telling = QLabel(self)
        self.telling.setObjectName("ladder_telling")
        self.telling.setWordWrap(True)
        self.rungs = EventRows(_("Rungs of the ladder, the highest first"), (_("Rung"), _("State")), self, wide=0, coloured=1)
        self.rungs.setObjectName("ladder_rungs")
        headings = (_("Mineral"), _("Scope"), _("Agreement"), _("Extension"), _("No agreement"))
        self.scenarios = EventRows(_("Scenarios by mineral"), headings, self, wide=4)
        self.scenarios.setObjectName("ladder_scenarios")
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self.rungs)
        self.splitter.addWidget(self.scenarios)
        self.splitter.setSizes([260, 420])
        self.splitter.setStretchFactor(1, 1)
        bar = QHBoxLayout()
        bar.addWidget(self.ladders, 1)
        bar.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(bar)
        layout.addWidget(self.telling)
        layout.addWidget(self.splitter, 1)
        self.setFocusProxy(self.rungs)
        self.rungs.chosen.connect(self.chosen)
        self.scenarios.explain.connect(self._explain)
        self.copy.clicked.connect(self._copy)

    def set_ladders(self, views: Sequence[LadderView], empty: str) -> None:
        """Show these, the one shown before if it is still there; `empty` is said where there is none."""
        before = self.shown()
        self._views, self._empty = tuple(views), empty
        quiet = QSignalBlocker(self.ladders)
        self.ladders.clear()
        for view in self._views:
            self.ladders.addItem(" · ".join(one for one in (view.title, view.countries) if one), view.root)
        at = self.ladders.findData(before.root) if before is not None else 0
        self.ladders.setCurrentIndex(max(at, 0))
        quiet.unblock()
        self._show()

    def shown(self) -> LadderView | None:
        """The ladder shown."""
        at = self.ladders.currentIndex()
        return self._views[at] if 0 <= at < len(self._views) else None

    def _show(self) -> None:
        view = self.shown()
        self.ladders.setVisible(view is not None)
        self.copy.setVisible(view is not None)
        self.telling.setVisible(view is not None)
        self.scenarios.setVisible(view is not None)
        if view is None:
            self.rungs.set_lines([], self._empty)
            self.scenarios.set_lines([], "")
            return
        self.telling.setText(" · ".join(one for one in (view.due, view.precedent) if one))
        groups = []
        for number, rung in reversed(list(enumerate(view.rungs, 1))):
            title = _("Rung {number}: {name}").format(number=number, name=rung.name)
            lines = [Line(step.event, (step.title, step.state), step.role, step.title) for step in rung.steps]
            groups.append((title, lines or [Line("", (_("no event on this rung"), ""), "muted")]))
        self.rungs.set_lines(groups, self._empty)
        rows = [
            Line(
                row.mineral, (row.name, row.scope, *row.cells), "text", explained_tip("\n".join((row.cells[-1], row.explained.definition)))
            )
            for row in view.rows
        ]
        self.scenarios.set_lines([("", rows)], _("No mineral has prices, figures or events yet: import some to see what an outcome means."))

    def _explain(self, mineral: str) -> None:
        view = self.shown()
        if view is not None:
            self.explain.emit(next(row.explained for row in view.rows if row.mineral == mineral))

    def _copy(self) -> None:
        self.rungs.copy(self.scenarios.text())
