"""An incident looks as it did when somebody last looked at it: high contrast and every palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from aux_monitor.settings.schema import PaletteChoice
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.theme import Contrast, Look, Theme, ThemeName
from tests.ui import sample_views
from tests.ui.window.golden import assert_golden

SIZE = QSize(1280, 720)

LOOKS = [
    Look(ThemeName.DARK, Contrast.HIGH),
    Look(ThemeName.LIGHT, Contrast.HIGH),
    Look(ThemeName.DARK, palette=PaletteChoice.RED_GREEN),
    Look(ThemeName.DARK, palette=PaletteChoice.BLUE_YELLOW),
    Look(ThemeName.DARK, palette=PaletteChoice.EVERY),
    Look(ThemeName.LIGHT, palette=PaletteChoice.RED_GREEN),
]


def title(look: Look) -> str:
    """Return the name of a look's picture."""
    kind = "contrast" if look.contrast is Contrast.HIGH else look.palette.value
    return f"overview-incident-{look.name.value}-{kind}"


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize("look", LOOKS, ids=title)
def test_an_incident_looks_as_it_should(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, look: Look
) -> None:
    """Marks, words, curves, bands and borders in high contrast, and in the palettes' colours."""
    frame = Frame(themes[look.name].worn(look.contrast, look.palette))
    qtbot.addWidget(frame)
    frame.show_overview(sample_views.incident())
    frame.attach_plots()
    assert_golden(render_unseen(frame, SIZE, 1.0), f"{title(look)}-1280x720", tmp_path)
