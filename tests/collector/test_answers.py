"""From how many commands a point of a series is drawn."""

from __future__ import annotations

import pytest

from aux_monitor.collector.answers import columns, least_sample
from aux_monitor.collector.events import MICROSECONDS
from aux_monitor.collector.live import Span
from aux_monitor.collector.tally import Label, Point, Tallies, point
from aux_monitor.collector.wire import ROLLING


@pytest.mark.parametrize(
    ("counts", "least"),
    [
        ([700, 3, 900], 10),
        ([60, 50, 70], 6),
        ([0, 0, 0, 60, 50, 70], 6),
        ([5, 4, 6], 1),
        ([0, 0], 1),
        ([], 1),
    ],
)
def test_a_point_needs_a_tenth_of_the_usual_sample(counts: list[int], least: int) -> None:
    """A tenth of the median, at least 1 and at most 10; windows without a command do not count."""
    assert least_sample(counts) == least


def heard(clicks: int) -> Point:
    """Return the point of a window with so many clicks, one of them failed."""
    tallies = Tallies()
    tallies.add(Label("click", failed=True, code="TIMEOUT", retried=False), 100)
    tallies.add(Label("click", failed=False, code="", retried=True), 100, clicks - 1)
    return point(tallies)


def test_a_point_of_too_few_commands_is_a_gap_in_every_series() -> None:
    """Nine clicks show chance where 700 are usual: no curve goes there; ten are drawn."""
    span = Span(300 * MICROSECONDS, 300 * MICROSECONDS, 30 * MICROSECONDS, 10 * MICROSECONDS)
    made = columns([heard(9), heard(10), heard(700), heard(800)], span)
    assert made.series.keys() == ROLLING.keys()
    for body in made.series.values():
        assert [value is None for value in body.values] == [True, False, False, False]
