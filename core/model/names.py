"""How a name in a spreadsheet finds the mineral or country it means.

A name matches when it is known, letter for letter after normalising, or when what is left after taking off a footnote mark is
known. Likeness alone only ever suggests: Austria and Australia are nearly the same word. What a misspelling is most like, and how
surely (`NameTable.likeliest`), is for who tells the user what was taken for what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Certainty = Literal["exact", "alias", "suggestion", "none"]

_CJK = "\u3400-\u9fff\uf900-\ufaff"
_HAS_CJK = re.compile(f"[{_CJK}]")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_DOT_BEFORE_LETTER = re.compile(r"\.(?=[^\W\d_])")
_NOT_WORD = re.compile(r"[^\w$]+|_+")
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_PIECES = re.compile(rf"[{_CJK}]|[^\s{_CJK}]+")
_LOWER_BRACKET = re.compile(r"\s*\((?=[a-z])[^()]*\)")
_LEAST_LETTERS = 5  # of a name that may be misspelled
_LIKE = 0.88  # the least likeness that counts
_LEAD = 0.05  # by which it must be more like one thing than another
_TWICE = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_SHORTEST = 2  # "use" is not the US with an e
# What statistics glue to a name: numbers, asterisks, and e, p, r for estimated, preliminary, revised; others only apart from it.
_FOOTNOTES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=\w{3}|\w\w\))[\d,\s/*†‡§]+\)?$",
        r"(?<=\w\w|\w\))[epr](?:,?\s*\d+)*$",
        r"(?<=\w\w|\w\))re(?:,?\s*\d+)*$",
        r"(?<=\w{3})[\s(\[]+(?:re|[a-h]|[pr]|\d{1,2})(?:\s*[,/]\s*(?:[a-h]|[pr]|\d{1,2}))*[\s)\]]*$",
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was found to mean: the id (empty unless certain), how certain, and what else it may have meant."""

    id: str
    certainty: Certainty
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """What a misspelled name most likely means: the id, the known name it is like, and how like, from 0 to 1."""

    id: str
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Entry:
    """The names of one thing. `codes` are matched as written, `NO` being a country and `no` a word; `doubtful` names only suggest it."""

    id: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def words(text: str) -> frozenset[str]:
    """The words of `text`, for lists of them that read as a line."""
    return frozenset(text.split())


def listed(cell: str) -> tuple[str, ...]:
    """The names in a cell of the tables, which parts them with semicolons."""
    return tuple(cell.split(";")) if cell else ()


