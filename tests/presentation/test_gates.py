"""The phase gates' tiles and pages."""

from __future__ import annotations

import json
from datetime import UTC

import msgspec
import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Catalogue, Gate, GateId
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.check import check, check_lines
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.gates import find_gate, gate_section, gate_subject
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.provenance import build_provenance
from aux_monitor.presentation.views import (
    BarView,
    FigureView,
    TileView,
)
from aux_monitor.settings.catalogue_codec import decode_catalogue
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from tests.presentation.builders import (
    CATALOGUE,
    GITHUB,
    MTTR,
    NOW,
    NPS,
    RESPONSE,
    STARS,
    START,
    SUCCESS,
    USERS,
    calm_but,
    catalogue,
    collector,
    github,
    picture,
    state,
)

HALF = Gate(
    id=GateId("half"),
    name="Phase 2: half",
    phase="Phase 2: Growth (Months 4-9)",
    condition="50% of targets met",
    share=0.5,
    from_month=4,
    to_month=9,
    metrics=(SUCCESS.id, RESPONSE.id, MTTR.id, USERS.id, NPS.id),
)
LATER = replace(HALF, id=GateId("later"), phase="Phase 3", from_month=10, to_month=12)
KNOWN = Catalogue(CATALOGUE.metrics, CATALOGUE.rules, {HALF.id: HALF, LATER.id: LATER})
SUBJECT = gate_subject(HALF.id)
SHIPPED = load_catalogue()

CALM = state(calm_but((USERS, 1200.0)), known=KNOWN)
"""Success, response, MTTR and users meet their targets; NPS is not connected."""
POOR = state(calm_but((SUCCESS, 80.0), (RESPONSE, 200.0), (MTTR, 20.0), (USERS, 5.0)), known=KNOWN)
"""Nothing is met."""


def tile_of(
    given: AppState, gate: Gate = HALF, now: float = NOW, known: Catalogue = KNOWN
) -> TileView:
    """Return the tile of a gate."""
    found = gate_section(picture(given, known, now))
    assert found is not None
    return next(tile for tile in found.tiles if tile.metric == gate_subject(gate.id))


def page_of(given: AppState) -> DetailView:
    """Return the page of the first gate."""
    found = Presenter(KNOWN, UTC).detail(given, NOW, SUBJECT, DetailRange.HOUR, None)
    assert found is not None
    return found


def test_a_gate_that_is_met() -> None:
    """Shape, word and bar say so, and nothing is missing."""
    view = tile_of(CALM)
    assert view.figure == FigureView("4", "of 5")
    assert (view.level, view.trust, view.word) == (Level.ON_TARGET, Trust.FRESH, "met")
    assert (view.name, view.foot, view.note) == ("Phase 2: half", "needs 3", "")
    assert view.bar == BarView(value=0.8, due=None, next_target=0.6)
    assert view.accessible == "Phase 2: half, 4 of 5 targets met, needs 3, met"


