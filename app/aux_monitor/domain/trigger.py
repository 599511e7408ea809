"""The alert state machine: Prometheus's pending and firing, made calm.

    INACTIVE --fire holds--> PENDING --for hold_s--> FIRING --clear holds--> RECOVERING
        ^                       |                      ^                        |
        +----fire broken--------+                      +---clear broken---------+
        +<------------------------------------------------for clear_hold_s------+

Holds are counted in seconds of good data, never in polls: a sample that cannot be used (none,
stale, too few behind it) freezes every clock, and resolves nothing. A rule without a hold fires
with the first good sample, as Prometheus's does.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Comparison, TriggerRule


class Phase(Enum):
    """Where one alert stands."""

    INACTIVE = "inactive"
    PENDING = "pending"
    FIRING = "firing"
    RECOVERING = "recovering"


class Transition(Enum):
    """What a step changed that somebody may want to know."""

    PENDING = "pending"
    CANCELLED = "cancelled"
    FIRED = "fired"
    RECOVERING = "recovering"
    RELAPSED = "relapsed"
    RESOLVED = "resolved"


class Observation(Struct, frozen=True):
    """What a rule sees at one moment; ``usable`` is False unless the value can be believed."""

    value: float | None
    n: int | None = None
    usable: bool = True


class TriggerState(Struct, frozen=True):
    """One alert's memory between steps.

    ``held_s`` counts good-data seconds of the current hold; ``last_good_at`` is the time of the
    sample before, None after an unusable one. ``episode`` grows by one with every firing.
    ``began_at`` is when the condition first held in this episode, ``fired_at`` when the hold
    ended, ``resolved_at`` when the last episode did; ``worst`` is the worst value of the episode.
    """

    phase: Phase = Phase.INACTIVE
    held_s: float = 0.0
    last_good_at: float | None = None
    episode: int = 0
    began_at: float | None = None
    fired_at: float | None = None
    resolved_at: float | None = None
    worst: float | None = None
    value: float | None = None
    n: int | None = None


QUIET = TriggerState()
"""The state of an alert that has never been seen."""


def step(
    rule: TriggerRule, state: TriggerState, seen: Observation, now: float
) -> tuple[TriggerState, Transition | None]:
    """Return the state after one observation, and what changed (None for nothing)."""
    value = _usable_value(rule, seen)
    if value is None:
        return replace(state, last_good_at=None), None
    return _advance(rule, _observe(rule, state, value, seen.n, now), value, now)


def _advance(
    rule: TriggerRule, state: TriggerState, value: float, now: float
) -> tuple[TriggerState, Transition | None]:
    """Take the arrow of the drawing that a good sample allows, if any."""
    firing = rule.fire.met_by(value)
    clear = rule.clear.met_by(value)
    match state.phase:
        case Phase.INACTIVE if firing:
            begun = replace(state, phase=Phase.PENDING, held_s=0.0, began_at=now, worst=value)
            return (begun, Transition.PENDING) if rule.hold_s > 0 else _fire(begun, now)
        case Phase.PENDING if not firing:
            return replace(state, phase=Phase.INACTIVE, began_at=None), Transition.CANCELLED
        case Phase.PENDING if state.held_s >= rule.hold_s:
            return _fire(state, now)
        case Phase.FIRING if clear:
            return replace(state, phase=Phase.RECOVERING, held_s=0.0), Transition.RECOVERING
        case Phase.RECOVERING if not clear:
            return replace(state, phase=Phase.FIRING), Transition.RELAPSED
        case Phase.RECOVERING if _may_resolve(rule, state, now):
            return replace(state, phase=Phase.INACTIVE, resolved_at=now), Transition.RESOLVED
    return state, None


def _usable_value(rule: TriggerRule, seen: Observation) -> float | None:
    enough = seen.n is None or seen.n >= rule.minimum_sample
    return seen.value if seen.usable and enough else None


def _observe(
    rule: TriggerRule, state: TriggerState, value: float, n: int | None, now: float
) -> TriggerState:
    """Move the hold's clock on and remember the worst value, as far as the sample before allows."""
    elapsed = now - state.last_good_at if state.last_good_at is not None else 0.0
    counted = elapsed if 0.0 <= elapsed <= rule.gap_s else 0.0
    worse = state.phase is not Phase.INACTIVE and _worse(rule, value, state.worst)
    return replace(
        state,
        held_s=state.held_s + counted,
        last_good_at=now,
        worst=value if worse else state.worst,
        value=value,
        n=n,
    )


def _fire(state: TriggerState, now: float) -> tuple[TriggerState, Transition]:
    episode = state.episode + 1
    fired = replace(state, phase=Phase.FIRING, held_s=0.0, fired_at=now, episode=episode)
    return fired, Transition.FIRED


def _may_resolve(rule: TriggerRule, state: TriggerState, now: float) -> bool:
    """Return whether a recovery has lasted long enough.

    A clock that was set back to before the firing does not keep the alert until it has caught up.
    """
    since = now - state.fired_at if state.fired_at is not None else rule.keep_firing_s
    return not 0 <= since < rule.keep_firing_s and state.held_s >= rule.clear_hold_s


def _worse(rule: TriggerRule, value: float, than: float | None) -> bool:
    if than is None:
        return True
    upward = rule.fire.comparison in (Comparison.GREATER, Comparison.AT_LEAST)
    return value > than if upward else value < than


def seconds_to_fire(rule: TriggerRule, state: TriggerState, now: float) -> float | None:
    """Return the seconds of good data a pending alert still needs, None in any other phase."""
    if state.phase is not Phase.PENDING:
        return None
    running = now - state.last_good_at if state.last_good_at is not None else 0.0
    return max(0.0, rule.hold_s - state.held_s - min(max(running, 0.0), rule.gap_s))
