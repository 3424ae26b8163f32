"""What an importer is exposed to: how few it buys from, how many of those restrict exports, what it imports entirely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.analysis.concentration import hhi
from core.analysis.exposure import exposure, mixes, restrictions
from core.analysis.net_import_reliance import counts
from core.analysis.observed_measures import Observed, observed
from core.analysis.shares import Selection, Shares, selection
from core.analysis.stated_shares import Stated, members, stated
from core.model import Workspace
from core.views.explained import Explained, inputs_of
from core.views.map_values import country_name, short
from core.views.prices import mineral_title
from core.views.risk_inputs import risk_inputs
from core.views.risk_scores import RELIANCE
from core.words import _

CAP: Final = 65.0  # per cent from one third country: the EU's yardstick, where the workspace has no target that says it
_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class ImporterExposure:
    """An importer's figures in groups; importers: those to choose from, as (code, name)."""

    importer: str
    title: str
    importers: tuple[tuple[str, str], ...]
    rows: tuple[Explained, ...]


def importer_exposure(workspace: Workspace, importer: str, mineral: str, day: dt.date) -> ImporterExposure:
    """All of an importer; an importer that is not known gives way to the first that is. mineral: "" for those most exposed only."""
    chosen, said = selection(workspace), stated(workspace)
    offered = dict.fromkeys((*chosen.importers, *(one.importer for one in said)))
    offered.update(dict.fromkeys(one.place for one in workspace.figures.values() if one.kind == "import_reliance" and one.place))
    code = importer if importer in offered else next(iter(offered), "")
    rows = (
        *_suppliers(workspace, mixes(chosen, said, code, mineral)),
        *_exposures(workspace, mixes(chosen, said, code, mineral), mineral, day),
        *_most_exposed(workspace, chosen, said, code, day),
        *_counts(workspace, code),
        *_inversion(workspace, chosen, code),
    )
    return ImporterExposure(
        code, country_name(code) if code else "", tuple((one, country_name(one)) for one in offered), rows if code else ()
    )


def named(one: Shares) -> str:
    """What is bought, in words."""
    parts = (mineral_title(one.mineral), one.product, one.stage if not one.product and one.stage != "import" else "")
    return ", ".join(part for part in parts if part)


def _suppliers(workspace: Workspace, bought: Iterable[Shares]) -> Iterator[Explained]:
    cap, cap_records = _cap(workspace)
    for one in bought:
        index, largest = hhi(one.known, one.unallocated), max(one.parts, key=lambda code: one.parts[code])
        share = one.parts[largest] * 100
        listed = ", ".join(
            _("{country} {share} %").format(country=country_name(code), share=short(part * 100)) for code, part in one.parts.items()
        )
        group = _("Suppliers: {what}").format(what=named(one))
        inputs = inputs_of(workspace, one.records)
        when = str(one.year or "")
        yield Explained(
            f"hhi/{named(one)}/{when}",
            group,
            _("Supplier HHI"),
            None if index.low < index.high else index.low,
            _("points"),
            when,
            _("Sum of the squared shares in percent; at most as if one supplier had all that is unallocated ({rest} %).").format(
                rest=short(one.unallocated * 100)
            ),
            inputs,
            text=_("{low} to {high}").format(low=f"{index.low:,.0f}", high=f"{index.high:,.0f}"),
            cautions=(listed,),
        )
        yield Explained(
            f"cap/{named(one)}/{when}",
            group,
            _("Largest supplier: {country}").format(country=country_name(largest)),
            None,
            "%",
            when,
            _("The share of the largest supplier against {cap} %, the EU's cap on one third country; for others it is a yardstick.").format(
                cap=short(cap)
            ),
            (*inputs, *inputs_of(workspace, cap_records)),
            text=(_("{share} %, above {cap} %") if share > cap else _("{share} %, within {cap} %")).format(
                share=short(share), cap=short(cap)
            ),
        )


def _cap(workspace: Workspace) -> tuple[float, tuple[str, ...]]:
    for one in workspace.targets.values():
        if "one third country" in one.metric and one.unit == "%" and one.value is not None:
            return one.value, (one.id,)
    return CAP, ()


def _exposures(workspace: Workspace, bought: Iterable[Shares], mineral: str, day: dt.date) -> Iterator[Explained]:
    restricting = _restricting(workspace, mineral, day)
    for one in bought:
        yield _exposed(workspace, one, restricting, day, _("Exposure to restrictive states"))


def _most_exposed(workspace: Workspace, chosen: Selection, said: Sequence[Stated], importer: str, day: dt.date) -> list[Explained]:
    every = dict.fromkeys((*chosen.bought(importer), *(one.mineral for one in said if one.importer == importer)))
    found = []
    for mineral in every:
        restricting = _restricting(workspace, mineral, day)
        found += [(exposure(one, restricting), one, restricting) for one in mixes(chosen, said, importer, mineral)]
    top = sorted((one for one in found if one[0].high > 0), key=lambda one: (-one[0].low, -one[0].high, named(one[1])))
    return [_exposed(workspace, one, restricting, day, _("Most exposed")) for _bounds, one, restricting in top[:_MOST]]


