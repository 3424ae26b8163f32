"""A form of inputs: title, value, unit, range, and a way back to the default; what does not fit is said under its row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.views.scenario_inputs import Field
from core.words import _
from gui.theme import current, theme

_TITLE, _VALUE, _UNIT, _LOW, _HIGH, _BACK = range(6)
_WIDEST = 90  # letters: further apart a value is not read with its title


class InputForm(QScrollArea):
    """Rows of fields. `entered` tells name and text of what the user typed or chose, `reset` the name of what goes back to its default."""

    entered = Signal(str, str)
    reset = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Inputs"))
        self._fields: tuple[Field, ...] = ()
        self._editors: dict[str, QWidget] = {}
        self._backs: dict[str, QToolButton] = {}
        self._errors: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        self._units: dict[str, QLabel] = {}
        theme().changed.connect(self._dress)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Show these fields. Where they are the same as before only what they say changes, so that the cursor stays where it is."""
        fields = tuple(fields)
        if _shape(fields) != _shape(self._fields):
            self._build(fields)
        self._fields = fields
        for field in fields:
            self._fill(field)
        self._dress()

    def editor(self, name: str) -> QWidget:
        """The field of an input, or of an end of its range ("share.low"). Raises KeyError."""
        return self._editors[name]

    def _build(self, fields: tuple[Field, ...]) -> None:
        for kept in (self._editors, self._backs, self._errors, self._titles, self._units):
            kept.clear()
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(8, 4, 8, 8)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_TITLE, 1)
        first = next((at for at, field in enumerate(fields) if field.ranged), None)
        if first is not None:
            for column, text in ((_VALUE, _("Value")), (_LOW, _("Low")), (_HIGH, _("High"))):
                grid.addWidget(QLabel(text, body), 3 * first, column, Qt.AlignmentFlag.AlignRight)
        for at, field in enumerate(fields):
            self._add(grid, body, 3 * at + 1, field, ranged=first is not None)
        outer = QWidget(self)
        body.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST)
        row = QHBoxLayout()
        row.addWidget(body, 1)
        row.addStretch()
        layout = QVBoxLayout(outer)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setWidget(outer)

    def _add(self, grid: QGridLayout, body: QWidget, row: int, field: Field, *, ranged: bool) -> None:
        title = QLabel(field.title, body)
        title.setWordWrap(True)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self._titles[field.name] = title
        grid.addWidget(title, row, _TITLE)
        editor = self._editor(field, body)
        title.setBuddy(editor)
        span = (_BACK - _VALUE) if field.kind == "choice" and ranged else 2 if field.kind == "choice" else 1
        grid.addWidget(editor, row, _VALUE, 1, span)
        if field.kind != "choice":
            unit = QLabel(field.unit, body)
            self._units[field.name] = unit
            grid.addWidget(unit, row, _UNIT)
        if field.ranged:
            for column, end, words in ((_LOW, "low", _("{title}, low end")), (_HIGH, "high", _("{title}, high end"))):
                grid.addWidget(self._line(f"{field.name}.{end}", words.format(title=field.title), body, 8), row, column)
        back = QToolButton(body)
        back.setText("↺")
        back.setObjectName(f"reset_{field.name}")
        back.setAccessibleName(_("Back to the default: {title}").format(title=field.title))
        back.clicked.connect(lambda _checked=False, name=field.name: self.reset.emit(name))
        policy = back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        back.setSizePolicy(policy)
        self._backs[field.name] = back
        grid.addWidget(back, row, _BACK)
        error = QLabel(body)
        error.setObjectName(f"error_{field.name}")
        error.setWordWrap(True)
        self._errors[field.name] = error
        grid.addWidget(error, row + 1, _TITLE, 1, _BACK + 1)

    def _editor(self, field: Field, body: QWidget) -> QWidget:
        if field.kind != "choice":
            return self._line(field.name, field.title, body, 11)
        made = QComboBox(body)
        made.setObjectName(f"input_{field.name}")
        made.setAccessibleName(field.title)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(16)
        made.activated.connect(lambda _row, name=field.name, box=made: self.entered.emit(name, box.currentData()))
        self._editors[field.name] = made
        return made

    def _line(self, name: str, words: str, body: QWidget, letters: int) -> QLineEdit:
        made = QLineEdit(body)
        made.setObjectName(f"input_{name}")
        made.setAccessibleName(words)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setFixedWidth(self.fontMetrics().averageCharWidth() * letters + 18)
        made.editingFinished.connect(lambda: self._typed(name, made))
        self._editors[name] = made
        return made

    def _typed(self, name: str, editor: QLineEdit) -> None:
        if editor.isModified():
            editor.setModified(False)
            self.entered.emit(name, editor.text())

    def _fill(self, field: Field) -> None:
        tip = "\n".join(part for part in (field.title, field.tip) if part)
        texts = {field.name: field.text, f"{field.name}.low": field.low, f"{field.name}.high": field.high}
        for name, text in texts.items():
            editor = self._editors.get(name)
            if isinstance(editor, QLineEdit):
                if editor.text() != text:
                    editor.setText(text)
                editor.setToolTip(tip)
            elif isinstance(editor, QComboBox):
                _choose(editor, field)
                editor.setToolTip(tip)
        self._titles[field.name].setText(field.title)
        self._titles[field.name].setToolTip(tip)
        if field.name in self._units:
            self._units[field.name].setText(field.unit)
        back = self._backs[field.name]
        back.setVisible(field.changed)
        back.setToolTip(_("Back to the default: {value} {unit}").format(value=field.default or "–", unit=field.unit).strip())
        self._errors[field.name].setText(field.error)
        self._errors[field.name].setVisible(bool(field.error))

    def _dress(self) -> None:
        for label in self._errors.values():
            label.setStyleSheet(f"color: {current().danger}")
        for label in self._units.values():
            label.setStyleSheet(f"color: {current().muted}")
        for field in self._fields:
            font = self.font()
            font.setBold(field.changed)
            self._titles[field.name].setFont(font)


def _choose(box: QComboBox, field: Field) -> None:
    quiet = QSignalBlocker(box)
    shown = tuple((str(box.itemData(at)), box.itemText(at)) for at in range(box.count()))
    if shown != field.choices:
        box.clear()
        for key, title in field.choices:
            box.addItem(title, key)
    box.setCurrentIndex(box.findData(field.text))
    quiet.unblock()


def _shape(fields: tuple[Field, ...]) -> list[tuple[str, str, bool]]:
    return [(field.name, field.kind, field.ranged) for field in fields]
