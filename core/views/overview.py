"""What the Overview shows beside the signal board: the next deadlines, what came in with the last imports, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.clocks import lapses
from core.analysis.deadlines import OVER, Deadline, clock_start, deadlines
from core.model import PARTS, PolicyEvent, Problem, Series, Source, Workspace
from core.model.places import origins_used
from core.views.explained import Explained, inputs_of
from core.views.naming import title_of
from core.views.prices import mineral_title
from core.words import _, plural

_NAMED = 3  # names in a line; more are counted


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline as it is read. due: the date as exactly as it is known; left: the days to it; role: "warning" when overdue, "muted" when
    it ran out by itself, else "text".

    about: the minerals it concerns; tip: how it was counted, and what else hangs on it.
    """

    deadline: Deadline
    title: str
    due: str
    left: str
    role: str
    about: str
    tip: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """Files that came in at one moment. when: UTC, to the minute; files: their names; brought: what the workspace has of them;
    problems: in words, none for none; role: "danger", "warning" or "muted", by the worst of them; source: the id of the first file.
    """

    when: str
    files: str
    brought: str
    problems: str
    role: str
    source: str


def deadline_rows(workspace: Workspace, day: dt.date) -> tuple[DeadlineRow, ...]:
    """The deadlines of policy events counted to a day: those ahead, the next one first, then those overdue."""
    return tuple(deadline_row(workspace.events, one) for one in deadlines(workspace.events, day))


def explained_deadline(workspace: Workspace, row: DeadlineRow) -> Explained:
    """How a deadline was counted, and the events behind it."""
    ids = (row.deadline.event, *row.deadline.with_it)
    text = f"{row.due}: {row.left}"
    return Explained("deadline", "deadlines", row.title, None, "", "", row.tip, inputs_of(workspace, ids), text=text)


def import_rows(workspace: Workspace) -> tuple[ImportRow, ...]:
    """The imports whose files the workspace still has, the last one first. Files that came in at one moment are one import."""
    moments: dict[str, list[Source]] = {}
    for source in workspace.sources.values():
        if source.imported:
            moments.setdefault(source.imported, []).append(source)
    if not moments:
        return ()
    brought = _brought(workspace)
    problems: dict[str, list[Problem]] = {}
    for problem in workspace.problems.values():
        problems.setdefault(problem.source, []).append(problem)
    return tuple(_import_row(moments[moment], brought, problems) for moment in sorted(moments, reverse=True))


def since_words(workspace: Workspace, steps: Iterable[tuple[str, Workspace]]) -> str:
    """What was done since the last import, in a sentence; empty before the first. steps: label and workspace before it, in order."""
    newest = max((one.imported for one in workspace.sources.values()), default="")
    if not newest:
        return ""
    labels = [label for label, before in steps if any(one.imported == newest for one in before.sources.values())]
    if not labels:
        return _("Nothing was changed in this session since then.")
    shown = ", ".join(labels[-_NAMED:][::-1]) + (", …" if len(labels) > _NAMED else "")
    return _("Since then: {steps} ({labels}).").format(steps=plural("{count} step", "{count} steps", len(labels)), labels=shown)


def no_signals(workspace: Workspace) -> str:
    """Why the board is empty, and what would fill it."""
    if not workspace.series and not workspace.figures:
        return _("No signal yet: the workspace has no series and no figures. Drop a spreadsheet on the window to import some.")
    return _(
        "No signal yet. The board needs figures of reports (price change, fund flow, stocks, purchases, forecasts), or a stock that is "
        "reported at least monthly."
    )


def no_deadlines(workspace: Workspace) -> str:
    """Why there is no deadline to show."""
    if not workspace.events:
        return _("No policy events yet: import a list of measures with a column for the deadline or the period.")
    return _("No policy event has a deadline or a clock that is still open.")


def no_cards(workspace: Workspace) -> str:
    """Why there is no scorecard to show."""
    if not workspace.figures:
        return _("No figures of reports yet. The scorecard needs at least two of: forecasts, fund flows, demand at risk, free float.")
    return _("The scorecard needs at least two of: price against a forecast path, fund flows, demand at risk, free float.")


def no_imports() -> str:
    """Why there is no import to show."""
    return _("Nothing was imported into this workspace yet. Drop a spreadsheet on the window, or press Ctrl+I.")


# --- deadlines


def deadline_row(events: Mapping[str, PolicyEvent], one: Deadline) -> DeadlineRow:
    """One deadline in words; what lapsed or is over is not overdue."""
    event = events[one.event]
    gone = one.days_last < 0 and (lapses(event) or event.status in OVER)
    title = title_of(event)
    return DeadlineRow(
        deadline=one,
        title=title,
        due=_due(event, one),
        left=_ran_out(one) if gone else _left(one),
        role="muted" if gone else "warning" if one.state == "overdue" else "text",
        about=_about(event),
        tip="\n".join(part for part in (title, _counted(event, one), *_with(events, one)) if part),
    )


def _due(event: PolicyEvent, one: Deadline) -> str:
    if event.deadline is not None:
        return str(event.deadline)
    return str(one.last) if one.first == one.last else _("{first} to {last}").format(first=one.first, last=one.last)


