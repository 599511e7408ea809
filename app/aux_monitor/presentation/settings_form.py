"""The settings page's form: every setting as it is typed, and one sentence for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from aux_monitor.ports.errors import SettingsError
from aux_monitor.presentation.text import counted
from aux_monitor.settings.bounds import BOUNDS
from aux_monitor.settings.choices import CHOICES
from aux_monitor.settings.codec import check_settings
from aux_monitor.settings.decoding import Place
from aux_monitor.settings.fields import FIELDS, FieldGroup, FieldWords
from aux_monitor.settings.language import tr, trn
from aux_monitor.settings.leaves import leaf_types, value_at, with_value
from aux_monitor.settings.schema import ChannelSettings, QuietHours, RotationPage, Settings

Typed: TypeAlias = (
    bool
    | str
    | Enum
    | tuple[QuietHours, ...]
    | tuple[ChannelSettings, ...]
    | tuple[RotationPage, ...]
)
"""A setting as its control holds it: numbers and dates as the text that was typed."""


_LEAST = 0.1


class Kind(Enum):
    """The control a setting is edited with; what is SOURCED is edited on the Connect page."""

    SWITCH = "switch"
    CHOICE = "choice"
    SEVERAL = "several"
    SCREEN = "screen"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    QUIET = "quiet"
    CHANNELS = "channels"
    SOURCED = "sourced"


class FieldView(Struct, frozen=True):
    """One setting of the page; ``hint`` says what it does, its range and its default."""

    path: str
    kind: Kind
    words: FieldWords
    choices: tuple[tuple[Enum, str], ...]
    hint: str

    def matches(self, query: str) -> bool:
        """Return whether every word of ``query`` stands in what the page says of the setting."""
        parts = [words for path, words in FIELDS.items() if path.startswith(f"{self.path}[]")]
        said = " ".join(
            [tr(self.words.group.value), self.words.label, self.hint, self.path]
            + [f"{tr(words.label)} {tr(words.help)}" for words in parts]
        ).casefold()
        return all(word in said for word in query.casefold().split())


class FormRead(Struct, frozen=True):
    """A form read: the settings it asks for, and one sentence for each wrong setting by path.

    A wrong setting keeps the value it had.
    """

    settings: Settings
    problems: Mapping[str, str]


class SettingsView(Struct, frozen=True):
    """What the page shows: the settings in force, where they are kept, and why not if so."""

    settings: Settings
    file: str
    problem: str = ""


class _WrongError(ValueError):
    """What was typed cannot be used; the text is one sentence."""


def fields() -> tuple[FieldView, ...]:
    """Return every setting that stands on the page, in its order."""
    types = leaf_types()
    return tuple(
        _view(path, words, types[path]) for path, words in FIELDS.items() if "[]" not in path
    )


def typed_of(settings: Settings, field: FieldView) -> Typed:
    """Return a setting as its control shows it."""
    value: Any = value_at(settings, field.path)
    match field.kind:
        case Kind.NUMBER:
            return number_text(value / field.words.per_unit)
        case Kind.DATE:
            return "" if value is None else str(value)
        case _:
            typed: Typed = value
            return typed


def default_of(field: FieldView) -> Typed:
    """Return the setting as it is when nobody changed it."""
    return typed_of(Settings(), field)


def read_form(edits: Mapping[str, Typed], base: Settings) -> FormRead:
    """Return ``base`` with the edits of some settings, each checked as the file's would be."""
    problems: dict[str, str] = {}
    settings = base
    for field in fields():
        if field.path not in edits:
            continue
        try:
            value = _value(field, edits[field.path])
            changed = with_value(settings, field.path, value)
            check_settings(changed, Place(""))
        except _WrongError as wrong:
            problems[field.path] = str(wrong)
        except SettingsError as error:
            problems[field.path] = _sentence(str(error), field)
        else:
            settings = changed
    return FormRead(settings, problems)


def sourced_words(settings: Settings, group: FieldGroup) -> str:
    """Return what is connected, in the words of the row that leads to the Connect page."""
    match group:
        case FieldGroup.TELEMETRY:
            if settings.collector.url:
                return tr("A collector that runs elsewhere is connected.")
            logs = len(settings.collector.logs)
            if not logs:
                return tr("No log file is connected.")
            return trn("{n} log file is followed.", "{n} log files are followed.", logs)
        case FieldGroup.GITHUB:
            names = len(settings.github.repositories)
            if not names:
                return tr("No repository is connected.")
            return trn("{n} repository is watched.", "{n} repositories are watched.", names)
        case _:
            return ""


