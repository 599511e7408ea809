"""Figures by hand on tile, page, card and notice, with the shipped KPIs and rules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.catalogue import Cadence, RuleId, Supply
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.entry_readings import ENTRIES
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import Dated, MetricId, Reading
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trigger import Phase, TriggerState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation.attention import attention
from aux_monitor.presentation.detail import detail, first_range
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.notice_words import fired_sentences
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.presentation.tiles import tile
from aux_monitor.presentation.views import (
    TileView,
)
from tests.presentation.builders import episode, picture

CATALOGUE = load_catalogue()
USERS, NPS = MetricId("daily_users"), MetricId("nps")
DOWN = CATALOGUE.rules[RuleId("daily_users_drop")]
SATURDAY = datetime(2026, 11, 21, tzinfo=UTC).timestamp()
AT = SATURDAY + DAY_S - 1
NOW = SATURDAY + DAY_S + 9 * 3600.0
"""Sunday, nine o'clock."""

FALLEN = Reading(
    USERS,
    812.0,
    AT,
    ENTRIES,
    past=tuple(Dated(AT - 7 * week * DAY_S, 1090.0) for week in (4, 3, 2, 1)),
    good_for_s=2 * DAY_S,
)
FIRING = TriggerState(
    Phase.FIRING, began_at=NOW, fired_at=NOW, episode=1, value=25.5, worst=25.5, n=1090,
    last_good_at=NOW,
)  # fmt: skip


def entered(reading: Reading, held: TriggerState | None = None, now: float = NOW) -> AppState:
    """Return a state that knows this figure alone, looked at just now."""
    source = SourceStatus(
        ENTRIES, "Entries", "entries", 30.0, now - 100.0, last_good_at=now, local=True
    )
    triggers = {} if held is None else {AlertKey(DOWN.id, USERS): held}
    return AppState(
        sources={ENTRIES: source},
        readings={reading.metric: reading},
        triggers=triggers,
        resumed_at=now - 1000.0,
    )


def shown(state: AppState, metric: MetricId = USERS, now: float = NOW) -> TileView:
    """Return a metric's tile."""
    return tile(picture(state, CATALOGUE, now).metrics[metric], now, None)


def page(state: AppState, metric: MetricId = USERS) -> DetailView:
    """Return a metric's page."""
    found = detail(picture(state, CATALOGUE, NOW), metric, DetailRange.MONTH, None)
    assert found is not None
    return found


def test_a_tile_says_how_far_a_day_fell_and_how_old_it_is() -> None:
    """The age is that of the figure, not of the last look into the book."""
    view = shown(entered(FALLEN))
    assert (view.hint, view.age, view.trust) == ("25.5 % below Saturdays", "9 h", Trust.FRESH)
    assert (view.level, view.word) == (Level.UNKNOWN, "no target")
    assert view.accessible == "Daily users, 812, no target, 25.5 % below Saturdays"


def test_a_tile_without_a_level_is_red_while_its_alert_fires() -> None:
    """Daily users have no target; that calls for an executive review all the same."""
    view = shown(entered(FALLEN, FIRING))
    assert (view.level, view.word) == (Level.BREACH, "firing")
    over = shown(entered(FALLEN, replace(FIRING, phase=Phase.INACTIVE)))
    assert over.level is Level.UNKNOWN


def test_a_figure_that_is_due_again_is_stale() -> None:
    """Past its review it is dimmed with its age, has no level, and compares nothing."""
    late = AT + 2 * DAY_S + 60.0
    view = shown(entered(FALLEN, FIRING, late), now=late)
    assert (view.word, view.age, view.hint) == ("stale 2 d", "2 d", "")
    assert (view.level, view.dimmed) == (Level.UNKNOWN, True)


