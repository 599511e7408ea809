"""Where the figures on a picture come from: what a snapshot says of itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.domain.level import Level, Trust, judge
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.domain.state import AppState
from aux_monitor.domain.trust import all_offline, source_trust

_UNBELIEVABLE = frozenset({Trust.STALE, Trust.OFFLINE})
_SILENT = _UNBELIEVABLE | {Trust.NO_DATA}


@dataclass(frozen=True, slots=True)
class SourceProvenance:
    """One source and when it last gave a good answer (None: not in this run)."""

    id: SourceId
    name: str
    trust: Trust
    last_good_at: float | None


@dataclass(frozen=True, slots=True)
class MetricProvenance:
    """One figure as it was shown.

    ``at`` is the time of its reading; ``source`` is where it came from, or is awaited from.
    """

    id: MetricId
    value: float | None
    unit: str
    level: Level
    trust: Trust
    at: float | None
    source: SourceId | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything a snapshot says about itself. Times are POSIX seconds."""

    version: str
    taken_at: float
    since: float
    demo: bool
    sources: tuple[SourceProvenance, ...]
    metrics: tuple[MetricProvenance, ...]

    @property
    def stamp(self) -> str:
        """Return the words printed on the picture, empty when all shown is fresh and real."""
        parts = ["Demonstration: simulated data"] if self.demo else []
        silent = [_silence(source) for source in self.sources if source.trust in _SILENT]
        stale = any(metric.trust in _UNBELIEVABLE for metric in self.metrics)
        if silent:
            parts.append("Not all of this is fresh: " + ", ".join(silent))
        elif stale:
            parts.append("Not all of this is fresh")
        return " · ".join(parts)

    def only(self, metric: MetricId) -> Provenance:
        """Return the provenance of a picture that shows one metric alone."""
        metrics = tuple(shown for shown in self.metrics if shown.id == metric)
        used = {shown.source for shown in metrics}
        sources = tuple(source for source in self.sources if source.id in used)
        return Provenance(
            self.version, self.taken_at, self.since, self.demo, sources=sources, metrics=metrics
        )

    def chunks(self) -> tuple[tuple[str, str], ...]:
        """Return the PNG text chunks: keyword (the registered ones where they fit) and text.

        The registered keywords are those of https://www.w3.org/TR/png-3/#11keywords.
        """
        return (
            ("Title", "AUX Monitor, demonstration" if self.demo else "AUX Monitor"),
            ("Software", f"aux-monitor {self.version}"),
            ("Creation Time", iso(self.taken_at)),
            ("Description", self.stamp or "All figures shown are fresh."),
            ("aux-monitor.demo", "true" if self.demo else "false"),
            ("aux-monitor.range", f"{iso(self.since)}/{iso(self.taken_at)}"),
            ("aux-monitor.sources", _json([_source_row(source) for source in self.sources])),
            ("aux-monitor.metrics", _json([_metric_row(metric) for metric in self.metrics])),
        )


def build_provenance(
    state: AppState, catalogue: Catalogue, now: float, version: str, since: float
) -> Provenance:
    """Return the provenance of a picture of the whole overview.

    ``since`` is the beginning of the charts' time axis, in POSIX seconds.
    """
    offline = all_offline(tuple(state.sources.values()))
    trusts = {
        status.id: source_trust(status, now, offline=offline) for status in state.sources.values()
    }
    sources = tuple(
        SourceProvenance(status.id, status.name, trusts[status.id], status.last_good_at)
        for status in state.sources.values()
    )
    metrics = tuple(
        _metric_provenance(metric, state, trusts, now) for metric in catalogue.metrics.values()
    )
    return Provenance(version, now, since, state.demo, sources, metrics)


def file_name(taken_at: float) -> str:
    """Return a snapshot's default file name, in UTC and without a colon (Windows forbids it)."""
    return f"aux-monitor-{datetime.fromtimestamp(taken_at, UTC):%Y-%m-%dT%H%M%SZ}.png"


def iso(at: float) -> str:
    """Return POSIX seconds as ISO 8601 in UTC, to the second."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _metric_provenance(
    metric: Metric, state: AppState, trusts: dict[SourceId, Trust], now: float
) -> MetricProvenance:
    reading = state.readings.get(metric.id)
    source = reading.source if reading is not None else _supplier(metric, state)
    trust = trusts.get(source, Trust.NOT_CONNECTED) if source is not None else Trust.NOT_CONNECTED
    judged = judge(metric, reading, trust, now, state.programme_start)
    return MetricProvenance(
        metric.id,
        reading.value if reading is not None else None,
        metric.unit.value,
        judged.level,
        judged.trust,
        reading.at if reading is not None else None,
        source,
    )


def _supplier(metric: Metric, state: AppState) -> SourceId | None:
    """Return the connected source that a metric never read yet is awaited from."""
    return next(
        (key for key, status in state.sources.items() if status.kind == metric.supply.value), None
    )


def _silence(source: SourceProvenance) -> str:
    if source.last_good_at is None:
        return f"{source.name} {source.trust.value}"
    last = datetime.fromtimestamp(source.last_good_at, UTC)
    return f"{source.name} {source.trust.value}, last good {last:%Y-%m-%d %H:%M} UTC"


def _source_row(source: SourceProvenance) -> dict[str, str | None]:
    return {
        "id": source.id,
        "name": source.name,
        "trust": source.trust.value,
        "last_good": iso(source.last_good_at) if source.last_good_at is not None else None,
    }


def _metric_row(metric: MetricProvenance) -> dict[str, str | float | None]:
    return {
        "id": metric.id,
        "value": metric.value,
        "unit": metric.unit,
        "level": metric.level.value,
        "trust": metric.trust.value,
        "at": iso(metric.at) if metric.at is not None else None,
    }


def _json(rows: list[dict[str, str | None]] | list[dict[str, str | float | None]]) -> str:
    return json.dumps(rows, ensure_ascii=False)
