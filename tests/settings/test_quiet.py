"""The notification settings: what they mean, and the sentence for those that mean nothing."""

from __future__ import annotations

from datetime import UTC, time
from zoneinfo import ZoneInfo

import pytest

from aux_monitor.domain.quiet import QuietWindow
from aux_monitor.domain.telling import Policy
from aux_monitor.settings.codec import decode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.quiet import policy_of
from aux_monitor.settings.schema import NotificationSettings

NIGHT = """
[notifications]
critical_through = false
[[notifications.quiet]]
days = ["fri", "sat"]
from = "22:00"
until = "08:30"
zone = "Europe/Berlin"
[[notifications.quiet]]
from = "12:00"
until = "13:00"
"""

NOON = "{from = '12:00', until = '13:00'}"


def decoded(text: str) -> NotificationSettings:
    """Return the notification settings of a file."""
    return decode_settings(TomlText("config.toml", text)).notifications


def test_the_defaults_are_those_of_the_policy() -> None:
    """A file that says nothing leaves people told in ten seconds and reminded every four hours."""
    assert policy_of(NotificationSettings(), UTC) == Policy()


def test_quiet_hours_are_windows_in_their_zone() -> None:
    """Days by name, all where none is named; the computer's own zone where none is named."""
    policy = policy_of(decoded(NIGHT), UTC)
    assert not policy.critical_through
    assert policy.quiet == (
        QuietWindow(frozenset({4, 5}), time(22), time(8, 30), ZoneInfo("Europe/Berlin")),
        QuietWindow(frozenset(range(7)), time(12), time(13), UTC),
    )


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("group_s = 61", "notifications.group_s: 61 is not between 0 and 60 seconds"),
        ("group_s = -1", "notifications.group_s: -1 is not between 0 and 60 seconds"),
        ("remind_every_s = 0.5", "notifications.remind_every_s: 0.5 is not between 1"),
        ("quiet = [{from = '22', until = '08:00'}]", "quiet[0].from: '22' is not a time of day"),
        ("quiet = [{from = '22:00', until = '24:00'}]", "quiet[0].until: '24:00' is not a time"),
        ("quiet = [{from = '22:00'}]", "quiet[0]: field 'until' is missing"),
        ("quiet = [{from = '22:00', until = '08:00', days = []}]", "days: name at least one day"),
        ("quiet = [{from = '22:00', until = '08:00', days = ['mo']}]", "(one of: mon, tue, wed"),
        ("quiet = [{from = '22:00', until = '08:00', zone = 'Mars'}]", "zone: 'Mars' is not a"),
        ("quiet = [{from = '22:00', until = '08:00', zone = '../x'}]", "zone: '../x' is not a"),
        ("quiet = [{from = '22:00', til = '08:00'}]", "unknown field 'til'"),
        (f"quiet = [{', '.join(21 * [NOON])}]", "more than 20 spans of quiet hours"),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(setting: str, sentence: str) -> None:
    """Each fault is named with file and field."""
    with pytest.raises(SettingsError) as caught:
        decoded(f"[notifications]\n{setting}\n")
    assert str(caught.value).startswith("config.toml: notifications")
    assert sentence in str(caught.value)
