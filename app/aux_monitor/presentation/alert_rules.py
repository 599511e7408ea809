"""Every rule of the catalogue: its state now, its limits in words, what it did in a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from aux_monitor.domain.catalogue import Limit, Metric, RuleInput, Severity, TriggerRule
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey, Episode, snooze_on
from aux_monitor.domain.observation import observe
from aux_monitor.domain.trigger import Observation, Phase
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.comparison import hint
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.reasons import coming
from aux_monitor.presentation.row_views import CellView, HeadingView, Line, Mood, RowKey, RowView
from aux_monitor.presentation.tiles import level_word
from aux_monitor.settings.language import tr, tr_noop

COUNTED_DAYS = 30
"""How often a rule fired is counted over so many days."""

COLUMNS = (tr_noop("Rule"), tr_noop("Limits"), tr_noop("Now"), tr_noop("Fired"))

_DAY_S = 86_400.0
_SEVERITY_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1}


class _State(Struct, frozen=True):
    """How a rule stands on one metric, in a word, with a figure or until when it is silenced."""

    level: Level
    word: str
    note: str = ""


def rule_lines(picture: Picture, episodes: Iterable[Episode]) -> tuple[Line, ...]:
    """Return the rules on one figure under a heading, each that watches several under its own."""
    fired = _by_key(episodes)
    known = picture.catalogue.rules.values()
    rules = sorted(known, key=lambda rule: _SEVERITY_ORDER[rule.severity])
    single = [rule for rule in rules if len(rule.metrics) == 1]
    lines: list[Line] = [
        HeadingView(tr("On one figure"), text.counted(len(single), "rule", "rules"))
    ]
    lines += [row for rule in single for row in _rows(rule, picture, fired)]
    for rule in rules:
        if len(rule.metrics) > 1:
            rows = _rows(rule, picture, fired)
            figures = text.counted(len(rows), "figure", "figures")
            lines += [
                HeadingView(text.clean(tr(rule.name), 60), tr("on {figures}", figures=figures)),
                *rows,
            ]
    return tuple(lines)


def limits_words(rule: TriggerRule, metric: Metric) -> tuple[str, str]:
    """Return ``fires above 300 ms for 3 min`` and ``clears below 270 ms for 5 min``."""
    fire, clear = _bound(rule, metric, rule.fire), _bound(rule, metric, rule.clear)
    fires = tr("fires {where}{span}", where=fire, span=_for(rule.hold_s))
    return fires, tr("clears {where}{span}", where=clear, span=_for(rule.clear_hold_s))


def _bound(rule: TriggerRule, metric: Metric, limit: Limit) -> str:
    return f"{wording.past(rule, limit)} {wording.input_limit(rule, metric, limit.value)}"


def _rows(
    rule: TriggerRule, picture: Picture, fired: Mapping[AlertKey, Sequence[Episode]]
) -> list[RowView]:
    judged = (picture.metrics.get(metric) for metric in rule.metrics)
    return [
        _row(rule, each, picture, fired.get(AlertKey(rule.id, each.metric.id), ()))
        for each in judged
        if each is not None
    ]


def _row(rule: TriggerRule, judged: Judged, picture: Picture, fired: Sequence[Episode]) -> RowView:
    metric = judged.metric
    state = _state(rule, judged, picture)
    name, order = wording.subject(rule, metric), _order(rule)
    fires, clears = limits_words(rule, metric)
    last, often = _last(fired, picture), _often(fired, picture)
    words = (name, state.word, state.note, fires, clears, last, often, order)
    return RowView(
        key=RowKey(f"{rule.id}/{metric.id}"),
        cells=(
            CellView(name, order, state.level),
            CellView(fires, clears),
            CellView(state.word, state.note, mood=_mood(state)),
            CellView(last, often, mood=Mood.PLAIN if fired else Mood.QUIET),
        ),
        spoken=", ".join(word for word in words if word),
        metric=metric.id,
    )


def _state(rule: TriggerRule, judged: Judged, picture: Picture) -> _State:
    key = AlertKey(rule.id, judged.metric.id)
    trigger = picture.state.triggers.get(key)
    phase = Phase.INACTIVE if trigger is None else trigger.phase
    seen = observe(rule, judged.metric, judged.reading, judged.judgement, picture.now)
    if phase is Phase.INACTIVE:
        found = _resting(rule, judged, seen, picture.now)
    else:
        level = Level.BREACH if phase is Phase.FIRING else Level.OFF_TARGET
        found = _State(level, tr(phase.value), _amount(rule, judged.metric, seen))
    snooze = snooze_on(key, picture.state.snoozes, picture.now)
    if snooze is None:
        return found
    end = tr("it recovers") if snooze.until is None else coming(snooze.until, picture)
    return _State(found.level, found.word, tr("snoozed until {end}", end=end))


def _resting(rule: TriggerRule, judged: Judged, seen: Observation, now: float) -> _State:
    """Return the state of a rule that nothing has moved: calm only where it can see."""
    if seen.usable and (seen.n is None or seen.n >= rule.minimum_sample):
        return _State(Level.ON_TARGET, tr("calm"), _amount(rule, judged.metric, seen))
    return _State(Level.UNKNOWN, tr("cannot tell"), _blind(rule, judged, now))


def _blind(rule: TriggerRule, judged: Judged, now: float) -> str:
    """Return why a rule sees nothing that could move it."""
    if judged.trust is not Trust.FRESH:
        return level_word(judged)
    if rule.input is RuleInput.PACE_RATIO and judged.judgement.due is None:
        return tr("no start date")
    return hint(rule, judged.reading, now) or tr("too few samples")


def _amount(rule: TriggerRule, metric: Metric, seen: Observation) -> str:
    return "" if seen.value is None else wording.input_amount(rule, metric, seen.value)


def _mood(state: _State) -> Mood:
    return Mood.QUIET if state.level is Level.UNKNOWN else Mood.PLAIN


def _last(fired: Sequence[Episode], picture: Picture) -> str:
    if not fired:
        return tr("not fired yet")
    latest = max(episode.fired_at for episode in fired)
    return tr("last {at}", at=text.moment(latest, picture.now, picture.zone))


def _often(fired: Sequence[Episode], picture: Picture) -> str:
    since = picture.now - COUNTED_DAYS * _DAY_S
    count = sum(episode.fired_at >= since for episode in fired)
    if not fired:
        return ""
    times = text.counted(count, "time", "times")
    if not count:
        return tr("never in {days} days", days=COUNTED_DAYS)
    return tr("{times} in {days} days", times=times, days=COUNTED_DAYS)


def _order(rule: TriggerRule) -> str:
    """Return what the document orders; a rule that interrupts nobody says so."""
    order = text.clean(rule.action) or tr("no order")
    return order if rule.notify else tr("{order}, told to nobody", order=order)


def _by_key(episodes: Iterable[Episode]) -> Mapping[AlertKey, Sequence[Episode]]:
    fired: dict[AlertKey, list[Episode]] = {}
    for episode in episodes:
        fired.setdefault(episode.key, []).append(episode)
    return fired


def _for(hold_s: float) -> str:
    return tr(" for {span}", span=text.hold(hold_s)) if hold_s else ""
