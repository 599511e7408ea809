"""Sounds beside notices: only when asked for, by whatever can play them, in nobody's way."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from aux_monitor.adapters.desktop.chimes import Chimes
from aux_monitor.ports.notifier import Urgency
from aux_monitor.settings.schema import SoundSettings

BOTH = SoundSettings(critical=True, warning=True, critical_sound="alarm-clock-elapsed")
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems have a bell alone")


class Room:
    """A computer with the players and sounds that a test gives it, and what is heard there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.beeps = 0
        self.settings = BOTH
        self._programs, self._data = folder / "programs", folder / "data"
        self._heard = folder / "heard"
        self._programs.mkdir()
        monkeypatch.setenv("PATH", str(self._programs))
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "none"))
        monkeypatch.setenv("XDG_DATA_DIRS", f"{folder / 'none'}:{self._data}")

    def player(self, name: str, *, then: str = "") -> None:
        """Install a player that writes down its arguments."""
        program = self._programs / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self._heard}"\n{then}\n')
        program.chmod(0o755)

    def sound(self, file: str) -> Path:
        """Install a sound of the theme."""
        path = self._data / "sounds" / "freedesktop" / "stereo" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"OggS")
        return path

    def chimes(self, settings: SoundSettings = BOTH, *, timeout_s: float = 10.0) -> Chimes:
        """Return what plays here."""

        def beep() -> None:
            self.beeps += 1

        self.settings = settings
        return Chimes(lambda: self.settings, beep, timeout_s=timeout_s)

    def heard(self) -> list[str]:
        """Return what the players were told, once they have ended."""
        for thread in threading.enumerate():
            if thread.name == "sound":
                thread.join()
        return self._heard.read_text().splitlines() if self._heard.exists() else []


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Give a computer without any player."""
    return Room(tmp_path, monkeypatch)


def test_nothing_sounds_unless_asked_for(room: Room) -> None:
    """By default no notice has a sound."""
    chimes = room.chimes(SoundSettings())
    assert [chimes.name_of(urgency) for urgency in Urgency] == ["", "", ""]


def test_each_severity_has_its_own_sound(room: Room) -> None:
    """Both by choice and apart from each other; the end of an alert never has one."""
    assert {urgency: room.chimes().name_of(urgency) for urgency in Urgency} == {
        Urgency.LOW: "",
        Urgency.NORMAL: "dialog-warning",
        Urgency.CRITICAL: "alarm-clock-elapsed",
    }
    only = room.chimes(SoundSettings(critical=True))
    assert [only.name_of(urgency) for urgency in Urgency] == ["", "", "dialog-error"]


def test_a_changed_setting_holds_for_the_next_notice(room: Room) -> None:
    """What is switched off in the window is silent from then on."""
    chimes = room.chimes()
    room.settings = SoundSettings()
    assert [chimes.name_of(urgency) for urgency in Urgency] == ["", "", ""]


@ON_LINUX
def test_the_theme_s_player_is_given_the_name(room: Room) -> None:
    """canberra-gtk-play goes before the others: it knows every theme."""
    room.player("canberra-gtk-play")
    room.player("paplay")
    room.sound("dialog-error.oga")
    room.chimes().play("dialog-error")
    assert room.heard() == ["canberra-gtk-play --id dialog-error --description AUX Monitor"]
    assert room.beeps == 0


@ON_LINUX
@pytest.mark.parametrize("player", ["pw-play", "paplay"])
@pytest.mark.parametrize("file", ["dialog-error.oga", "dialog-error.wav"])
def test_a_sound_server_s_player_is_given_the_file(room: Room, player: str, file: str) -> None:
    """The file is the one that the fallback theme has for the name."""
    room.player(player)
    path = room.sound(file)
    room.chimes().play("dialog-error")
    assert room.heard() == [f"{player} {path}"]


def test_without_a_player_the_bell_rings(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """A missing player is a line in the log, and no error."""
    caplog.set_level(logging.INFO)
    room.sound("dialog-error.oga")
    room.chimes().play("dialog-error")
    assert (room.heard(), room.beeps) == ([], 1)
    assert "Nothing here plays the sound dialog-error" in caplog.text


def test_without_the_sound_the_bell_rings(room: Room) -> None:
    """A player without the theme's file is of no use."""
    room.player("paplay")
    room.chimes().play("dialog-error")
    assert (room.heard(), room.beeps) == ([], 1)


@ON_LINUX
def test_a_player_that_fails_is_a_line_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """No sound server, perhaps: nothing else happens."""
    caplog.set_level(logging.INFO)
    room.player("canberra-gtk-play", then="exit 1")
    room.chimes().play("dialog-error")
    assert len(room.heard()) == 1
    assert "could not be played by canberra-gtk-play (CalledProcessError)" in caplog.text


@ON_LINUX
def test_a_player_that_hangs_is_ended_and_not_joined_by_others(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """The caller never waits; while a sound plays the next is left out, and its time is bounded."""
    caplog.set_level(logging.INFO)
    room.player("canberra-gtk-play", then="exec /bin/sleep 60")
    chimes = room.chimes(timeout_s=3.0)
    chimes.play("dialog-error")
    chimes.play("dialog-error")
    assert len(room.heard()) == 1
    assert "could not be played by canberra-gtk-play (TimeoutExpired)" in caplog.text
