"""The clocks of the Policy tab: each deadline counted to a day, with a bar; notice periods; the same days as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.analysis.clocks import Notice, Running, clocks, notices
from core.analysis.deadlines import deadline
from core.io.ics import CalendarDay, write_calendar
from core.model import PolicyEvent, Workspace
from core.task import Refused
from core.views.explained import Explained, inputs_of, number
from core.views.overview import DeadlineRow, deadline_row
from core.views.policy_words import event_title, places
from core.words import _, plural


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock as it is read. row: title, due date, days and how they were counted; countries: who acts; state: in a word; role: its colour.

    passed: the share of the period that is over, from 0 to 1, None where its start is not known; bar: the same in words.
    """

    event: str
    row: DeadlineRow
    countries: str
    state: str
    role: str
    passed: float | None
    bar: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """How long before it applied a measure was announced, in words; years: the number, low and high what its dates allow."""

    event: str
    title: str
    countries: str
    years: float
    words: str
    explained: Explained


def clock_rows(workspace: Workspace, day: dt.date, only: Collection[str] | None = None) -> tuple[ClockRow, ...]:
    """Every clock and deadline counted to `day`: those ahead, the next one first, then those that have passed, the latest first. only:
    the ids that a filter leaves.
    """
    return tuple(clock_row(workspace, one) for one in clocks(_left(workspace, only), day))


def explained_clock(workspace: Workspace, row: ClockRow) -> Explained:
    """How the days were counted, and the event behind them."""
    definition = "\n\n".join((row.row.tip, _("Days left = the last day of the period − the day counted to. The last day itself counts 0.")))
    text = " · ".join(part for part in (row.row.left, row.bar) if part)
    return Explained("clock", "clocks", row.row.title, None, "", row.row.due, definition, inputs_of(workspace, [row.event]), text=text)


def notice_rows(workspace: Workspace, only: Collection[str] | None = None) -> tuple[NoticeRow, ...]:
    """The notice of every restrictive measure that has two dates, the shortest first. only: the ids that a filter leaves."""
    found = notices(workspace.events)
    wanted = None if only is None else set(only)
    return tuple(_notice_row(workspace, one) for one in found if wanted is None or one.event in wanted)


def no_clocks(workspace: Workspace, left: int | None = None) -> str:
    """Why there is no clock, and what would make one. left: how many events a filter leaves."""
    if left is not None and any(deadline(event, dt.date.min) for event in workspace.events.values()):
        return _("No event that passes the filter has a deadline or a clock. Clear the filter to see all of them.")
    if not workspace.events:
        return _("No policy events yet: import a list of measures with a column for the deadline or the period.")
    return _("No policy event has a deadline or a clock. Type one in the Data tab: 180 days, 6 months or 1 year.")


def calendar_days(workspace: Workspace, day: dt.date | None = None, only: Collection[str] | None = None) -> tuple[CalendarDay, ...]:
    """The deadlines as days of a calendar; one that is known to the month is all of the month. day: leaves out those past by then."""
    found = clocks(_left(workspace, only), day or dt.date.min)
    return tuple(_calendar_day(workspace, one) for one in found if day is None or one.deadline.days_last >= 0)


def write_deadlines(workspace: Workspace, path: Path, now: dt.datetime, only: Collection[str] | None = None) -> int:
    """Write the deadlines to OUT.ics; how many there are. Raises `Refused` when there is none, or the file cannot be written."""
    days = calendar_days(workspace, only=only)
    if not days:
        raise Refused(_("There is no deadline to write: {reason}").format(reason=no_clocks(workspace)))
    write_calendar(path, days, _("{workspace}: deadlines").format(workspace=workspace.title or "Orebook"), now)
    return len(days)


def counted(rows: Collection[ClockRow], day: dt.date) -> str:
    """How many clocks there are, and the day that they are counted to."""
    ahead = sum(row.row.deadline.days_last >= 0 for row in rows)
    clocks_ = plural("{count} clock", "{count} clocks", len(rows))
    return _("{clocks}, {ahead} of them ahead; counted to {day}").format(clocks=clocks_, ahead=f"{ahead:,}", day=day)


def _left(workspace: Workspace, only: Collection[str] | None) -> Mapping[str, PolicyEvent]:
    if only is None or len(only) == len(workspace.events):
        return workspace.events
    wanted = set(only)
    return {key: event for key, event in workspace.events.items() if key in wanted}


def clock_row(workspace: Workspace, one: Running) -> ClockRow:
    """One clock in words."""
    event = workspace.events[one.deadline.event]
    words = {
        "not begun": _("not begun"), "running": _("running"), "due": _("due by now"), "overdue": _("overdue"), "lapsed": _("lapsed"),
        "closed": _("closed"),
    }  # fmt: skip
    roles = {"overdue": "danger", "due": "warning", "lapsed": "muted", "closed": "muted", "not begun": "muted"}
    bar = ""
    if one.passed is not None and one.days is not None:
        days = plural("{count} day", "{count} days", one.days)
        bar = _("{share} % of {days} over").format(share=f"{100 * one.passed:.0f}", days=days)
    row = deadline_row(workspace.events, one.deadline)
    return ClockRow(event.id, row, places(event.actors), words[one.state], roles.get(one.state, "text"), one.passed, bar)


def _notice_row(workspace: Workspace, one: Notice) -> NoticeRow:
    event = workspace.events[one.event]
    years = f"{one.years:.1f}"
    words = _("no notice: at once") if not one.high else _("{years} years").format(years=years)
    if one.high - one.low >= 0.05:
        words = _("{years} years ({low} to {high}, as its dates are known)").format(
            years=years, low=f"{one.low:.1f}", high=f"{one.high:.1f}"
        )
    definition = _(
        "From the first day of the announcement to the first day on which it applies, in years of 365.25 days: {start} to {end}."
    )
    told = definition.format(start=one.announced, end=one.effective)
    ids = (one.event, one.follower) if one.follower else (one.event,)
    explained = Explained(
        "notice", "clocks", event_title(event), one.years, _("years"), str(one.effective), told, inputs_of(workspace, ids), words
    )
    return NoticeRow(one.event, event_title(event), places(event.actors), one.years, words, explained)


def _calendar_day(workspace: Workspace, one: Running) -> CalendarDay:
    event, due = workspace.events[one.deadline.event], one.deadline
    title = event_title(event)
    if due.first != due.last:
        title = _("{title} (known as {date} only)").format(title=title, date=event.deadline or f"{due.first} – {due.last}")
    lines = [deadline_row(workspace.events, due).tip, event.summary, event.key_figures, places(event.actors)]
    if one.days is not None:
        lines.append(_("The whole period: {days} days.").format(days=number(one.days)))
    return CalendarDay(f"deadline/{event.id}", due.first, due.last, title, "\n".join(line for line in lines if line), event.instrument)
