"""Arrows of the map: from the mine to where it is refined, and from a supplier to the importer, as far as figures tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.model import Workspace
from core.model.countries import countries
from core.views.map_measured import measured
from core.views.map_values import Value, country_name, short
from core.words import _

MOST: Final = 12
# Where a bloc's arrows end: the seat of its administration.
_SEATS: Final = {"EU": "BEL"}


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one country to another. share: percent of what the taker buys, or of the world's mining where `ours` says it is a split."""

    giver: str
    taker: str
    share: float
    text: str
    ours: bool = False


def arrows(workspace: Workspace, mineral: str, detail: str, year: int | None, most: int = MOST) -> tuple[Arrow, ...]:
    """The largest flows of the mineral, at most `most`: suppliers to the importer of `detail` as the source gives them, and mines to
    refiners by our own split: what is mined beyond a country's own refining goes to those who refine more than they mine, in proportion."""
    found = [*_to_importer(workspace, mineral, detail, year), *_to_refiners(workspace, mineral, year)]
    half = most // 2 if any(one.ours for one in found) and any(not one.ours for one in found) else most
    shown = [one for ours in (False, True) for one in sorted((one for one in found if one.ours is ours), key=lambda one: -one.share)[:half]]
    return tuple(shown)


def _to_importer(workspace: Workspace, mineral: str, detail: str, year: int | None) -> list[Arrow]:
    view = measured(workspace, "imports", mineral, year, detail=detail)
    records = [key for one in view.values.values() for key in one.records]
    if not records:
        return []
    importer = workspace.trade[records[0]].importer
    taker = _SEATS.get(importer, importer)
    inside = set(countries()[importer].members) if importer in countries() else set()
    sentence = _("{giver} to {taker}: {share} of what {taker} buys ({year}); {source}")
    return [
        Arrow(
            one.country,
            taker,
            one.value,
            sentence.format(
                giver=country_name(one.country), taker=country_name(importer), share=one.text, year=one.when, source=one.source
            ),
        )
        for one in view.values.values()
        if one.country != taker and one.country not in inside and one.value > 0
    ]


def _told(one: Value) -> str:
    """The year and source of a figure."""
    return ", ".join(part for part in (one.when, one.source) if part)


def _to_refiners(workspace: Workspace, mineral: str, year: int | None) -> list[Arrow]:
    mined = measured(workspace, "mining", mineral, year).values
    refined = measured(workspace, "processing", mineral, year).values
    over = {code: one.value - (refined[code].value if code in refined else 0.0) for code, one in mined.items()}
    lack = {code: one.value - (mined[code].value if code in mined else 0.0) for code, one in refined.items()}
    moved = max(sum(value for value in side.values() if value > 0) for side in (over, lack)) if over and lack else 0.0
    if moved <= 0:
        return []
    sentence = _(
        "{giver} to {taker}: about {share} % of the world's mining, by our split of what is mined ({mined}) beyond own refining ({refined})"
    )
    return [
        Arrow(
            giver,
            taker,
            share,
            sentence.format(
                giver=country_name(giver),
                taker=country_name(taker),
                share=short(round(share, 1)),
                mined=_told(mined[giver]),
                refined=_told(refined[taker]),
            ),
            ours=True,
        )
        for giver, surplus in over.items()
        for taker, want in lack.items()
        if surplus > 0 and want > 0 and (share := surplus * want / moved) >= 0.5
    ]
