"""What is remembered of the Risk map from one start to the next, as bytes; what is not sound is forgotten."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from core.analysis.classes import METHODS
from core.analysis.meridian import MIDDLES, Middle
from core.analysis.projection import PROJECTIONS, Projection
from core.views.risk_map import Choices
from gui.widgets.world_map import Sight

_NOT_KEPT = frozenset(("as_of", "mineral", "event"))  # the desk's, on all tabs


@dataclass(frozen=True, slots=True)
class MapPlace:
    """choices: without what the desk chooses; fixed: the breaks typed, by measure; sizes: of the parts beside each other."""

    choices: Choices
    sizes: tuple[int, ...] = ()
    projection: Projection = "equal_earth"
    middle: Middle = 0
    sight: Sight | None = None
    fixed: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def to_bytes(place: MapPlace) -> bytes:
    """To be kept."""
    kept = asdict(place)
    kept["choices"] = {name: value for name, value in kept["choices"].items() if name not in _NOT_KEPT}
    return json.dumps(kept).encode()


def from_bytes(kept: bytes) -> MapPlace | None:
    """What was kept; None where it is not sound."""
    try:
        read = json.loads(kept)
        sight = Sight(**{name: _number(value) for name, value in read["sight"].items()}) if read["sight"] else None
        fixed = {str(measure): tuple(map(_number, limits)) for measure, limits in read["fixed"].items()}
        choices = Choices(**{**read["choices"], "fixed": tuple(map(_number, read["choices"]["fixed"]))})
        place = MapPlace(choices, tuple(map(int, read["sizes"])), read["projection"], read["middle"], sight, fixed)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    sound = place.projection in PROJECTIONS and place.middle in MIDDLES and len(place.sizes) == 2 and _sound(place.choices)
    return place if sound and (sight is None or 0 < sight.zoom < math.inf) else None


def _sound(choices: Choices) -> bool:
    """Whether each choice is of the kind that it has to be."""
    usual = Choices()
    years = all(year is None or (isinstance(year, int) and not isinstance(year, bool)) for year in (choices.year, choices.before))
    kinds = all(
        isinstance(getattr(choices, one.name), type(getattr(usual, one.name)))
        for one in fields(choices)
        if one.name not in ("year", "before", "as_of")
    )
    return years and kinds and choices.as_of is None and choices.classes in METHODS


def _number(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]  # what is no number raises, and is forgotten
    if not math.isfinite(number):
        raise ValueError(value)
    return number
