"""The window: ribbon above, rail at the left, one page at a time; keys and menu from one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.views import (
    OverviewView,
)
from aux_monitor.services.connection import ConnectionTested, SettingsSaved
from aux_monitor.services.intents import Quit
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import ContrastChoice, PaletteChoice, ThemeChoice
from aux_monitor.ui.actions import ARRANGING, STANDING, ActionId, intent_of, make_actions
from aux_monitor.ui.controls import dress_tool_tips, ground
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.look_choice import look_for
from aux_monitor.ui.pages import PAGE_ACTIONS, SIDE_PAGES, Page
from aux_monitor.ui.theme import Theme, ThemeName, scale_for
from aux_monitor.ui.window_floats import WindowFloats

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from aux_monitor.presentation.alerts_page import AlertsView
    from aux_monitor.presentation.arrangement import Rearrangement
    from aux_monitor.presentation.beside import SideBySideView
    from aux_monitor.presentation.connect_form import ConnectView
    from aux_monitor.presentation.entry_views import EntryView
    from aux_monitor.presentation.review_page import ReviewPageView
    from aux_monitor.presentation.rule_views import RuleView
    from aux_monitor.presentation.settings_form import SettingsView
    from aux_monitor.ui.arranging import Arranger

SMALLEST = QSize(760, 480)
USUAL = QSize(1440, 900)


class MainWindow(QMainWindow):
    """The program's only window.

    ``intent`` carries what a person asks of the services; ``range_chosen`` a ``DetailRange`` for
    the open metric; ``detail_closed`` that its page was left; ``connect_wanted`` asks for a
    ``ConnectView``, ``settings_wanted`` for a ``SettingsView``; ``theme_changed`` carries the
    ``Theme`` now in use; ``standing_wanted`` an action of ``STANDING``; ``brought_up`` tells that
    a person asked for the window.
    """

    intent = Signal(object)
    range_chosen = Signal(object)
    detail_closed = Signal()
    connect_wanted = Signal()
    settings_wanted = Signal()
    theme_changed = Signal(object)
    standing_wanted = Signal(object)
    brought_up = Signal()

    def __init__(
        self,
        themes: Mapping[ThemeName, Theme],
        choice: ThemeChoice,
        contrast: ContrastChoice = ContrastChoice.SYSTEM,
        palette: PaletteChoice = PaletteChoice.STANDARD,
    ) -> None:
        super().__init__()
        self._themes = themes
        self._choice, self._contrast, self._palette = choice, contrast, palette
        self._theme = self._wanted()
        self._in_tray = False
        self._frame = Frame(self._theme)
        self._actions: Mapping[ActionId, QAction] = {}
        self._floats = WindowFloats(self._theme, self)
        self._arranger: Arranger | None = None
        self._demo = False
        self._level = Level.UNKNOWN
        self._icon_level: Level | None = None
        self._complete = False
        self.setWindowTitle("AUX Monitor")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.setCentralWidget(self._frame)
        ground(self, self._theme)
        dress_tool_tips(self._theme)
        self._wire()
        self._frame.setFocus()

    @property
    def theme(self) -> Theme:
        """The theme in use, at the window's scale."""
        return self._theme

    @property
    def frame(self) -> Frame:
        """What a snapshot shows: everything but the sheet of keys and the passing sentences."""
        return self._frame

    def show_overview(self, view: OverviewView) -> None:
        """Show the overview's figures; which page is open does not change."""
        self._frame.show_overview(view)
        if self._arranger is not None:
            self._arranger.note(view.layout)
        self._demo = view.ribbon.demo
        self._invite()
        self._level = view.ribbon.level
        self._draw_icon()
        self.setWindowTitle(f"{view.ribbon.headline} - AUX Monitor")

    def show_first(self, view: OverviewView) -> None:
        """Show the very first figures, and only what can be seen of them until ``complete``."""
        self._frame.overview.spare()
        self.show_overview(view)

    def show_detail(self, view: DetailView | None) -> None:
        """Open a metric's page or bring it up to date; None closes it."""
        self._frame.show_detail(view)
        self._invite()

    def show_rule(self, view: RuleView | None) -> None:
        """Show the open metric's rule."""
        self._frame.show_rule(view)

    def show_alerts(self, view: AlertsView) -> None:
        """Show the history of the alerts and the rules on their page."""
        self._frame.show_own(Page.ALERTS, view)

    def show_review(self, view: ReviewPageView) -> None:
        """Show the open review on its page."""
        self._frame.show_own(Page.REVIEWS, view)

    def show_beside(self, view: SideBySideView) -> None:
        """Show every collector and repository, side by side."""
        self._frame.show_own(Page.BESIDE, view)

    def show_entry(self, view: EntryView | None) -> None:
        """Show what stands in the book for the open metric."""
        self._frame.show_entry(view)

    def show_connect(self, view: ConnectView) -> None:
        """Open the connect panel with the settings in force."""
        self._frame.show_connect(view)
        self._invite()

    def show_settings(self, view: SettingsView) -> None:
        """Open the page of the settings."""
        self._frame.show_settings(view)
        self._invite()

    def note_settings(self, view: SettingsView) -> None:
        """Show on that page, if there is one, which settings are in force by now."""
        self._frame.note_settings(view)

    def show_stored(self, view: ConnectView) -> None:
        """Show in the connect panel which tokens are stored, as far as it is open."""
        self._frame.show_stored(view)

    def connection_tested(self, answer: ConnectionTested) -> None:
        """Show what a test found, beside the fields."""
        self._frame.connection_tested(answer)

    def settings_saved(self, answer: SettingsSaved) -> None:
        """Show how saving went."""
        self._frame.settings_saved(answer)

    def tell(self, level: Level, sentence: str) -> None:
        """Show one sentence at the foot of the window for a while."""
        self._floats.tell(level, sentence)

    def complete(self) -> None:
        """Bring in what the first picture does without.

        Keys and menus; the tiles below the window's foot; the worst level in the window's icon,
        seven sizes that take as long to draw as the rail; and over the demonstration the
        invitation to connect something real.
        """
        if self._complete:
            return
        self._complete = True
        self._actions = make_actions(self, self.run)
        self.addActions(list(self._actions.values()))
        self._frame.overview.complete()
        self._draw_icon()
        self._invite()

    def bring_up(self) -> None:
        """Come to the front, because a person asked: nothing else may take the focus."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.brought_up.emit()

    def keep_in_tray(self, there: bool) -> None:  # noqa: FBT001 - one plain fact
        """Say whether closing leaves the program in the tray: only where there is one.

        A window that was left in a tray which has gone comes back among the others, minimised:
        else nobody could reach the program.
        """
        if self._in_tray and not there and self.isHidden():
            self.showMinimized()
        self._in_tray = there

    def follow(
        self,
        choice: ThemeChoice,
        contrast: ContrastChoice = ContrastChoice.SYSTEM,
        palette: PaletteChoice = PaletteChoice.STANDARD,
    ) -> None:
        """Use other choices of colours."""
        self._choice, self._contrast, self._palette = choice, contrast, palette
        self._dress()

    def run(self, action: ActionId) -> None:
        """Do what a menu entry, a key or the rail asks."""
        intent = intent_of(action)
        if intent is not None:
            self.intent.emit(intent)
        elif action in ARRANGING:
            self._arranging().run(action)
        elif action in STANDING:
            self.standing_wanted.emit(action)
        else:
            if action not in (ActionId.BACK, ActionId.FULL_SCREEN):
                self._floats.close_sheet()
            self._move(action)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Grow the type with a very large window, and keep what floats in its place."""
        super().resizeEvent(event)
        self._dress()
        self._floats.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay in the tray where there is one, else ask to end the program.

        Qt sends this to every window when the program quits; ignoring it while hidden does not
        stand in the way of that.
        """
        if self._in_tray:
            event.ignore()
            self.hide()
            return
        event.accept()
        self.intent.emit(Quit())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Show every action."""
        self._popup(event.globalPos())
        event.accept()

    def _move(self, action: ActionId) -> None:
        match action:
            case ActionId.CONNECT:
                self.connect_wanted.emit()
            case ActionId.SETTINGS:
                self.settings_wanted.emit()
            case ActionId.FULL_SCREEN:
                self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            case ActionId.BACK:
                self._back()
            case ActionId.ENTER:
                self._enter()
            case ActionId.HELP | ActionId.PALETTE | ActionId.EXPORT:
                self._cover(action)
            case _:
                self.open_page(next(page for page, by in PAGE_ACTIONS.items() if by is action))
                self._frame.take_focus()

    def open_page(self, page: Page) -> None:
        """Open a page that shows figures: the overview or another live one."""
        was = self._frame.page
        self._frame.show_page(page)
        self._invite()
        if was is Page.DETAIL:
            self.detail_closed.emit()

    def _arranging(self) -> Arranger:
        """Return what arranges the tiles."""
        if self._arranger is None:
            from aux_monitor.ui.arranging import Arranger  # noqa: PLC0415 - when it is asked for

            self._arranger = Arranger(self._floats, self.intent.emit)
            if self._frame.view is not None:
                self._arranger.note(self._frame.view.layout)
        return self._arranger

    def _arrange(self, change: Rearrangement) -> None:
        self._arranging().carry_out(change)

    def _cover(self, action: ActionId) -> None:
        """Open the sheet of keys, that of commands, or that of exports."""
        if action is ActionId.HELP:
            self._floats.open_sheet()
            return
        if action is ActionId.EXPORT:
            self._floats.open_export(self._frame)
            return
        from aux_monitor.ui.palette import commands  # noqa: PLC0415 - when it is opened

        self._floats.open_palette(commands(self._frame.view))

    def _do(self, deed: object) -> None:
        """Do what was chosen from the palette: an action of the window, or an intent."""
        if isinstance(deed, ActionId):
            self.run(deed)
        else:
            self.intent.emit(deed)

    def _enter(self) -> None:
        """Open the tab for figures by hand, or say where there is one."""
        if not self._frame.enter_figure():
            self.tell(Level.UNKNOWN, tr("Open a KPI that no source measures to enter its figures."))

    def _back(self) -> None:
        """Leave the sheet, else the page, else full screen."""
        if self._floats.sheet_is_open:
            self._close_sheet()
        elif self.isFullScreen() and self._frame.page not in SIDE_PAGES:
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        elif self._frame.page is not Page.OVERVIEW:
            self.open_page(self._frame.page_behind)
            self._frame.take_focus()

    def _invite(self) -> None:
        """Offer to connect something real, over the demonstration's overview and only there."""
        there = self._complete and self._demo and self._frame.page is Page.OVERVIEW
        self._floats.invite(there)

    def _close_sheet(self) -> None:
        self._floats.close_sheet()
        self._frame.setFocus()

    def _popup(self, at: QPoint, metric: MetricId | None = None) -> None:
        from aux_monitor.ui.window_menu import WindowMenu  # noqa: PLC0415 - when it is asked for

        self.complete()
        menu = WindowMenu(self, self._theme)
        if metric is not None:
            menu.add_metric(metric, self.intent.emit)
            self._arranging().fill(menu, metric, self._frame)
        menu.open(at, self._actions)

    def _wire(self) -> None:
        self._frame.intent.connect(self.intent)
        self._frame.range_chosen.connect(self.range_chosen)
        self._frame.action.connect(self.run)
        self._frame.menu_requested.connect(self._metric_menu)
        self._frame.arranged.connect(self._arrange)
        self._floats.undo_wanted.connect(lambda: self.run(ActionId.UNDO))
        self._floats.connect_wanted.connect(self.connect_wanted)
        # Before Qt hands the focus from the vanishing button to the rail.
        self._floats.declined.connect(self._frame.setFocus)
        self._floats.sheet_left.connect(self._close_sheet)
        self._floats.chosen.connect(self._do)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        hints.accessibility().contrastPreferenceChanged.connect(self._dress)

    def _metric_menu(self, metric: str, at: QPoint) -> None:
        self._popup(at, MetricId(metric))

    def _wanted(self) -> Theme:
        name, contrast = look_for(self._choice, self._contrast)
        return self._themes[name].worn(contrast, self._palette)

    def _dress(self) -> None:
        """Use the colours that are wanted, at the scale the size asks for."""
        theme = self._wanted()
        scale = scale_for(self.width(), self.height())
        if (theme.look, scale) == (self._theme.look, self._theme.scale):
            return
        self._theme = theme.scaled(scale)
        ground(self, self._theme)
        dress_tool_tips(self._theme)
        self._frame.set_theme(self._theme)
        self._floats.set_theme(self._theme)
        self._invite()
        self._icon_level = None
        self._draw_icon()
        self.theme_changed.emit(self._theme)

    def _draw_icon(self) -> None:
        if not self._complete or self._icon_level is self._level:
            return
        from aux_monitor.ui.tray_icon import tray_icon  # noqa: PLC0415 - see complete

        self._icon_level = self._level
        self.setWindowIcon(tray_icon(self._level, 0, self._theme))
