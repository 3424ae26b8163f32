"""Brings the catalogues up to date with the words of core and gui, and compiles them.

    python resources/build_translations.py [CODE ...]     e.g. zh_TW; a language that has no catalogue yet gets an empty one

Words that are no longer said leave the catalogue; new ones come in without a translation, and nothing is guessed. The compiled
catalogues (.mo) are kept beside the texts (.po), so that the program needs no tool to speak them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
NOBODY = dict.fromkeys(("msgid_bugs_address", "last_translator", "language_team"), "the Orebook authors")
KEYWORDS = {"_": None, "mark": None, "plural": (1, 2)}


def said() -> Catalog:
    """Every text of the program that is to be translated, with the files that say it."""
    words = Catalog(project="Orebook", charset="utf-8")
    for package in ("core", "gui"):
        for file, _line, text, _comments, _context in extract_from_dir(ROOT / package, keywords=KEYWORDS):
            words.add(text, locations=[(f"{package}/{file}", 1)])
    return words


def place(code: str) -> Path:
    """The texts of a language."""
    return FOLDER / code / "LC_MESSAGES" / "orebook.po"


def kept(code: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    path = place(code)
    if not path.exists():
        return Catalog(locale=code, header_comment="# Orebook's words.", project="Orebook", version="1", fuzzy=False, **NOBODY)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def bring_up_to_date(code: str, words: Catalog) -> Catalog:
    """Write the language's catalogue with exactly `words`, translated as far as they were, as text and compiled."""
    catalogue = kept(code)
    catalogue.update(words, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    path = place(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_by_file=True, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return catalogue


def is_translated(message: Message) -> bool:
    """Whether the text has a translation, in every plural form of the language."""
    texts = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(texts)


def main(codes: list[str]) -> None:
    """Do it for `codes`, else for every language that has a folder; say how many texts wait for a translation."""
    words = said()
    for code in codes or sorted(path.name for path in FOLDER.iterdir() if path.is_dir()):
        catalogue = bring_up_to_date(code, words)
        waiting = sum(not is_translated(message) for message in catalogue if message.id)
        sys.stdout.write(f"{code}: {len(catalogue)} texts, {waiting} not translated\n")


if __name__ == "__main__":
    main(sys.argv[1:])
