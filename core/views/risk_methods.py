"""The risk methods side by side: minerals in rows, methods in columns, with bounds, ranks, what is missing, and how firm a rank is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.analysis.concentration import THRESHOLDS, level
from core.analysis.eu_supply_risk import overall
from core.analysis.governance import POLITICAL
from core.analysis.resampling import DRAWS, FIRM, SEED, Mix, RankInterval, rank_intervals
from core.analysis.shares import Shares
from core.model import Workspace
from core.views.explained import Explained, inputs_of
from core.views.map_values import country_name, short
from core.views.prices import mineral_title
from core.views.risk_scores import Basis, Score, basis, eu_risk, parameters, score
from core.views.risk_words import (
    METHODS,
    method_definitions,
    method_titles,
    method_units,
    missing_title,
    stage_title,
    threshold_titles,
)  # fmt: skip
from core.words import _, plural

STAGES: Final = ("mining", "processing")
DRAWN: Final = ("hhi", "suppliers", "governance", "eu")  # the methods that are a sum of s² w, so that they can be drawn anew
_LESS_IS_WORSE: Final = frozenset(("suppliers", "n1"))


@dataclass(frozen=True, slots=True)
class RiskChoices:
    """What is chosen. method: the one whose ranks are shown and drawn; year: None for the newest; as_of: None for today."""

    method: str = "hhi"
    stage: str = "mining"
    thresholds: str = "2023"
    importer: str = "USA"
    year: int | None = None
    as_of: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day that measures are counted on."""
        return self.as_of or dt.date.today()  # noqa: DTZ011 - the day on the user's own calendar


@dataclass(frozen=True, slots=True)
class Cell:
    """A method's figure of a mineral in words. value: what it is ranked by, None where it is missing; rank: 1 is the highest risk."""

    value: float | None
    text: str
    rank: int | None
    of: int
    level: str = ""
    gross: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a mineral came to stand in the draws, and in words whether that is robust."""

    low: int
    high: int
    firm: bool
    text: str


@dataclass(frozen=True, slots=True)
class RiskTable:
    """The methods side by side. cells: by mineral and method, minerals in the order of the rank by the method chosen.

    intervals: by mineral, of the method chosen where it can be drawn; notes: what the reader must know.
    """

    choices: RiskChoices
    minerals: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Cell]
    intervals: Mapping[str, Interval]
    importers: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    message: str = ""

    def ranks(self, mineral: str) -> tuple[int | None, ...]:
        """The ranks of a mineral by each method in turn: a line of the bump chart."""
        return tuple(self.cells[mineral, method].rank for method, _title in self.methods)


def risk_table(workspace: Workspace, wanted: RiskChoices, *, draws: int = DRAWS) -> RiskTable:
    """All that the methods say. draws: how many for the rank intervals, 0 for none. A choice that is not there gives way to one that is."""
    choices = replace(
        wanted,
        method=wanted.method if wanted.method in METHODS else "hhi",
        stage=wanted.stage if wanted.stage in STAGES else "mining",
    )
    given = _basis(workspace, choices)
    there = given.chosen.importers
    if choices.importer not in there and there:
        choices, given = replace(choices, importer=there[0]), replace(given, importer=there[0])
    names = given.chosen.minerals(choices.stage)
    scores = {(mineral, method): score(given, mineral, method) for mineral in names for method in METHODS}
    cells = _cells(names, scores, choices)
    order = sorted(names, key=lambda one: (cells[one, choices.method].rank or len(names) + 1, mineral_title(one)))
    shown = [one for one in order if cells[one, choices.method].rank is not None]
    intervals = _intervals(given, choices, shown, draws)
    titles = method_titles()
    return RiskTable(
        choices,
        tuple((one, mineral_title(one)) for one in order),
        tuple((one, titles[one]) for one in METHODS),
        cells,
        intervals,
        tuple((code, country_name(code)) for code in there),
        _notes(given, choices, intervals, draws),
        "" if names else _("No table gives shares of two countries or more at this stage. Import one, or choose the other stage."),
    )


def explained(workspace: Workspace, table: RiskTable, mineral: str, method: str) -> Explained:
    """A figure of the table with its formula, what limits it and the records behind it."""
    given = _basis(workspace, table.choices)
    found = score(given, mineral, method)
    cell = table.cells.get((mineral, method)) or Cell(None, "–", None, 0)
    title = _("{method}: {mineral}").format(method=method_titles()[method], mineral=mineral_title(mineral))
    missing = ""
    if cell.value is None:
        missing = _("It needs: {inputs}.").format(inputs=cell.missing)
    definition = "\n".join(text for text in (method_definitions()[method], _worked(given, mineral, method, found)) if text)
    interval = table.intervals.get(mineral) if method == table.choices.method else None
    cautions = [*_cautions(given, mineral, method, found), *([interval.text] if interval is not None else [])]
    return Explained(
        f"{mineral}/{method}",
        stage_title(table.choices.stage),
        title,
        None if found.bounds is None or found.bounds.high > found.bounds.low else found.bounds.low,
        method_units()[method],
        str(found.year or ""),
        definition,
        inputs_of(workspace, found.records),
        text=cell.text,
        missing=missing,
        cautions=tuple(cautions),
    )


def _basis(workspace: Workspace, choices: RiskChoices) -> Basis:
    return basis(workspace, choices.stage, choices.year, choices.importer, choices.day)


def _cells(names: Sequence[str], scores: Mapping[tuple[str, str], Score], choices: RiskChoices) -> dict[tuple[str, str], Cell]:
    limits = next((one for one in THRESHOLDS if one.key == choices.thresholds), THRESHOLDS[0])
    made = {}
    for method in METHODS:
        by = {one: ranked_by(method, scores[one, method]) for one in names}
        known = [value for value in by.values() if value is not None]
        for one in names:
            found, value = scores[one, method], by[one]
            rank = None if value is None else place(method, value, known)
            words = ", ".join(missing_title(code) for code in found.missing)
            height = level(value, limits) if method == "hhi" and value is not None else ""
            made[one, method] = Cell(value, _text(found), rank, len(known), height, found.gross, words)
    return made


def place(method: str, value: float, known: Sequence[float]) -> int:
    """The rank of a value among those known, 1 for the highest risk; equals share one."""
    return 1 + sum((other < value) if method in _LESS_IS_WORSE else (other > value) for other in known)


def ranked_by(method: str, found: Score) -> float | None:
    """What the known shares give: the lower bound, of effective suppliers the upper, of the EU's formula that at full reliance."""
    if found.bounds is None:
        return None
    if method == "eu" and found.extra is not None:
        return found.extra[1]
    return found.bounds.high if method == "suppliers" else found.bounds.low


