"""A real desktop in pieces: X server, session bus, window manager, notifications, keyring.

Each piece is private to the tests: on a display or a socket of its own, in folders of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from tests.contracts.notifier import Answers
from tests.desktop.dunst import Dunst
from tests.desktop.keyring_daemon import KeyringDaemon
from tests.desktop.programs import PATIENCE_S, listens, running, surroundings, wait_until
from tests.desktop.tray_host import TrayProgram

HERE = Path(__file__).parent

_BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as needing a desktop."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.desktop)


@pytest.fixture
def anyio_backend() -> str:
    """Name the event loop of async tests."""
    return "asyncio"


@pytest.fixture(scope="session")
def x_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run one X server for all tests of this worker; give its display's name."""
    number_file = tmp_path_factory.mktemp("x-server") / "display"
    with number_file.open("w") as number:
        command = ("Xvfb", "-displayfd", str(number.fileno()), "-screen", "0", "1920x1080x24")
        log = number_file.with_name("log")
        with running(
            (*command, "-nolisten", "tcp", "-noreset"), os.environ, log, pass_fds=(number.fileno(),)
        ):
            wait_until(lambda: number_file.read_text().endswith("\n"), "the X server starting")
            yield f":{number_file.read_text().strip()}"


@pytest.fixture
def x_display(x_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a display's name such as ``:3``, which is also in the environment."""
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return x_server


@pytest.fixture
def window_manager(x_display: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run openbox on the display, without a configuration of anybody's."""
    home = surroundings(XDG_CONFIG_HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    root = ("xprop", "-display", x_display, "-root", "_NET_SUPPORTING_WM_CHECK")
    with running(("openbox", "--sm-disable"), home, tmp_path / "openbox.log") as process:

        def manages() -> bool:
            answer = subprocess.run(root, capture_output=True, text=True, check=False)  # noqa: S603
            return "window id" in answer.stdout

        wait_until(manages, "openbox managing the display")
        yield process


@pytest.fixture
def bus_services(tmp_path: Path) -> Path:
    """Give the folder of services that the session bus may start: none, unless a test adds one."""
    folder = tmp_path / "bus-services"
    folder.mkdir()
    return folder


@pytest.fixture
def session_bus(
    bus_services: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Run a session bus on which nothing is; give its address, also in the environment."""
    path, configuration = tmp_path / "bus", tmp_path / "bus.conf"
    configuration.write_text(_BUS.format(socket=path, services=bus_services))
    command = ("dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile")
    with running(command, os.environ, tmp_path / "bus.log"):
        wait_until(lambda: listens(path), "the session bus listening")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={path}")
        yield f"unix:path={path}"


@pytest.fixture
def no_session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the session bus away."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def dunst(x_display: str, session_bus: str, tmp_path: Path) -> Iterator[Dunst]:
    """Run the notification daemon dunst on the display and the bus."""
    environment = surroundings(DISPLAY=x_display, DBUS_SESSION_BUS_ADDRESS=session_bus)
    daemon = Dunst(tmp_path, environment)
    with running(daemon.command, environment, tmp_path / "dunst.log"):
        wait_until(daemon.answers, "dunst answering")
        yield daemon


@pytest.fixture
def program(x_display: str, window_manager: object) -> Iterator[TrayProgram]:  # noqa: ARG001
    """Start the program on a display whose window manager runs, and end it."""
    started = TrayProgram(x_display)
    yield started
    assert started.end() == 0


@pytest.fixture
def trayer(x_display: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Return a function that starts a tray host; it is ended with the test."""
    for tool in ("trayer", "import", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    hosts: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        host = subprocess.Popen(
            ["trayer", "--edge", "bottom", "--align", "left", "--height", "24"],  # noqa: S607 - wherever it is
            env={**os.environ, "DISPLAY": x_display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        host.terminate()
        host.wait(timeout=PATIENCE_S)


@pytest.fixture
def keyring_daemon(session_bus: str, tmp_path: Path) -> Iterator[KeyringDaemon]:
    """Run gnome-keyring on the bus, with an empty keyring that is unlocked."""
    daemon = KeyringDaemon(tmp_path / "keyring", session_bus)
    with running(
        daemon.command, daemon.environment, tmp_path / "keyring.log", given=daemon.password
    ):
        wait_until(daemon.is_unlocked, "the keyring unlocking")
        yield daemon


@pytest.fixture
def answers() -> Answers:
    """Collect what is pressed on notices."""
    return Answers()


@pytest.fixture
async def notifier(answers: Answers) -> AsyncIterator[DesktopNotifier]:
    """Give a notifier that loses patience soon."""
    notifier = DesktopNotifier(answers, timeout_s=1.0)
    yield notifier
    await notifier.aclose()
