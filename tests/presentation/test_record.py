"""What an exported file says of itself, read back and held against another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.domain.level import Level, Trust
from aux_monitor.ports.errors import ExportError
from aux_monitor.presentation.difference import difference, difference_lines
from aux_monitor.presentation.provenance import Provenance
from aux_monitor.presentation.record import Record, record_of_chunks, record_of_json, told
from aux_monitor.presentation.tables import document
from tests.presentation.test_provenance import SPEED, STARS, WHOLE

KNOWN = dict(WHOLE.chunks())


def record(provenance: Provenance) -> Record:
    """Return what a picture with this provenance says."""
    return record_of_chunks(dict(provenance.chunks()), "x.png")


def test_a_picture_and_its_data_say_the_same() -> None:
    """The record in a PNG's chunks is the one in the JSON beside it."""
    whole = replace(WHOLE, demo=True, config="abc")
    from_picture, from_json = record(whole), record_of_json(document(whole, ()).encode(), "x")
    assert from_picture.metrics == from_json.metrics
    assert from_picture.sources == from_json.sources
    assert (from_picture.version, from_picture.taken_at, from_picture.config) == (
        from_json.version,
        from_json.taken_at,
        from_json.config,
    )


def test_a_file_tells_when_from_what_and_how_each_figure_stood() -> None:
    """The lines name time, version, settings, sources and figures, and what is not real."""
    lines = list(told(record(replace(WHOLE, demo=True, config="abc"))))
    assert lines[0] == "Taken 2026-11-23T14:19:00Z by aux-monitor 0.1.0"
    assert "DEMONSTRATION: its figures are simulated" in lines
    assert "Settings and rules abc" in lines
    assert "  GitHub: fresh, last good 2026-11-23T14:15:00Z" in lines
    assert "  Average response time: 141.25 ms, on target, fresh, 2026-11-23T14:18:59Z" in lines
    assert "  github_stars: —, unknown, no data" in lines


@pytest.mark.parametrize(
    ("chunks", "words"),
    [
        ({}, "did not write it"),
        ({"Software": "Other 1"}, "did not write it"),
        ({"Software": "aux-monitor 1"}, "does not say when"),
        (KNOWN | {"aux-monitor.metrics": "{"}, "cannot be read"),
        (KNOWN | {"aux-monitor.metrics": '[{"id": 3}]'}, "cannot be read"),
        (KNOWN | {"aux-monitor.sources": "[" * 5000}, "cannot be read"),
    ],
    ids=["nothing", "another program's", "no time", "no JSON", "wrong types", "nested"],
)
def test_a_record_that_cannot_be_read_is_one_sentence(chunks: dict[str, str], words: str) -> None:
    """It names the file."""
    with pytest.raises(ExportError, match=words) as refusal:
        record_of_chunks(chunks, "x.png")
    assert "x.png" in str(refusal.value)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_a_sentence(data: bytes) -> None:
    """What somebody hands over as JSON never ends in a traceback."""
    with pytest.raises(ExportError, match=r"x\.json"):
        record_of_json(data, "x.json")


def test_what_moved_is_named_with_both_values() -> None:
    """Value, level and trust, each before and after, and the difference of numbers."""
    moved = replace(SPEED, value=318.0, level=Level.BREACH, trust=Trust.STALE)
    later = replace(WHOLE, taken_at=WHOLE.taken_at + 3600, metrics=(moved, STARS))
    found = difference(record(WHOLE), record(later))
    assert [each.id for each in found.moved] == [SPEED.id]
    assert found.moved[0].change == pytest.approx(176.75)
    assert (found.unchanged, found.alone, found.warnings) == (1, 0, ())
    assert list(difference_lines(found)) == [
        "From 2026-11-23T14:19:00Z to 2026-11-23T15:19:00Z",
        "  Average response time  141.25 ms → 318 ms (+176.75), on target → breach, fresh → stale",
        "1 unchanged",
    ]


def test_files_that_are_not_alike_say_so() -> None:
    """The order, the demonstration, hidden figures and other settings are all named."""
    other = replace(WHOLE, taken_at=WHOLE.taken_at - 60, demo=True, config="b").hidden()
    found = difference(record(replace(WHOLE, config="a")), record(replace(other, config="b")))
    assert [warning.split()[0] for warning in found.warnings] == [
        "The",
        "One",
        "Private",
        "Settings",
    ]


def test_nothing_moved_is_said() -> None:
    """A table without rows is no answer."""
    lines = list(difference_lines(difference(record(WHOLE), record(replace(WHOLE, metrics=())))))
    assert lines[1:] == ["Nothing moved.", "0 unchanged, 2 in one of the two alone"]
