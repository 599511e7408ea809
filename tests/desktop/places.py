"""Disks and folders that take nothing, for the programs of one test alone.

They are mounts in a namespace of their own: no other process sees them, and they are gone with
the process that holds it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop.programs import PATIENCE_S


class Places:
    """A namespace in which ``disk`` is a small disk, and ``fixed`` a folder that is read-only."""

    def __init__(self, holder: int, disk: Path) -> None:
        self.within = ("nsenter", f"--mount=/proc/{holder}/ns/mnt", f"--net=/proc/{holder}/ns/net")
        self._seen = Path(f"/proc/{holder}/root")
        self._disk = disk

    @property
    def disk(self) -> Path:
        """Return the small disk, as it is seen from outside."""
        return self._seen / self._disk.relative_to("/")

    def fill(self) -> None:
        """Leave no room on the small disk."""
        with (self.disk / "ballast").open("ab", buffering=0) as ballast:
            for size in (65_536, 512, 1):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    continue

    def empty(self) -> None:
        """Let there be room again."""
        (self.disk / "ballast").unlink()


@contextmanager
def places(disk: Path, fixed: Path) -> Iterator[Places]:
    """Hold a namespace with both until the end of the block, cut off from every network."""
    if os.geteuid() != 0 or not all(shutil.which(tool) for tool in ("unshare", "nsenter", "ip")):
        pytest.skip("only root can mount a small disk here, with unshare, nsenter and ip")
    disk.mkdir(exist_ok=True)
    fixed.mkdir(exist_ok=True)
    script = (
        'mount -t tmpfs -o size=16m tmpfs "$0" && mount --bind "$1" "$1" &&'
        ' mount -o remount,ro,bind "$1" && ip link set lo up && echo ready && exec cat'
    )
    command = ("unshare", "--mount", "--net", "sh", "-c", script, str(disk), str(fixed))
    with subprocess.Popen(  # noqa: S603 - the tests' own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        try:
            yield Places(holder.pid, disk)
        finally:
            holder.stdin.close()
            holder.wait(PATIENCE_S)
