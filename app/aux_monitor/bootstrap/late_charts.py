"""Brings the charts' curves in after the first paint, while the window goes on answering.

numpy and pyqtgraph take half a second to import. numpy knows no Qt and is imported beside the
loop. pyqtgraph copies every name of Qt's modules; PySide makes each class when its name is first
asked for, a quarter of a second in all, and is not written for two threads that ask at once. So
the names are asked for here first, a few between two turns of the loop. What is left of pyqtgraph
only defines classes of its own, and is imported beside the loop too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from time import perf_counter
from types import ModuleType

from aux_monitor.ui.frame import Frame

TURN_S = 0.01
"""How long the loop is held at a time; a single class can take a little longer."""

_COPIED = ("QtCore", "QtGui", "QtWidgets")
_ALONG = ("QtSvg", "QtOpenGL", "QtOpenGLWidgets", "QtTest")
_CHARTS = "aux_monitor.ui.charts"


async def attach_charts(frame: Frame) -> None:
    """Return when every chart of the overview draws its curves."""
    await asyncio.to_thread(import_module, "numpy")
    await _in_turns(_names())
    await asyncio.to_thread(import_module, _CHARTS)
    await _in_turns(frame.attaching())


def _names() -> Iterator[None]:
    """Ask Qt's modules for what pyqtgraph will ask for, one name at a step."""
    for name in (*_COPIED, *_ALONG):
        module: ModuleType = import_module(f"PySide6.{name}")
        yield
        if name in _COPIED:
            for each in dir(module):
                getattr(module, each)
                yield


async def _in_turns(steps: Iterator[None]) -> None:
    """Take all steps, and let the loop turn whenever they have held it for ``TURN_S``."""
    begun = perf_counter()
    for _ in steps:
        if perf_counter() - begun > TURN_S:
            await asyncio.sleep(0)
            begun = perf_counter()
