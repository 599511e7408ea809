"""The settings file on disk: read whole, replaced whole, never half written."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from pathlib import Path

from aux_monitor.adapters.resources import find_text
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

    def write(self, settings: Settings) -> None:
        """Replace the file by one that holds ``settings``, readable by its owner alone.

        The old file stays whole until the new one is on the disk. A symbolic link stays a link:
        the file it points at is replaced.

        Raises:
            SettingsError: when a setting is out of its range or the file cannot be written.
        """
        text = encode_settings(settings, str(self._path))
        target = Path(os.path.realpath(self._path))
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(target, text.encode("utf-8"))
        except OSError as error:
            raise _sentence(self._path, error) from None

    async def save(self, settings: Settings) -> None:
        """Do as ``write`` in a worker thread: reaching the disk can take a while."""
        await asyncio.to_thread(self.write, settings)


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the renaming itself to the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentence(path: Path, error: OSError) -> SettingsError:
    place = Place(str(path))
    match error:
        case IsADirectoryError():
            return place.error("is a folder, so no settings can be written there")
        case PermissionError():
            return place.error("cannot be written (permission denied)")
        case _:
            return place.error(f"cannot be written: {error.strerror}")
