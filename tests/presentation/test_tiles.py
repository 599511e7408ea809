"""The quiet tile."""

from __future__ import annotations

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.pace import add_months
from aux_monitor.domain.trust import FailureKind
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.prospect import next_target
from aux_monitor.presentation.tiles import bar, pace, tile
from aux_monitor.presentation.views import BarView, FigureView, TileView
from tests.presentation.builders import (
    MTTR,
    NOW,
    RETRY,
    RETRY_RULE,
    START,
    SUCCESS,
    USERS,
    above,
    alerts,
    catalogue,
    collector,
    dated,
    judged,
    metric,
    pending,
    picture,
    reading,
    series,
    state,
)


def shown(of: Judged, start: float | None = START) -> TileView:
    """Return the tile."""
    return tile(of, NOW, start)


def test_a_good_tile() -> None:
    """A metric on target shows figure, unit, limits, age and word."""
    view = shown(judged(SUCCESS, 97.2))
    assert view.figure == FigureView("97.2", "%")
    assert (view.level, view.trust, view.word) == (Level.ON_TARGET, Trust.FRESH, "on target")
    assert (view.foot, view.age, view.hint) == ("target > 95 · alert < 90", "1 s", "")
    assert (view.spark_limit, view.bar, view.dimmed, view.pending) == (95.0, None, False, False)
    assert view.accessible == "Command success rate, 97.2 %, on target, target above 95 %"


def test_a_dated_tile_shows_its_pace() -> None:
    """A growing metric shows the target ahead and what is due today.

    The two dated targets end equally long halves of its bar, though one is five times the other.
    """
    view = shown(judged(USERS, 604.0))
    assert view.foot == "6 mo 1,000 · due 764"
    assert (view.hint, view.word) == ("79 % of pace", "off target")
    assert view.bar == BarView(value=0.302, due=0.382, next_target=0.5, others=(1.0,))
    assert view.accessible == "Monthly active users, 604, off target, 764 due today"


def test_a_dated_tile_without_a_start_date() -> None:
    """Without a start date nothing is due: both targets are named, and the word says why."""
    view = shown(judged(USERS, 604.0, programme_start=None), None)
    assert (view.foot, view.word, view.hint) == (
        "6 mo 1,000 · 12 mo 5,000",
        "no start date",
        "",
    )
    assert view.bar == BarView(value=0.302, due=None, next_target=0.5, others=(1.0,))


def test_a_bar_is_as_long_as_a_value_past_its_target() -> None:
    """Past the last target the value fills the bar, and both targets' marks move inside."""
    assert shown(judged(USERS, 2000.0)).bar == BarView(0.625, 0.382, 0.5, (1.0,))
    assert shown(judged(USERS, 13000.0)).bar == BarView(1.0, 0.191, 0.25, (0.5,))


def test_a_target_of_nothing_has_no_bar() -> None:
    """There is no way to zero."""
    of = judged(metric(dated=dated(0, 0)), 3.0)
    assert bar(of, of.metric.dated[0]) is None


def test_the_target_ahead_changes_with_the_months() -> None:
    """After six months the next is the twelve-month target, and it stays when all are past."""
    six = add_months(START, 6)
    assert next_target(USERS, six - 1, START) == USERS.dated[0]
    assert next_target(USERS, six, START) == USERS.dated[1]
    assert next_target(USERS, six * 2, START) == USERS.dated[1]
    assert next_target(USERS, NOW, None) == USERS.dated[0]
    assert next_target(SUCCESS, NOW, START) is None


def test_there_is_no_pace_at_the_start() -> None:
    """On the first day nothing is due, so nothing can be a share of it."""
    assert pace(judged(USERS, 5.0, now=START, sources=[collector(last_good_at=START)])) is None


def test_a_stale_tile_is_dimmed() -> None:
    """An old value stays, dimmed, with how old it is."""
    view = shown(judged(SUCCESS, 97.2, sources=[collector(last_good_at=NOW - 250)]))
    assert (view.level, view.word, view.dimmed) == (Level.UNKNOWN, "stale 4 min", True)