def test_an_alert_whose_figure_went_stale_stays_in_the_headline() -> None:
    """Every source answers, and still nobody knows whether the fall is over."""
    late = AT + 2 * DAY_S + 60.0
    ribbon = Presenter(CATALOGUE, UTC).show(entered(FALLEN, FIRING, late), late).overview.ribbon
    assert ribbon.level is Level.BREACH
    assert ribbon.headline == "1 alert still open, without a fresh figure: daily users"


def test_a_page_names_the_comparison() -> None:
    """Beside the rule stands what it compared, and what it needs."""
    facts = {fact.label: fact.text for fact in page(entered(FALLEN)).facts}
    assert facts["Compared"] == (
        "Saturday 812, mean of the four Saturdays before 1,090: 25.5 % fewer."
    )
    assert "Fires beyond 20 % down, tells at once. Clears within 15 % down" in facts["Rule"]
    assert "Needs a mean of 200." in facts["Rule"]


def test_a_survey_s_page_names_the_noise() -> None:
    """A large fall among few answers says why it is no alarm."""
    survey = Reading(NPS, 31.0, AT, ENTRIES, n=100, past=(Dated(AT - 9e6, 44.0, 100),))
    facts = {fact.label: fact.text for fact in page(entered(survey), NPS).facts}
    assert facts["Compared"] == (
        "NPS 31 (n 100), 44 before (n 100): 13 points down; within noise (n 100: up to 22 points)."
    )
    assert "Needs 50 answers, and a fall beyond the noise." in facts["Rule"]


@pytest.mark.parametrize(
    ("cadence", "span"),
    [
        (Cadence.DAILY, DetailRange.MONTH),
        (Cadence.WEEKLY, DetailRange.MONTH),
        (Cadence.MONTHLY, DetailRange.YEAR),
        (Cadence.QUARTERLY, DetailRange.YEAR),
    ],
)
def test_a_page_opens_over_a_span_that_holds_several_figures(
    cadence: Cadence, span: DetailRange
) -> None:
    """A month of days, a year of surveys; an hour for what a connected source fills, or a gate."""
    state, metric = entered(FALLEN), replace(CATALOGUE.metrics[NPS], cadence=cadence)
    source = replace(state.sources[ENTRIES], kind=Supply.COLLECTOR.value)
    live = replace(state, sources={ENTRIES: source})
    measured = replace(metric, supply=Supply.COLLECTOR)
    assert first_range(metric, state) is span
    assert first_range(measured, live) is DetailRange.HOUR
    assert first_range(None, live) is DetailRange.HOUR


def test_a_card_and_a_notice_name_the_comparison() -> None:
    """Who is told reads what was compared with what, in the same words."""
    state = entered(FALLEN, FIRING)
    (card,) = attention(picture(state, CATALOGUE, NOW), (), ()).cards
    compared = "Saturday 812, mean of the four Saturdays before 1,090: 25.5 % fewer."
    assert card.title == "Daily users down more than 20 %"
    assert card.action == "Executive review."
    assert compared in card.lines
    metric = CATALOGUE.metrics[USERS]
    told = list(fired_sentences(DOWN, metric, episode(DOWN, metric, FIRING), state, NOW, UTC))
    assert told[:2] == ["Executive review.", compared]


def test_a_tile_compares_anew_when_a_day_is_over() -> None:
    """A source that answers through the day has its day compared from midnight on."""
    saturday = replace(FALLEN, at=SATURDAY, good_for_s=None)
    presenter = Presenter(CATALOGUE, UTC)
    state = entered(saturday)
    before = presenter.tile(state, SATURDAY + DAY_S - 1.0, USERS)
    assert before is not None
    assert before.hint == "learning"

    def drawn(now: float) -> TileView:
        sections = presenter.show(entered(saturday, now=now), now).overview.sections
        return next(t for section in sections for t in section.tiles if t.metric == USERS)

    assert drawn(SATURDAY + DAY_S - 1.0).hint == "learning"
    assert drawn(SATURDAY + DAY_S).hint == "25.5 % below Saturdays"
