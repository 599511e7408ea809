"""Figures by hand in words, for the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec.structs import replace

from aux_monitor.domain.entries import Entry, Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.presentation.entry_words import (
    entered_text,
    entry_lines,
    revision_lines,
    summary_text,
)

LATER = datetime(2026, 7, 3, 9, 5, tzinfo=UTC).timestamp()
SCORE = Entry(7, Figure(MetricId("nps"), date(2026, 7, 1), 31.5, 420, "in the app", "Ana"), 0.0)
USERS = Entry(12, Figure(MetricId("daily_users"), date(2026, 7, 2), 1090.0), 0.0)


def test_an_entry_is_told_with_what_it_was() -> None:
    """Whoever corrects a figure sees which one went."""
    assert entered_text(Entered(USERS, None)) == "daily_users 2026-07-02: 1090; entry 12"
    before = replace(SCORE, figure=replace(SCORE.figure, value=-3.0, n=None))
    told = entered_text(Entered(SCORE, before))
    assert told == "nps 2026-07-01: 31.5 (n 420), was -3; entry 7"


def test_a_file_is_summed_up() -> None:
    """What an import did, or would do, on one line."""
    assert summary_text(28, 2, 0, dry=False) == (
        "30 figures entered: 28 new, 2 changed, 0 as before."
    )
    assert summary_text(0, 0, 1, dry=True) == (
        "1 figure would be entered: 0 new, 0 changed, 1 as before."
    )


def test_the_list_has_a_line_for_each_entry() -> None:
    """Number, KPI, day and figure in columns, then who said it and what."""
    lines = list(entry_lines([SCORE, USERS]))
    assert [line.split() for line in lines] == [
        ["7", "nps", "2026-07-01", "31.5", "(n", "420)", "Ana,", "in", "the", "app"],
        ["12", "daily_users", "2026-07-02", "1090"],
    ]
    assert len({line.index("2026") for line in lines}) == 1


def test_what_was_there_before_says_how_it_ended() -> None:
    """Changed or removed, when, and by whom where somebody said so."""
    changed = Revision(SCORE, LATER, "Ben", removed=False)
    removed = Revision(USERS, LATER, "", removed=True)
    one, other = revision_lines([changed, removed])
    assert one.endswith("Ana, in the app  [changed 2026-07-03 09:05 UTC by Ben]")
    assert other.endswith("1090  [removed 2026-07-03 09:05 UTC]")
