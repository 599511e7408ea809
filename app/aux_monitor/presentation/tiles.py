"""A metric's quiet tile."""

from __future__ import annotations

import math
from typing import assert_never

from msgspec.structs import replace

from aux_monitor.domain.catalogue import DatedTarget
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation import budget as budget_words
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.prospect import landing_text, next_target, spoken_landing
from aux_monitor.presentation.views import BarView, FigureView, TileView

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
            return f"cached {judged.known}"
        case Trust.STALE:
            return f"stale {judged.age}"
        case Trust.LOW_TRAFFIC:
            n = judged.reading.n if judged.reading is not None else None
            return f"low traffic n {n or 0}"
        case Trust.LEARNING:
            return "learning" if is_partial(judged) else "awaiting"
        case Trust.OFFLINE | Trust.NO_DATA | Trust.NOT_CONNECTED:
            word: str = judged.trust.value
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
        return "no start date" if judged.metric.dated else "no target"
    pending = judged.level is Level.BREACH and judged.phase is Phase.PENDING
    return "pending" if pending else judged.level.value


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
    return "" if share is None else f"{text.number(math.floor(round(100 * share, 6)), 0)} % of pace"


def bar(judged: Judged, upcoming: DatedTarget | None) -> BarView | None:
    """Return the bar of a dated target: its length is the target ahead, or a value past that."""
    if judged.budget is not None:
        return budget_words.bar_of(judged.budget)
    if upcoming is None or judged.value is None or upcoming.limit.value <= 0:
        return None
    goal = upcoming.limit.value
    length = max(goal, judged.value)
    due = judged.judgement.due
    return BarView(
        value=_share(judged.value, length),
        due=None if due is None else _share(due, length),
        next_target=_share(goal, length),
    )


def _share(value: float, length: float) -> float:
    return round(min(1.0, max(0.0, value / length)), _SHARE_DECIMALS)


def accessible(judged: Judged, shown: FigureView, word: str, now: float) -> str:
    """Return the whole state in one sentence; the age is left out, for it changes by itself."""
    metric, due = judged.metric, judged.judgement.due
    value = "" if judged.value is None else text.spelled(shown, metric.unit)
    on_path = "" if due is None else f"{text.measured(due, metric)} due today"
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
        lines.append(f"Source: {judged.condition.name}{_sample(judged)}")
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