def _text(found: Score) -> str:
    if found.bounds is None:
        return "–"
    low, high = short(found.bounds.low), short(found.bounds.high)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _intervals(given: Basis, choices: RiskChoices, shown: Sequence[str], draws: int) -> dict[str, Interval]:
    if choices.method not in DRAWN or not shown or draws < 1:
        return {}
    scored = [_mixes(given, choices.method, one) for one in shown]
    weights = None if choices.method in ("hhi", "suppliers") else dict(given.worst)
    found = rank_intervals(scored, weights, _errors(given), error=given.inputs.error, draws=draws)
    return {one: _interval(interval, len(shown)) for one, interval in zip(shown, found, strict=True)}


def _interval(found: RankInterval, count: int) -> Interval:
    words = _("In 90 % of the draws it ranks {low} to {high} of {count}: robust.")
    if not found.firm:
        words = _("In 90 % of the draws it ranks {low} to {high} of {count}: not robust.")
    return Interval(found.low, found.high, found.firm, words.format(low=found.low, high=found.high, count=count))


def _errors(given: Basis) -> dict[str, float]:
    """The standard error of w by country: that of political stability stands for the mean of six, which has none of its own."""
    return {code: 2 * one.errors[POLITICAL] for code, one in given.governance.items() if POLITICAL in one.errors}


def _mixes(given: Basis, method: str, mineral: str) -> list[Mix]:
    if method != "eu":
        one = given.shares(mineral)
        return [_mix(one, 1.0)] if one is not None else []
    best = overall(eu_risk(given, mineral, stage) for stage in STAGES)
    if best is None:
        return []
    world, bought = given.shares(mineral, best.stage), given.sourcing(mineral, "EU", best.stage)
    typed = given.inputs.of(mineral, "IR")
    half = (1.0 if typed is None else typed) / 2
    factor = (1 - (given.inputs.of(mineral, "EoL_RIR") or 0.0)) * (1.0 if (si := given.inputs.of(mineral, "SI")) is None else si)
    first, second = world or bought, bought or world
    pairs = ((first, half * factor), (second, (1 - half) * factor))
    return [_mix(one, share, parameters(given, one)) for one, share in pairs if one is not None]


def _mix(one: Shares, coefficient: float, t: Mapping[str, float] | None = None) -> Mix:
    return Mix(one.known, tuple(one.parts), tuple(coefficient * (t or {}).get(code, 1.0) for code in one.parts))


