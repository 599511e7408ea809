"""Settings from the command line: shown, exported and imported as one TOML text."""

from __future__ import annotations

import argparse
import sys

from aux_monitor.adapters.settings_file import SettingsFile, read_settings
from aux_monitor.adapters.whole_file import replace_whole
from aux_monitor.bootstrap.ground import lay_ground
from aux_monitor.bootstrap.kept_settings import exported_text, exported_words, imported_words
from aux_monitor.bootstrap.options import Options
from aux_monitor.ports.errors import SettingsError
from aux_monitor.settings.decoding import Place

EXIT_WRONG = 2
"""What was asked cannot be done as it was asked."""


def run_config(options: Options, words: argparse.Namespace) -> int:
    """Carry out one ``config`` command; return 0, or 2 with a sentence that says what is wrong."""
    file = lay_ground(options).file
    try:
        match words.command:
            case "import":
                _import(file, words)
            case "export":
                _export(file, words)
            case _:
                sys.stdout.write(exported_text(file.read(), file.path))
    except SettingsError as error:
        print(f"aux-monitor: {error}", file=sys.stderr)  # noqa: T201 - the answer to the command
        return EXIT_WRONG
    return 0


def _export(file: SettingsFile, words: argparse.Namespace) -> None:
    if words.file.exists():
        raise Place(str(words.file)).error("stands there already: name a new file")
    replace_whole(words.file, exported_text(file.read(), file.path))
    print(exported_words(words.file))  # noqa: T201 - the answer to the command


def _import(file: SettingsFile, words: argparse.Namespace) -> None:
    kept = file.replace(read_settings(words.file))
    print(imported_words(words.file, kept))  # noqa: T201 - the answer to the command
    print("a monitor that runs uses them from its next start on")  # noqa: T201 - as above
