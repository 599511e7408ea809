"""The tokens of ``resources/themes``: every colour, size and font that is drawn.

What is the same in every theme stands in ``measures.toml``, colours in one file per theme. High
contrast and palettes are small files laid over these, so nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Protocol, TypeVar, assert_never, cast

import msgspec
import tomli
from msgspec import Struct, field
from PySide6.QtGui import QColor, QFont

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import LimitKind, LineColour
from aux_monitor.settings.schema import PaletteChoice
from aux_monitor.ui.fonts import Face, TextStyle, load_family, make_font

_PALETTES = "palettes/"
"""The folder of the files that have a table of colours for each theme."""

_Kept_co = TypeVar("_Kept_co", covariant=True)


class Keepable(Protocol[_Kept_co]):
    """Something that is built from a theme alone, such as a class of pens and pixmaps."""

    def __call__(self, theme: Theme, /) -> _Kept_co:
        """Return the thing built from ``theme``."""
        ...


class ThemeError(Exception):
    """A theme file is missing or wrong; the text names the file and the entry."""


class ThemeName(Enum):
    """The bundled themes; the value is the file's stem."""

    DARK = "dark"
    LIGHT = "light"


class Contrast(Enum):
    """How far text and borders stand out."""

    NORMAL = "normal"
    HIGH = "high"


class Look(Struct, frozen=True):
    """Which of the bundled files a theme is made of."""

    name: ThemeName
    contrast: Contrast = Contrast.NORMAL
    palette: PaletteChoice = PaletteChoice.STANDARD


class Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """Every colour.

    ``text``, ``text_2``, ``text_3`` are the three strengths of text; ``accent`` is that of links
    and main buttons.
    """

    background: QColor
    surface: QColor
    raised: QColor
    hover: QColor
    line: QColor
    grid: QColor
    track: QColor
    text: QColor
    text_2: QColor
    text_3: QColor
    on_target: QColor
    off_target: QColor
    breach: QColor
    unknown: QColor
    series_first: QColor
    series_second: QColor
    due: QColor
    mark: QColor
    on_level: QColor
    on_breach: QColor
    accent: QColor
    focus: QColor
    hatch: QColor


class Tint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How strongly one colour is laid over another: opacity, 0 to 1.

    A level's over a ground in ``ribbon``, ``card``, ``band`` and ``chip``, and over a card's border
    in ``edge``; the accent's in ``banner`` and ``banner_edge``; a line's around a row in
    ``row_edge``; a level's over the text's in the level's ``word``.
    """

    ribbon: float
    card: float
    edge: float
    band: float
    chip: float
    banner: float
    banner_edge: float
    row_edge: float
    word: float


class Space(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The spacing scale in pixels."""

    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the scale's own name, beside xs, s, m and xl
    xl: int


