"""Themes for documents: their text can be searched and copied, and keeps its weight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace
from PySide6.QtGui import QFont

from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_SUBSTITUTIONS = ("tnum", "calt")
"""OpenType features that put other glyphs in place of figures and signs: what a PDF calls those
is not what they mean (Inter keeps them where Unicode leaves room for private use)."""

_WEIGHT = QFont.Tag("wght")


Dress: TypeAlias = Callable[[Theme], Theme]
"""Makes of a theme at its final scale the one that something is drawn with."""


def on_screen(theme: Theme) -> Theme:
    """Return the theme itself: a picture of pixels looks as the screen does."""
    return theme


def printable(theme: Theme, *, named_weights: bool = False) -> Theme:
    """Return the theme with fonts whose glyphs are named for what they show.

    ``named_weights`` is for SVG, which names a font's weight and knows no variable axis.
    """
    fonts = {
        style: _printable(theme.font(style), named_weights=named_weights) for style in TextStyle
    }
    return replace(theme, _fonts=fonts, _kept={})


def _printable(font: QFont, *, named_weights: bool) -> QFont:
    made = QFont(font)
    for feature in _SUBSTITUTIONS:
        made.setFeature(QFont.Tag(feature), 0)
    if named_weights:
        made.setWeight(QFont.Weight(round(font.variableAxisValue(_WEIGHT) / 100) * 100))
    return made


FOR_PDF: Dress = printable
FOR_SVG: Dress = partial(printable, named_weights=True)
