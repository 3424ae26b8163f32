"""The window: menus, tabs, the status line. It is painted empty first and furnished right after, so that it is there at once.

Only Qt is imported with this module; what needs the model comes with `furnish`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from core.words import _
from gui.commands import build_menus
from gui.preferences import WINDOW_GEOMETRY, WINDOW_STATE, Preferences

if TYPE_CHECKING:
    from gui.desk import Desk

FIRST_SIZE = (1280, 800)
_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """The frame. `painted` is told once, after the first paint; `dropped` with the local files dropped on the window."""

    painted = Signal()
    dropped = Signal(list)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("Orebook")
        self.preferences = preferences
        self.commands: dict[str, QAction] = build_menus(self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("tabs")
        self.tabs.setDocumentMode(True)
        self.body = QWidget(self)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs, 1)
        self.setCentralWidget(self.body)
        self.file_label = QLabel(_("Opening…"), self)
        self.file_label.setObjectName("file_label")
        self.safety_label = QLabel("", self)
        self.safety_label.setObjectName("safety_label")
        self.file_label.setContentsMargins(8, 0, 8, 0)
        self.statusBar().addWidget(self.file_label)
        self.statusBar().addPermanentWidget(self.safety_label)
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        self._restore_place()
        self._was_painted = False
        self._desk: Desk | None = None

    def furnish(self, desk: Desk, head: QWidget, tabs: Mapping[str, QWidget], handlers: Mapping[str, Callable[[], object]]) -> None:
        """Put the tabs in, the selection bar above them, and connect the commands. `desk` is asked before the window closes."""
        self._desk = desk
        body_layout = self.body.layout()
        if isinstance(body_layout, QVBoxLayout):
            body_layout.insertWidget(0, head)
        for title, tab in tabs.items():
            self.tabs.addTab(tab, title)
        for name, handler in handlers.items():
            self.commands[name].triggered.connect(handler)
            self.commands[name].setEnabled(True)
        self.commands["next_tab"].triggered.connect(lambda: self._step_tab(1))
        self.commands["previous_tab"].triggered.connect(lambda: self._step_tab(-1))
        self.commands["full_screen"].triggered.connect(self._toggle_full_screen)
        for name in ("next_tab", "previous_tab", "full_screen"):
            self.commands[name].setEnabled(True)

    def reset_place(self) -> None:
        """Back to the size the window has at its very first start."""
        self.showNormal()
        self.resize(*FIRST_SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files; anything else is not for us."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on once the drag is over: the program that they come from waits until this returns."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if QUrl.isLocalFile(url)]
        event.acceptProposedAction()
        if files:
            self.dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when the desk agrees; it asks about unsaved changes without blocking, and closes the window again later."""
        if self._desk is not None and not self._desk.may_close():
            event.ignore()
            return
        with self.preferences.together():
            self.preferences.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
            self.preferences.set(WINDOW_STATE, bytes(self.saveState().data()))
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        super().closeEvent(event)

    def _restore_place(self) -> None:
        geometry = self.preferences.get(WINDOW_GEOMETRY)
        if geometry and not self.restoreGeometry(QByteArray(geometry)):
            _log.info("the window's last place does not fit this screen")

    def _step_tab(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % max(self.tabs.count(), 1))

    def _toggle_full_screen(self, on: bool) -> None:
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)
