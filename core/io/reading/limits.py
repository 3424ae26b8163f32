"""How much a stranger's file may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading. Whatever asks for more is refused in words, or ended from outside.

    seconds: wall clock of the child. memory: its address space in bytes. cells: rows times columns of all sheets together.
    file_bytes: size of the file. unpacked: bytes of one unpacked part. ratio: unpacked to packed size of a part beyond 1 MB.
    entries: parts of an archive. sheets, formats, merges: as many as Excel itself could write, roughly.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    cells: int = 40_000_000
    file_bytes: int = 1 << 30
    unpacked: int = 2 << 30
    ratio: int = 200
    entries: int = 5_000
    sheets: int = 512
    formats: int = 70_000
    merges: int = 500_000
