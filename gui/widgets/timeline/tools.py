"""The row of tools over the timeline: which lanes, how near, and the picture to take away."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QToolButton, QWidget

from core.views.timeline import LANES, lanes_tip, lanes_title
from core.words import _
from gui.widgets.flow import FlowLayout

_NEARER = 1.6


class TimelineTools(QWidget):
    """Tells `lanes_chosen` with a choice of lanes, `zoomed` with a factor (0: everything), `only_toggled`, and `picture_wanted` with
    "png", "svg", "pdf" or "copy"; `list_wanted` asks for the list on the clipboard, `calendar_wanted` for the deadlines as a calendar.
    """

    lanes_chosen = Signal(str)
    zoomed = Signal(float)
    only_toggled = Signal(bool)
    picture_wanted = Signal(str)
    list_wanted = Signal()
    calendar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, gap=4)
        self.lanes = QComboBox(self)
        self.lanes.setObjectName("policy_lanes")
        self.lanes.setAccessibleName(_("Lanes by"))
        for name in LANES:
            self.lanes.addItem(lanes_title(name), name)
            self.lanes.setItemData(self.lanes.count() - 1, lanes_tip(name), 3)  # 3: the role of tool tips
        self.lanes.activated.connect(lambda _row: self.lanes_chosen.emit(self.lanes.currentData()))
        label = QLabel(_("Lanes by"), self)
        label.setBuddy(self.lanes)
        label.setMinimumHeight(self.lanes.sizeHint().height())
        layout.addWidget(label)
        layout.addWidget(self.lanes)
        for name, words, tip, factor in (
            ("zoom_in", "+", _("Nearer (+)"), 1 / _NEARER),
            ("zoom_out", "−", _("Farther (−)"), _NEARER),
            ("zoom_all", _("All"), _("Every date (0)"), 0.0),
        ):
            button = self._button(f"policy_{name}", words, tip)
            button.clicked.connect(lambda _on=False, factor=factor: self.zoomed.emit(factor))
            layout.addWidget(button)
        self.only = self._button("policy_only", _("Chosen mineral only"), _("Only events that concern the mineral chosen above the tabs"))
        self.only.setCheckable(True)
        self.only.toggled.connect(self.only_toggled)
        layout.addWidget(self.only)
        layout.addWidget(self._picture_button())

    def set_lanes(self, lanes: str) -> None:
        """Show this choice, telling nobody."""
        quiet = QSignalBlocker(self.lanes)
        self.lanes.setCurrentIndex(max(self.lanes.findData(lanes), 0))
        quiet.unblock()

    def _picture_button(self) -> QToolButton:
        button = self._button("policy_picture", _("Export ▾"), _("The timeline as a picture, the events as text"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none }")
        menu = QMenu(button)
        for kind, words in (
            ("png", _("Picture as PNG…")),
            ("svg", _("Picture as SVG…")),
            ("pdf", _("Picture as PDF…")),
            ("copy", _("Copy the picture")),
        ):
            action = menu.addAction(words)
            action.setObjectName(f"picture_{kind}")
            action.triggered.connect(lambda _on=False, kind=kind: self.picture_wanted.emit(kind))
        copy = menu.addAction(_("Copy the list of events"))
        copy.setObjectName("copy_events")
        copy.triggered.connect(self.list_wanted)
        calendar = menu.addAction(_("Deadlines as a calendar (.ics)…"))
        calendar.setObjectName("export_calendar")
        calendar.triggered.connect(lambda _on=False: self.calendar_wanted.emit())
        button.setMenu(menu)
        return button

    def _button(self, name: str, words: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setToolTip(tip)
        button.setMinimumHeight(self.lanes.sizeHint().height())
        return button
