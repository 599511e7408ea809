"""What every mode stands on: paths, settings, catalogue, clock, secrets, the HTTP client."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.adapters.desktop.clock import SystemClock
from aux_monitor.adapters.desktop.paths import Paths, default_paths
from aux_monitor.adapters.desktop.secrets import (
    EnvironmentSecrets,
    KeyringSecrets,
    LayeredSecrets,
)
from aux_monitor.adapters.resources import load_catalogue, resource_root
from aux_monitor.adapters.settings_file import SettingsFile
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.catalogue import Catalogue
from aux_monitor.domain.last_known import LastKnown
from aux_monitor.domain.state import ProblemTopic
from aux_monitor.ports.errors import SettingsError
from aux_monitor.ports.secrets import SecretStore
from aux_monitor.settings.schema import Settings

OVERLAY = "catalogue.toml"
"""The user's changes to KPIs and triggers, beside the settings file."""


class Ground(Struct, frozen=True):
    """The parts that outlive a session.

    ``settings`` are those in force: the file's, with the command line's laid over them.
    ``problems`` are files that could not be used, by topic; the program runs without them.
    ``entered`` says that nothing is connected and that there are figures by hand all the same.
    ``known`` is the last known picture, for a window alone; ``unknown`` says why there is none
    although one was kept.
    """

    options: Options
    paths: Paths
    resources: Path
    file: SettingsFile
    stored: Settings
    settings: Settings
    catalogue: Catalogue
    clock: SystemClock
    secrets: SecretStore
    problems: dict[ProblemTopic, str]
    entered: bool
    known: LastKnown | None = None
    unknown: str = ""

    @property
    def demo(self) -> bool:
        """Return whether there is nothing to show, so that the demonstration runs.

        Settings that cannot be read may well connect something: no demonstration hides them, nor
        figures that somebody entered.
        """
        if self.options.demo:
            return True
        shown = self.settings.configured or self.entered
        return not shown and ProblemTopic.SETTINGS not in self.problems


def lay_ground(options: Options) -> Ground:
    """Return the ground of one run; a folder or file that cannot be used is one of its problems."""
    paths = default_paths(config_file=options.config, data_dir=options.data)
    problems: dict[ProblemTopic, str] = {}
    unmade = paths.create()
    if unmade:
        problems[ProblemTopic.FOLDER] = unmade
    file = SettingsFile(paths.config_file)
    stored = _read_settings(file, problems)
    settings = overridden(stored, options)
    return Ground(
        options=options,
        paths=paths,
        resources=resource_root(),
        file=file,
        stored=stored,
        settings=settings,
        catalogue=_read_catalogue(paths.config_file.parent / OVERLAY, problems),
        clock=SystemClock(),
        secrets=LayeredSecrets(EnvironmentSecrets(), KeyringSecrets()),
        problems=problems,
        entered=not settings.configured and _has_entries(paths.history_file),
    )


def overridden(settings: Settings, options: Options) -> Settings:
    """Return the settings with what the command line says laid over them."""
    if options.demo:
        return replace(
            settings,
            collector=replace(settings.collector, logs=(), url=""),
            collectors=(),
            github=replace(settings.github, repositories=()),
        )
    if not options.watch and not options.collector_url:
        return settings
    logs = tuple(str(Path(log).absolute()) for log in options.watch)
    collector = replace(settings.collector, logs=logs, url=options.collector_url, enabled=True)
    return replace(settings, collector=collector)


def _has_entries(history: Path) -> bool:
    """Return whether figures by hand are kept; before the first run SQLite is not even loaded."""
    if not history.exists():
        return False
    from aux_monitor.adapters.history.file import holds_entries  # noqa: PLC0415 - see above

    return holds_entries(history)


def _read_settings(file: SettingsFile, problems: dict[ProblemTopic, str]) -> Settings:
    try:
        return file.read()
    except SettingsError as error:
        problems[ProblemTopic.SETTINGS] = str(error)
        return Settings()


def _read_catalogue(overlay: Path, problems: dict[ProblemTopic, str]) -> Catalogue:
    try:
        return load_catalogue(overlay)
    except SettingsError as error:
        problems[ProblemTopic.CATALOGUE] = str(error)
        return load_catalogue()
