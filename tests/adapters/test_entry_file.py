"""Figures as CSV: read whole or not at all, and written so that no spreadsheet runs them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.adapters import entry_file
from aux_monitor.adapters.entry_file import (
    MOST_LINES,
    Fault,
    read_entries,
    write_entries,
)
from aux_monitor.domain.entries import Figure
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.errors import EntryError
from aux_monitor.settings.entry_csv import count_of, day_of, value_of

USERS = Figure(MetricId("daily_users"), date(2026, 11, 20), 812.0)
SCORE = Figure(MetricId("nps"), date(2026, 7, 1), -31.5, 420, "in the app", "Ana")


def fine(_figure: Figure) -> str:
    """Find nothing wrong with any figure."""
    return ""


def read(folder: Path, text: str | bytes) -> entry_file.EntryFile:
    """Return what a file of this text holds."""
    path = folder / "in.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_entries(path, fine)


def test_every_line_is_a_figure(tmp_path: Path) -> None:
    """Columns stand in any order, and those that are optional may be left out."""
    found = read(
        tmp_path,
        "\ufeffdate, Value,metric,note,n,who\r\n"
        "2026-07-01,-31.5,nps,in the app,420,Ana\r\n"
        "\r\n"
        "2026-11-20,812,daily_users,,,\r\n",
    )
    assert found.figures == (SCORE, USERS)
    assert found.faults == ()
    assert read(tmp_path, "metric,date,value\ndaily_users,2026-11-20,812").figures == (USERS,)


def test_every_bad_line_is_told_with_its_number(tmp_path: Path) -> None:
    """The good lines between do not hide them, and a quoted line break counts."""
    found = read(
        tmp_path,
        "metric,date,value,n,note\n"
        "nps,2026-07-01,31,420,fine\n"
        "nps,01.07.2026,31,420,\n"
        'nps,2026-08-01,"1,090",420,\n'
        'nps,2026-09-01,31,many,"over\ntwo lines"\n'
        "nps,2026-02-30,31,420,\n"
        "nps,2026-07-01,32,420,\n"
        "nps,2026-07-02,32\n",
    )
    assert [figure.value for figure in found.figures] == [31.0]
    assert found.faults == (
        Fault(3, "'01.07.2026' is not a date such as 2026-11-21."),
        Fault(4, "'1,090' is not a number such as 1090.5."),
        Fault(6, "'many' is not a whole number such as 420."),
        Fault(7, "'2026-02-30' is not a date such as 2026-11-21."),
        Fault(8, "line 2 has a figure of nps for that day already."),
        Fault(9, "there are 3 fields where the first line names 5."),
    )


def test_a_figure_that_may_not_be_entered_is_a_bad_line(tmp_path: Path) -> None:
    """Whoever knows the KPIs has the last word on each line."""
    path = tmp_path / "in.csv"
    path.write_text("metric,date,value\nnps,2026-07-01,31\n", encoding="utf-8")
    found = read_entries(path, lambda figure: f"{figure.metric} is not wanted.")
    assert (found.figures, found.faults) == ((), (Fault(2, "nps is not wanted."),))


def test_a_broken_quote_is_a_bad_line(tmp_path: Path) -> None:
    """What is no CSV from some line on is told, and nothing after it is guessed."""
    found = read(tmp_path, 'metric,date,value,note\nnps,2026-07-01,31,"a"b\n')
    assert [fault.line for fault in found.faults] == [2]
    assert found.faults[0].reason.startswith("this is not CSV: ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"metric;date;value\n", "not with 'metric;date;value'."),
        (b"", "each column once."),
        (b"metric,date\n", "each column once."),
        (b"metric,date,value,value\n", "each column once."),
        (b"metric,date,value,\xc3\xa4" + b"x" * 99 + b"\n", "x…'."),
        (b"metric,date,value\nnps,2026-07-01,\xff\n", "is not a text file in UTF-8."),
        (b"x" * (entry_file.MOST_BYTES + 1), "is larger than 4 MiB or 50,000 lines."),
        (b"\n" * (MOST_LINES + 1), "is larger than 4 MiB or 50,000 lines."),
    ],
)
def test_what_is_no_such_file_is_one_sentence(tmp_path: Path, text: bytes, sentence: str) -> None:
    """Another separator, a column too few, another encoding, a giant: each is told."""
    with pytest.raises(EntryError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(str(tmp_path / "in.csv"))
    assert str(raised.value).endswith(sentence)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """So is a folder."""
    with pytest.raises(EntryError, match=r"no\.csv cannot be read: No such file or directory"):
        read_entries(tmp_path / "no.csv", fine)
    with pytest.raises(EntryError, match="cannot be read: Is a directory"):
        read_entries(tmp_path, fine)


@pytest.mark.parametrize(
    "text", ["1_000", "1e5", "nan", "inf", "0x1f", " 1", "1.", "", "\u0661", "1" * 16]
)
def test_only_plain_numbers_are_numbers(text: str) -> None:
    """What Python would take for a number a person may have meant otherwise."""
    with pytest.raises(EntryError, match="is not a number such as"):
        value_of(text)


def test_plain_values_are_taken() -> None:
    """Signs and decimals as people write them; an empty count is none."""
    assert [value_of(text) for text in ("-5", "+1090.5", "0")] == [-5.0, 1090.5, 0.0]
    assert [count_of(text) for text in ("", "0", "420")] == [None, 0, 420]
    assert day_of("2026-11-21") == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["20261121", "2026-W47-6", "2026-11-21T00:00", "2026-1-2", ""])
def test_a_date_is_written_in_one_way(text: str) -> None:
    """No day is mistaken for another."""
    with pytest.raises(EntryError, match="is not a date such as"):
        day_of(text)


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "'=", "''-"])
def test_no_spreadsheet_takes_a_note_for_a_formula(tmp_path: Path, mark: str) -> None:
    """What would begin a formula begins with an apostrophe, and comes back as it was."""
    path = tmp_path / "out.csv"
    risky = replace(SCORE, note=f"{mark}cmd|' /C calc'!A0", who=f"{mark}who")
    write_entries(path, [risky])
    with path.open(newline="", encoding="utf-8") as file:
        (_, row) = csv.reader(file)
    assert row[2] == "-31.5"
    assert row[4].startswith("'")
    assert row[5].startswith("'")
    assert read_entries(path, fine).figures == (risky,)


printable = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
figures = st.builds(
    Figure,
    metric=st.sampled_from(["nps", "daily_users"]).map(MetricId),
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    value=st.floats(-1e15 + 1, 1e15 - 1).map(lambda value: round(value, 9)),
    n=st.none() | st.integers(1, 10**15 - 1),
    note=printable,
    who=printable,
)


@given(st.lists(figures, unique_by=lambda figure: (figure.metric, figure.day)))
def test_what_is_exported_is_imported_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, entered: list[Figure]
) -> None:
    """To the last digit, whatever the notes hold."""
    path = tmp_path_factory.mktemp("export") / "out.csv"
    assert write_entries(path, entered) == len(entered)
    found = read_entries(path, fine)
    assert (list(found.figures), found.faults) == (entered, ())


def test_an_export_overwrites_nothing(tmp_path: Path) -> None:
    """A mistyped "import" must not cost the file."""
    path = tmp_path / "mine.csv"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(EntryError, match=r"mine\.csv is there already: name another file"):
        write_entries(path, [SCORE])
    assert path.read_text(encoding="utf-8") == "precious"


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A folder that is not there is one sentence; no part of a file is left anywhere."""
    with pytest.raises(EntryError, match="cannot be written: No such file or directory"):
        write_entries(tmp_path / "no" / "out.csv", [SCORE])
    assert list(tmp_path.iterdir()) == []
