"""The tokens: read strictly, strong enough to be read, the same size for every figure."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import LimitKind, LineColour
from aux_monitor.settings.schema import ContrastChoice, PaletteChoice
from aux_monitor.ui.fonts import FontError, TextStyle
from aux_monitor.ui.look_choice import contrast_for
from aux_monitor.ui.theme import (
    Colours,
    Contrast,
    Look,
    Theme,
    ThemeError,
    ThemeName,
    load_theme,
    mixed,
    scale_for,
)
from tests.ui.colour_sight import contrast, rgb
from tests.ui.conftest import RESOURCES

LOOKS = [
    Look(name, contrast, palette)
    for name in ThemeName
    for contrast in Contrast
    for palette in PaletteChoice
]


def named(look: Look) -> str:
    """Return a look as a test's name says it."""
    return f"{look.name.value}-{look.contrast.value}-{look.palette.value}"


def readable(theme: Theme) -> float:
    """Return the least contrast of text: WCAG 2.2, criteria 1.4.3 (AA) and 1.4.6 (AAA)."""
    return 7.0 if theme.look.contrast is Contrast.HIGH else 4.5


VISIBLE = 3.0
"""The least contrast of what is no text: WCAG 2.2, success criterion 1.4.11."""


def ratio(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    return contrast(rgb(first), rgb(second))


@pytest.fixture(params=LOOKS, ids=named)
def worn(themes: dict[ThemeName, Theme], request: pytest.FixtureRequest) -> Theme:
    """Return the themes in every contrast and palette, one after the other."""
    look = request.param
    return themes[look.name].worn(look.contrast, look.palette)


def test_every_text_can_be_read_on_every_ground(worn: Theme) -> None:
    """Texts, level words and lines' words reach 4.5:1, in high contrast 7:1, on every ground."""
    colours = worn.colours
    texts = [colours.text, colours.text_2, colours.text_3, colours.due, colours.accent]
    texts += [worn.word(level) for level in Level]
    texts += [worn.limit_word(kind) for kind in LimitKind]
    grounds = [colours.background, colours.surface, colours.raised, colours.hatch]
    weak = [
        (text.name(), ground.name(), round(ratio(text, ground), 2))
        for text, ground in product(texts, grounds)
        if ratio(text, ground) < readable(worn)
    ]
    assert weak == []


def test_alert_cards_and_the_tinted_ribbon_stay_readable(worn: Theme) -> None:
    """Second-level text can be read where a breach tints its ground most."""
    breach = worn.level(Level.BREACH)
    card = mixed(worn.colours.surface, breach, worn.tint.card)
    ribbon = mixed(worn.colours.background, breach, worn.tint.ribbon)
    assert ratio(worn.colours.text_2, card) >= readable(worn)
    assert ratio(worn.colours.text_2, ribbon) >= readable(worn)


def test_every_mark_and_curve_stands_out_from_its_ground(worn: Theme) -> None:
    """Level shapes, the signs inside them and the curves reach 3:1."""
    colours = worn.colours
    drawn = [worn.level(level) for level in Level]
    drawn += [worn.series(colour) for colour in LineColour]
    grounds = [colours.background, colours.surface, colours.hatch]
    inside = [
        (colours.on_level, colours.on_target),
        (colours.on_level, colours.off_target),
        (colours.on_breach, colours.breach),
    ]
    weak = [
        (first.name(), second.name(), round(ratio(first, second), 2))
        for first, second in [*product(drawn, grounds), *inside]
        if ratio(first, second) < VISIBLE
    ]
    assert weak == []


def test_the_focus_can_be_seen(worn: Theme) -> None:
    """The ring reaches 3:1 to every ground, and its border to the unfocused one or is wider."""
    colours = worn.colours
    for ground in (colours.background, colours.surface, colours.raised, colours.hover):
        assert ratio(colours.focus, ground) >= VISIBLE
    widened = worn.stroke.ring >= worn.stroke.line + 2
    assert widened or ratio(colours.focus, colours.line) >= VISIBLE


def test_a_main_button_can_be_read(worn: Theme) -> None:
    """The surface's colour, in which a main button is written, stands out from the accent."""
    assert ratio(worn.colours.surface, worn.colours.accent) >= readable(worn)


@pytest.mark.parametrize("name", list(ThemeName))
def test_high_contrast_has_solid_borders_and_no_tints(
    themes: dict[ThemeName, Theme], name: ThemeName
) -> None:
    """Borders and the lines of a grid stand out by themselves, and no ground is tinted."""
    high = themes[name].worn(Contrast.HIGH, PaletteChoice.STANDARD)
    tint = high.tint
    assert ratio(high.colours.line, high.colours.surface) >= VISIBLE
    assert (tint.ribbon, tint.card, tint.band, tint.chip, tint.banner) == (0, 0, 0, 0, 0)
    assert (tint.edge, tint.banner_edge, tint.row_edge) == (1, 1, 1)


@pytest.mark.parametrize("palette", [each for each in PaletteChoice if each.value != "standard"])
def test_a_palette_changes_levels_and_curves_alone(
    themes: dict[ThemeName, Theme], palette: PaletteChoice
) -> None:
    """A palette has an entry for each level and curve of both themes, and touches nothing else."""
    mine = {"on_target", "off_target", "breach", "unknown", "series_first", "series_second"}
    for theme in themes.values():
        worn = theme.worn(Contrast.NORMAL, palette)
        changed = {
            field
            for field in Colours.__struct_fields__
            if getattr(worn.colours, field) != getattr(theme.colours, field)
        }
        assert mine <= changed <= mine | {"on_level", "on_breach"}
        assert (worn.tint, worn.space) == (theme.tint, theme.space)


def test_a_look_is_read_once_and_its_scale_is_kept(theme: Theme) -> None:
    """Coming back to a look gives the same theme; a large one stays large in another look."""
    high = theme.worn(Contrast.HIGH, PaletteChoice.EVERY)
    assert theme.worn(Contrast.HIGH, PaletteChoice.EVERY) is high
    assert theme.worn(Contrast.NORMAL, PaletteChoice.STANDARD) is theme
    assert high.scaled(1.5).look == high.look
    assert theme.scaled(1.5).worn(Contrast.HIGH, PaletteChoice.EVERY).space.xl == 36


@pytest.mark.parametrize(
    ("choice", "preference", "wanted"),
    [
        (ContrastChoice.SYSTEM, Qt.ContrastPreference.HighContrast, Contrast.HIGH),
        (ContrastChoice.SYSTEM, Qt.ContrastPreference.NoPreference, Contrast.NORMAL),
        (ContrastChoice.NORMAL, Qt.ContrastPreference.HighContrast, Contrast.NORMAL),
        (ContrastChoice.HIGH, Qt.ContrastPreference.NoPreference, Contrast.HIGH),
    ],
)
def test_the_systems_contrast_is_asked_where_nobody_chose(
    choice: ContrastChoice, preference: Qt.ContrastPreference, wanted: Contrast
) -> None:
    """What a person chose holds; else the desktop's wish does."""
    assert contrast_for(choice, preference) is wanted


@pytest.mark.parametrize(
    ("file", "entry", "broken", "named"),
    [
        ("dark.toml", "hover = ", "howl = ", r"dark\.toml.*howl"),
        ("dark.toml", 'text = "#', 'text = "x', r"dark\.toml.*colours\.text"),
        ("measures.toml", "[type.lead]", "[type.led]", r"dark\.toml.*lead"),
        ("measures.toml", "[space]", "[space", r"measures\.toml is wrong"),
        ("dark-contrast.toml", "row_edge", "row_end", r"dark-contrast\.toml.*row_end"),
        ("palettes/every.toml", 'breach = "#', 'breach = "', r"every\.toml.*colours\.breach"),
        ("palettes/every.toml", "[dark]\n", "dark = 1\n[other]\n", r"every\.toml.*no table"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_entry(
    tmp_path: Path, file: str, entry: str, broken: str, named: str
) -> None:
    """A theme with a wrong entry, or without one, says which of which file."""
    shutil.copytree(RESOURCES / "fonts", tmp_path / "fonts")
    shutil.copytree(RESOURCES / "themes", tmp_path / "themes")
    text = (tmp_path / "themes" / file).read_text(encoding="utf-8")
    assert entry in text
    (tmp_path / "themes" / file).write_text(text.replace(entry, broken), encoding="utf-8")
    with pytest.raises(ThemeError, match=named):
        load_theme(tmp_path, ThemeName.DARK).worn(Contrast.HIGH, PaletteChoice.EVERY)


def test_a_missing_theme_file_is_named(tmp_path: Path) -> None:
    """A folder without themes says which file it misses."""
    with pytest.raises(ThemeError, match=r"themes/measures\.toml cannot be read"):
        load_theme(tmp_path, ThemeName.DARK)


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    """A folder without the font says which file cannot be loaded."""
    shutil.copytree(RESOURCES / "themes", tmp_path / "themes")
    with pytest.raises(FontError, match=r"Inter-roman\.var\.ttf cannot be loaded"):
        load_theme(tmp_path, ThemeName.DARK)


@pytest.mark.parametrize("style", list(TextStyle))
def test_every_digit_is_as_wide_as_every_other(theme: Theme, style: TextStyle) -> None:
    """Figures are tabular in every style: nothing shifts when one changes.

    Between the font's masters an advance is rounded, by less than a tenth of a pixel.
    """
    metrics = QFontMetricsF(theme.font(style))
    widths = [metrics.horizontalAdvance(digit * 8) / 8 for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.1


def test_a_scaled_theme_scales_sizes_and_type_alike(theme: Theme) -> None:
    """Spacing and fonts grow by the same factor; scaling back gives the first sizes again."""
    large = theme.scaled(1.5)
    plain = QFontMetricsF(theme.font(TextStyle.FIGURE)).height()
    grown = QFontMetricsF(large.font(TextStyle.FIGURE)).height()
    assert grown == pytest.approx(plain * 1.5, rel=0.02)
    assert large.space.xl == 36
    assert large.scaled(1.0).space == theme.space


@pytest.mark.parametrize(
    ("size", "scale"),
    [((760, 480), 1.0), ((1920, 1080), 1.0), ((2559, 1439), 1.0), ((3840, 2160), 1.5)],
)
def test_type_grows_with_a_very_large_window_only(size: tuple[int, int], scale: float) -> None:
    """Up to 2560 pixels room goes into columns; a 4K window at one pixel each gets larger type."""
    assert scale_for(*size) == scale


def test_what_widgets_share_is_built_once_per_theme(themes: dict[ThemeName, Theme]) -> None:
    """Two widgets of one theme share their pens; two themes do not."""
    dark, light = themes[ThemeName.DARK], themes[ThemeName.LIGHT]
    built: list[Theme] = []

    def build(theme: Theme) -> int:
        built.append(theme)
        return len(built)

    assert (dark.kept(build), dark.kept(build), light.kept(build)) == (1, 1, 2)
    assert built == [dark, light]
