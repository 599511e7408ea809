"""Who plays the sound of a notice: the daemon where it can, else the program, and never both."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.adapters.desktop.notifications import DesktopNotifier
from aux_monitor.ports.errors import NotifierError
from aux_monitor.ports.notifier import Urgency
from tests.contracts.notifier import NOTICE, Answers
from tests.desktop.dunst import Dunst
from tests.desktop.program import started
from tests.desktop.programs import wait_until
from tests.desktop.scripted_daemon import FULL, scripted_daemon
from tests.desktop.test_end_to_end import QUICK, Server


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


@pytest.mark.usefixtures("window_manager")
def test_an_incident_is_heard_where_that_was_asked_for(
    tmp_path: Path, x_display: str, dunst: Dunst
) -> None:
    """The whole program plays the sound of the settings with the notice, once."""
    home, programs, heard = tmp_path / "home", tmp_path / "programs", tmp_path / "heard"
    home.mkdir()
    programs.mkdir()
    player = programs / "canberra-gtk-play"
    player.write_text(f'#!/bin/sh\necho "$2" >> "{heard}"\n')
    player.chmod(0o755)
    (home / "catalogue.toml").write_text(QUICK)
    sound = '[notifications.sound]\nwarning = true\nwarning_sound = "alarm-clock-elapsed"\n'
    (home / "config.toml").write_text(f"[notifications]\ngroup_s = 1.0\n{sound}")
    server = Server(tmp_path / "session.log")
    server.serve(300, ms=900)
    path = f"{programs}:{os.environ['PATH']}"
    with started(home, x_display, "--watch", str(server.path), PATH=path):
        wait_until(lambda: dunst.count() == 1, "the notice coming up", 90.0)
        wait_until(heard.exists, "its sound")
        wait_until(lambda: heard.read_text().endswith("\n"), "the player's line")
    assert heard.read_text() == "alarm-clock-elapsed\n"
