"""What makes the window one to leave open on a second monitor: screen, full screen, rotation, rest.

Nothing here raises or activates the window, whatever happens.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from aux_monitor.presentation import rotation
from aux_monitor.presentation.ambient import GrownView, ambient, grown, is_due
from aux_monitor.presentation.rotation import Round, Seen, Turn, failing_pages, page_of
from aux_monitor.presentation.views import OverviewView
from aux_monitor.settings.schema import AmbientChoice, RotationPage, WindowSettings
from aux_monitor.settings.screens import parse_screen
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.ambient_screen import AmbientScreen
from aux_monitor.ui.kiosk import Kiosk
from aux_monitor.ui.pages import Page
from aux_monitor.ui.promoted import PromotedStrip, RotationMark
from aux_monitor.ui.screen_keeper import ScreenKeeper
from aux_monitor.ui.screen_menu import ScreenMenu
from aux_monitor.ui.theme import Theme
from aux_monitor.ui.use_watch import UseWatch
from aux_monitor.ui.window import MainWindow

TURN_S = 30.0
"""Pages that are set to rotate by key have so long each; the settings page has other times."""

BEAT_MS = 1_000
"""How often the round and the rest are looked at, while either is switched on."""


class SecondMonitor(QObject):
    """Follows the window's settings, its use and what it shows.

    ``is_still`` answers whether nothing may move by itself. ``chosen`` carries the
    ``WindowSettings`` that a person asks for by key or menu, to be kept.
    ``clock`` is monotonic, in seconds.
    """

    chosen = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        is_still: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        window.winId()  # one that has not been shown yet is known to no screen before
        self._window = window
        self._is_still = is_still
        self._clock = clock
        self._settings = WindowSettings()
        self._view: OverviewView | None = None
        self._turn = Turn()
        self._started_at = clock()
        self._resting_since: float | None = None
        self._called = False
        self._keeper = ScreenKeeper(window)
        self._kiosk = Kiosk(window)
        self._use = UseWatch(window, clock, lambda: self._resting_since is not None)
        self._strip, self._mark = PromotedStrip(window.theme), RotationMark(window.theme)
        self._ambient = AmbientScreen(window.theme, window)
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        window.frame.add_strips(self._strip, self._mark)
        window.theme_changed.connect(self._dress)
        window.standing_wanted.connect(self.run)
        window.brought_up.connect(self._use.note)
        window.installEventFilter(self)
        self._use.used.connect(self._used)

    @property
    def resting(self) -> bool:
        """Whether the ambient view covers the window."""
        return self._resting_since is not None

    @property
    def words(self) -> str:
        """What the mark at the foot says."""
        return self._mark.words

    def use(self, settings: WindowSettings) -> None:
        """Follow other settings from now on."""
        self._settings = settings
        self._keeper.use(parse_screen(settings.screen))
        self._stay_on_top(settings.on_top)
        self.beat()

    def show_overview(self, view: OverviewView) -> None:
        """Go by other figures from now on."""
        self._view = view
        if self._is_beating():
            self.beat()

    def run(self, action: ActionId) -> None:
        """Do what a key or the menu asks."""
        settings = self._settings
        match action:
            case ActionId.ON_TOP:
                self.chosen.emit(replace(settings, on_top=not settings.on_top))
            case ActionId.ROTATE:
                every = 0.0 if settings.rotate_every_s else TURN_S
                self.chosen.emit(replace(settings, rotate_every_s=every))
            case ActionId.SCREEN:
                self._open_screens()
            case _:
                self.rest()

    def rest(self) -> None:
        """Show the ambient view now, because a person asked; any use ends it."""
        self._called = True
        self.beat()

    def beat(self) -> None:
        """Look whose turn it is, and whether the ambient view is due."""
        if self._is_beating() and self._window.isVisible():
            self._timer.start()
        else:
            self._timer.stop()
        now = self._clock()
        self._turn_to(now)
        self._rest_or_wake(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Cover a window that grew, and look again when it is shown or hidden."""
        kind = event.type()
        if kind is QEvent.Type.Resize:
            self._ambient.setGeometry(self._window.rect())
        elif kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self.beat()
        return super().eventFilter(watched, event)

    def _open_screens(self) -> None:
        """Open a menu of the screens there are, in the middle of the window."""
        menu = ScreenMenu(self._window, self._settings.screen, self._window.theme)
        menu.chosen.connect(lambda text: self.chosen.emit(replace(self._settings, screen=text)))
        menu.popup(self._window.mapToGlobal(self._window.rect().center()))

    def _is_beating(self) -> bool:
        settings = self._settings
        rests = settings.ambient is not AmbientChoice.OFF or self._called
        return rests or settings.rotate_every_s > 0

    def _turn_to(self, now: float) -> None:
        """Show the page whose turn it is, and say what comes next."""
        view, settings = self._view, self._settings
        going = Round(settings.rotate_pages, settings.rotate_every_s)
        failing = () if view is None else failing_pages(view)
        seen = Seen(_rotated(self._window.frame.page), failing, self._use.used_at)
        self._turn = rotation.step(self._turn, going, seen, now)
        page = self._turn.page
        if going.every_s > 0 and page is not None and page is not seen.open and not self.resting:
            self._window.open_page(Page(page.value))
        self._mark.say(rotation.words(self._turn, going, seen, now))
        self._promote(view)

    def _promote(self, view: OverviewView | None) -> None:
        """Show large what the page is shown for."""
        page = self._turn.page if self._turn.worst is not None else None
        found: GrownView | None = None
        if view is not None and page is not None:
            on_page = (part for part in grown(view) if page_of(view, part.metric) is page)
            found = next(on_page, None)
        self._strip.show_view(found)

    def _rest_or_wake(self, now: float) -> None:
        settings = self._settings
        due = is_due(
            settings.ambient, self._use.used_at, self._started_at, now, settings.ambient_after_s
        )
        if (due or self._called) and self._view is not None and self._window.isVisible():
            self._cover(now)
        elif self.resting:
            self._wake()

    def _cover(self, now: float) -> None:
        if self._resting_since is None:
            self._resting_since = now
            self._ambient.setGeometry(self._window.rect())
            self._ambient.show()
            self._ambient.raise_()
            self._window.frame.hide()  # what nobody can see is not painted
        if self._view is not None:
            self._ambient.show_view(ambient(self._view))
        self._ambient.drift_to(now - self._resting_since, still=self._is_still())

    def _wake(self) -> None:
        self._resting_since, self._called = None, False
        self._window.frame.show()
        self._window.frame.setFocus()
        self._ambient.hide()

    def _used(self) -> None:
        self._kiosk.used()
        self._called = False
        if self.resting:
            self._wake()
        if self._is_beating():
            self.beat()

    def _stay_on_top(self, wanted: bool) -> None:  # noqa: FBT001 - one plain fact
        """Set the flag of the window that is there: another one would have to be shown anew."""
        flag = Qt.WindowType.WindowStaysOnTopHint
        handle = self._window.windowHandle()
        if (flag in handle.flags()) is wanted:
            return
        handle.setFlag(flag, wanted)
        self._window.overrideWindowFlags(handle.flags())

    def _dress(self, theme: Theme) -> None:
        for part in (self._strip, self._mark, self._ambient):
            part.set_theme(theme)


def _rotated(page: Page) -> RotationPage | None:
    """Return the page's part in a round, None for one that takes none."""
    return next((part for part in RotationPage if part.value == page.value), None)
