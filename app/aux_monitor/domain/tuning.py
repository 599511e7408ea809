"""What of a rule a person tunes: its two levels and its patience."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Limit, TriggerRule


class Tuning(Struct, frozen=True):
    """When a rule fires, when it clears, and how long it waits."""

    fire: Limit
    clear: Limit
    hold_s: float


def tuning_of(rule: TriggerRule) -> Tuning:
    """Return a rule's tuning."""
    return Tuning(rule.fire, rule.clear, rule.hold_s)


def tuned(rule: TriggerRule, tuning: Tuning) -> TriggerRule:
    """Return the rule with another tuning, otherwise as it was."""
    return replace(rule, fire=tuning.fire, clear=tuning.clear, hold_s=tuning.hold_s)
