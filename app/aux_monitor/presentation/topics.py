"""A topic's page: its charts and tiles, and one sentence that says the worst of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Metric
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import TOPIC_OF, Topic
from aux_monitor.presentation import text
from aux_monitor.presentation.arrangement import topic_sections
from aux_monitor.presentation.charts import PANELS
from aux_monitor.presentation.ribbon import counts, heads, listed, named
from aux_monitor.presentation.standing import Group, Standing, overall
from aux_monitor.presentation.views import ChartView, OverviewView, SectionView, TopicHeadView
from aux_monitor.settings.language import tr

if TYPE_CHECKING:
    from aux_monitor.presentation.judged import Judged, Picture

_PANEL_TOPICS: Mapping[MetricId, Topic] = {
    curve.metric: panel.topic for panel in PANELS for curve in panel.curves
}


class TopicView(Struct, frozen=True):
    """A topic's page; ``head`` is None before anything was judged."""

    topic: Topic
    head: TopicHeadView | None
    charts: tuple[ChartView, ...]
    sections: tuple[SectionView, ...]


def topic_of(metric: Metric) -> Topic:
    """Return the one topic a metric belongs to: its chart panel's, else its section's."""
    return _PANEL_TOPICS.get(metric.id, TOPIC_OF[metric.category])


def topic_view(view: OverviewView, topic: Topic) -> TopicView:
    """Return the page of a topic, from the same views as the overview's."""
    hidden = view.layout.hidden
    own = [chart for chart in view.topic_charts if chart.topic is topic]
    charts = [chart for chart in own if not any(head.metric in hidden for head in chart.headlines)]
    drawn = {head.metric for chart in charts for head in chart.headlines}
    sections = [part for part in view.sections if part.topic is topic]
    return TopicView(
        topic,
        next((head for head in view.heads if head.topic is topic), None),
        (*(chart for chart in view.charts if chart.topic is topic), *charts),
        topic_sections([_beside(part, drawn) for part in sections], view.layout),
    )


def _beside(section: SectionView, drawn: Container[MetricId]) -> SectionView:
    """Return a section without what a chart of the same page shows."""
    tiles = tuple(tile for tile in section.tiles if tile.metric not in drawn)
    return section if len(tiles) == len(section.tiles) else replace(section, tiles=tiles)


def topic_heads(picture: Picture, standing: Standing) -> tuple[TopicHeadView, ...]:
    """Return what is to be said of each topic, in the order of their pages."""
    parts = {topic: _part(standing, topic) for topic in Topic}
    return tuple(_head(topic, parts[topic], picture) for topic in Topic)


def _part(standing: Standing, topic: Topic) -> Standing:
    """Return where the metrics of one topic stand."""

    def own(metrics: Iterable[Judged]) -> tuple[Judged, ...]:
        return tuple(judged for judged in metrics if topic_of(judged.metric) is topic)

    groups = {group: own(metrics) for group, metrics in standing.groups.items()}
    pending, recovering = own(standing.pending), own(standing.recovering)
    seeing = not (standing.blind or standing.fault or standing.partial)
    level = overall(groups, seeing=seeing, moving=bool(pending or recovering))
    return Standing(level, groups, pending, recovering, standing.blind, standing.fault)


def _head(topic: Topic, part: Standing, picture: Picture) -> TopicHeadView:
    return TopicHeadView(topic, part.level, _sentence(part, picture), " · ".join(counts(part)))


def _sentence(part: Standing, picture: Picture) -> str:
    """Return the worst of a topic in words, with its figure."""
    names = picture.guide.names
    breaches = heads(part.groups[Group.BREACH])
    if breaches:
        return f"{text.counted(len(breaches), 'breach', 'breaches')}: {named(breaches, names)}"
    if part.groups[Group.FROZEN]:
        still = part.groups[Group.FROZEN]
        few = [text.in_sentence(names[judged.metric.id]) for judged in still]
        return tr(
            "Alert still open, without a fresh figure: {listed}", listed=listed(few, len(few))
        )
    if part.pending:
        return tr("Pending: {named}", named=named(part.pending, names))
    if part.recovering:
        return tr("Recovering: {named}", named=named(part.recovering, names))
    off = part.groups[Group.OFF_TARGET]
    if off:
        return tr("{n} off target: {named}", n=text.number(len(off), 0), named=named(off, names))
    return _calm_sentence(part)


def _calm_sentence(part: Standing) -> str:
    count = len(part.groups[Group.ON_TARGET])
    if count and part.level is Level.ON_TARGET:
        return tr("All that is judged is on target") if count > 1 else tr("On target")
    if not any(part.groups[group] for group in Group if group is not Group.NOT_CONNECTED):
        return tr("Nothing here is connected: open a KPI to enter its figures by hand")
    return tr("Not all of it can be judged")
