"""A span held against the one before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.catalogue import Metric
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import Series
from aux_monitor.presentation.detail_views import (
    ChangeView,
    DetailRange,
)
from aux_monitor.presentation.period import change, earlier_line
from aux_monitor.presentation.views import (
    LineColour,
)
from tests.presentation.builders import NOW, RESPONSE, STARS, SUCCESS

DAY = DetailRange.DAY
SINCE = NOW - DAY.seconds


def day(*values: float | None, ago: int = 0) -> Series:
    """Return a day of evenly spaced values that ended ``ago`` days before now."""
    end = NOW - ago * DAY.seconds
    step = DAY.seconds / len(values)
    return Series(end - DAY.seconds + step, step, values)


def of(metric: Metric, now: Series | None, before: Series | None) -> ChangeView:
    """Return what became of a metric since the day before."""
    return change(metric, now, before, SINCE, NOW, DAY)


def test_the_earlier_curve_lies_over_this_one() -> None:
    """It is dashed, named, and each of its values stands one span later than it was measured."""
    before = day(100.0, None, 300.0, ago=1)
    line = earlier_line(before, SINCE, NOW, DAY)
    assert line is not None
    assert (line.name, line.colour, line.dashed) == ("24 h before", LineColour.EARLIER, True)
    assert (line.start - line.shift_s, line.values) == (before.start, before.values)


def test_nothing_before_is_no_curve_and_is_said() -> None:
    """An empty day before is neither drawn nor taken for zero."""
    for nothing in (None, day(None, None, ago=1), day(5.0, ago=0)):
        assert earlier_line(nothing, SINCE, NOW, DAY) is None
        found = of(RESPONSE, day(120.0), nothing)
        assert found == ChangeView(Level.UNKNOWN, "Nothing recorded in the 24 h before.")


def test_worse_is_absolute_relative_and_by_direction() -> None:
    """Slower is worse for a time, and the medians rather than single peaks are compared."""
    found = of(RESPONSE, day(318.0, 318.0, 9000.0), day(286.0, 286.0, 10.0, ago=1))
    assert found.level is Level.OFF_TARGET
    assert found.text == "Median 318 ms, 24 h before 286 ms: 32 ms more (+11.2 %), worse"


def test_fewer_is_worse_where_more_is_better() -> None:
    """A share falls by points, not by per cent of per cent."""
    found = of(SUCCESS, day(92.0), day(96.0, ago=1))
    assert found.level is Level.OFF_TARGET
    assert "4.0 points less (\N{MINUS SIGN}4.2 %), worse" in found.text


def test_a_figure_inside_its_target_is_never_called_worse() -> None:
    """It moved the wrong way and still does what is asked of it."""
    found = of(SUCCESS, day(98.0), day(99.0, ago=1))
    assert found.level is Level.UNKNOWN
    assert found.text.endswith("still on target")


def test_what_stands_is_compared_by_its_newest_value() -> None:
    """Stars are a level: their median says nothing."""
    found = of(STARS, day(640.0, None), day(600.0, 610.0, ago=1))
    assert found.level is Level.ON_TARGET
    assert found.text == "Now 640, 24 h before 610: 30 more (+4.9 %), better"


def test_no_change_is_neither_good_nor_bad() -> None:
    """Equal figures, as shown, have no sign; nothing is divided by zero."""
    assert of(RESPONSE, day(120.2), day(120.0, ago=1)).text.endswith(": no change")
    assert "%" not in of(RESPONSE, day(5.0), day(0.0, ago=1)).text


def test_a_thin_period_is_called_thin() -> None:
    """A day of which little is known is no equal of a whole one."""
    found = of(RESPONSE, day(1.0, 1.0, 1.0, 1.0), day(2.0, None, None, None, ago=1))
    assert found.text.endswith("(little was recorded then)")


@given(
    st.lists(st.floats(0.01, 1e6), min_size=1, max_size=9),
    st.lists(st.floats(0.01, 1e6), min_size=1, max_size=9),
)
def test_better_turned_round_is_never_better(now: list[float], before: list[float]) -> None:
    """What is better one way is not better the other way round."""
    there = of(RESPONSE, day(*now), day(*before, ago=1)).level
    back = of(RESPONSE, day(*before), day(*now, ago=1)).level
    assert not (there is Level.ON_TARGET and back is Level.ON_TARGET)
