"""Where the figures on a picture come from: what a snapshot says of itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import GateId
from aux_monitor.domain.gates import GateState, Verdict
from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.presentation.gates import gate_subject
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.text import counted, limits_text

HIDDEN = "•••"
"""Stands for a number or a name in private mode."""

_UNBELIEVABLE = frozenset({Trust.CACHED, Trust.STALE, Trust.OFFLINE})


Row: TypeAlias = dict[str, "str | float | None"]
"""One row of a file's table, by the names of its columns."""


class SourceProvenance(Struct, frozen=True):
    """One source and when it last gave a good answer (None: not in this run)."""

    id: SourceId
    name: str
    trust: Trust
    last_good_at: float | None


class MetricProvenance(Struct, frozen=True):
    """One figure as it was shown.

    ``at`` is the time of its reading; ``source`` is where it came from, or is awaited from; ``n``
    the samples behind it, None where it has none; ``target`` its limits in words.
    """

    id: MetricId
    value: float | None
    unit: str
    level: Level
    trust: Trust
    at: float | None
    source: SourceId | None
    name: str = ""
    n: int | None = None
    target: str = ""


class GateProvenance(Struct, frozen=True):
    """One phase gate as it was shown; ``targets`` are the metrics that it counts."""

    id: GateId
    verdict: Verdict
    met: int
    needed: int
    targets: tuple[MetricId, ...]


class Stamp(Struct, frozen=True):
    """Words printed on a picture; ``level`` is OFF_TARGET when they warn, else UNKNOWN."""

    text: str
    level: Level


class Provenance(Struct, frozen=True):
    """Everything a snapshot says about itself. Times are POSIX seconds.

    ``config`` tells settings and rules apart: the first digits of their hash. ``private``: what
    is written of it names no figure and no source. ``scheduled``: the program made it by itself.
    """

    version: str
    taken_at: float
    since: float
    demo: bool
    sources: tuple[SourceProvenance, ...]
    metrics: tuple[MetricProvenance, ...]
    gates: tuple[GateProvenance, ...] = ()
    config: str = ""
    private: bool = False
    scheduled: bool = False

    @property
    def stamp(self) -> Stamp | None:
        """Return what is printed on the picture, None when all that is shown is fresh and real."""
        parts = ["Demonstration: simulated data"] if self.demo else []
        if self.private:
            parts.append("Private: figures and names are hidden")
        age = self._age()
        if age:
            parts.append(f"Not all of this is fresh: {age}")
        if not parts:
            return None
        return Stamp(" · ".join(parts), Level.OFF_TARGET if age else Level.UNKNOWN)

    def _age(self) -> str:
        """Return what is not fresh, as words; empty when all is."""
        silent = [_silence(source) for source in self.sources if source.trust is not Trust.FRESH]
        if silent:
            return ", ".join(silent)
        old = sum(metric.trust in _UNBELIEVABLE for metric in self.metrics)
        return counted(old, "old figure", "old figures") if old else ""

    def only(self, metric: MetricId) -> Provenance:
        """Return the provenance of a picture that shows one metric, or one gate, alone.

        Where a gate's verdict comes from are the metrics that it counts.
        """
        gates = tuple(gate for gate in self.gates if gate_subject(gate.id) == metric)
        wanted = {metric, *(target for gate in gates for target in gate.targets)}
        metrics = tuple(shown for shown in self.metrics if shown.id in wanted)
        used = {shown.source for shown in metrics}
        sources = tuple(source for source in self.sources if source.id in used)
        return replace(self, sources=sources, metrics=metrics, gates=gates)

    def among(self, metrics: frozenset[MetricId]) -> Provenance:
        """Return the provenance of some of the metrics; every source stays."""
        return replace(self, metrics=tuple(each for each in self.metrics if each.id in metrics))

    def hidden(self) -> Provenance:
        """Return what may be shown to anybody: no figure, no source's name, no trace of settings.

        Levels, trust and times stay.
        """
        ids = {source.id: SourceId(f"source-{n}") for n, source in enumerate(self.sources, 1)}
        sources = tuple(
            replace(source, id=ids[source.id], name=f"Source {n}")
            for n, source in enumerate(self.sources, 1)
        )
        metrics = tuple(
            replace(metric, source=None if metric.source is None else ids.get(metric.source))
            for metric in self.metrics
        )
        return replace(self, sources=sources, metrics=metrics, config="", private=True)

    def chunks(self) -> tuple[tuple[str, str], ...]:
        """Return the PNG text chunks: keyword (the registered ones where they fit) and text.

        The registered keywords are those of https://www.w3.org/TR/png-3/#11keywords.
        """
        stamp = self.stamp
        return (
            ("Title", "AUX Monitor, demonstration" if self.demo else "AUX Monitor"),
            ("Software", f"aux-monitor {self.version}"),
            ("Creation Time", iso(self.taken_at)),
            ("Description", stamp.text if stamp is not None else "All figures shown are fresh."),
            ("aux-monitor.demo", "true" if self.demo else "false"),
            ("aux-monitor.range", f"{iso(self.since)}/{iso(self.taken_at)}"),
            ("aux-monitor.private", "true" if self.private else "false"),
            ("aux-monitor.scheduled", "true" if self.scheduled else "false"),
            ("aux-monitor.config", self.config),
            *((f"aux-monitor.{name}", _json(rows)) for name, rows in self.tables().items()),
        )

    def tables(self) -> dict[str, list[Row]]:
        """Return sources, metrics and gates as rows of plain values, as files hold them."""
        return {
            "sources": [_source_row(source) for source in self.sources],
            "metrics": [_metric_row(metric, private=self.private) for metric in self.metrics],
            "gates": [_gate_row(gate, private=self.private) for gate in self.gates],
        }


