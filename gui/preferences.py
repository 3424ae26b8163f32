"""What the program remembers about its user: settings, and where things were last time.

Each preference is declared once, below, with its default, its kind and its words; the settings dialog, the file and the check of
what stands in the file all follow from the declaration. They are kept as JSON in the user's own configuration folder. A damaged
file is set aside, never overwritten; a value that makes no sense is replaced by its default.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from core.words import LANGUAGES, _

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

RECENT_LIMIT: Final = 12
TABS: Final = ("overview", "prices", "inventories", "policy", "risk_map", "scenarios", "data")  # their names, in their order


@dataclass(frozen=True, slots=True)
class Kind(Generic[_T]):
    """How values of one type are read from JSON and written to it. `read` raises ValueError for what it does not take."""

    read: Callable[[Any], _T]
    write: Callable[[_T], object]


@dataclass(frozen=True, slots=True)
class Preference(Generic[_T]):
    """One thing to remember. `label` and `hint` are looked up when shown; without a label it is not in the settings dialog."""

    key: str
    default: _T
    kind: Kind[_T]
    label: Callable[[], str] | None = None
    hint: Callable[[], str] | None = None
    choices: tuple[_T, ...] = ()
    words: Callable[[_T], str] = str
    """What a choice is called on screen."""


def _read_as(expected: type[_T]) -> Callable[[Any], _T]:
    def read(value: Any) -> _T:
        if type(value) is not expected:
            raise ValueError(value)
        return value

    return read


def _read_bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(_read_as(str)(value), validate=True)
    except binascii.Error as error:
        raise ValueError(value) from error


def _read_texts(value: Any) -> tuple[str, ...]:
    return tuple(_read_as(str)(item) for item in _read_as(list)(value))


def _whole(low: int, high: int) -> Kind[int]:
    def read(value: Any) -> int:
        number = _read_as(int)(value)
        if not low <= number <= high:
            raise ValueError(value)
        return number

    return Kind(read, int)


FLAG: Final = Kind(_read_as(bool), bool)
TEXT: Final = Kind(_read_as(str), str)
TEXTS: Final[Kind[tuple[str, ...]]] = Kind(_read_texts, list)
BYTES: Final[Kind[bytes]] = Kind(_read_bytes, lambda value: base64.b64encode(value).decode("ascii"))


def _mode_words(mode: str) -> str:
    return {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}[mode]


def _language_words(code: str) -> str:
    return {"en": "English", "zh_TW": "繁體中文", "zh_CN": "简体中文"}.get(code, code)


THEME: Final = Preference(
    "theme",
    "system",
    TEXT,
    lambda: _("Colours"),
    lambda: _("Light, dark, or what the system uses"),
    ("system", "light", "dark"),
    _mode_words,
)
LANGUAGE: Final = Preference(
    "language", "en", TEXT, lambda: _("Language"), lambda: _("Takes effect at the next start"), LANGUAGES, _language_words
)
AUTOSAVE_SECONDS: Final = Preference(
    "autosave_seconds",
    2,
    _whole(1, 600),
    lambda: _("Keep changes for recovery after (seconds)"),
    lambda: _("What was changed since the last save can be recovered after a crash or power cut"),
)
REOPEN_LAST: Final = Preference(
    "reopen_last",
    default=True,
    kind=FLAG,
    label=lambda: _("Open the last workspace at the start"),
    hint=lambda: _("Otherwise the example workspace is opened"),
)
LAST_FOLDER: Final = Preference("last_folder", "", TEXT)
LAST_WORKSPACE: Final = Preference("last_workspace", "", TEXT)
RECENT_FILES: Final[Preference[tuple[str, ...]]] = Preference("recent_files", (), TEXTS)
WINDOW_GEOMETRY: Final = Preference("window_geometry", b"", BYTES)
WINDOW_STATE: Final = Preference("window_state", b"", BYTES)

SETTINGS: Final[tuple[Preference[Any], ...]] = (THEME, LANGUAGE, AUTOSAVE_SECONDS, REOPEN_LAST)


def place(name: str) -> Preference[bytes]:
    """The preference for the state of a named part of the window, such as a splitter or a table's columns."""
    return Preference(f"place.{name}", b"", BYTES)


