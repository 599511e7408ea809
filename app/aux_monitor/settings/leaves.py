"""Single settings by their path in the file, such as ``collector.poll_every_s``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from aux_monitor.settings.schema import Settings

_CHANNELS = "notifications.channels"


def leaf_types(owner: type[Struct] = Settings) -> Mapping[str, Any]:
    """Return the type of every setting by its path, in the schema's order.

    A list of tables is a setting itself, and so is each of a table's fields: they are under
    ``notifications.quiet`` and ``notifications.quiet[].from``.
    """
    found: dict[str, Any] = {}
    hints = get_type_hints(owner)
    for field in structs.fields(owner):
        hint, name = hints[field.name], field.encode_name
        table, mark = _table(hint)
        if table is None or mark:
            found[name] = hint
        if table is not None:
            below = leaf_types(table)
            found |= {f"{name}{mark}.{path}": kind for path, kind in below.items()}
    return found


def value_at(settings: Settings, path: str) -> Any:
    """Return the value of one setting; a list of tables has one value as a whole."""
    value: Any = settings
    for name in path.split("."):
        value = getattr(value, name)
    return value


def with_value(settings: Settings, path: str, value: object) -> Settings:
    """Return the settings with one of them changed."""
    result: Settings = _replaced(settings, path.split("."), value)
    return result


def merged(base: Settings, mine: Settings, theirs: Settings) -> Settings:
    """Return ``theirs`` with every setting that ``mine`` changed from ``base``.

    So a window saves what a person changed in it, and leaves alone what an editor or the command
    line wrote into the file since it was read. Channels come and go with their addresses on the
    command line alone: of these, what was changed is taken channel by channel.
    """
    result = theirs
    for path in leaf_types():
        single = path != _CHANNELS and "[]" not in path
        if single and value_at(mine, path) != value_at(base, path):
            result = with_value(result, path, value_at(mine, path))
    old, new = base.notifications.channels, mine.notifications.channels
    changed = {channel.name: channel for channel in new if channel not in old}
    kept = tuple(changed.get(channel.name, channel) for channel in theirs.notifications.channels)
    return with_value(result, _CHANNELS, kept)


def _table(hint: Any) -> tuple[type[Struct] | None, str]:
    """Return the struct that ``hint`` is, or is a list of; the mark says that it is a list."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint, ""
    if get_origin(hint) is tuple:
        element = get_args(hint)[0]
        if isinstance(element, type) and issubclass(element, Struct):
            return element, "[]"
    return None, ""


def _replaced(owner: Any, steps: list[str], value: object) -> Any:
    first, *rest = steps
    inner = _replaced(getattr(owner, first), rest, value) if rest else value
    return structs.replace(owner, **{first: inner})
