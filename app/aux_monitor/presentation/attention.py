"""What asks for a person: one card per alert under way and per source in trouble."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aux_monitor.domain.catalogue import Severity
from aux_monitor.domain.level import Trust
from aux_monitor.domain.notice import AlertKey, Episode
from aux_monitor.domain.offline import OFFLINE_KEY
from aux_monitor.domain.reading import SourceId
from aux_monitor.domain.silence import SILENCE
from aux_monitor.domain.trigger import Phase
from aux_monitor.domain.trust import remotes
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Picture
from aux_monitor.presentation.views import AlertCardView, AttentionView, EarlierView, ReviewView
from aux_monitor.settings.language import tr

if TYPE_CHECKING:
    from aux_monitor.presentation.alert_cards import Alert
    from aux_monitor.presentation.away import AwayView

_PHASE_ORDER = {Phase.FIRING: 0, Phase.RECOVERING: 2, Phase.PENDING: 3}
_TROUBLE_ORDER = 1
_SEVERITY_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1}


def attention(
    picture: Picture, before: tuple[EarlierView, ...], due: tuple[ReviewView, ...]
) -> AttentionView:
    """Return the panel at the right; ``before`` is what is over, ``due`` are the reviews."""
    shown = cards(picture, alerts_of(picture))
    return AttentionView(
        summary(picture, len(shown)), shown, before, due, _away(picture), firing(picture)
    )


def _away(picture: Picture) -> AwayView | None:
    if picture.state.presence.away is None:
        return None
    from aux_monitor.presentation.away import away_view  # noqa: PLC0415 - seldom needed

    return away_view(picture)


def alerts_of(picture: Picture) -> tuple[Alert, ...]:
    """Return the metric alerts under way, most urgent first."""
    if not picture.state.triggers:
        return ()
    from aux_monitor.presentation.alert_cards import Alert  # noqa: PLC0415 - with the first alert

    found = []
    for key, trigger in picture.state.triggers.items():
        rule = picture.catalogue.rules.get(key.rule)
        judged = picture.metrics.get(key.metric)
        if trigger.phase is Phase.INACTIVE or rule is None or judged is None:
            continue
        pending = trigger.phase is Phase.PENDING
        episode = None if pending else _episode(picture, key, trigger.episode)
        found.append(Alert(key, rule, trigger, judged, episode))
    return tuple(sorted(found, key=_urgency))


def _episode(picture: Picture, key: AlertKey, number: int) -> Episode | None:
    return next((e for e in picture.state.episodes if e.key == key and e.number == number), None)


def _urgency(alert: Alert) -> tuple[int, int, float]:
    began = alert.trigger.began_at or 0.0
    return (_PHASE_ORDER[alert.trigger.phase], _SEVERITY_ORDER[alert.rule.severity], began)


def firing(picture: Picture) -> int:
    """Return how many alerts fire, silent sources among them, recovering ones not."""
    return sum(
        trigger.phase is Phase.FIRING and _is_known(key, picture)
        for key, trigger in picture.state.triggers.items()
    )


def _is_known(key: AlertKey, picture: Picture) -> bool:
    if key == OFFLINE_KEY:
        return bool(remotes(picture.state.sources.values()))
    if key.rule == SILENCE:
        return SourceId(str(key.metric)) in picture.state.sources
    return key.rule in picture.catalogue.rules and key.metric in picture.metrics


def summary(picture: Picture, card_count: int) -> str:
    """Return ``2 firing · 1 pending``; with no alert the number of troubles, or ``nothing``."""
    triggers = picture.state.triggers.items()
    phases = [trigger.phase for key, trigger in triggers if _is_known(key, picture)]
    named = (Phase.FIRING, Phase.RECOVERING, Phase.PENDING)
    counted = [(phases.count(phase), tr(phase.value)) for phase in named]
    words = " · ".join(f"{count} {word}" for count, word in counted if count)
    if words or not card_count:
        return words or tr("nothing")
    return text.counted(card_count, "trouble", "troubles")


def cards(picture: Picture, alerts: Iterable[Alert]) -> tuple[AlertCardView, ...]:
    """Return the cards: what fires, the program's and its sources' troubles, what else moves."""
    ordered = [*_alert_cards(picture, alerts)]
    ordered += [(_TROUBLE_ORDER, found) for found in _troubles(picture)]
    return tuple(found for _, found in sorted(ordered, key=lambda pair: pair[0]))


def _alert_cards(picture: Picture, alerts: Iterable[Alert]) -> Iterable[tuple[int, AlertCardView]]:
    for alert in alerts:
        from aux_monitor.presentation.alert_cards import card  # noqa: PLC0415 - see alerts_of

        yield _PHASE_ORDER[alert.trigger.phase], card(alert, picture)


def _troubles(picture: Picture) -> tuple[AlertCardView, ...]:
    calm = (Trust.FRESH, Trust.LEARNING)
    sound = all(c.trust in calm and not c.warned for c in picture.conditions)
    if sound and not picture.state.problems:
        return ()
    from aux_monitor.presentation.troubles import (  # noqa: PLC0415 - with the first trouble
        problem_cards,
        source_cards,
    )

    return (*problem_cards(picture), *source_cards(picture))
