"""A rule as a person tunes it: its numbers, what they did in the last month, and in words."""

from __future__ import annotations

import math
from datetime import datetime, tzinfo

from msgspec import Struct

from aux_monitor.domain.backtest import Backtest
from aux_monitor.domain.catalogue import Limit, Metric, RuleInput, TriggerRule
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.tuning import Tuning, tuning_of
from aux_monitor.presentation import text, wording
from aux_monitor.services.backtesting import LOOKED_BACK_S, LookedBack
from aux_monitor.settings.catalogue_rows import apart
from aux_monitor.settings.language import tr, tr_noop

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86_400.0
_LONGEST_HOLD_S = 400 * _DAY_S
_LARGEST = 1e12
_KNOWN_WHOLE = 0.98
_HOLD_IN_HOURS_FROM_S = 2 * _HOUR_S
_AXIS_DAYS = 7


class NumberView(Struct, frozen=True):
    """One number of a rule: what it is, as it is saved, its unit, and the step of its buttons."""

    label: str
    text: str
    unit: str
    step: float


class BarView(Struct, frozen=True):
    """An alert on the strip: from and to as shares of its length; a blip is drawn fainter."""

    since: float
    until: float
    blip: bool


class StripView(Struct, frozen=True):
    """When a rule fired, as bars and in words."""

    name: str
    words: str
    bars: tuple[BarView, ...]


class RuleView(Struct, frozen=True):
    """One rule of the open metric.

    ``numbers`` are the fire level, the clear level and the hold. ``changed`` says what the
    document has instead, empty where nothing was changed. ``tried`` belongs to the tuning
    ``tried_as``. ``basis`` says what the strips are made from; ``axis`` are the days under them,
    as shares of their length. ``failure`` stands where the strips cannot.
    """

    key: AlertKey
    title: str
    numbers: tuple[NumberView, NumberView, NumberView]
    saved: Tuning
    changed: str
    scale: float
    hold_unit_s: float
    today: StripView | None
    tried: StripView | None
    tried_as: Tuning | None
    basis: str
    axis: tuple[tuple[float, str], ...]
    failure: str


class Entered(Struct, frozen=True):
    """What stands in the three fields: a tuning, or a sentence for each field that is wrong."""

    tuning: Tuning | None
    faults: tuple[str, str, str]


def rule_view(
    rule: TriggerRule,
    shipped: TriggerRule | None,
    metric: Metric,
    looked: LookedBack | None,
    now: float,
    zone: tzinfo,
) -> RuleView:
    """Return a rule as its page shows it; ``shipped`` is None until it is known."""
    known = looked if looked is not None and looked.key.rule == rule.id else None
    today = None if known is None else known.today
    tried = None if known is None else known.tried
    result = today if tried is None else tried.result
    hold_unit_s = _HOUR_S if rule.hold_s >= _HOLD_IN_HOURS_FROM_S else _MINUTE_S
    scale = 100.0 if rule.input is RuleInput.PACE_RATIO else 1.0
    return RuleView(
        key=AlertKey(rule.id, metric.id),
        title=wording.subject(rule, metric),
        numbers=_numbers(rule, metric, scale, hold_unit_s),
        saved=tuning_of(rule),
        changed="" if shipped is None else changed_words(rule, shipped, metric),
        scale=scale,
        hold_unit_s=hold_unit_s,
        today=None if today is None else _strip(tr("In force"), today),
        tried=None if tried is None else _strip(tr(ENTERED), tried.result),
        tried_as=None if tried is None else tried.tuning,
        basis=LOOKING if result is None else basis_words(result, rule),
        axis=_axis(now, zone),
        failure="" if known is None else text.sentence(known.failure),
    )


ENTERED = tr_noop("As entered")
BLIPS = tr_noop(
    "A blip, drawn fainter, is over within one more hold: twice the hold would not tell it."
)
LOOKING = tr_noop("Looking back over the last 30 days…")


def entered(view: RuleView, fire: str, clear: str, hold: str) -> Entered:
    """Return what a person typed as a tuning, or what is wrong with it."""
    upper, lower, span = (_number(each) for each in (fire, clear, hold))
    not_a_number = tr("Enter a number.")
    faults = [not_a_number if each is None else "" for each in (upper, lower, span)]
    if upper is None or lower is None or span is None:
        return Entered(None, (faults[0], faults[1], faults[2]))
    hold_s = span * view.hold_unit_s
    if not 0 <= hold_s <= _LONGEST_HOLD_S:
        faults[2] = tr("From 0 to 400 days.")
    at_fire = Limit(view.saved.fire.comparison, upper / view.scale)
    at_clear = Limit(view.saved.clear.comparison, lower / view.scale)
    if not apart(at_fire, at_clear):
        where = wording.side(at_clear.comparison)
        faults[1] = tr("Must lie {where} {limit}.", where=where, limit=fire.strip())
    wrong = any(faults)
    tuning = None if wrong else Tuning(at_fire, at_clear, hold_s)
    return Entered(tuning, (faults[0], faults[1], faults[2]))


def compared(view: RuleView, found: Entered) -> StripView:
    """Return the strip of what stands in the fields, or words that say why it has no bars."""
    if found.tuning == view.saved:
        return StripView(tr(ENTERED), tr("change a number to compare"), ())
    if found.tuning is None:
        return StripView(tr(ENTERED), "", ())
    if view.tried is not None and view.tried_as == found.tuning:
        return view.tried
    return StripView(tr(ENTERED), tr("looking back…"), ())


