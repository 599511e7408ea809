"""A book of NPS surveys, and lines that somebody pastes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.presentation.detail_views import (
    DetailView,
)
from aux_monitor.presentation.entry_views import EntryView, entry_view
from aux_monitor.services.entering import Change, EntryPage, Preview
from aux_monitor.settings.entry_csv import checking, read_lines
from tests.ui.window import detail_views

NOW = datetime(2026, 11, 23, 14, 19, tzinfo=UTC).timestamp()
NPS = MetricId("nps")
CATALOGUE = load_catalogue()

PASTED = (
    "metric,date,value,n\n"
    "nps,2026-11-20,31,420\n"
    "npss,2026-11-20,31,\n"
    "nps,2026-11-21,310,400\n"
    "daily_users,2026-11-22,812,\n"
)


def entry(number: int, day: str, value: float, n: int, note: str = "", who: str = "Ana") -> Entry:
    """Return an entry of the book."""
    return Entry(number, Figure(NPS, date.fromisoformat(day), value, n, note, who), NOW - 9e5)


ENTRIES = (
    entry(1, "2026-02-01", 38.0, 380, "winter survey"),
    entry(2, "2026-05-01", 44.0, 410, "spring survey, sent by mail to everybody with an account"),
    entry(3, "2026-08-01", 47.0, 402, "", "Ben"),
)
CORRECTED = Revision(entry(2, "2026-05-01", 4.4, 410), NOW - 86_400, "Ben", removed=False)
PAGE = EntryPage(NPS, ENTRIES, (CORRECTED,), "Ana")
EMPTY = EntryPage(NPS, ())
ENTERED = replace(PAGE, answers=1, change=Change(4, (Entered(ENTRIES[2], None),)))
REFUSED = replace(PAGE, answers=1, fault="The disk is full.")


def previewed(text: str) -> EntryPage:
    """Return the page with what a text would enter."""
    lines = read_lines(text, "What was pasted", checking(CATALOGUE, NOW))
    return replace(PAGE, preview=Preview(text, lines))


def view(page: EntryPage = PAGE, *, demo: bool = False) -> EntryView:
    """Return the tab of a page of the book."""
    return entry_view(page, CATALOGUE, NOW, demo=demo)


def unfilled() -> DetailView:
    """Return the page of a metric that has no figure yet."""
    return replace(detail_views.unconnected(), by_hand=True)


def filled() -> DetailView:
    """Return the page of a metric whose figures people enter."""
    return replace(detail_views.stars(), by_hand=True)
