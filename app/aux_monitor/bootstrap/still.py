"""Draws the overview without a window, for ``aux-monitor snapshot``."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt

from aux_monitor.bootstrap.application import (
    Themes,
    catch_complaints,
    make_application,
    theme_choice,
)
from aux_monitor.bootstrap.ground import Ground
from aux_monitor.bootstrap.options import Size
from aux_monitor.bootstrap.snapshots import Snapshot
from aux_monitor.presentation.provenance import Provenance
from aux_monitor.presentation.views import OverviewView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.export import FOUR_K_LAYOUT, ratio_of
from aux_monitor.ui.snapshot import render_overview
from aux_monitor.ui.theme import ThemeName, contrast_for


def write_overview(
    ground: Ground,
    view: OverviewView,
    provenance: Provenance,
    file: Path,
    size: Size,
    scale: str,
) -> None:
    """Write the overview at ``size`` and ``scale`` to ``file``; raise ``ExportError``."""
    application = make_application()
    catch_complaints()
    look = ground.settings.window
    choice = theme_choice(ground.options, look.theme)
    name = ThemeName.LIGHT if choice is ThemeChoice.LIGHT else ThemeName.DARK
    wanted = SnapshotScale(scale.upper() if scale == "4k" else scale)
    layout = FOUR_K_LAYOUT if wanted is SnapshotScale.FOUR_K else QSize(size.width, size.height)
    contrast = contrast_for(look.contrast, Qt.ContrastPreference.NoPreference)
    theme = Themes(ground.resources)[name].worn(contrast, look.palette)
    image = render_overview(view, theme, layout, ratio_of(wanted), provenance.stamp)
    Snapshot(image, provenance, file).write()
    application.quit()
