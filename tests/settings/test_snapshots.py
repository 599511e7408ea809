"""The settings of scheduled snapshots, and the names they lead to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.settings.codec import decode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.snapshots import snapshot_name, snapshot_names

NOW = 1_795_443_540.0
"""Mon 23 Nov 2026, 14:19:00 UTC."""

PLAIN = "aux-{date}-{time}.png"


def read(line: str) -> None:
    """Read a settings file whose table of snapshots has one line."""
    decode_settings(TomlText("config.toml", f"[snapshots]\n{line}\n"))


def test_a_name_holds_what_its_tokens_say() -> None:
    """Date and time are in UTC, the level is one word."""
    assert snapshot_name(PLAIN, NOW, "on target") == "aux-2026-11-23-141900.png"
    assert snapshot_name("{level}-{date}{time}.png", NOW, "off target") == (
        "off-target-2026-11-23141900.png"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pattern = 'aux-{date}.png'", "lacks {time}"),
        ("pattern = 'aux-{time}.png'", "lacks {date}"),
        ("pattern = '{date}-{time}-{host}.png'", "there is no {host}"),
        ("pattern = '{date}-{time}.jpg'", "does not end in .png"),
        ("pattern = '../{date}-{time}.png'", "is no name of a file"),
        ("pattern = '.{date}-{time}.png'", "is no name of a file"),
        ("pattern = '{date}-{time}{.png'", "is no name of a file"),
        ("folder = 'pictures'", "is not a whole path"),
        ("every_s = 5", "not between 60 and 604800 seconds"),
        ("keep = 2.5", "2.5 is not a whole number"),
        ("keep = -1", "not between 1 and 100000"),
    ],
)
def test_what_leads_to_no_usable_name_is_refused(line: str, words: str) -> None:
    """One sentence says what is wrong with the setting."""
    with pytest.raises(SettingsError, match=re.escape(words)):
        read(line)


def test_what_can_be_used_is_taken() -> None:
    """A folder, a pattern with every token, and a rule of what to keep are read."""
    read("folder = '/srv/p'\npattern = '{level} {date} {time}.png'\nkeep = 10\nkeep_s = 86400")


LITERALS = st.text(st.characters(codec="ascii", categories=("L", "N")), max_size=8)


@given(head=LITERALS, tail=LITERALS, at=st.floats(0, 4e9), level=st.sampled_from(["on target", ""]))
def test_a_schedule_knows_its_own_names(head: str, tail: str, at: float, level: str) -> None:
    """Every name that a pattern leads to is one that it matches, and what is longer is not."""
    pattern = f"{head}{{date}}{tail}{{time}}.png"
    name = snapshot_name(pattern, at, level)
    assert snapshot_names(pattern).fullmatch(name)
    assert not snapshot_names(pattern).fullmatch(f"{name}.bak")


def test_what_looks_like_a_pattern_is_taken_as_it_is() -> None:
    """Signs that mean something to regular expressions mean themselves."""
    assert not snapshot_names("a.{date}{time}.png").fullmatch("ab2026-11-23141900.png")
