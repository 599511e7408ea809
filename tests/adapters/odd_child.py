"""Stands for a collector in the tests of children: does what the variable ODD says."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

TOKEN = os.environ.get("AUX_MONITOR_COLLECTOR_TOKEN", "")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def listen() -> None:
    """Say that it listens."""
    say(json.dumps({"event": "listening", "host": "127.0.0.1", "port": 4321, "pid": os.getpid()}))


def wait_for_the_end() -> None:
    """Live until the monitor lets go of the pipe."""
    sys.stdin.read()


match os.environ["ODD"]:
    case "good":
        Path(os.environ["RECORD"]).write_text(
            json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ)})
        )
        listen()
        wait_for_the_end()
    case "dies":
        sys.stderr.write("first\nsecond\nthird\n" + "x" * 9000 + f"{TOKEN}\nlast \x1b[31m{TOKEN}\n")
        sys.exit(3)
    case "dies later":
        listen()
        sys.stdin.readline()
        time.sleep(float(os.environ["AFTER_S"]))
        sys.stderr.write("The database is locked.\n")
        sys.exit(1)
    case "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    case "silent":
        wait_for_the_end()
    case "garbage":
        say("hello")
        wait_for_the_end()
    case "elsewhere":
        say('{"event": "listening", "host": "127.0.0.1", "port": 99999, "pid": 1}')
        wait_for_the_end()
    case "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        listen()
        while True:
            time.sleep(60)
    case "chatty":
        listen()
        for _ in range(200):
            say("o" * 5000)
            sys.stderr.write("e" * 5000 + "\n")
        Path(os.environ["RECORD"]).write_text("all said")
        wait_for_the_end()
