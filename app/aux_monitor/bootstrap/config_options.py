"""The command line of ``aux-monitor config``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path


def declare(config: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Declare the commands below ``config``, and yield each of their parsers."""
    config.description = "Show, export and import the settings. Secrets are never among them."
    commands = config.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )
    yield commands.add_parser("show", help="print every setting as TOML")

    write = commands.add_parser("export", help="write every setting to a TOML file")
    write.add_argument("file", type=Path, help="the TOML file to write")
    yield write

    read = commands.add_parser(
        "import",
        help="use the settings of a TOML file",
        description="The file is checked as a whole first; the settings before are kept as .bak.",
    )
    read.add_argument("file", type=Path, help="the TOML file to read")
    yield read
