"""The command line of ``aux-monitor channel``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

_CHANNEL = "places beside the desktop that notices are sent to"


def declare(channel: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Declare the commands below ``channel``, and yield each of their parsers."""
    channel.description = f"Keep {_CHANNEL}: webhooks, mailboxes and whatever else Apprise knows."
    commands = channel.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )

    add = commands.add_parser(
        "add",
        help="add a channel, or change one",
        description="The address (an Apprise URL) is asked for, or read from standard input.",
    )
    add.add_argument("name", help="what you call it, such as ops")
    add.add_argument("--critical", action="store_true", help="critical alerts only")
    add.add_argument("--no-recoveries", action="store_true", help="not the ends of alerts")

    listing = commands.add_parser("list", help="print the channels; their addresses stay hidden")

    test = commands.add_parser("test", help="send a message that says it is a test")
    test.add_argument("name", help="the channel's name")

    remove = commands.add_parser("remove", help="remove a channel, and its address")
    remove.add_argument("name", help="the channel's name")

    yield from (add, listing, test, remove)
