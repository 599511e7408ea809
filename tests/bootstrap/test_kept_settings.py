"""Settings kept by a running window beside others who write the same file."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.kept_settings import KeptSettings, exported_text
from aux_monitor.bootstrap.options import Options
from aux_monitor.ports.errors import SettingsError
from aux_monitor.settings.codec import decode_settings
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.schema import (
    ChannelSettings,
    GitHubSettings,
    NotificationSettings,
    Settings,
)

WATCHED = GitHubSettings(repositories=("aux/protocol",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the settings file lies."""
    return tmp_path / "config.toml"


def kept_at(path: Path) -> KeptSettings:
    """Return the settings of a window that starts now."""
    return KeptSettings(lay_ground(Options(config=path, data=path.parent / "data")))


def read(path: Path) -> Settings:
    """Return the settings of a file."""
    return decode_settings(TomlText(str(path), path.read_text()))


def test_what_others_wrote_into_the_file_meanwhile_stays(path: Path) -> None:
    """The window adds what it changed, and uses both from then on."""
    kept = kept_at(path)
    path.write_text('[notifications]\ngroup_s = 3\n[[notifications.channels]]\nname = "ops"\n')
    assert asyncio.run(kept.save(replace(kept.stored, github=WATCHED))) == ""
    both = Settings(
        github=WATCHED,
        notifications=NotificationSettings(group_s=3.0, channels=(ChannelSettings("ops"),)),
    )
    assert read(path) == kept.stored == both


def test_a_change_that_could_not_be_written_is_written_with_the_next(path: Path) -> None:
    """A folder in the file's place keeps the first save away; the second has both changes."""
    kept = kept_at(path)
    path.mkdir()
    with pytest.raises(SettingsError, match="is a folder"):
        asyncio.run(kept.save(replace(kept.stored, github=WATCHED)))
    assert kept.stored.github == WATCHED
    path.rmdir()
    changed = replace(kept.stored, notifications=NotificationSettings(enabled=False))
    asyncio.run(kept.save(changed))
    assert read(path) == changed


def test_a_save_over_an_unreadable_file_says_where_that_is_now(path: Path) -> None:
    """Nothing that somebody wrote is lost, and the sentence names the place."""
    path.write_text("[notifications]\ngroups = 3\n")
    kept = kept_at(path)
    assert kept.problem == f"{path}: notifications: unknown field 'groups'"
    said = asyncio.run(kept.save(replace(kept.stored, github=WATCHED)))
    aside = path.with_name("config.toml.unreadable-1")
    assert said == f"The file could not be read; it is kept as {aside}."
    assert aside.read_text() == "[notifications]\ngroups = 3\n"
    assert kept.problem == ""
    assert read(path).github == WATCHED


def test_an_import_takes_the_place_of_every_setting(path: Path, tmp_path: Path) -> None:
    """Those before are kept beside the file; the next save builds on the imported ones."""
    kept = kept_at(path)
    asyncio.run(kept.save(replace(kept.stored, github=WATCHED)))
    theirs = tmp_path / "theirs.toml"
    theirs.write_text("[notifications]\ngroup_s = 4\n")
    said = asyncio.run(kept.take_in(theirs))
    assert said == (f"The settings of {theirs} are in use. Those before are kept as {path}.bak.")
    assert kept.stored == read(path) == Settings(notifications=NotificationSettings(group_s=4.0))
    assert read(Path(f"{path}.bak")).github == WATCHED


def test_a_file_with_a_fault_is_not_imported(path: Path, tmp_path: Path) -> None:
    """The sentence names it and the setting, and everything stays as it was."""
    kept = kept_at(path)
    asyncio.run(kept.save(replace(kept.stored, github=WATCHED)))
    theirs = tmp_path / "theirs.toml"
    theirs.write_text("[notifications]\ngroup_s = 90\n")
    with pytest.raises(SettingsError, match=r"theirs\.toml: notifications\.group_s: 90 is not"):
        asyncio.run(kept.take_in(theirs))
    assert kept.stored.github == read(path).github == WATCHED
    assert not Path(f"{path}.bak").exists()


def test_an_export_is_what_an_import_reads(path: Path, tmp_path: Path) -> None:
    """It says which file has the changes to KPIs, since they are not in it."""
    kept = kept_at(path)
    asyncio.run(kept.save(replace(kept.stored, github=WATCHED)))
    out = tmp_path / "out.toml"
    assert asyncio.run(kept.give_out(out)) == (
        f"The settings, without any secret, were written to {out}."
    )
    assert read(out) == kept.stored
    assert f"# {tmp_path / 'catalogue.toml'}\n" in out.read_text()


def test_a_path_cannot_end_the_comment_it_stands_in() -> None:
    """A folder may be called anything."""
    text = exported_text(Settings(), Path("/srv/a\n[collector]\n/config.toml"))
    assert decode_settings(TomlText("x", text)) == Settings()
