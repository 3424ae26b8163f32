"""Every key of the desk on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from core.words import _
from gui.commands import MENUS


class KeysDialog(QDialog):
    """The menus' keys, taken from their declarations, and those of charts, the timeline and grids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys_dialog")
        self.setWindowTitle(_("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = QLabel(_page(), self)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)


def _page() -> str:
    columns = [
        [(_("Everywhere"), _menu_keys())],
        [(_("On a chart"), _chart_keys())],
        [(_("On the timeline"), _timeline_keys()), (_("On the Overview"), _overview_keys())],
        [(_("In a table"), _grid_keys())],
    ]
    pages = ("".join(_group(title, keys) for title, keys in groups) for groups in columns)
    cells = "".join(f"<td style='padding-right: 28px' valign='top'>{page}</td>" for page in pages)
    return f"<table><tr>{cells}</tr></table>"


def _group(title: str, keys: list[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><td style='padding-right: 12px'><b>{key}</b></td><td>{words}</td></tr>" for key, words in keys)
    return f"<h3>{title}</h3><table>{rows}</table>"


def _menu_keys() -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    commands = (entry for _name, _title, entries in MENUS for entry in entries if entry is not None and entry.keys)
    return [(QKeySequence(entry.keys[0]).toString(native), entry.text().replace("&", "").rstrip("…")) for entry in commands]


def _chart_keys() -> list[tuple[str, str]]:
    return [
        ("← →", _("from point to point")),
        ("Shift ← →", _("move the view")),
        ("↑ ↓", _("from policy event to policy event")),
        ("+ −", _("zoom")),
        ("Home End", _("first and last point")),
        ("Return", _("pin the reading, or open the event")),
        ("Esc", _("free the reading")),
        ("V L", _("values, logarithmic scale")),
        ("C I", _("percent, or 100, since a pinned day")),
        ("B", _("pin the day under the crosshair as that day")),
        ("D S", _("drawdown, statistics")),
        ("N", _("new ratio or spread")),
        ("P", _("policy events")),
        ("G T", _("fill gaps, note at the day read")),
        ("Ctrl+C Ctrl+Shift+C", _("copy the picture, copy its numbers")),
        ("Ctrl+P", _("save the picture")),
        ("S", _("stocks on each other, or as lines")),
        ("Y", _("a stock against its last years")),
        ("C", _("what moved and what was relabelled")),
        ("M", _("figures that the data do not allow")),
    ]


def _timeline_keys() -> list[tuple[str, str]]:
    return [
        ("← →", _("from event to event of a lane")),
        ("↑ ↓", _("to the nearest event of the next row")),
        ("Home End", _("first and last event of the lane")),
        ("Ctrl+Home End", _("first and last event of all")),
        ("Return", _("choose the event on all tabs")),
        ("Esc", _("choose none")),
        ("+ −", _("zoom")),
        ("0", _("every date")),
        ("Shift ← →", _("move the view")),
        ("U", _("the undated events of the lane")),
        ("F2", _("edit the event")),
    ]


def _grid_keys() -> list[tuple[str, str]]:
    return [
        ("F2", _("edit the cell")),
        ("Return", _("write and go down")),
        ("Tab", _("write and go right")),
        ("Delete", _("empty the cells")),
        ("Ctrl+C", _("copy for Excel")),
        ("Ctrl+V", _("paste from Excel")),
        ("Ctrl+F", _("filter")),
    ]


def _overview_keys() -> list[tuple[str, str]]:
    return [
        ("Return", _("show the mineral, event or source")),
        ("Alt+Return", _("explain this number")),
        ("Ctrl+C", _("copy the row")),
    ]