class Preferences:
    """All preferences of this user. Every `set` is on disk when it returns, or logged when the disk does not take it.

    `notice` is one sentence for the user when the file was damaged and set aside, else None.
    """

    def __init__(self, path: Path, kept: dict[str, object], notice: str | None = None) -> None:
        self.path = path
        self.notice = notice
        self._kept = kept
        self._changed: set[str] = set()
        self._holding = False

    @classmethod
    def load(cls, path: Path | None = None) -> Preferences:
        """Read `path`, else preferences.json where the system keeps a user's configuration. Never fails."""
        if path is None:
            import platformdirs

            path = platformdirs.user_config_path("orebook", appauthor=False) / "preferences.json"
        try:
            return cls(path, _read(path))
        except FileNotFoundError:
            return cls(path, {})
        except OSError as error:
            _log.warning("preferences cannot be read: %s", error)
            return cls(path, {}, _("The preferences in {file} cannot be read, so the defaults are used.").format(file=path))
        except (ValueError, RecursionError) as error:
            _log.warning("preferences are damaged: %s", error)
            return cls(path, {}, _set_aside(path))

    def get(self, preference: Preference[_T]) -> _T:
        """The value remembered, or the default when there is none that makes sense."""
        if preference.key not in self._kept:
            return preference.default
        try:
            value = preference.kind.read(self._kept[preference.key])
        except ValueError:
            return preference.default
        return value if not preference.choices or value in preference.choices else preference.default

    def set(self, preference: Preference[_T], value: _T) -> None:
        """Remember `value`. Raises ValueError for one that the preference does not take."""
        written = preference.kind.write(value)
        preference.kind.read(written)
        if preference.choices and value not in preference.choices:
            raise ValueError(value)
        if self._kept.get(preference.key) != written:
            self._kept[preference.key] = written
            self._changed.add(preference.key)
            self._save()

    @contextlib.contextmanager
    def together(self) -> Iterator[Preferences]:
        """Within this block several `set` make one write."""
        self._holding = True
        try:
            yield self
        finally:
            self._holding = False
            self._save()

    def remember_file(self, file: Path) -> None:
        """Put `file` first among the recent files and its folder as the last folder."""
        name = str(file.absolute())
        recent = (name, *(other for other in self.get(RECENT_FILES) if other != name))
        with self.together():
            self.set(RECENT_FILES, recent[:RECENT_LIMIT])
            self.set(LAST_FOLDER, str(file.absolute().parent))

    def _save(self) -> None:
        if self._holding or not self._changed:
            return
        try:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                # Another window may have saved since: only what was changed here is written over it.
                self._kept = _read(self.path) | {key: self._kept[key] for key in self._changed}
            _write(self.path, self._kept)
        except OSError as error:
            _log.warning("preferences cannot be saved: %s", error)
        else:
            self._changed.clear()


def _read(path: Path) -> dict[str, object]:
    kept = json.loads(path.read_text("utf-8"))
    if not isinstance(kept, dict):
        raise ValueError(f"{path} holds no object")
    return kept


def _write(path: Path, kept: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".preferences-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1, ensure_ascii=False, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _set_aside(path: Path) -> str:
    aside = path.with_suffix(".damaged.json")
    try:
        path.replace(aside)
    except OSError as error:
        _log.warning("the damaged preferences cannot be set aside: %s", error)
        return _("The preferences in {file} are damaged, so the defaults are used.").format(file=path)
    return _("The preferences were damaged, so the defaults are used. The damaged file is kept as {file}.").format(file=aside)