def build_provenance(picture: Picture, version: str, since: float) -> Provenance:
    """Return the provenance of a picture of the whole overview, from the account it is drawn from.

    ``since`` is the beginning of the charts' time axis, in POSIX seconds.
    """
    statuses = picture.state.sources
    sources = tuple(
        SourceProvenance(
            condition.source,
            condition.name,
            condition.trust,
            statuses[condition.source].last_good_at,
        )
        for condition in picture.conditions
    )
    metrics = tuple(_metric_provenance(judged) for judged in picture.metrics.values())
    gates = tuple(_gate_provenance(state) for state in picture.gates)
    return Provenance(version, picture.now, since, picture.state.demo, sources, metrics, gates)


def file_name(taken_at: float) -> str:
    """Return a snapshot's default file name, in UTC and without a colon (Windows forbids it)."""
    return f"aux-monitor-{datetime.fromtimestamp(taken_at, UTC):%Y-%m-%dT%H%M%SZ}.png"


def iso(at: float) -> str:
    """Return POSIX seconds as ISO 8601 in UTC, to the second."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _metric_provenance(judged: Judged) -> MetricProvenance:
    return MetricProvenance(
        judged.metric.id,
        judged.value,
        judged.metric.unit.value,
        judged.level,
        judged.trust,
        judged.reading.at if judged.reading is not None else None,
        judged.condition.source if judged.condition is not None else None,
        judged.metric.name,
        judged.reading.n if judged.reading is not None else None,
        limits_text(judged.metric, with_unit=True),
    )


def _gate_provenance(state: GateState) -> GateProvenance:
    targets = tuple(each.metric for each in state.counted)
    return GateProvenance(state.gate.id, state.verdict, state.met, state.needed, targets)


def _silence(source: SourceProvenance) -> str:
    word = "awaited" if source.trust is Trust.LEARNING else source.trust.value
    if source.last_good_at is None:
        return f"{source.name} {word}"
    last = datetime.fromtimestamp(source.last_good_at, UTC)
    return f"{source.name} {word}, last good {last:%Y-%m-%d %H:%M} UTC"


def _source_row(source: SourceProvenance) -> Row:
    return {
        "id": source.id,
        "name": source.name,
        "trust": source.trust.value,
        "last_good": iso(source.last_good_at) if source.last_good_at is not None else None,
    }


def _metric_row(metric: MetricProvenance, *, private: bool) -> Row:
    return {
        "id": metric.id,
        "name": metric.name,
        "value": _shown(metric.value, private=private),
        "unit": metric.unit,
        "n": _shown(metric.n, private=private),
        "level": metric.level.value,
        "trust": metric.trust.value,
        "target": HIDDEN if private and metric.target else metric.target,
        "at": iso(metric.at) if metric.at is not None else None,
        "source": metric.source,
    }


def _gate_row(gate: GateProvenance, *, private: bool) -> Row:
    return {
        "id": gate.id,
        "verdict": gate.verdict.value,
        "met": _shown(gate.met, private=private),
        "needed": _shown(gate.needed, private=private),
        "counted": _shown(len(gate.targets), private=private),
    }


def _shown(number: float | None, *, private: bool) -> str | float | None:
    return HIDDEN if private and number is not None else number


def _json(rows: list[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False)
