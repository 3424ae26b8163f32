"""Rows that say nearly the same, and tables that hold nearly the same numbers: found without comparing each with each.

Texts are compared by the groups of three letters that they share (Jaccard's index), which holds for words and for Chinese alike.
Which texts are compared at all is decided by their smallest hashes of such groups, a dozen a text (a sketch in the way of Broder, 1997):
texts that share none of them have little in common. Tables are compared by their facts, a date (or country and year) with its value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model import FieldKind, Record, Series, columns

LEAST_ROWS = 0.7  # the share of letter groups that near-duplicate rows have in common
LEAST_TABLES = 0.8  # the share of the smaller table's facts that the other has as well
_FEWEST_FACTS = 24
_SHORTEST = 12  # letters; shorter titles are alike by chance
_SKETCH = 12  # hashes a text, on average
_NEIGHBOURS = 12  # texts of one hash and about one day that a text is compared with
_COMPARED = 50_000  # pairs
_TABLES_APART = 20
_GROUP = 3  # letters

Facts = npt.NDArray[np.uint64]
Days = npt.NDArray[np.int64]

_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Near:
    """Two rows or tables, by position, and the share that they have in common."""

    first: int
    second: int
    share: float


# --- rows


def near_rows(texts: Sequence[str], days: Days, within: int = 3) -> list[Near]:
    """The pairs of texts that say nearly the same with the same numbers in them, at most `within` days apart; in order.

    days: of each text, as days since 1970; the same for all where there are none.
    """
    plain = [_plain(text) for text in texts]
    candidates = _candidates(plain, days, within)
    found = []
    groups: dict[int, frozenset[str]] = {}
    for first, second in candidates:
        a, b = plain[first], plain[second]
        if min(len(a), len(b)) < _SHORTEST or sorted(_NUMBERS.findall(texts[first])) != sorted(_NUMBERS.findall(texts[second])):
            continue
        share = 1.0 if a == b else likeness(groups.setdefault(first, _groups(a)), groups.setdefault(second, _groups(b)))
        if share >= LEAST_ROWS:
            found.append(Near(first, second, share))
    return sorted(found, key=lambda one: (one.first, one.second))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard's index: what two sets have in common, as a share of what they have together."""
    return len(a & b) / len(a | b) if a or b else 0.0


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _groups(plain: str) -> frozenset[str]:
    return frozenset(plain[at : at + _GROUP] for at in range(len(plain) - _GROUP + 1))


def _candidates(plain: Sequence[str], days: Days, within: int) -> list[tuple[int, int]]:
    """Pairs that share at least two hashes of their sketches, those that share most first."""
    hashes, owners = _sketches(plain)
    order = np.lexsort((owners, days[owners], hashes))
    hashes, owners = hashes[order], owners[order]
    fresh = np.ones(len(owners), bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])  # a group of letters may stand twice in a text
    hashes, owners = hashes[fresh], owners[fresh]
    pairs: list[npt.NDArray[np.int64]] = []
    for step in range(1, min(_NEIGHBOURS, len(owners) - 1) + 1):
        a, b = owners[:-step], owners[step:]
        near = (hashes[:-step] == hashes[step:]) & (days[b] - days[a] <= within)
        pairs.append(np.minimum(a[near], b[near]) * len(plain) + np.maximum(a[near], b[near]))
    if not pairs:
        return []
    together, shared = np.unique(np.concatenate(pairs), return_counts=True)
    kept = np.flatnonzero(shared >= 2)
    kept = kept[np.argsort(-shared[kept], kind="stable")][:_COMPARED]
    return [divmod(pair, len(plain)) for pair in together[kept].tolist()]


