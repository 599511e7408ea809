"""Each topic's page: whose it is, what it says, and that hiding a tile hides no alarm."""

from __future__ import annotations

from collections import Counter
from datetime import UTC

from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.state import AppState
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.charts import PANELS, TOPIC_PANELS
from aux_monitor.presentation.presenter import Presenter, Shown
from aux_monitor.presentation.topics import TopicView, topic_of, topic_view
from aux_monitor.presentation.views import OverviewView, TopicHeadView
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings
from tests.presentation.builders import (
    CATALOGUE,
    MTTR,
    NOW,
    RESPONSE,
    RESPONSE_RULE,
    SUCCESS,
    USERS,
    alerts,
    calm_but,
    collector,
    fired,
    github,
    pending,
    state,
)

SHIPPED = load_catalogue()
_WAITING = alerts((RESPONSE_RULE, RESPONSE, pending(318.0, 30.0)))


def pages(view: OverviewView) -> list[TopicView]:
    """Return every topic's page."""
    return [topic_view(view, topic) for topic in Topic]


def figures(page: TopicView) -> list[str]:
    """Return every KPI that a page shows, as a tile or in a chart."""
    charted = [head.metric for chart in page.charts for head in chart.headlines]
    return [*charted, *(tile.metric for part in page.sections for tile in part.tiles)]


def with_history() -> AppState:
    """Return a state in which everything that can have a chart has a history."""
    ids = [curve.metric for panel in TOPIC_PANELS for curve in panel.curves]
    drawn = Series(NOW - 60.0, 10.0, (1.0, 2.0, 3.0))
    return state(dict.fromkeys(ids, 3.0), known=SHIPPED, series=dict.fromkeys(ids, drawn))


def test_every_kpi_is_on_exactly_one_page_besides_the_overview() -> None:
    """With nothing connected, and with a history for all that can have a chart."""
    for given in (state({}, known=SHIPPED, sources=()), with_history()):
        view = Presenter(SHIPPED, UTC).show(given, NOW).overview
        found = Counter(metric for page in pages(view) for metric in figures(page))
        kpis = {metric for metric in found if not metric.startswith("gate:")}
        assert kpis == set(SHIPPED.metrics)
        assert set(found.values()) == {1}


def test_a_history_makes_a_chart_on_its_topics_page_alone() -> None:
    """The overview has a tile of it still; a page without histories has tiles."""
    view = Presenter(SHIPPED, UTC).show(with_history(), NOW).overview
    developers = topic_view(view, Topic.DEVELOPERS)
    assert [chart.title for chart in developers.charts] == [
        "Contributors",
        "Pull requests",
        "Issues resolved",
    ]
    tiles = {tile.metric for part in view.sections for tile in part.tiles}
    assert {chart.metric for chart in developers.charts} <= tiles
    bare = Presenter(SHIPPED, UTC).show(state({}, known=SHIPPED, sources=()), NOW).overview
    assert topic_view(bare, Topic.DEVELOPERS).charts == ()


def test_a_hidden_figure_has_no_chart_either() -> None:
    """What somebody hid is counted at its section's heading on the page too."""
    layout = LayoutSettings(hidden=("contributors",))
    view = Presenter(SHIPPED, UTC).show(with_history(), NOW, layout).overview
    page = topic_view(view, Topic.DEVELOPERS)
    assert "contributors" not in figures(page)
    assert [tile.metric for part in page.sections for tile in part.hidden] == ["contributors"]


def test_every_panel_stands_with_its_figures_topic() -> None:
    """A chart that shows on one page what belongs to another would count it on both."""
    for panel in (*PANELS, *TOPIC_PANELS):
        for curve in panel.curves:
            assert topic_of(SHIPPED.metrics[curve.metric]) is panel.topic, curve.metric


def shown(given: AppState, layout: LayoutSettings = UNARRANGED) -> Shown:
    """Return what the test catalogue's window and tray show of a state."""
    return Presenter(CATALOGUE, UTC).show(given, NOW, layout)


