"""The Debian packages that the program and its tests need beside Python's own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from devtool.console import TaskError, run_quietly, say, warn

# What Qt's xcb and Wayland plugins link to, and fonts for letters that the bundled one lacks.
# Found with ldd on the plugins of PySide6-Essentials.
RUN_PACKAGES = (
    "fontconfig",
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
# A whole small desktop: X server, window manager, tray, notification daemon, bus and keyring; and
# what makes a small disk and a cut network for one process.
TEST_PACKAGES = (
    "dbus",
    "dbus-x11",
    "dunst",
    "gnome-keyring",
    "iproute2",
    "libsecret-1-0",
    "libsecret-tools",
    "mount",
    "openbox",
    "trayer",
    "util-linux",
    "x11-utils",
    "xauth",
    "xdotool",
    "xvfb",
)

_STATUS_COMMAND = ("dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n")
_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a task asks of the system.

    ``programs`` may come from anywhere; their packages are asked for only where one is not found.
    """

    packages: tuple[str, ...]
    why: str
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


FOR_RUN = Wanted(RUN_PACKAGES, "to show a window")
# npm fetches GitHub's own schema and description, which the tests hold the queries against.
FOR_TEST = Wanted(
    RUN_PACKAGES + TEST_PACKAGES,
    "for the tests on a real desktop",
    {"npm": ("nodejs", "npm")},
)


def installed_names(listing: str) -> frozenset[str]:
    """Return the names that ``dpkg-query``'s listing says are there, provided ones included.

    Each line holds status, package and provides, parted by tabs; a package renamed by a later
    Debian (libglib2.0-0t64) still provides its old name.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, rest = line.partition("\t")
        package, _, provides = rest.partition("\t")
        if status == "installed":
            names.add(package)
            names.update(entry.split()[0] for entry in provides.split(",") if entry.strip())
    return frozenset(names)


def missing(wanted: Iterable[str], installed: frozenset[str]) -> tuple[str, ...]:
    """Return the names of ``wanted`` that are not installed, in their order."""
    return tuple(name for name in wanted if name not in installed)


def provide(wanted: Wanted) -> None:
    """Install what is missing as root on Debian; otherwise say what is missing, and go on."""
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return
    _code, listing = run_quietly(_STATUS_COMMAND)
    asked = [*wanted.packages]
    for name, packages in wanted.programs.items():
        asked += () if shutil.which(name) else packages
    absent = missing(asked, installed_names(listing))
    if not absent:
        return
    if os.geteuid() != 0:
        warn(f"Missing {wanted.why}: {', '.join(absent)}. Install with:")
        warn(f"  sudo {' '.join((*_INSTALL, *absent))}")
        return
    say(f"Installing {len(absent)} system packages {wanted.why}: {', '.join(absent)}")
    try:
        _install(absent)
    except TaskError as error:
        warn(f"{error} Going on without them.")


def _install(packages: Sequence[str]) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ("-o", "DPkg::Lock::Timeout=120")
    for command in (("apt-get", "update", *wait), (*_INSTALL, *wait, *packages)):
        code, output = run_quietly(command, env=env)
        if code != 0:
            raise TaskError(f"{' '.join(command[:2])} failed: {last_complaint(output)}.")


def last_complaint(output: str) -> str:
    """Return the last line of ``output`` that reads like an error, else its last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    complaints = [line for line in lines if line.lower().startswith(("e:", "error"))]
    return (complaints or lines or ["no reason was given"])[-1].rstrip(".")
