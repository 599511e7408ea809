"""The settings page's form: what is typed becomes settings, or a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.presentation import settings_form
from aux_monitor.presentation.settings_form import (
    FieldView,
    Kind,
    Typed,
    default_of,
    fields,
    found_words,
    read_form,
    sourced_words,
    typed_of,
    unsaved_words,
)
from aux_monitor.settings.bounds import BOUNDS
from aux_monitor.settings.codec import decode_settings, encode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.fields import FIELDS, FieldGroup
from aux_monitor.settings.leaves import value_at
from aux_monitor.settings.schema import (
    ChannelScope,
    ChannelSettings,
    CollectorSettings,
    GitHubSettings,
    QuietHours,
    RotationPage,
    Settings,
    ThemeChoice,
    Weekday,
)

BY_PATH = {field.path: field for field in fields()}


def wrong(path: str, typed: Typed) -> str:
    """Return the sentence on one edit that cannot be used."""
    read = read_form({path: typed}, Settings())
    assert read.settings == Settings()
    return read.problems[path]


TEXTS = {
    "snapshots.folder": ["", "/srv/pictures"],
    "snapshots.pattern": ["{date}T{time}.png", "{level}-{date}-{time}.PNG"],
}
"""Texts that a setting takes which does not take any."""


def edits_of(field: FieldView) -> st.SearchStrategy[Typed]:
    """Return usable edits of a setting."""
    match field.kind:
        case Kind.SWITCH:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([choice for choice, _ in field.choices])
        case Kind.NUMBER:
            bounds, per_unit = BOUNDS[field.path], field.words.per_unit
            low, high = -(-bounds.low // per_unit), bounds.high // per_unit
            return st.integers(max(1, int(low)), int(high)).map(str)
        case Kind.DATE:
            days = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(str)
            return st.one_of(st.just(""), days)
        case Kind.TEXT:
            return st.sampled_from(TEXTS.get(field.path, ["bell", "dialog-error"]))
        case Kind.SCREEN:
            return st.sampled_from(["", "DP-2", "DP-2 | DELL U2723QE | 7C6X3L3"])
        case _:
            return lists_of(field)


def lists_of(field: FieldView) -> st.SearchStrategy[Typed]:
    """Return usable edits of a setting that is a list."""
    match field.kind:
        case Kind.SEVERAL:
            return st.lists(st.sampled_from(RotationPage), unique=True).map(tuple)
        case Kind.QUIET:
            clock = st.times().map(lambda time: f"{time:%H:%M}")
            days_of = st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple)
            zone = st.sampled_from(["", "Europe/Berlin"])
            return st.lists(st.builds(QuietHours, clock, clock, days_of, zone), max_size=3).map(
                tuple
            )
        case _:
            scopes = st.sampled_from(ChannelScope)
            row = st.builds(ChannelSettings, st.just("ops"), scopes, st.booleans())
            return st.lists(row, max_size=1).map(tuple)


EDITABLE = [field for field in fields() if field.kind is not Kind.SOURCED]
EDITS = st.fixed_dictionaries({}, optional={f.path: edits_of(f) for f in EDITABLE})


@given(EDITS)
def test_what_is_typed_is_saved_and_shown_again_as_it_was_typed(edits: dict[str, Typed]) -> None:
    """The form, the file and the form again agree on every setting."""
    read = read_form(edits, Settings())
    assert not read.problems
    kept = decode_settings(TomlText("config.toml", encode_settings(read.settings, "config.toml")))
    assert kept == read.settings
    for field in EDITABLE:
        assert typed_of(kept, field) == edits.get(field.path, default_of(field))


def test_the_page_shows_every_setting_but_parts_of_lists() -> None:
    """They stand in the table's order, so that the groups are whole."""
    assert [field.path for field in fields()] == [path for path in FIELDS if "[]" not in path]


@pytest.mark.parametrize("text", ["61", "-1", "nan", "inf", "ten", ""])
def test_a_number_out_of_its_range_is_told_with_the_range(text: str) -> None:
    """No number that the file's check refuses gets as far."""
    assert wrong("notifications.group_s", text).endswith("0 to 60 s.")


def test_a_decimal_comma_is_a_decimal_point() -> None:
    """Half a second is written either way."""
    read = read_form({"notifications.group_s": " 0,5 "}, Settings())
    assert read.settings.notifications.group_s == 0.5


