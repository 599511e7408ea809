"""A span held against the one before it: the earlier curve, and what became of the figure.

A percentile cannot be averaged and a mean of means is none, so the two spans are compared by the
median of the values drawn, which claims no more than it says; a count that stands (stars) by its
newest value.
"""

from __future__ import annotations

from statistics import median

from aux_monitor.domain.catalogue import Direction, Metric
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import Series, Unit
from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    ChangeView,
    DetailRange,
)
from aux_monitor.presentation.views import (
    LineColour,
    LineView,
)
from aux_monitor.settings.language import tr

_THIN = 0.5
"""A period of which less than this share of the other one's steps is known is called thin."""


def earlier_line(
    before: Series | None, since: float, until: float, span: DetailRange
) -> LineView | None:
    """Return the period before, laid over ``since`` to ``until``; None where nothing is known."""
    shift = span.seconds
    found = _within(before, since - shift, until - shift)
    if found is None:
        return None
    name = tr("{span} before", span=tr(span.value))
    return LineView(
        name,
        LineColour.EARLIER,
        found.start + shift,
        found.step_s,
        found.values,
        dashed=True,
        shift_s=shift,
    )


def change(
    metric: Metric,
    shown: Series | None,
    before: Series | None,
    since: float,
    until: float,
    span: DetailRange,
) -> ChangeView:
    """Return what became of a metric from one span to the next, good or bad by its direction.

    Worse is only said to be so while the target is missed as well: a figure inside its target is
    not held against anybody.
    """
    now = _within(shown, since, until)
    then = _within(before, since - span.seconds, until - span.seconds)
    if then is None:
        return ChangeView(
            Level.UNKNOWN, tr("Nothing recorded in the {span} before.", span=tr(span.value))
        )
    if now is None:
        return ChangeView(
            Level.UNKNOWN, tr("Nothing recorded in the last {span}.", span=tr(span.value))
        )
    value, earlier = _stands_for(metric, now), _stands_for(metric, then)
    words = f"{_kind(metric)} {text.measured(value, metric)}, "
    words += tr(
        "{span} before {figure}", span=tr(span.value), figure=text.measured(earlier, metric)
    )
    level, moved = _moved(metric, value, earlier)
    thin = tr(" (little was recorded then)") if _known(then) < _THIN * _known(now) else ""
    return ChangeView(level, f"{words}: {moved}{thin}")


def _moved(metric: Metric, value: float, earlier: float) -> tuple[Level, str]:
    """Return whether a change is good, and how large it is in absolute and relative terms."""
    difference = round(value - earlier, metric.decimals)
    if not difference:
        return Level.UNKNOWN, tr("no change")
    amount = text.amount(abs(difference), metric.unit, metric.decimals)
    if metric.unit in (Unit.PERCENT, Unit.PERCENT_LEFT):
        amount = tr("{n} points", n=text.number(abs(difference), metric.decimals))
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    share = text.number(abs(100 * difference / earlier), 1) if earlier else ""
    relative = f" ({sign}{share} %)" if share else ""
    words = f"{amount} {tr('more') if difference > 0 else tr('less')}{relative}"
    if (difference > 0) is (metric.direction is Direction.HIGHER):
        return Level.ON_TARGET, tr("{words}, better", words=words)
    if metric.target is not None and metric.target.met_by(value):
        return Level.UNKNOWN, tr("{words}, still on target", words=words)
    return Level.OFF_TARGET, tr("{words}, worse", words=words)


def _stands_for(metric: Metric, series: Series) -> float:
    known = [value for value in series.values if value is not None]
    return known[-1] if _stands(metric) else median(known)


def _kind(metric: Metric) -> str:
    return tr("Now") if _stands(metric) else tr("Median")


def _stands(metric: Metric) -> bool:
    """Return whether a metric is a level that stands rather than something measured anew."""
    return metric.window_s is None or bool(metric.dated)


def _known(series: Series) -> int:
    return sum(value is not None for value in series.values)


def _within(series: Series | None, since: float, until: float) -> Series | None:
    """Return the part of a series inside ``since`` to ``until``; None where it has no value."""
    if series is None:
        return None
    inside = [
        index
        for index in range(len(series.values))
        if since <= series.start + index * series.step_s <= until
    ]
    if not inside or all(series.values[index] is None for index in inside):
        return None
    start = series.start + inside[0] * series.step_s
    return Series(start, series.step_s, series.values[inside[0] : inside[-1] + 1])
