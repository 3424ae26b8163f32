"""Buttons that choose the last month, year or years, or all dates."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from core.words import _, plural

# Object name, months back from the last point (None: everything).
RANGES: Final = (("1M", 1), ("6M", 6), ("1Y", 12), ("5Y", 60), ("10Y", 120), ("max", None))


class RangeBar(QWidget):
    """Tells `chosen` with the months back from the last point, None for all dates. Exact dates are typed in the bar above the tabs."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for name, months in RANGES:
            layout.addWidget(self._button(name, months))

    def _button(self, name: str, months: int | None) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"range_{name}")
        words = {"1M": _("1M"), "6M": _("6M"), "1Y": _("1Y"), "5Y": _("5Y"), "10Y": _("10Y"), "max": _("All")}
        button.setText(words[name])
        button.setToolTip(_("All dates") if months is None else plural("The last month", "The last {count} months", months))
        button.clicked.connect(partial(self._choose, months))
        return button

    def _choose(self, months: int | None, _checked: bool = False) -> None:
        self.chosen.emit(months)
