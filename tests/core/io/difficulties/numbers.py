"""Difficulties of numbers: how they are written, what is glued to them, and the words for no number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from core.model import Mark
from tests.core.io.difficulties.draft import Draft, Line, Point, difficulty
from tests.core.io.made import Error, Shown, Uncomputed, Value

_COMMAS = str.maketrans(".,", ",.")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SPACES = {"spaces": " ", "no-break spaces": "\u00a0", "thin spaces": "\u2009", "narrow no-break spaces": "\u202f", "apostrophes": "'"}
WRITTEN: dict[str, Callable[[float], Value]] = {
    "values as text": lambda value: f"{value:.2f}",
    "thousands": lambda value: f"{value:,.1f}",
    "thousands, whole": lambda value: f"{value:,.0f}",
    "decimal comma": lambda value: f"{value:,.2f}".translate(_COMMAS),
    "decimal comma without thousands": lambda value: f"{value:.2f}".replace(".", ","),
    "dollar sign": lambda value: f"${value:,.1f}",
    "currency word": lambda value: f"USD {value:,.1f}",
    "euro sign after": lambda value: f"{value:,.2f} €",
    "scientific": lambda value: f"{value:.6E}",
    "full-width digits": lambda value: f"{value:.1f}".translate(_FULL_WIDTH),
    "spaces around": lambda value: f"  {value:.1f} ",
    **{name: (lambda value, space=space: f"{value:,.1f}".replace(",", space)) for name, space in _SPACES.items()},
}
MARKERS: dict[str, dict[Value, Mark]] = {
    "W": {"W": Mark.WITHHELD},
    "NA": {"NA": Mark.NOT_AVAILABLE},
    "n.a.": {"n.a.": Mark.NOT_AVAILABLE, "n/a": Mark.NOT_AVAILABLE},
    "#N/A text": {"#N/A": Mark.NOT_AVAILABLE},
    "dots": {"…": Mark.NOT_AVAILABLE, "..": Mark.NOT_AVAILABLE, "...": Mark.NOT_AVAILABLE},
    "a dot": {".": Mark.NOT_AVAILABLE},
    "HOLIDAY and AWAITED": {"HOLIDAY": Mark.NOT_AVAILABLE, "AWAITED": Mark.NOT_AVAILABLE},
    "error cells": {Error("#N/A"): Mark.ERROR, Error("#DIV/0!"): Mark.ERROR},
    "s": {"s": Mark.WITHHELD},
    "nil": {"nil": Mark.NIL},
}
GLUED, GONE = Mark(1 << 9), Mark(1 << 10)  # of the generator alone: which points are written otherwise


def _text(value: float) -> str:
    return f"{value:,.1f}"


def _written(write: Callable[[float], Value]) -> Callable[[Draft, Random], Draft]:
    whole = write(1234.5) == "1,234" or write(1234.5) == "1,235"

    def change(draft: Draft, _random: Random) -> Draft:
        draft = draft.with_points(lambda point: (float(round(point[0])), point[1]) if whole and point[0] is not None else point)
        return replace(draft, write=lambda point: None if point[0] is None else write(point[0]))

    return change


for _name, _write in WRITTEN.items():
    difficulty("numbers", _name, "formats")(_written(_write))


def _changed(draft: Draft, random: Random, change: Callable[[Point], Point]) -> Draft:
    """The draft with some points of each line changed, never the first or the last."""

    def line(one: Line) -> Line:
        inner = sorted(one.points)[1:-1]
        days = set(random.sample(inner, min(len(inner), max(1, len(inner) // 4))))
        return replace(one, points={day: change(point) if day in days else point for day, point in one.points.items()})

    return draft.with_lines(line)


def _marked(words: dict[Value, Mark]) -> Callable[[Draft, Random], Draft]:
    def change(draft: Draft, random: Random) -> Draft:
        word = random.choice(list(words))
        mark = words[word]
        made = _changed(draft, random, lambda _point: (None, mark))
        return replace(made, write=lambda point: word if point[0] is None and point[1] == mark else draft.write(point))

    return change


for _name, _words in MARKERS.items():
    difficulty("markers", f"marker {_name}", *(("text",) if _name in {"error cells", "#N/A text"} else ()))(_marked(_words))


@difficulty("markers", "dashes explained as nil")
def dashes_nil(draft: Draft, random: Random) -> Draft:
    dash = random.choice(["--", "—", "-"])
    made = _changed(draft, random, lambda _point: (None, Mark.NIL))
    return replace(
        made, write=lambda point: dash if point[1] == Mark.NIL else draft.write(point),
        around=(*made.around, lambda _draft, page: page.over([[], [f"{dash} nil or negligible; n.a. not available."]])),
    )  # fmt: skip


@difficulty("markers", "dashes unexplained")
def dashes(draft: Draft, random: Random) -> Draft:
    return _marked({"--": Mark.NOT_AVAILABLE, "–": Mark.NOT_AVAILABLE, "—": Mark.NOT_AVAILABLE, "-": Mark.NOT_AVAILABLE})(draft, random)


@difficulty("markers", "blank cells")
def blanks(draft: Draft, random: Random) -> Draft:
    return _changed(draft, random, lambda _point: (None, Mark.NONE))


@difficulty("markers", "formulas without a result", "text")
def uncomputed(draft: Draft, random: Random) -> Draft:
    """The truth is not in the file: only asking is fine."""
    made = _changed(draft, random, lambda point: (point[0], point[1] | GONE))
    return replace(made, write=lambda point: Uncomputed() if point[1] & GONE else draft.write(point))


def _glued(name: str, mark: Mark, write: Callable[[float], str]) -> None:
    @difficulty("glued", name, "numbers", "formats", "text")
    def change(draft: Draft, random: Random) -> Draft:
        made = _changed(draft, random, lambda point: (point[0], mark | GLUED) if point[0] is not None else point)
        return replace(made, write=lambda point: write(point[0]) if point[1] & GLUED and point[0] is not None else draft.write(point))


_glued(">50", Mark.BOUND, lambda value: f">{_text(value)}")
_glued("<50", Mark.BOUND, lambda value: f"<{value:.1f}")
_glued("more than 50", Mark.BOUND, lambda value: f"more than {_text(value)}")
_glued("estimated e", Mark.ESTIMATED, lambda value: f"{_text(value)}e")
_glued("preliminary (p)", Mark.PRELIMINARY, lambda value: f"{_text(value)} (p)")
_glued("superscript at a number", Mark.NONE, lambda value: f"{_text(value)}¹")
_glued("two superscripts at a number", Mark.NONE, lambda value: f"{_text(value)}¹²")
_glued("star at a number", Mark.NONE, lambda value: f"{_text(value)}*")
_glued("bracketed note at a number", Mark.NONE, lambda value: f"{_text(value)} [1]")
_glued("note letter at a number", Mark.NONE, lambda value: f"{_text(value)} r")
_glued("slash note at a number", Mark.NONE, lambda value: f"{_text(value)} 1/")


@difficulty("glued", "range 50-300", "numbers", "formats", "text")
def ranges(draft: Draft, random: Random) -> Draft:
    """The lower end with a mark, and a problem that says so."""
    made = _changed(draft, random, lambda point: (float(int(point[0] or 50)), Mark.BOUND))
    return replace(
        made, write=lambda point: f"{point[0]:.0f}-{(point[0] or 0) + 250:.0f}" if point[1] == Mark.BOUND else draft.write(point)
    )


@difficulty("formats", "negatives in brackets", "units", "kinds", "numbers", "glued")
def brackets(draft: Draft, random: Random) -> Draft:
    """Flows: some go out."""
    made = _changed(draft, random, lambda point: (-(point[0] or 0.0), point[1]))
    made = made.with_lines(
        lambda line: replace(line, unit="t", kind="flow", label=f"{line.label} net imports", words=(*line.words, "imports"))
    )
    return replace(made, write=lambda point: None if point[0] is None else f"({-point[0]:,.1f})" if point[0] < 0 else f"{point[0]:,.1f}")


@difficulty("numbers", "numbers and texts mixed", "formats")
def mixed(draft: Draft, random: Random) -> Draft:
    """Every other number is a text."""
    odd = random.randint(0, 1)
    return replace(draft, write=lambda point: point[0] if point[0] is None or int(point[0]) % 2 == odd else f"{point[0]:.1f}")


@difficulty("markers", "zeros")
def zeros(draft: Draft, random: Random) -> Draft:
    """Nothing was there is not nothing is known."""
    return _changed(draft, random, lambda _point: (0.0, Mark.NONE))


@difficulty("formats", "negatives with signs", "units", "kinds", "numbers", "glued")
def minus(draft: Draft, random: Random) -> Draft:
    write = random.choice(
        [lambda value: f"{value:.1f}".replace("-", "\N{MINUS SIGN}"), lambda value: f"{-value:.1f}-", lambda value: f"{value:,.1f}"]
    )
    made = _changed(draft, random, lambda point: (-(point[0] or 0.0), point[1]))
    made = made.with_lines(
        lambda line: replace(line, unit="t", kind="flow", label=f"{line.label} net imports", words=(*line.words, "imports"))
    )
    return replace(made, write=lambda point: None if point[0] is None else write(point[0]) if point[0] < 0 else point[0])


@difficulty("formats", "percent format", "units", "text", "kinds")
def percent_format(draft: Draft, _random: Random) -> Draft:
    made = draft.with_points(lambda point: (round((point[0] or 0) % 100, 2), point[1]))
    made = made.with_lines(
        lambda line: replace(line, unit="%", kind="flow", label=f"{line.label} import share", words=(*line.words, "import"))
    )
    return replace(made, label=lambda line: line.label, write=lambda point: None if point[0] is None else Shown(point[0] / 100, "0.00%"))


@difficulty("formats", "percent texts", "units", "kinds")
def percent_text(draft: Draft, _random: Random) -> Draft:
    made = draft.with_points(lambda point: (round((point[0] or 0) % 100, 2), point[1]))
    made = made.with_lines(
        lambda line: replace(line, unit="%", kind="flow", label=f"{line.label} import share", words=(*line.words, "import"))
    )
    return replace(made, label=lambda line: line.label, write=lambda point: None if point[0] is None else f"{point[0]:.2f}%")


@difficulty("formats", "<0.1%", "units", "kinds", "text")
def small_percent(draft: Draft, random: Random) -> Draft:
    made = percent_text(draft, random)
    made = _changed(made, random, lambda _point: (0.1, Mark.BOUND))
    write = made.write
    return replace(made, write=lambda point: "<0.1%" if point == (0.1, Mark.BOUND) else write(point))