def test_a_number_is_shown_in_its_unit_and_kept_in_the_files() -> None:
    """Four hours between reminders are 240 minutes here and 14400 seconds there."""
    field = BY_PATH["notifications.remind_every_s"]
    assert default_of(field) == "240"
    read = read_form({field.path: "90"}, Settings())
    assert read.settings.notifications.remind_every_s == 5400.0
    assert "Up to 10,080 min; 240 min unless changed." in field.hint
    assert wrong(field.path, "10081") == "Write a number in this range: up to 10,080 min."


def test_zero_is_taken_where_it_means_never() -> None:
    """Though the range begins above it."""
    read = read_form({"notifications.remind_every_s": "0"}, Settings())
    assert read.settings.notifications.remind_every_s == 0.0


def test_what_the_files_check_refuses_is_told_in_its_words() -> None:
    """Without the path, which the field's place says."""
    assert wrong("programme.start", "1999-12-31") == "1999-12-31 is not between 2000 and 2100."
    assert wrong("programme.start", "summer").startswith("This is no date:")
    told = wrong("notifications.sound.critical_sound", "Big Bell")
    assert told.startswith("Expected the name of a sound")


def test_a_fault_in_a_list_names_entry_and_part() -> None:
    """The second span's end, not just the list."""
    spans = (QuietHours("22:00", "08:00"), QuietHours("22:00", "8 o'clock"))
    told = wrong("notifications.quiet", spans)
    assert told == "No. 2, until: '8 o'clock' is not a time of day such as 22:00."
    assert wrong("notifications.quiet", (QuietHours("22:00", "08:00"),) * 21) == (
        "More than 20 spans of quiet hours."
    )


def test_one_wrong_setting_does_not_hide_another_and_keeps_its_value() -> None:
    """All are told at once, and what is right is read."""
    read = read_form(
        {
            "notifications.group_s": "x",
            "github.timeout_s": "0",
            "window.theme": ThemeChoice.DARK,
        },
        Settings(),
    )
    assert set(read.problems) == {"notifications.group_s", "github.timeout_s"}
    assert read.settings.window.theme is ThemeChoice.DARK
    assert read.settings.notifications.group_s == 10.0


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("colours", "window.theme"),
        ("DARK LIGHT", "window.theme"),
        ("quiet zone", "notifications.quiet"),
        ("remind_every_s", "notifications.remind_every_s"),
        ("token github", "github.api_url"),
    ],
)
def test_a_search_looks_into_label_help_and_path(query: str, path: str) -> None:
    """Words in any order and case; a list is found by its parts too."""
    assert BY_PATH[path].matches(query)
    assert not BY_PATH["window.close_to_tray"].matches(query)


def test_an_empty_search_finds_everything() -> None:
    """And says nothing about it."""
    assert all(field.matches("  ") for field in fields())
    assert found_words(30, " ") == ""


def test_the_words_of_counts() -> None:
    """One and many, and none."""
    assert found_words(1, "x") == "1 setting"
    assert found_words(0, "x") == "No setting says that."
    assert unsaved_words(0) == ""
    assert unsaved_words(1) == "1 change is not saved yet."
    assert unsaved_words(2) == "2 changes are not saved yet."


def test_what_is_connected_is_said_in_a_sentence() -> None:
    """A collector takes the place of log files."""
    two = CollectorSettings(logs=("/a", "/b"))
    telemetry, github = FieldGroup.TELEMETRY, FieldGroup.GITHUB
    assert sourced_words(Settings(collector=two), telemetry) == "2 log files are followed."
    assert sourced_words(Settings(), telemetry) == "No log file is connected."
    far = Settings(collector=CollectorSettings(url="https://c.example.org"))
    assert sourced_words(far, telemetry) == "A collector that runs elsewhere is connected."
    one = Settings(github=GitHubSettings(repositories=("a/b",)))
    assert sourced_words(one, github) == "1 repository is watched."
    more = Settings(github=GitHubSettings(repositories=("a/b", "a/c")))
    assert sourced_words(more, github) == "2 repositories are watched."
    assert sourced_words(Settings(), FieldGroup.WINDOW) == ""


def test_a_setting_of_a_type_no_control_edits_is_refused() -> None:
    """It would otherwise stand on the page as something else."""
    with pytest.raises(TypeError, match="x: no control edits a"):
        settings_form._kind("x", bytes)


def test_a_sourced_setting_is_handed_through() -> None:
    """What the Connect page owns has no control here, and is shown as it is."""
    field = BY_PATH["github.repositories"]
    assert typed_of(Settings(), field) == value_at(Settings(), field.path)