def _ran_out(one: Deadline) -> str:
    return plural("ran out {count} day ago", "ran out {count} days ago", -one.days_last)


def _left(one: Deadline) -> str:
    if one.days_last < 0:
        return plural("{count} day overdue", "{count} days overdue", -one.days_last)
    if one.days_first < 0:
        return plural("due by now, {count} day left at most", "due by now, {count} days left at most", one.days_last)
    if one.days_first == one.days_last:
        return plural("{count} day left", "{count} days left", one.days_last) if one.days_last else _("today")
    return _("{first} to {last} days left").format(first=f"{one.days_first:,}", last=f"{one.days_last:,}")


def _about(event: PolicyEvent) -> str:
    titles = [mineral_title(one) for one in event.minerals]
    return ", ".join(titles[:_NAMED]) + (", …" if len(titles) > _NAMED else "")


def _counted(event: PolicyEvent, one: Deadline) -> str:
    clock = _clock_words(event)
    if one.by_clock:
        return _("Counted by the clock: {sum}.").format(sum=clock)
    if one.clock_differs is not None:
        return _("The event states {due}; its clock gives another day: {sum}.").format(due=event.deadline, sum=clock)
    if clock:
        return _("The event states {due}, as its clock does: {sum}.").format(due=event.deadline, sum=clock)
    return _("The event states {due}.").format(due=event.deadline)


def _clock_words(event: PolicyEvent) -> str:
    start = clock_start(event)
    if event.clock is None or start is None:
        return ""
    first, last = event.clock.deadline(start.start), event.clock.deadline(start.end)
    end = str(first) if first == last else _("{first} to {last}").format(first=first, last=last)
    return _("{start} + {clock} = {end}").format(start=start, clock=event.clock, end=end)


def _with(events: Mapping[str, PolicyEvent], one: Deadline) -> Sequence[str]:
    titles = [title_of(events[key]) for key in one.with_it]
    return [_("Due with it:"), *(f"– {title}" for title in titles)] if titles else []


# --- imports


@dataclass(slots=True)
class _Brought:
    """What the workspace has of one source: series, their values and last day, records of other kinds."""

    series: int = 0
    values: int = 0
    last: np.datetime64 | None = None
    records: int = 0


def _brought(workspace: Workspace) -> Mapping[str, _Brought]:
    found: dict[str, _Brought] = {}
    for series in workspace.series.values():
        _count_points(series, found)
    for part in PARTS:
        if part in {"series", "sources", "problems", "recipes"}:
            continue
        for record in getattr(workspace, part).values():
            for key in {one.strip() for one in getattr(record, "source", "").split(";")} - {""}:
                found.setdefault(key, _Brought()).records += 1
    return found


def _count_points(series: Series, found: dict[str, _Brought]) -> None:
    """Count each value for the file that it stands in: months of one series may have come with as many files."""
    used = origins_used(series.points.places)
    for at, source in enumerate(origin.source for origin in series.origins):
        own = np.flatnonzero(used == at)
        if len(own):
            one = found.setdefault(source, _Brought())
            one.series += 1
            one.values += len(own)
            day = series.points.dates[own[-1]]
            one.last = day if one.last is None or day > one.last else one.last


def _import_row(sources: Sequence[Source], brought: Mapping[str, _Brought], problems: Mapping[str, Sequence[Problem]]) -> ImportRow:
    names = [one.file or one.title or one.id for one in sources]
    files = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        files = _("{names} and {more} more").format(names=files, more=len(names) - _NAMED)
    own = [one for source in sources for one in problems.get(source.id, ())]
    severities = {one.severity for one in own}
    return ImportRow(
        when=sources[0].imported[:16],
        files=files,
        brought=_brought_words([brought[one.id] for one in sources if one.id in brought]),
        problems=_problem_words(own),
        role="danger" if "error" in severities else "warning" if "warning" in severities else "muted",
        source=sources[0].id,
    )


def _brought_words(all_of_it: Sequence[_Brought]) -> str:
    series, values, records = (sum(getattr(one, name) for one in all_of_it) for name in ("series", "values", "records"))
    last = max((one.last for one in all_of_it if one.last is not None), default=None)
    parts = []
    if series:
        counted = plural("{count} series", "{count} series", series), plural("{count} value", "{count} values", values)
        parts.append(_("{series}, {values} to {last}").format(series=counted[0], values=counted[1], last=last))
    if records:
        parts.append(plural("{count} record", "{count} records", records))
    return "; ".join(parts) or _("nothing that is still there")


def _problem_words(problems: Sequence[Problem]) -> str:
    counts: tuple[tuple[str, Callable[[int], str]], ...] = (
        ("error", lambda count: plural("{count} error", "{count} errors", count)),
        ("warning", lambda count: plural("{count} warning", "{count} warnings", count)),
        ("note", lambda count: plural("{count} note", "{count} notes", count)),
    )
    counted = ((words, sum(1 for one in problems if one.severity == severity)) for severity, words in counts)
    return ", ".join(words(count) for words, count in counted if count)
