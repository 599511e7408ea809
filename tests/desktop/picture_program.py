"""Prints the size and a digest of pictures of one window, for whatever display it is run on."""

from __future__ import annotations

import hashlib
import json
import sys

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aux_monitor.adapters.resources import resource_root
from aux_monitor.presentation.provenance import Stamp
from aux_monitor.services.export_intents import PICTURE_SIZES, SizeChoice
from aux_monitor.services.intents import SnapshotScale
from aux_monitor.ui.frame import Frame
from aux_monitor.ui.snapshot import render_window
from aux_monitor.ui.theme import ThemeName, load_theme
from tests.ui import sample_views
from tests.ui.pictures import render_tile

SIZE = QSize(1001, 701)


def main() -> int:
    """Draw and print."""
    application = QApplication(sys.argv)
    theme = load_theme(resource_root(), ThemeName.DARK)
    view = sample_views.incident()
    frame = Frame(theme)
    frame.resize(SIZE)
    frame.show_overview(replace(view, sections=view.sections[:2]))
    frame.attach_plots()
    frame.show()
    if not QTest.qWaitForWindowExposed(frame):
        return 1
    frame.setFocus()  # as in the program's window: whether a button has it, a desktop decides
    frame.resize(SIZE)
    application.processEvents()
    stamp: Stamp | None = None
    pictures = {
        choice.value: render_window(frame, PICTURE_SIZES[choice], stamp) for choice in SizeChoice
    }
    pictures["tile"] = render_tile(view.sections[0].tiles[0], theme, SnapshotScale.TWO, stamp)
    told = {
        name: (image.width(), image.height(), digest(image)) for name, image in pictures.items()
    }
    print(json.dumps({"ratio": frame.devicePixelRatio(), "pictures": told}))  # noqa: T201
    return 0


def digest(image: QImage) -> str:
    """Return a hash of a picture's pixels."""
    return hashlib.sha256(bytes(image.constBits())).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
