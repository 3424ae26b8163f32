"""What the Policy tab shows beside the timeline: clocks, a day, the matrix, the ladder, one event; each item through the tab's own code."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.io.example import example_workspace
from core.io.importing import parts, plan, understand
from core.io.reader import read_book
from core.io.relative_dates import resolve
from core.model import STATUSES, Clock, History, PartialDate, PolicyEvent, Scenario, Source, Workspace, collect, put
from core.model.instruments import instrument
from core.task import Refused
from core.views import policy_clocks, policy_details, policy_ladder, policy_matrix, policy_on_day, policy_overview, policy_reach
from core.views.explained import explanation
from core.views.policy_export import policy_workbook
from core.views.policy_filter import EVERYTHING, found
from core.views.policy_words import instrument_words

EXAMPLE = example_workspace()
DAY = dt.date(2026, 1, 15)


def clock(key: str, day: str) -> policy_clocks.ClockRow:
    return next(row for row in policy_clocks.clock_rows(EXAMPLE, dt.date.fromisoformat(day)) if row.event == key)


# --- item 22 and the clocks


@pytest.mark.parametrize(
    ("day", "left", "state"),
    [
        ("2026-01-31", "163 days left", "running"), ("2026-04-01", "103 days left", "running"), ("2026-07-13", "today", "running"),
        ("2026-07-14", "1 day overdue", "overdue"),
    ],
)  # fmt: skip
def test_item_22_the_clock_of_section_232(day: str, left: str, state: str) -> None:
    row = clock("E001", day)
    assert (row.row.due, row.row.left, row.state) == ("2026-07-13", left, state)


def test_item_22_the_other_clocks() -> None:
    due = {key: clock(key, "2026-01-31").row.due for key in ("E021", "E072", "E089", "E083", "E062")}
    assert due == {"E021": "2026-04-20", "E072": "2026-10", "E089": "2027", "E083": "2029", "E062": "2030"}
    assert clock("E021", "2025-10-20").bar == "0 % of 182 days over"
    lapsed = clock("E072", "2026-11-10")
    assert (lapsed.state, lapsed.row.left, lapsed.role, lapsed.passed) == ("lapsed", "ran out 10 days ago", "muted", 1.0)


def test_a_clock_is_explained() -> None:
    told = explanation(policy_clocks.explained_clock(EXAMPLE, clock("E001", "2026-01-31")))
    assert "2026-01-14 + 180 days = 2026-07-13" in told
    assert "163 days left" in told
    assert "E001" in told


def test_the_calendar_has_every_deadline_as_exactly_as_it_is_known(tmp_path: Path) -> None:
    days = {one.key: one for one in policy_clocks.calendar_days(EXAMPLE)}
    assert (days["deadline/E001"].first, days["deadline/E001"].last) == (dt.date(2026, 7, 13), dt.date(2026, 7, 13))
    assert (days["deadline/E072"].first, days["deadline/E072"].last) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert "2026-10" in days["deadline/E072"].title
    assert "deadline/E021" not in {one.key for one in policy_clocks.calendar_days(EXAMPLE, dt.date(2026, 5, 1))}
    count = policy_clocks.write_deadlines(EXAMPLE, tmp_path / "out.ics", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert count == len(days)
    with pytest.raises(Refused, match="no deadline"):
        policy_clocks.write_deadlines(Workspace(), tmp_path / "none.ics", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert not (tmp_path / "none.ics").exists()


def test_clocks_and_calendar_of_a_filter() -> None:
    assert [row.event for row in policy_clocks.clock_rows(EXAMPLE, DAY, ["E001", "E071"])] == ["E001"]
    assert [one.key for one in policy_clocks.calendar_days(EXAMPLE, only=["E021"])] == ["deadline/E021"]
    assert "15 clocks" in policy_clocks.counted(policy_clocks.clock_rows(EXAMPLE, DAY), DAY)


def test_the_overview_counts_every_event_and_names_the_next_deadlines() -> None:
    told = policy_overview.overview(EXAMPLE, dt.date(2026, 1, 31))
    assert told is not None
    assert told.title == "114 events on 2026-01-31"
    assert sum(int(words.split(": ")[1]) for words, _role in told.states) == 114
    assert told.next[0].event == "E021"
    assert len(told.next) == policy_overview.NEXT


# --- items 23 to 27


def test_item_23_the_ladder_and_its_scenarios() -> None:
    (view,) = policy_ladder.ladder_views(EXAMPLE, DAY, ("rare earths", "silver", "iron ore", "copper"))
    assert [rung.name for rung in view.rungs] == ["talks", "price floor", "quota or tariff"]
    rare, silver, iron, copper = view.rows
    assert copper.scope == "in scope, 50 % already in force"
    assert (rare.scope, rare.cells) == (
        "in scope",
        ("price floor", "talks until 2027-01-09, no duty meanwhile", "quota or tariff · after 2026-07-13 · rate not told; precedent 50 %"),
    )
    assert (silver.scope, set(silver.cells)) == ("not in scope", {"no measure named"})
    assert (iron.scope, bool(iron.explained.missing)) == ("not told", True)
    assert "50 %" in view.precedent
    assert "O040" in explanation(silver.explained)
    assert len(view.headings) == 2 + len(rare.cells)


def test_item_24_the_truce_tracker_on_15_january_2026() -> None:
    rows = {row.event: row for row in policy_on_day.truce_rows(EXAMPLE, DAY)}
    assert {key: rows[key].state for key in ("E068", "E069", "E070", "E071")} == {
        "E068": "in force", "E069": "in force", "E070": "in force", "E071": "suspended",
    }  # fmt: skip
    assert (rows["E071"].start, rows["E071"].suspended, rows["E071"].ends) == ("2025-10-09", "2025-10", "2026-10")
    assert (rows["E072"].truce, rows["E072"].state, rows["E072"].ends) == (True, "in force", "2026-10")
    assert rows["E072"].measure == EXAMPLE.events["E071"].title
    assert not rows["E068"].truce


@pytest.mark.parametrize(("day", "shown"), [("2025-10-08", "7"), ("2025-10-10", "7 to 12"), ("2026-01-15", "7"), ("2026-11-10", "7 to 12")])
def test_item_25_controlled_elements(day: str, shown: str) -> None:
    found = policy_on_day.element_count(EXAMPLE, "CHN", dt.date.fromisoformat(day))
    assert found.shown == shown
    assert ("12" in " ".join(found.cautions)) == (day > "2025-10-09")
    assert {one.id for one in found.inputs} >= {"E070"}


def test_item_25_what_was_controlled_earlier() -> None:
    counts = {one.key: one for one in policy_on_day.on_day(EXAMPLE, dt.date(2023, 12, 31)).counts}
    assert counts["controlled/CHN"].shown.startswith("Gallium, Germanium, Graphite")
    assert [one.id for one in counts["controlled/CHN"].inputs][:2] == ["E068", "E069"]
    assert "elements/CHN" not in counts  # no rare earth yet


def test_item_26_the_matrix_and_the_restrictive_states() -> None:
    view = policy_matrix.matrix_view(EXAMPLE)
    cells = {
        (country, class_): cell
        for country, row in zip(view.countries, view.rows, strict=True)
        for class_, cell in zip(view.classes, row, strict=True)
    }
    assert cells["CHN", "licensing requirement"].text == "7"
    assert cells["COD", "export quota"].events == ("E086",)
    assert "E085" not in cells["COD", "export prohibition"].tip
    assert EXAMPLE.events["E085"].title in cells["COD", "export prohibition"].tip
    gap = cells["CHN", "export tax"]
    assert (gap.text, gap.events, "no such event" in gap.tip) == ("", (), True)
    assert view.gaps == sum(not cell.events for cell in cells.values())
    assert view.unknown == ()
    states = policy_matrix.restricting(EXAMPLE, "A5")
    assert (states.value, {one.id for one in states.inputs} >= {"E081", "E083", "E085", "E087", "E089"}) == (5.0, True)
    used = policy_matrix.matrix_view(EXAMPLE, columns="oecd", used=True)
    assert set(used.classes) == {"export prohibition", "export quota", "licensing requirement", "other export measure"}
    assert policy_matrix.matrix_view(EXAMPLE, only=["E085"]).names == ("DR Congo",)


def test_item_26_words_without_a_class_are_listed_first() -> None:
    odd = put(EXAMPLE.events, PolicyEvent(id="x", instrument="royalty holiday", actors=("CHL",)))
    assert policy_matrix.taxonomy_rows(replace(EXAMPLE, events=odd))[0] == ("royalty holiday", "royalty holiday · not classified", 1)
    own = collect([Scenario(id="i", worksheet="instruments", inputs=("royalty holiday = export tax",))])
    told = {word: classes for word, classes, _count in policy_matrix.taxonomy_rows(replace(EXAMPLE, events=odd, scenarios=own))}
    assert told["royalty holiday"] == "royalty holiday · export tax · OECD: export tax"
    assert "new tool" in instrument_words(instrument("export ban"))


def test_item_27_notice_periods_in_words() -> None:
    rows = {row.event: row for row in policy_clocks.notice_rows(EXAMPLE)}
    assert rows["E081"].words == "no notice: at once"
    assert rows["E089"].words == "1.6 years (1.5 to 2.6, as its dates are known)"
    assert round(rows["E083"].years, 1) == 5.0
    assert "2025-06 to 2027" in rows["E089"].explained.definition
    assert not {"E003", "E004"} & set(rows)  # proposed for want of an agreement: no measure was announced


# --- items 47 to 49, chains and reach, in the details of an event


def test_items_47_and_48_one_event_in_two_tones() -> None:
    found = policy_details.details(EXAMPLE, "E001", DAY)
    assert found is not None
    assert [(row.tone, row.role) for row in found.reports] == [("relief", "good"), ("threat", "danger")]
    assert "A1" in found.reports[0].sources
    assert "A2" in found.reports[0].sources
    assert "counted once" in found.reports[0].note


def test_item_47_variants_of_near_duplicate_titles() -> None:
    sources = collect(
        [
            Source(id="a", title_zh="白銀利好,收窄價差,關鍵礦產關稅暫不徵收"),
            Source(id="b", title_zh="白銀利多,縮小價差,關鍵礦產關稅暫不徵收"),
        ]
    )
    world = Workspace(sources=sources, events=collect([PolicyEvent(id="e", title="x", source="a; b")]))
    (row,) = policy_details.report_rows(world, "e")
    assert set(row.variants) == {("利好", "利多", 1), ("收窄", "縮小", 1)}
    assert row.tone == "relief"


def test_item_47_an_event_that_came_twice_is_joined() -> None:
    first = PolicyEvent(
        id="a",
        title="China curbs exports of gallium",
        actors=("CHN",),
        instrument="export control",
        announced=PartialDate.parse("2023-07-03"),
    )
    world = Workspace(events=collect([first, replace(first, id="b", title="China curbs export of gallium")]))
    (row,) = policy_details.report_rows(world, "a")
    assert (row.events, "alike" in row.note) == (("b",), True)


@pytest.mark.parametrize(
    ("text", "source", "date"), [("去年9月", "A3", "2025-09"), ("今年2月", "A5", "2025-02"), ("今年7月13日", "A3", "2026-07-13")]
)
def test_item_49_relative_dates_count_from_the_article(text: str, source: str, date: str) -> None:
    told = EXAMPLE.sources[source].date
    assert told is not None
    assert str(resolve(text, told.start)) == date


def test_the_details_of_an_event() -> None:
    found = policy_details.details(EXAMPLE, "E071", DAY)
    assert found is not None
    assert (found.state, [(row.name, row.date, row.days) for row in found.stages]) == (
        "suspended",
        [("announced", "2025-10-09", ""), ("suspended", "2025-10", "between 2025-10-09 and 2025-10-31")],
    )
    assert [(row.event, row.here, row.deadline) for row in found.chain] == [
        ("E071", True, False),
        ("E072", False, False),
        ("E075", False, True),
    ]
    shares = {one.key: one for one in found.reach.shares}
    assert (round(shares["share/rare earths/mining"].value or 0, 1), shares["share/rare earths/mining"].date) == (69.2, "2024")
    assert [one.id for one in shares["share/rare earths/processing"].inputs] == ["C002"]
    assert "share/thulium/mining" not in shares  # the same figure of the whole group
    assert found.reach.prices[0] in EXAMPLE.series
    undated = policy_details.details(EXAMPLE, "E035", DAY)
    assert undated is not None
    assert undated.stages[0].days == "by 2025-12-31 at the latest"
    assert policy_details.details(EXAMPLE, "gone", DAY) is None


def test_the_chain_says_what_each_step_is() -> None:
    rows, note = policy_details.chain_rows(EXAMPLE, "E001")
    kinds = {row.event: row.kind for row in rows}
    assert (kinds["E006"], kinds["E001"], kinds["E002"], note) == ("investigation", "negotiation mandate", "deadline", "")


def test_what_no_table_tells_says_so() -> None:
    found = {one.key: one for one in policy_reach.reach(EXAMPLE, "E068").shares}
    assert found["share/gallium/mining"].value is None
    assert "China" in found["share/gallium/mining"].missing
    assert policy_reach.reach(EXAMPLE, "E104").note
    assert policy_reach.reach(EXAMPLE, "gone").shares == ()


def test_a_circle_and_a_lost_event_are_told() -> None:
    world = Workspace(
        events=collect([PolicyEvent(id="a", follows="b"), PolicyEvent(id="b", follows="a"), PolicyEvent(id="c", follows="z")])
    )
    rows, note = policy_details.chain_rows(world, "a")
    assert (len(rows), "circle" in note) == (2, True)
    assert policy_details.chain_rows(world, "c") == ((), "It follows the event z, which is not in the workspace.")


# --- a day


def test_a_day_has_each_event_in_one_group() -> None:
    view = policy_on_day.on_day(EXAMPLE, DAY)
    ids = [row.event for group in view.groups for row in group.rows]
    assert sorted(ids) == sorted(EXAMPLE.events)
    assert [group.state for group in view.groups][:2] == ["in force", "suspended"]
    vague = next(row for group in view.groups for row in group.rows if row.event == "E018")
    assert (vague.role, "month or year only" in vague.tip) == ("warning", True)
    assert {one for one, _words in view.notes} >= {"E018", "E019", "E102"}
    only = policy_on_day.on_day(EXAMPLE, DAY, ["E071"])
    assert [(group.title, len(group.rows)) for group in only.groups] == [("Suspended: 1", 1)]
    assert only.counts == view.counts


# --- in and out of Excel


def test_the_workbook_shows_the_stages_and_comes_back_without_loss(tmp_path: Path) -> None:
    law = replace(EXAMPLE.events["E061"], adopted=PartialDate.parse("2024-04-11"), note="typed by hand")
    world = replace(EXAMPLE, events=put(EXAMPLE.events, law))
    written = policy_workbook(world, tmp_path / "out.xlsx", DAY)
    assert {"Stages and clocks", "On 2026-01-15", "Countries and instruments", "Scenarios", "Policy events", "Sources"} <= set(
        written.sheets
    )
    book = read_book(tmp_path / "out.xlsx")
    sheet = next(one for one in book.sheets if one.name == "Stages and clocks")
    headers = [sheet.cell(0, at).text for at in range(sheet.columns)]
    row = next(at for at in range(sheet.rows) if sheet.cell(at, 0).text == "E001")
    assert sheet.cell(row, headers.index("Days left, least")).value == 179
    assert sheet.cell(row, headers.index("State on the day")).text == "in force"
    history = History(Workspace())
    made = plan(history.workspace, understand(book, history.workspace, digest="aa"))
    assert made.problems == ()
    history.edit("Import", **parts(history.workspace, made))
    assert dict(history.workspace.events) == dict(world.events)


def test_a_filtered_workbook_has_what_is_left_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    policy_workbook(EXAMPLE, tmp_path / "one.xlsx", DAY, ["E071"])
    sheet = next(one for one in read_book(tmp_path / "one.xlsx").sheets if one.name == "Policy events")
    assert sheet.rows == 2
    with pytest.raises(Refused, match="Nothing is shown"):
        policy_workbook(EXAMPLE, tmp_path / "none.xlsx", DAY, [])


# --- whatever stands in the records

_WORD = st.sampled_from(
    ["", "CHN", "EU", "Atlantis", "rare earths", "all critical minerals", "gold", "export ban", "tariff", "talks", "zzz", "5 elements"]
)
_DATE = st.none() | st.sampled_from(["0001-01-01", "2024-02-29", "2025-H2", "2026-Q1", "2026", "9999"]).map(PartialDate.parse)


@st.composite
def strange(draw: st.DrawFn) -> Workspace:
    ids = draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=5))
    events = [
        PolicyEvent(
            id=key, title=draw(_WORD), announced=draw(_DATE), adopted=draw(_DATE), in_force=draw(_DATE), suspended=draw(_DATE),
            ended=draw(_DATE), deadline=draw(_DATE), clock=draw(st.none() | st.builds(Clock, st.integers(0, 99_999), st.just("month"))),
            actors=(draw(_WORD), draw(_WORD)), minerals=(draw(_WORD),), instrument=draw(_WORD | st.just("truce/suspension")),
            direction=draw(st.sampled_from(["", "restrictive"])), status=draw(st.sampled_from(["", *STATUSES])),
            follows=draw(st.sampled_from(["", "a", "b", "c", "gone"])), key_figures=draw(_WORD),
            source=draw(st.sampled_from(["", "s", "s; t"])),
        )
        for key in ids
    ]  # fmt: skip
    return Workspace(events=collect(events), sources=collect([Source(id="s", title="Relief", date=draw(_DATE))]))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(strange(), st.sampled_from([dt.date.min, DAY, dt.date.max]))
def test_any_records_give_views(world: Workspace, day: dt.date) -> None:
    view = policy_on_day.on_day(world, day)
    assert sum(len(group.rows) for group in view.groups) == len(world.events)
    assert policy_clocks.clock_rows(world, day) is not None
    policy_clocks.notice_rows(world)
    policy_clocks.calendar_days(world)
    for columns in policy_matrix.COLUMNS:
        matrix = policy_matrix.matrix_view(world, columns=columns)
        for country, cells in zip(matrix.countries, matrix.rows, strict=True):
            for cell in cells:
                left = found(world, policy_matrix.cell_filter(world, EVERYTHING, country, cell)).ids
                assert not cell.events or set(left) == set(cell.events)
    policy_matrix.restricting(world)
    policy_on_day.days_of_change(world)
    assert (policy_overview.overview(world, day) is None) == (not world.events)
    policy_ladder.ladder_views(world, day)
    assert all(policy_details.details(world, key, day) is not None for key in world.events)
