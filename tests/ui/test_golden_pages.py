"""Each topic's page looks as it did when somebody last looked at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from aux_monitor.presentation.views import OverviewView
from aux_monitor.settings.schema import LayoutSettings
from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName, scale_for
from tests.ui.sample_tiles import metric_id
from tests.ui.sample_views import incident, normal
from tests.ui.window.golden import assert_golden

_NARROW, _SMALL = QSize(760, 480), QSize(1280, 720)
_USUAL, _LARGE = QSize(1920, 1080), QSize(3840, 2160)
_TOPICS = (
    Page.PERFORMANCE,
    Page.ADOPTION,
    Page.COMMUNITY,
    Page.QUALITY,
    Page.DEVELOPERS,
    Page.BUSINESS,
)


def arranged() -> OverviewView:
    """Return the incident with two tiles pinned and three hidden, one of them off target."""
    names = ("MTTR", "Contributors", "Issues resolved", "High errors", "Low errors")
    ids = [str(metric_id(name)) for name in names]
    layout = LayoutSettings(pinned=tuple(ids[:2]), hidden=tuple(ids[2:]))
    return replace(incident(), layout=layout)


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize(
    ("page", "state", "name", "size"),
    [
        *((page, normal, ThemeName.DARK, _SMALL) for page in _TOPICS),
        *((page, normal, ThemeName.LIGHT, _USUAL) for page in _TOPICS),
        (Page.PERFORMANCE, incident, ThemeName.DARK, _USUAL),
        (Page.PERFORMANCE, incident, ThemeName.DARK, _NARROW),
        (Page.ADOPTION, incident, ThemeName.LIGHT, _SMALL),
        (Page.ADOPTION, normal, ThemeName.DARK, _LARGE),
        (Page.OVERVIEW, arranged, ThemeName.DARK, _USUAL),
    ],
)
def test_a_page_looks_as_it_should(
    qtbot: QtBot,
    themes: dict[ThemeName, Theme],
    tmp_path: Path,
    page: Page,
    state: Callable[[], OverviewView],
    name: ThemeName,
    size: QSize,
) -> None:
    """Every topic on a calm day, an incident, every size, and tiles pinned and hidden."""
    frame = Frame(themes[name].scaled(scale_for(size.width(), size.height())))
    qtbot.addWidget(frame)
    frame.show_overview(state())
    frame.attach_plots()
    frame.show_page(page)
    title = f"{page.value}-{state.__name__}-{name.value}-{size.width()}x{size.height()}"
    assert_golden(render_unseen(frame, size, 1.0), title, tmp_path)
