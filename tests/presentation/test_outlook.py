"""The dated path and the forecast on a metric's page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Growth
from aux_monitor.domain.pace import due_value
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.outlook import AHEAD_SHARE, POINTS, history_shown, with_outlook
from aux_monitor.presentation.views import (
    LimitKind,
    LimitView,
    LineColour,
    LineView,
    MarkerView,
    PlotView,
)
from tests.presentation.builders import NOW, START, SUCCESS, USERS, judged
from tests.presentation.test_prospect import line, users

DAY = 86_400.0


def plot(span: DetailRange, high: float = 1100.0) -> PlotView:
    """Return a plot of the history alone."""
    since = NOW - span.seconds
    history = LineView("users", LineColour.FIRST, since, DAY, (1.0, 2.0))
    goal = LimitView(LimitKind.TARGET, 1000.0, "6 mo")
    return PlotView(since, NOW, 0.0, high, "", 0, (history,), (goal,), (), ())


def test_the_path_is_drawn_where_it_runs() -> None:
    """From the start of the programme, or the chart's edge, each point what is due there."""
    for span in (DetailRange.QUARTER, DetailRange.YEAR):
        drawn = with_outlook(plot(span), users(604.0), span, START)
        (_, path) = drawn.lines
        assert (path.name, path.dashed) == ("due", True)
        assert path.start == max(NOW - span.seconds, START)
        middle = path.start + 30 * path.step_s
        assert path.values[30] == pytest.approx(due_value(USERS.dated, USERS.growth, middle, START))
        assert (drawn.until, drawn.markers) == (NOW, ())


def test_the_forecast_leads_from_the_value_to_the_target() -> None:
    """Dashed, marked as extrapolated where it begins, and the chart reaches as far."""
    drawn = with_outlook(plot(DetailRange.YEAR), users(604.0, line(30)), DetailRange.YEAR, START)
    (_, _, coming) = drawn.lines
    assert (coming.name, coming.dashed, coming.start) == ("forecast", True, NOW)
    assert coming.values[0] == 604.0
    assert coming.values[-1] == pytest.approx(1000.0)
    assert drawn.until == pytest.approx(coming.start + POINTS * coming.step_s)
    assert drawn.markers == (MarkerView(NOW, "extrapolated"),)


def test_the_future_takes_no_more_than_its_share() -> None:
    """A landing far away is cut off, not the past."""
    span = DetailRange.MONTH
    drawn = with_outlook(plot(span), users(604.0, line(30)), span, START)
    assert drawn.until == pytest.approx(NOW + AHEAD_SHARE * span.seconds)
    assert drawn.since == NOW - span.seconds
    last = drawn.lines[-1].values[-1]
    assert last is not None
    assert 604 < last < 1000


def test_growth_by_a_factor_is_drawn_as_such() -> None:
    """Half way in time it is at the geometric mean."""
    grown = replace(USERS, growth=Growth.EXPONENTIAL)
    known = judged(grown, 604.0, daily={USERS.id: line(30)})
    drawn = with_outlook(plot(DetailRange.YEAR), known, DetailRange.YEAR, START)
    assert drawn.lines[-1].values[30] == pytest.approx((604 * 1000) ** 0.5)


def test_what_lies_outside_the_chart_is_a_gap() -> None:
    """The path leaves the chart instead of running over its edge."""
    span = DetailRange.YEAR
    drawn = with_outlook(plot(span, high=300.0), users(604.0), span, START)
    assert drawn.lines[-1].values[0] == 0.0
    assert drawn.lines[-1].values[-1] is None


@pytest.mark.parametrize(
    ("span", "start"),
    [(DetailRange.DAY, START), (DetailRange.HOUR, START), (DetailRange.YEAR, None)],
)
def test_a_short_span_or_no_start_shows_the_history_alone(
    span: DetailRange, start: float | None
) -> None:
    """In an hour no path moves, and without a start there is none."""
    before = plot(span)
    assert with_outlook(before, users(604.0, line(30)), span, start) is before
    assert with_outlook(before, judged(SUCCESS, 97.0), DetailRange.YEAR, START) is before


def test_no_forecast_is_drawn_where_none_is_said() -> None:
    """Too short, flat, or reached: the path stands alone."""
    span = DetailRange.YEAR
    for known in (users(604.0, line(5)), users(604.0, line(30, gain=0.0)), users(9e9, line(30))):
        assert [each.name for each in with_outlook(plot(span), known, span, START).lines] == [
            "users",
            "due",
        ]


def test_what_should_have_landed_by_now_is_not_drawn() -> None:
    """There is no way from now to now."""
    late = users(604.0, line(30, last=999.0, gain=30.0))
    span = DetailRange.YEAR
    assert len(with_outlook(plot(span), late, span, START).lines) == 2


def test_a_long_span_shows_the_days_that_the_forecast_is_made_from() -> None:
    """The finer history is for short spans, and for a metric whose days are not looked up."""
    fine, days = line(3), line(30)
    known = users(604.0, days)
    assert history_shown(known, DetailRange.QUARTER, fine) is days
    assert history_shown(known, DetailRange.WEEK, fine) is fine
    assert history_shown(users(604.0), DetailRange.YEAR, fine) is fine
