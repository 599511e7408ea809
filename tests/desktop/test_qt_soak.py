"""The installed PySide6 on this Python bears many calls."""

from __future__ import annotations

import os
import subprocess
import sys

CALLS = 200_000

_SOAK = f"""
from PySide6.QtCore import QObject, QPointF, QRect, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

class Speaker(QObject):
    said = Signal(object)

app = QApplication([])
widget, speaker, heard = QWidget(), Speaker(), []
speaker.said.connect(heard.append)
image = QImage(64, 64, QImage.Format.Format_RGB32)
painter = QPainter(image)
rounds = {CALLS} // 10
for index in range(rounds):
    widget.setMinimumSize(QSize(index % 500, 10))
    widget.resize(100 + index % 50, 100)
    widget.setToolTip(str(index))
    widget.rect().adjusted(1, 1, -1, -1)
    painter.setPen(QColor(index % 256, 0, 0))
    painter.drawLine(QPointF(0, 0), QPointF(index % 64, 63))
    painter.fillRect(QRect(0, 0, 2, 2), QColor("#102030"))
    speaker.said.emit((index, None))
    widget.setProperty("index", index)
    widget.isVisible()
    heard.clear() if index % 100 == 0 else None
painter.end()
print(f"made {{rounds * 10}} calls")
"""


def test_two_hundred_thousand_calls_do_not_abort() -> None:
    """Qt is called 200,000 times in a process of its own, which ends by itself, in order.

    PySide6 6.12.0 on Python 3.11 loses references and aborts after some 5,000.
    """
    ran = subprocess.run(  # noqa: S603 - this Python, with the text above
        [sys.executable, "-c", _SOAK],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"made {CALLS} calls\n"
