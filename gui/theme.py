"""How the program looks: two sets of colours, the fonts, and a light or dark that follows the system.

The palettes are our own, over Qt's Fusion style, because asking Qt for a colour scheme does nothing on many desktops.
The colours of series keep hue and order in both themes, so the second line of a chart is teal by day and by night. They
are picked by lightness first: no two look alike in grey print or to colour-blind eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources

MODES: Final = ("system", "light", "dark")
FONT_STEPS: Final = {"small": 0.9, "body": 1.0, "heading": 1.2, "title": 1.5, "display": 2.1}


@dataclass(frozen=True, slots=True)
class Colours:
    """What is painted in which colour, as '#rrggbb'.

    `text` and `muted` read at 4.5:1 or better on `window`, `base`, `alternate` and `band`; so does `accent_text` on `accent`.
    `warning`, `danger` and `good` are for words as well as for marks. `grid` is for the lines inside a chart or table, `border`
    for the edge of a control. `series` are eight colours in the order in which lines take them.
    """

    window: str
    base: str
    alternate: str
    text: str
    muted: str
    grid: str
    border: str
    band: str
    accent: str
    accent_text: str
    warning: str
    danger: str
    good: str
    series: tuple[str, ...]


LIGHT: Final = Colours(
    window="#f3f5f7",
    base="#ffffff",
    alternate="#f7f9fb",
    text="#1b2229",
    muted="#596570",
    grid="#e2e7ec",
    border="#c5ced6",
    band="#e6eef7",
    accent="#1b66b3",
    accent_text="#ffffff",
    warning="#8f5400",
    danger="#b3261e",
    good="#1d7142",
    series=("#1467c2", "#02966c", "#7f0752", "#b65e08", "#62359c", "#a59208", "#0b3e00", "#a82d2e"),
)

DARK: Final = Colours(
    window="#1a1f25",
    base="#21272e",
    alternate="#262d35",
    text="#e3e8ed",
    muted="#9eabb7",
    grid="#343d47",
    border="#48535f",
    band="#2a3a4c",
    accent="#79b1f2",
    accent_text="#0d1b2a",
    warning="#eab765",
    danger="#f59a92",
    good="#7fcf9d",
    series=("#5596e9", "#3bc997", "#c86497", "#e98d48", "#cfb7fd", "#87770b", "#9be48b", "#fedad7"),
)


class Theme(QObject):
    """Tells when the colours have changed; `current` then answers with the new ones."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.colours = LIGHT
        self._app = app
        self._mode = "system"
        self._bare_is_dark = app.palette().color(QPalette.ColorRole.Window).lightness() < 128
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def wear(self, mode: str) -> None:
        """Dress the application in `mode`, one of MODES. Raises ValueError for another word."""
        if mode not in MODES:
            raise ValueError(mode)
        self._mode = mode
        # The window frame, where the system draws one, follows too.
        self._app.styleHints().setColorScheme(_SCHEMES[mode])
        self._dress()

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        colours = DARK if self._is_dark() else LIGHT
        if self._app.styleSheet() and colours is self.colours:
            return
        self.colours = colours
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(style_sheet(colours))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._mode != "system":
            return self._mode == "dark"
        scheme = self._app.styleHints().colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            return self._bare_is_dark
        return scheme == Qt.ColorScheme.Dark


