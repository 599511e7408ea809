"""Tiles arranged in the window: shown at once, kept in the file, and never lost to another save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from aux_monitor.bootstrap.arranging import Arranging
from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.kept_settings import KeptSettings
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.level import Level
from aux_monitor.services.supervisor import Job
from aux_monitor.settings.codec import decode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.schema import GitHubSettings, LayoutSettings, Settings
from tests.conftest import ExpectedWarnings

PINNED = LayoutSettings(pinned=("mttr",))
HIDDEN = LayoutSettings(hidden=("mttr",))
WATCHED = GitHubSettings(repositories=("aux/protocol",))


class Story:
    """A window's owner: its settings, its jobs, and what it was told."""

    def __init__(self, home: Path) -> None:
        self.path = home / "config.toml"
        self.kept = KeptSettings(lay_ground(Options(config=self.path, data=home / "data")))
        self.drawn: list[LayoutSettings] = []
        self.told: list[tuple[Level, str]] = []
        self.jobs: list[asyncio.Task[None]] = []
        self.arranging = Arranging(self.kept, self._draw, self._once, self._tell)

    def run(self, steps: Callable[[], None]) -> None:
        """Take steps inside a loop, and wait for the jobs they begin."""

        async def story() -> None:
            steps()
            await asyncio.gather(*self.jobs)

        asyncio.run(story())

    @property
    def file(self) -> Settings:
        """The settings as the file has them."""
        return decode_settings(TomlText(str(self.path), self.path.read_text()))

    def _draw(self) -> None:
        self.drawn.append(self.kept.stored.layout)

    def _once(self, name: str, job: Job) -> None:
        async def run() -> None:
            await job()

        self.jobs.append(asyncio.create_task(run(), name=name))

    def _tell(self, level: Level, sentence: str) -> None:
        self.told.append((level, sentence))


def test_a_layout_is_drawn_at_once_and_kept(tmp_path: Path) -> None:
    """And is there at the next start; nothing need be said of it."""
    story = Story(tmp_path)
    story.run(lambda: story.arranging.arrange(PINNED))
    assert story.drawn == [PINNED]
    assert story.file.layout == PINNED
    assert story.told == []
    assert Story(tmp_path).kept.stored.layout == PINNED


def test_of_many_quick_changes_the_last_one_stays(tmp_path: Path) -> None:
    """They are written one after the other, by one job."""
    story = Story(tmp_path)
    layouts = [LayoutSettings(order=("a", "b", "c")[:count]) for count in (1, 2, 3)]

    def hurry() -> None:
        for layout in layouts:
            story.arranging.arrange(layout)

    story.run(hurry)
    assert story.drawn == layouts
    assert len(story.jobs) == 1
    assert story.file.layout == layouts[-1]


def test_a_layout_that_cannot_be_kept_is_used_and_said(
    tmp_path: Path, expected_warnings: ExpectedWarnings
) -> None:
    """One sentence; the next change is written with it once the file can be."""
    expected_warnings("is a folder")
    story = Story(tmp_path)
    story.path.mkdir()
    story.run(lambda: story.arranging.arrange(PINNED))
    assert story.kept.stored.layout == PINNED
    assert [level for level, sentence in story.told if "is a folder" in sentence] == [Level.BREACH]
    story.path.rmdir()
    story.jobs.clear()
    story.run(lambda: story.arranging.arrange(HIDDEN))
    assert story.file.layout == HIDDEN


def test_a_page_that_saves_older_settings_leaves_the_layout(tmp_path: Path) -> None:
    """A form opened before tiles were moved knows nothing of them."""
    story = Story(tmp_path)
    before = story.kept.stored
    story.run(lambda: story.arranging.arrange(PINNED))
    asyncio.run(story.kept.save(replace(before, github=WATCHED)))
    assert story.kept.stored == story.file == replace(before, github=WATCHED, layout=PINNED)


def test_tiles_arranged_while_settings_are_saved_are_kept_too(tmp_path: Path) -> None:
    """Whichever is written first."""
    story = Story(tmp_path)
    before = story.kept.stored

    async def both() -> None:
        saving = asyncio.ensure_future(story.kept.save(replace(before, github=WATCHED)))
        await asyncio.sleep(0)
        story.arranging.arrange(PINNED)
        await saving
        await asyncio.gather(*story.jobs)

    asyncio.run(both())
    assert story.file == replace(before, github=WATCHED, layout=PINNED)


def test_a_layout_that_an_editor_wrote_is_taken_with_the_next_save(tmp_path: Path) -> None:
    """As any other setting of the file is."""
    story = Story(tmp_path)
    story.path.write_text('[layout]\nhidden = ["mttr"]\n')
    asyncio.run(story.kept.save(replace(story.kept.stored, github=WATCHED)))
    assert story.kept.stored.layout == story.file.layout == HIDDEN
