"""Countries by rank, with value and year: chosen here and on a map alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.views.risk_map import Place
from core.words import _

_CODE = Qt.ItemDataRole.UserRole


class Ranking(QTreeWidget):
    """`chosen` tells the codes of the rows chosen, `pointed` that of the row the keys are on, `explain` that of one double-clicked."""

    chosen = Signal(tuple)
    pointed = Signal(str)
    explain = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setHeaderLabels([_("Rank"), _("Country"), _("Value"), _("Year")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setStyleSheet("QTreeView::item { padding: 2px 0 }")
        head = self.header()
        head.setStretchLastSection(False)
        for column, wide in ((0, "000000"), (2, "0,000.00 % 000"), (3, "0000 000")):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(column, self.fontMetrics().horizontalAdvance(wide))
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.codes()))
        self.currentItemChanged.connect(lambda item, _before: self.pointed.emit(item.data(0, _CODE)) if item is not None else None)
        self.itemActivated.connect(lambda item, _column: self.explain.emit(item.data(0, _CODE)))

    def set_places(self, places: Mapping[str, Place]) -> None:
        """Show these countries in their order; what was chosen stays so."""
        quiet, kept, top = QSignalBlocker(self), self.codes(), self.verticalScrollBar().value()
        self.clear()
        self._rows = {code: _row(place) for code, place in places.items()}
        self.addTopLevelItems(list(self._rows.values()))
        quiet.unblock()
        self.choose(kept)
        self.verticalScrollBar().setValue(top)

    def codes(self) -> tuple[str, ...]:
        """The countries chosen."""
        return tuple(item.data(0, _CODE) for item in self.selectedItems())

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these countries, telling nobody; the last of them comes into view."""
        if set(codes) & self._rows.keys() == set(self.codes()):
            return
        quiet = QSignalBlocker(self)
        self.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for code in codes:
            if code in self._rows:
                self.setCurrentItem(self._rows[code], 0, flags)
        quiet.unblock()
        self.viewport().update()


def _row(place: Place) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [str(place.rank) if place.rank else "–", place.name, place.brief, str(place.year) if place.year is not None else ""]
    )
    item.setData(0, _CODE, place.country)
    for column in (0, 2):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for column in range(4):
        item.setToolTip(column, place.read_out)
    if not place.rank:
        item.setToolTip(0, _("No rank: the figure is of another table than those ranked"))
    if place.when != item.text(3):  # an older figure carried forward
        aslant = item.font(3)
        aslant.setItalic(True)
        item.setFont(3, aslant)
    return item
