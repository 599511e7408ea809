"""The one place where views cross into Qt: typed methods in, signals out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.views import (
    OverviewView,
    TrayView,
)

if TYPE_CHECKING:  # not needed before a page is opened
    from aux_monitor.presentation.alerts_page import AlertsView
    from aux_monitor.presentation.beside import SideBySideView
    from aux_monitor.presentation.entry_views import EntryView
    from aux_monitor.presentation.masking import Mask
    from aux_monitor.presentation.review_page import ReviewPageView
    from aux_monitor.presentation.rule_views import RuleView


T = TypeVar("T")


class ViewBridge(QObject):
    """Carries views to widgets, each only when it differs from the one carried before.

    With a ``mask`` everything is carried hidden; rules and entries, which are there to be
    changed, are then not carried at all.

    What a Signal carries is not checked by types: that is why every one has its method, and
    widgets connect to the signal that bears the view's name.
    """

    overview_changed = Signal(object)
    detail_changed = Signal(object)
    rule_changed = Signal(object)
    entry_changed = Signal(object)
    tray_changed = Signal(object)
    alerts_changed = Signal(object)
    beside_changed = Signal(object)
    review_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mask: Mask | None = None
        self._overview: OverviewView | None = None
        self._detail: DetailView | None = None
        self._rule: RuleView | None = None
        self._entry: EntryView | None = None
        self._tray: TrayView | None = None
        self._alerts: AlertsView | None = None
        self._beside: SideBySideView | None = None
        self._review: ReviewPageView | None = None

    @property
    def overview(self) -> OverviewView | None:
        """The overview carried last, for a widget that comes later."""
        return self._overview

    @property
    def detail(self) -> DetailView | None:
        """The metric's page carried last; None while none is open."""
        return self._detail

    @property
    def rule(self) -> RuleView | None:
        """The open metric's rule carried last; None where there is none."""
        return self._rule

    @property
    def entry(self) -> EntryView | None:
        """The open metric's entries carried last; None while their tab was not opened."""
        return self._entry

    @property
    def tray(self) -> TrayView | None:
        """The tray's view carried last."""
        return self._tray

    def publish_overview(self, view: OverviewView) -> None:
        """Send the overview to whoever shows it."""
        view = self._shown(view)
        if view is self._overview or view == self._overview:
            return
        self._overview = view
        self.overview_changed.emit(view)

    def publish_detail(self, view: DetailView | None) -> None:
        """Send the open metric's page; None closes it."""
        view = self._shown(view)
        if view is self._detail or view == self._detail:
            return
        self._detail = view
        self.detail_changed.emit(view)

    def publish_rule(self, view: RuleView | None) -> None:
        """Send the open metric's rule; None where no rule watches it."""
        view = view if self.mask is None else None
        if view is self._rule or view == self._rule:
            return
        self._rule = view
        self.rule_changed.emit(view)

    def publish_entry(self, view: EntryView | None) -> None:
        """Send the open metric's entries; None while their tab was not opened."""
        view = view if self.mask is None else None
        if view is self._entry or view == self._entry:
            return
        self._entry = view
        self.entry_changed.emit(view)

    def renew_own(self) -> None:
        """Carry what is drawn for one page alone even if it was carried before: it was opened."""
        self._alerts = self._review = None

    def publish_alerts(self, view: AlertsView) -> None:
        """Send the history of the alerts and the rules."""
        view = self._shown(view)
        if view is self._alerts or view == self._alerts:
            return
        self._alerts = view
        self.alerts_changed.emit(view)

    def publish_review(self, view: ReviewPageView) -> None:
        """Send the open review."""
        view = self._shown(view)
        if view is self._review or view == self._review:
            return
        self._review = view
        self.review_changed.emit(view)

    def publish_beside(self, view: SideBySideView) -> None:
        """Send every collector and repository, side by side."""
        view = self._shown(view)
        if view == self._beside:
            return
        self._beside = view
        self.beside_changed.emit(view)

    def publish_tray(self, view: TrayView) -> None:
        """Send the tray's icon and tooltip."""
        view = self._shown(view)
        if view is self._tray or view == self._tray:
            return
        self._tray = view
        self.tray_changed.emit(view)

    def _shown(self, view: T) -> T:
        return view if self.mask is None else self.mask.view(view)
