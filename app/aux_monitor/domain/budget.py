"""The error budget: how many failures an objective allows, how many are left, how fast they go.

Arithmetic and tiers after the SRE workbook, chapter 5 (https://sre.google/workbook/alerting-on-slos/).
Its 14.4x is not among the shipped tiers: with 95 % of the commands to succeed, the fastest burn
there can be is 20x, and 14.4x would mean that 72 % fail.

Decided here:

- The budget is for its whole window. Where the record is shorter, the window is taken to have
  begun with it, and what is still to come to bring as many commands: 5 % failures all along spend
  it exactly at the window's end.
- The present burn is that of ``forecast_s`` or, where a tier is reached and its long window burns
  faster, that of the tier. The forecast counts nothing that leaves the window meanwhile, and is
  not made beyond one window.
- A critical tier is a breach, any other off target, and so is a budget that is spent: then the
  objective is missed. None of them tells anybody: the document orders an action for its own
  triggers only, and the success rate below 90 % is one of them.
"""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.domain.catalogue import BudgetPlan, BurnTier, Severity
from aux_monitor.domain.level import Judgement, Level, Trust
from aux_monitor.domain.outcome import Outcome, Outcomes


class Burn(Struct, frozen=True):
    """How fast one span spent the budget; ``rate`` is None where no command ended in it."""

    window_s: float
    n: int
    rate: float | None

    def beyond(self, limit: float) -> bool:
        """Return whether the budget was spent faster than ``limit`` times."""
        return self.rate is not None and self.rate > limit


class Budget(Struct, frozen=True):
    """An error budget at one moment.

    ``spent`` is a share of the whole budget and may be more than 1. ``covered_s`` is how much of
    its window is recorded, with ``n`` commands of which ``failed`` failed. ``tier`` is the fastest
    one reached. ``ends_in_s`` is how long it lasts at the present burn: 0 when it is spent, None
    when it outlasts a whole window.
    """

    plan: BudgetPlan
    spent: float
    n: int
    failed: int
    covered_s: float
    burns: tuple[Burn, ...]
    tier: BurnTier | None
    present: Burn
    ends_in_s: float | None

    @property
    def left(self) -> float:
        """Return the share that is left, never less than 0."""
        return max(0.0, 1.0 - self.spent)

    @property
    def level(self) -> Level:
        """Return how good that is."""
        if self.tier is not None and self.tier.severity is Severity.CRITICAL:
            return Level.BREACH
        return Level.OFF_TARGET if self.tier is not None or self.spent >= 1.0 else Level.ON_TARGET

    def over(self, window_s: float) -> Burn:
        """Return the burn of one of the plan's windows."""
        return next(burn for burn in self.burns if burn.window_s == window_s)


def fastest_burn(objective: float) -> float:
    """Return the burn at which every command fails: 20 for an objective of 95 %."""
    return 100.0 / (100.0 - objective)


def windows_of(plan: BudgetPlan) -> tuple[float, ...]:
    """Return every span a plan looks at, shortest first."""
    tiers = [span for tier in plan.tiers for span in (tier.short_s, tier.long_s)]
    return tuple(sorted({*tiers, plan.forecast_s, plan.window_s}))


def assess(plan: BudgetPlan, outcomes: Outcomes) -> Budget | None:
    """Return the budget as the counts have it, None while there is no command to count."""
    whole = outcomes.over(plan.window_s)
    rate = _burn(whole, plan.objective).rate
    if rate is None:
        return None
    burns = tuple(_burn(outcomes.over(span), plan.objective) for span in windows_of(plan))
    covered_s = min(max(outcomes.recorded_s, 0.0), plan.window_s)
    spent = rate * covered_s / plan.window_s
    found = {burn.window_s: burn for burn in burns}
    tier = next((tier for tier in plan.tiers if _reached(tier, found, plan.minimum_sample)), None)
    present = found[plan.forecast_s]
    if tier is not None:
        present = max(present, found[tier.long_s], key=lambda burn: burn.rate or 0.0)
    ends_in_s = _ends_in_s(spent, present.rate, plan.window_s)
    return Budget(plan, spent, whole.n, whole.failed, covered_s, burns, tier, present, ends_in_s)


def _burn(outcome: Outcome, objective: float) -> Burn:
    failed = outcome.failed_percent
    rate = None if failed is None else failed / (100.0 - objective)
    return Burn(outcome.window_s, outcome.n, rate)


def _reached(tier: BurnTier, found: dict[float, Burn], minimum_sample: int) -> bool:
    long, short = found[tier.long_s], found[tier.short_s]
    return long.n >= minimum_sample and long.beyond(tier.burn) and short.beyond(tier.burn)


def _ends_in_s(spent: float, rate: float | None, window_s: float) -> float | None:
    if spent >= 1.0:
        return 0.0
    if not rate:
        return None
    ends_in_s = (1.0 - spent) * window_s / rate
    return ends_in_s if ends_in_s <= window_s else None


def judged(judgement: Judgement, budget: Budget | None) -> Judgement:
    """Return the judgement of the budget's metric: its trust as it is, its level by the tiers."""
    if budget is None:
        return judgement
    believed = judgement.trust is Trust.FRESH
    level = budget.level if believed else Level.UNKNOWN
    return Judgement(level, judgement.trust, budget.level, judgement.due)
