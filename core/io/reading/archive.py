"""Zip archives of strangers: checked before anything is unpacked, and read in bounded pieces."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from core.io.reading.limits import Limits
from core.task import Refused
from core.words import _

_BLOCK = 1 << 22
_FREE = 1 << 20  # parts below this size may have any ratio
_LOCAL_HEADER = 30


class Archive:
    """The parts of a zip file, by names that differ neither in case nor in slashes. Raises `Refused` for bombs and damage."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, UnicodeDecodeError, OverflowError) as error:
            raise Refused(
                _("its archive is damaged, as by a broken download; get the file again, or repair it in Excel and save it.")
            ) from error
        entries = self._zip.infolist()
        if len(entries) > limits.entries:
            message = _(
                "its archive has {count} parts where a workbook has a few dozen; if you trust it, open it in Excel and save it again."
            )
            raise Refused(message.format(count=f"{len(entries):,}"))
        self._refuse_overlaps(entries)
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self.doubles: list[str] = []
        for entry in entries:
            key = _key(entry.filename)
            if key in self._parts:
                self.doubles.append(entry.filename)
            self._parts.setdefault(key, entry)
        self._exact = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}

    def _refuse_overlaps(self, entries: list[zipfile.ZipInfo]) -> None:
        end = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                message = _(
                    "its archive is built so that parts lie over each other ({part}), as no office program does; do not trust this file."
                )
                raise Refused(message.format(part=entry.filename))
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size

    @property
    def names(self) -> list[str]:
        """The names of all parts, with forward slashes."""
        return list(self._exact)

    def has(self, name: str) -> bool:
        """Whether there is a part `name`."""
        return self._entry(name) is not None

    def size(self, name: str) -> int:
        """Unpacked bytes of `name` as the archive declares them; 0 when there is no such part."""
        entry = self._entry(name)
        return entry.file_size if entry else 0

    def _entry(self, name: str) -> zipfile.ZipInfo | None:
        return self._exact.get(name.lstrip("/")) or self._parts.get(_key(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """The unpacked content of `name` in pieces. Raises `Refused` when it is missing, encrypted, damaged or a bomb."""
        entry = self._entry(name)
        if entry is None:
            raise Refused(_("its part {part} is missing; open the file in Excel, repair and save it.").format(part=name))
        if entry.flag_bits & 1:
            raise Refused(
                _("its part {part} is encrypted; open the file with its password, save it without one and import the copy.").format(
                    part=name
                )
            )
        self._refuse_bomb(entry)
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
            message = _("its part {part} is damaged; get the file again, or open it in Excel, repair and save it.")
            raise Refused(message.format(part=name)) from error

    def _refuse_bomb(self, entry: zipfile.ZipInfo) -> None:
        size, packed = entry.file_size, max(entry.compress_size, 1)
        if size > self._limits.unpacked or (size > _FREE and size > self._limits.ratio * packed):
            message = _("its part {part} would unpack to {size} MB from {packed} kB, as only a bomb does; do not trust this file.")
            raise Refused(message.format(part=entry.filename, size=f"{size / 1e6:,.0f}", packed=f"{packed / 1e3:,.1f}"))

    def read(self, name: str) -> bytes:
        """The whole content of `name`. Raises as `blocks` does."""
        return b"".join(self.blocks(name))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
