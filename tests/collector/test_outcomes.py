"""Executed and failed commands over the counted spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.collector.outage import Minute
from aux_monitor.collector.outcomes import outcomes
from aux_monitor.domain.outcome import COUNTED_S, Outcome

NOW = 1_790_000_000.0
HERE = int(NOW // 60)


def test_each_span_counts_its_whole_minutes() -> None:
    """The minute under way is the last of them; the one five minutes before it is outside."""
    minutes = [Minute(HERE - 5, 7, 7), Minute(HERE - 4, 3, 1), Minute(HERE, 2, 0)]
    found = {each.window_s: each for each in outcomes(minutes, NOW)}
    assert found[300.0] == Outcome(300.0, 5, 1)
    assert found[1800.0] == Outcome(1800.0, 12, 8)
    assert set(found) == {float(span) for span in COUNTED_S}


def test_without_a_minute_every_span_is_empty() -> None:
    """Nothing ended: no span has a command."""
    assert {(each.n, each.failed) for each in outcomes([], NOW)} == {(0, 0)}


@given(st.dictionaries(st.integers(0, 45_000), st.tuples(st.integers(1, 9), st.integers(0, 1))))
def test_every_span_is_the_sum_of_its_minutes(ago: dict[int, tuple[int, int]]) -> None:
    """However the minutes lie, each counts in every span that holds it, once."""
    minutes = [Minute(HERE - back, *ago[back]) for back in sorted(ago, reverse=True)]
    for each in outcomes(minutes, NOW):
        held = [ago[back] for back in ago if back < each.window_s / 60]
        assert (each.n, each.failed) == (sum(n for n, _ in held), sum(f for _, f in held))
