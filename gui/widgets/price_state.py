"""What is remembered of the Prices tab from one start to the next, as JSON: sizes, toggles, scale, money."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.views.money import Money
from core.views.policy_filter import Filter
from core.views.price_scale import MODES, Scale


@dataclass(frozen=True, slots=True)
class State:
    """Sizes of the list and the chart, of the chart and the statistics; whether policy, drawdown and statistics are shown; the scale.

    directions, instruments: those of the policy flags that are wanted.
    """

    across: tuple[int, ...]
    inner: tuple[int, ...]
    drawn: tuple[bool, bool, bool]
    scale: Scale
    directions: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


def written(across: Sequence[int], inner: Sequence[int], drawn: Sequence[bool], scale: Scale, policy: Filter) -> bytes:
    """The state, to be read by `read`."""
    money = scale.money
    kept = {
        "across": list(across), "inner": list(inner), "drawn": list(drawn), "mode": scale.mode, "base": _day(scale.base),
        "unit": scale.unit, "filled": scale.interpolated, "currency": money.currency, "deflator": money.deflator,
        "reference": _day(money.reference), "directions": list(policy.directions), "instruments": list(policy.instruments),
    }  # fmt: skip
    return json.dumps(kept).encode()


def read(place: bytes) -> State | None:
    """The state that was written; None for anything else."""
    try:
        kept = json.loads(place)
        across, inner = (tuple(int(size) for size in kept[name]) for name in ("across", "inner"))
        policy, falls, counting = (bool(on) for on in kept["drawn"])
        base, reference = (dt.date.fromisoformat(kept[name]) if kept[name] else None for name in ("base", "reference"))
        unit, currency, deflator = (str(kept[name]) for name in ("unit", "currency", "deflator"))
        mode = kept["mode"] if kept["mode"] in MODES and (base or kept["mode"] not in {"percent", "index"}) else "price"
        scale = Scale(mode, base, unit, Money(currency, deflator, reference), bool(kept["filled"]))
        directions, instruments = (tuple(str(word) for word in kept.get(name, ())) for name in ("directions", "instruments"))
    except (ValueError, TypeError, KeyError):
        return None
    return State(across, inner, (policy, falls, counting), scale, directions, instruments)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else ""
