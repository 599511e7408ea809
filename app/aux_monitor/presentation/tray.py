"""The tray's icon and tooltip."""

from __future__ import annotations

from collections.abc import Iterable

from aux_monitor.presentation.attention import firing
from aux_monitor.presentation.budget import glance
from aux_monitor.presentation.judged import Judged, Picture
from aux_monitor.presentation.standing import Group, Standing
from aux_monitor.presentation.tiles import level_word
from aux_monitor.presentation.views import TrayView
from aux_monitor.settings.language import tr

MOST_LINES = 3
"""The tooltip names this many metrics, the worst ones."""

_WORST_FIRST = (Group.BREACH, Group.FROZEN, Group.OFF_TARGET, Group.DOUBTFUL)


def tray(picture: Picture, standing: Standing, headline: str) -> TrayView:
    """Return the tray's view; ``headline`` is the ribbon's sentence.

    Its level is the ribbon's too, so neither is greener than the other.
    """
    return TrayView(
        level=standing.level,
        count=firing(picture),
        tooltip="\n".join(tooltip_lines(picture, standing, headline)),
        demo=picture.state.demo,
        snoozed=any(snooze.lasts(picture.now) for snooze in picture.state.snoozes),
    )


def tooltip_lines(picture: Picture, standing: Standing, headline: str) -> Iterable[str]:
    """Yield the program's name, the ribbon's sentence without its figures, the worst three."""
    yield tr("AUX Monitor (demonstration)") if picture.state.demo else tr("AUX Monitor")
    yield headline if standing.blind else headline.partition(": ")[0]
    worst = [judged for group in _WORST_FIRST for judged in standing.groups[group]]
    names = picture.guide.names
    for judged in worst[:MOST_LINES]:
        yield worst_line(judged, names[judged.metric.id])


def worst_line(judged: Judged, name: str) -> str:
    """Return one metric in words: ``Success rate 88.6 %, breach``."""
    return f"{name} {glance(judged)}, {level_word(judged)}"
