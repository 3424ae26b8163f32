"""What the Risk map tab shows as a table: in a workbook, and as text for the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.io.sheets import Table, Value, table_of
from core.io.workbook import Written, write_workbook
from core.task import Progress, Refused
from core.views.map_values import country_name
from core.views.risk_map import RiskMap
from core.words import _


def risk_map_workbook(view: RiskMap, path: Path, progress: Progress | None = None, more: Sequence[Table] = ()) -> Written:
    """Write the ranking with classes, the legend, the arrows, the maps side by side, and `more`. Raises `Refused` when nothing is shown."""
    if not view.places and not more:
        raise Refused(_("Nothing is shown, so there is nothing to export."))
    about = [
        (_("Risk map"), view.title),
        (_("Shown"), view.subtitle),
        (_("Formula"), view.definition),
        *((_("Note"), note) for note in view.notes),
        (_("Boundaries"), view.disclaimer),
    ]
    return write_workbook(path, [*(_tables(view) if view.places else []), *more], about, [], progress=progress)


def risk_map_text(view: RiskMap) -> str:
    """The ranking as lines of tabs, its title and unit above."""
    lines = [f"{view.title} ({view.subtitle})", "\t".join((_("Rank"), _("Country"), _("Code"), view.unit, _("Year"), _("Source")))]
    lines += [
        "\t".join((str(one.rank or "–"), one.name, one.country, repr(one.value), one.when, one.source)) for one in view.places.values()
    ]
    return "\n".join(lines)


def _tables(view: RiskMap) -> list[Table]:
    made = [
        table_of(
            _("Ranking"),
            [_("Rank"), _("Country"), _("Code"), _("Value"), _("Unit"), _("In words"), _("Class"), _("Year"), _("Source"), _("Records")],
            [
                [
                    one.rank or None,
                    one.name,
                    one.country,
                    one.value,
                    view.unit,
                    one.text,
                    view.bands[one.band].text,
                    one.when,
                    one.source,
                    "; ".join(one.records),
                ]
                for one in view.places.values()
            ],
        ),
        table_of(_("Classes"), [_("Class"), _("Countries")], [[band.text, band.count] for band in view.bands]),
    ]
    if view.arrows:
        rows: list[list[Value]] = [[country_name(one.giver), country_name(one.taker), one.share, one.text] for one in view.arrows]
        made.append(table_of(_("Arrows"), [_("From"), _("To"), _("Share, %"), _("In words")], rows))
    if view.small:
        cells: list[list[Value]] = [
            [small.title, one.name, one.country, one.value, one.when] for small in view.small for one in small.places.values()
        ]
        made.append(table_of(_("Maps side by side"), [_("Map"), _("Country"), _("Code"), _("Value"), _("Year")], cells))
    return made
