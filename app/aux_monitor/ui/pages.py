"""The pages there are: one table of what each is called by, and how a live one is made.

To add a page that shows the monitor's own figures: a ``Page``, its ``ActionId`` with a row in
``ACTIONS``, a button in ``rail.PAGES`` and its icon; a ``LivePage`` in a module of its own, and
its maker in ``LIVE_PAGES``. The keys 1 to 9 open the nine pages in the rail's order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.views import OverviewView
from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.theme import Theme

if TYPE_CHECKING:
    from aux_monitor.presentation.alerts_page import AlertsView
    from aux_monitor.presentation.beside import SideBySideView
    from aux_monitor.presentation.review_page import ReviewPageView

    OwnView: TypeAlias = AlertsView | ReviewPageView | SideBySideView


class Page(Enum):
    """The pages there are."""

    OVERVIEW = "overview"
    PERFORMANCE = "performance"
    ADOPTION = "adoption"
    COMMUNITY = "community"
    QUALITY = "quality"
    DEVELOPERS = "developers"
    BUSINESS = "business"
    ALERTS = "alerts"
    REVIEWS = "reviews"
    BESIDE = "beside"
    DETAIL = "detail"
    CONNECT = "connect"
    SETTINGS = "settings"


PAGE_ACTIONS: Mapping[Page, ActionId] = {
    Page.OVERVIEW: ActionId.OVERVIEW,
    Page.PERFORMANCE: ActionId.PERFORMANCE,
    Page.ADOPTION: ActionId.ADOPTION,
    Page.COMMUNITY: ActionId.COMMUNITY,
    Page.QUALITY: ActionId.QUALITY,
    Page.DEVELOPERS: ActionId.DEVELOPERS,
    Page.BUSINESS: ActionId.BUSINESS,
    Page.ALERTS: ActionId.ALERTS,
    Page.REVIEWS: ActionId.REVIEWS,
    Page.BESIDE: ActionId.BESIDE,
    Page.DETAIL: ActionId.OVERVIEW,
    Page.CONNECT: ActionId.CONNECT,
    Page.SETTINGS: ActionId.SETTINGS,
}
"""The action that opens a page; its button on the rail is pressed while the page is shown."""


SIDE_PAGES = (Page.DETAIL, Page.CONNECT, Page.SETTINGS)
"""The pages that a person opens from another one, and goes back from."""


def focus_of(page: QWidget) -> QWidget | None:
    """Return what had the focus on a page when it was last open, None for nothing."""
    return page.focusWidget()


class LivePage(QWidget):
    """A page that is drawn from the same view as the overview, with every change of it.

    Only the open page is given the view; one that is opened gets the newest before it is shown.
    A page is made anew with another theme, and then takes over what a person did on the old one.

    ``intent`` carries what a person asks of the services, ``action`` an ``ActionId`` for the
    window, ``menu_requested`` a tile's metric and where its menu is wanted, ``arranged`` a
    ``Rearrangement`` of its tiles.
    """

    intent = Signal(object)
    action = Signal(object)
    menu_requested = Signal(str, QPoint)
    arranged = Signal(object)

    def show_view(self, view: OverviewView) -> None:
        """Show the figures; a page draws only what changed."""
        raise NotImplementedError

    def show_own(self, view: OwnView) -> None:
        """Show what is drawn for this page alone; most have nothing of the kind."""

    def take_focus(self) -> None:
        """Have the keyboard, where a page has a list to walk through; else it stays where it is."""

    def take_over(self, old: QWidget) -> None:
        """Take what a person did on the page's former widget: where it was scrolled to, say."""

    def attaching(self) -> Iterator[None]:
        """Draw curves from now on, one chart at each step; a page without charts has none."""
        return iter(())


def _of_topic(topic: Topic, theme: Theme) -> LivePage:
    from aux_monitor.ui.topic_page import TopicPage  # noqa: PLC0415 - when the first is opened

    return TopicPage(topic, theme)


def _alerts(theme: Theme) -> LivePage:
    from aux_monitor.ui.alerts_page import AlertsPage  # noqa: PLC0415 - when it is opened

    return AlertsPage(theme)


def _reviews(theme: Theme) -> LivePage:
    from aux_monitor.ui.reviews_page import ReviewsPage  # noqa: PLC0415 - when it is opened

    return ReviewsPage(theme)


def _beside(theme: Theme) -> LivePage:
    from aux_monitor.ui.beside_page import BesidePage  # noqa: PLC0415 - when it is opened

    return BesidePage(theme)


OWN_PAGES = frozenset({Page.ALERTS, Page.REVIEWS, Page.BESIDE})
"""Pages that show more than the overview's figures, and are given it when they are opened."""


TOPIC_PAGES: Mapping[Page, Topic] = {
    Page.PERFORMANCE: Topic.PERFORMANCE,
    Page.ADOPTION: Topic.ADOPTION,
    Page.COMMUNITY: Topic.COMMUNITY,
    Page.QUALITY: Topic.QUALITY,
    Page.DEVELOPERS: Topic.DEVELOPERS,
    Page.BUSINESS: Topic.BUSINESS,
}
"""The page of each topic."""

LIVE_PAGES: Mapping[Page, Callable[[Theme], LivePage]] = {
    **{page: partial(_of_topic, topic) for page, topic in TOPIC_PAGES.items()},
    Page.ALERTS: _alerts,
    Page.REVIEWS: _reviews,
    Page.BESIDE: _beside,
}
"""How each live page but the overview is made, when it is first opened."""
