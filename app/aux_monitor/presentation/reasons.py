"""Whether somebody was told of an alert, and if not, why not and until when."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.notice import Episode, Reason
from aux_monitor.domain.reading import SourceId
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Picture
from aux_monitor.settings.language import tr

_DAY_S = 86_400.0


def standing_words(episode: Episode, picture: Picture) -> Iterable[str]:
    """Yield the sentences about the telling of one alert, the latest last.

    ``Told 14:05 with 4 others.``, ``Reminded 18:05.``, ``Not sent: quiet hours until 08:00.``
    """
    if episode.told is Reason.SENT:
        yield f"{_told(episode, picture)}."
        if episode.reminded_at is not None:
            yield tr("Reminded {at}.", at=_past(episode.reminded_at, picture))
    elif episode.told is not None:
        yield f"{_capital(reason_words(episode.told, episode.told_until, episode, picture))}."
    if episode.told is Reason.SENT and not episode.fires:
        yield from _end_words(episode, picture)
    if episode.flaps:
        times = text.counted(episode.flaps, "time", "times")
        yield tr("Flapping: it came back {times}.", times=times)


def reason_words(reason: Reason, until: float | None, episode: Episode, picture: Picture) -> str:
    """Return a reason with the time it holds until: ``not sent: snoozed until 14:30``."""
    match reason:
        case Reason.SILENT:
            return tr("not sent: {source} is silent", source=_source_name(episode, picture))
        case Reason.SNOOZED:
            end = tr("it recovers") if until is None else coming(until, picture)
            return tr("{why} until {at}", why=tr(reason.value), at=end)
        case Reason.QUIET if until is not None:
            return tr("{why} until {at}", why=tr(reason.value), at=coming(until, picture))
        case Reason.FLAPPING if until is not None:
            return tr("{why}, next at {at}", why=tr(reason.value), at=coming(until, picture))
        case Reason.NO_CHANNEL if until is not None:
            return tr("{why}, tried again {at}", why=tr(reason.value), at=coming(until, picture))
        case _:
            return tr(reason.value)


def _told(episode: Episode, picture: Picture) -> str:
    at = "" if episode.told_at is None else f" {_past(episode.told_at, picture)}"
    others = text.counted(episode.told_with, "other", "others")
    said = f"{tr('Told')}{at}"
    return tr("{told} with {others}", told=said, others=others) if episode.told_with else said


def _end_words(episode: Episode, picture: Picture) -> Iterable[str]:
    reason = episode.told_resolved
    if reason is None:
        return
    if reason is Reason.SENT:
        at = "" if episode.ended_at is None else f" {_past(episode.ended_at, picture)}"
        yield f"{tr('Its end was told')}{at}."
        return
    why = reason_words(reason, episode.ended_until, episode, picture)
    yield tr("Its end: {why}.", why=why)


def _source_name(episode: Episode, picture: Picture) -> str:
    reading = picture.state.readings.get(episode.key.metric)
    source = SourceId("") if reading is None else reading.source
    status = picture.state.sources.get(source)
    return tr("its source") if status is None else text.clean(status.name, 40)


def _past(at: float, picture: Picture) -> str:
    return text.moment(at, picture.now, picture.zone)


def coming(at: float, picture: Picture) -> str:
    """Return a time to come: the time of day within a day, else with its date."""
    if at - picture.now < _DAY_S:
        return text.clock(at, picture.zone)
    return text.moment(at, picture.now, picture.zone)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
