"""The words on screen, in the language chosen: gettext catalogues shared by core and gui.

`_` and `plural` look the text up at the moment of the call, so the language may change while the program runs and nothing is
translated at import time.
"""

from __future__ import annotations

import gettext

import resources

DOMAIN = "orebook"
LANGUAGES = ("en", "zh_TW", "zh_CN")  # each with a complete catalogue

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def set_language(code: str) -> None:
    """Use the catalogue of `code` from now on. Raises ValueError for a language the program does not speak yet."""
    global _catalogue, _language  # noqa: PLW0603 - one language for the whole program, as the user sees one window
    if code not in LANGUAGES:
        raise ValueError(code)
    folder = resources.path("translations")
    _catalogue = gettext.translation(DOMAIN, folder, [code], fallback=True)
    _language = code


def language() -> str:
    """The code of the language chosen: what a child process is told to speak."""
    return _language


def _(text: str) -> str:
    """`text` in the language chosen."""
    return _catalogue.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """`one` or `many` as the language's plural rule for `count` says, with the field {count} filled in."""
    return _catalogue.ngettext(one, many, count).format(count=f"{count:,}")


def mark(text: str) -> str:
    """Mark `text` for extraction without translating it: titles declared once at import time and shown later through `_`."""
    return text
