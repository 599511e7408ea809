"""The live chart panels."""

from __future__ import annotations

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.charts import PANELS, chart, charted, live_plot, members, plot_key
from aux_monitor.presentation.views import ChartView, FigureView
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    NPS,
    P95,
    RESPONSE,
    RETRY,
    STARS,
    SUCCESS,
    calm_but,
    catalogue,
    collector,
    github,
    picture,
    reading,
    series,
    state,
)

TIMES, SUCCESSES, RETRIES, _ = PANELS


def drawn(of: AppState, panel: int) -> ChartView:
    """Return one panel of a state."""
    given = picture(of)
    shown = members(PANELS[panel], given)
    return chart(PANELS[panel], shown, live_plot(PANELS[panel], shown, given))


def test_response_times_have_two_headlines() -> None:
    """Average and P95 stand side by side, each with its own level."""
    view = drawn(state(calm_but((RESPONSE, 318.0), (P95, 784.0))), 0)
    first, second = view.headlines
    assert (first.name, first.figure, first.word) == ("average", FigureView("318", "ms"), "breach")
    assert (second.name, second.word, second.detail) == ("P95", "off target", "< 500")
    assert (view.level, view.trust) == (Level.BREACH, Trust.FRESH)
    assert view.meta == "60 min · 5 min window · n 4,182"
    assert view.accessible == "Response time: average 318 ms, breach; P95 784 ms, off target"


def test_a_single_headline_needs_no_name() -> None:
    """The panel's title names the only figure."""
    assert drawn(state(), 1).headlines[0].name == ""


def test_stars_show_their_pace() -> None:
    """The community panel says how much of what is due today is there, and how old it is."""
    view = drawn(state(calm_but((STARS, 642.0))), 3)
    assert view.headlines[0].detail == "84 % of pace · 764 due today"
    assert (view.headlines[0].word, view.meta) == ("off target", "4 min")


def test_stars_without_a_start_date_show_the_target() -> None:
    """Nothing is due before the programme has a start."""
    assert drawn(state(programme_start=None), 3).headlines[0].detail == "6 mo 1,000"


def test_stars_not_read_yet_show_what_is_due() -> None:
    """Without a value there is no share of the pace."""
    assert drawn(state({}), 3).headlines[0].detail == "764 due today"


def test_a_window_without_a_sample_size() -> None:
    """A value whose sample is not known has no n."""
    assert drawn(state(readings=[reading(SUCCESS, 97.0, n=None)]), 1).meta == (
        "60 min · 5 min window"
    )


def test_only_the_first_panel_says_the_span() -> None:
    """The others have one figure and less room: their sample is what differs."""
    assert drawn(state(), 1).meta == "n 4,182"


def test_panels_that_are_not_connected_say_what_to_do() -> None:
    """An empty panel is an instruction, with the unit where no figure shows it."""
    view = drawn(state({}, sources=[]), 3)
    assert view.empty == "GitHub is not connected. Connect a repository to see its stars."
    assert view.accessible == f"GitHub stars: {view.empty}"
    assert drawn(state({}, sources=[]), 0).empty == (
        "Telemetry is not connected. Connect a session.log or a collector to see response times."
    )
    assert drawn(state({}, sources=[]), 1).headlines[0].detail == "target > 95 %"


def test_a_panel_that_waits_says_for_whom() -> None:
    """Before the first answer the panel names the source it waits for."""
    late = collector(last_good_at=None, watching_since=NOW - 1)
    assert drawn(state({}, sources=[late]), 1).empty == "Waiting for the first answer of Collector."


def test_a_panel_whose_metric_is_refused_says_why() -> None:
    """The source's own sentence stands in the panel."""
    refused = state({}, reading_failures={STARS.id: "The token may not see this."})
    assert drawn(refused, 3).empty == "The token may not see this."


def test_a_panel_without_its_figure() -> None:
    """A source that answers without the metric is not called silent."""
    assert drawn(state({}), 1).empty == "Collector has not given this figure."


def test_a_panel_without_history_has_none_yet() -> None:
    """A value alone draws no line; gaps alone are no history."""
    assert drawn(state(), 1).empty == "No history yet."
    assert drawn(state(series={SUCCESS.id: series([None, None])}), 1).empty == "No history yet."


def test_a_value_without_figure_is_spoken_by_its_word() -> None:
    """With history and no value now, the word is all there is to say."""
    view = drawn(state(calm_but((SUCCESS, None)), series={SUCCESS.id: series([97.0])}), 1)
    assert (view.empty, view.accessible) == ("", "Command success rate: no data")


def test_a_live_plot_ends_at_its_newest_point() -> None:
    """The time axis moves only when a point comes."""
    view = drawn(state(series={SUCCESS.id: series([97.0, 96.0], end=NOW - 7)}), 1)
    assert (view.plot.since, view.plot.until) == (NOW - 3607, NOW - 7)
    assert view.empty == ""


def test_a_stale_plot_follows_the_clock() -> None:
    """Silence shows as the gap it is: the axis goes on by the minute, the line does not."""
    silent = [collector(last_good_at=NOW - 400), github()]
    view = drawn(state(sources=silent, series={SUCCESS.id: series([97.0], end=NOW - 400)}), 1)
    assert (view.plot.until, view.plot.since, view.dimmed) == (NOW, NOW - 3600, True)


def test_a_slow_plot_shows_its_whole_history() -> None:
    """Stars are drawn over months, fresh or stale."""
    weekly = {STARS.id: series([1.0, 2.0, 3.0], step_s=604_800.0)}
    fresh = drawn(state(series=weekly), 3).plot
    stale = drawn(state(series=weekly, sources=[collector(), github(last_good_at=NOW - 9e5)]), 3)
    assert (fresh.since, fresh.until) == (NOW - 2 * 604_800.0, NOW)
    assert stale.plot.since == fresh.since


def test_a_plot_does_not_depend_on_a_reading() -> None:
    """A new value with the same history redraws no line; a new history does."""
    history = {SUCCESS.id: series([97.0])}
    before, after = (
        picture(state(series=history)),
        picture(state(calm_but((SUCCESS, 97.4)), series=history)),
    )
    longer = picture(state(series={SUCCESS.id: series([97.0, 98.0])}))
    keys = [plot_key(members(SUCCESSES, shown), shown) for shown in (before, after, longer)]
    assert keys[0] == keys[1] != keys[2]


def test_a_catalogue_without_a_charted_metric_leaves_its_curve_out() -> None:
    """A user's catalogue may lack one: its panel shows what there is."""
    given = picture(state({}, known=catalogue([P95])), catalogue([P95]))
    assert [judged.metric.id for judged in members(TIMES, given)] == [P95.id]
    assert members(RETRIES, given) == ()


def test_charted_metrics_have_no_tile() -> None:
    """What a panel shows is known, so that the overview does not show it twice."""
    assert charted(CATALOGUE) == {RESPONSE.id, P95.id, SUCCESS.id, RETRY.id, STARS.id}
    assert charted(catalogue([NPS])) == frozenset()
