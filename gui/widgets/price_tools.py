"""The tools over the price chart: range, scale, money, and what is drawn besides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton, QWidget

from core.words import _
from gui.widgets.flow import FlowLayout
from gui.widgets.money_bar import MoneyBar
from gui.widgets.range_bar import RangeBar
from gui.widgets.scale_bar import ScaleBar


class PriceTools(QWidget):
    """The tools on as many lines as the width needs, `more` last; `at_key` binds their keys."""

    def __init__(self, more: QToolButton, at_key: Callable[[str, Callable[[], object]], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_key = at_key
        self.ranges, self.scale, self.money = RangeBar(self), ScaleBar(self), MoneyBar(self)
        self.scale.listen_to_keys(at_key)
        tip = _("Policy events of the minerals shown (P); which of them: Shift+P")
        self.flags = self._toggle("policy_flags", _("Policy"), tip, "P", on=True)
        tip = _("How far each series is below its highest value so far (D)")
        self.falls = self._toggle("show_drawdown", _("Drawdown"), tip, "D", on=False)
        tip = _("Draw gaps straight from value to value, dashed and marked * (G)")
        self.gaps = self._toggle("interpolate", _("Fill gaps"), tip, "G", on=False)
        self.counting = self._toggle("show_statistics", _("Statistics"), _("Statistics of the dates in view (S)"), "S", on=True)
        bar = FlowLayout(self, gap=4)
        for tool in (self.ranges, self.scale, self.money, self.flags, self.falls, self.gaps, self.counting, more):
            bar.addWidget(tool)
        self.setContentsMargins(8, 8, 8, 0)

    def _toggle(self, name: str, words: str, tip: str, key: str, *, on: bool) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setCheckable(True)
        button.setChecked(on)
        button.setToolTip(tip)
        self._at_key(key, button.toggle)
        return button
