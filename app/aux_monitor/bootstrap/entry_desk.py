"""The book of figures by hand behind the open metric's page.

Nothing of it is imported before somebody opens its tab.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aux_monitor.bootstrap.sessions import Session
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.drops import DAY_S
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.clock import Clock
from aux_monitor.services.entry_intents import EntryIntent

if TYPE_CHECKING:
    from aux_monitor.presentation.entry_views import EntryView
    from aux_monitor.services.entering import Entering, EntryPage


class EntryDesk:
    """Carries out what is asked of a session's book, and says what its open page shows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._session: Session | None = None
        self._catalogue: Callable[[], Catalogue] | None = None
        self._on_change: Callable[[], None] = lambda: None
        self._entering: Entering | None = None
        self._drawn: tuple[EntryPage, float] | None = None
        self._view: EntryView | None = None

    def attach(
        self,
        session: Session,
        catalogue: Callable[[], Catalogue],
        on_change: Callable[[], None],
    ) -> None:
        """Use a session's book from now on; ``on_change`` tells of more to show."""
        self._session, self._catalogue, self._on_change = session, catalogue, on_change
        self._entering = None

    def carry_out(self, intent: EntryIntent) -> None:
        """Begin what was asked."""
        entering = self._open_book()
        if entering is not None:
            entering.carry_out(intent)

    def view(self, metric: MetricId) -> EntryView | None:
        """Return the tab of a metric; None while its page is not open."""
        page = None if self._entering is None else self._entering.page
        if page is None or page.metric != metric:
            return None
        now = self._clock.now()
        given = (page, now // DAY_S)
        if self._drawn is None or self._drawn[0] is not page or self._drawn[1] != given[1]:
            self._drawn, self._view = given, self._draw(page, now)
        return self._view

    def close(self) -> None:
        """Forget the open page."""
        if self._entering is not None:
            self._entering.close()

    def _draw(self, page: EntryPage, now: float) -> EntryView | None:
        from aux_monitor.presentation.entry_views import entry_view  # noqa: PLC0415 - see above

        if self._session is None or self._catalogue is None:
            return None
        return entry_view(page, self._catalogue(), now, demo=self._session.runtime.demo)

    def _open_book(self) -> Entering | None:
        if self._entering is None and self._session is not None and self._catalogue is not None:
            from aux_monitor.services.entering import Entering  # noqa: PLC0415 - see above

            runtime = self._session.runtime
            self._entering = Entering(
                runtime.book,
                self._clock,
                runtime.supervisor,
                self._catalogue,
                runtime.entered,
                self._on_change,
            )
        return self._entering
