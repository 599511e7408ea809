"""What the command palette offers, and what of it a few letters find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.presentation.text import NO_FIGURE
from aux_monitor.presentation.views import FigureView, OverviewView

_FIRST_WORD, _WORD, _INSIDE, _INITIALS, _BESIDE = 5, 4, 3, 2, 1
_WORST_FIRST = (Level.BREACH, Level.OFF_TARGET, Level.ON_TARGET, Level.UNKNOWN)


class CommandView(Struct, frozen=True):
    """One row: what it does, a few words about it, its keys, and a KPI's level."""

    text: str
    detail: str = ""
    keys: str = ""
    level: Level | None = None


def metric_commands(view: OverviewView) -> list[tuple[MetricId, CommandView]]:
    """Return a row for every KPI that is shown, each once, breaches first, then off target."""
    rows: dict[MetricId, CommandView] = {}
    for metric, row in _metrics(view):
        rows.setdefault(metric, row)
    return sorted(rows.items(), key=lambda item: _WORST_FIRST.index(item[1].level or Level.UNKNOWN))


def found(query: str, rows: Sequence[CommandView]) -> tuple[int, ...]:
    """Return which rows hold every word of ``query``, as their numbers, the best first.

    A word counts most where a name begins with it, then where one of the name's words does, then
    inside the name, then as the initials of its words ("csr" is the command success rate), and
    least in the words beside it. Rows that are equally good stay in their order; an empty query
    finds all.
    """
    words = query.casefold().split()
    scored = ((_score(words, row), number) for number, row in enumerate(rows))
    kept = [(-score, number) for score, number in scored if score is not None]
    return tuple(number for _score, number in sorted(kept))


def _metrics(view: OverviewView) -> Iterator[tuple[MetricId, CommandView]]:
    for chart in view.charts:
        for head in chart.headlines:
            name = ", ".join(part for part in (chart.title, head.name) if part)
            yield head.metric, _row(name, head.figure, head.word, head.level)
    for section in view.sections:
        for tile in section.tiles:
            yield tile.metric, _row(tile.name, tile.figure, tile.word, tile.level)


def _row(name: str, figure: FigureView, word: str, level: Level) -> CommandView:
    shown = "" if figure.text == NO_FIGURE else f"{figure.text} {figure.unit}".rstrip()
    return CommandView(name, " · ".join(part for part in (shown, word) if part), level=level)


def _score(words: Sequence[str], row: CommandView) -> int | None:
    """Return how well a row answers all words, None where one of them is nowhere in it."""
    total = 0
    for word in words:
        score = _score_of(word, row)
        if not score:
            return None
        total += score
    return total


def _score_of(word: str, row: CommandView) -> int:
    name = row.text.casefold()
    parts = name.replace("/", " ").split()
    if name.startswith(word):
        return _FIRST_WORD
    if any(part.startswith(word) for part in parts):
        return _WORD
    if word in name:
        return _INSIDE
    if "".join(part[0] for part in parts).startswith(word):
        return _INITIALS
    beside = f"{row.detail} {row.keys}".casefold()
    return _BESIDE if word in beside else 0
