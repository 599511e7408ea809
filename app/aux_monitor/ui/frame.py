"""What the window holds, and what a snapshot shows: rail, ribbon and one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.views import (
    OverviewView,
)
from aux_monitor.services.connection import ConnectionTested, SettingsSaved
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.overview import OverviewPage
from aux_monitor.ui.pages import LIVE_PAGES, OWN_PAGES, PAGE_ACTIONS, LivePage, Page, focus_of
from aux_monitor.ui.rail import Rail
from aux_monitor.ui.ribbon import Ribbon
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.presentation.autostart import AutostartView
    from aux_monitor.presentation.connect_form import ConnectView
    from aux_monitor.presentation.entry_views import EntryView
    from aux_monitor.presentation.rule_views import RuleView
    from aux_monitor.presentation.settings_form import SettingsView
    from aux_monitor.ui.connect import ConnectPage
    from aux_monitor.ui.detail import DetailPage
    from aux_monitor.ui.pages import OwnView
    from aux_monitor.ui.settings_page import SettingsPage


class Frame(QWidget):
    """Rail, ribbon and pages. Pages but the overview are made when they are first opened.

    Only the open page is drawn: the others get the newest figures when they are opened.

    ``intent`` carries what a page asks of the services, ``action`` an ``ActionId`` of the rail,
    ``menu_requested`` a tile's metric and where its menu is asked for, ``page_shown`` the ``Page``
    that was opened, ``arranged`` a ``Rearrangement`` of the open page's tiles. ``turning`` comes
    before a page is shown, for its newest figures.
    """

    intent = Signal(object)
    action = Signal(object)
    range_chosen = Signal(object)
    menu_requested = Signal(str, QPoint)
    page_shown = Signal(object)
    turning = Signal()
    arranged = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = Page.OVERVIEW
        self._page_behind = Page.OVERVIEW
        self._attached = False
        self._overview_view: OverviewView | None = None
        self._rail = Rail(theme)
        self._ribbon = Ribbon(theme)
        self._overview = OverviewPage(theme)
        self._detail: DetailPage | None = None
        self._connect: ConnectPage | None = None
        self._settings: SettingsPage | None = None
        self._live: dict[Page, LivePage] = {}
        self._own: dict[Page, OwnView] = {}
        self._pages = QStackedWidget()
        self._column = QVBoxLayout()
        self._lay_out()
        self._rail.chosen.connect(self.action)
        self._ribbon.sources_wanted.connect(lambda: self.action.emit(ActionId.BESIDE))
        self._overview.intent.connect(self.intent)
        self._overview.menu_requested.connect(self.menu_requested)
        self._overview.arranged.connect(self.arranged)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.show_page(Page.OVERVIEW)

    @property
    def theme(self) -> Theme:
        """The theme it is drawn with."""
        return self._theme

    @property
    def view(self) -> OverviewView | None:
        """The newest figures, None before the first."""
        return self._overview_view

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self._page

    @property
    def opened(self) -> MetricId | None:
        """The metric whose page is open, None on any other page."""
        shown = self._detail.view if self._detail is not None else None
        return shown.tile.metric if shown is not None and self._page is Page.DETAIL else None

    def drawable_pages(self) -> tuple[Page, ...]:
        """Return the pages that can be drawn now, whether they were opened before or not.

        One that shows more than the overview's figures can be once it was given these.
        """
        live = (page for page in LIVE_PAGES if page in self._own or page not in OWN_PAGES)
        return (Page.OVERVIEW, *live)

    @property
    def shows_topic(self) -> bool:
        """Whether the page that is open draws a topic's own figures: else nobody need draw them."""
        return self._page in LIVE_PAGES and self._page not in OWN_PAGES

    @property
    def page_behind(self) -> Page:
        """The page that Esc leads to: where a metric was opened from, else the overview."""
        return self._page_behind if self._page is Page.DETAIL else Page.OVERVIEW

    @property
    def overview(self) -> OverviewPage:
        """The overview."""
        return self._overview

    def show_page(self, page: Page) -> None:
        """Open a page, with the newest figures."""
        widget = self._widget(page)
        self._page = page
        self.turning.emit()
        if page in LIVE_PAGES or page is Page.OVERVIEW:
            self._page_behind = page
            self._fill()
        self._pages.setCurrentWidget(widget)
        self._rail.show_page(PAGE_ACTIONS[self._page_behind if page is Page.DETAIL else page])
        self.page_shown.emit(page)

    def take_focus(self) -> None:
        """Have the keyboard where it was on the open page, or where the page wants it."""
        page = self._widget(self._page)
        if isinstance(page, LivePage) and self._page in OWN_PAGES:
            page.take_focus()
        else:
            (focus_of(page) or page).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_own(self, page: Page, view: OwnView) -> None:
        """Show on a live page what is drawn for it alone, now or when it is opened."""
        self._own[page] = view
        if page in self._live:
            self._live[page].show_own(view)

    def forget(self) -> None:
        """Drop all that pages which are not open still hold; they are made anew when opened."""
        for page in [page for page in self._live if page is not self._page]:
            self._drop(self._live.pop(page))
        self._own = {page: view for page, view in self._own.items() if page is self._page}
        if self._page is not Page.DETAIL:
            self._drop(self._detail)
            self._detail = None
        if self._overview_view is not None:
            self._overview.show_view(self._overview_view)

    def turn_to_rule(self) -> None:
        """Show the open metric's rule, if a metric is open."""
        if self._page is Page.DETAIL:
            self._detail_page().turn_to_rule()

    def show_overview(self, view: OverviewView) -> None:
        """Show the figures on whichever page is open."""
        self._overview_view = view
        self._ribbon.show_view(view.ribbon)
        self._rail.show_count(ActionId.ALERTS, view.attention.firing)
        self._fill()

    def show_detail(self, view: DetailView | None) -> None:
        """Open a metric's page or bring it up to date; None closes it."""
        if view is None:
            if self._page is Page.DETAIL:
                self.show_page(self._page_behind)
            return
        page = self._detail_page()
        page.show_view(view)
        if self._page is not Page.DETAIL:
            self.show_page(Page.DETAIL)
            page.take_focus()

    def show_rule(self, view: RuleView | None) -> None:
        """Show the open metric's rule, if its page is there."""
        if self._detail is not None:
            self._detail.show_rule(view)

    def show_entry(self, view: EntryView | None) -> None:
        """Show what stands in the book for the open metric, if its page is there."""
        if self._detail is not None:
            self._detail.show_entry(view)

    def enter_figure(self) -> bool:
        """Let a person enter a figure of the open metric; return whether there is one to enter."""
        return self._page is Page.DETAIL and self._detail_page().enter_figure()

    def show_connect(self, view: ConnectView) -> None:
        """Open the connect panel; a form that is being filled is not touched."""
        page = self._connect_page()
        if self._page is not Page.CONNECT:
            page.show_view(view)
            self.show_page(Page.CONNECT)

    def show_settings(self, view: SettingsView) -> None:
        """Open the page of the settings; what was changed there and not saved is still there."""
        page = self._settings_page()
        if self._page is not Page.SETTINGS:
            page.show_view(view)
            self.show_page(Page.SETTINGS)
            page.setFocus()

    def note_settings(self, view: SettingsView) -> None:
        """Show on that page, if there is one, which settings are in force by now."""
        if self._settings is not None:
            self._settings.show_view(view)

    def show_autostart(self, view: AutostartView) -> None:
        """Show on that page, if there is one, whether the program starts with the computer."""
        if self._settings is not None:
            self._settings.show_autostart(view)

    def show_stored(self, view: ConnectView) -> None:
        """Show in the panel, if there is one, which tokens are stored; typed text stays."""
        if self._connect is not None:
            self._connect.show_stored(view)

    def connection_tested(self, answer: ConnectionTested) -> None:
        """Hand the answer to the panel, if it is still there."""
        if self._connect is not None:
            self._connect.tested(answer)

    def settings_saved(self, answer: SettingsSaved) -> None:
        """Hand the answer to the pages that can have asked, as far as they are there."""
        if self._connect is not None:
            self._connect.saved(answer)
        if self._settings is not None:
            self._settings.saved(answer)

    def set_theme(self, theme: Theme) -> None:
        """Draw everything with another theme."""
        self._theme = theme
        for part in (self._rail, self._ribbon, self._overview):
            part.set_theme(theme)
        self._renew_pages()

    def show_rail(self, there: bool) -> None:  # noqa: FBT001 - one plain fact
        """Show the rail, or leave its room to the page."""
        self._rail.setVisible(there)

    def add_strips(self, above: QWidget, below: QWidget) -> None:
        """Put one widget between ribbon and page, and one below the page."""
        self._column.insertWidget(self._column.indexOf(self._pages), above)
        self._column.addWidget(below)

    def attach_plots(self) -> None:
        """Draw the charts' curves from now on; imports pyqtgraph the first time."""
        for _ in self.attaching():
            pass

    def attaching(self) -> Iterator[None]:
        """Do the same, one chart at each step, for whoever does other things in between."""
        self._attached = True
        yield from self._overview.attaching()
        for page in tuple(self._live.values()):
            yield from page.attaching()

    def copied(self, theme: Theme, page: Page | None = None) -> Frame:
        """Return another frame that shows the same figures with ``theme``.

        It shows the page that is open here, or ``page``, whether that was opened before or not.
        """
        wanted = self._page if page is None else page
        copy = Frame(theme)
        copy._own = dict(self._own)
        copy.attach_plots()
        copy.show_page(wanted)
        if self._overview_view is not None:
            copy.show_overview(self._overview_view)
        if wanted in self._live:
            copy._live[wanted].take_over(self._live[wanted])
        elif wanted is Page.DETAIL and self._detail is not None:
            copy._detail_page().take_over(self._detail)
        elif wanted is Page.CONNECT and self._connect is not None:
            copy._connect_page().take_over(self._connect)
        elif wanted is Page.SETTINGS and self._settings is not None:
            copy._settings_page().take_over(self._settings)
        return copy

    def _fill(self) -> None:
        """Give the open page the newest figures."""
        view = self._overview_view
        if view is None:
            return
        if self._page in self._live:
            self._live[self._page].show_view(view)
        elif self._page is Page.OVERVIEW:
            self._overview.show_view(view)

    def _widget(self, page: Page) -> QWidget:
        if page in LIVE_PAGES:
            return self._live_page(page)
        match page:
            case Page.DETAIL:
                return self._detail_page()
            case Page.CONNECT:
                return self._connect_page()
            case Page.SETTINGS:
                return self._settings_page()
            case _:
                return self._overview

    def _live_page(self, page: Page) -> LivePage:
        if page not in self._live:
            made = self._live[page] = LIVE_PAGES[page](self._theme)
            made.intent.connect(self.intent)
            made.action.connect(self.action)
            made.menu_requested.connect(self.menu_requested)
            made.arranged.connect(self.arranged)
            if page in self._own:
                made.show_own(self._own[page])
            if self._attached:
                for _ in made.attaching():
                    pass
            self._pages.addWidget(made)
        return self._live[page]

    def _detail_page(self) -> DetailPage:
        if self._detail is None:
            from aux_monitor.ui.detail import DetailPage  # noqa: PLC0415 - when it is opened

            self._detail = DetailPage(self._theme)
            self._detail.intent.connect(self.intent)
            self._detail.range_chosen.connect(self.range_chosen)
            self._detail.left.connect(lambda: self.action.emit(ActionId.BACK))
            self._pages.addWidget(self._detail)
        return self._detail

    def _connect_page(self) -> ConnectPage:
        if self._connect is None:
            from aux_monitor.ui.connect import ConnectPage  # noqa: PLC0415 - when it is opened

            self._connect = ConnectPage(self._theme)
            self._connect.intent.connect(self.intent)
            self._connect.left.connect(lambda: self.action.emit(ActionId.BACK))
            self._pages.addWidget(self._connect)
        return self._connect

    def _settings_page(self) -> SettingsPage:
        if self._settings is None:
            from aux_monitor.ui.settings_page import SettingsPage  # noqa: PLC0415 - when opened

            self._settings = SettingsPage(self._theme)
            self._settings.intent.connect(self.intent)
            self._settings.connect_wanted.connect(lambda: self.action.emit(ActionId.CONNECT))
            self._pages.addWidget(self._settings)
        return self._settings

    def _renew_pages(self) -> None:
        """Make the other pages anew with the theme: they are few, and seldom open."""
        detail, connect, settings = self._detail, self._connect, self._settings
        live, self._live = self._live, {}
        page = self._page
        held = settings is not None and settings.hasFocus()
        self._detail = self._connect = self._settings = None
        self._drop(detail, connect, settings, *live.values())
        if connect is not None:
            self._connect_page().take_over(connect)
        if settings is not None:
            self._settings_page().take_over(settings)
        if detail is not None and detail.view is not None:
            self._detail_page().take_over(detail)
        self.show_page(page)
        if page in live:
            self._live[page].take_over(live[page])
        if held:
            self._widget(page).setFocus()

    def _drop(self, *pages: QWidget | None) -> None:
        for old in pages:
            if old is not None:
                self._pages.removeWidget(old)
                old.deleteLater()

    def _lay_out(self) -> None:
        self._pages.addWidget(self._overview)
        column = self._column
        column.setSpacing(0)
        column.addWidget(self._ribbon)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
