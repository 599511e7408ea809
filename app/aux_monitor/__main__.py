"""The command line, nothing else."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aux_monitor import __version__
from aux_monitor.bootstrap import swift_start

if TYPE_CHECKING:
    from aux_monitor.bootstrap.options import Options

EXIT_ERROR = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code: 0 done, 2 wrong arguments, 3 an error."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["collector"]:
        from aux_monitor.collector.cli import main as collector  # noqa: PLC0415 - its own process

        return collector(arguments[1:])
    parsed = _window_alone(arguments) or _parser(arguments).parse_args(arguments)
    return _run(parsed, _options(parsed))


def _run(parsed: argparse.Namespace, options: Options) -> int:
    """Import only what the mode needs: a check loads no Qt, a window no collector."""
    from aux_monitor.ports.errors import AuxMonitorError  # noqa: PLC0415 - see above

    try:
        match parsed.mode:
            case "check":
                from aux_monitor.bootstrap.headless import run_check  # noqa: PLC0415 - see above

                return run_check(options, as_json=parsed.json)
            case "snapshot" | "verify" | "diff":
                return _export(parsed, options)
            case "entry" | "channel" | "config":
                return _keep_book(parsed, options)
            case "rehearse":
                from aux_monitor.bootstrap.rehearsing import run_rehearse  # noqa: PLC0415 - as above

                return run_rehearse(options, parsed.file, as_json=parsed.json)
            case _:
                swift_start.hold_collection()
                swift_start.import_pyside()
                from aux_monitor.bootstrap.window import run_window  # noqa: PLC0415 - see above

                return run_window(options)
    except BrokenPipeError:
        # Whoever read the output has seen enough ("| head"): the rest goes nowhere, quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_ERROR
    except AuxMonitorError as error:
        print(f"aux-monitor: {error}", file=sys.stderr)
        return EXIT_ERROR


def _export(parsed: argparse.Namespace, options: Options) -> int:
    """Carry out what makes a file of what is shown, or reads such files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if parsed.mode == "snapshot":
        from aux_monitor.bootstrap.headless import run_snapshot  # noqa: PLC0415 - as in _run
        from aux_monitor.bootstrap.snapshot_options import export_of  # noqa: PLC0415 - as in _run

        return run_snapshot(options, export_of(parsed), private=parsed.private)
    from aux_monitor.bootstrap.comparing import run_diff, run_verify  # noqa: PLC0415 - as in _run

    if parsed.mode == "verify":
        return run_verify(parsed.file)
    return run_diff(parsed.before, parsed.after, parsed.picture, as_json=parsed.json)


def _keep_book(parsed: argparse.Namespace, options: Options) -> int:
    """Carry out what changes something that is kept: an entry, a channel, or the settings."""
    if parsed.mode == "entry":
        from aux_monitor.bootstrap.entering import run_entry  # noqa: PLC0415 - as in _run

        return run_entry(options, parsed)
    if parsed.mode == "config":
        from aux_monitor.bootstrap.configuring import run_config  # noqa: PLC0415 - as in _run

        return run_config(options, parsed)
    from aux_monitor.bootstrap.channels import run_channel  # noqa: PLC0415 - as in _run

    return run_channel(options, parsed)


def _options(parsed: argparse.Namespace) -> Options:
    swift_start.import_msgspec()
    from aux_monitor.bootstrap.options import Options  # noqa: PLC0415 - it is a msgspec.Struct

    return Options(
        watch=tuple(parsed.watch or ()),
        collector_url=parsed.collector or "",
        config=parsed.config,
        data=parsed.data,
        demo=bool(parsed.demo),
        theme=parsed.theme or "",
        kiosk=bool(getattr(parsed, "kiosk", False)),
        background=bool(getattr(parsed, "background", False)),
        wait_s=getattr(parsed, "wait", 0.0),
    )


