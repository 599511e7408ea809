"""Cards of troubles that are no metric's: a source's, and the program's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Episode, Snooze, snooze_on
from aux_monitor.domain.offline import OFFLINE_KEY, offline_rule
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Condition, Picture
from aux_monitor.presentation.reasons import coming, standing_words
from aux_monitor.presentation.views import AlertCardView
from aux_monitor.settings.language import tr

MOST_WARNINGS = 5
_LONGEST_NOTE = 120

WARNING = RuleId("source_warns")
"""Stands for a rule in the key of a card about what a source says of itself."""

PROBLEM = RuleId("problem")
"""Stands for a rule in the key of a card about the program itself."""


def source_cards(picture: Picture) -> Iterable[AlertCardView]:
    """Yield a card for every source that fails, is silent, or that warns; one for all offline.

    A source that is merely awaited has no card: nothing is wrong with it yet.
    """
    cut_off = [c for c in picture.conditions if c.trust is Trust.OFFLINE]
    if cut_off:
        yield offline_card(cut_off, picture)
    for condition in picture.conditions:
        status = picture.state.sources[condition.source]
        if condition.trust in (Trust.STALE, Trust.NO_DATA):
            yield source_card(condition, status, picture)
        elif condition.warned:
            yield warning_card(condition, status)


def source_card(condition: Condition, status: SourceStatus, picture: Picture) -> AlertCardView:
    """Return the card of one source in trouble; its key is that of the source's silence."""
    word = tr(status.failure.value) if status.failure is not None else tr("no answer")
    lines = tuple(source_sentences(status, picture))
    title = source_title(condition)
    plain = _plain(silence_key(status), Level.OFF_TARGET, title, word, *lines)
    return _own_card(plain, condition.age, picture)


def offline_card(cut_off: Sequence[Condition], picture: Picture) -> AlertCardView:
    """Return the one card of a computer that reaches none of its remote sources."""
    sources = picture.state.sources
    errors = (text.sentence(sources[condition.source].error) for condition in cut_off)
    why = tuple(error for error in errors if error)[:1]
    names = ", ".join(condition.name for condition in cut_off)
    lines = (*why, tr("The alerts of {names} are held.", names=names))
    word, title = tr(Trust.OFFLINE.value), tr(offline_rule().name)
    return _own_card(
        _plain(OFFLINE_KEY, Level.UNKNOWN, title, word, *lines), cut_off[0].age, picture
    )


def _own_card(plain: AlertCardView, age: str, picture: Picture) -> AlertCardView:
    """Return the card of one of the monitor's own alerts; it may not have fired yet."""
    key = plain.key
    trigger = picture.state.triggers.get(key)
    is_firing = trigger is not None and trigger.phase is Phase.FIRING
    episode = next((e for e in picture.state.episodes if e.key == key and not e.resolved_at), None)
    acknowledged = episode is not None and episode.acknowledged_at is not None
    standing = " ".join(standing_sentences(key, episode, picture))
    return replace(
        plain,
        lasts=age,
        standing=standing,
        spoken=f"{plain.spoken} {standing}" if standing else plain.spoken,
        answered=answered(key, episode, picture),
        end_snooze=end_snooze(key, picture),
        can_acknowledge=is_firing and not acknowledged,
        can_snooze=is_firing,
    )


def _plain(key: AlertKey, level: Level, title: str, word: str, *lines: str) -> AlertCardView:
    """Return a card that only says something."""
    spoken = " ".join([f"{title}.", *lines])
    return AlertCardView(key, level, title, word, spoken, lines=lines)


def warning_card(condition: Condition, status: SourceStatus) -> AlertCardView:
    """Return the card of a source that answers and warns; it lasts as long as the warning does."""
    key = AlertKey(WARNING, MetricId(str(status.id)))
    lines = [text.sentence(text.clean(line)) for line in status.warnings[:MOST_WARNINGS]]
    return _plain(
        key, Level.OFF_TARGET, tr("{name} needs a look", name=condition.name), tr("warning"), *lines
    )


def problem_cards(picture: Picture) -> Iterable[AlertCardView]:
    """Yield a card for everything of the program itself that is in trouble.

    It lasts until its cause is mended, so there is nothing to acknowledge.
    """
    for topic, words in picture.state.problems.items():
        key = AlertKey(PROBLEM, MetricId(topic.name.lower()))
        yield _plain(key, Level.OFF_TARGET, tr(topic.value), tr("problem"), text.sentence(words))


def source_title(condition: Condition) -> str:
    """Return what is wrong with a source, in a few words."""
    if condition.age:
        return tr("{name} silent", name=condition.name)
    return tr("{name} gives no answer", name=condition.name)


def source_sentences(status: SourceStatus, picture: Picture) -> Iterable[str]:
    """Yield the source's last error, what is held meanwhile, and when it is asked again."""
    if status.error:
        yield text.sentence(status.error)
    if status.last_good_at is not None:
        since = text.moment(status.last_good_at, picture.now, picture.zone)
        yield tr("Its figures are from {since}; their alerts are held.", since=since)
    if status.next_poll_at is not None and status.next_poll_at - picture.now >= 60.0:
        at = text.moment(status.next_poll_at, picture.now, picture.zone)
        yield tr("Asked again {at}.", at=at)


def snooze_of(key: AlertKey, picture: Picture) -> Snooze | None:
    """Return the snooze that silences an alert the longest, None while it is not snoozed."""
    return snooze_on(key, picture.state.snoozes, picture.now)


def answered(key: AlertKey, episode: Episode | None, picture: Picture) -> str:
    """Return what a person has done about an alert in one word, empty where nothing."""
    if snooze_of(key, picture) is not None:
        return tr("snoozed")
    taken = episode is not None and episode.acknowledged_at is not None
    return tr("acknowledged") if taken else ""


def end_snooze(key: AlertKey, picture: Picture) -> str:
    """Return what takes an alert's snooze back is called, empty while it is not snoozed."""
    covering = [s for s in picture.state.snoozes if s.covers(key, picture.now)]
    if not covering:
        return ""
    alone = all(snooze.key is not None for snooze in covering)
    return tr("End snooze") if alone else tr("End snooze of all alerts")


def standing_sentences(key: AlertKey, episode: Episode | None, picture: Picture) -> Iterable[str]:
    """Yield whether anybody was told of an alert, who has taken note, and what is silenced."""
    if episode is not None:
        yield from standing_words(episode, picture)
    if episode is not None and episode.acknowledged_at is not None:
        at = text.moment(episode.acknowledged_at, picture.now, picture.zone)
        note = text.clean(episode.note, _LONGEST_NOTE)
        yield f"{tr('Acknowledged {at}', at=at)}{': ' + text.sentence(note) if note else '.'}"
    snooze = snooze_of(key, picture)
    if snooze is not None:
        yield snooze_sentence(snooze, picture)


def snooze_sentence(snooze: Snooze, picture: Picture) -> str:
    """Return until when an alert is silenced, as a sentence."""
    if snooze.until is None:
        return tr("Snoozed until it recovers.")
    return tr("Snoozed until {at}.", at=coming(snooze.until, picture))
