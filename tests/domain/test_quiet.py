"""Quiet hours: over midnight, over changes of the clocks, in any zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.domain.quiet import QuietWindow, Span, next_quiet_end, quiet_at, quiet_ended

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago")


def window(
    begins: str, ends: str, days: frozenset[int] = EVERY_DAY, zone: tzinfo = BERLIN
) -> QuietWindow:
    """Return a window from clock texts."""
    return QuietWindow(days, time.fromisoformat(begins), time.fromisoformat(ends), zone)


NIGHT = (window("22:00", "08:00"),)


def local(text: str, zone: tzinfo = BERLIN) -> float:
    """Return the POSIX time of a local time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("2026-06-01 22:00", 10),
        ("2026-06-02 07:59", 10),
        ("2026-03-29 00:00", 9),
        ("2026-10-25 00:00", 11),
    ],
    ids=["begins", "after midnight", "clocks forward", "clocks back"],
)
def test_a_night_lasts_until_eight_on_the_clock(now: str, hours: int) -> None:
    """The quiet night passes midnight, and is an hour shorter or longer when the clocks change."""
    span = quiet_at(NIGHT, local(now))
    assert span is not None
    assert span.end - span.start == 3600 * hours
    assert datetime.fromtimestamp(span.end, BERLIN).hour == 8


@pytest.mark.parametrize("now", ["2026-06-01 21:59:59", "2026-06-01 08:00"])
def test_outside_of_the_hours_nothing_is_quiet(now: str) -> None:
    """The end itself is not quiet any more."""
    assert quiet_at(NIGHT, local(now)) is None


def test_a_window_belongs_to_the_day_it_begins_on() -> None:
    """Friday's night reaches into Saturday, and Saturday has none of its own."""
    friday = (window("22:00", "08:00", frozenset({4})),)
    assert quiet_at(friday, local("2026-06-06 07:00")) is not None
    assert quiet_at(friday, local("2026-06-06 23:00")) is None


def test_a_window_that_ends_as_it_begins_is_the_whole_day() -> None:
    """Saturday and Sunday from midnight to midnight are one span of two days."""
    weekend = (window("00:00", "00:00", frozenset({5, 6})),)
    span = quiet_at(weekend, local("2026-06-07 12:00"))
    assert span == Span(local("2026-06-06 00:00"), local("2026-06-08 00:00"))


def test_overlapping_windows_are_one() -> None:
    """Told is when the last of them ends, once."""
    both = (*NIGHT, window("07:00", "09:30"), window("12:00", "13:00"))
    assert quiet_at(both, local("2026-06-02 03:00")) == Span(
        local("2026-06-01 22:00"), local("2026-06-02 09:30")
    )


def test_the_second_of_two_like_hours_counts() -> None:
    """Quiet until 02:30 in the night of two o'clocks is quiet until the second 02:30."""
    early = (window("22:00", "02:30"),)
    span = quiet_at(early, local("2026-10-25 00:00"))
    assert span is not None
    assert span.end == local("2026-10-25 01:00") + 2.5 * 3600


def test_an_end_that_the_clocks_skip_is_not_too_early() -> None:
    """Quiet until 02:30 in the night without a 02:30 is never over while clocks show less."""
    early = (window("22:00", "02:30"),)
    span = quiet_at(early, local("2026-03-29 00:00"))
    assert span is not None
    assert span.end == local("2026-03-29 01:59:59") + 1 + 1800


def test_the_next_end_and_the_last() -> None:
    """The end of this night, or of the next; and which night has just ended."""
    evening, morning = local("2026-06-01 20:00"), local("2026-06-02 08:00")
    assert next_quiet_end(NIGHT, evening) == morning
    assert next_quiet_end((), evening) is None
    assert quiet_ended(NIGHT, evening, morning) == Span(local("2026-06-01 22:00"), morning)
    assert quiet_ended(NIGHT, morning, morning + 60) is None


CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(
    now=st.floats(1.5e9, 2.2e9),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    begins=CLOCKS,
    ends=CLOCKS,
    days=st.frozensets(st.integers(0, 6), min_size=1, max_size=6),
)
def test_a_span_is_the_same_from_all_of_its_moments(
    now: float, zone: ZoneInfo, begins: time, ends: time, days: frozenset[int]
) -> None:
    """In any zone: quiet from its beginning to just before its end, wherever one looks from."""
    windows = (QuietWindow(days, begins, ends, zone),)
    end = next_quiet_end(windows, now)
    span = quiet_at(windows, now)
    assert end is not None
    assert end > now
    if span is not None:
        assert span.start <= now < span.end == end
        assert quiet_at(windows, span.start) == quiet_at(windows, span.end - 1e-3) == span
        assert quiet_at(windows, span.end) is None
        assert quiet_ended(windows, now, span.end) == span


@given(now=st.integers(1_500_000_000, 2_200_000_000), begins=CLOCKS, ends=CLOCKS)
def test_where_clocks_never_change_it_is_what_the_clock_shows(
    now: int, begins: time, ends: time
) -> None:
    """Quiet is when the clock stands between the two times, over midnight where they say so."""
    shown = datetime.fromtimestamp(now, UTC).time()
    over_midnight = ends <= begins
    inside = (shown >= begins or shown < ends) if over_midnight else begins <= shown < ends
    windows = (QuietWindow(EVERY_DAY, begins, ends, UTC),)
    assert (quiet_at(windows, now) is not None) is inside
