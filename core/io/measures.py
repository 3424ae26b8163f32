"""What the header of a column of figures about countries says: the measure, its year, the stage of the supply chain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.io.guess import clean_title

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_ESTIMATED = re.compile(r"\b(?:est(?:imated)?|e)\b\.?", re.I)
_STAGES = (
    ("reserves", re.compile(r"\breserves?\b|儲量|储量", re.I)),
    ("mining", re.compile(r"\b(?:mines?|mined|mining)\b|礦產量|矿产量|開採|开采", re.I)),
    (
        "processing",
        re.compile(
            r"\b(?:refin(?:ery|eries|ed|ing)|smelt(?:er|ers|ed|ing)|process(?:ing|ed)|plant|chemicals|battery[- ]grade)\b|"
            r"精煉|精炼|冶煉|冶炼",
            re.I,
        ),
    ),
)
_PRODUCTION = re.compile(r"\b(?:prod|production|output)\b|產量|产量", re.I)
_CAPACITY = re.compile(r"\b(?:cap|capacity)\b|產能|产能", re.I)
_MAIN = re.compile(r"(?:estimates?|values?|scores?|index)?", re.I)
_ERROR = re.compile(r"(?:std|standard)\.? ?(?:err(?:or)?s?|dev(?:iation)?)|s\.?e\.?", re.I)


@dataclass(frozen=True, slots=True)
class Measure:
    """A header taken apart. title: its words without year and unit; year: the one it names, if it names just one; estimated: it says so."""

    title: str
    year: int | None = None
    estimated: bool = False

    @property
    def stage(self) -> str:
        """The stage of the supply chain that the words name, "" when they name none."""
        return stage_in(self.title)

    @property
    def is_supply(self) -> bool:
        """Whether it counts what a country produces or holds."""
        return bool(self.stage or _PRODUCTION.search(self.title))

    @property
    def is_capacity(self) -> bool:
        """Whether it is what could be produced, not what is."""
        return bool(_CAPACITY.search(self.title))

    @property
    def is_main(self) -> bool:
        """Whether it is the score itself, where others tell how sure it is: Estimate, Value, or nothing beside the year."""
        return bool(_MAIN.fullmatch(self.title))

    @property
    def is_error(self) -> bool:
        """Whether it is the standard error of the score."""
        return bool(_ERROR.fullmatch(self.title))


def measure_in(header: str) -> Measure:
    """The measure that a header names: Prod_t_est_2023 is the production of 2023, estimated."""
    words = " ".join(re.sub(r"[_,;]+", " ", clean_title(header)[0]).split())
    years = _YEAR.findall(words)
    rest = _YEAR.sub(" ", words) if len(years) == 1 else words
    bare = " ".join(_ESTIMATED.sub(" ", rest).split())
    return Measure(bare.strip(" -:()"), int(years[0]) if len(years) == 1 else None, _ESTIMATED.search(rest) is not None)


def stage_in(text: str) -> str:
    """The stage of the supply chain that words such as "Refinery production, copper" name; "" when they name none or several."""
    found = [stage for stage, pattern in _STAGES if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def says_estimated(text: str) -> bool:
    """Whether words such as "Mine production, estimated" mark the figures of their row as estimates."""
    return _ESTIMATED.search(text) is not None
