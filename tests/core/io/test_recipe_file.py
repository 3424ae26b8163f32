"""Files of recipes: what is handed on comes back as it was, can be read by people, and a stranger's file is refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.io.importing import understand
from core.io.recipe import loads, with_column
from core.io.recipe_file import SUFFIX, as_text, read_recipes, write_recipes
from core.model import Recipe, Workspace, collect
from core.task import Refused
from tests.core.io.test_import_remembering import GOLD_SILVER, known, page


def recipe() -> Recipe:
    workspace = known(GOLD_SILVER, lambda found: with_column(found, 1, title="Gold in London", kind="holding"))
    (made,) = workspace.recipes.values()
    return made


def test_a_recipe_that_was_handed_on_reads_the_same_layout_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / f"vaults{SUFFIX}"
    write_recipes(path, [recipe()])
    (back,) = read_recipes(path)
    assert (back.id, back.title, back.fingerprint) == (recipe().id, recipe().title, recipe().fingerprint)
    assert loads(back.steps).columns == loads(recipe().steps).columns
    table = understand(page(GOLD_SILVER), Workspace(recipes=collect([back]))).tables[0]
    assert (table.known, table.moved, table.recipe.columns[1].title) == (back.title, (), "Gold in London")


def test_the_file_can_be_read_by_people() -> None:
    plain = json.loads(as_text([recipe()]))
    assert plain["orebook_recipes"] == 1
    (column,) = [one for one in plain["recipes"][0]["table"]["columns"] if one.get("title") == "Gold in London"]
    assert (column["role"], column["header"], column["kind"]) == ("value", "Gold", "holding")
    assert "scale" not in column


Change = Callable[[dict[str, Any]], object]
TABLE: Callable[[dict[str, Any]], dict[str, Any]] = lambda plain: plain["recipes"][0]["table"]  # noqa: E731 # short in the list below


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("orebook_recipes"),
        lambda plain: plain.update(orebook_recipes=True),
        lambda plain: plain.update(orebook_recipes=2),
        lambda plain: plain.update(recipes=[]),
        lambda plain: plain.update(recipes={}),
        lambda plain: plain.update(recipes=plain["recipes"] * 501),
        lambda plain: plain["recipes"][0].pop("table"),
        lambda plain: plain["recipes"][0].update(table=[]),
        lambda plain: plain["recipes"][0].update(title=""),
        lambda plain: plain["recipes"][0].update(title=7),
        lambda plain: plain["recipes"][0].update(fingerprint="../../x"),
        lambda plain: TABLE(plain).pop("orientation"),
        lambda plain: TABLE(plain).update(orientation="sideways"),
        lambda plain: TABLE(plain).update(orientation=["wide"]),
        lambda plain: TABLE(plain).update(first_row=-1),
        lambda plain: TABLE(plain).update(first_row=True),
        lambda plain: TABLE(plain).update(last_row=10**30),
        lambda plain: TABLE(plain).update(kind="no kind"),
        lambda plain: TABLE(plain).update(orientation="records", kind="no part"),
        lambda plain: TABLE(plain)["columns"][0].update(role="boss"),
        lambda plain: TABLE(plain)["columns"][0].update(scale=0),
        lambda plain: TABLE(plain)["columns"][0].update(unit_cell=[1]),
        lambda plain: TABLE(plain)["columns"][0].update(title="x" * 5000),
        lambda plain: TABLE(plain)["columns"][0].update(fixed="yes"),
        lambda plain: TABLE(plain).update(columns=[None]),
        lambda plain: TABLE(plain).update(decisions=[{"key": "unit", "value": 1}]),
        lambda plain: TABLE(plain).update(orientation="records", kind="events", columns=[{"column": 0, "role": "field", "field": "__x__"}]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_refused(tmp_path: Path, change: Change) -> None:
    plain = json.loads(as_text([recipe()]))
    change(plain)
    path = tmp_path / f"bad{SUFFIX}"
    path.write_text(json.dumps(plain))
    with pytest.raises(Refused, match=r"^bad\.orebook-recipe .*\.$"):
        read_recipes(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"SQLite format 3\0", b"[" * 100_000, b'{"orebook_recipes": NaN}', b"9" * 10_000, b" " * 4_000_001, b"null"],
)
def test_no_content_gets_through(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"bad{SUFFIX}"
    path.write_bytes(content)
    with pytest.raises(Refused):
        read_recipes(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="gone"):
        read_recipes(tmp_path / f"gone{SUFFIX}")


def test_what_a_newer_program_adds_is_passed_over(tmp_path: Path) -> None:
    plain = json.loads(as_text([recipe()]))
    plain["later"] = 1
    TABLE(plain)["later"] = {"a": [1]}
    TABLE(plain)["columns"][0]["later"] = None
    path = tmp_path / f"new{SUFFIX}"
    path.write_text(json.dumps(plain))
    assert [one.title for one in read_recipes(path)] == [recipe().title]
