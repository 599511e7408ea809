"""``aux-monitor rehearse``: scenarios played by the rules that are in force here."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from aux_monitor.adapters.resources import read_text
from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.options import Options
from aux_monitor.domain.rehearsal import rehearse
from aux_monitor.ports.errors import SettingsError
from aux_monitor.presentation.rehearsed import rehearsed, rehearsed_lines
from aux_monitor.settings.decoding import TomlText
from aux_monitor.settings.scenario_codec import decode_scenarios

EXIT_FAILED = 1
EXIT_UNUSABLE = 2


def run_rehearse(options: Options, file: Path, *, as_json: bool) -> int:
    """Play a file's scenarios; return 0 as expected, 1 not so, 2 the file cannot be used."""
    ground = lay_ground(options)
    for topic, sentence in ground.problems.items():
        print(f"aux-monitor: {topic.value}: {sentence}", file=sys.stderr)  # noqa: T201
    try:
        scenarios = decode_scenarios(TomlText(str(file), read_text(file)), ground.catalogue)
    except SettingsError as error:
        print(f"aux-monitor: {error}", file=sys.stderr)  # noqa: T201 - the answer to the command
        return EXIT_UNUSABLE
    answer = rehearsed(str(file), (rehearse(scenario) for scenario in scenarios))
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(answer)).decode())  # noqa: T201 - its purpose
    else:
        print("\n".join(rehearsed_lines(answer)))  # noqa: T201 - its purpose
    return 0 if answer.ok else EXIT_FAILED
