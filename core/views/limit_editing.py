"""Floors and ceilings that the user writes: a form's texts to a figure of the workspace, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.model import Figure, PartialDate, Series, Source, Workspace, drop, put
from core.model.fields import columns, read, show
from core.model.units import UnitError, convert, parse_unit
from core.task import Refused
from core.views.data import Edited
from core.views.limits import VALID, side_of, valid_dates
from core.views.prices import series_title
from core.words import _


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds, as texts. series: the id of the price it holds for; whole: for all prices of that mineral instead."""

    side: str = "floor"
    series: str = ""
    whole: bool = False
    title: str = ""
    value: str = ""
    unit: str = ""
    first: str = ""
    last: str = ""
    source: str = ""
    note: str = ""


def draft_of(workspace: Workspace, record: str, series: Series) -> Draft:
    """The form for a limit as it stands, opened on a price that it holds for. Raises `Refused` for a target, which has a table."""
    figure = workspace.figures.get(record)
    if figure is None:
        raise Refused(_not_here(workspace, record))
    first, last = valid_dates(figure)
    source = workspace.sources.get(figure.source)
    return Draft(
        side_of(figure), series.id, figure.series not in workspace.series, figure.title, show(figure.value), figure.unit,
        show(first), show(last), source.title or source.id if source is not None else figure.source, figure.note,
    )  # fmt: skip


def stored(workspace: Workspace, draft: Draft, record: str = "") -> Edited:
    """The workspace's parts with the limit of the form: a new figure, or the one of that id changed. Raises `Refused` with what to do."""
    series = workspace.series.get(draft.series)
    if series is None:
        raise Refused(_("Choose the price that the limit is of."))
    value = _read("value", draft.value)
    if value is None:
        raise Refused(_("A limit needs a value."))
    unit = _unit(draft.unit, series)
    first, last = (_date(text) for text in (draft.first, draft.last))
    if first is not None and last is not None and last.end < first.start:
        raise Refused(_("The limit would end on {last}, before it begins on {first}.").format(first=first, last=last))
    source, sources = _source(workspace, draft.source)
    before = workspace.figures.get(record)
    title = draft.title.strip() or _title(draft.side, series)
    figure = replace(
        before or Figure(id=_free(workspace, draft.side)), title=title, kind=draft.side, value=value, unit=unit,
        series=(before.series if before is not None and before.series not in workspace.series else "") if draft.whole else series.id,
        mineral=before.mineral if before is not None and before.mineral else series.mineral,
        relation=_relation(before, first, last), source=source, note=draft.note.strip(),
    )  # fmt: skip
    label = (_("New limit {title}") if before is None else _("Edit limit {title}")).format(title=title)
    return Edited({"figures": put(workspace.figures, figure), **sources}, label)


def deleted(workspace: Workspace, record: str) -> Edited:
    """The parts without the limit. Raises `Refused` for a target, which has a table."""
    figure = workspace.figures.get(record)
    if figure is None:
        raise Refused(_not_here(workspace, record))
    return Edited({"figures": drop(workspace.figures, record)}, _("Delete limit {title}").format(title=figure.title or record))


def _not_here(workspace: Workspace, record: str) -> str:
    if record in workspace.targets:
        return _("This limit is the target {id}; it is changed in the table Targets on the Data tab.").format(id=record)
    return _("The limit is not in the workspace any more.")


def _read(name: str, text: str) -> float | None:
    declared = next(one for one in columns(Figure) if one.name == name)
    try:
        found: float | None = read(declared, text)
    except ValueError as reason:
        raise Refused(str(reason)) from None
    return found


def _unit(text: str, series: Series) -> str:
    """The unit as the table of units writes it. Refuses one that the price cannot be shown in."""
    unit = text.strip() or series.unit
    unit = parse_unit(unit) or unit
    try:
        convert(1.0, unit, series.unit)
    except UnitError:
        told = _("A limit in {unit} cannot be held against {title}, which is in {other}.")
        raise Refused(told.format(unit=unit, title=series_title(series), other=series.unit or _("no unit"))) from None
    return unit


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.strip()) if text.strip() else None
    except ValueError:
        raise Refused(_("“{text}” is no date; write 2026, 2026-06 or 2026-06-30.").format(text=text.strip())) from None


def _source(workspace: Workspace, text: str) -> tuple[str, dict[str, object]]:
    """The id of the source that is called so, and the sources with it where it is new."""
    name = " ".join(text.split())
    if not name:
        return "", {}
    for one in workspace.sources.values():
        if name.casefold() in {one.id.casefold(), one.title.casefold()}:
            return one.id, {}
    key = re.sub(r"[^\w]+", "-", name).strip("-").casefold()[:60] or "source"
    number = 1
    while (own := key if number == 1 else f"{key}-{number}") in workspace.sources:
        number += 1
    return own, {"sources": put(workspace.sources, Source(id=own, title=name))}


def _relation(before: Figure | None, first: PartialDate | None, last: PartialDate | None) -> str:
    """What the figure said of itself, with the dates of its validity, in the words that `valid_dates` reads."""
    rest = VALID.sub("", before.relation).strip() if before is not None else ""
    dates = (f"from {first}" if first is not None else "", f"until {last}" if last is not None else "")
    told = " ".join(("valid", *(one for one in dates if one))) if first is not None or last is not None else ""
    return "; ".join(one for one in (rest, told) if one)


def _title(side: str, series: Series) -> str:
    pattern = _("Floor of {series}") if side == "floor" else _("Ceiling of {series}")
    return pattern.format(series=series_title(series))


def _free(workspace: Workspace, side: str) -> str:
    number = 1
    while (key := f"limit/{side}-{number}") in workspace.figures:
        number += 1
    return key
