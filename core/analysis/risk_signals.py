"""The signals of supply: importers that buy most of a mineral from countries that restrict exports of it. systems.md item 35."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from core.analysis.exposure import exposure, mixes, restrictions
from core.analysis.observed_measures import observed
from core.analysis.shares import selection
from core.analysis.signal import Detail, Signal
from core.analysis.stages import told_days
from core.analysis.stated_shares import stated
from core.model.dates import PartialDate
from core.model.workspace import Workspace

MOST: Final = 0.5  # of an importer's supply, from which on it is a signal: ours


def restricted_supply(workspace: Workspace, mineral: str, day: dt.date | None = None) -> Iterator[Signal]:
    """A signal for each importer that surely gets MOST or more of the mineral from restrictive countries, by its most exposed product.

    value: percent. day: by default the last day by which a source told of an event. details: "most", where the dates leave it open.
    """
    day = day or max(told_days(workspace.events, workspace.sources).values(), default=None)
    restricting = observed(workspace, day, mineral) if day is not None and mineral else {}
    if day is None or not restricting:
        return
    chosen, said = selection(workspace, mineral), stated(workspace, mineral)
    for importer in dict.fromkeys((*chosen.importers, *(one.importer for one in said))):
        found = [(exposure(one, restricting), one) for one in mixes(chosen, said, importer, mineral)]
        bounds, worst = max(found, key=lambda one: (one[0].low, one[0].high), default=(None, None))
        if bounds is not None and worst is not None and bounds.low >= MOST:
            yield Signal(
                rule="restricted supply",
                item=35,
                subject=mineral,
                value=bounds.low * 100,
                unit="%",
                band="exposed",
                date=PartialDate(day),
                inputs=(*worst.records, *restrictions(worst, restricting)),
                details=(Detail("most", bounds.high * 100, "%"),),
            )
