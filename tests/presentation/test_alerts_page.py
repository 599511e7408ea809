"""The page of the alerts as a whole."""

from __future__ import annotations

from msgspec.structs import replace

from aux_monitor.presentation.alerts_page import AlertsPresenter, merged
from aux_monitor.presentation.row_views import RowView
from tests.presentation.builders import NOW, P95, P95_RULE, at, episode, fired, picture, state

OLD = replace(
    episode(P95_RULE, P95, fired(1100.0, 1240.0, at(11, 33), at(11, 36))), resolved_at=at(11, 42)
)
RECENT = replace(OLD, number=2, fired_at=at(13, 0), resolved_at=at(13, 5))


def test_the_history_s_alerts_are_listed_beside_the_state_s() -> None:
    """What the running program has dropped is still there, once, and counted for its rule."""
    view = AlertsPresenter().show(picture(state(episodes=(RECENT,))), (OLD, RECENT), "")
    assert [alert.row.cells[0].text for alert in view.past] == ["13:00", "11:36"]
    rules = [line for line in view.rules if isinstance(line, RowView)]
    often = next(row for row in rules if row.metric == P95.id).cells[3].note
    assert often == "2 times in 30 days"


def test_of_two_accounts_the_running_one_counts() -> None:
    """An alert that ended since the history was read has ended."""
    fires = replace(RECENT, resolved_at=None)
    assert merged((RECENT,), (OLD, fires)) == (OLD, RECENT)


def test_a_history_that_cannot_be_read_is_told() -> None:
    """What is shown is not all there is."""
    view = AlertsPresenter().show(picture(state()), (), "The disk is gone")
    assert view.note == "The disk is gone."


def test_what_reads_the_same_is_the_same() -> None:
    """A second later nothing of the page is drawn anew."""
    presenter = AlertsPresenter()
    of = state(episodes=(RECENT,))
    first = presenter.show(picture(of), (), "")
    second = presenter.show(picture(of, now=NOW + 1.0), (), "")
    assert second.past is first.past


def test_an_alert_that_fires_on_lasts_longer_a_minute_later() -> None:
    """Its row does not stand still."""
    presenter = AlertsPresenter()
    of = state(episodes=(replace(RECENT, resolved_at=None),))
    first = presenter.show(picture(of), (), "").past[0].row.cells[2].text
    second = presenter.show(picture(of, now=NOW + 60.0), (), "").past[0].row.cells[2].text
    assert (first, second) == ("1 h 19 min", "1 h 20 min")
