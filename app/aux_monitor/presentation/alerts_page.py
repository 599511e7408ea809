"""The page of the alerts beside its cards: what happened, and the rules that watch."""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.domain.notice import Episode
from aux_monitor.presentation import text
from aux_monitor.presentation.alert_history import PastAlert, past_alerts
from aux_monitor.presentation.alert_rules import rule_lines
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.memo import Memo
from aux_monitor.presentation.row_views import Line

_MINUTE_S = 60.0


class AlertsView(Struct, frozen=True):
    """The history whole, from which the page lists what is wanted, and the rules' lines.

    ``note`` says what of the history cannot be shown, empty where nothing is missing.
    """

    past: tuple[PastAlert, ...]
    rules: tuple[Line, ...]
    note: str = ""


class AlertsPresenter:
    """Draws the page; a part that reads the same as before is the same object."""

    def __init__(self) -> None:
        self._past: Memo[None, tuple[PastAlert, ...]] = Memo()
        self._rules: Memo[None, tuple[Line, ...]] = Memo()

    def show(self, picture: Picture, kept: tuple[Episode, ...], problem: str) -> AlertsView:
        """Return the page; ``kept`` are the alerts of the history, older than the state's too.

        ``problem`` says why the history could not be read, empty where it could.
        """
        state = picture.state
        names = tuple(condition.name for condition in picture.conditions)
        minute = picture.now // _MINUTE_S
        today = text.day_start(picture.now, picture.zone)
        # While an alert fires its row says for how long; else the hours do not move the list.
        ticking = minute if any(episode.fires for episode in state.episodes) else today
        past = self._past.get(
            None,
            (state.episodes, kept, names, ticking, today),
            lambda: past_alerts(picture, merged(state.episodes, kept)),
        )
        rules = self._rules.get(
            None,
            (picture.metrics, state.triggers, state.snoozes, past, minute),
            lambda: rule_lines(picture, merged(state.episodes, kept)),
        )
        return AlertsView(past, rules, text.sentence(problem))


def merged(known: tuple[Episode, ...], kept: tuple[Episode, ...]) -> tuple[Episode, ...]:
    """Return each alert once; of two accounts of one the running program's is the newer."""
    return tuple({episode.id: episode for episode in (*kept, *known)}.values())
