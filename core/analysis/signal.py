"""What a rule says of a mineral: a value, a band, a date, and the records behind it; codes and numbers, no sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.analysis.evidence import Known
from core.model.dates import PartialDate

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Detail:
    """A number beside a signal's value, by its code."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a scorecard. met: None when the data do not say; basis: "computed", or "stated" when a source says so."""

    code: str
    met: bool | None
    inputs: tuple[str, ...] = ()
    basis: str = "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What a rule says of a subject (a mineral). value: in `unit`, None when unknown; band: a code; inputs: ids of the records behind it.

    cautions: codes of what limits it, such as "extrapolation", "ambiguous", "windows differ", "assumed dates".
    """

    rule: str
    item: int
    subject: str
    value: float | None
    unit: str
    band: str
    date: PartialDate | None = None
    inputs: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    conditions: tuple[Condition, ...] = ()
    cautions: tuple[str, ...] = ()

    def detail(self, name: str) -> float | None:
        """The number of that code, None when there is none."""
        return next((one.value for one in self.details if one.name == name), None)


def signal(
    rule: str,
    item: int,
    subject: str,
    value: Known | None,
    band: str,
    inputs: Iterable[Known | None],
    details: tuple[Detail, ...] = (),
    cautions: tuple[str, ...] = (),
) -> Signal:
    """The signal with the value's number, unit and date (of the inputs' the first that has one) and the ids of all inputs."""
    sources = [one for one in inputs if one is not None]
    number = None if value is None or value.unit == "sign" else value.value
    date = value.date if value is not None else next((one.date for one in sources if one.date is not None), None)
    return Signal(
        rule=rule,
        item=item,
        subject=subject,
        value=number,
        unit=value.unit if value is not None and number is not None else "",
        band=band,
        date=date,
        inputs=unique(key for one in sources for key in one.inputs),
        details=details,
        cautions=cautions,
    )


def told(*numbers: tuple[str, Known | None]) -> tuple[Detail, ...]:
    """The numbers that are known, as details."""
    return tuple(Detail(name, one.value, one.unit) for name, one in numbers if one is not None)


def unique(keys: Iterable[str]) -> tuple[str, ...]:
    """The ids, each once, in order."""
    return tuple(dict.fromkeys(keys))
