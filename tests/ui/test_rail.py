"""The rail: every button can be seen at every height, and the alerts' number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.rail import FORMS, PAGES, SETUP, TOOLS, Rail, RailButton, form_for
from aux_monitor.ui.theme import Theme

_ENTRIES = (len(PAGES), len(SETUP) + len(TOOLS))


def test_there_are_nine_pages() -> None:
    """One for each of the keys 1 to 9."""
    assert len(PAGES) == 9


@pytest.mark.parametrize("height", [1080, 720, 480])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_button_fits_the_height(
    qtbot: QtBot, theme: Theme, height: int, scale: float
) -> None:
    """None is clipped, none lies over another; at 720 pixels the pages still have their words."""
    rail = Rail(theme.scaled(scale))
    qtbot.addWidget(rail)
    rail.resize(rail.width(), round(height * scale))
    rail.show()
    buttons = rail.findChildren(RailButton)
    areas = sorted((button.geometry() for button in buttons), key=lambda area: area.top())
    assert len(areas) == sum(_ENTRIES)
    assert all(rail.rect().contains(area) for area in areas)
    assert all(low.top() > high.bottom() for high, low in pairwise(areas))
    assert form_for(height, *_ENTRIES).page.word is (height >= 720)


def test_a_lower_rail_never_has_a_roomier_form() -> None:
    """And the lowest window still has one that fits it."""
    used = [FORMS.index(form_for(height, *_ENTRIES)) for height in range(1200, 479, -10)]
    assert used == sorted(used)
    assert form_for(480, *_ENTRIES).needed(*_ENTRIES) <= 480


def test_the_alerts_number_is_drawn_and_spoken(qtbot: QtBot, theme: Theme) -> None:
    """Two alerts are a disc at the icon and a part of the button's name; none is neither."""
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 720)
    button = next(each for each in rail.findChildren(RailButton) if each.text() == "Alerts")
    plain = button.grab().toImage()
    rail.show_count(ActionId.ALERTS, 2)
    assert button.accessibleName() == "Alerts, 2"
    assert button.grab().toImage() != plain
    rail.show_count(ActionId.ALERTS, 0)
    assert button.accessibleName() == "Alerts"
    assert button.grab().toImage() == plain
