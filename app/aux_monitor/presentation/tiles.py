"""A metric's quiet tile."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Category, DatedTarget
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation import budget as budget_words
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.prospect import landing_text, next_target, spoken_landing
from aux_monitor.presentation.views import BarView, FigureView, TileView
from aux_monitor.settings.language import tr

_UNBELIEVED = frozenset({Trust.CACHED, Trust.STALE, Trust.OFFLINE, Trust.LEARNING})
_SHARE_DECIMALS = 3


def tile(judged: Judged, now: float, programme_start: float | None) -> TileView:
    """Return the tile of one metric."""
    metric = judged.metric
    shown = text.figure(judged.value, metric.unit, metric.decimals)
    upcoming = next_target(metric, now, programme_start)
    word = level_word(judged)
    return TileView(
        metric=metric.id,
        name=judged.words.short_name,
        figure=shown,
        level=shown_level(judged),
        trust=judged.trust,
        word=word,
        foot=foot(judged, upcoming),
        age=judged.age,
        hint=hint(judged, now),
        spark=judged.series.values if judged.series is not None else (),
        spark_limit=metric.target.value if metric.target is not None else None,
        bar=bar(judged, upcoming),
        dimmed=is_dimmed(judged),
        pending=judged.phase is Phase.PENDING,
        accessible=accessible(judged, shown, word, now),
        tooltip=tooltip(judged),
        note=landing_text(judged.prospect),
        large=metric.category is Category.NORTH_STAR and bool(metric.dated),
    )


def marked(view: TileView, *, demo: bool) -> TileView:
    """Return the tile with the demonstration's mark, in its name too; nothing shown, no mark."""
    if not demo or view.trust is Trust.NOT_CONNECTED:
        return view
    return replace(view, demo=True, accessible=f"{view.accessible}, demonstration")


def foot(judged: Judged, upcoming: DatedTarget | None) -> str:
    """Return the target text; it names the unit where there is no figure to show it."""
    if judged.budget is not None:
        return budget_words.short_text(judged.budget)
    words = judged.words
    limits = words.foot if judged.value is not None else words.foot_with_unit
    if upcoming is None:
        return limits
    path = text.dated_text(judged.metric, judged.judgement.due, upcoming.months)
    return f"{path} · {limits}" if limits else path


def is_dimmed(judged: Judged) -> bool:
    """Return whether the figure is shown although it cannot be believed any more.

    A figure over part of its window is true of what it covers: not judged, and not dimmed.
    """
    return judged.trust in _UNBELIEVED and judged.value is not None and not is_partial(judged)


def is_partial(judged: Judged) -> bool:
    """Return whether a fresh source gives this figure over part of its window as yet."""
    fresh = judged.condition is not None and judged.condition.trust is Trust.FRESH
    return judged.trust is Trust.LEARNING and fresh and judged.value is not None


def level_word(judged: Judged) -> str:
    """Return the word beside the shape: the level's while it can be believed, or the trust's.

    A breach whose alert still waits out its hold is called pending.
    """
    match judged.trust:
        case Trust.FRESH:
            return _fresh_word(judged)
        case Trust.CACHED:
            return tr("cached {at}", at=judged.known)
        case Trust.STALE:
            return tr("stale {age}", age=judged.age)
        case Trust.LOW_TRAFFIC:
            n = judged.reading.n if judged.reading is not None else None
            return tr("low traffic n {n}", n=n or 0)
        case Trust.LEARNING:
            return tr("learning") if is_partial(judged) else tr("awaiting")
        case Trust.OFFLINE | Trust.NO_DATA | Trust.NOT_CONNECTED:
            word: str = tr(judged.trust.value)
            return word
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def shown_level(judged: Judged) -> Level:
    """Return the level, BREACH for a metric without one while its alert fires.

    Daily users have no target to be held against, and a fall of them is an alarm all the same.
    """
    return Level.BREACH if _fires_without_level(judged) else judged.level


def _fires_without_level(judged: Judged) -> bool:
    fires = judged.phase is Phase.FIRING and judged.trust is Trust.FRESH
    return fires and judged.level is Level.UNKNOWN


def _fresh_word(judged: Judged) -> str:
    if _fires_without_level(judged):
        return Phase.FIRING.value
    if judged.level is Level.UNKNOWN:
        return tr("no start date") if judged.metric.dated else tr("no target")
    pending = judged.level is Level.BREACH and judged.phase is Phase.PENDING
    return tr("pending") if pending else tr(judged.level.value)


