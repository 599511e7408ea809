"""Several collectors and several repositories side by side, the worst first.

A percentile cannot be averaged, and neither can two servers: the first collector fills the tiles
and is what alerts watch, each further one stands beside it with its own figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from aux_monitor.domain.catalogue import Metric, Supply
from aux_monitor.domain.level import Level, Trust, judge, worst
from aux_monitor.domain.reading import MetricId, Part, Reading, SourceId
from aux_monitor.presentation import text
from aux_monitor.presentation.detail_views import (
    PartView,
)
from aux_monitor.presentation.judged import Condition, Judged, Picture
from aux_monitor.presentation.parts import MOST_PARTS, part_view, rank, worst_first
from aux_monitor.presentation.views import (
    FigureView,
)
from aux_monitor.settings.language import tr, tr_noop

BESIDE = "beside"
"""The kind of a source that only stands beside another: no metric names it as its supply."""

COLLECTOR_FIGURES = tuple(
    MetricId(name)
    for name in (
        "response_time_avg",
        "response_time_p95",
        "command_success_rate",
        "retry_rate",
        "concurrent_sessions",
        "daily_commands",
    )
)
"""The columns of the collectors' table."""

REPOSITORY_FIGURES = tuple(
    MetricId(name)
    for name in (
        "github_stars",
        "contributors",
        "pull_requests_month",
        "issues_resolved_month",
        "issue_resolution_time",
        "vulnerabilities_critical",
    )
)
"""The columns of the repositories' table."""

_AWAITED = tr_noop("awaiting an answer")


class SideCell(Struct, frozen=True):
    """One figure of one source; ``level`` is UNKNOWN where it cannot be judged by itself."""

    figure: FigureView
    level: Level


class SideRow(Struct, frozen=True):
    """One source: ``level`` is the worst of its figures, ``state`` how far to believe it.

    ``dimmed`` are figures that cannot be believed now.
    """

    name: str
    level: Level
    state: str
    cells: tuple[SideCell, ...]
    dimmed: bool = False
    spoken: str = ""


class SideTable(Struct, frozen=True):
    """Sources of one kind; ``metrics`` are what a click on a column's head opens."""

    title: str
    about: str
    columns: tuple[str, ...]
    metrics: tuple[MetricId, ...]
    rows: tuple[SideRow, ...]


class SideBySideView(Struct, frozen=True):
    """The page: one table for collectors, one for repositories."""

    tables: tuple[SideTable, ...]


def side_by_side(picture: Picture) -> SideBySideView:
    """Return the page of all collectors and repositories."""
    return SideBySideView((_collectors(picture), _repositories(picture)))


def sources(judged: Judged, picture: Picture) -> tuple[PartView, ...]:
    """Return one figure as every collector gives it; empty where only one could."""
    if judged.metric.supply is not Supply.COLLECTOR:
        return ()
    collectors = _collecting(picture)
    if len(collectors) < 2:
        return ()
    rows = [_cell(judged.metric, c, _readings_of(c, picture), picture) for c in collectors]
    found = []
    for condition, (cell, reading) in zip(collectors, rows, strict=True):
        state = "" if condition.trust is Trust.FRESH else f", {_state(condition)}"
        n = reading.n if reading is not None else None
        number = "" if n is None else text.number(n, 0)
        found.append(PartView(f"{condition.name}{state}", cell.figure, number, cell.level))
    return worst_first(found)


def _collectors(picture: Picture) -> SideTable:
    metrics = _known(COLLECTOR_FIGURES, picture)
    collectors = _collecting(picture)
    rows = [_collector_row(each, metrics, picture) for each in collectors]
    if len(rows) > 1:
        about = _who_fills(collectors)
    elif rows:
        about = tr("Only one is connected. Add another under Connect to see them side by side.")
    else:
        about = tr("None is connected. Add one under Connect.")
    return _table(tr("Collectors"), about, metrics, rows)


def _collector_row(condition: Condition, metrics: Sequence[Metric], picture: Picture) -> SideRow:
    readings = _readings_of(condition, picture)
    cells = tuple(_cell(metric, condition, readings, picture)[0] for metric in metrics)
    return _row(condition.name, _state(condition), metrics, cells, condition.trust)


def _who_fills(collectors: Sequence[Condition]) -> str:
    first = next((c for c in collectors if c.kind == Supply.COLLECTOR.value), None)
    if first is None:
        return tr("The one that fills the tiles is switched off; no other takes its place.")
    return tr(
        "{name} fills the tiles and is watched by the alerts. Nothing is averaged.", name=first.name
    )


