"""What asks for a person: one card per alert under way and per source in trouble."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from aux_monitor.domain.catalogue import Metric, RuleInput, Severity, TriggerRule
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Episode, Reason, Snooze
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.trigger import Phase, TriggerState, seconds_to_fire
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.onset import after_release
from aux_monitor.presentation.troubles import problem_cards, snooze_of, source_cards
from aux_monitor.presentation.views import AlertCardView, AttentionView, EarlierView, ReviewView

_PHASE_ORDER = {Phase.FIRING: 0, Phase.RECOVERING: 2, Phase.PENDING: 3}
_TROUBLE_ORDER = 1
_SEVERITY_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1}


class Alert(Struct, frozen=True):
    """One alert under way, with all that its card is written from.

    ``episode`` is None while the alert pends; ``judged`` is its metric as it stands.
    """

    key: AlertKey
    rule: TriggerRule
    trigger: TriggerState
    judged: Judged
    episode: Episode | None

    @property
    def metric(self) -> Metric:
        """Return the metric the alert is about."""
        return self.judged.metric


def attention(
    picture: Picture, before: tuple[EarlierView, ...], due: tuple[ReviewView, ...]
) -> AttentionView:
    """Return the panel at the right; ``before`` happened earlier today, ``due`` are the reviews."""
    shown = cards(picture, alerts_of(picture))
    return AttentionView(summary(picture, len(shown)), shown, before, due)


def alerts_of(picture: Picture) -> tuple[Alert, ...]:
    """Return the metric alerts under way, most urgent first."""
    found = []
    for key, trigger in picture.state.triggers.items():
        rule = picture.catalogue.rules.get(key.rule)
        judged = picture.metrics.get(key.metric)
        if trigger.phase is Phase.INACTIVE or rule is None or judged is None:
            continue
        pending = trigger.phase is Phase.PENDING
        episode = None if pending else _episode(picture, key, trigger.episode)
        found.append(Alert(key, rule, trigger, judged, episode))
    return tuple(sorted(found, key=_urgency))


def _episode(picture: Picture, key: AlertKey, number: int) -> Episode | None:
    return next((e for e in picture.state.episodes if e.key == key and e.number == number), None)


def _urgency(alert: Alert) -> tuple[int, int, float]:
    began = alert.trigger.began_at or 0.0
    return (_PHASE_ORDER[alert.trigger.phase], _SEVERITY_ORDER[alert.rule.severity], began)


def firing(picture: Picture) -> int:
    """Return how many alerts fire, silent sources among them, recovering ones not."""
    return sum(
        trigger.phase is Phase.FIRING and _is_known(key, picture)
        for key, trigger in picture.state.triggers.items()
    )


def _is_known(key: AlertKey, picture: Picture) -> bool:
    if key.rule == SILENCE:
        return SourceId(str(key.metric)) in picture.state.sources
    return key.rule in picture.catalogue.rules and key.metric in picture.metrics


def summary(picture: Picture, card_count: int) -> str:
    """Return ``2 firing · 1 pending``; with no alert the number of troubles, or ``nothing``."""
    triggers = picture.state.triggers.items()
    phases = [trigger.phase for key, trigger in triggers if _is_known(key, picture)]
    named = (Phase.FIRING, Phase.RECOVERING, Phase.PENDING)
    counted = [(phases.count(phase), phase.value) for phase in named]
    words = " · ".join(f"{count} {word}" for count, word in counted if count)
    if words or not card_count:
        return words or "nothing"
    return text.counted(card_count, "trouble", "troubles")


def cards(picture: Picture, alerts: Iterable[Alert]) -> tuple[AlertCardView, ...]:
    """Return the cards: what fires, the program's and its sources' troubles, what else moves."""
    ordered = [(_PHASE_ORDER[alert.trigger.phase], card(alert, picture)) for alert in alerts]
    troubles = (*problem_cards(picture), *source_cards(picture))
    ordered += [(_TROUBLE_ORDER, found) for found in troubles]
    return tuple(found for _, found in sorted(ordered, key=lambda pair: pair[0]))


def card(alert: Alert, picture: Picture) -> AlertCardView:
    """Return one alert's card."""
    pending = alert.trigger.phase is Phase.PENDING
    is_firing = alert.trigger.phase is Phase.FIRING
    acknowledged = alert.episode is not None and alert.episode.acknowledged_at is not None
    write = wording.pending_title if pending else wording.title
    return AlertCardView(
        key=alert.key,
        level=Level.BREACH if is_firing else Level.OFF_TARGET,
        title=write(alert.rule, alert.metric),
        corner=corner(alert, picture.now),
        action="" if pending else text.sentence(alert.rule.action),
        body=pending_body(alert) if pending else body(alert, picture),
        can_acknowledge=is_firing and not acknowledged,
        can_snooze=is_firing and snooze_of(alert.key, picture) is None,
    )


