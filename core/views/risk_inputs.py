"""What the user typed in for the risk methods: kept as one scenario whose worksheet is "risk inputs", a line "name = value" each.

A name is "cobalt/IR" for an input of a mineral, "severity/export quota" or "weight/rule of law" for one of all, or stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.analysis.governance import DIMENSIONS
from core.analysis.observed_measures import HALF_LIFE, severities
from core.analysis.resampling import ERROR
from core.model import Scenario, Workspace
from core.model.workspace import put
from core.task import Refused
from core.words import _

WORKSHEET: Final = "risk inputs"
OF_MINERAL: Final = ("IR", "EoL_RIR", "SI", "EV", "abundance", "demand", "demand of largest")
_ONE: Final = 1.0
_LIMITS: Final = {"abundance": 1e6, "demand": 1e4, "demand of largest": 1e4, "half-life": 100.0, "weight": 100.0}  # others: up to 1


@dataclass(frozen=True, slots=True)
class RiskInputs:
    """All that was typed in, by name; what is not there has its default."""

    values: Mapping[str, float]

    def of(self, mineral: str, name: str) -> float | None:
        """An input of a mineral, None where nobody gave it."""
        return self.values.get(f"{mineral}/{name}")

    @property
    def severities(self) -> Mapping[str, float]:
        """By type of the OECD: ours, or those typed in."""
        return {name: self.values.get(f"severity/{name}", value) for name, value in severities().items()}

    @property
    def weights(self) -> Mapping[str, float]:
        """By dimension of governance: equal, or as typed in."""
        return {name: self.values.get(f"weight/{name}", _ONE) for name in DIMENSIONS}

    @property
    def half_life(self) -> float:
        """In years."""
        return self.values.get("half-life", HALF_LIFE)

    @property
    def error(self) -> float:
        """The relative error of a share in the draws."""
        return self.values.get("share error", ERROR)


@dataclass(frozen=True, slots=True)
class InputLine:
    """An input as it is shown to be changed. value: None where none is known; own: it was typed in."""

    name: str
    title: str
    unit: str
    value: float | None
    own: bool
    help: str


def risk_inputs(workspace: Workspace) -> RiskInputs:
    """What the workspace's scenarios of this worksheet give; lines that are no input are passed over."""
    found: dict[str, float] = {}
    for one in workspace.scenarios.values():
        if one.worksheet == WORKSHEET:
            for line in one.inputs:
                name, _sign, text = (part.strip() for part in line.rpartition("="))
                value = _number(text)
                if name and value is not None and 0 <= value <= _most(name):
                    found[name] = value
    return RiskInputs(found)


def with_input(workspace: Workspace, name: str, text: str) -> Mapping[str, Scenario]:
    """The scenarios with the input set, or back at its default where `text` is blank. Raises `Refused` for what is no possible value."""
    kept = dict(risk_inputs(workspace).values)
    kept.pop(name, None)
    if text.strip():
        value = _number(text)
        if value is None or not 0 <= value <= _most(name):
            raise Refused(
                _("“{text}” is no number from 0 to {most}; nothing was changed.").format(text=text.strip(), most=f"{_most(name):g}")
            )
        kept[name] = value
    own = [one for one in workspace.scenarios.values() if one.worksheet == WORKSHEET]
    lines = tuple(f"{key} = {value!r}" for key, value in kept.items())
    others = {one.id for one in own[1:]}
    scenarios = {key: one for key, one in workspace.scenarios.items() if key not in others}
    title = own[0].title if own else _("Inputs of the risk methods")
    return put(scenarios, Scenario(id=own[0].id if own else _free(scenarios), title=title, worksheet=WORKSHEET, inputs=lines))


def input_lines(workspace: Workspace, mineral: str) -> tuple[InputLine, ...]:
    """The inputs of a mineral (none for ""), then those of all."""
    given = risk_inputs(workspace)
    made = [
        InputLine(f"{mineral}/{name}", title, unit, given.of(mineral, name), given.of(mineral, name) is not None, words)
        for name, (title, unit, words) in (_of_mineral() if mineral else {}).items()
    ]
    made += [
        InputLine(
            f"severity/{name}", _("Severity: {measure}").format(measure=name), "0–1", value, f"severity/{name}" in given.values, _ours()
        )
        for name, value in given.severities.items()
    ]
    made.append(InputLine("half-life", _("Half-life of a measure"), _("years"), given.half_life, "half-life" in given.values, _ours()))
    made += [
        InputLine(
            f"weight/{name}", _("Weight: {dimension}").format(dimension=name), "", value, f"weight/{name}" in given.values,
            _("The governance score is the weighted mean of the six dimensions; equal weights by default."),
        )
        for name, value in given.weights.items()
    ]  # fmt: skip
    made.append(
        InputLine("share error", _("Relative error of a share in the draws"), "0–1", given.error, "share error" in given.values, _ours())
    )
    return tuple(made)


def _of_mineral() -> dict[str, tuple[str, str, str]]:
    return {
        "IR": (_("EU import reliance (IR)"), "0–1", _("(Imports − exports) over (production + imports − exports) of the EU.")),
        "EoL_RIR": (_("End-of-life recycling input rate"), "0–1", _("Of the EU formula; without it nothing counts as recycled.")),
        "SI": (_("Substitution index (SI)"), "0–1", _("1 cannot be substituted; without it 1 is taken.")),
        "EV": (_("Economic vulnerability (EV)"), "0–1", _("Of the USGS-type index; it has no default.")),
        "abundance": (_("Abundance in the crust"), "ppm", _("Of the BGS-type score; without it the score 2 is taken.")),
        "demand": (_("World demand over world supply"), "×", _("Of supply without the largest supplier; without it 1 is taken.")),
        "demand of largest": (
            _("Demand of the largest supplier over world supply"), "×", _("Gives N-1 against the demand outside the largest supplier."),
        ),
    }  # fmt: skip


def _ours() -> str:
    return _("Our own assumption, to be changed.")


def _most(name: str) -> float:
    head, _slash, tail = name.partition("/")
    return _LIMITS.get(tail, _LIMITS.get(head, 1.0))


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(" ", "").replace(",", ".").replace("%", "e-2"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _free(scenarios: Mapping[str, Scenario]) -> str:
    return next(name for at in range(1, len(scenarios) + 3) if (name := "risk-inputs" if at == 1 else f"risk-inputs-{at}") not in scenarios)
