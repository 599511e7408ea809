"""Frozen views: exactly what each widget draws, and nothing to compute.

Two equal views draw the same pixels, so a widget repaints only when its view changed. All text
is plain; widgets never interpret it as markup.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from aux_monitor.domain.level import Level, Trust
from aux_monitor.domain.notice import AlertKey
from aux_monitor.domain.reading import MetricId, SourceId
from aux_monitor.domain.topics import Topic
from aux_monitor.domain.trigger import Phase
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings

if TYPE_CHECKING:
    from aux_monitor.presentation.away import AwayView


class FigureView(Struct, frozen=True):
    """A figure with its unit, set apart because the unit is drawn smaller."""

    text: str
    unit: str = ""


class BarView(Struct, frozen=True):
    """The bar under a dated target; all are shares of the bar's length, 0 to 1.

    ``others`` are the dated targets beside the next one: behind it, or further ahead.
    """

    value: float
    due: float | None
    next_target: float
    others: tuple[float, ...] = ()


class TileView(Struct, frozen=True):
    """One quiet tile.

    ``word`` is the level's or the trust's word ("on target", "stale 4 min", "low traffic n 12",
    "not connected"); ``foot`` the target text at its left; ``age`` the data's age; ``hint`` a few
    words beside the figure ("78 % of pace"). ``spark`` is the line of history (None: gap) and
    ``spark_limit`` the target drawn as a dashed line across it. ``dimmed`` hatches the tile.
    ``accessible`` is the whole state in one sentence, for screen readers. ``note`` is one line
    under the figure; ``demo`` marks figures of the demonstration; ``large`` the North Star.
    """

    metric: MetricId
    name: str
    figure: FigureView
    level: Level
    trust: Trust
    word: str
    foot: str
    age: str
    hint: str
    spark: tuple[float | None, ...]
    spark_limit: float | None
    bar: BarView | None
    dimmed: bool
    pending: bool
    accessible: str
    tooltip: str
    note: str = ""
    demo: bool = False
    large: bool = False


class LineColour(Enum):
    """The series colours of the theme; EARLIER is for the period before, laid over this one."""

    FIRST = "first"
    SECOND = "second"
    EARLIER = "earlier"


class LimitKind(Enum):
    """What a horizontal line means; the theme gives it its colour."""

    TARGET = "target"
    ALERT = "alert"
    DUE = "due"


class LineView(Struct, frozen=True):
    """One curve: evenly spaced values from ``start``; None is a gap and is never joined.

    A ``dashed`` one was not measured in this span: it is a path to be kept to, extrapolated, or
    the period before, whose times lie ``shift_s`` earlier than drawn. Values before and after a
    time of ``breaks`` are never joined either: the metric was defined anew between them.
    """

    name: str
    colour: LineColour
    start: float
    step_s: float
    values: tuple[float | None, ...]
    dashed: bool = False
    shift_s: float = 0.0
    breaks: tuple[float, ...] = ()


class LimitView(Struct, frozen=True):
    """A labelled horizontal line."""

    kind: LimitKind
    value: float
    label: str


class BandView(Struct, frozen=True):
    """A faint horizontal band; None is the edge of the chart."""

    level: Level
    low: float | None
    high: float | None


class MarkerView(Struct, frozen=True):
    """A dotted vertical line with a label at its top: a release, or an alert's onset."""

    at: float
    label: str


class AlertSpanView(Struct, frozen=True):
    """An alert on a chart, from its firing to its end; None as long as it fires."""

    since: float
    until: float | None
    level: Level
    label: str


class HeadlineView(Struct, frozen=True):
    """A big figure of a chart panel with its own level and words."""

    metric: MetricId
    name: str
    figure: FigureView
    level: Level
    word: str
    detail: str
    colour: LineColour


class PlotView(Struct, frozen=True):
    """What the pyqtgraph part of a chart draws. ``y_low``/``y_high`` are the fixed axis ends.

    ``hidden``: private mode took its values away, and no label names any.
    """

    since: float
    until: float
    y_low: float
    y_high: float
    unit: str
    decimals: int
    lines: tuple[LineView, ...]
    limits: tuple[LimitView, ...]
    bands: tuple[BandView, ...]
    markers: tuple[MarkerView, ...]
    alerts: tuple[AlertSpanView, ...] = ()
    hidden: bool = False


class ChartView(Struct, frozen=True):
    """One live chart panel, on the overview and on its ``topic``'s page.

    ``empty`` replaces the plot with a sentence that says what to do.
    """

    metric: MetricId
    title: str
    meta: str
    level: Level
    trust: Trust
    dimmed: bool
    headlines: tuple[HeadlineView, ...]
    plot: PlotView
    empty: str
    accessible: str
    topic: Topic | None = None


