"""How the parts of an OOXML package point to each other."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from core.io.reading.archive import Archive
from core.io.reading.markup import parse
from core.task import Refused

_QUOTED = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: its id, the last word of its type ("worksheet"), the part it leads to, whether that lies outside of the file."""

    id: str
    type: str
    target: str
    external: bool


def relations(archive: Archive, part: str) -> list[Relation]:
    """The relations of `part` ("" for the package). Empty where the list is missing or damaged: whoever asks has a second way."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[Relation] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2]
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            found.append(Relation(attributes.get("Id", ""), kind, target if external else _resolved(folder, target), external))

    if archive.has(listing):
        try:
            parse(listing, archive.blocks(listing), start)
        except Refused:
            return []
    return found


def _resolved(folder: str, target: str) -> str:
    plain = _QUOTED.sub(lambda found: bytes([int(found[1], 16)]), target.replace("\\", "/").encode("utf-8", "replace"))
    target = plain.decode("utf-8", "replace")
    joined = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(joined).lstrip("/")
