"""The money that prices are shown in: a currency, and real prices by a deflator in the money of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from core.views.money import Money, MoneyOffer
from core.words import _
from gui.widgets.selection_bar import DateEdit


class MoneyBar(QWidget):
    """Tells `chosen` with a `Money`. What nothing can be chosen of is switched off, and its tip says what to import."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.money = Money()
        self.currency = self._choice("currency", _("Currency"))
        self.deflator = self._choice("deflator", _("Deflator"))
        self.reference = DateEdit("reference_month", _("In prices of"), last=False, parent=self)
        self.reference.hide()
        self.currency.activated.connect(lambda _row: self._choose(replace(self.money, currency=self.currency.currentData())))
        self.deflator.activated.connect(lambda _row: self._choose(replace(self.money, deflator=self.deflator.currentData())))
        self.reference.chosen.connect(lambda day: self._choose(replace(self.money, reference=day)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.currency, self.deflator, self.reference):
            layout.addWidget(widget)

    def show_offer(self, offer: MoneyOffer, money: Money, reference: dt.date | None) -> None:
        """Offer this, with `money` chosen, without telling anybody. What was chosen stays on its list."""
        self.money = money
        currencies = [(name, name) for name in offer.currencies]
        self._fill(self.currency, _("Own currency"), currencies, money.currency, offer.currency_tip)
        deflators = [(key, _("Real: {deflator}").format(deflator=title)) for key, title in offer.deflators]
        self._fill(self.deflator, _("Nominal"), deflators, money.deflator, offer.deflator_tip)
        self.reference.setVisible(bool(money.deflator))
        self.reference.set_date(reference)

    def _choice(self, name: str, words: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        return box

    def _fill(self, box: QComboBox, none: str, found: Sequence[tuple[str, str]], chosen: str, tip: str) -> None:
        kept = [] if not chosen or chosen in dict(found) else [(chosen, chosen)]
        wanted = [("", none), *found, *kept]
        if wanted != [(box.itemData(row), box.itemText(row)) for row in range(box.count())]:
            with QSignalBlocker(box):
                box.clear()
                for key, words in wanted:
                    box.addItem(words, key)
        box.setCurrentIndex(box.findData(chosen))
        box.setEnabled(len(wanted) > 1)
        box.setToolTip(tip)

    def _choose(self, money: Money) -> None:
        self.money = money
        self.chosen.emit(money)
