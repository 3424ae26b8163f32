"""What the Inventories tab shows as a workbook: the very figures and lines of its view, with the formulas and the records behind them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.io.chart_sheets import Chart, Line
from core.io.sheets import table_of
from core.io.workbook import Written, write_workbook
from core.model.points import Points
from core.task import Progress, Refused
from core.views.inventories import Inventories
from core.views.prices import mineral_title
from core.views.stock_chart import StockPane
from core.words import _


def inventories_workbook(view: Inventories, path: Path, progress: Progress | None = None) -> Written:
    """Write the key figures, the records behind them, and a native chart a pane.

    Raises `Refused` when the tab shows nothing, or the file cannot be written.
    """
    if not view.rows and not view.panes:
        raise Refused(_("Nothing is shown, so there is nothing to export."))
    figures = table_of(
        _("Key figures"),
        [_("Group"), _("Figure"), _("Value"), _("Unit"), _("Date"), _("In words"), _("Formula"), _("Missing"), _("Caution"), _("Records")],
        [
            [
                row.group,
                row.title,
                row.value,
                row.unit,
                row.date,
                row.text,
                row.definition,
                row.missing,
                " ".join(row.cautions),
                "; ".join(one.id for one in row.inputs),
            ]
            for row in view.rows
        ],
    )
    behind = {one.id: one for row in view.rows for one in row.inputs}
    records = table_of(
        _("Records behind the figures"),
        [_("Id"), _("Title"), _("Value"), _("Date"), _("Cell"), _("Source")],
        [[one.id, one.title, one.value, one.date, one.place, one.source] for one in behind.values()],
    )
    about = [
        (_("Inventories"), mineral_title(view.mineral)),
        (_("Figures of"), view.venue),
        (_("Unit"), view.unit),
        (_("Baseline"), view.baseline.isoformat()),
        *((_("Note"), note) for note in view.notes),
    ]
    tables = [figures, *([records] if behind else [])]
    return write_workbook(path, tables, about, [_chart(pane) for pane in view.panes], progress=progress)


def _chart(pane: StockPane) -> Chart:
    lines = tuple(
        Line(line.label, Points(line.days.astype(np.int64).astype("datetime64[D]"), line.values, line.marks)) for line in pane.lines
    )
    return Chart(f"{pane.title} ({pane.unit})", pane.unit, lines)
