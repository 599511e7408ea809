"""How long each choice silences, clocks that change included."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.notice import Snooze, snooze_on
from aux_monitor.domain.snooze import SnoozeSpan, next_morning, snooze_end
from tests.domain.building import KEY, T0

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("span", "seconds"),
    [(SnoozeSpan.QUARTER_HOUR, 900), (SnoozeSpan.HOUR, 3600), (SnoozeSpan.FOUR_HOURS, 14_400)],
)
def test_a_span_is_as_long_as_it_says(span: SnoozeSpan, seconds: int) -> None:
    """Spans count seconds, whatever the clocks on the wall do."""
    assert snooze_end(span, T0, BERLIN) == T0 + seconds


def test_until_recovered_has_no_time() -> None:
    """Nobody knows when an alert recovers."""
    assert snooze_end(SnoozeSpan.RECOVERED, T0, UTC) is None


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 3, 28, 22, tzinfo=BERLIN), 10),
        (datetime(2026, 10, 24, 22, tzinfo=BERLIN), 12),
        (datetime(2026, 6, 1, 22, tzinfo=BERLIN), 11),
        (datetime(2026, 6, 1, 8, tzinfo=BERLIN), 1),
        (datetime(2026, 6, 1, 9, tzinfo=BERLIN), 24),
    ],
    ids=["night of 23 hours", "night of 25 hours", "evening", "before nine", "at nine"],
)
def test_until_tomorrow_is_nine_on_the_clock(now: datetime, hours: int) -> None:
    """The hour lost or gained in the night does not move the morning."""
    end = snooze_end(SnoozeSpan.TOMORROW, now.timestamp(), BERLIN)
    assert end == now.timestamp() + 3600 * hours


@given(now=st.floats(1.5e9, 2.2e9), zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_the_next_morning_is_ahead_and_within_a_day(now: float, zone: ZoneInfo) -> None:
    """In any zone, at any moment: nine o'clock, later than now, at most 25 hours away."""
    morning = next_morning(now, zone)
    assert now < morning <= now + 25 * 3600
    local = datetime.fromtimestamp(morning, zone)
    assert (local.hour, local.minute, local.second) == (9, 0, 0)


def test_the_longest_snooze_counts() -> None:
    """Of several that cover an alert the last to end is the one shown; until recovered is last."""
    one, everything, ended = Snooze(T0 + 1, KEY), Snooze(T0 + 9), Snooze(T0, KEY)
    assert snooze_on(KEY, (one, everything, ended), T0) == everything
    assert snooze_on(KEY, (one, everything, Snooze(None, KEY)), T0) == Snooze(None, KEY)
    assert snooze_on(KEY, (ended,), T0) is None