def stepped(current: str, step: float) -> str:
    """Return a field's text after one press of a step button; what is no number stays."""
    value = _number(current)
    return current if value is None else _plain(value + step)


def changed_words(rule: TriggerRule, shipped: TriggerRule, metric: Metric) -> str:
    """Return what the document has where this rule has something else."""
    words = []
    if rule.fire != shipped.fire:
        words.append(wording.input_limit(shipped, metric, shipped.fire.value))
    if rule.clear != shipped.clear:
        limit = wording.input_limit(shipped, metric, shipped.clear.value)
        words.append(tr("clear at {limit}", limit=limit))
    if rule.hold_s != shipped.hold_s:
        words.append(tr("hold of {span}", span=text.hold(shipped.hold_s)))
    return tr("Changed from the document's {listed}.", listed=", ".join(words)) if words else ""


def result_words(result: Backtest) -> str:
    """Return a result in words: ``fires 3 times, 41 min in all, longest 22 min``."""
    count = len(result.episodes)
    if not count:
        return tr("never fires")
    if count == 1:
        words = tr("fires once, for {span}", span=text.duration(result.total_s))
    else:
        words = tr(
            "fires {n} times, {span} in all, longest {longest}",
            n=text.number(count, 0),
            span=text.duration(result.total_s),
            longest=text.duration(result.longest_s),
        )
    if result.blips == count:
        return f"{words}: {tr('a blip') if count == 1 else tr('all blips')}"
    return f"{words}, {text.counted(result.blips, 'blip', 'blips')}" if result.blips else words


def basis_words(result: Backtest, rule: TriggerRule) -> str:
    """Return what a result is made from, and what it cannot see."""
    if result.known_since is None:
        return tr("No history of this figure yet.")
    step = step_words(result.step_s)
    known_s = result.until - result.known_since
    if known_s < _KNOWN_WHOLE * LOOKED_BACK_S:
        words = tr("Only {span} of history, {step} values", span=text.duration(known_s), step=step)
    else:
        words = tr("On 30 days of {step} values", step=step)
    if result.covered < _KNOWN_WHOLE:
        words += tr(", {share} % of them there", share=math.floor(100 * result.covered))
    if result.step_s > rule.hold_s > 0:
        words += tr("; what is over between two of them is not seen")
    return f"{words}."


def step_words(seconds: float) -> str:
    """Return how far apart values are, as it stands before "values": ``15-minute``."""
    if seconds == _DAY_S:
        return tr("daily")
    if seconds == _HOUR_S:
        return tr("hourly")
    if seconds % _MINUTE_S == 0 and seconds < _HOUR_S:
        return tr("{n}-minute", n=f"{seconds / _MINUTE_S:.0f}")
    return f"{text.hold(seconds).replace(' ', '-')}"


def _numbers(
    rule: TriggerRule, metric: Metric, scale: float, hold_unit_s: float
) -> tuple[NumberView, NumberView, NumberView]:
    unit = _unit(rule, metric)
    fire, clear, hold = _texts(tuning_of(rule), scale, hold_unit_s)
    step = _step(rule.fire.value * scale)
    return (
        NumberView(tr("Fires {where}", where=wording.past(rule, rule.fire)), fire, unit, step),
        NumberView(tr("Clears {where}", where=wording.past(rule, rule.clear)), clear, unit, step),
        NumberView(tr("Held for"), hold, "h" if hold_unit_s == _HOUR_S else "min", 1.0),
    )


def _texts(tuning: Tuning, scale: float, hold_unit_s: float) -> tuple[str, str, str]:
    return (
        _plain(tuning.fire.value * scale),
        _plain(tuning.clear.value * scale),
        _plain(tuning.hold_s / hold_unit_s),
    )


def _unit(rule: TriggerRule, metric: Metric) -> str:
    match rule.input:
        case RuleInput.PACE_RATIO:
            return tr("% of pace")
        case RuleInput.WEEKDAY_DROP:
            return tr("% less")
        case _:
            return metric.unit.value


def _step(level: float) -> float:
    """Return a round step of about a hundredth to a fiftieth: 5 for 300, 1 for 90, 10 for 1,000."""
    rough = abs(level) / 60
    if not rough:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return power * max(times for times in (1, 2, 5) if times * power <= rough * (1 + 1e-9))


def _number(typed: str) -> float | None:
    try:
        value = float(typed.replace(",", "").replace("\N{MINUS SIGN}", "-").strip())
    except ValueError:
        return None
    return round(value, 6) if abs(value) <= _LARGEST else None


def _plain(value: float) -> str:
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _strip(name: str, result: Backtest) -> StripView:
    length = LOOKED_BACK_S
    bars = tuple(
        BarView(
            (each.fired_at - result.since) / length,
            ((result.until if each.ended_at is None else each.ended_at) - result.since) / length,
            each.blip,
        )
        for each in result.episodes
    )
    return StripView(name, result_words(result), bars)


def _axis(now: float, zone: tzinfo) -> tuple[tuple[float, str], ...]:
    """Return every seventh day back from today, as a share of the strip and its name."""
    today = text.day_start(now, zone)
    days = [today - index * _AXIS_DAYS * _DAY_S for index in range(5)]
    since = now - LOOKED_BACK_S
    return tuple(
        ((at - since) / LOOKED_BACK_S, text.day_of_month(datetime.fromtimestamp(at, zone)))
        for at in reversed(days)
        if at > since
    )
