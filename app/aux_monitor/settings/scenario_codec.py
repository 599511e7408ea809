"""Scenarios as TOML: each a story in one sentence, what its rules are shown, what is expected.

    [[scenario]]
    about = 'An incident of ten minutes fires once.'
    rule = 'response_time'
    every_s = 10
    spans = [{ for_s = 600, value = 140, n = 900 }, { for_s = 600, value = 420, n = 900 }]
    expect = [[600, 'pending'], [780, 'fired']]

A span shows one of ``value``, ``values`` (one after another), ``share`` (of the dated path) and
``weekly`` (seven values, Monday first), with ``n`` samples behind it, ``trust`` where it is not
fresh, and ``noise`` (a share of the value) with ``memory`` by ``seed``; ``asleep = true``
evaluates nothing.
Beside or instead of ``expect`` stand ``fires_at_least``, ``fires_at_most`` and
``literal_at_least``, the changes of mind of the bare limit; a scenario as a whole may expect a
number of ``messages`` or ``messages_at_most``.
``[[scenario.rules]]`` tables hold ``rule``, ``metric``, ``spans`` and what is expected, where one
story is told of several rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

from aux_monitor.domain.catalogue import Catalogue, Metric, RuleId
from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.scenario import (
    Asleep,
    Expected,
    Listed,
    Nothing,
    OnPace,
    Scenario,
    Shape,
    Span,
    Track,
    Weekly,
    sample_count,
)
from aux_monitor.domain.trigger import Transition
from aux_monitor.settings.decoding import Place, TomlText, convert, parse_toml

MOST_SAMPLES = 2_000_000
"""The samples of one file: half a minute of work. More is a slip of the pen."""

USUAL_START = date(2026, 6, 1)
"""A Monday. Scenarios that do not say when they begin, begin then."""

_SLACK = 1e-6
_Seconds = Annotated[float, Meta(gt=0, le=4_000 * 86_400)]
_Count = Annotated[int, Meta(ge=0)]
_Tables: TypeAlias = Annotated[tuple[dict[str, Any], ...], Meta(min_length=1)]


class SpanRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A span as its table writes it."""

    for_s: _Seconds
    value: float | None = None
    values: Annotated[tuple[float, ...], Meta(min_length=1)] | None = None
    share: float | None = None
    weekly: Annotated[tuple[float, ...], Meta(min_length=7, max_length=7)] | None = None
    asleep: bool = False
    n: Annotated[int, Meta(ge=0)] | None = None
    trust: Trust = Trust.FRESH
    noise: Annotated[float, Meta(ge=0, le=1)] = 0.0
    memory: Annotated[float, Meta(ge=0, lt=1)] = 0.0
    seed: int = 0


class TrackRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule in a scenario as its table writes it."""

    rule: str
    metric: str = ""
    spans: Annotated[tuple[SpanRow, ...], Meta(min_length=1)]
    expect: tuple[tuple[float, Transition], ...] | None = None
    fires_at_least: _Count | None = None
    fires_at_most: _Count | None = None
    literal_at_least: _Count | None = None


class ScenarioRow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a scenario's table writes beside its rules."""

    about: Annotated[str, Meta(min_length=1, max_length=200)]
    every_s: _Seconds
    figure_every_s: _Seconds | None = None
    start: date = USUAL_START
    messages: _Count | None = None
    messages_at_most: _Count | None = None


class ScenarioFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of one file."""

    scenario: Annotated[tuple[dict[str, Any], ...], Meta(min_length=1)]


def decode_scenarios(source: TomlText, catalogue: Catalogue) -> tuple[Scenario, ...]:
    """Return the scenarios of a TOML text, their rules and metrics taken from ``catalogue``.

    Raises:
        SettingsError: naming file, scenario and field of the first fault found.
    """
    tables = convert(parse_toml(source), ScenarioFile, Place(source.file)).scenario
    found: list[Scenario] = []
    for index, fields in enumerate(tables):
        found.append(_scenario(fields, Place(source.file, f"scenario[{index}]"), catalogue))
    shown = sum(
        sample_count(span, scenario.every_s)
        for scenario in found
        for track in scenario.tracks
        for span in track.spans
    )
    if shown > MOST_SAMPLES:
        raise Place(source.file).error(f"{shown:,} samples are more than {MOST_SAMPLES:,}")
    return tuple(found)


def _scenario(fields: dict[str, Any], place: Place, catalogue: Catalogue) -> Scenario:
    own = {name: fields[name] for name in fields if name in ScenarioRow.__struct_fields__}
    row = convert(own, ScenarioRow, place)
    rest = {name: fields[name] for name in fields if name not in own}
    figure_every_s = row.every_s if row.figure_every_s is None else row.figure_every_s
    if not _is_multiple(figure_every_s, row.every_s):
        raise place.at("figure_every_s").error(f"is no multiple of every_s ({row.every_s:g})")
    tracks = tuple(
        _track(convert(raw, TrackRow, where), where, row, catalogue)
        for raw, where in _track_tables(rest, place)
    )
    start = datetime.combine(row.start, time(), UTC).timestamp()
    return Scenario(
        row.about,
        start,
        row.every_s,
        figure_every_s,
        tracks,
        row.messages,
        row.messages_at_most,
    )


def _track_tables(rest: dict[str, Any], place: Place) -> Iterable[tuple[object, Place]]:
    """Return the tables of a scenario's rules: the ``rules`` it lists, or else itself."""
    if "rules" not in rest:
        return [(rest, place)]
    for name in rest:
        if name != "rules":
            raise place.error(f"'{name}' must stand in one of the rules")
    listed = convert(rest["rules"], _Tables, place.at("rules"))
    return [(raw, place.at(f"rules[{index}]")) for index, raw in enumerate(listed)]


def _track(row: TrackRow, place: Place, story: ScenarioRow, catalogue: Catalogue) -> Track:
    rule = catalogue.rules.get(RuleId(row.rule))
    if rule is None:
        raise place.at("rule").error(f"there is no rule '{row.rule}'")
    metric = MetricId(row.metric) if row.metric else rule.metrics[0]
    if metric not in rule.metrics:
        raise place.at("metric").error(f"rule '{row.rule}' does not look at '{row.metric}'")
    expected = Expected(row.expect, row.fires_at_least, row.fires_at_most, row.literal_at_least)
    counted = story.messages is not None or story.messages_at_most is not None
    if expected == Expected() and not counted:
        raise place.error("nothing is expected: write expect, or how often it fires")
    spans = tuple(
        _span(each, place.at(f"spans[{index}]"), story, catalogue.metrics[metric])
        for index, each in enumerate(row.spans)
    )
    return Track(rule, catalogue.metrics[metric], spans, expected)


def _span(row: SpanRow, place: Place, story: ScenarioRow, metric: Metric) -> Span:
    if not _is_multiple(row.for_s, story.every_s):
        raise place.at("for_s").error(f"is no multiple of every_s ({story.every_s:g})")
    shapes: list[Shape] = [
        *([Listed((row.value,))] if row.value is not None else ()),
        *([Listed(row.values)] if row.values is not None else ()),
        *([OnPace(row.share)] if row.share is not None else ()),
        *([Weekly(row.weekly)] if row.weekly is not None else ()),
        *([Asleep()] if row.asleep else ()),
    ]
    if len(shapes) > 1:
        raise place.error("give one of value, values, share, weekly and asleep")
    if row.share is not None and not metric.dated:
        raise place.at("share").error(f"'{metric.id}' has no dated targets to keep pace with")
    shape = shapes[0] if shapes else Nothing()
    return Span(row.for_s, shape, row.n, row.trust, row.noise, row.memory, row.seed)


def _is_multiple(seconds: float, of: float) -> bool:
    times = seconds / of
    return times >= 1 - _SLACK and abs(times - round(times)) < _SLACK
