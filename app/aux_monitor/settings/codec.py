"""Settings to and from TOML text, checked on both ways; secrets are never among them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any, get_type_hints
from urllib.parse import SplitResult, urlsplit

import tomli_w
from msgspec import Struct, structs

from aux_monitor.settings.bounds import check_bounds
from aux_monitor.settings.decoding import Place, TomlText, convert, parse_toml
from aux_monitor.settings.quiet import check_notifications
from aux_monitor.settings.schema import (
    FIRST_YEAR,
    LAST_YEAR,
    SCHEMA_VERSION,
    CollectorSettings,
    GitHubSettings,
    LayoutSettings,
    NamedCollector,
    Settings,
    SnapshotSettings,
)
from aux_monitor.settings.window import check_window

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,39}(?<! )")
MOST_COLLECTORS = 12
"""Further collectors there may be: each is asked by itself, and has a row and a sign."""

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_METRIC = re.compile(r"[a-z][a-z0-9_:.-]{0,99}")

MOST_ARRANGED = 1000
"""A list of tiles is no longer than this."""


def decode_settings(source: TomlText) -> Settings:
    """Return the settings of a TOML text; what it leaves out keeps its default.

    Raises:
        SettingsError: naming the file and the setting of the first fault found.
    """
    raw = parse_toml(source)
    place = Place(source.file)
    _check_version(raw.get("version", SCHEMA_VERSION), place.at("version"))
    _check_known(raw, Settings, place)
    settings = convert(raw, Settings, place)
    check_settings(settings, place)
    return settings


def encode_settings(settings: Settings, file: str) -> str:
    """Return the TOML text of ``settings``, every setting written out.

    Raises:
        SettingsError: when a setting is out of its range, so that no file is written that could
            not be read again; ``file`` is how the error calls it.
    """
    check_settings(settings, Place(file))
    return tomli_w.dumps(_plain(settings))


def _check_version(version: object, place: Place) -> None:
    """Refuse the file of a later program before complaining of settings it may well have."""
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise place.error(f"expected a whole number from 1 to {SCHEMA_VERSION}")
    if version > SCHEMA_VERSION:
        raise place.error(
            f"written by a newer AUX Monitor (version {version}; this one knows {SCHEMA_VERSION}): "
            "install that one, or move the file away"
        )


def _check_known(raw: dict[str, Any], to: type, place: Place) -> None:
    """Refuse any key that is no setting: a misspelt one would be a setting silently ignored."""
    hints = get_type_hints(to)
    for key, value in raw.items():
        if key not in hints:
            raise place.error(f"unknown field '{key}'")
        if _is_struct(hints[key]) and isinstance(value, dict):
            _check_known(value, hints[key], place.at(key))


def _is_struct(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Struct)


def _plain(value: Any) -> Any:
    """Return what TOML can hold; a setting that is None is left out."""
    if isinstance(value, Struct):
        held = {field.encode_name: getattr(value, field.name) for field in structs.fields(value)}
        return {name: _plain(part) for name, part in held.items() if part is not None}
    if isinstance(value, Enum):
        return value.value
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def check_settings(settings: Settings, place: Place) -> None:
    """Raise ``SettingsError`` for the first setting that means nothing, named below ``place``."""
    _check_collector(settings.collector, place.at("collector"))
    check_collectors(settings.collectors, place)
    _check_github(settings.github, place.at("github"))
    check_window(settings.window, place.at("window"))
    check_notifications(settings.notifications, place.at("notifications"))
    if settings.snapshots != SnapshotSettings():
        from aux_monitor.settings.snapshots import check_snapshots  # noqa: PLC0415 - start-up time

        check_snapshots(settings.snapshots, place.at("snapshots"))
    _check_layout(settings.layout, place.at("layout"))
    if settings.programme.start is not None:
        _check_start(settings.programme.start, place.at("programme.start"))


def _check_collector(collector: CollectorSettings, place: Place) -> None:
    check_bounds(collector.poll_every_s, "collector.poll_every_s", place.at("poll_every_s"))
    check_bounds(collector.timeout_s, "collector.timeout_s", place.at("timeout_s"))
    for index, log in enumerate(collector.logs):
        if "\0" in log or not PurePath(log).is_absolute():
            raise place.at(f"logs[{index}]").error(
                f"'{log}' is not a whole path: name the file from the root of the disk on"
            )
    if len(set(collector.logs)) < len(collector.logs):
        raise place.at("logs").error("a log is named twice")
    if collector.url:
        check_url(collector.url, place.at("url"))
    if collector.url and collector.logs:
        raise place.error("set either logs or url: another collector reads its own logs")


def check_collectors(collectors: Sequence[NamedCollector], place: Place) -> None:
    """Refuse further collectors that could not be told apart or asked."""
    if len(collectors) > MOST_COLLECTORS:
        raise place.at("collectors").error(f"more than {MOST_COLLECTORS} collectors")
    # Their tokens' variables tell them apart by letters and digits alone.
    names = [re.sub(r"[ _-]+", "-", each.name.casefold()) for each in collectors]
    for index, each in enumerate(collectors):
        here = place.at(f"collectors[{index}]")
        if _NAME.fullmatch(each.name) is None:
            raise here.at("name").error(
                f"'{each.name}' is no name: use up to 40 letters, digits, spaces, '-' and '_'"
            )
        if names[index] in names[:index]:
            raise here.at("name").error(f"'{each.name}' is named twice")
        check_url(each.url, here.at("url"))
        for field in ("poll_every_s", "timeout_s"):
            check_bounds(getattr(each, field), f"collectors[].{field}", here.at(field))


def _check_github(github: GitHubSettings, place: Place) -> None:
    check_bounds(github.poll_every_s, "github.poll_every_s", place.at("poll_every_s"))
    check_bounds(github.timeout_s, "github.timeout_s", place.at("timeout_s"))
    check_url(github.api_url, place.at("api_url"))
    seen: set[str] = set()
    for index, name in enumerate(github.repositories):
        if _REPOSITORY.fullmatch(name) is None:
            raise place.at(f"repositories[{index}]").error(
                f"'{name}' is not of the form owner/name, such as octocat/hello-world"
            )
        if name.casefold() in seen:
            raise place.at(f"repositories[{index}]").error(f"'{name}' is named twice")
        seen.add(name.casefold())


def _check_layout(layout: LayoutSettings, place: Place) -> None:
    """Refuse lists that no catalogue could fill: they would grow with every start."""
    for name in ("pinned", "hidden", "order"):
        metrics: tuple[str, ...] = getattr(layout, name)
        if len(metrics) > MOST_ARRANGED:
            raise place.at(name).error(f"names more than {MOST_ARRANGED} tiles")
        for index, metric in enumerate(metrics):
            if _METRIC.fullmatch(metric) is None:
                raise place.at(f"{name}[{index}]").error(f"'{metric}' is no metric's id")


def _check_start(start: date, place: Place) -> None:
    """Refuse a start of the programme that is a slip of the pen: nothing would ever be due."""
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise place.error(f"{start} is not between {FIRST_YEAR} and {LAST_YEAR}")


def check_url(url: str, place: Place) -> None:
    """Refuse a base URL that could not work, or that would carry a token readable or twice."""
    parts = _split(url, place)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise place.error(f"'{url}' is not an http:// or https:// address with a host")
    if "@" in parts.netloc:
        raise place.error("must not hold a name or password: tokens belong in the keyring")
    if parts.query or parts.fragment or url.endswith(("?", "#")):
        raise place.error("must end before any '?' or '#'")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise place.error(
            "plain http:// is for this computer alone, since a token would travel readable: "
            "use https://"
        )


def _split(url: str, place: Place) -> SplitResult:
    """Return the parts of a URL made of visible ASCII, its port checked."""
    fault = place.error("is not a valid address")
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise fault
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise fault from None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
