"""XML of strangers: no document type, no entities of its own, and damage said by part and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from core.task import Refused
from core.words import _

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def local(name: str) -> str:
    """`name` without its prefix."""
    return name[name.find(":") + 1 :]


def parse(part: str, blocks: Iterable[bytes], start: Start, end: End | None = None, text: Callable[[str], None] | None = None) -> None:
    """Walk the XML of `part`; `start` and `end` hear names without prefix. Raises `Refused` for a DOCTYPE and for damage."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartDoctypeDeclHandler = _refuse_doctype(part)
    names: dict[str, str] = {}

    def opened(name: str, attributes: dict[str, str]) -> None:
        bare = names.get(name)
        if bare is None:
            bare = names[name] = local(name)
        start(bare, attributes)

    parser.StartElementHandler = opened
    if end is not None:
        closed = end
        parser.EndElementHandler = lambda name: closed(names[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        started = False
        for block in blocks:
            if not started:
                block = block.lstrip(b" \t\r\n")  # some programs leave a blank line before the declaration
                started = bool(block)
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        message = _(
            "its part {part} is damaged at line {line}, column {column}; open the file in the program it came from, save it again "
            "and import the copy."
        )
        raise Refused(message.format(part=part, line=f"{error.lineno:,}", column=f"{error.offset + 1:,}")) from error
    except LookupError as error:
        raise Refused(_("its part {part} is written in an encoding that is not known here; save it as UTF-8.").format(part=part)) from error


def _refuse_doctype(part: str) -> Callable[..., None]:
    def refuse(*_declaration: object) -> None:
        message = _("its part {part} declares a document type, which spreadsheets do not have and attacks do; do not trust this file.")
        raise Refused(message.format(part=part))

    return refuse


def unescaped(text: str) -> str:
    """XML text with its references resolved and its line ends made plain. Raises ValueError for a reference XML does not know."""
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if "&" not in text:
        return text
    if _ENTITY.sub("", text).find("&") >= 0:
        raise ValueError(text)
    return _ENTITY.sub(lambda found: _NAMED[found[1]] if found[1] else chr(int(found[2]) if found[2] else int(found[3], 16)), text)