def _worked(given: Basis, mineral: str, method: str, found: Score) -> str:
    """The numbers that the formula was given."""
    one = given.shares(mineral)
    if one is None or found.bounds is None:
        return ""
    if method == "eu" and found.extra is not None:
        stage = found.extra[0]
        risk = eu_risk(given, mineral, stage)
        mixes = [
            words.format(low=short(mix.low), high=short(mix.high), when=table.period or table.year or "–")
            for words, mix, table in (
                (_("World supply ({when}): {low} to {high}."), risk.global_supply if risk else None, given.shares(mineral, stage)),
                (_("EU sourcing ({when}): {low} to {high}."), risk.eu_sourcing if risk else None, given.sourcing(mineral, "EU", stage)),
            )
            if mix is not None and table is not None
        ]
        return " ".join((_("Stage that decides: {stage}.").format(stage=stage_title(found.extra[0])), *mixes))
    if method == "product" and found.extra is not None:
        likely = score(given, mineral, "governance").bounds
        words = _("Likelihood {likely}, impact {impact}, for {importer}.")
        country = country_name(given.importer)
        return words.format(likely=short(likely.low / 10) if likely else "–", impact=short(found.extra[1]), importer=country)
    if method == "n1" and found.extra is not None:
        return _("Of the demand outside the largest supplier: {value} %.").format(value=short(found.extra[1]))
    shown = [
        _("{country} {share} %").format(country=country_name(code), share=short(part * 100)) for code, part in list(one.parts.items())[:6]
    ]
    return _("Shares: {shares}; unallocated {rest} %.").format(shares=", ".join(shown), rest=short(one.unallocated * 100))


def _cautions(given: Basis, mineral: str, method: str, found: Score) -> list[str]:
    made = []
    if found.gross and found.missing:
        words = ", ".join(missing_title(code) for code in found.missing)
        if method == "eu":
            made.append(
                _("Gross risk, no official EU figure: without {inputs}. Type them in to have the whole formula.").format(inputs=words)
            )
        else:
            made.append(_("Shown without {inputs}.").format(inputs=words))
    one = given.shares(mineral, found.extra[0] if method == "eu" and found.extra is not None else "")
    if one is not None and one.over > 0.001:
        made.append(_("The table's shares exceed its world total by {over} %.").format(over=short(one.over * 100)))
    if one is not None and one.listed:
        made.append(_("The table gives no world total: shares are of the sum of its rows."))
    if one is not None and one.estimated:
        made.append(_("The source marks figures as estimated."))
    if one is not None and one.period:
        made.append(_("Shares are of {period}.").format(period=one.period))
    if method in ("governance", "eu", "geopolrisk", "bgs") and given.governance:
        made.append(_governance_year(given))
    return made


def _governance_year(given: Basis) -> str:
    years = sorted({one.year for one in given.governance.values() if one.year is not None})
    return _("Governance is of {year}.").format(year=years[-1] if years else "–")


def _thresholds(choices: RiskChoices) -> str:
    limits = next((one.limits for one in THRESHOLDS if one.key == choices.thresholds), THRESHOLDS[0].limits)
    return _(
        "Classes after {set}: moderate from {moderate}, high above {high} points; the limits are not checked against the text."
    ).format(set=threshold_titles().get(choices.thresholds, ""), moderate=f"{limits[0]:,.0f}", high=f"{limits[1]:,.0f}")


def _notes(given: Basis, choices: RiskChoices, intervals: Mapping[str, Interval], draws: int) -> tuple[str, ...]:
    made = [_("Ranks are by what the known shares give, the lower bound; 1 is the highest risk.")]
    if choices.method == "eu":
        made.append(_("EU-type ranks are at full import reliance where none is typed in."))
    if choices.method == "hhi":
        made.append(_thresholds(choices))
    if intervals:
        soft = sum(not one.firm for one in intervals.values())
        made.append(
            _(
                "Rank intervals: {draws} draws, seed {seed}; each share varies by {error} % (ours). A rank is called robust when its"
                " interval spans at most {firm} places."
            ).format(draws=f"{draws:,}", seed=SEED, error=short(given.inputs.error * 100), firm=FIRM)
        )
        made.append(plural("{count} rank is not robust.", "{count} ranks are not robust.", soft) if soft else _("All ranks are robust."))
        if choices.method not in ("hhi", "suppliers"):
            made.append(_("Governance varies by the standard error of political stability, the only one known, taken for the mean of six."))
            made.append(_governance_year(given))
    elif choices.method not in DRAWN:
        made.append(_("No rank interval: this method is not drawn anew."))
    return tuple(made)
