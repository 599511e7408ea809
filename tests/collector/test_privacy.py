"""What leaves a log line, and what does not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from aux_monitor.collector.events import Received, Refusal, SessionMark, Terminal
from aux_monitor.collector.privacy import (
    MAX_DISTINCT,
    OTHER,
    BadLineError,
    Hasher,
    LineReader,
    host_of,
    load_key,
)
from tests.collector.lines import executed, failed, line, received

NOW = 1_790_000_000.0
KEY = bytes(range(32))


@pytest.fixture
def reader() -> LineReader:
    """A reader with an empty vocabulary."""
    return LineReader(Hasher(KEY), frozenset(), frozenset())


def test_a_success_keeps_time_duration_method_and_the_host_reached(reader: LineReader) -> None:
    """The redirect's host counts, without its query string."""
    url = "https://Real.Example:8443/a?token=secret"
    event = reader.read(executed(NOW, "s", "c", "navigate", 152, url).encode(), NOW)
    assert isinstance(event, Terminal)
    assert (event.at_us, event.dur_ms, event.method) == (1_790_000_000_000_000, 152, "navigate")
    assert (event.failed, event.code, event.domain) == (False, "", "real.example")


def test_a_failure_keeps_its_code(reader: LineReader) -> None:
    """A failure is told by its event type and carries the server's code."""
    raw = failed(NOW, "s", "c", "click", 9, "ELEMENT_NOT_FOUND")
    event = reader.read(raw.encode(), NOW)
    assert isinstance(event, Terminal)
    assert (event.failed, event.code) == (True, "ELEMENT_NOT_FOUND")


def test_nothing_of_a_request_is_kept_but_hashes(reader: LineReader) -> None:
    """Typed text, selectors, addresses and ids appear nowhere in what is kept."""
    raw = received(NOW, "secret-session", "secret-command", "fill", "#secret")
    event = reader.read(raw.encode(), NOW)
    assert isinstance(event, Received)
    assert "secret" not in repr(event)
    assert "192.0.2.1" not in repr(astuple(event))


def test_the_same_session_and_target_hash_alike_and_others_do_not(reader: LineReader) -> None:
    """A retry can be told from another command of another session or target."""

    def read(session: str, target: str) -> tuple[int, int]:
        event = reader.read(received(NOW, session, "c", "click", target).encode(), NOW)
        assert isinstance(event, Received)
        return event.session, event.target

    assert read("s", "#a") == read("s", "#a")
    assert read("s", "#a")[0] != read("t", "#a")[0]
    assert read("s", "#a")[1] != read("s", "#b")[1]


def test_another_key_gives_other_hashes() -> None:
    """Hashes cannot be compared across installations."""
    assert Hasher(KEY).digest("session", "s") != Hasher(bytes(32)).digest("session", "s")


def test_a_hasher_does_not_show_its_key() -> None:
    """A log of objects holds no key."""
    assert KEY.hex()[:8] not in repr(Hasher(KEY))


@pytest.mark.parametrize(
    "raw",
    [
        b"not json",
        b"[]",
        b"{}",
        b'{"timestamp":"x","event_type":"a","session_id":"s"}',
        b"\xff\xfe",
        b"[" * 100_000,
        line(-1.0, "session_start", "s").encode(),
        line(NOW + 90_000, "session_start", "s").encode(),
    ],
)
def test_what_is_no_entry_is_a_bad_line_and_says_nothing(reader: LineReader, raw: bytes) -> None:
    """Garbage, a wrong shape, a time before 1970 or far ahead; the error holds none of it."""
    with pytest.raises(BadLineError) as caught:
        reader.read(raw, NOW)
    assert str(caught.value) == ""


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_nothing_or_a_bad_line(raw: bytes) -> None:
    """No input raises anything else."""
    try:
        LineReader(Hasher(KEY), frozenset(), frozenset()).read(raw, NOW)
    except BadLineError:
        return


def test_entries_of_no_concern_are_passed_over(reader: LineReader) -> None:
    """An event type of another kind is neither an event nor a bad line."""
    assert reader.read(line(NOW, "navigation", "s").encode(), NOW) is None


def test_sessions_and_refusals_are_told_apart(reader: LineReader) -> None:
    """Starts, ends, rate limits and security violations are not commands."""
    for name in ("session_start", "session_end"):
        assert isinstance(reader.read(line(NOW, name, "s").encode(), NOW), SessionMark)
    for name in ("rate_limit_exceeded", "security_violation"):
        assert isinstance(reader.read(line(NOW, name, "unknown").encode(), NOW), Refusal)


@pytest.mark.parametrize("method", ["x" * 33, "a b", "<b>", 7, None, "ünicode", ""])
def test_a_method_outside_the_bounds_is_other(reader: LineReader, method: object) -> None:
    """Length and characters of untrusted text are bounded."""
    raw = line(NOW, "command_executed", "s", command="c", ms=1, data={"method": method})
    event = reader.read(raw.encode(), NOW)
    assert isinstance(event, Terminal)
    assert event.method == OTHER


def test_methods_beyond_the_most_distinct_are_other(reader: LineReader) -> None:
    """A flood of invented methods cannot grow the breakdown; those known stay known."""
    for number in range(MAX_DISTINCT + 5):
        raw = executed(NOW, "s", "c", f"m{number}", 1)
        event = reader.read(raw.encode(), NOW)
        assert isinstance(event, Terminal)
        assert event.method == (f"m{number}" if number < MAX_DISTINCT else OTHER)
    again = reader.read(executed(NOW, "s", "c", "m0", 1).encode(), NOW)
    assert isinstance(again, Terminal)
    assert again.method == "m0"


@pytest.mark.parametrize("ms", [-1, 1.5, "9", True, None, 10**12])
def test_a_duration_that_is_none_counts_without_one(reader: LineReader, ms: object) -> None:
    """The command still ended: it enters the success rate, not the response time."""
    event = reader.read(line(NOW, "command_executed", "s", command="c", ms=ms).encode(), NOW)
    assert isinstance(event, Terminal)
    assert event.dur_ms is None


def test_a_data_part_of_another_shape_does_not_lose_the_command(reader: LineReader) -> None:
    """Whatever stands in data, the end of a command counts."""
    event = reader.read(line(NOW, "command_failed", "s", command="c", data=[1]).encode(), NOW)
    assert isinstance(event, Terminal)
    assert (event.method, event.code) == (OTHER, OTHER)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user:pw@Site.Example.:443/p?q=1#f", "site.example"),
        ("http://[2001:db8::1]/x", "2001:db8::1"),
        ("http://192.0.2.7/x", "192.0.2.7"),
        ("about:blank", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://a b/", None),
        ("https://[broken", None),
        (None, None),
        (["https://a.example"], None),
    ],
)
def test_of_an_address_only_the_host_is_kept(url: object, host: str | None) -> None:
    """No user, password, port, path, query or fragment; nothing of what is no web page."""
    assert host_of(url) == host


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    """A restart hashes alike; others on the machine cannot read the key."""
    path = tmp_path / "hash.key"
    first = load_key(path)
    assert load_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) == 32


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    """A key of the wrong length is an error, not silently replaced."""
    path = tmp_path / "hash.key"
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="not a key"):
        load_key(path)
