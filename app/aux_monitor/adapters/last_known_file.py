"""The last known picture in one small file, read before the first paint.

It is not in the history: to load SQLite and open a file of 400 days takes longer than to decode
these few kilobytes, and the first paint waits for it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from aux_monitor.domain.last_known import LastKnown, usable
from aux_monitor.ports.errors import HistoryError

LARGEST = 1_000_000
"""Bytes of the largest file read or written: what is kept is bounded, and usually a tenth."""


class LastKnownFile:
    """A ``PictureKeeper`` in the file ``path``, which is for this user alone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, settings: bytes, now: float) -> tuple[LastKnown | None, str]:
        """Return what may be shown at ``now``, and a sentence where the file itself is no good.

        A picture of other settings, of the future or of too long ago is simply not shown.
        """
        try:
            with self._path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            return None, ""
        except OSError as error:
            return None, self._ignored(error.strerror or str(error))
        if len(content) > LARGEST:
            return None, self._ignored("it is too large")
        try:
            known = msgspec.msgpack.decode(content, type=LastKnown)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return None, self._ignored(str(error)[:200])
        return usable(known, settings, now), ""

    async def keep(self, known: LastKnown) -> None:
        """Replace the file; raise ``HistoryError`` where it cannot be."""
        import asyncio  # noqa: PLC0415 - the first paint does not wait for it

        content = msgspec.msgpack.encode(known)
        if len(content) > LARGEST:
            raise HistoryError(
                f"The last known picture is not kept: it would take {len(content)} bytes."
            )
        await asyncio.to_thread(self._write, content)

    def _write(self, content: bytes) -> None:
        """Write beside the file and rename: a file that a crash leaves half written is none.

        It is not forced onto the disk. Losing the last minute of it costs nothing but a start
        that shows no figures until they come.
        """
        part = self._path.with_suffix(".part")
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            part.write_bytes(content)
            part.replace(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise HistoryError(
                f"The last known picture cannot be kept in {self._path}: {error.strerror or error}."
            ) from error

    def _ignored(self, why: str) -> str:
        return f"The last known picture {self._path} is not shown: {why}."
