"""Whether nothing may move by itself."""

from __future__ import annotations

import pytest

from aux_monitor.adapters.desktop.motion import DesktopMotion
from aux_monitor.bootstrap.stillness import Stillness
from aux_monitor.settings.schema import MotionChoice
from tests.fakes.clock import FakeClock


class Desktop(DesktopMotion):
    """A desktop whose answer is known without asking."""

    def __init__(self, *, reduced: bool) -> None:
        super().__init__()
        self._answers = {("org.freedesktop.appearance", "reduced-motion"): reduced}


@pytest.mark.parametrize(
    ("choice", "desktop", "still"),
    [
        (MotionChoice.ON, False, True),
        (MotionChoice.OFF, True, False),
        (MotionChoice.SYSTEM, True, True),
        (MotionChoice.SYSTEM, False, False),
    ],
)
def test_a_persons_choice_goes_before_the_desktops(
    choice: MotionChoice, *, desktop: bool, still: bool
) -> None:
    """On and off hold whatever the desktop says; else its answer does."""
    assert Stillness(lambda: choice, FakeClock(), Desktop(reduced=desktop))() is still
