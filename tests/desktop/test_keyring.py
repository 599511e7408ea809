"""Tokens in a real keyring: open, locked, waiting at its prompt, and none."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aux_monitor.adapters.desktop.secrets import KeyringSecrets
from aux_monitor.ports.errors import SecretError
from aux_monitor.ports.secrets import Secret, SecretStore
from tests.contracts.secrets import GITHUB, SecretStoreContract
from tests.desktop.keyring_daemon import KeyringDaemon
from tests.desktop.programs import PATIENCE_S, running, wait_until


class TestInAnOpenKeyring(SecretStoreContract):
    """The contract, in gnome-keyring."""

    @pytest.fixture
    def secrets(self, keyring_daemon: KeyringDaemon) -> SecretStore:
        """Give a store on a keyring that is unlocked."""
        assert keyring_daemon.labels() == []
        return KeyringSecrets()

    @pytest.mark.anyio
    async def test_a_keyring_shows_whose_secrets_they_are(
        self, secrets: SecretStore, keyring_daemon: KeyringDaemon
    ) -> None:
        """Somebody who looks into the keyring finds our name, and the token not in it."""
        await secrets.put(GITHUB, Secret("ghp_first"))
        (label,) = keyring_daemon.labels()
        assert "aux-monitor" in label
        assert "ghp_first" not in label

    @pytest.mark.anyio
    async def test_a_bad_token_is_not_shown_around(self, secrets: SecretStore) -> None:
        """A token with a line break is refused before it is kept, without being repeated."""
        with pytest.raises(SecretError, match="cannot be used") as caught:
            await secrets.put(GITHUB, Secret("ghp_first\nsecond"))
        assert "ghp_first" not in str(caught.value)
        assert await secrets.get(GITHUB) is None


_PROGRAM = """
import asyncio, sys
from aux_monitor.adapters.desktop.secrets import KeyringSecrets
from aux_monitor.ports.errors import SecretError
from aux_monitor.ports.secrets import Secret

async def main():
    secrets = KeyringSecrets(timeout_s=float(sys.argv[1]))
    while call := sys.stdin.readline().strip():
        name = "github@api.github.com"
        try:
            match call:
                case "get":
                    print(await secrets.get(name), flush=True)
                case "put":
                    print(await secrets.put(name, Secret("t")), flush=True)
                case "delete":
                    print(await secrets.delete(name), flush=True)
        except SecretError as error:
            print(error, flush=True)

asyncio.run(main())
"""


class Program:
    """A program with a ``KeyringSecrets``, told what to do line by line.

    A process of its own, because keyring leaves the socket of a call that failed to the garbage
    collector, and because a program has to be seen to end.
    """

    def __init__(self, timeout_s: float) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM, str(timeout_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def does(self, call: str) -> str:
        """Return what comes of ``get``, ``put`` or ``delete``: None, a secret, or a sentence."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{call}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def ends(self) -> str:
        """Let it end by itself, and return what it wrote to stderr."""
        _, errors = self._process.communicate(timeout=PATIENCE_S)
        return errors

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()


Start = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    """Give what starts programs, and end them."""
    with contextlib.ExitStack() as stack:

        def start(timeout_s: float = 5.0) -> Program:
            program = Program(timeout_s)
            stack.callback(program.kill)
            return program

        yield start


@pytest.fixture
def prompter(bus_services: Path, x_display: str) -> None:
    """Let the session bus start the desktop's password prompt."""
    program = "/usr/libexec/gcr-prompter"
    if not Path(program).exists():
        pytest.skip(f"{program} is not installed")
    for name in ("SystemPrompter", "PrivatePrompter"):
        service = f"org.gnome.keyring.{name}"
        (bus_services / f"{service}.service").write_text(
            f"[D-BUS Service]\nName={service}\nExec=/usr/bin/env DISPLAY={x_display} {program}\n"
        )


def test_a_locked_keyring_says_so(
    keyring_daemon: KeyringDaemon, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no prompt can appear every call says that the keyring is locked."""
    monkeypatch.delenv("DISPLAY", raising=False)
    keyring_daemon.lock()
    program = start()
    answers = {program.does(call) for call in ("get", "put", "delete")}
    assert answers == {"The keyring is locked: unlock it, then try again."}


@pytest.mark.usefixtures("prompter")
def test_a_prompt_is_not_waited_for(keyring_daemon: KeyringDaemon, start: Start) -> None:
    """While the desktop asks for the password calls end in time, and so does the program."""
    keyring_daemon.lock()
    program = start(0.5)
    for call in ("get", "put"):
        assert program.does(call).startswith("The keyring did not answer within 0.5 s: unlock it")
    assert program.ends() == ""


@pytest.mark.usefixtures("session_bus")
def test_no_keyring_says_what_to_do(start: Start) -> None:
    """On a desktop without a keyring the sentence names one, and the variable that serves too."""
    answer = start().does("get")
    assert answer.startswith("This desktop has no keyring (Secret Service): install")
    assert "AUX_MONITOR_GITHUB_TOKEN" in answer


@pytest.mark.usefixtures("no_session_bus")
def test_no_bus_says_what_to_do(start: Start) -> None:
    """Without a session bus it is the same sentence."""
    assert start().does("get").startswith("This desktop has no keyring")


@pytest.mark.usefixtures("session_bus")
def test_a_keyring_that_starts_later_is_found(start: Start, request: pytest.FixtureRequest) -> None:
    """A program that was started before the keyring uses it once it is there."""
    program = start()
    assert "has no keyring" in program.does("get")
    request.getfixturevalue("keyring_daemon")
    assert [program.does(call) for call in ("put", "get")] == ["None", "Secret(***)"]
    assert program.ends() == ""


def test_a_keyring_that_ends_is_told_of(session_bus: str, start: Start, tmp_path: Path) -> None:
    """A keyring that goes away under the program is one sentence."""
    daemon = KeyringDaemon(tmp_path / "short-lived", session_bus)
    program = start()
    log = tmp_path / "short-lived.log"
    with running(daemon.command, daemon.environment, log, given=daemon.password):
        wait_until(daemon.is_unlocked, "the keyring unlocking")
        assert program.does("get") == "None"
    assert program.does("get").startswith("This desktop has no keyring")


@pytest.mark.usefixtures("keyring_daemon")
def test_the_users_choice_of_a_backend_is_kept(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who told keyring to use no keyring has none, although there is one."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    assert start().does("get").startswith("This desktop has no keyring")


@pytest.mark.parametrize(
    ("backend", "error"), [("Broken", "OSError"), ("Unfinished", "NotImplementedError")]
)
def test_a_backend_that_fails_is_one_sentence(
    start: Start, monkeypatch: pytest.MonkeyPatch, backend: str, error: str
) -> None:
    """Whatever error a backend raises is named, and nothing of its text is repeated."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"tests.desktop.broken_backend.{backend}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    program = start()
    answers = {program.does(call) for call in ("get", "put")}
    assert answers == {f"The keyring could not be used ({error})."}
