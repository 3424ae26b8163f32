"""The network of alliances: a picture, what it shows as a table beside it, and a filter by kind and years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QScrollArea, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.views.policy_network import Choices, Network, Wanted
from core.words import _
from gui.widgets.event_rows import EventRows, Line, explained_tip
from gui.widgets.flow import FlowLayout
from gui.widgets.network import NetworkView
from gui.widgets.turning import turned

_BESIDE: Final = 760  # pixels from which on the table stands beside the picture and not below it


class NetworkPanel(QWidget):
    """Tells `chosen` with the key of a node ("" for none), `explain` with an `Explained`, and `wanted` with what is to be shown."""

    chosen = Signal(str)
    explain = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: Network | None = None
        self.picture = NetworkView()
        self.kinds = _combo(self, "network_kinds", _("Kind of relation"))
        self.first, self.last = _combo(self, "network_first", _("From the year")), _combo(self, "network_last", _("To the year"))
        self.undated = QCheckBox(_("Undated too"), self)
        self.undated.setObjectName("network_undated")
        self.copy = QToolButton(self)
        self.copy.setObjectName("network_copy")
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("The table as text for a spreadsheet (Ctrl+C)"))
        self.telling = QLabel(self)
        self.telling.setObjectName("network_telling")
        self.telling.setWordWrap(True)
        self.rows = EventRows(_("Ties and groups"), (_("Who"), _("Count"), _("With whom")), self, wide=2)
        self.rows.setObjectName("network_rows")
        self._lay_out()
        self.setFocusProxy(self.picture)
        for box in (self.kinds, self.first, self.last):
            box.activated.connect(lambda _row: self.wanted.emit(self.filter()))
        self.undated.toggled.connect(lambda _on: self.wanted.emit(self.filter()))
        self.picture.chosen.connect(self.chosen)
        self.rows.chosen.connect(self._choose_row)
        self.picture.explain.connect(self._explain)
        self.rows.explain.connect(self._explain)
        self.copy.clicked.connect(lambda _on=False: self.rows.copy())

    def set_network(self, network: Network, choices: Choices, wanted: Wanted) -> None:
        """Show this network, and what it can be filtered by."""
        self._network = network
        years = [(str(year), year) for year in choices.years]
        _fill(self.kinds, [(_("All relations"), ""), *((title, key) for key, title in choices.kinds)], wanted.kind)
        _fill(self.first, [(_("from the first"), None), *years], wanted.first)
        _fill(self.last, [(_("to the last"), None), *years], wanted.last)
        quiet = QSignalBlocker(self.undated)
        self.undated.setChecked(wanted.undated)
        quiet.unblock()
        self.picture.set_network(network)
        lines = [(title, [Line(row.key, row.cells, tip=explained_tip(row.cells[2])) for row in rows]) for title, rows in network.rows]
        self.rows.set_lines(lines, network.missing)
        self.copy.setEnabled(bool(network.rows))
        self._tell(())

    def point_out(self, keys: Sequence[str]) -> None:
        """Show these nodes as chosen, in picture and table."""
        self.picture.point_out(keys)
        if keys and keys[-1] != self.rows.key():
            self.rows.go_to(keys[-1])
        self._tell(keys)

    def filter(self) -> Wanted:
        """What the user wants shown."""
        return Wanted(self.kinds.currentData() or "", self.first.currentData(), self.last.currentData(), self.undated.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table beside the picture where there is room, else below it."""
        super().resizeEvent(event)
        turned(self.splitter, across=self.width() >= _BESIDE)

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setBackgroundRole(QPalette.ColorRole.Base)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.picture)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("network_splitter")
        self.splitter.addWidget(area)
        self.splitter.addWidget(self.rows)
        self.splitter.setSizes([600, 400])
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        bar = QWidget(self)
        flow = FlowLayout(bar)
        for widget in (self.kinds, self.first, self.last, self.undated, self.copy):
            widget.setMinimumHeight(self.kinds.sizeHint().height())  # all on one line of words
            flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(bar)
        layout.addWidget(self.telling)
        layout.addWidget(self.splitter, 1)

    def _choose_row(self, key: str) -> None:
        if self._network is not None and key in self._network.nodes:
            self.chosen.emit(key)

    def _explain(self, key: str) -> None:
        if self._network is not None:
            self.explain.emit(next(row.explained for _title, rows in self._network.rows for row in rows if row.key == key))

    def _tell(self, keys: Sequence[str]) -> None:
        """What is shown and, of the node chosen, how many it is tied to: for those who go by keys."""
        network = self._network
        if network is None:
            return
        told = [network.nodes[key].tip.split("\n")[0] for key in keys if key in network.nodes][-1:]
        self.telling.setText(" · ".join((network.told, *told)))
        self.picture.setAccessibleDescription(self.telling.text())


def _combo(parent: QWidget, name: str, title: str) -> QComboBox:
    made = QComboBox(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setToolTip(title)
    return made


def _fill(box: QComboBox, offers: Sequence[tuple[str, object]], chosen: object) -> None:
    """These choices, told to nobody; one that is gone gives way to the first, which is all."""
    quiet = QSignalBlocker(box)
    box.clear()
    for title, key in offers:
        box.addItem(title, key)
    box.setCurrentIndex(max(next((at for at, (_title, key) in enumerate(offers) if key == chosen), 0), 0))
    quiet.unblock()