def head(given: AppState, topic: Topic) -> TopicHeadView:
    """Return what is said of a topic."""
    return next(head for head in shown(given).overview.heads if head.topic is topic)


def test_a_page_says_the_worst_of_its_topic() -> None:
    """With its figure, whatever stands elsewhere; the counts are the topic's own."""
    given = state(calm_but((SUCCESS, 88.6), (USERS, 604.0)))
    assert head(given, Topic.PERFORMANCE) == TopicHeadView(
        Topic.PERFORMANCE,
        Level.BREACH,
        "1 breach: success rate 88.6 %",
        "3 on target · 1 not connected",
    )
    adoption = head(given, Topic.ADOPTION)
    assert adoption.level is Level.OFF_TARGET
    assert adoption.sentence == "1 off target: monthly active users 604"
    assert adoption.counts == "1 off target"
    quality = head(given, Topic.QUALITY)
    assert (quality.level, quality.sentence) == (Level.ON_TARGET, "On target")


def test_a_page_says_what_waits_and_what_recovers() -> None:
    """A breach inside its hold is pending; it is no breach yet, on a page as in the ribbon."""
    waiting = state(calm_but((RESPONSE, 318.0)), triggers=_WAITING)
    told = head(waiting, Topic.PERFORMANCE)
    assert told.level is Level.OFF_TARGET
    assert told.sentence == "Pending: response time 318 ms"


def test_a_page_is_not_green_while_a_source_is_silent() -> None:
    """Whichever source it is: what it would say may well belong here."""
    silent = state(sources=[collector(last_good_at=NOW - 600.0, failures=9), github()])
    for each in shown(silent).overview.heads:
        assert each.level is not Level.ON_TARGET


def test_an_alert_without_a_fresh_figure_is_still_open_on_its_page() -> None:
    """Silence proves no recovery."""
    given = state(
        calm_but((RESPONSE, 318.0)),
        sources=[collector(last_good_at=NOW - 600.0, failures=9), github()],
        triggers=alerts((RESPONSE_RULE, RESPONSE, fired(318.0, 318.0, NOW - 900, NOW - 800))),
    )
    told = head(given, Topic.PERFORMANCE)
    assert told.level is Level.BREACH
    assert told.sentence.startswith("Alert still open, without a fresh figure: ")


def test_a_page_without_a_source_says_what_to_do() -> None:
    """Every KPI can be entered by hand."""
    told = head(state({}, sources=()), Topic.QUALITY)
    assert told.level is Level.UNKNOWN
    assert told.sentence == "Nothing here is connected: open a KPI to enter its figures by hand"
    assert told.counts == "1 not connected"


def test_a_hidden_tile_that_breaches_counts_in_ribbon_tray_alerts_and_its_heading() -> None:
    """Hiding is for the eye; nothing that is judged or told changes by it."""
    given = state(
        calm_but((MTTR, 99.0)),
        triggers=alerts((RESPONSE_RULE, RESPONSE, fired(318.0, 318.0, NOW - 900, NOW - 800))),
    )
    plain = shown(given)
    hiding = shown(given, LayoutSettings(hidden=tuple(str(metric) for metric in CATALOGUE.metrics)))
    assert hiding.overview.ribbon == plain.overview.ribbon
    assert hiding.overview.attention == plain.overview.attention
    assert hiding.overview.heads == plain.overview.heads
    assert hiding.tray == plain.tray
    assert plain.tray.level is Level.BREACH
    quality = topic_view(hiding.overview, Topic.QUALITY)
    (held,) = [tile for part in quality.sections for tile in part.hidden]
    assert (held.metric, held.level) == (MetricId("mttr"), Level.OFF_TARGET)


def test_the_very_first_picture_does_without_the_topics() -> None:
    """Nobody can have opened one: they come with the next figures."""
    first = Presenter(CATALOGUE, UTC).show(state(), NOW, topics=False).overview
    assert first == replace(shown(state()).overview, heads=(), topic_charts=())
