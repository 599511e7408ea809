"""The settings file on disk: read whole, replaced whole, never half written."""

from __future__ import annotations

from pathlib import Path

from aux_monitor.adapters.resources import find_text
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.settings.codec import decode_settings, encode_settings
from aux_monitor.settings.decoding import TomlText
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
        replace_whole(self._path, encode_settings(settings, str(self._path)))

    async def save(self, settings: Settings) -> None:
        """Do as ``write`` in a worker thread: reaching the disk can take a while."""
        import asyncio  # noqa: PLC0415 - the first paint does not wait for it

        await asyncio.to_thread(self.write, settings)
