"""A notification that asks for nothing: it says what was done, offers to take it back, and goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStatusBar, QToolButton, QWidget

from core.words import _
from gui import icons, theme

SECONDS: Final = 8.0
_MARGIN: Final = 18  # between the notification and the lower edge of its window
_WIDEST: Final = 640


class Toast(QFrame):
    """At the lower edge of `window`, over everything in it. A newer message takes the place of the one shown.

    It stays while the pointer or the keyboard focus is on it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._do: Callable[[], object] | None = None
        self._do_other: Callable[[], object] | None = None
        self._seconds = SECONDS
        self._words = QLabel(wordWrap=True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._action.setAutoDefault(False)
        self._action.setCursor(Qt.CursorShape.PointingHandCursor)
        self._other = QPushButton()
        self._other.setAutoDefault(False)
        self._other.setCursor(Qt.CursorShape.PointingHandCursor)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("x", "base"))
        self._close.setAccessibleName(_("Close this notification"))
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._other)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._time_is_up)
        self._action.clicked.connect(self._act)
        self._other.clicked.connect(self._act_otherwise)
        self._close.clicked.connect(self.dismiss)
        theme.theme().changed.connect(self._take_colours)
        window.installEventFilter(self)
        self._take_colours()
        self.hide()

    def show_message(
        self, sentence: str, action: str = "", do: Callable[[], object] | None = None, seconds: float = SECONDS,
        *, other: str = "", do_other: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """Show `sentence` for `seconds`; with `action`, such as "Undo", a button that calls `do` and ends the notification.

        other: a second button, which calls `do_other`.
        """
        self._do, self._do_other, self._seconds = do, do_other, seconds
        self._words.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(round(seconds * 1000))
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def message(self) -> str:
        """The sentence on show, "" when there is none."""
        return "" if self.isHidden() else self._words.text()

    @Slot()
    def dismiss(self) -> None:
        """Take the notification away."""
        self._timer.stop()
        self._do = self._do_other = None
        if self._holds_focus():
            self._window.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window changes its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer rests here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to go again."""
        if not self.isHidden():
            self._timer.start(round(self._seconds * 1000))
        super().leaveEvent(event)

    @Slot()
    def _time_is_up(self) -> None:
        if self._holds_focus():
            self._timer.start(round(self._seconds * 1000))
        else:
            self.dismiss()

    @Slot()
    def _act(self) -> None:
        do = self._do
        self.dismiss()
        if do is not None:
            do()

    @Slot()
    def _act_otherwise(self) -> None:
        do = self._do_other
        self.dismiss()
        if do is not None:
            do()

    def _holds_focus(self) -> bool:
        return self._action.hasFocus() or self._other.hasFocus() or self._close.hasFocus()

    def _place(self) -> None:
        window, layout = self._window, self._layout
        self.setFixedWidth(max(min(window.width() - 2 * _MARGIN, self._natural_width()), 1))
        self.setFixedHeight(min(layout.totalHeightForWidth(self.width()), window.height()))
        top = window.height() - self.height() - _MARGIN - self._status_bar_height()
        self.move((window.width() - self.width()) // 2, max(top, 0))

    def _natural_width(self) -> int:
        buttons = sum(part.sizeHint().width() + 12 for part in (self._action, self._other, self._close) if not part.isHidden())
        return min(self._words.fontMetrics().horizontalAdvance(self._words.text()) + buttons + 32, _WIDEST)

    def _status_bar_height(self) -> int:
        bar = self._window.findChild(QStatusBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return bar.height() if bar is not None and bar.isVisible() else 0

    @Slot()
    def _take_colours(self) -> None:
        # The colours of the other theme: a notification lies above the window and has to be seen at once.
        other = theme.DARK if theme.current() is theme.LIGHT else theme.LIGHT
        button = f"background: transparent; border: 1px solid {other.border}; color: {other.accent}; font-weight: 600; padding: 4px 12px;"
        self.setStyleSheet(
            f"Toast {{ background: {other.base}; border-radius: 8px; }} QLabel {{ color: {other.text}; }} QPushButton {{ {button} }}"
            f"QPushButton:hover, QToolButton:hover {{ background: {other.band}; }}"
            f"QPushButton:focus, QToolButton:focus {{ border: 2px solid {other.accent}; }}"
        )
