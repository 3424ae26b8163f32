"""How the Policy tab was arranged and what it showed, as it is kept from one start to the next."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.views.policy_filter import EVERYTHING, Filter, from_choices, to_choices
from core.views.timeline import LANES


@dataclass(frozen=True, slots=True)
class PolicyPlace:
    """window: the days in view, None for all; sizes: of the parts beside each other; list: the state of the list's grid; kept:
    choices of the panels.
    """

    lanes: str
    window: tuple[float, float] | None
    filter: Filter
    only: bool
    page: int
    sizes: tuple[int, ...]
    list: str
    kept: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As it is kept."""
        plain = {name: getattr(self, name) for name in ("lanes", "window", "only", "page", "sizes", "list", "kept")}
        return json.dumps(plain | {"filter": to_choices(self.filter)}).encode()


def unpacked(kept: bytes) -> PolicyPlace | None:
    """What was kept; None for anything else."""
    try:
        plain = json.loads(kept)
        window = None if plain["window"] is None else (float(plain["window"][0]), float(plain["window"][1]))
        if str(plain["lanes"]) not in LANES or (window is not None and not -math.inf < window[0] <= window[1] < math.inf):
            return None
        return PolicyPlace(
            str(plain["lanes"]),
            window,
            from_choices(str(plain["filter"])) or EVERYTHING,
            bool(plain["only"]),
            int(plain["page"]),
            tuple(int(size) for size in plain["sizes"]),
            str(plain["list"]),
            {str(name): str(choice) for name, choice in dict(plain.get("kept", {})).items()},
        )
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None
