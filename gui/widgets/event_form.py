"""A form with every field of a record: a line, a list of choices, or several lines; what cannot be taken is marked with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.model import Column, FieldKind
from core.words import _

_LONG: Final = frozenset(("summary", "note", "key_figures"))


class _Text(QPlainTextEdit):
    """Several lines; Tab goes on to the next field. Tells `left` when the cursor leaves."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().height() * 4 + 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class RecordForm(QScrollArea):
    """Tells `edited` with the name of a field and its text, when the user has left it or pressed Return."""

    edited = Signal(str, str)

    def __init__(self, fields: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_form")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QWidget(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._texts: dict[str, str] = {}
        self.editors: dict[str, QWidget] = {}
        self.telling = QLabel(self)
        self.telling.setObjectName("record_form_telling")
        self.telling.setWordWrap(True)
        for one in fields:
            editor = self._editor(one, body)
            self.editors[one.name] = editor
            form.addRow(_(one.title), editor)
        column = QVBoxLayout(body)
        column.addWidget(self.telling)
        column.addLayout(form)
        column.addStretch(1)
        self.setWidget(body)
        self.telling.hide()

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Show these texts of the fields; what the user is typing stays."""
        for name, editor in self.editors.items():
            if texts.get(name, "") != self._texts.get(name) or not editor.hasFocus():
                self._write(editor, texts.get(name, ""))
                _mark(editor, "")
        self._texts = dict(texts)
        self.telling.hide()

    def refuse(self, name: str, reason: str) -> None:
        """Mark a field whose text could not be taken; the text stays, to be mended."""
        _mark(self.editors[name], reason)
        self.telling.setText(reason)
        self.telling.setVisible(bool(reason))

    def text(self, name: str) -> str:
        """What stands in a field."""
        return _read(self.editors[name])

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """A list of choices is not turned by a wheel that only passes over it."""
        if event.type() == QEvent.Type.Wheel and isinstance(editor, QComboBox) and not editor.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(editor, event)

    def _editor(self, one: Column, parent: QWidget) -> QWidget:
        editor: QWidget
        if one.choices:
            choice = QComboBox(parent)
            choice.addItems(["", *one.choices])
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.installEventFilter(self)
            choice.activated.connect(lambda _row: self._left(one.name))
            editor = choice
        elif one.name in _LONG:
            text = _Text(parent)
            text.left.connect(lambda: self._left(one.name))
            editor = text
        else:
            line = QLineEdit(parent)
            line.editingFinished.connect(lambda: self._left(one.name))
            line.setPlaceholderText(_hint(one))
            line.setMinimumWidth(60)
            editor = line
        editor.setObjectName(f"field_{one.name}")
        editor.setAccessibleName(_(one.title))
        editor.setToolTip(_(one.help) if one.help else _hint(one))
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return editor

    def _left(self, name: str) -> None:
        text = _read(self.editors[name])
        if text != self._texts.get(name, ""):
            self.edited.emit(name, text)

    def _write(self, editor: QWidget, text: str) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setCursorPosition(0)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)


def _read(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _hint(one: Column) -> str:
    """How the field is written."""
    if one.kind is FieldKind.DATE:
        return _("2026-01-14, 2026-01, 2026-Q1, 2026-H1 or 2026")
    if one.kind is FieldKind.CLOCK:
        return _("180 days, 6 months or 1 year")
    return _("several with semicolons") if one.kind is FieldKind.LIST else ""


def _mark(editor: QWidget, reason: str) -> None:
    if bool(reason) == bool(editor.property("wrong")):
        return
    editor.setProperty("wrong", bool(reason))
    editor.style().unpolish(editor)
    editor.style().polish(editor)
