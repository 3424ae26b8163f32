"""What the tables of a workspace say by country: shares of the world, import sources, reliance and governance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.model import SupplyRecord, TradeShare, Workspace
from core.views.map_values import (
    Measured,
    Value,
    by_country,
    country_name,
    known,
    newest,
    short,
    sign,
    source_title,
    tables_of,
    years_of,
)
from core.views.prices import mineral_title
from core.words import _


def supply(workspace: Workspace, title: str, mineral: str, stage: str, year: int | None, table: str) -> Measured:
    """Shares of what the world mines, refines or holds, in percent."""
    records = [one for one in workspace.supply.values() if one.mineral == mineral and one.stage == stage and one.year is not None]
    totals, listed = _totals(records)
    found: dict[str, list[Value]] = {}
    for one in records:
        share = known(_share(one, totals))
        if share is not None and one.country not in {"WLD", ""}:
            text = f"{sign(one.comparator)}{short(share)} %"
            source = ", ".join(part for part in (source_title(workspace, one.source), one.period, _estimated(one)) if part)
            found.setdefault(one.country, []).append(
                Value(one.country, share, text, one.year, source=source, records=(one.id,), table=one.source)
            )
    own, rest = by_country(found)
    values = newest(own, year, table)
    unallocated = newest(rest, year, table)
    words = " ".join(
        _("{name}: {share} ({year}), of no one country.").format(name=country_name(code), share=one.text, year=one.year)
        for code, one in unallocated.items()
    )
    if listed and values:
        words = " ".join((words, _("Where no world total is given, shares are of the sum of the countries listed."))).strip()
    definition = _("The country's quantity over the world total of the same table, or the share that the source gives, in percent.")
    return Measured(
        f"{title}: {mineral_title(mineral)}", "%", values, years_of(found.values(), table), words, definition, tables_of(own.values())
    )


_Table = tuple[str, int | None, str]


def _totals(records: Iterable[SupplyRecord]) -> tuple[dict[_Table, float], bool]:
    """The world's quantity by source, year and unit; whether one of them is but the sum of the countries listed."""
    world: dict[_Table, float] = {}
    sums: dict[_Table, float] = {}
    for one in records:
        if (quantity := known(one.quantity)) is not None and quantity >= 0:
            key = one.source, one.year, one.unit
            if one.country == "WLD":
                world[key] = quantity
            else:
                sums[key] = sums.get(key, 0.0) + quantity
    return {**sums, **world}, bool(sums.keys() - world.keys())


def _share(one: SupplyRecord, totals: Mapping[_Table, float]) -> float | None:
    if one.share is not None:
        return one.share
    total = totals.get((one.source, one.year, one.unit), 0.0)
    return one.quantity / total * 100 if one.quantity is not None and total > 0 and one.quantity >= 0 else None


def _estimated(one: SupplyRecord) -> str:
    return _("estimated") if one.estimated else ""


def imports(workspace: Workspace, mineral: str, detail: str, year: int | None, table: str) -> Measured:
    """The suppliers of an importer, in percent of what it buys. detail: one of `importers`, "" for the first."""
    records = [one for one in workspace.trade.values() if one.mineral == mineral and one.share is not None]
    key = detail or next((_importer(one) for one in records), "")
    found: dict[str, list[Value]] = {}
    for one in records:
        share = known(one.share)
        if _importer(one) == key and share is not None:
            text = f"{sign(one.comparator)}{short(share)} %"
            source = ", ".join(part for part in (source_title(workspace, one.source), one.period) if part)
            made = Value(one.supplier, share, text, _last_year(one.period), source=source, records=(one.id,), table=one.source)
            found.setdefault(one.supplier, []).append(made)
    own, rest = by_country(found)
    values, others = newest(own, year, table), newest(rest, year, table)
    words = " ".join(_("{name}: {share}.").format(name=country_name(code), share=one.text) for code, one in others.items())
    title = _("Suppliers of {importer}: {mineral}").format(importer=_importer_title(key), mineral=mineral_title(mineral))
    definition = _("The supplier's part of what the importer buys, in percent, as the source gives it.")
    return Measured(title, "%", values, years_of(found.values(), table), words, definition, tables_of(own.values()))


def importers(workspace: Workspace, mineral: str) -> tuple[tuple[str, str], ...]:
    """Who buys the mineral, as what product, as (key, title)."""
    found = dict.fromkeys(_importer(one) for one in workspace.trade.values() if one.mineral == mineral)
    return tuple((key, _importer_title(key)) for key in found)


def _importer(one: TradeShare) -> str:
    return "|".join((one.importer, one.stage, one.detail))


def _importer_title(key: str) -> str:
    importer, _bar, rest = key.partition("|")
    return ", ".join(part for part in (country_name(importer) if importer else "", *rest.split("|")) if part)


def _last_year(period: str) -> int | None:
    found = re.findall(r"(?:19|20)\d\d", period)
    return int(found[-1]) if found else None


def indicator(workspace: Workspace, name: str, mineral: str, year: int | None, table: str) -> Measured:
    """The scores of an indicator; mineral: "" for one of the country itself."""
    every = [one for one in workspace.indicators.values() if one.mineral == mineral and one.value is not None]
    name = name or next((one.name for one in every), "")
    records = [one for one in every if one.name == name] or [one for one in every if one.name.startswith(name)]
    found: dict[str, list[Value]] = {}
    for one in records:
        value, error = known(one.value), known(one.error)
        if value is not None:
            text = f"{sign(one.comparator)}{short(value)}" + (f" ± {short(error)}" if error is not None else "")
            text = f"{text} {one.unit}".strip()
            source = ", ".join(part for part in (source_title(workspace, one.source), one.note) if part)
            found.setdefault(one.country, []).append(
                Value(one.country, value, text, one.year, source=source, records=(one.id,), table=one.source)
            )
    unit = next((one.unit for one in records if one.unit), "") or (_("score") if not mineral else "%")
    title = name[:1].upper() + name[1:] + (f": {mineral_title(mineral)}" if mineral else "")
    own, _rest = by_country(found)
    values = newest(own, year, table)
    definition = _("As the source gives it; ± is its standard error.")
    return Measured(title, unit, values, years_of(found.values(), table), "", definition, tables_of(own.values()))
