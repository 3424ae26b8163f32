"""What the Policy tab shows as a workbook: the events themselves, which come back as they are, and stages, clocks and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from core.analysis.stages import resumptions, standing, told_days
from core.io.record_sheets import record_table
from core.io.sheets import Table, Value, date_cell, table_of
from core.io.workbook import Written, write_workbook
from core.model import PartialDate, PolicyEvent, Precision, Workspace
from core.model.instruments import instrument, instruments
from core.task import Progress, Refused
from core.views.policy_clocks import clock_rows
from core.views.policy_ladder import ladder_views, scenario_table
from core.views.policy_matrix import matrix_table, matrix_view
from core.views.policy_on_day import on_day
from core.views.policy_standards import screen_rows
from core.views.policy_targets import figures_table, money_rows, target_rows
from core.views.policy_words import area_words, class_words, event_title, places, reason_words, state_words, word
from core.words import _


def policy_workbook(
    workspace: Workspace, path: Path, day: dt.date, only: Collection[str] | None = None, progress: Progress | None = None
) -> Written:
    """Write the events that a filter leaves, as they stand on `day`. Raises `Refused` when none is left, or the file cannot be written."""
    wanted = workspace.events.keys() if only is None else set(only)
    events = [one for key, one in workspace.events.items() if key in wanted]
    if not events:
        raise Refused(_("Nothing is shown, so there is nothing to export."))
    named = {one.strip() for event in events for one in event.source.split(";")}
    sources = [source for key, source in workspace.sources.items() if key in named]
    shown = {one.id for one in events}
    tables = [stages_table(workspace, day, shown), day_table(workspace, day, shown), matrix_table(matrix_view(workspace, shown))]
    tables += [scenario_table(view) for view in ladder_views(workspace, day) if view.root in shown]
    for name, rows in (
        (_("Targets"), target_rows(workspace, day)),
        (_("Money and alliances"), (*money_rows(workspace), *screen_rows(workspace))),
    ):
        tables += [figures_table(name, rows)] if rows else []
    tables.append(record_table("events", events))
    tables += [record_table("sources", sources)] if sources else []
    about = [(_("Workspace"), workspace.title), (_("Counted to"), day.isoformat()), (_("Events"), f"{len(events):,}")]
    return write_workbook(path, tables, about, progress=progress)


def stages_table(workspace: Workspace, day: dt.date, only: Collection[str]) -> Table:
    """A row an event: its stages as they are known, how it stands on the day, its deadline and the days left."""
    told, until, known = (
        told_days(workspace.events, workspace.sources),
        resumptions(workspace.events),
        instruments(workspace.scenarios.values()),
    )
    clocks = {row.event: row for row in clock_rows(workspace, day)}
    headers = [
        _("Id"), _("Title"), _("Countries"), _("Announced"), _("Adopted"), _("In force"), _("Suspended"), _("Ended"), _("State on the day"),
        _("Why"), _("Due"), _("Days left, least"), _("Days left, most"), _("Left"), _("Clock"), _("Period over, %"), _("Instrument"),
        _("Class"), _("OECD type"), _("IEA area"),
    ]  # fmt: skip
    rows: list[list[Value]] = []
    for key, event in workspace.events.items():
        if key not in only:
            continue
        how, row = standing(event, day, told.get(key), until.get(key)), clocks.get(key)
        kind = instrument(event.instrument, known)
        due: list[Value] = [None] * 6
        if row is not None:
            one = row.row.deadline
            share = None if row.passed is None else round(100 * row.passed, 1)
            due = [row.row.due, one.days_first, one.days_last, row.row.left, row.state, share]
        rows.append(
            [
                key, event_title(event), places(event.actors), *_dates(event), state_words(how), reason_words(how), *due,
                word(event.instrument), class_words(kind.class_), word(kind.oecd), area_words(kind.iea),
            ]
        )  # fmt: skip
    return table_of(_("Stages and clocks"), headers, rows)


def day_table(workspace: Workspace, day: dt.date, only: Collection[str]) -> Table:
    """The measures of the day by how they stand."""
    headers = [_("State"), _("Title"), _("Countries"), _("Minerals"), _("Instrument"), _("Since"), _("Why"), _("Id")]
    rows = [
        [row.state, row.title, row.countries, row.minerals, row.instrument, row.since, row.tip, row.event]
        for group in on_day(workspace, day, only).groups
        for row in group.rows
    ]
    return table_of(_("On {day}").format(day=day), headers, rows)


def _dates(event: PolicyEvent) -> list[Value]:
    return [_date(one) for one in (event.announced, event.adopted, event.in_force, event.suspended, event.ended)]


def _date(date: PartialDate | None) -> Value:
    if date is None:
        return None
    return date_cell(date.start) if date.precision is Precision.DAY else str(date)
