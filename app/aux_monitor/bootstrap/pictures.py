"""Snapshots of what the window shows, with where their figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aux_monitor.presentation.provenance import Provenance
from aux_monitor.presentation.views import OverviewView, TileView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.export import FOUR_K_LAYOUT
from aux_monitor.ui.snapshot import render_frame, render_overview, render_tile
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.window import MainWindow

FOUR_K = FOUR_K_LAYOUT
"""The layout of a 4K picture: drawn at two pixels a point it is 3840 x 2160."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture that is drawn and not yet written."""

    image: QImage
    provenance: Provenance
    path: Path


def draw_window(
    window: MainWindow, view: OverviewView, provenance: Provenance, scale: SnapshotScale
) -> QImage:
    """Return the open page as it is, or laid out anew for 4K, with ``view`` and its stamp."""
    window.show_overview(view)
    return render_frame(window.frame, scale, provenance.stamp)


def draw_overview(
    view: OverviewView, provenance: Provenance, theme: Theme, size: QSize, ratio: float
) -> QImage:
    """Return the overview laid out at ``size`` points, whatever window there is or is not."""
    return render_overview(view, theme, size, ratio, provenance.stamp)


def draw_tile(view: TileView, provenance: Provenance, theme: Theme, scale: SnapshotScale) -> QImage:
    """Return one tile by itself; a 4K one has 3840 x 2160 pixels."""
    return render_tile(view, theme, scale, provenance.only(view.metric).stamp)
