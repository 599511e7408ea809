"""Alerts and decisions as rows: what is written must be read by every later version.

Members of enums are kept by name, because their values are sentences that may be reworded. A
field that a later version adds takes its default when an earlier version's row is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

import msgspec
from msgspec.structs import asdict

from aux_monitor.domain.catalogue import RuleId
from aux_monitor.domain.notice import AlertKey, Episode, NoticeKind, Reason
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import Phase, TriggerState

E = TypeVar("E", bound=Enum)

Fields = dict[str, Any]


_EPISODE_ENUMS: Mapping[str, type[Enum]] = {
    "told": Reason,
    "told_resolved": Reason,
    "telling": NoticeKind,
}


class RowError(ValueError):
    """A row does not hold what it should; the text says what is wrong with it."""


def state_body(state: TriggerState) -> bytes:
    """Return the state as JSON."""
    return msgspec.json.encode(asdict(state) | {"phase": state.phase.name})


def state_of(body: bytes) -> TriggerState:
    """Return the state of a row, or raise ``RowError``."""
    fields = _fields(body)
    fields["phase"] = _value(Phase, fields.get("phase"))
    return _built(fields, TriggerState)


def episode_body(episode: Episode) -> bytes:
    """Return the episode as JSON, without what the row's key says."""
    fields = asdict(episode)
    del fields["key"], fields["number"]
    named = {name: _name(fields[name]) for name in _EPISODE_ENUMS}
    return msgspec.json.encode(fields | named)


def episode_of(rule: str, metric: str, number: int, body: bytes) -> Episode:
    """Return the episode of a row, or raise ``RowError``."""
    fields = _fields(body)
    for name, members in _EPISODE_ENUMS.items():
        fields[name] = _value(members, fields.get(name))
    return _built(fields | {"key": key_of(rule, metric), "number": number}, Episode)


def key_of(rule: str, metric: str) -> AlertKey:
    """Return the key of a row."""
    return AlertKey(RuleId(rule), MetricId(metric))


def _fields(body: bytes) -> Fields:
    try:
        return msgspec.json.decode(body, type=Fields)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RowError(str(error)) from error


T = TypeVar("T")


def _built(fields: Fields, into: type[T]) -> T:
    try:
        return msgspec.convert(fields, into)
    except msgspec.ValidationError as error:
        raise RowError(str(error)) from error


def _name(member: Enum | None) -> str | None:
    return member.name if member is not None else None


def _value(members: type[E], name: object) -> object:
    if name is None:
        return None
    try:
        return members[str(name)].value
    except KeyError as error:
        raise RowError(f"{name!r} is not a {members.__name__}") from error
