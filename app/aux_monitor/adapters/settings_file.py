"""The settings file on disk: read whole, replaced whole, never half written."""

from __future__ import annotations

import contextlib
import os
from itertools import count
from pathlib import Path

from aux_monitor.adapters.resources import find_text, read_text
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.settings.codec import decode_settings, encode_settings
from aux_monitor.settings.decoding import Place, TomlText
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.schema import Settings


class SettingsFile:
    """One user's settings file. It is created with its folder at the first save."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Return where the file lies, or will."""
        return self._path

    def read(self) -> Settings:
        """Return the settings of the file; the defaults when there is none.

        Raises:
            SettingsError: naming the file, and the setting where one is at fault.
        """
        text = find_text(self._path)
        return Settings() if text is None else decode_settings(TomlText(str(self._path), text))

    def write(self, settings: Settings) -> Path | None:
        """Replace the file by one that holds ``settings``, readable by its owner alone.

        The old file stays whole until the new one is on the disk. A symbolic link stays a link:
        the file it points at is replaced. A file that cannot be read is moved aside before, for
        it holds what somebody wrote; returned is where it lies then, None for any other.

        Raises:
            SettingsError: when a setting is out of its range or the file cannot be written.
        """
        text = encode_settings(settings, str(self._path))
        aside = self._move_aside() if self._unreadable() else None
        try:
            replace_whole(self._path, text)
        except SettingsError:
            if aside is not None:
                with contextlib.suppress(OSError):  # it is whole where it lies now
                    aside.rename(os.path.realpath(self._path))
            raise
        return aside

    def replace(self, settings: Settings) -> Path | None:
        """Do as ``write``, and keep the file as it was beside it; return where, None if none was.

        Raises:
            SettingsError: when either file cannot be written; the old one is then as it was.
        """
        if self._unreadable() or find_text(self._path) is None:
            return self.write(settings)
        kept = self._path.with_name(f"{self._path.name}.bak")
        replace_whole(kept, read_text(self._path))
        self.write(settings)
        return kept

    async def save(self, settings: Settings) -> Path | None:
        """Do as ``write`` in a worker thread: reaching the disk can take a while."""
        import asyncio  # noqa: PLC0415 - the first paint does not wait for it

        return await asyncio.to_thread(self.write, settings)

    def _unreadable(self) -> bool:
        """Return whether there is a file whose settings cannot be had."""
        try:
            self.read()
        except SettingsError:
            return os.path.isfile(self._path)  # noqa: PTH113 - a folder that is shut is no error
        return False

    def _move_aside(self) -> Path:
        """Rename the file to a free name beside it."""
        old = Path(os.path.realpath(self._path))
        names = (old.with_name(f"{old.name}.unreadable-{number}") for number in count(1))
        free = next(name for name in names if not os.path.lexists(name))
        try:
            return old.rename(free)
        except OSError as error:
            raise Place(str(self._path)).error(
                f"cannot be read, and cannot be moved aside either: {error.strerror}"
            ) from None


def read_settings(path: Path) -> Settings:
    """Return the settings of any file, checked as a whole.

    Raises:
        SettingsError: naming the file, and the setting where one is at fault.
    """
    return decode_settings(TomlText(str(path), read_text(path)))
