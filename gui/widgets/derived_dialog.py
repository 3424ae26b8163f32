"""Asks for a new ratio or spread: which of the two, and of which series."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QWidget

from core.views.prices import Group
from core.words import _


class DerivedDialog(QDialog):
    """Tells `chosen` with rule ("ratio" or "spread") and the ids of the first and the second series; `refuse` shows why it cannot be."""

    chosen = Signal(str, str, str)

    def __init__(self, groups: Sequence[Group], ticked: Sequence[str], parent: QWidget | None = None) -> None:
        """The ticked series are offered first, and the first two of them are chosen."""
        super().__init__(parent)
        self.setObjectName("derived_dialog")
        self.setWindowTitle(_("New ratio or spread"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rule = QComboBox(self)
        self.rule.setObjectName("derived_rule")
        self.rule.addItem(_("Ratio: first / second"), "ratio")
        self.rule.addItem(_("Spread: first − second"), "spread")
        self.first, self.second = (self._choice(name, groups, ticked) for name in ("derived_first", "derived_second"))
        self.second.setCurrentIndex(min(1, self.second.count() - 1))
        self.swap = QPushButton(_("Swap"), self)
        self.swap.setObjectName("derived_swap")
        self.swap.setAutoDefault(False)
        self.swap.clicked.connect(self._swap)
        self.told = QLabel(
            _("It is kept by its definition and worked out anew whenever its series change. Nothing is interpolated: the two meet on the "
              "dates, weeks, months or years that both have."),
            self,
        )  # fmt: skip
        self.told.setObjectName("derived_told")
        self.told.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(_("What"), self.rule)
        form.addRow(_("First"), self.first)
        form.addRow(_("Second"), self.second)
        form.addRow("", self.swap)
        form.addRow(self.told)
        form.addRow(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)

    def refuse(self, sentence: str) -> None:
        """Say why nothing came of the choice; the dialog stays."""
        self.told.setText(sentence)

    def _choice(self, name: str, groups: Sequence[Group], ticked: Sequence[str]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        entries = [entry for group in groups for entry in group.entries]
        order = {key: place for place, key in enumerate(ticked)}
        for entry in sorted(entries, key=lambda entry: order.get(entry.id, len(order))):
            box.addItem(f"{entry.title}  ·  {entry.detail}", entry.id)
        return box

    def _swap(self) -> None:
        first, second = self.first.currentIndex(), self.second.currentIndex()
        self.first.setCurrentIndex(second)
        self.second.setCurrentIndex(first)

    def _choose(self) -> None:
        self.chosen.emit(self.rule.currentData(), self.first.currentData() or "", self.second.currentData() or "")
