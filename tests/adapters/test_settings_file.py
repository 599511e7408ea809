"""The settings file on disk: whole before and after, readable by its owner alone."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import pytest

from aux_monitor.adapters.settings_file import SettingsFile, read_settings
from aux_monitor.settings.errors import SettingsError
from aux_monitor.settings.schema import CollectorSettings, GitHubSettings, Settings
from tests.adapters.unprivileged import unprivileged

WATCHED = Settings(github=GitHubSettings(repositories=("octocat/hello-world",)))
OTHER = Settings(github=GitHubSettings(repositories=("octocat/spoon-knife",)))
WRONG = Settings(collector=CollectorSettings(poll_every_s=0.0))


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    """Return a settings file in a folder that is not there yet."""
    return SettingsFile(tmp_path / "config" / "settings.toml")


def test_a_missing_file_is_the_defaults(file: SettingsFile) -> None:
    """A first start needs no file, and makes none by reading."""
    assert file.read() == Settings()
    assert not file.path.parent.exists()


def test_what_was_saved_is_read(file: SettingsFile) -> None:
    """The folder is made at the first save, and the later save wins."""
    file.write(OTHER)
    file.write(WATCHED)
    assert file.read() == WATCHED


def test_saving_can_be_awaited(file: SettingsFile) -> None:
    """The awaitable form writes the same file."""
    asyncio.run(file.save(WATCHED))
    assert file.read() == WATCHED


def test_only_the_owner_may_read_it(file: SettingsFile) -> None:
    """File and folder are private, whatever was there before."""
    file.path.parent.mkdir(mode=0o700)
    file.path.write_text("")
    file.path.chmod(0o644)
    file.write(WATCHED)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_new_folder_is_private(file: SettingsFile) -> None:
    """The folder that a save makes is its owner's alone."""
    file.write(WATCHED)
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_settings_out_of_range_leave_the_old_file(file: SettingsFile) -> None:
    """What could not be read back is not written."""
    file.write(WATCHED)
    with pytest.raises(SettingsError, match=r"settings\.toml: collector\.poll_every_s: 0 is not"):
        file.write(WRONG)
    assert file.read() == WATCHED


def test_a_save_that_fails_leaves_the_old_file_and_nothing_beside_it(file: SettingsFile) -> None:
    """When the folder may not be written, the sentence says so and the old settings stay."""
    file.write(WATCHED)
    with unprivileged(file.path.parent), pytest.raises(SettingsError, match="permission denied"):
        file.write(OTHER)
    assert file.read() == WATCHED
    assert list(file.path.parent.iterdir()) == [file.path]


def test_no_temporary_file_is_left(file: SettingsFile) -> None:
    """After a save the folder holds the settings and nothing else."""
    file.write(WATCHED)
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_file_may_not_be_replaced_by_half_of_another(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fails before the new file is safe, the old one is still whole."""

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    file.write(WATCHED)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SettingsError, match="cannot be written: No space left on device"):
        file.write(OTHER)
    assert file.read() == WATCHED
    assert list(file.path.parent.iterdir()) == [file.path]


def test_a_symbolic_link_stays_one(file: SettingsFile, tmp_path: Path) -> None:
    """Settings kept in a folder of one's own are replaced there."""
    kept = tmp_path / "dotfiles" / "aux.toml"
    kept.parent.mkdir()
    file.path.parent.mkdir()
    file.path.symlink_to(kept)
    file.write(WATCHED)
    assert file.path.is_symlink()
    assert SettingsFile(kept).read() == WATCHED


def test_a_folder_in_place_of_the_file_is_named(file: SettingsFile) -> None:
    """Neither read nor written, and each says why."""
    file.path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="is a folder, not a file"):
        file.read()
    with pytest.raises(SettingsError, match="is a folder, so no settings can be written there"):
        file.write(WATCHED)


def test_a_file_that_may_not_be_read_is_not_taken_for_missing(file: SettingsFile) -> None:
    """Defaults in place of unreadable settings would start the demonstration."""
    file.write(WATCHED)
    with unprivileged(file.path.parent), pytest.raises(SettingsError, match="permission denied"):
        file.read()


def test_a_fault_in_the_file_is_named_with_its_path(file: SettingsFile) -> None:
    """The sentence begins with the whole path of the file."""
    file.path.parent.mkdir()
    file.path.write_text("[collector]\npoll_every_s = 'x'\n")
    with pytest.raises(SettingsError) as caught:
        file.read()
    assert str(caught.value) == (f"{file.path}: collector.poll_every_s: expected float, got str")


BROKEN = "[notifications]\ngroups = 3\n"


def test_a_file_that_cannot_be_read_is_moved_aside_before_a_save(file: SettingsFile) -> None:
    """What somebody wrote is kept beside the new file, each time under a name of its own."""
    file.path.parent.mkdir()
    for number in (1, 2):
        file.path.write_text(f"{BROKEN}# {number}\n")
        aside = file.write(WATCHED)
        assert aside == file.path.with_name(f"settings.toml.unreadable-{number}")
        assert aside.read_text() == f"{BROKEN}# {number}\n"
        assert file.read() == WATCHED


def test_a_readable_file_is_not_moved_aside(file: SettingsFile) -> None:
    """Nor is one that was never there."""
    assert file.write(WATCHED) is None
    assert file.write(OTHER) is None


def test_a_failed_save_puts_an_unreadable_file_back(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves everything as it was."""

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    file.path.parent.mkdir()
    file.path.write_text(BROKEN)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SettingsError, match="No space left on device"):
        file.write(OTHER)
    assert file.path.read_text() == BROKEN
    assert list(file.path.parent.iterdir()) == [file.path]


def test_an_unreadable_file_that_cannot_be_moved_is_not_written_over(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that may not be changed the sentence says so."""

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    file.path.parent.mkdir()
    file.path.write_text(BROKEN)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SettingsError, match="cannot be moved aside either: Permission denied"):
        file.write(WATCHED)
    assert file.path.read_text() == BROKEN


def test_other_settings_in_place_of_a_file_keep_it_beside_them(file: SettingsFile) -> None:
    """As it was, comments included; without a file there is nothing to keep."""
    assert file.replace(WATCHED) is None
    text = file.path.read_text() + "# mine\n"
    file.path.write_text(text)
    kept = file.replace(OTHER)
    assert kept == file.path.with_name("settings.toml.bak")
    assert kept.read_text() == text
    assert file.read() == OTHER
    file.path.write_text(BROKEN)
    aside = file.replace(WATCHED)
    assert aside is not None
    assert aside.read_text() == BROKEN


def test_any_file_is_read_as_settings_or_named(tmp_path: Path) -> None:
    """A file that is to be imported is checked as a whole."""
    path = tmp_path / "theirs.toml"
    with pytest.raises(SettingsError, match=r"theirs\.toml: there is no such file"):
        read_settings(path)
    path.write_text("[collector]\ntimeout_s = 0\n")
    with pytest.raises(SettingsError, match=r"theirs\.toml: collector\.timeout_s: 0 is not"):
        read_settings(path)
