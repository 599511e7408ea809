"""Settings to and from TOML, and the sentence for everything that cannot be one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.settings.codec import decode_settings, encode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.schema import (
    SCHEMA_VERSION,
    ChannelScope,
    ChannelSettings,
    CollectorSettings,
    GitHubSettings,
    NamedCollector,
    NotificationSettings,
    ProgrammeSettings,
    QuietHours,
    Settings,
    SoundSettings,
    ThemeChoice,
    Weekday,
    WindowSettings,
)

FULL = Settings(
    collector=CollectorSettings(logs=("/var/log/aux/session.log", "/srv/ä log.jsonl")),
    github=GitHubSettings(
        repositories=("octocat/hello-world", "a/b.c_d-e"),
        api_url="https://github.example.org:8443/api/v3",
        poll_every_s=600.0,
    ),
    programme=ProgrammeSettings(start=date(2026, 6, 1)),
    window=WindowSettings(theme=ThemeChoice.DARK, close_to_tray=False),
    notifications=NotificationSettings(
        enabled=False,
        group_s=5.0,
        remind_every_s=0.0,
        critical_through=False,
        quiet=(
            QuietHours("22:00", "08:00"),
            QuietHours("00:00", "00:00", (Weekday.SATURDAY,), "Europe/Berlin"),
        ),
        sound=SoundSettings(critical=True, critical_sound="alarm-clock-elapsed"),
        channels=(ChannelSettings("ops", ChannelScope.CRITICAL, recoveries=False),),
    ),
)


def decoded(text: str) -> Settings:
    """Return the settings of a text."""
    return decode_settings(TomlText("settings.toml", text))


def complaint(text: str) -> str:
    """Return the error of a text."""
    with pytest.raises(SettingsError) as caught:
        decoded(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "settings",
    [Settings(), FULL, Settings(collector=CollectorSettings(url="https://aux.example.org/c"))],
    ids=["defaults", "everything", "another collector"],
)
def test_what_is_written_is_read_back(settings: Settings) -> None:
    """Encoding and decoding give the same settings."""
    assert decoded(encode_settings(settings, "settings.toml")) == settings


@effort(max_examples=30)
@given(
    st.builds(
        Settings,
        collector=st.builds(
            CollectorSettings,
            logs=st.lists(
                st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).map(
                    "/{}".format
                ),
                unique=True,
            ).map(tuple),
            poll_every_s=st.floats(0.2, 60),
            timeout_s=st.floats(0.1, 60),
        ),
        programme=st.builds(
            ProgrammeSettings, start=st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
        ),
        window=st.builds(WindowSettings),
        github=st.builds(
            GitHubSettings,
            repositories=st.lists(
                st.from_regex(r"\A[a-z][a-z0-9]{0,8}/[a-z][a-z0-9._-]{0,8}\Z"), unique=True
            ).map(tuple),
            api_url=st.just("https://api.github.com"),
            poll_every_s=st.floats(10, 86_400),
            timeout_s=st.floats(0.1, 300),
        ),
    )
)
def test_any_valid_settings_survive_the_file(settings: Settings) -> None:
    """Paths in any script, any number in its range: nothing is lost or changed."""
    assert decoded(encode_settings(settings, "settings.toml")) == settings


def test_an_empty_file_is_the_defaults() -> None:
    """Every setting has a default."""
    assert decoded("") == Settings()
    assert not decoded("").configured


def test_a_setting_left_out_keeps_its_default() -> None:
    """Only what the file says differs."""
    settings = decoded("[window]\ntheme = 'light'")
    assert settings == replace(Settings(), window=WindowSettings(theme=ThemeChoice.LIGHT))


@pytest.mark.parametrize("text", ["[github]\npoll_every_s = 600", "[collector]\ntimeout_s = 3"])
def test_a_whole_number_of_seconds_will_do(text: str) -> None:
    """Seconds need no decimal point."""
    assert decoded(text) != Settings()


FAULTS = {
    "[collector]\npoll_every_s = 'x'": "collector.poll_every_s: expected float, got str",
    "[collector]\npoll_every_s = 0": "collector.poll_every_s: 0 is not between 0.2 and 60 seconds",
    "[collector]\npoll_every_s = nan": "collector.poll_every_s: nan is not between",
    "[collector]\npoll_every_s = 61": "collector.poll_every_s: 61 is not between",
    "[collector]\ntimeout_s = -1": "collector.timeout_s: -1 is not between",
    "[collector]\nlogs = 'session.log'": "collector.logs: expected a list, got str",
    "[collector]\nlogs = [1]": "collector.logs[0]: expected str, got int",
    "[collector]\nlogs = ['session.log']": (
        "collector.logs[0]: 'session.log' is not a whole path: name the file from the root"
    ),
    "[collector]\nlogs = ['/a', '']": "collector.logs[1]: '' is not a whole path",
    '[collector]\nlogs = ["/a\\u0000b"]': "collector.logs[0]: '/a?b' is not a whole path",
    "[collector]\nlogs = ['/a', '/a']": "collector.logs: a log is named twice",
    "[collector]\nlogs = ['/a']\nurl = 'https://b'": "collector: set either logs or url",
    "[collector]\ntoken = 'x'": "collector: unknown field 'token'",
    "[collecter]\nurl = 'x'": "unknown field 'collecter'",
    "collector = 5": "collector: expected a table, got int",
    "[github]\nrepositories = ['hello']": (
        "github.repositories[0]: 'hello' is not of the form owner/name"
    ),
    "[github]\nrepositories = ['a/b', 'https://github.com/a/b']": "github.repositories[1]: 'https:",
    "[github]\nrepositories = ['a/..']": "github.repositories[0]: 'a/..' is not of the form",
    "[github]\nrepositories = ['-a/b']": "github.repositories[0]: '-a/b' is not of the form",
    "[github]\nrepositories = ['a/b c']": "github.repositories[0]: 'a/b c' is not of the form",
    "[github]\nrepositories = ['a/b', 'A/B']": "github.repositories[1]: 'A/B' is named twice",
    "[github]\npoll_every_s = 1": "github.poll_every_s: 1 is not between 10 and 86400 seconds",
    "[github]\ntimeout_s = 0": "github.timeout_s: 0 is not between 0.1 and 300 seconds",
    "[github]\napi_url = ''": "github.api_url: '' is not an http:// or https:// address",
    "[programme]\nstart = '2026-13-01'": "programme.start: invalid",
    "[programme]\nstart = '1026-06-30'": "programme.start: 1026-06-30 is not between 2000 and 2100",
    "[programme]\nstart = 2026": "programme.start: expected date | null, got int",
    "[window]\ntheme = 'pink'": (
        "window.theme: invalid enum value 'pink' (one of: system, light, dark)"
    ),
    "[window]\nclose_to_tray = 1": "window.close_to_tray: expected bool, got int",
    "[window": "not valid TOML: Expected ']' at the end of a table declaration (at end of",
    "version = 0": "version: expected a whole number from 1",
    "version = true": "version: expected a whole number from 1",
    "version = '1'": "version: expected a whole number from 1",
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.items())
def test_a_fault_names_the_file_and_the_setting(text: str, sentence: str) -> None:
    """Every error is one sentence that says where to look."""
    assert complaint(text).startswith(f"settings.toml: {sentence}")
    assert "\n" not in complaint(text)


def test_the_file_of_a_newer_program_is_refused_before_its_new_settings_are() -> None:
    """It is no typing error, and must not be overwritten unawares: the sentence says why."""
    text = complaint(f"version = {SCHEMA_VERSION + 1}\n[hologram]\nwide = true")
    assert text == (
        "settings.toml: version: written by a newer AUX Monitor (version 2; this one knows 1): "
        "install that one, or move the file away"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://aux.example.org",
        "https://aux.example.org:8443/monitor/",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://[::1]:8080",
    ],
)
def test_https_goes_anywhere_and_http_to_this_computer(url: str) -> None:
    """Encrypted everywhere, readable on loopback alone."""
    assert decoded(f"[collector]\nurl = '{url}'").collector.url == url


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://aux.example.org", "plain http:// is for this computer alone"),
        ("http://10.0.0.1:8080", "plain http:// is for this computer alone"),
        ("http://localhost.example.org", "plain http:// is for this computer alone"),
        ("ftp://aux.example.org", "'ftp://aux.example.org' is not an http:// or https:// address"),
        ("file:///etc/passwd", "'file:///etc/passwd' is not an http:// or https:// address"),
        ("aux.example.org", "'aux.example.org' is not an http:// or https:// address"),
        ("https://", "'https://' is not an http:// or https:// address"),
        ("https://:443", "'https://:443' is not an http:// or https:// address"),
        ("https://me:secret@aux.example.org", "must not hold a name or password"),
        ("https://aux.example.org/?token=x", "must end before any '?' or '#'"),
        ("https://aux.example.org/#top", "must end before any '?' or '#'"),
        ("https://aux.example.org?", "must end before any '?' or '#'"),
        ("https://aux.example.org:99999", "is not a valid address"),
        ("https://aux.example.org:port", "is not a valid address"),
        ("https://[::1", "is not a valid address"),
        ("https://aux.example.org/a b", "is not a valid address"),
        ("https://aüx.example.org", "is not a valid address"),
        ("https://aux.example.org\\u0007", "is not a valid address"),
    ],
)
def test_an_address_that_could_not_work_is_refused(url: str, sentence: str) -> None:
    """Both addresses are checked alike, and a password in one is never repeated."""
    for section, field in (("collector", "url"), ("github", "api_url")):
        text = complaint(f'[{section}]\n{field} = "{url}"')
        assert text.startswith(f"settings.toml: {section}.{field}: {sentence}")
        assert "secret" not in text


def test_settings_that_could_not_be_read_back_are_not_written() -> None:
    """The check on the way out is the one on the way in."""
    wrong = Settings(github=GitHubSettings(repositories=("hello",)))
    with pytest.raises(SettingsError, match=r"^s.toml: github.repositories\[0\]: 'hello' is not"):
        encode_settings(wrong, "s.toml")


def test_further_collectors_are_read_and_written_as_tables() -> None:
    """A file without them is as good as ever; what they leave out takes its default."""
    text = '[[collectors]]\nname = "Lab"\nurl = "https://lab.example"\nenabled = false\n'
    settings = decode_settings(TomlText("config.toml", text))
    assert settings.collectors == (NamedCollector("Lab", "https://lab.example", enabled=False),)
    assert settings.configured
    assert settings.collector == CollectorSettings()
    again = TomlText("config.toml", encode_settings(settings, "config.toml"))
    assert decode_settings(again) == settings


@pytest.mark.parametrize(
    ("collectors", "said"),
    [
        ((NamedCollector("", "https://a.example"),), "collectors[0].name: '' is no name"),
        ((NamedCollector("a" * 41, "https://a.example"),), "is no name"),
        (
            (NamedCollector("Lab a", "https://a.example"), NamedCollector("lab-A", "https://b.x")),
            "collectors[1].name: 'lab-A' is named twice",
        ),
        ((NamedCollector("Lab", "http://far.example"),), "collectors[0].url: plain http://"),
        (
            (NamedCollector("Lab", "https://a.example", poll_every_s=0.0),),
            "collectors[0].poll_every_s: 0 is not between",
        ),
        (
            tuple(NamedCollector(f"n{number}", "https://a.example") for number in range(13)),
            "more than 12 collectors",
        ),
    ],
    ids=["nameless", "long", "twice", "readable", "interval", "many"],
)
def test_further_collectors_that_cannot_be_told_apart_or_asked_are_refused(
    collectors: tuple[NamedCollector, ...], said: str
) -> None:
    """The sentence names the one that is wrong."""
    with pytest.raises(SettingsError) as caught:
        encode_settings(Settings(collectors=collectors), "config.toml")
    assert said in str(caught.value)
