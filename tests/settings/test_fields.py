"""Every setting has its words, and single settings can be read, changed and merged by path."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from aux_monitor.settings.bounds import BOUNDS
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.fields import FIELDS, UNSHOWN
from aux_monitor.settings.leaves import leaf_types, merged, value_at, with_value
from aux_monitor.settings.schema import (
    ChannelScope,
    ChannelSettings,
    GitHubSettings,
    NotificationSettings,
    Settings,
)

OPS, PAGER = ChannelSettings("ops"), ChannelSettings("pager")


def test_every_setting_has_its_words_and_no_words_are_left_over() -> None:
    """A setting that is added to the schema without them would be missing on the page."""
    assert set(FIELDS) | UNSHOWN == set(leaf_types())
    assert not set(FIELDS) & UNSHOWN


def test_every_setting_says_what_it_is_in_a_label_and_a_sentence() -> None:
    """Labels are few words that occur once in their group; help is a sentence."""
    for path, words in FIELDS.items():
        assert 2 <= len(words.label) <= 34, path
        assert words.help.endswith("."), path
    labels = [(words.group, words.label) for words in FIELDS.values()]
    assert len(set(labels)) == len(labels)


def test_every_number_has_bounds_its_default_keeps_and_a_unit() -> None:
    """The page shows them, and the file is checked against the same."""
    numbers = {path for path, kind in leaf_types().items() if kind is float}
    assert numbers == set(BOUNDS)
    for path in numbers:
        assert BOUNDS[path].holds(_default(path)), path
        assert FIELDS[path].unit, path


def _default(path: str) -> float:
    """Return the default of a setting, also of one that each table of a list has."""
    listed, _, name = path.rpartition("[].")
    if not listed:
        return float(value_at(Settings(), path))
    (element, *_) = get_args(leaf_types()[listed])
    return next(float(f.default) for f in structs.fields(element) if f.encode_name == name)


def test_every_choice_has_its_word() -> None:
    """No button would say what it chooses otherwise."""
    kinds: set[type[Enum]] = set()
    for hint in leaf_types().values():
        for kind in (hint, *get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, Enum):
                kinds.add(kind)
    assert set(CHOICES) == {member for kind in kinds for member in kind}


@given(st.sampled_from(sorted(set(leaf_types()) - UNSHOWN)))
def test_a_changed_setting_is_read_back_and_no_other_changes(path: str) -> None:
    """Each path reaches one setting alone."""
    if "[]" in path:
        return
    marked = with_value(Settings(), path, "marked")
    assert value_at(marked, path) == "marked"
    assert with_value(marked, path, value_at(Settings(), path)) == Settings()


_SETTINGS = st.builds(
    Settings,
    github=st.builds(GitHubSettings, poll_every_s=st.sampled_from([300.0, 600.0])),
    notifications=st.builds(
        NotificationSettings, enabled=st.booleans(), group_s=st.sampled_from([0.0, 10.0])
    ),
)


@given(_SETTINGS, _SETTINGS, _SETTINGS)
def test_what_was_changed_goes_before_what_the_file_has(
    base: Settings, mine: Settings, theirs: Settings
) -> None:
    """Each setting is mine where I changed it, and the file's where I did not."""
    result = merged(base, mine, theirs)
    for path in ("github.poll_every_s", "notifications.enabled", "notifications.group_s"):
        changed = value_at(mine, path) != value_at(base, path)
        assert value_at(result, path) == value_at(mine if changed else theirs, path)


def test_channels_come_and_go_with_the_file_and_are_changed_one_by_one() -> None:
    """One keeps the scope chosen in the window; one added or removed meanwhile stays so."""

    def having(*channels: ChannelSettings) -> Settings:
        return Settings(notifications=NotificationSettings(channels=channels))

    chosen = replace(OPS, scope=ChannelScope.CRITICAL)
    assert merged(having(OPS), having(chosen), having(PAGER, OPS)) == having(PAGER, chosen)
    assert merged(having(OPS), having(chosen), having()) == having()
    assert merged(having(OPS), having(OPS), having(chosen)) == having(chosen)


def test_a_date_is_a_setting_like_any_other() -> None:
    """The one setting that can be nothing is set and taken back."""
    day = date(2026, 6, 30)
    dated = with_value(Settings(), "programme.start", day)
    assert dated.programme.start == day
    assert with_value(dated, "programme.start", None) == Settings()
