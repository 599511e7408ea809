"""Channels with a real keyring, and through the whole program to a real webhook."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.adapters.channels.servers import Webhook, webhook
from tests.bootstrap.test_command_line import files
from tests.desktop.dunst import Dunst
from tests.desktop.keyring_daemon import KeyringDaemon
from tests.desktop.program import started
from tests.desktop.programs import wait_until
from tests.desktop.test_end_to_end import QUICK, Server

TOKEN = "planted_token_0123456789"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    """Give a webhook that runs."""
    with webhook() as running:
        yield running


def channel(
    home: Path, environment: Mapping[str, str], *arguments: str, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run ``aux-monitor channel`` with its files in ``home``."""
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "aux_monitor", "channel", *arguments, *files(home)],
        env=dict(environment),
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_address_lives_in_the_keyring_alone(
    tmp_path: Path, keyring_daemon: KeyringDaemon, hook: Webhook
) -> None:
    """Given on standard input it is kept, used, and gone with its channel."""
    home, there = tmp_path / "home", keyring_daemon.environment
    home.mkdir()
    added = channel(home, there, "add", "ops", given=f"{hook.url(TOKEN)}\n")
    assert added.stdout.startswith(
        "ops: all alerts, with recoveries; its address is in the keyring"
    )
    assert TOKEN not in (home / "config.toml").read_text()
    assert channel(home, there, "test", "ops").stdout == "ops: sent\n"
    assert hook.paths == [f"/{TOKEN}"]
    assert channel(home, there, "remove", "ops").stdout == "ops: removed\n"
    (home / "config.toml").write_text('[[notifications.channels]]\nname = "ops"\n')
    listed = channel(home, there, "list")
    assert listed.stdout == "ops: all alerts, with recoveries; has no address\n"


@pytest.mark.usefixtures("window_manager")
def test_an_incident_reaches_the_webhook_once_and_so_does_its_end(
    tmp_path: Path, x_display: str, dunst: Dunst, hook: Webhook
) -> None:
    """From the log to the desktop and the webhook, in the same words; the token is nowhere."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "catalogue.toml").write_text(QUICK)
    config = '[notifications]\ngroup_s = 1.0\n[[notifications.channels]]\nname = "ops"\n'
    (home / "config.toml").write_text(config)
    server = Server(tmp_path / "session.log")
    server.serve(300, ms=900)
    address = {"AUX_MONITOR_CHANNEL_OPS": hook.url(TOKEN)}
    with started(home, x_display, "--watch", str(server.path), **address):
        wait_until(lambda: len(hook.posts) == 1, "the webhook hearing of it", 90.0)
        (shown,) = dunst.taken_off()
        server.serve(40_000, ms=60)
        wait_until(lambda: len(hook.posts) == 2, "its end", 90.0)
    assert hook.arrived()[0] == (shown.title, shown.body)
    assert [post["type"] for post in hook.posts] == ["warning", "success"]
    assert hook.arrived()[1][0] == "Response time recovered"
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "aux-monitor.log" for path in kept)
    assert all(TOKEN.encode() not in path.read_bytes() for path in kept)
