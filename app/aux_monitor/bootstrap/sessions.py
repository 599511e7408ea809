"""Builds sessions: the demonstration in its own folder, the real one beside it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from msgspec import Struct

from aux_monitor.adapters.desktop.paths import make_private
from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.adapters.history.definitions import SqliteDefinitions
from aux_monitor.adapters.history.entries import SqliteEntries
from aux_monitor.adapters.history.sqlite import SqliteHistory
from aux_monitor.adapters.last_known_file import LastKnownFile
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.first_look import expects_entries
from aux_monitor.bootstrap.ground import Ground
from aux_monitor.bootstrap.plans import Planner
from aux_monitor.bootstrap.runtime import Hooks, Last, Parts, Runtime
from aux_monitor.ports.channels import Channels
from aux_monitor.ports.errors import SettingsError
from aux_monitor.ports.notifier import Notifier
from aux_monitor.services.notifying import Compose
from aux_monitor.settings.schema import Settings

QUERY = Path("github") / "kpi.graphql"


class Session(Struct, frozen=True):
    """A runtime with the planner that knows how to build its sources anew."""

    runtime: Runtime
    planner: Planner
    history: SqliteHistory


class Sessions:
    """Builds sessions over one ground. ``http`` is shared and outlives them all."""

    def __init__(
        self,
        ground: Ground,
        http: HttpClient,
        notifier: Notifier,
        compose: Compose,
        channels: Channels | None = None,
    ) -> None:
        self._ground = ground
        self._http = http
        self._notifier = notifier
        self._compose = compose
        self._channels = channels

    def use(self, ground: Ground) -> None:
        """Build on another ground from now on."""
        self._ground = ground

    def build(
        self, settings: Settings, hooks: Hooks, *, demo: bool, scratch: Path | None = None
    ) -> Session:
        """Return a session that has not started; with ``scratch`` it keeps everything there."""
        ground = self._ground
        home = ground.paths.data_dir if scratch is None else scratch
        if demo:
            home = _fresh(home / ground.paths.demo_dir.name)
        history = SqliteHistory(home / ground.paths.history_file.name)
        book = SqliteEntries(history)
        if scratch is not None and not demo and ground.paths.history_file.exists():
            # One look keeps nothing, and still shows what people entered.
            book = SqliteEntries(SqliteHistory(ground.paths.history_file, mend=False))
        planner = Planner(
            catalogue=ground.catalogue,
            secrets=ground.secrets,
            history=history,
            book=book,
            clock=ground.clock,
            http=self._http,
            query=(ground.resources / QUERY).read_text(encoding="utf-8"),
            collector_dir=home / ground.paths.collector_dir.name,
            demo_log=home / "session.log" if demo else None,
        )
        parts = Parts(
            catalogue=ground.catalogue,
            clock=ground.clock,
            history=history,
            notifier=self._notifier,
            compose=self._compose,
            plan=planner,
            book=book,
            note_entries=planner.note_entries,
            zone=LocalZone(),
            channels=self._channels,
            last=Last() if demo or scratch is not None else self._last(),
            definitions=SqliteDefinitions(history),
        )
        runtime = Runtime(parts, settings, hooks, demo=demo, problems=ground.problems)
        return Session(runtime, planner, history)

    def _last(self) -> Last:
        ground = self._ground
        keeper = LastKnownFile(ground.paths.picture_file)
        return Last(keeper, ground.known, entries=expects_entries(ground))


def _fresh(folder: Path) -> Path:
    """Return the demonstration's folder, emptied: what was simulated before is worth nothing.

    Where nothing can be kept it simulates in a folder for temporary files, gone with the process.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        make_private(folder)
    except SettingsError:
        return _passing()
    return folder if os.access(folder, os.W_OK | os.X_OK) else _passing()


def _passing() -> Path:
    folder = tempfile.mkdtemp(prefix="aux-monitor-demo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
