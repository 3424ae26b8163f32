"""Edits, undo and redo over whole workspaces."""

from hypothesis import given
from hypothesis import strategies as st

from core.model import Annotation, History, Workspace, changed_parts, collect, drop, put


def note(key: str, text: str = "") -> Annotation:
    return Annotation(id=key, text=text)


def test_an_edit_shares_what_it_does_not_change() -> None:
    before = Workspace(annotations=collect([note("a")]))
    history = History(before)
    history.edit("Add a note", annotations=put(before.annotations, note("b")))
    assert history.workspace.series is before.series
    assert changed_parts(before, history.workspace) == {"annotations"}
    assert list(before.annotations) == ["a"]


def test_watchers_hear_which_parts_changed_and_who_did_it() -> None:
    history = History()
    heard: list[tuple[frozenset[str], object]] = []
    end = history.watch(lambda _workspace, parts, who: heard.append((parts, who)))
    history.edit("Add", initiator="grid", annotations=collect([note("a")]))
    history.undo()
    end()
    history.redo()
    assert heard == [(frozenset({"annotations"}), "grid"), (frozenset({"annotations"}), None)]


def test_an_edit_of_nothing_is_no_step() -> None:
    history = History()
    assert not history.edit("Nothing", annotations=history.workspace.annotations)
    assert history.undo_label is None
    assert history.undo() is None


def test_saved_is_the_workspace_that_was_saved_not_the_one_of_now() -> None:
    history = History()
    history.edit("One", annotations=collect([note("a")]))
    saving = history.workspace
    history.edit("Two", annotations=collect([note("b")]))
    history.mark_saved(saving)
    assert history.dirty
    history.undo()
    assert not history.dirty


def test_replacing_forgets_the_steps_and_tells_every_part() -> None:
    history = History()
    history.edit("One", annotations=collect([note("a")]))
    heard: list[frozenset[str]] = []
    history.watch(lambda _workspace, parts, _who: heard.append(parts))
    history.replace(Workspace(), saved=False)
    assert history.undo_label is None
    assert history.dirty
    assert "series" in heard[0]


@given(st.lists(st.sampled_from(["put a", "put b", "drop a", "undo", "redo"]), max_size=40))
def test_undo_to_the_start_and_redo_to_the_end(steps: list[str]) -> None:
    history = History()
    start = history.workspace
    for number, step in enumerate(steps):
        match step.split():
            case ["put", key]:
                history.edit(step, annotations=put(history.workspace.annotations, note(key, str(number))))
            case ["drop", key]:
                history.edit(step, annotations=drop(history.workspace.annotations, key))
            case ["undo"]:
                history.undo()
            case _:
                history.redo()
    while history.redo():
        pass
    end = history.workspace
    while history.undo():
        pass
    assert history.workspace is start
    while history.redo():
        pass
    assert history.workspace is end
