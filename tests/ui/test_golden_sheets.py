"""Every page in every state, size and theme: a sheet of small pictures for each page and theme.

The other golden images hold what an eye looks for, pixel by pixel; these hold that no combination
is torn, clipped, empty or out of colour. A sheet is read like a table: states down, sizes across.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from aux_monitor.ui.export import render_unseen
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.pages import Page
from aux_monitor.ui.theme import Theme, ThemeName, scale_for
from tests.ui import sample_views
from tests.ui.window.golden import assert_golden

_SIZES = (QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160))
_STATES = (
    sample_views.normal(),
    sample_views.incident(),
    sample_views.stale(),
    sample_views.offline(),
    sample_views.empty(),
)
_SMALL = QSize(480, 270)
_PAGES = (
    Page.OVERVIEW,
    Page.PERFORMANCE,
    Page.ADOPTION,
    Page.COMMUNITY,
    Page.QUALITY,
    Page.DEVELOPERS,
    Page.BUSINESS,
)


@pytest.mark.usefixtures("greenwich")
@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("page", _PAGES)
def test_a_page_holds_in_every_state_and_size(
    qtbot: QtBot, themes: dict[ThemeName, Theme], tmp_path: Path, page: Page, name: ThemeName
) -> None:
    """A calm day, an incident, silence, a cut cable and a first start, at three sizes."""
    sheet = QImage(
        _SMALL.width() * len(_SIZES), _SMALL.height() * len(_STATES), QImage.Format.Format_RGB32
    )
    painter = QPainter(sheet)
    for column, size in enumerate(_SIZES):
        frame = Frame(themes[name].scaled(scale_for(size.width(), size.height())))
        qtbot.addWidget(frame)
        frame.show_overview(_STATES[0])
        frame.attach_plots()
        frame.show_page(page)
        for row, view in enumerate(_STATES):
            frame.show_overview(view)
            at = QPoint(column * _SMALL.width(), row * _SMALL.height())
            painter.drawImage(at, _made_small(render_unseen(frame, size, 1.0)))
    painter.end()
    assert_golden(sheet, f"sheet-{page.value}-{name.value}", tmp_path)


def _made_small(picture: QImage) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(_SMALL, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
