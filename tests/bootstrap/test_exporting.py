"""What the window exports, copies and hides when it is asked to, and by itself."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from aux_monitor.adapters.exported_file import png_texts
from aux_monitor.bootstrap.comparing import run_diff, run_verify
from aux_monitor.bootstrap.scheduling import Scheduling
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.errors import ExportError
from aux_monitor.services.export_intents import (
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
    SetPrivate,
)
from aux_monitor.settings.schema import SnapshotSettings, SnapshotSize
from aux_monitor.ui.pages import Page
from tests.bootstrap.test_desk import World, opened, said
from tests.conftest import ExpectedWarnings

SPEED = MetricId("response_time_avg")
WINDOW = Export(ExportSubject.WINDOW, ExportFormat.PNG)
TABLE = Export(ExportSubject.TILE, ExportFormat.JSON, metric=SPEED)


def sight_of(world: World, path: Path) -> None:
    """Give the window a figure and a place for its files."""
    world.level(317.25)
    world.desk._exporting._folder = path


def test_what_is_asked_for_is_written_and_said(tmp_path: Path, qtbot: QtBot) -> None:
    """A picture of the window and the data of one KPI lie in the folder, and the window says so."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path / "out")
            await world.ask(WINDOW)
            (picture,) = (tmp_path / "out").iterdir()
            assert said(world.window) == f"Saved {picture}"
            texts = png_texts(picture.read_bytes(), "x")
            # A window that nobody has seen yet has no size: its picture has the usual one.
            assert QImage(str(picture)).width() == 1920
            assert len(texts["aux-monitor.config"]) == 16
            await world.ask(replace(TABLE, path=tmp_path / "speed.json"))
            known = json.loads((tmp_path / "speed.json").read_text("utf-8"))
            assert known["metrics"][0]["value"] == 317.25
            assert known["config"] == texts["aux-monitor.config"]

    asyncio.run(story())


def test_the_clipboard_gets_a_picture_or_text(tmp_path: Path, qtbot: QtBot) -> None:
    """A PNG as a picture, anything else as lines for a message."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path)
            world.window.show()
            await world.ask(replace(WINDOW, clipboard=True))
            assert QGuiApplication.clipboard().image().size() == world.window.frame.size()
            await world.ask(replace(TABLE, clipboard=True))
            assert "317.25 ms (breach, fresh)" in QGuiApplication.clipboard().text()

    asyncio.run(story())


def test_what_cannot_be_exported_is_said(
    tmp_path: Path, qtbot: QtBot, expected_warnings: ExpectedWarnings
) -> None:
    """One sentence in the window, and no file."""
    expected_warnings("There is no KPI")
    expected_warnings("cannot be written")

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path)
            tile = Export(ExportSubject.TILE, ExportFormat.PNG, metric=MetricId("nothing"))
            await world.ask(tile)
            assert said(world.window) == "There is no KPI 'nothing'."
            (tmp_path / "taken.png").mkdir()
            await world.ask(replace(WINDOW, path=tmp_path / "taken.png"))
            assert "it is a folder" in said(world.window)

    asyncio.run(story())
    assert not [path for path in tmp_path.rglob("*.png") if path.is_file()]


def test_private_mode_hides_the_window_and_every_file(tmp_path: Path, qtbot: QtBot) -> None:
    """The figure is in no title, tray, picture's record, table or document until it is over."""

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path)
            world.window.frame.show_page(Page.PERFORMANCE)
            await world.ask(SetPrivate(on=True))
            assert "PRIVATE" not in said(world.window)
            assert "hidden" in said(world.window)
            for form in (ExportFormat.PNG, ExportFormat.JSON, ExportFormat.CSV):
                path = tmp_path / f"hidden.{form.value}"
                await world.ask(Export(ExportSubject.WINDOW, form, path=path))
                assert b"317" not in path.read_bytes().split(b"IDAT")[0]
            assert "317" not in world.window.windowTitle()
            world.desk.show_settings()
            assert world.window.frame.page is Page.PERFORMANCE
            assert "leave private mode first" in said(world.window)
            await world.ask(SetPrivate())
            await world.ask(replace(TABLE, path=tmp_path / "shown.json"))
            assert "317.25" in (tmp_path / "shown.json").read_text("utf-8")

    asyncio.run(story())


def test_the_schedule_names_keeps_and_marks_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    """Each has its time in its name and its mark in the file; the oldest goes, a copy stays."""
    settings = SnapshotSettings(
        folder=str(tmp_path / "kept"), every_s=60, keep=2, size=SnapshotSize.ONE
    )

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path)
            schedule = Scheduling(world.desk._exporting, world.desk._sight, tmp_path)
            await schedule.take(settings, 1_795_443_540.0)
            first = tmp_path / "kept" / "aux-2026-11-23-141900.png"
            assert png_texts(first.read_bytes(), "x")["aux-monitor.scheduled"] == "true"
            (tmp_path / "kept" / "holiday.png").write_bytes(first.read_bytes())
            for minute in (1, 2):
                await schedule.take(settings, 1_795_443_540.0 + 60 * minute)
            names = sorted(path.name for path in (tmp_path / "kept").iterdir())
            assert names == [
                "aux-2026-11-23-142000.png",
                "aux-2026-11-23-142100.png",
                "holiday.png",
            ]

    asyncio.run(story())


def test_two_files_are_compared_and_one_is_verified(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a picture and a document alike, as a table, as JSON and as a picture."""
    before, after = tmp_path / "before.png", tmp_path / "after.json"

    async def story() -> None:
        async with opened(tmp_path, qtbot) as world:
            sight_of(world, tmp_path)
            await world.ask(replace(WINDOW, path=before))
            world.level(120.5)
            await world.ask(Export(ExportSubject.WINDOW, ExportFormat.JSON, path=after))

    asyncio.run(story())
    assert run_verify(before) == 0
    assert "Average response time: 317.25 ms, breach, fresh" in capsys.readouterr().out
    assert run_diff(before, after, None, as_json=False) == 0
    assert "317.25 ms → 120.5 ms (-196.75), breach → on target" in capsys.readouterr().out
    assert run_diff(before, after, None, as_json=True) == 0
    (moved,) = json.loads(capsys.readouterr().out)["moved"]
    assert (moved["id"], moved["change"]) == (SPEED, -196.75)
    with pytest.raises(ExportError, match="did not write it"):
        run_verify(_foreign(tmp_path))


def _foreign(folder: Path) -> Path:
    path = folder / "other.json"
    path.write_text('{"version": "1", "taken_at": "", "sources": [], "metrics": []}', "utf-8")
    return path


def test_the_picture_size_of_an_export_is_its_own() -> None:
    """Without a width a picture is as large as what it shows."""
    assert not PictureSize(2.0).is_fixed
    assert PictureSize(1.0, 1280, 720).is_fixed
