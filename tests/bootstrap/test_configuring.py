"""``aux-monitor config`` as people and scripts meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.__main__ import main
from tests.bootstrap.test_command_line import files


def config(home: Path, *arguments: str) -> int:
    """Run one command with its files in ``home``; return the exit code."""
    return main(["config", *arguments, *files(home)])


def test_the_settings_are_shown_as_the_toml_they_are_kept_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Defaults included, so that one sees what can be set."""
    (tmp_path / "config.toml").write_text("[notifications]\ngroup_s = 4\n")
    assert config(tmp_path, "show") == 0
    shown = capsys.readouterr().out
    assert "group_s = 4.0\n" in shown
    assert "critical_through = true\n" in shown
    assert f"# {tmp_path / 'catalogue.toml'}\n" in shown


def test_what_was_exported_is_imported_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On another computer, whose own settings are kept."""
    here, there = tmp_path / "here", tmp_path / "there"
    for home in (here, there):
        home.mkdir()
    (here / "config.toml").write_text('[github]\nrepositories = ["aux/protocol"]\n')
    (there / "config.toml").write_text("[notifications]\ngroup_s = 4\n")
    out = tmp_path / "out.toml"
    assert config(here, "export", str(out)) == 0
    assert config(there, "import", str(out)) == 0
    told = capsys.readouterr().out
    assert f"Those before are kept as {there / 'config.toml.bak'}." in told
    assert "from its next start on" in told
    assert '"aux/protocol"' in (there / "config.toml").read_text()
    assert (there / "config.toml.bak").read_text() == "[notifications]\ngroup_s = 4\n"


def test_an_export_writes_over_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands there already stays."""
    out = tmp_path / "out.toml"
    out.write_text("mine\n")
    assert config(tmp_path, "export", str(out)) == 2
    assert "stands there already" in capsys.readouterr().err
    assert out.read_text() == "mine\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[notifications]\ngroup_s = 90\n", "notifications.group_s: 90 is not between 0 and 60"),
        ("[github]\ntoken = 'x'\n", "github: unknown field 'token'"),
        ("[", "not valid TOML"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    """One sentence names file and setting."""
    before = "[notifications]\ngroup_s = 4\n"
    (tmp_path / "config.toml").write_text(before)
    theirs = tmp_path / "theirs.toml"
    theirs.write_text(text)
    assert config(tmp_path, "import", str(theirs)) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"aux-monitor: {theirs}: ")
    assert said in error
    assert (tmp_path / "config.toml").read_text() == before
    assert not (tmp_path / "config.toml.bak").exists()
