"""The rail's icons: strokes on a grid of 24 units, from ``resources/icons/rail.svg``.

The file is read here and not by Qt's SVG module, which no start has the time to load.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from aux_monitor.ui.actions import ActionId
from aux_monitor.ui.theme import Theme, ThemeError

_ICON = re.compile(r'<g id="(\w+)"[^>]*>(.*?)</g>', re.DOTALL)
_SHAPE = re.compile(r"<(\w+) ([^>]*)/>")
_VALUE = re.compile(r'"([^"]*)"')


class RailIcons:
    """The icons of the file, read once for a theme (see ``Theme.kept``)."""

    def __init__(self, theme: Theme) -> None:
        self._file = theme.resources / "icons" / "rail.svg"
        try:
            self._icons = dict(_ICON.findall(self._file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise ThemeError(f"The icons {self._file} cannot be read: {error}.") from error

    def path(self, action: ActionId) -> QPainterPath:
        """Return an action's strokes; raise ``ThemeError`` where the file has none."""
        path = QPainterPath()
        try:
            for name, attributes in _SHAPE.findall(self._icons[action.value]):
                _add(path, name, _VALUE.findall(attributes))
        except (KeyError, ValueError) as error:
            said = f"The icons {self._file} are wrong: {action.value}, {error}."
            raise ThemeError(said) from error
        return path


def _add(path: QPainterPath, name: str, values: list[str]) -> None:
    match name:
        case "path":
            _draw(path, values[0].split())
        case "circle":
            x, y, radius = map(float, values)
            path.addEllipse(QPointF(x, y), radius, radius)
        case "rect":
            x, y, width, height, radius = map(float, values)
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        case _:
            raise ValueError(name)


def _draw(path: QPainterPath, words: list[str]) -> None:
    """Draw steps such as ``M3 4``, ``L5 6`` and ``C1 2 3 4 5 6``."""
    at = 0
    while at < len(words):
        step = words[at][0]
        numbers = [float(word) for word in (words[at][1:], *words[at + 1 : at + _TAKEN[step]])]
        at += _TAKEN[step]
        if step == "M":
            path.moveTo(*numbers)
        elif step == "L":
            path.lineTo(*numbers)
        else:
            path.cubicTo(*numbers)


_TAKEN = {"M": 2, "L": 2, "C": 6}
"""How many numbers each step has."""
