"""What happened while nobody looked, as one card."""

from __future__ import annotations

from msgspec import Struct

from aux_monitor.domain.away import Missed, missed
from aux_monitor.presentation import text
from aux_monitor.presentation.judged import Picture
from aux_monitor.settings.language import tr


class AwayView(Struct, frozen=True):
    """The card that stands until it is dismissed.

    ``span`` is from when to when (``Mon 22:00 to Tue 08:00``), ``body`` what happened and how it
    stands now (``3 fired, 2 cleared, longest 14 min, nothing now``).
    """

    title: str
    span: str
    body: str


def away_view(picture: Picture) -> AwayView | None:
    """Return the card, None while there is nothing to read about."""
    away = picture.state.presence.away
    if away is None:
        return None
    found = missed(picture.state.episodes, away, picture.now)
    span = tr(
        "{since} to {until}", since=_when(away.start, picture), until=_when(away.end, picture)
    )
    return AwayView(tr("While you were away"), span, away_words(found))


def away_words(found: Missed) -> str:
    """Return ``3 fired, 2 cleared, longest 14 min, nothing now``."""
    now = tr("{n} firing now", n=found.firing) if found.firing else tr("nothing now")
    longest = tr("longest {span}", span=text.duration(found.longest_s))
    return ", ".join(
        (
            tr("{n} fired", n=found.fired),
            tr("{n} cleared", n=found.cleared),
            longest,
            now,
        )
    )


def _when(at: float, picture: Picture) -> str:
    return f"{text.day(at, picture.zone).split()[0]} {text.clock(at, picture.zone)}"
