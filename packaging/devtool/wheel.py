"""``dev.py build``: the wheel and the sdist, and a proof that the wheel runs by itself."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from devtool import environment, system
from devtool.console import Command, TaskError, run_quietly, say
from devtool.environment import Lock, python_of


def build(root: Path, arguments: Sequence[str]) -> int:
    """Write wheel and sdist to ``dist/``, check the wheel, and return 0.

    Raises ``TaskError`` when one cannot be built, or the wheel does not work where it is
    installed, or for any argument.
    """
    if arguments:
        raise TaskError(f"build takes no arguments, but was given {' '.join(arguments)}.")
    system.provide(system.FOR_RUN)
    python = environment.provide(root, Lock.DEVELOP)
    dist = root / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    _must([python, "-m", "hatchling", "build", "-d", dist], "The build failed", cwd=root)
    wheel = next(dist.glob("*.whl"))
    require_resources(wheel, root / "resources")
    with tempfile.TemporaryDirectory(prefix="aux-monitor-wheel-") as folder:
        _prove(wheel, python, Path(folder))
    for made in sorted(dist.iterdir()):
        say(f"{made} ({made.stat().st_size / 1024:.0f} KiB)")
    return 0


def require_resources(wheel: Path, resources: Path) -> None:
    """Raise ``TaskError`` unless every file of ``resources`` is in ``wheel``."""
    with ZipFile(wheel) as archive:
        held = set(archive.namelist())
    files = (path for path in sorted(resources.rglob("*")) if path.is_file())
    wanted = (f"aux_monitor/resources/{path.relative_to(resources).as_posix()}" for path in files)
    absent = [name for name in wanted if name not in held]
    if absent:
        raise TaskError(f"{wheel.name} lacks {', '.join(absent)}.")


def _prove(wheel: Path, python: Path, folder: Path) -> None:
    """Install ``wheel`` alone beside the locked packages, away from the sources, and use it."""
    venv = folder / "venv"
    _must([python, "-m", "venv", "--without-pip", venv], "No environment for the wheel")
    own, packages = (_site_packages(each) for each in (python_of(venv), python))
    (own / "locked-packages.pth").write_text(f"{packages}\n", "utf-8")
    install: Command = [python, "-m", "pip", "--python", python_of(venv), "--quiet", "install"]
    _must([*install, "--no-deps", "--no-index", wheel], "The wheel cannot be installed")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        env[f"XDG_{name}_HOME"] = str(folder / name.lower())
    command = python_of(venv).with_name("aux-monitor" + python_of(venv).suffix)
    version = _must([command, "--version"], "The installed command fails", folder, env)
    picture = folder / "snapshot.png"
    _must([command, "snapshot", picture], "The installed program cannot draw", folder, env)
    if not picture.read_bytes().startswith(b"\x89PNG"):
        raise TaskError("The installed program's snapshot is no PNG.")
    say(f"The wheel works by itself: {version.strip()}, snapshot of {picture.stat().st_size} bytes")


def _site_packages(python: Path) -> Path:
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(_must([python, "-c", ask], "Python does not answer").strip())


def _must(
    command: Command,
    otherwise: str,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> str:
    code, output = run_quietly(command, env=env, cwd=cwd)
    if code != 0:
        raise TaskError(f"{otherwise}: {system.last_complaint(output)}.")
    return output
