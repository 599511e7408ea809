"""Sounds beside notices, where a person asked for them and the desktop plays none itself.

The sounds are those of the desktop's theme, by the names of the freedesktop Sound Naming
Specification. ``canberra-gtk-play`` knows every theme; the sound servers' own players are given
the file that the theme "freedesktop", which all others fall back on, has for the name.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import assert_never

from aux_monitor.ports.notifier import Urgency
from aux_monitor.settings.schema import SoundSettings

_LOG = logging.getLogger(__name__)

_FILE_PLAYERS = ("pw-play", "paplay")
_ENDINGS = (".oga", ".ogg", ".wav")


class Chimes:
    """A ``Chime`` that a person's settings choose, as they are at the time.

    ``beep`` is what is left where nothing can play a sound of the theme. A sound that is still
    being played keeps the next one silent, and none is played for longer than ``timeout_s``.
    """

    def __init__(
        self,
        settings: Callable[[], SoundSettings],
        beep: Callable[[], None],
        *,
        timeout_s: float = 10.0,
    ) -> None:
        self._settings = settings
        self._beep = beep
        self._timeout_s = timeout_s
        self._playing: threading.Thread | None = None

    def name_of(self, urgency: Urgency) -> str:
        """Return the sound of a notice, empty for none."""
        settings = self._settings()
        match urgency:
            case Urgency.CRITICAL:
                return settings.critical_sound if settings.critical else ""
            case Urgency.NORMAL:
                return settings.warning_sound if settings.warning else ""
            case Urgency.LOW:
                return ""  # an end wakes nobody
            case _ as unreachable:  # pragma: no cover
                assert_never(unreachable)

    def play(self, name: str) -> None:
        """Begin to play a sound; what keeps it from being heard is a line in the log."""
        if self._playing is not None and self._playing.is_alive():
            return
        command = _command(name)
        if command is None:
            _LOG.info("Nothing here plays the sound %s: the desktop's bell does instead.", name)
            self._beep()
            return
        # Waiting for the player's end is a thread's work: it neither holds the window up nor
        # leaves the process behind unwaited for.
        self._playing = threading.Thread(
            target=self._run, args=(command,), name="sound", daemon=True
        )
        self._playing.start()

    def _run(self, command: tuple[str, ...]) -> None:
        try:
            subprocess.run(  # noqa: S603 - a player, and a name or file of the sound theme
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=self._timeout_s,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            why = type(error).__name__
            _LOG.info("The sound could not be played by %s (%s).", Path(command[0]).name, why)


def _command(name: str) -> tuple[str, ...] | None:
    """Return what plays a sound of the theme here, None where nothing does."""
    if sys.platform != "linux":
        return None
    themed = shutil.which("canberra-gtk-play")
    if themed is not None:
        return themed, "--id", name, "--description", "AUX Monitor"
    found = next((file for file in _files(name) if file.is_file()), None)
    players = (player for player in map(shutil.which, _FILE_PLAYERS) if player is not None)
    player = next(players, None)
    return None if found is None or player is None else (player, str(found))


def _files(name: str) -> Iterator[Path]:
    """Yield where the theme "freedesktop" may have a sound, after the Base Directory rules."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (home, *shared.split(":")):
        for ending in _ENDINGS:
            yield Path(folder, "sounds", "freedesktop", "stereo", f"{name}{ending}")
