"""What a worksheet answers, as plain values: figures that explain themselves, checks, contradictions, pictures, intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from core.analysis.formula import Values, evaluate, names_in, words
from core.analysis.uncertainty import Interval, simulate
from core.analysis.worksheet import Check, Output, Swing, Worksheet, line, results, tornado
from core.model import Workspace
from core.model.fields import show
from core.views.explained import Explained, inputs_of, number
from core.views.pictures import Bar, Bars, Curve, Histogram, Picture
from core.views.scenario_inputs import Filled, unit_of
from core.words import _, plural

_BINS = 40


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence under the results. tone: "good", "warning" or "plain"."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Chance:
    """How the simulation draws: distribution, seed, number of draws."""

    distribution: str
    seed: int
    draws: int


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What follows from the inputs. rows: outputs, then their intervals; notes: checks and contradictions."""

    values: Mapping[str, float]
    rows: tuple[Explained, ...]
    notes: tuple[Note, ...]
    pictures: tuple[Picture, ...]


def answer(workspace: Workspace, sheet: Worksheet, filled: Filled, chance: Chance) -> Answer:
    """All that the worksheet says of these inputs."""
    values = {name: float(value) for name, value in results(sheet, filled.values).items()}
    drawn = simulate(sheet, filled.values, filled.ranges, chance.distribution, chance.seed, chance.draws) if filled.ranges else {}
    rows = [_row(workspace, sheet, filled, output, values[output.name]) for output in sheet.outputs]
    rows += [
        _interval_row(sheet, output, drawn[output.name], chance)
        for output in sheet.outputs
        if output.name in drawn and drawn[output.name].known
    ]
    return Answer(values, tuple(rows), _notes(sheet, filled, values), _pictures(sheet, filled, values, drawn))


def amount(value: float, unit: str) -> str:
    """A number with its unit; no space before a per cent sign's own."""
    return f"{number(value)} {unit}".strip()


def used_by(sheet: Worksheet, output: Output) -> tuple[str, ...]:
    """The inputs that an output follows from, through other outputs too, in the order of the form."""
    own = {one.name: one for one in sheet.outputs}
    found: set[str] = set()

    def gather(names: Iterable[str]) -> None:
        for name in names:
            if name in own:
                gather(names_in(own[name].formula))
            else:
                found.add(name)

    gather(names_in(output.formula))
    return tuple(one.name for one in sheet.inputs if one.name in found)


def titles(sheet: Worksheet) -> dict[str, str]:
    """What each input and output is called."""
    return {one.name: _(one.title) for one in sheet.inputs} | {one.name: _(one.title) for one in sheet.outputs}


def _row(workspace: Workspace, sheet: Worksheet, filled: Filled, output: Output, value: float) -> Explained:
    called, used = titles(sheet), used_by(sheet, output)
    fields = {field.name: field for field in filled.fields}
    behind = [filled.records[name] for name in used if name in filled.records and fields[name].sourced]
    definition = [f"{_(output.title)} = {words(output.formula, called)}"]
    shown = [f"{called[name]} = {amount(filled.values[name], fields[name].unit) if name not in filled.missing else '–'}" for name in used]
    definition += [_("With {inputs}.").format(inputs="; ".join(shown)), _(sheet.basis)]
    missing = ""
    if math.isnan(value):
        lacking = [called[name] for name in used if name in filled.missing]
        missing = _("needs {inputs}").format(inputs=", ".join(lacking)) if lacking else _("cannot be reckoned with these inputs")
    cautions = [_(output.note)] if output.note else []
    cautions += [_(one.text) for one in sheet.contradictions if output.name in one.outputs]
    changed = [called[name] for name in used if fields[name].changed]
    if changed:
        cautions.append(_("Changed from the default: {inputs}.").format(inputs=", ".join(changed)))
    return Explained(
        output.name, _("Results"), _(output.title), None if math.isnan(value) else value, unit_of(output), _dated(workspace, behind),
        "\n".join(definition), inputs_of(workspace, behind), missing=missing, cautions=tuple(cautions),
    )  # fmt: skip


