"""The window on a second monitor looks as it did when somebody last looked at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.ambient import ambient, grown
from aux_monitor.presentation.views import OverviewView
from aux_monitor.ui.ambient_screen import AmbientScreen
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.pages import Page
from aux_monitor.ui.promoted import PromotedStrip, RotationMark
from aux_monitor.ui.theme import Theme, ThemeName
from tests.ui import sample_views
from tests.ui.window.golden import assert_golden

SIZE = QSize(1280, 720)


def one_failing() -> OverviewView:
    """Return an incident with one alert."""
    incident = sample_views.incident()
    cards = incident.attention.cards[:1]
    return replace(incident, attention=replace(incident.attention, cards=cards))


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize(
    ("state", "name"),
    [
        (sample_views.normal, ThemeName.DARK),
        (sample_views.incident, ThemeName.DARK),
        (one_failing, ThemeName.LIGHT),
    ],
)
def test_the_ambient_view_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    state: Callable[[], OverviewView],
    name: ThemeName,
) -> None:
    """Dim while all is well; the failing figures as large as the screen."""
    window = QWidget()
    qtbot.addWidget(window)
    screen = AmbientScreen(themes[name], window)
    screen.show_view(ambient(state()))
    picture = render_unseen(screen, SIZE, 1.0)
    assert_golden(picture, f"ambient-{state.__name__}-{name.value}-1280x720", tmp_path)


@pytest.mark.usefixtures("greenwich")
def test_a_kiosk_that_promotes_looks_as_it_should(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    """No rail; what fails above its page, and what comes next below it."""
    incident = sample_views.incident()
    frame = Frame(theme)
    qtbot.addWidget(frame)
    strip, mark = PromotedStrip(theme), RotationMark(theme)
    frame.add_strips(strip, mark)
    frame.show_rail(there=False)
    frame.show_overview(incident)
    frame.attach_plots()
    frame.show_page(Page.PERFORMANCE)
    strip.show_view(next(grown(incident)))
    mark.say("Stays on Performance until it recovers")
    assert_golden(render_unseen(frame, SIZE, 1.0), "kiosk-promoted-dark-1280x720", tmp_path)
