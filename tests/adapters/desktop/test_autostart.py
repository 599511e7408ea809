"""Starting with the computer: real files in a home of their own, and a registry in memory."""

from __future__ import annotations

import configparser
import plistlib
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aux_monitor.adapters.desktop.autostart import (
    BACKGROUND,
    DesktopAutostart,
    LaunchAgent,
    RunKey,
    best_autostart,
    own_command,
)
from aux_monitor.adapters.desktop.autostart_entry import desktop_entry, entry_command
from aux_monitor.adapters.desktop.windows_registry import UserRegistry
from aux_monitor.ports.autostart import Starting
from aux_monitor.ports.errors import AutostartError
from tests.adapters.desktop.registry import MemoryWinreg
from tests.contracts.autostart import AutostartContract

COMMAND = (
    "/opt/my tools/bin/aux-monitor",
    "--config",
    '/home/ana/50 % "$HOME" \\n.toml',
    BACKGROUND,
)
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class TestDesktopAutostart(AutostartContract):
    """Linux and its kin."""

    @pytest.fixture
    def autostart(self, tmp_path: Path) -> DesktopAutostart:
        """Give a list whose folder does not exist yet."""
        return DesktopAutostart(tmp_path / ".config" / "autostart", COMMAND)


class TestLaunchAgent(AutostartContract):
    """The Mac."""

    @pytest.fixture
    def autostart(self, tmp_path: Path) -> LaunchAgent:
        """Give a list whose folder does not exist yet."""
        return LaunchAgent(tmp_path / "Library" / "LaunchAgents", COMMAND)


class TestRunKey(AutostartContract):
    """Windows."""

    @pytest.fixture
    def autostart(self) -> RunKey:
        """Give an empty registry."""
        return RunKey(UserRegistry(MemoryWinreg()), COMMAND)


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))), min_size=1))
def test_every_command_is_read_back_from_its_entry(command: list[str]) -> None:
    """Whatever stands in its paths: spaces, quotes, dollars, backslashes, percent signs."""
    if command[0]:
        assert entry_command(desktop_entry(command)) == tuple(command)