def _sketches(plain: Sequence[str]) -> tuple[Facts, npt.NDArray[np.int64]]:
    """The smallest hashes of each text's letter groups, about as many of a long text as of a short one, and whose they are."""
    letters = np.frombuffer("\n".join((*plain, "")).encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    ends = letters == ord("\n")
    owners = np.cumsum(ends) - ends
    if len(letters) < _GROUP:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    whole = ~(ends[:-2] | ends[1:-1] | ends[2:])
    packed = (letters[:-2] << np.uint64(42)) | (letters[1:-1] << np.uint64(21)) | letters[2:]
    hashes, owners = _mixed(packed[whole]), owners[:-2][whole]
    share = np.minimum(_SKETCH / np.maximum(np.bincount(owners, minlength=len(plain)), 1), 0.999)
    small = hashes < (share * 2.0**64).astype(np.uint64)[owners]
    return hashes[small], owners[small]


def _mixed(numbers: Facts) -> Facts:
    """Numbers scattered evenly over 64 bits (the finaliser of MurmurHash3)."""
    mixed = numbers ^ (numbers >> np.uint64(33))
    mixed = mixed * np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed = mixed * np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(33)
    return mixed


# --- tables


def facts_of_series(series: Series) -> Facts:
    """A number for each date with its value, the value to four digits; gaps and zeros say nothing."""
    values = series.points.values
    kept = np.isfinite(values) & (values != 0)
    days = series.points.dates[kept].astype("datetime64[D]").astype(np.int64).view(np.uint64)
    return _mixed(_mixed(days) ^ _rounded(values[kept]).view(np.uint64))


def together(found: Sequence[Facts]) -> Facts:
    """The facts of several, each once, in order."""
    facts = np.sort(np.concatenate([np.zeros(0, np.uint64), *found]))
    fresh = np.ones(len(facts), bool)
    fresh[1:] = facts[1:] != facts[:-1]
    return facts[fresh]


def _rounded(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    scale: npt.NDArray[np.float64] = 10.0 ** (np.floor(np.log10(np.abs(values))) - 3)
    with np.errstate(over="ignore", invalid="ignore"):
        rounded: npt.NDArray[np.float64] = np.nan_to_num(np.rint(values / scale) * scale)
    return rounded


def facts_of_records(records: Iterable[Record]) -> Facts:
    """A number for each figure of a record with its country, year and date; what it is called does not count."""
    found: list[int] = []
    for kind, group in _by_kind(records):
        declared = columns(kind)
        figures = [one.name for one in declared if one.kind is FieldKind.NUMBER]
        where = [one.name for one in declared if one.refers == "country" or one.kind in (FieldKind.INTEGER, FieldKind.DATE, FieldKind.DAY)]
        for record in group:
            key = tuple(getattr(record, name) for name in where)
            found += [
                hash((key, f"{value:.4g}")) & 0x7FFFFFFFFFFFFFFF for name in figures if (value := getattr(record, name)) not in (None, 0)
            ]
    return np.array(found, np.uint64)


def _by_kind(records: Iterable[Record]) -> Iterable[tuple[type[Record], list[Record]]]:
    kinds: dict[type[Record], list[Record]] = {}
    for one in records:
        kinds.setdefault(type(one), []).append(one)
    return kinds.items()


def near_tables(tables: Sequence[Facts]) -> list[Near]:
    """The pairs of tables of which the smaller has nearly all its facts in the other as well; tables that say too little are passed over.

    A fact that stands in very many tables counts for the next twenty only.
    """
    usable = [at for at, facts in enumerate(tables) if len(facts) >= _FEWEST_FACTS]
    if len(usable) < 2:
        return []
    facts = np.concatenate([tables[at] for at in usable])
    owners = np.repeat(np.array(usable), [len(tables[at]) for at in usable])
    order = np.lexsort((owners, facts))
    facts, owners = facts[order], owners[order]
    pairs = [
        owners[:-step][same] * len(tables) + owners[step:][same]
        for step in range(1, min(len(usable), _TABLES_APART))
        if (same := facts[:-step] == facts[step:]).any()
    ]
    if not pairs:
        return []
    found, shared = np.unique(np.concatenate(pairs), return_counts=True)
    near = []
    for pair, count in zip(found.tolist(), shared.tolist(), strict=True):
        first, second = divmod(pair, len(tables))
        share = count / min(len(tables[first]), len(tables[second]))
        if share >= LEAST_TABLES:
            near.append(Near(first, second, share))
    return near
