"""The command line of ``aux-monitor collector``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from aux_monitor.settings.errors import AuxMonitorError

EXIT_ERROR = 3


def main(argv: Sequence[str]) -> int:
    """Run ``serve`` or ``simulate``; return 0 when it ended as asked, 3 when it could not run."""
    parsed = _parser().parse_args(argv)
    try:
        return _serve(parsed) if parsed.command == "serve" else _simulate(parsed)
    except AuxMonitorError as error:
        sys.stderr.write(f"aux-monitor collector: {error}\n")
        return EXIT_ERROR


def _serve(parsed: argparse.Namespace) -> int:
    from aux_monitor.collector.serve import (  # noqa: PLC0415 - the simulator needs none of it
        ServeOptions,
        serve,
    )

    return serve(
        ServeOptions(
            logs=tuple(path.absolute() for path in parsed.log),
            data=parsed.data.absolute(),
            host=parsed.host,
            port=parsed.port,
            exit_with_stdin=parsed.exit_with_stdin,
        )
    )


def _simulate(parsed: argparse.Namespace) -> int:
    from aux_monitor.collector.simulate import (  # noqa: PLC0415 - the server needs none of it
        SimulateOptions,
        simulate,
    )
    from aux_monitor.collector.traffic import Forced, IncidentKind  # noqa: PLC0415 - see above

    forced = None
    if parsed.incident_after is not None:
        kind = IncidentKind(parsed.kind)
        forced = Forced(parsed.incident_after, parsed.incident_for, kind)
    return simulate(
        SimulateOptions(
            log=parsed.log.absolute(),
            rate=parsed.rate,
            backlog_s=parsed.backlog,
            seed=parsed.seed,
            most_bytes=parsed.max_bytes,
            forced=forced,
            exit_with_stdin=parsed.exit_with_stdin,
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aux-monitor collector",
        description="Collects telemetry from the AUX server's session.log.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="follow logs and answer over HTTP")
    serving.add_argument(
        "--log", type=Path, action="append", required=True, help="a session.log; may be repeated"
    )
    serving.add_argument("--data", type=Path, required=True, help="the folder for the database")
    serving.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    serving.add_argument("--port", type=_port, default=0, help="the port; 0 chooses a free one")
    _add_stdin(serving)
    _add_simulate(commands.add_parser("simulate", help="write a believable session.log"))
    return parser


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log", type=Path, required=True, help="the file to append to")
    parser.add_argument(
        "--rate", type=_positive, default=4.0, help="commands a second on average (4)"
    )
    parser.add_argument(
        "--backlog", type=_not_negative, default=3600.0, help="seconds of the past to begin with"
    )
    parser.add_argument("--seed", type=int, default=None, help="make the traffic repeatable")
    parser.add_argument(
        "--max-bytes", type=int, default=100 * 1024 * 1024, help="rotate at this size (100 MiB)"
    )
    parser.add_argument(
        "--incident-after", type=_not_negative, default=None, help="an incident after so many s"
    )
    parser.add_argument(
        "--incident-for", type=_positive, default=360.0, help="how long that one lasts (360)"
    )
    parser.add_argument("--kind", choices=("latency", "failures"), default="latency")
    _add_stdin(parser)


def _add_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exit-with-stdin", action="store_true", help="end when the standard input is closed"
    )


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port (0 to 65535)")
    return int(text)


def _positive(text: str) -> float:
    value = _not_negative(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} must be above 0")
    return value


def _not_negative(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0 <= value < 1e7:
        raise argparse.ArgumentTypeError(f"{text!r} is out of range")
    return value