def _cell(
    metric: Metric,
    condition: Condition,
    readings: Mapping[MetricId, Reading],
    picture: Picture,
) -> tuple[SideCell, Reading | None]:
    """Return a figure of a source and its level: by its own limits, a dated target being whole."""
    reading = readings.get(metric.id)
    value = None if reading is None else reading.value
    level = Level.UNKNOWN
    if not metric.dated:
        level = judge(metric, reading, condition.trust, picture.now, None).level
    return SideCell(text.figure(value, metric.unit, metric.decimals), level), reading


def _repositories(picture: Picture) -> SideTable:
    metrics = _known(REPOSITORY_FIGURES, picture)
    by_name: dict[str, dict[MetricId, Part]] = {}
    for metric in metrics:
        judged = picture.metrics[metric.id]
        if judged.reading is not None:
            for part in judged.reading.breakdown[:MOST_PARTS]:
                by_name.setdefault(part.name, {})[metric.id] = part
    rows = [_repository_row(name, parts, metrics, picture) for name, parts in by_name.items()]
    about = tr("The tiles show them added up, or their mean over all issues.")
    if not rows:
        about = tr("None is connected. Add some under Connect, as owner/name.")
    elif len(rows) == 1:
        about = tr("Only one is watched. Add another under Connect to see them side by side.")
    return _table(tr("Repositories"), about, metrics, rows)


def _repository_row(
    name: str, parts: Mapping[MetricId, Part], metrics: Sequence[Metric], picture: Picture
) -> SideRow:
    cells = []
    for metric in metrics:
        part = parts.get(metric.id, Part(name, None))
        view = part_view(picture.metrics[metric.id], part)
        cells.append(SideCell(view.figure, view.level))
    condition = next((c for c in picture.conditions if c.kind == Supply.GITHUB.value), None)
    trust = Trust.NO_DATA if condition is None else condition.trust
    state = "" if condition is None else _state(condition)
    return _row(text.clean(name, 60), state, metrics, tuple(cells), trust)


def _row(
    name: str,
    state: str,
    metrics: Sequence[Metric],
    cells: tuple[SideCell, ...],
    trust: Trust,
) -> SideRow:
    judged = [cell.level for cell in cells if cell.level is not Level.UNKNOWN]
    level = worst(judged) if trust is Trust.FRESH else Level.UNKNOWN
    said = [f"{name}: {state}" if state else name]
    for metric, cell in zip(metrics, cells, strict=True):
        word = "" if cell.level is Level.UNKNOWN else f", {tr(cell.level.value)}"
        said.append(f"{tr(metric.short_name)} {text.spelled(cell.figure, metric.unit)}{word}")
    return SideRow(name, level, state, cells, trust is not Trust.FRESH, "; ".join(said))


def _table(title: str, about: str, metrics: Sequence[Metric], rows: Iterable[SideRow]) -> SideTable:
    return SideTable(
        title=title,
        about=about,
        columns=tuple(tr(metric.short_name) for metric in metrics),
        metrics=tuple(metric.id for metric in metrics),
        rows=tuple(sorted(rows, key=lambda row: rank(row.level), reverse=True)),
    )


def _collecting(picture: Picture) -> tuple[Condition, ...]:
    """Return every enabled collector, the one that fills the tiles first."""
    kinds = (Supply.COLLECTOR.value, BESIDE)
    return tuple(c for kind in kinds for c in picture.conditions if c.kind == kind)


def _readings_of(condition: Condition, picture: Picture) -> Mapping[MetricId, Reading]:
    if condition.kind == BESIDE:
        return {reading.metric: reading for reading in _beside(condition.source, picture)}
    readings = picture.state.readings
    return {name: each for name, each in readings.items() if each.source == condition.source}


def _beside(source: SourceId, picture: Picture) -> tuple[Reading, ...]:
    return picture.state.beside.get(source, ())


def _known(names: Iterable[MetricId], picture: Picture) -> tuple[Metric, ...]:
    return tuple(picture.metrics[name].metric for name in names if name in picture.metrics)


def _state(condition: Condition) -> str:
    if condition.trust is Trust.LEARNING:
        return tr(_AWAITED)
    if condition.trust is Trust.FRESH:
        return tr("{age} ago", age=condition.age) if condition.age else ""
    return f"{tr(condition.trust.value)} {condition.age}".rstrip()
