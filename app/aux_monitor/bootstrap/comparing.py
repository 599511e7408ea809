"""``aux-monitor verify`` and ``aux-monitor diff``: what exported files say of themselves."""

from __future__ import annotations

from pathlib import Path

import msgspec

from aux_monitor.adapters.exported_file import is_png, png_texts, read_exported
from aux_monitor.presentation.difference import difference, difference_lines
from aux_monitor.presentation.record import Record, record_of_chunks, record_of_json, told


def run_verify(file: Path) -> int:
    """Print what a file says of itself; return 0, or raise ``ExportError`` with a sentence."""
    print("\n".join(told(read_record(file))))  # noqa: T201 - its purpose
    return 0


def run_diff(before: Path, after: Path, picture: Path | None, *, as_json: bool) -> int:
    """Print what moved from one file to another; return 0, or raise ``ExportError``.

    With ``picture`` both are drawn there side by side, what changed marked.
    """
    found = difference(read_record(before), read_record(after))
    if picture is not None:
        from aux_monitor.bootstrap.application import (  # noqa: PLC0415 - Qt, for a picture only
            make_application,
        )
        from aux_monitor.bootstrap.snapshots import put  # noqa: PLC0415 - as above
        from aux_monitor.ui.side_by_side import side_by_side  # noqa: PLC0415 - as above

        application = make_application()
        put(side_by_side(read_exported(before), read_exported(after)), picture.absolute())
        application.quit()
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(found)).decode())  # noqa: T201 - its purpose
    else:
        print("\n".join(difference_lines(found)))  # noqa: T201 - its purpose
    return 0


def read_record(file: Path) -> Record:
    """Return what a PNG or a JSON export says of itself; raise ``ExportError`` with a sentence."""
    data = read_exported(file)
    if is_png(data):
        return record_of_chunks(png_texts(data, str(file)), str(file))
    return record_of_json(data, str(file))
