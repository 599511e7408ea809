"""The process in which drawing is measured: prints its times in milliseconds as one JSON line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from aux_monitor.adapters.resources import resource_root
from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import FigureView, TileView
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.export import encode_png
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.theme import Theme, ThemeName, load_theme
from aux_monitor.ui.tile import Tile
from tests.ui.pictures import WINDOW_SIZES, render_frame, render_overview
from tests.ui.sample_views import incident, tile, wave

TILES, COLUMNS, UPDATES, EXPORTS = 90, 10, 60, 11
SCREEN = QSize(1920, 1080)


def main() -> int:
    """Measure and print."""
    application = QApplication(sys.argv)
    theme = load_theme(resource_root(), ThemeName.DARK)
    times = {
        "labels": label_updates(application),
        "tiles": tile_updates(theme, application),
        "png_1x": window_exports(theme, application, SnapshotScale.ONE),
        "png_4k": window_exports(theme, application, SnapshotScale.FOUR_K),
        "headless_1x": headless_exports(theme, SnapshotScale.ONE),
        "headless_4k": headless_exports(theme, SnapshotScale.FOUR_K),
    }
    print(json.dumps(times), flush=True)  # noqa: T201 - its answer to the bench
    return 0


def views(turn: int) -> list[TileView]:
    """Return 90 live tiles; every figure, age and line differs from the turn before."""
    line = wave(1, 120, 180, 20, count=64 + UPDATES)
    level = Level.BREACH if turn % 10 == 9 else Level.ON_TARGET
    return [
        replace(
            tile(f"Figure {number}", "0", "ms", foot="target < 150 ms", limit=150),
            figure=FigureView(f"{100 + (turn * 7 + number) % 90}.{turn % 10}", "ms"),
            level=level,
            word=level.value,
            age=f"{turn % 60} s",
            spark=line[turn : turn + 64],
        )
        for number in range(TILES)
    ]


def tile_updates(theme: Theme, application: QApplication) -> list[float]:
    """Return the times from 90 new views to 90 painted tiles in a window on the screen."""
    tiles = [Tile(theme, view) for view in views(0)]
    window = shown(tiles, application)
    turns = [views(turn) for turn in range(1, 1 + UPDATES)]

    def update(turn: list[TileView]) -> None:
        for each, view in zip(tiles, turn, strict=True):
            each.show_view(view)
        window.repaint()

    times = [_timed(partial(update, turn)) for turn in turns]
    window.close()
    return times


def label_updates(application: QApplication) -> list[float]:
    """Return the same for 90 of Qt's own labels that change their text: what any drawing costs."""
    labels = [QLabel("0") for _ in range(TILES)]
    window = shown(labels, application)

    def update(turn: int) -> None:
        for number, label in enumerate(labels):
            label.setText(f"{100 + (turn * 7 + number) % 90}.{turn % 10} ms")
        window.repaint()

    times = [_timed(partial(update, turn)) for turn in range(1, 1 + UPDATES)]
    window.close()
    return times


def shown(widgets: Sequence[QWidget], application: QApplication) -> QWidget:
    """Return a window on the screen with the widgets in ten columns."""
    window = QWidget()
    window.resize(SCREEN)
    grid = QGridLayout(window)
    for number, each in enumerate(widgets):
        grid.addWidget(each, number // COLUMNS, number % COLUMNS)
    on_screen(window, application)
    return window


def on_screen(window: QWidget, application: QApplication) -> None:
    """Show a window, and return when it is there."""
    window.show()
    if not QTest.qWaitForWindowExposed(window):
        raise RuntimeError("the window never came on the screen: nothing would be drawn")
    application.processEvents()


def window_exports(theme: Theme, application: QApplication, scale: SnapshotScale) -> list[float]:
    """Return the times from asking for a picture of an open window to the bytes of its PNG.

    At 1x the page is drawn again as it stands; at 4K it is made and laid out anew.
    """
    frame = Frame(theme)
    frame.show_overview(incident())
    frame.attach_plots()
    frame.resize(SCREEN)
    on_screen(frame, application)

    def export() -> None:
        encode_png(render_frame(frame, scale, None), ())

    times = [_timed(export) for _ in range(EXPORTS)]
    frame.close()
    return times


def headless_exports(theme: Theme, scale: SnapshotScale) -> list[float]:
    """Return the times from an overview's view to the bytes of its PNG, without a window."""

    def export() -> None:
        encode_png(render_overview(incident(), theme, SCREEN, WINDOW_SIZES[scale].ratio, None), ())

    return [_timed(export) for _ in range(EXPORTS)]


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