def pace(judged: Judged) -> float | None:
    """Return the value as a share of what is due today; None without a dated path."""
    due = judged.judgement.due
    if judged.value is None or due is None or due <= 0:
        return None
    return judged.value / due


def hint(judged: Judged, now: float) -> str:
    """Return how a figure compares: with its pace, or with the figures before it."""
    return pace_hint(judged) or fall_hint(judged, now)


def fall_hint(judged: Judged, now: float) -> str:
    """Return how far a believed figure fell, where a rule asks; or why that cannot be said."""
    falls = judged.words.falls
    if falls is None or judged.trust is not Trust.FRESH:
        return ""
    from aux_monitor.presentation import comparison  # noqa: PLC0415 - not before a first answer

    return comparison.hint(falls, judged.reading, now)


def pace_hint(judged: Judged) -> str:
    """Return ``78 % of pace`` for a metric with a dated target, else nothing.

    Rounded down: what falls short of its pace must not read as 100 %.
    """
    share = pace(judged)
    if share is None:
        return ""
    return tr("{share} % of pace", share=text.number(math.floor(round(100 * share, 6)), 0))


def bar(judged: Judged, upcoming: DatedTarget | None) -> BarView | None:
    """Return the bar of a dated target.

    Every dated target ends a stretch of the bar, all of them equally long: so the next one can be
    told from afar even where the last is ten times as high. A value past the last one fills it.
    """
    if judged.budget is not None:
        return budget_words.bar_of(judged.budget)
    if upcoming is None or judged.value is None or upcoming.limit.value <= 0:
        return None
    ends = _ends(judged.metric.dated)
    length = max(1.0, _along(judged.value, ends))
    due = judged.judgement.due
    others = [target.limit.value for target in judged.metric.dated if target is not upcoming]
    return BarView(
        value=_share(_along(judged.value, ends), length),
        due=None if due is None else _share(_along(due, ends), length),
        next_target=_share(_along(upcoming.limit.value, ends), length),
        others=tuple(_share(_along(value, ends), length) for value in others),
    )


def _ends(dated: Sequence[DatedTarget]) -> Sequence[float]:
    """Return where the stretches end: at each target that is higher than the one before."""
    ends: list[float] = []
    for target in dated:
        if target.limit.value > (ends[-1] if ends else 0.0):
            ends.append(target.limit.value)
    return ends


def _along(value: float, ends: Sequence[float]) -> float:
    """Return how far along equally long stretches a value lies; 1 is the last end."""
    begin = 0.0
    for index, end in enumerate(ends):
        if value <= end or end == ends[-1]:
            return (index + (value - begin) / (end - begin)) / len(ends)
        begin = end
    return 0.0


def _share(value: float, length: float) -> float:
    return round(min(1.0, max(0.0, value / length)), _SHARE_DECIMALS)


def accessible(judged: Judged, shown: FigureView, word: str, now: float) -> str:
    """Return the whole state in one sentence; the age is left out, for it changes by itself."""
    metric, due = judged.metric, judged.judgement.due
    value = "" if judged.value is None else text.spelled(shown, metric.unit)
    on_path = "" if due is None else tr("{amount} due today", amount=text.measured(due, metric))
    bound_for = spoken_landing(judged.prospect)
    burn = "" if judged.budget is None else budget_words.spoken_text(judged.budget)
    fall = fall_hint(judged, now)
    target = judged.words.spoken_target
    parts = (judged.words.name, value, word, fall, target, on_path, bound_for, burn)
    return ", ".join(filter(None, parts))


def tooltip(judged: Judged) -> str:
    """Return what stands behind the figure: definition, source, sample and any trouble."""
    lines = [judged.words.definition]
    if judged.condition is not None:
        lines.append(
            tr("Source: {name}{sample}", name=judged.condition.name, sample=_sample(judged))
        )
    if judged.reading is not None and judged.reading.note:
        lines.append(text.clean(judged.reading.note))
    if judged.budget is not None:
        lines.append(budget_words.record_text(judged.budget))
        lines.append(budget_words.forecast_text(judged.budget))
    if judged.failure:
        lines.append(judged.failure)
    return "\n".join(lines)


def _sample(judged: Judged) -> str:
    if judged.reading is None or judged.reading.n is None:
        return ""
    return f", n {text.number(judged.reading.n, 0)}"
