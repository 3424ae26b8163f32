"""The thresholds of the standards screen, over the table that they are for."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.views.policy_standards import ScreenForm
from core.words import _
from gui.widgets.flow import FlowLayout


class StandardsBar(QWidget):
    """Tells `wanted` with the score and the two thresholds as they are typed."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: ScreenForm | None = None
        self.scores = QComboBox(self)
        self.scores.setObjectName("standards_scores")
        self.eligible = _field(self, "standards_eligible")
        self.conditional = _field(self, "standards_conditional")
        self.eligible.setToolTip(_("Where this is below the second threshold, low scores are the better ones. Empty both for no screen."))
        self.reason = QLabel(self)
        self.reason.setObjectName("standards_reason")
        self.reason.setWordWrap(True)
        line = QWidget(self)
        flow = FlowLayout(line)
        parts = ((_("Standards screen by"), self.scores), (_("Eligible from"), self.eligible), (_("Conditional from"), self.conditional))
        for words, widget in parts:
            widget.setAccessibleName(words)
            flow.addWidget(_named(line, words, widget))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(line)
        layout.addWidget(self.reason)
        self.scores.activated.connect(lambda _row: self._tell())
        for field in (self.eligible, self.conditional):
            field.editingFinished.connect(self._tell)

    def set_form(self, form: ScreenForm) -> None:
        """Show the screen as it is set; what is being typed stays where nothing has changed."""
        if form == self._form:
            return
        self._form = form
        quiet = QSignalBlocker(self.scores)
        self.scores.clear()
        self.scores.addItems(list(form.scores))
        self.scores.setCurrentText(form.score)
        quiet.unblock()
        self.eligible.setText(form.eligible)
        self.conditional.setText(form.conditional)
        for widget in (self.scores, self.eligible, self.conditional):
            widget.setEnabled(bool(form.scores))
        self.refuse(form.missing)

    def refuse(self, reason: str) -> None:
        """Say why what is typed cannot be; "" for nothing to say."""
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))

    def _tell(self) -> None:
        form, typed = self._form, (self.scores.currentText(), self.eligible.text(), self.conditional.text())
        if form is not None and typed != (form.score, form.eligible, form.conditional):
            self.wanted.emit(*typed)


def _named(parent: QWidget, words: str, widget: QWidget) -> QWidget:
    """A field with its name before it, which stay together."""
    pair = QWidget(parent)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 6, 0)
    label = QLabel(words, pair)
    label.setBuddy(widget)
    row.addWidget(label)
    row.addWidget(widget)
    return pair


def _field(parent: QWidget, name: str) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setPlaceholderText(_("number"))
    made.setMaximumWidth(110)
    return made
