"""Failures of the service, and the two means over them."""

from __future__ import annotations

import pytest

from aux_monitor.collector.outage import Minute, Outage, outages, reliability


def minutes(pattern: str) -> list[Minute]:
    """Return a minute for each letter: U up, D down, q too quiet to say."""
    made = {"U": (10, 1), "D": (10, 2), "q": (4, 4)}
    return [Minute(index, *made[letter]) for index, letter in enumerate(pattern)]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("UUU", []),
        ("UDU", [(60, 120)]),
        ("UDDU", [(60, 180)]),
        ("UDqDU", [(60, 240)]),
        ("UDqqU", [(60, 120)]),
        ("DUD", [(0, 60), (120, 180)]),
        ("qqq", []),
        ("UD", [(60, 120)]),
    ],
)
def test_a_failure_is_a_run_of_down_minutes(pattern: str, found: list[tuple[int, int]]) -> None:
    """Quiet minutes neither end nor lengthen one; an up minute ends it."""
    assert [(each.start, each.end) for each in outages(minutes(pattern))] == found


def test_nine_of_ten_is_not_down() -> None:
    """The threshold is strict, as the document writes it."""
    assert not Minute(0, 10, 1).down
    assert Minute(0, 100, 11).down


def test_the_means_share_out_time_up_and_time_down() -> None:
    """Two failures of 60 s and 180 s in an hour."""
    kept = reliability([Outage(600, 660), Outage(1200, 1380)], 0, 3600)
    assert (kept.failures, kept.mtbf_h, kept.mttr_min) == (2, 3360 / 2 / 3600, 2.0)


def test_a_failure_that_reaches_over_the_edge_counts_as_far_as_it_is_inside() -> None:
    """Neither time before the span nor time that has not come is counted."""
    kept = reliability([Outage(-60, 60), Outage(3540, 3660), Outage(9000, 9060)], 0, 3600)
    assert (kept.failures, kept.mttr_min) == (2, 1.0)


def test_without_a_failure_there_is_no_figure_but_the_time_observed() -> None:
    """The span observed only bounds the time between failures from below."""
    kept = reliability([], 0, 7200)
    assert (kept.mtbf_h, kept.mttr_min, kept.observed_s) == (None, None, 7200)
