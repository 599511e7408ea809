"""A metric's own page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric, Supply, TriggerRule
from aux_monitor.domain.entry_readings import GOOD_FOR_S
from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import SourceStatus
from aux_monitor.presentation import budget as budget_words
from aux_monitor.presentation import text, wording
from aux_monitor.presentation.beside import sources
from aux_monitor.presentation.charts import curve_of
from aux_monitor.presentation.comparison import comparison
from aux_monitor.presentation.detail_views import (
    ChangeView,
    DetailRange,
    DetailView,
    FactView,
)
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.outlook import history_shown, with_outlook
from aux_monitor.presentation.parts import parts
from aux_monitor.presentation.period import change, earlier_line
from aux_monitor.presentation.plots import marks_of, plot
from aux_monitor.presentation.prospect import path_facts
from aux_monitor.presentation.tiles import marked, pace_hint, tile
from aux_monitor.presentation.views import (
    PlotView,
)
from aux_monitor.settings.language import tr, tr_noop


class Compared(Struct, frozen=True):
    """The period before is wanted; ``before`` is what is known of it by now."""

    before: Series | None


_PART_OF = {Supply.COLLECTOR: tr_noop("Method"), Supply.GITHUB: tr_noop("Repository")}
"""What the parts of a figure are, by who supplies it."""

_MINUTE_S = 60.0
_OFTEN_S = 30 * 86_400.0


def detail(
    picture: Picture,
    metric: MetricId,
    span: DetailRange,
    series: Series | None,
    compared: Compared | None = None,
) -> DetailView | None:
    """Return a metric's page with ``series`` as its history; None for one no longer known.

    With ``compared`` the period before is laid over it.
    """
    judged = picture.metrics.get(metric)
    if judged is None:
        return None
    series = history_shown(judged, span, series)
    if compared is not None:
        compared = Compared(history_shown(judged, span, compared.before))
    plotted = detail_plot(judged, picture, span, series, compared)
    shown = DetailView(
        tile=marked(
            tile(judged, picture.now, picture.state.programme_start), demo=picture.state.demo
        ),
        range=span,
        plot=plotted,
        empty=emptiness(judged, span, series),
        facts=tuple(FactView(label, words) for label, words in facts(judged, picture) if words),
        parts=parts(judged),
        by_hand=by_hand(judged.metric, picture.state),
        compared=compared is not None,
        change=change_of(judged, plotted, span, series, compared),
        sources=sources(judged, picture),
        columns=(tr(_PART_OF.get(judged.metric.supply, "Part")), tr("Value"), tr("Samples")),
    )
    if judged.budget is None:
        return shown
    windows = budget_words.parts_of(judged)
    return replace(
        shown,
        parts=windows,
        parts_title=tr(budget_words.PARTS_TITLE),
        columns=budget_words.columns(),
    )


def by_hand(metric: Metric, state: AppState) -> bool:
    """Return whether no connected source fills a metric, so that its figures can be entered."""
    return all(status.kind != metric.supply.value for status in state.sources.values())


def first_range(metric: Metric | None, state: AppState) -> DetailRange:
    """Return the span a page opens with: the last hour, or one that holds several entries."""
    if metric is None or not by_hand(metric, state):
        return DetailRange.HOUR
    return DetailRange.MONTH if GOOD_FOR_S[metric.cadence] < _OFTEN_S else DetailRange.YEAR


def detail_plot(
    judged: Judged,
    picture: Picture,
    span: DetailRange,
    series: Series | None,
    compared: Compared | None = None,
) -> PlotView:
    """Return the plot: its history ends now, to the step of the series, so that silence shows.

    Over long spans a dated metric's path and forecast stand beside it.
    """
    step_s = series.step_s if series is not None else _MINUTE_S
    until = picture.now - picture.now % step_s
    start = picture.state.programme_start
    curve = curve_of(judged, judged.metric.short_name, picture.now, start, series)
    since = until - span.seconds
    earlier = None if compared is None else earlier_line(compared.before, since, until, span)
    marks = marks_of(picture.state)
    drawn = plot([curve], since, until, picture.state.releases, marks, earlier)
    return with_outlook(drawn, judged, span, start)


def change_of(
    judged: Judged,
    plotted: PlotView,
    span: DetailRange,
    series: Series | None,
    compared: Compared | None,
) -> ChangeView | None:
    """Return what became of the figure since the period before, None unless it is asked for."""
    if compared is None:
        return None
    since = plotted.since
    return change(judged.metric, series, compared.before, since, since + span.seconds, span)


def emptiness(judged: Judged, span: DetailRange, series: Series | None) -> str:
    """Return the sentence that replaces a plot with nothing to draw, empty when there is any."""
    if series is not None and any(value is not None for value in series.values):
        return ""
    if judged.trust is Trust.NOT_CONNECTED:
        return tr("Not connected: no source that is set up measures this.")
    if judged.failure:
        return judged.failure
    return tr("Nothing recorded in the last {span}.", span=tr(span.value))


def facts(judged: Judged, picture: Picture) -> Iterable[tuple[str, str]]:
    """Yield labels and texts, the document's words first; an empty text is left out."""
    metric = judged.metric
    yield (
        tr("Definition"),
        tr(
            "{definition} (version {version})",
            definition=text.clean(metric.definition, 800),
            version=metric.definition_version,
        ),
    )
    yield tr("In the document"), text.clean(metric.document)
    yield tr("Measurement"), text.clean(metric.measurement)
    yield tr("Target"), targets_text(judged)
    yield from path_facts(
        metric,
        judged.judgement.due,
        pace_hint(judged),
        judged.prospect,
        picture.now,
        picture.state.programme_start,
    )
    yield tr("Alert"), limit_words(metric)
    for rule in picture.catalogue.rules.values():
        if metric.id in rule.metrics:
            yield tr("Rule"), rule_text(rule, metric)
            compared = comparison(rule, metric, judged.reading, picture.now)
            yield tr("Compared"), text.sentence(compared)
    yield from budget_words.facts_of(judged, picture.catalogue.budget)
    yield from source_facts(judged, picture)
    window_s = metric.window_s
    span = "" if window_s is None else tr("the last {span}", span=text.hold(window_s))
    yield tr("Window"), span
    yield tr("Sample"), sample_text(judged)
    if judged.reading is not None:
        yield tr("Note"), text.clean(judged.reading.note)
    cadence, stage = tr(metric.cadence.value), tr(metric.stage.value)
    yield tr("Review"), tr("{cadence}, stage: {stage}", cadence=cadence, stage=stage)