def plain(words: str) -> str:
    """Return words with every blank alike."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_gate_that_is_not_met_names_what_is_missing() -> None:
    """What is measured and falls short is named; what is not connected is called so."""
    view = tile_of(POOR)
    assert (view.figure, view.word, view.level) == (
        FigureView("0", "of 5"),
        "not met",
        Level.OFF_TARGET,
    )
    missing = "Success rate, Monthly active users, Average response, MTTR"
    assert plain(view.note) == f"Missing: {missing}, 1 not connected"
    assert view.note.split(" ")[1] == "Success\N{NO-BREAK SPACE}rate,"
    assert plain(view.accessible) == (
        f"Phase 2: half, 0 of 5 targets met, needs 3, not met, missing: {missing}, 1 not connected"
    )
    assert view.tooltip.splitlines() == [
        "Phase 2: Growth (Months 4-9): 50% of targets met.",
        "0 met, 4 fall short, 1 not connected.",
        f"Missing: {missing}.",
        "Not connected: NPS.",
    ]


def test_what_is_not_met_before_its_phase_is_no_fault() -> None:
    """In month five nobody owes what month ten asks for; nor without a start date."""
    early = tile_of(POOR, LATER)
    assert (early.word, early.level) == ("not yet", Level.UNKNOWN)
    undated = tile_of(replace(POOR, programme_start=None))
    assert (undated.word, undated.level) == ("not yet", Level.UNKNOWN)


def test_a_phase_begins_with_its_first_month() -> None:
    """Month ten begins when nine are over."""
    begins = add_months(START, 9)
    fresh = replace(
        POOR,
        sources={key: replace(held, last_good_at=begins) for key, held in POOR.sources.items()},
    )
    words = [tile_of(fresh, LATER, now).word for now in (begins - 1, begins)]
    assert words == ["not yet", "not met"]


def test_a_gate_that_cannot_be_told() -> None:
    """With the figures silent it is neither met nor failed, and never green."""
    silent = replace(
        CALM, sources={key: replace(held, last_good_at=1.0) for key, held in CALM.sources.items()}
    )
    view = tile_of(silent)
    assert (view.level, view.trust, view.word) == (Level.UNKNOWN, Trust.NO_DATA, "unknown")
    assert view.figure == FigureView("0", "of 5")
    assert "4 stale, 1 not connected." in view.tooltip


def test_a_long_list_is_cut_with_its_count() -> None:
    """A tile names the first, and how many more there are; the tool tip names all."""
    view = tile_of(AppState(), SHIPPED.gates[GateId("phase_3_targets")], known=SHIPPED)
    assert plain(view.note).startswith("Not connected: Weekly active installs, Success rate,")
    assert plain(view.note).endswith("Total installs, Monthly active users, 65 more")
    assert "Co-marketing" in view.tooltip


def test_a_long_list_keeps_the_count_of_what_is_not_connected() -> None:
    """Names give way to it, not it to them."""
    many = tuple(
        replace(MTTR, id=MetricId(f"m{index}"), short_name=f"M{index}") for index in range(9)
    )
    every = replace(HALF, metrics=(), categories=())
    known = catalogue([*many, NPS])
    gates = Catalogue(known.metrics, known.rules, {every.id: every})
    view = tile_of(state({each.id: 99.0 for each in many}, known=gates), every, known=gates)
    assert plain(view.note) == "Missing: M0, M1, M2, M3, M4, M5, 3 more, 1 not connected"


def test_a_first_start_shows_the_gates_and_claims_nothing() -> None:
    """With nothing connected every gate is unknown: none of them is met by silence."""
    found = gate_section(picture(AppState(), SHIPPED))
    assert found is not None
    assert [(tile.name, tile.figure.text, tile.figure.unit) for tile in found.tiles] == [
        ("Phase 2: adoption", "0", "of 8"),
        ("Phase 2: performance", "0", "of 11"),
        ("Phase 3: all targets", "0", "of 71"),
    ]
    assert {tile.level for tile in found.tiles} == {Level.UNKNOWN}


def test_a_catalogue_without_gates_has_no_section() -> None:
    """Nothing is shown of nothing, and no id is taken for a gate's."""
    assert gate_section(picture(state())) is None
    assert find_gate(picture(state()), SUBJECT) is None
    assert find_gate(picture(CALM, KNOWN), MTTR.id) is None


def test_a_gate_of_nothing_has_no_bar() -> None:
    """A share of no targets is no length."""
    none = replace(HALF, metrics=(MetricId("gone"),))
    known = replace(KNOWN, gates={none.id: none})
    view = tile_of(CALM, none, known=known)
    assert (view.bar, view.word, view.figure.unit) == (None, "unknown", "of 0")


def test_the_page_lists_every_target_those_missing_first() -> None:
    """Value, what the gate asks for, and its level in each row."""
    given = state(
        calm_but((RESPONSE, 200.0), (MTTR, None)),
        sources=[collector(), github(last_good_at=1.0)],
        known=KNOWN,
    )
    view = page_of(given)
    assert (view.plot, view.parts_title, view.columns) == (
        None,
        "Targets",
        ("Target", "Value", "Asks for"),
    )
    assert [(row.name, row.figure.text, row.n, row.level) for row in view.parts] == [
        ("Monthly active users", "990", "≥ 1,000", Level.OFF_TARGET),
        ("Average response", "200 ms", "< 150 ms", Level.OFF_TARGET),
        ("MTTR", "no data", "< 15 min", Level.UNKNOWN),
        ("NPS", "not connected", "> 50", Level.UNKNOWN),
        ("Success rate", "97.2 %", "> 95 %", Level.ON_TARGET),
    ]


def test_a_stale_value_is_shown_as_such_and_not_counted() -> None:
    """The page says what the value was and why it does not count."""
    counts = replace(HALF, metrics=(STARS.id,))
    known = replace(KNOWN, gates={counts.id: counts})
    given = state(calm_but((STARS, 1300.0)), sources=[github(last_good_at=1.0)], known=known)
    found = Presenter(known, UTC).detail(given, NOW, SUBJECT, DetailRange.HOUR, None)
    assert found is not None
    (row,) = found.parts
    assert (row.figure.text, row.level) == ("1,300, stale", Level.UNKNOWN)


