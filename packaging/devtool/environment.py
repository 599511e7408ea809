"""The virtual environment beside the sources, filled from the lock and from nothing else."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from devtool.console import TaskError, run_quietly, say
from devtool.system import last_complaint

OLDEST_PYTHON = (3, 11)
_NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Temporary failure in name resolution",
    "No matching distribution found",
)


OWN = Path(".venv")


class Lock(Enum):
    """Which lock a task needs; the value is its file. DEVELOP holds all that RUN holds."""

    RUN = "requirements.lock"
    DEVELOP = "requirements-dev.lock"


def python_of(venv: Path) -> Path:
    """Return where a virtual environment keeps its interpreter on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def provide(root: Path, lock: Lock, folder: Path = OWN) -> Path:
    """Return the interpreter of the environment in ``folder`` that holds ``lock`` and the project.

    Nothing is installed when the lock and ``pyproject.toml`` are those of the last time.

    Raises ``TaskError`` when the environment cannot be made or the packages cannot be fetched.
    """
    venv = root / folder
    stamp = venv / "aux-monitor-lock.json"
    wanted = fingerprints(root)
    if not _usable(venv):
        _create(venv)
    if _read_stamp(stamp).get(lock.value) == wanted[lock.value]:
        return python_of(venv)
    stamp.unlink(missing_ok=True)
    _install(root, venv, lock)
    held = tuple(Lock) if lock is Lock.DEVELOP else (Lock.RUN,)
    stamp.write_text(json.dumps({each.value: wanted[each.value] for each in held}), "utf-8")
    return python_of(venv)


def fingerprints(root: Path) -> dict[str, str]:
    """Return, per lock file, a hash of everything that decides what gets installed from it.

    Raises ``TaskError`` when a lock or ``pyproject.toml`` cannot be read.
    """
    found = {}
    for lock in Lock:
        digest = hashlib.sha256(str(root.resolve()).encode())
        for name in (lock.value, "pyproject.toml"):
            try:
                digest.update((root / name).read_bytes())
            except OSError as error:
                raise TaskError(f"Cannot read {root / name}: {error.strerror}.") from error
        found[lock.value] = digest.hexdigest()
    return found


def _read_stamp(stamp: Path) -> Mapping[str, str]:
    try:
        content = json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _usable(venv: Path) -> bool:
    python = python_of(venv)
    if not python.exists():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    code, _output = run_quietly([python, "-c", check])
    return code == 0


def _create(venv: Path) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise TaskError(
            f"{sys.executable} lacks the venv module: install it (on Debian: "
            "apt-get install python3-venv) and run this again."
        )
    say(f"Making {venv} with Python {sys.version.split()[0]}")
    code, output = run_quietly([sys.executable, "-m", "venv", "--clear", venv])
    if code != 0:
        raise TaskError(f"Could not make {venv}: {last_complaint(output)}.")


def _install(root: Path, venv: Path, lock: Lock) -> None:
    say(f"Installing {lock.value} into {venv} (some minutes the first time)")
    pip = (
        python_of(venv),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    )
    locked = ("--progress-bar", "off", "--require-hashes", "--requirement", root / lock.value)
    itself = ("--no-deps", "--no-build-isolation", "--editable", root)
    for arguments, what in ((locked, lock.value), (itself, "the project itself")):
        code, output = run_quietly((*pip, *arguments), cwd=root)
        if code != 0:
            raise TaskError(_install_error(what, output))


def _install_error(what: str, output: str) -> str:
    if any(sign in output for sign in _NETWORK_SIGNS):
        return (
            f"Could not install {what}: the package index cannot be reached, or lacks a locked "
            f"version ({last_complaint(output)})."
        )
    return f"Could not install {what}: {last_complaint(output)}."
