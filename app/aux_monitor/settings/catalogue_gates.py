"""One phase gate of the catalogue: from its TOML table to the domain's value, checked."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from aux_monitor.domain.catalogue import Category, Gate, GateId
from aux_monitor.domain.reading import MetricId
from aux_monitor.settings.catalogue_rows import SHORT_NAME, check_name
from aux_monitor.settings.decoding import Place, convert

_Line = Annotated[str, Meta(min_length=1, max_length=80)]
_Month = Annotated[int, Meta(ge=1, le=999)]


class GateRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phase gate as its TOML table writes it."""

    name: Annotated[str, Meta(min_length=1, max_length=SHORT_NAME)]
    phase: _Line
    condition: _Line
    share: Annotated[float, Meta(gt=0, le=1)]
    from_month: _Month
    to_month: _Month
    categories: tuple[Category, ...] = ()
    metrics: tuple[str, ...] = ()


def gate_of(name: str, fields: dict[str, Any], place: Place) -> Gate:
    """Return the gate of one table, or raise ``SettingsError`` naming the field."""
    check_name(name, place)
    row = convert(fields, GateRow, place)
    if row.to_month < row.from_month:
        raise place.at("to_month").error("a phase must not end before it begins")
    return Gate(
        id=GateId(name),
        name=row.name,
        phase=row.phase,
        condition=row.condition,
        share=row.share,
        from_month=row.from_month,
        to_month=row.to_month,
        categories=row.categories,
        metrics=tuple(MetricId(metric) for metric in row.metrics),
    )
