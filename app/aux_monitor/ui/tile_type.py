"""Type for tiles: texts become placed glyphs once, and are drawn many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGlyphRun, QPainter, QTextLayout

from aux_monitor.ui.fonts import TextStyle
from aux_monitor.ui.theme import Theme

_KEPT_TEXTS = 1024
_KEPT_FORMS = 256
_DIGITS = "0123456789"
_EVEN = str.maketrans("123456789", "000000000")
_ORIGIN = QPointF(0.0, 0.0)

SET_PEN = QPainter.setPen
DRAW_GLYPHS = QPainter.drawGlyphRun
_SET_GLYPHS = QGlyphRun.setGlyphIndexes
"""Methods at hand, for what is called for every tile of every answer.

PySide6 looks a method up through its own layer each time (0.2 us of 0.6 that a short call takes).
"""


class Pen(Enum):
    """The fonts a tile writes with."""

    FIGURE = TextStyle.FIGURE
    NAME = TextStyle.BODY
    SMALL = TextStyle.SMALL
    STRONG = TextStyle.SMALL_STRONG
    MARK = TextStyle.MARK

    __hash__ = object.__hash__  # a member is itself alone, and Enum's own is written in Python


class Shaped(Struct, frozen=True):
    """A text whose glyphs are chosen and placed; ``width`` and ``ascent`` in pixels."""

    glyphs: tuple[QGlyphRun, ...]
    width: float
    ascent: float


class FigureForm(Struct, frozen=True):
    """Places for the characters of every figure of one form; ``width`` and ``ascent`` in pixels.

    ``glyphs`` holds the font's glyph of each character.
    """

    run: QGlyphRun
    glyphs: Mapping[str, int]
    width: float
    ascent: float

    def of(self, text: str) -> QGlyphRun:
        """Return a figure of this form; draw it before the next is asked for."""
        _SET_GLYPHS(self.run, [self.glyphs[each] for each in text])
        return self.run


class Line(Struct, frozen=True, gc=False):
    """Glyphs of one font and colour, and the point their positions count from."""

    colour: QColor
    origin: QPointF
    run: QGlyphRun


def evened(text: str) -> str:
    """Return ``text`` with all digits alike: in tabular figures it takes the same room."""
    return text.translate(_EVEN)


def write(painter: QPainter, lines: Iterable[Line]) -> None:
    """Draw lines of text."""
    for line in lines:
        SET_PEN(painter, line.colour)
        DRAW_GLYPHS(painter, line.origin, line.run)


class TileType:
    """The glyphs of one theme's tiles, built once per theme (see ``Theme.kept``)."""

    def __init__(self, theme: Theme) -> None:
        self._fonts = {pen: theme.font(pen.value) for pen in Pen}
        self._metrics = {pen: QFontMetricsF(theme.font(pen.value)) for pen in Pen}
        self._texts: OrderedDict[tuple[Pen, str], Shaped] = OrderedDict()
        self._forms: dict[str, FigureForm | None] = {}

    def shaped(self, pen: Pen, text: str) -> Shaped:
        """Return ``text`` with its glyphs placed; the latest thousand are kept.

        Shaping costs far more than drawing, and most of a tile's words never change.
        """
        key = (pen, text)
        found = self._texts.get(key)
        if found is None:
            found = _shape(self._fonts[pen], text)
            self._texts[key] = found
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        return found

    def form(self, text: str, room: float) -> FigureForm | None:
        """Return the places for all figures of the form ``text`` (see ``evened``).

        A figure is new with every answer, but its form is not: its digits are put into places
        that are kept, so it is never shaped anew. None where they need more than ``room``, or a
        character is not in the font: then each figure has to be ``fitted``.
        """
        if text not in self._forms:
            if len(self._forms) >= _KEPT_FORMS:
                self._forms.clear()
            self._forms[text] = self._formed(text)
        found = self._forms[text]
        return None if found is None or found.width > room else found

    def fitted(self, pen: Pen, text: str, room: float) -> Shaped:
        """Return ``text`` placed, cut with an ellipsis where it is wider than ``room``."""
        whole = self.shaped(pen, text)
        if whole.width <= room:
            return whole
        elide = Qt.TextElideMode.ElideRight
        return self.shaped(pen, self._metrics[pen].elidedText(text, elide, max(0.0, room)))

    def wrapped(self, pen: Pen, text: str, room: float, most: int) -> list[Shaped]:
        """Return ``text`` placed in at most ``most`` lines, broken between words, the last cut."""
        rows: list[Shaped] = []
        metrics, words = self._metrics[pen], text.split(" ")
        while words and len(rows) < most:
            count = len(words)
            if len(rows) < most - 1:
                while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > room:
                    count -= 1
            rows.append(self.fitted(pen, " ".join(words[:count]), room))
            words = words[count:]
        return rows

    def cap_height(self, pen: Pen) -> float:
        """Return the height of a capital letter in pixels."""
        return self._metrics[pen].capHeight()

    def _formed(self, form: str) -> FigureForm | None:
        """Return a figure's characters side by side; None where one is not in the font."""
        characters = {each: self.shaped(Pen.FIGURE, each) for each in _DIGITS + form}
        zero = characters["0"]
        if not form or not all(_is_one_of(zero, shaped) for shaped in characters.values()):
            return None
        glyphs = {each: shaped.glyphs[0].glyphIndexes()[0] for each, shaped in characters.items()}
        places, x = [], 0.0
        for each in form:
            places.append(characters[each].glyphs[0].positions()[0] + QPointF(x, 0.0))
            x += characters[each].width
        run = QGlyphRun(zero.glyphs[0])
        run.setGlyphIndexes([glyphs[each] for each in form])
        run.setPositions(places)
        return FigureForm(run, glyphs, x, zero.ascent)


class Lines:
    """Gathers texts, so that all of one font and colour are drawn by one call."""

    def __init__(self) -> None:
        self._found: list[Line] = []

    def add(self, x: float, base: float, shaped: Shaped, colour: QColor) -> None:
        """Take a text with its left end at ``x`` and its baseline at ``base``."""
        at = QPointF(x, base - shaped.ascent)
        for run in shaped.glyphs:
            places = [at + place for place in run.positions()]
            self._take(colour, run, places)

    def drawn(self) -> tuple[Line, ...]:
        """Return what to draw."""
        return tuple(self._found)

    def _take(self, colour: QColor, run: QGlyphRun, places: list[QPointF]) -> None:
        for line in self._found:
            if line.colour == colour and line.run.rawFont() == run.rawFont():
                line.run.setGlyphIndexes([*line.run.glyphIndexes(), *run.glyphIndexes()])
                line.run.setPositions([*line.run.positions(), *places])
                return
        moved = QGlyphRun(run)
        moved.setPositions(places)
        self._found.append(Line(colour, _ORIGIN, moved))


def _is_one_of(font_of: Shaped, shaped: Shaped) -> bool:
    """Return whether a character is one glyph of the same font."""
    return (
        len(shaped.glyphs) == 1
        and len(shaped.glyphs[0].glyphIndexes()) == 1
        and shaped.glyphs[0].rawFont() == font_of.glyphs[0].rawFont()
    )


def _shape(font: QFont, text: str) -> Shaped:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not text:
        return Shaped((), 0.0, 0.0)
    return Shaped(tuple(layout.glyphRuns()), line.horizontalAdvance(), line.ascent())
