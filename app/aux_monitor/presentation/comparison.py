"""What a fall is held against, in words: days with the same weekday, a survey with the one before.

A figure that cannot be compared, and a fall that may be noise, never fires: this says so.
"""

from __future__ import annotations

from datetime import UTC, datetime

from aux_monitor.domain.catalogue import Metric, RuleInput, TriggerRule
from aux_monitor.domain.drops import WEEKS, SurveyDrop, WeekdayDrop, survey_drop, weekday_drop
from aux_monitor.domain.reading import Dated, Reading
from aux_monitor.presentation import text
from aux_monitor.presentation.wording import falls
from aux_monitor.settings.language import tr, tr_noop, trn

_WEEKDAYS = tr_noop("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

_NOTHING = "0.0"


def comparison(rule: TriggerRule, metric: Metric, reading: Reading | None, now: float) -> str:
    """Return what a rule compares, without a full stop; empty where it compares nothing.

    ``Saturday 812, mean of the four Saturdays before 1,090: 25.5 % fewer``
    """
    if reading is None or reading.value is None or not falls(rule):
        return ""
    if rule.input is RuleInput.WEEKDAY_DROP:
        return _weekday_words(weekday_drop(reading, now), rule, metric)
    return _survey_words(survey_drop(reading), rule, metric)


def hint(rule: TriggerRule, reading: Reading | None, now: float) -> str:
    """Return the same in a few words for a tile: ``25.5 % below Saturdays``."""
    if reading is None or reading.value is None or not falls(rule):
        return ""
    if rule.input is RuleInput.WEEKDAY_DROP:
        return _weekday_hint(weekday_drop(reading, now), rule)
    return _survey_hint(survey_drop(reading), rule)


def _weekday_words(found: WeekdayDrop | None, rule: TriggerRule, metric: Metric) -> str:
    if found is None:
        return tr("learning: no day is complete yet")
    name = _weekday(found)
    day = f"{name} {text.measured(found.value, metric)}"
    percent = found.percent
    if found.mean is None or percent is None:
        return trn(
            "{day}; learning: {n} of the {four} {name}s before is missing",
            "{day}; learning: {n} of the {four} {name}s before are missing",
            found.missing,
            day=day,
            four=_four(),
            name=name,
        )
    mean = text.measured(found.mean, metric)
    words = tr(
        "{day}, mean of the {four} {name}s before {mean}: {change}",
        day=day,
        four=_four(),
        name=name,
        mean=mean,
        change=_change(percent),
    )
    return f"{words}{_too_few(round(found.mean), rule)}"


def _weekday_hint(found: WeekdayDrop | None, rule: TriggerRule) -> str:
    if found is None or found.percent is None or found.mean is None:
        return tr("learning")
    if round(found.mean) < rule.minimum_sample:
        return tr("too few to compare")
    shown = text.number(abs(found.percent), 1)
    if shown == _NOTHING:
        return tr("as {weekday}s before", weekday=_weekday(found))
    if found.percent < 0:
        return tr("{share} % above {weekday}s", share=shown, weekday=_weekday(found))
    return tr("{share} % below {weekday}s", share=shown, weekday=_weekday(found))


def _survey_words(found: SurveyDrop | None, rule: TriggerRule, metric: Metric) -> str:
    if found is None:
        return tr("learning: there is no survey before")
    survey = f"{_score(found.survey, metric)}{_answers(found.survey)}"
    before = tr(
        "{score} before{answers}",
        score=_score(found.before, metric),
        answers=_answers(found.before),
    )
    moved = f"{_points(found.points)}{_doubt(found, rule)}"
    return f"{text.clean(tr(metric.short_name), 60)} {survey}, {before}: {moved}"


def _survey_hint(found: SurveyDrop | None, rule: TriggerRule) -> str:
    if found is None:
        return tr("learning")
    if rule.fire.met_by(found.points):
        if not found.certain:
            return tr("within noise")
        if (found.answers or 0) < rule.minimum_sample:
            return tr("too few to compare")
    return _points(found.points)


def _doubt(found: SurveyDrop, rule: TriggerRule) -> str:
    """Return why a fall that is large enough counts for nothing, empty where it does count."""
    if not rule.fire.met_by(found.points):
        return ""
    if found.noise is None:
        return tr("; without both numbers of answers it may be noise")
    if not found.certain:
        n, band = text.number(found.answers or 0, 0), text.number(found.noise, 0)
        return tr("; within noise (n {n}: up to {band} points)", n=n, band=band)
    return _too_few(found.answers or 0, rule)


def _too_few(n: int, rule: TriggerRule) -> str:
    least = rule.minimum_sample
    return tr("; too few to judge, under {n}", n=text.number(least, 0)) if n < least else ""


def _change(percent: float) -> str:
    shown = text.number(abs(percent), 1)
    if shown == _NOTHING:
        return tr("as many")
    return f"{shown} % {tr('fewer') if percent > 0 else tr('more')}"


def _points(points: float) -> str:
    shown = text.short_number(abs(points))
    if shown == "0":
        return tr("as before")
    one = shown == "1"
    if points > 0:
        return tr("1 point down") if one else tr("{n} points down", n=shown)
    return tr("1 point up") if one else tr("{n} points up", n=shown)


def _score(one: Dated, metric: Metric) -> str:
    return text.number(one.value, metric.decimals)


def _answers(one: Dated) -> str:
    return "" if one.n is None else f" (n {text.number(one.n, 0)})"


def _weekday(found: WeekdayDrop) -> str:
    return tr(_WEEKDAYS).split()[datetime.fromtimestamp(found.day, UTC).weekday()]


def _four() -> str:
    return text.in_numbers(WEEKS)
