"""The tab for figures by hand, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.entries import Entry, Figure, FigurePart
from aux_monitor.domain.level import Level
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.entries import Entered, Revision
from aux_monitor.presentation.entry_views import (
    DEMO,
    NOTHING,
    READING,
    EntryView,
    Form,
    Typed,
    change_words,
    entry_view,
    read_form,
    stepped_day,
)
from aux_monitor.services.entering import Change, EntryPage, Preview
from aux_monitor.settings.entry_csv import Line

CATALOGUE = load_catalogue()
NOW = datetime(2026, 11, 23, 14, 19, tzinfo=UTC).timestamp()
NPS = MetricId("nps")
AUGUST = Entry(3, Figure(NPS, date(2026, 8, 1), 47.0, 1402, "in the app", "Ana"), NOW - 86_400)
MAY = Entry(2, Figure(NPS, date(2026, 5, 1), 44.5, 410), NOW - 90_000)
MISTYPED = Revision(replace(MAY, figure=replace(MAY.figure, value=4.0)), NOW, "Ben", removed=False)
GONE = Revision(replace(AUGUST, figure=replace(AUGUST.figure, day=date(2026, 7, 1))), NOW, "", True)  # noqa: FBT003 - the last field
PAGE = EntryPage(NPS, (MAY, AUGUST), (MISTYPED, GONE), "Ana")
FINE = Typed(" 50 ", "420", "2026-11-22", "Ana", "")


def view(page: EntryPage = PAGE, *, demo: bool = False) -> EntryView:
    """Return the tab of a page."""
    return entry_view(page, CATALOGUE, NOW, demo=demo)


def test_the_newest_day_comes_first_and_what_was_before_after_what_stands() -> None:
    """A changed and a removed figure stay in sight, and say who ended them."""
    assert [(each.row.cells, each.row.faint) for each in view().rows] == [
        (("2026-08-01", "47", "1,402", "Ana", "in the app"), False),
        (
            ("2026-07-01", "47", "1,402", "Ana", "removed 2026-11-23 14:19 UTC; in the app"),
            True,
        ),
        (("2026-05-01", "44.5", "410", "", ""), False),
        (("2026-05-01", "4", "410", "", "changed 2026-11-23 14:19 UTC by Ben"), True),
    ]
    assert [each.entry for each in view().rows] == [AUGUST, None, MAY, None]
    assert view().rows[0].row.spoken == "2026-08-01: 47 (n 1402), Ana, in the app"


def test_an_empty_book_says_so_and_the_demonstration_says_whose_it_is() -> None:
    """Not before it was read; a book that cannot be read is not called empty twice."""
    assert view(EntryPage(NPS)).empty == READING
    assert view(EntryPage(NPS, ())).empty == NOTHING
    assert (view().empty, view().note, view(demo=True).note) == ("", "", DEMO)


def test_the_fields_say_a_figure() -> None:
    """Blanks around what was typed are nobody's intention."""
    figure = Figure(NPS, date(2026, 11, 22), 50.0, 420, "", "Ana")
    assert read_form(view(), FINE) == Form(figure)
    assert read_form(view(), replace(FINE, value=" ")) == Form()


@pytest.mark.parametrize(
    ("typed", "part", "fault"),
    [
        (replace(FINE, value="many"), FigurePart.VALUE, "'many' is not a number such as 1090.5."),
        (replace(FINE, n="4.2"), FigurePart.SAMPLE, "'4.2' is not a whole number such as 420."),
        (replace(FINE, day="1.2."), FigurePart.DAY, "'1.2.' is not a date such as 2026-11-21."),
        (
            replace(FINE, value="310"),
            FigurePart.VALUE,
            "NPS must be between -100 and 100, not 310.",
        ),
        (replace(FINE, day="2026-11-24"), FigurePart.DAY, "2026-11-24 has not come yet (UTC)."),
        (
            replace(FINE, n=""),
            FigurePart.SAMPLE,
            "NPS is judged by its number of answers, which is missing (n).",
        ),
        (replace(FINE, note="x" * 201), FigurePart.NOTE, "The note is longer than 200 characters."),
        (
            replace(FINE, who="\x07"),
            FigurePart.WHO,
            "The name holds characters that cannot be shown.",
        ),
    ],
)
def test_a_fault_names_its_field_and_says_one_sentence(
    typed: Typed, part: FigurePart, fault: str
) -> None:
    """As the command line says it, with the name the page has for the KPI."""
    assert read_form(view(), typed) == Form(part=part, fault=fault)


