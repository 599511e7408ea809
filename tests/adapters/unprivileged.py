"""A moment without the right to a path, also where the tests run as root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def unprivileged(path: Path) -> Iterator[None]:
    """Take every right to ``path`` away; root, whom rights do not stop, becomes nobody."""
    before = path.stat().st_mode
    root = os.geteuid() == 0
    path.chmod(0)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(before)
