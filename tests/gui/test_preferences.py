"""What is remembered comes back, and no file on disk can stop the program from starting."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gui import preferences
from gui.preferences import AUTOSAVE_SECONDS, RECENT_FILES, REOPEN_LAST, SETTINGS, THEME, WINDOW_GEOMETRY, Preferences


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "preferences.json"


def test_values_of_every_kind_come_back(file: Path) -> None:
    kept = Preferences.load(file)
    assert kept.get(THEME) == "system"
    kept.set(THEME, "dark")
    kept.set(WINDOW_GEOMETRY, b"\x00\xff geometry")
    kept.set(RECENT_FILES, ("/家/鋰.orebook", "b"))
    kept.set(AUTOSAVE_SECONDS, 30)
    kept.set(REOPEN_LAST, value=False)
    kept.set(preferences.place("data.columns"), b"abc")
    again = Preferences.load(file)
    assert again.notice is None
    assert again.get(THEME) == "dark"
    assert again.get(WINDOW_GEOMETRY) == b"\x00\xff geometry"
    assert again.get(RECENT_FILES) == ("/家/鋰.orebook", "b")
    assert again.get(AUTOSAVE_SECONDS) == 30
    assert again.get(REOPEN_LAST) is False
    assert again.get(preferences.place("data.columns")) == b"abc"
    assert again.get(preferences.place("other")) == b""


def test_without_a_path_the_users_own_folder_is_used(own_folders: Path) -> None:
    Preferences.load().set(THEME, "light")
    assert list(own_folders.rglob("preferences.json"))


@pytest.mark.logs("preferences are damaged")
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"[" * 100_000, b"\xff\xfe\x00", b'{"theme": '], ids=["empty", "cut", "list", "deep", "binary", "half"]
)
def test_a_damaged_file_is_set_aside_and_said(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    kept = Preferences.load(file)
    assert kept.get(THEME) == "system"
    assert kept.notice is not None
    aside = file.with_suffix(".damaged.json")
    assert str(aside) in kept.notice
    kept.set(THEME, "dark")
    assert aside.read_bytes() == content
    assert Preferences.load(file).get(THEME) == "dark"


@pytest.mark.parametrize(
    ("text", "preference"),
    [
        ('{"theme": "mauve"}', THEME),
        ('{"theme": 3}', THEME),
        ('{"autosave_seconds": true}', AUTOSAVE_SECONDS),
        ('{"autosave_seconds": 0}', AUTOSAVE_SECONDS),
        ('{"autosave_seconds": 1e400}', AUTOSAVE_SECONDS),
        ('{"window_geometry": "%%%"}', WINDOW_GEOMETRY),
        ('{"window_geometry": "é"}', WINDOW_GEOMETRY),
        ('{"recent_files": ["a", null]}', RECENT_FILES),
        ('{"recent_files": "a"}', RECENT_FILES),
        ('{"reopen_last": 0}', REOPEN_LAST),
    ],
)
def test_a_value_that_makes_no_sense_is_the_default(file: Path, text: str, preference: preferences.Preference[object]) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    kept = Preferences.load(file)
    assert kept.get(preference) == preference.default
    assert kept.notice is None


def test_what_a_newer_program_wrote_and_another_window_changed_is_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"of_the_future": [1, 2]}', "utf-8")
    one, other = Preferences.load(file), Preferences.load(file)
    one.set(THEME, "dark")
    other.set(AUTOSAVE_SECONDS, 9)
    again = Preferences.load(file)
    assert (again.get(THEME), again.get(AUTOSAVE_SECONDS)) == ("dark", 9)
    assert "of_the_future" in file.read_text("utf-8")


def test_a_wrong_value_is_not_taken(file: Path) -> None:
    kept = Preferences.load(file)
    with pytest.raises(ValueError, match="mauve"):
        kept.set(THEME, "mauve")
    with pytest.raises(ValueError, match="0"):
        kept.set(AUTOSAVE_SECONDS, 0)
    assert not file.exists()


@pytest.mark.logs("preferences cannot be saved")
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_takes_nothing_leaves_the_old_file_whole(file: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    kept = Preferences.load(file)
    kept.set(THEME, "light")
    before = file.read_bytes()

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[call], fail)
        kept.set(THEME, "dark")
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["preferences.json"]
    assert kept.get(THEME) == "dark", "kept for this run"
    kept.set(AUTOSAVE_SECONDS, 5)
    assert Preferences.load(file).get(THEME) == "dark", "and saved when the disk takes it again"


def test_several_values_make_one_write(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[int] = []
    monkeypatch.setattr(os, "fsync", writes.append)
    kept = Preferences.load(file)
    for number in range(20):
        kept.remember_file(file.parent / f"{number}.orebook")
    kept.remember_file(file.parent / "12.orebook")
    assert len(writes) == 21
    assert [Path(name).stem for name in kept.get(RECENT_FILES)] == ["12", "19", "18", "17", "16", "15", "14", "13", "11", "10", "9", "8"]
    assert kept.get(preferences.LAST_FOLDER) == str(file.parent)


def test_every_setting_has_words_and_a_default_it_takes() -> None:
    for setting in SETTINGS:
        assert setting.label is not None
        assert setting.label()
        assert setting.kind.read(setting.kind.write(setting.default)) == setting.default
        assert all(setting.words(choice) for choice in setting.choices)
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
