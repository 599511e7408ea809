"""What the connect panel hears when a person tries settings before keeping them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.connecting import Connecting
from aux_monitor.ports.secrets import Secret
from aux_monitor.presentation.connect_form import ConnectView
from aux_monitor.services.connection import ConnectionField, ConnectionPart, ConnectionTested
from aux_monitor.services.intents import TestConnection as Trial
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings
from tests.adapters.sources.github_world import QUERY, two
from tests.adapters.sources.loopback import Script, no_tls, serving
from tests.fakes.clock import FakeClock
from tests.fakes.secrets import FakeSecrets

LOG = Path(__file__).parents[1] / "data/aux-session.log"


def tried(trial: Trial, secrets: FakeSecrets | None = None) -> ConnectionTested:
    """Return the answer to a trial."""

    async def story() -> ConnectionTested:
        http = HttpClient(no_tls)
        known = FakeSecrets() if secrets is None else secrets
        try:
            return await Connecting(http, known, FakeClock(), QUERY).test(trial)
        finally:
            await http.aclose()

    return asyncio.run(story())


def with_logs(*logs: Path) -> Settings:
    """Return settings that watch these logs."""
    return Settings(collector=CollectorSettings(logs=tuple(str(log) for log in logs)))


def test_every_log_gets_its_own_sentence(tmp_path: Path) -> None:
    """A log, a folder, a text that is no log, one to come, one without a folder, an empty one."""
    text = tmp_path / "notes.txt"
    text.write_text("hello\n")
    empty = tmp_path / "empty.log"
    empty.touch()
    logs = (LOG, tmp_path, text, tmp_path / "later.log", tmp_path / "no" / "x.log", empty)
    answer = tried(Trial(with_logs(*logs)))
    assert [check.ok for check in answer.checks] == [True, False, False, True, False, True]
    assert [check.item for check in answer.checks] == [str(log) for log in logs]
    assert "is a folder" in answer.checks[1].sentence
    assert "no line of an AUX session.log" in answer.checks[2].sentence
    assert "once it appears" in answer.checks[3].sentence


def test_a_collector_that_refuses_is_said_beside_its_address() -> None:
    """The sentence names the place and what refused."""
    settings = Settings(collector=CollectorSettings(url="http://127.0.0.1:9"))
    (check,) = tried(Trial(settings)).checks
    assert (check.ok, check.field) == (False, ConnectionField.COLLECTOR_URL)
    assert "refuses connections" in check.sentence


def test_only_the_part_that_was_asked_for_is_tried(tmp_path: Path) -> None:
    """Pressing Test GitHub with no repositories set tries nothing of the telemetry."""
    trial = Trial(with_logs(tmp_path), parts=frozenset({ConnectionPart.GITHUB}))
    assert tried(trial).checks == ()


def test_repositories_are_reached_with_the_stored_token() -> None:
    """Each repository has its finding; an unknown one is told apart."""
    script: Script = two()

    async def story() -> ConnectionTested:
        async with serving(script) as server:
            github = GitHubSettings(repositories=("aux/server", "aux/none"), api_url=server.url)
            secrets = FakeSecrets({"github@127.0.0.1": "stored"})
            http = HttpClient(no_tls)
            connecting = Connecting(http, secrets, FakeClock(), QUERY)
            try:
                return await connecting.test(Trial(Settings(github=github)))
            finally:
                await http.aclose()

    answer = asyncio.run(story())
    found = {check.item: check.ok for check in answer.checks}
    assert found["aux/server"]
    assert not found["aux/none"]
    assert not answer.ok


def test_the_panel_shows_that_a_token_is_stored_and_a_locked_keyring_counts_as_none() -> None:
    """What is shown is as of the last look; no token itself is in the view."""

    async def story() -> tuple[ConnectView, ConnectView]:
        settings = Settings(collector=CollectorSettings(url="http://127.0.0.1:9"))
        names = Connecting.secret_names(settings)
        secrets = FakeSecrets(dict.fromkeys(names, "planted"))
        connecting = Connecting(HttpClient(no_tls), secrets, FakeClock(), QUERY)
        await connecting.look(settings)
        stored = connecting.view(settings, demo=False)
        secrets.refusal = "The keyring is locked."
        await connecting.look(settings)
        return stored, connecting.view(settings, demo=False)

    stored, locked = asyncio.run(story())
    assert (stored.github_token_stored, stored.collector_token_stored) == (True, True)
    assert (locked.github_token_stored, locked.collector_token_stored) == (False, False)
    assert "planted" not in repr(stored)


def test_an_empty_token_is_tried_as_none() -> None:
    """A person about to remove the stored token sees what works without one."""
    script: Script = two()

    async def story() -> ConnectionTested:
        async with serving(script) as server:
            github = GitHubSettings(repositories=("aux/server",), api_url=server.url)
            http = HttpClient(no_tls)
            connecting = Connecting(http, FakeSecrets(), FakeClock(), QUERY)
            trial = replace(Trial(Settings(github=github)), github_token=Secret(""))
            try:
                return await connecting.test(trial)
            finally:
                await http.aclose()

    assert asyncio.run(story()).ok
