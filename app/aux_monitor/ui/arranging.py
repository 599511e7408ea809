"""Pinning, hiding and moving tiles: from keys, menus and drags to one intent, and back again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.arrangement import (
    HideTile,
    MoveTile,
    PinTile,
    Rearrangement,
    rearranged,
    rearranged_words,
)
from aux_monitor.presentation.views import SectionView, TileView
from aux_monitor.services.intents import ArrangeTiles
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import LayoutSettings
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.board import Board
from aux_monitor.ui.board_split import form_of
from aux_monitor.ui.window_floats import WindowFloats

_MOST_UNDONE = 50


class Arranger:
    """Turns what a person does with a tile into ``ArrangeTiles``, and can take it back.

    ``emit`` hands the intent on; what it asks for is shown with the next figures, and ``note``
    is to be called with their layout.
    """

    def __init__(self, floats: WindowFloats, emit: Callable[[ArrangeTiles], None]) -> None:
        self._floats = floats
        self._emit = emit
        self._layout = LayoutSettings()
        self._before: list[LayoutSettings] = []

    def note(self, layout: LayoutSettings) -> None:
        """Take note of the layout in force; one that came from elsewhere cannot be undone."""
        if layout != self._layout:
            self._layout = layout
            self._before.clear()

    def run(self, action: ActionId) -> None:
        """Do what a key or the menu asks of the tile in focus."""
        if action is ActionId.UNDO:
            self.undo()
            return
        found = _in_focus(QApplication.focusWidget())
        if found is None:
            self._floats.tell(
                Level.UNKNOWN, tr("Go to a tile first: Tab leads from one to the next.")
            )
            return
        change = _change(action, *found)
        if change is not None:
            self.carry_out(change)

    def carry_out(self, change: Rearrangement) -> None:
        """Ask for a change; say what is not plain to see, with a way to take it back."""
        words = rearranged_words(self._layout, change)
        self._ask(rearranged(self._layout, change))
        if words:
            self._floats.tell(Level.ON_TARGET, words, undo=True)

    def undo(self) -> None:
        """Take the last change back; say so where there is none."""
        if not self._before:
            self._floats.tell(Level.UNKNOWN, tr("There is nothing to take back."))
            return
        wanted = self._before.pop()
        before = [*self._before]
        self._ask(wanted)
        self._before = before
        self._floats.hush()

    def fill(self, menu: QMenu, metric: MetricId, frame: QWidget) -> None:
        """Add what can be done with a metric's tile on the page that can be seen."""
        found = _on_page(frame, metric)
        if found is None:
            return
        section, tile = found
        pinned = tile.metric in self._layout.pinned
        rows = (
            (tr("Unpin\tP") if pinned else tr("Pin to the overview's top\tP"), ActionId.PIN),
            (tr("Hide\tH"), ActionId.HIDE),
            (tr("Move earlier\tAlt+Left"), ActionId.EARLIER),
            (tr("Move later\tAlt+Right"), ActionId.LATER),
        )
        for words, action in rows:
            change = _change(action, section, tile)
            entry = menu.addAction(words)
            entry.setEnabled(change is not None)
            if change is not None:
                entry.triggered.connect(
                    lambda _checked=False, change=change: self.carry_out(change)
                )
        menu.addSeparator()

    def _ask(self, layout: LayoutSettings) -> None:
        if layout == self._layout:
            return
        self._before = [*self._before[1 - _MOST_UNDONE :], self._layout]
        self._layout = layout
        self._emit(ArrangeTiles(layout))


def _in_focus(focus: QWidget | None) -> tuple[SectionView, TileView] | None:
    """Return the tile in focus and its section; None where something else has the focus."""
    board = None if focus is None else focus.parentWidget()
    if focus is None or not isinstance(board, Board):
        return None
    metric = board.metric_of(focus)
    return None if metric is None else _held(board, metric)


def _change(action: ActionId, section: SectionView, tile: TileView) -> Rearrangement | None:
    """Return what an action means for a tile; None where it is at its end already."""
    match action:
        case ActionId.PIN:
            return PinTile(tile)
        case ActionId.HIDE:
            return HideTile(tile)
        case ActionId.EARLIER:
            return _step(section, tile, -1)
        case _:
            return _step(section, tile, 1)


def _step(section: SectionView, tile: TileView, by: int) -> MoveTile | None:
    """Return the move past the next tile of the same form: others stand apart from it anyway."""
    form = form_of(tile)
    alike = [view for view in section.tiles if form_of(view) is form]
    at = alike.index(tile) + by
    if not 0 <= at < len(alike):
        return None
    rest = [view for view in section.tiles if view is not tile]
    return MoveTile(tile, section, rest.index(alike[at]) + (by > 0))


def _held(board: Board, metric: MetricId) -> tuple[SectionView, TileView] | None:
    section = board.section_of(metric)
    if section is None:
        return None
    return section, next(view for view in section.tiles if view.metric == metric)


def _on_page(frame: QWidget, metric: MetricId) -> tuple[SectionView, TileView] | None:
    """Return a metric's tile on the board that can be seen, and its section."""
    boards = [board for board in frame.findChildren(Board) if board.isVisible()]
    return next((held for board in boards if (held := _held(board, metric))), None)
