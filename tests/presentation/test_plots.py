"""What a chart draws."""

from __future__ import annotations

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.definitions import Definition
from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.reading import MetricId, Release
from aux_monitor.presentation.plots import MOST_ALERTS, MOST_MARKERS, Curve, Marks, plot
from aux_monitor.presentation.views import (
    AlertSpanView,
    BandView,
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
)
from tests.presentation.builders import (
    COLLECTOR,
    GITHUB,
    NOW,
    P95,
    RESPONSE,
    STARS,
    SUCCESS,
    metric,
    series,
)


def test_two_curves_have_two_colours_and_all_their_limits() -> None:
    """Each curve is drawn in its colour; targets and alerts of both are labelled lines."""
    history = series([140.0, None, 300.0])
    view = plot([Curve(RESPONSE, "average", history), Curve(P95, "P95", history)], 0.0, NOW, {})
    assert view.lines == (
        LineView("average", LineColour.FIRST, history.start, 10.0, history.values),
        LineView("P95", LineColour.SECOND, history.start, 10.0, history.values),
    )
    assert view.limits == (
        LimitView(LimitKind.TARGET, 150.0, "target"),
        LimitView(LimitKind.ALERT, 300.0, "alert 300"),
        LimitView(LimitKind.TARGET, 500.0, "target"),
        LimitView(LimitKind.ALERT, 1000.0, "alert 1,000"),
    )
    assert view.bands == (BandView(Level.BREACH, 1000.0, None),)


def test_a_single_curve_has_a_band_inside_its_target() -> None:
    """Alone in its chart a metric has both bands, on the sides its operators say."""
    view = plot([Curve(SUCCESS, "success rate", None)], 0.0, NOW, {})
    assert view.lines == ()
    assert view.bands == (
        BandView(Level.BREACH, None, 90.0),
        BandView(Level.ON_TARGET, 95.0, None),
    )
    assert (view.unit, view.decimals) == ("%", 1)


def test_a_growing_metric_has_its_goal_and_what_is_due() -> None:
    """The goal ahead is a target line; the due line is rounded, so that it does not creep."""
    view = plot([Curve(STARS, "stars", None, 698.4, 1000.0, "6 mo")], 0.0, NOW, {})
    assert view.limits == (
        LimitView(LimitKind.TARGET, 1000.0, "6 mo"),
        LimitView(LimitKind.DUE, 698.0, "due"),
    )
    assert view.bands == ()


def test_releases_inside_the_range_are_markers() -> None:
    """A release is marked where it lies, cleaned, once, and not outside the range."""
    releases = {
        GITHUB: (
            Release("v1.3.0\u202e", NOW - 600, GITHUB),
            Release("v1.2.0", NOW - 6000, GITHUB),
            Release("v2", NOW + 1, GITHUB),
        ),
        COLLECTOR: (Release("v1.3.0", NOW - 600, COLLECTOR),),
    }
    view = plot([Curve(metric(), "plain", None)], NOW - 3600, NOW, releases)
    assert view.markers == (MarkerView(NOW - 600, "v1.3.0"),)


def test_many_releases_leave_the_newest() -> None:
    """Markers do not cover the chart."""
    many = {GITHUB: tuple(Release(f"v{i}", NOW - 100 + i, GITHUB) for i in range(20))}
    view = plot([Curve(metric(), "plain", None)], NOW - 3600, NOW, many)
    assert len(view.markers) == MOST_MARKERS
    assert view.markers[-1].label == "v19"


def fired(at: float, until: float | None, metric: MetricId = RESPONSE.id) -> Episode:
    """Return an alert on a metric, from its firing to its end."""
    key = AlertKey(RuleId("rule"), metric)
    return Episode(key, round(at), at - 180, at, 400.0, 412.0, resolved_at=until)


def test_alerts_are_spans_from_their_firing_to_their_end() -> None:
    """Those that reach into the chart, of its own metrics, oldest first; one still fires."""
    hour = NOW - 3600
    episodes = (
        fired(NOW - 60, None),
        fired(hour - 600, hour + 60),
        fired(hour - 900, hour - 1),
        fired(NOW - 500, NOW - 400, P95.id),
    )
    view = plot([Curve(RESPONSE, "average", None)], hour, NOW, {}, Marks(episodes))
    assert view.alerts == (
        AlertSpanView(hour - 600, hour + 60, Level.BREACH, "alert, 11 min"),
        AlertSpanView(NOW - 60, None, Level.BREACH, "alert fires"),
    )


def test_a_chart_full_of_alerts_keeps_the_newest() -> None:
    """A flapping rule does not draw a thousand bars."""
    many = tuple(fired(NOW - 10 * index, NOW - 10 * index + 5) for index in range(1, 200))
    view = plot([Curve(RESPONSE, "average", None)], NOW - 9999, NOW, {}, Marks(many))
    assert len(view.alerts) == MOST_ALERTS
    assert view.alerts[-1].since == NOW - 10


def test_a_new_definition_is_a_marker_and_breaks_the_line() -> None:
    """The first definition known is no change; one of another metric is none of this chart."""
    old, new = Definition(RESPONSE.id, 1, NOW - 9000), Definition(RESPONSE.id, 2, NOW - 15)
    marks = Marks((), {RESPONSE.id: (old, new), P95.id: (new,)})
    held = series([140.0, 150.0, 160.0])
    view = plot([Curve(RESPONSE, "average", held)], NOW - 10_000, NOW, {}, marks)
    assert view.markers == (MarkerView(NOW - 15, "definition 2"),)
    assert view.lines[0].breaks == (NOW - 15,)
    both = [Curve(RESPONSE, "average", held), Curve(P95, "P95", held)]
    labels = [marker.label for marker in plot(both, NOW - 60, NOW, {}, marks).markers]
    assert labels == ["average: definition 2"]
