"""What can be asked of ``aux-monitor snapshot``, ``verify`` and ``diff`` on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from aux_monitor.bootstrap.options import Size
from aux_monitor.domain.reading import MetricId
from aux_monitor.ports.errors import ExportError
from aux_monitor.services.export_intents import (
    Export,
    ExportFormat,
    ExportSubject,
    PictureSize,
    SheetShape,
)

_SCALES = {"1x": 1.0, "2x": 2.0, "3x": 3.0, "4k": 2.0}
_SHEETS = {"a4": SheetShape.A4, "16:9": SheetShape.SCREEN}


def declare_snapshot(parser: argparse.ArgumentParser) -> None:
    """Declare what a snapshot takes."""
    add = parser.add_argument
    add("file", type=Path, help="the file to write; its ending says as what")
    add("--size", type=_size, help="such as 1280x720 (default 1920x1080)")
    add("--scale", choices=tuple(_SCALES), default="1x", help="4k: 3840 x 2160 pixels")
    add("--page", metavar="NAME", default="", help="overview, performance, ...; pdf: also all")
    add("--metric", metavar="ID", default="", help="one KPI alone: its tile, or its chart")
    add("--chart", action="store_true", help="the chart of --metric instead of its tile")
    add("--format", choices=tuple(each.value for each in ExportFormat), help="whatever the ending")
    add("--sheet", choices=tuple(_SHEETS), default="a4", help="the pages of a PDF (default a4)")
    add("--private", action="store_true", help="hide figures and names")


def declare_diff(parser: argparse.ArgumentParser) -> None:
    """Declare what the comparison of two files takes."""
    parser.add_argument("before", type=Path, help="a PNG or JSON that AUX Monitor wrote")
    parser.add_argument("after", type=Path, help="a later one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="write both pictures, what changed marked"
    )


def export_of(parsed: argparse.Namespace) -> Export:
    """Return the export that the arguments ask for.

    Raises:
        ExportError: they ask for something there is not.
    """
    form = _format(parsed.file, parsed.format or "")
    subject = _subject(parsed, form)
    size = _picture_size(parsed.size, parsed.scale, subject)
    page = "" if parsed.page == "all" else parsed.page
    metric = MetricId(parsed.metric) if parsed.metric else None
    sheet = _SHEETS[parsed.sheet]
    return Export(subject, form, size, sheet, page, metric, path=parsed.file)


def _format(file: Path, named: str) -> ExportFormat:
    ending = named or file.suffix.lower().removeprefix(".") or ExportFormat.PNG.value
    known = {each.value: each for each in ExportFormat}
    if ending not in known:
        raise ExportError(
            f"The ending of {file} says no format: choose {', '.join(known)}, or name one with "
            "--format."
        )
    return known[ending]


def _subject(parsed: argparse.Namespace, form: ExportFormat) -> ExportSubject:
    if parsed.metric:
        charted = parsed.chart or form is ExportFormat.SVG
        return ExportSubject.CHART if charted else ExportSubject.TILE
    if parsed.chart:
        raise ExportError("A chart is of one KPI: name it with --metric.")
    return ExportSubject.PAGES if parsed.page == "all" else ExportSubject.PAGE


def _picture_size(size: Size | None, scale: str, subject: ExportSubject) -> PictureSize:
    """Return the size; a tile or a chart without one has its own, but at 4K always 3840x2160."""
    ratio = _SCALES[scale]
    alone = subject in (ExportSubject.TILE, ExportSubject.CHART)
    if scale == "4k":
        return PictureSize(8.0, 480, 270) if alone else PictureSize(ratio, 1920, 1080)
    if size is None:
        return PictureSize(ratio) if alone else PictureSize(ratio, 1920, 1080)
    return PictureSize(ratio, size.width, size.height)


def _size(text: str) -> Size:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1920x1080")
    size = Size(int(width), int(height))
    if not (640 <= size.width <= 7680 and 360 <= size.height <= 4320):
        raise argparse.ArgumentTypeError(f"{text} is not between 640x360 and 7680x4320")
    return size
