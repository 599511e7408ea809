"""State and time in, frozen views out, each kept while nothing it shows has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct

from aux_monitor.domain.catalogue import Catalogue, Category
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.level import Trust
from aux_monitor.domain.reading import MetricId, Series
from aux_monitor.domain.state import AppState
from aux_monitor.presentation import text
from aux_monitor.presentation.attention import attention
from aux_monitor.presentation.charts import (
    PANELS,
    TOPIC_PANELS,
    Panel,
    chart,
    live_plot,
    members,
    plot_key,
    topic_members,
)
from aux_monitor.presentation.detail_views import (
    DetailRange,
    DetailView,
)
from aux_monitor.presentation.gates import (
    find_gate,
    gate_detail,
    gate_section,
    gate_tile,
    section_key,
)
from aux_monitor.presentation.judged import Judged, Judging, Picture
from aux_monitor.presentation.memo import Memo
from aux_monitor.presentation.overview import pace_words, section, sectioned
from aux_monitor.presentation.reviews import reviews
from aux_monitor.presentation.ribbon import ribbon
from aux_monitor.presentation.standing import Standing, stand
from aux_monitor.presentation.tiles import marked, tile
from aux_monitor.presentation.tray import tray
from aux_monitor.presentation.views import (
    AttentionView,
    ChartView,
    EarlierView,
    OverviewView,
    PlotView,
    ReviewView,
    RibbonView,
    SectionView,
    TileView,
    TopicHeadView,
    TrayView,
)
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings

if TYPE_CHECKING:
    from aux_monitor.presentation.check import Check
    from aux_monitor.presentation.detail import Compared

_MINUTE_S = 60.0


def _connected(shown: Sequence[Judged]) -> tuple[Judged, ...]:
    return tuple(judged for judged in shown if judged.trust is not Trust.NOT_CONNECTED)


def _earlier(picture: Picture) -> tuple[EarlierView, ...]:
    if not picture.state.episodes:
        return ()
    from aux_monitor.presentation.earlier import earlier  # noqa: PLC0415 - with the first alert

    return earlier(picture)


class Shown(Struct, frozen=True):
    """What window and tray show at one moment, drawn from the same picture."""

    overview: OverviewView
    tray: TrayView


class Presenter:
    """Draws every view of one catalogue; local times are in ``zone``.

    A view that has not changed since the last call is the same object as then, so a widget's
    comparison costs nothing; a call costs about what did change.
    """

    def __init__(self, catalogue: Catalogue, zone: tzinfo) -> None:
        self._catalogue = catalogue
        self._zone = zone
        self._judging = Judging(catalogue, zone)
        self._sections = sectioned(catalogue)
        self._standing: Memo[None, Standing] = Memo()
        self._tiles: Memo[MetricId, TileView] = Memo()
        self._sections_held: Memo[Category, SectionView] = Memo()
        self._gates: Memo[None, SectionView | None] = Memo()
        self._plots: Memo[str, PlotView] = Memo()
        self._charts: Memo[str, ChartView] = Memo()
        self._overview: Memo[None, OverviewView] = Memo()
        self._tray: Memo[None, TrayView] = Memo()
        self._ribbon: Memo[None, RibbonView] = Memo()
        self._earlier: Memo[None, tuple[EarlierView, ...]] = Memo()
        self._reviews: Memo[None, tuple[ReviewView, ...]] = Memo()
        self._attention: Memo[None, AttentionView] = Memo()
        self._heads: Memo[None, tuple[TopicHeadView, ...]] = Memo()

    def using(self, catalogue: Catalogue) -> Presenter:
        """Return a presenter of another catalogue; local times are in the same zone."""
        return Presenter(catalogue, self._zone)

    def show(
        self,
        state: AppState,
        now: float,
        layout: LayoutSettings = UNARRANGED,
        *,
        topics: bool = True,
    ) -> Shown:
        """Return the overview and the tray as of ``now``.

        ``layout`` is how the tiles are arranged. Without ``topics`` only what the overview itself
        shows is drawn: no other page can be open in the very first picture.
        """
        picture = self.picture(state, now)
        standing = self._standing.get(
            None, (picture.metrics, picture.conditions, state.problems), lambda: stand(picture)
        )
        first = self._ribbon.newest(None, ribbon(picture, standing))
        parts = (
            first,
            self._chart_views(picture),
            self._section_views_of(picture),
            self._attention.newest(None, self._attention_of(picture)),
            self._topic_heads(picture, standing) if topics else (),
            layout,
            self._topic_charts(picture) if topics else (),
        )
        return Shown(
            self._overview.get(None, parts, lambda: OverviewView(*parts)),
            self._tray.newest(None, tray(picture, standing, first.headline)),
        )

    def picture(self, state: AppState, now: float) -> Picture:
        """Return the state as judged at ``now``, for the views that have a builder of their own."""
        return self._judging.picture(state, now)

    def detail(
        self,
        state: AppState,
        now: float,
        metric: MetricId,
        span: DetailRange,
        series: Series | None,
        compared: Compared | None = None,
    ) -> DetailView | None:
        """Return a metric's or a gate's page, with ``series`` as its history; None if unknown.

        With ``compared`` the period before is laid over it.
        """
        from aux_monitor.presentation.detail import detail  # noqa: PLC0415 - with the first page

        picture = self.picture(state, now)
        gate = find_gate(picture, metric)
        if gate is not None:
            return gate_detail(gate, picture)
        return detail(picture, metric, span, series, compared)

    def tile(self, state: AppState, now: float, metric: MetricId) -> TileView | None:
        """Return a metric's or a gate's tile, for a picture of it alone; None if it is unknown."""
        picture = self.picture(state, now)
        gate = find_gate(picture, metric)
        if gate is not None:
            return gate_tile(gate, picture)
        judged = picture.metrics.get(metric)
        if judged is None:
            return None
        return marked(tile(judged, now, state.programme_start), demo=state.demo)

    def check(self, state: AppState, now: float) -> Check:
        """Return the levels for the command line."""
        from aux_monitor.presentation.check import check  # noqa: PLC0415 - no window needs it

        return check(self.picture(state, now))

    def next_change_at(self, state: AppState, now: float) -> float:
        """Return when something shown next reads differently without new data."""
        from aux_monitor.presentation.timing import next_change_at  # noqa: PLC0415 - once it runs

        return next_change_at(self._catalogue, state, now)

    def _topic_heads(self, picture: Picture, standing: Standing) -> tuple[TopicHeadView, ...]:
        from aux_monitor.presentation.topics import topic_heads  # noqa: PLC0415 - once it runs

        return self._heads.get(None, standing, lambda: topic_heads(picture, standing))

    def _attention_of(self, picture: Picture) -> AttentionView:
        today = text.day_start(picture.now, picture.zone)
        names = tuple(condition.name for condition in picture.conditions)
        before = self._earlier.get(
            None, (picture.state.episodes, today, names), lambda: _earlier(picture)
        )
        due = self._reviews.get(
            None, today, lambda: reviews(picture.guide.cadences, picture.now, picture.zone)
        )
        return attention(picture, before, due)

    def _chart_views(self, picture: Picture) -> tuple[ChartView, ...]:
        found = ((panel, members(panel, picture)) for panel in PANELS)
        return tuple(self._chart(panel, shown, picture) for panel, shown in found if shown)

    def _topic_charts(self, picture: Picture) -> tuple[ChartView, ...]:
        found = ((panel, topic_members(panel, picture)) for panel in TOPIC_PANELS)
        return tuple(self._chart(panel, shown, picture) for panel, shown in found if shown)

    def _chart(self, panel: Panel, shown: tuple[Judged, ...], picture: Picture) -> ChartView:
        drawn = self._plots.get(
            panel.title,
            plot_key(shown, picture),
            lambda: live_plot(panel, shown, picture),
        )
        return self._charts.get(panel.title, (shown, drawn), lambda: chart(panel, shown, drawn))

    def _section_views_of(self, picture: Picture) -> tuple[SectionView, ...]:
        metrics = tuple(
            self._section(category, metrics, picture)
            for category, metrics in self._sections.items()
        )
        state = picture.state
        key = section_key(picture)
        given = (key, picture.now // _MINUTE_S, state.programme_start, state.demo)
        gates = self._gates.get(None, given, lambda: gate_section(picture))
        return metrics if gates is None else (*metrics, gates)

    def _section(
        self, category: Category, metrics: tuple[MetricId, ...], picture: Picture
    ) -> SectionView:
        judged = tuple(picture.metrics[metric] for metric in metrics)
        state = picture.state
        given = (judged, picture.now // _MINUTE_S, state.programme_start, state.demo)
        return self._sections_held.get(
            category, given, lambda: self._new_section(category, judged, picture)
        )

    def _new_section(
        self, category: Category, shown: tuple[Judged, ...], picture: Picture
    ) -> SectionView:
        start = picture.state.programme_start
        # Where nothing is connected there is no pace to see, and what to do is said once.
        told = shown if category is Category.ADOPTION else _connected(shown)
        dated = tuple(target for judged in told for target in judged.metric.dated)
        once = start is not None or category is Category.ADOPTION
        hint = pace_words(dated, picture.now, start) if once else ""
        return section(category, hint, [self._tile(judged, picture) for judged in shown])

    def _tile(self, judged: Judged, picture: Picture) -> TileView:
        start, demo = picture.state.programme_start, picture.state.demo
        dated = (picture.now // _MINUTE_S, start) if judged.metric.dated else None
        today = picture.now // DAY_S if judged.words.falls is not None else None
        return self._tiles.get(
            judged.metric.id,
            (judged, dated, today, demo),
            lambda: marked(tile(judged, picture.now, start), demo=demo),
        )
