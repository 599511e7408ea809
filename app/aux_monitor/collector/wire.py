"""The answers' shapes (wire version 1), and how figures become them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from aux_monitor.collector.ingest.joiner import RETRY_S
from aux_monitor.collector.tally import Point
from aux_monitor.domain.reading import Unit


class SeriesBody(msgspec.Struct, frozen=True):
    """Evenly spaced values; null is a gap."""

    start: float
    step: float
    values: list[float | None]


class MetricBody(msgspec.Struct, frozen=True):
    """One metric: its value over ``window_s`` up to ``at``, from ``n`` samples."""

    value: float | None
    unit: str
    n: int | None
    window_s: float
    at: float
    series: SeriesBody | None
    note: str


class MethodBody(msgspec.Struct, frozen=True):
    """One method's figures over the window."""

    n: int
    avg_ms: float | None
    p95_ms: float | None
    success_rate: float | None
    retry_rate: float | None


class FileBody(msgspec.Struct, frozen=True):
    """How far one log was read; ``error`` is empty or a sentence."""

    path: str
    size: int
    offset: int
    lag_bytes: int
    error: str


class IngestBody(msgspec.Struct, frozen=True):
    """How reading goes."""

    files: list[FileBody]
    bad_lines: int
    lost: str
    last_event_at: float | None
    events: int


class OutcomeBody(msgspec.Struct, frozen=True):
    """The commands that ended in the last ``window_s``, failed ones included, and those."""

    window_s: float
    n: int
    failed: int


class OutcomesBody(msgspec.Struct, frozen=True):
    """Executed and failed commands over fixed spans, in whole minutes, refreshed now and then.

    ``since`` is when the record begins: no span reaches further back. None without a command.
    """

    since: float | None
    windows: list[OutcomeBody]


class SnapshotBody(msgspec.Struct, frozen=True):
    """``GET /api/v1/snapshot``."""

    at: float
    metrics: dict[str, MetricBody]
    by_method: dict[str, MethodBody]
    ingest: IngestBody
    outcomes: OutcomesBody


class SeriesAnswer(msgspec.Struct, frozen=True):
    """``GET /api/v1/series``; ``n`` are the commands behind each value, empty where none are."""

    metric: str
    unit: str
    start: float
    step: float
    values: list[float | None]
    n: list[int] = []


RETRY_NOTE = (
    f"Inferred from session.log: the same session sent the same method for the same target"
    f" within {RETRY_S} s of its failure."
)

ROLLING: dict[str, tuple[Unit, Callable[[Point], float | None]]] = {
    "response_time_avg": (Unit.MILLISECOND, lambda point: point.overall.avg_ms),
    "response_time_p95": (Unit.MILLISECOND, lambda point: point.overall.p95_ms),
    "response_time_click": (Unit.MILLISECOND, lambda point: point.click.avg_ms),
    "response_time_click_p95": (Unit.MILLISECOND, lambda point: point.click.p95_ms),
    "command_success_rate": (Unit.PERCENT, lambda point: point.overall.success_rate),
    "retry_rate": (Unit.PERCENT, lambda point: point.overall.retry_rate),
    "error_rate_critical": (Unit.PERCENT, lambda point: point.error_rates[0]),
    "error_rate_high": (Unit.PERCENT, lambda point: point.error_rates[1]),
    "error_rate_medium": (Unit.PERCENT, lambda point: point.error_rates[2]),
    "error_rate_low": (Unit.PERCENT, lambda point: point.error_rates[3]),
}
"""The metrics that are a figure of a set of commands, and which figure each is."""

LONG: dict[str, Unit] = {
    "daily_commands": Unit.COUNT,
    "unique_domains": Unit.COUNT,
    "mtbf": Unit.HOUR,
    "mttr": Unit.MINUTE,
}
SESSIONS = "concurrent_sessions"
