"""Lines of figures: each is a figure or a sentence, whichever separator stands between them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from aux_monitor.adapters.resources import load_catalogue
from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.settings.entry_csv import Line, checking, read_lines, written
from aux_monitor.settings.errors import EntryError

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC).timestamp()
CHECK = checking(load_catalogue(), NOW)
SCORE = Figure(MetricId("nps"), date(2026, 11, 1), 31.0, 420, "spring", "Ana")


def test_every_line_is_a_figure_or_says_what_is_wrong() -> None:
    """Good and bad lines stand in their order, with the numbers of their lines."""
    text = (
        "metric,date,value,n,note,who\n"
        "nps,2026-11-01,31,420,spring,Ana\n"
        "\n"
        "npss,2026-11-02,31,420,,\n"
        "nps,2026-11-03,31,,,\n"
        "nps,2026-11-01,32,420,,\n"
        '"qqq\x07",2026-11-01,32,420,,\n'
    )
    assert read_lines(text, "this", CHECK) == (
        Line(2, SCORE),
        Line(4, None, "There is no KPI 'npss': did you mean nps?"),
        Line(5, None, "nps is judged by its number of answers, which is missing (n)."),
        Line(6, None, "line 2 has a figure of nps for that day already."),
        Line(7, None, "There is no KPI 'qqq?'."),
    )


def test_what_is_copied_from_a_spreadsheet_is_read_too() -> None:
    """Its cells come with tabs between them."""
    text = "metric\tdate\tvalue\tn\tnote\twho\r\nnps\t2026-11-01\t31\t420\tspring\tAna\r\n"
    assert read_lines(text, "this", CHECK) == (Line(2, SCORE),)


def test_without_a_first_line_that_names_the_columns_nothing_is_guessed() -> None:
    """The sentence names what was read, and how it must begin."""
    with pytest.raises(EntryError, match=r"^What was pasted must begin with a line 'metric,date,"):
        read_lines("nps,2026-11-01,31\n", "What was pasted", CHECK)


@pytest.mark.parametrize("header", ["metric,date", "metric,date,value,value"])
def test_a_first_line_names_each_column_once(header: str) -> None:
    """One that is missing, or there twice, leaves open which field is meant."""
    with pytest.raises(EntryError, match="each column once"):
        read_lines(f"{header}\nnps,2026-11-01,31\n", "this", CHECK)


def test_a_line_has_a_field_for_each_column() -> None:
    """A field too many or too few would shift the others."""
    (line,) = read_lines("metric,date,value\nnps,2026-11-01\n", "this", CHECK)
    assert line == Line(2, None, "there are 2 fields where the first line names 3.")


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "1.11.2026"])
def test_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    """Whether it is written otherwise or cannot be."""
    (line,) = read_lines(f"metric,date,value,n\nnps,{day},31,420\n", "this", CHECK)
    assert line.fault == f"'{day}' is not a date such as 2026-11-21."


def test_a_broken_quote_ends_the_reading() -> None:
    """The lines before it are there; nothing after it is guessed."""
    text = 'metric,date,value,n,note\nnps,2026-11-01,31,420,\nnps,2026-11-02,31,420,"a"b\n'
    first, broken = read_lines(text, "this", CHECK)
    assert first.figure is not None
    assert (broken.number, broken.fault.startswith("this is not CSV: ")) == (3, True)


def test_what_is_written_is_read_back() -> None:
    """With the columns named, and as many lines as figures."""
    text, count = written([SCORE])
    assert (read_lines(text, "this", CHECK), count) == ((Line(2, SCORE),), 1)
