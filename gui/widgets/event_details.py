"""One policy event beside the timeline: to be read, and to be edited in place."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from core.model import Column
from core.views.event_details import EventDetails
from core.views.explained import Explained
from core.views.policy_clocks import ClockRow
from core.views.policy_details import Details
from core.views.policy_overview import Overview
from core.words import _
from gui.theme import current
from gui.widgets.event_form import RecordForm

_FIGURES = 8  # of the reach of an event, the largest
_BUTTONS = ("edit", "new", "copy", "delete", "study", "in_data")


class EventPane(QWidget):
    """Tells what is wanted of the event shown: `edited` (field, text), `new_wanted`, `copy_wanted`, `delete_wanted`, `record_wanted`
    (part, id), `event_wanted` with the id of another event of its chain, `study_wanted` with the event and the prices that it can
    be studied on, and `explain_wanted` with a figure, an `Explained`.
    """

    edited = Signal(str, str)
    new_wanted = Signal()
    copy_wanted = Signal()
    delete_wanted = Signal()
    study_wanted = Signal(str, object)
    record_wanted = Signal(str, str)
    event_wanted = Signal(str)
    explain_wanted = Signal(object)

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
        self.buttons["study"].clicked.connect(self._ask_study)
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

    def set_event(self, event: EventDetails | None, texts: Mapping[str, str], empty: str, whole: Overview | None = None) -> None:
        """Show this event, its fields as `texts`; without one, what there is as a whole, and say `empty`."""
        self._shown, self._empty, self._whole = event, empty, whole
        for name in ("edit", "copy", "delete", "in_data"):
            self.buttons[name].setEnabled(event is not None)
        self.buttons["study"].setEnabled(event is not None and bool(event.told.reach.prices))
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
        self.text.setHtml(_html(self._shown) if self._shown is not None else _without(self._whole, self._empty))

    def plain(self) -> str:
        """What can be read, as text."""
        return self.text.toPlainText()

    def _ask_study(self) -> None:
        if self._shown is not None:
            self.study_wanted.emit(self._shown.id, self._shown.told.reach.prices)

    def _open_in_data(self) -> None:
        if self._shown is not None:
            self.record_wanted.emit("events", self._shown.id)

    def _follow(self, url: QUrl) -> None:
        part, _slash, key = QUrl.fromPercentEncoding(url.toEncoded().data()).partition("/")
        if part == "event":
            self.event_wanted.emit(key)
        elif part == "figure" and self._shown is not None:
            self.explain_wanted.emit(figures_of(self._shown.told)[int(key)])
        else:
            self.record_wanted.emit("sources", key)

    def _button(self, name: str) -> QToolButton:
        words = {
            "edit": (_("Edit"), _("Edit the fields of this event (F2)")),
            "new": (_("New"), _("A new event")),
            "copy": (_("Duplicate"), _("A copy of this event")),
            "delete": (_("Delete"), _("Delete this event; it can be undone")),
            "study": (_("Study"), _("What prices did about this event")),
            "in_data": (_("In Data"), _("Go to this event in the table of the Data tab")),
        }[name]
        button = QToolButton(self)
        button.setObjectName(f"event_{name}")
        button.setText(words[0])
        button.setToolTip(words[1])
        return button


def _html(event: EventDetails) -> str:
    told = event.told
    parts = [f"<h3 style='margin:0'>{_say(event.title)}</h3>"]
    if event.other_title:
        parts.append(f"<p style='margin:2px 0'>{_say(event.other_title)}</p>")
    parts.append(_paragraph("", " · ".join(event.kind)))
    state = _("{state} on {day}").format(state=told.state[:1].upper() + told.state[1:], day=event.as_of)
    parts.append(f"<p style='margin:4px 0'>{_coloured(state, told.role)}{_after(told.why)}</p>")
    parts.append(_stages(told))
    if told.clock is not None:
        parts.append(f"<p style='margin:4px 0'>{_label(_('Clock'))}{_coloured(_due(told.clock), told.clock.role)}</p>")
    parts += [_paragraph(name, text) for name, text in told.facts if name not in _told_elsewhere()]
    parts.append(_paragraph(_("Note"), told.note))
    parts += [_reach(told), _reports(event), _chain(told)]
    parts += [f"<p style='margin:4px 0'>{_coloured(one, 'warning')}</p>" for one in (*told.contradictions, told.chain_note) if one]
    return f"<div style='color:{current().text}'>{''.join(parts)}</div>"


def _without(whole: Overview | None, empty: str) -> str:
    """What there is as a whole, its next deadlines as links, and what to do."""
    parts = []
    if whole is not None:
        states = "<br>".join(_coloured(words, role) for words, role in whole.states)
        parts = [f"<h3 style='margin:0'>{_say(whole.title)}</h3>", f"<p style='margin:6px 0'>{states}</p>"]
        if whole.next:
            lines = [f"{_link('event', one.event, one.row.title)}<br>{_coloured(_due(one), one.role)}" for one in whole.next]
            parts.append(f"<p style='margin:6px 0'>{_label(_('Next deadlines'))}{'<br>'.join(lines)}</p>")
    parts.append(f"<p style='margin:6px 0'>{_coloured(empty, 'muted')}</p>")
    return f"<div style='color:{current().text}'>{''.join(parts)}</div>"


def _due(clock: ClockRow) -> str:
    return " · ".join(one for one in (_("due {date}").format(date=clock.row.due), clock.row.left, clock.bar) if one)


def _told_elsewhere() -> frozenset[str]:
    return frozenset((_("Direction"), _("Status"), _("Source")))


def _stages(told: Details) -> str:
    if not told.stages:
        return f"<p>{_say(_('No date of this event is known.'))}</p>"
    rows = "".join(
        f"<tr><td>{_coloured(one.name, 'muted')}&nbsp;&nbsp;</td><td><b>{_say(one.date)}</b>{_after(one.days)}</td></tr>"
        for one in told.stages
    )
    return f"<table cellspacing='0' cellpadding='1'>{rows}</table>"


def _reach(told: Details) -> str:
    """The first figures of what an event touches, each a link to its explanation."""
    figures = figures_of(told)[:_FIGURES]
    if not figures:
        return ""
    lines = []
    for at, one in enumerate(figures):
        value = f"{one.shown} {one.unit}".strip() + (f" ({one.date})" if one.date else "")
        lines.append(_link("figure", str(at), _("{title}: {value}").format(title=one.title, value=value)))
    return f"<p style='margin:6px 0'>{_label(_('Reach'))}{'<br>'.join(lines)}</p>"


def figures_of(told: Details) -> list[Explained]:
    """The figures of an event's reach that can be had."""
    return [one for one in (*told.reach.shares, *told.reach.covers) if not one.missing]


