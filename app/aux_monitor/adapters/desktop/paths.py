"""Where the program keeps its files."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from msgspec import Struct

from aux_monitor.ports.errors import SettingsError

_APP = "aux-monitor"


class Paths(Struct, frozen=True):
    """Every place the program writes to.

    ``config_file`` holds the settings, ``history_file`` alerts and records, ``collector_dir``
    the database of the monitor's own collector, ``demo_dir`` all that the demonstration makes,
    ``snapshots_dir`` pictures, ``log_file`` the program's log.
    """

    config_file: Path
    data_dir: Path
    snapshots_dir: Path
    log_file: Path

    @property
    def history_file(self) -> Path:
        """The history of what is really watched."""
        return self.data_dir / "history.sqlite3"

    @property
    def picture_file(self) -> Path:
        """What the sources last said, for the first paint of the next start."""
        return self.data_dir / "last-known.msgpack"

    @property
    def collector_dir(self) -> Path:
        """The database of the monitor's own collector."""
        return self.data_dir / "collector"

    @property
    def demo_dir(self) -> Path:
        """The demonstration's log, database and history, apart from what is real."""
        return self.data_dir / "demo"

    def create(self) -> str:
        """Make the folders that are missing, for this user alone.

        Return a sentence that names those which cannot be made, empty when all stand.
        """
        said = []
        for folder in dict.fromkeys((self.config_file.parent, self.data_dir, self.log_file.parent)):
            try:
                make_private(folder)
            except SettingsError as error:
                said.append(str(error))
        return " ".join(said)


def default_paths(
    *,
    config_file: Path | None = None,
    data_dir: Path | None = None,
    snapshots_dir: Path | None = None,
    log_file: Path | None = None,
) -> Paths:
    """Return the platform's places, with those given in their stead.

    A ``data_dir`` takes the log with it, so that a run apart leaves nothing elsewhere.
    """
    log_home = (
        data_dir if data_dir is not None else platformdirs.user_log_path(_APP, appauthor=False)
    )
    return Paths(
        config_file=config_file
        or platformdirs.user_config_path(_APP, appauthor=False) / "config.toml",
        data_dir=data_dir or platformdirs.user_data_path(_APP, appauthor=False),
        snapshots_dir=snapshots_dir or platformdirs.user_pictures_path() / "AUX Monitor",
        log_file=log_file or log_home / "aux-monitor.log",
    )


def make_private(folder: Path) -> None:
    """Make ``folder`` with mode 0700; one that stands keeps the mode its owner gave it.

    Raises ``SettingsError`` that names the folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder {folder} cannot be made: {error.strerror or error}."
        ) from error
