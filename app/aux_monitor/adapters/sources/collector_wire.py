"""The collector's answers (wire version 1), as far as they are read; unknown fields are ignored."""

from __future__ import annotations

from typing import Annotated

import msgspec


class SeriesBody(msgspec.Struct):
    """Evenly spaced values; null is a gap."""

    start: float
    step: Annotated[float, msgspec.Meta(gt=0)]
    values: tuple[float | None, ...]
    n: tuple[int, ...] = ()


class MetricBody(msgspec.Struct):
    """One metric of a snapshot."""

    value: float | None
    unit: str
    at: float
    n: int | None = None
    window_s: float | None = None
    series: SeriesBody | None = None
    note: str = ""


class MethodBody(msgspec.Struct):
    """One command method's figures over the live window."""

    n: int | None = None
    avg_ms: float | None = None
    p95_ms: float | None = None
    success_rate: float | None = None
    retry_rate: float | None = None


class FileBody(msgspec.Struct):
    """One log the collector follows."""

    path: str
    error: str = ""
    lag_bytes: int = 0


class IngestBody(msgspec.Struct):
    """How reading goes."""

    files: tuple[FileBody, ...] = ()
    bad_lines: int = 0
    lost: str = ""


class OutcomeBody(msgspec.Struct):
    """The commands of one span, and those of them that failed."""

    window_s: float
    n: Annotated[int, msgspec.Meta(ge=0)]
    failed: Annotated[int, msgspec.Meta(ge=0)]


class OutcomesBody(msgspec.Struct):
    """The commands of every span counted, and when the record begins."""

    windows: tuple[OutcomeBody, ...]
    since: float | None = None


class SnapshotBody(msgspec.Struct):
    """``GET /api/v1/snapshot``, as far as it is read."""

    metrics: dict[str, MetricBody]
    at: float = 0.0
    by_method: dict[str, MethodBody] = {}
    ingest: IngestBody = msgspec.field(default_factory=IngestBody)
    outcomes: OutcomesBody | None = None


class ErrorBody(msgspec.Struct):
    """The JSON of an error."""

    error: str = ""
