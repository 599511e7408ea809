"""Figures of an earlier run: shown with their time, dimmed, and never a level."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from aux_monitor.domain.last_known import laid_under, remember
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.presenter import Presenter, Shown
from aux_monitor.presentation.provenance import build_provenance
from aux_monitor.presentation.text import known_since
from tests.presentation.builders import (
    CATALOGUE,
    COLLECTOR,
    GITHUB,
    NOW,
    RESPONSE,
    STARS,
    at,
    calm_but,
    collector,
    github,
    picture,
    series,
    state,
)

SEEN = at(9, 14)
"""When the last run ended."""

BAD = calm_but((RESPONSE, 320.0))
"""What it showed then: a breach among green."""

_LINE = series([300.0, 310.0, 320.0], end=SEEN)


def restarted(**changes: object) -> AppState:
    """Return what is drawn right after a start whose sources have yet to answer."""
    old = state(
        BAD,
        sources=[collector(last_good_at=SEEN), github(last_good_at=SEEN)],
        series={RESPONSE.id: _LINE},
    )
    fresh = [
        collector(last_good_at=None, watching_since=NOW),
        github(last_good_at=None, watching_since=NOW),
    ]
    new = replace(state({}, sources=fresh, resumed_at=NOW), **changes)
    return laid_under(new, remember(old, b"", "collector"))


def shown(of: AppState) -> Shown:
    """Return what window and tray show."""
    return Presenter(CATALOGUE, UTC).show(of, NOW)


def test_every_figure_says_from_when_it_is_and_has_no_level() -> None:
    """On target or in breach when it was taken: now it proves neither."""
    judged = picture(restarted()).metrics
    assert {judged[metric].trust for metric in BAD} == {Trust.CACHED}
    assert {judged[metric].level for metric in judged} == {Level.UNKNOWN}
    tiles = [t for section in shown(restarted()).overview.sections for t in section.tiles]
    cached = [t for t in tiles if t.trust is Trust.CACHED]
    assert len(cached) == 2
    for tile in cached:
        assert (tile.word, tile.dimmed, tile.age) == ("cached 09:14", True, "")
        assert "cached 09:14" in tile.accessible


def test_a_chart_is_dimmed_and_drawn_where_it_ended() -> None:
    """Its axis does not run on to now: five hours of nothing would push the line out."""
    chart = shown(restarted()).overview.charts[0]
    assert (chart.dimmed, chart.level, chart.trust) == (True, Level.UNKNOWN, Trust.CACHED)
    assert (chart.headlines[0].figure.text, chart.headlines[0].word) == ("320", "cached 09:14")
    assert chart.plot.until == SEEN
    assert "cached 09:14" in chart.accessible


def test_ribbon_and_tray_say_it_too_and_neither_is_green_or_red() -> None:
    """What was seen before is no reason to call anybody, and none to be calm."""
    view = shown(restarted())
    ribbon = view.overview.ribbon
    assert ribbon.headline == "Waiting for the first answer: figures cached 09:14"
    assert "7 cached" in ribbon.subline
    assert (ribbon.level, ribbon.tinted) == (Level.UNKNOWN, False)
    assert [chip.detail for chip in ribbon.sources] == ["awaited, cached 09:14"] * 2
    assert (view.tray.level, view.tray.count) == (Level.UNKNOWN, 0)
    assert view.overview.attention.cards == ()


def test_the_first_answer_of_a_source_ends_it_for_that_source() -> None:
    """Its figures are judged at once; the other's wait on, and the ribbon says whose."""
    heard = state(
        {RESPONSE.id: 131.0},
        sources=[collector(), github(last_good_at=None, watching_since=NOW)],
        resumed_at=NOW - 1.0,
    )
    old = state(BAD, sources=[collector(last_good_at=SEEN), github(last_good_at=SEEN)])
    mixed = laid_under(heard, remember(old, b"", "collector"))
    judged = picture(mixed).metrics
    assert (judged[RESPONSE.id].trust, judged[RESPONSE.id].level) == (Trust.FRESH, Level.ON_TARGET)
    assert judged[STARS.id].trust is Trust.CACHED
    ribbon = shown(mixed).overview.ribbon
    assert ribbon.headline == "Waiting for the first answer of GitHub: figures cached 09:14"
    assert ribbon.level is Level.UNKNOWN


@pytest.mark.parametrize(
    ("failure", "headline"),
    [
        (FailureKind.REFUSED, "GitHub has not answered yet: figures cached 09:14"),
        (
            FailureKind.UNRESOLVED,
            "Offline: no remote source can be reached from this computer; figures cached 09:14",
        ),
    ],
)
def test_a_source_that_fails_from_the_start_keeps_its_figures_and_says_what_it_is(
    failure: FailureKind, headline: str
) -> None:
    """Its trouble stands in ribbon and panel; the figures say only how old they are."""
    failing = github(
        last_good_at=None, watching_since=NOW - 9.0, failures=2, failure=failure, error="No."
    )
    fresh = state({RESPONSE.id: 131.0}, sources=[collector(), failing], resumed_at=NOW - 9000.0)
    old = state(BAD, sources=[collector(last_good_at=SEEN), github(last_good_at=SEEN)])
    mixed = laid_under(fresh, remember(old, b"", "collector"))
    assert picture(mixed).metrics[STARS.id].trust is Trust.CACHED
    view = shown(mixed).overview
    assert view.ribbon.headline == headline
    assert len(view.attention.cards) == 1


def test_two_silent_sources_say_from_when_their_figures_are() -> None:
    """Several are named together, with each time once."""
    failing = {"failures": 2, "failure": FailureKind.REFUSED, "last_good_at": None}
    silent = [collector(**failing), github(**failing)]
    ribbon = shown(restarted(sources={each.id: each for each in silent}, resumed_at=0.0))
    headline = ribbon.overview.ribbon.headline
    assert headline == "2 sources silent: Collector, GitHub; figures cached 09:14"
    assert [chip.detail for chip in ribbon.overview.ribbon.sources] == [
        "no answer, cached 09:14"
    ] * 2


def test_a_picture_of_it_is_stamped() -> None:
    """Whoever is sent a snapshot sees that it is not fresh, and each figure says cached."""
    provenance = build_provenance(picture(restarted()), "1", SEEN)
    assert provenance.stamp is not None
    assert {row.trust for row in provenance.metrics if row.value is not None} == {Trust.CACHED}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime(2026, 11, 23, 9, 14, tzinfo=UTC), "09:14"),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), "22 Nov"),
        (datetime(2025, 11, 24, 9, 14, tzinfo=UTC), "24 Nov 2025"),
    ],
)
def test_the_time_of_a_figure_cannot_be_taken_for_another_days(day: datetime, words: str) -> None:
    """Today it is a time, before that a day, and a year later it has its year."""
    assert known_since(day.timestamp(), NOW, UTC) == words


def test_the_metrics_page_says_from_when_the_figure_is() -> None:
    """The source has not answered, and what is shown has its day and time."""
    detail = Presenter(CATALOGUE, UTC)
    page = detail.detail(restarted(), NOW, STARS.id, DetailRange.HOUR, None)
    assert page is not None
    facts = {fact.label: fact.text for fact in page.facts}
    assert facts["Source"] == "GitHub, no answer yet; the figure was cached 09:14"
    assert page.tile.word == "cached 09:14"
    assert {COLLECTOR, GITHUB} == set(restarted().known_at)