def normalise(text: str) -> str:
    """`text` as names are compared: full width narrowed, case folded, accents off, 臺 as 台, punctuation as single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("臺", "台"))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _APOSTROPHES.sub("", text.casefold().replace("&", " and "))
    text = _NOT_WORD.sub(" ", _DOT_BEFORE_LETTER.sub("", text)).strip()
    return text if text.isascii() else _SPACE_AT_CJK.sub("", text)


class NameTable:
    """Everything known by name in one table of minerals or countries."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        quiet: Iterable[str] = (),
        title_codes: Container[str] = (),
        guard: Callable[[str, str, str], bool] | None = None,
        footnote_letters: bool = False,
    ) -> None:
        """Names in `quiet` count only when they are the whole text, for inside a longer one they may be common words; of the codes
        only `title_codes` count there. `guard(before, name, after)` may turn a name down for the words beside it.
        With `footnote_letters` a letter glued to a name may be a mark ("Japane"); silicone is not silicon with an e.
        """
        self._guard = guard
        self._marks = _FOOTNOTES if footnote_letters else _FOOTNOTES[:1]
        self._quiet = frozenset(map(normalise, quiet))
        self._known: dict[str, Match] = {}
        self._codes: dict[str, str] = {}
        self._in_titles: dict[str, str] = {}
        self._codes_in_titles: list[tuple[re.Pattern[str], str, str]] = []
        self._longest = 1
        self._others_go_on: dict[str, set[str]] = {}
        for entry in entries:
            self._add(entry, title_codes)
        self._compare_beginnings()

    def _compare_beginnings(self) -> None:
        """Keep with what words the names of others go on that begin with a name: Korea, North and silicon carbide."""
        for key, match in self._known.items():
            parts = key.split()
            for length in range(1, len(parts)):
                shorter = self._known.get(" ".join(parts[:length]))
                if shorter is not None and shorter.id and shorter.id != match.id:
                    self._others_go_on.setdefault(shorter.id, set()).update(parts[length:])

    def _add(self, entry: Entry, title_codes: Container[str]) -> None:
        for code in entry.codes:
            self._codes.setdefault(code, entry.id)
            if code in title_codes:
                self._codes_in_titles.append((re.compile(rf"(?<![\w$]){re.escape(code)}(?![\w$])"), normalise(code), entry.id))
        for name in entry.doubtful:
            earlier = self._known.get(normalise(name), Match("", "suggestion"))
            self._known[normalise(name)] = Match("", "suggestion", tuple(dict.fromkeys((*earlier.suggestions, entry.id))))
        self._name(entry.id, "exact", entry.names)
        self._name(entry.id, "alias", entry.aliases)

    def _name(self, thing: str, certainty: Certainty, names: Iterable[str]) -> None:
        for name in names:
            key = normalise(name)
            self._known.setdefault(key, Match(thing, certainty))
            if key not in self._quiet and key not in self._in_titles:
                self._in_titles[key] = thing
                self._longest = max(self._longest, len(key) if _HAS_CJK.match(key) else key.count(" ") + 1)

    @property
    def names(self) -> frozenset[str]:
        """Every name known, normalised."""
        return frozenset(self._known)

    def find(self, text: str) -> Match:
        """What the whole of `text` means. Never guesses: a misspelling gets suggestions only."""
        text = " ".join(text.split())
        known = self._find(text)
        if known is not None:
            return known
        suggestions = self._suggest(text)
        return Match("", "suggestion" if suggestions else "none", suggestions)

    def id_of(self, text: str) -> str:
        """The id that the whole of `text` means for certain, else ""; much faster than `find`, for it looks for no suggestions."""
        known = self._find(" ".join(text.split()))
        return known.id if known is not None else ""

    def _find(self, text: str) -> Match | None:
        if not text:
            return Match("", "none")
        if text in self._codes:
            return Match(self._codes[text], "exact")
        known = self._known.get(normalise(text))
        if known is not None:
            return known
        for shorter in _without_marks(text, self._marks):
            known = self._known.get(normalise(shorter))
            if known is not None and known.id and not self._tells_apart(known.id, text):
                return Match(known.id, "alias")
        return self._said_twice(text)

    def _said_twice(self, text: str) -> Match | None:
        """A name with another name of the same thing in brackets: Lithium (LCE), DRC (Congo)."""
        found = _TWICE.fullmatch(text)
        first, second = (self._find(part) for part in found.groups()) if found else (None, None)
        if first is None or second is None or not first.id:
            return None
        return Match(first.id, "alias") if first.id == second.id or first.id in second.suggestions else None

    def _tells_apart(self, thing: str, text: str) -> bool:
        """Whether the remark in brackets, misspelled perhaps, is how the name of another thing goes on: Korea (North)."""
        remark, others = _LOWER_BRACKET.search(text), self._others_go_on.get(thing)
        if remark is None or not others:
            return False
        from difflib import get_close_matches

        return any(get_close_matches(word, others, n=1, cutoff=0.75) for word in normalise(remark[0]).split() if len(word) > _SHORTEST)

    def likeliest(self, text: str) -> Likely | None:
        """What a text that `find` does not know is a misspelling of; None when it is too short, not like enough, or like two things.

        The likeness is twice the letters in common by the letters of both (Ratcliff and Obershelp).
        """
        from difflib import SequenceMatcher, get_close_matches

        key = normalise(text)
        if self.id_of(text) or key in self._known or len(key) < _LEAST_LETTERS or _HAS_CJK.search(key):
            return None
        close = [(SequenceMatcher(None, one, key).ratio(), one) for one in get_close_matches(key, self._known, n=8, cutoff=_LIKE - _LEAD)]
        certain = [(ratio, one, self._known[one].id) for ratio, one in sorted(close, reverse=True) if self._known[one].id]
        if not certain or certain[0][0] < _LIKE:
            return None
        ratio, name, thing = certain[0]
        if any(ratio - other < _LEAD for other, _name, another in certain if another != thing) or name[0] != key[0]:
            return None
        return Likely(thing, name, ratio)

    def _suggest(self, text: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        named = list(self.within(text))
        close = get_close_matches(normalise(text), self._known, n=6, cutoff=0.75)
        for key in close:
            match = self._known[key]
            named += [match.id] if match.id else match.suggestions
        return tuple(dict.fromkeys(named))[:5]

    def within(self, text: str) -> tuple[str, ...]:
        """The things named inside a longer text, in the order of their first mention; the longest name wins where names overlap."""
        raw = " ".join(text.split())
        found: list[str] = []
        pieces = _PIECES.findall(normalise(raw))
        codes = {key: thing for pattern, key, thing in self._codes_in_titles if pattern.search(raw)}
        start = 0
        while start < len(pieces):
            thing, length = self._longest_at(pieces, start, codes)
            if thing:
                found.append(thing)
            start += length
        return tuple(dict.fromkeys(found))

    def _longest_at(self, pieces: list[str], start: int, codes: dict[str, str]) -> tuple[str, int]:
        for length in range(min(self._longest, len(pieces) - start), 0, -1):
            key = _SPACE_AT_CJK.sub("", " ".join(pieces[start : start + length]))
            thing = self._in_titles.get(key) or (codes.get(key) if length == 1 else None)
            if thing:
                before = pieces[start - 1] if start else ""
                after = pieces[start + length] if start + length < len(pieces) else ""
                kept = self._guard is None or self._guard(before, key, after)
                return (thing if kept else ""), length
        return "", 1


def _without_marks(text: str, marks: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    """`text` less its footnote marks or a remark in brackets, one way after the other."""
    plain = text.rstrip("".join(c for c in set(text) if unicodedata.decomposition(c).startswith("<super>")))
    bare = _LOWER_BRACKET.sub("", plain)
    for form in dict.fromkeys((plain, bare)):
        if form != text:
            yield form
        for mark in marks:
            shorter = mark.sub("", form)
            if shorter != form and (len(shorter) > _SHORTEST or _HAS_CJK.search(shorter)):
                yield shorter
