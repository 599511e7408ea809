"""What a scenario shows its rules."""

from __future__ import annotations

import statistics

from aux_monitor.domain.catalogue import Comparison, DatedTarget, Limit
from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import Dated
from aux_monitor.domain.scenario import (
    Asleep,
    Expected,
    Listed,
    Nothing,
    OnPace,
    Scenario,
    Shape,
    Span,
    Track,
    Weekly,
    sample_count,
    samples,
)
from aux_monitor.domain.walk import Sample
from tests.domain.building import metric, rule

MONDAY = 1_780_272_000.0
"""2026-06-01 00:00 UTC."""

GROWING = metric(dated=(DatedTarget(6, Limit(Comparison.AT_LEAST, 183.0)),))


def shown(*spans: Span, every_s: float = 10, figure_every_s: float = 10) -> list[Sample]:
    """Return the samples of a scenario of one rule."""
    track = Track(rule(), GROWING, spans, Expected())
    return list(samples(track, Scenario("a story", MONDAY, every_s, figure_every_s, (track,))))


def values(shape: Shape, for_s: float, every_s: float) -> list[float | None]:
    """Return the values that a shape shows."""
    return [one.value for one in shown(Span(for_s, shape), every_s=every_s, figure_every_s=every_s)]


def test_listed_values_come_in_turn_and_again() -> None:
    """A list shorter than its span begins again."""
    assert values(Listed((1.0, 2.0, 3.0)), 50, 10) == [1.0, 2.0, 3.0, 1.0, 2.0]


def test_a_week_has_a_value_for_each_of_its_days() -> None:
    """The first value belongs to Monday, the last to Sunday, all day long."""
    week = tuple(float(day) for day in range(7))
    assert values(Weekly(week), 8 * 86_400, 43_200) == [
        float(day % 7) for day in range(8) for _ in range(2)
    ]


def test_a_share_is_one_of_what_is_due_at_the_time() -> None:
    """The dated path begins with the scenario: half of it grows as the path does."""
    first, later = values(OnPace(0.5), 200 * 86_400, 100 * 86_400)
    assert first == 0.0
    assert later is not None
    assert 49 < later < 51  # 183 after 183 days is one a day


def test_nothing_is_shown_without_a_value_and_sleep_shows_nothing_at_all() -> None:
    """An answer without a value is a sample; a suspended machine asks for none."""
    spans = (Span(20, Nothing()), Span(1_000, Asleep()), Span(10, Listed((5.0,)), n=7))
    assert [(one.at - MONDAY, one.value, one.n) for one in shown(*spans)] == [
        (0, None, None),
        (10, None, None),
        (1_020, 5.0, 7),
    ]
    assert [sample_count(span, 10) for span in spans] == [2, 0, 1]


def test_a_figure_is_looked_at_until_the_next_and_then_is_its_past() -> None:
    """Each sample says when its figure was taken and which came before; none is its own past."""
    found = shown(Span(60, Listed((1.0, 2.0)), n=9), figure_every_s=30)
    assert [(one.value, one.measured_at) for one in found] == [
        *[(1.0, MONDAY)] * 3,
        *[(2.0, MONDAY + 30)] * 3,
    ]
    assert [one.past for one in found] == [*[()] * 3, *[(Dated(MONDAY, 1.0, 9),)] * 3]


def test_noise_has_the_spread_asked_for_and_is_the_same_each_time() -> None:
    """A tenth of noise spreads by about a tenth, and one seed makes one noise."""
    noisy = Span(50_000, Listed((100.0,)), noise=0.1, seed=4)
    found = [one.value or 0.0 for one in shown(noisy)]
    assert found == [one.value for one in shown(noisy)]
    assert 9 < statistics.stdev(found) < 11
    assert 99 < statistics.mean(found) < 101


def test_noise_with_memory_drifts_instead_of_jumping() -> None:
    """What is carried on makes neighbours alike, and leaves the spread as it was."""
    plain = [one.value or 0.0 for one in shown(Span(50_000, Listed((100.0,)), noise=0.1))]
    drifting = [
        one.value or 0.0 for one in shown(Span(50_000, Listed((100.0,)), noise=0.1, memory=0.9))
    ]
    assert statistics.correlation(drifting[1:], drifting[:-1]) > 0.8
    assert abs(statistics.correlation(plain[1:], plain[:-1])) < 0.1
    assert 7 < statistics.stdev(drifting) < 13


def test_what_comes_right_after_a_sleep_is_not_believed_yet() -> None:
    """For a minute after waking a figure spans the sleep."""
    spans = (Span(20, Listed((1.0,))), Span(3_600, Asleep()), Span(90, Listed((1.0,))))
    trusts = [one.trust for one in shown(*spans)]
    assert trusts == [Trust.FRESH] * 2 + [Trust.LEARNING] * 7 + [Trust.FRESH] * 2