def _reports(event: EventDetails) -> str:
    links = "<br>".join(_link("source", one.key, one.text) for one in event.sources)
    tones = "<br>".join(
        f"{_say(one.sources)}: {_coloured(one.tone, one.role)}{_after(one.note)}"
        for one in event.told.reports
        if one.role != "muted" or one.note
    )
    told = "<br>".join(one for one in (links, tones) if one)
    return f"<p style='margin:6px 0'>{_label(_('Told by'))}{told}</p>" if told else ""


def _chain(told: Details) -> str:
    if not told.chain:
        return ""
    steps = []
    for one in told.chain:
        words = _("{date} {title} ({kind})") if one.kind else _("{date} {title}")
        text = words.format(date=one.date, title=one.title, kind=one.kind)
        steps.append("&nbsp;" * 4 * one.depth + (f"<b>{_say(text)}</b>" if one.here else _link("event", one.event, text)))
    return f"<p style='margin:6px 0'>{_label(_('Chain of events'))}{'<br>'.join(steps)}</p>"


def _paragraph(label: str, text: str) -> str:
    if not text:
        return ""
    if not label:
        return f"<p style='margin:4px 0'>{_coloured(text, 'muted')}</p>"
    return f"<p style='margin:6px 0'>{_label(label)}{_say(text)}</p>"


def _label(text: str) -> str:
    return f"{_coloured(text, 'muted')}<br>"


def _after(text: str) -> str:
    return f" {_coloured(text, 'muted')}" if text else ""


def _coloured(text: str, role: str) -> str:
    return f"<span style='color:{getattr(current(), role)}'>{_say(text)}</span>"


def _say(text: str) -> str:
    return html.escape(text)


def _link(part: str, key: str, text: str) -> str:
    address = bytes(QUrl.toPercentEncoding(key).data()).decode()
    return f"<a href='{part}/{address}' style='color:{current().accent}'>{html.escape(text.strip())}</a>"
