"""The ribbon: the sentence keeps its room, trouble is always named, colour means something."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import RibbonView
from aux_monitor.ui.ribbon import Ribbon
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.trust_strip import place_chips
from tests.ui.painted import Painted
from tests.ui.sample_views import chip, incident, normal


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Ribbon:
    """Return a painted ribbon of the incident."""
    made = Ribbon(theme)
    qtbot.addWidget(made)
    made.resize(1844, made.height())
    made.show_view(incident().ribbon)
    with qtbot.waitExposed(made):
        made.show()
    QApplication.processEvents()
    return made


def aged(view: RibbonView) -> RibbonView:
    """Return the ribbon a second later."""
    return replace(view, sources=(chip("Collector", "2 s ago · 2 logs"), *view.sources[1:]))


def test_an_equal_view_paints_nothing(shown: Ribbon) -> None:
    """The same view again costs no paint."""
    painted = Painted(shown)
    shown.show_view(incident().ribbon)
    assert painted.settle() == []


def test_a_source_that_aged_leaves_the_sentence_alone(shown: Ribbon) -> None:
    """A second that passed paints the trust strip only."""
    painted = Painted(shown)
    shown.show_view(aged(incident().ribbon))
    (area,) = painted.settle()
    assert area.left() > 800


def test_only_a_wrong_state_is_tinted(shown: Ribbon, theme: Theme) -> None:
    """The ground is plain on a calm day and coloured in an incident."""
    plain = theme.colours.background.rgb()
    assert shown.grab().toImage().pixel(4, 50) != plain
    shown.show_view(normal().ribbon)
    assert shown.grab().toImage().pixel(4, 50) == plain


def test_the_demonstration_is_marked(shown: Ribbon) -> None:
    """Invented figures never pass for real ones."""
    view = incident().ribbon
    before = shown.grab().toImage()
    shown.show_view(replace(view, demo=True))
    assert shown.grab().toImage() != before


def test_a_screen_reader_hears_the_sentence_first(shown: Ribbon) -> None:
    """The accessible name begins with the headline and names every source."""
    name = shown.accessibleName()
    assert name.startswith("2 breaches: success rate 88.6 %, response time 318 ms.")
    assert "Discord: stale, 52 min" in name


def test_a_sources_words_stand_under_the_pointer(shown: Ribbon) -> None:
    """The tool tip over a chip says what the chip had no room for."""
    at = QPoint(1290, 48)
    QApplication.sendEvent(shown, QHelpEvent(QHelpEvent.Type.ToolTip, at, shown.mapToGlobal(at)))
    assert "Collector: 1 s ago" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("room", [2000.0, 480.0, 400.0, 120.0])
def test_chips_stay_in_their_room_and_trouble_is_always_named(theme: Theme, room: float) -> None:
    """Fresh sources lose their details first, then their place; a silent one is still there."""
    sources = (
        chip("Collector", "1 s ago · 2 logs"),
        chip("GitHub", "4 min ago · 4,812 left"),
        chip("PyPI, npm", "6 h ago"),
        chip("Discord", "stale, 52 min", Level.OFF_TARGET),
    )
    placed = place_chips(sources, theme, 1500.0, room)
    assert placed[-1].left + placed[-1].width == pytest.approx(1500.0)
    assert 1500.0 - placed[0].left <= room
    assert "Discord" in [each.view.name for each in placed]
    ends = [each.left + each.width for each in placed[:-1]]
    starts = [each.left for each in placed[1:]]
    assert all(end < start for end, start in zip(ends, starts, strict=True))


def test_with_room_for_all_every_source_shows_its_age(theme: Theme) -> None:
    """Nothing is shortened that need not be."""
    placed = place_chips(incident().ribbon.sources, theme, 1500.0, 900.0)
    assert [each.detail for each in placed] == [True] * 4


def test_a_click_on_a_source_asks_for_all_of_them(shown: Ribbon) -> None:
    """A source leads to the sources side by side; the sentence beside it leads nowhere."""
    asked: list[int] = []
    shown.sources_wanted.connect(lambda: asked.append(1))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(300, 48))
    assert asked == []
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(1290, 48))
    assert asked == [1]
