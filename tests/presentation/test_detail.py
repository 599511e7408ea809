"""A metric's own page."""

from __future__ import annotations

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import Part, Reading, Series
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.detail import detail
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
    PartView,
)
from aux_monitor.presentation.parts import MOST_PARTS
from aux_monitor.presentation.views import (
    FigureView,
)
from tests.presentation.builders import (
    MTTR,
    NOW,
    P95,
    RESPONSE,
    SUCCESS,
    USERS,
    collector,
    metric,
    picture,
    reading,
    series,
    state,
)


def of(
    given: AppState, name: str = "command_success_rate", held: Series | None = None
) -> DetailView:
    """Return the page of a metric over the last day."""
    view = detail(picture(given), metric(name).id, DetailRange.DAY, held)
    assert view is not None
    return view


def facts(view: DetailView) -> dict[str, str]:
    """Return the facts by label."""
    return {fact.label: fact.text for fact in view.facts}


def test_an_unknown_metric_has_no_page() -> None:
    """A metric that left the catalogue cannot be opened."""
    assert detail(picture(state()), metric("gone").id, DetailRange.HOUR, None) is None


def test_the_facts_of_a_live_metric() -> None:
    """Everything that stands behind the figure, in words."""
    assert facts(of(state())) == {
        "Definition": "What it is. (version 1)",
        "Measurement": "Server logs",
        "Target": "> 95 %",
        "Alert": "< 90 %",
        "Rule": (
            "Fires below 90 %, waits 3 min before telling you. Clears above 92 % for 5 min. "
            "Needs 200 samples. Then: Immediate triage."
        ),
        "Source": "Collector, last good answer 14:18 (1 s ago)",
        "Window": "the last 5 min",
        "Sample": "n 4,182, judged from 200",
        "Review": "daily, stage: monitored",
    }


def test_the_facts_of_a_growing_metric() -> None:
    """Both dated targets and what is due today."""
    shown = facts(of(state(), "monthly_active_users"))
    assert shown["Target"] == "≥ 1,000 after 6 months · ≥ 5,000 after 12 months"
    assert shown["Due today"] == (
        "764, on the linear path from 0 at the start (2026-07-06) to 1,000 at month 6 (2027-01-06)."
    )
    assert shown["Pace"] == "129 % of pace"
    assert "Forecast" not in shown
    assert shown["Rule"].startswith("Fires below 70 % of pace, waits 3 min")


def test_the_facts_of_a_metric_that_is_not_connected() -> None:
    """No source, no sample, and no empty labels."""
    shown = facts(of(state(), "nps"))
    assert shown["Source"] == "not connected"
    assert "Sample" not in shown
    assert "Alert" not in shown


def test_a_source_that_never_answered() -> None:
    """Its last error is a fact."""
    unheard = collector(last_good_at=None, failures=4, error="Connection refused")
    shown = facts(of(state({}, sources=[unheard])))
    assert shown["Source"] == "Collector, no answer yet"
    assert shown["Last error"] == "Connection refused."


def test_a_refusal_is_the_last_error() -> None:
    """What is wrong with this metric comes before what is wrong with its source."""
    given = state({}, reading_failures={SUCCESS.id: "No permission"})
    assert facts(of(given))["Last error"] == "No permission."


def test_a_note_and_a_plain_sample() -> None:
    """A reading's note is a fact; without a least sample the size stands alone."""
    given = Reading(MTTR.id, 4.2, NOW, collector().id, n=3, note="Three failures")
    shown = facts(of(state(readings=[given]), "mttr"))
    assert (shown["Note"], shown["Sample"]) == ("Three failures", "n 3")


def test_the_plot_ends_now() -> None:
    """The range is that asked for, up to now, whatever the series holds."""
    view = of(state(), held=series([97.0, None], step_s=60.0, end=NOW - 7200))
    assert view.plot is not None
    assert (view.plot.since, view.plot.until) == (NOW - 86_400, NOW)
    assert view.plot.lines[0].values == (97.0, None)
    assert (view.empty, view.range) == ("", DetailRange.DAY)


def test_an_empty_history() -> None:
    """No record in the range, a metric nothing measures, and a refusal each say so."""
    assert of(state(), held=series([None])).empty == "Nothing recorded in the last 24 h."
    assert of(state(), "nps").empty == "Not connected: no source that is set up measures this."
    refused = state({}, reading_failures={SUCCESS.id: "No permission"})
    assert of(refused).empty == "No permission."
    plot = of(state()).plot
    assert plot is not None
    assert plot.until == NOW


def test_the_breakdown_has_levels() -> None:
    """Each part is held against the metric's limits, if it has samples enough; worst first."""
    given = reading(
        RESPONSE,
        318.0,
        breakdown=(
            Part("click", 402.0, 900),
            Part("scroll", 20.0, 3),
            Part("wait", None, 0),
            Part("type", 90.0),
        ),
    )
    assert of(state(readings=[given]), "response_time_avg").parts == (
        PartView("click", FigureView("402", "ms"), "900", Level.BREACH),
        PartView("scroll", FigureView("20", "ms"), "3", Level.UNKNOWN),
        PartView("wait", FigureView("—"), "0", Level.UNKNOWN),
        PartView("type", FigureView("90", "ms"), "", Level.ON_TARGET),
    )


def test_parts_of_an_old_or_a_growing_value_have_no_level() -> None:
    """Stale parts prove nothing, and one repository need not reach all repositories' target."""
    parts = (Part("one", 97.0),)
    old = state(
        readings=[reading(SUCCESS, 97.0, breakdown=parts)], sources=[collector(last_good_at=1.0)]
    )
    assert of(old).parts[0].level is Level.UNKNOWN
    growing = state(readings=[reading(USERS, 990.0, breakdown=parts)])
    assert of(growing, "monthly_active_users").parts[0].level is Level.UNKNOWN


def test_a_hostile_breakdown_is_bounded() -> None:
    """Thousands of parts with long names stay a short list of short names."""
    flood = tuple(Part("x" * 999, 1.0) for _ in range(5000))
    view = of(state(readings=[reading(P95, 1.0, breakdown=flood)]), "response_time_p95")
    assert len(view.parts) == MOST_PARTS
    assert len(view.parts[0].name) == 60


def test_a_metric_without_reading_has_no_breakdown() -> None:
    """Nothing read, nothing broken down."""
    assert of(state({}), "nps").parts == ()


def test_what_no_connected_source_fills_is_entered_by_hand() -> None:
    """While its source is connected nobody enters beside it, even while it fails."""
    assert not of(state()).by_hand
    assert of(state(sources=())).by_hand
