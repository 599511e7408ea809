"""The tokens: read strictly, strong enough to be read, the same size for every figure."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF

from aux_monitor.domain.level import Level
from aux_monitor.ui.fonts import FontError, TextStyle
from aux_monitor.ui.theme import Theme, ThemeError, ThemeName, load_theme, mixed, scale_for
from tests.ui.conftest import RESOURCES

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3: the least contrast of body text."""


def luminance(colour: QColor) -> float:
    """Return the relative luminance, as WCAG 2.2 defines it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", list(ThemeName))
def test_every_text_can_be_read_on_every_ground(
    themes: dict[ThemeName, Theme], name: ThemeName
) -> None:
    """Texts, level words and curve labels reach 4.5:1 on page, card, button and stripes."""
    theme = themes[name]
    colours = theme.colours
    texts = [colours.text, colours.text_2, colours.text_3, colours.due]
    texts += [theme.level(level) for level in Level]
    grounds = [colours.background, colours.surface, colours.hatch]
    weak = [
        (text.name(), ground.name(), round(contrast(text, ground), 2))
        for text, ground in product(texts, grounds)
        if contrast(text, ground) < READABLE
    ]
    assert weak == []


@pytest.mark.parametrize("name", list(ThemeName))
def test_alert_cards_and_the_tinted_ribbon_stay_readable(
    themes: dict[ThemeName, Theme], name: ThemeName
) -> None:
    """Second-level text reaches 4.5:1 where a breach tints its ground most."""
    theme = themes[name]
    breach = theme.level(Level.BREACH)
    card = mixed(theme.colours.surface, breach, theme.tint.card)
    ribbon = mixed(theme.colours.background, breach, theme.tint.ribbon)
    assert contrast(theme.colours.text_2, card) >= READABLE
    assert contrast(theme.colours.text_2, ribbon) >= READABLE


def test_a_wrong_colour_is_named_with_its_file_and_entry(tmp_path: Path) -> None:
    """A theme with a colour that is none says which entry of which file."""
    themes = tmp_path / "themes"
    themes.mkdir()
    text = (RESOURCES / "themes" / "dark.toml").read_text(encoding="utf-8")
    broken = text.replace('breach = "#f0596a"', 'breach = "reddish!"')
    (themes / "dark.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(ThemeError, match=r"dark\.toml.*colours\.breach"):
        load_theme(tmp_path, ThemeName.DARK)


def test_a_missing_step_of_the_type_scale_is_named(tmp_path: Path) -> None:
    """A theme without one of the text styles says which."""
    themes = tmp_path / "themes"
    themes.mkdir()
    text = (RESOURCES / "themes" / "light.toml").read_text(encoding="utf-8")
    (themes / "light.toml").write_text(text.replace("[type.lead]", "[type.led]"), encoding="utf-8")
    with pytest.raises(ThemeError, match=r"light\.toml.*lead"):
        load_theme(tmp_path, ThemeName.LIGHT)


def test_a_missing_theme_file_is_named(tmp_path: Path) -> None:
    """A folder without themes says which file it misses."""
    with pytest.raises(ThemeError, match=r"themes/dark\.toml cannot be read"):
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