def corner(alert: Alert, now: float) -> str:
    """Return how long an alert has fired, or the good-data time until it fires or clears."""
    match alert.trigger.phase:
        case Phase.PENDING:
            left = seconds_to_fire(alert.rule, alert.trigger, now)
            return f"fires in {text.countdown(left or 0.0)}"
        case Phase.RECOVERING:
            return f"clears in {text.countdown(seconds_to_clear(alert.rule, alert.trigger, now))}"
        case Phase.FIRING | Phase.INACTIVE:
            return text.duration(now - (alert.trigger.fired_at or now))
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def seconds_to_clear(rule: TriggerRule, trigger: TriggerState, now: float) -> float:
    """Return the seconds a recovering alert still needs: its hold, and its least firing time."""
    last = trigger.last_good_at
    running = min(max(now - last, 0.0), rule.gap_s) if last is not None else 0.0
    held = max(0.0, rule.clear_hold_s - trigger.held_s - running)
    since = now - trigger.fired_at if trigger.fired_at is not None else rule.keep_firing_s
    kept = rule.keep_firing_s - since if since >= 0.0 else 0.0  # a clock set back keeps nothing
    return max(held, kept)


def pending_body(alert: Alert) -> str:
    """Return ``10.9 % of the last 5 min; alert above 10 % for 3 min``, as a sentence."""
    rule, metric = alert.rule, alert.metric
    limit = wording.input_limit(rule, metric, rule.fire.value)
    span = f" for {text.hold(rule.hold_s)}" if rule.hold_s else ""
    over = f" of the last {text.hold(metric.window_s)}" if metric.window_s is not None else ""
    frozen = f" {freeze_text(alert)}" if alert.trigger.last_good_at is None else ""
    side = wording.side(rule.fire.comparison)
    return f"{current(alert)}{over}; alert {side} {limit}{span}.{frozen}"


def current(alert: Alert) -> str:
    """Return the value the rule last saw."""
    value = alert.trigger.value
    return "" if value is None else wording.input_amount(alert.rule, alert.metric, value)


def body(alert: Alert, picture: Picture) -> str:
    """Return why an alert fires, since when and after what, what clears it, and who knows."""
    began_at = alert.trigger.began_at
    sentences = [value_sentence(alert)]
    if began_at is not None:
        began = text.moment(began_at, picture.now, picture.zone)
        sentences.append(f"Began {began}{after_release(picture.state.releases, began_at)}.")
    sentences.append(wording.clears_text(alert.rule, alert.metric))
    if alert.judged.trust is not Trust.FRESH:
        sentences.append(freeze_text(alert))
    sentences.extend(standing_sentences(alert, picture))
    return " ".join(sentences)


def value_sentence(alert: Alert) -> str:
    """Return the value with its sample, its worst, and the parts that make it."""
    rule, metric, trigger = alert.rule, alert.metric, alert.trigger
    sample = wording.sample_text(metric, trigger.n) if rule.input is RuleInput.VALUE else ""
    words = f"{current(alert)}{sample}"
    if trigger.worst is not None and trigger.worst != trigger.value:
        words += f", worst {wording.input_amount(rule, metric, trigger.worst)}"
    parts = wording.parts_text(rule, metric, alert.judged.reading)
    return f"{words}; {parts}." if parts else f"{words}."


def freeze_text(alert: Alert) -> str:
    """Return that an alert stands still while its value cannot be believed."""
    why = alert.judged.trust.value if alert.judged.trust is not Trust.FRESH else "no good data"
    return f"On hold: {why}."


def standing_sentences(alert: Alert, picture: Picture) -> Iterable[str]:
    """Yield who has taken note, what is silenced, and why nobody was told."""
    episode = alert.episode
    if episode is not None and episode.acknowledged_at is not None:
        at = text.moment(episode.acknowledged_at, picture.now, picture.zone)
        note = text.clean(episode.note, 120)
        yield f"Acknowledged {at}{': ' + note if note else ''}."
    snooze = snooze_of(alert.key, picture)
    if snooze is not None:
        yield snooze_sentence(snooze, picture)
    if episode is not None and episode.told not in (None, Reason.SENT):
        yield reason_sentence(episode.told)


def snooze_sentence(snooze: Snooze, picture: Picture) -> str:
    """Return until when an alert is silenced, as a sentence."""
    if snooze.until is None:
        return "Snoozed until it recovers."
    return f"Snoozed until {text.moment(snooze.until, picture.now, picture.zone)}."


def reason_sentence(reason: Reason) -> str:
    """Return why nobody was told, as a sentence."""
    return f"{reason.value[:1].upper()}{reason.value[1:]}."
