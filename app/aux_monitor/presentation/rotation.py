"""Which page the window shows by itself, and what it says of that: time is an argument.

Pages follow each other; while somebody uses the window the one that is open stays. A failing page
stops the round: it is shown until nothing on it fails any more, and where several fail they take
turns among themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from aux_monitor.domain.reading import MetricId
from aux_monitor.domain.topics import Topic
from aux_monitor.presentation.ambient import grown
from aux_monitor.presentation.views import OverviewView
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import RotationPage

RESUME_AFTER_S = 60.0
"""The round goes on this long after somebody last used the window."""

_COARSE_FROM_S = 120
_MINUTE_S = 60


_PAGE_OF: Mapping[Topic, RotationPage] = {
    Topic.PERFORMANCE: RotationPage.PERFORMANCE,
    Topic.ADOPTION: RotationPage.ADOPTION,
    Topic.COMMUNITY: RotationPage.COMMUNITY,
    Topic.QUALITY: RotationPage.QUALITY,
    Topic.DEVELOPERS: RotationPage.DEVELOPERS,
    Topic.BUSINESS: RotationPage.BUSINESS,
}


class Round(Struct, frozen=True):
    """What goes round: ``pages`` in this order, each for ``every_s`` (0: nothing does)."""

    pages: tuple[RotationPage, ...]
    every_s: float


class Seen(Struct, frozen=True):
    """What the policy goes by.

    ``open`` is the page that is open, None for one that takes no part in any round. ``failing``
    are the pages on which something fails, the worst first. ``used_at`` is when somebody last
    used the window, None for never.
    """

    open: RotationPage | None
    failing: tuple[RotationPage, ...] = ()
    used_at: float | None = None


class Turn(Struct, frozen=True):
    """Whose turn it is: ``page`` since ``since``, None where no page's.

    ``worst`` is the page that fails worst, None while none does.
    """

    page: RotationPage | None = None
    since: float = 0.0
    worst: RotationPage | None = None


def step(turn: Turn, going: Round, seen: Seen, now: float) -> Turn:
    """Return whose turn it is at ``now``; its page is the one to show, or is open already.

    While somebody uses the window the turn is the open page's, whatever fails: nothing is taken
    out of anybody's hands. A page that begins to fail worst is shown at once; one that recovers
    stays for a whole turn. A clock that was set back begins the turn anew.
    """
    ring = seen.failing or going.pages
    if going.every_s <= 0 or not ring or left_to_rest(seen, now) > 0:
        return Turn(seen.open, now)
    worst = seen.failing[0] if seen.failing else None
    if worst is not turn.worst:
        return Turn(worst or turn.page or ring[0], now, worst)
    if turn.page is None or (worst is not None and turn.page not in ring):
        return Turn(ring[0], now, worst)
    if turn.since > now:
        return Turn(turn.page, now, worst)
    if ring != (turn.page,) and now - turn.since >= going.every_s:
        return Turn(following(turn.page, ring), now, worst)
    return turn


def failing_pages(view: OverviewView) -> tuple[RotationPage, ...]:
    """Return the pages on which something fails, the one with the worst first."""
    pages = (page_of(view, part.metric) for part in grown(view))
    return tuple(dict.fromkeys(pages))


def page_of(view: OverviewView, metric: MetricId) -> RotationPage:
    """Return the page that shows a metric; the one of the alerts where no other does."""
    for chart in view.charts:
        if chart.topic is not None and any(head.metric == metric for head in chart.headlines):
            return _PAGE_OF[chart.topic]
    for section in view.sections:
        if section.topic is not None and any(tile.metric == metric for tile in section.tiles):
            return _PAGE_OF[section.topic]
    return RotationPage.ALERTS


def following(page: RotationPage | None, ring: Sequence[RotationPage]) -> RotationPage:
    """Return the page after ``page`` in ``ring``; the first one where it is not among them."""
    if page not in ring:
        return ring[0]
    return ring[(ring.index(page) + 1) % len(ring)]


def left_to_rest(seen: Seen, now: float) -> float:
    """Return the seconds until the round may go on, 0 where nobody uses the window."""
    if seen.used_at is None or seen.used_at > now:
        return 0.0
    return max(0.0, RESUME_AFTER_S - (now - seen.used_at))


def words(turn: Turn, going: Round, seen: Seen, now: float) -> str:
    """Return what the mark says: what comes next and when, or what holds the round.

    Empty where nothing goes round. Its numbers are whole seconds, from two minutes on minutes.
    """
    ring = seen.failing or going.pages
    if going.every_s <= 0 or not ring:
        return ""
    rest = left_to_rest(seen, now)
    if rest > 0:
        return tr("Rotation goes on in {span}", span=_span(rest))
    left = max(0.0, going.every_s - (now - turn.since))
    next_page = tr(CHOICES[following(turn.page, ring)])
    if seen.failing:
        if len(ring) == 1:
            return tr("Stays on {page} until it recovers", page=tr(CHOICES[ring[0]]))
        return tr(
            "{n} pages fail: {page} in {span}",
            n=len(ring),
            page=next_page,
            span=_span(left),
        )
    return "" if ring == (turn.page,) else tr("{page} in {span}", page=next_page, span=_span(left))


def _span(seconds: float) -> str:
    whole = math.ceil(seconds)
    return f"{whole} s" if whole < _COARSE_FROM_S else f"{math.ceil(whole / _MINUTE_S)} min"
