"""Reads the parameters of a request; every mistake is one sentence that names the parameter."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct

from aux_monitor.collector.events import MICROSECONDS, to_us
from aux_monitor.collector.live import Span

WINDOW_S = 300
HISTORY_S = 3600
STEP_S = 10
LONGEST_WINDOW_S = 31 * 86_400
LONGEST_HISTORY_S = 400 * 86_400
LONGEST_STEP_S = 31 * 86_400
MOST_POINTS = 2_000


class QuestionError(ValueError):
    """A parameter is wrong; one sentence names it."""


class SnapshotQuestion(Struct, frozen=True):
    """What a snapshot was asked for; ``as_of`` is False where it is asked as of now."""

    span: Span
    as_of: bool


def snapshot_question(parameters: Mapping[str, str], now: float) -> SnapshotQuestion:
    """Return the span asked for, or raise ``QuestionError``."""
    _known(parameters, {"window", "history", "step", "at"})
    window = _whole(parameters, "window", WINDOW_S, 1, LONGEST_WINDOW_S)
    history = _whole(parameters, "history", HISTORY_S, 0, LONGEST_HISTORY_S)
    step = _whole(parameters, "step", STEP_S, 1, LONGEST_STEP_S)
    at = _time(parameters, "at", now) if "at" in parameters else now
    return SnapshotQuestion(_span(at, window, history, step), "at" in parameters)


def series_question(parameters: Mapping[str, str], now: float) -> Span:
    """Return the span of a series, or raise ``QuestionError``."""
    _known(parameters, {"metric", "since", "until", "step", "window"})
    until = _time(parameters, "until", now) if "until" in parameters else now
    since = _time(parameters, "since", now) if "since" in parameters else until - HISTORY_S
    if not since < until:
        raise QuestionError("since must be before until")
    window = _whole(parameters, "window", WINDOW_S, 1, LONGEST_WINDOW_S)
    step = _whole(parameters, "step", STEP_S, 1, LONGEST_STEP_S)
    return _span(until, window, min(math.floor(until - since), LONGEST_HISTORY_S), step)


def _span(at: float, window: int, history: int, step: int) -> Span:
    if history // step > MOST_POINTS:
        raise QuestionError(f"More than {MOST_POINTS} points were asked for: take a longer step")
    return Span(to_us(at), window * MICROSECONDS, history * MICROSECONDS, step * MICROSECONDS)


def _known(parameters: Mapping[str, str], names: set[str]) -> None:
    for name in parameters:
        if name not in names:
            raise QuestionError(f"{name[:40]!r} is no parameter here")


def _whole(parameters: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = parameters.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise QuestionError(f"{name} must be a whole number of seconds")
    if not low <= int(text) <= high:
        raise QuestionError(f"{name} must lie between {low} and {high}")
    return int(text)


def _time(parameters: Mapping[str, str], name: str, now: float) -> float:
    try:
        value = float(parameters[name])
    except ValueError:
        raise QuestionError(f"{name} must be a POSIX time in seconds") from None
    if not 0 < value <= now + 1:
        raise QuestionError(f"{name} must be a POSIX time that has come")
    return value
