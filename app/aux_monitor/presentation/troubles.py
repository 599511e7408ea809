"""Cards of troubles that are no metric's: a source's, and the program's own."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Snooze, snooze_on
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.silence import silence_key
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Condition, Picture
from aux_monitor.presentation.views import AlertCardView

MOST_WARNINGS = 5

WARNING = RuleId("source_warns")
"""Stands for a rule in the key of a card about what a source says of itself."""

PROBLEM = RuleId("problem")
"""Stands for a rule in the key of a card about the program itself."""


def source_cards(picture: Picture) -> Iterable[AlertCardView]:
    """Yield a card for every source that fails, is silent or offline, or that warns.

    A source that is merely awaited has no card: nothing is wrong with it yet.
    """
    for condition in picture.conditions:
        status = picture.state.sources[condition.source]
        if condition.trust in (Trust.STALE, Trust.OFFLINE, Trust.NO_DATA):
            yield source_card(condition, status, picture)
        elif condition.warned:
            yield warning_card(condition, status)


def source_card(condition: Condition, status: SourceStatus, picture: Picture) -> AlertCardView:
    """Return the card of one source in trouble; its key is that of the source's silence."""
    key = silence_key(status)
    trigger = picture.state.triggers.get(key)
    is_firing = trigger is not None and trigger.phase is Phase.FIRING
    episode = next((e for e in picture.state.episodes if e.key == key and not e.resolved_at), None)
    acknowledged = episode is not None and episode.acknowledged_at is not None
    return AlertCardView(
        key=key,
        level=Level.UNKNOWN if condition.trust is Trust.OFFLINE else Level.OFF_TARGET,
        title=source_title(condition),
        corner=condition.age,
        action="",
        body=" ".join(source_sentences(status, picture)),
        can_acknowledge=is_firing and not acknowledged,
        can_snooze=is_firing and snooze_of(key, picture) is None,
        can_open=False,
    )


def warning_card(condition: Condition, status: SourceStatus) -> AlertCardView:
    """Return the card of a source that answers and warns; it lasts as long as the warning does."""
    sentences = [text.sentence(text.clean(line)) for line in status.warnings[:MOST_WARNINGS]]
    return AlertCardView(
        key=AlertKey(WARNING, MetricId(str(status.id))),
        level=Level.OFF_TARGET,
        title=f"{condition.name} needs a look",
        corner="",
        action="",
        body=" ".join(sentences),
        can_acknowledge=False,
        can_snooze=False,
        can_open=False,
    )


def problem_cards(picture: Picture) -> Iterable[AlertCardView]:
    """Yield a card for everything of the program itself that is in trouble.

    It lasts until its cause is mended, so there is nothing to acknowledge.
    """
    for topic, words in picture.state.problems.items():
        yield AlertCardView(
            key=AlertKey(PROBLEM, MetricId(topic.name.lower())),
            level=Level.OFF_TARGET,
            title=topic.value,
            corner="",
            action="",
            body=text.sentence(words),
            can_acknowledge=False,
            can_snooze=False,
            can_open=False,
        )


def source_title(condition: Condition) -> str:
    """Return what is wrong with a source, in a few words."""
    if condition.trust is Trust.OFFLINE:
        return f"{condition.name} offline"
    return f"{condition.name} silent" if condition.age else f"{condition.name} gives no answer"


def source_sentences(status: SourceStatus, picture: Picture) -> Iterable[str]:
    """Yield the source's last error, what is held meanwhile, and when it is asked again."""
    if status.error:
        yield text.sentence(status.error)
    if status.last_good_at is not None:
        since = text.moment(status.last_good_at, picture.now, picture.zone)
        yield f"Its figures are from {since}; their alerts are held."
    if status.next_poll_at is not None and status.next_poll_at - picture.now >= 60.0:
        yield f"Asked again {text.moment(status.next_poll_at, picture.now, picture.zone)}."


def snooze_of(key: AlertKey, picture: Picture) -> Snooze | None:
    """Return the snooze that silences an alert the longest, None while it is not snoozed."""
    return snooze_on(key, picture.state.snoozes, picture.now)