def test_the_page_has_the_document_s_words_and_the_dates() -> None:
    """Phase, condition, when it lies, what is counted, and how it stands."""
    assert {fact.label: fact.text for fact in page_of(POOR).facts} == {
        "Phase": "Phase 2: Growth (Months 4-9)",
        "Condition": "50% of targets met",
        "When": "from 2026-10-06 to 2027-04-06",
        "Counts": "5 targets due by the end of month 9; 3 of them are needed.",
        "Now": "0 met, 4 fall short, 1 not connected.",
        "Rule": "What is stale, thin or not connected is never counted as met.",
    }
    undated = {fact.label: fact.text for fact in page_of(replace(POOR, programme_start=None)).facts}
    assert undated["When"] == "Not dated: set the start of the programme under Settings."


def test_overview_page_and_picture_of_one_agree() -> None:
    """The gates stand last among the sections, and each has its tile alone."""
    presenter = Presenter(KNOWN, UTC)
    section = presenter.show(CALM, NOW).overview.sections[-1]
    assert section.title == "Phase gates"
    alone = presenter.tile(CALM, NOW, SUBJECT)
    assert section.tiles[0] == alone == page_of(CALM).tile


def test_nothing_new_yields_the_same_section() -> None:
    """A second look costs the widgets nothing, and a changed figure is seen."""
    presenter = Presenter(KNOWN, UTC)
    first = presenter.show(CALM, NOW).overview.sections[-1]
    assert presenter.show(CALM, NOW + 1).overview.sections[-1] is first
    moved = state(calm_but((USERS, 1201.0)), known=KNOWN)
    assert presenter.show(moved, NOW + 1).overview.sections[-1] is first
    failing = state(calm_but((USERS, 5.0)), known=KNOWN)
    assert presenter.show(failing, NOW + 1).overview.sections[-1] != first
    assert presenter.show(POOR, NOW + 1).overview.sections[-1] != first


def test_a_demonstration_s_gates_are_marked() -> None:
    """Simulated figures meet simulated targets."""
    assert tile_of(replace(CALM, demo=True)).demo
    assert not tile_of(CALM).demo


def test_the_command_line_lists_the_gates() -> None:
    """As plain JSON with the ids that are missing, and as lines; they decide no exit code."""
    answer = check(picture(POOR, KNOWN))
    plain = json.loads(msgspec.json.encode(answer))
    assert plain["gates"][0] == {
        "id": "half",
        "name": "Phase 2: half",
        "condition": "50% of targets met",
        "verdict": "not met",
        "met": 0,
        "needed": 3,
        "counted": 5,
        "missing": [
            "command_success_rate",
            "monthly_active_users",
            "response_time_avg",
            "mttr",
            "nps",
        ],
    }
    (line, _) = (line for line in check_lines(answer) if line.startswith("Phase 2: half"))
    assert " ".join(line.split()) == "Phase 2: half 0 of 5 not met needs 3 · 50% of targets met"
    calm = check(picture(state(), replace(KNOWN, gates={})))
    assert check(picture(state(), KNOWN)).exit_code == calm.exit_code


def test_a_picture_says_which_gates_it_shows_and_where_they_come_from() -> None:
    """A gate's own picture names the metrics it counts and their sources, and no others."""
    whole = build_provenance(picture(CALM, KNOWN), "0.1.0", NOW - 3600)
    assert json.loads(dict(whole.chunks())["aux-monitor.gates"])[0] == {
        "id": "half",
        "verdict": "met",
        "met": 4,
        "needed": 3,
        "counted": 5,
    }
    alone = whole.only(SUBJECT)
    assert [gate.id for gate in alone.gates] == ["half"]
    assert {metric.id for metric in alone.metrics} == set(HALF.metrics)
    assert GITHUB not in {source.id for source in alone.sources}
    assert whole.only(MTTR.id).gates == ()


def test_a_gate_s_id_is_no_metric_s() -> None:
    """A metric's name has no colon, so no overlay can take a gate's place."""
    assert SUBJECT == "gate:half"
    with pytest.raises(SettingsError):
        decode_catalogue((TomlText("a.toml", "[metrics.'gate:half']\nname = 'x'"),))
