"""The error budget in words: how fast it goes, when it ends, and what its tiers watch for."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.domain.budget import Budget, Burn, fastest_burn
from aux_monitor.domain.catalogue import BudgetPlan, BurnTier, Severity
from aux_monitor.domain.level import Level, Trust
from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    PartView,
)
from aux_monitor.presentation.judged import Judged
from aux_monitor.presentation.views import (
    BarView,
    FigureView,
)
from aux_monitor.settings.language import tr, tr_noop

PARTS_TITLE = tr_noop("Burn by window")

_HOUR_S, _DAY_S = 3600.0, 86_400.0
_RATE_DECIMALS = 1
_SHARE_DECIMALS = 3
_LEVELS = {Severity.CRITICAL: Level.BREACH, Severity.WARNING: Level.OFF_TARGET}


def columns() -> tuple[str, str, str]:
    """Return the titles of the columns of ``parts_of``."""
    return tr("Window"), tr("Burn"), tr("Commands")


def about(seconds: float) -> str:
    """Return a forecast's span to the nearest unit that is fine enough: ``9 d``, ``31 h``."""
    for size, unit in ((_DAY_S, tr("d")), (_HOUR_S, "h")):
        if seconds >= 2 * size:
            return f"{text.number(seconds / size, 0)} {unit}"
    return f"{text.number(max(1.0, seconds / 60.0), 0)} min"


def rate_text(burn: Burn) -> str:
    """Return how fast a span spent the budget: ``2.1x``."""
    return text.NO_FIGURE if burn.rate is None else f"{text.number(burn.rate, _RATE_DECIMALS)}x"


def glance(judged: Judged) -> str:
    """Return a metric's figure for a sentence: of a budget that burns too fast, how fast.

    ``88.6 %``, ``burning at 2.1x``: 100 % may well be left when an hour's burn is past a tier.
    """
    budget = judged.budget
    if budget is None or budget.tier is None:
        return text.measured(judged.value, judged.metric)
    return tr("burning at {rate}", rate=rate_text(budget.present))


def end_text(budget: Budget) -> str:
    """Return when the budget ends at the present burn: ``ends in 9 d``."""
    if budget.ends_in_s is None:
        return tr("lasts")
    if budget.ends_in_s == 0.0:
        return tr("spent")
    return tr("ends in {span}", span=about(budget.ends_in_s))


def short_text(budget: Budget) -> str:
    """Return the line under the figure: ``2.1x, ends in 9 d``."""
    if budget.present.rate is None:
        span = text.hold(budget.present.window_s)
        return tr("spent") if budget.ends_in_s == 0.0 else tr("no commands for {span}", span=span)
    return f"{rate_text(budget.present)}, {end_text(budget)}"


def spoken_text(budget: Budget) -> str:
    """Return the same for a screen reader."""
    if budget.present.rate is None:
        return short_text(budget)
    rate = text.number(budget.present.rate, _RATE_DECIMALS)
    return tr("burning at {rate} times the allowed rate, {end}", rate=rate, end=end_text(budget))


def bar_of(budget: Budget) -> BarView:
    """Return the bar of what is left of the whole budget."""
    return BarView(value=round(budget.left, _SHARE_DECIMALS), due=None, next_target=1.0)


def record_text(budget: Budget) -> str:
    """Return what the budget was counted over, as a sentence."""
    plan = budget.plan
    whole = text.hold(plan.window_s)
    over = tr("the last {whole}", whole=whole)
    if budget.covered_s < plan.window_s:
        over = tr(
            "the {span} recorded, the beginning of its {whole}",
            span=about(budget.covered_s),
            whole=whole,
        )
    failed = text.number(budget.failed, 0)
    commands = text.counted(budget.n, "command", "commands")
    return tr(
        "{failed} of {commands} failed over {over}.", failed=failed, commands=commands, over=over
    )


def spent_text(budget: Budget) -> str:
    """Return how much of what the objective allows is spent, as a sentence."""
    plan = budget.plan
    allowed = text.short_number(100.0 - plan.objective)
    objective = f"{text.short_number(plan.objective)} %"
    spent = text.number(100.0 * budget.spent, 0)
    return tr(
        "The objective of {objective} lets {allowed} of 100 commands fail; "
        "{spent} % of that is spent.",
        objective=objective,
        allowed=allowed,
        spent=spent,
    )


