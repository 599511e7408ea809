"""The connect form read into settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aux_monitor.ports.secrets import Secret
from aux_monitor.presentation.connect_form import (
    CollectorDraft,
    ConnectView,
    DraftRead,
    FormError,
    draft_of,
    in_force,
    parse_repository,
    parse_url,
    read_draft,
)
from aux_monitor.services.connection import ConnectionField
from aux_monitor.services.intents import SaveSettings
from aux_monitor.settings.schema import (
    CollectorSettings,
    GitHubSettings,
    NamedCollector,
    ProgrammeSettings,
    Settings,
)

_NAMES = st.from_regex(r"[a-z0-9]{1,8}/[a-z0-9._-]{1,8}[a-z]", fullmatch=True)


@given(
    logs=st.lists(st.from_regex(r"/[a-z]{1,6}\.log", fullmatch=True), unique=True).map(tuple),
    repositories=st.lists(_NAMES, unique=True).map(tuple),
)
def test_settings_survive_the_form(logs: tuple[str, ...], repositories: tuple[str, ...]) -> None:
    """Showing settings in the form and reading the form back gives the same settings."""
    settings = Settings(
        collector=CollectorSettings(logs=logs, url="https://collector.example.org:8443/aux"),
        github=GitHubSettings(repositories=repositories),
    )
    read = read_draft(draft_of(settings), settings)
    assert read.problems == ()
    assert read.settings == settings


def test_each_wrong_field_is_told_and_keeps_its_value() -> None:
    """Every wrong field has its own sentence, and what was in force stays in the settings."""
    base = Settings(
        collector=CollectorSettings(url="http://127.0.0.1:9000"),
        programme=ProgrammeSettings(start=date(2026, 6, 30)),
    )
    draft = replace(
        draft_of(base),
        collector_url="ftp://host",
        repositories=("aux/aux", "no slash"),
        api_url="api.github.com",
    )
    read = read_draft(draft, base)
    assert {problem.field for problem in read.problems} == {
        ConnectionField.COLLECTOR_URL,
        ConnectionField.REPOSITORIES,
        ConnectionField.GITHUB_API_URL,
    }
    assert read.settings.collector == base.collector
    assert read.settings.programme == base.programme
    assert read.settings.github.api_url == base.github.api_url
    assert read.settings.github.repositories == ("aux/aux",)


def test_a_wrong_repository_is_named_by_its_entry() -> None:
    """The problem of a list names the entry as it was typed."""
    draft = replace(draft_of(Settings()), repositories=("fine/one", "half/"))
    (problem,) = read_draft(draft, Settings()).problems
    assert problem.item == "half/"
    assert "owner/name" in problem.sentence


def test_an_empty_api_address_is_githubs_own() -> None:
    """Clearing the API address means github.com, not an address that cannot be asked."""
    read = read_draft(replace(draft_of(Settings()), api_url="  "), Settings())
    assert read.settings.github.api_url == "https://api.github.com"


@pytest.mark.parametrize(
    "text",
    [
        "aux/protocol",
        " aux/protocol ",
        "https://github.com/aux/protocol",
        "https://github.com/aux/protocol/",
        "https://github.com/aux/protocol.git",
        "https://github.com/aux/protocol/issues/3",
        "git@github.com:aux/protocol.git",
    ],
)
def test_a_repository_is_read_as_people_paste_it(text: str) -> None:
    """Addresses of browser and git mean the same repository as owner/name."""
    assert parse_repository(text) == "aux/protocol"


@pytest.mark.parametrize("text", ["", "aux", "aux/", "/aux", "a b/c", "aux/pro/col", "-aux/x"])
def test_what_is_no_repository_is_refused(text: str) -> None:
    """Anything but owner/name is refused with a sentence that says how to write it."""
    with pytest.raises(FormError, match="owner/name"):
        parse_repository(text)


@pytest.mark.parametrize(
    "text",
    ["example.org", "ftp://example.org", "http://", "http://a b", "http://h:port", "http://[::1"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """An address needs http or https, a host, and a port that is a number."""
    with pytest.raises(FormError, match="http://"):
        parse_url(text)


def test_a_password_in_an_address_is_refused() -> None:
    """A password must not end up in the settings file."""
    with pytest.raises(FormError, match="token has its own field") as refusal:
        parse_url("https://me:secret@example.org")
    assert "secret" not in str(refusal.value)


@given(st.text(max_size=300))
def test_no_entry_breaks_the_form(text: str) -> None:
    """Whatever is typed is either read or refused with one bounded sentence."""
    for parse in (parse_repository, parse_url):
        refusal = _refusal(parse, text)
        assert len(refusal) < 200
        assert "\n" not in refusal


def _refusal(parse: Callable[[str], object], text: str) -> str:
    try:
        parse(text)
    except FormError as error:
        return str(error)
    return ""


def test_further_collectors_survive_the_form_with_what_is_not_on_it() -> None:
    """Interval and patience are kept through a change of the name."""
    lab = NamedCollector("Lab", "https://lab.example", poll_every_s=7.0, timeout_s=3.0)
    base = Settings(collectors=(lab,), github=GitHubSettings(enabled=False))
    draft = draft_of(base)
    assert read_draft(draft, base) == DraftRead(base, ())
    renamed = replace(draft, further=(replace(draft.further[0], name=" Lab  2 ", enabled=False),))
    (found,) = read_draft(renamed, base).settings.collectors
    assert found == replace(lab, name="Lab 2", enabled=False)


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("", "https://lab.example", "Give this collector a name"),
        ("Lab", "", "Lab has no address"),
        ("Lab", "lab.example", "is not an address"),
        ("Lab", "http://lab.example", "plain http:// is for this computer alone"),
        ("Lab!", "https://lab.example", "'Lab!' is no name"),
    ],
)
def test_a_further_collector_that_cannot_be_asked_is_told_by_its_name(
    name: str, url: str, said: str
) -> None:
    """One sentence about that row; the others are taken."""
    good = CollectorDraft("Far", "https://far.example")
    draft = replace(draft_of(Settings()), further=(CollectorDraft(name, url), good))
    read = read_draft(draft, Settings())
    (problem,) = read.problems
    assert (problem.field, problem.item) == (ConnectionField.FURTHER, name)
    assert said in problem.sentence
    assert [each.name for each in read.settings.collectors] == ["Far"]


def test_what_was_sent_is_shown_as_stored() -> None:
    """A token that was typed is stored then, one that was removed is not, others are as before."""
    settings = Settings(
        collectors=tuple(NamedCollector(name, f"https://{name}.example") for name in "abc")
    )
    before = ConnectView(settings, demo=False, further_stored=frozenset({"b", "c"}))
    sent = SaveSettings(settings, further_tokens={"a": Secret("new"), "b": Secret("")})
    assert in_force(before, sent).further_stored == {"a", "c"}
