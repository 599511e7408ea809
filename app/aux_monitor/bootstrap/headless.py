"""The program without a window: one look at every source, then a picture or the levels."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import tzinfo
from pathlib import Path

import msgspec

from aux_monitor.adapters.desktop.zone import LocalZone
from aux_monitor.adapters.sources.http import HttpClient
from aux_monitor.bootstrap.ground import Ground, lay_ground
from aux_monitor.bootstrap.logs import start_logging
from aux_monitor.bootstrap.options import Options
from aux_monitor.bootstrap.runtime import Hooks, until_answered
from aux_monitor.bootstrap.sessions import Sessions
from aux_monitor.domain.state import AppState
from aux_monitor.ports.notifier import Notice
from aux_monitor.presentation.check import check_lines
from aux_monitor.presentation.masking import mask_for
from aux_monitor.presentation.notices import NoticeComposer
from aux_monitor.presentation.presenter import Presenter
from aux_monitor.services.export_intents import Export


class Silent:
    """A ``Notifier`` that tells nobody: a single look from a script interrupts no one."""

    async def show(self, notice: Notice) -> None:
        """Show nothing."""

    async def withdraw(self, tag: str, number: int = 0) -> None:
        """Withdraw nothing."""

    async def aclose(self) -> None:
        """Close nothing."""


def run_check(options: Options, *, as_json: bool) -> int:
    """Print every level; return 0 on target, 1 breach, 2 no or stale data."""
    ground = _ground(options)
    zone = LocalZone()
    state, now = asyncio.run(_look(ground, zone))
    answer = Presenter(ground.catalogue, zone).check(state, now)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(answer)).decode())  # noqa: T201 - its purpose
    else:
        print("\n".join(check_lines(answer)))  # noqa: T201 - its purpose
    return int(answer.exit_code)


def run_snapshot(options: Options, export: Export, *, private: bool = False) -> int:
    """Write what is asked for to its path; return 0, or raise ``ExportError`` with a sentence."""
    from aux_monitor.bootstrap.exporting import Sight  # noqa: PLC0415 - Qt, for this mode only
    from aux_monitor.bootstrap.exports import check_export  # noqa: PLC0415 - as above
    from aux_monitor.bootstrap.still import write_still  # noqa: PLC0415 - as above

    check_export(export)
    ground = _ground(options)
    zone = LocalZone()
    state, now = asyncio.run(_look(ground, zone))
    mask = mask_for(state, ground.settings, ground.catalogue) if private else None
    sight = Sight(Presenter(ground.catalogue, zone), state, now, ground.settings, mask=mask)
    file = export.path or Path(f"aux-monitor.{export.format.value}")
    write_still(ground, sight, export, file.absolute())
    print(file)  # noqa: T201 - the answer to the command
    return 0


def _ground(options: Options) -> Ground:
    ground = lay_ground(options)
    start_logging(ground.paths.log_file)
    for topic, sentence in ground.problems.items():
        print(f"aux-monitor: {topic.value}: {sentence}", file=sys.stderr)  # noqa: T201
    return ground


async def _look(ground: Ground, zone: tzinfo) -> tuple[AppState, float]:
    """Ask every source once, with data in a folder of its own: a running monitor keeps its own."""
    http = HttpClient()
    sessions = Sessions(ground, http, Silent(), NoticeComposer(ground.catalogue, zone))
    hooks = Hooks(on_change=lambda: None, next_change_at=lambda _now: None)
    with tempfile.TemporaryDirectory(prefix="aux-monitor-", ignore_cleanup_errors=True) as scratch:
        runtime = sessions.build(
            ground.settings, hooks, demo=ground.demo, scratch=Path(scratch)
        ).runtime
        try:
            await runtime.start()
            await until_answered(runtime, ground.clock, ground.options.wait_s)
            return runtime.store.state, ground.clock.now()
        finally:
            await runtime.aclose()
            await http.aclose()
