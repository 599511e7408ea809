"""This program on the list of what starts when its user logs in, on three systems.

On Linux a desktop entry in ``autostart`` (Desktop Application Autostart Specification), on macOS
a LaunchAgent, on Windows a value of the registry's Run key. What a person switches off in the
system's own tools is off here too. macOS keeps its Login Items where no program may look: what is
switched off there is shown as the agent's file says.
"""

from __future__ import annotations

import plistlib
import subprocess
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from aux_monitor.adapters.desktop.autostart_entry import desktop_entry, entry_command
from aux_monitor.adapters.desktop.windows_registry import UserRegistry
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.ports.autostart import Autostart, AutostartState, Starting
from aux_monitor.ports.errors import AutostartError, SettingsError

BACKGROUND = "--background"
"""Starts without a window where there is a tray, else without taking the focus."""

LARGEST = 65_536
"""An entry is a few hundred bytes; a larger file is none."""

_NAME = "aux-monitor"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Registry(Protocol):
    """Values of the current user's part of the Windows registry."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """Return a value, None where there is none; raises ``OSError``."""
        ...

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text; raises ``OSError``."""
        ...

    def delete(self, key: str, name: str) -> None:
        """Take a value away, if there is one; raises ``OSError``."""
        ...


def own_command(executable: Path, options: Sequence[str], *, frozen: bool) -> tuple[str, ...]:
    """Return the command that starts this very program again.

    ``executable`` is the interpreter as it was called: a link in a virtual environment is not
    followed, or its packages would be missing. The installed script beside it goes first; on
    Windows the interpreter without a console.
    """
    if frozen:
        return (str(executable), *options, BACKGROUND)
    script = executable.with_name(_NAME)
    if script.is_file():
        return (str(script), *options, BACKGROUND)
    silent = executable.with_name("pythonw.exe")
    interpreter = silent if silent.is_file() else executable
    return (str(interpreter), "-m", "aux_monitor", *options, BACKGROUND)


def best_autostart(command: Sequence[str], system: str, home: Path, config_home: str) -> Autostart:
    """Return the list of a system, as ``sys.platform`` calls it, for ``command``.

    ``config_home`` is what ``XDG_CONFIG_HOME`` says; as its specification asks, a path that is
    not absolute is passed over.
    """
    if system == "darwin":
        return LaunchAgent(home / "Library" / "LaunchAgents", command)
    if system == "win32":
        return RunKey(UserRegistry(import_module("winreg")), command)
    folder = Path(config_home) if Path(config_home).is_absolute() else home / ".config"
    return DesktopAutostart(folder / "autostart", command)


class DesktopAutostart:
    """An entry in ``$XDG_CONFIG_HOME/autostart``."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{_NAME}.desktop"
        self._command = tuple(command)

    def look(self) -> AutostartState:
        """Return what the entry says; one that a tool has switched off is off."""
        content = _content(self._path)
        command = None if content is None else entry_command(content.decode("utf-8", "replace"))
        return _state(command, self._command, str(self._path))

    def switch(self, *, on: bool) -> AutostartState:
        """Write the entry whole, or remove it."""
        if on:
            _write(self._path, desktop_entry(self._command))
        else:
            _remove(self._path)
        return self.look()


class LaunchAgent:
    """A property list in ``~/Library/LaunchAgents``; launchd reads it at the next login."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{_NAME}.plist"
        self._command = tuple(command)

    def look(self) -> AutostartState:
        """Return what the agent says."""
        content = _content(self._path)
        return _state(_agent_command(content), self._command, str(self._path))

    def switch(self, *, on: bool) -> AutostartState:
        """Write the agent whole, or remove it."""
        if on:
            agent = {
                "Label": _NAME,
                "ProgramArguments": list(self._command),
                "RunAtLoad": True,
                "ProcessType": "Interactive",
                "LimitLoadToSessionType": "Aqua",
            }
            _write(self._path, plistlib.dumps(agent).decode("utf-8"))
        else:
            _remove(self._path)
        return self.look()


class RunKey:
    """A value of the registry's Run key, and what Task Manager says of it beside it."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._command = tuple(command)
        self._line = subprocess.list2cmdline(self._command)

    def look(self) -> AutostartState:
        """Return what both keys say: an odd first byte of the second is "disabled"."""
        try:
            line = self._registry.read(_RUN, _NAME)
            approved = self._registry.read(_APPROVED, _NAME)
        except OSError as error:
            raise _refused("read", error) from None
        disabled = isinstance(approved, bytes) and bool(approved[:1]) and approved[0] % 2 == 1
        found = None if line is None or disabled else (str(line),)
        return _state(found, (self._line,), rf"HKEY_CURRENT_USER\{_RUN}")

    def switch(self, *, on: bool) -> AutostartState:
        """Set the value, and forget that it was ever disabled; or take both away."""
        try:
            if on:
                self._registry.write(_RUN, _NAME, self._line)
            else:
                self._registry.delete(_RUN, _NAME)
            self._registry.delete(_APPROVED, _NAME)
        except OSError as error:
            raise _refused("changed", error) from None
        return self.look()


def _state(found: tuple[str, ...] | None, own: tuple[str, ...], place: str) -> AutostartState:
    if found is None:
        return AutostartState(Starting.OFF, place)
    return AutostartState(Starting.ON if found == own else Starting.OTHER, place)


def _agent_command(content: bytes | None) -> tuple[str, ...] | None:
    """Return what an agent starts; nothing where it does not start with the login."""
    if content is None:
        return None
    try:
        agent = plistlib.loads(content)
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return None
    if not isinstance(agent, dict) or agent.get("Disabled") or not agent.get("RunAtLoad"):
        return None
    arguments = agent.get("ProgramArguments")
    return tuple(map(str, arguments)) if isinstance(arguments, list) else None


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AutostartError(f"{path} cannot be read: {error.strerror}.") from None
    return content if len(content) <= LARGEST else None


def _write(path: Path, content: str) -> None:
    try:
        replace_whole(path, content)
    except SettingsError as error:
        raise AutostartError(f"{error}.") from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise AutostartError(f"{path} cannot be removed: {error.strerror}.") from None


def _refused(done: str, error: OSError) -> AutostartError:
    reason = error.strerror or "refused"
    return AutostartError(f"The registry's Run key cannot be {done}: {reason}.")