_SCHEMES: Final = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def theme() -> Theme:
    """The theme of the running application, made on first use. Raises RuntimeError when there is no application yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("the theme belongs to a QApplication")
    found = app.findChild(Theme)
    return found if found is not None else Theme(app)


def apply(app: QApplication, mode: str) -> Theme:
    """Dress `app` in "light", "dark" or "system" and return the theme, whose `changed` tells of later changes."""
    dressed = app.findChild(Theme) or Theme(app)
    dressed.wear(mode)
    return dressed


def current() -> Colours:
    """The colours in use; LIGHT as long as no theme was applied."""
    return theme().colours


def font(step: str = "body", *, bold: bool = False) -> QFont:
    """The system's font at a step of the type scale: small, body, heading, title or display."""
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * FONT_STEPS[step])
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def figures(base: QFont) -> QFont:
    """`base` with figures of one width, so that the digits of a column stand under each other."""
    made = QFont(base)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `one` to `other`."""
    a, b = QColor(one), QColor(other)
    red, green, blue = (round(x + (y - x) * share) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue())))
    return f"#{red:02x}{green:02x}{blue:02x}"


def palette(colours: Colours) -> QPalette:
    """The Qt palette of `colours`, with its disabled group."""
    role, made = QPalette.ColorRole, QPalette()
    button = mix(colours.window, colours.base, 0.6)
    for name, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.alternate),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, button),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.accent_text),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.muted),
        (role.Light, mix(button, colours.base, 0.6)),
        (role.Midlight, mix(button, colours.base, 0.3)),
        (role.Mid, colours.border),
        (role.Dark, mix(colours.border, colours.text, 0.25)),
        (role.Shadow, mix(colours.window, "#000000", 0.6)),
    ):
        made.setColor(name, QColor(colour))
    faint = QColor(mix(colours.window, colours.muted, 0.7))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, faint)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, faint)
    return made


def style_sheet(colours: Colours) -> str:
    """What a palette cannot say: room inside controls, flat headers, quiet tabs, and a focus ring that is seen."""
    return _SHEET.format(
        colours=colours,
        name="dark" if colours is DARK else "light",
        glyphs=resources.path("style").as_posix(),
        hover=mix(colours.base, colours.accent, 0.10),
        pressed=mix(colours.base, colours.accent, 0.22),
        handle=mix(colours.base, colours.muted, 0.55),
        header=mix(colours.window, colours.base, 0.35),
    )


_SHEET: Final = """
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ color: {colours.text}; background: {colours.base}; border: 1px solid {colours.border}; padding: 4px 6px; }}
QTabBar::tab {{ padding: 6px 14px; border: none; border-bottom: 2px solid transparent; color: {colours.muted}; }}
QTabBar::tab:hover {{ color: {colours.text}; }}
QTabBar::tab:selected {{ color: {colours.text}; border-bottom-color: {colours.accent}; }}
QTabBar::tab:focus {{ background: {hover}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {colours.border}; }}
QHeaderView {{ background: {header}; border: none; }}
QHeaderView::section {{ background: {header}; color: {colours.muted}; padding: 4px 6px; border: none;
    border-right: 1px solid {colours.grid}; border-bottom: 1px solid {colours.border}; }}
QHeaderView::section:checked {{ color: {colours.text}; }}
QTableCornerButton::section {{ background: {header}; border: none; border-right: 1px solid {colours.grid};
    border-bottom: 1px solid {colours.border}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ padding: 3px 6px; border: 1px solid {colours.border}; border-radius: 4px;
    background: {colours.base}; selection-background-color: {colours.accent}; selection-color: {colours.accent_text}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {colours.accent}; padding: 2px 5px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; width: 20px; border: none; margin-top: 2px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; width: 20px; border: none;
    margin-bottom: 2px; }}
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url("{glyphs}/chevron-down-{name}.svg"); width: 12px; height: 12px; }}
QAbstractSpinBox::up-arrow {{ image: url("{glyphs}/chevron-up-{name}.svg"); width: 12px; height: 12px; }}
QDateEdit::drop-down {{ border: none; width: 20px; }}
QCheckBox, QRadioButton {{ spacing: 6px; }}
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator {{ width: 14px; height: 14px; border: 1px solid {colours.muted};
    border-radius: 3px; background: {colours.base}; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {{ background: {colours.accent};
    border-color: {colours.accent}; image: url("{glyphs}/check-{name}.svg"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {colours.border}; background: {colours.window}; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {colours.muted}; border-radius: 8px; background: {colours.base}; }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {colours.accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {colours.text}; }}
QCheckBox:focus, QRadioButton:focus {{ outline: 1px solid {colours.accent}; border-radius: 3px; }}
QPushButton {{ padding: 5px 14px; border: 1px solid {colours.border}; border-radius: 4px; background: {colours.base}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {pressed}; }}
QPushButton:default {{ background: {colours.accent}; color: {colours.accent_text}; border-color: {colours.accent}; }}
QPushButton:focus {{ border: 2px solid {colours.accent}; padding: 4px 13px; }}
QPushButton:default:focus {{ border-color: {colours.text}; }}
QPushButton:disabled {{ color: {colours.muted}; background: {colours.window}; border-color: {colours.grid}; }}
QToolButton {{ padding: 4px; border: 1px solid transparent; border-radius: 4px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; }}
QToolButton:focus {{ border-color: {colours.accent}; }}
QMenu {{ background: {colours.base}; border: 1px solid {colours.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 22px 5px 12px; border-radius: 3px; }}
QMenu::item:selected {{ background: {pressed}; }}
QMenu::item:disabled {{ color: {colours.muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {colours.grid}; margin: 4px 6px; }}
QStatusBar {{ border-top: 1px solid {colours.grid}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ border: 1px solid {colours.border}; border-radius: 3px; background: {colours.base}; text-align: center; }}
QProgressBar::chunk {{ background: {colours.accent}; border-radius: 2px; }}
QSplitter::handle {{ background: {colours.grid}; }}
QSplitter::handle:hover {{ background: {colours.accent}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {handle}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {colours.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QAbstractItemView {{ border: 1px solid {colours.grid}; }}
QAbstractItemView:focus {{ border-color: {colours.accent}; }}
"""
