"""The signal board: each signal that the records allow for as a row with value, band, date, rule and sentence, and what is behind it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.analysis.signal import Condition, Signal
from core.analysis.signal_board import board
from core.model import Workspace
from core.views.explained import Explained, inputs_of
from core.views.naming import country_name
from core.views.prices import mineral_title
from core.views.signal_words import (
    band_role,
    band_words,
    caution_words,
    condition_words,
    rule_of,
    sentence,
    value_words,
)
from core.words import _

CARDS = ("warning scorecard", "support scorecard")


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal as it is read. id: stable; mineral, name, value, band, date, rule, sentence: in words; role: the band's colour
    ("danger", "warning", "good", "muted"); tab: where its numbers are at home.
    """

    signal: Signal
    id: str
    mineral: str
    name: str
    value: str
    band: str
    role: str
    date: str
    rule: str
    sentence: str
    tab: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """A condition of a scorecard. state: in a word; role: its colour; basis: whether it was worked out or the source says so."""

    words: str
    state: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard: its row of the board, a heading, and its conditions."""

    row: SignalRow
    title: str
    lines: tuple[CardLine, ...]


def signal_rows(workspace: Workspace, as_of: np.datetime64 | None = None) -> tuple[SignalRow, ...]:
    """The board, mineral by mineral in the order in which the records name them. as_of: the last day that counts; None for all."""
    return tuple(_row(workspace, key, one) for key, one in _with_ids(board(workspace, as_of)))


def plain(workspace: Workspace) -> list[dict[str, Any]]:
    """The signals as `orebook info --json` prints them: numbers unrounded, absent ones None, inputs as the ids of their records."""
    return [
        {
            "id": row.id,
            "subject": row.signal.subject or None,
            "value": row.signal.value if row.signal.value is not None and math.isfinite(row.signal.value) else None,
            "unit": row.signal.unit or None,
            "band": row.signal.band,
            "date": row.date or None,
            "rule": row.rule,
            "sentence": row.sentence,
            "inputs": list(row.signal.inputs),
        }
        for row in signal_rows(workspace)
    ]


def cards(rows: Iterable[SignalRow]) -> tuple[Card, ...]:
    """The scorecards among the rows, those that warn first."""
    own = sorted((row for row in rows if row.signal.rule in CARDS), key=lambda row: CARDS.index(row.signal.rule))
    return tuple(
        Card(row, _("{mineral}: {name}").format(mineral=row.mineral, name=row.name), tuple(map(_line, row.signal.conditions)))
        for row in own
    )


def explained(workspace: Workspace, row: SignalRow) -> Explained:
    """The signal with its sentence, rule, formula and source, and the records behind it with file, sheet and cell."""
    signal = row.signal
    formula = rule_of(signal).formula
    definition = "\n\n".join(part for part in (row.sentence, _("Rule: {rule}").format(rule=row.rule), formula) if part)
    return Explained(
        key=row.id,
        group="signals",
        title=f"{row.mineral}, {row.name}",
        value=signal.value,
        unit="" if signal.conditions else signal.unit,
        date=row.date,
        definition=definition,
        inputs=inputs_of(workspace, signal.inputs),
        text=row.band,
        cautions=tuple(caution_words(one) for one in signal.cautions),
    )


def _with_ids(signals: Iterable[Signal]) -> Iterator[tuple[str, Signal]]:
    """Each signal with an id of rule and subject; of several alike the second ends in 2."""
    seen: Counter[str] = Counter()
    for one in signals:
        key = "/".join(part.replace(" ", "-") for part in (one.rule, one.subject) if part)
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}/{seen[key]}"), one


def _row(workspace: Workspace, key: str, signal: Signal) -> SignalRow:
    rule = rule_of(signal)
    return SignalRow(
        signal=signal,
        id=key,
        mineral=mineral_title(signal.subject),
        name=rule.name,
        value=value_words(signal),
        band=band_words(signal.band),
        role=band_role(signal),
        date=str(signal.date or ""),
        rule=rule.rule,
        sentence=sentence(signal, _places(workspace, signal)),
        tab=rule.tab,
    )


def _line(condition: Condition) -> CardLine:
    state, role = {True: (_("met"), "text"), False: (_("not met"), "muted"), None: (_("not known"), "muted")}[condition.met]
    basis = "" if condition.met is None else _("stated by a source") if condition.basis == "stated" else _("worked out")
    words = condition_words(condition)
    return CardLine(words[:1].upper() + words[1:], state, role, basis)


def _places(workspace: Workspace, signal: Signal) -> tuple[str, ...]:
    """The venues and countries that the signal's figures, series and trade name, each once, in order; without any, those of its events."""
    figures = (workspace.figures.get(key) for key in signal.inputs)
    named = (one.place for one in figures if one is not None)
    venues = (one.venue for key in signal.inputs if (one := workspace.series.get(key)) is not None)
    buyers = (trade.importer for key in signal.inputs if (trade := workspace.trade.get(key)) is not None)
    takers = (relation.taker for key in signal.inputs if (relation := workspace.relations.get(key)) is not None)
    places = [place for place in (*named, *venues, *buyers, *takers) if place]
    if not places:
        places = [actor for key in signal.inputs if (event := workspace.events.get(key)) is not None for actor in event.actors]
    return tuple(dict.fromkeys(map(place_title, places)))


def place_title(place: str) -> str:
    """What a venue or country is called on screen: a country by its name, anything else as it is written."""
    return country_name(place)