def limit_words(metric: Metric) -> str:
    """Return the alert threshold with its unit, empty where there is none."""
    return "" if metric.alert is None else text.bound(metric.alert, metric.unit, with_unit=True)


def targets_text(judged: Judged) -> str:
    """Return every target of a metric."""
    metric = judged.metric
    words = []
    if metric.target is not None:
        words.append(text.bound(metric.target, metric.unit, with_unit=True))
    words.extend(
        tr(
            "{limit} after {months} months",
            limit=text.bound(target.limit, metric.unit, with_unit=True),
            months=target.months,
        )
        for target in metric.dated
    )
    return " · ".join(words)


def rule_text(rule: TriggerRule, metric: Metric) -> str:
    """Return a rule in words: condition, patience, what ends it, what the document orders."""
    limit = wording.input_limit(rule, metric, rule.fire.value)
    condition = f"{wording.past(rule, rule.fire)} {limit}, {wording.hold_text(rule)}"
    order = tr(" Then: {action}", action=text.sentence(rule.action)) if rule.action else ""
    sample = f" {wording.needs_text(rule)}" if rule.minimum_sample else ""
    return tr(
        "Fires {condition}. {clears}{sample}{order}",
        condition=condition,
        clears=wording.clears_text(rule, metric),
        sample=sample,
        order=order,
    )


def source_facts(judged: Judged, picture: Picture) -> Iterable[tuple[str, str]]:
    """Yield where the value comes from, and what went wrong there last."""
    if judged.condition is None:
        yield tr("Source"), tr("not connected")
        return
    status = picture.state.sources[judged.condition.source]
    if status.last_good_at is None:
        yield (
            tr("Source"),
            tr(
                "{name}, no answer yet{known}",
                name=judged.condition.name,
                known=_known(judged, picture),
            ),
        )
    else:
        at = text.moment(status.last_good_at, picture.now, picture.zone)
        yield (
            tr("Source"),
            tr(
                "{name}, last good answer {at} ({age} ago)",
                name=judged.condition.name,
                at=at,
                age=judged.condition.age,
            ),
        )
    yield tr("Last error"), _last_error(judged, status, picture)
    if status.next_poll_at is not None:
        wait = max(0.0, status.next_poll_at - picture.now)
        yield (
            tr("Next poll"),
            tr("within a minute") if wait < _MINUTE_S else tr("in {age}", age=text.age(wait)),
        )


def _last_error(judged: Judged, status: SourceStatus, picture: Picture) -> str:
    """Return what went wrong last, with the time since which it has."""
    said = judged.failure or text.sentence(status.error)
    if not said or status.failing_since is None:
        return said
    return tr(
        "{said} Since {at}.",
        said=said,
        at=text.moment(status.failing_since, picture.now, picture.zone),
    )


def _known(judged: Judged, picture: Picture) -> str:
    """Return from when a figure of an earlier run is, empty for any other."""
    at = None if judged.reading is None else picture.state.known_at.get(judged.reading.source)
    if at is None:
        return ""
    return tr("; the figure was cached {at}", at=text.moment(at, picture.now, picture.zone))


def sample_text(judged: Judged) -> str:
    """Return the sample size, and the least one that is judged."""
    least = judged.metric.minimum_sample
    n = judged.reading.n if judged.reading is not None else None
    if n is None:
        return ""
    words = f"n {text.number(n, 0)}"
    return tr("{words}, judged from {n}", words=words, n=text.number(least, 0)) if least else words
