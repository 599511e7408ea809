"""What an export is made from, gathered from the state that is shown."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec

from aux_monitor import __version__
from aux_monitor.bootstrap.exporting import Sight
from aux_monitor.bootstrap.exports import Material
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.chart_card import chart_of
from aux_monitor.presentation.detail_views import (
    DetailRange,
)
from aux_monitor.presentation.provenance import Provenance, build_provenance
from aux_monitor.presentation.views import (
    ChartView,
    OverviewView,
)
from aux_monitor.services.export_intents import Export
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.theme import Theme

T = TypeVar("T")

HISTORY_SHOWN_S = 3600.0
"""The span of the live charts, which a snapshot names as its range."""

_DIGITS = 16


def material_of(export: Export, sight: Sight, theme: Theme, frame: Frame | None = None) -> Material:
    """Return what ``export`` needs; ``frame`` is the open window's, None without one."""
    presenter, state, now = sight.presenter, sight.state, sight.now
    view = presenter.show(state, now, sight.settings.layout).overview
    metric = export.metric
    tile = None if metric is None else presenter.tile(state, now, metric)
    chart = None if metric is None else _chart(sight, metric, view)
    return Material(
        theme=theme,
        view=_shown(view, sight),
        provenance=provenance_of(sight),
        frame=frame,
        tile=_shown(tile, sight),
        chart=_shown(chart, sight),
    )


def provenance_of(sight: Sight) -> Provenance:
    """Return what an export of this moment says of itself."""
    picture = sight.presenter.picture(sight.state, sight.now)
    built = build_provenance(picture, __version__, sight.now - HISTORY_SHOWN_S)
    whole = msgspec.structs.replace(built, config=fingerprint(sight.settings, picture.catalogue))
    return whole if sight.mask is None else whole.hidden()


def _shown(view: T, sight: Sight) -> T:
    return view if sight.mask is None else sight.mask.view(view)


def fingerprint(settings: Settings, catalogue: Catalogue) -> str:
    """Return the first digits of a SHA-256 over all settings and rules; no secret is among them."""
    text = msgspec.json.encode(settings, order="deterministic") + repr(catalogue).encode()
    return hashlib.sha256(text).hexdigest()[:_DIGITS]


def _chart(sight: Sight, metric: MetricId, view: OverviewView) -> ChartView | None:
    """Return the chart as it is shown: of the open page, of the overview, or the last hour."""
    opened = sight.detail
    if opened is not None and opened.tile.metric == metric:
        return chart_of(opened)
    for each in view.charts:
        if each.metric == metric:
            return each
    series = sight.state.series.get(metric)
    made = sight.presenter.detail(sight.state, sight.now, metric, DetailRange.HOUR, series)
    return None if made is None else chart_of(made)