def number_text(value: float) -> str:
    """Return a number as a person would type it."""
    return f"{value:.12g}"


def unsaved_words(count: int) -> str:
    """Return how many settings wait to be saved, empty for none."""
    return (
        trn("{n} change is not saved yet.", "{n} changes are not saved yet.", count)
        if count
        else ""
    )


def found_words(found: int, query: str) -> str:
    """Return what a search found, empty where nothing was searched for."""
    if not query.strip():
        return ""
    return counted(found, "setting", "settings") if found else tr("No setting says that.")


def _view(path: str, words: FieldWords, hint: Any) -> FieldView:
    kind = Kind.SOURCED if words.sourced else _kind(path, hint)
    choices = tuple((member, tr(CHOICES[member])) for member in _members(hint))
    said = replace(
        words,
        label=tr(words.label),
        help=tr(words.help),
        unit=tr(words.unit),
        sample=tr(words.sample),
    )
    field = FieldView(path, kind, said, choices, said.help)
    return replace(field, hint=" ".join([said.help, *_range_words(field)]))


def _range_words(field: FieldView) -> Iterable[str]:
    """Yield the range of a number and its default, as sentences."""
    if field.kind is not Kind.NUMBER:
        return
    yield tr(
        "{range}; {default} {unit} unless changed.",
        range=_range(field),
        default=default_of(field),
        unit=field.words.unit,
    )


def _range(field: FieldView) -> str:
    """Return the range of a number in its unit; what is nearly nothing is left out of it."""
    bounds, words = BOUNDS[field.path], field.words
    low, high = bounds.low / words.per_unit, f"{bounds.high / words.per_unit:,.12g}"
    return (
        tr("{low} to {high} {unit}", low=format(low, "g"), high=high, unit=words.unit)
        if low >= _LEAST or low == 0
        else tr("Up to {high} {unit}", high=high, unit=words.unit)
    )


def _members(hint: Any) -> Iterable[Enum]:
    """Return what a setting of a type can be, or be several of; nothing where it is no choice."""
    if hint == tuple[RotationPage, ...]:
        return RotationPage
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else ()


def _kind(path: str, hint: Any) -> Kind:
    """Return how a setting of a type is edited; a type of a new shape has to be given one."""
    named = {
        bool: Kind.SWITCH,
        float: Kind.NUMBER,
        str: Kind.TEXT,
        date | None: Kind.DATE,
        tuple[QuietHours, ...]: Kind.QUIET,
        tuple[ChannelSettings, ...]: Kind.CHANNELS,
        tuple[RotationPage, ...]: Kind.SEVERAL,
    }
    if path == "window.screen":
        return Kind.SCREEN
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind.CHOICE
    if hint not in named:
        raise TypeError(f"{path}: no control edits a {hint}")
    return named[hint]


def _value(field: FieldView, typed: Typed) -> object:
    """Return the value of what was typed, or raise ``_WrongError``."""
    match field.kind:
        case Kind.NUMBER:
            return _number(field, str(typed))
        case Kind.DATE:
            return _date(str(typed).strip())
        case Kind.TEXT:
            return str(typed).strip()
        case (
            Kind.SWITCH
            | Kind.CHOICE
            | Kind.SEVERAL
            | Kind.SCREEN
            | Kind.QUIET
            | Kind.CHANNELS
            | Kind.SOURCED
        ):
            return typed
        case _ as unreachable:  # pragma: no cover
            assert_never(unreachable)


def _number(field: FieldView, text: str) -> float:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise _WrongError(_expected(field)) from None
    value *= field.words.per_unit
    if not BOUNDS[field.path].holds(value):
        raise _WrongError(_expected(field))
    return value


def _expected(field: FieldView) -> str:
    return tr("Write a number in this range: {range}.", range=_range(field).lower())


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _WrongError(
            tr("This is no date: write year-month-day, such as 2026-06-30.")
        ) from None


def _sentence(error: str, field: FieldView) -> str:
    """Return a fault of the file's check without its path: the field stands right above it."""
    told = error.removeprefix(field.path)
    number, _, rest = told.partition("].")
    if told.startswith("[") and number[1:].isdecimal():
        part, _, rest = rest.partition(": ")
        words = FIELDS[f"{field.path}[].{part}"]
        return tr(
            "No. {value}, {lower}: {rest}.",
            value=int(number[1:]) + 1,
            lower=words.label.lower(),
            rest=rest,
        )
    told = told.removeprefix(": ")
    return f"{told[:1].upper()}{told[1:]}."
