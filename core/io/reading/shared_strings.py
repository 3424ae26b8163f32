"""The texts that an OOXML workbook keeps once for all cells."""

from __future__ import annotations

from collections.abc import Iterable

from core.io.reading.cell_values import spelled
from core.io.reading.markup import local, parse


def read_shared_strings(part: str, blocks: Iterable[bytes]) -> list[str]:
    """The texts in the order in which cells count them. Raises `Refused` for damage. What the part says of their number is ignored."""
    walk = _Walk()
    parse(part, blocks, walk.start, walk.end, walk.characters)
    return walk.texts


class _Walk:
    """Each child of the root is one text, whatever its name: early programs had other names for it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.depth = 0
        self.silent = 0
        self.pieces: list[str] = []
        self.run: list[str] | None = None
        self.keeps_space = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 2:
            self.pieces, self.silent = [], 0
        elif name == "rPh":
            self.silent += 1
        elif name == "t" and not self.silent:
            self.run = []
            self.keeps_space = bool(attributes) and any(local(key) == "space" and value == "preserve" for key, value in attributes.items())

    def characters(self, text: str) -> None:
        if self.run is not None:
            self.run.append(text)

    def end(self, name: str) -> None:
        if self.depth == 2:
            self.texts.append(spelled("".join(self.pieces)))
        elif name == "rPh":
            self.silent -= 1
        elif name == "t" and self.run is not None:
            text = "".join(self.run)
            self.pieces.append(text if self.keeps_space else text.strip())
            self.run = None
        self.depth -= 1
