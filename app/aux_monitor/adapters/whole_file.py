"""A small text file that is replaced whole, never half written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from aux_monitor.settings.decoding import Place
from aux_monitor.settings.errors import SettingsError


def replace_whole(path: Path, text: str) -> None:
    """Replace the file by one that holds ``text``, readable by its owner alone.

    The old file stays whole until the new one is on the disk. A symbolic link stays a link: the
    file it points at is replaced. A folder that is missing is made.

    Raises:
        SettingsError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(target, text.encode("utf-8"))
    except OSError as error:
        raise _sentence(path, error) from None


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the renaming itself to the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentence(path: Path, error: OSError) -> SettingsError:
    place = Place(str(path))
    match error:
        case IsADirectoryError():
            return place.error("is a folder, so no settings can be written there")
        case PermissionError():
            return place.error("cannot be written (permission denied)")
        case _:
            return place.error(f"cannot be written: {error.strerror}")