def _share(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Declare the options every mode has; ``again`` keeps what was given before a sub-command."""
    default = argparse.SUPPRESS if again else None

    def add(name: str, **how: Any) -> None:  # argparse's own keywords
        parser.add_argument(name, default=default, **how)

    add("--watch", metavar="LOG", action="append", help="watch this AUX session.log for this run")
    add("--collector", metavar="URL", help="read a collector that already runs")
    add("--config", metavar="FILE", type=Path, help="the settings file to use")
    add("--data", metavar="DIR", type=Path, help="the folder for data and history")
    add("--demo", action="store_true", help="show the demonstration")
    add("--theme", choices=("light", "dark"), help="colours for this run")


def _stand(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the window alone."""
    parser.add_argument("--kiosk", action="store_true", help="start in full screen")
    parser.add_argument(
        "--background", action="store_true", help="start in the tray, and never take the focus"
    )


def _window_alone(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return the options of a start of the window, None for whatever else may be meant.

    The parser of every command takes five milliseconds more to build, and the window waits.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _share(parser)
    _stand(parser)
    parser.set_defaults(mode="window")
    try:
        parsed, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if others else parsed


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; what stands below ``entry``, ``channel`` and ``config`` when named."""
    parser = argparse.ArgumentParser(
        prog="aux-monitor",
        description="A status monitor for the maintainers of the AUX Protocol.",
        epilog="'aux-monitor collector --help' describes the telemetry collector.",
    )
    _share(parser)
    _stand(parser)
    parser.add_argument("--version", action="version", version=f"aux-monitor {__version__}")
    parser.set_defaults(mode="window")
    modes = parser.add_subparsers(title="commands", metavar="COMMAND")

    snapshot = modes.add_parser("snapshot", help="write a page, tile or chart to a file")
    snapshot.set_defaults(mode="snapshot")
    verify = modes.add_parser("verify", help="say when and from what a PNG or JSON was exported")
    verify.set_defaults(mode="verify")
    diff = modes.add_parser("diff", help="say what moved between two exported files")
    diff.set_defaults(mode="diff")
    if {"snapshot", "verify", "diff"}.intersection(arguments):
        _declare_exports(snapshot, verify, diff)

    check = modes.add_parser(
        "check",
        help="print every level and exit 0 on target, 1 breach, 2 no or stale data, 3 error",
    )
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(mode="check")

    rehearse = modes.add_parser(
        "rehearse",
        help="play the scenarios of a file; exits 0 as expected, 1 not so, 2 unusable file",
    )
    rehearse.add_argument("file", type=Path, help="the TOML file of scenarios")
    rehearse.add_argument("--json", action="store_true", help="print JSON")
    rehearse.set_defaults(mode="rehearse")
    _share(rehearse, again=True)
    for mode in (snapshot, check):
        _share(mode, again=True)
        mode.add_argument(
            "--wait",
            type=_seconds,
            default=30.0,
            metavar="SECONDS",
            help="how long to wait for the sources (default 30)",
        )
    entry = modes.add_parser("entry", help="enter figures that no source gives, by hand or by file")
    entry.set_defaults(mode="entry")
    channel = modes.add_parser("channel", help="webhooks and e-mail that notices are sent to too")
    channel.set_defaults(mode="channel")
    config = modes.add_parser("config", help="show, export and import the settings")
    config.set_defaults(mode="config")
    for name, mode in (("config", config), ("entry", entry), ("channel", channel)):
        if name in arguments:
            options = import_module(f"aux_monitor.bootstrap.{name}_options")  # rarely needed
            for command in options.declare(mode):
                _share(command, again=True)
    modes.add_parser("collector", add_help=False, help="run the telemetry collector")
    return parser


def _declare_exports(
    snapshot: argparse.ArgumentParser,
    verify: argparse.ArgumentParser,
    diff: argparse.ArgumentParser,
) -> None:
    from aux_monitor.bootstrap import snapshot_options  # noqa: PLC0415 - rarely needed

    snapshot_options.declare_snapshot(snapshot)
    verify.add_argument("file", type=Path, help="a PNG or JSON that AUX Monitor wrote")
    snapshot_options.declare_diff(diff)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 1 <= seconds <= 600:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 600 seconds")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
