"""The studies of stocks that the Inventories tab opens in windows of their own."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox, QWidget

from core.model import Workspace
from core.views.stock_studies import divergence_view, spread_view
from core.views.venue_pool import pool_view
from core.words import _
from gui.widgets.study_dialog import StudyDialog

Day = np.datetime64 | None


def open_divergences(workspace: Workspace, mineral: str, last: Day, parent: QWidget) -> None:
    """Price against the holdings of funds, or against managed money's net length, with every time that they parted."""
    other = QComboBox()
    other.setObjectName("divergence_other")
    other.addItem(_("Holdings of exchange-traded products"), "funds")
    other.addItem(_("Net length of managed money"), "length")
    dialog = StudyDialog("divergence_study", _("Price against holdings, and what followed"), parent)
    dialog.add_control(_("Price against"), other)

    def draw() -> None:
        dialog.show_view(divergence_view(workspace, mineral, length=other.currentData() == "length", last=last))

    draw()
    other.activated.connect(lambda _row: draw())
    dialog.open()


def open_spread(workspace: Workspace, mineral: str, venue: str, unit: str, last: Day, parent: QWidget) -> None:
    """The price of one venue over another's, and the metal that came for it."""
    dialog = StudyDialog("spread_study", _("Spread between venues, and stock flow"), parent)
    dialog.show_view(spread_view(workspace, mineral, venue, unit, last))
    dialog.open()


def open_pool(workspace: Workspace, mineral: str, unit: str, since: np.datetime64, last: Day, parent: QWidget) -> None:
    """Where the metal of all places lies, and what went from one to another."""
    dialog = StudyDialog("pool_study", _("Where the metal lies"), parent)
    dialog.show_view(pool_view(workspace, mineral, unit, since, last))
    dialog.open()
