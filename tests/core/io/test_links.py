"""Imported files that are looked at again: what changed, what is gone, and what need not be opened."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from core.io.links import Link, links, look
from core.model import Source, Workspace, collect
from core.task import Cancelled, Progress

IMPORTED = "2026-01-05 12:00:00"
AT = 1_767_614_400.0  # the same moment


def file(path: Path, text: str = "1", *, saved: float = AT - 3600) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (saved, saved))
    return path


def link(path: Path, text: str = "1", imported: str = IMPORTED) -> Link:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Link(path, Source(id=path.name, file=path.name, path=str(path), digest=digest, imported=imported))


def test_a_file_is_known_by_its_newest_import() -> None:
    def source(key: str, imported: str, path: str) -> Source:
        return Source(id=key, path=path, digest=key, imported=imported)

    sources = [source("b", "2026-01-02", "/x/gold.csv"), source("a", "2026-01-01", "/x/gold.csv"), source("c", "2026-01-03", "/x/tin.csv")]
    known = links(Workspace(sources=collect([*sources, Source(id="d", title="An article")])))
    assert [(one.path.name, one.source.id) for one in known] == [("tin.csv", "c"), ("gold.csv", "b")]


def test_what_changed_and_what_is_gone_is_told(tmp_path: Path) -> None:
    same, other = link(file(tmp_path / "same.csv")), link(file(tmp_path / "other.csv", "2", saved=AT + 5))
    gone = link(tmp_path / "gone.csv")
    found = look(Progress(), (same, other, gone), {})
    assert (found.changed, found.gone) == ((other,), (gone,))


def test_a_file_that_was_saved_again_as_it_was_has_not_changed(tmp_path: Path) -> None:
    saved = link(file(tmp_path / "gold.csv", saved=AT + 5))
    assert look(Progress(), (saved,), {}).changed == ()


def test_an_older_file_that_came_in_the_place_of_another_is_noticed(tmp_path: Path) -> None:
    replaced = link(file(tmp_path / "gold.csv", "2", saved=AT - 9_000_000))
    assert look(Progress(), (replaced,), {}).changed == (replaced,)


def test_a_file_is_told_once_until_it_changes_again(tmp_path: Path) -> None:
    changed = link(file(tmp_path / "gold.csv", "2", saved=AT + 5))
    first = look(Progress(), (changed,), {})
    again = look(Progress(), (changed,), first.stamps)
    assert (first.changed, again.changed) == ((changed,), ())
    file(tmp_path / "gold.csv", "33", saved=AT + 9)
    assert look(Progress(), (changed,), again.stamps).changed == (changed,)


def test_looking_stops_when_asked(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        look(progress, (link(file(tmp_path / "gold.csv")),), {})
