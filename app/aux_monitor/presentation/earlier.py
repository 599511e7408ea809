"""What happened earlier today: alerts that came and went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Episode, Reason
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.views import EarlierView

MOST_ROWS = 8
"""The panel shows this many rows; the newest are kept."""


def earlier(picture: Picture) -> tuple[EarlierView, ...]:
    """Return today's ended alerts, each with its end and its beginning, newest first.

    What still fires has a card instead. A row belongs to the day its own time lies in.
    """
    today = text.day_start(picture.now, picture.zone)
    ended = [(e.resolved_at, e) for e in picture.state.episodes if e.resolved_at is not None]
    latest = sorted((pair for pair in ended if pair[0] >= today), key=_time, reverse=True)
    rows = [
        row
        for resolved_at, episode in latest[:MOST_ROWS]
        for row in rows_of(episode, resolved_at, picture)
        if row[0] >= today
    ]
    return tuple(row for _, row in sorted(rows, key=_time, reverse=True)[:MOST_ROWS])


def _time(pair: tuple[float, object]) -> float:
    return pair[0]


def rows_of(
    episode: Episode, resolved_at: float, picture: Picture
) -> Iterable[tuple[float, EarlierView]]:
    """Yield an ended episode's rows with their times: its end, and its beginning."""
    if episode.key.rule == SILENCE:
        yield from _silence_rows(episode, resolved_at, picture)
        return
    rule = picture.catalogue.rules.get(episode.key.rule)
    metric = picture.catalogue.metrics.get(episode.key.metric)
    if rule is None or metric is None:
        return
    lasted = wording.recovered_text(rule, metric, episode, resolved_at)
    ended = f"{wording.subject(rule, metric)} {lasted}"
    yield resolved_at, _row(resolved_at, Level.ON_TARGET, ended, picture.zone)
    began = " · ".join([wording.title(rule, metric), *told_words(episode)])
    yield episode.fired_at, _row(episode.fired_at, Level.BREACH, began, picture.zone)


def told_words(episode: Episode) -> Iterable[str]:
    """Yield whether somebody was told, and whether somebody took it on."""
    if episode.told is not None:
        yield "told" if episode.told is Reason.SENT else "not told"
    if episode.acknowledged_at is not None:
        yield "acknowledged"


def _silence_rows(
    episode: Episode, resolved_at: float, picture: Picture
) -> Iterable[tuple[float, EarlierView]]:
    status = picture.state.sources.get(SourceId(str(episode.key.metric)))
    if status is None:
        return
    name = text.clean(status.name, 40)
    silent_s = resolved_at - episode.fired_at + episode.value
    words = f"{name} silent for {text.duration(silent_s)} · metric alerts held"
    yield resolved_at, _row(resolved_at, Level.UNKNOWN, words, picture.zone)


def _row(at: float, level: Level, words: str, zone: tzinfo) -> EarlierView:
    return EarlierView(text.clock(at, zone), level, words)
