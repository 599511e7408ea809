"""What notices say of one alert: its beginning, its end, and that it goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from aux_monitor.domain.catalogue import Catalogue, Metric, RuleInput, TriggerRule
from aux_monitor.domain.flapping import flap_wait_s
from aux_monitor.domain.notice import Episode, NoticeKind
from aux_monitor.domain.offline import OFFLINE
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.state import AppState
from aux_monitor.domain.telling import Case
from aux_monitor.domain.trust import remotes
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.comparison import comparison
from aux_monitor.presentation.onset import after_release
from aux_monitor.settings.language import tr

MOST_NAMED = 5
"""A notice names this many sources."""


def words(
    kind: NoticeKind, case: Case, catalogue: Catalogue, state: AppState, now: float, zone: tzinfo
) -> tuple[str, str]:
    """Return title and body of a notice about one alert; local times are in ``zone``."""
    match kind:
        case NoticeKind.RESOLVED:
            return _end_words(case, catalogue, state, now)
        case NoticeKind.FIRED:
            return _beginning_words(case, catalogue, state, now, zone)
        case NoticeKind.STILL | NoticeKind.REMINDED:
            title, body = _beginning_words(case, catalogue, state, now, zone)
            still = still_sentence(kind, case.episode, now)
            return tr("Still firing: {title}", title=title), f"{still} {body}"


def subject(case: Case, catalogue: Catalogue) -> str:
    """Return what an alert is about, in a few words: ``Success rate``."""
    metric = catalogue.metrics.get(case.episode.key.metric)
    return (
        text.clean(tr(case.rule.name), 60) if metric is None else wording.subject(case.rule, metric)
    )


def short_title(case: Case, catalogue: Catalogue) -> str:
    """Return the condition of a firing alert: ``Success rate below 90 %``."""
    metric = catalogue.metrics.get(case.episode.key.metric)
    return (
        text.clean(tr(case.rule.name), 60) if metric is None else wording.title(case.rule, metric)
    )


def end_sentence(case: Case, catalogue: Catalogue, state: AppState, now: float) -> str:
    """Return that one of several alerts is over, as a sentence."""
    episode = case.episode
    metric = catalogue.metrics.get(episode.key.metric)
    if metric is None:
        title, body = _end_words(case, catalogue, state, now)
        return f"{title}: {body[:1].lower()}{body[1:]}"
    until = now if episode.resolved_at is None else episode.resolved_at
    lasted = wording.recovered_text(case.rule, metric, episode, until)
    return f"{wording.subject(case.rule, metric)} {lasted}."


def still_sentence(kind: NoticeKind, episode: Episode, now: float) -> str:
    """Return for how long an alert has fired, and why that is said now."""
    lasted = text.duration(now - episode.fired_at)
    if kind is NoticeKind.STILL:
        return tr("Your snooze ended; it has fired for {lasted}.", lasted=lasted)
    return tr("It has fired for {lasted}.", lasted=lasted)


def flap_sentence(episode: Episode) -> str:
    """Return how often an alert has come back, and how rarely it is told for that."""
    times = text.counted(episode.flaps, "time", "times")
    wait = text.duration(flap_wait_s(episode.flaps))
    return tr(
        "Flapping: it came back {times}, and is told at most every {wait}.", times=times, wait=wait
    )


def _beginning_words(
    case: Case, catalogue: Catalogue, state: AppState, now: float, zone: tzinfo
) -> tuple[str, str]:
    rule, episode = case.rule, case.episode
    if rule.id == SILENCE:
        title, body = silence_words(rule, episode, state, now, zone)
    elif rule.id == OFFLINE:
        title, body = offline_words(rule, episode, state)
    else:
        metric = catalogue.metrics[episode.key.metric]
        sentences = fired_sentences(rule, metric, episode, state, now, zone)
        title, body = wording.title(rule, metric), " ".join(sentences)
    return title, f"{body} {flap_sentence(episode)}" if episode.flaps else body


def _end_words(case: Case, catalogue: Catalogue, state: AppState, now: float) -> tuple[str, str]:
    rule, episode = case.rule, case.episode
    if rule.id == SILENCE:
        return answers_words(rule, episode, state, now)
    if rule.id == OFFLINE:
        return online_words(episode, now)
    return recovery_words(rule, catalogue.metrics[episode.key.metric], episode, now)


def fired_sentences(
    rule: TriggerRule, metric: Metric, episode: Episode, state: AppState, now: float, zone: tzinfo
) -> Iterable[str]:
    """Yield what the document orders, why, since when and after what, and what clears it."""
    if rule.action:
        yield text.sentence(rule.action)
    yield value_sentence(rule, metric, episode, state, now)
    began = text.moment(episode.began_at, now, zone)
    after = after_release(state.releases, episode.began_at)
    yield tr("Began {at}{after}.", at=began, after=after)
    yield wording.clears_text(rule, metric)


def value_sentence(
    rule: TriggerRule, metric: Metric, episode: Episode, state: AppState, now: float
) -> str:
    """Return the value with its sample and its parts, or what it fell from."""
    reading = state.readings.get(metric.id)
    compared = comparison(rule, metric, reading, now)
    if compared:
        return text.sentence(compared)
    value = wording.input_amount(rule, metric, episode.value)
    sample = wording.sample_text(metric, episode.n) if rule.input is RuleInput.VALUE else ""
    parts = wording.parts_text(rule, metric, reading)
    return f"{value}{sample}; {parts}." if parts else f"{value}{sample}."


def recovery_words(
    rule: TriggerRule, metric: Metric, episode: Episode, now: float
) -> tuple[str, str]:
    """Return title and body: ``Success rate recovered``, ``Recovered after 14 min, worst …``."""
    until = episode.resolved_at if episode.resolved_at is not None else now
    words = wording.recovered_text(rule, metric, episode, until)
    title = tr("{name} recovered", name=wording.subject(rule, metric))
    return title, f"{words[:1].upper()}{words[1:]}."


def silence_words(
    rule: TriggerRule, episode: Episode, state: AppState, now: float, zone: tzinfo
) -> tuple[str, str]:
    """Return title and body of a silent source: how long, its last words, what is held."""
    status = state.sources.get(SourceId(str(episode.key.metric)))
    error = text.sentence(status.error) if status is not None else ""
    heard = status.last_good_at if status is not None else None
    since = tr("No answer for {span}.", span=text.duration(episode.value))
    held = tr("Its alerts are held until it answers.")
    if heard is not None:
        since_heard = text.moment(heard, now, zone)
        held = tr("Its figures are from {since}; their alerts are held.", since=since_heard)
    return text.clean(tr(rule.name), 60), " ".join(part for part in (since, error, held) if part)


def answers_words(
    rule: TriggerRule, episode: Episode, state: AppState, now: float
) -> tuple[str, str]:
    """Return title and body of a source that answers again."""
    status = state.sources.get(SourceId(str(episode.key.metric)))
    name = status.name if status is not None else rule.name.removesuffix(" silent")
    until = episode.resolved_at if episode.resolved_at is not None else now
    silent_s = until - episode.fired_at + episode.value
    title = tr("{name} answers again", name=text.clean(name, 40))
    return title, tr("It was silent for {span}.", span=text.duration(silent_s))


def offline_words(rule: TriggerRule, episode: Episode, state: AppState) -> tuple[str, str]:
    """Return title and body of a computer that is cut off: how long, why, what is held."""
    away = remotes(state.sources.values())
    why = next((text.sentence(status.error) for status in away if status.error), "")
    names = ", ".join(text.clean(status.name, 40) for status in away[:MOST_NAMED])
    since = tr("No remote source can be reached for {span}.", span=text.duration(episode.value))
    held = tr("The alerts of {names} are held.", names=names) if names else ""
    return text.clean(tr(rule.name), 60), " ".join(part for part in (since, why, held) if part)


def online_words(episode: Episode, now: float) -> tuple[str, str]:
    """Return title and body of a computer that reaches a remote source again."""
    until = episode.resolved_at if episode.resolved_at is not None else now
    lasted = text.duration(until - episode.fired_at + episode.value)
    return tr("This computer is online again"), tr("It was offline for {lasted}.", lasted=lasted)
