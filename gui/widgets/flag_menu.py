"""The menu of the Policy button: which flags are on the price chart, by instrument and direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.views.policy_filter import Offer
from core.words import _


class FlagMenu(QMenu):
    """Tells `chosen` with the directions and the instruments that are wanted; none of them wants all."""

    chosen = Signal(tuple, tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("flag_menu")

    def offer(self, directions: Sequence[Offer], instruments: Sequence[Offer], wanted: dict[str, tuple[str, ...]]) -> None:
        """Offer these words, those of `wanted` ticked, by field."""
        self.clear()
        every = self.addAction(_("All instruments and directions"))
        every.setObjectName("flags_all")
        every.triggered.connect(lambda: self.chosen.emit((), ()))
        self._ticked: dict[str, list[QAction]] = {}
        for field, words, offers in (("directions", _("Direction"), directions), ("instruments", _("Instrument"), instruments)):
            self.addSection(words)
            self._ticked[field] = [self._entry(field, one, ticked=one.key in wanted.get(field, ())) for one in offers]

    def _entry(self, field: str, offer: Offer, *, ticked: bool) -> QAction:
        words = _("{title} ({count})").format(title=offer.title, count=f"{offer.count:,}").replace("&", "&&")
        action = self.addAction(words)
        action.setObjectName(f"flags_{field}_{offer.key}")
        action.setData(offer.key)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(lambda _on: self._tell())
        return action

    def _tell(self) -> None:
        words = (tuple(one.data() for one in self._ticked[field] if one.isChecked()) for field in ("directions", "instruments"))
        self.chosen.emit(*words)
