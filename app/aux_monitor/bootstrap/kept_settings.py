"""The settings of a running window, and the file they are kept in."""

from __future__ import annotations

import asyncio
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.adapters.settings_file import read_settings
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.bootstrap.ground import OVERLAY, Ground
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.ports.errors import SettingsError
from aux_monitor.settings.codec import encode_settings
from aux_monitor.settings.language import tr
from aux_monitor.settings.leaves import merged
from aux_monitor.settings.schema import LayoutSettings, Settings


class KeptSettings:
    """``stored`` are the settings that a person asked for, kept or not.

    ``problem`` says why the file could not be read, until it is written anew.
    """

    def __init__(self, ground: Ground) -> None:
        self._file = ground.file
        self._known = ground.stored
        self._one_at_a_time = asyncio.Lock()
        self.stored = ground.stored
        self.problem = ground.problems.get(ProblemTopic.SETTINGS, "")

    @property
    def arranged(self) -> bool:
        """Return whether tiles were arranged since the file was written."""
        return self.stored.layout != self._known.layout

    def arrange(self, layout: LayoutSettings) -> None:
        """Take another arrangement of the tiles; the next ``save`` keeps it."""
        self.stored = replace(self.stored, layout=layout)

    @property
    def path(self) -> Path:
        """Return where they are kept."""
        return self._file.path

    async def save(self, settings: Settings) -> str:
        """Keep what was changed; return a sentence on what else happened, empty for nothing.

        What an editor or the command line wrote into the file meanwhile stays as it is there.
        The arrangement of the tiles is the one of ``arrange``: no page changes it.

        Raises:
            SettingsError: the file cannot be written; ``stored`` are the changed settings still.
        """
        async with self._one_at_a_time:
            return await self._write(replace(settings, layout=self.stored.layout))

    async def save_layout(self) -> None:
        """Keep the arrangement of the tiles, and whatever else is not kept yet.

        Raises:
            SettingsError: the file cannot be written.
        """
        async with self._one_at_a_time:
            await self._write(self.stored)

    async def _write(self, asked: Settings) -> str:
        merged_in = await asyncio.to_thread(self._merged, asked)
        moved = self.stored.layout != asked.layout  # while the file was read
        self.stored = replace(merged_in, layout=self.stored.layout) if moved else merged_in
        written = self.stored
        aside = await self._file.save(written)
        self._known = written
        self.problem = ""
        return (
            ""
            if aside is None
            else tr("The file could not be read; it is kept as {aside}.", aside=aside)
        )

    async def take_in(self, path: Path) -> str:
        """Put the settings of a file in place of those kept; return a sentence on how it went.

        Raises:
            SettingsError: naming what is wrong with that file, or with writing this one.
        """
        settings = await asyncio.to_thread(read_settings, path)
        async with self._one_at_a_time:
            kept = await asyncio.to_thread(self._file.replace, settings)
            self.stored = self._known = settings
            self.problem = ""
        return imported_words(path, kept)

    async def give_out(self, path: Path) -> str:
        """Write the settings to a file; return a sentence that says so.

        Raises:
            SettingsError: the file cannot be written.
        """
        text = exported_text(self.stored, self._file.path)
        await asyncio.to_thread(replace_whole, path, text)
        return exported_words(path)

    def _merged(self, settings: Settings) -> Settings:
        try:
            return merged(self._known, settings, self._file.read())
        except SettingsError:
            return settings


def exported_text(settings: Settings, file: Path) -> str:
    """Return the settings as one TOML text that says what is not in it; ``file`` is their home."""
    return (
        "# The settings of AUX Monitor. Tokens and channels' addresses are secrets and are not\n"
        "# among them. Changes to KPIs and triggers stand in a file of their own:\n"
        f"# {_printable(file.parent / OVERLAY)}\n\n"
    ) + encode_settings(settings, str(file))


def imported_words(path: Path, kept: Path | None) -> str:
    """Return the sentence on an import; ``kept`` is where the settings before it are."""
    before = "" if kept is None else " " + tr("Those before are kept as {kept}.", kept=kept)
    return f"{tr('The settings of {path} are in use.', path=path)}{before}"


def exported_words(path: Path) -> str:
    """Return the sentence on an export."""
    return tr("The settings, without any secret, were written to {path}.", path=path)


def _printable(path: Path) -> str:
    """Return a path that cannot end the comment it stands in."""
    return "".join(mark if mark.isprintable() else "?" for mark in str(path))
