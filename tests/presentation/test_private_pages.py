"""Private mode hides on the pages of alerts and reviews what it hides elsewhere."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.domain.catalogue import Cadence
from aux_monitor.domain.reviews import Reviewed
from aux_monitor.presentation.alerts_page import AlertsPresenter
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.masking import mask_for
from aux_monitor.presentation.review_page import review_page
from aux_monitor.presentation.row_views import RowView
from aux_monitor.services.reviewing import OpenReview
from aux_monitor.settings.schema import Settings
from tests.presentation.builders import (
    CATALOGUE,
    NOW,
    P95,
    P95_RULE,
    at,
    episode,
    fired,
    picture,
    state,
)

NOTE = "Ana restarted the proxy of the customer in Oslo"
ENDED = replace(
    episode(P95_RULE, P95, fired(1100.0, 1240.0, at(11, 33), at(11, 36))),
    resolved_at=at(11, 42),
    acknowledged_at=at(11, 38),
    note=NOTE,
)


def test_an_old_alert_s_note_and_figures_are_hidden() -> None:
    """Those of the history too, which the state knows nothing of; what a row is about stays."""
    view = AlertsPresenter().show(picture(state()), (ENDED,), "")
    hidden = mask_for(state(), Settings(), CATALOGUE, (NOTE,)).view(view)
    (alert,) = hidden.past
    said = " ".join(f"{cell.text} {cell.note}" for cell in alert.row.cells)
    assert "Ana" not in f"{said} {alert.row.spoken}"
    assert "1,240" not in f"{said} {alert.row.spoken}"
    assert "P95 response time above" in said
    assert (alert.row.key, alert.row.metric) == (view.past[0].row.key, P95.id)


def test_a_review_s_note_and_figures_are_hidden() -> None:
    """Its levels stay, and so does when it is due."""
    marked = Reviewed(1, Cadence.DAILY, NOW - 60.0, NOTE)
    opened = OpenReview(Cadence.DAILY, reviewed=(marked,), looking=False)
    view = review_page(picture(state()), opened, ())
    hidden = mask_for(state(), Settings(), CATALOGUE, (NOTE,)).view(view)
    rows = [line for line in hidden.lines if isinstance(line, RowView)]
    assert "Ana" not in hidden.last
    assert not any("131" in cell.text for row in rows for cell in row.cells)
    assert [row.cells[0].level for row in rows] == [
        line.cells[0].level for line in view.lines if isinstance(line, RowView)
    ]


def test_a_page_that_is_opened_again_gets_its_view_again() -> None:
    """The window may have dropped it meanwhile, however little has changed."""
    bridge = ViewBridge()
    said: list[object] = []
    bridge.alerts_changed.connect(said.append)
    view = AlertsPresenter().show(picture(state()), (ENDED,), "")
    bridge.publish_alerts(view)
    bridge.publish_alerts(view)
    assert said == [view]
    bridge.renew_own()
    bridge.publish_alerts(view)
    assert said == [view, view]
