"""Finding text in a million rows while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_FEW = 20_000  # hits up to which walking from one to the next is quicker than comparing every byte


class TextIndex:
    """The texts of all rows in one block of bytes, in which a word is found in milliseconds."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [text.replace("\n", " ") if "\n" in text else text for text in texts]
        self._bytes = ("\n".join(lines) + "\n" if lines else "").casefold().encode()
        self._array = np.frombuffer(self._bytes, np.uint8)
        self._ends = np.flatnonzero(self._array == 10)

    def matches(self, text: str) -> NDArray[np.bool_]:
        """Which rows hold every word of `text`, in any order and letter case; every row when there is no word."""
        found = np.ones(len(self._ends), np.bool_)
        for word in text.casefold().split():
            found &= self._holding(word.encode())
        return found

    def _holding(self, word: bytes) -> NDArray[np.bool_]:
        found = np.zeros(len(self._ends), np.bool_)
        if 0 < self._bytes.count(word) <= _FEW:
            found[np.searchsorted(self._ends, self._walk(word))] = True
        elif word in self._bytes:
            found[np.searchsorted(self._ends, self._compare(word))] = True
        return found

    def _walk(self, word: bytes) -> list[int]:
        places, at = [], self._bytes.find(word)
        while at >= 0:
            places.append(at)
            at = self._bytes.find(word, at + 1)
        return places

    def _compare(self, word: bytes) -> NDArray[np.intp]:
        size = len(self._array) - len(word) + 1
        same = self._array[:size] == word[0]
        for offset, byte in enumerate(word[1:], 1):
            same &= self._array[offset : offset + size] == byte
        return np.flatnonzero(same)