def _exposed(workspace: Workspace, one: Shares, restricting: Mapping[str, Observed], day: dt.date, group: str) -> Explained:
    bounds = exposure(one, restricting)
    who = [code for code in one.parts if any(member in restricting for member in members(code))]
    events = restrictions(one, restricting)
    words = ", ".join(country_name(code) for code in who)
    return Explained(
        f"{group}/{named(one)}/{one.year}",
        group,
        named(one),
        bounds.low if bounds.low == bounds.high else None,
        "",
        str(one.year or ""),
        _(
            "Sum of import share × restriction score; the score is 1 for a supplier that has an export restriction on it in force on {day}."
        ).format(day=day),
        inputs_of(workspace, (*one.records, *events)),
        text=_("{low} to {high}").format(low=short(bounds.low), high=short(bounds.high)),
        cautions=(
            _("Restrictive: {countries}.").format(countries=words) if words else _("None of the suppliers restricts exports of it."),
        ),
    )


def _restricting(workspace: Workspace, mineral: str, day: dt.date) -> Mapping[str, Observed]:
    inputs = risk_inputs(workspace)
    return observed(workspace, day, "" if mineral == "all critical minerals" else mineral, inputs.severities, inputs.half_life)


def _counts(workspace: Workspace, importer: str) -> Iterator[Explained]:
    group = _("Import reliance")
    said = [one for one in workspace.figures.values() if (one.kind, one.unit, one.place) == ("import_reliance", "count", importer)]
    said = [one for one in said if one.value is not None]
    if said:
        words = "; ".join(_("{count} ({title})").format(count=short(one.value or 0.0), title=one.title) for one in said)
        years = sorted({one.date.end.year for one in said if one.date is not None})
        yield Explained(
            f"stated/{importer}",
            group,
            _("Minerals relied on, as stated"),
            sum(one.value or 0.0 for one in said),
            _("minerals"),
            ", ".join(map(str, years)),
            _("From the threshold of net import reliance up; the counts of the text together: {parts}.").format(parts=words),
            inputs_of(workspace, (*(one.id for one in said), *_threshold(workspace, importer)[1])),
            cautions=(_("The text does not say how many minerals the list has."),),
        )
    threshold = _threshold(workspace, importer)[0]
    for year in _years(workspace, importer):
        own = [
            one
            for one in workspace.indicators.values()
            if one.country == importer and one.year == year and one.mineral and one.name.startswith(RELIANCE) and one.value is not None
        ]
        best = {one.mineral: one for one in sorted(own, key=lambda one: one.name in (RELIANCE, f"{RELIANCE} (Total)"))}
        found = counts((one.value or 0.0 for one in best.values()), threshold)
        yield Explained(
            f"counted/{importer}/{year}",
            group,
            _("Minerals relied on, counted"),
            float(found.together),
            _("minerals"),
            str(year),
            _("{entirely} at 100 % and {more} more from {threshold} % up, of {all} minerals with a figure.").format(
                entirely=found.entirely, more=found.more, threshold=short(threshold), all=len(best)
            ),
            inputs_of(workspace, (one.id for one in best.values() if (one.value or 0.0) >= threshold)),
        )


def _threshold(workspace: Workspace, importer: str) -> tuple[float, tuple[str, ...]]:
    for one in workspace.figures.values():
        if (one.kind, one.unit, one.place, one.mineral, one.comparator) == ("import_reliance", "%", importer, "", ">="):
            return one.value or 50.0, (one.id,)
    return 50.0, ()


def _years(workspace: Workspace, importer: str) -> Iterable[int]:
    found = {one.year for one in workspace.indicators.values() if one.country == importer and one.name.startswith(RELIANCE)}
    return sorted((year for year in found if year is not None), reverse=True)[:3]


def _inversion(workspace: Workspace, chosen: Selection, importer: str) -> Iterator[Explained]:
    """A rival's share of processed supply that rises while policy aims to decouple."""
    for one in workspace.relations.values():
        if one.kind != "rival" or one.giver != importer:
            continue
        found = [change for mineral in chosen.bought(importer) for change in _changes(chosen, importer, one.taker, mineral)]
        rising = [mineral for mineral, before, after in found if after > before]
        text = _("{rising} of {all} rising").format(rising=len(rising), all=len(found)) if found else ""
        yield Explained(
            f"inversion/{one.id}",
            _("Inversion"),
            _("Imports from {rival}").format(rival=country_name(one.taker)),
            None,
            "",
            str(one.date or ""),
            _("The rule: the share of processed minerals that comes from the rival rises while policy aims to decouple."),
            inputs_of(workspace, (one.id,)),
            text=text,
            missing="" if found else _("It needs import shares of two periods; the text says only that there is more than one such case."),
            cautions=tuple(mineral_title(mineral) for mineral in rising),
        )


def _changes(chosen: Selection, importer: str, rival: str, mineral: str) -> Iterator[tuple[str, float, float]]:
    """The rival's share in the oldest and the newest table of one product, where there are two."""
    by: dict[tuple[str, str, str], list[Shares]] = {}
    for one in chosen.sources(importer, mineral):
        if one.stage != "mining":
            by.setdefault((one.stage, one.product, one.source.split("-")[0]), []).append(one)
    for tables in by.values():
        if len({one.year for one in tables}) > 1:
            yield mineral, tables[-1].parts.get(rival, 0.0), tables[0].parts.get(rival, 0.0)