def _interval_row(sheet: Worksheet, output: Output, found: Interval, chance: Chance) -> Explained:
    group = _("Range of {draws} draws, seed {seed}").format(draws=f"{chance.draws:,}", seed=chance.seed)
    definition = _(
        "Monte Carlo: every input with a range is drawn by itself ({distribution}), {draws} times, from the seed {seed}; the same seed "
        "gives the "
        "same figures. Shown are the 5 % and 95 % points; the median is {median}, the mean {mean}, half of the draws lie from {lower} to "
        "{upper}."
    )
    low, lower, median, upper, high = found.quantiles
    texts = {"median": median, "mean": found.mean, "lower": lower, "upper": upper}
    told = definition.format(
        distribution=distribution_title(chance.distribution), draws=f"{chance.draws:,}", seed=chance.seed,
        **{name: amount(value, unit_of(output)) for name, value in texts.items()},
    )  # fmt: skip
    cautions = [_("The inputs are drawn independently of each other."), *([_(output.note)] if output.note else [])]
    if found.lost:
        cautions.append(
            plural("{count} draw gave no number and is left out.", "{count} draws gave no number and are left out.", found.lost)
        )
    text = _("{low} to {high} {unit}").format(low=number(low), high=number(high), unit=unit_of(output)).strip()
    if low == high:
        text = amount(low, unit_of(output))
        cautions.append(_("None of its inputs has a range, so it does not vary.") if not used_ranges(sheet, output) else "")
    return Explained(
        f"mc:{output.name}", group, _(output.title), None, "", "", told, text=text, cautions=tuple(one for one in cautions if one)
    )


def used_ranges(sheet: Worksheet, output: Output) -> bool:
    """Whether an output follows from any input that has a range."""
    return any(sheet.input(name).low is not None for name in used_by(sheet, output))


def distribution_title(distribution: str) -> str:
    """A distribution by its name."""
    return {"triangular": _("triangular"), "uniform": _("uniform"), "normal": _("normal, range = 5 % to 95 %")}[distribution]


def _notes(sheet: Worksheet, filled: Filled, values: Mapping[str, float]) -> tuple[Note, ...]:
    known = {**filled.values, **values}
    units = {one.name: unit_of(one) for one in sheet.inputs} | {one.name: unit_of(one) for one in sheet.outputs}
    shown = {name: amount(value, units[name]) for name, value in known.items()}
    checked = [note for check in sheet.checks if (note := _checked(check, known, shown)) is not None]
    return (
        *checked,
        *(Note(_("Contradiction in the sources: {text}").format(text=_(one.text)), "warning") for one in sheet.contradictions),
    )


def _checked(check: Check, known: Mapping[str, Values], shown: Mapping[str, str]) -> Note | None:
    held = float(evaluate(check.condition, known))
    if math.isnan(held):
        return None
    return Note(_(check.passed).format(**shown), "good") if held else Note(_(check.failed).format(**shown), "warning")


def _pictures(sheet: Worksheet, filled: Filled, values: Mapping[str, float], drawn: Mapping[str, Interval]) -> tuple[Picture, ...]:
    main, called = sheet.output(sheet.main), titles(sheet)
    base, unit = values[sheet.main], unit_of(main)
    if math.isnan(base):
        return ()
    units = {field.name: field.unit for field in filled.fields}
    made: list[Picture] = []
    swings = tornado(sheet, filled.values, filled.ranges)
    if swings:
        bars = tuple(_swing_bar(one, called, filled, sheet.main, unit) for one in swings)
        made.append(Bars("tornado", _("What moves it: {output}").format(output=called[sheet.main]), unit, bars, base))
    if sheet.line in filled.ranges:
        x, y = line(sheet, filled.values, sheet.line, filled.ranges[sheet.line])
        if np.isfinite(y).any():
            across, upright = (
                f"{called[name]} ({one})" if one else called[name] for name, one in ((sheet.line, units[sheet.line]), (sheet.main, unit))
            )
            made.append(Curve("line", upright, across, x, y, (filled.values[sheet.line], base)))
    found = drawn.get(sheet.main)
    if found is not None and found.known and found.quantiles[0] < found.quantiles[4]:
        counts, edges = np.histogram(found.values, _BINS)
        marks = (found.quantiles[0], found.quantiles[2], found.quantiles[4])
        made.append(Histogram("histogram", _("How it falls: {output}").format(output=called[sheet.main]), unit, edges, counts, marks, base))
    return tuple(made)


def _swing_bar(swing: Swing, called: Mapping[str, str], filled: Filled, main: str, unit: str) -> Bar:
    units = {field.name: field.unit for field in filled.fields}
    low, high = (amount(end, units[swing.input]) for end in filled.ranges[swing.input])
    sentence = _("{input} from {low} to {high}: {output} from {first} to {last}")
    tip = sentence.format(
        input=called[swing.input], low=low, high=high, output=called[main], first=amount(swing.low, unit), last=amount(swing.high, unit)
    )
    return Bar(called[swing.input], swing.low, swing.high, low, high, tip)


def _dated(workspace: Workspace, ids: Iterable[str]) -> str:
    dates = [show(getattr(record, "date", None) or getattr(record, "by", None)) for key in ids if (record := workspace.figures.get(key))]
    return max((date for date in dates if date), default="")
