"""All that is known of one policy event: stages, clock, chain, who tells it in which tone, what contradicts it, its reach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.analysis.chains import chain
from core.analysis.clocks import running
from core.analysis.contradictions import of_event
from core.analysis.reports import same_events, told_by, variants
from core.analysis.stages import Span, resumptions, spans, standing, told_days
from core.model import PolicyEvent, Workspace
from core.model.instruments import instrument, instruments
from core.views.policy_clocks import ClockRow, clock_row
from core.views.policy_on_day import contradiction_words
from core.views.policy_reach import Reach, reach
from core.views.policy_words import ROLES, about, event_title, instrument_words, places, reason_words, source_titles, state_words, word
from core.words import _, plural


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage in words. date: as it is known; days: what it can mean, where that is more than a day; first, last: those days; state: of
    `core.analysis.stages`, for its colour.
    """

    stage: str
    name: str
    date: str
    days: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class ChainRow:
    """An event of the chain: how deep it stands, its date and title, and what it is (its instrument, or the deadline of one before it);
    here: it is the event itself.
    """

    event: str
    depth: int
    date: str
    title: str
    kind: str
    here: bool
    deadline: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Who tells the event: sources of one voice, their tone in a word and its colour; events: ids of reports that are events themselves;
    variants: words in which near-duplicate titles differ, (one, other, how often).
    """

    sources: str
    tone: str
    role: str
    note: str
    events: tuple[str, ...] = ()
    variants: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """One event as the panel shows it. facts: (name, words) of its fields that are filled; state: on the day; why: what it rests on."""

    event: str
    title: str
    state: str
    role: str
    why: str
    stages: tuple[StageRow, ...]
    clock: ClockRow | None
    facts: tuple[tuple[str, str], ...]
    chain: tuple[ChainRow, ...]
    chain_note: str
    reports: tuple[ReportRow, ...]
    contradictions: tuple[str, ...]
    reach: Reach
    note: str


def details(workspace: Workspace, event_id: str, day: dt.date) -> Details | None:
    """The event as it stands on `day`; None where it is gone."""
    event = workspace.events.get(event_id)
    if event is None:
        return None
    told = told_days(workspace.events, workspace.sources).get(event_id)
    how = standing(event, day, told, resumptions(workspace.events).get(event_id))
    clock = running(event, day)
    rows, note = chain_rows(workspace, event_id)
    return Details(
        event=event_id, title=event_title(event), state=state_words(how), role=ROLES.get(how.state, "text"), why=reason_words(how),
        stages=stage_rows(event, told), clock=None if clock is None else clock_row(workspace, clock), facts=_facts(workspace, event),
        chain=rows, chain_note=note, reports=report_rows(workspace, event_id),
        contradictions=tuple(contradiction_words(workspace, one) for one in of_event(event)), reach=reach(workspace, event_id),
        note=event.note,
    )  # fmt: skip


def stage_rows(event: PolicyEvent, told: dt.date | None = None) -> tuple[StageRow, ...]:
    """The stages of an event in order, each with the days on which it can have begun."""
    return tuple(_stage(one) for one in spans(event, told))


def chain_rows(workspace: Workspace, event_id: str) -> tuple[tuple[ChainRow, ...], str]:
    """The chain that an event belongs to, none where it stands alone; and what is wrong with it, in a sentence."""
    found = chain(workspace.events, event_id)
    note = _("The events follow each other in a circle; it was cut at {title}.") if found.circle else ""
    note = note.format(title=event_title(workspace.events[found.circle])) if found.circle else note
    if found.missing:
        note = _("It follows the event {id}, which is not in the workspace.").format(id=found.missing)
    if len(found.links) < 2:
        return (), note
    rows = []
    for link in found.links:
        event = workspace.events[link.event]
        date = str(event.when or _("no date"))
        kind = _("deadline") if link.deadline else word(event.instrument)
        rows.append(ChainRow(link.event, link.depth, date, event_title(event), kind, link.event == event_id, link.deadline))
    return tuple(rows), note


def report_rows(workspace: Workspace, event_id: str) -> tuple[ReportRow, ...]:
    """The voices that tell an event: its sources, near duplicates together, then events that are reports of the same."""
    event = workspace.events[event_id]
    rows = []
    for one in told_by(event, workspace.sources):
        first, *more = (workspace.sources[key] for key in one.sources)
        differ = variants(first.title_zh or first.title, more[0].title_zh or more[0].title) if more else ()
        note = plural(
            "nearly the same text, counted once ({count} source)", "nearly the same text, counted once ({count} sources)", len(one.sources)
        )
        rows.append(ReportRow(source_titles(workspace, one.sources), *_tone(one.tone), note if more else "", (), differ))
    near = [one for one in same_events(_near(workspace, event)) if event_id in (one.first, one.second)]
    for pair in near:
        other = workspace.events[pair.second if pair.first == event_id else pair.first]
        note = _("seems to be the same event: titles {share} % alike").format(share=f"{100 * pair.ratio:.0f}")
        voices = told_by(other, workspace.sources)
        tone = _tone(voices[0].tone if voices else "")
        rows.append(ReportRow(event_title(other), *tone, note, (other.id,), variants(event.title, other.title)))
    return tuple(rows)


def _near(workspace: Workspace, event: PolicyEvent) -> list[PolicyEvent]:
    """The events that can be reports of this one: its instrument, and a country of it."""
    return [one for one in workspace.events.values() if one.instrument == event.instrument and set(one.actors) & set(event.actors)]


def _tone(tone: str) -> tuple[str, str]:
    return {"relief": (_("relief"), "good"), "threat": (_("threat"), "danger")}.get(tone, (_("no tone"), "muted"))


def _stage(one: Span) -> StageRow:
    date = _("no date, told by the status") if one.date is None else str(one.date)
    days = "" if one.first == one.last else _days(one)
    return StageRow(one.stage, word(one.stage), date, days, one.first, one.last)


def _days(one: Span) -> str:
    if one.first == dt.date.min and one.last == dt.date.max:
        return _("on an unknown day")
    if one.first == dt.date.min:
        return _("by {last} at the latest").format(last=one.last)
    if one.last == dt.date.max:
        return _("not before {first}").format(first=one.first)
    return _("between {first} and {last}").format(first=one.first, last=one.last)


def _facts(workspace: Workspace, event: PolicyEvent) -> tuple[tuple[str, str], ...]:
    kind = instrument(event.instrument, instruments(workspace.scenarios.values()))
    sources = source_titles(workspace, (part for one in event.source.split(";") if (part := one.strip())))
    facts = (
        (_("Countries"), places(event.actors)),
        (_("Target countries"), places(event.targets)),
        (_("Minerals"), about(event)),
        (_("Instrument"), instrument_words(kind) if event.instrument else ""),
        (_("Direction"), word(event.direction)),
        (_("Status"), word(event.status)),
        (_("Key figures"), event.key_figures),
        (_("Summary"), event.summary),
        (_("Basis of the date"), event.date_basis),
        (_("Source"), sources),
        (_("Cell"), event.cell),
    )
    return tuple((name, text) for name, text in facts if text)