class Radius(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Corner radii in pixels."""

    card: int
    tile: int
    button: int


class Stroke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Widths in pixels at any scale: of a control's border, and of it while it has the focus."""

    line: int
    ring: int


class _Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    colours: Colours
    tint: Tint
    space: Space
    radius: Radius
    stroke: Stroke
    type: dict[str, Face]


class Theme(Struct, frozen=True, eq=False):
    """One look at one scale. Sizes are already scaled; compare themes by identity.

    The fonts and colours are shared: never change one in place.
    """

    look: Look
    scale: float
    colours: Colours
    tint: Tint
    space: Space
    radius: Radius
    stroke: Stroke
    resources: Path
    _tokens: _Tokens
    _family: str
    _fonts: Mapping[TextStyle, QFont]
    _kept: dict[object, object] = field(default_factory=dict)

    def kept(self, make: Keepable[_Kept_co]) -> _Kept_co:
        """Return ``make(self)``, built once per theme: pens and pixmaps that widgets share."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("_Kept_co", self._kept[make])

    @property
    def name(self) -> ThemeName:
        """Which theme it is, whatever its contrast and palette."""
        return self.look.name

    def worn(self, contrast: Contrast, palette: PaletteChoice) -> Theme:
        """Return this theme in another contrast and palette, loaded once; raise ``ThemeError``."""
        look = Look(self.name, contrast, palette)
        if look == self.look:
            return self
        if look not in self._kept:
            tokens = _read(self.resources / "themes", look)
            self._kept[look] = _build(look, tokens, self.resources, self._family, self.scale)
        return cast("Theme", self._kept[look])

    def px(self, size: float) -> float:
        """Return a size given in pixels at scale 1, scaled."""
        return size * self.scale

    def ipx(self, size: float) -> int:
        """Return ``px`` in whole pixels, for layouts."""
        return round(size * self.scale)

    def font(self, style: TextStyle) -> QFont:
        """Return the shared font of one step of the type scale."""
        return self._fonts[style]

    def level(self, level: Level) -> QColor:
        """Return a level's colour."""
        match level:
            case Level.ON_TARGET:
                return self.colours.on_target
            case Level.OFF_TARGET:
                return self.colours.off_target
            case Level.BREACH:
                return self.colours.breach
            case Level.UNKNOWN:
                return self.colours.unknown
            case _:
                assert_never(level)

    def word(self, level: Level) -> QColor:
        """Return the colour of the word that names a level; in high contrast it is the text's."""
        return self._worded(self.level(level))

    def series(self, colour: LineColour) -> QColor:
        """Return a curve's colour."""
        match colour:
            case LineColour.FIRST:
                return self.colours.series_first
            case LineColour.SECOND:
                return self.colours.series_second
            case LineColour.EARLIER:
                return self.colours.text_2
            case _:
                assert_never(colour)

    def limit(self, kind: LimitKind) -> QColor:
        """Return the colour of a target, alert or due line."""
        match kind:
            case LimitKind.TARGET:
                return self.colours.on_target
            case LimitKind.ALERT:
                return self.colours.breach
            case LimitKind.DUE:
                return self.colours.due
            case _:
                assert_never(kind)

    def limit_word(self, kind: LimitKind) -> QColor:
        """Return the colour of the word beside such a line."""
        return self._worded(self.limit(kind))

    def scaled(self, scale: float) -> Theme:
        """Return this theme at another scale (1 is the mock's size)."""
        if scale == self.scale:
            return self
        return _build(self.look, self._tokens, self.resources, self._family, scale)

    def _worded(self, colour: QColor) -> QColor:
        share = self.tint.word
        return colour if share == 1.0 else mixed(self.colours.text, colour, share)


def faded(colour: QColor, opacity: float) -> QColor:
    """Return ``colour`` with another opacity, 0 to 1."""
    result = QColor(colour)
    result.setAlphaF(opacity)
    return result


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """Return ``colour`` laid over ``ground`` with the opacity ``share``, as an opaque colour."""
    return QColor.fromRgbF(
        ground.redF() + (colour.redF() - ground.redF()) * share,
        ground.greenF() + (colour.greenF() - ground.greenF()) * share,
        ground.blueF() + (colour.blueF() - ground.blueF()) * share,
    )


def scale_for(width: int, height: int) -> float:
    """Return the scale that keeps text readable in a window of this size (logical pixels).

    1 up to 2560x1440, where room goes into columns; beyond, half of the growth goes into size
    and the rest into columns, in steps of a quarter so that resizing does not shimmer. 2 at most.
    """
    growth = min(width / 1920, height / 1080)
    return min(2.0, max(1.0, round((1 + growth) / 2 * 4) / 4)) if growth >= 4 / 3 else 1.0


def load_theme(resources: Path, name: ThemeName, scale: float = 1.0) -> Theme:
    """Return a bundled theme in its usual contrast and palette; loads the bundled font too.

    Args:
        resources: The folder that holds ``themes`` and ``fonts``.
        name: Which theme.
        scale: 1 is the mock's size; see ``scale_for``.

    Raises:
        ThemeError: A theme file is missing or wrong.
        FontError: The bundled font cannot be loaded.
    """
    look = Look(name)
    tokens = _read(resources / "themes", look)
    return _build(look, tokens, resources, load_family(resources), scale)


def _read(folder: Path, look: Look) -> _Tokens:
    """Return the tokens of the files that make a look."""
    files = _files(look)
    said = f"The theme {folder}/{', '.join(files)}"
    merged: dict[str, dict[str, object]] = {}
    for file in files:
        tables = _tables(folder / file)
        if file.startswith(_PALETTES):
            tables = {"colours": tables.get(look.name.value)}
        for name, entries in tables.items():
            if not isinstance(entries, dict):
                raise ThemeError(f"{said} is wrong: {file} has no table for {name}.")
            merged[name] = {**merged.get(name, {}), **entries}
    try:
        tokens = msgspec.convert(merged, _Tokens, dec_hook=_colour)
    except msgspec.ValidationError as error:
        raise ThemeError(f"{said} is wrong: {error}.") from error
    missing = [style.value for style in TextStyle if style.value not in tokens.type]
    if missing:
        raise ThemeError(f"{said} is wrong: [type] lacks {', '.join(missing)}.")
    return tokens


def _files(look: Look) -> list[str]:
    """Return the files that make a look, each laid over those before it."""
    name = look.name.value
    files = ["measures.toml", f"{name}.toml"]
    if look.contrast is Contrast.HIGH:
        files.append(f"{name}-contrast.toml")
    if look.palette is not PaletteChoice.STANDARD:
        files.append(f"{_PALETTES}{look.palette.value}.toml")
    return files


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"The theme {path} cannot be read: {error.strerror}.") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(f"The theme {path} is wrong: {error}.") from error


def _build(look: Look, tokens: _Tokens, resources: Path, family: str, scale: float) -> Theme:
    space, radius = tokens.space, tokens.radius
    return Theme(
        look=look,
        scale=scale,
        colours=tokens.colours,
        tint=tokens.tint,
        space=Space(*(round(size * scale) for size in msgspec.structs.astuple(space))),
        radius=Radius(*(round(size * scale) for size in msgspec.structs.astuple(radius))),
        stroke=tokens.stroke,
        resources=resources,
        _tokens=tokens,
        _family=family,
        _fonts={style: make_font(family, tokens.type[style.value], scale) for style in TextStyle},
    )


def _colour(kind: type, value: object) -> object:
    if kind is QColor and isinstance(value, str) and (colour := QColor(value)).isValid():
        return colour
    raise ValueError(f"{value!r} is no colour")
