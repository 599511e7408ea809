"""Figures by hand in words, for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.presentation import text

_LONGEST_NOTE = 60


def entered_text(entered: Entered) -> str:
    """Return ``nps 2026-07-01: 31 (n 420), was 13 (n 420); entry 7``."""
    figure, before = entered.entry.figure, entered.before
    was = "" if before is None else f", was {amount_text(before.figure)}"
    return f"{figure.metric} {figure.day}: {amount_text(figure)}{was}; entry {entered.entry.id}"


def amount_text(figure: Figure) -> str:
    """Return a figure with the number behind it: ``31 (n 420)``."""
    value = text.plain(figure.value)
    return value if figure.n is None else f"{value} (n {figure.n})"


def summary_text(new: int, changed: int, same: int, *, dry: bool) -> str:
    """Return ``30 figures entered: 28 new, 2 changed, 0 as before``."""
    total = text.counted(new + changed + same, "figure", "figures")
    done = "would be entered" if dry else "entered"
    return f"{total} {done}: {new} new, {changed} changed, {same} as before."


def entry_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield a line for each entry, its number first."""
    for entry in entries:
        yield _line(entry, f"{entry.id:>6}")


def revision_lines(revisions: Iterable[Revision]) -> Iterator[str]:
    """Yield a line for everything that stood there before, and how it ended."""
    for revision in revisions:
        ended = datetime.fromtimestamp(revision.ended_at, UTC)
        how = "removed" if revision.removed else "changed"
        by = f" by {text.clean(revision.ended_by)}" if revision.ended_by else ""
        line = _line(revision.before, f"{revision.before.id:>6}")
        yield f"{line}  [{how} {ended:%Y-%m-%d %H:%M} UTC{by}]"


def _line(entry: Entry, number: str) -> str:
    figure = entry.figure
    words = [number, f"{figure.metric:<32}", f"{figure.day}", f"{amount_text(figure):>18}"]
    said = ", ".join(part for part in (figure.who, text.clean(figure.note, _LONGEST_NOTE)) if part)
    return "  ".join([*words, said]).rstrip()
