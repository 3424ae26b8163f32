"""Formulas that are computed and printed: one small tree, evaluated by numpy, written as an Excel formula, or read as words.

Names are joined by operators: `price * share / 100`. Whatever offers `Term` (inputs and outputs of a worksheet do) may stand in one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = float | NDArray[np.float64]
Operand: TypeAlias = "Term | float"


class Term:
    """What can be reckoned with. Comparisons give 1 for true and 0 for false."""

    def expression(self) -> Expression:
        """The tree that this term is."""
        raise NotImplementedError

    def __add__(self, other: Operand) -> Expression:
        return _join("+", self, other)

    def __radd__(self, other: float) -> Expression:
        return _join("+", other, self)

    def __sub__(self, other: Operand) -> Expression:
        return _join("-", self, other)

    def __rsub__(self, other: float) -> Expression:
        return _join("-", other, self)

    def __mul__(self, other: Operand) -> Expression:
        return _join("*", self, other)

    def __rmul__(self, other: float) -> Expression:
        return _join("*", other, self)

    def __truediv__(self, other: Operand) -> Expression:
        return _join("/", self, other)

    def __rtruediv__(self, other: float) -> Expression:
        return _join("/", other, self)

    def __pow__(self, other: Operand) -> Expression:
        return _join("^", self, other)

    def __lt__(self, other: Operand) -> Expression:
        return _join("<", self, other)

    def __le__(self, other: Operand) -> Expression:
        return _join("<=", self, other)

    def __gt__(self, other: Operand) -> Expression:
        return _join(">", self, other)

    def __ge__(self, other: Operand) -> Expression:
        return _join(">=", self, other)


@dataclass(frozen=True, slots=True, eq=False)
class Expression(Term):
    """One node: a number, a name, an operator, or a function with its `parts`."""

    kind: str
    parts: tuple[Expression, ...] = ()
    name: str = ""
    value: float = 0.0

    def expression(self) -> Expression:
        """Itself."""
        return self


def named(name: str) -> Expression:
    """The value of that name."""
    return Expression("name", name=name)


def smallest(*terms: Operand) -> Expression:
    """The least of the terms."""
    return _join("MIN", *terms)


def largest(*terms: Operand) -> Expression:
    """The greatest of the terms."""
    return _join("MAX", *terms)


def size(term: Operand) -> Expression:
    """The term without its sign."""
    return _join("ABS", term)


def log(term: Operand) -> Expression:
    """The natural logarithm; of what is not above zero there is none."""
    return _join("LN", term)


def when(condition: Operand, then: Operand, otherwise: Operand) -> Expression:
    """`then` where the condition holds, else `otherwise`."""
    return _join("IF", condition, then, otherwise)


def both(*conditions: Operand) -> Expression:
    """Whether all conditions hold."""
    return _join("AND", *conditions)


def names_in(term: Term) -> tuple[str, ...]:
    """The names that a formula uses, each once, in the order of reading."""
    node = term.expression()
    own = (node.name,) if node.kind == "name" else ()
    return tuple(dict.fromkeys((*own, *(name for part in node.parts for name in names_in(part)))))


def evaluate(term: Term, values: Mapping[str, Values]) -> Values:
    """The value, elementwise where `values` holds arrays (n,). NaN where there is none: unknown inputs, a division by zero.

    Raises KeyError for a name without a value.
    """
    with np.errstate(all="ignore"):
        found = np.asarray(_value(term.expression(), values), float)
    known = np.where(np.isfinite(found), found, np.nan)
    return known if known.ndim else float(known)


def excel(term: Term, cells: Mapping[str, str]) -> str:
    """The Excel formula without its equals sign, `cells` giving the address of each name."""
    return _printed(term.expression(), cells, _EXCEL)[0]


def words(term: Term, titles: Mapping[str, str]) -> str:
    """The formula as it is read, with the title of each name."""
    return _printed(term.expression(), titles, _WORDS)[0]


# --- how each kind computes and prints

_Binary: TypeAlias = Callable[[Values, Values], Values]
_OPERATORS: Final[dict[str, tuple[int, _Binary]]] = {
    "<": (0, np.less), "<=": (0, np.less_equal), ">": (0, np.greater), ">=": (0, np.greater_equal),
    "+": (1, np.add), "-": (1, np.subtract), "*": (2, np.multiply), "/": (2, np.divide), "^": (3, np.float_power),
}  # fmt: skip
_ATOM: Final = 4
_EXCEL: Final[dict[str, str]] = {}
_WORDS: Final = {"*": " × ", "-": " − ", "+": " + ", "/": " / ", "^": " ^ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_FOLDS: Final[dict[str, _Binary]] = {"MIN": np.minimum, "MAX": np.maximum, "AND": np.multiply}


def _join(kind: str, *operands: Operand) -> Expression:
    return Expression(kind, tuple(_tree(one) for one in operands))


def _tree(operand: Operand) -> Expression:
    return operand.expression() if isinstance(operand, Term) else Expression("number", value=float(operand))


def _value(node: Expression, values: Mapping[str, Values]) -> Values:
    if node.kind == "number":
        return node.value
    if node.kind == "name":
        return values[node.name]
    parts = [_value(part, values) for part in node.parts]
    if node.kind in _OPERATORS:
        rank, operator = _OPERATORS[node.kind]
        found = operator(*parts)
        # a comparison with what is not known holds neither way
        return found if rank else np.where(np.isnan(parts[0] + parts[1]), np.nan, found)[()]
    if node.kind in _FOLDS:
        found = parts[0]
        for part in parts[1:]:
            found = _FOLDS[node.kind](found, part)
        return found
    if node.kind == "IF":
        condition, then, otherwise = parts
        return np.where(np.isnan(condition), np.nan, np.where(np.equal(condition, 1), then, otherwise))[()]
    return np.abs(parts[0]) if node.kind == "ABS" else np.log(parts[0])


def _printed(node: Expression, names: Mapping[str, str], signs: Mapping[str, str]) -> tuple[str, int]:
    """The text and how tightly it binds."""
    if node.kind == "number":
        text = repr(int(node.value)) if node.value.is_integer() and abs(node.value) < 1e15 else repr(node.value)
        return (text, _ATOM) if node.value >= 0 else (f"({text})", _ATOM)
    if node.kind == "name":
        return names[node.name], _ATOM
    parts = [_printed(part, names, signs) for part in node.parts]
    if node.kind not in _OPERATORS:
        between = ", " if signs else ","
        return f"{node.kind}({between.join(text for text, _rank in parts)})", _ATOM
    rank = _OPERATORS[node.kind][0]
    (left, left_rank), (right, right_rank) = parts
    left = left if left_rank == _ATOM or (left_rank >= rank and node.kind != "^") else f"({left})"
    right = right if right_rank > rank else f"({right})"
    return f"{left}{signs.get(node.kind, node.kind)}{right}", rank
