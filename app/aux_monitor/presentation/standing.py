"""Where everything stands, in one level and a few lists: what ribbon, tray and check agree on.

The overall level, first match wins:

1. BREACH: a metric past its alert threshold, or an alert that fires (a fire whose source has
   gone silent since still counts: silence proves no recovery).
2. UNKNOWN: no source is enabled, one of them is not fresh (silent, awaited, offline), or the
   program itself is at fault: what it shows may then be wrong.
3. OFF_TARGET: a metric off target, or an alert pending or recovering. While its alert still
   waits out the hold a breach counts here: most blips end inside it.
4. UNKNOWN: a connected metric cannot be judged for a reason that matters, or none can.
5. ON_TARGET.

The error budget is never counted as a breach, only as off target, whatever tier is reached: it
tells nobody and looks back for hours, so after an incident its tile is red for a while although
the success rate, which is alarmed about, has recovered.

What matters: a value with too few samples behind it, one whose source refuses it now, and a
missing value of a *watched* metric (one with an alert threshold or a rule). What does not: an
unwatched metric with nothing to measure (no failure yet means no time to recovery), a metric
without a target, or one whose dated path has no start date. Those are only counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum, auto

from msgspec import Struct

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation.judged import Condition, Judged, Picture, blind


class Group(Enum):
    """How one metric counts.

    ``FROZEN`` fires while it cannot be believed; ``DOUBTFUL`` cannot be judged, and that matters.
    """

    BREACH = auto()
    FROZEN = auto()
    OFF_TARGET = auto()
    DOUBTFUL = auto()
    ON_TARGET = auto()
    WITHOUT_LEVEL = auto()
    WITHOUT_DATA = auto()
    NOT_CONNECTED = auto()


class Standing(Struct, frozen=True):
    """The overall level, the metrics of each group (most urgent first), and the silent sources.

    ``pending`` and ``recovering`` are the metrics with such an alert, whatever their group;
    ``fault`` says that something of the program itself broke. ``partial`` are telemetry sources
    that answer without all of their data: what they give is no proof of anything good.
    """

    level: Level
    groups: Mapping[Group, tuple[Judged, ...]]
    pending: tuple[Judged, ...]
    recovering: tuple[Judged, ...]
    blind: tuple[Condition, ...]
    fault: bool
    partial: tuple[Condition, ...] = ()


def stand(picture: Picture) -> Standing:
    """Return where everything stands."""
    watched = picture.guide.watched
    ordered = [picture.metrics[metric] for metric in picture.guide.by_urgency]
    sorted_in: dict[Group, list[Judged]] = {group: [] for group in Group}
    for judged in ordered:
        sorted_in[group_of(judged, watched)].append(judged)
    groups = {group: tuple(found) for group, found in sorted_in.items()}
    pending = tuple(judged for judged in ordered if judged.phase is Phase.PENDING)
    recovering = tuple(judged for judged in ordered if judged.phase is Phase.RECOVERING)
    silent = blind(picture.conditions)
    fault = ProblemTopic.PROGRAM in picture.state.problems
    seeing = bool(picture.conditions) and not silent and not fault
    level = overall(groups, seeing=seeing, moving=bool(pending or recovering))
    partial = tuple(c for c in picture.conditions if c.warned and c.kind == "collector")
    if partial and level is Level.ON_TARGET:
        level = Level.UNKNOWN
    return Standing(level, groups, pending, recovering, silent, fault, partial)


def overall(groups: Mapping[Group, Collection[Judged]], *, seeing: bool, moving: bool) -> Level:
    """Return the overall level; ``moving`` says that an alert pends or recovers."""
    if groups[Group.BREACH] or groups[Group.FROZEN]:
        return Level.BREACH
    if not seeing:
        return Level.UNKNOWN
    if groups[Group.OFF_TARGET] or moving:
        return Level.OFF_TARGET
    if groups[Group.DOUBTFUL] or not groups[Group.ON_TARGET]:
        return Level.UNKNOWN
    return Level.ON_TARGET


def group_of(judged: Judged, watched: Collection[MetricId]) -> Group:
    """Return how one metric counts."""
    match judged.trust:
        case Trust.NOT_CONNECTED:
            return Group.NOT_CONNECTED
        case Trust.FRESH:
            return _fresh_group(judged)
        case _ if judged.phase is Phase.FIRING:
            return Group.FROZEN
        case Trust.NO_DATA if judged.metric.id not in watched:
            return Group.WITHOUT_DATA
        case Trust.LOW_TRAFFIC if judged.metric.id not in watched:
            return Group.WITHOUT_LEVEL
        case Trust.LEARNING:
            # A month's figure learns for a month. While its source does, the sources say so.
            return Group.WITHOUT_LEVEL
    return Group.DOUBTFUL


def _fresh_group(judged: Judged) -> Group:
    breach = judged.level is Level.BREACH
    counts = judged.phase is not Phase.PENDING and judged.budget is None
    if judged.phase is Phase.FIRING or (breach and counts):
        return Group.BREACH
    if breach or judged.level is Level.OFF_TARGET:
        return Group.OFF_TARGET
    return Group.ON_TARGET if judged.level is Level.ON_TARGET else Group.WITHOUT_LEVEL
