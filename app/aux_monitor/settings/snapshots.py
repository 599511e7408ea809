"""What the settings of scheduled snapshots may say, and the names they lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath

from aux_monitor.settings.bounds import check_bounds
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.schema import SnapshotSettings

_TOKEN = re.compile(r"\{([^{}]*)\}")
_TOKENS: Mapping[str, str] = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "time": r"\d{6}",
    "level": r"[a-z]+(?:-[a-z]+)*",
}
"""What each token of a pattern stands for, as a regular expression."""

_NEEDED = ("date", "time")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f{}]')
_LONGEST = 120


def check_snapshots(snapshots: SnapshotSettings, place: Place) -> None:
    """Raise ``SettingsError`` for the first setting that means nothing, named below ``place``."""
    for name in ("every_s", "keep", "keep_s"):
        check_bounds(getattr(snapshots, name), f"snapshots.{name}", place.at(name))
    if snapshots.keep != int(snapshots.keep):
        raise place.at("keep").error(f"{snapshots.keep:g} is not a whole number")
    folder = snapshots.folder
    if folder and ("\0" in folder or not PurePath(folder).is_absolute()):
        raise place.at("folder").error(
            f"'{folder}' is not a whole path: name the folder from the root of the disk on"
        )
    _check_pattern(snapshots.pattern, place.at("pattern"))


def snapshot_name(pattern: str, taken_at: float, level: str) -> str:
    """Return the name of a snapshot taken at ``taken_at`` (POSIX seconds; the name is in UTC)."""
    taken = datetime.fromtimestamp(taken_at, UTC)
    words = {
        "date": f"{taken:%Y-%m-%d}",
        "time": f"{taken:%H%M%S}",
        "level": level.replace(" ", "-"),
    }
    return _TOKEN.sub(lambda found: words[found.group(1)], pattern)


def snapshot_names(pattern: str) -> re.Pattern[str]:
    """Return what matches every name that ``pattern`` can lead to, and no other."""
    parts = _TOKEN.split(pattern)
    written = [
        f"(?:{_TOKENS[part]})" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    ]
    return re.compile("".join(written))


def _check_pattern(pattern: str, place: Place) -> None:
    tokens = _TOKEN.findall(pattern)
    unknown = next((token for token in tokens if token not in _TOKENS), None)
    if unknown is not None:
        known = ", ".join(f"{{{name}}}" for name in _TOKENS)
        raise place.error(f"there is no {{{unknown}}}: a name can have {known}")
    missing = next((token for token in _NEEDED if token not in tokens), None)
    if missing is not None:
        raise place.error(f"lacks {{{missing}}}: each snapshot would take the place of the last")
    if not pattern.lower().endswith(".png"):
        raise place.error("does not end in .png")
    plain = _TOKEN.sub("", pattern)
    if _FORBIDDEN.search(plain) or pattern.startswith((".", " ")) or len(pattern) > _LONGEST:
        raise place.error("is no name of a file that every system takes")
