"""Which policy events pass a filter, what can be chosen, and filters kept by a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.model import History, PolicyEvent, SavedView, Workspace, collect
from core.task import Refused
from core.views import policy_filter
from core.views.policy_filter import EVERYTHING, FIELDS, Filter, found
from core.views.prices import concerns
from tests.strategies import workspaces

WORDS = st.sampled_from(["", "USA", "gold", "silver", "tariff", "in force", "all critical minerals", "zz"]) | st.text(max_size=4)
FILTERS = st.builds(Filter, text=WORDS, **{name: st.lists(WORDS, max_size=2).map(tuple) for name in FIELDS})

BAN = PolicyEvent(
    id="ban", title="Export ban on gallium", title_zh="禁止出口鎵", actors=("CHN",), targets=("USA",), minerals=("gallium",),
    instrument="export ban", direction="restrictive", status="suspended", source="A1; A2",
)  # fmt: skip
FUND = PolicyEvent(
    id="fund", title="Fund for rare earths", actors=("EU",), minerals=("rare earths",), direction="supportive", status="announced"
)
ALL = PolicyEvent(id="all", title="Talks", actors=("USA",), minerals=("all critical minerals",), instrument="tariff")
SMALL = Workspace(events=collect([BAN, FUND, ALL]))


def ids(**wanted: object) -> tuple[str, ...]:
    return found(SMALL, Filter(**wanted)).ids  # type: ignore[arg-type]


def test_every_field_narrows_and_words_of_one_field_widen() -> None:
    assert ids() == ("ban", "fund", "all")
    assert ids(countries=("USA",)) == ("ban", "all")  # as target and as actor
    assert ids(countries=("USA", "EU")) == ("ban", "fund", "all")
    assert ids(countries=("USA",), directions=("restrictive",)) == ("ban",)
    assert ids(instruments=("",)) == ("fund",)
    assert ids(statuses=("suspended", "announced")) == ("ban", "fund")
    assert ids(sources=("A2",)) == ("ban",)
    assert ids(text="  GALLIUM   export ") == ("ban",)
    assert ids(text="鎵") == ("ban",)
    assert ids(text="china") == ("ban",)  # by the name of its country
    assert ids(text="nothing of the kind") == ()


def test_a_mineral_finds_what_concerns_it() -> None:
    assert ids(minerals=("gallium",)) == ("ban", "all")
    assert ids(minerals=("neodymium",)) == ("fund", "all")
    assert ids(minerals=("all critical minerals",)) == ("all",)


def test_the_count_is_told() -> None:
    assert found(SMALL, Filter(countries=("EU",))).words == "1 of 3 events"
    assert found(SMALL, EVERYTHING).words == "3 events"
    assert found(Workspace(), EVERYTHING).words == "0 events"


def test_what_is_offered_is_what_the_events_have() -> None:
    example = example_workspace()
    for name in FIELDS:
        for offer in policy_filter.offers(example, name):
            count = found(example, Filter(**{name: (offer.key,)})).count  # type: ignore[arg-type]
            assert count == offer.count or (name == "minerals" and count >= offer.count)
    assert [one.key for one in policy_filter.offers(SMALL, "directions")] == ["restrictive", "supportive", ""]


def test_a_filter_is_kept_by_its_name_and_undone() -> None:
    history, wanted = History(SMALL), Filter(text="gall", countries=("CHN",))
    made = policy_filter.save(history.workspace, " Chinese  controls ", wanted)
    history.edit(made.label, **made.parts)
    made = policy_filter.save(history.workspace, "chinese controls", Filter(countries=("CHN",)))
    history.edit(made.label, **made.parts)
    (kept,) = policy_filter.saved(history.workspace)
    assert kept.filter == Filter(countries=("CHN",))
    history.undo()
    assert [(one.title, one.filter) for one in policy_filter.saved(history.workspace)] == [("Chinese controls", wanted)]
    made = policy_filter.forget(history.workspace, kept.id)
    history.edit(made.label, **made.parts)
    assert policy_filter.saved(history.workspace) == ()
    assert policy_filter.forget(SMALL, "gone").parts == {}
    with pytest.raises(Refused, match="needs a name"):
        policy_filter.save(SMALL, "  ", wanted)


@pytest.mark.parametrize("choices", ["", "{", "[]", "3", '{"filter": 3}', '{"filter": {"minerals": 3}}', '{"other": 1}', "null"])
def test_choices_that_are_no_filter_are_left_alone(choices: str) -> None:
    assert policy_filter.from_choices(choices) is None
    assert policy_filter.saved(Workspace(views=collect([SavedView(id="x", tab="policy", choices=choices)]))) == ()


def test_a_filter_is_told_in_words() -> None:
    wanted = Filter(text=" ban ", countries=("CHN", "XX"), directions=("restrictive",))
    assert policy_filter.described(SMALL, wanted) == "Text: ban; Country or bloc: China, XX; Direction: Restrictive"
    assert policy_filter.described(SMALL, EVERYTHING) == ""


@given(FILTERS)
def test_any_filter_comes_back_from_its_choices(wanted: Filter) -> None:
    assert policy_filter.from_choices(policy_filter.to_choices(wanted)) == wanted


@given(workspaces(), FILTERS)
def test_any_filter_of_any_workspace_finds_what_each_event_says(workspace: Workspace, wanted: Filter) -> None:
    def passes(event: PolicyEvent) -> bool:
        fields = {
            "countries": event.actors + event.targets, "instruments": (event.instrument,), "directions": (event.direction,),
            "statuses": (event.status,), "sources": tuple(one.strip() for one in event.source.split(";") if one.strip()),
        }  # fmt: skip
        mineral = not wanted.minerals or bool(set(event.minerals or ("",)) & set(wanted.minerals)) or concerns(event, wanted.minerals)
        return mineral and all(set(own or ("",)) & set(getattr(wanted, name)) for name, own in fields.items() if getattr(wanted, name))

    own = found(workspace, Filter(**{name: getattr(wanted, name) for name in FIELDS}))
    assert own.ids == tuple(event.id for event in workspace.events.values() if passes(event))
    assert set(found(workspace, wanted).ids) <= set(own.ids)
    assert own.total == len(workspace.events)
