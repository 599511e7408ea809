"""The KPI document as typed values: metrics, targets, alert thresholds and action triggers.

The figures themselves lie in ``resources/catalogue/*.toml``; no KPI's number stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NewType, assert_never

from msgspec import Struct

from aux_monitor.domain.reading import MetricId, Unit

RuleId = NewType("RuleId", str)
"""The catalogue's name of an alerting rule, such as ``response_time``."""

GateId = NewType("GateId", str)
"""The catalogue's name of a phase gate, such as ``phase_2_adoption``."""


class Comparison(Enum):
    """How a value is held against a limit. Strict, unless the document gives no operator."""

    LESS = "<"
    GREATER = ">"
    AT_LEAST = ">="
    AT_MOST = "<="

    def holds(self, value: float, limit: float) -> bool:
        """Return whether ``value`` stands in this relation to ``limit``."""
        match self:
            case Comparison.LESS:
                return value < limit
            case Comparison.GREATER:
                return value > limit
            case Comparison.AT_LEAST:
                return value >= limit
            case Comparison.AT_MOST:
                return value <= limit
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)


class Direction(Enum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Category(Enum):
    """The sections of the KPI document, in its order; the value is the heading shown."""

    NORTH_STAR = "North Star"
    ADOPTION = "Adoption"
    GEOGRAPHY = "Geography"
    PLATFORM = "Platform"
    PERFORMANCE = "Performance"
    SYSTEM = "System"
    EFFICIENCY = "Efficiency"
    CODE_QUALITY = "Code quality"
    RELIABILITY = "Reliability"
    SECURITY = "Security"
    ONBOARDING = "Onboarding"
    ENGAGEMENT = "Developer engagement"
    SUPPORT = "Support"
    COMMUNITY = "Community"
    CONTENT = "Content and education"
    ECOSYSTEM = "Ecosystem"
    MARKET = "Market"
    FINANCIAL = "Financial"
    PARTNERSHIP = "Partnerships"
    COMPETITIVE = "Feature parity"
    DIFFERENTIATION = "Differentiation"


class Cadence(Enum):
    """How often the document has a metric reviewed."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Stage(Enum):
    """The document's metric lifecycle."""

    PROPOSED = "proposed"
    TRIAL = "trial"
    BASELINE = "baseline"
    TARGET = "target"
    MONITORED = "monitored"
    SUNSET = "sunset"


class Growth(Enum):
    """The shape of the path from a baseline to a dated target, and from there to the next.

    The shipped catalogue has it exponential where the document's 12-month target is at least five
    times its 6-month one.
    """

    LINEAR = "linear"
    EXPONENTIAL = "exponential"


class Supply(Enum):
    """Which kind of source can fill a metric without a person typing it."""

    COLLECTOR = "collector"
    GITHUB = "github"
    NONE = "none"


class Limit(Struct, frozen=True):
    """A bound with its operator: ``< 150``."""

    comparison: Comparison
    value: float

    def met_by(self, value: float) -> bool:
        """Return whether ``value`` satisfies the bound, with the operator as written."""
        return self.comparison.holds(value, self.value)


class DatedTarget(Struct, frozen=True):
    """A target that is due ``months`` after the start date of the programme."""

    months: int
    limit: Limit


class Metric(Struct, frozen=True):
    """One row of the KPI document.

    ``target`` is the undated target; ``dated`` the 6- and 12-month ones, soonest first; ``alert``
    the threshold past which the metric is in breach. ``minimum_sample`` is the number of samples
    below which a value is shown but not judged. ``decimals`` is fixed so figures do not jump.
    ``baseline`` is where the path to the first dated target begins on the programme's first day.
    ``document`` is the row's name in the KPI document, empty for a metric that the document only
    implies (a trigger names it, or it is one part of a row).
    """

    id: MetricId
    name: str
    short_name: str
    definition: str
    definition_version: int
    category: Category
    unit: Unit
    decimals: int
    direction: Direction
    measurement: str
    cadence: Cadence
    stage: Stage
    supply: Supply
    document: str = ""
    target: Limit | None = None
    dated: tuple[DatedTarget, ...] = ()
    alert: Limit | None = None
    window_s: float | None = None
    minimum_sample: int = 0
    growth: Growth = Growth.LINEAR
    baseline: float = 0.0
    parts_of: MetricId | None = None


class Severity(Enum):
    """How urgently a firing rule asks for a person."""

    CRITICAL = "critical"
    WARNING = "warning"


class RuleInput(Enum):
    """What of its metric a rule looks at, and in what terms its limits are written.

    VALUE: the value, in the metric's unit. PACE_RATIO: the value as a share of what is due today
    (1 is on pace, 0.7 the document's "70% of target"). WEEKDAY_DROP: per cent below the mean of
    the last four same weekdays, complete UTC days only. DROP_FROM_PREVIOUS: the fall since the
    survey before, in the metric's unit.
    """

    VALUE = "value"
    PACE_RATIO = "pace_ratio"
    WEEKDAY_DROP = "weekday_drop"
    DROP_FROM_PREVIOUS = "drop_from_previous"


class TriggerRule(Struct, frozen=True):
    """An alerting rule: when it fires, when it clears, and what the document orders.

    It fires after ``fire`` has held for ``hold_s``, and resolves after ``clear`` has held for
    ``clear_hold_s``; between the two limits nothing changes. ``keep_firing_s`` is the least time
    an alert stays firing. ``gap_s`` is the longest silence between two samples that still counts
    toward a hold. ``condition`` and ``action`` are the document's texts, verbatim; the action is
    empty where it orders none: such a rule is shown but interrupts nobody unless ``notify`` is
    set. ``metrics`` has more than one entry where one rule watches a group ("adoption"): each is
    judged by itself.
    """

    id: RuleId
    name: str
    metrics: tuple[MetricId, ...]
    input: RuleInput
    fire: Limit
    clear: Limit
    hold_s: float
    clear_hold_s: float
    keep_firing_s: float
    gap_s: float
    minimum_sample: int
    severity: Severity
    condition: str
    action: str
    notify: bool


class Gate(Struct, frozen=True):
    """One success criterion of a phase that can be computed: a share of targets to be met.

    ``phase`` and ``condition`` are the document's texts, verbatim; the phase lies in the months
    ``from_month`` to ``to_month`` of the programme. It counts the targets of its ``categories``
    and ``metrics``; of everything where it names neither. ``share`` is more than 0, at most 1.
    """

    id: GateId
    name: str
    phase: str
    condition: str
    share: float
    from_month: int
    to_month: int
    categories: tuple[Category, ...] = ()
    metrics: tuple[MetricId, ...] = ()


class BurnTier(Struct, frozen=True):
    """How fast an error budget may be spent before somebody should look.

    ``burn`` is a multiple of the rate that spends the budget exactly over its window. A tier is
    reached while both windows burn faster: the long one proves it, the short one that it goes on.
    """

    burn: float
    long_s: float
    short_s: float
    severity: Severity


class BudgetPlan(Struct, frozen=True):
    """The failures an objective allows: ``100 - objective`` per cent of the commands.

    ``metric`` is what is left of it, ``target_of`` the metric whose target is the objective, in
    per cent. ``window_s`` is the span it is for, ``forecast_s`` the one whose burn is taken for
    the present one. ``tiers`` stand in order, the fastest first. Under ``minimum_sample``
    commands nothing is judged.
    """

    metric: MetricId
    target_of: MetricId
    objective: float
    window_s: float
    forecast_s: float
    minimum_sample: int
    tiers: tuple[BurnTier, ...]


class Catalogue(Struct, frozen=True):
    """Every metric, rule and phase gate, in the document's order, and the error budget."""

    metrics: Mapping[MetricId, Metric]
    rules: Mapping[RuleId, TriggerRule]
    gates: Mapping[GateId, Gate] = MappingProxyType({})
    budget: BudgetPlan | None = None