def test_an_entry_is_what_desktops_read() -> None:
    """Quoted by two rules of the specification; a shell takes it apart by the same."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    parser.read_string(desktop_entry(COMMAND))
    entry = parser["Desktop Entry"]
    assert entry["Type"] == "Application"
    assert entry["Name"] == "AUX Monitor"
    assert entry["Terminal"] == "false"
    unescaped = entry["Exec"].replace("\\\\", "\\").replace("%%", "%")
    taken_apart = subprocess.run(  # noqa: S603 - our own line, whose quotes are a shell's
        ("sh", "-c", f"printf '%s\\n' {unescaped}"),  # noqa: S607 - wherever it is
        capture_output=True,
        text=True,
        check=True,
    )
    assert tuple(taken_apart.stdout.splitlines()) == COMMAND


def test_a_path_with_a_line_break_is_refused() -> None:
    """It would end the key, and begin another of its own."""
    with pytest.raises(AutostartError, match="line break"):
        desktop_entry(("/tmp/a\nHidden=true", BACKGROUND))  # noqa: S108 - no file is made


@pytest.mark.parametrize("key", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktops_own_tools_switched_off_is_off(tmp_path: Path, key: str) -> None:
    """And switching it on here makes it start again."""
    autostart = DesktopAutostart(tmp_path, COMMAND)
    autostart.switch(on=True)
    entry = tmp_path / "aux-monitor.desktop"
    kept = [line for line in entry.read_text().splitlines() if "X-GNOME" not in line]
    entry.write_text("\n".join([*kept, key, "[Other Group]", "Hidden=false"]))
    assert autostart.look().starting is Starting.OFF
    assert autostart.switch(on=True).starting is Starting.ON


def test_an_entry_somebody_else_removed_is_off(tmp_path: Path) -> None:
    """The switch shows what is true, not what was once asked for."""
    autostart = DesktopAutostart(tmp_path, COMMAND)
    autostart.switch(on=True)
    (tmp_path / "aux-monitor.desktop").unlink()
    assert autostart.look().starting is Starting.OFF


def test_an_entry_of_another_installation_is_told_apart(tmp_path: Path) -> None:
    """One that was left by a clone that has moved starts nothing, or something else."""
    DesktopAutostart(tmp_path, ("/old/aux-monitor", BACKGROUND)).switch(on=True)
    here = DesktopAutostart(tmp_path, COMMAND)
    assert here.look().starting is Starting.OTHER
    assert here.switch(on=True).starting is Starting.ON


def test_an_entry_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """The sentence names the file, and nothing is half written."""
    (tmp_path / "aux-monitor.desktop").mkdir()
    with pytest.raises(AutostartError, match=r"aux-monitor\.desktop"):
        DesktopAutostart(tmp_path, COMMAND).switch(on=True)
    assert [path.name for path in tmp_path.iterdir()] == ["aux-monitor.desktop"]


def test_an_entry_that_cannot_be_removed_or_read_is_said(tmp_path: Path) -> None:
    """A folder in its place is neither an entry nor removed."""
    (tmp_path / "aux-monitor.desktop").mkdir()
    autostart = DesktopAutostart(tmp_path, COMMAND)
    with pytest.raises(AutostartError, match="cannot be removed"):
        autostart.switch(on=False)
    with pytest.raises(AutostartError, match="cannot be read"):
        autostart.look()


def test_a_file_of_any_size_is_no_entry(tmp_path: Path) -> None:
    """What is longer than an entry can be is not read to its end."""
    (tmp_path / "aux-monitor.desktop").write_bytes(b"[Desktop Entry]\nExec=x\n" + b"#" * 70_000)
    assert DesktopAutostart(tmp_path, COMMAND).look().starting is Starting.OFF


def test_an_agent_is_what_launchd_reads(tmp_path: Path) -> None:
    """Its arguments stand apart, so no path needs quoting."""
    LaunchAgent(tmp_path, COMMAND).switch(on=True)
    agent = plistlib.loads((tmp_path / "aux-monitor.plist").read_bytes())
    assert agent["ProgramArguments"] == list(COMMAND)
    assert agent["RunAtLoad"] is True
    assert agent["Label"] == "aux-monitor"


@pytest.mark.parametrize(
    "content",
    [
        b"no list",
        b"<plist><dict>",
        plistlib.dumps({"Label": "aux-monitor"}),
        plistlib.dumps({"RunAtLoad": True, "ProgramArguments": "one text"}),
        plistlib.dumps({"RunAtLoad": True, "Disabled": True, "ProgramArguments": ["x"]}),
        plistlib.dumps(["a list"]),
    ],
)
def test_an_agent_that_starts_nothing_is_off(tmp_path: Path, content: bytes) -> None:
    """Broken, disabled, or of another form."""
    (tmp_path / "aux-monitor.plist").write_bytes(content)
    assert LaunchAgent(tmp_path, COMMAND).look().starting is Starting.OFF


def test_what_task_manager_disabled_is_off_and_comes_back() -> None:
    """It leaves the Run value and notes the ban beside it; switching on lifts it."""
    winreg = MemoryWinreg()
    autostart = RunKey(UserRegistry(winreg), COMMAND)
    autostart.switch(on=True)
    winreg.values[APPROVED, "aux-monitor"] = b"\x03" + bytes(11)
    assert autostart.look().starting is Starting.OFF
    assert autostart.switch(on=True).starting is Starting.ON
    winreg.values[APPROVED, "aux-monitor"] = b"\x06" + bytes(11)
    assert autostart.look().starting is Starting.ON


def test_the_run_value_quotes_its_paths() -> None:
    """As the C runtime takes a command line apart."""
    winreg = MemoryWinreg()
    RunKey(UserRegistry(winreg), (r"C:\My Tools\pythonw.exe", "-m", "aux_monitor")).switch(on=True)
    assert winreg.values[RUN, "aux-monitor"] == r'"C:\My Tools\pythonw.exe" -m aux_monitor'


def test_a_registry_that_refuses_is_said() -> None:
    """A policy of the house may forbid both."""
    winreg = MemoryWinreg()
    winreg.refusal = PermissionError(13, "Access is denied")
    autostart = RunKey(UserRegistry(winreg), COMMAND)
    with pytest.raises(AutostartError, match=r"cannot be read: Access is denied\."):
        autostart.look()
    with pytest.raises(AutostartError, match=r"cannot be changed: Access is denied\."):
        autostart.switch(on=True)


def test_a_value_of_another_kind_is_none() -> None:
    """A number under our name starts nothing."""
    winreg = MemoryWinreg()
    winreg.values[RUN, "aux-monitor"] = 7
    assert RunKey(UserRegistry(winreg), COMMAND).look().starting is Starting.OFF


def test_an_installed_program_is_started_by_its_own_script(tmp_path: Path) -> None:
    """The one beside the interpreter: a link out of a virtual environment is not followed."""
    (tmp_path / "aux-monitor").touch()
    assert own_command(tmp_path / "python3", ("--data", "/d"), frozen=False) == (
        str(tmp_path / "aux-monitor"),
        "--data",
        "/d",
        BACKGROUND,
    )


def test_a_clone_is_started_by_its_interpreter(tmp_path: Path) -> None:
    """And on Windows by the one without a console."""
    python = tmp_path / "python3"
    assert own_command(python, (), frozen=False) == (str(python), "-m", "aux_monitor", BACKGROUND)
    silent = tmp_path / "pythonw.exe"
    silent.touch()
    assert own_command(tmp_path / "python.exe", (), frozen=False)[0] == str(silent)


def test_a_bundled_program_is_started_as_it_is(tmp_path: Path) -> None:
    """It is its own interpreter."""
    bundle = tmp_path / "AUX Monitor"
    assert own_command(bundle, (), frozen=True) == (str(bundle), BACKGROUND)


@pytest.mark.parametrize(
    ("system", "config_home", "place"),
    [
        ("linux", "", ".config/autostart/aux-monitor.desktop"),
        ("linux", "not/absolute", ".config/autostart/aux-monitor.desktop"),
        ("darwin", "", "Library/LaunchAgents/aux-monitor.plist"),
    ],
)
def test_each_system_has_its_own_list(
    tmp_path: Path, system: str, config_home: str, place: str
) -> None:
    """In the user's own home."""
    found = best_autostart(COMMAND, system, tmp_path, config_home).look().place
    assert found == str(tmp_path / place)


def test_the_configuration_folder_may_lie_elsewhere(tmp_path: Path) -> None:
    """As XDG_CONFIG_HOME says."""
    found = best_autostart(COMMAND, "linux", Path("/nowhere"), str(tmp_path)).look().place
    assert found == str(tmp_path / "autostart" / "aux-monitor.desktop")