def test_an_awaited_tile_is_dimmed_only_with_a_value() -> None:
    """Before the first answer there is nothing to dim."""
    late = collector(last_good_at=None, watching_since=NOW - 1)
    assert (shown(judged(SUCCESS, None, sources=[late])).dimmed) is False
    woken = collector(last_good_at=NOW - 9999, failure=FailureKind.TIMEOUT, failures=1)
    view = shown(judged(SUCCESS, 97.2, sources=[woken], resumed_at=NOW - 9))
    assert (view.dimmed, view.word) == (True, "awaiting")


def test_a_figure_over_part_of_its_window_is_learning_and_not_dimmed() -> None:
    """It is true of what it covers, and old it is not."""
    part = reading(SUCCESS, 97.2, window_s=10.0)
    view = shown(judged(SUCCESS, 97.2, readings=[part]))
    assert (view.dimmed, view.word, view.level) == (False, "learning", Level.UNKNOWN)


def test_low_traffic_says_how_low() -> None:
    """The word carries the sample."""
    few = picture(state(readings=[reading(SUCCESS, 50.0, n=12)])).metrics[SUCCESS.id]
    assert shown(few).word == "low traffic n 12"


def test_a_tile_that_is_not_connected() -> None:
    """It says so, keeps its target, and names the unit that no figure shows."""
    view = shown(judged(MTTR, None, sources=[]))
    assert (view.figure, view.word) == (FigureView("—"), "not connected")
    assert (view.foot, view.age) == ("target < 15 min", "")
    assert view.accessible == "Mean time to recovery, not connected, target below 15 min"


def test_a_pending_breach_is_called_pending() -> None:
    """While the hold runs the word is pending, and a mark tells the widget."""
    triggers = alerts((RETRY_RULE, RETRY, pending(10.9, 100)))
    view = shown(judged(RETRY, 10.9, triggers=triggers))
    assert (view.word, view.pending, view.level) == ("pending", True, Level.BREACH)


def test_a_metric_without_target() -> None:
    """A metric that the document sets no target for has a value and no level."""
    view = shown(judged(metric(), 7.0))
    assert (view.level, view.word, view.foot, view.spark_limit) == (
        Level.UNKNOWN,
        "no target",
        "",
        None,
    )


def test_a_metric_with_both_kinds_of_target_names_both() -> None:
    """A dated path does not hide a lasting limit."""
    both = metric(dated=dated(10, 20), target=above(3))
    assert shown(judged(both, 7.0)).foot == "6 mo 10 · due 8 · target > 3"


def test_history_is_passed_on_unchanged() -> None:
    """The line of history is the series itself, gaps included."""
    history = series([1.0, None, 2.0])
    view = shown(judged(SUCCESS, 97.2, series={SUCCESS.id: history}))
    assert view.spark is history.values


def test_a_tooltip_tells_what_stands_behind_the_figure() -> None:
    """Definition, source, sample, note and trouble, each cleaned, each on its line."""
    given = reading(SUCCESS, 97.2, note="Inferred\u202e from the log")
    known = catalogue([SUCCESS])
    trouble = state({}, readings=[given], reading_failures={SUCCESS.id: "Refused"}, known=known)
    view = shown(picture(trouble, known).metrics[SUCCESS.id])
    assert view.tooltip.splitlines() == [
        "Command success rate: What it is.",
        "Source: Collector, n 4,182",
        "Inferred from the log",
        "Refused.",
    ]


def test_a_tooltip_without_a_sample() -> None:
    """A value that has no sample size names its source alone."""
    assert shown(judged(MTTR, 4.2)).tooltip.endswith("Source: Collector")


def test_what_falls_short_of_its_pace_does_not_read_as_all_of_it() -> None:
    """A share of the pace is rounded down, and an exact one is not pushed below itself."""
    due = judged(USERS, 1.0).judgement.due
    assert due is not None
    assert shown(judged(USERS, due * 0.996)).hint == "99 % of pace"
    assert shown(judged(USERS, due * 0.92)).hint == "92 % of pace"
