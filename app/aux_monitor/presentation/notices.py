"""The words of desktop notifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from aux_monitor.domain.catalogue import Catalogue, Metric, RuleInput, TriggerRule
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, is_urgent
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import remotes
from aux_monitor.ports.notifier import Notice, NoticeAction, Urgency
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.onset import after_release

LONGEST_BODY = 400
"""Desktops cut a notification off after a few lines; nothing beyond this would be read."""

MOST_NAMED = 5
"""A notice names this many sources."""

_LONGEST_TITLE = 80
_FIRED_ACTIONS = (NoticeAction.OPEN, NoticeAction.ACKNOWLEDGE, NoticeAction.SNOOZE)


class NoticeComposer:
    """Writes a notice of an episode's beginning or end: plain text, bounded.

    Calling it is the ``Compose`` of services/notifying.py. Local times are in ``zone``.
    """

    def __init__(self, catalogue: Catalogue, zone: tzinfo) -> None:
        self._catalogue = catalogue
        self._zone = zone

    def __call__(
        self, kind: NoticeKind, rule: TriggerRule, episode: Episode, state: AppState, now: float
    ) -> Notice:
        """Return the notice. A demonstration's says so in its title."""
        title, body = self._words(kind, rule, episode, state, now)
        fired = kind is NoticeKind.FIRED
        marked = f"Demonstration: {title}" if state.demo else title
        return Notice(
            tag=notice_tag(episode.key),
            title=text.clean(marked, _LONGEST_TITLE),
            body=text.clean(body, LONGEST_BODY),
            urgency=_urgency(rule) if fired else Urgency.LOW,
            actions=_FIRED_ACTIONS if fired else (NoticeAction.OPEN,),
        )

    def _words(
        self, kind: NoticeKind, rule: TriggerRule, episode: Episode, state: AppState, now: float
    ) -> tuple[str, str]:
        if rule.id == SILENCE:
            if kind is NoticeKind.FIRED:
                return silence_words(rule, episode, state, now, self._zone)
            return answers_words(rule, episode, state, now)
        if rule.id == OFFLINE:
            if kind is NoticeKind.FIRED:
                return offline_words(rule, episode, state)
            return online_words(episode, now)
        metric = self._catalogue.metrics[episode.key.metric]
        if kind is NoticeKind.FIRED:
            sentences = fired_sentences(rule, metric, episode, state, now, self._zone)
            return wording.title(rule, metric), " ".join(sentences)
        return recovery_words(rule, metric, episode, now)


def notice_tag(key: AlertKey) -> str:
    """Return the tag of an alert's notices: its end replaces its beginning on the screen."""
    return f"{key.rule}:{key.metric}"


def _urgency(rule: TriggerRule) -> Urgency:
    return Urgency.CRITICAL if is_urgent(rule) else Urgency.NORMAL


def fired_sentences(
    rule: TriggerRule, metric: Metric, episode: Episode, state: AppState, now: float, zone: tzinfo
) -> Iterable[str]:
    """Yield what the document orders, why, since when and after what, and what clears it."""
    if rule.action:
        yield text.sentence(rule.action)
    value = wording.input_amount(rule, metric, episode.value)
    sample = wording.sample_text(metric, episode.n) if rule.input is RuleInput.VALUE else ""
    parts = wording.parts_text(rule, metric, state.readings.get(metric.id))
    yield f"{value}{sample}; {parts}." if parts else f"{value}{sample}."
    began = text.moment(episode.began_at, now, zone)
    yield f"Began {began}{after_release(state.releases, episode.began_at)}."
    yield wording.clears_text(rule, metric)


def recovery_words(
    rule: TriggerRule, metric: Metric, episode: Episode, now: float
) -> tuple[str, str]:
    """Return title and body: ``Success rate recovered``, ``Recovered after 14 min, worst …``."""
    until = episode.resolved_at if episode.resolved_at is not None else now
    words = wording.recovered_text(rule, metric, episode, until)
    return f"{wording.subject(rule, metric)} recovered", f"{words[:1].upper()}{words[1:]}."


def silence_words(
    rule: TriggerRule, episode: Episode, state: AppState, now: float, zone: tzinfo
) -> tuple[str, str]:
    """Return title and body of a silent source: how long, its last words, what is held."""
    status = state.sources.get(SourceId(str(episode.key.metric)))
    error = text.sentence(status.error) if status is not None else ""
    heard = status.last_good_at if status is not None else None
    since = f"No answer for {text.duration(episode.value)}."
    held = "Its alerts are held until it answers."
    if heard is not None:
        held = f"Its figures are from {text.moment(heard, now, zone)}; their alerts are held."
    return text.clean(rule.name, 60), " ".join(part for part in (since, error, held) if part)


def answers_words(
    rule: TriggerRule, episode: Episode, state: AppState, now: float
) -> tuple[str, str]:
    """Return title and body of a source that answers again."""
    status = state.sources.get(SourceId(str(episode.key.metric)))
    name = status.name if status is not None else rule.name.removesuffix(" silent")
    until = episode.resolved_at if episode.resolved_at is not None else now
    silent_s = until - episode.fired_at + episode.value
    return f"{text.clean(name, 40)} answers again", f"It was silent for {text.duration(silent_s)}."


def offline_words(rule: TriggerRule, episode: Episode, state: AppState) -> tuple[str, str]:
    """Return title and body of a computer that is cut off: how long, why, what is held."""
    away = remotes(state.sources.values())
    why = next((text.sentence(status.error) for status in away if status.error), "")
    names = ", ".join(text.clean(status.name, 40) for status in away[:MOST_NAMED])
    since = f"No remote source can be reached for {text.duration(episode.value)}."
    held = f"The alerts of {names} are held." if names else ""
    return text.clean(rule.name, 60), " ".join(part for part in (since, why, held) if part)


def online_words(episode: Episode, now: float) -> tuple[str, str]:
    """Return title and body of a computer that reaches a remote source again."""
    until = episode.resolved_at if episode.resolved_at is not None else now
    lasted = text.duration(until - episode.fired_at + episode.value)
    return "This computer is online again", f"It was offline for {lasted}."
