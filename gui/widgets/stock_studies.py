"""The studies of stocks that the Inventories tab opens in windows of their own, and the button that offers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from core.model import Workspace
from core.views.stock_studies import divergence_view, spread_view
from core.views.venue_pool import pool_view
from core.words import _
from gui.widgets.menu_button import menu_button
from gui.widgets.study_dialog import StudyDialog


@dataclass(frozen=True, slots=True)
class Asked:
    """What is studied: a mineral at a venue in a unit, since a day and until the last that counts (None: all)."""

    workspace: Workspace
    mineral: str
    venue: str
    unit: str
    since: np.datetime64
    last: np.datetime64 | None


def studies_button(chart: QWidget, asked: Callable[[], Asked], parent: QWidget) -> QToolButton:
    """The button with its menu; the keys work while the chart has the focus."""
    entries = [
        (words, key, partial(_open, opener, asked, parent))
        for words, key, opener in (
            (_("Price against holdings, and what followed…"), "D", open_divergences),
            (_("Spread between venues, and stock flow…"), "V", open_spread),
            (_("Where the metal lies…"), "W", open_pool),
        )
    ]
    for _words, key, do in entries:
        QShortcut(QKeySequence(key), chart, do, context=Qt.ShortcutContext.WidgetShortcut)
    tip = _("Price against holdings (D), one venue's price over another's (V), where the metal lies (W)")
    return menu_button("inventory_studies", _("Studies…"), tip, (entries,), parent)


def open_divergences(asked: Asked, parent: QWidget) -> None:
    """Price against the holdings of funds, or against managed money's net length, with every time that they parted."""
    other = QComboBox()
    other.setObjectName("divergence_other")
    other.addItem(_("Holdings of exchange-traded products"), "funds")
    other.addItem(_("Net length of managed money"), "length")
    dialog = StudyDialog("divergence_study", _("Price against holdings, and what followed"), parent)
    dialog.add_control(_("Price against"), other)

    def draw() -> None:
        dialog.show_view(divergence_view(asked.workspace, asked.mineral, length=other.currentData() == "length", last=asked.last))

    draw()
    other.activated.connect(lambda _row: draw())
    dialog.open()


def open_spread(asked: Asked, parent: QWidget) -> None:
    """The price of one venue over another's, and the metal that came for it."""
    dialog = StudyDialog("spread_study", _("Spread between venues, and stock flow"), parent)
    dialog.show_view(spread_view(asked.workspace, asked.mineral, asked.venue, asked.unit, asked.last))
    dialog.open()


def open_pool(asked: Asked, parent: QWidget) -> None:
    """Where the metal of all places lies, and what went from one to another."""
    dialog = StudyDialog("pool_study", _("Where the metal lies"), parent)
    dialog.show_view(pool_view(asked.workspace, asked.mineral, asked.unit, asked.since, asked.last))
    dialog.open()


def _open(opener: Callable[[Asked, QWidget], None], asked: Callable[[], Asked], parent: QWidget) -> None:
    opener(asked(), parent)
