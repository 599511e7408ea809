"""What an exported file says of itself, read back: a picture's text chunks, or the JSON beside it.

A file comes from anywhere: every part is checked, and what is wrong is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.text import clean

MOST_ROWS = 5000
"""No catalogue has as many KPIs; a file that claims more was not written by this program."""

T = TypeVar("T")
_Text = Annotated[str, Meta(max_length=2000)]
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class SourceRecord(Struct, frozen=True):
    """One source as the file has it."""

    id: _Text
    name: _Text
    trust: _Text
    last_good: _Text | None = None


class MetricRecord(Struct, frozen=True):
    """One figure as the file has it; a value that private mode hid is text."""

    id: _Text
    level: _Text
    trust: _Text
    value: float | _Text | None = None
    unit: _Text = ""
    at: _Text | None = None
    name: _Text = ""
    n: float | _Text | None = None
    target: _Text = ""
    source: _Text | None = None


class GateRecord(Struct, frozen=True):
    """One phase gate as the file has it."""

    id: _Text
    verdict: _Text
    met: float | _Text
    needed: float | _Text
    counted: float | _Text


class Record(Struct, frozen=True):
    """Everything an exported file says of itself; times are ISO 8601 in UTC."""

    version: _Text
    taken_at: _Text
    sources: Annotated[tuple[SourceRecord, ...], Meta(max_length=MOST_ROWS)]
    metrics: Annotated[tuple[MetricRecord, ...], Meta(max_length=MOST_ROWS)]
    gates: Annotated[tuple[GateRecord, ...], Meta(max_length=MOST_ROWS)] = ()
    range: _Text = ""
    demo: bool = False
    private: bool = False
    config: _Text = ""


class _Document(Record, frozen=True):
    """A JSON export; ``program`` is what tells it from any other JSON."""

    program: _Text = ""


def record_of_chunks(chunks: Mapping[str, str], name: str) -> Record:
    """Return what a PNG's text chunks say.

    Raises:
        ExportError: it is no picture of this program, or its record is damaged; ``name`` is how
            the sentence calls the file.
    """
    software, _, version = chunks.get("Software", "").partition(" ")
    if software != "aux-monitor":
        raise ExportError(f"{name} is a picture, but AUX Monitor did not write it.")
    record = Record(
        version=version,
        taken_at=chunks.get("Creation Time", ""),
        sources=_rows(chunks, "sources", tuple[SourceRecord, ...], name),
        metrics=_rows(chunks, "metrics", tuple[MetricRecord, ...], name),
        gates=_rows(chunks, "gates", tuple[GateRecord, ...], name),
        range=chunks.get("aux-monitor.range", ""),
        demo=chunks.get("aux-monitor.demo") == "true",
        private=chunks.get("aux-monitor.private") == "true",
        config=chunks.get("aux-monitor.config", ""),
    )
    return _checked(record, name)


def record_of_json(data: bytes, name: str) -> Record:
    """Return what a JSON export says.

    Raises:
        ExportError: it is no export of this program, or it is damaged.
    """
    found = _decoded(data, _Document, name)
    if found.program != "aux-monitor":
        raise ExportError(f"{name} is JSON, but AUX Monitor did not write it.")
    return _checked(found, name)


def told(record: Record) -> Iterable[str]:
    """Yield what a file says of itself in lines, for ``aux-monitor verify``."""
    yield f"Taken {record.taken_at} by aux-monitor {_said(record.version)}"
    if record.demo:
        yield "DEMONSTRATION: its figures are simulated"
    if record.private:
        yield "PRIVATE: figures and names are hidden"
    if record.range:
        yield f"Charts {_said(record.range)}"
    yield f"Settings and rules {_said(record.config) or 'not recorded'}"
    yield "Sources"
    for source in record.sources:
        last = f", last good {_said(source.last_good)}" if source.last_good else ", no answer"
        yield f"  {_said(source.name)}: {_said(source.trust)}{last}"
    yield "Figures"
    for metric in record.metrics:
        since = f", {_said(metric.at)}" if metric.at else ""
        stands = f"{_said(metric.level)}, {_said(metric.trust)}{since}"
        yield f"  {_said(metric.name or metric.id)}: {figure_of(metric)}, {stands}"
    for gate in record.gates:
        yield f"  {_said(gate.id)}: {_said(gate.verdict)}"


def figure_of(metric: MetricRecord) -> str:
    """Return a figure with its unit, or a dash."""
    if metric.value is None:
        return "—"
    value = metric.value
    text = f"{value:.6g}" if isinstance(value, float) else _said(value)
    return f"{text} {_said(metric.unit)}".rstrip()


def _said(text: str) -> str:
    return clean(text, 120)


def _rows(chunks: Mapping[str, str], table: str, to: type[T], name: str) -> T:
    return _decoded(chunks.get(f"aux-monitor.{table}", "[]").encode(), to, name)


def _decoded(data: bytes, to: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(data, type=to)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = clean(str(error), 120).rstrip(".")
        raise ExportError(f"What {name} says of itself cannot be read: {reason}.") from error


def _checked(record: Record, name: str) -> Record:
    if _TIME.fullmatch(record.taken_at) is None:
        raise ExportError(f"{name} does not say when it was taken.")
    if len(record.metrics) > MOST_ROWS or len(record.sources) > MOST_ROWS:
        raise ExportError(f"{name} claims more than {MOST_ROWS} figures.")
    return record
