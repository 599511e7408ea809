"""``aux-monitor channel`` as people and scripts meet it, with addresses from the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from aux_monitor.adapters.settings_file import SettingsFile
from aux_monitor.settings.schema import (
    ChannelScope,
    ChannelSettings,
)
from tests.adapters.channels.servers import Webhook, webhook
from tests.bootstrap.test_command_line import files

TOKEN = "planted_token_0123456789"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    """Give a webhook that runs."""
    with webhook() as running:
        yield running


def channel(
    home: Path, *arguments: str, given: str = "", **variables: str
) -> CompletedProcess[str]:
    """Run ``aux-monitor channel`` with its files in ``home``, without a keyring."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        **variables,
    }
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "aux_monitor", "channel", *arguments, *files(home)],
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def settings(home: Path) -> tuple[ChannelSettings, ...]:
    """Return the channels of the settings file."""
    return SettingsFile(home / "config.toml").read().notifications.channels


def test_a_channel_is_added_listed_tried_and_removed(tmp_path: Path, hook: Webhook) -> None:
    """Each command says what it did; the address is in no file and in no output."""
    address = {"AUX_MONITOR_CHANNEL_OPS": hook.url(TOKEN)}
    added = channel(tmp_path, "add", "ops", "--critical", "--no-recoveries", **address)
    assert added.stdout.splitlines()[0] == (
        "ops: critical alerts, without recoveries; its address comes from AUX_MONITOR_CHANNEL_OPS"
    )
    assert settings(tmp_path) == (ChannelSettings("ops", ChannelScope.CRITICAL, recoveries=False),)
    listed = channel(tmp_path, "list", **address)
    assert listed.stdout == "ops: critical alerts, without recoveries\n"
    tried = channel(tmp_path, "test", "ops", **address)
    assert (tried.returncode, tried.stdout) == (0, "ops: sent\n")
    assert [title for title, _ in hook.arrived()] == ["AUX Monitor: a test"]
    again = channel(tmp_path, "add", "ops", **address)
    assert settings(tmp_path) == (ChannelSettings("ops"),)
    removed = channel(tmp_path, "remove", "ops", **address)
    assert removed.stdout == "ops: removed; AUX_MONITOR_CHANNEL_OPS is left as it is\n"
    assert settings(tmp_path) == ()
    assert channel(tmp_path, "list").stdout == "there is no channel\n"
    outputs = [done.stdout + done.stderr for done in (added, listed, tried, again, removed)]
    assert all(TOKEN not in output for output in outputs)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert all(TOKEN.encode() not in path.read_bytes() for path in kept)


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (("add", "Ops!"), "json://127.0.0.1\n", "a channel's name begins with a small letter"),
        (("add", "ops"), "", "No address was given."),
        (("add", "ops"), f"json://127.0.0.1/ {TOKEN}\n", "The address is too long, or holds"),
        (("add", "ops"), f"nonsense-{TOKEN}\n", "The address of channel ops is none that Apprise"),
        (("test", "ops\x07"), "", "There is no channel 'ops?'."),
        (("remove", "ops"), "", "There is no channel 'ops'."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], given: str, sentence: str
) -> None:
    """Nothing is kept, and the sentence says what to mend without the address."""
    done = channel(tmp_path, *arguments, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert TOKEN not in done.stderr
    assert not (tmp_path / "config.toml").exists()


def test_without_a_keyring_no_address_is_kept(tmp_path: Path) -> None:
    """The sentence says where else an address may come from; the channel is not half added."""
    done = channel(tmp_path, "add", "ops", given=f"json://127.0.0.1/{TOKEN}\n")
    assert (done.returncode, done.stdout) == (3, "")
    assert "AUX_MONITOR_CHANNEL_" in done.stderr
    assert TOKEN not in done.stderr
    assert not (tmp_path / "config.toml").exists()


def test_a_channel_without_an_address_says_so(tmp_path: Path) -> None:
    """The list names what is missing, and a test of it fails with the way out."""
    config = '[[notifications.channels]]\nname = "ops"\n'
    (tmp_path / "config.toml").write_text(config)
    listed = channel(tmp_path, "list")
    assert listed.stdout.startswith("ops: all alerts, with recoveries; its address is not known: ")
    tried = channel(tmp_path, "test", "ops")
    assert (tried.returncode, tried.stdout) == (2, "")
    assert tried.stderr.startswith("aux-monitor: The address of channel ops is not known: ")


def test_a_settings_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    """What somebody mistyped is still there to be mended."""
    (tmp_path / "config.toml").write_text("[notifications]\ngroups = 3\n")
    done = channel(tmp_path, "add", "ops", AUX_MONITOR_CHANNEL_OPS="json://127.0.0.1")
    assert (done.returncode, done.stdout) == (3, "")
    assert "unknown field 'groups'" in done.stderr
    assert (tmp_path / "config.toml").read_text() == "[notifications]\ngroups = 3\n"


def test_a_person_types_the_address_unseen(tmp_path: Path) -> None:
    """At a terminal it is asked for by the channel's name, and not echoed."""
    terminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = (sys.executable, "-m", "aux_monitor", "channel", "add", "ops", *files(tmp_path))
    process = subprocess.Popen(  # noqa: S603 - the program under test
        [sys.executable, "-c", terminal, *command],
        env={**os.environ, "HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        seen = b""
        while not seen.endswith(b"Apprise URL of ops (not shown): "):
            seen += os.read(process.stdout.fileno(), 1024) or pytest.fail(f"it said {seen!r}")
        process.stdin.write(f"nonsense-{TOKEN}\n".encode())
        process.stdin.flush()
        while part := os.read(process.stdout.fileno(), 1024):
            seen += part
    assert process.returncode == 2
    assert b"is none that Apprise understands" in seen
    assert TOKEN.encode() not in seen
