"""How the values of the chart are shown: price, log, percent or 100 at a pinned day, and in which unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QToolButton, QWidget

from core.views.price_scale import MODES, Scale, mode_title
from core.words import _
from gui.widgets.selection_bar import DateEdit

KEYS: Final = {"price": "V", "log": "L", "percent": "C", "index": "I"}


class ScaleBar(QWidget):
    """Tells `chosen` with a `Scale`; where a relative one is wanted and no day is pinned yet, `base_wanted` instead."""

    chosen = Signal(object)
    base_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale()
        self.buttons = {mode: self._button(mode) for mode in MODES}
        self.buttons["price"].setChecked(True)
        self.base = DateEdit("scale_base", _("Base"), last=False, parent=self)
        self.base.hide()
        self.base.chosen.connect(self._choose_base)
        self.units = QComboBox(self)
        self.units.setObjectName("units")
        self.units.setAccessibleName(_("Unit"))
        self.units.setToolTip(_("The unit in which prices and quantities are shown; what cannot be converted stays in its own"))
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.units.addItem(_("Units as imported"), "")
        self.units.activated.connect(lambda _row: self._choose(replace(self.scale, unit=self.units.currentData())))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (*self.buttons.values(), self.base, self.units):
            layout.addWidget(widget)

    def listen_to_keys(self, at_key: Callable[[str, Callable[[], object]], object]) -> None:
        """Choose a mode by its key, as `at_key` binds keys; the key of the mode in use goes back to prices."""
        for mode, key in KEYS.items():
            at_key(key, partial(self._toggle_mode, mode))

    def _toggle_mode(self, mode: str) -> None:
        self.choose_mode("price" if mode == self.scale.mode else mode)

    def choose_mode(self, mode: str) -> None:
        """Show values that way."""
        wanted = replace(self.scale, mode=mode)
        if mode in {"percent", "index"} and wanted.base is None:
            self.base_wanted.emit(wanted)
        else:
            self._choose(wanted)

    def set_scale(self, scale: Scale) -> None:
        """Show this scale without telling anybody."""
        self.scale = scale
        self.buttons[scale.mode].setChecked(True)
        self.base.setVisible(scale.mode in {"percent", "index"})
        self.base.set_date(scale.base)

    def offer_units(self, units: Sequence[str]) -> None:
        """Offer these units. One that was chosen stays on the list."""
        chosen = self.scale.unit
        wanted = ["", *units, *([chosen] if chosen and chosen not in units else [])]
        if wanted != [self.units.itemData(row) for row in range(self.units.count())]:
            with QSignalBlocker(self.units):
                self.units.clear()
                for unit in wanted:
                    self.units.addItem(unit or _("Units as imported"), unit)
        self.units.setCurrentIndex(self.units.findData(chosen))

    def _choose(self, scale: Scale) -> None:
        self.set_scale(scale)
        self.chosen.emit(scale)

    def _choose_base(self, base: dt.date | None) -> None:
        wanted = replace(self.scale, base=base)
        if base is None:
            self.base_wanted.emit(wanted)
        else:
            self._choose(wanted)

    def _button(self, mode: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"scale_{mode}")
        button.setText(mode_title(mode))
        button.setCheckable(True)
        tips = {
            "price": _("Values as they are ({key})"),
            "log": _("Logarithmic scale ({key})"),
            "percent": _("Change in percent since a pinned day ({key})"),
            "index": _("Every series is 100 at a pinned day ({key})"),
        }
        button.setToolTip(tips[mode].format(key=KEYS[mode]))
        button.clicked.connect(lambda: self.choose_mode(mode))
        group = self.findChild(QButtonGroup) or QButtonGroup(self)
        group.addButton(button)
        return button
