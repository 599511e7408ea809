"""The ambient view: large words while all is well, the failing figure as large as can be if not.

It is made from the overview's view, so that both always say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.trigger import Phase
from aux_monitor.presentation.views import AlertCardView, FigureView, OverviewView
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import AmbientChoice

REST_S = 60.0
"""An ambient view that is always wanted comes back this long after the window was last used."""

MOST_GROWN = 3
"""So many failing figures can be read from three metres; the others are counted."""

_MINUTE_S = 60.0
_ACROSS_PER_MIN, _DOWN_PER_MIN = 1.93, 1.37
_FAILS = (Phase.FIRING, Phase.RECOVERING)


class GrownView(Struct, frozen=True):
    """One failing figure, to be drawn large.

    ``word`` says how it stands and for how long ("firing 14 min"), ``title`` what is wrong with
    it, ``action`` what the document orders.
    """

    metric: MetricId
    name: str
    figure: FigureView
    level: Level
    word: str
    title: str
    action: str


class AmbientView(Struct, frozen=True):
    """What is shown from afar. ``dim`` says that nothing asks for a look.

    ``more`` counts what fails besides the ``grown``, empty for none.
    """

    level: Level
    headline: str
    subline: str
    time: str
    date: str
    dim: bool
    grown: tuple[GrownView, ...]
    more: str
    demo: bool


def ambient(view: OverviewView) -> AmbientView:
    """Return the ambient view of what the overview shows.

    It is dim only where nothing fails and all that is shown can be believed: a figure that is off
    its target for weeks asks for no look tonight, a source that is silent does.
    """
    ribbon, failing = view.ribbon, tuple(grown(view))
    more = len(failing) - MOST_GROWN
    return AmbientView(
        level=ribbon.level,
        headline=ribbon.headline,
        subline=ribbon.subline,
        time=ribbon.time,
        date=ribbon.date,
        dim=not failing and ribbon.level in (Level.ON_TARGET, Level.OFF_TARGET),
        grown=failing[:MOST_GROWN],
        more=tr("and {more} more", more=more) if more > 0 else "",
        demo=ribbon.demo,
    )


def grown(view: OverviewView) -> Iterator[GrownView]:
    """Yield what fails, the worst first, each metric once: firing, or not yet sure to be over."""
    told: set[MetricId] = set()
    for card in view.attention.cards:
        if card.can_open and card.phase in _FAILS and card.key.metric not in told:
            told.add(card.key.metric)
            yield _grown(card, *_figure(view, card))


def is_due(
    choice: AmbientChoice, used_at: float | None, started_at: float, now: float, after_s: float
) -> bool:
    """Return whether the ambient view is to be shown at ``now``.

    ``used_at`` is when somebody last used the window, None for never since ``started_at``.
    """
    match choice:
        case AmbientChoice.OFF:
            return False
        case AmbientChoice.IDLE:
            return now - (started_at if used_at is None else used_at) >= after_s
        case AmbientChoice.ALWAYS:
            return used_at is None or now - used_at >= REST_S
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def drift(elapsed_s: float, margin: int) -> tuple[int, int]:
    """Return how far the picture stands off its place, right and down, in whole pixels.

    It wanders between 0 and ``margin`` along both edges, at 1.93 and 1.37 pixels a minute: with
    the rounding never more than 4 pixels within any minute, which no eye notices. The two have no
    short period in common, so the way covers the whole square.
    """
    minutes = max(0.0, elapsed_s) / _MINUTE_S
    return _to_and_fro(minutes * _ACROSS_PER_MIN, margin), _to_and_fro(
        minutes * _DOWN_PER_MIN, margin
    )


def _to_and_fro(way: float, margin: int) -> int:
    if margin <= 0:
        return 0
    rest = way % (2 * margin)
    return int(min(rest, 2 * margin - rest))


def _grown(card: AlertCardView, name: str, figure: FigureView) -> GrownView:
    word = f"{card.word}, {card.lasts}" if card.lasts else card.word
    return GrownView(card.key.metric, name, figure, card.level, word, card.title, card.action)


def _figure(view: OverviewView, card: AlertCardView) -> tuple[str, FigureView]:
    """Return the name and the figure that the overview shows, else what the card says itself."""
    metric = card.key.metric
    for chart in view.charts:
        for head in chart.headlines:
            if head.metric == metric:
                return head.name or chart.title, head.figure
    for section in view.sections:
        for tile in section.tiles:
            if tile.metric == metric:
                return tile.name, tile.figure
    return card.title, FigureView(card.glance)
