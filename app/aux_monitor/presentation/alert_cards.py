"""One alert under way, as a card: why, what the document orders, what came before, what ends it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.trigger import Phase, TriggerState, seconds_to_fire
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.comparison import comparison
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.links import web_page
from aux_monitor.presentation.onset import release_before
from aux_monitor.presentation.troubles import answered, end_snooze, standing_sentences
from aux_monitor.presentation.views import AlertCardView, LinkView, WhyView
from aux_monitor.settings.language import tr

NEAR_RELEASE_S = 86_400.0
"""A card names the last release within this long before its alert began, with its distance."""

_MINUTE_S = 60.0


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


def card(alert: Alert, picture: Picture) -> AlertCardView:
    """Return one alert's card."""
    phase = alert.trigger.phase
    pending, is_firing = phase is Phase.PENDING, phase is Phase.FIRING
    acknowledged = alert.episode is not None and alert.episode.acknowledged_at is not None
    write = wording.pending_title if pending else wording.title
    reading = alert.judged.reading
    standing = " ".join(standing_sentences(alert.key, alert.episode, picture))
    return AlertCardView(
        key=alert.key,
        level=Level.BREACH if is_firing else Level.OFF_TARGET,
        title=write(alert.rule, alert.metric),
        word=tr(phase.value),
        phase=phase,
        lasts=lasts(alert, picture.now),
        glance=current(alert),
        action="" if pending else text.sentence(alert.rule.action),
        why=tuple(why(alert, picture)),
        parts=() if pending else wording.worst_parts(alert.rule, alert.metric, reading),
        lines=tuple(sentences(alert, picture)),
        release=release(alert, picture),
        standing=standing,
        page=web_page(reading.page) if reading is not None else "",
        answered=answered(alert.key, alert.episode, picture),
        end_snooze=end_snooze(alert.key, picture),
        can_acknowledge=is_firing and not acknowledged,
        can_snooze=is_firing,
        can_open=True,
        spoken=spoken(alert, picture, standing),
    )


def lasts(alert: Alert, now: float) -> str:
    """Return how long an alert has fired, or the good-data time until it fires or clears."""
    match alert.trigger.phase:
        case Phase.PENDING:
            left = seconds_to_fire(alert.rule, alert.trigger, now)
            return tr("fires in {span}", span=text.countdown(left or 0.0))
        case Phase.RECOVERING:
            left_s = seconds_to_clear(alert.rule, alert.trigger, now)
            return tr("clears in {span}", span=text.countdown(left_s))
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


def current(alert: Alert) -> str:
    """Return the value the rule last saw."""
    value = alert.trigger.value
    return "" if value is None else wording.input_amount(alert.rule, alert.metric, value)


def why(alert: Alert, picture: Picture) -> Iterable[WhyView]:
    """Yield the value against its limits: now, worst, where it fires and clears, since when.

    A value that is the worst so far has both rows: one that came and went each time the value
    turns would move all that stands below.
    """
    rule, metric, trigger = alert.rule, alert.metric, alert.trigger
    pending = trigger.phase is Phase.PENDING
    if trigger.value is not None:
        n = trigger.n if rule.input is RuleInput.VALUE else None
        yield WhyView(tr("Now"), current(alert), "" if n is None else f"n {text.number(n, 0)}")
    if trigger.worst is not None and not pending:
        yield WhyView(tr("Worst"), wording.input_amount(rule, metric, trigger.worst))
    limit = wording.input_limit(rule, metric, rule.fire.value)
    held = _for(rule.hold_s) if pending else ""
    yield WhyView(tr("Fires {where}", where=wording.past(rule, rule.fire)), limit, held)
    if not pending:
        limit = wording.input_limit(rule, metric, rule.clear.value)
        side = wording.past(rule, rule.clear)
        yield WhyView(tr("Clears {side}", side=side), limit, _for(rule.clear_hold_s))
    if trigger.began_at is not None:
        yield WhyView(tr("Since"), text.moment(trigger.began_at, picture.now, picture.zone))


def _for(hold_s: float) -> str:
    return tr("for {span}", span=text.hold(hold_s)) if hold_s else ""


def sentences(alert: Alert, picture: Picture) -> Iterable[str]:
    """Yield what the value is compared with, and that it stands still while it is unsure."""
    compared = comparison(alert.rule, alert.metric, alert.judged.reading, picture.now)
    if compared:
        yield text.sentence(compared)
    if alert.judged.trust is not Trust.FRESH:
        yield tr("On hold: {why}.", why=tr(alert.judged.trust.value))
    elif alert.trigger.phase is Phase.PENDING and alert.trigger.last_good_at is None:
        yield tr("On hold: no good data.")


def release(alert: Alert, picture: Picture) -> LinkView | None:
    """Return the nearest release before an alert began, with how long before, None without one."""
    began_at = alert.trigger.began_at
    if began_at is None:
        return None
    found = release_before(picture.state.releases, began_at, NEAR_RELEASE_S)
    if found is not None:
        before = text.duration(began_at - found.at)
        words = tr(
            "{tag} was published {before} before", tag=text.clean(found.tag, 24), before=before
        )
        return LinkView(words, web_page(found.page))
    if alert.episode is not None and alert.episode.preceded_by:
        return LinkView(
            tr("{tag} was published shortly before", tag=text.clean(alert.episode.preceded_by, 24))
        )
    return None


def spoken(alert: Alert, picture: Picture, standing: str) -> str:
    """Return the card in a sentence or two, for a screen reader.

    ``Response time, firing 4 min, 420 ms above 300 ms, Engineering investigation. Told.`` The
    countdown's seconds are left out: a text that changes each second would be read each second.
    """
    rule, metric, trigger = alert.rule, alert.metric, alert.trigger
    fired = trigger.fired_at if trigger.phase is Phase.FIRING else None
    lasted = picture.now - fired if fired is not None else 0.0
    state = tr(trigger.phase.value)
    if lasted >= _MINUTE_S:
        state += f" {text.duration(lasted)}"
    parts = [wording.subject(rule, metric), state, relation(alert)]
    if rule.action and trigger.phase is not Phase.PENDING:
        parts.append(text.clean(rule.action))
    sentence = f"{', '.join(part for part in parts if part)}."
    return f"{sentence} {standing}" if standing else sentence


def relation(alert: Alert) -> str:
    """Return the value beside the limit: ``420 ms above 300 ms``, or where it would fire."""
    rule, value = alert.rule, alert.trigger.value
    limit = wording.input_limit(rule, alert.metric, rule.fire.value)
    bound = f"{wording.past(rule, rule.fire)} {limit}"
    if value is None:
        return tr("fires {bound}", bound=bound)
    if rule.fire.met_by(value):
        return f"{current(alert)} {bound}"
    return tr("{figure}, fires {bound}", figure=current(alert), bound=bound)