def test_a_figure_that_takes_anothers_place_says_whose() -> None:
    """An entry that is being edited takes its own."""
    typed = replace(FINE, day="2026-08-01")
    assert read_form(view(), typed).hint == "Takes the place of 47 (n 1402) on 2026-08-01."
    assert read_form(view(), typed, editing=3).hint == ""


def test_days_step_up_to_today() -> None:
    """What is no day becomes the usual one: for whole days the last complete one."""
    assert stepped_day(view(), "2026-11-22", 1) == "2026-11-23"
    assert stepped_day(view(), "2026-11-23", 1) == "2026-11-23"
    assert stepped_day(view(), "2026-11-01", -1) == "2026-10-31"
    assert stepped_day(view(), "soon", -1) == "2026-11-23"
    assert view(EntryPage(MetricId("daily_users"))).usual == "2026-11-22"


NEW = Entered(AUGUST, None)
CORRECTED = Entered(MAY, MISTYPED.before)


@pytest.mark.parametrize(
    ("change", "words", "undo"),
    [
        (Change(5, (NEW,)), "Entered 47 (n 1402) for 2026-08-01.", 5),
        (Change(5, (CORRECTED,)), "Entered 44.5 (n 410) for 2026-05-01, was 4 (n 410).", 5),
        (Change(5, (NEW,), (MAY,)), "Moved to 2026-08-01: 47 (n 1402).", 5),
        (Change(5, (NEW, CORRECTED)), "Entered 2 figures: 1 new, 1 changed.", 5),
        (Change(5, (), (MAY,)), "Removed 44.5 (n 410) of 2026-05-01.", 5),
        (Change(5), "This stands there already.", None),
        (Change(5, (), (MAY,), undoes=True), "Taken back.", None),
    ],
)
def test_a_change_is_said_in_one_sentence_with_its_undo(
    change: Change, words: str, undo: int | None
) -> None:
    """What changed nothing, and what was taken back itself, has none."""
    assert change_words(change) == words
    shown = view(replace(PAGE, change=change))
    assert (shown.said, shown.undo) == (words, undo)


def test_every_line_of_a_preview_is_said() -> None:
    """Right ones with the KPI's name, wrong ones with what is wrong; nothing is ready then."""
    good, bad = Line(2, AUGUST.figure), Line(3, None, "There is no KPI 'npss': did you mean nps?")
    mixed = view(replace(PAGE, preview=Preview("…", (good, bad)))).preview
    assert mixed is not None
    assert [(row.cells, row.level) for row in mixed.rows] == [
        (("2", "Net promoter score: 47 (n 1402) on 2026-08-01"), Level.ON_TARGET),
        (("3", "There is no KPI 'npss': did you mean nps?"), Level.BREACH),
    ]
    assert mixed.summary == "2 lines, 1 wrong: nothing is entered before all are right."
    assert mixed.ready == 0
    right = view(replace(PAGE, preview=Preview("…", (good,)))).preview
    assert right is not None
    assert (right.summary, right.ready) == ("1 line, all right.", 1)


def test_what_holds_no_lines_is_said() -> None:
    """A first line that names no columns, or nothing below it."""
    bare = view(replace(PAGE, preview=Preview("…"))).preview
    broken = view(replace(PAGE, preview=Preview("x", fault="It must begin otherwise."))).preview
    assert bare is not None
    assert broken is not None
    assert (bare.summary, bare.ready) == ("There is no line below the first.", 0)
    assert (broken.rows, broken.summary, broken.ready) == ((), "It must begin otherwise.", 0)
