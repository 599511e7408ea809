"""Files that are made and still have to reach the disk."""

from __future__ import annotations

from pathlib import Path

from aux_monitor.ports.errors import ExportError
from aux_monitor.ui.export import write_whole


def put(data: bytes, path: Path) -> None:
    """Write a file whole or not at all, making its folder; touches no widget.

    Raises:
        ExportError: naming the place and the reason.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"The folder {path.parent} cannot be made: {error.strerror or error}."
        ) from error
    write_whole(data, path)
