"""Private mode of the window: whether it is on, and what it hides just now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.level import Level
from aux_monitor.domain.state import AppState
from aux_monitor.ports.notifier import Notice, Notifier
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.settings.language import tr, tr_noop
from aux_monitor.settings.schema import Settings
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.pages import Page
from aux_monitor.ui.window import MainWindow

if TYPE_CHECKING:
    from aux_monitor.presentation.masking import Mask


_EDITED = (Page.CONNECT, Page.SETTINGS)
"""Where names are edited nothing can be hidden."""

_HIDDEN = tr_noop("Private: figures and names are hidden here and in every export.")
_SHOWN = tr_noop("Figures and names are shown again.")
_NAMES_THERE = tr_noop("That page shows names: leave private mode first.")


class Privacy:
    """Puts a mask over what the bridge carries while private mode is on."""

    def __init__(self, bridge: ViewBridge, window: MainWindow) -> None:
        self._bridge = bridge
        self._window = window
        self._on = False
        self._given: tuple[object, ...] = ()

    @property
    def mask(self) -> Mask | None:
        """Return what hides figures and names now, None while private mode is off."""
        return self._bridge.mask

    def turn(self, on: bool | None, draw: Callable[[], None]) -> None:  # noqa: FBT001 - one fact
        """Turn private mode on or off (None: whichever it is not), draw, and say so."""
        self._on = not self._on if on is None else on
        if self._window.frame.page in _EDITED:
            self._window.run(ActionId.OVERVIEW)
        draw()
        self._window.frame.forget()
        self._window.tell(Level.UNKNOWN, tr(_HIDDEN if self._on else _SHOWN))

    def lets_edit(self) -> bool:
        """Return whether pages where names are edited may be opened; if not, say so."""
        if self._on:
            self._window.tell(Level.UNKNOWN, tr(_NAMES_THERE))
        return not self._on

    def look(
        self,
        state: AppState,
        settings: Settings,
        catalogue: Catalogue,
        notes: tuple[str, ...] = (),
    ) -> None:
        """Hide what is named by now: a note written a moment ago too.

        ``notes`` are those that pages show beside the state's own.
        """
        if not self._on:
            self._bridge.mask, self._given = None, ()
            return
        given = (state.episodes, settings, catalogue, notes)
        if self._bridge.mask is None or given != self._given:
            from aux_monitor.presentation.masking import mask_for  # noqa: PLC0415 - when it is on

            self._given = given
            self._bridge.mask = mask_for(state, settings, catalogue, notes)


class PrivateNotifier:
    """A ``Notifier`` that hides in its notices what the window hides."""

    def __init__(self, notifier: Notifier, bridge: ViewBridge) -> None:
        self._notifier = notifier
        self._bridge = bridge

    async def show(self, notice: Notice) -> None:
        """Show a notice, hidden while private mode is on."""
        mask = self._bridge.mask
        if mask is not None:
            notice = replace(notice, title=mask.text(notice.title), body=mask.text(notice.body))
        await self._notifier.show(notice)

    async def withdraw(self, tag: str, number: int = 0) -> None:
        """Take a notice off the screen."""
        await self._notifier.withdraw(tag, number)

    async def aclose(self) -> None:
        """Close the notifier behind."""
        await self._notifier.aclose()
