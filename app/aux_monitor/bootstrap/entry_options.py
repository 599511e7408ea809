"""The command line of ``aux-monitor entry``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

_ENTRY = "figures that no source gives, entered by hand or from a file"


def declare(entry: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Declare the commands below ``entry``, and yield each of their parsers."""
    entry.description = f"Keep {_ENTRY}."
    commands = entry.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )

    add = commands.add_parser("add", help="enter a figure, or correct the one for its day")
    add.add_argument("metric", help="the KPI, such as daily_users or nps")
    add.add_argument("value", help="a number such as 1090.5")
    add.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="the day (UTC) it is of: today, or yesterday for figures of whole days",
    )
    add.add_argument("--n", metavar="N", default="", help="how many answers or users it is from")
    add.add_argument("--note", metavar="TEXT", default="", help="shown beside the figure")
    _who(add)

    listing = commands.add_parser("list", help="print what was entered")
    listing.add_argument("metric", nargs="?", default="", help="this KPI alone")
    listing.add_argument("--all", action="store_true", help="what was changed and removed too")

    remove = commands.add_parser("remove", help="remove a figure; what it was is kept")
    remove.add_argument("id", type=int, help="its number in the list")
    _who(remove)

    read = commands.add_parser("import", help="enter every figure of a CSV file, or none")
    read.add_argument("file", type=Path, help="with the columns metric,date,value[,n,note,who]")
    read.add_argument("--dry-run", action="store_true", help="say what would be entered")

    write = commands.add_parser("export", help="write what was entered to a new CSV file")
    write.add_argument("file", type=Path, help="the CSV file to write")

    yield from (add, listing, remove, read, write)


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", metavar="NAME", default="", help="who says so")
