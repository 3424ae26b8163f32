"""Effect and reach of an event: the share of world output that it touches, the stocks of that day, and the prices to study it on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.analysis.reach import STAGES, Cover, Share, covers, minerals_touched, share
from core.model import PolicyEvent, Workspace
from core.views.explained import Explained, inputs_of, number
from core.views.policy_words import event_title, places
from core.views.prices import PRICE_KINDS, mineral_title, of_event, series_title
from core.words import _

_STALE = 400  # days; a stock that was reported longer before the day is told to be old


@dataclass(frozen=True, slots=True)
class Reach:
    """What an event touches. shares and covers: figures, explained; prices: ids of the series that its study can be made on, the nearest
    first; note: what the figures do not say.
    """

    shares: tuple[Explained, ...]
    covers: tuple[Explained, ...]
    prices: tuple[str, ...]
    note: str


def reach(workspace: Workspace, event_id: str, day: dt.date | None = None) -> Reach:
    """The reach of an event. day: of the stocks; by default the first day that the event's date can mean. An id that is gone has none."""
    event = workspace.events.get(event_id)
    if event is None:
        return Reach((), (), (), "")
    touched = minerals_touched(event, workspace.supply.values())
    found = [share(workspace, event, mineral, stage) for mineral in touched for stage in STAGES]
    many = len(touched) > len(event.minerals)  # "all critical minerals": only what a table speaks of, the largest first
    found = [one for one in found if one.of not in touched]
    if many:
        found = sorted((one for one in found if one.share and not one.of), key=lambda one: -(one.share or 0.0))
    shares = tuple(_share(workspace, event, one) for one in found)
    day = day or (event.when.start if event.when is not None else None)
    stocks = [] if day is None else [(mineral, one) for mineral in touched for one in covers(workspace, mineral, day)]
    told = tuple(_cover(workspace, mineral, one, day) for mineral, one in stocks if day is not None and (one.days is not None or not many))
    return Reach(shares, told, _prices(workspace, event), _note(event))


def _share(workspace: Workspace, event: PolicyEvent, one: Share) -> Explained:
    stages = {"mining": _("Share of world mining: {mineral}"), "processing": _("Share of world processing: {mineral}")}
    missing = ""
    if one.share is None:
        missing = _("No table of the workspace gives the output of {mineral} for {countries}.").format(
            mineral=mineral_title(one.mineral), countries=places(event.actors) or _("an event without a country")
        )
    definition = _(
        "Output of the event's countries ÷ output of the world, in one year: the last before the event for which a table has both. It "
        "tells how much of the output stands under the measure's governments, not how much trade is lost."
    )
    said = [
        _("Counted: {countries}.").format(countries=places(one.countries)) if one.countries else "",
        _("Without a figure, and not counted: {countries}.").format(countries=places(one.absent))
        if one.absent and one.share is not None
        else "",
        _("This is the figure of {mineral}, the group that holds it.").format(mineral=mineral_title(one.of)) if one.of else "",
        _("An average: {period}.").format(period=one.period) if one.period else "",
        _("An estimate of the source is among its inputs.") if one.estimated else "",
    ]
    return Explained(
        key=f"share/{one.mineral}/{one.stage}", group="reach", title=stages[one.stage].format(mineral=mineral_title(one.mineral)),
        value=one.share, unit="%" if one.share is not None else "", date=str(one.year or ""),
        definition=definition, inputs=inputs_of(workspace, one.inputs),
        missing=missing, cautions=tuple(text for text in said if text),
    )  # fmt: skip


def _cover(workspace: Workspace, mineral: str, one: Cover, day: dt.date) -> Explained:
    series = workspace.series[one.series]
    level = _("{level} {unit} on {day}").format(level=number(one.level), unit=one.unit, day=one.reported)
    definition = _("Stock ÷ the world's mine output of a year × 365 days. The stock is the last one reported by the day: {level}.").format(
        level=level
    )
    missing = (
        ""
        if one.days is not None
        else _("The world's mine output of {mineral}, in a unit of the stock's kind.").format(mineral=mineral_title(mineral))
    )
    said = [_("The mine output is that of {year}.").format(year=one.year)] if one.year is not None else []
    if (day - one.reported).days > _STALE:
        said.append(_("The report is {days} days older than the day.").format(days=f"{(day - one.reported).days:,}"))
    return Explained(
        key=f"cover/{one.series}", group="reach", title=_("Stock cover: {series}").format(series=series_title(series)), value=one.days,
        unit=_("days of world mine output") if one.days is not None else "", date=one.reported.isoformat(), definition=definition,
        inputs=inputs_of(workspace, [one.series, *([one.output] if one.output else [])]), text="" if one.days is not None else level,
        missing=missing, cautions=tuple(said),
    )  # fmt: skip


def _prices(workspace: Workspace, event: PolicyEvent) -> tuple[str, ...]:
    """The price series of the event's minerals, for `core.views.event_study.study`; those of all where it names none."""
    prices = [one for one in workspace.series.values() if one.kind == PRICE_KINDS[0]]
    return tuple(one.id for one in of_event(workspace, event.id, prices)) if event.when is not None else ()


def _note(event: PolicyEvent) -> str:
    if not event.minerals:
        return _("{title} names no mineral, so that no share can be told.").format(title=event_title(event))
    if not event.actors:
        return _("{title} names no country, so that no share can be told.").format(title=event_title(event))
    return ""
