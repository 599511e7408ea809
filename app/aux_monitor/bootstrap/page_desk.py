"""What the pages of alerts and reviews show beyond the overview's figures.

Nothing of it is imported or read before one of them is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aux_monitor.adapters.history.reviews import SqliteReviews
from aux_monitor.bootstrap.sessions import Session
from aux_monitor.bootstrap.tuning import history_of
from aux_monitor.domain.catalogue import Catalogue, Metric
from aux_monitor.ports.clock import Clock
from aux_monitor.ports.history import MetricHistory
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.judged import Picture
from aux_monitor.services.review_intents import ReviewIntent
from aux_monitor.ui.pages import Page

if TYPE_CHECKING:
    from aux_monitor.presentation.alerts_page import AlertsPresenter
    from aux_monitor.services.kept_alerts import KeptAlerts
    from aux_monitor.services.reviewing import Reviewing


class PageDesk:
    """Draws those pages of the running session, and carries out what is asked of its reviews."""

    def __init__(self, clock: Clock, bridge: ViewBridge) -> None:
        self._clock = clock
        self._bridge = bridge
        self._session: Session | None = None
        self._catalogue: Callable[[], Catalogue] | None = None
        self._on_change: Callable[[], None] = lambda: None
        self._kept: KeptAlerts | None = None
        self._reviewing: Reviewing | None = None
        self._presenter: AlertsPresenter | None = None

    def attach(
        self,
        session: Session,
        catalogue: Callable[[], Catalogue],
        on_change: Callable[[], None],
    ) -> None:
        """Show a session's alerts and reviews from now on; ``on_change`` tells of more to show."""
        self._session, self._catalogue, self._on_change = session, catalogue, on_change
        self._kept = self._reviewing = self._presenter = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What people have written that these pages show, as far as they were opened."""
        kept = () if self._kept is None else self._kept.episodes()
        reviewed = () if self._reviewing is None else self._reviewing.marked
        written = (*(each.note for each in kept), *(each.note for each in reviewed))
        return tuple(note for note in written if note)

    def carry_out(self, intent: ReviewIntent) -> None:
        """Begin what was asked of the reviews."""
        self._reviews().carry_out(intent)

    def open(self, page: Page, picture: Picture) -> None:
        """Draw ``page``, which was opened just now, even if nothing has changed since it was."""
        self._bridge.renew_own()
        self.draw(page, picture)

    def draw(self, page: Page, picture: Picture) -> None:
        """Draw ``page`` if it is one of these."""
        match page:
            case Page.ALERTS:
                self._draw_alerts(picture)
            case Page.REVIEWS:
                self._draw_review(picture)
            case Page.BESIDE:
                self._draw_beside(picture)
            case _:
                return

    def _draw_alerts(self, picture: Picture) -> None:
        from aux_monitor.presentation.alerts_page import AlertsPresenter  # noqa: PLC0415 - see above

        if self._presenter is None:
            self._presenter = AlertsPresenter()
        kept = self._alerts()
        view = self._presenter.show(picture, kept.episodes(), kept.problem)
        self._bridge.publish_alerts(view)

    def _draw_review(self, picture: Picture) -> None:
        from aux_monitor.presentation.alerts_page import merged  # noqa: PLC0415 - see above
        from aux_monitor.presentation.review_page import review_page  # noqa: PLC0415 - see above

        episodes = merged(picture.state.episodes, self._alerts().episodes())
        self._bridge.publish_review(review_page(picture, self._reviews().review(), episodes))

    def _draw_beside(self, picture: Picture) -> None:
        from aux_monitor.presentation.beside import side_by_side  # noqa: PLC0415 - see above

        self._bridge.publish_beside(side_by_side(picture))

    def _alerts(self) -> KeptAlerts:
        if self._kept is None:
            from aux_monitor.services.kept_alerts import KeptAlerts  # noqa: PLC0415 - see above

            session = self._attached()
            self._kept = KeptAlerts(session.history, session.runtime.supervisor, self._changed)
        return self._kept

    def _reviews(self) -> Reviewing:
        if self._reviewing is None:
            from aux_monitor.services.reviewing import Reviewing  # noqa: PLC0415 - see above

            session = self._attached()
            self._reviewing = Reviewing(
                session.runtime.store,
                session.runtime.supervisor,
                self._clock,
                SqliteReviews(session.history),
                self._known,
                self._histories_of,
                self._changed,
            )
        return self._reviewing

    def _histories_of(self, metric: Metric) -> Sequence[MetricHistory]:
        """Return what the metric's source keeps, and then what was recorded on this machine."""
        session = self._attached()
        kept: MetricHistory = history_of(session, metric)
        recorded: MetricHistory = session.history
        return (kept,) if kept is recorded else (kept, recorded)

    def _attached(self) -> Session:
        if self._session is None:
            raise RuntimeError("no session is attached to the pages")
        return self._session

    def _known(self) -> Catalogue:
        if self._catalogue is None:
            raise RuntimeError("no session is attached to the pages")
        return self._catalogue()

    def _changed(self) -> None:
        self._on_change()
