"""Private mode hides in a desktop notification what it hides in the window."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from aux_monitor.adapters.resources import resource_root
from aux_monitor.bootstrap import composition
from aux_monitor.bootstrap.privacy import PrivateNotifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Notice, Notifier, Urgency
from aux_monitor.presentation.bridge import ViewBridge
from aux_monitor.presentation.masking import Mask
from aux_monitor.ui.theme import ThemeName, load_theme
from aux_monitor.ui.tray import Tray
from tests.contracts.notifier import Answers, NotifierContract, Screen
from tests.fakes.notifier import FakeNotifier
from tests.fakes.test_fakes import FakeScreen

NOTICE = Notice(
    "9",
    "P95 response time 1,240 ms (critical)",
    "octo-corp/octo-cat: above 1,000 ms for 3 min. Ana looks at it.",
    Urgency.CRITICAL,
    number=9,
)
HIDDEN = replace(
    NOTICE,
    title="P95 response time ••• ms (critical)",
    body="•••: above ••• ms for ••• min. •••.",
)
MASK = Mask(("octo-corp/octo-cat", "Ana looks at it"), ("P95 response time",))


class TestPrivateNotifier(NotifierContract):
    """While nothing is hidden it is the notifier behind it."""

    @pytest.fixture
    def answers(self) -> Answers:
        """Collect the answers."""
        return Answers()

    @pytest.fixture
    def behind(self, answers: Answers) -> FakeNotifier:
        """Give what shows the notices."""
        return FakeNotifier(answers)

    @pytest.fixture
    def notifier(self, behind: FakeNotifier) -> Notifier:
        """Give what hides them when it must."""
        return PrivateNotifier(behind, ViewBridge())

    @pytest.fixture
    def screen(self, behind: FakeNotifier) -> Screen:
        """Look at what is shown."""
        return FakeScreen(behind)


@pytest.mark.anyio
async def test_what_the_program_shows_is_hidden_while_private_mode_is_on(
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,  # noqa: ARG001 - the tray is Qt's
) -> None:
    """Figures, names and notes go, level and KPI stay; before and after everything is told."""
    desktop, bridge = FakeNotifier(), ViewBridge()
    monkeypatch.setattr(composition, "best_notifier", lambda *_: desktop)
    notifier = composition.notifier_for(
        bridge, Tray(load_theme(resource_root(), ThemeName.DARK)), _Silence(), Answers()
    )
    for mask in (None, MASK, None):
        bridge.mask = mask
        await notifier.show(NOTICE)
    assert desktop.shown == [NOTICE, HIDDEN, NOTICE]


@pytest.mark.anyio
async def test_a_refusal_is_passed_on() -> None:
    """Whoever sends learns that nothing was shown, in private mode too."""
    desktop, bridge = FakeNotifier(), ViewBridge()
    bridge.mask = MASK
    desktop.refusal = "No notification service."
    with pytest.raises(NotifierError, match="No notification service"):
        await PrivateNotifier(desktop, bridge).show(NOTICE)


class _Silence:
    """A ``Chime`` that plays nothing."""

    def name_of(self, urgency: Urgency) -> str:  # noqa: ARG002 - all alike
        """Return no name."""
        return ""

    def play(self, name: str) -> None:
        """Play nothing."""
