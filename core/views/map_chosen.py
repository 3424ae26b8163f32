"""The countries chosen on the map in a line: each with its figure, and together where figures may be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.views.map_values import country_name, short
from core.views.risk_map import Place, RiskMap
from core.words import _

_MOST: Final = 8
_OF_A_WHOLE: Final = frozenset(("mining", "processing", "reserves", "imports"))


def chosen_words(view: RiskMap, codes: Sequence[str]) -> str:
    """ "" where none is chosen. Shares are added where all are of the ranked table; others are not."""
    if not codes:
        return ""
    listed = "; ".join(_one(view, code) for code in codes[:_MOST])
    if len(codes) > _MOST:
        listed = _("{countries} and {count} more").format(countries=listed, count=len(codes) - _MOST)
    places = [view.places[code] for code in codes if code in view.places]
    if len(codes) > 1 and len(places) == len(codes) and _adds_up(view, places):
        total = short(round(sum(place.value for place in places), 2))
        return _("Chosen: {countries}; together {total} {unit}").format(countries=listed, total=total, unit=view.unit)
    return _("Chosen: {countries}").format(countries=listed)


def _one(view: RiskMap, code: str) -> str:
    place = view.places.get(code)
    if place is None:
        return _("{country}: no data").format(country=country_name(code))
    return _("{country} {figure}").format(country=place.name, figure=f"{place.brief} ({place.when})" if place.when else place.brief)


def _adds_up(view: RiskMap, places: Sequence[Place]) -> bool:
    return view.choices.measure in _OF_A_WHOLE and not view.diverging and all(place.rank for place in places)
