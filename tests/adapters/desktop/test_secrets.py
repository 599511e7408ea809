"""Tokens from the environment, and the environment before the keyring."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.desktop.secrets import EnvironmentSecrets, LayeredSecrets, checked
from aux_monitor.adapters.sources.beside import further_secret_name
from aux_monitor.ports.errors import SecretError
from aux_monitor.ports.secrets import Secret
from tests.contracts.secrets import COLLECTOR, GITHUB
from tests.fakes.secrets import FakeSecrets


@pytest.mark.anyio
async def test_each_kind_has_its_variable() -> None:
    """GitHub's and the collector's tokens come from their own variables, whatever the host."""
    secrets = EnvironmentSecrets(
        {"AUX_MONITOR_GITHUB_TOKEN": " ghp_x\n", "AUX_MONITOR_COLLECTOR_TOKEN": "c"}
    )
    assert await secrets.get(GITHUB) == Secret("ghp_x")
    assert await secrets.get("github@github.example.org") == Secret("ghp_x")
    assert await secrets.get(COLLECTOR) == Secret("c")
    assert await secrets.get("unknown@host") is None


@pytest.mark.anyio
async def test_each_channel_has_its_variable() -> None:
    """A channel's address comes from the variable with its name in capitals, and no other."""
    secrets = EnvironmentSecrets({"AUX_MONITOR_CHANNEL_OPS_2": "json://host/x"})
    assert await secrets.get("channel@ops_2") == Secret("json://host/x")
    assert secrets.holds("channel@ops_2") == "AUX_MONITOR_CHANNEL_OPS_2"
    assert await secrets.get("channel@ops") is None


@pytest.mark.anyio
async def test_each_further_collector_has_its_variable() -> None:
    """The first collector's token is never sent to another one."""
    secrets = EnvironmentSecrets(
        {"AUX_MONITOR_COLLECTOR_TOKEN": "first", "AUX_MONITOR_COLLECTOR_LAB_2_TOKEN": "second"}
    )
    name = further_secret_name("Lab 2", "https://lab.example")
    assert await secrets.get(name) == Secret("second")
    assert await secrets.get(further_secret_name("Far", "https://far.example")) is None


@pytest.mark.anyio
async def test_an_empty_variable_is_none() -> None:
    """A variable that is empty or blank counts as not set."""
    assert await EnvironmentSecrets({"AUX_MONITOR_GITHUB_TOKEN": "  "}).get(GITHUB) is None
    assert await EnvironmentSecrets({}).get(GITHUB) is None


@pytest.mark.anyio
async def test_the_real_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without another mapping the process's own environment is read, as it is when asked."""
    secrets = EnvironmentSecrets()
    monkeypatch.setitem(os.environ, "AUX_MONITOR_GITHUB_TOKEN", "ghp_later")
    assert await secrets.get(GITHUB) == Secret("ghp_later")


@pytest.mark.anyio
async def test_the_environment_cannot_be_written() -> None:
    """Storing and removing are refused, with the variable's name where it is set."""
    secrets = EnvironmentSecrets({"AUX_MONITOR_GITHUB_TOKEN": "ghp_x"})
    for call in (secrets.put(GITHUB, Secret("ghp_y")), secrets.delete(GITHUB)):
        with pytest.raises(SecretError, match="AUX_MONITOR_GITHUB_TOKEN: change it there"):
            await call
    with pytest.raises(SecretError, match="only the environment"):
        await secrets.put(COLLECTOR, Secret("c"))


def is_token(text: str) -> bool:
    """Return whether ``text`` can stand in a header as it is."""
    return all("!" <= character <= "~" for character in text)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=4096))
def test_a_token_is_kept_as_it_is(text: str) -> None:
    """Printable ASCII without spaces is a token."""
    assert checked(text, "the keyring").reveal() == text


@given(st.text(min_size=4, max_size=40).filter(lambda text: not is_token(text)))
def test_anything_else_is_refused_unseen(text: str) -> None:
    """Whatever could not stand in a header is refused, and the sentence does not repeat it."""
    with pytest.raises(SecretError, match="the keyring cannot be used") as caught:
        checked(text, "the keyring")
    assert text not in str(caught.value)


def test_a_token_has_an_end() -> None:
    """A token too long to be one is refused."""
    assert checked("x" * 4096, "the keyring").reveal()
    with pytest.raises(SecretError, match="too long"):
        checked("x" * 4097, "the keyring")


@pytest.mark.anyio
async def test_the_environment_goes_first() -> None:
    """A variable that is set hides the keyring; one that is not leaves it in charge."""
    keyring = FakeSecrets({GITHUB: "from keyring", COLLECTOR: "kept"})
    layered = LayeredSecrets(EnvironmentSecrets({"AUX_MONITOR_GITHUB_TOKEN": "ghp_x"}), keyring)
    assert await layered.get(GITHUB) == Secret("ghp_x")
    assert await layered.get(COLLECTOR) == Secret("kept")


@pytest.mark.anyio
async def test_what_would_be_hidden_is_not_stored() -> None:
    """Storing under a name that the environment holds is refused; other names go on."""
    keyring = FakeSecrets({GITHUB: "from keyring"})
    layered = LayeredSecrets(EnvironmentSecrets({"AUX_MONITOR_GITHUB_TOKEN": "ghp_x"}), keyring)
    for call in (layered.put(GITHUB, Secret("new")), layered.delete(GITHUB)):
        with pytest.raises(SecretError, match="AUX_MONITOR_GITHUB_TOKEN"):
            await call
    await layered.put(COLLECTOR, Secret("kept"))
    assert await keyring.get(GITHUB) == Secret("from keyring")
    assert await keyring.get(COLLECTOR) == Secret("kept")
    await layered.delete(COLLECTOR)
    assert await keyring.get(COLLECTOR) is None


@pytest.mark.anyio
async def test_a_keyring_that_fails_is_not_asked_in_vain() -> None:
    """With the token in the environment a broken keyring does not matter."""
    keyring = FakeSecrets()
    keyring.refusal = "The keyring is locked."
    layered = LayeredSecrets(EnvironmentSecrets({"AUX_MONITOR_GITHUB_TOKEN": "ghp_x"}), keyring)
    assert await layered.get(GITHUB) == Secret("ghp_x")
    with pytest.raises(SecretError, match="locked"):
        await layered.get(COLLECTOR)
