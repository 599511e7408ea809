"""Type for tiles: texts become placed glyphs once, and are drawn many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
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


class Pen(Enum):
    """The fonts a tile writes with."""

    FIGURE = TextStyle.FIGURE
    NAME = TextStyle.BODY
    SMALL = TextStyle.SMALL
    STRONG = TextStyle.SMALL_STRONG
    MARK = TextStyle.MARK


class Shaped(Struct, frozen=True):
    """A text whose glyphs are chosen and placed; ``width`` and ``ascent`` in pixels."""

    glyphs: tuple[QGlyphRun, ...]
    width: float
    ascent: float


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
        painter.setPen(line.colour)
        painter.drawGlyphRun(line.origin, line.run)


class TileType:
    """The glyphs of one theme's tiles, built once per theme (see ``Theme.kept``)."""

    def __init__(self, theme: Theme) -> None:
        self._fonts = {pen: theme.font(pen.value) for pen in Pen}
        self._metrics = {pen: QFontMetricsF(theme.font(pen.value)) for pen in Pen}
        self._texts: OrderedDict[tuple[Pen, str], Shaped] = OrderedDict()
        self._forms: dict[str, Shaped | None] = {}
        self._figure_glyphs: dict[str, int] = {}

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

    def figure(self, text: str, room: float) -> Shaped:
        """Return a figure placed, cut with an ellipsis where it is wider than ``room``.

        A figure is new with every answer, but its form is not: another figure's places are taken
        and its digits put into them, so it is never shaped anew. The glyphs are those of the last
        call with this form: draw them before the next.
        """
        form = evened(text)
        if form not in self._forms:
            if len(self._forms) >= _KEPT_FORMS:
                self._forms.clear()
            self._forms[form] = self._formed(form)
        found = self._forms[form]
        if found is None or found.width > room:
            return self.fitted(Pen.FIGURE, text, room)
        found.glyphs[0].setGlyphIndexes([self._figure_glyphs[character] for character in text])
        return found

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

    def _formed(self, form: str) -> Shaped | None:
        """Return a figure's characters side by side; None where one is not in the font."""
        characters = {each: self.shaped(Pen.FIGURE, each) for each in _DIGITS + form}
        zero = characters["0"]
        if not form or not all(_is_one_of(zero, shaped) for shaped in characters.values()):
            return None
        self._figure_glyphs |= {
            each: shaped.glyphs[0].glyphIndexes()[0] for each, shaped in characters.items()
        }
        places, x = [], 0.0
        for each in form:
            places.append(characters[each].glyphs[0].positions()[0] + QPointF(x, 0.0))
            x += characters[each].width
        run = QGlyphRun(zero.glyphs[0])
        run.setGlyphIndexes([self._figure_glyphs[each] for each in form])
        run.setPositions(places)
        return Shaped((run,), x, zero.ascent)


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
