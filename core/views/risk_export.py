"""The risk methods, profiles and exposures as sheets: every figure with its inputs, and the assumptions they stand on."""

from __future__ import annotations

from collections.abc import Sequence

from core.analysis.resampling import DRAWS, FIRM, SEED
from core.io.sheets import Table, Value, table_of
from core.model import Workspace
from core.views.country_profile import country_profile
from core.views.dependence import dependence
from core.views.explained import Explained
from core.views.importer_exposure import importer_exposure
from core.views.prices import mineral_title
from core.views.risk_inputs import input_lines
from core.views.risk_methods import RiskChoices, RiskTable, explained, risk_table
from core.views.risk_sensitivity import sensitivity
from core.views.risk_words import method_definitions, method_titles, method_units, stage_title, threshold_titles
from core.words import _


def risk_tables(workspace: Workspace, choices: RiskChoices, mineral: str, country: str, importer: str) -> list[Table]:
    """The sheets of what the panels show; a panel that shows nothing has none."""
    table = risk_table(workspace, choices)
    made = []
    if table.minerals:
        made += [_side_by_side(table), _inputs(workspace, table, mineral), _assumptions(workspace, table, mineral)]
        made.append(_sensitivity(workspace, table))
    day = table.choices.day
    exposure = importer_exposure(workspace, importer, mineral, day)
    profile = country_profile(workspace, country, mineral, day)
    for title, rows in (
        (_("Country profile"), profile.rows),
        (_("Importer"), exposure.rows),
        (_("Dependence"), dependence(workspace, mineral)),
    ):
        if rows:
            made.append(_figures(title, rows))
    return made


def risk_text(table: RiskTable) -> str:
    """The methods side by side as lines of tabs."""
    head = [_("Mineral"), *(title for _key, title in table.methods)]
    lines = [[title, *(table.cells[mineral, method].text for method, _title in table.methods)] for mineral, title in table.minerals]
    return "\n".join("\t".join(line) for line in (head, *lines))


def _side_by_side(table: RiskTable) -> Table:
    heads = [_("Mineral"), _("Method"), _("Value"), _("Ranked by"), _("Unit"), _("Rank"), _("Of"), _("Class"), _("Gross"), _("Missing")]
    units = method_units()
    rows: list[Sequence[Value]] = []
    for mineral, name in table.minerals:
        for method, title in table.methods:
            cell = table.cells[mineral, method]
            gross = _("yes") if cell.gross else ""
            rows.append([name, title, cell.text, cell.value, units[method], cell.rank, cell.of, cell.level, gross, cell.missing])
    return table_of(_("Risk methods"), heads, rows)


def _inputs(workspace: Workspace, table: RiskTable, mineral: str) -> Table:
    """The records behind the mineral's figures; of the first in rank where the mineral has none."""
    there = dict(table.minerals)
    of = mineral if mineral in there else table.minerals[0][0]
    rows: list[Sequence[Value]] = []
    for method, title in table.methods:
        found = explained(workspace, table, of, method)
        rows += [[mineral_title(of), title, one.title, one.value, one.date, one.place, one.source, one.id] for one in found.inputs]
    heads = [_("Mineral"), _("Method"), _("Record"), _("Value"), _("Date"), _("Cell"), _("Source"), _("Id")]
    return table_of(_("Risk inputs"), heads, rows)


def _assumptions(workspace: Workspace, table: RiskTable, mineral: str) -> Table:
    choices = table.choices
    rows: list[Sequence[Value]] = [
        [_("Stage"), stage_title(choices.stage), "", ""],
        [_("Thresholds of HHI"), threshold_titles()[choices.thresholds], "", ""],
        [_("Importer"), dict(table.importers).get(choices.importer, choices.importer), "", ""],
        [_("Measures are counted on"), str(choices.day), "", ""],
        [_("Draws"), DRAWS, "", ""],
        [_("Seed"), SEED, "", ""],
        [_("Places that count as robust"), FIRM, "", _("Our own assumption.")],
    ]
    rows += [[line.title, line.value, line.unit, line.help] for line in input_lines(workspace, mineral)]
    titles = method_titles()
    rows += [[titles[method], text, "", ""] for method, text in method_definitions().items()]
    rows += [[_("Note"), note, "", ""] for note in table.notes]
    return table_of(_("Risk assumptions"), [_("Assumption"), _("Value"), _("Unit"), _("Note")], rows)


def _sensitivity(workspace: Workspace, table: RiskTable) -> Table:
    rows: list[Sequence[Value]] = []
    for method, title in table.methods:
        found = sensitivity(workspace, table, method)
        for mineral, name in table.minerals:
            usual = table.cells[mineral, method].rank
            ranks = zip(found.variants, found.ranks.get(mineral, ()), strict=False)
            rows += [[title, name, usual, variant, rank] for variant, rank in ranks]
    return table_of(_("Risk sensitivity"), [_("Method"), _("Mineral"), _("Rank"), _("Weights"), _("Rank with them")], rows)


def _figures(title: str, found: Sequence[Explained]) -> Table:
    heads = [_("Group"), _("Figure"), _("Value"), _("In words"), _("Unit"), _("Date"), _("Formula"), _("Note"), _("Records")]
    rows: list[Sequence[Value]] = [
        [
            one.group,
            one.title,
            one.value,
            one.missing or one.shown,
            one.unit,
            one.date,
            one.definition,
            " ".join(one.cautions),
            "; ".join(record.id for record in one.inputs),
        ]
        for one in found
    ]
    return table_of(title, heads, rows)