class SourceChipView(Struct, frozen=True):
    """One source in the trust strip. ``level`` picks shape and colour: ON_TARGET when fresh."""

    source: SourceId
    name: str
    level: Level
    detail: str
    tooltip: str


class RibbonView(Struct, frozen=True):
    """The sentence first."""

    level: Level
    headline: str
    subline: str
    tinted: bool
    demo: bool
    sources: tuple[SourceChipView, ...]
    time: str
    date: str
    private: bool = False


class WhyView(Struct, frozen=True):
    """One row of a card's table: a value or a limit, and a few words about it."""

    label: str
    figure: str
    note: str = ""


class LinkView(Struct, frozen=True):
    """A line that opens a web page; ``page`` is empty where there is none to open."""

    text: str
    page: str = ""


class AlertCardView(Struct, frozen=True):
    """One alert that asks for a person: pending, firing or recovering.

    ``word`` is its state ("firing") and ``phase`` the same for whoever decides by it, ``lasts`` how
    long ("14 min") or the countdown ("fires in 1:20"), the only text that ticks. ``glance`` is the
    value, for a card without room for more. ``action`` is the document's order in its own words.
    ``why`` holds the value against its limits, ``parts`` what makes it, the worst first, ``lines``
    sentences, ``release`` what was published before, ``standing`` who was told and who has taken
    note. ``page`` is where its source shows it, empty where nowhere. ``answered`` is what a person
    has done about it ("snoozed"), for a card without room for more; ``end_snooze`` names what
    would take a snooze back. ``spoken`` is all of it for a screen reader. A source's or the
    program's own trouble is a card too; it has no metric, so ``can_open`` is False.
    """

    key: AlertKey
    level: Level
    title: str
    word: str
    spoken: str
    lasts: str = ""
    glance: str = ""
    action: str = ""
    why: tuple[WhyView, ...] = ()
    parts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    release: LinkView | None = None
    standing: str = ""
    page: str = ""
    answered: str = ""
    end_snooze: str = ""
    can_acknowledge: bool = False
    can_snooze: bool = False
    can_open: bool = False
    phase: Phase | None = None


class EarlierView(Struct, frozen=True):
    """One alert that is over: ``day`` and ``time`` of its firing, ``title`` what it was.

    ``detail`` is how long it lasted, its worst value, and who was told or why nobody was.
    ``metric`` is what a click opens, None for a source.
    """

    day: str
    time: str
    level: Level
    title: str
    detail: str
    metric: MetricId | None = None


class ReviewView(Struct, frozen=True):
    """One review that the document's cadence asks for."""

    when: str
    text: str


class AttentionView(Struct, frozen=True):
    """The panel at the right; ``away`` is what happened while nobody looked, until dismissed.

    ``firing`` is how many alerts fire: the number on the rail.
    """

    summary: str
    cards: tuple[AlertCardView, ...]
    earlier: tuple[EarlierView, ...]
    reviews: tuple[ReviewView, ...]
    away: AwayView | None = None
    firing: int = 0


class SectionView(Struct, frozen=True):
    """A heading and its tiles; ``hidden`` are those that a person took out of sight.

    ``pinned`` marks the section that a person filled, which belongs to no topic.
    """

    title: str
    hint: str
    tiles: tuple[TileView, ...]
    topic: Topic | None = None
    hidden: tuple[TileView, ...] = ()
    pinned: bool = False


class TopicHeadView(Struct, frozen=True):
    """What is to be said of a topic: where it stands, the worst of it, and how many stand where."""

    topic: Topic
    level: Level
    sentence: str
    counts: str


class OverviewView(Struct, frozen=True):
    """The overview page, and all that the topics' pages are drawn from.

    ``sections`` hold every tile in the document's order; ``layout`` is how a person arranged
    them (see ``arrangement``). ``heads`` has one for each topic; ``topic_charts`` stand on a
    topic's page alone, in place of tiles. The very first picture has neither.
    """

    ribbon: RibbonView
    charts: tuple[ChartView, ...]
    sections: tuple[SectionView, ...]
    attention: AttentionView
    heads: tuple[TopicHeadView, ...] = ()
    layout: LayoutSettings = UNARRANGED
    topic_charts: tuple[ChartView, ...] = ()


class TrayView(Struct, frozen=True):
    """Icon and tooltip: ``count`` alerts fire; ``snoozed`` is whether anything is silenced."""

    level: Level
    count: int
    tooltip: str
    demo: bool
    snoozed: bool = False
