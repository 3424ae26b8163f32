"""Several files of one layout as one import: what they say of one series or record is put together, and where they differ is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

import numpy as np

from core.io.guess import slug
from core.io.merging import Days, alike, filled_up, stacked
from core.model import Problem, Record, Series, Source
from core.words import _, plural

Made = list[tuple[int, Mapping[str, tuple[Record, ...]], bool]]
"""The records of each table by part: (position of the table, records, whether the file is our own)."""


def put_together(files: list[Made]) -> tuple[Made, list[tuple[Series, Days]]]:
    """What several files give, as one: points and records with the same id in one; and the series on whose dates files differ.

    The file with the newest data has the last word.
    """
    if len(files) == 1:
        return files[0], []
    gathered: dict[int, dict[str, dict[str, list[Record]]]] = {}
    for made in files:
        for table, found, _exact in made:
            for part, rows in found.items():
                for one in rows:
                    gathered.setdefault(table, {}).setdefault(part, {}).setdefault(one.id, []).append(one)
    conflicts: list[tuple[Series, Days]] = []
    whole: Made = []
    for table, by_part in sorted(gathered.items()):
        found = {part: tuple(one for pieces in by_id.values() for one in _one(pieces, conflicts)) for part, by_id in by_part.items()}
        whole.append((table, MappingProxyType(found), False))
    return whole, conflicts


def _one(pieces: list[Record], conflicts: list[tuple[Series, Days]]) -> Iterable[Record]:
    """The pieces as one record; series of another unit or rhythm stay for themselves."""
    series = [one for one in pieces if isinstance(one, Series)]
    if not series:
        return (reduce(lambda old, new: filled_up(new, old), pieces),)
    made: list[Series] = []
    while series:
        fitting = [one for one in series if alike(series[0], one)]
        series = [one for one in series if one not in fitting]
        fitting.sort(key=lambda one: one.points.dates[-1] if len(one.points) else np.datetime64("0001-01-01", "D"))
        one, days = stacked(fitting)
        if len(days):
            conflicts.append((one, days))
        made.append(one if not made else replace(one, id=f"{one.id}-{slug(one.unit or 'no unit')}-{len(made) + 1}"))
    return made


def unread(collection: str, name: str, why: str) -> Problem:
    """The problem of a file that could not be read."""
    return Problem(
        id=f"{collection}/[{name}]!/refused", sheet=f"[{name}]", value=name, rule="refused", message=why, severity="error",
        suggestion=_("Mend the file and import it again."),
    )  # fmt: skip


def conflict(collection: str, sources: tuple[Source, ...], series: Series, days: Days) -> Problem:
    """The problem of a series on which files differ."""
    at = int(np.searchsorted(series.points.dates, days[0]))
    place = series.place(at)
    named = {one.id: one.file for one in sources}
    dates = plural("{count} date", "{count} dates", len(days))
    message = _("“{title}”: the files differ on {dates}, first on {first}; what the file with the newest data says was taken.")
    return Problem(
        id=f"{collection}/{series.id}/files differ", source=place.source if place else "",
        sheet=f"[{named.get(place.source, '')}]{place.sheet}" if place else "", cell=place.address if place else "",
        value=f"{series.points.values[at]:.10g}", rule="files differ",
        message=message.format(title=series.title or series.id, dates=dates, first=days[0]), severity="warning",
        suggestion=_("If they are different things, import the files one by one under different names."),
    )  # fmt: skip
