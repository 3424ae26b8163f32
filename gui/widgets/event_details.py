"""One policy event beside the timeline: to be read, and to be edited in place."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from core.model import Column
from core.views.event_details import EventDetails
from core.words import _
from gui.theme import current
from gui.widgets.event_form import RecordForm

_BUTTONS = ("edit", "new", "copy", "delete", "in_data")


class EventPane(QWidget):
    """Tells what is wanted of the event shown: `edited` (field, text), `new_wanted`, `copy_wanted`, `delete_wanted`, `record_wanted`
    (part, id), and `event_wanted` with the id of another event of its chain.
    """

    edited = Signal(str, str)
    new_wanted = Signal()
    copy_wanted = Signal()
    delete_wanted = Signal()
    record_wanted = Signal(str, str)
    event_wanted = Signal(str)

    def __init__(self, fields: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("event_pane")
        self._shown: EventDetails | None = None
        self._empty = ""
        self.text = QTextBrowser(self)
        self.text.setObjectName("event_text")
        self.text.setAccessibleName(_("The event chosen"))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow)
        self.form = RecordForm(fields, self)
        self.form.edited.connect(self.edited)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.text)
        self.pages.addWidget(self.form)
        self.buttons = {name: self._button(name) for name in _BUTTONS}
        self.buttons["edit"].setCheckable(True)
        self.buttons["edit"].toggled.connect(lambda on: self.pages.setCurrentIndex(int(on)))
        self.buttons["new"].clicked.connect(self.new_wanted)
        self.buttons["copy"].clicked.connect(self.copy_wanted)
        self.buttons["delete"].clicked.connect(self.delete_wanted)
        self.buttons["in_data"].clicked.connect(self._open_in_data)
        QShortcut(QKeySequence("F2"), self, self.buttons["edit"].toggle)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 2)
        self.heading = QLabel(_("Event"), self)
        bar.addWidget(self.heading, 1)
        for button in self.buttons.values():
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
        self.set_event(None, {}, "")

    def set_event(self, event: EventDetails | None, texts: Mapping[str, str], empty: str) -> None:
        """Show this event, its fields as `texts`; without one, say `empty`."""
        self._shown, self._empty = event, empty
        for name in ("edit", "copy", "delete", "in_data"):
            self.buttons[name].setEnabled(event is not None)
        if event is None:
            self.buttons["edit"].setChecked(False)
        else:
            self.form.set_texts(texts)
        self.heading.setText(event.id if event is not None else _("Event"))
        self.restyle()

    def start_editing(self) -> None:
        """Open the form at the title."""
        self.buttons["edit"].setChecked(True)
        self.form.editors["title"].setFocus()

    def restyle(self) -> None:
        """Write the event in the colours of now."""
        self.text.setHtml(
            _html(self._shown) if self._shown is not None else f"<p style='color:{current().muted}'>{html.escape(self._empty)}</p>"
        )

    def plain(self) -> str:
        """What can be read, as text."""
        return self.text.toPlainText()

    def _open_in_data(self) -> None:
        if self._shown is not None:
            self.record_wanted.emit("events", self._shown.id)

    def _follow(self, url: QUrl) -> None:
        part, _slash, key = QUrl.fromPercentEncoding(url.toEncoded().data()).partition("/")
        if part == "event":
            self.event_wanted.emit(key)
        else:
            self.record_wanted.emit("sources", key)

    def _button(self, name: str) -> QToolButton:
        words = {
            "edit": (_("Edit"), _("Edit the fields of this event (F2)")),
            "new": (_("New"), _("A new event")),
            "copy": (_("Duplicate"), _("A copy of this event")),
            "delete": (_("Delete"), _("Delete this event; it can be undone")),
            "in_data": (_("In Data"), _("Go to this event in the table of the Data tab")),
        }[name]
        button = QToolButton(self)
        button.setObjectName(f"event_{name}")
        button.setText(words[0])
        button.setToolTip(words[1])
        return button


def _html(event: EventDetails) -> str:
    colours, say = current(), html.escape
    muted = f"style='color:{colours.muted}'"
    parts = [f"<h3 style='margin:0'>{say(event.title)}</h3>"]
    if event.other_title:
        parts.append(f"<p style='margin:2px 0'>{say(event.other_title)}</p>")
    if event.kind:
        parts.append(f"<p {muted}>{say(' · '.join(event.kind))}</p>")
    if event.stages:
        rows = "".join(
            f"<tr><td {muted}>{say(stage)}&nbsp;&nbsp;</td><td><b>{say(date)}</b></td><td {muted}>&nbsp;{say(how)}</td></tr>"
            for stage, date, how in event.stages
        )
        parts.append(f"<table cellspacing='0' cellpadding='1'>{rows}</table>")
    else:
        parts.append(f"<p>{say(_('No date of this event is known.'))}</p>")
    parts += [f"<p style='margin:6px 0'><span {muted}>{say(label)}</span><br>{say(text)}</p>" for label, text in event.lines]
    if event.sources:
        links = "<br>".join(_link("source", one.key, one.text) for one in event.sources)
        parts.append(f"<p style='margin:6px 0'><span {muted}>{say(_('Source'))}</span><br>{links}</p>")
    if event.chain:
        steps = "<br>".join(
            "&nbsp;" * 4 * step.depth
            + (f"<b>{say(step.when)} {say(step.title)}</b>" if step.here else _link("event", step.event, f"{step.when} {step.title}"))
            for step in event.chain
        )
        parts.append(f"<p style='margin:6px 0'><span {muted}>{say(_('Chain of events'))}</span><br>{steps}</p>")
    return f"<div style='color:{colours.text}'>{''.join(parts)}</div>"


def _link(part: str, key: str, text: str) -> str:
    address = bytes(QUrl.toPercentEncoding(key).data()).decode()
    return f"<a href='{part}/{address}' style='color:{current().accent}'>{html.escape(text.strip())}</a>"
