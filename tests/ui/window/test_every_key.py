"""Every key of the table does what its row says, on the page where it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from aux_monitor.services.export_intents import SetPrivate
from aux_monitor.services.intents import (
    ArrangeTiles,
    ExportSnapshot,
    Intent,
    Quit,
    Refresh,
    SnapshotScale,
)
from aux_monitor.settings.schema import UNARRANGED, LayoutSettings, WindowSettings
from aux_monitor.ui.actions import ACTIONS, ActionId
from aux_monitor.ui.entry_fields import EntryFields
from aux_monitor.ui.export_panel import ExportPanel
from aux_monitor.ui.help_sheet import HelpSheet
from aux_monitor.ui.pages import PAGE_ACTIONS, Page
from aux_monitor.ui.palette import Palette
from aux_monitor.ui.theme import Theme, ThemeName
from aux_monitor.ui.tile import Tile
from tests.ui.window import detail_views, entry_samples
from tests.ui.window.heard import heard
from tests.ui.window.standing_by import Standing


class Desk:
    """A shown window, and everything that it asked for."""

    def __init__(self, themes: dict[ThemeName, Theme]) -> None:
        self.standing = Standing(themes)
        self.window = self.standing.window
        self.asked = heard(self.window.intent)
        self.connect = heard(self.window.connect_wanted)
        self.settings = heard(self.window.settings_wanted)
        self.chosen = heard(self.standing.monitor.chosen)

    @property
    def layouts(self) -> list[LayoutSettings]:
        """The arrangements asked for, one after the other."""
        return [each.layout for each in self.asked if isinstance(each, ArrangeTiles)]

    @property
    def window_settings(self) -> list[WindowSettings]:
        """The settings asked for by key."""
        return [each for each in self.chosen if isinstance(each, WindowSettings)]

    def sees(self, kind: type[QWidget]) -> bool:
        """Return whether a widget of a kind can be seen."""
        return any(each.isVisible() for each in self.window.findChildren(kind))

    def at_tile(self, number: int) -> None:
        """Go to a tile."""
        tiles = [tile for tile in self.window.findChildren(Tile) if tile.isVisible()]
        tiles[number].setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))


class Effect(Struct, frozen=True):
    """How a key is seen to have done its own, and where it applies if not on the overview."""

    seen: Callable[[Desk], bool]
    at: Callable[[Desk], object] = lambda desk: desk.window.frame.page


def asks(intent: Intent) -> Effect:
    """Return the effect of a key that asks the services for something."""
    return Effect(lambda desk: desk.asked == [intent])


def opens(kind: type[QWidget]) -> Effect:
    """Return the effect of a key that opens a sheet."""
    return Effect(lambda desk: desk.sees(kind))


def turns_to(page: Page) -> Effect:
    """Return the effect of a key that opens a page, pressed on another one."""
    other = Page.ALERTS if page is Page.OVERVIEW else Page.OVERVIEW
    return Effect(
        lambda desk: desk.window.frame.page is page,
        lambda desk: desk.window.run(PAGE_ACTIONS[other]),
    )


def arranges(number: int, seen: Callable[[LayoutSettings], bool]) -> Effect:
    """Return the effect of a key that arranges a tile, pressed on the tile of a number."""
    return Effect(
        lambda desk: len(desk.layouts) == 1 and seen(desk.layouts[0]),
        lambda desk: desk.at_tile(number),
    )


def by_hand(desk: Desk) -> None:
    """Open a KPI whose figures people enter, its breakdown in view."""
    desk.window.show_detail(replace(detail_views.response_time(), by_hand=True))
    desk.window.show_entry(entry_samples.view())


def pinned(desk: Desk) -> None:
    """Pin a tile, which can be taken back."""
    desk.at_tile(0)
    desk.press("P")


EFFECTS: dict[ActionId, Effect] = {
    **{action: turns_to(page) for page, action in PAGE_ACTIONS.items() if page is not Page.DETAIL},
    ActionId.OVERVIEW: turns_to(Page.OVERVIEW),
    ActionId.REFRESH: asks(Refresh()),
    ActionId.SNAPSHOT_1X: asks(ExportSnapshot(SnapshotScale.ONE)),
    ActionId.SNAPSHOT_2X: asks(ExportSnapshot(SnapshotScale.TWO)),
    ActionId.SNAPSHOT_4K: asks(ExportSnapshot(SnapshotScale.FOUR_K)),
    ActionId.PRIVATE: asks(SetPrivate()),
    ActionId.QUIT: asks(Quit()),
    ActionId.EXPORT: opens(ExportPanel),
    ActionId.PALETTE: opens(Palette),
    ActionId.HELP: opens(HelpSheet),
    ActionId.ENTER: Effect(lambda desk: desk.sees(EntryFields), by_hand),
    ActionId.CONNECT: Effect(lambda desk: desk.connect == [None]),
    ActionId.SETTINGS: Effect(lambda desk: desk.settings == [None]),
    ActionId.BACK: turns_to(Page.OVERVIEW),
    ActionId.PIN: arranges(0, lambda layout: len(layout.pinned) == 1),
    ActionId.HIDE: arranges(0, lambda layout: len(layout.hidden) == 1),
    ActionId.EARLIER: arranges(1, lambda layout: bool(layout.order)),
    ActionId.LATER: arranges(0, lambda layout: bool(layout.order)),
    ActionId.UNDO: Effect(lambda desk: desk.layouts[1:] == [UNARRANGED], pinned),
    ActionId.FULL_SCREEN: Effect(lambda desk: desk.window.isFullScreen()),
    ActionId.SCREEN: Effect(lambda desk: desk.sees(QMenu)),
    ActionId.ON_TOP: Effect(lambda desk: [each.on_top for each in desk.window_settings] == [True]),
    ActionId.ROTATE: Effect(lambda desk: any(each.rotate_every_s for each in desk.window_settings)),
    ActionId.AMBIENT: Effect(lambda desk: desk.standing.monitor.resting),
}
"""What each action is seen by; the tests below fail for an action that is not here."""


@pytest.fixture
def desk(themes: dict[ThemeName, Theme]) -> Iterator[Desk]:
    """Give a window that is shown and active, with a second monitor's manners."""
    made = Desk(themes)
    assert QTest.qWaitForWindowActive(made.window)
    yield made
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    made.window.close()
    made.window.deleteLater()


def test_every_action_of_the_table_has_its_effect_here() -> None:
    """Nothing can be added to the table that is not pressed below."""
    assert set(EFFECTS) == {entry.id for entry in ACTIONS} == set(ActionId)


@pytest.mark.parametrize(
    ("action", "key"),
    [(entry.id, key) for entry in ACTIONS for key in entry.keys],
    ids=lambda value: value.value if isinstance(value, ActionId) else value,
)
def test_each_key_does_what_its_row_says(desk: Desk, action: ActionId, key: str) -> None:
    """It shows once the key is pressed, and not before."""
    effect = EFFECTS[action]
    effect.at(desk)
    QApplication.processEvents()
    before = effect.seen(desk)
    desk.press(key)
    assert (before, effect.seen(desk)) == (False, True)
