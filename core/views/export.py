"""Exports: what a workspace holds, or what a tab shows, as workbooks and archives of text tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.io.chart_sheets import Chart, Line
from core.io.csv_export import write_archive
from core.io.layout import SHEETS
from core.io.record_sheets import marks_table, record_table, value_tables
from core.io.sheets import Table
from core.io.workbook import Written, write_workbook
from core.model import PARTS, Series, Workspace, collect
from core.task import Progress, Refused
from core.views.derived_formulas import with_formulas, with_inputs
from core.views.derived_series import complete
from core.views.money import caption, in_money
from core.views.policy_clocks import write_deadlines
from core.views.price_scale import AS_THEY_ARE, Scale, scaled
from core.views.price_statistics import statistics_table, statistics_view
from core.views.prices import series_title, shown_title
from core.words import _, plural

__all__ = ["ONLY", "Written", "chosen", "shown_workbook", "whole"]

_OVERVIEW_CHARTS, _OVERVIEW_LINES, _OVERVIEW_POINTS = 6, 8, 20_000

LATER = {".pptx": "PowerPoint", ".pdf": "PDF"}

# What may be asked for by a word: kinds of series, or a part of the workspace.
ONLY: dict[str, tuple[str, ...]] = {
    "prices": ("price", "forward", "forecast", "index"),
    "inventories": ("stock", "holding", "flow", "position"),
    "production": ("production",),
    "policy": ("events",),
    **{part.replace("_", "-"): (part,) for part in PARTS},
}


def whole(workspace: Workspace, path: Path, *, only: Collection[str] = (), progress: Progress | None = None) -> Written:
    """Write the workspace, or the part of it that the words of `only` name, to OUT.xlsx or OUT.csv.zip, by the name's ending; its
    deadlines to OUT.ics.

    Raises `Refused` for an ending or a word that is not known, and when the file cannot be written.
    """
    if path.suffix.casefold() in LATER:
        sentence = _("This version does not write {format} files yet; export to .xlsx, .csv.zip or .ics.")
        raise Refused(sentence.format(format=LATER[path.suffix.casefold()]))
    part = chosen(workspace, only)
    if path.suffix.casefold() == ".ics":
        count = write_deadlines(part, path, dt.datetime.now(dt.UTC))
        return Written(path, (), (plural("{count} deadline of policy events", "{count} deadlines of policy events", count),))
    if path.name.casefold().endswith(".csv.zip"):
        return write_archive(path, _with_scenarios(workspace, part, tables(part)), progress=progress)
    if path.suffix.casefold() != ".xlsx":
        raise Refused(_("{file} says no format that can be written; its name must end in .xlsx, .csv.zip or .ics.").format(file=path.name))
    drawn = overview(part.series.values())
    about = _about(part)
    if drawn:
        lines = sum(len(chart.lines) for chart in drawn)
        about.append((_("Charts"), _("{drawn} of {all} series").format(drawn=lines, all=len(part.series))))
    return write_workbook(path, _with_scenarios(workspace, part, tables(part)), about, drawn, progress=progress)


def shown_workbook(
    workspace: Workspace,
    ids: Sequence[str],
    first: dt.date,
    last: dt.date,
    path: Path,
    progress: Progress | None = None,
    scale: Scale = AS_THEY_ARE,
) -> Written:
    """Write the series that a chart shows, their own values between the two dates, with a native chart a unit; read back as they are.

    scale: how the native charts show them, and the unit of the statistics.
    Raises `Refused` when none of them is there any more, or the file cannot be written.
    """
    workspace = complete(workspace)
    shown_ids = [key for key in ids if key in workspace.series]
    cut = [_between(workspace.series[key], first, last) for key in with_inputs(workspace, shown_ids)]
    if not cut:
        raise Refused(_("Nothing is shown, so there is nothing to export."))
    named = {source for one in cut for source in (one.source, *(origin.source for origin in one.origins))}
    sources = [source for key, source in workspace.sources.items() if key in named]
    part = Workspace(title=workspace.title, series=collect(cut), sources=collect(sources))
    about = [*_about(part), (_("Dates shown"), _("{first} to {last}").format(first=first, last=last))]
    about += [(_("Prices"), said)] if (said := caption(workspace, ids, scale.money)) else []
    shown = in_money(workspace, scale.money)
    figures = statistics_table(statistics_view(shown, ids, first, last, scale.unit))
    drawn = charts(_between(_on(scale, shown.series[one.id]), first, last) for one in cut[: len(shown_ids)])
    drawn = [replace(chart, logarithmic=scale.mode == "log" and _positive(chart)) for chart in drawn]
    return write_workbook(path, [figures, *with_formulas(workspace, cut, tables(part))], about, drawn, progress=progress)


def chosen(workspace: Workspace, only: Collection[str]) -> Workspace:
    """The workspace with only what the words name, and the sources of that. Raises `Refused` for an unknown word."""
    words = [word.strip().casefold() for word in only if word.strip()]
    if not words:
        return workspace
    unknown = [word for word in words if word not in ONLY]
    if unknown:
        sentence = _("“{word}” cannot be exported by itself; the words are: {words}.")
        raise Refused(sentence.format(word=unknown[0], words=", ".join(ONLY)))
    wanted = {name for word in words for name in ONLY[word]}
    kept = {part: getattr(workspace, part) for part in PARTS if part in wanted}
    if "series" not in wanted:
        kept["series"] = collect(one for one in workspace.series.values() if one.kind in wanted)
    named = {source for records in kept.values() for one in records.values() for source in getattr(one, "source", "").split("; ")}
    kept.setdefault("sources", collect(source for key, source in workspace.sources.items() if key in named))
    return Workspace(title=workspace.title, **kept)


def tables(workspace: Workspace) -> list[Table]:
    """Every part that holds something, as sheets: the values of the series first, since they are what people look for."""
    series = list(workspace.series.values())
    made = value_tables(series)
    if series:
        marks = marks_table(series)
        made += [marks] if marks.count else []
    records = ((part, list(getattr(workspace, part).values())) for part in PARTS)
    return made + [record_table(part, found) for part, found in records if found]


def _with_scenarios(workspace: Workspace, part: Workspace, made: list[Table]) -> list[Table]:
    """The sheets of `part`, with what its scenarios assume and say as live formulas; the figures behind them are those of the whole."""
    from core.views.scenario_export import saved_tables

    return [*made, *saved_tables(replace(workspace, scenarios=part.scenarios))] if part.scenarios else made


def charts(series: Iterable[Series]) -> list[Chart]:
    """A chart a unit, in the order of the series."""
    by_unit: dict[str, list[Series]] = {}
    for one in series:
        by_unit.setdefault(one.unit, []).append(one)
    return [
        Chart(_title([series_title(one) for one in members], unit), unit, tuple(Line(series_title(one), one.points) for one in members))
        for unit, members in by_unit.items()
    ]


def overview(series: Iterable[Series]) -> list[Chart]:
    """The charts of a workbook that nobody chose the lines for: the units with the most series, a few lines each, none too long."""
    fits = [one for one in series if 1 < len(one.points) <= _OVERVIEW_POINTS]
    most = sorted(charts(fits), key=lambda chart: -len(chart.lines))[:_OVERVIEW_CHARTS]
    return [_first_lines(chart) for chart in most]


def _first_lines(chart: Chart) -> Chart:
    lines = chart.lines[:_OVERVIEW_LINES]
    return replace(chart, lines=lines, title=_title([line.title for line in lines], chart.unit))


def _title(titles: Sequence[str], unit: str) -> str:
    return ", ".join(titles[:4]) + (", …" if len(titles) > 4 else "") + (f" ({unit})" if unit else "")


def _between(series: Series, first: dt.date, last: dt.date) -> Series:
    return replace(series, points=series.points.between(np.datetime64(first, "D"), np.datetime64(last, "D")))


def _on(scale: Scale, series: Series) -> Series:
    shown = scaled(series, scale)
    return replace(series, title=shown_title(series, shown), unit=shown.unit, points=shown.points)


def _positive(chart: Chart) -> bool:
    return all(np.nanmin(line.points.values, initial=np.inf) > 0 for line in chart.lines)


def _about(workspace: Workspace) -> list[tuple[str, str]]:
    written = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    counts = ", ".join(f"{SHEETS[part]}: {len(getattr(workspace, part)):,}" for part in PARTS if len(getattr(workspace, part)))
    return [(_("Workspace"), workspace.title), (_("Written by"), "Orebook"), (_("Written at"), written), (_("Holds"), counts)]
