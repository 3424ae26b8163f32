"""What a map shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow between two countries; share: percent, which sets its width. dashed: not a reported figure."""

    giver: str
    taker: str
    share: float
    text: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Countries that a line goes about, and what the legend says of them. dashed: another part than those of a full line."""

    codes: tuple[str, ...]
    text: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """bands: the classes of the legend in words, the lowest first. shades: the class of each country; one without has no data.

    read_outs: what the pointer reads; labels: what stands on the country when there is room; names: of all countries. order: the
    countries as the keys Page Up and Page Down go through them.
    """

    title: str = ""
    subtitle: str = ""
    bands: tuple[str, ...] = ()
    shades: Mapping[str, int] = field(default_factory=dict)
    read_outs: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    marks: tuple[Mark, ...] = ()
    diverging: bool = False
    no_data: str = ""
    disclaimer: str = ""
    message: str = ""
