"""The ends of the vertical axis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.presentation.axis import coarse, ends
from tests.presentation.builders import NPS, RESPONSE, SUCCESS, series

_VALUES = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=20)


@given(_VALUES)
def test_every_value_lies_inside(values: list[float]) -> None:
    """No value and no limit is cut off, and the axis is never empty."""
    low, high = ends([RESPONSE], [150.0, 300.0], [series(values)])
    assert low < high
    assert low <= min(values)
    assert high >= max(*values, 300.0)


@given(st.lists(st.floats(0.0, 100.0), min_size=1, max_size=20))
def test_a_share_hangs_from_full(values: list[float]) -> None:
    """Where more is better a percentage axis ends at 100 and reaches down as far as it must."""
    low, high = ends([SUCCESS], [90.0, 95.0], [series(values)])
    assert high == 100.0
    assert 0.0 <= low <= min(*values, 90.0)


@pytest.mark.parametrize(
    ("top", "end"), [(320.0, 400.0), (331.0, 400.0), (360.0, 400.0), (364.0, 500.0)]
)
def test_noise_does_not_move_an_end(top: float, end: float) -> None:
    """The end jumps only between coarse steps."""
    assert ends([RESPONSE], [150.0, 300.0], [series([100.0, None, top])]) == (0.0, end)


def test_a_share_above_full_starts_at_zero() -> None:
    """More issues closed than opened is above 100 %: then the axis is an ordinary one."""
    assert ends([SUCCESS], [80.0], [series([130.0])]) == (0.0, 150.0)


def test_values_below_zero_open_the_axis_downward() -> None:
    """A promoter score can be negative."""
    assert ends([NPS], [50.0], [series([-30.0])]) == (-40.0, 60.0)


def test_nothing_to_hold_still_has_ends() -> None:
    """Without limits and values the axis is not empty."""
    assert ends([RESPONSE], [], [series([None])]) == (0.0, 1.0)
    assert ends([SUCCESS], [], []) == (90.0, 100.0)


def test_coarse_of_nothing_is_zero() -> None:
    """A reach that is not positive has no end."""
    assert coarse(0.0) == 0.0
    assert coarse(-3.0) == 0.0
