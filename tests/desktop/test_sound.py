"""Who plays the sound of a notice: the daemon where it can, else the program, and never both."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Urgency
from tests.contracts.notifier import NOTICE, Answers
from tests.desktop.scripted_daemon import FULL, scripted_daemon


class Heard:
    """A ``Chime`` that keeps what it was to play; what is critical alone has a sound."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def name_of(self, urgency: Urgency) -> str:
        """Return a sound for what is critical."""
        return "dialog-error" if urgency is Urgency.CRITICAL else ""

    def play(self, name: str) -> None:
        """Keep it."""
        self.played.append(name)


@pytest.mark.anyio
async def test_a_daemon_with_sound_plays_it(session_bus: str, answers: Answers) -> None:
    """It is given the name, and told to be silent with a notice that has none."""
    chime = Heard()
    notifier = DesktopNotifier(answers, chime=chime)
    async with scripted_daemon(session_bus, (*FULL, "sound")) as daemon:
        await notifier.show(NOTICE)
        await notifier.show(replace(NOTICE, urgency=Urgency.NORMAL))
        first, second = (taken.hints for taken in daemon.taken)
    await notifier.aclose()
    assert first["sound-name"] == ("s", "dialog-error")
    assert "suppress-sound" not in first
    assert second["suppress-sound"] == ("b", True)
    assert "sound-name" not in second
    assert chime.played == []


@pytest.mark.anyio
async def test_for_a_daemon_without_sound_the_program_plays_it(
    session_bus: str, answers: Answers
) -> None:
    """The daemon is told nothing of sounds, and each notice with one sounds once."""
    chime = Heard()
    notifier = DesktopNotifier(answers, chime=chime)
    async with scripted_daemon(session_bus, FULL) as daemon:
        await notifier.show(NOTICE)
        await notifier.show(replace(NOTICE, urgency=Urgency.NORMAL))
        hints = [set(taken.hints) for taken in daemon.taken]
    await notifier.aclose()
    assert hints == [{"urgency", "desktop-entry"}] * 2
    assert chime.played == ["dialog-error"]


@pytest.mark.anyio
async def test_what_nobody_sees_nobody_hears(session_bus: str, answers: Answers) -> None:
    """A notice that the daemon refuses is silent: another way may still show and sound it."""
    chime = Heard()
    notifier = DesktopNotifier(answers, chime=chime)
    async with scripted_daemon(session_bus, FULL) as daemon:
        daemon.refusing = True
        with pytest.raises(NotifierError):
            await notifier.show(NOTICE)
    await notifier.aclose()
    assert chime.played == []
