"""The classes of the map: their breaks, the legend in words, and breaks as a person types them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from core.analysis.classes import MOST, breaks
from core.analysis.classes import Method as ClassMethod
from core.model.points import LARGEST
from core.task import Refused
from core.views.map_values import short
from core.words import _

_PERCENT_BREAKS: Final = (1.0, 5.0, 10.0, 25.0, 50.0)  # of shares: what the eye looks for first is who holds a quarter, who holds half
_FIXED: Final = {
    "governance": (-1.0, -0.5, 0.0, 0.5, 1.0),
    "measures": (2.0, 3.0, 5.0, 10.0),
    "severity": (0.3, 0.4, 0.5, 0.7, 1.0),
}
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)$")


@dataclass(frozen=True, slots=True)
class Band:
    """A class of the legend: what it spans in words, and how many countries are in it."""

    text: str
    count: int


def class_titles() -> dict[ClassMethod, str]:
    """What the ways of making classes are called."""
    return {"fixed": _("Fixed breaks"), "quantile": _("Quantiles"), "equal": _("Equal intervals"), "natural": _("Natural breaks")}


def usual_breaks(measure: str, unit: str) -> tuple[float, ...]:
    """The fixed breaks of a measure that nobody gave any; () where there are none that are usual."""
    return _FIXED.get(measure, _PERCENT_BREAKS if unit == "%" else ())


def fixed_breaks(values: Sequence[float], measure: str, unit: str, given: Sequence[float], count: int) -> tuple[float, ...]:
    """Those given, else those usual, else equal intervals."""
    wanted = breaks((), "fixed", 0, given or usual_breaks(measure, unit))[: MOST - 1]
    return wanted or breaks(values, "equal", count)


def breaks_of_difference(values: Iterable[float]) -> tuple[float, ...]:
    """Three steps either way about what hardly changed, the same up and down."""
    reach = max((abs(value) for value in values if np.isfinite(value)), default=0.0)
    step = _round_up(reach / 3) if reach > 0 else 1.0
    return (-2 * step, -step, -step / 5, step / 5, step, 2 * step)


def breaks_text(limits: Sequence[float]) -> str:
    """Breaks as they are typed."""
    return "; ".join(f"{limit:.12g}" for limit in limits)


def breaks_of(text: str) -> tuple[float, ...]:
    """The breaks that a person typed: rising numbers with semicolons or spaces between; () for an empty text, which means the usual ones.

    A comma is a decimal one. Raises `Refused` with what is wrong.
    """
    words = [word for word in re.split(r"[;\s]+", text.replace("−", "-").strip()) if word]
    for word in words:
        if not _NUMBER.match(word) or abs(float(word.replace(",", "."))) >= LARGEST:
            raise Refused(_("“{word}” is no number; write the breaks as 1; 5; 10; 25.").format(word=word))
    limits = tuple(float(word.replace(",", ".")) for word in words)
    if len(limits) > MOST - 1:
        raise Refused(
            _("{count} breaks make more classes than can be told apart; give at most {most}.").format(count=len(limits), most=MOST - 1)
        )
    for low, high in pairwise(limits):
        if high <= low:
            raise Refused(_("Breaks must rise, but {high} comes after {low}.").format(high=short(high), low=short(low)))
    return limits


def bands(limits: Sequence[float], classes: Sequence[int]) -> tuple[Band, ...]:
    """The classes between the limits, the lowest first. classes: of each country."""
    if not limits:
        return (Band(_("one class"), len(classes)),) if classes else ()
    words = [_("below {limit}").format(limit=short(limits[0]))]
    words += [_("{low} to {high}").format(low=short(low), high=short(high)) for low, high in pairwise(limits)]
    words += [_("{limit} and more").format(limit=short(limits[-1]))]
    return tuple(Band(text, sum(one == at for one in classes)) for at, text in enumerate(words))


def _round_up(value: float) -> float:
    """The next number of 1, 2 or 5 times a power of ten."""
    size = 10.0 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 2, 5, 10) if step * size >= value * (1 - 1e-9))
