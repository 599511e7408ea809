"""Whether somebody was told of an alert, and if not, why not and until when."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.notice import Episode, Reason
from aux_monitor.domain.reading import SourceId
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Picture

_DAY_S = 86_400.0


def standing_words(episode: Episode, picture: Picture) -> Iterable[str]:
    """Yield the sentences about the telling of one alert, the latest last.

    ``Told 14:05 with 4 others.``, ``Reminded 18:05.``, ``Not sent: quiet hours until 08:00.``
    """
    if episode.told is Reason.SENT:
        yield f"{_told(episode, picture)}."
        if episode.reminded_at is not None:
            yield f"Reminded {_past(episode.reminded_at, picture)}."
    elif episode.told is not None:
        yield f"{_capital(reason_words(episode.told, episode.told_until, episode, picture))}."
    if episode.told is Reason.SENT and not episode.fires:
        yield from _end_words(episode, picture)
    if episode.flaps:
        yield f"Flapping: it came back {text.counted(episode.flaps, 'time', 'times')}."


def reason_words(reason: Reason, until: float | None, episode: Episode, picture: Picture) -> str:
    """Return a reason with the time it holds until: ``not sent: snoozed until 14:30``."""
    match reason:
        case Reason.SILENT:
            return f"not sent: {_source_name(episode, picture)} is silent"
        case Reason.SNOOZED:
            end = "it recovers" if until is None else coming(until, picture)
            return f"{reason.value} until {end}"
        case Reason.QUIET if until is not None:
            return f"{reason.value} until {coming(until, picture)}"
        case Reason.FLAPPING if until is not None:
            return f"{reason.value}, next at {coming(until, picture)}"
        case Reason.NO_CHANNEL if until is not None:
            return f"{reason.value}, tried again {coming(until, picture)}"
        case _:
            return str(reason.value)


def _told(episode: Episode, picture: Picture) -> str:
    at = "" if episode.told_at is None else f" {_past(episode.told_at, picture)}"
    others = text.counted(episode.told_with, "other", "others")
    return f"Told{at} with {others}" if episode.told_with else f"Told{at}"


def _end_words(episode: Episode, picture: Picture) -> Iterable[str]:
    reason = episode.told_resolved
    if reason is None:
        return
    if reason is Reason.SENT:
        at = "" if episode.ended_at is None else f" {_past(episode.ended_at, picture)}"
        yield f"Its end was told{at}."
        return
    yield f"Its end: {reason_words(reason, episode.ended_until, episode, picture)}."


def _source_name(episode: Episode, picture: Picture) -> str:
    reading = picture.state.readings.get(episode.key.metric)
    source = SourceId("") if reading is None else reading.source
    status = picture.state.sources.get(source)
    return "its source" if status is None else text.clean(status.name, 40)


def _past(at: float, picture: Picture) -> str:
    return text.moment(at, picture.now, picture.zone)


def coming(at: float, picture: Picture) -> str:
    """Return a time to come: the time of day within a day, else with its date."""
    if at - picture.now < _DAY_S:
        return text.clock(at, picture.zone)
    return text.moment(at, picture.now, picture.zone)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
