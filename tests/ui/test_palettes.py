"""The levels can be told apart by their colours, by every eye, in every palette."""

from __future__ import annotations

from itertools import combinations

import pytest

from aux_monitor.domain.level import Level
from aux_monitor.presentation.views import LineColour
from aux_monitor.settings.schema import PaletteChoice
from aux_monitor.ui.theme import Contrast, Theme, ThemeName
from tests.ui.colour_sight import Lab, Sight, ciede2000, contrast, distance, lab, rgb, seen

APART = 15.0
"""The least CIEDE2000 difference of two states."""

FURTHER = {
    PaletteChoice.STANDARD: {},
    PaletteChoice.RED_GREEN: {Sight.PROTANOPIA: 18.0, Sight.DEUTERANOPIA: 18.0},
    PaletteChoice.BLUE_YELLOW: {Sight.TRITANOPIA: 18.0},
    PaletteChoice.EVERY: dict.fromkeys(Sight, 17.0),
}
"""How much further apart a palette sets the levels, and for whom."""

DIMMEST = 3.0
"""The least contrast of a mark as a colour-blind eye sees it, to its ground as that eye sees it."""

# Sharma, Wu, Dalal 2005, table 1: two colours and their difference.
_PUBLISHED: list[tuple[Lab, Lab, float]] = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.fixture(params=list(PaletteChoice), ids=lambda palette: palette.value)
def palette(request: pytest.FixtureRequest) -> PaletteChoice:
    """Return the palettes, one after the other."""
    choice: PaletteChoice = request.param
    return choice


@pytest.fixture(params=list(ThemeName), ids=lambda name: name.value)
def worn(
    themes: dict[ThemeName, Theme], request: pytest.FixtureRequest, palette: PaletteChoice
) -> Theme:
    """Return both themes in every palette; high contrast takes the same colours for levels."""
    return themes[request.param].worn(Contrast.NORMAL, palette)


@pytest.mark.parametrize(("first", "second", "wanted"), _PUBLISHED)
def test_the_distance_is_the_published_one(first: Lab, second: Lab, wanted: float) -> None:
    """The formula gives the differences its authors published, both ways round."""
    assert ciede2000(first, second) == pytest.approx(wanted, abs=5e-5)
    assert ciede2000(second, first) == pytest.approx(wanted, abs=5e-5)


def test_red_and_green_meet_where_they_should() -> None:
    """The eyes are simulated: red and green of one lightness are alike without middle cones."""
    red, green = (0.80, 0.30, 0.20), (0.36, 0.50, 0.14)
    assert distance(red, green) > 45
    assert distance(red, green, Sight.DEUTERANOPIA) < 10
    assert distance(red, green, Sight.TRITANOPIA) > 45
    grey = (0.5, 0.5, 0.5)
    assert all(distance(grey, seen(grey, sight)) < 0.1 for sight in Sight)
    assert lab((1.0, 1.0, 1.0)) == pytest.approx((100.0, 0.0, 0.0), abs=0.02)


@pytest.mark.parametrize("sight", list(Sight), ids=lambda sight: sight.value)
def test_any_two_levels_are_told_apart_by_colour(worn: Theme, sight: Sight) -> None:
    """Two marks, bars or edges of other levels differ by 15, by more where a palette is made to."""
    least = max(APART, FURTHER[worn.look.palette].get(sight, APART))
    close = [
        (first.value, second.value, round(apart, 1))
        for first, second in combinations(Level, 2)
        if (apart := distance(rgb(worn.level(first)), rgb(worn.level(second)), sight)) < least
    ]
    assert close == []


@pytest.mark.parametrize("sight", list(Sight), ids=lambda sight: sight.value)
def test_two_curves_are_told_apart_by_colour(worn: Theme, sight: Sight) -> None:
    """The second curve of a chart differs from the first by 15."""
    first, second = (rgb(worn.series(each)) for each in (LineColour.FIRST, LineColour.SECOND))
    assert distance(first, second, sight) >= APART


@pytest.mark.parametrize("sight", list(Sight), ids=lambda sight: sight.value)
def test_every_mark_stands_out_to_every_eye(worn: Theme, sight: Sight) -> None:
    """Red is dark without long-wave cones: even then each mark reaches 3:1 to its ground."""
    colours = worn.colours
    dim = [
        (level.value, ground.name(), round(ratio, 2))
        for level in Level
        for ground in (colours.background, colours.surface)
        if (ratio := contrast(seen(rgb(worn.level(level)), sight), seen(rgb(ground), sight)))
        < DIMMEST
    ]
    assert dim == []


def test_high_contrast_keeps_the_colours_of_the_levels(worn: Theme) -> None:
    """What is told apart in the usual contrast is so in the high one, by the same colours."""
    high = worn.worn(Contrast.HIGH, worn.look.palette)
    assert [high.level(level) for level in Level] == [worn.level(level) for level in Level]
