"""Exports what is shown without a window, for ``aux-monitor snapshot``."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt

from aux_monitor.bootstrap.application import (
    Themes,
    catch_complaints,
    make_application,
    theme_choice,
)
from aux_monitor.bootstrap.exporting import Sight
from aux_monitor.bootstrap.exports import file_bytes
from aux_monitor.bootstrap.ground import Ground
from aux_monitor.bootstrap.materials import material_of
from aux_monitor.bootstrap.snapshots import put
from aux_monitor.services.export_intents import Export
from aux_monitor.settings.schema import ThemeChoice
from aux_monitor.ui.look_choice import contrast_for
from aux_monitor.ui.theme import ThemeName


def write_still(ground: Ground, sight: Sight, export: Export, file: Path) -> None:
    """Write what ``export`` asks for to ``file``; raise ``ExportError``."""
    application = make_application()
    catch_complaints()
    look = ground.settings.window
    choice = theme_choice(ground.options, look.theme)
    name = ThemeName.LIGHT if choice is ThemeChoice.LIGHT else ThemeName.DARK
    contrast = contrast_for(look.contrast, Qt.ContrastPreference.NoPreference)
    theme = Themes(ground.resources)[name].worn(contrast, look.palette)
    material = material_of(export, sight, theme)
    put(asyncio.run(file_bytes(export, material)), file)
    application.quit()
