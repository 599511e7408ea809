"""Private mode: views whose figures and names are hidden, while levels and shapes stay.

Every view passes here before it is drawn, so whatever shows one shows the hidden text: widget,
tooltip, screen reader, tray, picture or document.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.state import AppState
from aux_monitor.presentation.provenance import HIDDEN
from aux_monitor.presentation.text import clean
from aux_monitor.presentation.views import PlotView, RibbonView, TileView
from aux_monitor.settings.language import tr
from aux_monitor.settings.schema import Settings

T = TypeVar("T")

_IDENTITIES = re.compile(r"\b(MetricId|SourceId|GateId|RuleId|AlertKey|RowKey|LayoutSettings)\b")
"""Types of fields that are never drawn: what a click is about."""

_KEPT_FIELDS = frozenset({"time", "date"})
"""When something is shown is no secret, and a clock that hides its time is none."""

_DROPPED_FIELDS = frozenset({"page"})
"""Web addresses name repositories."""

_NUMBER = r"\d+(?:[.,:]\d+)*"
_PLACE = r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:/[\w.-]+){2,}|\b[\w.-]+/[\w.-]+\b"
_TERMS = frozenset({"P95"})
"""What a figure is called, not what it is."""

_SHORTEST_NAME = 3
_MOST_HELD = 4096
_LONGEST_NOTE = 120


class Mask:
    """Hides numbers, web addresses, paths, and ``names``; ``kept`` are phrases that stay whole.

    A view that was hidden before is the same object as then, so comparing costs nothing.
    """

    def __init__(self, names: Iterable[str], kept: Iterable[str]) -> None:
        phrases = {phrase for phrase in kept if any(sign.isdigit() for sign in phrase)}
        secrets = {name for name in names if len(name) >= _SHORTEST_NAME}
        parts = [_PLACE, _NUMBER]
        if secrets:
            parts.insert(0, _any_of(secrets))
        self._kept = re.compile(_any_of(phrases)) if phrases else None
        self._hidden = re.compile("|".join(parts))
        self._held: dict[int, tuple[object, object]] = {}

    def text(self, text: str) -> str:
        """Return a text with what is private replaced."""
        if self._kept is None:
            return self._hidden.sub(HIDDEN, text)
        shown, at = [], 0
        for found in self._kept.finditer(text):
            shown += [self._hidden.sub(HIDDEN, text[at : found.start()]), found.group()]
            at = found.end()
        return "".join((*shown, self._hidden.sub(HIDDEN, text[at:])))

    def view(self, view: T) -> T:
        """Return a view with all of its texts hidden, and its curves without their values."""
        return cast("T", self._masked(view))

    def _masked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(self._masked(part) for part in value)
        if not isinstance(value, Struct):
            return value
        held = self._held.get(id(value))
        if held is not None:
            return held[1]
        if len(self._held) >= _MOST_HELD:
            self._held.clear()
        made = self._struct(value)
        self._held[id(value)] = (value, made)  # the original is kept, so its id stays its own
        return made

    def _struct(self, view: Struct) -> Struct:
        shaped = _without_values(view)
        changed = {
            name: "" if name in _DROPPED_FIELDS else self._masked(getattr(shaped, name))
            for name in _shown_fields(type(shaped))
        }
        return replace(shaped, **changed)


def mask_for(
    state: AppState, settings: Settings, catalogue: Catalogue, notes: Iterable[str] = ()
) -> Mask:
    """Return the mask that hides what this state and these settings name, and ``notes``."""
    metrics = catalogue.metrics.values()
    kept = {phrase for metric in metrics for phrase in (metric.name, metric.short_name)}
    kept |= {tr(phrase) for phrase in kept}
    written = [*(episode.note for episode in state.episodes), *notes]
    return Mask(_names(written, settings, kept), kept | _TERMS)


def _names(notes: Iterable[str], settings: Settings, kept: set[str]) -> Iterable[str]:
    known = " ".join(kept) + " AUX Monitor"
    for repository in settings.github.repositories:
        yield repository
        yield from (part for part in repository.split("/") if part not in known)
    yield from settings.collector.logs
    for each in notes:
        note = clean(each, _LONGEST_NOTE).rstrip(".… ")
        yield from (note, note[:1].upper() + note[1:])


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _shown_fields(kind: type[Struct]) -> Iterable[str]:
    """Yield the fields of a view that are drawn, or that hold others which are."""
    annotations: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        annotations.update(inspect.get_annotations(each))
    for name in kind.__struct_fields__:
        if name not in _KEPT_FIELDS and not _IDENTITIES.search(str(annotations.get(name, ""))):
            yield name


def _without_values(view: Struct) -> Struct:
    """Return a view that draws the same shape without holding a value."""
    if isinstance(view, TileView):
        return _shaped_tile(view)
    if isinstance(view, PlotView):
        return _shaped_plot(view)
    if isinstance(view, RibbonView):
        return replace(view, private=True)
    return view


def _shaped_tile(tile: TileView) -> TileView:
    limit = () if tile.spark_limit is None else (tile.spark_limit,)
    known = [value for value in (*tile.spark, *limit) if value is not None]
    if not known:
        return tile
    low, high = min(known), max(known)
    return replace(
        tile,
        spark=tuple(_share(value, low, high) for value in tile.spark),
        spark_limit=_share(tile.spark_limit, low, high),
    )


def _shaped_plot(plot: PlotView) -> PlotView:
    low, high = plot.y_low, plot.y_high
    return replace(
        plot,
        y_low=0.0,
        y_high=1.0,
        unit="",
        decimals=0,
        hidden=True,
        lines=tuple(
            replace(line, values=tuple(_share(value, low, high) for value in line.values))
            for line in plot.lines
        ),
        limits=tuple(
            replace(each, value=_share(each.value, low, high) or 0.0) for each in plot.limits
        ),
        bands=tuple(
            replace(each, low=_share(each.low, low, high), high=_share(each.high, low, high))
            for each in plot.bands
        ),
    )


def _share(value: float | None, low: float, high: float) -> float | None:
    if value is None:
        return None
    return (value - low) / (high - low) if high > low else 0.5
