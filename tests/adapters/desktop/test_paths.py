"""Where files go, and who may read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aux_monitor.adapters.desktop.paths import default_paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home of the test's own, as the XDG variables would."""
    for variable, folder in (
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_PICTURES_DIR", "pictures"),
    ):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    return tmp_path


def test_the_platform_says_where(home: Path) -> None:
    """Without arguments everything lies where the desktop keeps such things."""
    paths = default_paths()
    assert paths.config_file == home / "config/aux-monitor/config.toml"
    assert paths.data_dir == home / "data/aux-monitor"
    assert paths.log_file == home / "state/aux-monitor/log/aux-monitor.log"
    assert paths.snapshots_dir == home / "pictures/AUX Monitor"
    assert paths.history_file == home / "data/aux-monitor/history.sqlite3"


def test_arguments_go_first(tmp_path: Path) -> None:
    """What is given is used, and a data folder takes the log with it."""
    given = tmp_path / "elsewhere"
    paths = default_paths(
        config_file=given / "my.toml", data_dir=given / "data", snapshots_dir=given / "pictures"
    )
    assert paths.config_file == given / "my.toml"
    assert paths.snapshots_dir == given / "pictures"
    assert paths.log_file == given / "data/aux-monitor.log"
    written = (paths.history_file, paths.collector_dir, paths.demo_dir)
    assert all(place.is_relative_to(given / "data") for place in written)
    assert default_paths(log_file=given / "a.log").log_file == given / "a.log"


def test_new_folders_are_private(home: Path) -> None:
    """Folders that are made can be read by their user alone; those that stand are left alone."""
    (home / "data/aux-monitor").mkdir(mode=0o755, parents=True)
    paths = default_paths()
    paths.create()
    paths.create()
    assert paths.config_file.parent.stat().st_mode & 0o777 == 0o700
    assert paths.log_file.parent.stat().st_mode & 0o777 == 0o700
    assert paths.data_dir.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_cannot_be_made_is_named(home: Path) -> None:
    """A file in a folder's place is one sentence with the folder's name; the others are made."""
    (home / "data").write_text("in the way")
    paths = default_paths()
    said = paths.create()
    assert said.startswith(f"The folder {paths.data_dir} cannot be made: ")
    assert said.count("cannot be made") == 1
    assert paths.config_file.parent.is_dir()
