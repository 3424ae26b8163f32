"""How ranks move when the weights do: one dimension of governance alone, another half-life, all measures as hard as each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.analysis.governance import DIMENSIONS
from core.analysis.observed_measures import severities
from core.model import Workspace
from core.views.map_values import short
from core.views.risk_inputs import RiskInputs
from core.views.risk_methods import RiskTable, place, ranked_by
from core.views.risk_scores import basis, score, with_inputs
from core.words import _


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The ranks of minerals under each change of the weights. variants: what was changed, in words; ranks: by mineral, one a variant."""

    variants: tuple[str, ...]
    ranks: Mapping[str, tuple[int | None, ...]]

    def range(self, mineral: str) -> tuple[int, int] | None:
        """The best and the worst rank of a mineral; None where it has none."""
        known = [rank for rank in self.ranks.get(mineral, ()) if rank is not None]
        return (min(known), max(known)) if known else None


def sensitivity(workspace: Workspace, table: RiskTable, method: str) -> Sensitivity:
    """What other weights would make of the ranks; no variants for a method without weights."""
    choices = table.choices
    given = basis(workspace, choices.stage, choices.year, choices.importer, choices.day)
    names = [mineral for mineral, _title in table.minerals]
    columns = []
    variants = _variants(given.inputs, method)
    for inputs in variants.values():
        other = with_inputs(given, inputs)
        by = {one: ranked_by(method, score(other, one, method)) for one in names}
        known = [value for value in by.values() if value is not None]
        columns.append([None if value is None else place(method, value, known) for value in by.values()])
    return Sensitivity(tuple(variants), dict(zip(names, zip(*columns, strict=True), strict=True)) if columns and names else {})


def in_words(found: Sensitivity, mineral: str) -> str:
    """A sentence on a mineral's range; "" where there is none."""
    span = found.range(mineral)
    if span is None:
        return ""
    return _("With other weights it ranks {low} to {high}: {variants}.").format(
        low=span[0],
        high=span[1],
        variants=", ".join(
            _("{variant} {rank}").format(variant=variant, rank="–" if rank is None else rank)
            for variant, rank in zip(found.variants, found.ranks[mineral], strict=True)
        ),
    )


def _variants(inputs: RiskInputs, method: str) -> dict[str, RiskInputs]:
    if method in ("governance", "eu", "product"):
        return {
            _("{dimension} alone").format(dimension=one): _with(inputs, {f"weight/{name}": float(name == one) for name in DIMENSIONS})
            for one in DIMENSIONS
        }
    if method == "measures":
        half, double = inputs.half_life / 2, inputs.half_life * 2
        return {
            _("half-life {years} years").format(years=short(half)): _with(inputs, {"half-life": half}),
            _("half-life {years} years").format(years=short(double)): _with(inputs, {"half-life": double}),
            _("all measures equally hard"): _with(inputs, {f"severity/{name}": 1.0 for name in severities()}),
        }
    return {}


def _with(inputs: RiskInputs, changed: Mapping[str, float]) -> RiskInputs:
    return RiskInputs({**inputs.values, **changed})
