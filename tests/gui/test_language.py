"""The window in another language: every tab is made in it, Qt's own buttons too, and the choice stands in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from core import words
from gui import language
from gui.dialogs.settings import SettingsDialog
from gui.preferences import TABS
from tests.gui.desks import open_desk

TITLES = {
    "zh_TW": ["總覽", "價格", "庫存", "政策", "風險地圖", "情境", "資料"],
    "zh_CN": ["概览", "价格", "库存", "政策", "风险地图", "情景", "数据"],
}


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    font = QFont(qapp.font())
    yield
    language.speak(qapp, "en")
    qapp.setFont(font)


@pytest.mark.parametrize("code", sorted(TITLES))
def test_every_tab_is_shown_in_the_language(code: str, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    language.speak(qapp, code)
    desk = open_desk(qtbot, tmp_path, (1360, 820))
    tabs = desk.window.tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == TITLES[code]
    for name in TABS:
        tabs.setCurrentWidget(getattr(desk, name))
        qtbot.wait(20)
    desk.window.close()


@pytest.mark.parametrize(("code", "cancel"), [("zh_TW", "取消"), ("zh_CN", "取消"), ("en", "Cancel")])
def test_the_buttons_of_qt_speak_it_too(code: str, cancel: str, qtbot: QtBot, qapp: QApplication) -> None:
    language.speak(qapp, code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert cancel in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_chinese_has_fonts_of_its_own_shapes(qapp: QApplication) -> None:
    language.speak(qapp, "zh_TW")
    assert "Noto Sans CJK TC" in qapp.font().families()
    language.speak(qapp, "zh_CN")
    assert "Noto Sans CJK SC" in qapp.font().families()
    assert "Noto Sans CJK TC" not in qapp.font().families()


def test_the_settings_offer_every_language(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    desk = open_desk(qtbot, tmp_path, (1100, 700))
    dialog = SettingsDialog(desk.window.preferences, desk.window)
    field = dialog.findChild(QComboBox, "setting_language")
    assert [field.itemData(at) for at in range(field.count())] == list(words.LANGUAGES)
    dialog.close()
    desk.window.close()


def test_an_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        language.speak(qapp, "xx")
