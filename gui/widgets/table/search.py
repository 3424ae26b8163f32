"""Finding text in a million rows while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class TextIndex:
    """The texts of all rows in one block of bytes, in which a word is found in milliseconds."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [text.replace("\n", " ") if "\n" in text else text for text in texts]
        self._bytes = np.frombuffer(("\n".join(lines) + "\n" if lines else "").casefold().encode(), np.uint8)
        self._ends = np.flatnonzero(self._bytes == 10)
        self._commonness = np.bincount(self._bytes, minlength=256)

    def matches(self, text: str) -> NDArray[np.bool_]:
        """Which rows hold every word of `text`, in any order and letter case; every row when there is no word."""
        found = np.ones(len(self._ends), np.bool_)
        for word in text.split():
            found &= self.holding(word)
        return found

    def holding(self, word: str) -> NDArray[np.bool_]:
        """Which rows hold `word`, in any letter case."""
        found = np.zeros(len(self._ends), np.bool_)
        found[np.searchsorted(self._ends, self._places(word.casefold().encode()))] = True
        return found

    def _places(self, word: bytes) -> NDArray[np.intp]:
        """Where `word` begins. Its rarest byte is looked for first, which leaves few places to look at the others."""
        rarest = min(range(len(word)), key=lambda at: self._commonness[word[at]])
        places = np.flatnonzero(self._bytes == word[rarest]) - rarest
        places = places[(places >= 0) & (places <= len(self._bytes) - len(word))]
        for at, byte in enumerate(word):
            if at != rarest:
                places = places[self._bytes[places + at] == byte]
        return places
