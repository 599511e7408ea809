"""The window looks as it did when somebody last looked at it: sizes, themes, states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import OverviewView
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.theme import Theme, ThemeName, scale_for
from tests.ui import sample_views
from tests.ui.window.golden import assert_golden

_SMALL, _USUAL, _LARGE = QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize(
    ("state", "name", "size"),
    [
        (sample_views.incident, ThemeName.DARK, _USUAL),
        (sample_views.incident, ThemeName.LIGHT, _USUAL),
        (sample_views.incident, ThemeName.DARK, _SMALL),
        (sample_views.incident, ThemeName.LIGHT, _SMALL),
        (sample_views.normal, ThemeName.LIGHT, _USUAL),
        (sample_views.normal, ThemeName.DARK, _SMALL),
        (sample_views.normal, ThemeName.DARK, _LARGE),
        (sample_views.stale, ThemeName.LIGHT, _SMALL),
        (sample_views.offline, ThemeName.DARK, _SMALL),
        (sample_views.cached, ThemeName.DARK, _SMALL),
        (sample_views.cached, ThemeName.LIGHT, _USUAL),
        (sample_views.empty, ThemeName.LIGHT, _USUAL),
        (sample_views.empty, ThemeName.DARK, _SMALL),
    ],
)
def test_the_overview_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    state: Callable[[], OverviewView],
    name: ThemeName,
    size: QSize,
) -> None:
    """An incident, a calm day, silence, a cut cable, a start with old figures, a first start."""
    frame = Frame(themes[name].scaled(scale_for(size.width(), size.height())))
    qtbot.addWidget(frame)
    frame.show_overview(state())
    frame.attach_plots()
    title = f"overview-{state.__name__}-{name.value}-{size.width()}x{size.height()}"
    assert_golden(render_unseen(frame, size, 1.0), title, tmp_path)
