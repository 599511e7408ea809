"""From TOML text to typed values, with errors that name file, entry and field in one sentence."""

from __future__ import annotations

import re
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
import tomli
from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.settings.errors import SettingsError

T = TypeVar("T")

LONGEST = 400
"""An error shows at most this many characters: what it quotes comes from outside."""

_FIELD = re.compile(
    r"Object (?P<how>contains unknown|missing required) field `(?P<field>.*)`", re.DOTALL
)
_STEPS = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")
"""The steps of an error's path: a field's name, or what stands between brackets."""


class TomlText(Struct, frozen=True):
    """The text of one TOML file, and the name by which errors call it."""

    file: str
    text: str


class Place(Struct, frozen=True):
    """Where in a file something stands; ``path`` is dotted and empty for the file itself."""

    file: str
    path: str = ""

    def at(self, path: str) -> Place:
        """Return the place ``path`` below this one."""
        joined = path if not self.path or path.startswith("[") else f".{path}"
        return replace(self, path=f"{self.path}{joined}") if path else self

    def error(self, sentence: str) -> SettingsError:
        """Return the error that says ``sentence`` of this place, on one line of bounded length."""
        text = ": ".join(part for part in (self.file, self.path, sentence) if part)
        shown = "".join(mark if mark.isprintable() else "?" for mark in text)
        return SettingsError(shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…")


def parse_toml(source: TomlText) -> dict[str, Any]:
    """Return the tables of a TOML text, or raise ``SettingsError`` naming line and column."""
    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        raise Place(source.file).error(f"not valid TOML: {error}") from None
    except RecursionError:
        raise Place(source.file).error("not valid TOML: nested too deeply") from None


def convert(raw: object, to: type[T], place: Place) -> T:
    """Return ``raw`` as a value of type ``to``, or raise ``SettingsError`` naming the field.

    Nothing is coerced but a whole number into a float: ``"1"`` is not 1, nor is ``true``.
    """
    try:
        return msgspec.convert(raw, to)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        path = path.removesuffix("`").removeprefix(".")
        raise place.at(path).error(_plain(what) + _choices(to, path)) from None


def _plain(what: str) -> str:
    """Put msgspec's words (``Object missing required field `name` ``) into ours."""
    field = _FIELD.fullmatch(what)
    if field is None:
        plain = what.replace("`object`", "a table").replace("`array`", "a list").replace("`", "")
        return plain[:1].lower() + plain[1:]
    if field["how"] == "contains unknown":
        return f"unknown field '{field['field']}'"
    return f"field '{field['field']}' is missing"


def _choices(to: Any, path: str) -> str:
    """Return the values an enum field takes, in words; nothing where it is not one."""
    for name, index in _STEPS.findall(path):
        to = _element(to, index) if index else _field(to, name)
    if isinstance(to, type) and issubclass(to, Enum):
        return f" (one of: {', '.join(str(member.value) for member in to)})"
    return ""


def _field(owner: Any, name: str) -> Any:
    """Return the type of a struct's field, without its None; None where there is no such field."""
    if not (isinstance(owner, type) and issubclass(owner, Struct)):
        return None
    to = get_type_hints(owner).get(name)
    kinds = [kind for kind in get_args(to) if kind is not NoneType]
    return kinds[0] if isinstance(to, UnionType) else to


def _element(owner: Any, index: str) -> Any:
    """Return the type of a list's element; a list of unlike things knows which by its number."""
    kinds = get_args(owner)
    unlike = len(kinds) > 1 and kinds[1] is not Ellipsis
    if unlike and index.isdecimal():
        return kinds[int(index)]
    return kinds[0] if kinds else None
