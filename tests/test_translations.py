"""Every language that the program offers is complete, keeps the fields of each sentence, and is compiled as it stands."""

from __future__ import annotations

import gettext
import io
import string

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo

from core import words
from resources.build_translations import is_translated, kept, place, said

OFFERED = [code for code in words.LANGUAGES if code != "en"]
pytestmark = pytest.mark.parametrize("code", OFFERED)


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_every_text_is_translated(code: str) -> None:
    ours = {message.id for message in kept(code) if message.id and is_translated(message)}
    missing = [message.id for message in said() if message.id and message.id not in ours]
    assert missing == [], "python3 dev.py translations brings them into the catalogue"


def test_the_catalogue_holds_nothing_that_is_no_longer_said(code: str) -> None:
    assert {message.id for message in kept(code)} <= {message.id for message in said()} | {""}


def test_a_translation_keeps_the_fields_of_its_sentence(code: str) -> None:
    wrong = []
    for message in kept(code):
        allowed = fields(message.id if isinstance(message.id, str) else message.id[-1]) if message.id else set()
        wrong += [text for text in forms(message) if message.id and fields(text) != allowed]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_texts(code: str) -> None:
    made = io.BytesIO()
    write_mo(made, kept(code))
    assert place(code).with_suffix(".mo").read_bytes() == made.getvalue()


def test_a_text_is_said_in_the_language(code: str) -> None:
    with place(code).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Prices") != "Prices"
