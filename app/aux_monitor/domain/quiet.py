"""Quiet hours: windows of the week, by the clocks on the wall, in which nobody is interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from msgspec import Struct

_DAYS = 8
"""Windows are looked for so many days back and ahead: a week of them, and the day around it."""


class QuietWindow(Struct, frozen=True):
    """A span of clock time that begins on each of ``days`` (Monday is 0).

    One whose end is not after its beginning ends on the day after: 22:00 to 08:00 passes
    midnight, 00:00 to 00:00 is the whole day.
    """

    days: frozenset[int]
    begins: time
    ends: time
    zone: tzinfo


class Span(Struct, frozen=True):
    """From ``start`` to before ``end``, POSIX seconds."""

    start: float
    end: float


def quiet_at(windows: tuple[QuietWindow, ...], now: float) -> Span | None:
    """Return the quiet span that ``now`` lies in, overlapping windows as one; None outside."""
    return next((span for span in _spans(windows, now) if span.start <= now < span.end), None)


def next_quiet_end(windows: tuple[QuietWindow, ...], now: float) -> float | None:
    """Return when the present quiet span, or else the next, ends; None without windows."""
    return next((span.end for span in _spans(windows, now) if span.end > now), None)


def quiet_ended(windows: tuple[QuietWindow, ...], since: float, now: float) -> Span | None:
    """Return the last quiet span that ended after ``since``, up to ``now``; None for none."""
    ended = [span for span in _spans(windows, now) if since < span.end <= now]
    return ended[-1] if ended else None


def _spans(windows: tuple[QuietWindow, ...], now: float) -> tuple[Span, ...]:
    """Return the quiet spans around ``now`` in order, those that touch joined."""
    found = sorted(
        (span for window in windows for span in _of_window(window, now)),
        key=lambda span: span.start,
    )
    joined: list[Span] = []
    for span in found:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _of_window(window: QuietWindow, now: float) -> Iterable[Span]:
    today = datetime.fromtimestamp(now, window.zone).date()
    for ahead in range(-_DAYS, _DAYS):
        begun = today + timedelta(days=ahead)
        if begun.weekday() in window.days:
            yield _span(window, begun)


def _span(window: QuietWindow, begun: date) -> Span:
    """Return the span that begins on a day.

    Where the clocks are set back over the end, the second time they show it counts; where they
    are set forward over it, it lies as long after the change as it lay before it. Quiet is never
    ended too early by a change of the clocks.
    """
    ended = begun if window.ends > window.begins else begun + timedelta(days=1)
    start = datetime.combine(begun, window.begins, window.zone)
    end = datetime.combine(ended, window.ends, window.zone)
    return Span(start.timestamp(), max(end.timestamp(), end.replace(fold=1).timestamp()))
