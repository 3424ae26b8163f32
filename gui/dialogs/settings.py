"""The settings, made from the declarations of the preferences."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from core.words import _
from gui.preferences import SETTINGS, Preference, Preferences


class SettingsDialog(QDialog):
    """One field a preference that has a label. What was chosen is remembered when the dialog is accepted."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setWindowTitle(_("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self._fields: list[tuple[Preference[Any], QWidget]] = []
        form = QFormLayout()
        for preference in SETTINGS:
            if preference.label is None or len(preference.choices) == 1:
                continue  # a choice of one is none
            field = _field(preference, preferences.get(preference), self)
            field.setObjectName(f"setting_{preference.key}")
            field.setToolTip(preference.hint() if preference.hint else "")
            form.addRow(preference.label(), field)
            self._fields.append((preference, field))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self._remember)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def _remember(self) -> None:
        with self._preferences.together():
            for preference, field in self._fields:
                self._preferences.set(preference, _chosen(field))
        self.accept()


def _field(preference: Preference[Any], value: Any, parent: QWidget) -> QWidget:
    if preference.choices:
        box = QComboBox(parent)
        for choice in preference.choices:
            box.addItem(preference.words(choice), choice)
        box.setCurrentIndex(box.findData(value))
        return box
    if isinstance(value, bool):
        tick = QCheckBox(parent)
        tick.setChecked(value)
        return tick
    if isinstance(value, int):
        spin = QSpinBox(parent)
        spin.setRange(1, 600)
        spin.setValue(value)
        return spin
    return QLineEdit(str(value), parent)


def _chosen(field: QWidget) -> Any:
    match field:
        case QComboBox():
            return field.currentData()
        case QCheckBox():
            return field.isChecked()
        case QSpinBox():
            return field.value()
        case QLineEdit():
            return field.text()
    raise TypeError(type(field).__name__)
