"""What is known of one repository, fact by fact: each is known, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Known(Struct, Generic[T], frozen=True):
    """A fact and when it was asked for."""

    value: T
    at: float


class Refused(Struct, frozen=True):
    """Why a fact is not known; ``permission`` is what the token lacks for it, if that is why."""

    sentence: str
    permission: str = ""


Fact: TypeAlias = Known[T] | Refused


class AlertSeverity(Enum):
    """GitHub's severities in GraphQL; its "moderate" is the KPI document's "medium"."""

    CRITICAL = "CRITICAL"
    HIGH = "HIGH"
    MODERATE = "MODERATE"
    LOW = "LOW"


class Checks(Enum):
    """How the newest checks on the default branch ended; the value is the chip's wording."""

    PASS = "checks pass"  # noqa: S105 -- a wording, not a password
    FAIL = "checks fail"
    RUN = "checks running"
    NONE = "no checks"


class Issues(Struct, frozen=True):
    """Issues of the last 30 days.

    ``opened`` and ``closed`` (as completed) are counts; ``resolved_after_s`` are the ages at which
    closed ones were closed, as many of them as could be read.
    """

    opened: int
    closed: int
    resolved_after_s: tuple[float, ...]


class Alerts(Struct, frozen=True):
    """Dependabot alerts: those open now, and how long each critical one fixed was open."""

    open: Mapping[AlertSeverity, int]
    critical_fixed_after_s: tuple[float, ...]


class Published(Struct, frozen=True):
    """A published release."""

    tag: str
    at: float


class StarDays(Struct, frozen=True):
    """Stars gained by day, oldest first, as (the day's 00:00, gained) without a gap.

    ``whole`` is True when nothing lies before the first day.
    """

    days: tuple[tuple[float, int], ...]
    whole: bool


class RepositoryFacts(Struct, frozen=True):
    """All facts of one repository; ``name`` as configured, ``now_called`` when it was renamed."""

    name: str
    stars: Fact[int]
    contributors: Fact[int]
    pulls_opened: Fact[int]
    issues: Fact[Issues]
    alerts: Fact[Alerts]
    releases: Fact[tuple[Published, ...]]
    checks: Fact[Checks]
    star_days: Fact[StarDays]
    now_called: str = ""


def nothing_known(name: str, why: Refused) -> RepositoryFacts:
    """Return a repository of which every fact is refused for the same reason."""
    return RepositoryFacts(name, why, why, why, why, why, why, why, why)
