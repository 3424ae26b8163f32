"""What is said below the map: older figures, tables that are mixed, parts that exceed the whole, what no country can be given."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.model import Workspace
from core.model.countries import countries
from core.views.map_values import Measured, Value, short, source_title
from core.words import _, plural

_WHOLE = 100.5  # percent; less than half a percent over is rounding
_OF_A_WHOLE = ("mining", "processing", "reserves", "imports")


def main_table(values: Mapping[str, Value]) -> str:
    """Of the tables that the values come from the one to be ranked: the newest, of several that with most countries."""
    tables: dict[str, tuple[int, int]] = {}
    for one in values.values():
        year, count = tables.get(one.table, (0, 0))
        tables[one.table] = max(year, one.year or 0), count + 1
    return max(tables, key=lambda key: tables[key], default="")


def notes(workspace: Workspace, measure: str, shown: Measured, places: Collection[str], *, arrows: bool, differs: bool) -> tuple[str, ...]:
    """Whole sentences, the weightiest first. places: the countries that are coloured."""
    values = {code: one for code, one in shown.values.items() if code in places}
    said = [] if differs else [_mixed(workspace, values), *(_too_much(workspace, values) if measure in _OF_A_WHOLE else ())]
    carried = sum(one.carried for one in values.values())
    if carried:
        said.append(
            plural("{count} country by an older figure, with its year.", "{count} countries by older figures, with their years.", carried)
        )
    said.append(shown.rest)
    without = sum(one.kind == "country" for one in countries().values()) - len(values)
    said.append(plural("{count} country without data (hatched).", "{count} countries without data (hatched).", without) if without else "")
    if arrows:
        said.append(_("Arrows: full lines are what the importer's table says, dashed ones our split of what is mined beyond own refining."))
    return tuple(note for note in said if note)


def _mixed(workspace: Workspace, values: Mapping[str, Value]) -> str:
    main = main_table(values)
    others = {one.table for one in values.values()} - {main}
    if not others:
        return ""
    names = "; ".join(sorted(source_title(workspace, key) or _("no source") for key in others))
    count = sum(one.table == main for one in values.values())
    sentence = plural(
        "Figures of several tables: {{main}} ranks {count} country; those of {{others}} have no rank, since they are not of one whole."
        " Choose one table to compare.",
        "Figures of several tables: {{main}} ranks {count} countries; those of {{others}} have no rank, since they are not of one whole."
        " Choose one table to compare.",
        count,
    )
    return sentence.format(main=source_title(workspace, main) or _("no source"), others=names)


def _too_much(workspace: Workspace, values: Mapping[str, Value]) -> list[str]:
    sums: dict[tuple[str, int | None], float] = {}
    for one in values.values():
        sums[one.table, one.year] = sums.get((one.table, one.year), 0.0) + one.value
    words = _("Check {source} ({year}): the shares of the countries shown add up to {sum} %, more than the whole.")
    return [
        words.format(source=source_title(workspace, table) or _("no source"), year=year or "–", sum=short(round(total, 1)))
        for (table, year), total in sums.items()
        if total > _WHOLE
    ]
