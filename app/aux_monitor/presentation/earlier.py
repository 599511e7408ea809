"""What happened in the last days: alerts that came and went."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.level import Level
from aux_monitor.domain.notice import Episode
from aux_monitor.domain.offline import OFFLINE_KEY, offline_rule
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.views import EarlierView
from aux_monitor.settings.language import tr

MOST_ROWS = 20
"""The panel lists this many alerts; the newest are kept."""

LAST_DAYS = 7
"""The panel looks back this far; older alerts are in the history and on their metric's chart."""

_DAY_S = 86_400.0
_LONGEST_NOTE = 60


def earlier(picture: Picture) -> tuple[EarlierView, ...]:
    """Return the alerts of the last days that are over, the last to begin first.

    What still fires has a card instead.
    """
    oldest = text.day_start(picture.now, picture.zone) - (LAST_DAYS - 1) * _DAY_S
    ended = [e for e in picture.state.episodes if e.resolved_at is not None]
    latest = sorted(ended, key=lambda episode: episode.fired_at, reverse=True)
    rows = (_row(e, picture) for e in latest if e.fired_at >= oldest)
    return tuple(row for row in rows if row is not None)[:MOST_ROWS]


def _row(episode: Episode, picture: Picture) -> EarlierView | None:
    """Return an ended alert's row, None when nothing knows its rule or source any more."""
    if episode.key == OFFLINE_KEY:
        return _held_row(episode, offline_rule().name, picture)
    if episode.key.rule == SILENCE:
        return _silence_row(episode, picture)
    rule = picture.catalogue.rules.get(episode.key.rule)
    metric = picture.catalogue.metrics.get(episode.key.metric)
    if rule is None or metric is None:
        return None
    worst = tr("worst {amount}", amount=wording.input_amount(rule, metric, episode.worst))
    return EarlierView(
        day=day_name(episode.fired_at, picture),
        time=text.clock(episode.fired_at, picture.zone),
        level=Level.ON_TARGET,
        title=wording.title(rule, metric),
        detail=" · ".join([_lasted(episode), worst, *told_words(episode)]),
        metric=metric.id,
    )


def _lasted(episode: Episode, before_s: float = 0.0) -> str:
    until = episode.fired_at if episode.resolved_at is None else episode.resolved_at
    return text.duration(until - episode.fired_at + before_s)


def told_words(episode: Episode) -> Iterable[str]:
    """Yield whether somebody was told, or why not, and whether somebody took it on."""
    if episode.told is not None:
        yield tr(episode.told.value)
    if episode.acknowledged_at is not None:
        note = text.clean(episode.note, _LONGEST_NOTE)
        yield tr("acknowledged: {note}", note=note) if note else tr("acknowledged")


def _silence_row(episode: Episode, picture: Picture) -> EarlierView | None:
    status = picture.state.sources.get(SourceId(str(episode.key.metric)))
    if status is None:
        return None
    return _held_row(episode, tr("{name} silent", name=text.clean(status.name, 40)), picture)


def _held_row(episode: Episode, title: str, picture: Picture) -> EarlierView:
    """Return the row of a silence, which held the alerts of what it was about."""
    lasted = tr("{lasted} · its alerts were held", lasted=_lasted(episode, episode.value))
    return EarlierView(
        day=day_name(episode.fired_at, picture),
        time=text.clock(episode.fired_at, picture.zone),
        level=Level.UNKNOWN,
        title=title,
        detail=" · ".join([lasted, *told_words(episode)]),
    )


def day_name(at: float, picture: Picture) -> str:
    """Return the day of a past time: ``Earlier today``, ``Yesterday``, ``Sun 22 Nov``."""
    today = text.day_start(picture.now, picture.zone)
    if at >= today:
        return tr("Earlier today")
    if at >= text.day_start(today - _DAY_S / 2, picture.zone):
        return tr("Yesterday")
    return text.day(at, picture.zone)
