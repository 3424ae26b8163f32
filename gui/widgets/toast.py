"""A sentence above the status line that goes away by itself, with one thing that can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from core.words import _

_MARGIN = 16
_BOTTOM = 44  # clear of the status line


class Toast(QFrame):
    """Notifies without asking and without taking the focus. One sentence at a time: the newest is what matters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label = QLabel(self)
        self.label.setObjectName("toast_text")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setObjectName("toast_action")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = QToolButton(self)
        self.close_button.setText("×")
        self.close_button.setAccessibleName(_("Close this message"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = parent
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.label, 1)
        self._line.addWidget(self.button)
        self._line.addWidget(self.close_button)
        self._action: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.close_button.clicked.connect(self.hide)
        self.button.clicked.connect(self._act)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action_text: str = "", action: Callable[[], object] | None = None, seconds: float = 7.0) -> None:
        """Show `text`; with a button that does `action` and closes. It stays while the pointer is on it."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self._action = action
        self.button.setText(action_text)
        self.button.setVisible(action is not None)
        self._timer.start(int(seconds * 1000))
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window when it is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, _event: QEvent) -> None:
        """The pointer is on it: somebody reads."""
        self._timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        """Nobody reads any more."""
        self._timer.start(2500)

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _place(self) -> None:
        parent = self._window
        room = parent.width() - 2 * _MARGIN
        text_width = self.label.fontMetrics().horizontalAdvance(self.label.text())
        width = min(text_width + 24 + (self.button.sizeHint().width() if self._action else 0) + 60, room, 900)
        self.setFixedWidth(max(width, 200))
        self.setFixedHeight(max(self._line.heightForWidth(width), self._line.minimumSize().height()))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - _BOTTOM)
