"""One rule's fields changed in the text of a user's overlay, all else left as it stands.

The text is edited line by line, so that comments, order and spacing stay. Whether that went well
is not believed but read back: a text that does not say exactly what it should (a table written in
some other of TOML's many ways) is written anew from its values, which loses its comments alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeAlias

import tomli_w

from aux_monitor.domain.catalogue import Limit, RuleId
from aux_monitor.domain.tuning import Tuning
from aux_monitor.settings.decoding import TomlText, parse_toml

Fields: TypeAlias = Mapping[str, str | float | None]
"""Values by field; None takes the field away."""

_TABLE = re.compile(r"\s*\[")
_VALUE = re.compile(
    r"(?P<head>\s*[\w\"']+\s*=\s*)(?:'[^']*'|\"[^\"]*\"|[^#\s]+)(?P<tail>\s*(?:#.*)?)"
)


def tuning_fields(tuning: Tuning | None, shipped: Tuning | None) -> Fields:
    """Return the fields that make ``tuning`` of ``shipped``; what is the same is taken away.

    A ``tuning`` of None is the shipped one. A rule that is not shipped is the user's own: all its
    fields are written, and there is nothing to go back to.
    """
    if tuning is None:
        return dict.fromkeys(("fire", "clear", "hold_s")) if shipped is not None else {}
    fields: dict[str, str | float | None] = {
        "fire": limit_text(tuning.fire),
        "clear": limit_text(tuning.clear),
        "hold_s": tuning.hold_s,
    }
    if shipped is None:
        return fields
    alike = (
        tuning.fire == shipped.fire,
        tuning.clear == shipped.clear,
        tuning.hold_s == shipped.hold_s,
    )
    return {name: None if same else fields[name] for name, same in zip(fields, alike, strict=True)}


def limit_text(limit: Limit) -> str:
    """Return a limit as the catalogue writes it: ``> 300``."""
    return f"{limit.comparison.value} {number_text(limit.value)}"


def number_text(value: float) -> str:
    """Return a number without an exponent and without superfluous digits."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


def edit_rule(source: TomlText, rule: RuleId, fields: Fields) -> str:
    """Return the overlay's text with these fields of one rule changed.

    Raises:
        SettingsError: the text is not TOML.
    """
    wanted = _changed(parse_toml(source), rule, fields)
    text = "".join(_edited(source.text.splitlines(keepends=True), rule, fields))
    return text if _says(text, wanted) else tomli_w.dumps(wanted)


def _changed(tables: dict[str, Any], rule: RuleId, fields: Fields) -> dict[str, Any]:
    """Return the values the new text must have; a table that is left empty goes."""
    rules: dict[str, Any] = dict(tables.get("rules", {}))
    kept = {name: value for name, value in rules.get(rule, {}).items() if name not in fields}
    kept |= {name: value for name, value in fields.items() if value is not None}
    rules[rule] = kept
    return _without_empty(tables | {"rules": rules})


def _without_empty(tables: dict[str, Any]) -> dict[str, Any]:
    pruned = {
        name: _without_empty(value) if isinstance(value, dict) else value
        for name, value in tables.items()
    }
    return {name: value for name, value in pruned.items() if value != {}}


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return _without_empty(tomllib.loads(text)) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _edited(lines: list[str], rule: RuleId, fields: Fields) -> list[str]:
    first = next((i for i, line in enumerate(lines) if _is_header(line, rule)), None)
    if first is None:
        return [*_closed(lines), *_new_table(rule, fields, spaced=bool(lines))]
    after = first + 1
    end = next((i for i in range(after, len(lines)) if _TABLE.match(lines[i])), len(lines))
    body = _closed(lines[after:end])
    for name, value in fields.items():
        body = _with_field(body, name, value)
    bare = not any(line.strip() for line in body)
    head = [] if bare else _closed([lines[first]])
    return [*lines[:first], *head, *([] if bare else body), *lines[end:]]


def _new_table(rule: RuleId, fields: Fields, *, spaced: bool) -> list[str]:
    given = [f"{name} = {_toml(value)}\n" for name, value in fields.items() if value is not None]
    if not given:
        return []
    return [*(["\n"] if spaced else []), f"[rules.{rule}]\n", *given]


def _with_field(body: list[str], name: str, value: str | float | None) -> list[str]:
    at = next((i for i, line in enumerate(body) if re.match(rf"\s*{name}\s*=", line)), None)
    if at is None:
        if value is None:
            return body
        last = max((i for i, line in enumerate(body) if line.strip()), default=-1)
        return [*body[: last + 1], f"{name} = {_toml(value)}\n", *body[last + 1 :]]
    if value is None:
        return [*body[:at], *body[at + 1 :]]
    found = _VALUE.match(body[at])
    line = f"{found['head']}{_toml(value)}{found['tail'].rstrip()}\n" if found else body[at]
    return [*body[:at], line, *body[at + 1 :]]


def _is_header(line: str, rule: RuleId) -> bool:
    return (
        re.fullmatch(rf"\s*\[\s*rules\s*\.\s*{re.escape(rule)}\s*\]\s*(#.*)?", line.rstrip())
        is not None
    )


def _closed(lines: list[str]) -> list[str]:
    """Return the lines with the last one ended."""
    return [*lines[:-1], lines[-1].rstrip("\r\n") + "\n"] if lines else []


def _toml(value: str | float) -> str:
    return f"'{value}'" if isinstance(value, str) else number_text(value)
