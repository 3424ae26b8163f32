"""The language that the window speaks: the catalogue, Qt's own words for standard buttons, and fonts with the right shapes.

Chinese, Japanese and Korean share code points whose shapes differ; without a family named for the language the system may
choose Japanese shapes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.words import set_language

# In order of preference, for Windows, macOS and Linux.
FAMILIES: Final = {
    "zh_TW": ("Microsoft JhengHei UI", "PingFang TC", "Noto Sans CJK TC", "Noto Sans TC", "WenQuanYi Micro Hei"),
    "zh_CN": ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei"),
}
_TRANSLATOR: Final = "qt_words"


def speak(app: QApplication, code: str) -> None:
    """Speak `code` from now on in whatever is made new. Raises ValueError for a language the program does not speak."""
    set_language(code)
    QLocale.setDefault(QLocale(code))
    for old in app.findChildren(QTranslator, _TRANSLATOR):
        app.removeTranslator(old)
        old.deleteLater()
    if code not in FAMILIES:
        return
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    font = app.font()
    latin = [family for family in font.families() if family not in {one for all_of in FAMILIES.values() for one in all_of}]
    font.setFamilies([*latin, *FAMILIES[code]])
    app.setFont(font)
