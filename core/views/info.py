"""What is inside a workspace, as plain values: for `orebook info`, and for whoever asks in a script."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.io.layout import mark_names
from core.model import Indicator, Mark, Record, Series, SupplyRecord, TradeShare, Workspace, shared_columns, to_plain
from core.views import signals
from core.views.derived_series import complete

_SAME = ("events", "figures", "country_facts", "asset_returns", "targets", "relations", "scenarios", "views", "annotations", "recipes")


def info(workspace: Workspace) -> dict[str, Any]:
    """Everything but the values of the series, in the shape that the command line promises.

    Absent values are None, shares percent, countries ISO alpha-3 codes or named groups. Signals are those of `core.views.signals`.
    """
    told: dict[str, Any] = {
        "title": workspace.title,
        "series": [_series(one) for one in complete(workspace).series.values()],
        "supply": [_supply(one) for one in workspace.supply.values()],
        "trade": [_trade(one) for one in workspace.trade.values()],
        "indicators": [_indicator(one) for one in workspace.indicators.values()],
        "signals": signals.plain(workspace),
        "sources": _plain(workspace.sources),
        "problems": _plain(workspace.problems),
    }
    for part in _SAME:
        told[part] = _plain(getattr(workspace, part))
    return told


def values(series: Series, first: np.datetime64 | None = None, last: np.datetime64 | None = None) -> dict[str, Any]:
    """One series' points from `first` to `last`: dates in ISO form, numbers or None, and the names of each point's marks."""
    points = series.points.between(first, last)
    return {
        "id": series.id,
        "unit": series.unit,
        "dates": [str(day) for day in points.dates],
        "values": [value if math.isfinite(value) else None for value in points.values.tolist()],
        "flags": ["; ".join(mark_names(Mark(mark))) for mark in points.marks.tolist()],
    }


def _plain(part: Mapping[str, Record]) -> list[dict[str, Any]]:
    return [_nulls(_shared(record)) for record in part.values()]


def _shared(record: Record) -> dict[str, Any]:
    plain = to_plain(record)
    return {column.name: plain[column.name] for column in shared_columns(type(record))}


def _nulls(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == "" else value for name, value in plain.items()}


def _series(one: Series) -> dict[str, Any]:
    points = one.points
    return _nulls(
        {
            "id": one.id,
            "title": one.title,
            "mineral": one.mineral,
            "kind": one.kind,
            "unit": one.unit,
            "venue": one.venue,
            "frequency": one.frequency,
            "first": str(points.dates[0]) if len(points) else None,
            "last": str(points.dates[-1]) if len(points) else None,
            "count": points.filled,
            "missing": len(points) - points.filled,
            "source": one.source,
        }
    )


def _supply(one: SupplyRecord) -> dict[str, Any]:
    names = ("mineral", "stage", "country", "year", "quantity", "unit", "share")
    return _chosen(one, names)


def _trade(one: TradeShare) -> dict[str, Any]:
    return _chosen(one, ("importer", "mineral", "stage", "supplier", "share", "quantity", "unit", "period"))


def _indicator(one: Indicator) -> dict[str, Any]:
    return _chosen(one, ("country", "name", "year", "value", "error"))


def _chosen(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    plain = to_plain(record)
    return _nulls({name: plain[name] for name in names})
