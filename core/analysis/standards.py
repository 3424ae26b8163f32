"""Which suppliers pass a standard: eligible, conditional or excluded, by a score and thresholds that the user sets. systems.md item 50.

The sources ask for high standards and give no thresholds, so there are none here. The rule of three classes is theirs, its edges are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.model.points import LARGEST
from core.model.records import Indicator

ELIGIBLE: Final = "eligible"
CONDITIONAL: Final = "conditional"
EXCLUDED: Final = "excluded"
NO_SCORE: Final = "no score"
CLASSES: Final = (ELIGIBLE, CONDITIONAL, EXCLUDED, NO_SCORE)
_EXACT: Final = ("", "=", "~", "about")  # a score that is only a bound is none


@dataclass(frozen=True, slots=True)
class Screened:
    """A supplier and its class, one of CLASSES; score: the indicator of its newest year, None without one."""

    country: str
    state: str
    score: Indicator | None


def scores(indicators: Iterable[Indicator], name: str) -> dict[str, Indicator]:
    """The score of that name by country, of its newest year; one on a single mineral is none of the country."""
    found: dict[str, Indicator] = {}
    for one in indicators:
        if one.name == name and one.country and not one.mineral and one.comparator in _EXACT and _is_number(one.value):
            before = found.get(one.country)
            if before is None or (one.year or 0) >= (before.year or 0):
                found[one.country] = one
    return found


def screened(
    suppliers: Iterable[str], indicators: Iterable[Indicator], name: str, eligible: float, conditional: float | None
) -> tuple[Screened, ...]:
    """Each supplier once, by class, then by name. A score at a threshold passes it; where `eligible` is the lower of the two, low scores
    are the better ones. Without `conditional` there are two classes, and high scores are the better ones.
    """
    own, sign = scores(indicators, name), -1.0 if conditional is not None and eligible < conditional else 1.0

    def state(score: Indicator | None) -> str:
        if score is None or score.value is None:
            return NO_SCORE
        if sign * score.value >= sign * eligible:
            return ELIGIBLE
        return CONDITIONAL if conditional is not None and sign * score.value >= sign * conditional else EXCLUDED

    found = [Screened(key, state(own.get(key)), own.get(key)) for key in dict.fromkeys(suppliers)]
    return tuple(sorted(found, key=lambda one: (CLASSES.index(one.state), one.country)))


def _is_number(value: float | None) -> bool:
    return value is not None and abs(value) < LARGEST