def forecast_text(budget: Budget) -> str:
    """Return what the present burn leads to, as a sentence."""
    span = text.hold(budget.present.window_s)
    if budget.ends_in_s == 0.0:
        return tr("It is spent: the objective is missed until failures leave the window.")
    if budget.present.rate is None:
        return tr("No command ended in the last {span}: nothing is spent at present.", span=span)
    now = tr("At the burn of the last {span}, {rate},", span=span, rate=rate_text(budget.present))
    if budget.ends_in_s is None:
        whole = text.hold(budget.plan.window_s)
        return tr("{now} it lasts longer than {span}.", now=now, span=whole)
    end = about(budget.ends_in_s)
    return tr(
        "{now} it ends in {end}; what leaves the window meanwhile is not counted.", now=now, end=end
    )


def tier_text(tier: BurnTier, budget: Budget | None, plan: BudgetPlan) -> str:
    """Return a tier in words: what it watches for, and how its two windows stand."""
    success = text.short_number(100.0 * (1.0 - tier.burn / fastest_burn(plan.objective)))
    level = tr(_LEVELS[tier.severity].value)
    spans = tr(" and ").join(text.hold(span) for span in (tier.long_s, tier.short_s))
    words = tr(
        "{level} while success is below {success} % over {spans}, both",
        level=level,
        success=success,
        spans=spans,
    )
    if budget is None:
        return f"{words}."
    rates = tr(" and ").join(rate_text(budget.over(span)) for span in (tier.long_s, tier.short_s))
    reached = tr("reached") if tier is budget.tier else tr("not reached")
    thin = budget.over(tier.long_s).n < plan.minimum_sample
    few = tr(", fewer than {n} commands", n=text.number(plan.minimum_sample, 0)) if thin else ""
    return tr(
        "{words}; now {rates}{few}: {reached}.", words=words, rates=rates, few=few, reached=reached
    )


def facts_of(judged: Judged, plan: BudgetPlan | None) -> Iterable[tuple[str, str]]:
    """Yield the facts of the budget's page: what was counted, the forecast, every tier."""
    if plan is None or judged.metric.id != plan.metric:
        return
    budget = judged.budget
    if budget is not None:
        yield tr("Budget"), f"{spent_text(budget)} {record_text(budget)}"
        yield tr("Forecast"), forecast_text(budget)
    for tier in plan.tiers:
        yield tr("{burn}x burn", burn=text.short_number(tier.burn)), tier_text(tier, budget, plan)
    yield tr("Notice"), tr("none: it is shown, and interrupts nobody.")


def parts_of(judged: Judged) -> tuple[PartView, ...]:
    """Return a row for each window: its burn, its commands, and whether it is past its tier."""
    budget = judged.budget
    if budget is None:
        return ()
    return tuple(_part(burn, budget, judged.trust) for burn in budget.burns)


def _part(burn: Burn, budget: Budget, trust: Trust) -> PartView:
    level = _level(burn, budget) if trust is Trust.FRESH else Level.UNKNOWN
    rate = text.NO_FIGURE if burn.rate is None else text.number(burn.rate, _RATE_DECIMALS)
    unit = "" if burn.rate is None else "x"
    return PartView(
        name=tr("last {span}", span=text.hold(burn.window_s)),
        figure=FigureView(rate, unit),
        n=text.number(burn.n, 0),
        level=level,
    )


def _level(burn: Burn, budget: Budget) -> Level:
    """Return BREACH past the critical tier it is a window of, OFF_TARGET past the allowed rate."""
    if burn.rate is None:
        return Level.UNKNOWN
    critical = any(
        tier.severity is Severity.CRITICAL
        and burn.window_s in (tier.long_s, tier.short_s)
        and burn.beyond(tier.burn)
        for tier in budget.plan.tiers
    )
    if critical:
        return Level.BREACH
    return Level.OFF_TARGET if burn.rate >= 1.0 else Level.ON_TARGET
